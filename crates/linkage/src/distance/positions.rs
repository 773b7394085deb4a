//! At which positions of a short pattern does a letter stand? One bit a position, lowest first.
//!
//! A pattern of up to sixteen letters is held in one or two words and searched by arithmetic on all
//! its bytes at once: that is faster than to lay out a table, which longer patterns need.

/// Answers with the positions of a letter in the pattern; bits above its length mean nothing.
pub(super) trait Positions {
    /// The positions of a letter.
    fn of(&self, letter: u8) -> u64;
}

/// A pattern of at most eight letters.
pub(super) struct InWord(u64);

/// A pattern of at most sixteen letters.
pub(super) struct InTwoWords(u64, u64);

/// A pattern of at most 64 letters below `LETTERS`, which is a power of two.
pub(super) struct InTable<const LETTERS: usize>([u64; LETTERS]);

impl InWord {
    /// Of the first eight letters.
    #[inline]
    pub(super) fn new(pattern: &[u8]) -> Self {
        Self(eight(pattern))
    }
}

impl InTwoWords {
    /// Of the first sixteen letters.
    #[inline]
    pub(super) fn new(pattern: &[u8]) -> Self {
        Self(eight(pattern), eight(pattern.get(8..).unwrap_or_default()))
    }
}

impl<const LETTERS: usize> InTable<LETTERS> {
    /// Of the first 64 letters.
    #[inline]
    pub(super) fn new(pattern: &[u8]) -> Self {
        let mut table = [0_u64; LETTERS];
        let mut bit = 1_u64;
        for letter in pattern {
            table[*letter as usize & (LETTERS - 1)] |= bit;
            bit <<= 1;
        }
        Self(table)
    }
}

impl Positions for InWord {
    #[inline]
    fn of(&self, letter: u8) -> u64 {
        equal_bytes(self.0, letter)
    }
}

impl Positions for InTwoWords {
    #[inline]
    fn of(&self, letter: u8) -> u64 {
        equal_bytes(self.0, letter) | equal_bytes(self.1, letter) << 8
    }
}

impl<const LETTERS: usize> Positions for InTable<LETTERS> {
    #[inline]
    fn of(&self, letter: u8) -> u64 {
        self.0[letter as usize & (LETTERS - 1)]
    }
}

/// The first eight bytes as a word, the first lowest; zeros where there are fewer.
#[inline]
pub(super) fn eight(bytes: &[u8]) -> u64 {
    if let Some(chunk) = bytes.first_chunk::<8>() {
        return u64::from_le_bytes(*chunk);
    }
    let length = bytes.len();
    // Two reads of four that may overlap say the same of the bytes they share.
    if let (Some(front), Some(back)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let (front, back) = (u32::from_le_bytes(*front), u32::from_le_bytes(*back));
        return u64::from(front) | u64::from(back) << (8 * (length - 4));
    }
    let mut word = 0;
    for byte in bytes.iter().rev() {
        word = word << 8 | u64::from(*byte);
    }
    word
}

const LOW_BITS: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
/// Brings the lowest bits of eight bytes side by side into the highest byte.
const GATHER: u64 = 0x0102_0408_1020_4080;

/// Which of the eight bytes of a word are a letter.
#[inline]
fn equal_bytes(word: u64, letter: u8) -> u64 {
    let differs = word ^ LOW_BITS.wrapping_mul(u64::from(letter));
    // The sum carries into a byte's high bit unless its lower bits are zero, and never out of the byte.
    let nonzero = ((differs & !HIGH_BITS) + !HIGH_BITS) | differs;
    ((!nonzero & HIGH_BITS) >> 7).wrapping_mul(GATHER) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn all_forms_know_the_positions(pattern in proptest::collection::vec(any::<u8>(), 0..64), letter in any::<u8>()) {
            let expected = pattern
                .iter()
                .enumerate()
                .filter(|(_, own)| **own == letter)
                .fold(0_u64, |bits, (position, _)| bits | 1 << position);
            let known = |length: usize| (1_u64 << pattern.len().min(length)) - 1;
            prop_assert_eq!(InTable::<256>::new(&pattern).of(letter), expected);
            prop_assert_eq!(InWord::new(&pattern).of(letter) & known(8), expected & known(8));
            prop_assert_eq!(InTwoWords::new(&pattern).of(letter) & known(16), expected & known(16));
        }

        #[test]
        fn ascii_needs_half_a_table(pattern in "[ -~]{0,64}", letter in 0_u8..128) {
            let (half, whole) = (InTable::<128>::new(pattern.as_bytes()), InTable::<256>::new(pattern.as_bytes()));
            prop_assert_eq!(half.of(letter), whole.of(letter));
        }

        #[test]
        fn a_word_holds_the_first_eight_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..12)) {
            let mut padded = bytes.clone();
            padded.resize(12, 0);
            let word = eight(&bytes).to_le_bytes();
            prop_assert_eq!(word.as_slice(), &padded[..8]);
        }
    }
}

//! Which letters do two values hold, so that a kernel can compare and index with them?
//!
//! A letter is a character of UTF-8; a byte that is no UTF-8 is a letter of its own, equal to that
//! byte only. ASCII needs none of this: there the bytes are the letters.

/// As many letters as a word has bits: up to here the kernels work on single words.
pub(super) const WORD: usize = 64;

/// Where the numbers of bytes that are no UTF-8 begin: above all characters.
const NO_CHARACTER: u32 = 0x11_0000;

/// Hands over the number of each letter, in order.
#[inline]
pub(super) fn each(bytes: &[u8], mut take: impl FnMut(u32)) {
    // The checks of a whole value are sooner done than those chunk by chunk.
    if let Ok(text) = std::str::from_utf8(bytes) {
        for character in text.chars() {
            take(u32::from(character));
        }
        return;
    }
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            take(u32::from(character));
        }
        for byte in chunk.invalid() {
            take(NO_CHARACTER + u32::from(*byte));
        }
    }
}

/// A value of at most [`WORD`] letters, each renamed to one byte.
pub(super) struct Short {
    letters: [u8; WORD],
    length: usize,
}

impl Short {
    /// The renamed letters.
    pub(super) fn letters(&self) -> &[u8] {
        &self.letters[..self.length]
    }
}

/// Renames the letters of two values so that the same letter has the same byte, and no other has it;
/// none where one of them has more than [`WORD`] letters.
///
/// ASCII keeps its bytes. Two values of 64 letters hold at most 128 others: they have the bytes above.
pub(super) fn short(first: &[u8], second: &[u8]) -> Option<(Short, Short)> {
    // No letter takes more than four bytes.
    if first.len() > 4 * WORD || second.len() > 4 * WORD {
        return None;
    }
    let mut names = Names { slots: [0; 256], known: [0; 2 * WORD], count: 0 };
    Some((names.rename(first)?, names.rename(second)?))
}

/// The names of letters beyond ASCII, by open addressing: a slot holds the place in `known` plus one.
struct Names {
    slots: [u8; 256],
    known: [u32; 2 * WORD],
    count: u8,
}

impl Names {
    fn rename(&mut self, bytes: &[u8]) -> Option<Short> {
        let mut short = Short { letters: [0; WORD], length: 0 };
        let mut fits = true;
        each(bytes, |letter| {
            if short.length == WORD {
                fits = false;
                return;
            }
            short.letters[short.length] = self.name(letter);
            short.length += 1;
        });
        fits.then_some(short)
    }

    fn name(&mut self, letter: u32) -> u8 {
        if letter < 128 {
            return letter as u8;
        }
        let mut slot = (letter.wrapping_mul(0x9e37_79b1) >> 24) as usize;
        // At most half of the slots are taken, so an empty one ends the search.
        loop {
            let place = self.slots[slot];
            if place == 0 {
                self.known[self.count as usize] = letter;
                self.count += 1;
                self.slots[slot] = self.count;
                return 127 + self.count;
            }
            if self.known[place as usize - 1] == letter {
                return 127 + place;
            }
            slot = (slot + 1) & 255;
        }
    }
}

/// Two values of any length with their letters numbered from 0 without gaps.
pub(super) struct Long {
    /// The letters of the first value.
    pub(super) first: Vec<u32>,
    /// The letters of the second value.
    pub(super) second: Vec<u32>,
    /// All numbers are below.
    pub(super) alphabet: usize,
}

/// Numbers the letters of two values of any length.
pub(super) fn long(first: &[u8], second: &[u8]) -> Long {
    if first.is_ascii() && second.is_ascii() {
        let bytes = |value: &[u8]| value.iter().map(|byte| u32::from(*byte)).collect();
        return Long { first: bytes(first), second: bytes(second), alphabet: 128 };
    }
    let collect = |value: &[u8]| {
        let mut letters = Vec::with_capacity(value.len());
        each(value, |letter| letters.push(letter));
        letters
    };
    let (mut first, mut second): (Vec<u32>, Vec<u32>) = (collect(first), collect(second));
    let mut all: Vec<u32> = first.iter().chain(&second).copied().collect();
    all.sort_unstable();
    all.dedup();
    for letter in first.iter_mut().chain(&mut second) {
        *letter = all.partition_point(|known| known < letter) as u32;
    }
    Long { first, second, alphabet: all.len() }
}

/// How many letters two values share at their beginning.
pub(super) fn common_prefix<Letter: PartialEq>(first: &[Letter], second: &[Letter]) -> usize {
    first.iter().zip(second).take_while(|(own, other)| own == other).count()
}

/// The middle of two values: without what both begin with and without what both end with.
pub(super) fn differing<'a, Letter: PartialEq>(
    first: &'a [Letter],
    second: &'a [Letter],
) -> (&'a [Letter], &'a [Letter]) {
    let prefix = common_prefix(first, second);
    let (own, others) = (&first[prefix..], &second[prefix..]);
    let suffix = own.iter().rev().zip(others.iter().rev()).take_while(|(left, right)| left == right).count();
    (&own[..own.len() - suffix], &others[..others.len() - suffix])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers(bytes: &[u8]) -> Vec<u32> {
        let mut letters = Vec::new();
        each(bytes, |letter| letters.push(letter));
        letters
    }

    #[test]
    fn a_broken_byte_is_a_letter_and_no_character() {
        assert_eq!(numbers(b"a\xe9b"), [97, NO_CHARACTER + 0xe9, 98]);
        assert_eq!(numbers("é".as_bytes()), [0xe9]);
        assert_eq!(numbers(b"\xf0\x9f\x98"), [0xf0, 0x9f, 0x98].map(|byte| NO_CHARACTER + byte));
    }

    #[test]
    fn sixty_four_letters_are_short_and_one_more_is_not() {
        let (fits, longer) = ("я".repeat(64), "я".repeat(65));
        assert!(short(fits.as_bytes(), b"").is_some());
        assert!(short(b"", longer.as_bytes()).is_none());
    }

    #[test]
    fn twice_sixty_four_different_letters_have_names() {
        let first: String = (0..64).filter_map(|step| char::from_u32(0x4e00 + step)).collect();
        let second: String = (64..128).filter_map(|step| char::from_u32(0x4e00 + step)).collect();
        let (own, other) = short(first.as_bytes(), second.as_bytes()).expect("64 letters each");
        let mut names: Vec<u8> = own.letters().iter().chain(other.letters()).copied().collect();
        names.sort_unstable();
        assert_eq!(names, (128..=255).collect::<Vec<u8>>());
    }

    proptest! {
        #[test]
        fn names_are_equal_where_letters_are(
            first in proptest::collection::vec(any::<u8>(), 0..60), second in "[aé\u{430}-\u{44f}\u{4e00}-\u{4e20}]{0,60}",
        ) {
            let letters: Vec<u32> = [numbers(&first), numbers(second.as_bytes())].concat();
            let (own, other) = short(&first, second.as_bytes()).expect("at most 60 letters each");
            let names: Vec<u8> = [own.letters(), other.letters()].concat();
            let numbered = long(&first, second.as_bytes());
            let ids: Vec<u32> = [numbered.first.as_slice(), numbered.second.as_slice()].concat();
            prop_assert_eq!(letters.len(), names.len());
            for left in 0..letters.len() {
                prop_assert!((ids[left] as usize) < numbered.alphabet);
                for right in 0..letters.len() {
                    prop_assert_eq!(letters[left] == letters[right], names[left] == names[right]);
                    prop_assert_eq!(letters[left] == letters[right], ids[left] == ids[right]);
                }
            }
        }
    }
}

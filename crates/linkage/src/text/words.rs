//! Text to hashed words.

use super::fold::{Folded, fold};

/// The words of a text, folded and hashed: case, accents and punctuation do not matter, numbers
/// stay. The hash has no seed, so it is the same in every run and on every machine.
///
/// ```
/// use bonafide_linkage::text::words;
/// assert_eq!(words("Größe: don't  PANIC!"), words("grosse dont panic"));
/// assert_ne!(words("cut by 40 %"), words("cut by 50 %"));
/// assert!(words("•  –").is_empty());
/// ```
pub fn words(text: &str) -> Vec<u64> {
    let mut hashed = Vec::new();
    let mut word = Hasher::new();
    for character in text.chars().flat_map(char::to_lowercase) {
        match fold(character) {
            Folded::Letters(letters) => letters.bytes().for_each(|byte| word.push(byte)),
            Folded::Same(letter) => word.push_char(letter),
            Folded::Alone(letter) => {
                word.finish_into(&mut hashed);
                word.push_char(letter);
                word.finish_into(&mut hashed);
            }
            Folded::Nothing => {}
            Folded::Gap => word.finish_into(&mut hashed),
        }
    }
    word.finish_into(&mut hashed);
    hashed
}

/// FNV-1a over bytes, finished so that every bit of the result depends on every byte.
struct Hasher {
    state: u64,
    is_empty: bool,
}

const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

impl Hasher {
    fn new() -> Self {
        Self { state: OFFSET_BASIS, is_empty: true }
    }

    fn push(&mut self, byte: u8) {
        self.state = (self.state ^ u64::from(byte)).wrapping_mul(PRIME);
        self.is_empty = false;
    }

    fn push_char(&mut self, character: char) {
        let mut buffer = [0_u8; 4];
        for byte in character.encode_utf8(&mut buffer).bytes() {
            self.push(byte);
        }
    }

    fn finish_into(&mut self, hashed: &mut Vec<u64>) {
        if !self.is_empty {
            hashed.push(mix(self.state));
        }
        *self = Self::new();
    }
}

/// The finishing step of SplitMix64 (public domain): a one-to-one scramble of 64 bits.
pub(super) fn mix(value: u64) -> u64 {
    let once = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let twice = (once ^ (once >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    twice ^ (twice >> 31)
}

//! Distinct values of one column, each once, under an integer code.

use std::hash::{BuildHasher as _, RandomState};

/// Code of a cell that holds nothing: no evidence, for or against.
pub const NULL: u32 = 0;

/// Distinct byte strings under the codes `1..`; code 0 is [`NULL`] and reads as the empty string.
#[derive(Debug, Clone)]
pub struct Values {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Default for Values {
    fn default() -> Self {
        Self { bytes: Vec::new(), ends: vec![0] }
    }
}

impl Values {
    /// How many codes there are, the null among them.
    #[expect(clippy::len_without_is_empty, reason = "the null is always there")]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The bytes of a code; empty for the null and for a code that is none of these.
    pub fn get(&self, code: u32) -> &[u8] {
        let code = code as usize;
        if code == 0 || code >= self.ends.len() {
            return &[];
        }
        &self.bytes[self.ends[code - 1]..self.ends[code]]
    }

    /// The value as text; bytes that are no UTF-8 are replaced.
    pub fn text(&self, code: u32) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.get(code))
    }

    /// Adds a value, whether it is there or not; the code that it got.
    pub fn push(&mut self, value: &[u8]) -> u32 {
        self.bytes.extend_from_slice(value);
        self.ends.push(self.bytes.len());
        (self.ends.len() - 1) as u32
    }

    /// All codes but the null.
    pub fn codes(&self) -> std::ops::Range<u32> {
        1..self.ends.len() as u32
    }

    /// All values, one behind the other, and where each ends, the null first.
    pub(crate) fn parts(&self) -> (&[u8], &[usize]) {
        (&self.bytes, &self.ends)
    }

    /// Values from their lengths, the null's left out; none where these do not add up to the bytes.
    pub(crate) fn from_lengths(bytes: Vec<u8>, lengths: impl ExactSizeIterator<Item = u32>) -> Option<Self> {
        let mut ends = Vec::with_capacity(lengths.len() + 1);
        let mut end = 0_usize;
        ends.push(end);
        for length in lengths {
            end = end.checked_add(length as usize)?;
            ends.push(end);
        }
        (end == bytes.len() && u32::try_from(ends.len()).is_ok()).then_some(Self { bytes, ends })
    }

    /// Gives back what growing has left over.
    pub fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// Gives values their codes: the same bytes, the same code.
///
/// Open addressing over 32-bit slots with a tag of the hash, so that a value that is not there costs
/// no look at the bytes.
#[derive(Debug, Clone)]
pub struct Coder {
    values: Values,
    slots: Vec<Slot>,
    mask: usize,
    /// What tags begin with, drawn anew: nobody can choose values whose tags are alike, each of which would be asked of
    /// all before it. Codes do not depend on it.
    seed: u64,
    /// A slot's place is the top bits of its tag: growing reads and writes the slots in order.
    shift: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    code: u32,
    tag: u32,
}

impl Default for Coder {
    fn default() -> Self {
        let seed = seed();
        Self { values: Values::default(), slots: vec![Slot::default(); 64], mask: 63, seed, shift: 26 }
    }
}

impl Coder {
    /// The code of a value, new or known. Empty bytes are the null.
    pub fn code(&mut self, value: &[u8]) -> u32 {
        if value.is_empty() {
            return NULL;
        }
        self.code_of(value, self.tag(value))
    }

    /// Appends the codes of several values. The slots of all are asked for before the first is needed, so
    /// that the waits for memory overlap.
    pub fn codes(&mut self, values: &[&[u8]], codes: &mut Vec<u32>) {
        let mut tags = [0; TOGETHER];
        for some in values.chunks(TOGETHER) {
            for (tag, value) in tags.iter_mut().zip(some) {
                *tag = self.tag(value);
            }
            let touch = |touched, tag: &u32| touched ^ self.slots[(tag >> self.shift) as usize].code;
            std::hint::black_box(tags[..some.len()].iter().fold(0, touch));
            for (tag, value) in tags.iter().zip(some) {
                let code = if value.is_empty() { NULL } else { self.code_of(value, *tag) };
                codes.push(code);
            }
        }
    }

    fn code_of(&mut self, value: &[u8], tag: u32) -> u32 {
        let mut place = (tag >> self.shift) as usize;
        loop {
            let slot = self.slots[place];
            if slot.code == NULL {
                let code = self.values.push(value);
                self.slots[place] = Slot { code, tag };
                // Three quarters full at most: probes stay within a line or two of the cache.
                if self.values.len() * 4 > self.slots.len() * 3 {
                    self.grow();
                }
                return code;
            }
            if slot.tag == tag && self.values.get(slot.code) == value {
                return slot.code;
            }
            place = (place + 1) & self.mask;
        }
    }

    /// The code of a value that is known, else none.
    pub fn known(&self, value: &[u8]) -> Option<u32> {
        if value.is_empty() {
            return Some(NULL);
        }
        let tag = self.tag(value);
        let mut place = (tag >> self.shift) as usize;
        loop {
            let slot = self.slots[place];
            if slot.code == NULL {
                return None;
            }
            if slot.tag == tag && self.values.get(slot.code) == value {
                return Some(slot.code);
            }
            place = (place + 1) & self.mask;
        }
    }

    /// The values so far.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The values, when no more will come.
    pub fn finish(mut self) -> Values {
        self.values.shrink();
        self.values
    }

    #[inline]
    fn tag(&self, value: &[u8]) -> u32 {
        (digest(self.seed, value) >> 32) as u32
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.mask = size - 1;
        self.shift = 32 - size.trailing_zeros();
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        for slot in old {
            if slot.code != NULL {
                self.place(slot);
            }
        }
    }

    fn place(&mut self, slot: Slot) {
        let mut place = (slot.tag >> self.shift) as usize;
        while self.slots[place].code != NULL {
            place = (place + 1) & self.mask;
        }
        self.slots[place] = slot;
    }
}

impl From<Values> for Coder {
    fn from(values: Values) -> Self {
        let size = (values.len() * 2).next_power_of_two().max(64);
        let mut coder = Self {
            values,
            slots: vec![Slot::default(); size],
            mask: size - 1,
            shift: 32 - size.trailing_zeros(),
            ..Self::default()
        };
        for code in coder.values.codes() {
            let tag = coder.tag(coder.values.get(code));
            coder.place(Slot { code, tag });
        }
        coder
    }
}

/// Values whose codes are asked for together.
const TOGETHER: usize = 32;

const FIRST: u64 = 0x9e37_79b9_7f4a_7c15;
const SECOND: u64 = 0xd6e8_feb8_6659_fd93;

/// A digest of bytes that is the same on every machine and in every version: indexes on disk rest on it.
///
/// Whoever knows it can choose bytes whose digests are alike: it is for sampling, and tables that are looked up have a
/// seed.
pub fn hash(bytes: &[u8]) -> u64 {
    digest(FIRST, bytes)
}

/// A number that differs from run to run and nobody can foresee, to begin digests with that nothing written depends on.
pub(crate) fn seed() -> u64 {
    RandomState::new().hash_one(FIRST)
}

/// A digest that begins with a [`seed`]: nobody can choose values whose digests are alike.
pub(crate) fn seeded_hash(seed: u64, bytes: &[u8]) -> u64 {
    digest(seed, bytes)
}

/// Folded multiplication over words of eight bytes (the construction of wyhash).
#[inline]
fn digest(seed: u64, bytes: &[u8]) -> u64 {
    let mut state = seed ^ (bytes.len() as u64).wrapping_mul(SECOND);
    let mut words = bytes.chunks_exact(8);
    for word in words.by_ref() {
        let mut eight = [0; 8];
        eight.copy_from_slice(word);
        state = fold(state ^ u64::from_le_bytes(eight), SECOND);
    }
    let rest = words.remainder();
    if !rest.is_empty() {
        let mut eight = [0; 8];
        eight[..rest.len()].copy_from_slice(rest);
        state = fold(state ^ u64::from_le_bytes(eight), SECOND);
    }
    fold(state, FIRST)
}

/// Mixes a number into a digest.
pub fn mix(state: u64, number: u64) -> u64 {
    fold(state ^ number ^ FIRST, SECOND)
}

fn fold(left: u64, right: u64) -> u64 {
    let product = u128::from(left).wrapping_mul(u128::from(right));
    (product as u64) ^ ((product >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn codes_are_the_same_one_by_one_and_together(texts in proptest::collection::vec("[a-c]{0,4}", 0..400), split in 0_usize..400) {
            let values: Vec<&[u8]> = texts.iter().map(String::as_bytes).collect();
            let mut single = Coder::default();
            let expected: Vec<u32> = values.iter().map(|value| single.code(value)).collect();
            let (first, second) = values.split_at(split.min(values.len()));
            let (mut together, mut codes) = (Coder::default(), Vec::new());
            together.codes(first, &mut codes);
            together.codes(second, &mut codes);
            prop_assert_eq!(&codes, &expected);
            let again = Coder::from(together.finish());
            for (value, code) in values.iter().zip(&codes) {
                prop_assert_eq!(again.known(value), Some(*code));
                prop_assert_eq!(again.values().get(*code), *value);
            }
            prop_assert_eq!(again.known(b"d"), None);
        }
    }

    #[test]
    fn values_that_are_chosen_by_their_digests_do_not_crowd_together() {
        // The upper bits say where a value lies.
        let is_chosen = |word: &[u8; 8]| hash(word) >> 52 == 0;
        let words: Vec<[u8; 8]> = (0_u64..).map(u64::to_le_bytes).filter(is_chosen).take(256).collect();
        let mut coder = Coder::default();
        let codes: Vec<u32> = words.iter().map(|word| coder.code(word)).collect();
        assert_eq!(codes, (1..=256).collect::<Vec<u32>>());
        let mut tags: Vec<u32> = words.iter().map(|word| coder.tag(word) >> 20).collect();
        tags.sort_unstable();
        tags.dedup();
        assert!(tags.len() > 200, "{} places of 4096", tags.len());
        assert_ne!(Coder::default().tag(b"a"), coder.tag(b"a"), "another seed");
    }

    #[test]
    fn digests_stay_what_they_were() {
        let digests = [b"".as_slice(), b"a", b"ada king"].map(hash);
        assert_eq!(digests, [0xbe8c_ab64_4efd_da51, 0x3f46_3042_152f_9279, 0xd0f6_e3bd_9a65_b2da]);
    }

    #[test]
    fn many_values_keep_their_codes_while_the_table_grows() {
        let mut coder = Coder::default();
        for number in 0..100_000_u32 {
            assert_eq!(coder.code(&number.to_le_bytes()), number + 1);
        }
        for number in 0..100_000_u32 {
            assert_eq!(coder.known(&number.to_le_bytes()), Some(number + 1));
        }
    }
}

//! Can two values be near at all, by the letters that they hold, whatever the order?
//!
//! A [`Bag`] is made once for each distinct value; two of them answer in a few nanoseconds. The answers
//! are sound: "no" is never said where the real comparison would say yes, on any bytes. Small and capital
//! letters share a class, so bags tell most when case was folded before.
//!
//! ```
//! use bonafide_linkage::distance::bag::Bag;
//! let (martha, marhta, quentin) = (Bag::of(b"martha"), Bag::of(b"marhta"), Bag::of(b"quentin"));
//! assert!(martha.jaro_winkler_can_reach(marhta, 0.96));
//! assert!(!martha.jaro_winkler_can_reach(quentin, 0.6));
//! assert!(martha.edits_can_be(marhta, 1) && !martha.edits_can_be(quentin, 4));
//! ```

use super::jaro::can_reach;
use super::letters::each;

/// The letters of one value, counted by class, with its first four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bag {
    /// Counts of all classes side by side, each as that many ones up to the width of the class.
    pub(super) counts: u64,
    /// One byte for each of the first four letters: equal letters have equal bytes.
    pub(super) first: u32,
    /// How many letters there are.
    pub(super) length: u16,
    /// How many letters found their class full; above [`NUMERIC`] that many in a value of digits only, and
    /// [`ANYTHING`] where they cannot be counted.
    pub(super) overflow: u16,
}

/// Marks a value of digits only, whose counts have another layout: each digit is counted up to six.
pub(super) const NUMERIC: u16 = 1 << 15;

/// It may hold anything, so that no question needs to ask for it.
pub(super) const ANYTHING: u16 = u16::MAX;

/// A class of letters: which bits count it.
#[derive(Debug, Clone, Copy)]
struct Class {
    lowest: u64,
    all: u64,
}

/// How many of each class are counted: more of what names and mail addresses repeat. The widths of the
/// letters a to z, then of the digits 0 to 9, then of all other signs: 64 in all.
const WIDTHS: [u32; 37] = [
    3, 1, 2, 2, 3, 1, 2, 2, 3, 1, 2, 3, 2, 3, 3, 2, 1, 3, 3, 2, 2, 1, 1, 1, 1, 1, // a to z
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, // 0 to 9
    3, // all others
];

/// The class of each ASCII byte.
static CLASSES: [Class; 128] = classes();

const fn classes() -> [Class; 128] {
    let mut by_place = [Class { lowest: 0, all: 0 }; 37];
    let (mut place, mut shift) = (0, 0);
    while place < 37 {
        by_place[place] = Class { lowest: 1 << shift, all: ((1 << WIDTHS[place]) - 1) << shift };
        shift += WIDTHS[place];
        place += 1;
    }
    let mut table = [by_place[36]; 128];
    let mut byte = 0;
    while byte < 128 {
        let letter = (byte as u8).to_ascii_lowercase();
        if letter.is_ascii_lowercase() {
            table[byte] = by_place[(letter - b'a') as usize];
        } else if letter.is_ascii_digit() {
            table[byte] = by_place[(letter - b'0') as usize + 26];
        }
        byte += 1;
    }
    table
}

impl Bag {
    /// Numbers that a bag is kept in.
    pub(crate) const WORDS: usize = 4;

    /// The bag as numbers.
    #[inline]
    pub(crate) fn to_words(self) -> [u32; Self::WORDS] {
        let ends = u32::from(self.length) | u32::from(self.overflow) << 16;
        [self.counts as u32, (self.counts >> 32) as u32, self.first, ends]
    }

    /// The bag of these numbers.
    #[inline]
    pub(crate) fn from_words([low, high, first, ends]: [u32; Self::WORDS]) -> Self {
        let counts = u64::from(low) | u64::from(high) << 32;
        Self { counts, first, length: ends as u16, overflow: (ends >> 16) as u16 }
    }

    /// The bag of a value.
    pub fn of(bytes: &[u8]) -> Self {
        let is_numeric = !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit);
        let mut bag = if is_numeric { Self::count_digits(bytes) } else { Self::count(bytes) };
        if bag.length == u16::MAX || bag.overflow >= NUMERIC - 1 {
            bag.counts = u64::MAX;
            bag.overflow = ANYTHING;
        } else if is_numeric {
            bag.overflow |= NUMERIC;
        }
        bag
    }

    fn count_digits(bytes: &[u8]) -> Self {
        let mut bag = Self::default();
        for byte in bytes {
            let lowest = 1 << (6 * u32::from(byte - b'0'));
            bag.add(*byte, Class { lowest, all: lowest * 0b11_1111 });
        }
        bag
    }

    fn count(bytes: &[u8]) -> Self {
        let mut bag = Self::default();
        if bytes.is_ascii() {
            for byte in bytes {
                bag.add(*byte, CLASSES[*byte as usize & 127]);
            }
            return bag;
        }
        each(bytes, |letter| {
            if letter < 128 {
                bag.add(letter as u8, CLASSES[letter as usize]);
            } else {
                // The letters of other scripts stand side by side, so these classes part most of them.
                let class = CLASSES[(b'a' + (letter % 26) as u8) as usize];
                bag.add(128 | letter as u8, class);
            }
        });
        bag
    }

    fn add(&mut self, sign: u8, class: Class) {
        if self.length < 4 {
            self.first |= u32::from(sign) << (8 * self.length);
        }
        self.length = self.length.saturating_add(1);
        if self.counts & class.all == class.all {
            self.overflow = self.overflow.saturating_add(1);
        }
        self.counts |= (self.counts << 1 | class.lowest) & class.all;
    }

    /// How many letters the value has, up to 65,535.
    pub fn letters(self) -> u32 {
        u32::from(self.length)
    }

    /// At most so many letters of one value can be matched by equal letters of the other.
    ///
    /// Each class gives the smaller count; what overflowed in both can be one class. For values above
    /// 65,534 letters the answer is large and no bound.
    #[inline]
    pub fn most_common(self, other: Self) -> u32 {
        if (self.overflow ^ other.overflow) & NUMERIC != 0 || self.overflow == ANYTHING {
            return self.most_common_of_kinds(other);
        }
        let overflow = self.overflow.min(other.overflow) & !NUMERIC;
        (self.counts & other.counts).count_ones() + u32::from(overflow)
    }

    /// The same of values of two kinds: counts of two layouts say nothing, and what cannot be counted has
    /// all that the other one has.
    #[cold]
    fn most_common_of_kinds(self, other: Self) -> u32 {
        self.letters().min(other.letters())
    }

    /// At most so many letters, up to four, are the same from the beginning.
    #[inline]
    pub fn longest_prefix(self, other: Self) -> u32 {
        let same = (self.first ^ other.first).trailing_zeros() / 8;
        same.min(self.letters()).min(other.letters())
    }

    /// Whether [`jaro_winkler`](super::jaro::jaro_winkler) can reach a threshold.
    #[inline]
    pub fn jaro_winkler_can_reach(self, other: Self, threshold: f64) -> bool {
        let (matches, prefix) = (self.most_common(other), self.longest_prefix(other) as usize);
        can_reach(self.letters(), other.letters(), matches, prefix, threshold)
    }

    /// Whether the Levenshtein distance, or either of Damerau's, can be at most so many edits.
    ///
    /// Each edit matches at most one letter more; a swap matches none, since order does not count here.
    #[inline]
    pub fn edits_can_be(self, other: Self, at_most: usize) -> bool {
        let longer = self.letters().max(other.letters());
        longer.saturating_sub(self.most_common(other)) as usize <= at_most
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distance::jaro::jaro_winkler;
    use proptest::prelude::*;

    #[test]
    fn all_bits_are_used_once() {
        let mut seen = 0_u64;
        let mut classes: Vec<Class> = CLASSES.to_vec();
        classes.dedup_by_key(|class| class.lowest);
        classes.sort_unstable_by_key(|class| class.lowest);
        classes.dedup_by_key(|class| class.lowest);
        for class in classes {
            assert_eq!(seen & class.all, 0);
            seen |= class.all;
        }
        assert_eq!(seen, u64::MAX);
        assert_eq!(size_of::<Bag>(), 16);
    }

    #[test]
    fn counts_what_is_in_common() {
        let common = |own: &str, other: &str| Bag::of(own.as_bytes()).most_common(Bag::of(other.as_bytes()));
        assert_eq!(common("anna", "hannah"), 4);
        assert_eq!(common("otto", "toto"), 4);
        assert_eq!(common("abc", "xyz"), 0);
        assert_eq!(common("zzzz", "zz"), 2, "one is counted, one has overflown in both");
        assert_eq!(common("zz", "qq"), 1, "what has overflown could be equal");
        assert_eq!(common("", "abc"), 0);
    }

    #[test]
    fn values_that_cannot_be_counted() {
        let (long, other) = ("ab".repeat(35_000), "ba".repeat(40_000));
        let (own, endless, short) = (Bag::of(long.as_bytes()), Bag::of(other.as_bytes()), Bag::of(b"b"));
        assert!(own.jaro_winkler_can_reach(endless, 1.0) && own.edits_can_be(endless, 0));
        assert_eq!(own.most_common(short), 1);
        assert!(!own.edits_can_be(short, 65_000) && own.edits_can_be(short, 69_999));
        assert!(own.jaro_winkler_can_reach(short, jaro_winkler(long.as_bytes(), b"b")));
    }

    #[test]
    fn most_pairs_of_unlike_names_are_rejected() {
        let names: Vec<Bag> = [
            "james",
            "mary",
            "robert",
            "patricia",
            "john",
            "jennifer",
            "michael",
            "linda",
            "david",
            "elizabeth",
            "william",
            "barbara",
            "richard",
            "susan",
            "joseph",
            "jessica",
            "thomas",
            "karen",
            "christopher",
            "sarah",
            "charles",
            "lisa",
            "daniel",
            "nancy",
            "matthew",
            "sandra",
            "anthony",
            "betty",
            "mark",
            "ashley",
            "donald",
            "emily",
            "steven",
            "kimberly",
            "andrew",
            "margaret",
            "smith",
            "johnson",
            "williams",
            "brown",
            "jones",
            "garcia",
            "miller",
            "davis",
            "rodriguez",
            "martinez",
            "hernandez",
            "lopez",
            "gonzalez",
            "wilson",
            "anderson",
            "taylor",
            "moore",
            "jackson",
            "martin",
            "lee",
            "perez",
            "thompson",
            "white",
            "harris",
            "sanchez",
            "clark",
        ]
        .iter()
        .map(|name| Bag::of(name.as_bytes()))
        .collect();
        let pairs = names.len() * (names.len() - 1);
        let mut kept = 0;
        for (place, own) in names.iter().enumerate() {
            let reached = |other: &&Bag| own.jaro_winkler_can_reach(**other, 0.88);
            kept += names[..place].iter().chain(&names[place + 1..]).filter(reached).count();
        }
        assert!(kept * 10 < pairs, "{kept} of {pairs} are kept");
    }

    /// The largest number of equal letters that can be matched, counted plainly.
    fn common_letters(own: &[u8], other: &[u8]) -> u32 {
        let collect = |bytes: &[u8]| {
            let mut letters = Vec::new();
            each(bytes, |letter| letters.push(letter));
            letters
        };
        let (own, mut other) = (collect(own), collect(other));
        let mut count = 0;
        for letter in own {
            if let Some(place) = other.iter().position(|candidate| *candidate == letter) {
                other.swap_remove(place);
                count += 1;
            }
        }
        count
    }

    fn text() -> impl Strategy<Value = Vec<u8>> {
        prop_oneof![
            "[a-e]{0,12}".prop_map(String::into_bytes),
            "[a-zA-Z0-9@. -]{0,30}".prop_map(String::into_bytes),
            "[aeéèя-ё\u{4e00}-\u{4e10}]{0,12}".prop_map(String::into_bytes),
            "\\PC{0,20}".prop_map(String::into_bytes),
            proptest::collection::vec(any::<u8>(), 0..20),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn never_no_where_jaro_winkler_reaches(own in text(), other in text(), threshold in 0.0_f64..=1.0) {
            let (left, right) = (Bag::of(&own), Bag::of(&other));
            let similarity = jaro_winkler(&own, &other);
            prop_assert!(left.jaro_winkler_can_reach(right, similarity));
            prop_assert!(similarity < threshold || left.jaro_winkler_can_reach(right, threshold));
            prop_assert!(left.jaro_winkler_can_reach(left, 1.0));
        }

        #[test]
        fn never_fewer_than_are_in_common(own in text(), other in text()) {
            let (left, right) = (Bag::of(&own), Bag::of(&other));
            prop_assert!(left.most_common(right) >= common_letters(&own, &other));
            prop_assert!(left.most_common(right) <= left.letters().min(right.letters()));
            prop_assert_eq!(left.most_common(right), right.most_common(left));
        }

        #[test]
        fn never_no_where_the_edits_are_few(own in "[a-cé]{0,9}", other in "[a-cé]{0,9}") {
            let (left, right) = (Bag::of(own.as_bytes()), Bag::of(other.as_bytes()));
            let plain = strsim::levenshtein(&own, &other);
            let swaps = strsim::damerau_levenshtein(&own, &other);
            prop_assert!(left.edits_can_be(right, plain));
            prop_assert!(left.edits_can_be(right, swaps));
        }
    }
}

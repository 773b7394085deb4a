//! Which values differ by one edit, or by one swap of neighbours?
//!
//! Found by blocking keys and never by comparing each value with each. Two values of one length that
//! differ in one byte are equal without it; two that swapped neighbours are equal when the neighbours
//! are written in order; a value that lacks one byte of another is equal to that without it (deletion
//! neighbourhoods: Mor and Fraenkel, "A hash code method for detecting and correcting spelling errors",
//! Communications of the ACM 25, 1982, pages 935 to 938). Each key costs constant time, every pair is
//! verified byte by byte, and values under one key differ in one byte: work grows with the bytes given
//! and the pairs found.
//!
//! ```
//! use bonafide_linkage::near::{Edit, Edits, near};
//! let numbers = ["493023125118", "493023125181", "493023125178", "33199001234"];
//! let found: Vec<(u32, u32, Edit)> =
//!     near(&numbers, Edits::OF_DIGITS).iter().map(|pair| (pair.first, pair.second, pair.edit)).collect();
//! assert_eq!(found, [(0, 1, Edit::Swapped(10)), (0, 2, Edit::Changed(10))]);
//!
//! let streets = ["musterstrasse", "mustestrasse", "lindenallee"];
//! assert_eq!(near(&streets, Edits::ALL)[0].edit, Edit::Added(5));
//! assert!(near(&streets, Edits::OF_DIGITS).is_empty());
//! ```

/// What makes one value of the other, with the byte at which it happens, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edit {
    /// One byte is another.
    Changed(u32),
    /// This byte and the next one, which differ, stand the other way round.
    Swapped(u32),
    /// The longer value has this byte besides; the first place where it could be.
    Added(u32),
}

/// Which edits are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edits {
    /// One byte is another.
    pub changed: bool,
    /// Two neighbours are swapped.
    pub swapped: bool,
    /// One byte is added or left out.
    pub added: bool,
}

impl Edits {
    /// One changed, added or left out, or two neighbours swapped.
    pub const ALL: Self = Self { changed: true, swapped: true, added: true };
    /// What happens to numbers of a fixed length: one changed, or two neighbours swapped.
    pub const OF_DIGITS: Self = Self { changed: true, swapped: true, added: false };
}

/// Two values that are one edit apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Near {
    /// Index of the one, the smaller.
    pub first: u32,
    /// Index of the other.
    pub second: u32,
    /// What lies between them.
    pub edit: Edit,
}

/// All pairs of values that are one edit apart, sorted; their number is bounded by the bytes given
/// times the bytes that stand in one place.
///
/// A value that stands there twice is compared once, by its first index: equal values are not near.
/// Nothing depends on the order but the indices.
pub fn near<V: AsRef<[u8]>>(values: &[V], edits: Edits) -> Vec<Near> {
    let distinct = Distinct::of(values);
    let mut found = Vec::new();
    if edits.changed || edits.swapped {
        let longest = distinct.values.first().map_or(0, |value| value.bytes.len());
        let mut keys: Vec<(u64, u32)> = Vec::with_capacity(distinct.values.len());
        for at in 0..longest {
            if edits.changed {
                distinct.keys(&mut keys, at, |value| value.without_byte(at, &distinct.powers));
                distinct.pairs(&keys, |one, other| changed(one, other, at), &mut found);
            }
            if edits.swapped {
                distinct.keys(&mut keys, at + 1, |value| value.in_order(at, &distinct.powers));
                distinct.pairs(&keys, |one, other| swapped(one, other, at), &mut found);
            }
        }
    }
    if edits.added {
        distinct.added(&mut found);
    }
    found.sort_unstable();
    found
}

/// Odd, so that it has an inverse modulo 2^64.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
/// `BASE * INVERSE` is 1 modulo 2^64.
const INVERSE: u64 = inverse(BASE);

/// The inverse of an odd number modulo 2^64, by Newton's steps: each doubles the bits that are right.
const fn inverse(odd: u64) -> u64 {
    let mut found = odd;
    let mut step = 0;
    while step < 6 {
        found = found.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(found)));
        step += 1;
    }
    found
}

/// The weight of a byte in a key: any byte, 0 included, weighs something.
fn weight(byte: u8) -> u64 {
    let mut mixed = (u64::from(byte) + 1).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^= mixed >> 31;
    mixed.wrapping_mul(0x94d0_49bb_1331_11eb)
}

/// A value with the sum of its bytes' weights, each times the base to the power of its place.
struct Hashed<'a> {
    index: u32,
    bytes: &'a [u8],
    sum: u64,
}

impl Hashed<'_> {
    fn term(&self, at: usize, powers: &[u64]) -> Option<u64> {
        Some(weight(*self.bytes.get(at)?).wrapping_mul(*powers.get(at)?))
    }

    /// Keys of values of different lengths differ.
    fn with_length(sum: u64, length: usize) -> u64 {
        sum ^ (length as u64).wrapping_mul(0xd6e8_feb8_6659_fd93)
    }

    /// The key without the byte at a place, which stays open.
    fn without_byte(&self, at: usize, powers: &[u64]) -> Option<u64> {
        let open = self.sum.wrapping_sub(self.term(at, powers)?);
        Some(Self::with_length(open, self.bytes.len()))
    }

    /// The key with two different neighbours in order.
    fn in_order(&self, at: usize, powers: &[u64]) -> Option<u64> {
        let (one, other) = (*self.bytes.get(at)?, *self.bytes.get(at + 1)?);
        if one == other {
            return None;
        }
        let written = self.term(at, powers)?.wrapping_add(self.term(at + 1, powers)?);
        let (low, high) = (weight(one.min(other)), weight(one.max(other)));
        let sorted = low.wrapping_mul(*powers.get(at)?).wrapping_add(high.wrapping_mul(*powers.get(at + 1)?));
        Some(Self::with_length(self.sum.wrapping_sub(written).wrapping_add(sorted), self.bytes.len()))
    }
}

/// The different values, each once.
struct Distinct<'a> {
    /// Longest first.
    values: Vec<Hashed<'a>>,
    powers: Vec<u64>,
}

impl<'a> Distinct<'a> {
    fn of<V: AsRef<[u8]>>(values: &'a [V]) -> Self {
        let mut sorted: Vec<(&[u8], u32)> = values.iter().map(AsRef::as_ref).zip(0_u32..).collect();
        sorted.sort_unstable();
        sorted.dedup_by_key(|(bytes, _)| *bytes);
        sorted.sort_unstable_by_key(|(bytes, index)| (std::cmp::Reverse(bytes.len()), *index));
        let longest = sorted.first().map_or(0, |(bytes, _)| bytes.len());
        let mut powers = Vec::with_capacity(longest);
        let mut power = 1_u64;
        for _ in 0..longest {
            powers.push(power);
            power = power.wrapping_mul(BASE);
        }
        let hashed = |(bytes, index): (&'a [u8], u32)| {
            let terms = bytes.iter().zip(&powers).map(|(byte, power)| weight(*byte).wrapping_mul(*power));
            Hashed { index, bytes, sum: terms.fold(0, u64::wrapping_add) }
        };
        Self { values: sorted.into_iter().map(hashed).collect(), powers }
    }

    /// The keys of those values of more than so many bytes that have one, sorted, each with its place in
    /// the list.
    fn keys(&self, keys: &mut Vec<(u64, u32)>, above: usize, key: impl Fn(&Hashed<'a>) -> Option<u64>) {
        keys.clear();
        let long_enough = self.values.iter().zip(0_u32..).take_while(|(value, _)| value.bytes.len() > above);
        keys.extend(long_enough.filter_map(|(value, at)| Some((key(value)?, at))));
        keys.sort_unstable();
    }

    /// Verifies all pairs under one key: they differ in one place, so there are at most 256.
    fn pairs(&self, keys: &[(u64, u32)], edit: impl Fn(&[u8], &[u8]) -> Option<Edit>, found: &mut Vec<Near>) {
        for group in keys.chunk_by(|one, other| one.0 == other.0) {
            for (position, (_, first)) in group.iter().enumerate() {
                for (_, second) in group.iter().skip(position + 1) {
                    self.note(*first, *second, &edit, found);
                }
            }
        }
    }

    /// Values that are another one without one of its bytes.
    fn added(&self, found: &mut Vec<Near>) {
        let mut whole: Vec<(u64, u32)> = Vec::new();
        let key = |value: &Hashed<'a>| Hashed::with_length(value.sum, value.bytes.len());
        whole.extend(self.values.iter().zip(0_u32..).map(|(value, at)| (key(value), at)));
        whole.sort_unstable();
        for (value, longer) in self.values.iter().zip(0_u32..) {
            let mut before = 0_u64;
            for (at, byte) in value.bytes.iter().enumerate() {
                let term = value.term(at, &self.powers).unwrap_or_default();
                let behind = value.sum.wrapping_sub(before).wrapping_sub(term).wrapping_mul(INVERSE);
                let left = Hashed::with_length(before.wrapping_add(behind), value.bytes.len() - 1);
                before = before.wrapping_add(term);
                // Of equal neighbours it is the same which one is left out.
                if at > 0 && value.bytes.get(at - 1) == Some(byte) {
                    continue;
                }
                let from = whole.partition_point(|(known, _)| *known < left);
                for (_, shorter) in whole.iter().skip(from).take_while(|(known, _)| *known == left) {
                    let edit = |one: &[u8], other: &[u8]| added(one, other, at);
                    self.note(*shorter, longer, &edit, found);
                }
            }
        }
    }

    fn note(
        &self,
        first: u32,
        second: u32,
        edit: &impl Fn(&[u8], &[u8]) -> Option<Edit>,
        found: &mut Vec<Near>,
    ) {
        let get = |at: u32| self.values.get(at as usize);
        let (Some(one), Some(other)) = (get(first), get(second)) else { return };
        if let Some(edit) = edit(one.bytes, other.bytes) {
            let (low, high) = (one.index.min(other.index), one.index.max(other.index));
            found.push(Near { first: low, second: high, edit });
        }
    }
}

/// Whether two values of one length differ in this byte alone.
fn changed(one: &[u8], other: &[u8], at: usize) -> Option<Edit> {
    let same = one.len() == other.len()
        && one.get(..at) == other.get(..at)
        && one.get(at) != other.get(at)
        && one.get(at + 1..) == other.get(at + 1..);
    same.then_some(Edit::Changed(at as u32))
}

/// Whether this byte and the next one stand the other way round, and nothing else differs.
fn swapped(one: &[u8], other: &[u8], at: usize) -> Option<Edit> {
    let same = one.len() == other.len()
        && one.get(..at) == other.get(..at)
        && one.get(at) != other.get(at)
        && one.get(at) == other.get(at + 1)
        && one.get(at + 1) == other.get(at)
        && one.get(at + 2..) == other.get(at + 2..);
    same.then_some(Edit::Swapped(at as u32))
}

/// Whether the other is the one with a byte more at this place.
fn added(shorter: &[u8], longer: &[u8], at: usize) -> Option<Edit> {
    let same = shorter.len() + 1 == longer.len()
        && shorter.get(..at) == longer.get(..at)
        && shorter.get(at..) == longer.get(at + 1..);
    same.then_some(Edit::Added(at as u32))
}

#[cfg(test)]
#[path = "near_tests.rs"]
mod near_tests;

//! One value against many: the questions of [`Bag`] asked of bags that lie side by side.
//!
//! Most pairs end here, so the loops have no branch and their numbers one width: several are answered at once.
//! Nothing is called far that a bag alone would call near.

use std::ops::Range;

use super::bag::{ANYTHING, Bag, NUMERIC};
use super::jaro::BONUS;
use super::marks::Marks;

/// What single precision can be wrong by, as a share of the product of both lengths, many times over.
const SLACK: f32 = 1e-5;

/// Places that are answered at once.
const LANES: usize = 8;

/// Bags side by side, part by part.
#[derive(Debug, Clone, Default)]
pub struct Bags {
    counts: Vec<u64>,
    firsts: Vec<u32>,
    // Signed, since every processor compares and converts signed numbers side by side.
    lengths: Vec<i32>,
    overflows: Vec<i32>,
}

impl Bags {
    /// Makes room for so many; what lies there means nothing until it is set.
    pub fn resize(&mut self, size: usize) {
        self.counts.resize(size, 0);
        self.firsts.resize(size, 0);
        self.lengths.resize(size, 0);
        self.overflows.resize(size, 0);
    }

    /// Lays a bag at a place.
    #[inline]
    pub fn set(&mut self, place: usize, bag: Bag) {
        self.counts[place] = bag.counts;
        self.firsts[place] = bag.first;
        self.lengths[place] = i32::from(bag.length);
        self.overflows[place] = i32::from(bag.overflow);
    }

    /// The bag at a place.
    #[inline]
    pub fn get(&self, place: usize) -> Bag {
        Bag {
            counts: self.counts[place],
            first: self.firsts[place],
            length: self.lengths[place] as u16,
            overflow: self.overflows[place] as u16,
        }
    }

    /// Marks where Jaro-Winkler can reach the last of some falling thresholds, and how many of those before it: the
    /// places of `among`, one after the other, against one bag.
    #[allow(clippy::verbose_bit_mask)] // trailing zeros are not counted side by side
    pub fn jaro_winkler_can_reach(
        &self,
        own: Bag,
        among: Range<usize>,
        thresholds: &[f64],
        marks: Marks,
        near: &mut [u32],
    ) {
        let length = own.letters() as f32;
        for (first, near) in among.step_by(LANES).zip(near.chunks_mut(LANES)) {
            let common = self.most_common(own, first);
            let (firsts, lengths) = (lanes(&self.firsts, first), lanes(&self.lengths, first));
            let (mut missing, mut both) = ([0.0; LANES], [0.0; LANES]);
            for lane in 0..LANES {
                let differs = firsts[lane] ^ own.first;
                // As many as are the same from the beginning; where both values end earlier, more.
                let prefix = i32::from(differs & 0xff == 0)
                    + i32::from(differs & 0xffff == 0)
                    + i32::from(differs & 0xff_ffff == 0)
                    + i32::from(differs == 0);
                let other = lengths[lane] as f32;
                both[lane] = length * other;
                let kept = 1.0 - BONUS as f32 * prefix as f32;
                missing[lane] = (2.0 * both[lane] - common[lane] as f32 * (length + other)) * kept;
            }
            let mut marked = [0; LANES];
            for (threshold, mark) in thresholds.iter().rev().zip(marks.each()) {
                let share = 3.0 * (1.0 - *threshold as f32) + SLACK;
                for lane in 0..LANES {
                    marked[lane] += u32::from(missing[lane] <= share * both[lane]).wrapping_neg() & mark;
                }
            }
            Marks::set(near, &marked);
        }
    }

    /// The same where at most so many edits lie between the values, by some rising limits.
    pub fn edits_can_be(
        &self,
        own: Bag,
        among: Range<usize>,
        limits: &[usize],
        marks: Marks,
        near: &mut [u32],
    ) {
        let length = i32::from(own.length);
        for (first, near) in among.step_by(LANES).zip(near.chunks_mut(LANES)) {
            let common = self.most_common(own, first);
            let lengths = lanes(&self.lengths, first);
            let mut marked = [0; LANES];
            for (limit, mark) in limits.iter().rev().zip(marks.each()) {
                let limit = i32::try_from(*limit).unwrap_or(i32::MAX);
                for lane in 0..LANES {
                    let edits = length.max(lengths[lane]) - common[lane];
                    marked[lane] += u32::from(edits <= limit).wrapping_neg() & mark;
                }
            }
            Marks::set(near, &marked);
        }
    }

    /// [`Bag::most_common`] of one bag with those from a place on.
    #[inline(always)]
    #[allow(clippy::inline_always)] // so that eight answers never leave the processor's registers
    fn most_common(&self, own: Bag, first: usize) -> [i32; LANES] {
        let (lengths, length) = (lanes(&self.lengths, first), i32::from(own.length));
        if own.overflow == ANYTHING {
            return lengths.map(|other| length.min(other));
        }
        let (counts, overflows) = (lanes(&self.counts, first), lanes(&self.overflows, first));
        let (overflow, numeric) = (i32::from(own.overflow), i32::from(NUMERIC));
        let mut common = [0; LANES];
        for lane in 0..LANES {
            let of_counts = (counts[lane] & own.counts).count_ones().cast_signed();
            let counted = of_counts + (overflow & !numeric).min(overflows[lane] & !numeric);
            let of_kinds = length.min(lengths[lane]);
            common[lane] = if (overflow ^ overflows[lane]) & numeric == 0 { counted } else { of_kinds };
        }
        common
    }
}

/// Those from a place on that are answered at once; zeros behind the last.
#[inline]
fn lanes<T: Copy + Default>(all: &[T], first: usize) -> [T; LANES] {
    let all = &all[first..];
    if let Some(lanes) = all.first_chunk() {
        return *lanes;
    }
    let mut lanes = [T::default(); LANES];
    lanes[..all.len()].copy_from_slice(all);
    lanes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = Vec<u8>> {
        prop_oneof![
            "[a-e]{0,12}".prop_map(String::into_bytes),
            "[0-9]{0,30}".prop_map(String::into_bytes),
            "[a-zA-Z0-9@. -]{0,30}".prop_map(String::into_bytes),
            "(ab|cd|xyzxyz){0,90}".prop_map(String::into_bytes),
            Just(vec![b'7'; 66_000]),
            Just(b"ab".repeat(40_000)),
            proptest::collection::vec(any::<u8>(), 0..20),
        ]
    }

    proptest! {
        #[test]
        fn many_are_answered_as_each_alone(
            values in prop::collection::vec(text(), 1..LANES * 3 + 5),
            own in text(),
            skipped in 0_usize..4,
            (threshold, stricter) in (0.0_f64..=1.0, 0.0_f64..=1.0),
            at_most in 0_usize..12,
        ) {
            let own = Bag::of(&own);
            let each: Vec<Bag> = values.iter().map(|value| Bag::of(value)).collect();
            let mut bags = Bags::default();
            bags.resize(each.len());
            for (place, bag) in each.iter().enumerate() {
                bags.set(place, *bag);
                prop_assert_eq!(bags.get(place), *bag);
            }
            let among = skipped.min(each.len())..each.len();
            let thresholds = [f64::max(threshold, stricter), threshold];
            let limits = [at_most, at_most + 2];
            let marks = Marks { base: 40, step: 4 };
            // A mark that is there stays.
            let start = |place: usize| if place % 5 == 4 { 7 } else { 0 };
            let near: Vec<u32> = (0..among.len()).map(start).collect();
            let (mut by_jaro, mut by_edits) = (near.clone(), near);
            bags.jaro_winkler_can_reach(own, among.clone(), &thresholds, marks, &mut by_jaro);
            bags.edits_can_be(own, among.clone(), &limits, marks, &mut by_edits);
            for (place, other) in each[among].iter().enumerate() {
                let (jaro, edits) = (by_jaro[place], by_edits[place]);
                if start(place) > 0 {
                    prop_assert_eq!((jaro, edits), (7, 7));
                    continue;
                }
                let asked = |holds: [bool; 2]| [0, 44, 48][holds.iter().filter(|held| **held).count()];
                prop_assert_eq!(edits, asked(limits.map(|limit| own.edits_can_be(*other, limit))));
                // What is let through in vain is so by little, or by the end of two short values.
                let least = asked(thresholds.map(|own_threshold| own.jaro_winkler_can_reach(*other, own_threshold)));
                let most =
                    asked(thresholds.map(|own_threshold| own.jaro_winkler_can_reach(*other, own_threshold - 1e-4)));
                let is_short = own.letters().min(other.letters()) < 4;
                prop_assert!(jaro >= least && (is_short || jaro <= most), "{jaro}: {least} to {most}");
            }
        }
    }
}

//! Distances taken before.
//!
//! Frequent names meet each other again and again, and most of the time of a pair goes into few distances.
//! Of a column whose values are shared by many rows the last answers are kept, by both codes.

/// Pairs of values whose answer is kept at most, for one distance: 256 KiB stay in near memory.
const PLACES: usize = 1 << 15;

/// Codes from here on are not kept.
const CODES: u32 = 1 << 28;

/// Rows that share a value on average, from which on answers are kept.
const SHARED_BY: usize = 8;

/// Answers for pairs of values of one column: an answer lies where its codes say until another takes its place.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Codes of 28 bits each and the answer in 8; 0 where there is none.
    places: Vec<u64>,
}

impl Taken {
    /// Whether answers are worth keeping for a column of so many distinct values on so many rows.
    pub fn is_worth(values: usize, rows: usize) -> bool {
        values < CODES as usize && values * SHARED_BY <= rows
    }

    /// The answer for two codes, which `take` gives where it is not known; none is kept as 255.
    #[inline]
    pub fn answer(
        &mut self,
        one: u32,
        other: u32,
        take: impl Fn(u32, u32) -> Option<usize>,
    ) -> Option<usize> {
        if self.places.is_empty() {
            self.places = vec![0; PLACES];
        }
        let codes = u64::from(one) << 28 | u64::from(other);
        // The upper bits of a product with an odd constant (2^64 over the golden ratio) depend on all lower ones.
        let place = (codes.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - PLACES.ilog2())) as usize;
        let known = self.places[place];
        if known >> 8 == codes {
            let answer = (known & 0xff) as usize;
            return (answer != 0xff).then_some(answer);
        }
        let answer = take(one, other);
        self.places[place] = codes << 8 | answer.map_or(0xff, |answer| answer as u64 & 0xff);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cell::Cell;

    #[test]
    fn an_answer_is_taken_once() {
        let mut known = Taken::default();
        let taken = Cell::new(0);
        let take = |one: u32, other: u32| {
            taken.set(taken.get() + 1);
            (one < other).then_some(3)
        };
        for _ in 0..3 {
            assert_eq!(known.answer(1, 2, take), Some(3));
            assert_eq!(known.answer(2, 1, take), None);
        }
        assert_eq!(taken.get(), 2);
    }

    proptest! {
        #[test]
        fn what_is_known_is_what_would_be_taken(pairs in prop::collection::vec((1_u32..400, 1_u32..400), 1..2_000)) {
            let take = |one: u32, other: u32| {
                let answer = (one * 31 + other) % 7;
                (answer < 5).then_some(answer as usize)
            };
            let mut known = Taken::default();
            for (one, other) in pairs {
                prop_assert_eq!(known.answer(one, other, take), take(one, other));
            }
        }
    }
}

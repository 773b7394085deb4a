//! What a pair can still come to: the most that it can weigh, by what is seen of it before any distance is taken.
//!
//! Most pairs that wide rules make agree on nothing but their key. What is seen of a pair is one number, as a pattern
//! is, with one more digit a comparison: "open" says that some level can hold, and that only a distance tells which.
//! For each such state the most that any pattern behind it weighs is known, so that a pair is let go only where no
//! outcome of what is open could save it.

use crate::compare::{Comparer, Fields, Gathered, Row, rounded};
use crate::pattern::Space;

/// So many rows are each asked alone: what is asked of rows side by side costs about the same for one and for eight.
pub(super) const FEW: usize = 3;

/// States that bounds are kept of at most: 4 bytes each, looked up for every pair.
const MOST_STATES: u64 = 1 << 22;

/// Bounds for all states of the pairs of some comparisons.
#[derive(Debug)]
pub(super) struct Hope {
    /// How many digits each comparison has: its outcomes, and "open" behind them.
    digits: Vec<u32>,
    /// What one of each digit is worth in a state.
    strides: Vec<u32>,
    /// The most that a pair in each state can weigh, in milli-bits.
    most: Vec<i32>,
    /// Pairs that cannot weigh so much are let go.
    least: i32,
}

/// Room to work in.
#[derive(Debug, Default)]
pub(super) struct Room {
    near: Vec<u32>,
    states: Vec<u32>,
    hopeful: Vec<(u32, u32)>,
}

impl Hope {
    /// How many states there are: patterns, and those that are open somewhere; none where they are too many.
    pub fn states(comparer: &Comparer) -> Option<u64> {
        let mut all = 1_u64;
        for own in comparer.outcomes() {
            all = all.checked_mul(own.all.len() as u64 + 1).filter(|all| *all <= MOST_STATES)?;
        }
        Some(all)
    }

    /// Bounds by what each pattern weighs; pairs that cannot reach `least` have no hope. None where there are too
    /// many states.
    pub fn new(comparer: &Comparer, space: &Space, weight: &dyn Fn(u64) -> i32, least: i32) -> Option<Self> {
        let all = Self::states(comparer)?;
        let digits: Vec<u32> = comparer.outcomes().iter().map(|own| own.all.len() as u32 + 1).collect();
        let mut strides = Vec::with_capacity(digits.len());
        let mut stride = 1;
        for own in &digits {
            strides.push(stride);
            stride *= own;
        }
        let mut made = Self { digits, strides, most: vec![i32::MIN; all as usize], least };
        for pattern in 0..space.all() {
            let parts = made.strides.iter().enumerate();
            let state: u32 =
                parts.map(|(place, stride)| u32::from(space.outcome(pattern, place)) * stride).sum();
            made.most[state as usize] = weight(pattern);
        }
        for comparison in 0..made.digits.len() {
            made.open_up(comparison, usize::from(comparer.first_open(comparison)));
        }
        Some(made)
    }

    /// Fills the states in which one comparison is open, from those in which it came to an outcome from `first` on.
    fn open_up(&mut self, comparison: usize, first: usize) {
        let (stride, open) = (self.strides[comparison] as usize, self.digits[comparison] as usize - 1);
        for above in self.most.chunks_exact_mut(stride * (open + 1)) {
            let (known, opened) = above.split_at_mut(open * stride);
            for (place, most) in opened.iter_mut().enumerate() {
                let outcomes = (first..open).map(|outcome| known[outcome * stride + place]);
                *most = outcomes.max().unwrap_or(i32::MIN);
            }
        }
    }

    /// The state of one pair of rows laid side by side, by their places.
    #[inline]
    pub fn seen(
        &self,
        comparer: &Comparer,
        fields: &Fields,
        gathered: &Gathered,
        pair: (usize, usize),
    ) -> u32 {
        let digit = |comparison| u32::from(comparer.seen_beside(fields, comparison, gathered, pair));
        self.strides.iter().enumerate().map(|(comparison, stride)| stride * digit(comparison)).sum()
    }

    /// Those of the pairs of a row that can weigh enough: the places of their right rows, which ascend, and their
    /// states.
    pub fn of<'r>(
        &self,
        comparer: &Comparer,
        fields: &Fields,
        row: Row<'_>,
        room: &'r mut Room,
    ) -> &'r [(u32, u32)] {
        let Room { near, states, hopeful } = room;
        hopeful.clear();
        if row.rights.len() <= FEW {
            for right in row.rights {
                let state = self.seen(comparer, fields, row.gathered, (row.left, *right as usize));
                if self.most[state as usize] >= self.least {
                    hopeful.push((*right, state));
                }
            }
            return hopeful;
        }
        let (Some(first), Some(last)) = (row.rights.first(), row.rights.last()) else { return hopeful };
        let first = *first as usize;
        states.clear();
        states.resize(rounded(*last as usize + 1 - first), 0);
        for (comparison, stride) in self.strides.iter().enumerate() {
            comparer.add_states(fields, comparison, row, *stride, states, near);
        }
        hopeful.resize(row.rights.len(), (0, 0));
        let mut kept = 0;
        for right in row.rights {
            let state = states[*right as usize - first];
            hopeful[kept] = (*right, state);
            kept += usize::from(self.most[state as usize] >= self.least);
        }
        hopeful.truncate(kept);
        hopeful
    }

    /// The pattern of a pair of rows laid side by side, by its state: only what is open is asked.
    pub fn pattern(
        &self,
        (comparer, fields, space): (&Comparer, &Fields, &Space),
        gathered: &Gathered,
        (left, right): (u32, u32),
        state: u32,
    ) -> u64 {
        let (mut rest, mut pattern) = (state, 0);
        for (comparison, digits) in self.digits.iter().enumerate() {
            let digit = rest % digits;
            rest /= digits;
            let outcome = if digit + 1 == *digits {
                let pair = (left as usize, right as usize);
                comparer.outcome_beside(fields, comparison, gathered, pair)
            } else {
                digit as u8
            };
            pattern += space.part(comparison, outcome);
        }
        pattern
    }
}

//! What a pair can still come to: the most that it can weigh, by what is seen of it before any distance is taken.
//!
//! Most pairs that wide rules make agree on nothing but their key. What is seen of a pair is one number, as a pattern
//! is, with more digits a comparison: "open" says that some level can hold, at best which, and that only a distance
//! tells. For each such state the most that any pattern behind it weighs is known, so that a pair is let go only where
//! no outcome of what is open could save it; each answer makes a state of less that is open, and so asks anew.

use super::MOST_STATES;
use super::answers::Answers;
use super::bits::Bits;
use crate::compare::{Comparer, Detail, Fields, Gathered, Near, Row, rounded};
use crate::pattern::Space;

/// Bounds for all states of the pairs of some comparisons.
#[derive(Debug)]
pub(super) struct Hope {
    detail: Detail,
    /// The digits of each comparison.
    digits: Vec<Digits>,
    /// Whether a pair in each state can weigh enough.
    hopeful: Bits,
    /// The same where one comparison after the other is asked, as of few pairs: of many beside each other more is seen
    /// at once.
    pub alone: Answers,
}

/// What one comparison adds to a state.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Digits {
    /// How many outcomes there are.
    outcomes: u32,
    /// For each digit behind the outcomes the first outcome that a pair can still come to.
    open_from: Vec<u8>,
    /// What a digit of one is worth.
    stride: u32,
}

/// Room to work in.
#[derive(Debug, Default)]
pub(super) struct Room {
    near: Near,
    states: Vec<u32>,
    hopeful: Vec<(u32, u32)>,
}

impl Digits {
    fn all(&self) -> u32 {
        self.outcomes + self.open_from.len() as u32
    }

    #[inline]
    fn of(&self, state: u32) -> u32 {
        state / self.stride % self.all()
    }

    /// Fills the states in which the comparison is open, from those in which it came to an outcome.
    fn open_up(&self, most: &mut [i32]) {
        let stride = self.stride as usize;
        for above in most.chunks_exact_mut(stride * self.all() as usize) {
            let (known, opened) = above.split_at_mut(stride * self.outcomes as usize);
            for (opened, first) in opened.chunks_exact_mut(stride).zip(&self.open_from) {
                for outcome in known.chunks_exact(stride).skip(usize::from(*first)) {
                    for (most, own) in opened.iter_mut().zip(outcome) {
                        *most = (*most).max(*own);
                    }
                }
            }
        }
    }
}

impl Hope {
    /// How many states there are: patterns, and those that are open somewhere; none where they are too many.
    pub fn states(comparer: &Comparer, detail: Detail) -> Option<u64> {
        let digits = Self::digits(comparer, detail)?;
        digits.last().map(|last| u64::from(last.stride) * u64::from(last.all()))
    }

    fn digits(comparer: &Comparer, detail: Detail) -> Option<Vec<Digits>> {
        let (mut digits, mut all) = (Vec::new(), 1_u64);
        for (comparison, own) in comparer.outcomes().iter().enumerate() {
            let open_from = comparer.open_from(comparison, detail);
            let made = Digits { outcomes: own.all.len() as u32, open_from, stride: all as u32 };
            all = all.checked_mul(u64::from(made.all())).filter(|all| *all <= MOST_STATES)?;
            digits.push(made);
        }
        Some(digits)
    }

    /// Bounds by what each pattern weighs, in milli-bits; pairs that cannot reach `least` have no hope. None where
    /// there are too many states.
    pub fn new(
        comparer: &Comparer,
        space: &Space,
        detail: Detail,
        weight: &dyn Fn(u64) -> i32,
        least: i32,
    ) -> Option<Self> {
        let all = Self::states(comparer, detail)?;
        let digits = Self::digits(comparer, detail)?;
        let weights: Vec<i32> = (0..space.all()).map(weight).collect();
        let alone = Answers::new(comparer, space, |pattern| weights[pattern as usize] >= least);
        // The most that a pair in each state can weigh.
        let mut most = vec![i32::MIN; all as usize];
        for (pattern, weight) in weights.iter().enumerate() {
            let part = |(comparison, own): (usize, &Digits)| {
                u32::from(space.outcome(pattern as u64, comparison)) * own.stride
            };
            let state: u32 = digits.iter().enumerate().map(part).sum();
            most[state as usize] = *weight;
        }
        for own in &digits {
            own.open_up(&mut most);
        }
        let hopeful = Bits::new(most.iter().map(|most| *most >= least));
        Some(Self { detail, digits, hopeful, alone })
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
        let (Some(first), Some(last)) = (row.rights.first(), row.rights.last()) else { return hopeful };
        let first = *first as usize;
        states.clear();
        states.resize(rounded(*last as usize + 1 - first), 0);
        for (comparison, own) in self.digits.iter().enumerate() {
            comparer.add_states(fields, comparison, row, (self.detail, own.stride), states, near);
        }
        hopeful.resize(row.rights.len(), (0, 0));
        let mut kept = 0;
        for right in row.rights {
            let state = states[*right as usize - first];
            hopeful[kept] = (*right, state);
            kept += usize::from(self.hopeful.has(state));
        }
        hopeful.truncate(kept);
        hopeful
    }

    /// The pattern of a pair of rows laid side by side, by its state: only what is open is asked. None as soon as what
    /// was answered leaves no hope.
    pub fn pattern(
        &self,
        (comparer, fields, space): (&Comparer, &Fields, &Space),
        gathered: &Gathered,
        (left, right): (u32, u32),
        mut state: u32,
    ) -> Option<u64> {
        for comparison in self.alone.order() {
            let own = &self.digits[*comparison];
            let digit = own.of(state);
            if digit < own.outcomes {
                continue;
            }
            let pair = (left as usize, right as usize);
            let outcome = comparer.outcome_beside(fields, *comparison, gathered, pair);
            state -= (digit - u32::from(outcome)) * own.stride;
            if !self.hopeful.has(state) {
                return None;
            }
        }
        Some(space.pattern(|comparison| self.digits[comparison].of(state) as u8))
    }
}

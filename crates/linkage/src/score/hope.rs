//! What a pair can still come to: the most that it can weigh, by what is seen of it before any distance is taken.
//!
//! Most pairs that wide rules make agree on nothing but their key. What is seen of a pair is one number, as a pattern
//! is, with more digits a comparison: "open" says that some level can hold, at best which, and that only a distance
//! tells. For each such state the most that any pattern behind it weighs is known, so that a pair is let go only where
//! no outcome of what is open could save it; each answer makes a state of less that is open, and so asks anew.

use crate::compare::{Comparer, Detail, Fields, Gathered, Near, Row, rounded};
use crate::pattern::Space;

/// States that bounds are made of at most: 4 bytes each until they are made, then one bit, looked up for every pair.
const MOST_STATES: u64 = 1 << 22;

/// Bounds for all states of the pairs of some comparisons.
#[derive(Debug)]
pub(super) struct Hope {
    detail: Detail,
    /// The digits of each comparison.
    digits: Vec<Digits>,
    /// Comparisons in the order in which open ones are asked.
    order: Vec<usize>,
    /// Whether a pair in each state can weigh enough.
    hopeful: Bits,
    /// The same by the outcomes of the first comparison in order, of the first two, and so on.
    answered: Vec<Answered>,
}

/// What is known when some comparisons are answered and the others are not seen at all.
#[derive(Debug)]
struct Answered {
    /// What an outcome of the last of them adds to the number.
    stride: u32,
    hopeful: Bits,
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

/// Yes or no, by number.
#[derive(Debug, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn new(all: impl ExactSizeIterator<Item = bool>) -> Self {
        let mut bits = vec![0; all.len().div_ceil(64)];
        for (number, is_so) in all.enumerate() {
            bits[number / 64] |= u64::from(is_so) << (number % 64);
        }
        Self(bits)
    }

    #[inline]
    fn has(&self, number: u32) -> bool {
        self.0[number as usize / 64] >> (number % 64) & 1 != 0
    }
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

impl Answered {
    /// By the number of outcomes of each comparison in order, the first counting least, whether each pattern weighs
    /// enough.
    fn of(sizes: &[u32], mut hopeful: Vec<bool>) -> Vec<Self> {
        let mut made = Vec::with_capacity(sizes.len());
        for size in sizes.iter().rev() {
            let stride = hopeful.len() / *size as usize;
            made.push(Self { stride: stride as u32, hopeful: Bits::new(hopeful.iter().copied()) });
            let (known, others) = hopeful.split_at_mut(stride);
            for other in others.chunks_exact(stride) {
                for (known, other) in known.iter_mut().zip(other) {
                    *known |= other;
                }
            }
            hopeful.truncate(stride);
        }
        made.reverse();
        made
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
        let mut order: Vec<usize> = (0..digits.len()).collect();
        order.sort_by_key(|comparison| comparer.cost(*comparison));
        // The most that a pair in each state can weigh.
        let mut most = vec![i32::MIN; all as usize];
        let mut by_order = vec![false; space.all() as usize];
        for pattern in 0..space.all() {
            let (mut state, mut place, mut stride) = (0, 0, 1);
            for comparison in &order {
                let (own, outcome) = (&digits[*comparison], u32::from(space.outcome(pattern, *comparison)));
                state += outcome * own.stride;
                place += outcome * stride;
                stride *= own.outcomes;
            }
            let own = weight(pattern);
            most[state as usize] = own;
            by_order[place as usize] = own >= least;
        }
        let sizes: Vec<u32> = order.iter().map(|comparison| digits[*comparison].outcomes).collect();
        let answered = Answered::of(&sizes, by_order);
        for own in &digits {
            own.open_up(&mut most);
        }
        let hopeful = Bits::new(most.iter().map(|most| *most >= least));
        Some(Self { detail, digits, order, hopeful, answered })
    }

    /// The pattern of one pair, whose outcome of a comparison `outcome` gives: the cheapest are asked first, and none
    /// as soon as the answers leave no hope. For few pairs; of many beside each other more is seen at once.
    #[inline]
    pub fn alone(&self, space: &Space, outcome: impl Fn(usize) -> u8) -> Option<u64> {
        let (mut place, mut pattern) = (0, 0);
        for (comparison, answered) in self.order.iter().zip(&self.answered) {
            let own = outcome(*comparison);
            place += u32::from(own) * answered.stride;
            if !answered.hopeful.has(place) {
                return None;
            }
            pattern += space.part(*comparison, own);
        }
        Some(pattern)
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
        for comparison in &self.order {
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

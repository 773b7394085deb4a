//! What is seen of a row and many others without taking a distance: most pairs are decided by it.

use std::ops::Range;

use super::{Compiled, Own, Row, Rung, exact_slot};
use crate::compare::Fields;
use crate::compare::gathered::{Gathered, Look, NearPair, held, rounded};
use crate::distance::date::Date;
use crate::table::NULL;

impl Rung {
    /// Adds to each of `near` a one where the rung can hold for a row and those from the place `first` on; false, and
    /// nothing, where that cannot be told sooner than the rung itself.
    fn can_hold(
        &self,
        fields: &Fields,
        gathered: &Gathered,
        left: usize,
        first: usize,
        near: &mut [u32],
    ) -> bool {
        let among = first..first + near.len();
        let is_same = |slot: usize, near: &mut [u32]| {
            let codes = gathered.codes(slot);
            let own = codes[left];
            if own != NULL {
                for (near, code) in near.iter_mut().zip(&codes[among.clone()]) {
                    *near |= u32::from(*code == own);
                }
            }
        };
        match self {
            Self::All(_, tests) => {
                let Some(slot) = exact_slot(tests) else { return false };
                is_same(slot, near);
            }
            Self::Same { slot, .. } | Self::Edits { same: Some(slot), .. } => is_same(*slot, near),
            Self::Dates { slot, .. } => {
                let dates = gathered.dates(fields, *slot);
                if let Some(own) = Date::unpacked(dates[left]) {
                    own.are_near(&dates[among], near);
                }
            }
            Self::Jaro { slot, thresholds, .. } => {
                let weakest = thresholds.last().copied().unwrap_or(1.0);
                let (bags, from) = gathered.bags(fields, *slot);
                let own = bags.get(from + left);
                bags.jaro_winkler_can_reach(own, from + among.start..from + among.end, weakest, near);
            }
            Self::Edits { same: None, slot, limits, .. } => {
                let most = limits.last().copied().unwrap_or(0);
                let (bags, from) = gathered.bags(fields, *slot);
                bags.edits_can_be(bags.get(from + left), from + among.start..from + among.end, most, near);
            }
        }
        true
    }

    /// Whether the rung can hold for one pair, as far as can be told sooner than by the rung itself. Side by side the
    /// same is asked in single precision, which calls a hair more near.
    #[inline]
    fn can_hold_for(&self, fields: &Fields, pair: NearPair<'_>) -> bool {
        let is_same = |slot| held(&pair, slot).is_some_and(|(left, right)| left == right);
        match self {
            Self::All(_, tests) => exact_slot(tests).is_none_or(is_same),
            Self::Same { slot, .. } | Self::Edits { same: Some(slot), .. } => is_same(*slot),
            Self::Dates { slot, .. } => match pair.dates(fields, *slot) {
                (Some(left), Some(right)) => !left.is_far(right),
                _ => false,
            },
            Self::Jaro { slot, thresholds, .. } => {
                let (left, right) = pair.bags(fields, *slot);
                left.jaro_winkler_can_reach(right, thresholds.last().copied().unwrap_or(1.0))
            }
            Self::Edits { same: None, slot, limits, .. } => {
                let (left, right) = pair.bags(fields, *slot);
                left.edits_can_be(right, limits.last().copied().unwrap_or(0))
            }
        }
    }
}

impl Compiled {
    /// What [`Compiled::add_states`] sees of one pair: the number of null, equality or else, or the number behind all
    /// outcomes.
    #[inline]
    pub fn seen(&self, fields: &Fields, pair: NearPair<'_>) -> u8 {
        let open = self.otherwise + 1;
        let Own::One(slot) = self.own else { return open };
        let Some((left, right)) = held(&pair, slot) else { return 0 };
        if left == right
            && let Some(exact) = self.exact
        {
            return self.bands.as_ref().map_or(exact, |bands| bands[left as usize]);
        }
        if self.rungs.iter().any(|rung| rung.can_hold_for(fields, pair)) { open } else { self.otherwise }
    }

    /// Fills `near` with a one for each row from the first of a range on with which some rung can hold.
    pub(super) fn fill_near(
        &self,
        fields: &Fields,
        gathered: &Gathered,
        left: usize,
        among: Range<usize>,
        near: &mut Vec<u32>,
    ) {
        near.clear();
        near.resize(rounded(among.len()), 0);
        if !self.rungs.iter().all(|rung| rung.can_hold(fields, gathered, left, among.start, near)) {
            near.fill(1);
        }
    }

    /// Adds `stride` times what is seen of a row and each of those from its first right one on without a distance: the
    /// number of the outcome of null, of equality and of else, or the number behind all outcomes where a level can
    /// hold. There are as many states as are answered at once.
    pub fn add_states(
        &self,
        fields: &Fields,
        row: Row<'_>,
        stride: u32,
        states: &mut [u32],
        near: &mut Vec<u32>,
    ) {
        let Row { gathered, left, rights } = row;
        let otherwise = u32::from(self.otherwise) * stride;
        let open = otherwise + stride;
        let Own::One(slot) = self.own else {
            for state in states {
                *state += open;
            }
            return;
        };
        let Some(first) = rights.first().map(|first| *first as usize) else { return };
        let codes = gathered.codes(slot);
        let own = codes[left];
        if own == NULL {
            return;
        }
        self.fill_near(fields, gathered, left, first..first + states.len(), near);
        let codes = &codes[first..first + states.len()];
        let asks = if self.exact.is_some() { u32::MAX } else { 0 };
        let mut any = 0;
        // Without a branch: several at once.
        for ((state, code), near) in states.iter_mut().zip(codes).zip(near.iter()) {
            let is_held = u32::from(*code != NULL).wrapping_neg();
            let is_same = u32::from(*code == own).wrapping_neg() & asks;
            let step = if *near == 0 { otherwise } else { open };
            *state += step & is_held & !is_same;
            any |= is_same;
        }
        if any == 0 {
            return;
        }
        // Looked up for an equal pair only: it lies far off.
        let exact = self.bands.as_ref().map_or(self.exact, |bands| bands.get(own as usize).copied());
        let exact = stride * u32::from(exact.unwrap_or_default());
        for (state, code) in states.iter_mut().zip(codes) {
            *state += u32::from(*code == own).wrapping_neg() & exact;
        }
    }

    /// The first outcome that a pair can have whose state is open.
    pub fn first_open(&self) -> u8 {
        match (self.own, &self.bands) {
            (Own::Many(_), _) => 0,
            (_, Some(bands)) => bands.iter().max().map_or(1, |last| last + 1),
            _ => self.exact.map_or(1, |exact| exact + 1),
        }
    }
}

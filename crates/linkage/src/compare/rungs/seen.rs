//! What is seen of a row and many others without taking a distance: most pairs are decided by it.

use std::ops::Range;

use super::{Compiled, Own, Row, Rung, exact_slot};
use crate::compare::Fields;
use crate::compare::gathered::{Gathered, rounded};
use crate::distance::date::Date;
use crate::distance::marks::Marks;
use crate::table::NULL;

/// How closely it is told what can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Whether any level can.
    Any,
    /// From which level on, as far as that can be told.
    Each,
}

/// Room for marks: one a row from the first right one of a pair on.
#[derive(Debug, Default)]
pub(crate) struct Near {
    /// 0 where no rung can hold.
    pub(super) marks: Vec<u32>,
    /// Room for what one rung asks of two columns.
    spare: Vec<u32>,
}

impl Rung {
    /// The outcomes that it is told apart from which a pair can still come to, the best first.
    fn outcomes(&self) -> Range<u8> {
        match self {
            Self::All(number, _) | Self::Same { number, .. } => *number..number + 1,
            Self::Dates { levels, .. } => {
                let first = levels.first().map_or(0, |(number, _)| *number);
                first..first + 1
            }
            Self::Jaro { first, thresholds, .. } => *first..first + thresholds.len() as u8,
            Self::Edits { first, limits, .. } => *first..first + limits.len() as u8,
        }
    }

    /// Marks where the rung can hold for a row and those from the place `first` on; false, and nothing, where that
    /// cannot be told sooner than by the rung itself.
    fn can_hold(
        &self,
        fields: &Fields,
        (gathered, left, first): (&Gathered, usize, usize),
        (detail, marks): (Detail, Marks),
        Near { marks: near, spare }: &mut Near,
    ) -> bool {
        let among = first..first + near.len();
        match self {
            Self::All(_, tests) => {
                let Some(slot) = exact_slot(tests) else { return false };
                mark_same(gathered.codes(slot), left, first, marks.lowest(), near);
            }
            Self::Same { slot, .. } => mark_same(gathered.codes(*slot), left, first, marks.lowest(), near),
            Self::Dates { slot, .. } => {
                let dates = gathered.dates(fields, *slot);
                if let Some(own) = Date::unpacked(dates[left]) {
                    own.are_near(&dates[among], marks.lowest(), near);
                }
            }
            Self::Jaro { slot, thresholds, .. } => {
                let (bags, from) = gathered.bags(fields, *slot);
                let own = bags.get(from + left);
                let asked = detail.of(thresholds);
                bags.jaro_winkler_can_reach(own, from + among.start..from + among.end, asked, marks, near);
            }
            Self::Edits { same, slot, limits, .. } => {
                let (bags, from) = gathered.bags(fields, *slot);
                let own = bags.get(from + left);
                let (among, asked) = (from + among.start..from + among.end, detail.of(limits));
                let Some(same) = same else {
                    bags.edits_can_be(own, among, asked, marks, near);
                    return true;
                };
                let codes = gathered.codes(*same);
                let (own_code, codes) = (codes[left], &codes[first..first + near.len()]);
                if own_code == NULL || !codes.contains(&own_code) {
                    return true;
                }
                spare.clear();
                spare.resize(near.len(), 0);
                bags.edits_can_be(own, among, asked, marks, spare);
                for ((near, code), mark) in near.iter_mut().zip(codes).zip(spare) {
                    Marks::set_one(near, u32::from(*code == own_code).wrapping_neg(), *mark);
                }
            }
        }
        true
    }
}

impl Detail {
    /// Those of some ever weaker questions that are asked.
    #[inline]
    fn of<T>(self, questions: &[T]) -> &[T] {
        match self {
            Self::Any => &questions[questions.len().saturating_sub(1)..],
            Self::Each => questions,
        }
    }
}

/// Marks rows that hold what a row holds.
#[inline]
fn mark_same(codes: &[u32], left: usize, first: usize, mark: u32, near: &mut [u32]) {
    let own = codes[left];
    if own == NULL {
        return;
    }
    for (near, code) in near.iter_mut().zip(&codes[first..]) {
        Marks::set_one(near, u32::from(*code == own).wrapping_neg(), mark);
    }
}

impl Compiled {
    /// For each number behind all outcomes that [`Compiled::add_states`] gives, the first outcome that a pair can still
    /// come to; the last ones first.
    pub fn open_from(&self, detail: Detail) -> Vec<u8> {
        let first = match (self.own, &self.bands) {
            (Own::Many(_), _) => return vec![0],
            (_, Some(bands)) => bands.iter().max().map_or(1, |last| last + 1),
            _ => self.exact.map_or(1, |exact| exact + 1),
        };
        match detail {
            Detail::Any => vec![first],
            Detail::Each => {
                let told = self.rungs.iter().flat_map(|rung| self.told_apart(rung));
                told.collect::<Vec<_>>().into_iter().rev().collect()
            }
        }
    }

    /// The outcomes of a rung that are told apart where pairs are open: none where it is the own column's equality,
    /// since such a pair is not open.
    pub(super) fn told_apart(&self, rung: &Rung) -> Range<u8> {
        let outcomes = rung.outcomes();
        if self.exact == Some(outcomes.start) { outcomes.start..outcomes.start } else { outcomes }
    }

    /// Marks each row from the first of a range on with which some rung can hold: multiples of `step`, the better the
    /// level the more.
    pub(super) fn fill_near(
        &self,
        fields: &Fields,
        (gathered, left, among): (&Gathered, usize, Range<usize>),
        (detail, step): (Detail, u32),
        near: &mut Near,
    ) {
        near.marks.clear();
        near.marks.resize(rounded(among.len()), 0);
        let mut behind = self.open;
        for rung in &self.rungs {
            behind -= self.told_apart(rung).len() as u32;
            let base = if detail == Detail::Each { behind * step } else { 0 };
            let marks = Marks { base, step };
            if !rung.can_hold(fields, (gathered, left, among.start), (detail, marks), near) {
                for near in &mut near.marks {
                    Marks::set_one(near, u32::MAX, marks.lowest());
                }
                return;
            }
        }
    }

    /// Adds `stride` times what is seen of a row and each of those from its first right one on without a distance: the
    /// number of the outcome of null, of equality and of else, or a number behind all outcomes where a level can hold,
    /// which [`Compiled::open_from`] tells. There are as many states as are answered at once.
    pub fn add_states(
        &self,
        fields: &Fields,
        row: Row<'_>,
        (detail, stride): (Detail, u32),
        states: &mut [u32],
        near: &mut Near,
    ) {
        let Row { gathered, left, rights } = row;
        let otherwise = u32::from(self.otherwise) * stride;
        let Own::One(slot) = self.own else {
            for state in states {
                *state += otherwise + stride;
            }
            return;
        };
        let (Some(first), Some(last)) = (rights.first(), rights.last()) else { return };
        let (first, last) = (*first as usize, *last as usize);
        let codes = gathered.codes(slot);
        let own = codes[left];
        if own == NULL {
            return;
        }
        // Looked up for an equal pair only: it lies far off.
        let exact = || {
            let exact = self.bands.as_ref().map_or(self.exact, |bands| bands.get(own as usize).copied());
            stride * u32::from(exact.unwrap_or_default())
        };
        let asks = if self.exact.is_some() { u32::MAX } else { 0 };
        if asks > 0 && codes[first..=last].iter().all(|code| *code == own) {
            // What a block was made by.
            let exact = exact();
            for state in states {
                *state += exact;
            }
            return;
        }
        self.fill_near(fields, (gathered, left, first..first + states.len()), (detail, stride), near);
        let codes = &codes[first..first + states.len()];
        let mut any = 0;
        // Without a branch: several at once.
        for ((state, code), near) in states.iter_mut().zip(codes).zip(&near.marks) {
            let is_held = u32::from(*code != NULL).wrapping_neg();
            let is_same = u32::from(*code == own).wrapping_neg() & asks;
            *state += (otherwise + near) & is_held & !is_same;
            any |= is_same;
        }
        if any == 0 {
            return;
        }
        let exact = exact();
        for (state, code) in states.iter_mut().zip(codes) {
            *state += u32::from(*code == own).wrapping_neg() & exact;
        }
    }
}

//! The levels of one comparison as a ladder: each rung one test, or a run of thresholds over one distance.

mod seen;

pub(crate) use seen::{Detail, Near};

use super::Fields;
use super::asked::Asked;
use super::gathered::{Gathered, Look, NearPair, held};
use super::taken::Taken;
use crate::distance::date::Date;
use crate::distance::{jaro, levenshtein};
use crate::table::{NULL, Values};

/// The column that decides whether there is evidence.
#[derive(Debug, Clone, Copy)]
pub(super) enum Own {
    One(usize),
    Many(usize),
}

/// A row, and others that it is compared with, by their places among rows laid side by side.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The rows.
    pub gathered: &'a Gathered,
    /// The row that is the left of all pairs.
    pub left: usize,
    /// The right ones.
    pub rights: &'a [u32],
}

/// Room to work in for one comparison.
#[derive(Debug, Default)]
pub struct Room {
    /// Places of pairs that are not decided yet.
    open: Vec<u32>,
    near: Near,
    /// Distances taken before, by rung.
    taken: Vec<Taken>,
}

/// Rows side by side are answered together where at least one in so many is asked for.
const SPARSE: usize = 8;

/// One comparison, ready to be asked.
#[derive(Debug)]
pub(super) struct Compiled {
    pub own: Own,
    rungs: Vec<Rung>,
    /// How many of its outcomes pairs can still come to that are open.
    open: u32,
    pub otherwise: u8,
    /// Number of the outcome of equality of the own column; the first of several.
    pub exact: Option<u8>,
    /// Number of the outcome of an exact agreement by code, where the column is adjusted for rarity.
    pub bands: Option<Vec<u8>>,
}

#[derive(Debug)]
enum Rung {
    /// All tests of one level.
    All(u8, Vec<Asked>),
    /// Falling thresholds of Jaro-Winkler over one slot: the distance is taken once.
    Jaro { slot: usize, first: u8, thresholds: Vec<f64> },
    /// Rising limits of Levenshtein over one slot, where rows are equal in another, if one is named.
    Edits { same: Option<usize>, slot: usize, first: u8, limits: Vec<usize> },
    /// Equality in one slot.
    Same { slot: usize, number: u8 },
    /// Several tests of dates in one slot that all ask for the same year, or for one slip.
    Dates { slot: usize, levels: Vec<(u8, Vec<Asked>)> },
}

impl Compiled {
    /// A ladder of levels, each with the number of its outcome; of the own column's equality under `bands` the
    /// first level says nothing more.
    pub fn new(
        own: Own,
        levels: Vec<(u8, Vec<Asked>)>,
        otherwise: u8,
        exact: Option<u8>,
        bands: Option<Vec<u8>>,
    ) -> Self {
        let mut rungs: Vec<Rung> = Vec::new();
        for (number, tests) in levels {
            // Thresholds join where their outcomes follow each other and each is no stricter than the last.
            match (rungs.last_mut(), tests.as_slice()) {
                (Some(Rung::Jaro { slot, first, thresholds }), [Asked::JaroWinkler(other, share)])
                    if slot == other
                        && *first as usize + thresholds.len() == number as usize
                        && thresholds.last().is_some_and(|last| share <= last) =>
                {
                    thresholds.push(*share);
                }
                (
                    Some(Rung::Edits { same: None, slot, first, limits }),
                    [Asked::Levenshtein(other, most)],
                ) if slot == other
                    && *first as usize + limits.len() == number as usize
                    && limits.last().is_some_and(|last| most >= last) =>
                {
                    limits.push(*most);
                }
                (_, [Asked::JaroWinkler(slot, share)]) => {
                    rungs.push(Rung::Jaro { slot: *slot, first: number, thresholds: vec![*share] });
                }
                (_, [Asked::Levenshtein(slot, most)]) => {
                    rungs.push(Rung::Edits { same: None, slot: *slot, first: number, limits: vec![*most] });
                }
                (_, [Asked::Exact(same), Asked::Levenshtein(slot, most)]) => {
                    let (same, limits) = (Some(*same), vec![*most]);
                    rungs.push(Rung::Edits { same, slot: *slot, first: number, limits });
                }
                (_, [Asked::Exact(slot)]) => rungs.push(Rung::Same { slot: *slot, number }),
                (Some(Rung::Dates { slot, levels }), [test]) if test.year_slot() == Some(*slot) => {
                    levels.push((number, tests));
                }
                (_, [test]) if test.year_slot().is_some() => {
                    let slot = test.year_slot().unwrap_or_default();
                    rungs.push(Rung::Dates { slot, levels: vec![(number, tests)] });
                }
                _ => rungs.push(Rung::All(number, tests)),
            }
        }
        if bands.is_some() && matches!(rungs.first(), Some(Rung::Same { .. } | Rung::All(..))) {
            // The first level is equality, and that the bands have answered.
            rungs.remove(0);
        }
        let mut made = Self { own, rungs, open: 0, otherwise, exact, bands };
        made.open = made.rungs.iter().map(|rung| made.told_apart(rung).len() as u32).sum();
        made
    }

    /// Whether it is all the same which row of a pair is the left one.
    pub fn is_symmetric(&self) -> bool {
        let is_directed = |tests: &Vec<Asked>| tests.iter().any(Asked::is_directed);
        !self.rungs.iter().any(|rung| match rung {
            Rung::All(_, tests) => is_directed(tests),
            Rung::Dates { levels, .. } => levels.iter().any(|(_, tests)| is_directed(tests)),
            Rung::Jaro { .. } | Rung::Edits { .. } | Rung::Same { .. } => false,
        })
    }

    /// How dear an answer is, beside that of others: equality costs next to nothing, a distance the more the longer it
    /// takes.
    pub fn cost(&self) -> u32 {
        let of = |rung: &Rung| match rung {
            Rung::Same { .. } => 0,
            Rung::Dates { .. } => 1,
            Rung::Edits { .. } => 2,
            Rung::Jaro { .. } => 3,
            Rung::All(..) => 4,
        };
        self.rungs.iter().map(of).sum()
    }

    /// The number of the outcome of a pair.
    #[inline]
    pub fn outcome<L: Look>(&self, fields: &Fields, pair: L) -> u8 {
        match self.own {
            Own::One(slot) => {
                let (left, right) = pair.codes(slot);
                if left == NULL || right == NULL {
                    return 0;
                }
                if let Some(bands) = &self.bands
                    && left == right
                {
                    return bands[left as usize];
                }
            }
            Own::Many(place) => {
                let column = &fields.many[place].column;
                let (left, right) = pair.rows();
                if column.row(left as usize).is_empty() || column.row(right as usize).is_empty() {
                    return 0;
                }
            }
        }
        for rung in &self.rungs {
            match rung {
                Rung::All(number, tests) => {
                    if tests.iter().all(|test| test.holds(fields, pair)) {
                        return *number;
                    }
                }
                Rung::Same { slot, number } => {
                    if held(&pair, *slot).is_some_and(|(left, right)| left == right) {
                        return *number;
                    }
                }
                Rung::Dates { levels, .. } => {
                    for (number, tests) in levels {
                        if tests.iter().all(|test| test.holds(fields, pair)) {
                            return *number;
                        }
                    }
                }
                Rung::Jaro { slot, first, thresholds } => {
                    if let Some(place) = jaro_place(fields, pair, *slot, thresholds) {
                        return first + place as u8;
                    }
                }
                Rung::Edits { same, slot, first, limits } => {
                    let is_same = |slot| held(&pair, slot).is_some_and(|(left, right)| left == right);
                    if same.is_none_or(is_same)
                        && let Some(place) = edits_place(fields, pair, *slot, limits)
                    {
                        return first + place as u8;
                    }
                }
            }
        }
        self.otherwise
    }

    /// Adds what a row comes to with each of many others, rung by rung: those that are not decided yet stay open.
    pub fn add_outcomes(
        &self,
        fields: &Fields,
        row: Row<'_>,
        stride: u64,
        patterns: &mut [u64],
        room: &mut Room,
    ) {
        let Row { gathered, left, rights } = row;
        let Room { open, near, taken } = room;
        taken.resize_with(self.rungs.len(), Taken::default);
        let otherwise = stride * u64::from(self.otherwise);
        match self.own {
            Own::One(slot) => {
                let codes = gathered.codes(slot);
                let own = codes[left];
                let (Some(first), Some(last)) = (rights.first(), rights.last()) else { return };
                if own == NULL {
                    return;
                }
                let (first, last) = (*first as usize, *last as usize);
                if rights.len() * SPARSE < last + 1 - first {
                    // Few of many: each is asked alone.
                    near.marks.clear();
                    near.marks.resize(last + 1 - first, 1);
                } else {
                    self.fill_near(fields, (gathered, left, first..last + 1), (Detail::Any, 1), near);
                }
                let mut exact = None;
                open.resize(rights.len(), 0);
                let mut kept = 0;
                for (place, right) in rights.iter().enumerate() {
                    let code = codes[*right as usize];
                    if code == own
                        && let Some(bands) = &self.bands
                    {
                        // Looked up for an equal pair only: it lies far off.
                        let exact = *exact.get_or_insert_with(|| stride * u64::from(bands[own as usize]));
                        patterns[place] += exact;
                        continue;
                    }
                    // Without a branch: what holds something is at no level, or open for now.
                    let (is_held, is_near) =
                        (u64::from(code != NULL), u64::from(near.marks[*right as usize - first] != 0));
                    patterns[place] += otherwise * (is_held & (is_near ^ 1));
                    open[kept] = place as u32;
                    kept += (is_held as usize) & is_near as usize;
                }
                open.truncate(kept);
            }
            Own::Many(slot) => {
                let column = &fields.many[slot].column;
                let is_empty = |place: usize| column.row(gathered.row(place) as usize).is_empty();
                if is_empty(left) {
                    return;
                }
                let held = rights.iter().enumerate().filter(|(_, right)| !is_empty(**right as usize));
                open.clear();
                open.extend(held.map(|(place, _)| place as u32));
            }
        }
        for (rung, taken) in self.rungs.iter().zip(taken) {
            if open.is_empty() {
                return;
            }
            match rung {
                Rung::All(number, tests) => {
                    let same = exact_slot(tests).map(|slot| gathered.codes(slot));
                    keep_open(open, |place| {
                        let right = rights[place] as usize;
                        // Equality is asked first: it is cheap, and mostly fails.
                        if same.is_some_and(|codes| codes[left] != codes[right]) {
                            return true;
                        }
                        let holds = hold(tests, fields, NearPair { gathered, left, right });
                        if holds {
                            patterns[place] += stride * u64::from(*number);
                        }
                        !holds
                    });
                }
                Rung::Same { slot, number } => {
                    let codes = gathered.codes(*slot);
                    let own = codes[left];
                    if own == NULL {
                        continue;
                    }
                    let add = stride * u64::from(*number);
                    keep_open(open, |place| {
                        let same = codes[rights[place] as usize] == own;
                        if same {
                            patterns[place] += add;
                        }
                        !same
                    });
                }
                Rung::Dates { slot, levels } => {
                    let dates = gathered.dates(fields, *slot);
                    let Some(own) = Date::unpacked(dates[left]) else { continue };
                    keep_open(open, |place| {
                        let right = rights[place] as usize;
                        if Date::unpacked(dates[right]).is_none_or(|other| own.is_far(other)) {
                            return true;
                        }
                        let pair = NearPair { gathered, left, right };
                        let Some(number) = first_that_holds(levels, fields, pair) else { return true };
                        patterns[place] += stride * u64::from(number);
                        false
                    });
                }
                Rung::Jaro { slot, first, thresholds } => {
                    let weakest = thresholds.last().copied().unwrap_or(1.0);
                    let (bags, from) = gathered.bags(fields, *slot);
                    let own = bags.get(from + left);
                    let near = |right: usize| own.jaro_winkler_can_reach(bags.get(from + right), weakest);
                    let values = &fields.slots[*slot].values;
                    let take = |one: u32, other: u32| jaro_level(values, one, other, thresholds);
                    decide(
                        fields,
                        row,
                        (*slot, *first),
                        (stride, &mut *patterns, &mut *open),
                        near,
                        take,
                        taken,
                    );
                }
                Rung::Edits { same, slot, first, limits } => {
                    let most = limits.last().copied().unwrap_or(0);
                    let same = same.map(|slot| gathered.codes(slot));
                    let is_same = |right: usize| {
                        same.is_none_or(|codes| codes[left] != NULL && codes[left] == codes[right])
                    };
                    let (bags, from) = gathered.bags(fields, *slot);
                    let own = bags.get(from + left);
                    let near =
                        |right: usize| is_same(right) && own.edits_can_be(bags.get(from + right), most);
                    let values = &fields.slots[*slot].values;
                    let take = |one: u32, other: u32| edits_level(values, one, other, limits);
                    decide(
                        fields,
                        row,
                        (*slot, *first),
                        (stride, &mut *patterns, &mut *open),
                        near,
                        take,
                        taken,
                    );
                }
            }
        }
        for place in open {
            patterns[*place as usize] += otherwise;
        }
    }
}

/// The slot whose equality one of the tests asks.
#[inline]
fn exact_slot(tests: &[Asked]) -> Option<usize> {
    tests.iter().find_map(|test| match test {
        Asked::Exact(slot) => Some(*slot),
        _ => None,
    })
}

/// Keeps those that stay open, without a call for each.
#[inline(always)]
#[allow(clippy::inline_always)] // a call an element costs more than most of the tests
fn keep_open(open: &mut Vec<u32>, mut stays: impl FnMut(usize) -> bool) {
    let mut kept = 0;
    for number in 0..open.len() {
        let place = open[number];
        open[kept] = place;
        kept += usize::from(stays(place as usize));
    }
    open.truncate(kept);
}

/// The number of the first level whose tests hold; kept out of the loops that seldom come here.
#[inline(never)]
fn first_that_holds(levels: &[(u8, Vec<Asked>)], fields: &Fields, pair: NearPair<'_>) -> Option<u8> {
    let found = levels.iter().find(|(_, tests)| tests.iter().all(|test| test.holds(fields, pair)));
    found.map(|(number, _)| *number)
}

/// Whether all tests hold; kept out of the loops that seldom come here.
#[inline(never)]
fn hold(tests: &[Asked], fields: &Fields, pair: NearPair<'_>) -> bool {
    tests.iter().all(|test| test.holds(fields, pair))
}

/// One rung of a distance over one slot: `near` says by place what can be near at all, equal values included, and
/// `take` by codes how near two values are that differ. Where it is worth it, that is asked once.
#[inline]
fn decide(
    fields: &Fields,
    row: Row<'_>,
    (slot, first): (usize, u8),
    (stride, patterns, open): (u64, &mut [u64], &mut Vec<u32>),
    near: impl Fn(usize) -> bool,
    take: impl Fn(u32, u32) -> Option<usize>,
    taken: &mut Taken,
) {
    let codes = row.gathered.codes(slot);
    let own = codes[row.left];
    if own == NULL {
        return;
    }
    let is_worth = Taken::is_worth(fields.slots[slot].values.len(), fields.rows());
    keep_open(open, |place| {
        let right = row.rights[place] as usize;
        let code = codes[right];
        if code == NULL || !near(right) {
            return true;
        }
        let found = if code == own {
            Some(0)
        } else if is_worth {
            taken.answer(own, code, &take)
        } else {
            take(own, code)
        };
        let Some(found) = found else { return true };
        patterns[place] += stride * (u64::from(first) + found as u64);
        false
    });
}

/// The first threshold that is reached.
#[inline]
fn jaro_place<L: Look>(fields: &Fields, pair: L, slot: usize, thresholds: &[f64]) -> Option<usize> {
    let (left, right) = held(&pair, slot)?;
    if left == right {
        return Some(0);
    }
    let (one, other) = pair.bags(fields, slot);
    if !one.jaro_winkler_can_reach(other, *thresholds.last()?) {
        return None;
    }
    jaro_level(&fields.slots[slot].values, left, right, thresholds)
}

#[inline(never)]
fn jaro_level(values: &Values, left: u32, right: u32, thresholds: &[f64]) -> Option<usize> {
    let place = jaro::jaro_winkler_level(values.get(left), values.get(right), thresholds);
    (place < thresholds.len()).then_some(place)
}

/// The first limit that is kept.
#[inline]
fn edits_place<L: Look>(fields: &Fields, pair: L, slot: usize, limits: &[usize]) -> Option<usize> {
    let (left, right) = held(&pair, slot)?;
    if left == right {
        return Some(0);
    }
    let (one, other) = pair.bags(fields, slot);
    let most = *limits.last()?;
    if !one.edits_can_be(other, most) {
        return None;
    }
    edits_level(&fields.slots[slot].values, left, right, limits)
}

#[inline(never)]
fn edits_level(values: &Values, left: u32, right: u32, limits: &[usize]) -> Option<usize> {
    let edits = levenshtein::within(values.get(left), values.get(right), *limits.last()?)?;
    limits.iter().position(|limit| edits <= *limit)
}

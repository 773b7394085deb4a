//! The levels of one comparison as a ladder: each rung one test, or a run of thresholds over one distance.

use super::Fields;
use super::asked::Asked;
use super::gathered::{Gathered, Look, NearPair, held};
use crate::distance::{jaro, levenshtein};
use crate::table::NULL;

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

/// One comparison, ready to be asked.
#[derive(Debug)]
pub(super) struct Compiled {
    pub own: Own,
    rungs: Vec<Rung>,
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
    /// Rising limits of Levenshtein over one slot.
    Edits { slot: usize, first: u8, limits: Vec<usize> },
}

impl Rung {
    fn first(&self) -> u8 {
        match self {
            Self::All(first, _) | Self::Jaro { first, .. } | Self::Edits { first, .. } => *first,
        }
    }
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
                (Some(Rung::Edits { slot, first, limits }), [Asked::Levenshtein(other, most)])
                    if slot == other
                        && *first as usize + limits.len() == number as usize
                        && limits.last().is_some_and(|last| most >= last) =>
                {
                    limits.push(*most);
                }
                (_, [Asked::JaroWinkler(slot, share)]) => {
                    rungs.push(Rung::Jaro { slot: *slot, first: number, thresholds: vec![*share] });
                }
                (_, [Asked::Levenshtein(slot, most)]) => {
                    rungs.push(Rung::Edits { slot: *slot, first: number, limits: vec![*most] });
                }
                _ => rungs.push(Rung::All(number, tests)),
            }
        }
        if bands.is_some() && matches!(rungs.first(), Some(Rung::All(..))) {
            // The first level is equality, and that the bands have answered.
            rungs.remove(0);
        }
        Self { own, rungs, otherwise, exact, bands }
    }

    /// The number of the outcome of a pair; levels behind `last` are left out.
    #[inline]
    pub fn outcome<L: Look>(&self, fields: &Fields, pair: L, last: u8) -> u8 {
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
            if rung.first() > last {
                break;
            }
            match rung {
                Rung::All(number, tests) => {
                    if tests.iter().all(|test| test.holds(fields, pair)) {
                        return *number;
                    }
                }
                Rung::Jaro { slot, first, thresholds } => {
                    let asked = &thresholds[..thresholds.len().min((last - first) as usize + 1)];
                    if let Some(place) = jaro_place(fields, pair, *slot, asked) {
                        return first + place as u8;
                    }
                }
                Rung::Edits { slot, first, limits } => {
                    let asked = &limits[..limits.len().min((last - first) as usize + 1)];
                    if let Some(place) = edits_place(fields, pair, *slot, asked) {
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
        open: &mut Vec<u32>,
    ) {
        let Row { gathered, left, rights } = row;
        open.clear();
        match self.own {
            Own::One(slot) => {
                let codes = gathered.codes(slot);
                let own = codes[left];
                if own == NULL {
                    return;
                }
                let exact = self.bands.as_ref().map(|bands| stride * u64::from(bands[own as usize]));
                for (place, right) in rights.iter().enumerate() {
                    let code = codes[*right as usize];
                    match exact {
                        Some(exact) if code == own => patterns[place] += exact,
                        _ if code != NULL => open.push(place as u32),
                        _ => {}
                    }
                }
            }
            Own::Many(slot) => {
                let column = &fields.many[slot].column;
                let is_empty = |place: usize| column.row(gathered.row(place) as usize).is_empty();
                if is_empty(left) {
                    return;
                }
                let held = rights.iter().enumerate().filter(|(_, right)| !is_empty(**right as usize));
                open.extend(held.map(|(place, _)| place as u32));
            }
        }
        for rung in &self.rungs {
            if open.is_empty() {
                return;
            }
            match rung {
                Rung::All(number, tests) => open.retain(|place| {
                    let pair = NearPair { gathered, left, right: rights[*place as usize] as usize };
                    let holds = tests.iter().all(|test| test.holds(fields, pair));
                    if holds {
                        patterns[*place as usize] += stride * u64::from(*number);
                    }
                    !holds
                }),
                Rung::Jaro { slot, first, thresholds } => {
                    let weakest = thresholds.last().copied().unwrap_or(1.0);
                    let (bags, own) = (gathered.bags(fields, *slot), gathered.bags(fields, *slot)[left]);
                    let near = |right: usize| own.jaro_winkler_can_reach(bags[right], weakest);
                    let values = &fields.slots[*slot].values;
                    let place_of = |one: u32, other: u32| {
                        let place = jaro::jaro_winkler_level(values.get(one), values.get(other), thresholds);
                        (place < thresholds.len()).then_some(place)
                    };
                    decide(row, *slot, *first, (stride, &mut *patterns, &mut *open), near, place_of);
                }
                Rung::Edits { slot, first, limits } => {
                    let most = limits.last().copied().unwrap_or(0);
                    let (bags, own) = (gathered.bags(fields, *slot), gathered.bags(fields, *slot)[left]);
                    let near = |right: usize| own.edits_can_be(bags[right], most);
                    let values = &fields.slots[*slot].values;
                    let place_of = |one: u32, other: u32| {
                        let edits = levenshtein::within(values.get(one), values.get(other), most)?;
                        limits.iter().position(|limit| edits <= *limit)
                    };
                    decide(row, *slot, *first, (stride, &mut *patterns, &mut *open), near, place_of);
                }
            }
        }
        for place in open {
            patterns[*place as usize] += stride * u64::from(self.otherwise);
        }
    }
}

/// One rung of a distance over one slot: `near` says by place what can be near at all, `place_of` by codes how near it is.
#[inline]
fn decide(
    row: Row<'_>,
    slot: usize,
    first: u8,
    (stride, patterns, open): (u64, &mut [u64], &mut Vec<u32>),
    near: impl Fn(usize) -> bool,
    place_of: impl Fn(u32, u32) -> Option<usize>,
) {
    let codes = row.gathered.codes(slot);
    let own = codes[row.left];
    if own == NULL {
        return;
    }
    open.retain(|place| {
        let right = row.rights[*place as usize] as usize;
        let code = codes[right];
        if code == NULL {
            return true;
        }
        let found = if code == own {
            Some(0)
        } else if near(right) {
            place_of(own, code)
        } else {
            None
        };
        let Some(found) = found else { return true };
        patterns[*place as usize] += stride * (u64::from(first) + found as u64);
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
    let values = &fields.slots[slot].values;
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
    let values = &fields.slots[slot].values;
    let edits = levenshtein::within(values.get(left), values.get(right), most)?;
    limits.iter().position(|limit| edits <= *limit)
}

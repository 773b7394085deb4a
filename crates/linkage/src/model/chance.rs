//! How often do two rows agree that have nothing to do with each other (u)?
//!
//! Equality is counted exactly from how many rows hold each value. All other levels are counted over a
//! fixed enumeration of pairs of rows, ordered by digests of what they hold: no seed, no row order. A level
//! that was met 1,000 times is known; the enumeration goes on until all are, or ends with 16 million pairs of lists
//! of values or four million of single ones (fewer where these are longer than 64 bytes, a quarter at 256). Where
//! there are no more than 16 million pairs, all are counted. What is met more rarely is mostly met among the pairs
//! that blocking makes: these are counted, and the enumeration tells of the others.

use std::ops::Range;

use super::enumeration::{Met, Within, enumerate};
use super::equality::{Equal, between};
use super::inside;
use crate::block::{Blocking, Mode};
use crate::compare::{Comparer, Fields, Gathered, Outcome};
use crate::pattern::Space;
use crate::table::{Table, mix};

/// Pairs that are enumerated at most: rows are chosen so that they make no more.
const PAIRS: u64 = 16_000_000;

/// The share of rows that each is compared with of single values, where there are more pairs: a quarter of the pairs.
/// Equality is counted, and the levels below it are met more often than those of words.
const OF_SINGLE: f64 = 0.125;

/// Values longer than this are enumerated over fewer pairs, in proportion: comparing takes as much longer.
const LONG: f64 = 64.0;

/// A level met so often is known well enough: its standard error is 3 %. Where all pairs can be looked at, they are.
pub(super) const ENOUGH: u64 = 1_000;

/// How often one outcome is met among random pairs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// Its share of the pairs in which both sides hold a value.
    pub share: f64,
    /// Pairs that had it, of those looked at; for equality, of all pairs there are.
    pub agreeing: u64,
    /// Pairs looked at.
    pub of: u64,
    /// What the share rests on.
    pub basis: Basis,
}

/// What a share rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Counted over all pairs.
    Exact,
    /// Counted over at least 1,000 agreeing pairs.
    Enumerated,
    /// Met more rarely: the share is the mean of what is plausible, (agreeing + 1/2) of those looked at; where blocked
    /// pairs are known, these are counted, and the mean is that of the others.
    Few,
}

/// Chances of all outcomes, by comparison; those of the null are 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Chances {
    /// By comparison and outcome.
    pub by: Vec<Vec<Chance>>,
    /// The share that strangers can have at most, where more is known of them than of all pairs; else infinite.
    pub most: Vec<Vec<f64>>,
    /// Share of pairs in which both sides hold a value, by comparison.
    pub filled: Vec<f64>,
    /// All pairs there are.
    pub pairs: u64,
}

/// Pairs that blocking makes. A level that random pairs seldom reach is met among them far more often, so they are
/// counted apart, and random pairs tell only of the others.
#[derive(Debug, Clone, Copy)]
pub struct Blocked<'a> {
    /// Which pairs.
    pub blocking: &'a Blocking,
    /// Numbers of patterns.
    pub space: &'a Space,
    /// How many pairs have each pattern, or how many those of a sample stand for.
    pub patterns: &'a [(u64, u64)],
}

impl Blocked<'_> {
    /// Pairs by the outcome of one comparison.
    fn by_outcome(&self, comparison: usize, outcomes: usize) -> Vec<u64> {
        let mut counted = vec![0; outcomes];
        for (pattern, pairs) in self.patterns {
            counted[self.space.outcome(*pattern, comparison) as usize] += pairs;
        }
        counted
    }
}

/// Counts chances over a table. `digests` order the rows; `start` shifts where the enumeration begins. Levels that
/// are met rarely rest on blocked pairs too, where these are given.
pub fn chances(
    (table, mode): (&Table, Mode),
    (comparer, fields): (&Comparer, &Fields),
    digests: &[u64],
    start: u64,
    blocked: Option<Blocked<'_>>,
) -> Chances {
    let rows = chosen(table, mode, digests, start);
    let has_all = rows.len() == digests.len();
    let mut gathered = Gathered::default();
    gathered.fill(fields, &rows);
    let (mut by, mut most) = (Vec::new(), Vec::new());
    let mut filled = Vec::new();
    let pairs = all_pairs(table, mode, |_| true);
    let tables_tell = inside::tell(mode, comparer, fields);
    for (comparison, outcomes) in comparer.outcomes().iter().enumerate() {
        let is_single = comparer.is_single(comparison);
        let share = (LONG / comparer.mean_length(fields, comparison).max(1.0)).min(1.0)
            * if has_all || !is_single { 1.0 } else { OF_SINGLE };
        let outcomes = outcomes.all.len();
        let enough = if has_all && share >= 1.0 { u64::MAX } else { ENOUGH };
        // Of few pairs the enumeration sees a large part, and blocked pairs may be a sample.
        let blocked = blocked.filter(|_| !has_all);
        let blocking = blocked.map(|own| own.blocking);
        let within = Within { rows: &rows, gathered: &gathered, share, enough, blocking };
        let seen = enumerate((table, mode), (comparer, fields), (comparison, outcomes), &within);
        let with_value = match comparer.rows_with_value(fields, comparison) {
            Some(held) if mode != Mode::Link => between(&[held], mode),
            _ => all_pairs(table, mode, |row| comparer.has_value(fields, comparison, row)),
        };
        let by_outcome = blocked.map(|own| own.by_outcome(comparison, outcomes));
        let mut chances = chances_of(&seen, by_outcome.as_deref(), with_value);
        let mut most_of_strangers = vec![f64::INFINITY; outcomes];
        if let Some(slot) = comparer.slot_of(comparison) {
            let equal = Equal::count(table, mode, fields, slot);
            let outcome_of = |code| comparer.exact_outcome(comparison, code);
            let exact = equal.pairs(&outcome_of);
            if tables_tell || !equal.is_handed_out() {
                for (outcome, share) in equal.most_of_strangers(&outcome_of) {
                    most_of_strangers[outcome as usize] = share;
                }
            }
            let mut exact_share = 0.0;
            let equal = (1..outcomes as u8).filter(|own| comparer.is_exact(comparison, *own));
            for outcome in equal {
                let agreeing = exact.get(&outcome).copied().unwrap_or(0);
                // What no pair shares now, one with a row yet to come may.
                let pairs = if agreeing == 0 { 0.5 } else { agreeing as f64 };
                let share = pairs / with_value.max(1) as f64;
                exact_share += share;
                chances[outcome as usize] = Chance { share, agreeing, of: with_value, basis: Basis::Exact };
            }
            rescale(&mut chances, exact_share);
        }
        if tables_tell {
            for (outcome, share) in inside::most_alike(table, (comparer, fields), &rows, enough) {
                most_of_strangers[outcome] = share;
            }
        }
        by.push(chances);
        most.push(most_of_strangers);
        filled.push(with_value as f64 / pairs.max(1) as f64);
    }
    Chances { by, most, filled, pairs }
}

/// Makes the outcomes that were enumerated fill what the exact ones leave.
fn rescale(chances: &mut [Chance], exact_share: f64) {
    let rest: f64 = chances.iter().filter(|own| own.basis != Basis::Exact).map(|own| own.share).sum();
    if rest <= 0.0 {
        return;
    }
    let factor = (1.0 - exact_share).max(0.0) / rest;
    for own in chances.iter_mut().filter(|own| own.basis != Basis::Exact) {
        own.share *= factor;
    }
}

fn all_pairs(table: &Table, mode: Mode, has_value: impl Fn(u32) -> bool) -> u64 {
    let held: Vec<u64> = table
        .inputs
        .iter()
        .map(|input| input.rows.clone().filter(|row| has_value(*row)).count() as u64)
        .collect();
    if mode == Mode::Link { between(&held, mode) } else { between(&[held.iter().sum()], mode) }
}

/// Some thousand rows in the order of their digests, from the `start`-th piece on. Tables that are linked with
/// each other give equally many, but for those that have fewer.
///
/// Rows that hold the same have one digest. Were all of them chosen, or none, and neighbours then, matches without a slip
/// would be met far more often than among all pairs: so each is chosen for itself, and each table by digests of its own.
fn chosen(table: &Table, mode: Mode, digests: &[u64], start: u64) -> Vec<u32> {
    let turn = mix(start, 0x5bd1_e995);
    let whole = 0..digests.len() as u32;
    let parts: Vec<Range<u32>> = if mode == Mode::Link {
        table.inputs.iter().map(|input| input.rows.clone()).collect()
    } else {
        vec![whole]
    };
    let sizes: Vec<u64> = parts.iter().map(|part| u64::from(part.end - part.start)).collect();
    let most = rows_of_each(&sizes, mode);
    let mut chosen: Vec<(u64, u32)> = Vec::new();
    let mut sums: Vec<u64> = Vec::new();
    for part in parts {
        // What the rows of a table hold together tells it from others, whatever its place; of equal ones that does.
        let sum = part.clone().fold(0_u64, |sum, row| sum.wrapping_add(digests[row as usize]));
        let equal = sums.iter().filter(|other| **other == sum).count() as u64;
        sums.push(sum);
        let own = if mode == Mode::Link { mix(sum, equal) } else { 0 };
        let key = |row: u32| {
            if own == 0 { digests[row as usize] ^ turn } else { mix(digests[row as usize] ^ turn, own) }
        };
        let share = most as f64 / f64::from(part.end - part.start).max(1.0);
        let mut rows: Vec<u32> = part.collect();
        if rows.len() > most {
            rows.select_nth_unstable_by_key(most, |row| (key(*row), *row));
            rows.truncate(most);
        }
        let mut keyed: Vec<(u64, u32)> = rows.into_iter().map(|row| (key(row), row)).collect();
        keyed.sort_unstable();
        let below = (share * u64::MAX as f64) as u64;
        for same in keyed.chunk_by(|one, other| one.0 == other.0) {
            chosen.push(same[0]);
            let others =
                same[1..].iter().enumerate().map(|(place, (key, row))| (mix(*key, place as u64 + 1), *row));
            chosen.extend(others.filter(|(key, _)| *key <= below).map(|(key, row)| (mix(key, 1), row)));
        }
    }
    chosen.sort_unstable();
    chosen.into_iter().map(|(_, row)| row).collect()
}

/// How many rows each table can give at most that all make no more than [`PAIRS`] pairs.
fn rows_of_each(sizes: &[u64], mode: Mode) -> usize {
    let pairs = |most: u64| {
        let held: Vec<u64> = sizes.iter().map(|size| (*size).min(most)).collect();
        between(&held, mode)
    };
    let (mut fits, mut exceeds) = (1, sizes.iter().copied().max().unwrap_or(0) + 1);
    while exceeds - fits > 1 {
        let middle = fits.midpoint(exceeds);
        if pairs(middle) <= PAIRS {
            fits = middle;
        } else {
            exceeds = middle;
        }
    }
    fits as usize
}

/// Chances by outcome, from the pairs met with each. `blocked` pairs, by outcome too, are counted apart among the `all`
/// that hold a value.
fn chances_of(by: &[Met], blocked: Option<&[u64]>, all: u64) -> Vec<Chance> {
    let levels = by.len() as f64 - 1.0;
    let blocked_in_all = blocked.map_or(0, |own| own.iter().skip(1).sum::<u64>().min(all));
    let others = 1.0 - blocked_in_all as f64 / all.max(1) as f64;
    let chance = |(outcome, met): (usize, &Met)| {
        let Met { agreeing, of, .. } = *met;
        if agreeing >= ENOUGH || blocked.is_none() {
            // Half a pair more each (Jeffreys): a level that was never met is not impossible.
            let share = (agreeing as f64 + 0.5) / (of as f64 + 0.5 * levels).max(1.0);
            let basis = if agreeing >= ENOUGH { Basis::Enumerated } else { Basis::Few };
            return Chance { share, agreeing, of, basis };
        }
        let alone = (agreeing - met.blocked) as f64 + 0.5;
        let share_of_others = alone / (of as f64 * others + 0.5 * levels).max(1.0);
        let counted = blocked.map_or(0, |own| own[outcome]) as f64 / all.max(1) as f64;
        Chance { share: counted + share_of_others * others, agreeing, of, basis: Basis::Few }
    };
    let null = Chance { share: 0.0, agreeing: 0, of: 0, basis: Basis::Exact };
    std::iter::once(null).chain(by.iter().enumerate().skip(1).map(chance)).collect()
}

impl Chance {
    /// Whether the outcome is equality of values.
    pub fn is_exact(&self) -> bool {
        self.basis == Basis::Exact && self.of > 0
    }
}

/// Whether an outcome is equality, in words for charts.
pub fn label(outcome: &Outcome, levels: &[String]) -> String {
    match outcome {
        Outcome::Null => "nothing to compare".to_owned(),
        Outcome::Else => "else".to_owned(),
        Outcome::Level { level, band: None } => levels.get(*level).cloned().unwrap_or_default(),
        Outcome::Level { level, band: Some(band) } => {
            let from = 1_u64 << (3 * band);
            let text = levels.get(*level).cloned().unwrap_or_default();
            format!("{text}, value on {from} to {} rows", from * 8 - 1)
        }
    }
}

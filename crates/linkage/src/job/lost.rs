//! How many true pairs do blocking rules lose?
//!
//! Some rows are held against all others, whether rules bring them together or not. Each pair counts by its probability,
//! against its rivals where a table holds each entity once: a row that has found its partner is lost no second time. Rows
//! are taken by their digests, so the same ones are whatever the order. Where too few could be held against so many others,
//! what compared pairs add up to is held against what the model expects of all pairs.

use super::Duplicates;
use super::learned::Learned;
use super::prepared::Prepared;
use super::rivals::odds;
use crate::block::{Blocking, Mode};
use crate::model::Model;
use crate::score::{Heavy, Partner, Partners};
use crate::table::Table;

/// Pairs of short values that are looked at in a linkage, and where nothing else is asked: a fraction of a second, and some
/// seconds.
const BRIEFLY: f64 = 4e6;
const CLOSELY: f64 = 2e8;

/// Values longer than so many bytes take as much longer to compare, and lists so many times as long as short values.
const LONG: f64 = 64.0;
const LIST: f64 = 32.0;

/// So few rows tell too little, and so many enough.
const FEWEST: usize = 60;
const MOST: usize = 1_000;

/// Pairs below this, in milli-bits, are summed without asking which rule makes them: of the few that rules make, each weighs a
/// thousandth of a true one.
const KEPT_FROM_MILLI: i32 = -10_000;

/// What rules lose of the true pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct Lost {
    /// Their share that no rule makes.
    pub share: f64,
    /// What was seen of rows held against all others; none where the model alone tells.
    pub seen: Option<Seen>,
}

/// What was seen of rows held against all others.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// How many rows were.
    pub rows: usize,
    /// True pairs that they are expected to be in.
    pub pairs: f64,
    /// The share that no rule makes, of the pairs that are more likely the same than not.
    pub share_of_likely: f64,
    /// The share of the true pairs that each rule makes.
    pub finds: Vec<f64>,
    /// The share of the true pairs that each rule makes and none before it.
    pub adds: Vec<f64>,
}

/// How closely to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Beside a linkage.
    Briefly,
    /// Where this is all that is asked.
    Closely,
}

/// What the rules of a linkage lose by its model; none where the model is given, since nothing was counted for it.
pub(super) fn lost(
    (prepared, learned): (&Prepared, &Learned),
    table: &Table,
    threads: usize,
    look: Look,
) -> Option<Lost> {
    let sampled = learned.sampled.as_ref()?;
    let rows = rows(table, (prepared, learned), look);
    if !rows.is_empty() {
        return Some(seen((prepared, learned), table, threads, &rows));
    }
    // Of any pairs, whoever else its rows may be.
    let any = Model { alone: 1.0, ..learned.model.clone() };
    let weigher = any.weigher(&prepared.space);
    let of_pattern =
        |(pattern, pairs): &(u64, u64)| *pairs as f64 * Model::probability(weigher.weight_milli(*pattern));
    let compared: f64 = sampled.iter().map(of_pattern).sum();
    let in_all = learned.model.expects(learned.chances.pairs);
    let share = if in_all > 0.0 { (1.0 - compared / in_all).max(0.0) } else { 0.0 };
    Some(Lost { share, seen: None })
}

/// Inputs from which on a row has partners: pairs of two inputs are looked at from the earlier one.
fn first_input(own: usize, mode: Mode) -> usize {
    own + usize::from(mode == Mode::Link)
}

/// Rows to be looked at; none where too few can be.
fn rows(table: &Table, (prepared, learned): (&Prepared, &Learned), look: Look) -> Vec<u32> {
    let mut rows: Vec<u32> = Vec::new();
    let (mut others, all) = (0_u32, table.rows() as u32);
    for (input, own) in table.inputs.iter().enumerate() {
        let first = table.inputs.get(first_input(input, prepared.mode)).map_or(all, |own| own.rows.start);
        if first < all {
            rows.extend(own.rows.clone());
            others = others.max(all - first);
        }
    }
    let pairs = match look {
        Look::Briefly => BRIEFLY,
        Look::Closely => CLOSELY,
    };
    let mut wanted = ((pairs / cost(prepared) / f64::from(others.max(1))) as usize).min(MOST);
    if wanted < FEWEST {
        // What rivals say is not among what a model expects of all pairs.
        let has_rivals = learned.duplicates.iter().any(Duplicates::none);
        wanted = if look == Look::Closely || has_rivals { FEWEST } else { 0 };
    }
    rows.sort_unstable_by_key(|row| (learned.digests[*row as usize], *row));
    rows.truncate(wanted);
    rows
}

/// How many times as long as a pair of short values one takes to be compared.
fn cost(prepared: &Prepared) -> f64 {
    let of_comparison = |comparison| {
        if prepared.comparer.is_single(comparison) {
            prepared.comparer.mean_length(&prepared.fields, comparison) / LONG
        } else {
            LIST
        }
    };
    (0..prepared.space.comparisons()).map(of_comparison).fold(1.0, f64::max)
}

fn seen((prepared, learned): (&Prepared, &Learned), table: &Table, threads: usize, rows: &[u32]) -> Lost {
    let run = prepared.run(threads);
    let inputs: Vec<_> = table.inputs.iter().map(|own| own.rows.clone()).collect();
    let weigher = learned.model.weigher(&prepared.space);
    // All that is lighter together is less than one pair a row.
    let summed = (-1_000.0 * (table.rows() as f64).log2()) as i32;
    let heavy = Heavy { kept: KEPT_FROM_MILLI, summed: summed.min(KEPT_FROM_MILLI) };
    let with_own = prepared.mode != Mode::Link;
    // Rows that hold no column both, a person and a film, are brought together by no rule that could be written.
    let nothing = prepared.space.pattern(|_| 0);
    let weight = |pattern| if pattern == nothing { i32::MIN } else { weigher.weight_milli(pattern) };
    let partners = run.partners(rows, (&inputs, with_own), &weight, heavy);
    let mut sums = Sums::of(&prepared.blocking);
    let Partners { kept, lighter } = partners;
    let mut next = 0;
    for (place, row) in rows.iter().enumerate() {
        let own = table.input_of(*row);
        for (input, others) in inputs.iter().enumerate() {
            let end = next
                + kept[next..].partition_point(|pair| pair.place as usize == place && pair.row < others.end);
            let pairs = &kept[next..end];
            next = end;
            let is_free = learned.duplicates.get(input).is_some_and(Duplicates::none);
            if is_free && input == own {
                continue;
            }
            // Pairs of two rows of one input would be met from either.
            let counts = if input == own { 0.5 } else { 1.0 };
            sums.add((*row, counts), (pairs, lighter[place * inputs.len() + input]), is_free);
        }
    }
    sums.told(rows.len())
}

/// Chances are summed in so many parts of one: whole numbers add up the same in any order.
const PARTS: f64 = (1_u64 << 32) as f64;

/// True pairs that are expected, so far, in parts.
struct Sums<'a> {
    blocking: &'a Blocking,
    all: u64,
    lost: u64,
    likely: u64,
    lost_of_likely: u64,
    finds: Vec<u64>,
    adds: Vec<u64>,
}

impl<'a> Sums<'a> {
    fn of(blocking: &'a Blocking) -> Self {
        let none = vec![0; blocking.rules.len()];
        let (finds, adds) = (none.clone(), none);
        Self { blocking, all: 0, lost: 0, likely: 0, lost_of_likely: 0, finds, adds }
    }

    /// Adds the pairs of a row with one input, and the odds of the lighter ones; `is_free` says that one of them is true at
    /// most.
    fn add(&mut self, (row, counts): (u32, f64), (pairs, lighter): (&[Partner], f64), is_free: bool) {
        let parts = |chance: f64| (PARTS * counts * chance).round() as u64;
        let mut weights: Vec<i32> =
            if is_free { pairs.iter().map(|pair| pair.weight_milli).collect() } else { Vec::new() };
        weights.sort_unstable();
        let rivals =
            weights.into_iter().map(odds).fold(if is_free { lighter } else { 0.0 }, |sum, own| sum + own);
        let of_lighter = parts(lighter / (1.0 + rivals));
        self.all += of_lighter;
        self.lost += of_lighter;
        for pair in pairs {
            let own = odds(pair.weight_milli);
            let chance = own / (1.0 + if is_free { rivals } else { own });
            let counted = parts(chance);
            let (left, right) = (row.min(pair.row), row.max(pair.row));
            let mut is_made = false;
            for rule in 0..self.finds.len() {
                if self.blocking.makes(rule, left, right) {
                    self.finds[rule] += counted;
                    self.adds[rule] += if is_made { 0 } else { counted };
                    is_made = true;
                }
            }
            let lost = if is_made { 0 } else { counted };
            self.all += counted;
            self.lost += lost;
            if chance >= 0.5 {
                self.likely += counted;
                self.lost_of_likely += lost;
            }
        }
    }

    fn told(self, rows: usize) -> Lost {
        let share = |part: u64, all: u64| if all > 0 { part as f64 / all as f64 } else { 0.0 };
        let of_all = |parts: Vec<u64>| parts.into_iter().map(|part| share(part, self.all)).collect();
        Lost {
            share: share(self.lost, self.all),
            seen: Some(Seen {
                rows,
                pairs: self.all as f64 / PARTS,
                share_of_likely: share(self.lost_of_likely, self.likely),
                finds: of_all(self.finds),
                adds: of_all(self.adds),
            }),
        }
    }
}

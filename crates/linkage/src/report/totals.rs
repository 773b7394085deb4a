//! How much was read, compared and joined.

use super::Limits;
use super::weighed::Weighed;
use crate::block::Mode;
use crate::job::Linked;
use crate::table::Table;

/// Between this weight below zero and the same above it a pair is a match with a chance of 0.1 to 0.9.
const UNSURE_MILLI: i32 = 3_170;

/// How much of everything there is.
#[derive(Debug, Clone, PartialEq)]
pub struct Totals {
    /// The inputs in their order.
    pub inputs: Vec<InputFigures>,
    /// Which pairs were asked about.
    pub mode: Mode,
    /// Rows of all inputs.
    pub rows: u64,
    /// All pairs that there are.
    pub possible: u64,
    /// Pairs that were compared.
    pub compared: u64,
    /// Pairs that were kept: those of at least the weight asked for, less what assignment took away.
    pub kept: u64,
    /// The weight from which on pairs were kept.
    pub at_least_milli: i32,
    /// The weight from which on pairs join rows.
    pub threshold_milli: i32,
    /// Kept pairs of at least that weight.
    pub likely: u64,
    /// Those of them whose rows stand in different clusters.
    pub apart: u64,
    /// Compared pairs of a probability between 0.1 and 0.9.
    pub unsure: u64,
    /// Matches expected among the compared pairs.
    pub expected: f64,
    /// The share of all matches that no rule makes, where that was told.
    pub lost: Option<f64>,
    /// Clusters of two and more rows.
    pub clusters: u64,
    /// Rows in them.
    pub joined: u64,
    /// Rows of the largest cluster.
    pub largest: u64,
}

/// One input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFigures {
    /// Its name.
    pub name: String,
    /// Its rows.
    pub rows: u64,
    /// Its rows that stand in a cluster of two and more.
    pub joined: u64,
}

pub(super) fn totals(table: &Table, linked: &Linked, weighed: &Weighed, limits: Limits) -> Totals {
    let (compared, expected) = weighed.all();
    let likely: Vec<_> = linked.heard().filter(|pair| pair.weight_milli >= limits.threshold_milli).collect();
    let apart = likely.iter().filter(|pair| linked.clusters.of(pair.left) != linked.clusters.of(pair.right));
    let mut inputs: Vec<InputFigures> = table
        .inputs
        .iter()
        .map(|input| InputFigures { name: input.name.clone(), rows: input.rows.len() as u64, joined: 0 })
        .collect();
    let (mut clusters, mut joined, mut largest) = (0, 0, 0);
    for members in linked.clusters.iter() {
        largest = largest.max(members.len() as u64);
        if members.len() < 2 {
            continue;
        }
        clusters += 1;
        joined += members.len() as u64;
        for row in members {
            if let Some(input) = inputs.get_mut(table.input_of(*row)) {
                input.joined += 1;
            }
        }
    }
    Totals {
        inputs,
        mode: linked.mode,
        rows: table.rows() as u64,
        possible: linked.chances.pairs,
        compared,
        kept: linked.pairs.len() as u64,
        at_least_milli: limits.at_least_milli,
        threshold_milli: limits.threshold_milli,
        likely: likely.len() as u64,
        apart: apart.count() as u64,
        unsure: weighed.from(-UNSURE_MILLI).0 - weighed.from(UNSURE_MILLI).0,
        expected,
        lost: linked.lost.as_ref().map(|lost| lost.share),
        clusters,
        joined,
        largest,
    }
}

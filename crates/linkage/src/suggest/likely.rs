//! Which pairs are likely true, before anything was trained?
//!
//! Each comparison's outcome weighs log2(m / u): u is how often it is met among all pairs of rows, m how
//! often among true ones if columns agree in four of five, the rest near or different. That is crude, and
//! enough to tell which rules find pairs that speak for themselves in columns that the rule does not ask.

use std::collections::HashMap;

use crate::block::Mode;
use crate::compare::{Comparer, Comparison, Fields, Sides};
use crate::expression::{Derived, ExpressionError};
use crate::model::{Chances, chances};
use crate::table::Table;

/// Probability from which on a pair counts, by as much as that.
const LIKELY: f64 = 0.5;

/// Bits that one comparison says at most: columns say things twice.
const MOST: f64 = 12.0;

/// Weighs pairs of rows.
#[derive(Debug)]
pub struct Likely {
    comparer: Comparer,
    fields: Fields,
    weights: Vec<Vec<f64>>,
    prior: f64,
    known: HashMap<u64, u32>,
    /// Pairs that are likely true, by rows.
    pub pairs: Vec<(u32, u32)>,
    /// How likely.
    pub shares: Vec<f64>,
    /// For each how many columns agree.
    pub agreeing: Vec<u8>,
}

const NOT: u32 = u32::MAX;

impl Likely {
    /// Readies the weights over a table.
    pub fn new(
        table: &Table,
        derived: &Derived,
        comparisons: &[Comparison],
        mode: Mode,
        digests: &[u64],
    ) -> Result<Self, ExpressionError> {
        let mut fields = Fields::default();
        let comparer = Comparer::new(table, derived, comparisons, &mut fields)?;
        fields.seal();
        let by_chance = chances(table, mode, &comparer, &fields, digests, 0);
        let weights = weights(&comparer, &fields, &by_chance);
        // Half as many true pairs as rows.
        let prior = (0.5 * table.rows() as f64 / (by_chance.pairs as f64).max(1.0)).log2();
        Ok(Self {
            comparer,
            fields,
            weights,
            prior,
            known: HashMap::new(),
            pairs: Vec::new(),
            shares: Vec::new(),
            agreeing: Vec::new(),
        })
    }

    /// The place of a pair among the likely ones, if it is one.
    pub fn place(&mut self, one: u32, other: u32) -> Option<u32> {
        let (left, right) = (one.min(other), one.max(other));
        let key = u64::from(left) << 32 | u64::from(right);
        if let Some(place) = self.known.get(&key) {
            return (*place != NOT).then_some(*place);
        }
        let (share, agreeing) = self.share(left, right);
        let place = if share >= LIKELY { self.pairs.len() as u32 } else { NOT };
        self.known.insert(key, place);
        if place == NOT {
            return None;
        }
        self.pairs.push((left, right));
        self.shares.push(share);
        self.agreeing.push(agreeing);
        Some(place)
    }

    fn share(&self, left: u32, right: u32) -> (f64, u8) {
        let sides = Sides {
            left: self.fields.row(left),
            right: self.fields.row(right),
            left_row: left,
            right_row: right,
        };
        let (mut bits, mut agreeing) = (self.prior, 0);
        for (comparison, weights) in self.weights.iter().enumerate() {
            let own = weights[self.comparer.outcome(&self.fields, comparison, sides) as usize];
            bits += own;
            agreeing += u8::from(own >= 4.0);
        }
        (1.0 / (1.0 + (-bits).exp2()), agreeing)
    }
}

/// Bits by comparison and outcome.
fn weights(comparer: &Comparer, fields: &Fields, by_chance: &Chances) -> Vec<Vec<f64>> {
    let mut made = Vec::new();
    for (comparison, chances) in by_chance.by.iter().enumerate() {
        let outcomes = chances.len();
        let is_exact = |outcome: usize| comparer.is_exact(comparison, outcome as u8);
        let held = comparer.rows_by_outcome(fields, comparison);
        let sum: f64 = held.iter().sum();
        let exacts = (1..outcomes - 1).filter(|outcome| is_exact(*outcome)).count();
        let near = outcomes - 2 - exacts;
        let (exact_share, near_share) = if exacts > 0 { (0.8, 0.1) } else { (0.0, 0.9) };
        let own = (0..outcomes).map(|outcome| {
            let matches: f64 = match outcome {
                0 => return 0.0,
                _ if outcome == outcomes - 1 => 0.1,
                _ if is_exact(outcome) && sum > 0.0 => exact_share * held[outcome] / sum,
                _ if is_exact(outcome) => exact_share / exacts as f64,
                _ => near_share / near.max(1) as f64,
            };
            (matches.max(1e-9) / chances[outcome].share.max(1e-12)).log2().clamp(-4.0, MOST)
        });
        made.push(own.collect());
    }
    made
}

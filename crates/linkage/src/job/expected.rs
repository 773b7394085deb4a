//! How many pairs are true, and how many of them were compared?

use super::Duplicates;
use crate::block::Mode;
use crate::model::{Chances, Model};
use crate::pattern::Space;
use crate::table::Table;

/// True pairs, as the model expects them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// Among all pairs that could be compared.
    pub in_all: f64,
    /// Among those that blocking rules make.
    pub compared: f64,
}

impl Expected {
    /// What a model expects of compared pairs, by pattern and how many have each. It knows of no rivals: where there can be
    /// no more than `most`, both are as much less.
    pub(super) fn of(
        (model, space): (&Model, &Space),
        chances: &Chances,
        most: f64,
        patterns: impl Iterator<Item = (u64, u64)>,
    ) -> Self {
        let in_all = model.expects(chances.pairs);
        // Of any pairs, whoever else its rows may be.
        let any = Model { alone: 1.0, ..model.clone() };
        let weigher = any.weigher(space);
        let expected =
            patterns.map(|(pattern, pairs)| pairs as f64 * Model::probability(weigher.weight_milli(pattern)));
        let compared: f64 = expected.sum();
        let possible = (most / in_all.max(1.0)).min(1.0);
        Self { in_all: in_all * possible, compared: compared * possible }
    }

    /// The share of them that share no key of a rule.
    pub fn lost(&self) -> f64 {
        if self.in_all > 0.0 { (1.0 - self.compared / self.in_all).max(0.0) } else { 0.0 }
    }
}

/// True pairs that there can be at most: of a row one in each table that is free of duplicates.
pub(super) fn most(table: &Table, mode: Mode, duplicates: &[Duplicates]) -> f64 {
    if mode != Mode::Link {
        return f64::INFINITY;
    }
    let tables: Vec<(f64, bool)> = table
        .inputs
        .iter()
        .zip(duplicates)
        .map(|(input, own)| (f64::from(input.rows.end - input.rows.start), own.none()))
        .collect();
    let mut most = 0.0;
    for (place, (right, right_is_free)) in tables.iter().enumerate() {
        for (left, left_is_free) in &tables[..place] {
            most += match (left_is_free, right_is_free) {
                (true, true) => left.min(*right),
                (true, false) => *right,
                (false, true) => *left,
                (false, false) => left * right,
            };
        }
    }
    most
}

//! What do suggested rules make, and which share of the likely pairs does each add?

use std::collections::HashSet;

use super::likely::Likely;
use super::sample::Sample;
use crate::block::{Blocking, RuleCount};

/// What suggested rules make.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Made {
    /// What each rule makes.
    pub rules: Vec<RuleCount>,
    /// Whether one of them makes all pairs.
    pub compares_all: bool,
    /// The share of the pairs that look alike, before anything is trained, that each rule finds and none before it.
    pub adds: Vec<f64>,
}

impl Made {
    /// Pairs of all rules, repeats included.
    pub fn pairs(&self) -> u64 {
        RuleCount::pairs_of(&self.rules)
    }

    /// What the rules make of so many rows, in one line.
    pub fn summary(&self, rows: usize) -> String {
        if self.compares_all {
            let pairs = self.rules.iter().map(|rule| rule.pairs).max().unwrap_or(0);
            return match pairs {
                1 => "the only pair is compared".to_owned(),
                _ => format!("all {pairs} pairs are compared"),
            };
        }
        let a_row = self.pairs() as f64 / rows.max(1) as f64;
        match self.rules.len() {
            1 => format!("the blocking rule makes {a_row:.1} pairs a row at most"),
            rules => format!("{rules} blocking rules make {a_row:.1} pairs a row at most"),
        }
    }
}

/// What rules make and add; the rows that the likely pairs are of are given.
pub(super) fn made(blocking: Blocking, likely: &Likely, sample: &Sample, looked_at: &[u32]) -> Made {
    let (mut adds, mut all) = (vec![0_u64; blocking.rules.len()], 0_u64);
    let closely: HashSet<u32> = looked_at.iter().copied().collect();
    for (place, (left, right)) in likely.pairs.iter().enumerate() {
        // A pair of two of these rows counts twice: it would have been met by either. Rows that hold the same are
        // both among them or neither is.
        let ends = u64::from(closely.contains(left)) + u64::from(closely.contains(right));
        let share = ends * u64::from(likely.shares[place]);
        all += share;
        let (left, right) = (sample.rows[*left as usize], sample.rows[*right as usize]);
        if let Some(first) = (0..adds.len()).find(|rule| blocking.makes(*rule, left, right)) {
            adds[first] += share;
        }
    }
    Made {
        compares_all: blocking.makes_all,
        adds: adds.into_iter().map(|share| share as f64 / all.max(1) as f64).collect(),
        rules: blocking.counts,
    }
}

//! Pairs by their weights: what all curves are counted from.

use crate::job::{Linked, Weighed as Own};
use crate::model::Model;

/// Pairs of one weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Alike {
    pub weight_milli: i32,
    pub probability: f64,
    pub pairs: u64,
}

/// All weights, the heaviest first.
#[derive(Debug)]
pub(super) struct Weighed {
    pub list: Vec<Alike>,
    /// Standing pairs up to and with each weight, and how many of them are expected to be matches.
    sums: Vec<(u64, f64)>,
    /// All pairs, and how many of them are expected to be matches.
    all: (u64, f64),
}

/// What a pattern weighs in this run.
pub(super) fn weight_of(linked: &Linked, pattern: u64) -> i32 {
    linked.model.weight_milli(&linked.space, pattern)
}

impl Weighed {
    pub fn of(linked: &Linked) -> Self {
        Self::new(linked.weighed())
    }

    pub fn new(mut all: Vec<Own>) -> Self {
        all.sort_unstable_by_key(|own| std::cmp::Reverse(own.weight_milli));
        let mut made = Self { list: Vec::new(), sums: Vec::new(), all: (0, 0.0) };
        let mut standing = (0, 0.0);
        for own in all.chunk_by(|one, other| one.weight_milli == other.weight_milli) {
            let pairs = own.iter().map(|own| own.pairs).sum();
            // Of the rows of the rest other pairs were chosen instead.
            let stand: u64 = own.iter().filter(|own| own.stands).map(|own| own.pairs).sum();
            let Some(weight_milli) = own.first().map(|own| own.weight_milli) else { continue };
            let probability = Model::probability(weight_milli);
            made.list.push(Alike { weight_milli, probability, pairs });
            standing = (standing.0 + stand, standing.1 + stand as f64 * probability);
            made.all = (made.all.0 + pairs, made.all.1 + pairs as f64 * probability);
            made.sums.push(standing);
        }
        made
    }

    /// Standing pairs of at least this weight, and how many of them are expected to be matches.
    pub fn from(&self, threshold_milli: i32) -> (u64, f64) {
        let reach = self.list.partition_point(|own| own.weight_milli >= threshold_milli);
        reach.checked_sub(1).and_then(|last| self.sums.get(last)).copied().unwrap_or((0, 0.0))
    }

    /// All pairs, and how many of them are expected to be matches.
    pub fn all(&self) -> (u64, f64) {
        self.all
    }

    /// The least and the greatest weight.
    pub fn span(&self) -> Option<(i32, i32)> {
        Some((self.list.last()?.weight_milli, self.list.first()?.weight_milli))
    }
}

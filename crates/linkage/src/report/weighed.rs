//! Patterns with their weights: what all curves are counted from.

use crate::job::Linked;
use crate::model::Model;

/// One pattern that pairs have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pattern {
    pub number: u64,
    pub pairs: u64,
    pub weight_milli: i32,
    pub probability: f64,
}

/// All patterns, the heaviest first; of equal weight by number.
#[derive(Debug)]
pub(super) struct Weighed {
    pub list: Vec<Pattern>,
    /// Pairs up to and with each pattern, and how many of them are expected to be matches.
    sums: Vec<(u64, f64)>,
}

/// What a pattern weighs in this run.
pub(super) fn weight_of(linked: &Linked, pattern: u64) -> i32 {
    linked.model.weight_milli(&linked.space, pattern)
}

impl Weighed {
    pub fn of(linked: &Linked) -> Self {
        Self::new(linked.patterns.iter().map(|(pattern, pairs)| {
            let weight_milli = weight_of(linked, *pattern);
            Pattern {
                number: *pattern,
                pairs: *pairs,
                weight_milli,
                probability: Model::probability(weight_milli),
            }
        }))
    }

    pub fn new(patterns: impl Iterator<Item = Pattern>) -> Self {
        let mut list: Vec<Pattern> = patterns.filter(|own| own.pairs > 0).collect();
        list.sort_unstable_by_key(|own| (std::cmp::Reverse(own.weight_milli), own.number));
        let mut sums = Vec::with_capacity(list.len());
        let (mut pairs, mut expected) = (0, 0.0);
        for own in &list {
            pairs += own.pairs;
            expected += own.pairs as f64 * own.probability;
            sums.push((pairs, expected));
        }
        Self { list, sums }
    }

    /// Pairs of at least this weight, and how many of them are expected to be matches.
    pub fn from(&self, threshold_milli: i32) -> (u64, f64) {
        let reach = self.list.partition_point(|own| own.weight_milli >= threshold_milli);
        reach.checked_sub(1).and_then(|last| self.sums.get(last)).copied().unwrap_or((0, 0.0))
    }

    /// All pairs, and how many of them are expected to be matches.
    pub fn all(&self) -> (u64, f64) {
        self.sums.last().copied().unwrap_or((0, 0.0))
    }

    /// The least and the greatest weight.
    pub fn span(&self) -> Option<(i32, i32)> {
        Some((self.list.last()?.weight_milli, self.list.first()?.weight_milli))
    }
}

//! What each blocking rule made.

use crate::job::Linked;

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFigures {
    /// The rule in words.
    pub rule: String,
    /// Pairs that it makes, those of earlier rules among them.
    pub pairs: u64,
    /// Pairs that no earlier rule makes and that fulfil its conditions: those that were compared under it.
    pub new_pairs: u64,
    /// Blocks of two and more rows.
    pub blocks: u64,
    /// Rows in the largest block.
    pub largest: u64,
    /// The key of the largest block; of several such blocks the first by the alphabet, and empty where more than 64 are of
    /// that size.
    pub largest_key: String,
}

pub(super) fn rules(linked: &Linked) -> Vec<RuleFigures> {
    let counted = linked.rules.iter().enumerate().map(|(place, rule)| RuleFigures {
        rule: rule.rule.clone(),
        pairs: rule.pairs,
        new_pairs: linked.new_pairs.get(place).copied().unwrap_or(0),
        blocks: rule.blocks as u64,
        largest: rule.largest as u64,
        largest_key: super::values::bounded(rule.largest_key.as_bytes()),
    });
    counted.collect()
}

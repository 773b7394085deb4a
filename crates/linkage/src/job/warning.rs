//! What is odd about a table under its settings, and what it costs.

use thiserror::Error;

use crate::block::RuleCount;
use crate::compare::{Comparer, Fields};

/// A block of more rows than this is worth a word: half of its pairs or more say little.
const LARGE: usize = 5_000;

/// Something odd that stops nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Warning {
    /// Nobody holds anything.
    #[error(
        "comparison `{0}`: no row holds anything in it, so that it says nothing of any pair; leave it out"
    )]
    NoValue(String),
    /// All hold the same.
    #[error(
        "comparison `{0}`: all rows that hold something hold the same, so that it says nothing of any pair; leave it out"
    )]
    OneValue(String),
    /// One column is compared, and nobody says of any pair what it is.
    #[error(
        "comparison `{0}`: it is the only one, and one column alone cannot tell whether those who share a value are \
         the same: few pairs or none may be found; compare a second column, or give labels"
    )]
    Alone(String),
    /// One key makes most of a rule's pairs.
    #[error(
        "blocking rule `{rule}`: {rows} rows share the key `{key}`, and {share} % of its {pairs} pairs are theirs; \
         add a key to the rule, or split its large blocks: at_most_rows = 500, split_by = [another key]"
    )]
    LargeBlock {
        /// The rule.
        rule: String,
        /// The key.
        key: String,
        /// Rows that share it.
        rows: usize,
        /// Share of the rule's pairs, in percent.
        share: u64,
        /// Pairs of the rule.
        pairs: u64,
    },
}

/// All that is odd. `learns_alone` says that nothing but the outcomes of blocked pairs tells matches from strangers.
pub(super) fn warnings(
    comparer: &Comparer,
    fields: &Fields,
    rules: &[RuleCount],
    learns_alone: bool,
) -> Vec<Warning> {
    let mut found = Vec::new();
    if let [only] = comparer.outcomes()
        && learns_alone
    {
        found.push(Warning::Alone(only.name.clone()));
    }
    for (comparison, outcomes) in comparer.outcomes().iter().enumerate() {
        match comparer.values_held(fields, comparison) {
            0 => found.push(Warning::NoValue(outcomes.name.clone())),
            1 if fields.rows() > 1 => found.push(Warning::OneValue(outcomes.name.clone())),
            _ => {}
        }
    }
    for rule in rules {
        let rows = rule.largest as u64;
        let own = rows * rows.saturating_sub(1) / 2;
        if rule.largest > LARGE && !rule.largest_key.is_empty() {
            found.push(Warning::LargeBlock {
                rule: rule.rule.clone(),
                key: rule.largest_key.clone(),
                rows: rule.largest,
                share: (100 * own / rule.pairs.max(1)).min(100),
                pairs: rule.pairs,
            });
        }
    }
    found
}

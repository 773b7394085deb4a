//! Which pairs are compared at all?
//!
//! A rule says that two rows are compared when their keys are equal. A pair that several rules make
//! belongs to the first of them, which is decided from the two rows alone; so no set of pairs is ever
//! held, pairs are counted from block sizes before the run, and any part of the work can be done
//! anywhere.

mod groups;
mod rule;
mod walk;

pub use groups::Groups;
pub(crate) use groups::{TooManyKeys, keys_of, together};
pub(crate) use rule::conditions;
pub use rule::{Blocking, BlockingError, Prepared, RuleCount};
pub use walk::{ALL_ROWS, Batch, Block, Scope, Tile};

use crate::compare::Level;
use crate::expression::Expression;

/// One blocking rule.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rule {
    /// Keys that both rows share. None at all compares everything.
    pub keys: Vec<Expression>,
    /// What the rows of the second and later inputs are keyed by, where that is something else.
    pub right_keys: Option<Vec<Expression>>,
    /// What has to hold besides.
    pub only_where: Vec<(Expression, Level)>,
    /// Keys that more rows share than this make no pairs: another rule with more keys is to take them.
    pub at_most_rows: Option<u32>,
}

impl Rule {
    /// How it is written in charts and messages.
    pub fn text(&self) -> String {
        if self.keys.is_empty() {
            return "all pairs".to_owned();
        }
        let keys: Vec<&str> = self.keys.iter().map(|key| key.text.as_str()).collect();
        let keys = keys.join("; ");
        self.at_most_rows.map_or(keys.clone(), |most| format!("{keys} (shared by at most {most} rows)"))
    }
}

/// Which pairs of rows are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Within all inputs together.
    Dedupe,
    /// Between rows of different inputs only.
    Link,
    /// Between and within inputs: the same pairs as [`Mode::Dedupe`], of several inputs.
    LinkAndDedupe,
}

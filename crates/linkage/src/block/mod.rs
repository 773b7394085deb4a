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
pub(crate) use rule::conditions;
pub use rule::{Blocking, BlockingError, Prepared, RuleCount};
pub use walk::{Batch, Block, Scope, Tile};

use crate::compare::Level;
use crate::expression::Expression;

/// One blocking rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Keys that both rows share. None at all compares everything.
    pub keys: Vec<Expression>,
    /// What the rows of the second and later inputs are keyed by, where that is something else.
    pub right_keys: Option<Vec<Expression>>,
    /// What has to hold besides.
    pub only_where: Vec<(Expression, Level)>,
}

impl Rule {
    /// How it is written in charts and messages.
    pub fn text(&self) -> String {
        if self.keys.is_empty() {
            return "all pairs".to_owned();
        }
        let keys: Vec<&str> = self.keys.iter().map(|key| key.text.as_str()).collect();
        keys.join("; ")
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

//! At which level do two rows agree on a column?
//!
//! A comparison is a list of levels, the strongest first; the first that holds is the pair's. Level 0
//! says that one side holds nothing, which is no evidence; behind the last level stands "else". A level
//! is one test, or several joined by `and`:
//!
//! ```text
//! exact
//! jaro-winkler 0.92
//! city: exact and levenshtein 2              another column than the comparison's own before the colon
//! email | match "^[^@]+": exact              or an expression
//! swapped given_name surname                 each side's one is the other side's other
//! ```

mod asked;
#[cfg(test)]
mod begins_tests;
mod evaluate;
mod features;
mod gathered;
mod holders;
mod parse;
#[cfg(test)]
mod ratio_tests;
mod rungs;
mod taken;
mod test;

pub(crate) use evaluate::{BAND, bands_of};
pub use evaluate::{Comparer, Outcome, Outcomes};
pub use features::{Fields, ManySlot, Slot};
pub(crate) use gathered::rounded;
pub use gathered::{Gathered, Sides};
pub(crate) use holders::holders;
pub use parse::{Level, LevelError};
pub(crate) use rungs::{Detail, Near};
pub use rungs::{Room, Row};
pub use test::Test;

use crate::expression::Expression;

/// One column, or several that say one thing, and the levels at which two rows can agree on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What it is called in charts and waterfalls.
    pub name: String,
    /// The column that its tests read where they name no other.
    pub column: Expression,
    /// The levels, the strongest first.
    pub levels: Vec<Level>,
    /// Whether agreement on a rare value says more than on a common one.
    pub term_frequency: bool,
}

impl Comparison {
    /// Whether pairs that are equal in it are told apart by how rare their value is: equality is its first level then.
    pub(crate) fn is_by_rarity(&self) -> bool {
        self.term_frequency && self.levels.first().is_some_and(Level::is_exact)
    }
}

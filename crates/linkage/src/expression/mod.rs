//! Values made from columns: what comparisons compare and blocking rules block on.
//!
//! ```text
//! surname | first 3                          the first three characters
//! first_name + surname | plain               two columns, joined by a space
//! title or name | lower                      the first that is filled
//! phone | digits | last 7
//! name | match "([A-Z0-9-]*[0-9][A-Z0-9-]*)$"
//! title | plain | words | rare 20            many values a row: words that at most 20 rows hold
//! ```
//!
//! A column whose name is no plain word is written in backticks. Steps work on a distinct value once,
//! however many rows hold it.

mod aside;
mod evaluate;
mod kept;
mod parse;
mod step;

pub(crate) use aside::Aside;
pub(crate) use evaluate::bounded;
pub use evaluate::{Derived, derive};
pub use kept::{Frequencies, Kept};
pub use step::Step;

pub(crate) use parse::quoted;

use thiserror::Error;

/// How several source columns become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joining {
    /// The filled ones, joined by a space.
    Together,
    /// The first that is filled.
    FirstFilled,
}

/// One expression, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// Columns it starts from.
    pub sources: Vec<String>,
    /// How they become one value.
    pub joining: Joining,
    /// What is done to it, in order.
    pub steps: Vec<Step>,
    /// As it was written.
    pub text: String,
}

/// Why an expression cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ExpressionError {
    /// It cannot be taken apart.
    #[error("`{text}`: {why}")]
    Syntax {
        /// The expression.
        text: String,
        /// What is wrong and what to write.
        why: String,
    },
    /// It starts from a column that no input has.
    #[error("`{text}`: no input has a column `{column}`; there are {there}")]
    NoColumn {
        /// The expression.
        text: String,
        /// The missing column.
        column: String,
        /// The columns that are there.
        there: String,
    },
    /// Derived columns of derived columns without an end.
    #[error(
        "column `{column}` is made of columns of columns, more than {most} deep; derive it from the inputs' columns"
    )]
    TooDeep {
        /// The first of them.
        column: String,
        /// How deep they are followed.
        most: usize,
    },
    /// More columns of inputs than a value is made of.
    #[error(
        "`{text}` is made of more than {most} columns, each counted as often as it is read; derive it from fewer"
    )]
    TooMany {
        /// The expression.
        text: String,
        /// How many may be read.
        most: usize,
    },
    /// Derived columns that need each other.
    #[error("column `{column}` is made of itself; derive it from the inputs' columns")]
    Circle {
        /// One of them.
        column: String,
    },
}

impl Expression {
    /// Takes an expression apart.
    ///
    /// ```
    /// use bonafide_linkage::expression::Expression;
    /// let key = Expression::parse("`last name` | lower | first 3")?;
    /// assert_eq!(key.sources, vec!["last name"]);
    /// assert_eq!(key.steps.len(), 2);
    /// # Ok::<(), bonafide_linkage::expression::ExpressionError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        parse::parse(text)
    }

    /// The expression that is a column and nothing else.
    pub fn column(name: &str) -> Self {
        Self {
            sources: vec![name.to_owned()],
            joining: Joining::Together,
            steps: Vec::new(),
            text: quoted(name),
        }
    }
}

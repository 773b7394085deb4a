//! Takes the text of a level apart.

use thiserror::Error;

use super::Test;
use crate::expression::{Expression, ExpressionError};

/// One level: all its tests have to hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// As it was written; its name in charts.
    pub text: String,
    /// The tests, each with the column that it reads where that is not the comparison's.
    pub tests: Vec<(Option<Expression>, Test)>,
}

/// Why a level cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LevelError {
    /// It cannot be taken apart.
    #[error("level `{text}`: {why}")]
    Syntax {
        /// The level.
        text: String,
        /// What is wrong and what to write.
        why: String,
    },
    /// The expression before its colon cannot be used.
    #[error("level `{text}`: {why}")]
    Expression {
        /// The level.
        text: String,
        /// Why.
        why: ExpressionError,
    },
}

impl Level {
    /// Takes a level apart.
    ///
    /// ```
    /// use bonafide_linkage::compare::Level;
    /// let level = Level::parse("city: exact and levenshtein 2")?;
    /// assert_eq!(level.tests.len(), 2);
    /// # Ok::<(), bonafide_linkage::compare::LevelError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, LevelError> {
        let fault = |why: String| LevelError::Syntax { text: text.to_owned(), why };
        let mut tests = Vec::new();
        for part in split_outside_quotes(text, |rest| mark_of(rest, " and ")) {
            let (column, asked) = match split_outside_quotes(part, |rest| mark_of(rest, ":")).as_slice() {
                [asked] => (None, *asked),
                [column, asked] => {
                    let expression = Expression::parse(column)
                        .map_err(|why| LevelError::Expression { text: text.to_owned(), why })?;
                    (Some(expression), *asked)
                }
                _ => return Err(fault("one colon at most, behind a column".to_owned())),
            };
            let blank =
                |rest: &str| rest.chars().next().filter(|own| own.is_whitespace()).map_or(0, char::len_utf8);
            let words = split_outside_quotes(asked, blank);
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            let Some((name, given)) = words.split_first() else {
                return Err(fault("a test is missing".to_owned()));
            };
            let given: Vec<&str> = given.iter().map(|word| word.trim_matches('`')).collect();
            tests.push((column, Test::named(name, &given).map_err(fault)?));
        }
        Ok(Self { text: text.trim().to_owned(), tests })
    }

    /// Whether it is the plain equality of the comparison's own column.
    pub fn is_exact(&self) -> bool {
        matches!(self.tests.as_slice(), [(None, Test::Exact)])
    }
}

/// How long a mark is where a text begins with it, else 0.
fn mark_of(rest: &str, mark: &str) -> usize {
    if rest.starts_with(mark) { mark.len() } else { 0 }
}

/// The parts of a text between marks; `mark` says how long the one is that the rest of the text begins with, else 0.
fn split_outside_quotes(text: &str, mark: impl Fn(&str) -> usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut place) = (0, 0);
    let mut open: Option<char> = None;
    while let Some(own) = text[place..].chars().next() {
        match open {
            Some(quote) if own == quote => open = None,
            Some(_) => {}
            None if own == '"' || own == '`' => open = Some(own),
            None => {
                let length = mark(&text[place..]);
                if length > 0 {
                    parts.push(&text[start..place]);
                    place += length;
                    start = place;
                    continue;
                }
            }
        }
        place += own.len_utf8();
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_taken_apart() {
        let level =
            Level::parse("email | match \"^a and b:[^@]+\": exact and jaro-winkler 0.9").expect("a level");
        assert_eq!(level.tests.len(), 2);
        assert_eq!(level.tests[1], (None, Test::JaroWinkler(0.9)));
        assert!(Level::parse("exact").expect("a level").is_exact());
        assert!(!Level::parse("city: exact").expect("a level").is_exact());
        let swapped = Level::parse("exact and  swapped `given name`\tsurname").expect("a level");
        let columns = ["given name", "surname"].map(Expression::column);
        assert_eq!(swapped.tests[1], (None, Test::Swapped(columns[0].clone(), columns[1].clone())));
    }

    #[test]
    fn what_is_no_level_says_why() {
        for (text, why) in [
            ("", "a test is missing"),
            ("exact and", "takes 0"),
            ("jarowinkler 0.9", "no test"),
            ("jaro-winkler 92", "from 0 to 1"),
            ("jaro-winkler", "takes a number"),
            ("levenshtein -1", "whole number"),
            ("damerau 5000", "takes 1000 edits at most"),
            ("exact 1", "takes 0"),
            ("a: b: exact", "one colon"),
            ("a |: exact", "step is missing"),
        ] {
            let error = Level::parse(text).expect_err(text).to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}

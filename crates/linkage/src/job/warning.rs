//! What is odd about a table under its settings, and what it costs.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use thiserror::Error;

use super::one_to_one::is_called;
use crate::block::{Blocking, Mode};
use crate::compare::{Comparer, Fields};
use crate::expression::{Derived, ExpressionError};
use crate::settings::{Settings, Unique};
use crate::table::{Table, says_nothing};

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
    /// No value is what a level reads.
    #[error(
        "comparison `{comparison}`: level `{level}` asks for a {wanted}, and no row holds one, so that it can never hold; \
         leave it out, or bring the column into that form (`| number`, `| date \"...\"`)"
    )]
    NeverHolds {
        /// The comparison.
        comparison: String,
        /// The level.
        level: String,
        /// What it reads.
        wanted: &'static str,
    },
    /// Nobody has a key.
    #[error(
        "blocking rule `{rule}`: {side} has a key of it, so that it makes no pair: a column of it is empty, or its steps \
         leave nothing; mend it, or leave it out"
    )]
    NoKey {
        /// The rule.
        rule: String,
        /// Which rows have none.
        side: &'static str,
    },
    /// A value stands for nothing, by how many hold it.
    #[error(
        "comparison `{comparison}`: {} rows hold `{value}`, ten times as many as hold any usual value; if it stands \
         for nothing, leave it out, or those who share it look like one: column = '... | without \"{value}\"'",
        grouped(u64::from(*.rows))
    )]
    Placeholder {
        /// The comparison.
        comparison: String,
        /// The value.
        value: String,
        /// Rows that hold it.
        rows: u32,
    },
    /// A value that settings set aside, by how many hold it.
    #[error(
        "column `{column}`: {} rows hold `{value}`, which `without` sets aside: it is compared as if nothing stood there; if it is \
         somebody's own value and no filler, take it out of the settings and link again with --settings",
        grouped(*.rows)
    )]
    SetAside {
        /// The named column, or the expression.
        column: String,
        /// The value, as it is compared.
        value: String,
        /// Rows that hold it.
        rows: u64,
    },
    /// One column is compared, and nobody says of any pair what it is.
    #[error(
        "comparison `{0}`: it is the only one, and one column alone cannot tell whether those who share a value are \
         the same: few pairs or none may be found; compare a second column, or give labels"
    )]
    Alone(String),
    /// Rows that no rule compares, because their blocks are too large.
    #[error(
        "{} row{are} compared with nobody: all blocks around {them} have more rows than at_most_rows; raise it, or split such \
         blocks: split_by = [another key]",
        grouped(*.0 as u64),
        are = if *.0 == 1 { " is" } else { "s are" },
        them = if *.0 == 1 { "it" } else { "them" }
    )]
    NotCompared(usize),
    /// One table, and only pairs of two are asked about.
    #[error(
        "[run] mode = \"link\" compares rows of different tables, and there is one: no pair is made; write \"dedupe\""
    )]
    OneTable,
    /// The only table is said to be free of what is looked for in it.
    #[error(
        "[run] unique: {0} is the only table and said to be free of duplicates, so that no pair can stand; leave it out"
    )]
    NothingToFind(String),
    /// Keys of later tables, and there is one.
    #[error(
        "blocking rule `{0}`: right_keys are for the second and later tables, and there is one: they are not used"
    )]
    RightKeys(String),
    /// Inputs that there are not.
    #[error("[run] unique: no input is called {}; there are {}", .names.join(", "), .there.join(", "))]
    NoInput {
        /// What is called for.
        names: Vec<String>,
        /// What there is.
        there: Vec<String>,
    },
    /// One key makes most of a rule's pairs.
    #[error(
        "blocking rule `{rule}`: {} rows share the key `{key}`, and {share} % of its {} pairs are theirs; \
         add a key to the rule, or split its large blocks: at_most_rows = 500, split_by = [another key]",
        grouped(*.rows as u64),
        grouped(*.pairs)
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

/// A count with a comma between thousands, as the results have it.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What is odd about the inputs under what settings say of them.
pub(super) fn of_inputs(table: &Table, settings: &Settings, mode: Mode) -> Vec<Warning> {
    let mut found = Vec::new();
    if mode == Mode::Link && table.inputs.len() == 1 {
        found.push(Warning::OneTable);
    }
    if table.inputs.len() == 1 {
        let sided = settings.blocking.iter().filter(|rule| rule.right_keys.is_some());
        found.extend(sided.map(|rule| Warning::RightKeys(rule.text())));
    }
    if let Unique::These(names) = &settings.unique {
        let is_unknown = |name: &&String| !(0..table.inputs.len()).any(|place| is_called(table, name, place));
        if let [only] = table.inputs.as_slice()
            && names.iter().any(|name| is_called(table, name, 0))
        {
            found.push(Warning::NothingToFind(only.name.clone()));
        }
        let names: Vec<String> = names.iter().filter(is_unknown).cloned().collect();
        if !names.is_empty() {
            let there = table.inputs.iter().map(|input| input.name.clone()).collect();
            found.push(Warning::NoInput { names, there });
        }
    }
    found
}

/// Values that are set aside, but for words that say that nothing stands there.
pub(super) fn set_aside(
    table: &Table,
    derived: &Derived,
    settings: &Settings,
) -> Result<Vec<Warning>, ExpressionError> {
    let mut found = BTreeMap::new();
    for comparison in &settings.comparisons {
        for aside in derived.aside(table, &comparison.column)? {
            for (value, rows) in aside.counted() {
                if !says_nothing(&value) {
                    found.insert((aside.column.clone(), value), rows);
                }
            }
        }
    }
    let mut all: Vec<((String, String), u64)> = found.into_iter().collect();
    // Stable: of equally many names decide.
    all.sort_by_key(|(_, rows)| Reverse(*rows));
    let told = |((column, value), rows)| Warning::SetAside { column, value, rows };
    Ok(all.into_iter().map(told).collect())
}

/// All that is odd. `learns_alone` says that nothing but the outcomes of blocked pairs tells matches from strangers.
pub(super) fn warnings(
    comparer: &Comparer,
    fields: &Fields,
    (blocking, settings): (&Blocking, &Settings),
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
        // Of amounts some are usual.
        let levels = &settings.comparisons[comparison].levels;
        let is_measured = levels.iter().flat_map(|level| &level.tests).any(|(_, test)| test.is_measure());
        if is_measured {
            continue;
        }
        let placeholders = comparer.placeholders(fields, comparison).into_iter();
        found.extend(placeholders.map(|(value, rows)| Warning::Placeholder {
            comparison: outcomes.name.clone(),
            value,
            rows,
        }));
    }
    if blocking.alone > 0 {
        found.push(Warning::NotCompared(blocking.alone));
    }
    for rule in &blocking.counts {
        // Between two tables half of their rows each make half as many pairs; one row beside many makes few.
        let has_pairs = 4 * rule.largest_pairs > (LARGE * LARGE) as u64;
        if rule.largest > LARGE && has_pairs && !rule.largest_key.is_empty() {
            found.push(Warning::LargeBlock {
                rule: rule.rule.clone(),
                key: rule.largest_key.clone(),
                rows: rule.largest,
                share: 100 * rule.largest_pairs / rule.pairs.max(1),
                pairs: rule.pairs,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::prepared::Prepared;
    use crate::job::tests::tables;

    const SETTINGS: &str = r#"
[[comparisons]]
column = "name"
levels = ["exact"]
[[blocking]]
keys = ["town"]
"#;

    /// What is told of large blocks of two tables, of which each has so many rows of Ulm and of Bonn.
    fn told(left: [usize; 2], right: [usize; 2]) -> Option<(usize, u64, u64)> {
        let list = |rows: [usize; 2]| -> String {
            let of = |town: &'static str, rows: usize| (0..rows).map(move |row| format!("n{row},{town}\n"));
            std::iter::once("name,town\n".to_owned())
                .chain(of("ulm", rows[0]))
                .chain(of("bonn", rows[1]))
                .collect()
        };
        let table = tables(&[&list(left), &list(right)]);
        let settings = Settings::parse(SETTINGS).expect("settings");
        let mut prepared = Prepared::new(&table, &settings, &mut |_| {}).expect("prepared");
        prepared.warn((&table, &settings), true, &mut |_| {}).expect("warnings");
        prepared.warnings.iter().find_map(|own| match own {
            Warning::LargeBlock { rows, share, pairs, .. } => Some((*rows, *share, *pairs)),
            _ => None,
        })
    }

    #[test]
    fn what_is_set_aside_is_told_but_for_words_that_say_nothing() {
        let table = tables(&["name,town\nana,ulm\n000,ulm\n000,bonn\nunknown,bonn\n"]);
        let own = SETTINGS.replace("column = \"name\"", "column = 'name | without \"000\" \"unknown\"'");
        let settings = Settings::parse(&own).expect("settings");
        let mut prepared = Prepared::new(&table, &settings, &mut |_| {}).expect("prepared");
        prepared.warn((&table, &settings), true, &mut |_| {}).expect("warnings");
        let told = prepared.warnings.iter().filter_map(|own| match own {
            Warning::SetAside { value, rows, .. } => Some((value.as_str(), *rows)),
            _ => None,
        });
        assert_eq!(told.collect::<Vec<_>>(), [("000", 2)]);
    }

    #[test]
    fn counts_are_written_as_everywhere() {
        let (comparison, value) = ("a".to_owned(), "0".to_owned());
        let said = Warning::Placeholder { comparison, value, rows: 1_999_000 }.to_string();
        assert!(said.contains(": 1,999,000 rows hold `0`"), "{said}");
        let said = [1, 999, 1_000].map(|rows| Warning::NotCompared(rows).to_string());
        assert!(
            said[0].starts_with("1 row is")
                && said[1].starts_with("999 rows")
                && said[2].starts_with("1,000 rows")
        );
    }

    #[test]
    fn of_two_tables_only_pairs_between_them_count() {
        let pairs = 2_600 * 2_600 + 1_500 * 1_500;
        assert_eq!(told([2_600, 1_500], [2_600, 1_500]), Some((5_200, 75, pairs)));
        // As many rows, and hardly a pair.
        assert_eq!(told([5_199, 1_500], [1, 1_500]), None);
    }
}

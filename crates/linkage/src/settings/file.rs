//! Reads settings from TOML.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use super::borrowed::{self, BorrowedPart};
use super::{Clusters, Method, OutputFormat, Settings, Training, Unique, words};
use crate::block::{Mode, Rule};
use crate::compare::{Comparison, Level, LevelError};
use crate::expression::{Expression, ExpressionError};

/// Why settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// The file is no TOML, or has a field that settings do not have.
    #[error("{0}")]
    Toml(String),
    /// An expression cannot be used.
    #[error("{place}: {why}")]
    Expression {
        /// Where it stands.
        place: String,
        /// Why.
        why: ExpressionError,
    },
    /// A level cannot be used.
    #[error("{place}: {why}")]
    Level {
        /// Where it stands.
        place: String,
        /// Why.
        why: LevelError,
    },
    /// A value makes no sense.
    #[error("{place}: {why}")]
    Value {
        /// Where it stands.
        place: String,
        /// What is wrong and what to write.
        why: String,
    },
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "snake_case")]
struct File {
    run: RunPart,
    columns: BTreeMap<String, String>,
    borrowed: BTreeMap<String, BorrowedPart>,
    comparisons: Vec<ComparisonPart>,
    blocking: Vec<RulePart>,
    training: TrainingPart,
    output: OutputPart,
    clusters: ClustersPart,
    labels: Option<FilePart>,
    judgements: Option<FilePart>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "[run] with lines such as mode = \"link\"")]
struct RunPart {
    mode: Option<String>,
    id: Ids,
    at_most_pairs: Option<u64>,
    at_most_kept: Option<u64>,
    unique: Option<Vec<String>>,
    split: BTreeMap<String, String>,
}

/// One id column, or one for each table.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a column, or a list of columns")]
enum Ids {
    One(String),
    Many(Vec<String>),
}

impl Default for Ids {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl Ids {
    fn all(self) -> Vec<String> {
        match self {
            Self::One(id) => vec![id],
            Self::Many(ids) => ids,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "[[comparisons]] with column and levels")]
struct ComparisonPart {
    name: Option<String>,
    column: String,
    levels: Vec<String>,
    term_frequency: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "[[blocking]] with keys")]
struct RulePart {
    keys: Vec<String>,
    right_keys: Option<Vec<String>>,
    only_where: BTreeMap<String, String>,
    at_most_rows: Option<u32>,
    split_by: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "[training] with lines such as sample = 1000000")]
struct TrainingPart {
    sample: Option<u64>,
    start: Option<u64>,
    certain: Vec<Vec<String>>,
    recall: Option<f64>,
    lasting: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "[output] with lines such as at_least = 0.5")]
struct OutputPart {
    at_least: Option<f64>,
    index: Option<bool>,
    report: Option<bool>,
    shows: Option<String>,
    format: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "[clusters] with lines such as threshold = 0.5")]
struct ClustersPart {
    method: Option<String>,
    threshold: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "file = \"pairs.csv\" under its name in brackets")]
struct FilePart {
    file: String,
}

pub(super) fn parse(text: &str) -> Result<Settings, SettingsError> {
    let file: File = toml::from_str(text).map_err(|error| {
        let line =
            error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        SettingsError::Toml(format!("line {line}: {}", words::plain(error.message())))
    })?;
    if let Some((column, _)) = file.run.split.iter().find(|(_, mark)| mark.is_empty()) {
        let why = "the mark between values is missing, e.g. \";\"".to_owned();
        return Err(SettingsError::Value { place: format!("[run] split {column}"), why });
    }
    let plain = Settings::default();
    let mut columns = BTreeMap::new();
    for (name, written) in &file.columns {
        columns.insert(name.clone(), expression(&format!("[columns] {name}"), written)?);
    }
    let mut comparisons = Vec::new();
    for (place, part) in file.comparisons.into_iter().enumerate() {
        comparisons.push(comparison(place + 1, part)?);
    }
    let mut blocking = Vec::new();
    for (place, part) in file.blocking.iter().enumerate() {
        let whole = rule(place + 1, part)?;
        let split = split(place + 1, part, &whole)?;
        blocking.push(whole);
        blocking.extend(split);
    }
    if file.training.recall == Some(0.0) {
        let why = "0 says that the certain rules find no true pair: leave [training] certain out".to_owned();
        return Err(SettingsError::Value { place: "[training] recall".to_owned(), why });
    }
    let mut certain = Vec::new();
    for keys in &file.training.certain {
        certain.push(expressions("[training] certain", keys)?);
    }
    let lasting = lasting(file.training.lasting, &comparisons)?;
    let settings = Settings {
        mode: file.run.mode.as_deref().map(mode).transpose()?,
        id: file.run.id.all(),
        at_most_pairs: file.run.at_most_pairs.unwrap_or(plain.at_most_pairs),
        at_most_kept: file.run.at_most_kept.unwrap_or(plain.at_most_kept),
        split: file.run.split,
        columns,
        borrowed: borrowed::parse(file.borrowed)?,
        comparisons,
        blocking,
        training: Training {
            sample: file.training.sample.unwrap_or(plain.training.sample).max(1),
            start: file.training.start.unwrap_or_default(),
            certain,
            recall: share("[training] recall", file.training.recall, plain.training.recall)?,
            lasting,
        },
        unique: file.run.unique.map_or(Unique::Find, Unique::These),
        at_least: share("[output] at_least", file.output.at_least, plain.at_least)?,
        index: file.output.index.unwrap_or(plain.index),
        report: file.output.report.unwrap_or(plain.report),
        format: format(file.output.format.as_deref())?,
        clusters: Clusters {
            method: method(file.clusters.method.as_deref())?,
            threshold: share("[clusters] threshold", file.clusters.threshold, plain.clusters.threshold)?,
        },
        shows: named("[output] shows", file.output.shows)?,
        labels: named("[labels] file", file.labels.map(|part| part.file))?,
        judgements: named("[judgements] file", file.judgements.map(|part| part.file))?,
    };
    borrowed::check(&settings)?;
    Ok(settings)
}

/// Levels that a comparison may have. One byte numbers its outcomes: null, else and the levels, of which one that is
/// adjusted for rarity takes up to 11 numbers, one a band.
const MOST_LEVELS: usize = 200;

fn comparison(number: usize, part: ComparisonPart) -> Result<Comparison, SettingsError> {
    let place = format!("[[comparisons]] {number} `{}`", part.name.as_deref().unwrap_or(&part.column));
    let column = expression(&place, &part.column)?;
    if part.levels.is_empty() {
        return Err(SettingsError::Value {
            place,
            why: "levels are missing, e.g. levels = [\"exact\"]".to_owned(),
        });
    }
    let mut levels = Vec::new();
    for text in &part.levels {
        let level = Level::parse(text).map_err(|why| SettingsError::Level { place: place.clone(), why })?;
        levels.push(level);
    }
    if levels.len() > MOST_LEVELS {
        let why = format!("{} levels, where {MOST_LEVELS} can be told apart; leave some out", levels.len());
        return Err(SettingsError::Value { place, why });
    }
    Ok(Comparison {
        name: part.name.unwrap_or_else(|| part.column.clone()),
        column,
        levels,
        term_frequency: part.term_frequency.unwrap_or(true),
    })
}

/// The rule that takes the blocks which are too large for `whole`: the same keys and those of `split_by`. Of smaller
/// blocks it makes pairs that are made already.
fn split(number: usize, part: &RulePart, whole: &Rule) -> Result<Option<Rule>, SettingsError> {
    if part.split_by.is_empty() {
        return Ok(None);
    }
    let place = format!("[[blocking]] {number}");
    if part.at_most_rows.is_none() {
        let why = "split_by needs at_most_rows: blocks of more rows are split".to_owned();
        return Err(SettingsError::Value { place, why });
    }
    let more = expressions(&place, &part.split_by)?;
    let mut made = whole.clone();
    if let Some(right) = &mut made.right_keys {
        right.extend(more.iter().cloned());
    }
    made.keys.extend(more);
    Ok(Some(made))
}

fn rule(number: usize, part: &RulePart) -> Result<Rule, SettingsError> {
    let place = format!("[[blocking]] {number}");
    let keys = expressions(&place, &part.keys)?;
    let right_keys = part.right_keys.as_deref().map(|keys| expressions(&place, keys)).transpose()?;
    if right_keys.as_ref().is_some_and(|right| right.len() != keys.len()) {
        let why = "keys and right_keys need equally many expressions".to_owned();
        return Err(SettingsError::Value { place, why });
    }
    let mut only_where = Vec::new();
    for (column, test) in &part.only_where {
        let level = Level::parse(test).map_err(|why| SettingsError::Level { place: place.clone(), why })?;
        only_where.push((expression(&place, column)?, level));
    }
    if part.at_most_rows.is_some_and(|most| most < 2) {
        return Err(SettingsError::Value {
            place,
            why: "at_most_rows is 2 or more: two rows make a pair".to_owned(),
        });
    }
    Ok(Rule { keys, right_keys, only_where, at_most_rows: part.at_most_rows })
}

pub(super) fn expressions(place: &str, texts: &[String]) -> Result<Vec<Expression>, SettingsError> {
    texts.iter().map(|text| expression(place, text)).collect()
}

pub(super) fn expression(place: &str, text: &str) -> Result<Expression, SettingsError> {
    Expression::parse(text).map_err(|why| SettingsError::Expression { place: place.to_owned(), why })
}

fn mode(text: &str) -> Result<Mode, SettingsError> {
    match text {
        "dedupe" => Ok(Mode::Dedupe),
        "link" => Ok(Mode::Link),
        "link-and-dedupe" => Ok(Mode::LinkAndDedupe),
        _ => Err(SettingsError::Value {
            place: "[run] mode".to_owned(),
            why: format!("`{text}`; write dedupe, link or link-and-dedupe"),
        }),
    }
}

fn method(text: Option<&str>) -> Result<Method, SettingsError> {
    match text {
        None | Some("split") => Ok(Method::Split),
        Some("components") => Ok(Method::Components),
        Some(other) => Err(SettingsError::Value {
            place: "[clusters] method".to_owned(),
            why: format!("`{other}`; write split or components"),
        }),
    }
}

fn format(text: Option<&str>) -> Result<OutputFormat, SettingsError> {
    match text {
        None | Some("csv") => Ok(OutputFormat::Csv),
        Some("parquet") => Ok(OutputFormat::Parquet),
        Some(other) => Err(SettingsError::Value {
            place: "[output] format".to_owned(),
            why: format!("`{other}`; write csv or parquet"),
        }),
    }
}

/// Names of comparisons.
fn lasting(names: Vec<String>, comparisons: &[Comparison]) -> Result<Vec<String>, SettingsError> {
    let is_compared = |name: &String| comparisons.iter().any(|own| own.name == *name);
    let Some(unknown) = names.iter().find(|name| !is_compared(name)) else { return Ok(names) };
    let there: Vec<&str> = comparisons.iter().map(|own| own.name.as_str()).collect();
    let why = format!("no comparison is called `{unknown}`; there are {}", there.join(", "));
    Err(SettingsError::Value { place: "[training] lasting".to_owned(), why })
}

/// The name of a file, which is not empty.
fn named(place: &str, name: Option<String>) -> Result<Option<String>, SettingsError> {
    if name.as_deref().is_some_and(|own| own.trim().is_empty()) {
        let why = "the name of a file is missing, e.g. \"pairs.csv\"; or leave it out".to_owned();
        return Err(SettingsError::Value { place: place.to_owned(), why });
    }
    Ok(name)
}

fn share(place: &str, given: Option<f64>, otherwise: f64) -> Result<f64, SettingsError> {
    let value = given.unwrap_or(otherwise);
    if (0.0..=1.0).contains(&value) {
        return Ok(value);
    }
    Err(SettingsError::Value { place: place.to_owned(), why: format!("{value} is not between 0 and 1") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Test;

    const FULL: &str = r#"
[run]
mode = "link"
id = "key"
at_most_pairs = 5
at_most_kept = 4
unique = ["left"]
split = { phones = ";" }

[columns]
year = "dob | first 4"

[[comparisons]]
name = "born"
column = "dob"
levels = ["exact", "one-digit", "year: exact"]
term_frequency = true

[[blocking]]
keys = ["year", "`last name` | first 2"]
only_where = { amount = "percent 30" }
at_most_rows = 40

[[blocking]]
keys = ["a | round 2"]
right_keys = ["a | add 1 | round 2"]

[training]
certain = [["email"], ["a", "b"]]
recall = 0.7
lasting = ["born"]

[output]
shows = "these.csv"

[clusters]
method = "components"
threshold = 0.95
"#;

    fn tests_of(settings: &Settings) -> Vec<Test> {
        let levels = settings.comparisons.iter().flat_map(|own| &own.levels);
        levels.flat_map(|own| &own.tests).map(|(_, test)| test.clone()).collect()
    }

    #[test]
    fn a_file_is_read_and_written_back_the_same() {
        let settings = parse(FULL).expect("settings");
        assert_eq!(tests_of(&settings), [Test::Exact, Test::OneDigit, Test::Exact]);
        let again = parse(&settings.to_toml()).expect("what is written can be read");
        assert_eq!(settings, again);
        assert_eq!(parse(&Settings::default().to_toml()).expect("defaults"), Settings::default());
        let of_two = parse("[run]\nid = [\"no\", \"key\"]").expect("an id for each table");
        assert_eq!(of_two.id, ["no", "key"]);
        assert_eq!(parse(&of_two.to_toml()).expect("written"), of_two);
    }

    #[test]
    fn faults_say_where_and_what_to_write() {
        for (text, why) in [
            ("[run]\nmode = \"merge\"", "write dedupe, link"),
            ("[run]\nsplit = { phones = \"\" }", "[run] split phones: the mark"),
            ("\n[rum]", "line 2"),
            ("[[comparisons]]\ncolumn = \"a\"\nlevels = []", "levels are missing"),
            ("[[comparisons]]\ncolumn = \"a\"\nlevels = [\"exat\"]", "[[comparisons]] 1 `a`"),
            ("[[comparisons]]\ncolumn = \"a |\"\nlevels = [\"exact\"]", "a step is missing"),
            ("[[blocking]]\nkeys = [\"a\"]\nright_keys = []", "equally many"),
            ("[[blocking]]\nkeys = [\"a\"]\nat_most_rows = 1", "2 or more"),
            ("[[blocking]]\nkeys = [\"a\"]\nsplit_by = [\"b\"]", "needs at_most_rows"),
            ("[training]\nlasting = [\"born\"]", "no comparison is called `born`"),
            ("[output]\nat_least = 2.0", "between 0 and 1"),
            ("[output]\nformat = \"xls\"", "csv or parquet"),
            ("[clusters]\nmethod = \"x\"", "split or components"),
        ] {
            let error = parse(text).expect_err(text).to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
        let levels = |count: usize| {
            parse(&format!("[[comparisons]]\ncolumn = \"a\"\nlevels = [{}]", "\"exact\", ".repeat(count)))
        };
        assert!(levels(200).is_ok());
        let error = levels(201).expect_err("too many").to_string();
        assert!(error.contains("201 levels, where 200 can be told apart"), "{error}");
    }

    #[test]
    fn a_rule_whose_large_blocks_are_split_is_two_rules() {
        let text = "[[blocking]]\nkeys = [\"a\"]\nright_keys = [\"b\"]\nat_most_rows = 40\nsplit_by = [\"c\", \"d | first 2\"]\n";
        let settings = Settings::parse(text).expect("settings");
        let [whole, split] = settings.blocking.as_slice() else {
            panic!("{} rules", settings.blocking.len())
        };
        assert_eq!(whole.text(), "a (shared by at most 40 rows)");
        assert_eq!(split.text(), "a; c; d | first 2 (shared by at most 40 rows)");
        assert_eq!(split.right_keys.as_ref().map(Vec::len), Some(3));
        assert_eq!(Settings::parse(&settings.to_toml()).expect("written"), settings);
    }
}

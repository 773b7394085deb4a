//! How a linkage is run: what is compared, what is blocked on, what is written.
//!
//! Settings are a TOML file, given or made from the data by `suggest`. What is written beside the results
//! is the same file with every default filled in, so a run can be repeated from it alone.

mod borrowed;
mod check;
mod file;
mod reads;
mod vain;
mod words;
mod write;

pub use borrowed::Borrowed;
pub use file::SettingsError;

use std::collections::BTreeMap;

use crate::block::{Mode, Rule};
use crate::compare::Comparison;
use crate::expression::Expression;
use crate::table::Table;

/// All settings of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Which pairs are asked about; none where the number of inputs decides.
    pub mode: Option<Mode>,
    /// The column with the ids, where it is not found by its name: of several the first that an input has.
    pub id: Vec<String>,
    /// Refuse above so many pairs.
    pub at_most_pairs: u64,
    /// Refuse to keep more pairs than this, that look enough like one: they are held in memory.
    pub at_most_kept: u64,
    /// Columns whose cells hold many values, with the mark between them.
    pub split: BTreeMap<String, String>,
    /// Named columns made of others.
    pub columns: BTreeMap<String, Expression>,
    /// Columns of which rows that hold nothing borrow what linked rows say.
    pub borrowed: BTreeMap<String, Borrowed>,
    /// What is compared.
    pub comparisons: Vec<Comparison>,
    /// What is blocked on.
    pub blocking: Vec<Rule>,
    /// How the model is trained.
    pub training: Training,
    /// Inputs without duplicates: each of their rows has at most one partner.
    pub unique: Unique,
    /// Which pairs are written.
    pub at_least: f64,
    /// Whether the linkage is kept, so that rows can be added later.
    pub index: bool,
    /// Whether report.html is written.
    pub report: bool,
    /// How pairs and clusters are written.
    pub format: OutputFormat,
    /// How clusters are made.
    pub clusters: Clusters,
    /// A file of pairs that the report shows.
    pub shows: Option<String>,
    /// A file of labelled pairs.
    pub labels: Option<String>,
    /// A file of judgements by people.
    pub judgements: Option<String>,
}

/// Which inputs are free of duplicates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unique {
    /// Find out, where two inputs are linked.
    Find,
    /// These, by name or by their place (`left`, `right`).
    These(Vec<String>),
}

/// How the model is trained.
#[derive(Debug, Clone, PartialEq)]
pub struct Training {
    /// Pairs that are looked at, about; each blocking rule gives as many.
    pub sample: u64,
    /// Where the enumeration of random pairs starts.
    pub start: u64,
    /// Rules of equality that are nearly always right, for the prior.
    pub certain: Vec<Vec<Expression>>,
    /// Share of all true pairs that those rules find.
    pub recall: f64,
    /// What stays with an entity whatever else changes, by the names of comparisons: names and births of people. Who agrees
    /// on three of them, or on all where there are fewer, is no relative, though they differ in all that a move changes.
    pub lasting: Vec<String>,
}

/// How pairs and clusters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputFormat {
    /// pairs.csv and clusters.csv.
    Csv,
    /// pairs.parquet and clusters.parquet.
    Parquet,
}

/// How clusters are made.
#[derive(Debug, Clone, PartialEq)]
pub struct Clusters {
    /// The method.
    pub method: Method,
    /// Pairs of at least this probability join.
    pub threshold: f64,
}

/// Pairs of at least this probability are heard where clusters are made, if the threshold is not below it.
const HEARD: f64 = 0.1;

impl Clusters {
    /// The probability from which on clusters hear of pairs.
    pub(crate) fn hear_from(&self) -> f64 {
        self.threshold.min(HEARD)
    }
}

/// A clustering method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Whoever is joined, also through others.
    Components,
    /// Clusters held by one weak bridge are split.
    Split,
}

/// Pairs a run may make, where the settings say nothing: about two CPU-minutes.
pub const AT_MOST_PAIRS: u64 = 2_000_000_000;

/// Pairs a run may keep, where the settings say nothing: about 10 GB of memory.
pub const AT_MOST_KEPT: u64 = 200_000_000;

impl Default for Settings {
    fn default() -> Self {
        Self {
            mode: None,
            id: Vec::new(),
            at_most_pairs: AT_MOST_PAIRS,
            at_most_kept: AT_MOST_KEPT,
            split: BTreeMap::new(),
            columns: BTreeMap::new(),
            borrowed: BTreeMap::new(),
            comparisons: Vec::new(),
            blocking: Vec::new(),
            training: Training {
                sample: 1_000_000,
                start: 0,
                certain: Vec::new(),
                recall: 0.8,
                lasting: Vec::new(),
            },
            unique: Unique::Find,
            at_least: 0.1,
            index: true,
            report: true,
            format: OutputFormat::Csv,
            clusters: Clusters { method: Method::Split, threshold: 0.5 },
            shows: None,
            labels: None,
            judgements: None,
        }
    }
}

impl Settings {
    /// Which pairs are asked about: one input is deduplicated, several are linked, where nothing is said.
    pub fn mode_for(&self, table: &Table) -> Mode {
        self.mode.unwrap_or(if table.inputs.len() > 1 { Mode::Link } else { Mode::Dedupe })
    }

    /// Reads settings.
    ///
    /// ```
    /// use bonafide_linkage::settings::Settings;
    /// let settings = Settings::parse(r#"
    ///     [[comparisons]]
    ///     column = "surname"
    ///     levels = ["exact", "jaro-winkler 0.9"]
    ///     [[blocking]]
    ///     keys = ["surname | first 3"]
    /// "#)?;
    /// assert_eq!(settings.comparisons[0].name, "surname");
    /// # Ok::<(), bonafide_linkage::settings::SettingsError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        file::parse(text)
    }

    /// The settings as a file, with every default filled in.
    pub fn to_toml(&self) -> String {
        write::write(self)
    }
}

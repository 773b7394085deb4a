//! A finished linkage as this room is given it: plain figures, whoever counted them.
//!
//! Weights are thousandths of a bit, shares run from 0 to 1. Texts may be anything that a table holds;
//! they are made harmless when they are shown.

/// All figures of one linkage.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LinkFigures {
    /// Version of the program.
    pub version: String,
    /// How many rows, pairs and clusters.
    pub totals: Totals,
    /// What each blocking rule made, in their order.
    pub rules: Vec<Rule>,
    /// What is odd about the data under the settings, a sentence each.
    pub odd: Vec<String>,
    /// What was taken of the tables' duplicates, and what followed, a sentence each.
    pub duplicates: Vec<String>,
    /// What each comparison says.
    pub comparisons: Vec<Comparison>,
    /// Classes of pairs: matches first, strangers last.
    pub classes: Vec<Class>,
    /// Width of a bar of `histogram`.
    pub bar_milli: i32,
    /// Compared pairs by weight, the lightest first, without a gap.
    pub histogram: Vec<WeightBar>,
    /// Expected precision and recall by rising threshold.
    pub thresholds: Vec<Operating>,
    /// The same at some probabilities, for a table.
    pub told: Vec<Operating>,
    /// The same at the threshold of the settings.
    pub own: Operating,
    /// The same where the harmonic mean is best; none where nothing was compared.
    pub best: Option<Operating>,
    /// Compared pairs by predicted probability.
    pub certainty: Vec<Bin>,
    /// Predicted probabilities against labels.
    pub calibration: Option<Calibration>,
    /// Rows weighed against themselves.
    pub unlinkable: Unlinkable,
    /// How many clusters there are of each size, smallest first; 1 are rows alone.
    pub sizes: Vec<(u32, u64)>,
    /// Clusters of three and more rows, and those of them that one pair alone holds together.
    pub of_three: u64,
    /// Those of them that fall apart without one single pair.
    pub hanging: u64,
    /// Those that no single pair holds, and that fall apart without one row.
    pub held_by_row: u64,
    /// Clusters to be shown.
    pub clusters: Vec<Cluster>,
    /// Example pairs, those nearest to the threshold first.
    pub examples: Vec<Example>,
    /// Pairs that somebody asked for.
    pub asked: Vec<Example>,
}

/// How much of everything there is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Totals {
    /// Inputs: name, rows, and rows that stand in a cluster of two and more.
    pub inputs: Vec<(String, u64, u64)>,
    /// Whether only pairs between inputs were asked about.
    pub between_inputs: bool,
    /// Rows of all inputs.
    pub rows: u64,
    /// All pairs that there are.
    pub possible: u64,
    /// Pairs that were compared.
    pub compared: u64,
    /// Pairs that were kept.
    pub kept: u64,
    /// The weight from which on pairs were kept.
    pub at_least_milli: i32,
    /// The weight from which on pairs join rows.
    pub threshold_milli: i32,
    /// Kept pairs of at least that weight.
    pub likely: u64,
    /// Those of them whose rows stand in different clusters.
    pub apart: u64,
    /// Compared pairs of a probability between 0.1 and 0.9.
    pub unsure: u64,
    /// Matches expected among compared pairs.
    pub expected: f64,
    /// The share of all matches that stand in pairs that were never compared, where that is known.
    pub lost: Option<f64>,
    /// Clusters of two and more rows.
    pub clusters: u64,
    /// Rows in them.
    pub joined: u64,
    /// Rows of the largest cluster.
    pub largest: u64,
}

impl Totals {
    /// Whether one match and more is expected among the compared pairs: else nothing was learnt of matches.
    pub(super) fn expects_matches(&self) -> bool {
        self.expected >= 1.0
    }
}

/// One blocking rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rule {
    /// It in words.
    pub rule: String,
    /// Pairs that it makes.
    pub pairs: u64,
    /// Pairs that were compared because of it: no earlier rule makes them.
    pub new_pairs: u64,
    /// Blocks of two and more rows.
    pub blocks: u64,
    /// Rows in the largest block.
    pub largest: u64,
    /// The key of that block; empty where there are several.
    pub largest_key: String,
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// Its name.
    pub name: String,
    /// Share of all pairs in which both sides hold a value.
    pub filled: f64,
    /// Compared pairs in which one side holds nothing.
    pub empty_pairs: u64,
    /// Its outcomes, the strongest level first.
    pub levels: Vec<Level>,
}

/// One outcome.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Level {
    /// It in words.
    pub label: String,
    /// Probability among matches.
    pub m: f64,
    /// Probability among strangers.
    pub u: f64,
    /// What it adds.
    pub weight_milli: i32,
    /// Compared pairs that came to it.
    pub pairs: u64,
    /// What u rests on.
    pub basis: Basis,
    /// Random pairs that had it.
    pub agreeing: u64,
    /// Random pairs looked at.
    pub of: u64,
}

/// What a chance rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Basis {
    /// Counted over all pairs.
    #[default]
    Exact,
    /// Counted over at least 1,000 agreeing pairs of a fixed enumeration.
    Enumerated,
    /// Met more rarely than that.
    Few,
}

/// One class of pairs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Class {
    /// Its name.
    pub name: String,
    /// Its share of all pairs there are.
    pub share: f64,
    /// How many pairs that is, about.
    pub pairs: u64,
}

/// Pairs of one bar of weight.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WeightBar {
    /// The least weight.
    pub from_milli: i32,
    /// How many pairs.
    pub pairs: u64,
    /// How many of them are expected to be matches.
    pub expected: f64,
}

/// What a threshold is expected to give.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Operating {
    /// The threshold.
    pub threshold_milli: i32,
    /// Pairs that reach it.
    pub pairs: u64,
    /// Share of them that are matches.
    pub precision: f64,
    /// Share of the matches among compared pairs that reach it.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
}

/// Pairs of one bin of probability.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bin {
    /// From this probability on.
    pub from: f64,
    /// Up to this one.
    pub to: f64,
    /// Pairs in it.
    pub pairs: u64,
    /// Their mean predicted probability.
    pub predicted: f64,
    /// Those that are matches; 0 where nobody knows.
    pub matches: u64,
}

/// Predicted against true.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calibration {
    /// Where the labels come from.
    pub labels: String,
    /// Bins of labelled pairs.
    pub bins: Vec<Bin>,
    /// Expected calibration error.
    pub error: Option<f64>,
    /// Why labels did not correct the probabilities; empty where they did or nobody asked.
    pub refused: String,
}

/// Rows weighed against themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unlinkable {
    /// All rows.
    pub rows: u64,
    /// Rows below the threshold.
    pub below: u64,
    /// By rising weight: rows that stay below it.
    pub points: Vec<(i32, u64)>,
    /// What those below the threshold lack, how many rows, and the most that one of them weighs.
    pub causes: Vec<(Vec<String>, u64, i32)>,
    /// Rows with other causes.
    pub other: u64,
}

/// A row as the results name it: input and id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The input.
    pub input: String,
    /// The id.
    pub id: String,
}

/// Why a cluster is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Why {
    /// It is one of the largest.
    #[default]
    Largest,
    /// One light pair alone holds two parts of it together.
    WeaklyHeld,
    /// One row alone does.
    HeldByRow,
}

/// One cluster to be shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cluster {
    /// Why it is shown.
    pub why: Why,
    /// Its rows.
    pub size: u32,
    /// Kept pairs inside of it.
    pub edges: u32,
    /// Those that reach the threshold.
    pub links: u32,
    /// Links as a share of all pairs of its rows.
    pub density: f64,
    /// Mean weight of its kept pairs.
    pub mean_milli: i32,
    /// The weight of the lightest link without which it falls apart.
    pub weakest_bridge_milli: Option<i32>,
    /// The row without which two parts are left, and how many rows the smaller of them has.
    pub held_by: Option<(Row, u32)>,
    /// Columns that members show.
    pub columns: Vec<String>,
    /// Members shown: the row, its values, its links.
    pub members: Vec<(Row, Vec<String>, u32)>,
    /// Pairs shown, between places in `members`.
    pub shown: Vec<ClusterEdge>,
}

/// One pair of a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClusterEdge {
    /// Place of one member.
    pub left: usize,
    /// Place of the other.
    pub right: usize,
    /// Its weight; none where it weighs less than is kept.
    pub weight_milli: Option<i32>,
    /// Whether it reaches the threshold.
    pub is_link: bool,
    /// Whether the cluster falls apart without it.
    pub is_bridge: bool,
    /// Whether somebody judged both to be the same.
    pub is_judged: bool,
}

/// One example pair.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Example {
    /// One row.
    pub left: Row,
    /// The other.
    pub right: Row,
    /// Their weight.
    pub weight_milli: i32,
    /// The probability that it stands for.
    pub probability: f64,
    /// Kept pairs with the same outcomes that weigh about as much; 0 for a pair that was asked for.
    pub pairs: u64,
    /// Whether both stand in one cluster.
    pub together: bool,
    /// Whether no blocking rule makes it: its weight is what it would have.
    pub is_uncompared: bool,
    /// What somebody judged: the same, or distinct.
    pub judged: Option<bool>,
    /// Each comparison: name, what it came to, what that adds, what it read.
    pub compared: Vec<Compared>,
    /// Columns that nothing compares.
    pub others: Vec<Values>,
    /// How many more of them there are.
    pub more_others: usize,
    /// Bars of the waterfall: name, outcome, what it adds. They add up to the weight.
    pub bars: Vec<(String, String, i32)>,
}

/// What one comparison saw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Compared {
    /// Its name.
    pub name: String,
    /// What it came to.
    pub outcome: String,
    /// What that adds.
    pub part_milli: i32,
    /// What it read.
    pub values: Vec<Values>,
}

/// One column of two rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values {
    /// The column.
    pub column: String,
    /// What the left row holds; empty for nothing.
    pub left: String,
    /// What the right row holds.
    pub right: String,
}

//! One whole linkage: from a table and settings to pairs and clusters.

mod between;
mod borrowed;
mod estimate;
mod inside;
mod learned;
mod lost;
mod never;
mod one_to_one;
mod prepared;
pub(crate) mod rivals;
mod trained;
mod warning;

pub use borrowed::{borrow, borrow_nothing};
pub use estimate::{Estimate, estimate};
pub use lost::{Lost, Seen};
pub use one_to_one::Duplicates;
pub use warning::Warning;

#[cfg(test)]
mod alone_tests;
#[cfg(test)]
mod borrowed_tests;
#[cfg(test)]
mod branches_tests;
#[cfg(test)]
pub(crate) mod drawn;
#[cfg(test)]
mod estimate_tests;
#[cfg(test)]
mod events_tests;
#[cfg(test)]
mod household_tests;
#[cfg(test)]
mod moved_tests;
#[cfg(test)]
mod namesakes_tests;
#[cfg(test)]
mod personas_tests;
#[cfg(test)]
mod several_tests;
#[cfg(test)]
mod suggested_tests;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod trained_tests;

use std::collections::{BTreeMap, BTreeSet};

use learned::{Learned, learned};
use lost::{Look, lost};
use prepared::Prepared;
use thiserror::Error;

use crate::assign::UnknownRecord;
use crate::block::{BlockingError, Mode, RuleCount};
pub use crate::cluster::Judgement;
use crate::cluster::{self, Edge, Partition, Problem};
use crate::expression::ExpressionError;
use crate::index::Namer;
use crate::model::{Calibration, Chances, Model, Weigher};
use crate::pattern::Space;
use crate::score::{Kept, Least, Run};
use crate::settings::{Method, Settings, SettingsError};
use crate::table::Table;

/// Why a linkage cannot be run.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LinkError {
    /// Nothing is compared.
    #[error(
        "no [[comparisons]]: say which columns are compared, or let --suggest write settings from the data"
    )]
    NoComparison,
    /// The settings do not fit the table.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A comparison cannot be used on this table.
    #[error("a comparison cannot be used: {0}")]
    Comparison(ExpressionError),
    /// Blocking cannot run.
    #[error(transparent)]
    Blocking(#[from] BlockingError),
    /// There are more patterns than can be numbered.
    #[error(
        "the comparisons have more levels together than can be told apart: the numbers of their outcomes (levels, none of \
         them, empty, and for each rarity of a value that is exactly the same one more) multiplied may be 2^64 at most; \
         leave comparisons or levels out, or write term_frequency = false"
    )]
    TooManyPatterns,
    /// Judgements contradict each other, or an input that is free of duplicates; with rows by their names.
    #[error("{0}")]
    Judged(String),
    /// A pair of rows that there are not.
    #[error(transparent)]
    Assignment(#[from] UnknownRecord),
    /// Chains of pairs cannot honour what people say.
    #[error("[clusters] method = \"components\" cannot keep apart what is judged distinct; write \"split\"")]
    JudgedComponents,
    /// The tables have a column with the name of a borrowed one.
    #[error("[borrowed] {column}: the tables have a column of this name; give the borrowed one another")]
    BorrowedIsThere {
        /// The name.
        column: String,
    },
    /// A column cannot be borrowed.
    #[error("a column cannot be borrowed: {0}")]
    Borrowed(ExpressionError),
}

/// Where no report is made, patterns are counted from this weight on: p = 0.01. What lies below adds little to the
/// matches that are expected.
const COUNTED_FROM_MILLI: i32 = -6_629;

/// What is known before a linkage.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// What people say of pairs; clusters obey.
    pub judgements: Vec<Judgement>,
    /// Pairs whose answer is known: the model learns from them.
    pub labels: Vec<Judgement>,
    /// A model to be used as it is, instead of training one.
    pub model: Option<Model>,
    /// Pairs of rows that the report is to show, whatever they weigh.
    pub shown: Vec<(u32, u32)>,
}

/// Pairs of one pattern and one weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighed {
    /// Their outcomes.
    pub pattern: u64,
    /// Their weight in milli-bits, against rivals where each row has one partner at most.
    pub weight_milli: i32,
    /// Whether they count as pairs from that weight on; false where other pairs of their rows were chosen instead.
    pub stands: bool,
    /// How many they are.
    pub pairs: u64,
}

impl Linked {
    /// How many pairs were compared.
    pub fn compared(&self) -> u64 {
        self.new_pairs.iter().sum()
    }

    /// All compared pairs by pattern and weight.
    pub fn weighed(&self) -> Vec<Weighed> {
        let mut held: BTreeMap<u64, u64> = BTreeMap::new();
        for own in &self.against_rivals {
            *held.entry(own.pattern).or_default() += own.pairs;
        }
        let alone = self.patterns.iter().map(|(pattern, pairs)| Weighed {
            pattern: *pattern,
            weight_milli: self.model.weight_milli(&self.space, *pattern),
            stands: true,
            pairs: pairs - held.get(pattern).copied().unwrap_or(0),
        });
        alone.filter(|own| own.pairs > 0).chain(self.against_rivals.iter().copied()).collect()
    }

    /// The pairs that clusters heard of, also those that are too light to be written.
    pub fn heard(&self) -> impl Iterator<Item = &Kept> {
        self.pairs.iter().chain(&self.weak)
    }

    /// The id of each cluster, by its number: what `namer` makes of the file and id of its smallest row.
    pub fn cluster_ids(&self, table: &Table, namer: Namer) -> Vec<u64> {
        self.named_after(table).map(|(row, attempt)| cluster_id(table, row, attempt, namer)).collect()
    }

    /// The row that each cluster is named after, and the attempt: above 0 where rows share an id, so that clusters would
    /// be called alike.
    pub(crate) fn named_after(&self, table: &Table) -> impl Iterator<Item = (u32, u32)> {
        // Clusters stand by the rank of their smallest rows, so those that would be called alike stand side by side.
        let mut last: Option<(u32, u32)> = None;
        self.clusters.iter().map(move |members| {
            let row = members.first().copied().unwrap_or_default();
            let is_called_as = |other: u32| {
                input_name(table, other) == input_name(table, row) && table.ids.compare(other, row).is_eq()
            };
            let attempt =
                last.filter(|(other, _)| is_called_as(*other)).map_or(0, |(_, attempt)| attempt + 1);
            last = Some((row, attempt));
            (row, attempt)
        })
    }
}

/// What can be told while a linkage runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step<'a> {
    /// Something is odd, and costs what it says.
    Odd(&'a Warning),
    /// Rows are being put into blocks.
    Blocking,
    /// So many pairs are about to be made at most.
    Pairs(u64),
    /// The model is being trained.
    Training,
    /// Pairs are about to be scored; of the true ones so many are not among them.
    Scoring(Option<&'a Lost>),
    /// Clusters are being made.
    Clustering,
    /// So many rows have borrowed a value of this column.
    Borrowed {
        /// The column.
        column: &'a str,
        /// Rows that held none themselves.
        rows: u64,
    },
}

/// Everything that a linkage found.
#[derive(Debug)]
pub struct Linked {
    /// Which pairs were asked about.
    pub mode: Mode,
    /// What is odd.
    pub warnings: Vec<Warning>,
    /// What each blocking rule made.
    pub rules: Vec<RuleCount>,
    /// How often strangers agree.
    pub chances: Chances,
    /// The trained model.
    pub model: Model,
    /// What labels say of it, where there are labels.
    pub calibration: Option<Calibration>,
    /// What the rules lose of the true pairs; none where all pairs were compared, or the model was given.
    pub lost: Option<Lost>,
    /// Numbers of patterns.
    pub space: Space,
    /// Pairs by pattern; where no report is asked for, those lighter than p = 0.01 may be left out.
    pub patterns: Vec<(u64, u64)>,
    /// Pairs of at least the weight asked for, by rows. Where a table is free of duplicates, those that stand, each
    /// with its weight against its rivals: the model's less what other pairs of its rows weigh.
    pub pairs: Vec<Kept>,
    /// Lighter pairs that clusters heard of.
    pub weak: Vec<Kept>,
    /// The pairs that the report is to show, in the order given: kept ones with the weight that they have among their
    /// rivals, all others with that of their outcomes.
    pub shown: Vec<Asked>,
    /// What somebody who knows says of pairs.
    pub judgements: Vec<Judgement>,
    /// Pairs of that weight by the model that do not stand, because their rows have better partners or as good ones.
    pub refused: u64,
    /// Pairs that were held against their rivals, by the weight that they have since; empty where no table is free of
    /// duplicates.
    pub against_rivals: Vec<Weighed>,
    /// What is known of each table's duplicates.
    pub duplicates: Vec<Duplicates>,
    /// Clusters.
    pub clusters: Partition,
    /// The rank of each row by its input and id.
    pub order: Vec<u32>,
    /// Pairs that were compared under each rule, because no earlier one makes them.
    pub new_pairs: Vec<u64>,
    /// Rows by the pattern that they have against themselves; none where no report is asked for.
    pub selves: Vec<(u64, u64)>,
}

/// A pair that somebody wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Its rows and what it weighs, or would weigh.
    pub pair: Kept,
    /// Whether some rule makes it; else nobody compared it.
    pub is_compared: bool,
}

/// Links the rows of a table, on so many threads; `told` hears of each step.
pub fn link(
    table: &Table,
    settings: &Settings,
    known: Known,
    threads: usize,
    told: impl FnMut(Step<'_>),
) -> Result<Linked, LinkError> {
    linked((table, settings), known, threads, told, Some(Look::Briefly))
}

/// The same; what rules lose is looked at as closely as said.
fn linked(
    (table, settings): (&Table, &Settings),
    known: Known,
    threads: usize,
    mut told: impl FnMut(Step<'_>),
    look: Option<Look>,
) -> Result<Linked, LinkError> {
    let Known { judgements, labels, model, shown } = known;
    let has_distinct = judgements.iter().any(|judgement| !judgement.same);
    if settings.clusters.method == Method::Components && has_distinct {
        return Err(LinkError::JudgedComponents);
    }
    let mut prepared = Prepared::new(table, settings, &mut told)?;
    prepared.warn((table, settings), model.is_some() || !labels.is_empty(), &mut told)?;
    told(Step::Pairs(prepared.blocking.pairs()));
    prepared.blocking.check(settings.at_most_pairs)?;
    prepared.seal();
    told(Step::Training);
    let learned = learned(&prepared, (table, settings), (model, &labels, &judgements), threads)?;
    let run = prepared.run(threads);
    let selves = if settings.report { run.selves(&learned.digests).list() } else { Vec::new() };
    // All pairs are compared: none is lost.
    let look = look.filter(|_| !prepared.blocking.makes_all);
    let lost = look.and_then(|look| lost((&prepared, &learned), table, threads, look));
    told(Step::Scoring(lost.as_ref()));
    let Learned { chances, model, calibration, duplicates, .. } = learned;
    let mode = prepared.mode;
    let weigher = model.weigher(run.space);
    let at_least = Model::weight_of(settings.at_least);
    let order = order(table);
    // Clusters hear of weak pairs too, whatever is written.
    let for_clusters = Model::weight_of(settings.clusters.hear_from());
    let least = Least {
        kept: one_to_one::least(&duplicates, at_least.min(for_clusters)),
        counted: if settings.report { i32::MIN } else { COUNTED_FROM_MILLI },
    };
    let scored = run.score(&|pattern| weigher.weight_milli(pattern), least)?;
    let chosen = one_to_one::chosen(table, &duplicates, scored.kept, at_least, &judgements, &order)?;
    let pairs = chosen.pairs;
    told(Step::Clustering);
    let heard: Vec<Edge> = pairs.iter().filter(|pair| pair.weight_milli >= for_clusters).map(edge).collect();
    let clusters = clusters((table, mode), &heard, settings, &judgements, &duplicates, &order)
        .map_err(|error| LinkError::Judged(error.naming(|row| named(table, row))))?;
    let (pairs, mut weak): (Vec<Kept>, Vec<Kept>) =
        pairs.into_iter().partition(|pair| pair.weight_milli >= at_least);
    weak.retain(|pair| pair.weight_milli >= for_clusters);
    let shown = shown_pairs(&shown, &run, &weigher, [&pairs, &weak]);
    let Prepared { warnings, blocking, space, .. } = prepared;
    Ok(Linked {
        mode,
        warnings,
        rules: blocking.counts,
        chances,
        model,
        calibration,
        lost,
        space,
        patterns: scored.counts.list(),
        pairs,
        weak,
        shown,
        judgements,
        refused: chosen.refused,
        against_rivals: chosen.weighed,
        duplicates,
        clusters,
        order,
        new_pairs: scored.by_rule,
        selves,
    })
}

/// Pairs by their rows, whether they were compared or not.
fn shown_pairs(shown: &[(u32, u32)], run: &Run<'_>, weigher: &Weigher<'_>, kept: [&[Kept]; 2]) -> Vec<Asked> {
    let ordered = |left: u32, right: u32| (left.min(right), left.max(right));
    let asked: BTreeSet<(u32, u32)> = shown.iter().map(|(left, right)| ordered(*left, *right)).collect();
    let of_kept = kept.into_iter().flatten().map(|pair| (ordered(pair.left, pair.right), *pair));
    let known: BTreeMap<(u32, u32), Kept> = of_kept.filter(|(rows, _)| asked.contains(rows)).collect();
    let of_outcomes = |(left, right): (u32, u32)| {
        let pattern = run.pattern(left, right);
        Kept { left, right, pattern, weight_milli: weigher.weight_milli(pattern) }
    };
    let asked = |(left, right): &(u32, u32)| {
        let rows = ordered(*left, *right);
        Asked {
            pair: known.get(&rows).copied().unwrap_or_else(|| of_outcomes(rows)),
            is_compared: run.blocking.compares(rows.0, rows.1),
        }
    };
    shown.iter().map(asked).collect()
}

fn edge(pair: &Kept) -> Edge {
    Edge { left: pair.left, right: pair.right, weight_milli: pair.weight_milli }
}

/// What a cluster is called that is named after a row.
pub(crate) fn cluster_id(table: &Table, row: u32, attempt: u32, namer: Namer) -> u64 {
    namer(input_name(table, row), &table.ids.read(row), attempt)
}

fn input_name(table: &Table, row: u32) -> &str {
    table.inputs.get(table.input_of(row)).map_or("", |own| own.name.as_str())
}

/// A row as messages call it.
fn named(table: &Table, row: u32) -> String {
    format!("`{}` of {}", table.ids.text(row), input_name(table, row))
}

/// Ranks rows by the name of their input and by id, so that nothing depends on where a row stands or which input came first.
fn order(table: &Table) -> Vec<u32> {
    let mut inputs: Vec<usize> = (0..table.inputs.len()).collect();
    inputs.sort_by_key(|input| (&table.inputs[*input].name, *input));
    // Inputs of one name are one, or clusters that would be called alike did not stand side by side.
    let mut ranks = vec![0; inputs.len()];
    for (rank, alike) in
        inputs.chunk_by(|one, other| table.inputs[*one].name == table.inputs[*other].name).enumerate()
    {
        for input in alike {
            ranks[*input] = rank;
        }
    }
    let mut rows: Vec<u32> = (0..table.rows() as u32).collect();
    rows.sort_unstable_by(|left, right| {
        let inputs = ranks[table.input_of(*left)].cmp(&ranks[table.input_of(*right)]);
        inputs.then_with(|| table.ids.compare(*left, *right)).then(left.cmp(right))
    });
    let mut order = vec![0; rows.len()];
    for (rank, row) in rows.into_iter().enumerate() {
        order[row as usize] = rank as u32;
    }
    order
}

fn clusters(
    (table, mode): (&Table, Mode),
    edges: &[Edge],
    settings: &Settings,
    judgements: &[Judgement],
    duplicates: &[Duplicates],
    order: &[u32],
) -> Result<Partition, cluster::Error> {
    let threshold_milli = Model::weight_of(settings.clusters.threshold);
    if settings.clusters.method == Method::Components {
        let judged =
            judgements.iter().map(|own| Edge { left: own.left, right: own.right, weight_milli: i32::MAX });
        let all: Vec<Edge> = edges.iter().copied().chain(judged).collect();
        return cluster::linked_components(order, &all, threshold_milli);
    }
    let unique: Vec<bool> = duplicates.iter().map(Duplicates::none).collect();
    let only_between = mode == Mode::Link;
    let inputs: Vec<u32> = if only_between || unique.contains(&true) {
        (0..table.rows() as u32).map(|row| table.input_of(row) as u32).collect()
    } else {
        Vec::new()
    };
    let problem = Problem { order, edges, judgements, inputs: &inputs, unique: &unique };
    let options = cluster::Options { threshold_milli, only_between, ..cluster::Options::default() };
    cluster::average_link(&problem, &options)
}

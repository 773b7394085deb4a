//! One whole linkage: from a table and settings to pairs and clusters.

use thiserror::Error;

use crate::block::{Blocking, BlockingError, Mode, Rule, RuleCount};
use crate::cluster::{self, Edge, Judgement, Partition, Problem};
use crate::compare::{Comparer, Fields};
use crate::expression::{Derived, ExpressionError};
use crate::model::{Chances, Model, Training, chances};
use crate::pattern::Space;
use crate::score::{Kept, Run, row_digests};
use crate::settings::{Method, Settings};
use crate::table::Table;

/// Why a linkage cannot be run.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LinkError {
    /// Nothing is compared.
    #[error(
        "no [[comparisons]]: say which columns are compared, or let --suggest write settings from the data"
    )]
    NoComparison,
    /// A comparison cannot be used on this table.
    #[error("a comparison cannot be used: {0}")]
    Comparison(ExpressionError),
    /// Blocking cannot run.
    #[error(transparent)]
    Blocking(#[from] BlockingError),
    /// There are more patterns than can be numbered.
    #[error("the comparisons have more levels together than can be told apart; leave some out")]
    TooManyPatterns,
    /// Judgements contradict each other.
    #[error(transparent)]
    Clusters(#[from] cluster::Error),
}

/// What can be told while a linkage runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Rows are being put into blocks.
    Blocking,
    /// So many pairs are about to be made at most.
    Pairs(u64),
    /// The model is being trained.
    Training,
    /// Pairs are being scored.
    Scoring,
    /// Clusters are being made.
    Clustering,
}

/// Everything that a linkage found.
#[derive(Debug)]
pub struct Linked {
    /// Which pairs were asked about.
    pub mode: Mode,
    /// What each blocking rule made.
    pub rules: Vec<RuleCount>,
    /// How often strangers agree.
    pub chances: Chances,
    /// The trained model.
    pub model: Model,
    /// Numbers of patterns.
    pub space: Space,
    /// Pairs by pattern.
    pub patterns: Vec<(u64, u64)>,
    /// Pairs of at least the weight asked for, by rows.
    pub pairs: Vec<Kept>,
    /// Clusters.
    pub clusters: Partition,
    /// The rank of each row by its input and id.
    pub order: Vec<u32>,
}

/// Links the rows of a table. `known` is a model to be used as it is, instead of training one; `told` hears of
/// each step.
pub fn link(
    table: &Table,
    settings: &Settings,
    judgements: &[Judgement],
    known: Option<Model>,
    threads: usize,
    mut told: impl FnMut(Step),
) -> Result<Linked, LinkError> {
    if settings.comparisons.is_empty() {
        return Err(LinkError::NoComparison);
    }
    let mode = mode(table, settings);
    let derived = Derived::new(settings.columns.clone());
    let mut fields = Fields::default();
    let comparer =
        Comparer::new(table, &derived, &settings.comparisons, &mut fields).map_err(LinkError::Comparison)?;
    fields.seal();
    let space = Space::new(comparer.outcomes()).ok_or(LinkError::TooManyPatterns)?;
    told(Step::Blocking);
    let blocking = Blocking::new(table, &derived, &settings.blocking, mode)?;
    told(Step::Pairs(blocking.pairs()));
    blocking.check(settings.at_most_pairs)?;
    let run = Run { blocking: &blocking, comparer: &comparer, fields: &fields, space: &space, threads };
    told(Step::Training);
    let digests = row_digests(&fields);
    let by_chance = chances(table, mode, &comparer, &fields, &digests, settings.training.start);
    let model = known.unwrap_or_else(|| {
        let rules: Vec<(Rule, u64)> =
            settings.blocking.iter().cloned().zip(blocking.counts.iter().map(|count| count.pairs)).collect();
        let training = Training {
            table,
            mode,
            comparisons: &settings.comparisons,
            comparer: &comparer,
            fields: &fields,
            space: &space,
            rules: &rules,
            chances: &by_chance,
        };
        let sample = run.sample(&digests, &training.looks_at(), settings.training.sample);
        training.run(&sample.list())
    });
    told(Step::Scoring);
    let at_least = Model::weight_of(settings.at_least);
    let scored = run.score(&|pattern| model.weight_milli(&space, pattern), at_least);
    told(Step::Clustering);
    let order = order(table);
    let clusters = clusters(&scored.kept, settings, judgements, &order)?;
    Ok(Linked {
        mode,
        rules: blocking.counts,
        chances: by_chance,
        model,
        space,
        patterns: scored.counts.list(),
        pairs: scored.kept,
        clusters,
        order,
    })
}

/// One input is deduplicated, several are linked, where the settings do not say.
fn mode(table: &Table, settings: &Settings) -> Mode {
    settings.mode.unwrap_or(if table.inputs.len() > 1 { Mode::Link } else { Mode::Dedupe })
}

/// Ranks rows by input and id, so that nothing depends on where a row stands.
fn order(table: &Table) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..table.rows() as u32).collect();
    rows.sort_unstable_by(|left, right| {
        let inputs = table.input_of(*left).cmp(&table.input_of(*right));
        inputs.then_with(|| table.ids.compare(*left, *right)).then(left.cmp(right))
    });
    let mut order = vec![0; rows.len()];
    for (rank, row) in rows.into_iter().enumerate() {
        order[row as usize] = rank as u32;
    }
    order
}

fn clusters(
    pairs: &[Kept],
    settings: &Settings,
    judgements: &[Judgement],
    order: &[u32],
) -> Result<Partition, cluster::Error> {
    let threshold_milli = Model::weight_of(settings.clusters.threshold);
    let edges: Vec<Edge> = pairs
        .iter()
        .map(|pair| Edge { left: pair.left, right: pair.right, weight_milli: pair.weight_milli })
        .collect();
    match settings.clusters.method {
        Method::Components => cluster::linked_components(order, &edges, threshold_milli),
        Method::Split => {
            let problem = Problem { order, edges: &edges, judgements, ..Problem::default() };
            cluster::average_link(
                &problem,
                &cluster::Options { threshold_milli, ..cluster::Options::default() },
            )
        }
    }
}

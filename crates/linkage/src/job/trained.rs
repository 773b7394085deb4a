//! Which model? Of two tables free of duplicates it is trained on pairs each against its rivals.

use super::one_to_one::{self, Duplicates, Found};
use super::rivals::against_rivals;
use super::{Judgement, edge};
use crate::block::{BlockingError, Mode};
use crate::cluster::Edge;
use crate::model::{Model, Rivalled, Training};
use crate::score::{Kept, Least, Run};
use crate::settings::Settings;
use crate::table::Table;

/// From which weight on pairs are held against their rivals: lighter ones are hardly ever matches.
const RIVALS_FROM_MILLI: i32 = -12_000;

/// A model with classes of related pairs is taken if it finds so many times as many partners, one a row.
const MORE: f64 = 1.1;

/// A model, and what is known of the tables' duplicates where that was asked for it.
pub(super) type Trained = (Model, Option<Vec<Duplicates>>);

/// Trains a model on pairs by pattern.
///
/// Where training looks at the pairs of all rules, and each asks for something, these show which columns agree together
/// among strangers, and classes of related pairs discount it. Where it looks at a part of what is compared, or at
/// everything, such a class can take the place of the matches; if both tables are free of duplicates, rivals tell what
/// classes cannot. A class may still tell what rivals cannot (what a column says twice): the model with classes is kept
/// where it finds a tenth more partners, one a row, and says too that there are no duplicates.
pub(super) fn trained(
    (table, settings, run): (&Table, &Settings, &Run<'_>),
    training: &Training<'_>,
    patterns: &[(u64, u64)],
    (labels, labelled): (&[Judgement], &[(u64, bool)]),
    find: &dyn Fn(&Model) -> Result<Found, BlockingError>,
) -> Result<Trained, BlockingError> {
    let looks_at = Training::looks_at(training.rules, training.comparisons, training.comparer);
    let all_are_asked = training.rules.iter().all(|(rule, _)| !rule.keys.is_empty());
    let shows_all = all_are_asked && looks_at.len() == training.rules.len();
    if shows_all || training.mode != Mode::Link || table.inputs.len() != 2 {
        return Ok((training.run(patterns, labelled), None));
    }
    let related = training.run(patterns, labelled);
    let plain = training.run_without_related(patterns, labelled);
    let duplicates = one_to_one::duplicates(table, settings, training.mode, &|| find(&plain))?;
    let uniques = |duplicates: &[Duplicates]| duplicates.iter().all(Duplicates::none);
    if !uniques(&duplicates) {
        return Ok((related, None));
    }
    let pairs = heavy(run, &plain);
    let rows = |place: usize| table.inputs[place].rows.len() as f64;
    let rivalled = Rivalled { pairs: &pairs, labels, most: rows(0).min(rows(1)) };
    let against = |weights: &[i32]| -> Vec<i32> {
        let both = pairs.iter().zip(weights);
        let edges: Vec<Edge> =
            both.map(|(pair, weight)| Edge { weight_milli: *weight, ..edge(pair) }).collect();
        against_rivals(&edges, table.rows(), true, true)
    };
    let model = training.against_rivals(plain, rivalled, against);
    let partners = |own: &Model| -> f64 {
        let edges: Vec<Edge> = heavy(run, own).iter().map(edge).collect();
        let mut weights = against_rivals(&edges, table.rows(), true, true);
        // In an order that does not hang on that of the rows.
        weights.sort_unstable();
        weights.into_iter().map(Model::probability).sum()
    };
    if partners(&related) > MORE * partners(&model) {
        let asked = one_to_one::duplicates(table, settings, training.mode, &|| find(&related))?;
        if uniques(&asked) {
            return Ok((related, Some(asked)));
        }
    }
    Ok((model, Some(duplicates)))
}

/// Pairs that are worth holding against their rivals.
fn heavy(run: &Run<'_>, model: &Model) -> Vec<Kept> {
    let weigher = model.weigher(run.space);
    let least = Least { kept: RIVALS_FROM_MILLI, counted: i32::MAX };
    run.score(&|pattern| weigher.weight_milli(pattern), least).kept
}

//! Which model? Where classes of related pairs may have taken the place of matches, one without them.

use super::one_to_one::{self, Duplicates, Found};
use super::rivals::against_rivals;
use super::{Judgement, edge};
use crate::block::BlockingError;
use crate::cluster::Edge;
use crate::model::{Model, Rivalled, Training};
use crate::score::{Kept, Least, Run};
use crate::settings::Settings;
use crate::table::Table;

/// From which weight on pairs are held against their rivals: lighter ones are hardly ever matches.
const RIVALS_FROM_MILLI: i32 = -12_000;

/// A model, and what is known of the tables' duplicates where that was asked for it.
pub(super) type Trained = (Model, Option<Vec<Duplicates>>);

/// Trains a model on pairs by pattern.
///
/// Classes of related pairs discount what columns say twice. Where training sees few matches such a class can take their
/// place, and what is left to matches is variants of one product: then tables seem to hold duplicates that they do
/// not seem to hold without such classes. So where the two disagree it is trained without them, against rivals.
pub(super) fn trained(
    (table, settings, run): (&Table, &Settings, &Run<'_>),
    training: &Training<'_>,
    patterns: &[(u64, u64)],
    (labels, labelled): (&[Judgement], &[(u64, bool)]),
    find: &dyn Fn(&Model) -> Result<Found, BlockingError>,
) -> Result<Trained, BlockingError> {
    let related = training.run(patterns, labelled);
    if !related.has_related() {
        return Ok((related, None));
    }
    let asked = |model: &Model| one_to_one::duplicates(table, settings, training.mode, &|| find(model));
    let by_related = asked(&related)?;
    if is_sure(&by_related) {
        return Ok((related, Some(by_related)));
    }
    let plain = training.run_without_related(patterns, labelled);
    if training.is_of_relatives(&plain) {
        return Ok((related, Some(by_related)));
    }
    let by_plain = asked(&plain)?;
    if !by_plain.iter().all(Duplicates::none) {
        return Ok((related, Some(by_related)));
    }
    let pairs = heavy(run, &plain);
    let rows = |place: usize| table.inputs[place].rows.len() as f64;
    let rivalled = Rivalled { pairs: &pairs, labels, most: rows(0).min(rows(1)) };
    let model = training.against_rivals(plain, rivalled, |weights| {
        let both = pairs.iter().zip(weights);
        let edges: Vec<Edge> =
            both.map(|(pair, weight)| Edge { weight_milli: *weight, ..edge(pair) }).collect();
        against_rivals(&edges, table.rows(), true, true)
    });
    Ok((model, Some(by_plain)))
}

/// Whether what was counted by a model leaves no other to be tried: where nothing was counted another would count nothing
/// either, and duplicates that nearly all have one partner are no variants.
pub(super) fn is_sure(duplicates: &[Duplicates]) -> bool {
    let were_counted = duplicates.iter().all(|own| matches!(own, Duplicates::Counted(_)));
    !were_counted || duplicates.iter().all(Duplicates::none) || duplicates.iter().any(Duplicates::some)
}

/// Pairs that are worth holding against their rivals.
fn heavy(run: &Run<'_>, model: &Model) -> Vec<Kept> {
    let weigher = model.weigher(run.space);
    let least = Least { kept: RIVALS_FROM_MILLI, counted: i32::MAX };
    run.score(&|pattern| weigher.weight_milli(pattern), least).kept
}

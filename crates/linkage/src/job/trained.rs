//! Which model? Where classes of related pairs may have taken the place of matches, one without them.

use super::one_to_one::{self, Duplicates, Found};
use super::rivals::against_free_rivals;
use super::{Judgement, edge};
use crate::block::{BlockingError, Mode};
use crate::cluster::Edge;
use crate::model::{Model, Rivalled, Training};
use crate::score::{Kept, Least, Run};
use crate::settings::Settings;
use crate::table::Table;

/// From which weight on pairs are held against their rivals: lighter ones are hardly ever matches.
const RIVALS_FROM_MILLI: i32 = -12_000;

/// Matches that are expected are so many times as many as there can be where colleagues, say, are among them.
const TOO_MANY: f64 = 2.0;

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
    let asked = |model: &Model| one_to_one::duplicates(table, settings, training.mode, &|| find(model));
    let rows = |place: usize| table.inputs.get(place).map_or(0.0, |input| input.rows.len() as f64);
    let rows = [rows(0), rows(1)];
    let are_too_many =
        |model: &Model| model.expects(training.chances.pairs) > TOO_MANY * rows[0].min(rows[1]);
    let (plain, by_plain) = if related.has_related() {
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
        (plain, by_plain)
    } else {
        if training.mode != Mode::Link || !are_too_many(&related) {
            return Ok((related, None));
        }
        let by_plain = asked(&related)?;
        if !by_plain.iter().all(Duplicates::none) {
            return Ok((related, Some(by_plain)));
        }
        (related, by_plain)
    };
    let pairs = heavy(run, &plain);
    let rivalled = Rivalled { pairs: &pairs, labels, rows };
    let against = |weights: &[i32]| {
        let both = pairs.iter().zip(weights);
        let edges: Vec<Edge> =
            both.map(|(pair, weight)| Edge { weight_milli: *weight, ..edge(pair) }).collect();
        // To learn from, what rivals' own rivals say is not worth its time: F1 moved by .004 at most.
        against_free_rivals(&edges, table.rows(), true, true)
    };
    let many = plain.classes.first().cloned().filter(|_| are_too_many(&plain));
    let mut model = training.against_rivals(plain, rivalled, against);
    if let Some(many) = many {
        model = training.against_rivals(model.with_rest_of(&many), rivalled, against);
    }
    Ok((model, Some(by_plain)))
}

/// Whether what was counted by a model leaves no other to be tried: where nothing was counted another would count nothing
/// either, and duplicates that nearly all have one partner are no variants.
pub(super) fn is_sure(duplicates: &[Duplicates]) -> bool {
    let were_counted = duplicates.iter().all(|own| matches!(own, Duplicates::Counted(_)));
    !were_counted || duplicates.iter().all(Duplicates::none) || duplicates.iter().any(Duplicates::some)
}

/// Pairs that are worth holding against their rivals.
pub(super) fn heavy(run: &Run<'_>, model: &Model) -> Vec<Kept> {
    let weigher = model.weigher(run.space);
    let least = Least { kept: RIVALS_FROM_MILLI, counted: i32::MAX };
    run.score(&|pattern| weigher.weight_milli(pattern), least).kept
}

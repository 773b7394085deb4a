//! What does a finished linkage look like, and where should somebody look next?
//!
//! [`report`] turns a run into figures for charts: plain numbers and short texts, bounded in size
//! whatever the size of the run, so that a page of it stays a page. All of it is counted over patterns
//! and clusters; of pairs only some examples are looked up, and their values come from the table, so no
//! column has to be kept for it. Nothing here draws.
//!
//! Every weight is the one that the pairs were given, so that the charts agree with each other and with
//! the pairs that were written. The order of rows changes nothing.

mod blocks;
mod calibration;
mod curves;
mod examples;
mod groups;
mod strength;
mod totals;
mod unlinkable;
mod values;
mod weighed;

#[cfg(test)]
mod tests;

pub use blocks::RuleFigures;
pub use calibration::{Calibration, CalibrationBin, Certainty};
pub use curves::{Histogram, HistogramBar, Operating, Thresholds};
pub use examples::{Compared, Example, Values};
pub use groups::{Clusters, Member, Picture, PictureEdge, Why};
pub use strength::{ClassFigures, Strength, StrengthLevel};
pub use totals::{InputFigures, Totals};
pub use unlinkable::{Cause, Unlinkable};
pub use values::RowName;

use crate::expression::Derived;
use crate::job::Linked;
use crate::settings::Settings;
use crate::table::Table;
use values::Shown;
use weighed::Weighed;

/// A run in figures. Weights are thousandths of a bit, shares run from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// How many rows, pairs and clusters.
    pub totals: Totals,
    /// What each blocking rule made, in their order.
    pub blocking: Vec<RuleFigures>,
    /// What each outcome of each comparison says (m, u and weight).
    pub strengths: Vec<Strength>,
    /// The classes of pairs that the model tells apart: matches first, strangers last.
    pub classes: Vec<ClassFigures>,
    /// Compared pairs by weight.
    pub histogram: Histogram,
    /// Expected precision and recall by threshold.
    pub thresholds: Thresholds,
    /// Compared pairs by predicted probability, in ten bins.
    pub certainty: Vec<Certainty>,
    /// Predicted against true, where labels are known.
    pub calibration: Option<Calibration>,
    /// Rows that could not reach a weight even against themselves.
    pub unlinkable: Unlinkable,
    /// Sizes of clusters, and pictures of some.
    pub clusters: Clusters,
    /// Pairs that somebody asked for.
    pub asked: Vec<Example>,
    /// Example pairs, those around the threshold first.
    pub examples: Vec<Example>,
}

/// The figures of a run. `calibration` is what labels say of the predicted probabilities, where there are
/// any.
///
/// ```
/// use bonafide_linkage::job::{Known, link};
/// use bonafide_linkage::report::report;
/// use bonafide_linkage::settings::Settings;
/// use bonafide_linkage::table::TableBuilder;
///
/// let mut builder = TableBuilder::default();
/// let name = builder.column("name");
/// for value in ["ada", "ada", "grace", "edsger"] {
///     builder.at(name).push(value.as_bytes());
/// }
/// builder.end_input("people.csv", 4, false);
/// let table = builder.finish();
/// let settings = Settings::parse(r#"
///     [[comparisons]]
///     column = "name"
///     levels = ["exact"]
///     [[blocking]]
///     keys = ["name"]
/// "#)?;
/// let linked = link(&table, &settings, Known::default(), 1, |_| ())?;
/// let figures = report(&table, &settings, &linked, None);
/// assert_eq!(figures.totals.rows, 4);
/// assert_eq!(figures.totals.compared, 1);
/// assert_eq!(figures.blocking[0].new_pairs, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn report(
    table: &Table,
    settings: &Settings,
    linked: &Linked,
    calibration: Option<Calibration>,
) -> Report {
    let weighed = Weighed::of(linked);
    let limits = Limits::of(settings);
    let derived = Derived::new(settings.columns.clone());
    let shown = Shown::new(table, (settings, &derived));
    Report {
        totals: totals::totals(table, linked, &weighed, limits),
        blocking: blocks::rules(linked),
        strengths: strength::strengths(linked),
        classes: strength::classes(linked),
        histogram: curves::histogram(&weighed, limits.threshold_milli),
        thresholds: curves::thresholds(&weighed, limits.threshold_milli),
        certainty: calibration::certainty(&weighed),
        calibration,
        unlinkable: unlinkable::unlinkable(linked, limits.threshold_milli),
        clusters: groups::clusters(linked, &shown, limits.threshold_milli),
        asked: examples::asked(linked, &shown),
        examples: examples::examples(linked, &shown, limits),
    }
}

/// The weights from which on pairs are kept and join.
#[derive(Debug, Clone, Copy)]
struct Limits {
    at_least_milli: i32,
    threshold_milli: i32,
}

impl Limits {
    fn of(settings: &Settings) -> Self {
        use crate::model::Model;
        Self {
            at_least_milli: Model::weight_of(settings.at_least),
            threshold_milli: Model::weight_of(settings.clusters.threshold),
        }
    }
}

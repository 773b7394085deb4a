//! The report of a linkage: one HTML file for people, drawn by the hand of the scan's report.
//!
//! What to look at first, then the evidence (pairs and clusters), then how good it is expected to be, then
//! how it was made. No script, nothing from elsewhere; each drawing has the same as a table beside it. This
//! room knows no engine: whoever counted the figures fills in [`LinkFigures`].

mod charts;
mod evidence;
mod expected;
mod figures;
mod made;
mod notes;
mod page;

pub use figures::{
    Basis, Bin, Calibration, Class, Cluster, ClusterEdge, Compared, Comparison, Example, Level, LinkFigures,
    Operating, Row, Rule, Totals, Unlinkable, Values, WeightBar, Why,
};

use crate::error::ExchangeError;

/// The report of a linkage as one HTML file; the same figures give the same bytes.
///
/// # Errors
///
/// [`ExchangeError::Report`] where the template fails, which is a fault of ours.
///
/// ```
/// use bonafide_exchange::link::{LinkFigures, render};
/// let page = render(&LinkFigures::default())?;
/// assert!(page.contains("No pair was compared") && !page.contains("<script"));
/// # Ok::<(), bonafide_exchange::ExchangeError>(())
/// ```
pub fn render(figures: &LinkFigures) -> Result<String, ExchangeError> {
    page::render(figures)
}

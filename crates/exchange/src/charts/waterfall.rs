//! The waterfall of a case as SVG: narrow enough for a telephone, readable in black and white, text as text.

use std::fmt::Write as _;

use super::drawing::Fill;
use super::steps::{Line, drawn};
use super::{Step, Waterfall};
use crate::figures::{bits, capital, counted, signed_bits};
use crate::words;

/// The waterfall as one SVG element.
///
/// `prefix` must be unique in the page: the ids of title, description and pattern begin with it. Only
/// letters, digits and hyphens of it are used. Figures stand in the drawing as text, in bits with
/// three decimals; colours are `currentColor`, so the page decides.
pub fn svg(waterfall: &Waterfall, prefix: &str) -> String {
    let bar = |label: &str, from, to, fill| Line::Bar { label: label.to_owned(), from, to, fill };
    let mut lines = vec![bar("Starting point", 0, waterfall.prior_milli, Fill::Hatched)];
    if !waterfall.prior_says.is_empty() {
        lines.push(Line::Note(waterfall.prior_says.clone()));
    }
    let mut running = waterfall.prior_milli;
    let (shown, more, together) = waterfall.shown();
    let silent = shown.iter().filter(|step| step.part_milli == 0).count() as u64;
    for step in shown.iter().filter(|step| step.part_milli != 0) {
        let next = running.saturating_add(step.part_milli);
        lines.push(bar(&capital(words::claim(&step.claim)), running, next, Fill::Solid));
        running = next;
        lines.extend(items(step));
    }
    if more > 0 {
        let label = counted(more as u64, "more claim", "more claims");
        lines.push(bar(&label, running, running.saturating_add(together), Fill::Solid));
    }
    if silent > 0 {
        lines.push(Line::Note(format!(
            "{} nothing: see the table",
            counted(silent, "claim adds", "claims add")
        )));
    }
    lines.push(bar("Total", 0, waterfall.total_milli, Fill::Hollow));
    drawn(&lines, prefix, &format!("Waterfall of case {}", waterfall.case), &described(waterfall))
}

/// What stands behind a claim, in one line; the table beside the drawing has its findings.
fn items(step: &Step) -> Option<Line> {
    let first = step.items.first()?;
    let mut line = format!("{} {} {}", first.number, first.detector, first.grade);
    if let Some(more @ 1..) = step.items.len().checked_sub(1) {
        let _ = write!(line, " and {more} more");
    }
    if step.inner_milli != step.part_milli {
        let _ = write!(line, " · {} saturates", bits(step.inner_milli));
    }
    Some(Line::Note(line))
}

/// The drawing in one sentence, for who does not see it.
fn described(waterfall: &Waterfall) -> String {
    let mut text = format!("Starting point {}", signed_bits(waterfall.prior_milli));
    let (shown, more, together) = waterfall.shown();
    for step in shown {
        let _ = write!(text, ", {} {}", words::plain(&step.claim), signed_bits(step.part_milli));
    }
    if more > 0 {
        let _ = write!(text, ", {more} more {}", signed_bits(together));
    }
    let _ = write!(text, ", total {} bits.", signed_bits(waterfall.total_milli));
    text
}

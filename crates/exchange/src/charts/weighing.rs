//! The waterfall of a pair of rows: how the outcomes of its comparisons add up to its weight.

use std::fmt::Write as _;

use super::drawing::Fill;
use super::steps::{Line, drawn};
use crate::figures::{capital, signed_bits};
use crate::words;

/// Bars drawn one by one; the rest is one bar.
const BARS: usize = 24;

/// The bars of a pair's weight as one SVG element: name, outcome and milli-bits of each, the starting point
/// first. What adds nothing is left to the table.
///
/// ```
/// let bars = [("prior".to_owned(), String::new(), -9_000), ("name".to_owned(), "exact".to_owned(), 12_500)];
/// let drawing = bonafide_exchange::charts::weighing(&bars, "pair-1");
/// assert!(drawing.contains("+12.500") && drawing.contains("+3.500"));
/// ```
pub fn weighing(bars: &[(String, String, i32)], prefix: &str) -> String {
    let mut lines = Vec::new();
    let mut text = String::new();
    let mut running = 0_i64;
    let (shown, rest) = bars.split_at_checked(BARS).unwrap_or((bars, &[]));
    for (place, (name, outcome, part)) in shown.iter().enumerate() {
        let part = i64::from(*part);
        if part == 0 && place > 0 {
            continue;
        }
        let label = if place == 0 {
            "Starting point".to_owned()
        } else if outcome.is_empty() {
            capital(&words::plain(name))
        } else {
            format!("{}: {}", capital(&words::plain(name)), words::plain(outcome))
        };
        let _ = write!(text, "{label} {}, ", signed_bits(part));
        let fill = if place == 0 { Fill::Hatched } else { Fill::Solid };
        lines.push(Line::Bar { label, from: running, to: running + part, fill });
        running += part;
    }
    if !rest.is_empty() {
        let together: i64 = rest.iter().map(|(_, _, part)| i64::from(*part)).sum();
        let label = format!("{} more", rest.len());
        lines.push(Line::Bar { label, from: running, to: running + together, fill: Fill::Solid });
        running += together;
    }
    lines.push(Line::Bar { label: "Weight".to_owned(), from: 0, to: running, fill: Fill::Hollow });
    let _ = write!(text, "together {} bits.", signed_bits(running));
    drawn(&lines, prefix, "How the weight of this pair adds up", &text)
}

//! Bars below each other, each under its label and figure: amounts, and what comparisons say.

use super::drawing::{Drawing, Fill, WIDTH, cut, cut_inside};
use crate::figures::signed_bits;

/// Where bars begin and end.
const LEFT: i64 = 40;
const RIGHT: i64 = 3_560;
/// Characters of a label.
const LABEL: usize = 40;

/// One amount and the part of it that counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Amount {
    /// What it is of.
    pub label: String,
    /// The figure in words, at the right.
    pub figure: String,
    /// Words below; may be empty.
    pub note: String,
    /// How much there is.
    pub whole: u64,
    /// How much of it is filled.
    pub part: u64,
}

/// Amounts as one SVG element.
///
/// ```
/// use bonafide_exchange::charts::{Amount, amounts};
/// let one = Amount { label: "surname".to_owned(), figure: "12".to_owned(), whole: 12, part: 3, ..Amount::default() };
/// let drawing = amounts(&[one], "Pairs by rule", "surname 12", "rules");
/// assert!(drawing.contains("<desc id=\"rules-desc\">surname 12</desc>"));
/// ```
pub fn amounts(rows: &[Amount], title: &str, description: &str, prefix: &str) -> String {
    let most = rows.iter().map(|row| row.whole.max(row.part)).max().unwrap_or(0).max(1);
    let wide = |value: u64| {
        let share = u128::from(value) * (RIGHT - LEFT) as u128 / u128::from(most);
        i64::try_from(share).unwrap_or(0)
    };
    let mut drawing = Drawing::new(prefix);
    let mut y = 40;
    for row in rows {
        let figure = cut(&row.figure, 24);
        let room = LABEL.saturating_sub(figure.chars().count().saturating_sub(8));
        drawing.heading(LEFT, y + 110, "start", &cut(&row.label, room));
        drawing.heading(WIDTH - LEFT, y + 110, "end", &figure);
        if row.whole > row.part {
            drawing.rect(LEFT, y + 150, wide(row.whole).max(6), 70, Fill::Hatched);
        }
        if row.part > 0 {
            drawing.rect(LEFT, y + 150, wide(row.part).max(6), 70, Fill::Solid);
        }
        y += 260;
        if !row.note.is_empty() {
            drawing.text(140, y + 80, "start", &cut(&row.note, 58));
            y += 130;
        }
        y += 30;
    }
    drawing.finish(y + 20, title, description)
}

/// One outcome of a comparison.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Said {
    /// It in words.
    pub label: String,
    /// Probability among matches.
    pub m: f64,
    /// Probability among strangers.
    pub u: f64,
    /// What it adds, in milli-bits.
    pub weight_milli: i32,
}

/// Where the columns of [`sayings`] begin, and how wide they are.
const M: i64 = 1_420;
const U: i64 = 1_850;
const SHARE: i64 = 360;
const WEIGHT: i64 = 2_280;
const WEIGHT_WIDE: i64 = 720;

/// What the outcomes of comparisons say as one SVG element: how often matches (m) and strangers (u) have
/// each, and its weight to the left or right of nothing. Comparisons with their outcomes, in order.
pub fn sayings(groups: &[(String, Vec<Said>)], title: &str, description: &str, prefix: &str) -> String {
    let weights = groups.iter().flat_map(|(_, rows)| rows).map(|row| row.weight_milli);
    let least = i64::from(weights.clone().min().unwrap_or(0).min(0));
    let span = (i64::from(weights.max().unwrap_or(0).max(0)) - least).max(1);
    let zero = WEIGHT + WEIGHT_WIDE * -least / span;
    let mut drawing = Drawing::new(prefix);
    drawing.text(M, 110, "start", "m");
    drawing.text(U, 110, "start", "u");
    drawing.text(WEIGHT, 110, "start", "weight in bits");
    let mut y = 150;
    for (name, rows) in groups {
        drawing.heading(LEFT, y + 120, "start", &cut(name, 50));
        y += 170;
        let top = y;
        for row in rows {
            drawing.text(LEFT + 60, y + 85, "start", &cut_inside(&row.label, 19));
            for (x, share, fill) in [(M, row.m, Fill::Solid), (U, row.u, Fill::Hatched)] {
                let held = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
                drawing.rect(x, y + 20, ((held * SHARE as f64).round() as i64).max(3), 65, fill);
            }
            let end = zero + WEIGHT_WIDE * i64::from(row.weight_milli) / span;
            let (low, high) = (zero.min(end), zero.max(end));
            let fill = if row.weight_milli < 0 { Fill::Hatched } else { Fill::Solid };
            drawing.rect(low, y + 20, (high - low).max(6), 65, fill);
            drawing.text(WIDTH - LEFT, y + 85, "end", &signed_bits(i64::from(row.weight_milli)));
            y += 135;
        }
        for x in [M, U, zero] {
            drawing.line((x, top), (x, y), "stroke-width=\"0.75\"");
        }
        y += 60;
    }
    drawing.finish(y + 20, title, description)
}

//! Bars that go on where the one before ended: from a starting point, step by step, to a total.

use super::drawing::{Drawing, Fill, WIDTH, cut};
use crate::figures::signed_bits;

/// Where bars may begin and end.
const LEFT: i64 = 40;
const RIGHT: i64 = 3_560;
/// Characters of a label and of a note before they are cut.
const LABEL: usize = 38;
const NOTE: usize = 58;

/// One line of such a drawing.
#[derive(Debug)]
pub(super) enum Line {
    /// A bar from one weight to another, both in milli-bits, under a label with the figure.
    Bar { label: String, from: i64, to: i64, fill: Fill },
    /// Words below a bar.
    Note(String),
}

/// The lines as one drawing.
pub(super) fn drawn(lines: &[Line], prefix: &str, title: &str, description: &str) -> String {
    let scale = Scale::of(lines);
    let mut drawing = Drawing::new(prefix);
    let mut y = 40;
    let mut bars = Vec::new();
    for line in lines {
        match line {
            Line::Bar { label, from, to, fill } => {
                let (low, high) = (scale.x(*from.min(to)), scale.x(*from.max(to)));
                drawing.heading(40, y + 110, "start", &cut(label, LABEL));
                drawing.heading(WIDTH - 40, y + 110, "end", &signed_bits(to.saturating_sub(*from)));
                bars.push(y + 135);
                drawing.rect(low, y + 150, (high - low).max(6), 70, *fill);
                y += 260;
            }
            Line::Note(words) => {
                drawing.text(140, y + 80, "start", &cut(words, NOTE));
                y += 130;
            }
        }
    }
    // A thin line at zero beside each bar, not through words and figures, named below.
    let zero = scale.x(0);
    let anchor = if zero > i64::midpoint(LEFT, RIGHT) { "end" } else { "start" };
    for top in bars {
        drawing.line((zero, top), (zero, top + 100), "stroke-width=\"0.75\"");
    }
    drawing.mark(zero, y + 110, anchor, "0 bits");
    drawing.finish(y + 160, title, description)
}

/// Milli-bits to tenths of a unit.
struct Scale {
    least: i128,
    span: i128,
}

impl Scale {
    fn of(lines: &[Line]) -> Self {
        let (mut least, mut most) = (0, 0);
        for line in lines {
            if let Line::Bar { from, to, .. } = line {
                least = least.min(i128::from(*from.min(to)));
                most = most.max(i128::from(*from.max(to)));
            }
        }
        Self { least, span: (most - least).max(1) }
    }

    fn x(&self, milli: i64) -> i64 {
        let share = (i128::from(milli) - self.least) * i128::from(RIGHT - LEFT) / self.span;
        i64::try_from(share).unwrap_or(0).clamp(0, RIGHT - LEFT) + LEFT
    }
}

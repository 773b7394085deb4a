//! The waterfall as SVG: narrow enough for a telephone, readable in black and white, text as text.

use std::fmt::Write as _;

use super::{Step, Waterfall};
use crate::figures::{bits, capital, counted, signed_bits};
use crate::words;

/// Width of the drawing in its own units; a unit is near a CSS pixel on a telephone.
const WIDTH: i64 = 360;
/// Where bars may begin and end, in tenths of a unit.
const LEFT: i64 = 40;
const RIGHT: i64 = 3_560;
/// Characters of a listed line before it is cut.
const CUT: usize = 58;

/// The waterfall as one SVG element.
///
/// `prefix` must be unique in the page: the ids of title, description and pattern begin with it. Only
/// letters, digits and hyphens of it are used. Figures stand in the drawing as text, in bits with
/// three decimals; colours are `currentColor`, so the page decides.
pub fn svg(waterfall: &Waterfall, prefix: &str) -> String {
    let prefix: String = prefix.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let mut drawing = Drawing { scale: Scale::of(waterfall), prefix, body: String::new(), y: 4 };
    drawing.bar("Starting point", 0, waterfall.prior_milli, Fill::Hatched);
    if !waterfall.prior_says.is_empty() {
        drawing.note(&waterfall.prior_says);
    }
    let mut running = waterfall.prior_milli;
    let (shown, more, together) = waterfall.shown();
    let silent = shown.iter().filter(|step| step.part_milli == 0).count() as u64;
    for step in shown.iter().filter(|step| step.part_milli != 0) {
        let next = running.saturating_add(step.part_milli);
        drawing.bar(&capital(words::claim(&step.claim)), running, next, Fill::Solid);
        running = next;
        drawing.items(step);
    }
    if more > 0 {
        let label = counted(more as u64, "more claim", "more claims");
        drawing.bar(&label, running, running.saturating_add(together), Fill::Solid);
    }
    if silent > 0 {
        drawing.note(&format!("{} nothing: see the table", counted(silent, "claim adds", "claims add")));
    }
    drawing.bar("Total", 0, waterfall.total_milli, Fill::Hollow);
    drawing.axis();
    drawing.finish(waterfall)
}

/// How a bar is filled; three that differ without colour.
#[derive(Clone, Copy)]
enum Fill {
    Hatched,
    Solid,
    Hollow,
}

/// Milli-bits to tenths of a unit.
struct Scale {
    least: i128,
    span: i128,
}

impl Scale {
    fn of(waterfall: &Waterfall) -> Self {
        let mut running = i128::from(waterfall.prior_milli);
        let (mut least, mut most) = (running.min(0), running.max(0));
        for step in &waterfall.steps {
            running += i128::from(step.part_milli);
            least = least.min(running);
            most = most.max(running);
        }
        least = least.min(i128::from(waterfall.total_milli));
        most = most.max(i128::from(waterfall.total_milli));
        Self { least, span: (most - least).max(1) }
    }

    fn x(&self, milli: i64) -> i64 {
        let share = (i128::from(milli) - self.least) * i128::from(RIGHT - LEFT) / self.span;
        i64::try_from(share).unwrap_or(0).clamp(0, RIGHT - LEFT) + LEFT
    }
}

/// Tenths as a decimal.
fn tenths(value: i64) -> String {
    if value % 10 == 0 { (value / 10).to_string() } else { format!("{}.{}", value / 10, value % 10) }
}

struct Drawing {
    scale: Scale,
    prefix: String,
    body: String,
    y: i64,
}

impl Drawing {
    /// A line of words with its figure, and the bar from one running total to the next below it.
    fn bar(&mut self, label: &str, from: i64, to: i64, fill: Fill) {
        let (x, width) = {
            let (low, high) = (self.scale.x(from.min(to)), self.scale.x(from.max(to)));
            (low, (high - low).max(6))
        };
        let baseline = self.y + 11;
        let top = self.y + 15;
        let change = to.saturating_sub(from);
        let paint = match fill {
            Fill::Hatched => format!("fill=\"url(#{}-hatch)\" stroke=\"currentColor\"", self.prefix),
            Fill::Solid => "fill=\"currentColor\" stroke=\"currentColor\"".to_owned(),
            Fill::Hollow => "fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"".to_owned(),
        };
        self.text(4, baseline, "start", "600", &cut(label, 46));
        self.text(WIDTH - 4, baseline, "end", "600", &signed_bits(change));
        let (left, wide) = (tenths(x), tenths(width));
        let _ = writeln!(self.body, "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"7\" {paint}/>");
        self.y += 26;
    }

    /// What stands behind a claim, in one line; the table beside the drawing has its findings.
    fn items(&mut self, step: &Step) {
        let Some(first) = step.items.first() else { return };
        let mut line = format!("{} {} {}", first.number, first.detector, first.grade);
        if let Some(more @ 1..) = step.items.len().checked_sub(1) {
            let _ = write!(line, " and {more} more");
        }
        if step.inner_milli != step.part_milli {
            let _ = write!(line, " · {} saturates", bits(step.inner_milli));
        }
        self.note(&line);
    }

    fn note(&mut self, line: &str) {
        let baseline = self.y + 8;
        self.text(14, baseline, "start", "400", &cut(line, CUT));
        self.y += 13;
    }

    fn text(&mut self, x: i64, y: i64, anchor: &str, weight: &str, words: &str) {
        let size = if weight == "600" { "11.5" } else { "10.5" };
        let words = escaped(words);
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-size=\"{size}\" font-weight=\"{weight}\">{words}</text>"
        );
    }

    /// A thin line at zero through all bars, named below.
    fn axis(&mut self) {
        let zero = tenths(self.scale.x(0));
        let anchor = if self.scale.x(0) > i64::midpoint(LEFT, RIGHT) { "end" } else { "start" };
        let bottom = self.y;
        let _ = writeln!(
            self.body,
            "<line x1=\"{zero}\" y1=\"16\" x2=\"{zero}\" y2=\"{bottom}\" stroke=\"currentColor\" stroke-width=\"0.75\" stroke-dasharray=\"2 3\"/>"
        );
        let _ = writeln!(
            self.body,
            "<text x=\"{zero}\" y=\"{}\" text-anchor=\"{anchor}\" font-size=\"10.5\">0 bits</text>",
            bottom + 11
        );
        self.y += 16;
    }

    fn finish(self, waterfall: &Waterfall) -> String {
        let (prefix, body, height) = (&self.prefix, &self.body, self.y);
        let title = escaped(&format!("Waterfall of case {}", waterfall.case));
        let description = escaped(&described(waterfall));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{prefix}-title {prefix}-desc\" \
             viewBox=\"0 0 {WIDTH} {height}\" font-family=\"system-ui, sans-serif\" fill=\"currentColor\">\n\
             <title id=\"{prefix}-title\">{title}</title>\n<desc id=\"{prefix}-desc\">{description}</desc>\n\
             <defs><pattern id=\"{prefix}-hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" stroke=\"currentColor\" \
             stroke-width=\"2\"/></pattern></defs>\n{body}</svg>\n"
        )
    }
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

/// At most so many characters, the last an ellipsis where more were there.
fn cut(text: &str, most: usize) -> String {
    let plain = words::plain(text);
    if plain.chars().count() <= most {
        return plain;
    }
    let kept: String = plain.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Text that XML takes for nothing but text.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

//! The waterfall for a terminal.

use super::{Item, LISTED, Step, Waterfall};
use crate::figures::{bits, counted, signed_bits};
use crate::words;

/// How a terminal shows the waterfall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal; held between 40 and 200.
    pub width: usize,
    /// Whether only ASCII may be written: `#` and `-` in place of blocks, `?` for foreign letters.
    pub ascii: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 100, ascii: false }
    }
}

/// Columns of a bar, and of a signed figure.
const BAR: usize = 10;
const FIGURE: usize = 9;

/// The waterfall as lines of text, with figures in bits and one column of bars; ends with a line end.
pub fn text(waterfall: &Waterfall, style: Style) -> String {
    let width = style.width.clamp(40, 200);
    let mut page = Page { style: Style { width, ..style }, lines: Vec::new(), longest: longest(waterfall) };
    let head = [
        format!("{}  {}", waterfall.case, waterfall.band),
        waterfall.opened_by.clone(),
        format!("families {}", waterfall.families.join(", ")),
    ];
    page.flow("", &head);
    page.figure("starting point", &waterfall.prior_says, waterfall.prior_milli, true);
    let (shown, more, together) = waterfall.shown();
    for step in shown {
        page.figure(&step.claim, &step_says(step), step.part_milli, false);
        for item in step.items.iter().take(LISTED) {
            page.flow("  ", &item_cells(item));
        }
        if let Some(rest @ 1..) = step.items.len().checked_sub(LISTED) {
            page.flow("  ", &[format!("and {rest} more like it")]);
        }
    }
    if more > 0 {
        page.figure("and more", &counted(more as u64, "claim", "claims"), together, false);
    }
    page.figure("total", "orders the queue inside its band, nothing else", waterfall.total_milli, true);
    page.flow("", &["searched".to_owned(), waterfall.searched.clone(), "shown, not added".to_owned()]);
    if !waterfall.next.is_empty() {
        page.flow("", &[format!("What would settle it: {}", waterfall.next)]);
    }
    page.finish()
}

/// What stands between a claim's name and its figure.
fn step_says(step: &Step) -> String {
    let inner = bits(step.inner_milli);
    if step.outdone {
        format!("{}  {inner} not added, a stronger claim of {} counts", step.subject, step.family)
    } else if step.inner_milli == 0 {
        step.subject.clone()
    } else {
        format!("{}  {inner} saturates to", step.subject)
    }
}

/// The cells of a finding's line.
fn item_cells(item: &Item) -> Vec<String> {
    let mut weight = item.weight.clone();
    if let Some(stronger) = &item.same_fact_as {
        weight = format!("{weight}, same fact as {stronger}");
    }
    let cells = [
        format!("{} {} {}", item.number, item.detector, item.grade),
        weight,
        item.weight_from.clone(),
        item.places.clone(),
        format!("without it {}", signed_bits(item.without_milli)),
    ];
    cells.into_iter().filter(|cell| !cell.is_empty()).collect()
}

/// The greatest size of any bar, at least 1.
fn longest(waterfall: &Waterfall) -> u64 {
    let parts = waterfall.steps.iter().map(|step| step.part_milli);
    let all = parts.chain([waterfall.prior_milli, waterfall.total_milli]);
    all.map(i64::unsigned_abs).max().unwrap_or(1).max(1)
}

struct Page {
    style: Style,
    lines: Vec<String>,
    longest: u64,
}

impl Page {
    /// A row with its figure and bar at the right edge; words that do not fit go on below.
    fn figure(&mut self, name: &str, says: &str, milli: i64, hollow: bool) {
        let bar = self.bar(milli, hollow);
        let room = self.style.width - BAR - FIGURE - 2;
        let lines =
            wrapped(&words::plain(&format!("{name:<17} {says}")), room, if room > 40 { 18 } else { 4 });
        let last = lines.len().saturating_sub(1);
        for (number, line) in lines.iter().enumerate() {
            if number == last {
                let pad = " ".repeat(room.saturating_sub(columns(line)));
                self.lines.push(format!("{line}{pad} {:>FIGURE$} {bar}", signed_bits(milli)));
            } else {
                self.lines.push(line.clone());
            }
        }
    }

    /// Cells in a row with two spaces between, going on below with a deeper indent where they do not fit.
    fn flow(&mut self, indent: &str, cells: &[String]) {
        let room = self.style.width - columns(indent);
        let mut line = String::new();
        for cell in cells {
            let joined = columns(&line) + 3 + columns(cell);
            if line.is_empty() {
                line.push_str(&words::plain(cell));
            } else if joined > room {
                self.put(indent, &line, room);
                line = format!("    {}", words::plain(cell));
            } else {
                line.push_str("   ");
                line.push_str(&words::plain(cell));
            }
        }
        self.put(indent, &line, room);
    }

    /// One line, or several where it is too long.
    fn put(&mut self, indent: &str, line: &str, room: usize) {
        for part in wrapped(line, room, 4) {
            self.lines.push(format!("{indent}{part}"));
        }
    }

    /// A bar as long as its figure's share of the longest; hollow for points that no claim adds.
    fn bar(&self, milli: i64, hollow: bool) -> String {
        let eighths = (u128::from(milli.unsigned_abs()) * BAR as u128 * 8).div_ceil(u128::from(self.longest));
        let eighths = usize::try_from(eighths).unwrap_or(0);
        if self.style.ascii || hollow {
            let sign = match (self.style.ascii, hollow) {
                (true, true) => "-",
                (true, false) => "#",
                (false, _) => "\u{2591}",
            };
            return sign.repeat(eighths.div_ceil(8));
        }
        let mut bar = "\u{2588}".repeat(eighths / 8);
        if let Some(part) =
            ['\u{258F}', '\u{258E}', '\u{258D}', '\u{258C}', '\u{258B}', '\u{258A}', '\u{2589}']
                .get((eighths % 8).wrapping_sub(1))
        {
            bar.push(*part);
        }
        bar
    }

    fn finish(self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            let trimmed = line.trim_end();
            if self.style.ascii {
                text.extend(trimmed.chars().map(|character| match character {
                    '\u{2212}' | '\u{2013}' => '-',
                    '\u{2022}' => '*',
                    other if other.is_ascii() => other,
                    _ => '?',
                }));
            } else {
                text.push_str(trimmed);
            }
            text.push('\n');
        }
        text
    }
}

/// Columns that a text takes, one a character.
fn columns(text: &str) -> usize {
    text.chars().count()
}

/// Text broken between words at `room` columns, later lines indented; a longer word stays whole.
fn wrapped(text: &str, room: usize, indent: usize) -> Vec<String> {
    if columns(text) <= room {
        return vec![text.to_owned()];
    }
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut is_blank = true;
    for word in text.split_inclusive(' ') {
        if !is_blank && columns(&line) + columns(word.trim_end()) > room {
            lines.push(line.trim_end().to_owned());
            line = " ".repeat(indent);
        }
        line.push_str(word);
        is_blank = line.trim().is_empty();
    }
    lines.push(line.trim_end().to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_and_lines_are_short() {
        let lines = wrapped("starting point    the priors table, row one", 20, 4);
        assert!(lines.iter().all(|line| columns(line) <= 20), "{lines:?}");
        let again: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
        assert_eq!(again.join(" "), "starting point the priors table, row one");
        assert_eq!(wrapped("averyveryverylongword b", 10, 2), ["averyveryverylongword", "  b"]);
    }
}

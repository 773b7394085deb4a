//! Two blocks whose lines stand level: columns, or the rows of a table.
//!
//! A program that sets both columns of a page in one size puts them on one grid, so that heights say
//! nothing. What tells a sidebar from labels and dates beside what they belong to: its lines follow
//! each other closely, it holds words and not the dates of the page, and the other block takes no
//! notice of it. That one goes on alone far above or below it, or wraps a sentence beside its lines, where a
//! table would leave the cell empty.

use super::columns::FEWEST;
use super::lines::Run;

/// Lines by which a block goes on alone beside one with fewer than [`FEWEST`] lines.
const LONG_ALONE: usize = 8;

/// Fewest lines of a block beside one that goes on alone for long.
const SHORTEST: usize = 3;

/// Fewest sentences that wrap beside lines of the other block.
const WRAPPED: usize = 2;

/// Most letters before the date of a line that is a date: `September 2019`, `seit Mai 2019`.
const BEFORE_DATE: usize = 9;

/// One side of a band of rows.
#[derive(Debug, Default)]
pub(super) struct Side {
    /// Its lines, from top to bottom.
    pub(super) lines: Vec<Line>,
    /// Characters that are no blanks.
    pub(super) characters: usize,
}

/// What a row holds on one side.
#[derive(Debug)]
pub(super) struct Line {
    /// Number of the row.
    row: usize,
    left: f32,
    right: f32,
    baseline: f32,
    size: f32,
    characters: usize,
    text: String,
}

impl Side {
    /// Adds a run of a row; runs come row by row.
    pub(super) fn add(&mut self, row: usize, run: &Run) {
        self.characters += run.weight;
        if let Some(line) = self.lines.last_mut()
            && line.row == row
        {
            // Runs of one row may come in any order, because their baselines differ a little.
            if run.left < line.left {
                line.text = format!("{} {}", run.text, line.text);
            } else {
                line.text = format!("{} {}", line.text, run.text);
            }
            line.left = line.left.min(run.left);
            line.right = line.right.max(run.right);
            line.characters += run.weight;
            return;
        }
        self.lines.push(Line {
            row,
            left: run.left,
            right: run.right,
            baseline: run.baseline,
            size: run.size,
            characters: run.weight,
            text: run.text.clone(),
        });
    }

    /// Lines that are full of words: 25 characters and more on the average.
    pub(super) fn is_prose(&self) -> bool {
        self.characters >= self.lines.len() * 25
    }

    /// Its first and its last row.
    fn rows(&self) -> Option<(usize, usize)> {
        Some((self.lines.first()?.row, self.lines.last()?.row))
    }

    /// Lines above and below the other side.
    fn alone(&self, other: &Side) -> usize {
        let Some((first, last)) = other.rows() else { return 0 };
        self.lines.iter().filter(|line| line.row < first || line.row > last).count()
    }

    /// Lines with a date after at most so many letters.
    fn dated(&self, before: usize) -> usize {
        self.lines.iter().filter(|line| holds_date(&line.text, before)).count()
    }

    /// Whether most of its lines are bullets or numbers, which some programs draw on their own.
    fn is_markers(&self) -> bool {
        let is_marker = |line: &&Line| {
            line.characters <= 4 && line.text.chars().filter(|letter| letter.is_alphabetic()).count() < 2
        };
        self.lines.iter().filter(is_marker).count() * 2 > self.lines.len()
    }

    /// Whether its lines stand in at least half of the rows from its first to its last.
    fn is_close(&self) -> bool {
        self.rows().is_some_and(|(first, last)| self.lines.len() * 2 > last - first)
    }

    /// Whether half of its lines name what stands beside them.
    fn is_labels(&self) -> bool {
        let labels = self.lines.iter().filter(|line| line.text.ends_with(':')).count();
        labels > 0 && labels * 2 >= self.lines.len()
    }

    /// Lines that go on with the sentence above and have a line of the other side beside them.
    fn wrapped_beside(&self, other: &Side) -> usize {
        let left = self.lines.iter().map(|line| line.left).fold(f32::INFINITY, f32::min);
        let right = self.lines.iter().map(|line| line.right).fold(f32::NEG_INFINITY, f32::max);
        // Only a full line wraps.
        let full = left + (right - left) * 0.7;
        let mut wrapped = 0;
        for pair in self.lines.windows(2) {
            let [above, line] = pair else { continue };
            let has_beside = other.lines.binary_search_by_key(&line.row, |beside| beside.row).is_ok();
            wrapped += usize::from(has_beside && above.right >= full && line.goes_on_from(above));
        }
        wrapped
    }
}

impl Line {
    /// Whether it goes on with the sentence of the line above: with a small letter, or set in below
    /// a bullet.
    fn goes_on_from(&self, above: &Line) -> bool {
        let size = self.size.max(above.size);
        if above.characters < 20 || above.baseline - self.baseline > size * 2.2 {
            return false;
        }
        let set_in = self.left - above.left;
        let is_below_bullet = above.text.starts_with(is_bullet) && set_in > size * 0.2 && set_in < size * 2.5;
        is_below_bullet || self.text.starts_with(char::is_lowercase)
    }
}

/// Whether two sides whose lines stand level are columns all the same.
pub(super) fn are_columns(left: &Side, right: &Side) -> bool {
    // Dates at the left stand alone, notes at the right may name a place as well: `Kiel, 2019`.
    let (narrow, wide, before) = if left.characters <= right.characters {
        (left, right, BEFORE_DATE)
    } else {
        (right, left, usize::MAX)
    };
    if narrow.lines.len() < SHORTEST || wide.lines.len() < FEWEST {
        return false;
    }
    if narrow.dated(before) > wide.dated(usize::MAX) || narrow.is_markers() || narrow.is_labels() {
        return false;
    }
    let alone = wide.alone(narrow).max(narrow.alone(wide));
    if narrow.lines.len() < FEWEST {
        return alone >= LONG_ALONE && narrow.is_close();
    }
    let wrapped = wide.wrapped_beside(narrow);
    if narrow.is_close() {
        return alone >= FEWEST || wrapped >= WRAPPED;
    }
    // Lines far apart look like labels, and labels stand where something begins.
    wrapped > WRAPPED && wrapped * 4 >= narrow.lines.len()
}

fn is_bullet(letter: char) -> bool {
    matches!(letter, '-' | '–' | '—' | '*' | '•' | '·' | '▪' | '◦' | '‣' | '●' | '○' | '■' | '\u{f0b7}')
}

/// Whether a line holds a year or a month in digits (`2019`, `03/18`, `3.2018`) after at most so many
/// letters. Not one with an address or a phone number, whose digits may look like one.
fn holds_date(text: &str, before: usize) -> bool {
    if text.contains(['@', '+']) {
        return false;
    }
    let mut letters = 0;
    for word in text.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | '/')) {
        if is_date(word) {
            return letters <= before;
        }
        letters += word.chars().filter(|letter| letter.is_alphabetic()).count();
    }
    false
}

fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['.', '/']).filter(|part| !part.is_empty()).collect();
    if parts.iter().any(|part| !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return false;
    }
    let is_year = |part: &&str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let is_month = |month: &str, year: &str| {
        year.len() == 2 && month.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
    };
    parts.iter().any(is_year) || matches!(parts.as_slice(), [month, year] if is_month(month, year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_other_numbers() {
        for dated in
            ["2019", "Jan 2019 - today", "03/2018", "03/18 - 04/20", "1.4.2021", "2015.", "seit Mai 2019"]
        {
            assert!(holds_date(dated, BEFORE_DATE), "{dated}");
        }
        for plain in
            ["", "Docker", "20 years", "2.0", "+44 20 7946 0001", "ada2019@example.org", "24/7", "1850"]
        {
            assert!(!holds_date(plain, usize::MAX), "{plain}");
        }
        assert!(holds_date("University of Kiel, 2019", usize::MAX));
        assert!(!holds_date("University of Kiel, 2019", BEFORE_DATE));
    }
}

//! Lines of an address and the runs of letters and digits in them.

use crate::normal::fold::{ascii, single_spelling};

/// One line, or one part between commas.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Lower-case ASCII, as written otherwise.
    pub(super) folded: String,
}

/// A run of letters or of digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// Folded letters, doubled spellings written once; or digits.
    pub(super) text: String,
    /// The same with doubled spellings as they were written.
    pub(super) written: String,
    pub(super) is_number: bool,
    /// Whether nothing stands between it and the run before.
    pub(super) is_glued: bool,
    /// What stands before it, apart from spaces: `/`, `-`, `#`, `.` or nothing.
    pub(super) mark: Option<char>,
    /// Whether a dot follows.
    pub(super) has_dot: bool,
}

/// Most lines of one address.
const MAXIMUM_LINES: usize = 12;

impl Line {
    pub(super) fn new(text: &str) -> Option<Self> {
        // `n° 5`, `3º B` and `3ªB` end their word; the degree sign has a name of its own.
        let folded = ascii(&text.replace(['°', '˚', 'º', 'ª'], "o "));
        let trimmed = folded.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '#' && c != ')');
        (!trimmed.is_empty()).then(|| Self { folded: trimmed.to_owned() })
    }

    pub(super) fn words(&self) -> Vec<&str> {
        self.folded.split_whitespace().collect()
    }

    pub(super) fn has_digit(&self) -> bool {
        self.folded.bytes().any(|b| b.is_ascii_digit())
    }

    pub(super) fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut mark = None;
        let mut is_glued = false;
        for character in self.folded.chars() {
            if !character.is_ascii_alphanumeric() {
                if character == '.'
                    && is_glued
                    && let Some(last) = runs.last_mut()
                {
                    last.has_dot = true;
                }
                if matches!(character, '/' | '-' | '#' | '.') {
                    mark = Some(character);
                }
                is_glued = false;
                continue;
            }
            let is_number = character.is_ascii_digit();
            match runs.last_mut() {
                Some(last) if is_glued && last.is_number == is_number => last.text.push(character),
                _ => {
                    let text = character.to_string();
                    let written = String::new();
                    runs.push(Run { text, written, is_number, is_glued, mark, has_dot: false });
                }
            }
            mark = None;
            is_glued = true;
        }
        for run in &mut runs {
            let folded = single_spelling(&run.text);
            run.written = std::mem::replace(&mut run.text, folded);
        }
        runs
    }
}

/// The lines of a text: cut at line ends, commas and semicolons.
pub(super) fn split(text: &str) -> Vec<Line> {
    text.split(['\n', '\r', ',', ';', '|', '\u{3001}', '\u{ff0c}', '•', '·'])
        .map(before_care_of)
        .filter_map(Line::new)
        .filter(|line| !is_care_of(line))
        .take(MAXIMUM_LINES)
        .collect()
}

/// Puts a house number of its own column behind the street, unless the street ends with it.
pub(super) fn add_number(lines: &mut [Line], number: &str) {
    let (Some(extra), Some(first)) = (Line::new(number), lines.first_mut()) else { return };
    let runs = first.runs();
    let new: String = extra.runs().iter().map(|run| run.text.as_str()).collect();
    let ends: String = runs.iter().skip_while(|run| !run.is_number).map(|run| run.text.as_str()).collect();
    if !extra.has_digit() || ends == new {
        return;
    }
    first.folded.push(' ');
    first.folded.push_str(&extra.folded);
}

/// What stands before a care-of behind a street on one line: `Musterstr. 12 c/o Roth`.
fn before_care_of(line: &str) -> &str {
    let lower = line.to_ascii_lowercase();
    let at = [" c/o", " c.o.", " care of ", " (c/o"].into_iter().filter_map(|word| lower.find(word)).min();
    // A digit behind it may be the postcode: such a line stays whole.
    let cut = at.and_then(|at| line.split_at_checked(at));
    match cut {
        Some((before, rest)) if !before.trim().is_empty() && !rest.contains(|c: char| c.is_ascii_digit()) => {
            before
        }
        _ => line,
    }
}

/// `c/o Roth`, `bei Roth`, `z. Hd.`: whose door it is besides, not which door.
fn is_care_of(line: &Line) -> bool {
    let text = line.folded.as_str();
    [
        "c/o", "c.o.", "co/", "attn", "att:", "att.", "z.hd", "z. hd", "zhd ", "zh. ", "p.a. ", "bei ",
        "care of ", "chez ",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

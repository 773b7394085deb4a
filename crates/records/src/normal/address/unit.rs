//! House letter and unit from what follows a house number.

use super::lines::Run;
use super::words::{UNIT_WORDS, side};

/// One letter or number of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    text: String,
    is_number: bool,
    /// Behind a word such as `Apt`: no house letter.
    is_named: bool,
}

/// Pieces of house letter and unit, in the order in which they are written.
#[derive(Debug, Clone, Default)]
pub(super) struct Unit {
    pieces: Vec<Piece>,
}

/// Longest word that may be part of a unit's name.
const LONGEST_WORD: usize = 3;

impl Unit {
    /// Adds what the runs say. Words that only name what follows are dropped, sides and the ground
    /// floor get one spelling, ordinal endings go.
    pub(super) fn add(&mut self, runs: &[Run]) {
        let mut is_named = false;
        let mut before: Option<&Run> = None;
        for (index, run) in runs.iter().enumerate() {
            let next = runs.get(index + 1);
            is_named |= run.mark == Some('#');
            if run.is_number {
                let trimmed = run.text.trim_start_matches('0');
                let text = if trimmed.is_empty() { "0" } else { trimmed };
                self.push(text, true, is_named);
            } else if before.is_some_and(|b| b.is_number && is_ordinal_ending(b, run, next)) {
                // `3rd`, `2.º`
            } else if is_unit_word(run, next) {
                is_named = true;
            } else if let Some(canonical) = side(&run.text) {
                self.push(canonical, canonical == "0", true);
            } else if run.text.len() <= LONGEST_WORD {
                self.push(&run.text, false, is_named);
            }
            before = Some(run);
        }
    }

    fn push(&mut self, text: &str, is_number: bool, is_named: bool) {
        self.pieces.push(Piece { text: text.to_owned(), is_number, is_named });
    }

    /// The house letter (`a`, `bis`), and the unit with pieces of one kind set apart by `/`.
    pub(super) fn finish(self) -> (String, Option<String>) {
        let is_letter = |piece: &Piece| {
            !piece.is_number
                && !piece.is_named
                && (piece.text.len() == 1 || matches!(piece.text.as_str(), "bis" | "ter"))
        };
        let letter = self.pieces.first().filter(|piece| is_letter(piece)).map(|piece| piece.text.clone());
        let mut unit = String::new();
        let mut was_number = None;
        for piece in self.pieces.iter().skip(usize::from(letter.is_some())) {
            if was_number == Some(piece.is_number) {
                unit.push('/');
            }
            unit.push_str(&piece.text);
            was_number = Some(piece.is_number);
        }
        (letter.unwrap_or_default(), (!unit.is_empty()).then_some(unit))
    }
}

fn is_ordinal_ending(number: &Run, word: &Run, next: Option<&Run>) -> bool {
    let touches = word.is_glued
        || (number.has_dot && word.mark == Some('.') && matches!(word.text.as_str(), "o" | "a"));
    let is_floor_next = next.is_some_and(|n| {
        matches!(n.text.as_str(), "etage" | "floor" | "piso" | "stock" | "andar" | "verdieping")
    });
    let is_ending = matches!(word.text.as_str(), "st" | "nd" | "rd" | "th" | "er" | "eme" | "o");
    touches && (is_ending || (is_floor_next && word.text.len() == 1))
}

/// A word for a unit; a single letter or `no` only before a number.
fn is_unit_word(run: &Run, next: Option<&Run>) -> bool {
    let is_listed = UNIT_WORDS.contains(&run.text.as_str());
    if run.text.len() > 1 && !matches!(run.text.as_str(), "as" | "no") {
        return is_listed;
    }
    is_listed && !run.is_glued && next.is_some_and(|n| n.is_number && !n.is_glued)
}

/// Whether a line between commas can be a unit: it names one, or is a short code.
pub(super) fn is_unit_line(runs: &[Run]) -> bool {
    let names_one =
        runs.first().is_some_and(|run| UNIT_WORDS.contains(&run.text.as_str()) || run.mark == Some('#'))
            || runs.iter().any(|run| run.text.len() > 2 && UNIT_WORDS.contains(&run.text.as_str()));
    let is_code = runs.len() <= 6
        && runs
            .iter()
            .all(|run| run.is_number || run.text.len() <= LONGEST_WORD || side(&run.text).is_some());
    let has_substance =
        runs.iter().any(|run| run.is_number || run.text.len() == 1 || side(&run.text).is_some());
    has_substance && (is_code || (names_one && runs.len() <= 8))
}

//! What must never leave a CV: birth dates, nationality, family status and the like.
//!
//! Fields are recognised by their labels, as everywhere ([`is_protected`]). In the block of personal
//! details, where labels are often left out, every piece that names something protected or a day goes.

use super::dates::{names_a_day, span_in};
use crate::normal::fold::ascii;
use crate::protected::is_protected;

/// Drops protected pieces line by line; remembers labels whose values are still to come.
#[derive(Debug, Default)]
pub(super) struct Redactor {
    awaited: usize,
}

/// A label has at most so many words; a longer text before a colon is a sentence.
const LABEL_WORDS: usize = 6;

impl Redactor {
    /// Forgets labels without a value: another part of the CV begins.
    pub(super) fn reset(&mut self) {
        self.awaited = 0;
    }

    /// The line without its protected pieces; `None` where nothing is left. `is_strict` in the block
    /// of personal details.
    pub(super) fn clean(&mut self, line: &str, is_strict: bool) -> Option<String> {
        let pieces = pieces(line);
        let kept: Vec<&str> =
            pieces.iter().copied().filter_map(|piece| self.keep(piece, is_strict)).collect();
        if kept.len() == pieces.len() && kept == pieces {
            return Some(line.to_owned());
        }
        if kept.is_empty() { None } else { Some(kept.join(" | ")) }
    }

    /// What may stay of one piece.
    fn keep<'a>(&mut self, piece: &'a str, is_strict: bool) -> Option<&'a str> {
        let text = piece.trim_start_matches(|character: char| !character.is_alphanumeric());
        if text.is_empty() && !piece.contains('*') {
            return Some(piece);
        }
        if let Some((label, value)) = text.split_once(':')
            && label.split_whitespace().count() <= LABEL_WORDS
        {
            if !is_label_protected(label, value, is_strict) {
                return Some(piece);
            }
            if value.trim().is_empty() {
                self.awaited += 1;
            }
            return None;
        }
        let words = text.split_whitespace().count();
        if self.awaited > 0 && words <= LABEL_WORDS && !is_contact(text) {
            self.awaited -= 1;
            return None;
        }
        let starts_with_label = label_in_front(text);
        if let Some(is_whole) = starts_with_label
            && (is_strict || words <= LABEL_WORDS)
        {
            self.awaited += usize::from(is_whole);
            return None;
        }
        if !is_strict || span_in(piece).is_some_and(|span| span.is_range) {
            return Some(piece);
        }
        let is_private =
            |part: &str| is_protected(part) || names_a_day(part) || label_in_front(part).is_some();
        if !is_private(text) && !text.split(',').any(is_private) {
            return Some(piece);
        }
        // A line such as `Jo Doe, born 1990, jo@example.org`: the contact may stay.
        piece.split(',').map(str::trim).find(|part| is_contact(part))
    }
}

/// Programming languages share their label with those spoken.
fn is_label_protected(label: &str, value: &str, is_strict: bool) -> bool {
    if !is_protected(label) {
        return false;
    }
    let folded = ascii(label.trim());
    if !is_strict && matches!(folded.as_str(), "languages" | "language" | "sprachen") {
        return value.trim().is_empty() || names_spoken_level(value);
    }
    true
}

#[rustfmt::skip]
const SPOKEN: &[&str] = &[
    "native", "fluent", "fluently", "bilingual", "mother", "muttersprache", "fliessend", "fliesend", "verhandlungssicher",
    "conversational", "a1", "a2", "b1", "b2", "c1", "c2", "english", "german", "englisch", "deutsch", "french",
    "franzosisch", "spanish", "spanisch", "italian", "italienisch", "grundkenntnisse", "intermediate", "proficient",
];

fn names_spoken_level(value: &str) -> bool {
    ascii(value)
        .split(|character: char| !character.is_ascii_alphanumeric())
        .any(|word| SPOKEN.contains(&word))
}

/// Labels that CVs write without a colon, folded.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "date of birth", "birth date", "birthdate", "place of birth", "date and place of birth", "dob", "d o b",
    "nationality", "citizenship", "marital status", "civil status", "family status", "gender", "sex", "religion", "age",
    "geburtsdatum", "geburtsort", "geburtsdatum und ort", "geburtsdatum ort", "geburtstag", "geburtsname",
    "staatsangehorigkeit", "staatsangehoerigkeit", "nationalitat", "nationalitaet", "staatsburgerschaft", "familienstand", "geschlecht", "konfession",
    "religionszugehorigkeit", "alter", "photo", "foto", "bewerbungsfoto", "lichtbild",
];

/// Beginnings of a birth date without any label: `geb. 12.03.1988 in ...`.
const BORN: &[&str] = &["geb", "geboren", "born"];

/// Whether a text begins with a protected label, and whether it is nothing but the label.
fn label_in_front(text: &str) -> Option<bool> {
    let folded = ascii(text);
    let words: Vec<&str> = folded
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has_digit = folded.bytes().any(|byte| byte.is_ascii_digit());
    if words.first().is_some_and(|word| BORN.contains(word)) && has_digit {
        return Some(false);
    }
    for length in (1..=words.len().min(5)).rev() {
        let front = words.get(..length)?.join(" ");
        if !LABELS.contains(&front.as_str()) {
            continue;
        }
        let is_whole = length == words.len();
        // `Age verification service`, `Gender equality`: words that go on without a value.
        let is_doubtful =
            matches!(front.as_str(), "age" | "alter" | "sex" | "gender" | "photo" | "foto" | "religion");
        if is_whole || has_digit || !is_doubtful {
            return Some(is_whole);
        }
    }
    None
}

fn is_contact(text: &str) -> bool {
    let lower = text.to_lowercase();
    if text.contains('@')
        || ["://", "www.", "linkedin", "github", "gitlab"].iter().any(|sign| lower.contains(sign))
    {
        return true;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 7 && !names_a_day(text) && text.chars().all(|character| !character.is_alphabetic())
}

/// The pieces of a line: between bars, dots, semicolons, tabs and wide gaps.
fn pieces(line: &str) -> Vec<&str> {
    line.split(['|', '\t', '·', '•', ';', '│'])
        .flat_map(|piece| piece.split("   "))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect()
}

#[cfg(test)]
mod tests;

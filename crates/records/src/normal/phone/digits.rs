//! What a cell says: the digits of its first number, whether they are international, the extension.

use crate::normal::fold::ascii;

/// A number as written, before any numbering plan is asked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Digits of the number itself, without `+`.
    pub(super) digits: String,
    /// Whether a `+` stood before them.
    pub(super) has_plus: bool,
    /// The digits of an extension.
    pub(super) extension: Option<String>,
}

/// Words before an extension, English, German, French, Spanish and Italian.
const EXTENSION_WORDS: &[&str] =
    &["x", "ext", "extn", "extension", "xtn", "dw", "durchwahl", "app", "apparat", "poste", "int", "interno"];

/// Longest cell that may hold one number with its label.
const MAXIMUM_INPUT: usize = 200;

impl Written {
    /// Reads the first number of a cell. `None` where there is none or it is spoilt.
    pub(super) fn read(text: &str) -> Option<Self> {
        if text.len() > MAXIMUM_INPUT || !text.chars().any(char::is_numeric) {
            return None;
        }
        let folded = ascii(text);
        let trimmed = without_decimal_zero(folded.trim());
        if is_scientific(trimmed) || trimmed.contains('@') {
            return None;
        }
        let (main, tail) = cut_at_word(without_label(trimmed));
        let found = extension(tail);
        // `1-800-FLOWERS`: the word is part of the number.
        if main.ends_with('-') && tail.starts_with(|c: char| c.is_ascii_alphabetic()) && found.is_none() {
            return None;
        }
        let without_zero = if main.contains('+') || main.trim_start().starts_with("00") {
            main.replace("(0)", "")
        } else {
            main.to_owned()
        };
        let has_plus =
            without_zero.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+').starts_with('+');
        let digits: String = without_zero.chars().filter(char::is_ascii_digit).collect();
        Some(Self { digits, has_plus, extension: found })
    }
}

/// A spreadsheet that took the number for a figure writes `491761234567.0`.
fn without_decimal_zero(text: &str) -> &str {
    let Some(stem) = text.strip_suffix(".0").or_else(|| text.strip_suffix(",0")) else { return text };
    let is_one_figure = stem.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '+');
    let figures = stem.chars().filter(char::is_ascii_digit).count();
    if is_one_figure && figures >= 7 { stem } else { text }
}

/// `4.91762E+11`: the digits behind are lost, so many numbers would look alike.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once('e') else { return false };
    let is_mantissa = !mantissa.is_empty()
        && mantissa.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-'));
    let power = exponent.trim_start_matches(['+', '-']);
    is_mantissa && !power.is_empty() && power.chars().all(|c| c.is_ascii_digit())
}

/// Without `tel:`, `Mobile:`, `M.` and the like before the first digit or plus.
fn without_label(text: &str) -> &str {
    let start = text.find(|c: char| c.is_ascii_digit() || c == '+').unwrap_or(0);
    let before = text.get(..start).unwrap_or_default();
    let from = if before.ends_with('(') { start - 1 } else { start };
    text.get(from..).unwrap_or(text)
}

/// The number and what follows it: the cut stands at the first letter, at `;`, `,` or `#`, and
/// before a second `+`.
fn cut_at_word(text: &str) -> (&str, &str) {
    let first_digit = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    for (index, character) in text.char_indices().skip_while(|(index, _)| *index <= first_digit) {
        if character.is_ascii_alphabetic() || matches!(character, ';' | ',' | '#' | '+') {
            return text.split_at(index);
        }
    }
    (text, "")
}

/// The extension, where a word for it or `#` stands first in the tail.
fn extension(tail: &str) -> Option<String> {
    let start = tail.trim_start_matches([';', ',', ' ']);
    let rest = if let Some(rest) = start.strip_prefix('#') {
        rest
    } else {
        let word_end = start.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(start.len());
        let (word, rest) = start.split_at(word_end);
        if !EXTENSION_WORDS.contains(&word) {
            return None;
        }
        rest
    };
    let from_digit = rest.trim_start_matches([' ', '.', ':', '=', '-', '#']);
    let digits: String = from_digit.chars().take_while(char::is_ascii_digit).take(8).collect();
    (!digits.is_empty()).then_some(digits)
}

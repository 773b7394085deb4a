//! Whether what stands where a header should stand is one.
//!
//! A table without headers begins with somebody's data. So before a message or a guess shows a
//! header, it must be a word that is known as one, or differ in kind from the cells below it.

use super::headers::{self, fold};
use super::{mapping, vocabulary};

/// Longest header that is shown where no word of it is known, in characters.
const LONGEST: usize = 40;

/// Whether a text in this column is surely a header; `rows` are the first ones behind it.
pub(crate) fn is_header(header: &str, column: usize, rows: &[(u64, Vec<String>)]) -> bool {
    if is_known(header) {
        return true;
    }
    if Kind::of(header) != Kind::Words || header.chars().count() > LONGEST {
        return false;
    }
    let filled = || {
        rows.iter()
            .filter_map(|(_, cells)| cells.get(column))
            .map(|cell| cell.trim())
            .filter(|c| !c.is_empty())
    };
    let other = filled().filter(|cell| Kind::of(cell) != Kind::Words).count();
    other > 0 && other * 10 >= filled().count() * 8
}

/// Whether a row of headers holds at least one that surely is one.
pub(crate) fn holds_header(headers_row: &[String], rows: &[(u64, Vec<String>)]) -> bool {
    headers_row.iter().enumerate().any(|(column, header)| is_header(header, column, rows))
}

/// Whether a header is a word of the vocabulary, of a shipped mapping, or names a contact.
fn is_known(header: &str) -> bool {
    let folded = fold(header);
    let of_kind = |(_, names): &(&str, &[&str])| names.iter().any(|name| fold(name) == folded);
    !folded.is_empty()
        && (mapping::KINDS.iter().any(of_kind)
            || vocabulary::is_word(&folded)
            || (Kind::of(header) == Kind::Words && headers::named(header).is_some()))
}

/// What a text consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Letters and what stands between words.
    Words,
    /// Nothing, or anything with a digit, a colon or an at sign.
    Value,
}

impl Kind {
    fn of(text: &str) -> Self {
        let is_value = |c: char| c.is_numeric() || c == '@' || c == ':';
        if text.trim().is_empty() || text.contains(is_value) { Self::Value } else { Self::Words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn below(cells: &[&str]) -> Vec<(u64, Vec<String>)> {
        (2..).zip(cells).map(|(line, cell)| (line, vec![(*cell).to_owned()])).collect()
    }

    #[test]
    fn known_words_and_words_over_values_are_headers() {
        for header in ["Vorname", "Employee #", "E-Mail", "PLZ", "Other phone", "signed_by"] {
            assert!(is_header(header, 0, &[]), "{header}");
        }
        assert!(is_header("Telefn", 0, &below(&["+49 30 23125 001", ""])));
    }

    #[test]
    fn what_may_be_a_value_is_none() {
        for text in ["Ada Brand", "Berlin", "ada@example.org", "+49 30 23125 001", "101", "", "2026-06-01"] {
            assert!(!is_header(text, 0, &below(&["Ben Brand", "Hamburg"])), "{text}");
            assert!(!is_header(text, 0, &[]), "{text}");
        }
        assert!(!is_header("ada@example.org", 0, &below(&["101"])));
        assert!(!holds_header(&["Ada".to_owned(), "7".to_owned()], &below(&["Ben"])));
    }
}

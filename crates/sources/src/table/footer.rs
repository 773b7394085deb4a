//! Rows below a table that are none of its rows: sums and notes.

use super::columns::{Cell, View};
use super::headers;

/// Words with which a row of sums begins, in English and German.
const SUMS: &[&str] = &[
    "total",
    "totals",
    "grandtotal",
    "sum",
    "subtotal",
    "count",
    "summe",
    "gesamt",
    "gesamtsumme",
    "gesamtanzahl",
    "gesamtzahl",
    "insgesamt",
    "zwischensumme",
    "anzahl",
];

/// Most cells of a row of sums beside the one that says so.
const MOST_SUMS: usize = 3;

/// Whether a row only sums up others: its first filled cell says so (`Total`, `Gesamt: 12`), and
/// hardly another is filled.
pub(super) fn is_totals(view: View<'_>) -> bool {
    let mut filled = filled(view);
    let Some(first) = filled.next() else { return false };
    let others = filled.count();
    let folded = headers::fold(first.text);
    let word = folded.trim_end_matches(|c: char| c.is_numeric());
    if SUMS.contains(&word) {
        return others <= MOST_SUMS;
    }
    // `Total employees: 12` alone in its row; beside other cells it may be anything.
    let begins = headers::words(first.text).first().is_some_and(|word| SUMS.contains(&word.as_str()));
    others == 0 && begins && first.text.contains([':', ' '])
}

/// Whether a row holds nothing but a remark in the column of keys (`Page 1 of 3`): a key has no
/// blanks or colons, and a row of a person says more than that.
pub(super) fn is_note(view: View<'_>) -> bool {
    let mut filled = filled(view);
    let (Some(only), None) = (filled.next(), filled.next()) else { return false };
    let is_key = view.columns.of("key").contains(&only.column);
    view.columns.headers.len() > 1 && is_key && only.text.contains([':', ' '])
}

fn filled(view: View<'_>) -> impl Iterator<Item = Cell<'_>> {
    (0..view.row.len()).filter_map(move |column| view.at(column))
}

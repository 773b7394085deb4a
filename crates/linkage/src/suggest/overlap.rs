//! How much do the values of two columns overlap, however each is written?

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::kind::is_phone;
use crate::distance::latin::plain;
use crate::table::{Column, hash};
use crate::text::runs;

/// Values that are looked for.
const SAMPLE: usize = 1_000;

/// The values that some row holds.
pub fn texts(column: &Column) -> impl Iterator<Item = Cow<'_, str>> {
    let counts = column.counts();
    column.values.codes().filter(move |code| counts[*code as usize] > 0).map(|code| column.values.text(code))
}

/// Digest of a value that is the same however it is written: case, accents and the order of words aside, and of
/// telephone numbers what comes before the last eight digits.
pub fn form(text: &str) -> u64 {
    if is_phone(text) {
        let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
        // A date has eight.
        if digits.len() > 8 {
            return hash(&digits[digits.len() - 8..]);
        }
    }
    let plain = plain(text.as_bytes());
    let mut words: Vec<&str> = runs(&plain).collect();
    words.sort_unstable();
    hash(words.join(" ").as_bytes())
}

/// Digests of a column's values.
pub fn digests(column: &Column) -> BTreeSet<u64> {
    smallest(texts(column).map(|text| form(&text)))
}

/// The smallest digests.
pub fn smallest(digests: impl Iterator<Item = u64>) -> BTreeSet<u64> {
    let mut made = BTreeSet::new();
    for digest in digests {
        made.insert(digest);
        if made.len() > SAMPLE {
            made.pop_last();
        }
    }
    made
}

/// Share of the values that both have, of those of the smaller, and how many of the sample that are.
pub fn overlap(own: &BTreeSet<u64>, theirs: &BTreeSet<u64>) -> (f64, usize) {
    // The smallest digests of both: what one has below the other's largest can be compared.
    let bound = own.last().min(theirs.last()).copied().unwrap_or(0);
    let mine: Vec<&u64> = own.range(..=bound).collect();
    let shared = mine.iter().filter(|digest| theirs.contains(digest)).count();
    let base = mine.len().min(theirs.range(..=bound).count()).max(1);
    (shared as f64 / base as f64, shared)
}

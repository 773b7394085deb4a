//! How much do the values of two columns overlap, however each is written?

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::amounts::{amount, are_counted, counted};
use super::kind::{Kind, is_phone};
use super::look::Look;
use crate::distance::date::Date;
use crate::distance::date_text::Pattern;
use crate::distance::latin::plain;
use crate::distance::number;
use crate::distance::spelling::spelling;
use crate::table::{Column, hash};
use crate::text::runs;

/// Values that are looked for.
const SAMPLE: usize = 1_000;

/// Letters and digits of a code at least, letters beside each other at most, and the digits of a hardware address.
const CODE: usize = 8;
const LETTERS: usize = 4;
const HARDWARE: usize = 12;

/// The values that some row holds.
pub fn texts(column: &Column) -> impl Iterator<Item = Cow<'_, str>> {
    let counts = column.counts();
    column.values.codes().filter(move |code| counts[*code as usize] > 0).map(|code| column.values.text(code))
}

/// Digest of a value that is the same however it is written: case, accents, scripts and the order of words aside, what
/// stands between the parts of a code, how a number or a day is written, and of telephone numbers what comes before the
/// last eight digits.
pub fn form(text: &str) -> u64 {
    if let Some(digest) = of_phone(text) {
        return digest;
    }
    if text.bytes().any(|own| own.is_ascii_digit()) {
        if let Some(day) = day(text) {
            return hash(day.to_string().as_bytes());
        }
        if is_separated(text) {
            return hash(&alphanumeric(text));
        }
        if let Some(number) = number::parse(text.as_bytes()).or_else(|| amount(text)) {
            return hash(number.to_string().as_bytes());
        }
    }
    of_words(text)
}

fn of_phone(text: &str) -> Option<u64> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
    // A date has eight.
    (is_phone(text) && digits.len() > 8).then(|| hash(&digits[digits.len() - 8..]))
}

/// Digest of its words, whatever their order, case, accents and script.
pub fn of_words(text: &str) -> u64 {
    let mut words = words(text);
    words.sort_unstable();
    hash(words.join(" ").as_bytes())
}

/// Its words in their order, case, accents and script aside.
pub fn words(text: &str) -> Vec<String> {
    let plain = plain(handle(text).as_bytes());
    if plain.is_ascii() {
        runs(&plain).map(str::to_owned).collect()
    } else {
        runs(handle(text)).map(romanised).collect()
    }
}

/// A day in the ways that can be read without knowing the others.
fn day(text: &str) -> Option<Date> {
    static GERMAN: LazyLock<Option<Pattern>> = LazyLock::new(|| Pattern::new("%d.%m.%Y").ok());
    let by_pattern = || GERMAN.as_ref().and_then(|pattern| pattern.parse(text.as_bytes()));
    Date::parse(text.as_bytes()).or_else(by_pattern).filter(|day| day.is_full() && day.is_possible())
}

/// A handle without what stands before it: `@ada`, `https://example.org/ada/`. Other values are as they are.
pub fn handle(text: &str) -> &str {
    let text = text.trim();
    let is_linked =
        text.contains("://") || text.starts_with('@') || text.starts_with("www.") || is_short_link(text);
    let is_alone = is_linked && !text.contains(char::is_whitespace);
    let last = text.trim_end_matches('/').rsplit(['/', '@']).next().filter(|own| is_alone && !own.is_empty());
    last.unwrap_or(text)
}

/// A host and one name behind it: `t.me/ada`.
fn is_short_link(text: &str) -> bool {
    text.split_once('/').is_some_and(|(host, rest)| {
        host.contains('.')
            && host.chars().all(|own| own.is_ascii_alphabetic() || own == '.')
            && !rest.is_empty()
    })
}

/// Whether a value is a code that is written in groups, or could be: mostly digits and no run of letters that is a word, as
/// accounts are, or the twelve hexadecimal digits of a hardware address.
pub fn is_separated(text: &str) -> bool {
    let (mut digits, mut all, mut letters, mut is_hexadecimal) = (0, 0, 0, true);
    for own in text.trim().bytes() {
        match own {
            b'0'..=b'9' => (digits, all, letters) = (digits + 1, all + 1, 0),
            own if own.is_ascii_alphabetic() => {
                (all, letters) = (all + 1, letters + 1);
                is_hexadecimal &= own.is_ascii_hexdigit();
                if letters > LETTERS && !is_hexadecimal {
                    return false;
                }
            }
            b' ' | b'-' | b':' | b'/' | b'_' => letters = 0,
            _ => return false,
        }
    }
    is_hexadecimal && all == HARDWARE && digits > 0
        || letters <= LETTERS && all >= CODE && digits * 10 >= all * 6
}

pub fn alphanumeric(text: &str) -> Vec<u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|own| own.to_ascii_lowercase()).collect()
}

/// A word of Cyrillic or Greek letters as it is spelled in Latin ones; of other scripts as it is.
fn romanised(word: &str) -> String {
    let latin = spelling(word.as_bytes());
    if latin.is_empty() { plain(word.as_bytes()) } else { latin }
}

/// Digests of a column's values, by what they are and by their words: days and months may have changed places. Of codes by
/// letters and digits, and by these without the two letters of a country before them.
pub fn digests(column: &Column, kind: Kind) -> [BTreeSet<u64>; 2] {
    if are_counted(&Look::at(column)) {
        let numbers = texts(column).filter_map(|text| Some(counted(&text)?.0.to_string()));
        let of_numbers = smallest(numbers.map(|number| hash(number.as_bytes())));
        return [of_numbers.clone(), of_numbers];
    }
    if matches!(kind, Kind::Code | Kind::Identifier) {
        return [
            smallest(texts(column).map(|text| of_code(&text))),
            smallest(texts(column).map(|text| of_national(&text))),
        ];
    }
    let by_words = |text: &str| of_phone(text).unwrap_or_else(|| of_words(text));
    [smallest(texts(column).map(|text| form(&text))), smallest(texts(column).map(|text| by_words(&text)))]
}

/// Letters and digits of a code that has both, in one word; all else as it is read elsewhere.
fn of_code(text: &str) -> u64 {
    let code = handle(text);
    let has = |test: fn(&u8) -> bool| code.bytes().any(|own| test(&own));
    if has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic) && !code.contains(char::is_whitespace) {
        return hash(&alphanumeric(code));
    }
    form(text)
}

/// The same without the two letters of a country before it.
pub fn of_national(text: &str) -> u64 {
    let code = alphanumeric(text);
    let bare = without_country(&code);
    if bare.len() < code.len() || is_national(bare) { hash(bare) } else { of_code(text) }
}

/// A code of small letters and digits without the two letters before it: `de123456789`, `esb12345678`.
pub fn without_country(code: &[u8]) -> &[u8] {
    match code.split_at_checked(2) {
        Some((letters, rest)) if letters.iter().all(u8::is_ascii_alphabetic) && is_national(rest) => rest,
        _ => code,
    }
}

/// Whether a code is a number of a country without the country: eight signs and more, digits but for the first and last.
fn is_national(code: &[u8]) -> bool {
    code.len() >= CODE && code[1..code.len() - 1].iter().all(u8::is_ascii_digit)
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
    let [mine, other, shared] = counted_of_both(own, theirs);
    (shared as f64 / mine.min(other).max(1) as f64, shared)
}

/// How alike two columns are: shared values by the geometric mean of how many each has (Ochiai 1957). Of two columns that
/// another one's values are in, that which has few of its own besides is the other.
pub fn likeness(own: &BTreeSet<u64>, theirs: &BTreeSet<u64>) -> f64 {
    let [mine, other, shared] = counted_of_both(own, theirs);
    shared as f64 / (mine.max(1) as f64 * other.max(1) as f64).sqrt()
}

/// The values of one, of the other and of both. Each knows the smallest digests of its own: what one has below the other's
/// largest can be compared.
fn counted_of_both(own: &BTreeSet<u64>, theirs: &BTreeSet<u64>) -> [usize; 3] {
    let bound = own.last().min(theirs.last()).copied().unwrap_or(0);
    let mine: Vec<&u64> = own.range(..=bound).collect();
    let shared = mine.iter().filter(|digest| theirs.contains(digest)).count();
    [mine.len(), theirs.range(..=bound).count(), shared]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_otherwise_is_one() {
        for (one, other) in [
            ("DE89 3704 0044 0532 0130 00", "de89370400440532013000"),
            ("3C:22:FB:FD:A7:32", "3c22fbfda732"),
            ("1.178,10", "1178.10"),
            ("26.01.2024", "2024-01-26"),
            ("@ada_l", "https://example.org/ada_l"),
            ("t.me/ada_l", "ada_l"),
            ("+49 151 2345678", "0151/2345678"),
            ("Lovelace, Ada", "ada lovelace"),
            ("Петров Иван", "Ivan Petrov"),
        ] {
            assert_eq!(form(one), form(other), "{one} {other}");
        }
        for (one, other) in [("Main Street 12", "Main Street 21"), ("12.50", "1250"), ("ab-1", "ab-2")] {
            assert_ne!(form(one), form(other), "{one} {other}");
        }
    }

    #[test]
    fn words_with_numbers_are_no_codes() {
        for text in ["street 12 3", "Bern 3011", "12 Main St", "lot 4 of 5", "2024"] {
            assert!(!is_separated(text), "{text}");
        }
        for text in ["GB29 NWBK 6016 1331 9268 19", "aa-bb-cc-dd-ee-1f", "ATU 12345678"] {
            assert!(is_separated(text), "{text}");
        }
    }
}

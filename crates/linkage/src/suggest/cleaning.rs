//! In which form are the values of a column compared? Steps that bring them into one, only where they change something.

use std::collections::BTreeSet;

use super::kind::{AROUND, Kind, MOST, are_numbers, are_of_people, is_digits, is_phone, is_year, parts};
use super::look::Look;
use super::overlap::{alphanumeric, handle, without_country};
use super::patterns::USUAL;
use super::{amounts, durations};
use crate::distance::titles;
use crate::table::{Column, placeholders, says_nothing};

/// Share of the values of a list that programs have written out, with brackets around them.
const LISTED: f64 = 0.3;

/// Steps that make values of one form: only where they change something.
pub fn cleaning(kind: Kind, look: &Look<'_>) -> Vec<String> {
    let mut steps = Vec::new();
    match kind {
        Kind::Date(patterns) if patterns != USUAL => {
            let quoted: Vec<String> = patterns.iter().flatten().map(|text| format!("\"{text}\"")).collect();
            steps.push(format!("date {}", quoted.join(" ")));
        }
        // A compact date is one already, but its parts are cut more easily from the long form.
        Kind::Date(_) if look.common_length() == Some(8) => steps.push("date \"%Y%m%d\"".to_owned()),
        Kind::Year if look.share(is_year) < 0.999 => steps.push("match \"([12][0-9]{3})\"".to_owned()),
        Kind::Phone if look.share(|value| value.bytes().all(|own| own.is_ascii_digit())) < 0.999 => {
            let phones: Vec<&str> = look.values.iter().map(AsRef::as_ref).collect();
            steps.extend(of_phones(&phones));
        }
        Kind::Place if look.share(|value| value.matches(',').count() > 1) > 0.0 => {
            steps.push("replace \"([0-9]),([0-9])\" \"$1.$2\"".to_owned());
        }
        Kind::Number | Kind::Category if durations::are_written_in_two_ways(look) => {
            steps.push("seconds".to_owned());
        }
        Kind::Number if let Some(of_amounts) = amounts::cleaning(look) => steps.extend(of_amounts),
        Kind::Category if !look.values.iter().all(|value| is_digits(value)) && are_numbers(look) => {
            steps.extend(amounts::cleaning(look).unwrap_or_else(|| vec!["number".to_owned()]));
        }
        Kind::Number if look.share(|value| value.bytes().all(|own| own.is_ascii_digit())) < 1.0 => {
            steps.push("number".to_owned());
        }
        Kind::List(mark) => {
            if look.share(is_plain) < 0.999 {
                steps.push("plain".to_owned());
            }
            if let Some(mark) = mark {
                if look.share(|value| value.starts_with(AROUND)) >= LISTED {
                    steps.push("replace \"[\\[\\]{}'\\x22]\" \"\"".to_owned());
                }
                steps.push(format!("split \"{mark}\""));
                let phones: Vec<&str> = look.values.iter().flat_map(|value| parts(value, mark)).collect();
                let are_phones = phones.iter().filter(|part| is_phone(part)).count();
                if are_phones as f64 >= MOST * phones.len() as f64 {
                    steps.extend(of_phones(&phones));
                }
            }
        }
        Kind::Code | Kind::PostalCode
            if look
                .share(|value| value.bytes().all(|own| own.is_ascii_digit() || own.is_ascii_lowercase()))
                < 0.999 =>
        {
            steps.push("plain".to_owned());
            steps.push("alphanumeric".to_owned());
            if kind == Kind::Code && differ_in_countries(look) {
                steps.push("replace \"^[a-z]{2}([a-z0-9][0-9]{6,}[a-z0-9])$\" \"$1\"".to_owned());
            }
        }
        Kind::Email | Kind::GivenName | Kind::ShortText | Kind::LongText | Kind::Category => {
            if look.share(is_plain) < 0.999 {
                steps.push("plain".to_owned());
            }
            if look.share(|value| value.trim() != value) > 0.0 {
                steps.push("trim".to_owned());
            }
            // One table may write names as they are said at home, and another in Latin letters.
            let foreign = look.share(|value| value.chars().any(is_cyrillic_or_greek));
            if matches!(kind, Kind::GivenName | Kind::ShortText) && foreign > 0.02 && foreign < 0.98 {
                steps.push("spelling".to_owned());
            }
        }
        _ => {}
    }
    // Handles are written with the mark before them, as links and alone.
    let is_handle = |value: &str| handle(value) != value.trim();
    if matches!(kind, Kind::Code | Kind::ShortText)
        && look.share(is_handle) > 0.02
        && look.share(|value| !value.contains(' ')) >= MOST
    {
        steps.insert(0, "replace \"^.*[/@]([^/@]+)/*$\" \"$1\"".to_owned());
    }
    // Some of these words are names, too: Na, Nan, Null. Where they stand for nothing they are many.
    let least = (look.filled / 100).max(3);
    let nothing: BTreeSet<String> = look
        .values
        .iter()
        .zip(&look.counts)
        .filter(|(_, count)| **count as usize >= least)
        .map(|(value, _)| value.trim().to_lowercase())
        .filter(|value| says_nothing(value))
        .collect();
    if !nothing.is_empty() {
        let texts: Vec<String> = nothing.iter().map(|text| format!("\"{text}\"")).collect();
        steps.insert(0, format!("without {}", texts.join(" ")));
    }
    steps
}

/// Share of the values of either sort where one table writes the letters of a country before a code, and of those without
/// that are another's with them.
const OF_EITHER: f64 = 0.02;

/// Whether some codes are others with the two letters of a country before them.
fn differ_in_countries(look: &Look<'_>) -> bool {
    let codes: Vec<Vec<u8>> = look.values.iter().map(|value| alphanumeric(value)).collect();
    let (with, without): (Vec<&[u8]>, Vec<&[u8]>) =
        codes.iter().map(Vec::as_slice).partition(|code| without_country(code).len() < code.len());
    let known: BTreeSet<&[u8]> = without.into_iter().collect();
    let shared = with.iter().filter(|code| known.contains(without_country(code))).count();
    shared as f64 >= OF_EITHER * codes.len() as f64
}

/// Share of the values that have a title.
const TITLED: f64 = 0.01;

/// The step that takes words of address and degrees off names, where some have them.
pub fn without_titles(kind: Kind, look: &Look<'_>) -> Option<String> {
    let is_titled = |value: &str| titles::without_titles(value) != value.trim();
    let may_be_names = matches!(kind, Kind::GivenName | Kind::ShortText | Kind::LongText);
    let are_names = may_be_names && are_of_people(look);
    (are_names && look.share(is_titled) >= TITLED).then(|| "untitled".to_owned())
}

/// The step that leaves out values that stand for nothing, known by how many rows hold them.
pub fn without_placeholders(kind: Kind, column: &Column) -> Option<String> {
    // Of amounts some are usual: what a month costs.
    if matches!(kind, Kind::Category | Kind::Number | Kind::Year) {
        return None;
    }
    let mut texts: Vec<String> = placeholders(&column.counts()[1..])
        .into_iter()
        .map(|place| column.values.text(place as u32 + 1).into_owned())
        .filter(|text| !text.contains(['"', '\n', '\r']))
        .collect();
    texts.sort_unstable();
    let quoted: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
    (!quoted.is_empty()).then(|| format!("without {}", quoted.join(" ")))
}

/// Steps that make telephone numbers of one form.
fn of_phones(phones: &[&str]) -> Vec<String> {
    let mut steps = vec!["digits".to_owned()];
    // `+49 151 …` and `0151 …`: what comes before the last nine digits is written in more than one way, if only by the
    // smaller one of two tables.
    let abroad = phones.iter().filter(|own| own.starts_with('+') || own.starts_with("00")).count();
    if abroad > 0 && abroad < phones.len() {
        steps.push("last 9".to_owned());
    }
    steps
}

fn is_cyrillic_or_greek(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{52f}') && letter.is_alphabetic()
}

fn is_plain(value: &str) -> bool {
    value == crate::distance::latin::plain(value.as_bytes())
}

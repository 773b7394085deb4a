//! Street and house number.

use super::is_country;
use super::lines::{Line, Run};
use super::spelled::Spelled;
use super::unit::{Unit, is_unit_line};
use super::words::{BOX_WORDS, NUMBER_WORDS, UNIT_WORDS, is_english_type, is_street_type, side, street_word};
use crate::normal::fold::single_spelling;

/// What the lines say of street, house and unit.
#[derive(Debug)]
pub(super) struct Door {
    pub(super) street: String,
    pub(super) number: String,
    pub(super) unit: Option<String>,
    pub(super) spelled: Spelled,
}

/// Street and number in one line, and what stands behind.
struct Reading {
    street: String,
    spelled: Spelled,
    digits: String,
    tail: Vec<Run>,
    has_type: bool,
}

/// Longest house number.
const LONGEST_NUMBER: usize = 6;

/// Longest house number of its own behind a street that no word tells.
const LONGEST_BARE_NUMBER: usize = 3;

/// Reads the lines of an address without its town. The first line with a street word and a number
/// is the street, else the first with a number; short codes before and behind it are the unit.
pub(super) fn read(lines: &[Line]) -> Option<Door> {
    let beside = number_behind(lines);
    read_joined(&join_number_lines(lines), beside.is_none())
        .or_else(|| read_joined(&beside?, true))
        .or_else(|| read_joined(&join_number_lines(lines), true))
}

/// Reads lines whose numbers stand beside their streets. Unless it must, a line that may name a unit alone is no street.
fn read_joined(joined: &[Line], must: bool) -> Option<Door> {
    let runs: Vec<Vec<Run>> = joined.iter().map(Line::runs).collect();
    let readings: Vec<Option<Reading>> =
        runs.iter().map(|line| if is_unit_first(line) { None } else { read_line(line) }).collect();
    let typed = readings.iter().position(|r| r.as_ref().is_some_and(|reading| reading.has_type));
    let plain =
        || readings.iter().zip(&runs).position(|(reading, line)| reading.is_some() && !is_unit_line(line));
    let chosen = typed.or_else(plain).or_else(|| readings.iter().position(Option::is_some).filter(|_| must));
    let Some((index, reading)) = chosen.and_then(|i| Some((i, readings.get(i)?.as_ref()?))) else {
        return runs.iter().find_map(|line| read_box(line)).filter(|_| must);
    };
    let mut unit = Unit::default();
    unit.add(&reading.tail);
    for (place, line) in runs.iter().enumerate() {
        if place != index && is_unit_line(line) {
            unit.add(line);
        }
    }
    let (letter, rest) = unit.finish();
    Some(Door {
        street: reading.street.clone(),
        number: format!("{}{letter}", reading.digits),
        unit: rest,
        spelled: reading.spelled.clone(),
    })
}

/// `ul. Lenina, d. 5` and `12, rue Neuve`: a number of its own part belongs to the street beside it.
fn join_number_lines(lines: &[Line]) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let runs = line.runs();
        let Some(last) = joined.last_mut() else {
            joined.push(line.clone());
            continue;
        };
        let last_runs = last.runs();
        let is_behind = is_number_line(&runs, true) && !last.has_digit() && names_street(&last_runs);
        let is_before = is_number_line(&last_runs, false) && !line.has_digit() && names_street(&runs);
        if is_behind || is_before {
            last.folded.push(' ');
            last.folded.push_str(&line.folded);
        } else {
            joined.push(line.clone());
        }
    }
    joined
}

/// `Lange Reihe, 12`, `Nyhavn, 5`: a street that no word tells, and its number of up to three digits right behind it (four
/// may be a postcode); `None` where the lines do not begin so.
fn number_behind(lines: &[Line]) -> Option<Vec<Line>> {
    let [first, number, rest @ ..] = lines else { return None };
    let (first_runs, runs) = (first.runs(), number.runs());
    let is_house =
        runs.iter().find(|run| run.is_number).is_some_and(|run| run.text.len() <= LONGEST_BARE_NUMBER);
    let may_be_street =
        !first.has_digit() && !is_country(first) && !is_unit_line(&first_runs) && !is_unit_word(&first_runs);
    if !may_be_street || !is_house || !is_number_line(&runs, true) {
        return None;
    }
    let street = Line { folded: format!("{} {}", first.folded, number.folded) };
    Some(std::iter::once(street).chain(rest.iter().cloned()).collect())
}

/// A word for a unit alone: `Wohnung, 4`.
fn is_unit_word(runs: &[Run]) -> bool {
    matches!(runs, [only] if UNIT_WORDS.contains(&only.text.as_str()))
}

/// Whether a street word stands in the line, or an abbreviated one in front: `C. Mayor`, `C/ Mayor`.
fn names_street(runs: &[Run]) -> bool {
    let is_cut = |run: &Run| run.has_dot || runs.get(1).is_some_and(|next| next.mark == Some('/'));
    let is_abbreviated = runs.len() > 1
        && runs.first().is_some_and(|run| matches!(run.text.as_str(), "c" | "r" | "v" | "k") && is_cut(run));
    is_abbreviated || runs.iter().any(|run| is_street_type(&run.text))
}

/// A house number alone, with or without a word for it: `5`, `5 a`, `nr. 5`.
fn is_number_line(runs: &[Run], allows_word: bool) -> bool {
    let is_short = |rest: &[Run]| {
        rest.iter().all(|run| {
            run.is_number || run.text.len() == 1 || matches!(run.text.as_str(), "bis" | "ter" | "quater")
        })
    };
    match runs {
        [first, rest @ ..] if first.is_number => is_short(rest),
        [word, number, rest @ ..] if allows_word && number.is_number => {
            NUMBER_WORDS.contains(&word.text.as_str()) && !number.is_glued && is_short(rest)
        }
        _ => false,
    }
}

/// `Flat 4`, `Apt 4B`: a unit, not a street called Flat.
fn is_unit_first(runs: &[Run]) -> bool {
    let Some(first) = runs.first() else { return true };
    let is_named = !first.is_number && first.text.len() > 1 && UNIT_WORDS.contains(&first.text.as_str());
    (is_named || first.mark == Some('#')) && runs.len() <= 4 && is_unit_line(runs)
}

fn read_line(runs: &[Run]) -> Option<Reading> {
    if is_box(runs) {
        return None;
    }
    let first = runs.first()?;
    let later_number = runs.iter().skip(2).any(|run| run.is_number);
    // `17. Juni Str. 135`: an ordinal, not a house number; so is `1 Mai Str. 5`.
    let is_dotted =
        first.has_dot && later_number && runs.get(1).is_some_and(|run| !run.is_number && run.text.len() > 1);
    let ends_german = match runs {
        [.., street, last] => {
            last.is_number && matches!(street.text.as_str(), "str" | "strasse" | "platz" | "weg" | "gasse")
        }
        _ => false,
    };
    if first.is_number && !is_dotted && !(ends_german && later_number) {
        number_first(runs)
    } else {
        number_last(runs)
    }
}

/// `12 rue de la Paix`, `123 City Street Apt 4B`.
fn number_first(runs: &[Run]) -> Option<Reading> {
    let (first, rest) = runs.split_first()?;
    let mut tail: Vec<Run> = Vec::new();
    let mut start = 0;
    while let Some(run) = rest.get(start) {
        let words_behind = rest.iter().skip(start + 1).filter(|r| !r.is_number && r.text.len() > 1).count();
        let is_letter = !run.is_number
            && run.text.len() == 1
            && (run.is_glued
                || (words_behind >= 2
                    && ('a'..='h').any(|c| run.text.starts_with(c))
                    && run.text != "e"
                    && !run.has_dot));
        let is_repeated = matches!(run.text.as_str(), "bis" | "ter" | "quater") && words_behind >= 1;
        let is_range = run.is_number && matches!(run.mark, Some('/' | '-'));
        if !(is_letter || is_repeated || is_range) || words_behind == 0 {
            break;
        }
        tail.push(run.clone());
        start += 1;
    }
    let words = rest.get(start..)?;
    let unit_at = unit_start(words);
    let (street_runs, unit_runs) = words.split_at_checked(unit_at)?;
    tail.extend_from_slice(unit_runs);
    finish(street_runs, first, tail)
}

/// Where the unit begins behind the words of a street that stands behind its number.
fn unit_start(words: &[Run]) -> usize {
    for (index, run) in words.iter().enumerate().skip(1) {
        let is_named = run.text.len() > 1 && UNIT_WORDS.contains(&run.text.as_str());
        let has_number_behind =
            words.get(index + 1).is_some_and(|next| next.is_number || next.text.len() == 1);
        let number_before = words.get(index - 1).is_some_and(|b| b.is_number)
            || index >= 2
                && words.get(index - 2).is_some_and(|b| b.is_number)
                && words.get(index - 1).is_some_and(|b| b.is_glued);
        if run.mark == Some('#') || (is_named && has_number_behind) {
            return index;
        }
        if is_named && number_before {
            // `3rd floor`, `3e etage`
            return words.iter().take(index).rposition(|r| r.is_number).unwrap_or(index).max(1);
        }
        let is_last_code = run.is_number
            && words.len() - index <= 2
            && words.iter().skip(index + 1).all(|r| r.text.len() == 1);
        if is_last_code && words.get(index - 1).is_some_and(|before| is_english_type(&before.text)) {
            return index;
        }
    }
    words.len()
}

/// `Musterstr. 12`, `Mannerheimintie 12 A 5`, `Strada Lunga nr. 4`.
fn number_last(runs: &[Run]) -> Option<Reading> {
    let mut has_word = false;
    for (index, run) in runs.iter().enumerate() {
        if !run.is_number {
            has_word |= run.text.len() > 1;
            continue;
        }
        if !has_word || is_part_of_name(runs, index) {
            continue;
        }
        let (street_runs, rest) = runs.split_at_checked(index)?;
        let (number, tail) = rest.split_first()?;
        let without_number_word = match street_runs.split_last() {
            Some((last, before)) if !before.is_empty() && NUMBER_WORDS.contains(&last.text.as_str()) => {
                before
            }
            _ => street_runs,
        };
        return finish(without_number_word, number, tail.to_vec());
    }
    None
}

/// A number inside a street's name: a word follows that names no unit, and a later number.
fn is_part_of_name(runs: &[Run], index: usize) -> bool {
    let Some(next) = runs.get(index + 1) else { return false };
    let is_word = !next.is_number
        && next.text.len() > 1
        && !UNIT_WORDS.contains(&next.text.as_str())
        && side(&next.text).is_none()
        && !next.text.bytes().all(|letter| matches!(letter, b'i' | b'v' | b'x'))
        && !matches!(next.text.as_str(), "bis" | "ter");
    is_word && runs.iter().skip(index + 2).any(|run| run.is_number)
}

fn finish(street_runs: &[Run], number: &Run, tail: Vec<Run>) -> Option<Reading> {
    let mut street = String::new();
    for (index, run) in street_runs.iter().enumerate() {
        if let Some(word) = street_word(&run.text, index == 0 && street_runs.len() > 1) {
            street.push_str(&word);
        }
    }
    let street = settled(&street);
    let digits = number.text.trim_start_matches('0');
    let is_street = street.bytes().filter(u8::is_ascii_alphabetic).count() >= 2;
    if !is_street || digits.is_empty() || digits.len() > LONGEST_NUMBER {
        return None;
    }
    let has_type = street_runs.iter().any(|run| is_street_type(&run.text));
    Some(Reading { street, spelled: Spelled::of(street_runs), digits: digits.to_owned(), tail, has_type })
}

/// Two words written as one may make a spelling or an ending that only appears then; the form that
/// is read again must be the same.
fn settled(street: &str) -> String {
    let mut current = street.to_owned();
    for _ in 0..8 {
        let folded = single_spelling(&current);
        let next = street_word(&folded, false).unwrap_or(folded);
        if next == current {
            break;
        }
        current = next;
    }
    current
}

fn is_box(runs: &[Run]) -> bool {
    box_words(runs) > 0
}

/// How many runs name a post-office box, 0 for none.
fn box_words(runs: &[Run]) -> usize {
    let texts: Vec<&str> = runs.iter().take(3).map(|run| run.text.as_str()).collect();
    match texts.as_slice() {
        ["p", "o", "box"] => 3,
        ["po", "box", ..] | ["boite" | "casella", "postale", ..] | ["skrytka", "pocztowa", ..] => 2,
        ["apartado", "de", "correos"] => 3,
        [word, ..] if BOX_WORDS.contains(word) => 1,
        _ => 0,
    }
}

/// A post-office box: its digits are its number.
fn read_box(runs: &[Run]) -> Option<Door> {
    let start = box_words(runs);
    if start == 0 {
        return None;
    }
    let number: String =
        runs.iter().skip(start).filter(|run| run.is_number).map(|run| run.text.as_str()).collect();
    let is_number = (1..=12).contains(&number.len());
    is_number.then(|| Door { street: "pobox".to_owned(), number, unit: None, spelled: Spelled::default() })
}

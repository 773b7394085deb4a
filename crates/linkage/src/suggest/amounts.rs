//! Numbers that are written with what they count: `£295,000`, `$ 1.29`, `5.6%`, `EUR 12,50`, `238 pages`.

use std::collections::BTreeMap;

use super::kind::MOST;
use super::look::Look;
use crate::distance::number;

/// Signs and codes that stand before or behind a number.
const MARKS: [&str; 14] =
    ["£", "$", "€", "¥", "₹", "%", "EUR", "USD", "GBP", "CHF", "SEK", "PLN", "AUD", "CAD"];

/// Steps that make numbers of values that are written with what they count; none where they are no numbers, or numbers
/// already.
pub fn cleaning(look: &Look<'_>) -> Option<Vec<String>> {
    if are_counted(look) {
        return Some(vec!["match \"^([0-9][0-9.,]*)[^0-9]\"".to_owned(), "number".to_owned()]);
    }
    let is_marked = |value: &str| bare(value).is_some_and(|bare| bare != value.trim());
    if look.share(is_marked) < 0.5 || look.share(|value| amount(value).is_some()) < MOST {
        return None;
    }
    let mut steps = vec!["replace \"[^0-9.,-]\" \"\"".to_owned()];
    if look.share(has_groups) > 0.0 {
        // Groups of three digits, and no decimals behind a comma.
        steps.push("replace \",([0-9]{3})\" \"$1\"".to_owned());
    }
    steps.push("number".to_owned());
    Some(steps)
}

/// The number that a value says, whatever it counts.
pub fn amount(value: &str) -> Option<f64> {
    let bare = bare(value)?;
    number::parse(bare.as_bytes())
        .or_else(|| has_groups(bare).then(|| number::parse(bare.replace(',', "").as_bytes())).flatten())
}

/// Words for what is counted, at most: two tables have two.
const UNITS: usize = 2;
/// Letters of such a word at most.
const LETTERS: usize = 8;
/// Share of the values that each of them has.
const OF_ONE: f64 = 0.05;

/// Whether values are numbers with one word for what is counted behind them: `238 pages`, `551 S.`, `90 min`.
pub fn are_counted(look: &Look<'_>) -> bool {
    let mut units: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, unit) in look.values.iter().filter_map(|value| counted(value)) {
        *units.entry(unit).or_default() += 1;
    }
    let all = look.values.len() as f64;
    units.retain(|_, values| *values as f64 >= OF_ONE * all);
    let values: usize = units.values().sum();
    (1..=UNITS).contains(&units.len()) && values as f64 >= MOST * all
}

/// A number and the word for what it counts behind it.
pub fn counted(value: &str) -> Option<(f64, &str)> {
    let value = value.trim();
    let end = value.find(|own: char| !own.is_ascii_digit() && own != '.' && own != ',')?;
    let (number, unit) = value.split_at(end);
    let unit = unit.trim();
    let letters = unit.strip_suffix('.').unwrap_or(unit);
    let is_word = letters.chars().all(|own| own.is_alphabetic() || own == '²' || own == '³');
    if !is_word
        || letters.is_empty()
        || letters.chars().count() > LETTERS
        || !number.ends_with(|own: char| own.is_ascii_digit())
    {
        return None;
    }
    Some((number::parse(number.as_bytes())?, unit))
}

/// A value without what stands before and behind its number; none where that is anything else.
fn bare(value: &str) -> Option<&str> {
    let mut bare = value.trim();
    for mark in MARKS {
        bare = bare.strip_prefix(mark).or_else(|| bare.strip_suffix(mark)).unwrap_or(bare).trim();
    }
    (bare.starts_with(|own: char| own.is_ascii_digit() || own == '-')
        && bare.ends_with(|own: char| own.is_ascii_digit()))
    .then_some(bare)
}

/// Whether each comma parts a group of three digits.
fn has_groups(value: &str) -> bool {
    let mut parts = value.split(',').skip(1).peekable();
    let is_group = |part: &str| {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        digits == 3
    };
    parts.peek().is_some() && parts.all(is_group)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_number_is_no_part_of_it() {
        for (text, number) in [
            ("£295,000", Some(295_000.0)),
            ("$ 1.29", Some(1.29)),
            ("5.60 %", Some(5.6)),
            ("EUR 12,50", Some(12.5)),
            ("1,250,000 USD", Some(1_250_000.0)),
            ("12", Some(12.0)),
            ("AB 12", None),
            ("12 kg", None),
            ("", None),
            ("$", None),
        ] {
            assert_eq!(amount(text), number, "{text}");
        }
    }

    #[test]
    fn what_is_counted_stands_behind_its_number() {
        for (text, found) in [
            ("238 pages", Some((238.0, "pages"))),
            ("551 S.", Some((551.0, "S."))),
            ("90min", Some((90.0, "min"))),
            ("45 m²", Some((45.0, "m²"))),
            ("12 Main Street", None),
            ("12", None),
            ("12. Oktober", None),
            ("pages 12", None),
            ("", None),
        ] {
            assert_eq!(counted(text), found, "{text}");
        }
    }
}

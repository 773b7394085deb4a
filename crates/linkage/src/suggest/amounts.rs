//! Numbers that are written with what they count: `£295,000`, `$ 1.29`, `5.6%`, `EUR 12,50`, `238 pages`.

use std::collections::BTreeMap;

use super::kind::MOST;
use super::look::Look;
use crate::distance::number;

/// Signs and codes that stand before or behind a number.
const MARKS: [&str; 14] =
    ["£", "$", "€", "¥", "₹", "%", "EUR", "USD", "GBP", "CHF", "SEK", "PLN", "AUD", "CAD"];

/// Steps that make numbers of values that are written with what they count, in two tables' ways of writing or with decimals
/// that could be thousands; none where they are no numbers, or numbers already.
pub fn cleaning(look: &Look<'_>) -> Option<Vec<String>> {
    if are_counted(look) {
        return Some(vec!["match \"^([0-9][0-9.,]*)[^0-9]\"".to_owned(), "number".to_owned()]);
    }
    let units = units(look);
    let bare = |value: &'_ str| bare(value, &units).map(str::to_owned);
    let is_marked = look.share(|value| bare(value).is_some_and(|bare| bare != value.trim())) >= MARKED;
    let commas = Commas::of(look.values.iter().filter_map(|value| bare(value)));
    let is_read = |value: &str| bare(value).is_some_and(|bare| commas.number(&bare).is_some());
    let is_ambiguous = look.share(|value| bare(value).is_some_and(|bare| is_thousand_or_one(&bare))) > 0.0;
    if !is_marked && !is_ambiguous || look.share(is_read) < MOST {
        return None;
    }
    let mut steps = Vec::new();
    if is_marked {
        steps.push("replace \"[^0-9.,-]\" \"\"".to_owned());
    }
    match commas {
        Commas::Decimal if is_ambiguous => {
            steps.push("replace \"^(-?[0-9]{1,3}),([0-9]{3})$\" \"$1.$2\"".to_owned());
        }
        Commas::Groups if look.share(|value| bare(value).is_some_and(|bare| has_groups(&bare))) > 0.0 => {
            steps.push("replace \",([0-9]{3})\" \"$1\"".to_owned());
        }
        _ => {}
    }
    steps.push("number".to_owned());
    Some(steps)
}

/// Share of the values that have a mark or a unit, where those of one table have and those of the other have not.
const MARKED: f64 = 0.2;

/// What commas of a column are, as those of its numbers tell that can be read in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Commas {
    /// `3,5` and none as `1,234.5`.
    Decimal,
    /// Between groups of three digits, or nothing says otherwise.
    Groups,
    /// Both: two tables write in two ways, and what could be read in two ways is not read.
    Either,
}

impl Commas {
    fn of(numbers: impl Iterator<Item = String>) -> Self {
        let (mut decimals, mut groups) = (false, false);
        for number in numbers.filter(|number| number.contains(',') && !is_thousand_or_one(number)) {
            let decimal = number.rfind(',') > number.rfind('.') && number.matches(',').count() == 1;
            decimals |= decimal;
            groups |= !decimal;
        }
        match (decimals, groups) {
            (true, false) => Self::Decimal,
            (true, true) => Self::Either,
            _ => Self::Groups,
        }
    }

    /// The number that a text says.
    fn number(self, text: &str) -> Option<f64> {
        match self {
            Self::Decimal if is_thousand_or_one(text) => number::parse(text.replace(',', ".").as_bytes()),
            Self::Groups if has_groups(text) => number::parse(text.replace(',', "").as_bytes()),
            _ => number::parse(text.as_bytes()),
        }
    }
}

/// Whether a text may be a thousand and more, or one and some: `1,234`.
fn is_thousand_or_one(text: &str) -> bool {
    text.contains(',')
        && number::parse(text.as_bytes()).is_none()
        && number::parse(text.replace(',', ".").as_bytes()).is_some()
}

/// Words of two signs and more that stand behind numbers, where these are few.
fn units(look: &Look<'_>) -> Vec<String> {
    let mut units: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, unit) in look.values.iter().filter_map(|value| counted(value)) {
        *units.entry(unit).or_default() += 1;
    }
    units.retain(|unit, values| {
        *values as f64 >= OF_ONE * look.values.len() as f64 && unit.chars().count() > 1
    });
    if units.len() > UNITS { Vec::new() } else { units.into_keys().map(str::to_owned).collect() }
}

/// The number that a value says, whatever it counts.
pub fn amount(value: &str) -> Option<f64> {
    let bare = bare(value, &[])?;
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
fn bare<'v>(value: &'v str, units: &[String]) -> Option<&'v str> {
    let mut bare = value.trim();
    for mark in MARKS.into_iter().chain(units.iter().map(String::as_str)) {
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
    use crate::table::TableBuilder;

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

    /// The steps for a column of these values, each ten times.
    fn steps(values: &[&str]) -> Option<Vec<String>> {
        let mut builder = TableBuilder::default();
        let column = builder.column("rent");
        for value in values {
            builder.at(column).push(value.as_bytes());
        }
        builder.end_input("flats.csv", values.len(), false);
        cleaning(&Look::at(&builder.finish().columns[0]))
    }

    #[test]
    fn two_tables_write_numbers_in_two_ways() {
        let two = steps(&["1.145,00 €", "890,00 €", "720,50 €", "520", "580", "1145"]);
        assert_eq!(two, Some(vec!["replace \"[^0-9.,-]\" \"\"".to_owned(), "number".to_owned()]));
        let area = steps(&["88,0 m²", "72,5 m²", "101,5 m²", "52.0", "57.0", "88.0"]);
        assert_eq!(area, two);
        // In kilograms what could be a thousand is one and some.
        let comma = "replace \"^(-?[0-9]{1,3}),([0-9]{3})$\" \"$1.$2\"".to_owned();
        assert_eq!(steps(&["0,457", "1,234", "12,5", "0,7"]), Some(vec![comma, "number".to_owned()]));
        let groups = vec!["replace \",([0-9]{3})\" \"$1\"".to_owned(), "number".to_owned()];
        assert_eq!(steps(&["1,234", "12,500", "700", "1,234.50"]), Some(groups));
        // Read in both ways none can be told; and doors with letters are no amounts.
        assert_eq!(steps(&["1,234", "1,234.50", "12,5", "0,5"]), None);
        assert_eq!(steps(&["12", "12 A", "14", "14 B", "3 A", "7"]), None);
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

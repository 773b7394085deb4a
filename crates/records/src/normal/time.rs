//! Times as sources write them.

mod clock;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// Which of `03/04/2026` is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// Day first, as in Europe.
    DayFirst,
    /// Month first, as in the United States.
    MonthFirst,
}

impl DateOrder {
    /// The order that a column of dates itself shows: a part above 12 is a day. `None` where no
    /// sample shows it, or samples contradict each other.
    ///
    /// ```
    /// use bonafide_records::normal::DateOrder;
    /// let column = ["03/04/2026", "06/25/2026"];
    /// assert_eq!(DateOrder::guess(column.into_iter()), Some(DateOrder::MonthFirst));
    /// ```
    pub fn guess<'a>(samples: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut found = None;
        for sample in samples {
            let Some((first, second)) = leading_parts(sample) else { continue };
            let order = match (first > 12, second > 12) {
                (true, false) => Self::DayFirst,
                (false, true) => Self::MonthFirst,
                _ => continue,
            };
            if found.is_some_and(|before| before != order) {
                return None;
            }
            found = Some(order);
        }
        found
    }
}

/// A moment as a source gives it: a day, or an instant.
///
/// ```
/// use bonafide_records::normal::{DateOrder, Moment};
/// use jiff::tz::TimeZone;
/// let day = Moment::parse("1. Juni 2026", DateOrder::DayFirst, &TimeZone::UTC).unwrap();
/// assert_eq!(day.day(), jiff::civil::date(2026, 6, 1));
/// assert!(Moment::parse("45292", DateOrder::DayFirst, &TimeZone::UTC).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// A day without time.
    Day(Date),
    /// An instant.
    Instant(Timestamp),
}

impl Moment {
    /// Parses RFC 3339, ISO 8601 with or without zone, day-first or month-first dates with dots,
    /// slashes or dashes, and month names in English and German. `zone` is for times without one;
    /// a time that a change of clocks makes ambiguous is the earlier one.
    ///
    /// `None` for impossible dates, two-digit years and bare numbers (a spreadsheet's serials).
    /// Dates with dots are day first whatever `order` says: no country writes them otherwise.
    pub fn parse(text: &str, order: DateOrder, zone: &TimeZone) -> Option<Self> {
        if text.len() > MAXIMUM_INPUT {
            return None;
        }
        let (date, rest) = split_date(text.trim(), order)?;
        let Some(clock) = clock::read(rest)? else { return Some(Self::Day(date)) };
        let civil = DateTime::from_parts(date, clock.time);
        let timestamp = match clock.offset {
            Some(offset) => offset.to_timestamp(civil).ok()?,
            None => zone.to_ambiguous_timestamp(civil).earlier().ok()?,
        };
        Some(Self::Instant(timestamp))
    }

    /// The day in UTC.
    pub fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Instant(instant) => instant.to_zoned(TimeZone::UTC).date(),
        }
    }
}

/// Longest text that may hold one time.
const MAXIMUM_INPUT: usize = 100;

/// First three letters of the months' names in English and German, folded.
const MONTHS: [(&str, i8); 17] = [
    ("jan", 1),
    ("jaen", 1),
    ("feb", 2),
    ("mar", 3),
    ("maer", 3),
    ("apr", 4),
    ("may", 5),
    ("mai", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("okt", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
];

/// All names that are taken for a month: a prefix alone would let `marvel` pass.
const MONTH_NAMES: &[&str] = &[
    "january",
    "januar",
    "jaenner",
    "jänner",
    "february",
    "februar",
    "feber",
    "march",
    "märz",
    "maerz",
    "april",
    "may",
    "mai",
    "june",
    "juni",
    "july",
    "juli",
    "august",
    "september",
    "sept",
    "october",
    "oktober",
    "november",
    "december",
    "dezember",
    "jan",
    "feb",
    "mar",
    "mär",
    "mrz",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "okt",
    "nov",
    "dec",
    "dez",
];

/// The month that a word names.
fn month(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    if !MONTH_NAMES.contains(&lower.as_str()) {
        return None;
    }
    let plain = lower.replace('ä', "a").replace("mrz", "mar");
    MONTHS.iter().find(|(prefix, _)| plain.starts_with(prefix)).map(|(_, number)| *number)
}

/// A part of a date: a number with its digits' count, or a word.
enum Part<'a> {
    Number(i16, usize),
    Word(&'a str),
}

/// The date in front and what follows it.
fn split_date(text: &str, order: DateOrder) -> Option<(Date, &str)> {
    if let Some(found) = compact_date(text) {
        return Some(found);
    }
    // A weekday in front says nothing new.
    let start = weekday_end(text);
    let mut rest = text.get(start..)?;
    let mut parts = Vec::with_capacity(3);
    let mut separators = Vec::with_capacity(3);
    while parts.len() < 3 {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (part, after) = if end > 0 {
            let (digits, after) = rest.split_at(end);
            (Part::Number(digits.parse().ok()?, end), after)
        } else {
            let word_end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(word_end);
            if word.is_empty() {
                return None;
            }
            (Part::Word(word), after)
        };
        parts.push(part);
        let last = parts.len() == 3;
        let without_ordinal = ordinal_end(after);
        let gap = without_ordinal.find(|c: char| c.is_alphanumeric()).unwrap_or(without_ordinal.len());
        let (separator, next) = without_ordinal.split_at(gap);
        if last {
            rest = after;
        } else {
            separators.push(separator.trim());
            rest = next;
        }
    }
    let date = assemble(&parts, &separators, order)?;
    Some((date, rest))
}

/// `20260601`, alone or before `T`.
fn compact_date(text: &str) -> Option<(Date, &str)> {
    let (digits, rest) = text.split_at_checked(8)?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) || !(rest.is_empty() || rest.starts_with('T')) {
        return None;
    }
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
    let date = checked_date(number(0, 4)?, number(4, 6)?, number(6, 8)?)?;
    Some((date, rest))
}

fn weekday_end(text: &str) -> usize {
    let word_end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(0);
    let (word, rest) = text.split_at(word_end);
    if word.is_empty() || month(word).is_some() {
        return 0;
    }
    let gap = rest.find(char::is_alphanumeric).unwrap_or(0);
    word_end + gap
}

/// Without `st`, `nd`, `rd` or `th` behind a day.
fn ordinal_end(text: &str) -> &str {
    for suffix in ["st", "nd", "rd", "th"] {
        if let Some(rest) = text.strip_prefix(suffix)
            && !rest.starts_with(char::is_alphanumeric)
        {
            return rest;
        }
    }
    text
}

fn assemble(parts: &[Part<'_>], separators: &[&str], order: DateOrder) -> Option<Date> {
    let is_numeric_separator = separators.windows(2).all(|pair| pair.first() == pair.get(1));
    match parts {
        [Part::Number(year, 4), Part::Number(month, 1..=2), Part::Number(day, 1..=2)] => {
            let is_known = is_numeric_separator && matches!(separators.first(), Some(&("-" | "/" | ".")));
            is_known.then(|| checked_date(*year, *month, *day))?
        }
        [Part::Number(first, 1..=2), Part::Number(second, 1..=2), Part::Number(year, 4)] => {
            if !is_numeric_separator {
                return None;
            }
            match (separators.first(), order) {
                (Some(&"."), _) | (Some(&("/" | "-")), DateOrder::DayFirst) => {
                    checked_date(*year, *second, *first)
                }
                (Some(&("/" | "-")), DateOrder::MonthFirst) => checked_date(*year, *first, *second),
                _ => None,
            }
        }
        [Part::Number(day, 1..=2), Part::Word(name), Part::Number(year, 4)]
        | [Part::Word(name), Part::Number(day, 1..=2), Part::Number(year, 4)]
        | [Part::Number(year, 4), Part::Word(name), Part::Number(day, 1..=2)] => {
            checked_date(*year, i16::from(month(name)?), *day)
        }
        _ => None,
    }
}

fn checked_date(year: i16, month: i16, day: i16) -> Option<Date> {
    if !(1000..=9999).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The first two numbers of a date whose order is in doubt.
fn leading_parts(text: &str) -> Option<(u8, u8)> {
    let date = text.split_whitespace().next()?;
    let mut parts = date.split(['/', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) && parts.next().is_none();
    if !is_year || first.len() > 2 || second.len() > 2 {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?))
}

#[cfg(test)]
mod tests;

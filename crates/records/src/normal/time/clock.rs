//! The time of day behind a date, with its zone.

use jiff::civil::Time;
use jiff::tz::Offset;

/// A time of day and, where one is written, its distance from UTC.
pub(super) struct Clock {
    pub(super) time: Time,
    pub(super) offset: Option<Offset>,
}

/// Reads what follows a date. `Some(None)` where nothing does; `None` where it is no time.
#[expect(clippy::option_option, reason = "no time and a spoilt time are two answers")]
pub(super) fn read(text: &str) -> Option<Option<Clock>> {
    let trimmed = text.trim_start_matches([' ', ',', '\u{a0}', '\u{202f}']).trim_end();
    let lower = trimmed.to_ascii_lowercase();
    let start =
        lower.strip_prefix("t").or_else(|| lower.strip_prefix("um ")).or_else(|| lower.strip_prefix("at "));
    let body = start.unwrap_or(&lower).trim_start();
    if body.is_empty() {
        // `2026-06-01T` alone is cut off; `2026-06-01Z` is a day in UTC.
        return lower.is_empty().then_some(None);
    }
    if lower == "z" {
        return Some(None);
    }
    read_clock(body).map(Some)
}

fn read_clock(body: &str) -> Option<Clock> {
    let end = body.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ',')).unwrap_or(body.len());
    let (figures, rest) = body.split_at(end);
    let (main, fraction) = split_fraction(figures);
    let mut numbers = Vec::with_capacity(3);
    if main.contains(':') {
        for part in main.split(':') {
            if part.is_empty() || part.len() > 2 {
                return None;
            }
            numbers.push(part.parse::<i8>().ok()?);
        }
    } else if main.len() == 6 || main.len() == 4 {
        // ISO 8601 basic format.
        for pair in main.as_bytes().chunks(2) {
            numbers.push(std::str::from_utf8(pair).ok()?.parse::<i8>().ok()?);
        }
    }
    let (mut hour, minute, second) = match numbers.as_slice() {
        [hour, minute] => (*hour, *minute, 0),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    let mut zone = rest.trim_start();
    for (word, is_afternoon) in [("am", false), ("a.m.", false), ("pm", true), ("p.m.", true)] {
        if let Some(after) = zone.strip_prefix(word) {
            if !(1..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + if is_afternoon { 12 } else { 0 };
            zone = after.trim_start();
            break;
        }
    }
    zone = zone.strip_prefix("uhr").unwrap_or(zone).trim_start();
    // A leap second is written 60; it falls on the second before.
    let time = Time::new(hour, minute, second.min(if second == 60 { 59 } else { second }), fraction?).ok()?;
    Some(Clock { time, offset: read_offset(zone)? })
}

/// Seconds' fraction in nanoseconds, at most nine digits used.
fn split_fraction(figures: &str) -> (&str, Option<i32>) {
    let Some((main, fraction)) = figures.split_once(['.', ',']) else { return (figures, Some(0)) };
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) || main.matches(':').count() == 1
    {
        return (main, None);
    }
    let nine: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    (main, nine.parse().ok())
}

/// `Z`, `UTC`, `GMT`, `+02:00`, `-0500`, `UTC+2`. Abbreviations of zones are not read: `CST` is
/// three zones.
#[expect(clippy::option_option, reason = "no zone and a spoilt zone are two answers")]
fn read_offset(text: &str) -> Option<Option<Offset>> {
    let without_name =
        text.strip_prefix("utc").or_else(|| text.strip_prefix("gmt")).or_else(|| text.strip_prefix('z'));
    let rest = without_name.unwrap_or(text).trim();
    if rest.is_empty() {
        return Some(without_name.map(|_| Offset::UTC));
    }
    let (sign, figures) = match rest.split_at_checked(1)? {
        ("+", figures) => (1, figures),
        ("-", figures) => (-1, figures),
        _ => return None,
    };
    let digits: String = figures.chars().filter(|c| *c != ':').collect();
    if digits.is_empty()
        || digits.len() > 4
        || digits.len() == 3
        || !digits.bytes().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let number: i32 = digits.parse().ok()?;
    let (hours, minutes) = if digits.len() == 4 { (number / 100, number % 100) } else { (number, 0) };
    if hours > 18 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok().map(Some)
}

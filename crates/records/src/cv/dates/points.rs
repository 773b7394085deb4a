//! One month or year, in all its spellings.

use super::tokens::{Kind, Token};
use crate::cv::YearMonth;

/// One month or year, and the token behind it.
pub(super) fn point(tokens: &[Token], at: usize) -> Option<(YearMonth, usize)> {
    if let Some(word) = word_at(tokens, at) {
        if let Some(month) = month_of(word) {
            return year_behind_month(tokens, at + 1)
                .map(|(year, end)| (YearMonth { year, month: Some(month) }, end));
        }
        if matches!(word, "q") {
            number_at(tokens, at + 1).filter(|(value, _)| (1..=4).contains(value))?;
            return plain_year(tokens, at + 2);
        }
        let is_season = matches!(
            word,
            "spring"
                | "summer"
                | "autumn"
                | "fall"
                | "winter"
                | "early"
                | "late"
                | "mid"
                | "anfang"
                | "mitte"
                | "ende"
                | "sommer"
                | "herbst"
                | "fruhjahr"
                | "fruhling"
                | "ca"
                | "about"
        );
        let next = if matches!(mark_at(tokens, at + 1), Some('.' | '-')) { at + 2 } else { at + 1 };
        return if is_season { plain_year(tokens, next) } else { None };
    }
    let (value, digits) = number_at(tokens, at)?;
    if digits == 4 {
        let year = year_of(value)?;
        if let Some('-' | '.' | '/') = mark_at(tokens, at + 1)
            && let Some((month, 2)) = number_at(tokens, at + 2)
            && (1..=12).contains(&month)
        {
            let month = Some(month as u8);
            let has_day = mark_at(tokens, at + 3) == mark_at(tokens, at + 1)
                && number_at(tokens, at + 4)
                    .is_some_and(|(day, digits)| digits == 2 && (1..=31).contains(&day));
            return Some((YearMonth { year, month }, if has_day { at + 5 } else { at + 3 }));
        }
        return Some((YearMonth { year, month: None }, at + 1));
    }
    // `1. Mai 2019`, `12th March 2019`
    let named = if mark_at(tokens, at + 1) == Some('.')
        || word_at(tokens, at + 1).is_some_and(|word| matches!(word, "st" | "nd" | "rd" | "th"))
    {
        at + 2
    } else {
        at + 1
    };
    if (1..=31).contains(&value)
        && let Some(month) = word_at(tokens, named).and_then(month_of)
    {
        let (year, end) = year_behind_month(tokens, named + 1)?;
        return Some((YearMonth { year, month: Some(month) }, end));
    }
    let mark = mark_at(tokens, at + 1).filter(|mark| matches!(mark, '.' | '/' | '-'))?;
    let (second, second_digits) = number_at(tokens, at + 2)?;
    if second_digits == 4 && (1..=12).contains(&value) {
        return Some((YearMonth { year: year_of(second)?, month: Some(value as u8) }, at + 3));
    }
    if mark_at(tokens, at + 3) == Some(mark)
        && let Some((third, 4)) = number_at(tokens, at + 4)
    {
        // Day and month, or month and day where only that is possible.
        let month = if (1..=12).contains(&second) { second } else { value };
        let is_date = (1..=12).contains(&month) && (1..=31).contains(&value) && (1..=31).contains(&second);
        return is_date
            .then_some(())
            .and_then(|()| Some((YearMonth { year: year_of(third)?, month: Some(month as u8) }, at + 5)));
    }
    let is_short = mark == '/' && digits == 2 && second_digits == 2 && (1..=12).contains(&value);
    let goes_on = mark_at(tokens, at + 3) == Some('/');
    (is_short && !goes_on).then(|| (YearMonth { year: century_of(second), month: Some(value as u8) }, at + 3))
}

fn plain_year(tokens: &[Token], at: usize) -> Option<(YearMonth, usize)> {
    let (value, 4) = number_at(tokens, at)? else { return None };
    Some((YearMonth { year: year_of(value)?, month: None }, at + 1))
}

/// The year behind a month's name: `2019`, `'19`, `. 2019`, `, 2019`, `12, 2019`.
fn year_behind_month(tokens: &[Token], start: usize) -> Option<(i16, usize)> {
    let mut at = start;
    while let Some('.' | ',' | '-' | '/') = mark_at(tokens, at).filter(|_| at < start + 2) {
        at += 1;
    }
    if let Some('\'' | '’' | '‘' | '`') = mark_at(tokens, at) {
        let (value, 2) = number_at(tokens, at + 1)? else { return None };
        return Some((century_of(value), at + 2));
    }
    let (value, digits) = number_at(tokens, at)?;
    if digits == 4 {
        return Some((year_of(value)?, at + 1));
    }
    if (1..=31).contains(&value)
        && mark_at(tokens, at + 1) == Some(',')
        && let Some((year, 4)) = number_at(tokens, at + 2)
    {
        return Some((year_of(year)?, at + 3));
    }
    (digits == 2).then(|| (century_of(value), at + 1))
}

/// `2019-21`: the second year without its century.
pub(super) fn short_year(tokens: &[Token], at: usize, from: YearMonth) -> Option<(YearMonth, usize)> {
    let (value, 2) = number_at(tokens, at)? else { return None };
    let year = from.year - from.year % 100 + value as i16;
    (from.month.is_none() && year >= from.year).then_some((YearMonth { year, month: None }, at + 1))
}

pub(super) fn month_of(word: &str) -> Option<u8> {
    let number = match word {
        "jan" | "january" | "januar" | "janner" => 1,
        "feb" | "febr" | "february" | "februar" => 2,
        "mar" | "march" | "marz" | "maerz" | "mrz" => 3,
        "apr" | "april" => 4,
        "may" | "mai" => 5,
        "jun" | "june" | "juni" => 6,
        "jul" | "july" | "juli" => 7,
        "aug" | "august" => 8,
        "sep" | "sept" | "september" => 9,
        "oct" | "october" | "okt" | "oktober" => 10,
        "nov" | "november" => 11,
        "dec" | "december" | "dez" | "dezember" => 12,
        _ => return None,
    };
    Some(number)
}

fn year_of(value: u32) -> Option<i16> {
    (1950..=2099).contains(&value).then_some(value as i16)
}

fn century_of(value: u32) -> i16 {
    let value = (value % 100) as i16;
    if value < 50 { 2000 + value } else { 1900 + value }
}

pub(super) fn word_at(tokens: &[Token], at: usize) -> Option<&str> {
    match &tokens.get(at)?.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    }
}

pub(super) fn number_at(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    match tokens.get(at)?.kind {
        Kind::Number { value, digits } => Some((value, digits)),
        _ => None,
    }
}

pub(super) fn mark_at(tokens: &[Token], at: usize) -> Option<char> {
    match tokens.get(at)?.kind {
        Kind::Mark(mark) => Some(mark),
        _ => None,
    }
}

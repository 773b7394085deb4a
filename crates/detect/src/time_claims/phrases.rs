//! Phrases that tie a time to the one thing beside them.

use super::YearMonth;
use super::lexicon::{
    BROUGHT, EXPERIENCE, FILLERS, FROM_WORDS, MONTHS, MOST_YEARS, NOT_OWN, NUMBERS, OPEN_WORDS, SINCE_WORDS,
    TO_WORDS, USED_AS, USING, YEAR_WORDS, ZAHLEN,
};

/// What a phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// From then until then; without an end it goes on.
    Range(YearMonth, Option<YearMonth>),
    /// Since then.
    Since(YearMonth),
    /// For at least so many years until today.
    Years(u16),
}

/// A text that is read from its start.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    rest: &'a str,
}

impl Cursor<'_> {
    fn skip(&mut self, test: impl Fn(char) -> bool) {
        self.rest = self.rest.trim_start_matches(test);
    }

    fn spaces(&mut self) {
        self.skip(char::is_whitespace);
    }

    /// The next letters, in lower case; nothing is taken where there are none.
    fn word(&mut self) -> String {
        let end = self.rest.find(|one: char| !one.is_alphabetic()).unwrap_or(self.rest.len());
        // No word of ours is longer, and a long run of letters is not copied.
        let word = self.rest.get(..end).filter(|word| word.len() <= 40).unwrap_or_default();
        self.rest = self.rest.get(word.len()..).unwrap_or_default();
        word.to_lowercase()
    }

    /// Takes the next word if it is one of these.
    fn take(&mut self, wanted: &[&str]) -> bool {
        let mut ahead = *self;
        if !wanted.contains(&ahead.word().as_str()) {
            return false;
        }
        *self = ahead;
        self.spaces();
        true
    }

    fn number(&mut self) -> Option<(u16, usize)> {
        let end = self.rest.find(|one: char| !one.is_ascii_digit()).unwrap_or(self.rest.len());
        let number = self.rest.get(..end)?.parse().ok()?;
        self.rest = self.rest.get(end..)?;
        Some((number, end))
    }

    fn dash(&mut self) -> bool {
        self.spaces();
        let mut ahead = *self;
        ahead.skip(|one| matches!(one, '-' | '–' | '—' | '‐' | '‑' | '−'));
        if ahead.rest.len() == self.rest.len() {
            return false;
        }
        *self = ahead;
        self.spaces();
        true
    }

    /// `2011`, `03/2011`, `3.2011`, `March 2011`, `Mär. 2011`.
    fn year_month(&mut self) -> Option<YearMonth> {
        let mut ahead = *self;
        let word = ahead.word();
        if !word.is_empty() {
            let month = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
            ahead.skip(|one| one == '.' || one == ',' || one.is_whitespace());
            let year = ahead.year()?;
            *self = ahead;
            return YearMonth::month(year, u8::try_from(month).ok()? + 1);
        }
        let mut month_first = ahead;
        if let Some((month, 1 | 2)) = month_first.number() {
            let parted = month_first.rest.strip_prefix(['/', '.'])?;
            month_first.rest = parted;
            month_first.spaces();
            let year = month_first.year()?;
            *self = month_first;
            return YearMonth::month(year, u8::try_from(month).ok()?);
        }
        let year = ahead.year()?;
        *self = ahead;
        Some(YearMonth::year(year))
    }

    /// `'12` behind a year.
    fn short_year(&mut self) -> Option<YearMonth> {
        let mut ahead = *self;
        ahead.rest = ahead.rest.strip_prefix(['\'', '’', '‘'])?;
        let (year, 2) = ahead.number()? else { return None };
        *self = ahead;
        Some(YearMonth::year(2000 + i16::try_from(year).ok()?))
    }

    /// A year that is no part of a longer number, of `2010s` or of `2010-05`.
    fn year(&mut self) -> Option<i16> {
        let mut ahead = *self;
        let (year, 4) = ahead.number()? else { return None };
        if !(1950..=2100).contains(&year) || ahead.rest.chars().next().is_some_and(char::is_alphanumeric) {
            return None;
        }
        if let Some(behind) = ahead.rest.strip_prefix(['-', '/', '.', '–']) {
            let digits = behind.chars().take_while(char::is_ascii_digit).count();
            if (1..4).contains(&digits) {
                return None;
            }
        }
        *self = ahead;
        i16::try_from(year).ok()
    }

    /// `5`, `5+`, `5-7`, `over 5`, each followed by the word for years: the lower bound.
    fn years(&mut self) -> Option<u16> {
        let mut ahead = *self;
        ahead.skip(|one| matches!(one, '>' | '~' | '≥' | ' '));
        if ahead.take(&[
            "over",
            "more",
            "than",
            "über",
            "mehr",
            "als",
            "at",
            "least",
            "mindestens",
            "about",
            "ca",
        ]) {
            while ahead.take(&["than", "als", "least"]) {}
            ahead.skip(|one| one == '.' || one == ' ');
        }
        let (number, _) = ahead.number()?;
        let mut decimals = ahead;
        if decimals.rest.starts_with(['.', ',']) {
            decimals.skip(|one| one == '.' || one == ',');
            if decimals.number().is_some() {
                ahead = decimals;
            }
        }
        ahead.skip(|one| one == '+' || one == ' ');
        let mut upper = ahead;
        if upper.dash() && upper.number().is_some() {
            ahead = upper;
        }
        ahead.skip(|one| one == '+' || one == '-' || one.is_whitespace());
        if !ahead.take(YEAR_WORDS) || !(1..=MOST_YEARS).contains(&number) {
            return None;
        }
        *self = ahead;
        Some(number)
    }

    fn expression(&mut self) -> Option<Said> {
        self.spaces();
        if self.take(SINCE_WORDS) {
            return self.year_month().map(Said::Since);
        }
        let mut ahead = *self;
        if let Some(years) = ahead.years() {
            ahead.take(&["of"]);
            ahead.take(EXPERIENCE);
            *self = ahead;
            return Some(Said::Years(years));
        }
        let spoken = self.take(FROM_WORDS);
        let from = self.year_month()?;
        if !self.dash() {
            self.spaces();
            if !self.take(TO_WORDS) {
                return if spoken && self.take(&["on", "onwards"]) { Some(Said::Since(from)) } else { None };
            }
        }
        if self.take(OPEN_WORDS) {
            return Some(Said::Range(from, None));
        }
        let to = self.short_year().or_else(|| self.year_month())?;
        (from.start() <= to.end()).then_some(Said::Range(from, Some(to)))
    }

    /// Whether nothing of the same thought follows.
    fn at_end(&self) -> bool {
        self.rest.trim_start().chars().next().is_none_or(|one| ",;|.)]/•·(".contains(one))
    }
}

/// What a line says that begins with a time: a range before a colon, or `From 2008 to 2011 I`.
pub(super) fn leading(text: &str) -> Option<Said> {
    let mut cursor = Cursor { rest: text };
    let spoken = text.starts_with(|one: char| one.is_alphabetic());
    if spoken && !FROM_WORDS.contains(&Cursor { rest: text }.word().as_str()) {
        return None;
    }
    let said = cursor.expression()?;
    cursor.spaces();
    (spoken || cursor.rest.starts_with(':')).then_some(said)
}

/// Most words between a name and its time.
const MOST_BETWEEN: usize = 5;

/// What the text right behind a name says of it, and how many bytes of the text say so.
pub(super) fn after(text: &str) -> Option<(Said, usize)> {
    let mut cursor = Cursor { rest: text };
    cursor.spaces();
    let mut ahead = cursor;
    ahead.skip(|one| one == '-');
    if ahead.take(EXPERIENCE) {
        cursor = ahead;
    }
    let first = cursor.rest.chars().next()?;
    let said = match first {
        '(' | '[' => {
            cursor.rest = cursor.rest.get(1..)?;
            let said = cursor.expression()?;
            cursor.spaces();
            cursor.rest.starts_with([')', ']', ',', ';']).then_some(said)?
        }
        ':' => {
            cursor.rest = cursor.rest.get(1..)?;
            let said = cursor.expression()?;
            cursor.at_end().then_some(said)?
        }
        '-' | '–' | '—' => {
            // Only a dash with spaces around it parts a name from its time.
            let parted = text.starts_with([' ', '\u{a0}']);
            cursor.skip(|one| matches!(one, '-' | '–' | '—'));
            let said =
                if parted && cursor.rest.starts_with(' ') { cursor.expression()? } else { return None };
            cursor.at_end().then_some(said)?
        }
        ',' => {
            cursor.rest = cursor.rest.get(1..)?;
            let said = cursor.expression()?;
            // `Docker, since 2008 at Harbour Works` is about the works.
            (!matches!(said, Said::Since(_)) && cursor.at_end()).then_some(said)?
        }
        '0'..='9' => {
            let said = cursor.expression()?;
            cursor.at_end().then_some(said)?
        }
        _ => {
            let mut steps = 0;
            while steps < MOST_BETWEEN && cursor.take(USED_AS) {
                steps += 1;
            }
            let mut word = cursor;
            let next = word.word();
            let is_tied = SINCE_WORDS.contains(&next.as_str()) || FROM_WORDS.contains(&next.as_str());
            // `Solidity developer with 17 years of experience`
            if !is_tied && (steps < 2 || !cursor.rest.starts_with(|one: char| one.is_ascii_digit())) {
                return None;
            }
            let said = cursor.expression()?;
            if steps > 0 && !cursor.at_end() { None } else { Some(said) }?
        }
    };
    let closed = cursor.rest.strip_prefix([')', ']']).unwrap_or(cursor.rest);
    Some((said, text.len() - closed.len()))
}

/// What a text that ends right before a name says of its time, and where that begins.
pub(super) fn before(text: &str) -> Option<(Said, usize)> {
    // The phrase is short: what stands further away is not looked at.
    let cut = text.char_indices().rev().nth(120).map_or(0, |(at, _)| at);
    let window = text.get(cut..)?;
    let years = years_before(window).map(|(years, at)| (Said::Years(years), at));
    years.or_else(|| since_before(window)).map(|(said, at)| (said, cut + at))
}

/// `Since 2009 I write`, `Ich arbeite seit 2009 mit`, `In 2009 I introduced`.
fn since_before(window: &str) -> Option<(Said, usize)> {
    let mut end = window.len();
    let mut brought = false;
    for _ in 0..=MOST_BETWEEN {
        let head = window.get(..end)?.trim_end_matches(|one: char| one.is_whitespace() || "'’".contains(one));
        if head.ends_with(|one: char| one.is_ascii_digit()) {
            let at = head.len() - head.bytes().rev().take_while(u8::is_ascii_digit).count();
            let year = Cursor { rest: head.get(at..)? }.year().map(YearMonth::year)?;
            let (word, start) = last_word(head, at)?;
            let is_in = word == "in" || word == "jahr";
            return match word.as_str() {
                since if SINCE_WORDS.contains(&since) => Some((Said::Since(year), start)),
                _ if is_in && brought => Some((Said::Range(year, Some(year)), start)),
                _ => None,
            };
        }
        let (word, start) = last_word(window, end)?;
        brought |= BROUGHT.contains(&word.as_str());
        if !USING.contains(&word.as_str()) && !BROUGHT.contains(&word.as_str()) {
            return None;
        }
        end = start;
    }
    None
}

/// The number of years of which a text that ends right before a name speaks, and where it begins.
fn years_before(window: &str) -> Option<(u16, usize)> {
    let mut end = window.len();
    loop {
        let (word, start) = last_word(window, end)?;
        if YEAR_WORDS.contains(&word.as_str()) {
            return number_before(window, start);
        }
        if !FILLERS.contains(&word.as_str()) {
            return None;
        }
        end = start;
    }
}

/// The word that ends before `end`, with nothing but spaces, hyphens or an apostrophe between.
fn last_word(window: &str, end: usize) -> Option<(String, usize)> {
    let head = window.get(..end)?;
    let mut trimmed = head.trim_end_matches(|one: char| one.is_whitespace() || "-'’".contains(one));
    // `18 yrs. of`
    if let Some(short) =
        trimmed.strip_suffix('.').filter(|short| short.ends_with("yrs") || short.ends_with("yr"))
    {
        trimmed = short;
    }
    let start =
        trimmed.char_indices().rev().take_while(|(_, one)| one.is_alphabetic()).last().map(|(at, _)| at)?;
    Some((trimmed.get(start..)?.to_lowercase(), start))
}

/// The number, or the lower one of two, that ends before `end`.
fn number_before(window: &str, end: usize) -> Option<(u16, usize)> {
    let head = window.get(..end)?.trim_end_matches(|one: char| one.is_whitespace() || "+-".contains(one));
    let digits = |text: &str| text.len() - text.trim_end_matches(|one: char| one.is_ascii_digit()).len();
    let count = digits(head);
    let (number, mut start) = if count == 0 {
        let (word, at) = last_word(head, head.len())?;
        let position = |names: &[&str]| names.iter().skip(1).position(|name| *name == word).map(|at| at + 1);
        let number = position(NUMBERS).or_else(|| position(ZAHLEN))?;
        (u16::try_from(number).ok()?, at)
    } else {
        let at = head.len() - count;
        (head.get(at..)?.parse().ok()?, at)
    };
    let mut least = number;
    let mut rest = head.get(..start)?;
    // `5-7`, `5 to 7`: the lower one; `1.5`: one.
    let joined = rest.trim_end_matches(|one: char| one.is_whitespace() || "+-–—.,".contains(one));
    let spoken =
        joined.strip_suffix(" to").or_else(|| joined.strip_suffix(" bis")).unwrap_or(joined).trim_end();
    let lower = digits(spoken);
    if lower > 0 && spoken.len() < rest.len() {
        start = spoken.len() - lower;
        least = spoken.get(start..)?.parse().ok()?;
        rest = spoken.get(..start)?;
    }
    let together = ["combined", "collective", "together", "insgesamt", "zusammen"];
    if together.iter().any(|word| rest.to_lowercase().contains(word)) {
        return None;
    }
    if let Some((word, _)) = last_word(rest, rest.len())
        && NOT_OWN.contains(&word.as_str())
    {
        return None;
    }
    // `12/2010 years` and other figures are no number of years.
    let glued = rest.chars().next_back().is_some_and(|one| one.is_alphanumeric() || "/.$€£#".contains(one));
    (!glued && (1..=MOST_YEARS).contains(&least)).then_some((least, start))
}

/// Whether the text before a name makes it one of a list whose time stands behind.
pub(super) fn ends_in_a_list(before: &str) -> bool {
    let text = before.trim_end();
    let Some(last) = text.chars().next_back() else { return false };
    if ",/&+".contains(last) {
        let list = text.trim_end_matches(|one: char| one.is_whitespace() || ",/&+".contains(one));
        return !list.ends_with([')', ']']) && !list.is_empty();
    }
    let word = last_word(text, text.len()).map(|(word, _)| word).unwrap_or_default();
    ["and", "und", "or", "oder", "sowie", "plus"].contains(&word.as_str())
}

/// Whether the text behind a name goes on with further members of its list.
pub(super) fn begins_with_a_list(after: &str) -> bool {
    let mut cursor = Cursor { rest: after };
    cursor.spaces();
    if cursor.rest.starts_with([',', '/', '&', '+']) {
        return true;
    }
    ["and", "und", "or", "oder", "sowie", "plus"].contains(&cursor.word().as_str())
}

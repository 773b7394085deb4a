//! Spans of months as CVs write them: `Jan 2019 – Present`, `03.2019 bis heute`, `seit 05/2020`.

mod points;
mod tokens;

use points::{mark_at, month_of, number_at, point, short_year, word_at};
use tokens::{Kind, Token, tokens};

use super::YearMonth;

/// A span found in a line, and the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span<'a> {
    pub(super) from: YearMonth,
    /// `None` where the post goes on.
    pub(super) to: Option<YearMonth>,
    /// Whether two ends are given, or one end and that it goes on; otherwise one month or year.
    pub(super) is_range: bool,
    pub(super) before: &'a str,
    pub(super) after: &'a str,
}

/// The first span of a line that stands where a CV puts the dates of a post: alone, at the start,
/// at the end or between separators. A year in the middle of a sentence is none.
pub(super) fn span_in(line: &str) -> Option<Span<'_>> {
    if line.len() > LONGEST_HEADING {
        return None;
    }
    let tokens = tokens(line);
    let mut single = None;
    for start in 0..tokens.len() {
        let Some((found, end)) = parse_span(&tokens, start) else { continue };
        let from_byte = tokens.get(start).map_or(0, |token| token.start);
        let to_byte =
            end.checked_sub(1).and_then(|last| tokens.get(last)).map_or(line.len(), |token| token.end);
        let before = line.get(..from_byte).unwrap_or_default();
        let after = line.get(to_byte..).unwrap_or_default();
        let span = Span { from: found.from, to: found.to, is_range: found.is_range, before, after };
        if !is_placed_as_heading(&span) {
            continue;
        }
        if span.is_range {
            return Some(span);
        }
        if single.is_none() {
            single = Some(span);
        }
    }
    single
}

/// No heading has more bytes; a longer line is not searched.
const LONGEST_HEADING: usize = 500;
/// A line of more words than this is a sentence, whatever dates it holds.
const HEADING_WORDS: usize = 16;

fn is_placed_as_heading(span: &Span<'_>) -> bool {
    let (before, after) = (span.before.trim(), without_duration(span.after));
    if before.split_whitespace().count() + after.split_whitespace().count() > HEADING_WORDS {
        return false;
    }
    let starts = before.chars().all(|character| !character.is_alphanumeric());
    let ends = after.chars().all(|character| !character.is_alphanumeric());
    if starts && ends {
        return true;
    }
    let last_word = before.rsplit(|character: char| !character.is_alphabetic()).next().unwrap_or_default();
    let is_sentence = ends && after.trim_start().starts_with('.') && before.split_whitespace().count() > 5;
    if is_sentence
        || matches!(
            last_word,
            "in" | "In" | "of" | "by" | "on" | "im" | "am" | "vor" | "before" | "after" | "between"
        )
    {
        return false;
    }
    let is_apart_before = starts || ends_apart(span.before);
    let is_apart_after = ends || starts_apart(span.after);
    if span.is_range {
        return starts || ends || (is_apart_before && is_apart_after);
    }
    // A single year is a date only where something sets it apart.
    (starts && is_apart_after)
        || (ends
            && (is_apart_before || (span.from.month.is_some() && before.split_whitespace().count() <= 8)))
}

fn ends_apart(text: &str) -> bool {
    text.ends_with("  ") || text.ends_with('\t') || text.trim_end().ends_with(SEPARATORS)
}

fn starts_apart(text: &str) -> bool {
    text.starts_with("  ") || text.starts_with('\t') || text.trim_start().starts_with(SEPARATORS)
}

const SEPARATORS: [char; 13] = ['|', ',', '(', ')', '[', ']', '·', '•', '–', '—', ':', ';', '-'];

/// What is left behind a span when its length is taken away: `(2 years 3 months)`, `· 4 yrs`.
pub(super) fn without_duration(text: &str) -> &str {
    let rest = text.trim_start_matches(|character: char| !character.is_alphanumeric());
    if is_duration(rest) { "" } else { text.trim() }
}

/// Whether a text is only a length of time: `4 years 2 months`.
pub(super) fn is_duration(text: &str) -> bool {
    let mut has_unit = false;
    for token in tokens(text) {
        match token.kind {
            Kind::Number { value, .. } if value < 100 => {}
            Kind::Word(word) => match word.as_str() {
                "year" | "years" | "yr" | "yrs" | "month" | "months" | "mo" | "mos" | "jahr" | "jahre"
                | "jahren" | "monat" | "monate" | "monaten" => has_unit = true,
                "less" | "than" | "a" | "and" | "und" | "ca" => {}
                _ => return false,
            },
            Kind::Mark(_) => {}
            Kind::Number { .. } => return false,
        }
    }
    has_unit
}

/// Whether a text names a day: `12.03.1988`, `1988-03-12`, `12 March 1988`, `March 12, 1988`.
pub(super) fn names_a_day(text: &str) -> bool {
    let tokens = tokens(text);
    let digits = |at: usize| number_at(&tokens, at).map_or(0, |(_, digits)| digits);
    let is_month = |at: usize| word_at(&tokens, at).is_some_and(|word| month_of(word).is_some());
    (0..tokens.len()).any(|at| {
        let marks = (mark_at(&tokens, at + 1), mark_at(&tokens, at + 3));
        let is_joined = matches!(marks, (Some('.' | '/' | '-'), Some('.' | '/' | '-')));
        let lengths = (digits(at), digits(at + 2), digits(at + 4));
        let is_numeric = is_joined && matches!(lengths, (1 | 2, 1 | 2, 2 | 4) | (4, 2, 2));
        let behind = if digits(at + 1) > 0 { 2 } else { 3 };
        let is_named = (1..=2).contains(&digits(at))
            && (1..=2).any(|step| is_month(at + step) && (1..=2).any(|more| digits(at + step + more) == 4));
        let is_american = is_month(at) && (1..=2).contains(&digits(at + 1)) && digits(at + behind + 1) == 4;
        !is_glued(&tokens, at) && (is_numeric || is_named || is_american)
    })
}

struct Found {
    from: YearMonth,
    to: Option<YearMonth>,
    is_range: bool,
}

fn parse_span(tokens: &[Token], start: usize) -> Option<(Found, usize)> {
    let mut at = start;
    let mut is_since = false;
    if let Some(word) = word_at(tokens, at)
        && matches!(word, "from" | "von" | "vom" | "since" | "seit" | "ab")
    {
        is_since = matches!(word, "since" | "seit" | "ab");
        at += 1;
    } else if is_glued(tokens, start) {
        return None;
    }
    let Some((from, mut end)) = point(tokens, at) else {
        return months_of_one_year(tokens, at);
    };
    if let Some(next) = separator(tokens, end) {
        if let Some(after) = present(tokens, next) {
            return Some((Found { from, to: None, is_range: true }, after));
        }
        if let Some((to, after)) = point(tokens, next).or_else(|| short_year(tokens, next, from)) {
            let (from, to) = if to.end() < from.start() { (to, from) } else { (from, to) };
            return Some((Found { from, to: Some(to), is_range: true }, after));
        }
        // `05/2020 –` at the end of a line: the post goes on.
        let is_dash = tokens.get(end).is_some_and(|token| matches!(token.kind, Kind::Mark(_)));
        if is_dash && next >= tokens.len() {
            return Some((Found { from, to: None, is_range: true }, next));
        }
    }
    if let Some(after) = present(tokens, end)
        && is_since
    {
        end = after;
    }
    let to = if is_since { None } else { Some(from) };
    Some((Found { from, to, is_range: is_since }, end))
}

/// `Jan – Mar 2019`: the year stands once.
fn months_of_one_year(tokens: &[Token], at: usize) -> Option<(Found, usize)> {
    let month = word_at(tokens, at).and_then(month_of)?;
    let after = if mark_at(tokens, at + 1) == Some('.') { at + 2 } else { at + 1 };
    let (to, end) = point(tokens, separator(tokens, after)?)?;
    to.month?;
    let from = YearMonth { year: to.year, month: Some(month) };
    (from.start() <= to.start()).then_some((Found { from, to: Some(to), is_range: true }, end))
}

/// A number that hangs on a word or on a decimal is no date: `Win2019`, `v1.2019`.
fn is_glued(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    let Some(before) = at.checked_sub(1).and_then(|index| tokens.get(index)) else { return false };
    if before.end != token.start {
        return false;
    }
    match before.kind {
        Kind::Word(_) | Kind::Number { .. } => true,
        Kind::Mark(mark) => matches!(mark, '.' | '/' | '-' | '+' | '\'' | '’' | '@' | '_' | '#' | '$' | '€'),
    }
}

/// Dashes or a word between two ends.
fn separator(tokens: &[Token], start: usize) -> Option<usize> {
    let mut at = start;
    while at < start + 3 {
        let is_mark = mark_at(tokens, at).is_some_and(|mark| {
            matches!(mark, '-' | '–' | '—' | '−' | '‐' | '‑' | '‒' | '―' | '~' | '→' | '>' | '/')
        });
        let is_word = word_at(tokens, at).is_some_and(|word| {
            matches!(word, "to" | "bis" | "until" | "till" | "til" | "through" | "thru" | "zum")
        });
        if !is_mark && !is_word {
            break;
        }
        at += 1;
    }
    (at > start).then_some(at)
}

/// `Present`, `heute`, `to date`; the words are folded.
fn present(tokens: &[Token], at: usize) -> Option<usize> {
    let word = word_at(tokens, at)?;
    let is_present = matches!(
        word,
        "present"
            | "current"
            | "currently"
            | "now"
            | "today"
            | "date"
            | "ongoing"
            | "heute"
            | "jetzt"
            | "dato"
            | "aktuell"
            | "laufend"
            | "gegenwartig"
            | "gegenwart"
            | "andauernd"
            | "fortlaufend"
            | "aujourd"
            | "oggi"
            | "heden"
            | "actualidad"
    );
    if !is_present {
        return None;
    }
    let is_two = word == "present" && word_at(tokens, at + 1) == Some("day");
    Some(if is_two { at + 2 } else { at + 1 })
}

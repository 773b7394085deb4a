//! Bullets, wrapped lines and sentences.

use super::Item;
use super::dates::span_in;

/// A line of a part of the CV; empty text is a blank line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) number: usize,
    pub(super) text: String,
}

impl Row {
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The text behind a bullet; `None` where the line is none.
pub(super) fn bullet(line: &str) -> Option<&str> {
    let text = line.trim_start();
    let mut characters = text.chars();
    let first = characters.next()?;
    let rest = characters.as_str();
    let has_gap = rest.is_empty() || rest.starts_with(char::is_whitespace);
    match first {
        '•'
        | '‣'
        | '▪'
        | '▫'
        | '■'
        | '□'
        | '●'
        | '○'
        | '◦'
        | '∙'
        | '⁃'
        | '►'
        | '▶'
        | '▸'
        | '➢'
        | '➤'
        | '✓'
        | '✔'
        | '❖'
        | '◆'
        | '◇'
        | '⚫'
        | '\u{f000}'..='\u{f0ff}' => Some(rest.trim()),
        '-' | '–' | '—' | '*' | '·' | '→' | '>' | '»' | '†' | '+' if has_gap => Some(rest.trim()),
        // LaTeX and DOCX write the second level with a letter.
        'o' if rest.starts_with([' ', '\t']) => Some(rest.trim()),
        '0'..='9' => numbered(text),
        _ => None,
    }
}

/// `1. ` and `12) ` before a word, unless it is a date: `1. Mai 2019 – heute`.
fn numbered(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
    if text.len() - rest.len() > 2 {
        return None;
    }
    let rest = rest.strip_prefix(['.', ')'])?;
    let is_item = rest.starts_with(' ') && rest.trim_start().starts_with(char::is_alphabetic);
    (is_item && span_in(text).is_none()).then(|| rest.trim())
}

/// Whether a line goes on with the item before it. `last` is the line before as it stood, `width`
/// the width of the text column in characters.
pub(super) fn continues(last: &str, line: &str, has_blank_between: bool, width: usize) -> bool {
    let line = line.trim();
    let last = last.trim_end();
    let Some(first) = line.chars().next() else { return false };
    if first.is_lowercase() || last.ends_with('\u{ad}') {
        return true;
    }
    if last.ends_with(['-', ',', '/', '(', '&']) && !has_blank_between {
        return true;
    }
    if has_blank_between || last.ends_with(['.', '!', '?', ':', ';']) {
        return false;
    }
    let last_word = last.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    if OPEN_WORDS.contains(&last_word.as_str()) {
        return true;
    }
    let label = line.split_once(':').map(|(label, _)| label.split_whitespace().count());
    if label.is_some_and(|words| words <= 3) || is_skill_list(line) {
        return false;
    }
    // A line that had room for the next word was not wrapped.
    let next_word = line.split_whitespace().next().map_or(0, |word| word.chars().count());
    width >= 45 && (last.chars().count() + 1 + next_word) * 10 >= width * 9
}

/// No bullet and no heading ends with one of these.
#[rustfmt::skip]
const OPEN_WORDS: &[&str] = &[
    "a", "an", "the", "and", "or", "of", "to", "for", "with", "in", "on", "at", "by", "from", "into", "via",
    "using", "including", "as", "than", "that", "which", "der", "die", "das", "den", "dem", "des", "ein", "eine",
    "einer", "eines", "einem", "und", "oder", "von", "mit", "für", "im", "zur", "zum", "bei", "auf", "aus",
    "sowie", "durch", "zu",
];

/// Collects the items of a post line by line.
#[derive(Debug, Default)]
pub(super) struct Items {
    done: Vec<Item>,
    text: String,
    /// Where each line begins in `text`.
    places: Vec<(usize, usize)>,
    last: String,
    is_open: bool,
}

impl Items {
    /// Adds a line that is a bullet, or text of its own, or goes on.
    pub(super) fn push(&mut self, row: &Row, has_blank_between: bool, width: usize) {
        if let Some(text) = bullet(&row.text) {
            self.flush();
            self.start(row, text);
            return;
        }
        let text = row.text.trim();
        let waits = self.is_open && self.text.is_empty();
        if waits || (self.is_open && continues(&self.last, text, has_blank_between, width)) {
            self.join(row, text);
            return;
        }
        self.flush();
        self.start(row, text);
    }

    /// Whether no line was added, or only bullets without text.
    pub(super) fn is_empty(&self) -> bool {
        self.done.is_empty() && self.text.is_empty()
    }

    /// The line before, as it stood.
    pub(super) fn last_line(&self) -> &str {
        &self.last
    }

    pub(super) fn finish(mut self) -> Vec<Item> {
        self.flush();
        self.done
    }

    fn start(&mut self, row: &Row, text: &str) {
        self.is_open = true;
        text.clone_into(&mut self.text);
        self.places = vec![(0, row.number)];
        row.text.clone_into(&mut self.last);
    }

    /// Joins a wrapped line, and mends a word that was cut at its end.
    fn join(&mut self, row: &Row, text: &str) {
        let first = text.chars().next();
        let is_lower = first.is_some_and(char::is_lowercase);
        let next_word = text.split_whitespace().next().unwrap_or_default();
        if self.text.ends_with('\u{ad}') {
            self.text.pop();
        } else if self.text.ends_with('-') && self.text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        {
            // `Front- und Backend` keeps its hyphen, `SQL-` before a capital too.
            if matches!(next_word, "und" | "oder" | "and" | "or" | "to" | "bis" | "sowie") {
                self.text.push(' ');
            } else if is_lower {
                self.text.pop();
            }
        } else if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.places.push((self.text.len(), row.number));
        self.text.push_str(text);
        row.text.clone_into(&mut self.last);
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        for (start, sentence) in sentences(&text) {
            let behind = self.places.partition_point(|(from, _)| *from <= start);
            let line = self.places.get(behind.saturating_sub(1)).map_or(0, |(_, line)| *line);
            self.done.push(Item { line, text: sentence.to_owned() });
        }
        self.places.clear();
        self.is_open = false;
    }
}

/// The sentences of a text with the byte where each begins. A full stop ends one where a capital or
/// digit follows and the word before it is no abbreviation.
pub(super) fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    let characters = text.char_indices().peekable();
    for (at, character) in characters {
        if !matches!(character, '.' | '!' | '?') {
            continue;
        }
        let end = at + character.len_utf8();
        let rest = text.get(end..).unwrap_or_default();
        let next = rest.trim_start().chars().next();
        let is_end = rest.starts_with(char::is_whitespace) && next.is_some_and(char::is_uppercase);
        if is_end
            && !(character == '.' && is_abbreviation(last_word(text.get(start..at).unwrap_or_default())))
        {
            push_trimmed(&mut found, start, text.get(start..end).unwrap_or_default());
            start = end;
        }
    }
    push_trimmed(&mut found, start, text.get(start..).unwrap_or_default());
    found
}

fn last_word(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or_default()
}

fn push_trimmed<'a>(found: &mut Vec<(usize, &'a str)>, start: usize, sentence: &'a str) {
    let trimmed = sentence.trim();
    if !trimmed.is_empty() {
        found.push((start + (sentence.len() - sentence.trim_start().len()), trimmed));
    }
}

fn is_abbreviation(word: &str) -> bool {
    let word = word.trim_start_matches(|character: char| !character.is_alphanumeric());
    let letters = word.chars().count();
    // `z.B`, `e.g`, `J`: letters between full stops, or one alone.
    letters <= 1
        || (word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2))
        || matches!(
            word.to_lowercase().as_str(),
            "inc"
                | "ltd"
                | "corp"
                | "approx"
                | "ca"
                | "etc"
                | "dr"
                | "prof"
                | "mr"
                | "ms"
                | "mrs"
                | "st"
                | "no"
                | "nr"
                | "vs"
                | "incl"
                | "inkl"
                | "bzw"
                | "usw"
                | "ggf"
                | "evtl"
                | "mio"
                | "mrd"
                | "co"
                | "sr"
                | "jr"
                | "dept"
        )
}

/// Whether a text lists skills instead of saying what was done: `Technologies: Java, Kafka, Docker`.
pub(super) fn is_skill_list(text: &str) -> bool {
    let (label, rest) = text.split_once(':').unwrap_or(("", text));
    let label = crate::normal::fold::ascii(label.trim());
    if SKILL_LABELS.contains(&label.as_str()) {
        return true;
    }
    let rest = if label.split_whitespace().count() <= 3 { rest } else { text };
    let parts: Vec<usize> = rest
        .split([',', ';', '|', '·', '•', '/'])
        .map(|part| part.split_whitespace().count())
        .filter(|words| *words > 0)
        .collect();
    let words: usize = parts.iter().sum();
    parts.len() >= 4 && parts.iter().all(|words| *words <= 4) && words <= parts.len() * 2
}

#[rustfmt::skip]
const SKILL_LABELS: &[&str] = &[
    "technologies", "technology", "technologies used", "tech stack", "tech", "stack", "skills", "tools",
    "environment", "technical environment", "key technologies", "keywords", "languages", "frameworks",
    "umgebung", "technologien", "technologie", "kenntnisse", "werkzeuge", "eingesetzte technologien", "systemumgebung", "methoden", "programmiersprachen", "programming languages", "databases", "datenbanken",
];

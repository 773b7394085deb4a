//! Lines to parts: the header, sections of posts, everything else.

use std::collections::HashMap;

use super::PostKind;
use super::bullets::{Row, bullet};
use super::dates::span_in;
use super::header::Redactor;
use super::sections::{Section, heading, is_ambiguous};

/// Where the lines of a part go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Header,
    Posts(PostKind),
    Other,
}

/// Consecutive lines of one place, blank ones included, protected pieces dropped.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) place: Place,
    pub(super) rows: Vec<Row>,
}

/// The contact block has at most so many lines.
const HEADER_LINES: usize = 15;
/// A section of spoken languages ends by itself behind so many lines, if no heading ends it.
const LANGUAGE_LINES: usize = 12;

pub(super) fn split(lines: &[String]) -> Vec<Part> {
    walk(rows_of(lines)).parts
}

/// The lines with what is protected taken out, each at its old place; a line of which nothing may
/// stay is empty.
pub(super) fn redacted(lines: &[String]) -> Vec<String> {
    let rows = rows_of(lines);
    let mut kept: Vec<String> = lines.to_vec();
    for row in &rows {
        if let Some(line) = kept.get_mut(row.number) {
            line.clear();
        }
    }
    let walked = walk(rows);
    let texts = walked.parts.into_iter().flat_map(|part| part.rows).map(|row| (row.number, row.text));
    for (number, text) in texts.chain(walked.headings) {
        if let Some(line) = kept.get_mut(number) {
            *line = text;
        }
    }
    kept
}

fn walk(rows: Vec<Row>) -> Splitter {
    let has_work = rows.iter().any(|row| heading(&row.text) == Some(Section::Work));
    let mut splitter = Splitter {
        parts: vec![Part { place: Place::Header, rows: Vec::new() }],
        section: None,
        opened_by: String::new(),
        redactor: Redactor::default(),
        lines_of_section: 0,
        header_lines: 0,
        is_past_header: false,
        headings: Vec::new(),
    };
    for row in rows {
        splitter.push(row, has_work);
    }
    splitter
}

/// Whether a line is rather the last word of a wrapped sentence (`... helped by data` / `contracts.`):
/// it begins small where the heading before it began large, or ends as a sentence does. A heading of
/// what is protected stays one in any style.
fn is_wrapped_word(line: &str, section: Section, opened_by: &str) -> bool {
    !matches!(section, Section::Personal | Section::Languages)
        && line.trim_start().starts_with(char::is_lowercase)
        && (opened_by.starts_with(char::is_uppercase) || line.trim_end().ends_with(['.', ',', ';']))
}

struct Splitter {
    parts: Vec<Part>,
    /// `None` before the first heading.
    section: Option<Section>,
    /// The heading as it stood: its style tells headings from labels.
    opened_by: String,
    redactor: Redactor,
    lines_of_section: usize,
    header_lines: usize,
    is_past_header: bool,
    /// Headings of sections, by the number of their line.
    headings: Vec<(usize, String)>,
}

impl Splitter {
    fn push(&mut self, row: Row, has_work: bool) {
        if row.is_blank() {
            self.add(row);
            return;
        }
        if let Some(section) = heading(&row.text)
            && self.may_open(&row.text, section)
        {
            self.headings.push((row.number, row.text.clone()));
            self.open(section, row.text.trim().to_owned());
            return;
        }
        self.lines_of_section += 1;
        if self.section.is_none() && !has_work && span_in(&row.text).is_some_and(|span| span.is_range) {
            self.open_without_heading();
        }
        if self.section == Some(Section::Languages) {
            let is_other = self.lines_of_section > LANGUAGE_LINES
                || span_in(&row.text).is_some_and(|span| span.is_range)
                || row.text.split_whitespace().count() > 14;
            if !is_other {
                return;
            }
            self.open(Section::Other, String::new());
        }
        let is_strict = matches!(self.section, None | Some(Section::Personal));
        let Some(text) = self.redactor.clean(&row.text, is_strict) else { return };
        self.header_lines += usize::from(is_strict);
        if is_strict && self.header_lines > HEADER_LINES {
            self.parts.push(Part { place: Place::Other, rows: vec![Row { number: row.number, text }] });
            return;
        }
        self.add(Row { number: row.number, text });
    }

    fn add(&mut self, row: Row) {
        if let Some(part) = self.parts.last_mut() {
            part.rows.push(row);
        }
    }

    /// Inside a post `Achievements:` is a label, between sections `ACHIEVEMENTS` a heading: it must
    /// look like the heading before it.
    fn may_open(&self, line: &str, section: Section) -> bool {
        let is_inside = matches!(self.section, Some(Section::Work | Section::Side));
        if !is_inside {
            return bullet(line).is_none() || !is_ambiguous(line);
        }
        if bullet(line).is_some() || is_wrapped_word(line, section, &self.opened_by) {
            return false;
        }
        // What is protected is dropped rather than taken for a label of the post.
        if section == Section::Languages {
            return true;
        }
        if !is_ambiguous(line) || matches!(section, Section::Work) && self.opened_by.is_empty() {
            return true;
        }
        let is_loud = |text: &str| !text.chars().any(char::is_lowercase);
        let has_colon = |text: &str| text.trim_end().ends_with(':');
        is_loud(line) == is_loud(&self.opened_by) && has_colon(line) == has_colon(&self.opened_by)
    }

    fn open(&mut self, section: Section, heading: String) {
        self.redactor.reset();
        self.lines_of_section = 0;
        let place = match section {
            Section::Work => Place::Posts(PostKind::Work),
            Section::Side => Place::Posts(PostKind::Side),
            Section::Other | Section::Languages => Place::Other,
            // Personal details at the end of a CV are no header any more, but as strict.
            Section::Personal if !self.is_past_header => Place::Header,
            Section::Personal => Place::Other,
        };
        self.is_past_header |= place != Place::Header;
        self.section = Some(section);
        self.opened_by = heading;
        self.parts.push(Part { place, rows: Vec::new() });
    }

    /// A CV without headings: posts begin with the first span, and with the lines right above it.
    fn open_without_heading(&mut self) {
        let mut moved = Vec::new();
        if let Some(part) = self.parts.last_mut() {
            let block = part.rows.iter().rev().take_while(|row| !row.is_blank()).count();
            if block <= 3 && block < part.rows.len() {
                moved = part.rows.split_off(part.rows.len() - block);
            }
        }
        self.open(Section::Work, String::new());
        for row in moved {
            self.add(row);
        }
    }
}

/// The lines worth reading: page numbers and repeated page headers gone, and blank lines too where
/// the text extraction set one between all lines.
fn rows_of(lines: &[String]) -> Vec<Row> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for line in lines {
        *times.entry(line.trim()).or_default() += 1;
    }
    let is_spaced = is_double_spaced(lines);
    let mut seen_title = HashMap::new();
    let mut rows = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let text = line.replace(['\u{a0}', '\u{2007}', '\u{202f}'], " ");
        let text = text.trim_end();
        if text.trim().is_empty() {
            if !is_spaced {
                rows.push(Row { number, text: String::new() });
            }
            continue;
        }
        // An underline, unless it is a bullet whose text follows.
        let is_line = text.trim().chars().count() >= 3 && !text.chars().any(char::is_alphanumeric);
        if is_line || is_page_mark(text) {
            continue;
        }
        // The name above every page: only its first time.
        let is_title = number < 4
            && times.get(line.trim()).is_some_and(|count| *count > 1)
            && heading(text).is_none()
            && span_in(text).is_none();
        if is_title {
            seen_title.insert(line.trim(), number);
        } else if seen_title.contains_key(line.trim()) {
            continue;
        }
        rows.push(Row { number, text: text.to_owned() });
    }
    rows
}

fn is_double_spaced(lines: &[String]) -> bool {
    let is_text = |line: &String| !line.trim().is_empty();
    let texts = lines.iter().filter(|line| is_text(line)).count();
    let neighbours = lines.windows(2).filter(|window| window.iter().all(is_text)).count();
    texts > 10 && neighbours * 10 < texts
}

/// `3`, `- 2 -`, `Page 2 of 5`, `Seite 1/3`, and the word that only says what this is.
fn is_page_mark(line: &str) -> bool {
    let folded = crate::normal::fold::ascii(line);
    let words: Vec<&str> = folded
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_number = |word: &str| word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    match words.as_slice() {
        ["curriculum", "vitae"] | ["lebenslauf" | "resume" | "cv"] => true,
        [number] => is_number(number),
        [one, two] => {
            (matches!(*one, "page" | "seite") || (is_number(one) && line.contains('/'))) && is_number(two)
        }
        ["page" | "seite", one, "of" | "von", two] => is_number(one) && is_number(two),
        ["page" | "seite", one, two] => is_number(one) && is_number(two),
        [one, "of" | "von", two] => is_number(one) && is_number(two),
        _ => false,
    }
}

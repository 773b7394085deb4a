//! The posts of one section: which lines are a heading, which belong to which dates.
//!
//! Dates are the anchors. How many heading lines stand above the first dates of a section tells how
//! many stand above the others; the rest between two anchors belongs to the earlier. Behind the last
//! anchor a CV often goes on without a heading that is known: what is no part of that post is given
//! back.

use super::bullets::{Items, Row, bullet, continues, is_skill_list};
use super::dates::{is_duration, span_in, without_duration};
use super::sections::heading;
use super::{Post, PostKind, YearMonth};

/// The dates of a post.
#[derive(Debug, Clone, Copy)]
struct Dates {
    from: YearMonth,
    to: Option<YearMonth>,
    is_range: bool,
}

/// A line that is not blank.
#[derive(Debug)]
struct Entry {
    row: Row,
    has_blank_before: bool,
    is_bullet: bool,
    dates: Option<Dates>,
    /// The text beside the dates.
    beside: String,
    /// What was done, where the line says it behind its dates: `Harbour Works (2005 – 2007): Perl, C`.
    content: String,
}

/// A post has at most so many heading lines above its dates, and in all so many.
const LINES_ABOVE: usize = 3;
const HEADING_LINES: usize = 4;

/// The posts of a section, and the rows behind the last one that are no part of it.
pub(super) fn posts(rows: &[Row], kind: PostKind) -> (Vec<Post>, Vec<Row>) {
    let entries = entries_of(rows, kind);
    let width = entries
        .iter()
        .filter(|entry| entry.dates.is_none())
        .map(|entry| entry.row.text.chars().count())
        .max()
        .unwrap_or(0);
    let anchors: Vec<usize> =
        entries.iter().enumerate().filter(|(_, entry)| entry.dates.is_some()).map(|(at, _)| at).collect();
    let above = anchors.first().map_or(0, |first| lines_above(&entries, *first, 0, LINES_ABOVE));
    let mut starts = Vec::new();
    let mut floor = 0;
    for anchor in &anchors {
        starts.push(anchor - lines_above(&entries, *anchor, floor, above));
        floor = anchor + 1;
    }
    let first_start = starts.first().copied().unwrap_or(entries.len());
    let mut found = without_dates(entries.get(..first_start).unwrap_or_default(), kind, width);
    let mut behind = Vec::new();
    for (place, anchor) in anchors.iter().enumerate() {
        let start = starts.get(place).copied().unwrap_or(*anchor);
        let end = starts.get(place + 1).copied().unwrap_or(entries.len());
        let (Some(heads), Some(entry), Some(body)) =
            (entries.get(start..*anchor), entries.get(*anchor), entries.get(anchor + 1..end))
        else {
            continue;
        };
        let is_last = place + 1 == anchors.len();
        let end_of_post = if is_last { end_of_last(body, width) } else { body.len() };
        let (own, rest) = body.split_at(end_of_post);
        found.push(dated(heads, entry, own, kind, width));
        behind.extend(rest.iter().map(|entry| entry.row.clone()));
    }
    (found, behind)
}

/// How many entries behind the last dates belong to that post: up to a heading in any style, and, once
/// there were bullets, up to a line that is none, does not go on with one and is no list of what the
/// post was done with. What follows dates nothing: a list of skills is of today.
fn end_of_last(body: &[Entry], width: usize) -> usize {
    let mut had_bullets = false;
    for (place, entry) in body.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|at| body.get(at));
        if entry.is_bullet {
            had_bullets = true;
            continue;
        }
        let Some(before) = before else {
            // Right behind the dates stands the rest of the heading, unless it opens another part.
            if entry.has_blank_before && heading(&entry.row.text).is_some() {
                return place;
            }
            continue;
        };
        let label = entry.row.text.split_once(':').filter(|(_, rest)| !rest.trim().is_empty());
        let is_labelled = label.is_some_and(|(label, _)| heading(label).is_some());
        if !is_labelled && continues(&before.row.text, &entry.row.text, entry.has_blank_before, width) {
            continue;
        }
        let is_part = heading(&entry.row.text).is_some()
            || label.is_some_and(|(label, _)| heading(label).is_some() && !is_of_a_post(label));
        let is_tools = label.is_some_and(|(label, _)| is_of_a_post(label)) && !entry.has_blank_before;
        if is_part || (had_bullets && !is_tools) {
            return place;
        }
    }
    body.len()
}

/// Whether a label stands in posts for what they were done with.
fn is_of_a_post(label: &str) -> bool {
    let folded = crate::normal::fold::ascii(label.trim());
    let words = ["tech", "stack", "tool", "environment", "umgebung", "werkzeug", "methoden", "framework"];
    words.iter().any(|word| folded.contains(word)) && !folded.contains("skill")
}

fn entries_of(rows: &[Row], kind: PostKind) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut has_blank_before = false;
    for row in rows {
        if row.is_blank() {
            has_blank_before = true;
            continue;
        }
        let is_bullet = bullet(&row.text).is_some();
        // The tail of a wrapped bullet may begin with years.
        let is_tail = !has_blank_before
            && entries.last().is_some_and(|last| {
                last.dates.is_none()
                    && !looks_like_heading(last)
                    && continues(&last.row.text, &row.text, false, 0)
            });
        let span = if is_bullet || is_tail { None } else { span_in(&row.text) };
        if span.is_none() && is_duration(row.text.trim()) {
            continue;
        }
        let (beside, content) = span
            .as_ref()
            .map(|span| with_content(span.before, without_duration(span.after)))
            .unwrap_or_default();
        let dates = span.map(|span| Dates { from: span.from, to: span.to, is_range: span.is_range });
        entries.push(Entry { row: row.clone(), has_blank_before, is_bullet, dates, beside, content });
        has_blank_before = false;
    }
    // A lone year among spans is a note, not a post.
    let has_ranges = entries.iter().any(|entry| entry.dates.is_some_and(|dates| dates.is_range));
    if kind == PostKind::Work && has_ranges {
        for entry in &mut entries {
            if entry.dates.is_some_and(|dates| !dates.is_range) {
                entry.dates = None;
            }
        }
    }
    entries
}

/// What stands beside the dates, and what was done, if the line says so behind a colon: behind a name,
/// or as a sentence.
fn with_content(before: &str, after: &str) -> (String, String) {
    let behind = after.trim_start_matches([')', ']', ' ']);
    if let Some(content) = behind.strip_prefix(':').map(str::trim) {
        let is_sentence = content.ends_with('.') && content.split_whitespace().count() >= 5;
        let name = beside(before, "");
        if !content.is_empty() && (!name.is_empty() || is_sentence) {
            return (name, content.to_owned());
        }
    }
    (beside(before, after), String::new())
}

/// What stands beside the dates, without the marks that set them apart.
fn beside(before: &str, after: &str) -> String {
    let is_mark = |character: char| character.is_whitespace() || "|,;:·•–—-()[]/".contains(character);
    let before =
        trim_closed(before.trim_end_matches(|character| is_mark(character) && character != ')').trim_start());
    let after = after.trim_start_matches(is_mark).trim_end();
    let before = before.trim_start_matches(|character: char| "|,;:·•–—-".contains(character)).trim();
    let after = after.trim_end_matches(|character: char| "|,;:·•–—-([".contains(character)).trim_end();
    match (before.is_empty(), after.is_empty()) {
        (false, false) => format!("{before} | {after}"),
        (false, true) => before.to_owned(),
        (true, _) => after.to_owned(),
    }
}

/// An opened bracket in which the dates stood goes too.
fn trim_closed(text: &str) -> &str {
    text.trim_end_matches(|character: char| character.is_whitespace() || "([".contains(character))
}

/// Whether a line may be one of a heading: short, no sentence, no list of skills.
fn looks_like_heading(entry: &Entry) -> bool {
    let text = entry.row.text.trim();
    let ends_sentence = text.ends_with(['.', '!', '?'])
        && !["Inc.", "Ltd.", "Corp.", "Co.", "e.V.", "S.A.", "B.V.", "Sp. z o.o."]
            .iter()
            .any(|end| text.ends_with(end));
    !entry.is_bullet
        && !text.chars().next().is_some_and(char::is_lowercase)
        && text.split_whitespace().count() <= 12
        && !ends_sentence
        && !text.ends_with(':')
        && !is_skill_list(text)
}

/// How many heading lines stand right above an anchor, at most `limit`.
fn lines_above(entries: &[Entry], anchor: usize, floor: usize, limit: usize) -> usize {
    let mut taken = 0;
    while taken < limit {
        let Some(at) = anchor.checked_sub(taken + 1).filter(|at| *at >= floor) else { break };
        let Some(entry) = entries.get(at) else { break };
        let has_gap = taken > 0 && entries.get(at + 1).is_some_and(|below| below.has_blank_before);
        if entry.dates.is_some() || has_gap || !looks_like_heading(entry) {
            break;
        }
        // The last line of a wrapped bullet looks like a heading; the wrap gives it away.
        let before =
            at.checked_sub(1).filter(|before| *before >= floor).and_then(|before| entries.get(before));
        let is_tail = before.is_some_and(|before| {
            !entry.has_blank_before
                && (before.is_bullet || !looks_like_heading(before))
                && continues(&before.row.text, &entry.row.text, false, 0)
        });
        if is_tail {
            break;
        }
        taken += 1;
    }
    taken
}

fn dated(heads: &[Entry], anchor: &Entry, body: &[Entry], kind: PostKind, width: usize) -> Post {
    let mut heading: Vec<String> = heads.iter().map(|entry| entry.row.text.trim().to_owned()).collect();
    if !anchor.beside.is_empty() {
        heading.push(anchor.beside.clone());
    }
    let has_bullets = body.iter().any(|entry| entry.is_bullet);
    let mut taken = 0;
    for (place, entry) in body.iter().enumerate() {
        let next = body.get(place + 1);
        let is_prose = next.is_some_and(|next| {
            !next.is_bullet && continues(&entry.row.text, &next.row.text, next.has_blank_before, width)
        });
        let words = entry.row.text.split_whitespace().count();
        let is_needed = heading.len() < 2 || is_place_line(&entry.row.text) || has_bullets;
        let is_cut_off =
            entry.has_blank_before && !heading.is_empty() && !next.is_some_and(|next| next.is_bullet);
        if heading.len() >= HEADING_LINES || words > 10 || is_prose || !is_needed || is_cut_off {
            break;
        }
        if !looks_like_heading(entry) || entry.row.text.contains(": ") {
            break;
        }
        heading.push(entry.row.text.trim().to_owned());
        taken += 1;
    }
    let mut items = Items::default();
    if !anchor.content.is_empty() {
        items.push(&Row { number: anchor.row.number, text: anchor.content.clone() }, false, width);
    }
    for entry in body.iter().skip(taken) {
        items.push(&entry.row, entry.has_blank_before, width);
    }
    let dates = anchor.dates;
    let open = dates.is_some_and(|dates| dates.to.is_none());
    Post {
        kind,
        line: anchor.row.number,
        heading,
        from: dates.map(|dates| dates.from),
        to: dates.and_then(|dates| dates.to),
        open,
        items: items.finish(),
    }
}

/// `Kiel, Germany`, `Remote`: few words with a comma, or none at all.
fn is_place_line(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words <= 5 && (text.contains(',') || words == 1 || text.to_lowercase().contains("remote"))
}

/// Posts of a section, or of its beginning, that give no dates: a heading opens each.
fn without_dates(entries: &[Entry], kind: PostKind, width: usize) -> Vec<Post> {
    let mut posts = Vec::new();
    let mut heads: (usize, Vec<String>) = Default::default();
    let mut items = Items::default();
    for (place, entry) in entries.iter().enumerate() {
        let rest = entries.get(place + 1..).unwrap_or_default();
        let goes_on =
            !items.is_empty() && continues(items.last_line(), &entry.row.text, entry.has_blank_before, width);
        if !goes_on && opens_post(entry, rest, place == 0) {
            if !items.is_empty() {
                posts.push(undated(std::mem::take(&mut heads), std::mem::take(&mut items), kind));
            }
            if heads.1.is_empty() {
                heads.0 = entry.row.number;
            }
            heads.1.push(entry.row.text.trim().to_owned());
            continue;
        }
        items.push(&entry.row, entry.has_blank_before, width);
    }
    if !items.is_empty() || !heads.1.is_empty() {
        posts.push(undated(heads, items, kind));
    }
    posts
}

/// Whether a line opens a post without dates: bullets follow within two lines, or it stands alone
/// above longer text.
fn opens_post(entry: &Entry, rest: &[Entry], is_first: bool) -> bool {
    if !looks_like_heading(entry) {
        return false;
    }
    let before_bullet =
        rest.iter().take(3).take_while(|next| !next.is_bullet && looks_like_heading(next)).count();
    if before_bullet <= 2 && rest.get(before_bullet).is_some_and(|next| next.is_bullet) {
        return true;
    }
    let words = entry.row.text.split_whitespace().count();
    (entry.has_blank_before || is_first)
        && words <= 8
        && rest.first().is_some_and(|next| !next.is_bullet && !next.has_blank_before)
}

fn undated((line, heading): (usize, Vec<String>), items: Items, kind: PostKind) -> Post {
    Post { kind, line, heading, from: None, to: None, open: false, items: items.finish() }
}

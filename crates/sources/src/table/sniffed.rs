//! A first guess at a mapping for a table that no reader knows.
//!
//! The guess goes by headers, in English and German, and by what the first cells look like. It is
//! written as TOML with comments for a person to confirm, and never used without one. Protected
//! columns are named as never read; their cells are not looked at.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use bonafide_records::normal::{Address, DateOrder, Mailbox, Moment, Phone, WebLink};
use bonafide_records::protected::is_protected;
use jiff::tz::TimeZone;

use super::cells;
use super::dialect::{self, HEADER_WITHIN, Look};
use super::headers::{self, fold};
use super::plausible;
use super::shipped;
use super::vocabulary;
use crate::body::{Body, Opener};
use crate::error::SourceError;
use crate::json;
use crate::scan;
use crate::sheet::{self, Workbook};
use crate::text::Encoding;
use crate::walk;
use crate::xml;

/// What a table looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sniffed {
    /// Its encoding; UTF-8 of a sheet.
    pub encoding: Encoding,
    /// Its delimiter; of a sheet, which has none, a tab.
    pub delimiter: char,
    /// The line of its header, or the row of a sheet, counted from 1.
    pub header_line: u64,
    /// Its headers.
    pub headers: Vec<String>,
    /// The shipped mapping that reads it already, if one does.
    pub read_by: Option<String>,
    /// The kind that it seems to be.
    pub kind: &'static str,
    /// Guessed columns: fixed name, header and how sure: `by header` or `by content`.
    pub columns: Vec<(&'static str, String, &'static str)>,
    /// The text of a mapping file, to be confirmed by a person.
    pub mapping: String,
}

/// Looks at a table's start and guesses a mapping for it. What has no columns or headers, or lists
/// the people of customers or suppliers, is refused: no kind fits it. Of a workbook the first sheet
/// is taken that is not refused, or the one named by `FILE!SHEET`.
///
/// ```
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("people.csv");
/// std::fs::write(&path, "Nr;Rufnummer;Geburtsdatum\n7;+49 30 23125 001;x\n").unwrap();
/// let sniffed = bonafide_sources::sniff_table(&path).unwrap();
/// assert_eq!((sniffed.kind, sniffed.delimiter), ("person", ';'));
/// assert!(sniffed.mapping.contains("phone = \"Rufnummer\""));
/// ```
pub fn sniff_table(path: &Path) -> Result<Sniffed, SourceError> {
    let failed =
        |error: std::io::Error| SourceError::Path { path: path.to_owned(), why: walk::reason(&error) };
    let mut opener = Opener::default();
    let (file, sheet) = file_and_sheet(path);
    let body = Body::File(file.clone());
    let looked = scan::look_at(&body, &mut opener).map_err(failed)?;
    let no_table =
        |why: &str| SourceError::Unreadable { name: path.display().to_string(), why: why.to_owned() };
    if walk::is_zip(&looked.head) {
        let opened = sheet::read::open(&body, looked.sha256, &mut opener);
        let workbook = opened.map_err(|error| no_table(&walk::reason(&error)))?;
        let mut workbook = workbook.ok_or_else(|| no_table("an archive and no table"))?;
        return sniff_workbook(path, &mut workbook, sheet.as_deref());
    }
    if looked.binary || looked.length == 0 {
        return Err(no_table("no table: it is empty or holds no text"));
    }
    let head = looked.encoding.decode(looked.head.get(looked.mark..).unwrap_or_default());
    if json::looks_like_json(&head) {
        let why = "JSON and no table: a mapping is for tables only".to_owned();
        return Err(SourceError::NoKind { name: path.display().to_string(), why });
    }
    if xml::looks_like_xml(&head) {
        let why = "XML and no table: a mapping is for tables only".to_owned();
        return Err(SourceError::NoKind { name: path.display().to_string(), why });
    }
    match dialect::looks(&looked, looked.encoding, None).first() {
        Some(look) => sniff_rows(path, look, Some(looked.encoding)),
        None => Err(no_table("no line that could be a header")),
    }
}

/// A path as it is given, or the workbook and the sheet of `FILE!SHEET`.
fn file_and_sheet(path: &Path) -> (PathBuf, Option<String>) {
    let text = path.to_string_lossy();
    let parts = text.rmatch_indices('!').map(|(at, _)| text.split_at(at));
    let mut files = parts.filter(|(file, _)| !path.exists() && Path::new(file).is_file());
    match files.next() {
        Some((file, sheet)) => (PathBuf::from(file), Some(sheet.trim_start_matches('!').to_owned())),
        None => (path.to_owned(), None),
    }
}

/// The guess for the sheet of that name, else for the first one that is a table of a known kind.
fn sniff_workbook(
    path: &Path,
    workbook: &mut Workbook,
    wanted: Option<&str>,
) -> Result<Sniffed, SourceError> {
    let no_table = |why: String| SourceError::Unreadable { name: path.display().to_string(), why };
    let mut first = None;
    for sheet in workbook.sheets().to_vec() {
        if wanted.is_some_and(|name| name != sheet.name) {
            continue;
        }
        let looked = workbook.look(&sheet).map_err(|error| no_table(walk::reason(&error)))?;
        let Some(looked) = looked else { continue };
        match sniff_rows(path, &looked.look, None) {
            Ok(sniffed) => return Ok(sniffed),
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(first.unwrap_or_else(|| no_table("no sheet with a filled cell".to_owned())))
}

/// The guess for a table by its first rows; `encoding` is that of a text, none of a sheet.
fn sniff_rows(path: &Path, look: &Look, encoding: Option<Encoding>) -> Result<Sniffed, SourceError> {
    let no_table =
        |why: &str| SourceError::Unreadable { name: path.display().to_string(), why: why.to_owned() };
    let no_kind = |why: &str| SourceError::NoKind { name: path.display().to_string(), why: why.to_owned() };
    let Some((header_line, headers)) = look.rows.get(header_of(look)) else {
        return Err(no_table("no line that could be a header"));
    };
    let rows = look.rows.get(header_of(look) + 1..).unwrap_or_default();
    if !plausible::holds_header(headers, rows) {
        return Err(no_kind("no line that could be a header: add a line that names its columns"));
    }
    let by_name = || shipped::named(&path.display().to_string(), headers);
    let read_by = shipped::best(headers).map(|(found, _)| found).or_else(by_name);
    let read_by = read_by.map(|found| found.name.to_owned());
    let (kind, columns) = guess(headers, rows);
    if columns.iter().all(|(name, _, how)| *name == "key" && *how == "by content") {
        return Err(no_kind("no column of it is known: no kind fits"));
    }
    let names: Vec<&str> = columns.iter().map(|(name, ..)| *name).collect();
    if kind == "person" && read_by.is_none() && vocabulary::lists_others(headers, &names) {
        return Err(no_kind("looks like a list of customers or suppliers: no kind fits"));
    }
    let mapping = write(look, encoding, headers, rows, kind, &columns);
    Ok(Sniffed {
        encoding: encoding.unwrap_or(Encoding::Utf8),
        delimiter: look.delimiter,
        header_line: *header_line,
        headers: headers.clone(),
        read_by,
        kind,
        columns: columns
            .into_iter()
            .map(|(name, column, how)| (name, headers.get(column).cloned().unwrap_or_default(), how))
            .collect(),
        mapping,
    })
}

/// The first row that is as wide as most and holds words alone.
fn header_of(look: &Look) -> usize {
    let wordy = |cells: &Vec<String>| {
        cells.len() == look.cells
            && cells.iter().all(|cell| !cell.is_empty() && !cell.starts_with(|c: char| c.is_ascii_digit()))
    };
    let wide = |cells: &Vec<String>| cells.len() == look.cells;
    let within = look.rows.iter().take(HEADER_WITHIN);
    within
        .clone()
        .position(|(_, cells)| wordy(cells))
        .or_else(|| within.clone().position(|(_, cells)| wide(cells)))
        .unwrap_or(0)
}

type Guess = (&'static str, usize, &'static str);

fn guess(headers: &[String], rows: &[(u64, Vec<String>)]) -> (&'static str, Vec<Guess>) {
    let open: Vec<(usize, String)> = headers
        .iter()
        .enumerate()
        .filter(|(_, header)| !is_protected(header) && !header.is_empty())
        .map(|(index, header)| (index, fold(header)))
        .collect();
    let mut best: (&'static str, u32, Vec<Guess>) = ("person", 0, Vec::new());
    for kind in vocabulary::KINDS {
        let mut found: Vec<Guess> = Vec::new();
        let mut score = 0;
        for (name, weight, words) in kind.columns {
            let known = |folded: &str| {
                words.contains(&folded) || (kind.kind == "person" && vocabulary::in_shipped(name, folded))
            };
            let hit = open
                .iter()
                .find(|(index, folded)| known(folded) && !found.iter().any(|(_, taken, _)| taken == index));
            if let Some((index, _)) = hit {
                found.push((name, *index, "by header"));
                score += weight;
            }
        }
        if score > best.1 {
            best = (kind.kind, score, found);
        }
    }
    let (kind, _, mut found) = best;
    if kind == "person" {
        by_content(headers, rows, &mut found);
    }
    (kind, found)
}

/// Columns of a table of persons that no header word tells, by what most of their cells are.
fn by_content(headers: &[String], rows: &[(u64, Vec<String>)], found: &mut Vec<Guess>) {
    for (index, header) in headers.iter().enumerate() {
        if is_protected(header)
            || is_nameless(header)
            || found.iter().any(|(_, taken, _)| *taken == index)
            || headers::named(header).is_some()
        {
            continue; // Further contacts are read without being mapped.
        }
        let cells: Vec<&str> =
            rows.iter().filter_map(|(_, row)| row.get(index)).filter_map(|c| cells::clean(c)).collect();
        let most = |test: &dyn Fn(&str) -> bool| {
            !cells.is_empty() && cells.iter().filter(|c| test(c)).count() * 10 >= cells.len() * 8
        };
        let taken = |name: &str| found.iter().any(|(other, ..)| *other == name);
        let name = if most(&|cell| Mailbox::parse(cell).is_some()) {
            "email"
        } else if most(&|cell| cell.starts_with(['+', '0', '(']) && Phone::parse(cell, None).is_some())
            && !most(&looks_like_day)
        {
            "phone"
        } else if most(&|cell| cell.contains('/') && WebLink::parse(cell).is_some()) {
            "website"
        } else if most(&|cell| Address::parse_text(cell).is_some()) {
            "address"
        } else {
            continue;
        };
        if !taken(name) {
            found.push((name, index, "by content"));
        }
    }
    if !found.iter().any(|(name, ..)| *name == "key") {
        let unique = |index: usize| {
            let cells: Vec<&str> =
                rows.iter().filter_map(|(_, row)| row.get(index)).map(String::as_str).collect();
            let distinct: std::collections::BTreeSet<&str> = cells.iter().copied().collect();
            !cells.is_empty()
                && distinct.len() == cells.len()
                && cells.iter().all(|c| !c.is_empty() && c.len() <= 20 && !c.contains(' '))
        };
        let free = |index: &usize| {
            !found.iter().any(|(_, taken, _)| taken == index)
                && headers.get(*index).is_some_and(|h| !is_protected(h) && !is_nameless(h))
        };
        if let Some(index) = (0..headers.len()).filter(free).find(|index| unique(*index)) {
            found.push(("key", index, "by content"));
        }
    }
}

/// Whether nothing of a header is left to know its column by: then no mapping can name it.
fn is_nameless(header: &str) -> bool {
    fold(header).is_empty()
}

fn looks_like_day(cell: &str) -> bool {
    Moment::parse(cell, DateOrder::DayFirst, &TimeZone::UTC).is_some()
}

fn write(
    look: &Look,
    encoding: Option<Encoding>,
    headers: &[String],
    rows: &[(u64, Vec<String>)],
    kind: &str,
    columns: &[Guess],
) -> String {
    let mut out = String::new();
    let delimiter = if look.delimiter == '\t' { "tab".to_owned() } else { look.delimiter.to_string() };
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "# A first guess, to be confirmed by a person. `bonafide sources how table` explains each line."
    );
    let _ = writeln!(
        out,
        "kind = \"{kind}\"          # person, payee, payout, shipment, device, change, removed, attestation"
    );
    if kind == "person" {
        let _ = writeln!(
            out,
            "# person_kind = \"staff\"   # applicant, staff or contractor, if all rows are the same"
        );
    }
    // A sheet has neither.
    if let Some(encoding) = encoding {
        let _ = writeln!(out, "delimiter = {}\nencoding = {}", quoted(&delimiter), quoted(encoding.word()));
    }
    let _ = writeln!(out, "\n[columns]");
    for (name, index, how) in columns {
        let header = headers.get(*index).map(String::as_str).unwrap_or_default();
        let _ = writeln!(
            out,
            "{name} = {}{}",
            quoted(header),
            if *how == "by content" { "   # by what its cells look like" } else { "" }
        );
    }
    let mut never = Vec::new();
    for (index, header) in headers.iter().enumerate() {
        if header.is_empty() || columns.iter().any(|(_, taken, _)| *taken == index) {
            continue;
        }
        if is_protected(header) {
            never.push(header.as_str());
        } else if kind == "person" && headers::named(header).is_some() {
            let _ = writeln!(out, "# {} is read without being mapped: a further contact", quoted(header));
        } else {
            let _ = writeln!(out, "# not mapped: {}", quoted(header));
        }
    }
    for header in never {
        let _ = writeln!(out, "# never read: {}", quoted(header));
    }
    if let Some(order) = open_order(rows, columns) {
        let _ = writeln!(
            out,
            "\n[formats]\ndate_order = \"{order}\"   # of 03/04/2026, or month_first; day_first where dates have dots"
        );
    }
    out
}

/// The order of dates with slashes, to be confirmed where the columns show it or leave it open.
fn open_order(rows: &[(u64, Vec<String>)], columns: &[Guess]) -> Option<&'static str> {
    let dates: Vec<usize> = columns
        .iter()
        .filter(|(name, ..)| ["started", "ended", "at", "on", "delivered"].contains(name))
        .map(|(_, c, _)| *c)
        .collect();
    let cells = || {
        rows.iter()
            .flat_map(|(_, row)| dates.iter().filter_map(move |column| row.get(*column)))
            .map(String::as_str)
    };
    if !cells().any(|cell| cell.contains('/')) {
        return None;
    }
    Some(match DateOrder::guess(cells()) {
        Some(DateOrder::MonthFirst) => "month_first",
        _ => "day_first",
    })
}

/// A text as TOML writes it, on one line: a header of several lines also stands in comments.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // All that `text::plain` takes out of messages is written by its number.
            other if crate::text::plain(other.encode_utf8(&mut [0; 4])) != other.to_string() => {
                let _ = write!(out, "\\u{:04X}", u32::from(other));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
#[path = "sniffed_tests.rs"]
mod tests;

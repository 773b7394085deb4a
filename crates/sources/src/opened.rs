//! Opens a cited record again, with what stands around it.
//!
//! What is never read is not shown either: the values of protected columns and members are
//! replaced in the text. The digest is of the raw bytes all the same.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use std::io;
use std::path::PathBuf;

use bonafide_records::protected::is_protected;
use bonafide_records::{Digest, Place};

use crate::body::{Opener, Reopen};
use crate::error::SourceError;
use crate::json;
use crate::json::tree::{self, Node};
use crate::scan;
use crate::sheet::{self, Looked, Workbook};
use crate::table::lines::{LineReader, RawLine};
use crate::table::prepare::{self, Prepared, Start};
use crate::table::rows::Row;
use crate::table::{self, Rows as _};
use crate::text::{Encoding, Survey, Utf8Reader, digest, raw_digest};
use crate::walk::{self, Found, Leaf};
use crate::xml::{self, find};

/// Stands where a value is never read.
const NEVER_READ: &str = "[never read]";

/// Records shown on either side.
const AROUND: usize = 2;

/// A record as it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedRecord {
    /// Its decoded text, with `[never read]` in place of protected values.
    pub text: String,
    /// SHA-256 of its raw bytes.
    pub sha256: Digest,
    /// Up to two records before it: where, and their text.
    pub before: Vec<(String, String)>,
    /// Up to two records behind it.
    pub after: Vec<(String, String)>,
}

/// Opens one record; see [`RecordOpener`] for many.
pub fn open_record(roots: &[PathBuf], file: &str, place: &Place) -> Result<OpenedRecord, SourceError> {
    RecordOpener::new(roots)?.open(file, place)
}

/// Opens records of the files under the given paths; remembers how each file is written.
pub struct RecordOpener {
    found: Found,
    opener: Opener,
    known: HashMap<String, Known>,
    /// The workbook that was opened last, by its file's name.
    workbook: Option<(String, Workbook)>,
}

#[derive(Clone)]
struct Known {
    looked: Survey,
    /// The encoding of an XML file; `None` for what is none.
    xml: Option<Encoding>,
    /// `None` for JSON and XML.
    table: Option<Prepared>,
}

impl RecordOpener {
    /// Takes the paths that the scan had.
    pub fn new(roots: &[PathBuf]) -> Result<Self, SourceError> {
        let mut opener = Opener::default();
        let found = walk::find(roots, &[], &mut opener)?;
        Ok(Self { found, opener, known: HashMap::new(), workbook: None })
    }

    /// Opens the record at a place of a file, named as in `scan.json`.
    pub fn open(&mut self, file: &str, place: &Place) -> Result<OpenedRecord, SourceError> {
        let no_file = || SourceError::NoSuchFile { name: file.to_owned() };
        let named = self.found.leaves.iter().find(|leaf| leaf.name == file).cloned();
        let opened = match (named, place) {
            (Some(leaf), _) => self.open_leaf(&leaf, place),
            (None, Place::Path(path)) if place.is_row_in_part() => {
                let leaf = self.workbook_of(file).ok_or_else(no_file)?;
                self.open_row_in_part(&leaf, file, path, place)
            }
            (None, _) => return Err(no_file()),
        };
        let unreadable =
            |error: io::Error| SourceError::Unreadable { name: file.to_owned(), why: walk::reason(&error) };
        opened
            .map_err(unreadable)?
            .ok_or_else(|| SourceError::NoSuchRecord { name: file.to_owned(), place: shown(place) })
    }

    fn open_leaf(&mut self, leaf: &Leaf, place: &Place) -> io::Result<Option<OpenedRecord>> {
        let known = self.look(leaf)?;
        let mark = known.looked.mark;
        let mut found = None;
        self.opener.bind(&leaf.body).with(&mut |input| {
            found = match (place, &known.table) {
                (Place::Path(path), _) if known.xml.is_some() => {
                    let encoding = known.xml.unwrap_or(known.looked.encoding);
                    let reader = Utf8Reader::lossy(input, encoding, mark);
                    let hide = |text: &str| find::hide_in_xml(text, NEVER_READ);
                    let hide_all = |list: Vec<(String, String)>| {
                        list.into_iter().map(|(path, text)| (path, hide(&text))).collect()
                    };
                    find::find_element(reader, path).map(|element| OpenedRecord {
                        sha256: raw_digest(&element.text, encoding),
                        text: hide(&element.text),
                        before: hide_all(element.before),
                        after: hide_all(element.after),
                    })
                }
                (Place::Path(path), _) => {
                    let reader = Utf8Reader::new(input, known.looked.encoding, mark);
                    json::find_json(reader, path).map(|value| OpenedRecord {
                        sha256: raw_digest(&value.text, known.looked.encoding),
                        text: hide_in_json(&value.text),
                        before: hide_in_all(value.before),
                        after: hide_in_all(value.after),
                    })
                }
                (Place::Line(line), Some(table)) => find_row(input, table, mark, *line)?,
                (Place::Line(line), None) => find_line(input, &known.looked, *line)?,
            };
            Ok(())
        })?;
        Ok(found)
    }

    /// The file of a sheet that is named `FILE!SHEET`.
    fn workbook_of(&self, file: &str) -> Option<Leaf> {
        let before = |leaf: &&Leaf| file.strip_prefix(&leaf.name).is_some_and(|rest| rest.starts_with('!'));
        self.found.leaves.iter().filter(before).max_by_key(|leaf| leaf.name.len()).cloned()
    }

    /// Opens a row of a sheet; `file` is `FILE!SHEET`.
    fn open_row_in_part(
        &mut self,
        leaf: &Leaf,
        file: &str,
        path: &str,
        place: &Place,
    ) -> io::Result<Option<OpenedRecord>> {
        let Some(wanted) = path.rsplit(' ').next().and_then(|row| row.parse().ok()) else { return Ok(None) };
        let kept = self.workbook.take().filter(|(name, _)| *name == leaf.name);
        let mut workbook = if let Some((_, workbook)) = kept {
            workbook
        } else {
            let looked = scan::look_at(&leaf.body, &mut self.opener)?;
            let Some(workbook) = sheet::read::open(&leaf.body, looked.sha256, &mut self.opener)? else {
                return Ok(None);
            };
            workbook
        };
        let of_name = |sheet: &&sheet::Sheet| sheet::read::shown(&leaf.name, sheet) == file;
        let Some(sheet) = workbook.sheets().iter().find(of_name).cloned() else { return Ok(None) };
        let Some(looked) = workbook.look(&sheet)? else { return Ok(None) };
        let prepared = sheet::read::prepare(&leaf.name, file, &looked, &self.found, &mut self.opener)?;
        let prepared = prepared.map_err(|unusable| io::Error::other(unusable.why))?;
        let found = find_row_in_part(&mut workbook, &sheet, &looked, &prepared, wanted)?;
        self.workbook = Some((leaf.name.clone(), workbook));
        let part = Place::row_in_part(&sheet.part, wanted);
        Ok(found.filter(|_| part == *place))
    }

    fn look(&mut self, leaf: &Leaf) -> io::Result<Known> {
        if let Some(known) = self.known.get(&leaf.name) {
            return Ok(known.clone());
        }
        let looked = scan::look_at(&leaf.body, &mut self.opener)?;
        let beside = scan::mapping_beside(&leaf.name, &self.found, &mut self.opener)?;
        let head = looked.encoding.decode(looked.head.get(looked.mark..).unwrap_or_default());
        let is_json = beside.is_none() && json::looks_like_json(&head);
        let is_xml = beside.is_none() && xml::looks_like_xml(&head);
        let xml = if is_xml { Some(xml::encoding(&looked).map_err(io::Error::other)?) } else { None };
        let table = if is_json || is_xml {
            None
        } else {
            let prepared = prepare::prepare(&leaf.name, Start::Text(&looked), beside.as_ref());
            Some(prepared.map_err(|unusable| io::Error::other(unusable.why))?)
        };
        let known = Known { looked, xml, table };
        self.known.insert(leaf.name.clone(), known.clone());
        Ok(known)
    }
}

fn shown(place: &Place) -> String {
    match place {
        Place::Line(line) => format!("line {line}"),
        Place::Path(path) => path.to_string(),
    }
}

fn hide_in_all(list: Vec<(String, String)>) -> Vec<(String, String)> {
    list.into_iter().map(|(path, text)| (path, hide_in_json(&text))).collect()
}

/// Gathers a record and what stands around it, from records given in the order of the file.
#[derive(Default)]
struct Around {
    before: VecDeque<(String, String)>,
    found: Option<(String, Digest)>,
    after: Vec<(String, String)>,
}

impl Around {
    /// Takes the next record; gives whether more are wanted.
    fn take(
        &mut self,
        line: u64,
        wanted: u64,
        place: &Place,
        text: String,
        digest: impl FnOnce() -> Digest,
    ) -> bool {
        let label = shown(place);
        if line == wanted {
            self.found = Some((text, digest()));
        } else if self.found.is_some() {
            self.after.push((label, text));
        } else if line < wanted {
            if self.before.len() == AROUND {
                self.before.pop_front();
            }
            self.before.push_back((label, text));
        }
        self.after.len() < AROUND && (line <= wanted || self.found.is_some())
    }

    fn finish(self) -> Option<OpenedRecord> {
        let (text, sha256) = self.found?;
        Some(OpenedRecord { text, sha256, before: self.before.into(), after: self.after })
    }
}

fn find_row(
    input: &mut dyn io::Read,
    table: &Prepared,
    mark: usize,
    wanted: u64,
) -> io::Result<Option<OpenedRecord>> {
    let mut around = Around::default();
    table::each_row(input, table, mark, &mut |step| {
        let Ok(row) = step else { return true };
        // Only what is shown is worth decoding.
        let near = row.line + 64 >= wanted;
        let text = if near { row_text(row, table) } else { String::new() };
        around.take(row.line, wanted, &row.place(), text, || row.digest())
    })?;
    Ok(around.finish())
}

fn find_row_in_part(
    workbook: &mut Workbook,
    sheet: &sheet::Sheet,
    looked: &Looked,
    table: &Prepared,
    wanted: u64,
) -> io::Result<Option<OpenedRecord>> {
    let mut around = Around::default();
    workbook.rows(sheet, looked).each(table, &mut |step| {
        let Ok(row) = step else { return true };
        let text = if row.line + 64 >= wanted { row_text(row, table) } else { String::new() };
        around.take(row.line, wanted, &row.place(), text, || row.digest())
    })?;
    Ok(around.finish())
}

/// A row's text: as it stands where nothing of it is protected, else written anew without that.
fn row_text(row: &Row, table: &Prepared) -> String {
    // A change of a protected field holds its values under headers that name none.
    if table.mapping.kind == "change"
        && table.columns.of("field").iter().any(|column| is_protected(row.cell(*column)))
    {
        return NEVER_READ.to_owned();
    }
    let protected = |column: &usize| !row.cell(*column).trim().is_empty();
    if row.part.is_none() && !table.columns.protected.iter().any(protected) {
        return table.encoding.decode(&row.raw).into_owned();
    }
    let cell = |(index, cell): (usize, &str)| {
        if table.columns.protected.contains(&index) && !cell.trim().is_empty() {
            return NEVER_READ.to_owned();
        }
        if cell.contains([table.delimiter, '"', '\n']) {
            return format!("\"{}\"", cell.replace('"', "\"\""));
        }
        cell.to_owned()
    };
    let cells: Vec<String> = row.cells().enumerate().map(cell).collect();
    cells.join(&table.delimiter.to_string())
}

fn find_line(input: &mut dyn io::Read, looked: &Survey, wanted: u64) -> io::Result<Option<OpenedRecord>> {
    let mut lines = LineReader::new(input, looked.encoding, looked.mark)?;
    let mut line = RawLine::default();
    let mut around = Around::default();
    while lines.next_line(&mut line)? {
        if line.raw.is_empty() {
            continue;
        }
        let near = line.number + 64 >= wanted;
        let decoded = if near { looked.encoding.decode(&line.raw) } else { Cow::Borrowed("") };
        let text = if near { hide_in_json(&decoded) } else { String::new() };
        // JSON is digested as it was decoded: where a broken byte was replaced, so it is here.
        let as_read = looked.encoding.encode(&decoded);
        if !around.take(line.number, wanted, &Place::Line(line.number), text, || digest(&as_read)) {
            break;
        }
    }
    Ok(around.finish())
}

/// JSON text with protected values replaced: of members by their key, of custom fields and answers
/// by the name or question beside them. What cannot be parsed is not shown.
fn hide_in_json(text: &str) -> String {
    let Ok(node) = tree::parse(text, &mut tree::Everything) else {
        return "… (cannot be shown)".to_owned();
    };
    let mut spans: Vec<&str> = Vec::new();
    protected_spans(&node, &mut spans);
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    for span in spans {
        // Spans lie inside the text, one behind the other.
        let offset = (span.as_ptr() as usize).saturating_sub(rest.as_ptr() as usize);
        let (Some(before), Some(behind)) = (rest.get(..offset), rest.get(offset + span.len()..)) else {
            continue;
        };
        shown.push_str(before);
        shown.push('"');
        shown.push_str(NEVER_READ);
        shown.push('"');
        rest = behind;
    }
    shown.push_str(rest);
    shown
}

fn protected_spans<'a>(node: &Node<'a>, spans: &mut Vec<&'a str>) {
    let labelled = ["name", "question", "label", "name_key", "field"]
        .iter()
        .any(|key| node.text_of(key).is_some_and(is_protected));
    for (key, member) in node.members() {
        let beside_label =
            labelled && ["value", "answer", "answers", "values", "text"].contains(&key.as_ref());
        if is_protected(key) || beside_label {
            spans.push(member.raw);
        } else {
            protected_spans(member, spans);
        }
    }
    for element in node.elements() {
        protected_spans(element, spans);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protected_members_and_answers_are_not_shown() {
        let text = r#"{"id":1,"date_of_birth":"secret","custom_fields":[{"name":"Gender","value":"secret"},{"name":"Level","value":"kept"}],
            "eeoc":{"race":{"id":3,"description":"secret"}},"answers":[{"question":"What is your gender?","answer":"secret"}]}"#;
        let shown = hide_in_json(text);
        assert!(!shown.contains("secret"), "{shown}");
        assert!(shown.contains("kept") && shown.contains(r#""id":1"#), "{shown}");
        assert_eq!(hide_in_json(r#"{"a": 1}"#), r#"{"a": 1}"#);
        assert!(!hide_in_json(r#"{"gender": "secret"#).contains("secret"));
    }
}

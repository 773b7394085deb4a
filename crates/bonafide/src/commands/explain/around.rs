//! Records as `explain` shows them: the field that was compared, and the two records around it.
//!
//! Without `--names` values are masked. Protected fields are left out either way: what is never
//! read is never shown.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::PathBuf;

use bonafide_detect::cvs::JOB_AD;
use bonafide_exchange::ScanDocument;
use bonafide_exchange::document::{Finding, Record, SourceFile};
use bonafide_exchange::names::{FileNames, place};
use bonafide_exchange::words::plain;
use bonafide_records::{Document, Place};
use bonafide_sources::RecordOpener;
use jiff::civil::Date;
use serde_json::Value;

use super::cvs;
use super::documents::{self, Documents, Opened};
use super::lists::Lists;

/// Opens records of one document.
pub struct Reader<'a> {
    document: &'a ScanDocument,
    files: FileNames<'a>,
    opener: RefCell<Option<RecordOpener>>,
    lists: Lists,
    documents: Documents,
    names: bool,
}

/// Said of a record whose digest is another one now.
const CHANGED: &str = "        the file has changed since the scan: scan again\n";

/// The word of lists that are given.
const LIST: &str = "ofac-list";

/// Longest value shown.
const LONGEST: usize = 150;

impl<'a> Reader<'a> {
    /// For the exports below `roots`, and lists.
    pub fn new(document: &'a ScanDocument, roots: &[PathBuf], lists: &[PathBuf], names: bool) -> Self {
        let opener = RefCell::new(RecordOpener::new(roots).ok());
        let lists = Lists::new(lists);
        let of_ads = document.sources.iter().filter(|file| file.source.as_deref() == Some(JOB_AD));
        let documents = Documents::new(roots, of_ads.map(|file| file.file.clone()).collect());
        Self { document, files: FileNames::of(document), opener, lists, documents, names }
    }

    /// What to say where the exports are not where they were, seen from here.
    pub fn missing(&self) -> Option<String> {
        if self.opener.borrow().is_some() {
            return None;
        }
        let roots = self.document.run.manifest.roots.join(", ");
        Some(format!(
            "the exports were not found at {}: run this from the folder of the scan to see the records",
            plain(&roots)
        ))
    }

    /// File and line of a record.
    pub fn place(&self, record: &Record) -> String {
        self.files.record(record)
    }

    /// The things that a finding compared, masked as the document has them.
    pub fn things(&self, finding: &Finding) -> Vec<String> {
        let things =
            finding.things.iter().filter_map(|id| self.document.things.iter().find(|thing| thing.id == *id));
        things.map(|thing| format!("{} {}", thing.kind.replace('_', " "), plain(&thing.masked))).collect()
    }

    /// The records of a finding, each with those around it.
    pub fn records(&self, finding: &Finding) -> String {
        if let Some(text) = cvs::shared(self, finding) {
            return text;
        }
        let records = merged(&finding.records);
        records.iter().map(|record| self.record(record, finding)).collect()
    }

    /// The document that a record cites, where it can be had.
    pub fn document(&self, record: &Record) -> Option<Document> {
        self.documents.cited(record).ok()
    }

    /// The texts of the firm's job advertisements.
    pub fn job_ads(&self) -> Vec<String> {
        self.documents.job_ads()
    }

    /// The day of the scan.
    pub fn as_of(&self) -> Option<Date> {
        self.document.run.as_of.parse().ok()
    }

    /// A file as it is cited here.
    pub fn file(&self, file: &str) -> String {
        self.files.file(file)
    }

    /// Whether names and values are shown.
    pub fn shows_names(&self) -> bool {
        self.names
    }

    /// A record of a finding with the two around it; of a document, lines of the cited part.
    fn record(&self, record: &Record, finding: &Finding) -> String {
        let file = self.files.file(&record.file);
        let at = place(record.line, record.path.as_deref());
        let mut text = format!("      {file}{at}  field {}\n", plain(&record.field));
        let wanted = match (&record.line, &record.path) {
            (Some(line), _) => Place::Line(*line),
            (None, Some(path)) if documents::is_document(path) => {
                if self.opener.borrow().is_some() {
                    text.push_str(&self.part(record, path, finding));
                }
                return text;
            }
            (None, Some(path)) => Place::Path(path.as_str().into()),
            (None, None) => return text,
        };
        let own = match at.strip_prefix(':') {
            Some(line) => format!("line {line}"),
            None => at.trim().to_owned(),
        };
        if let Some(entry) = self.of_list(record, &wanted, &own) {
            text.push_str(&entry);
            return text;
        }
        let opened = match self.opener.borrow_mut().as_mut().map(|opener| opener.open(&record.file, &wanted))
        {
            Some(Ok(opened)) => opened,
            Some(Err(error)) => {
                // The message names the file.
                let error = self.files.within(&error.to_string(), &record.file);
                let _ = writeln!(text, "        cannot be opened now: {error}");
                return text;
            }
            None => return text,
        };
        if opened.sha256.hex() != record.sha256 {
            text.push_str(CHANGED);
        }
        for (label, around) in opened.before.iter().rev().take(1) {
            text.push_str(&self.line(" ", label, around, &record.field));
        }
        text.push_str(&self.line(">", &own, &opened.text, &record.field));
        for (label, around) in opened.after.iter().take(1) {
            text.push_str(&self.line(" ", label, around, &record.field));
        }
        text
    }

    /// An entry of a list; `None` where the record is of an export.
    fn of_list(&self, record: &Record, wanted: &Place, own: &str) -> Option<String> {
        if !self.document.run.lists.iter().any(|list| list.name == record.file) {
            return None;
        }
        let found = self.lists.open(record, wanted);
        // An export may have the name of a list: the digest tells them apart.
        let is_cited = found.as_ref().is_ok_and(|entry| entry.is_cited);
        let is_export = |file: &SourceFile| {
            file.file == record.file && file.source.as_deref().is_some_and(|word| word != LIST)
        };
        if !is_cited && self.document.sources.iter().any(is_export) {
            return None;
        }
        let entry = match found {
            Ok(entry) => entry,
            Err(why) => return Some(format!("        {why}\n")),
        };
        let changed = if entry.is_cited { "" } else { CHANGED };
        Some(format!("{changed}{}", self.line(">", own, &entry.text, &record.field)))
    }

    /// What of a document's part is behind a finding.
    fn part(&self, record: &Record, path: &str, finding: &Finding) -> String {
        if let Some(text) = cvs::claims(self, record, finding) {
            return text;
        }
        let mut sought = documents::words(&finding.says);
        for thing in self.things(finding) {
            sought.extend(documents::words(&thing));
        }
        let said = match self.documents.open(record, &sought) {
            Opened::Lines(lines) => {
                let label = plain(path);
                let mut text = String::new();
                for line in lines {
                    let words: Vec<&str> = line.split_whitespace().collect();
                    let _ = writeln!(text, "        > {label:<9} {}", self.value(&words.join(" ")));
                }
                return text;
            }
            Opened::Nothing => "the file is there, unchanged; what was compared stands in the finding",
            Opened::Changed => "the file has changed since the scan or cannot be read now: scan again",
            Opened::Missing => "cannot be opened now: no such file under the scanned paths",
            Opened::LargeArchive => "in a large archive: unpack it and scan the folder to see the lines",
        };
        format!("        {said}\n")
    }

    /// One record on one line: of a table the row, of JSON the compared field.
    fn line(&self, mark: &str, label: &str, record: &str, field: &str) -> String {
        let shown = match serde_json::from_str::<Value>(record) {
            Ok(Value::Object(members)) => {
                let fields = field.split(", ").map(|one| of_json(&members, one));
                fields.collect::<Vec<_>>().join("; ")
            }
            _ => record.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        let line = format!("        {mark} {label:<9} {}", self.value(&shown));
        format!("{}\n", line.trim_end())
    }

    /// Words of a CV as they may be shown. Unlike a member of a record, whatever stands before a colon
    /// is text of theirs.
    pub fn words(&self, text: &str) -> String {
        let short: String = plain(text).chars().take(LONGEST).collect();
        if self.names { short } else { masked(&short) }
    }

    /// A value as it may be shown: masked unless names were asked for.
    fn value(&self, value: &str) -> String {
        let clean = plain(value);
        let short: String = clean.chars().take(LONGEST).collect();
        if self.names {
            return short;
        }
        // The name of a member stays readable in front of its masked value.
        let parts = short.split("; ").map(|part| match part.split_once(": ") {
            Some((name, rest)) if !name.contains([' ', ',', ';', '"']) => format!("{name}: {}", masked(rest)),
            _ => masked(part),
        });
        parts.collect::<Vec<_>>().join("; ")
    }
}

/// One record cited for several fields is shown once.
fn merged(records: &[Record]) -> Vec<Record> {
    let mut shown: Vec<Record> = Vec::new();
    for record in records {
        let same = |known: &&mut Record| {
            known.file == record.file && known.line == record.line && known.path == record.path
        };
        match shown.iter_mut().find(same) {
            Some(known) if known.field.split(", ").any(|field| field == record.field) => {}
            Some(known) => known.field = format!("{}, {}", known.field, record.field),
            None => shown.push(record.clone()),
        }
    }
    shown
}

/// The member that was compared, whatever it is nested in, and nothing else of the record.
fn of_json(members: &serde_json::Map<String, Value>, field: &str) -> String {
    let name = field.split(['.', '/', '[']).next().unwrap_or(field);
    match members.get(name) {
        Some(value) => {
            let mut scalars = Vec::new();
            flatten(value, &mut scalars);
            format!("{name}: {}", scalars.join(", "))
        }
        None => format!("no {name}"),
    }
}

/// All texts and numbers inside a value, without the names of its members.
fn flatten(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.values().for_each(|member| flatten(member, into)),
        Value::Array(items) => items.iter().for_each(|item| flatten(item, into)),
        Value::Null => {}
        Value::String(text) => into.push(text.clone()),
        scalar => into.push(scalar.to_string()),
    }
}

/// Letters and digits hidden but for the first of each word, so that the shape can be compared.
fn masked(text: &str) -> String {
    let mut hidden = String::with_capacity(text.len());
    let mut inside = false;
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            hidden.push(if inside { '·' } else { letter });
            inside = true;
        } else {
            hidden.push(letter);
            inside = letter == '@' || letter == '.' || letter == '-';
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_value_keeps_only_first_letters() {
        assert_eq!(masked("Alva Renning"), "A··· R······");
        assert_eq!(masked("alva.renning@example.org"), "a···.·······@·······.···");
        assert_eq!(masked("+49 30 23125 001"), "+4· 3· 2···· 0··");
        assert_eq!(masked(""), "");
    }
}

//! How files and records are cited on paper and on a terminal.
//!
//! A file's name may hold a person's (`cv-jane-doe.pdf`), so it is shortened to its folder, the first
//! eight digits of its SHA-256 and its ending, unless the scan was asked for names. `scan.json` keeps
//! the whole name.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Record, ScanDocument};
use crate::words::plain;

/// Cites the files of one document.
#[derive(Debug)]
pub struct FileNames<'a> {
    whole: bool,
    digests: BTreeMap<&'a str, &'a str>,
}

impl<'a> FileNames<'a> {
    /// For the files of this document, whole if its manifest says names.
    pub fn of(document: &'a ScanDocument) -> Self {
        let manifest =
            document.run.manifest.files.iter().map(|file| (file.file.as_str(), file.sha256.as_str()));
        let sources = document.sources.iter().map(|file| (file.file.as_str(), file.sha256.as_str()));
        Self { whole: document.run.manifest.names, digests: manifest.chain(sources).collect() }
    }

    /// A file, e.g. `hr/3f2a91c0.csv`.
    ///
    /// ```
    /// use bonafide_exchange::{document::*, names::FileNames};
    /// let mut document = ScanDocument::new("0.1.0", "2026-11-23");
    /// document.run.manifest.files =
    ///     vec![ManifestFile { file: "hr/jane.csv".into(), sha256: "3f2a91c0".repeat(8) }];
    /// assert_eq!(FileNames::of(&document).file("hr/jane.csv"), "hr/3f2a91c0.csv");
    /// ```
    pub fn file(&self, file: &str) -> String {
        if self.whole { plain(file) } else { self.short(file) }
    }

    /// A file's short name, whether or not names are shown.
    pub fn short(&self, file: &str) -> String {
        // Inside an archive the folder is that of the archive: names within may be persons' folders.
        let outer = file.split('!').next().unwrap_or(file);
        let folder = outer.rfind('/').and_then(|end| outer.get(..=end)).unwrap_or_default();
        let ending = file
            .rsplit(['/', '!'])
            .next()
            .and_then(|name| name.rsplit_once('.'))
            .map(|(_, ending)| ending)
            .filter(|ending| ending.len() <= 5 && ending.chars().all(|c| c.is_ascii_alphanumeric()))
            .map(|ending| format!(".{ending}"))
            .unwrap_or_default();
        let digest = self.digests.get(file).and_then(|digest| digest.get(..8)).unwrap_or("unlisted");
        plain(&format!("{folder}{digest}{ending}"))
    }

    /// A record: `hr/3f2a91c0.csv:88`, `ats/77ab01ff.json /3/applications/0`.
    pub fn record(&self, record: &Record) -> String {
        format!("{}{}", self.file(&record.file), place(record.line, record.path.as_deref()))
    }

    /// Words that may name a file, the file shortened like everywhere else.
    ///
    /// A reason or a hint is written for who gave the file; in a report others read it.
    pub fn within(&self, words: &str, file: &str) -> String {
        if self.whole || file.is_empty() {
            return plain(words);
        }
        let name = file.rsplit(['/', '!']).next().filter(|name| !name.is_empty()).unwrap_or(file);
        let short = self.short(file);
        let mut shown = whole_words(&whole_words(words, file, &short), name, &short);
        // What is said of a mapping names the table beside it.
        if let Some(table) = file.strip_suffix(".map.toml").filter(|table| !table.is_empty()) {
            shown = whole_words(&shown, table, &self.short(table));
        }
        plain(&shown)
    }

    /// The first `most` records in one row: `hr/3f2a91c0.csv:88, :301 and 7 more in scan.json`. A record
    /// that is cited for several of its fields is one.
    pub fn first(&self, records: &[Record], most: usize) -> String {
        let mut places = BTreeSet::new();
        let mut distinct = Vec::new();
        for record in records {
            if places.insert((&record.file, record.line, &record.path)) {
                distinct.push(record);
            }
        }
        let shown = distinct.get(..most).unwrap_or(&distinct);
        match distinct.len() - shown.len() {
            0 => self.row(shown.iter().copied()),
            more => format!("{} and {more} more in scan.json", self.row(shown.iter().copied())),
        }
    }

    /// Records in one row, a file named once: `hr/3f2a91c0.csv:88, :301`.
    pub fn records(&self, records: &[Record]) -> String {
        self.row(records.iter())
    }

    fn row<'r>(&self, records: impl Iterator<Item = &'r Record>) -> String {
        let mut text = String::new();
        let mut last_file = None;
        for record in records {
            if !text.is_empty() {
                text.push_str(", ");
            }
            if last_file == Some(record.file.as_str()) {
                text.push_str(place(record.line, record.path.as_deref()).trim_start());
            } else {
                text.push_str(&self.record(record));
            }
            last_file = Some(record.file.as_str());
        }
        text
    }
}

/// Replaces a name where it is not part of a longer word: a file may be called `a`.
fn whole_words(words: &str, name: &str, by: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut done = 0;
    for (start, found) in words.match_indices(name) {
        let end = start + found.len();
        let before = words.get(..start).and_then(|part| part.chars().next_back());
        let behind = words.get(end..).and_then(|part| part.chars().next());
        if before.into_iter().chain(behind).any(char::is_alphanumeric) {
            continue;
        }
        text.push_str(words.get(done..start).unwrap_or_default());
        text.push_str(by);
        done = end;
    }
    text.push_str(words.get(done..).unwrap_or_default());
    text
}

/// A place after its file: `:88`, ` /3/email`, or nothing.
pub fn place(line: Option<u64>, path: Option<&str>) -> String {
    match (line, path) {
        (Some(number), _) => format!(":{number}"),
        (None, Some("") | None) => String::new(),
        (None, Some(pointer)) => format!(" {}", plain(pointer)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ManifestFile;

    fn document(names: bool) -> ScanDocument {
        let mut document = ScanDocument::new("0.1.0", "2026-11-23");
        document.run.manifest.names = names;
        for file in ["top.csv", "hr/a.zip!Jane Doe/cv.pdf", "hr/Jane Doe"] {
            let file = file.to_owned();
            document.run.manifest.files.push(ManifestFile { file, sha256: "0123456789abcdef".repeat(4) });
        }
        document
    }

    #[test]
    fn no_name_of_a_file_is_shown_unless_asked_for() {
        let masked = document(false);
        let names = FileNames::of(&masked);
        assert_eq!(names.file("top.csv"), "01234567.csv");
        assert_eq!(names.file("hr/a.zip!Jane Doe/cv.pdf"), "hr/01234567.pdf");
        assert_eq!(names.file("hr/Jane Doe"), "hr/01234567");
        assert_eq!(names.file("elsewhere/J. Doe"), "elsewhere/unlisted");
        let open = document(true);
        assert_eq!(FileNames::of(&open).file("hr/a.zip!Jane Doe/cv.pdf"), "hr/a.zip!Jane Doe/cv.pdf");
    }

    #[test]
    fn a_hint_names_a_file_no_more_than_the_report_does() {
        let masked = document(false);
        let names = FileNames::of(&masked);
        let hint = "`bonafide sources sniff hr/a.zip!Jane Doe/cv.pdf` or cv.pdf alone";
        let shown = names.within(hint, "hr/a.zip!Jane Doe/cv.pdf");
        assert_eq!(shown, "`bonafide sources sniff hr/01234567.pdf` or hr/01234567.pdf alone");
        assert_eq!(FileNames::of(&document(true)).within(hint, "hr/a.zip!Jane Doe/cv.pdf"), hint);
        assert_eq!(names.within("nothing", ""), "nothing");
        assert_eq!(names.within("data of `a`", "hr/a"), "data of `hr/unlisted`");
        let mapping = names.within("there is no `hr/Jane Doe` beside it", "hr/Jane Doe.map.toml");
        assert_eq!(mapping, "there is no `hr/01234567` beside it");
    }

    #[test]
    fn records_of_one_file_name_it_once() {
        let open = document(true);
        let record = |file: &str, line: Option<u64>, path: Option<&str>| Record {
            file: file.to_owned(),
            line,
            path: path.map(str::to_owned),
            field: "phone".to_owned(),
            sha256: String::new(),
        };
        let records = [
            record("a.csv", Some(88), None),
            record("a.csv", Some(301), None),
            record("b.json", None, Some("/3")),
        ];
        assert_eq!(FileNames::of(&open).records(&records), "a.csv:88, :301, b.json /3");
        assert_eq!(FileNames::of(&open).record(&record("b.json", None, Some(""))), "b.json");
        let fields = |field: &str| Record { field: field.to_owned(), ..record("a.csv", Some(88), None) };
        let twice = [fields("phone"), fields("email"), record("a.csv", Some(301), None)];
        assert_eq!(FileNames::of(&open).first(&twice, 2), "a.csv:88, :301");
        assert_eq!(FileNames::of(&open).first(&twice, 1), "a.csv:88 and 1 more in scan.json");
    }
}

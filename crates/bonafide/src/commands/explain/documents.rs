//! Cited documents as `explain` shows them: read again by the reader that the scan had, so that what
//! is protected in their text is left out here as well.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use bonafide_exchange::document::Record;
use bonafide_records::firm::JobAd;
use bonafide_records::{Document, Firm, Place};

use crate::pipeline;

/// Largest archive that is unpacked again for the sake of a document in it, in bytes.
const LARGEST_ARCHIVE: u64 = 64 * 1024 * 1024;
/// So many lines, links or marks of a cited part are shown.
const MOST_LINES: usize = 3;

/// Opens documents below the paths of the scan; each file is read once.
pub struct Documents {
    roots: Vec<PathBuf>,
    /// Job advertisements of the scan: they are read as such here, too.
    ads: Vec<String>,
    read: RefCell<BTreeMap<PathBuf, Rc<Vec<Document>>>>,
}

/// What can be shown of a cited part of a document.
pub enum Opened {
    /// Its lines, marks or links nearest to what was found.
    Lines(Vec<String>),
    /// It is there with the same digest, and holds nothing that could be shown.
    Nothing,
    /// No document of the cited digest is there any more.
    Changed,
    /// No such file lies below the paths of the scan.
    Missing,
    /// It lies in an archive that is too large to be unpacked for this.
    LargeArchive,
}

/// Whether a record is cited by its place in a document, and not by line, pointer or row of a sheet.
pub fn is_document(path: &str) -> bool {
    !path.is_empty() && !path.starts_with('/') && !Place::Path(path.into()).is_row_in_part()
}

/// Words of a text that may tell one line from another.
pub fn words(text: &str) -> BTreeSet<String> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric());
    parts.filter(|word| word.chars().count() >= 4).map(str::to_lowercase).collect()
}

impl Documents {
    /// For the exports below `roots`, among them these job advertisements.
    pub fn new(roots: &[PathBuf], ads: Vec<String>) -> Self {
        Self { roots: roots.to_vec(), ads, read: RefCell::default() }
    }

    /// Opens a cited part; of its lines those with most of the words sought are shown.
    pub fn open(&self, record: &Record, sought: &BTreeSet<String>) -> Opened {
        match self.cited(record) {
            Ok(document) => shown(&document, record, sought),
            Err(why) => why,
        }
    }

    /// The texts of the firm's job advertisements, as far as they are still there.
    pub fn job_ads(&self) -> Vec<String> {
        let paths: BTreeSet<PathBuf> = self
            .ads
            .iter()
            .flat_map(|ad| self.places(ad))
            .filter(|place| !place.is_archive)
            .map(|place| place.path)
            .collect();
        let read: Vec<Rc<Vec<Document>>> = paths.iter().map(|path| self.documents(path)).collect();
        let text = |document: &Document| {
            let lines: Vec<&str> = document.lines.iter().map(|(_, line)| line.as_str()).collect();
            lines.join("\n")
        };
        read.iter().flat_map(|documents| documents.iter()).map(text).collect()
    }

    /// The document that a record cites, or why it cannot be had.
    pub fn cited(&self, record: &Record) -> Result<Document, Opened> {
        let mut found = Opened::Missing;
        for place in self.places(&record.file) {
            let is_large = std::fs::metadata(&place.path).is_ok_and(|file| file.len() > LARGEST_ARCHIVE);
            if place.is_archive && is_large {
                found = Opened::LargeArchive;
                continue;
            }
            let documents = self.documents(&place.path);
            // The digest decides: a name may lead to another file than the scan read.
            let cited = documents.iter().find(|document| {
                document.parts.first().is_some_and(|part| part.digest.hex() == record.sha256)
            });
            if let Some(document) = cited {
                return Ok(document.clone());
            }
            found = Opened::Changed;
        }
        Err(found)
    }

    fn documents(&self, path: &Path) -> Rc<Vec<Document>> {
        if let Some(known) = self.read.borrow().get(path) {
            return Rc::clone(known);
        }
        let firm = Firm {
            job_ads: self.ads.iter().map(|ad| JobAd { file: file_name(ad), role: None }).collect(),
            ..Firm::default()
        };
        let options = bonafide_sources::Options {
            firm,
            documents: pipeline::reader(),
            ..bonafide_sources::Options::default()
        };
        // A file that cannot be read now has no documents, which is told like one that has changed.
        let read = bonafide_sources::read(&[path.to_path_buf()], &options);
        let documents = Rc::new(read.map(|reading| reading.documents).unwrap_or_default());
        self.read.borrow_mut().insert(path.to_path_buf(), Rc::clone(&documents));
        documents
    }

    /// Where a file of the scan may lie on disk, named as in `scan.json`.
    fn places(&self, file: &str) -> Vec<OnDisk> {
        let mut places = Vec::new();
        let inside = file.match_indices('!').map(|(at, _)| (at, true));
        // The whole name first: a file's own name may hold the mark of an archive.
        for (end, is_archive) in std::iter::once((file.len(), false)).chain(inside) {
            let Some(outer) = file.get(..end) else { continue };
            for root in &self.roots {
                places.extend(below(root, outer).into_iter().map(|path| OnDisk { path, is_archive }));
            }
        }
        places
    }
}

/// The last part of a name: a file that is read alone is named so.
fn file_name(name: &str) -> String {
    name.rsplit('/').next().unwrap_or(name).to_owned()
}

/// A file on disk that may be, or hold, a cited document.
struct OnDisk {
    path: PathBuf,
    is_archive: bool,
}

/// The files that a name may mean below one given path; where several paths were given, the name of
/// the path's folder, or the whole of it, may stand in front.
fn below(root: &Path, name: &str) -> Vec<PathBuf> {
    let real = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    let is_folder = real.is_dir();
    let folder = if is_folder { Some(real.as_path()) } else { real.parent() };
    let label = |path: &Path| path.to_string_lossy().replace('\\', "/").trim_matches('/').to_owned();
    let whole = folder.map(label).unwrap_or_default();
    let own = folder.and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    let behind = |label: &str| name.strip_prefix(label).and_then(|rest| rest.strip_prefix('/'));
    let names = [Some(name), behind(&own), behind(&whole)];
    let mut paths: Vec<PathBuf> = Vec::new();
    for relative in names.into_iter().flatten().map(Path::new) {
        // A scan.json of unknown hands must not lead out of the scanned folder.
        if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            continue;
        }
        let path = if is_folder {
            real.join(relative)
        } else if root.file_name() == Some(relative.as_os_str()) {
            root.to_path_buf()
        } else {
            continue;
        };
        if path.is_file() && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

/// The cited part of a document, by its number.
pub fn part_of(document: &Document, record: &Record) -> usize {
    let is_cited =
        |place: &Place| matches!(place, Place::Path(path) if record.path.as_deref() == Some(&**path));
    document.parts.iter().position(|part| is_cited(&part.place)).unwrap_or_default()
}

/// What of a document stands behind the cited fields.
fn shown(document: &Document, record: &Record, sought: &BTreeSet<String>) -> Opened {
    let part = part_of(document, record);
    let fields: Vec<&str> = record.field.split(", ").collect();
    let mut lines = Vec::new();
    if fields.contains(&"text") {
        let own =
            document.lines.iter().filter(|(of, line)| usize::from(*of) == part && !line.trim().is_empty());
        let own: Vec<&str> = own.map(|(_, line)| line.as_str()).collect();
        lines.extend(chosen(&own, sought).into_iter().map(str::to_owned));
    }
    if fields.contains(&"link") {
        let links: Vec<&str> = document.links.iter().map(String::as_str).collect();
        lines.extend(chosen(&links, sought).into_iter().map(|link| format!("link: {link}")));
    }
    let marks = document
        .marks
        .iter()
        .filter(|(of, mark)| usize::from(*of) == part && fields.contains(&mark.kind.word()));
    lines.extend(marks.take(MOST_LINES).map(|(_, mark)| format!("{}: {}", mark.kind.word(), mark.value)));
    if lines.is_empty() { Opened::Nothing } else { Opened::Lines(lines) }
}

/// The lines that hold most of the words sought, in the order of the document; the first ones where
/// none holds any.
fn chosen<'a>(lines: &[&'a str], sought: &BTreeSet<String>) -> Vec<&'a str> {
    let score = |line: &str| words(line).intersection(sought).count();
    let mut scored: Vec<(usize, usize)> =
        lines.iter().enumerate().map(|(at, line)| (score(line), at)).collect();
    scored.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
    let best = scored.first().map_or(0, |(score, _)| *score);
    let near = scored.into_iter().filter(|(score, _)| best == 0 || *score > 0);
    let mut places: Vec<usize> = near.map(|(_, at)| at).take(MOST_LINES).collect();
    places.sort_unstable();
    places.into_iter().filter_map(|at| lines.get(at).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_documents_are_told_from_others() {
        for path in ["page 1", "part word/document.xml", "document information", "xmp", "file"] {
            assert!(is_document(path), "{path}");
        }
        for path in ["", "/3/email", "part xl/worksheets/sheet1.xml row 12"] {
            assert!(!is_document(path), "{path}");
        }
    }

    #[test]
    fn the_lines_nearest_to_what_was_found_are_shown() {
        let lines = ["Anna Example", "Kubernetes since 2009", "Python", "Terraform, Kubernetes"];
        let sought = words("works with Kubernetes in 2009");
        assert_eq!(chosen(&lines, &sought), ["Kubernetes since 2009", "Terraform, Kubernetes"]);
        assert_eq!(chosen(&lines, &BTreeSet::new()), ["Anna Example", "Kubernetes since 2009", "Python"]);
        assert!(chosen(&[], &sought).is_empty());
    }

    #[test]
    fn a_name_finds_its_file_and_never_leaves_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let scanned = folder.path().join("exports");
        std::fs::create_dir_all(scanned.join("cv")).unwrap();
        std::fs::write(scanned.join("cv/a!b.pdf"), "x").unwrap();
        std::fs::write(folder.path().join("secret.pdf"), "x").unwrap();
        assert_eq!(below(&scanned, "cv/a!b.pdf").len(), 1);
        assert_eq!(below(&scanned, "exports/cv/a!b.pdf").len(), 1);
        assert_eq!(below(&scanned.join("cv/a!b.pdf"), "a!b.pdf").len(), 1);
        assert!(below(&scanned, "../secret.pdf").is_empty());
        assert!(below(&scanned, "cv/c.pdf").is_empty());
    }
}

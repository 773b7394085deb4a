//! Which files lie under the given paths, by name and in reading order.
//!
//! Files are read in the order of how many parts their name has, then its length, then the name,
//! so that a copy (`x copy.csv`, `backup/x.csv`) never takes the citation over from its original,
//! and no file system's order changes anything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use bonafide_records::reading::Unread;

use crate::archive::{self, MOST_ENTRIES};
use crate::body::{Body, Opener};
use crate::error::SourceError;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leaf {
    /// As it is named in `scan.json`.
    pub(crate) name: String,
    /// Where its bytes lie.
    pub(crate) body: Body,
}

/// What lies under the given paths.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Files to read, in reading order.
    pub(crate) leaves: Vec<Leaf>,
    /// Mapping files (`FILE.map.toml`) by their name.
    pub(crate) mappings: BTreeMap<String, Body>,
    /// What cannot be read.
    pub(crate) unread: Vec<Unread>,
}

/// What this program itself writes into a folder, and what describes a firm and is no export.
const OURS: &[&str] = &["scan.json", "report.html", "set_aside.csv", "truth.json", "firm.toml"];

/// Ends the name of a mapping file.
pub(crate) const MAPPING_END: &str = ".map.toml";

/// Finds all files under the given paths. Hidden files, this program's own outputs, `firm.toml`
/// and the files of `skip` are passed over.
///
/// Fails only where a given path does not exist.
pub(crate) fn find(paths: &[PathBuf], skip: &[PathBuf], opener: &mut Opener) -> Result<Found, SourceError> {
    let mut walk = Walk {
        found: Found::default(),
        skip: skip.iter().map(|path| real(path)).collect(),
        visited: BTreeSet::new(),
        root: PathBuf::new(),
    };
    let shared = shared_names(paths);
    for (path, label) in paths.iter().zip(labels(paths)) {
        let metadata = fs::metadata(path)
            .map_err(|error| SourceError::Path { path: path.clone(), why: reason(&error) })?;
        let prefix = if shared { format!("{label}/") } else { String::new() };
        walk.root = real(path);
        if metadata.is_dir() {
            walk.folder(path, &prefix, opener);
        } else {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let beside = PathBuf::from(format!("{}{MAPPING_END}", path.to_string_lossy()));
            if beside.is_file() {
                walk.found.mappings.insert(format!("{prefix}{name}{MAPPING_END}"), Body::File(beside));
            }
            walk.file(path, &format!("{prefix}{name}"), opener);
        }
    }
    let mut found = walk.found;
    found.leaves.sort_by(|a, b| order(&a.name).cmp(&order(&b.name)));
    found.leaves.dedup_by(|a, b| a == b);
    found.unread.sort();
    Ok(found)
}

/// Whether names under several given paths could be equal, so that each needs its path before it.
fn shared_names(paths: &[PathBuf]) -> bool {
    let mut names = BTreeSet::new();
    for path in paths {
        if path.is_dir() {
            let Ok(entries) = fs::read_dir(path) else { continue };
            let own: BTreeSet<String> =
                entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            if own.iter().any(|name| !OURS.contains(&name.as_str()) && names.contains(name)) {
                return true;
            }
            names.extend(own);
        } else if let Some(name) = path.file_name()
            && !names.insert(name.to_string_lossy().into_owned())
        {
            return true;
        }
    }
    false
}

/// A label for each given path, to stand before the names under it: its folder's own name, or the
/// whole path where two folders have one name.
fn labels(paths: &[PathBuf]) -> Vec<String> {
    let folder = |path: &PathBuf| {
        if path.is_dir() { real(path) } else { real(path).parent().map(Path::to_owned).unwrap_or_default() }
    };
    let own = |path: &PathBuf| {
        folder(path).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let distinct: BTreeSet<PathBuf> = paths.iter().map(folder).collect();
    let names: BTreeSet<String> = paths.iter().map(own).collect();
    if names.len() == distinct.len() {
        return paths.iter().map(own).collect();
    }
    paths
        .iter()
        .map(|path| folder(path).to_string_lossy().replace('\\', "/").trim_matches('/').to_owned())
        .collect()
}

/// Reading order of names.
fn order(name: &str) -> (usize, usize, &str) {
    (name.matches(['/', '!']).count(), name.len(), name)
}

fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The system's reason in one lower-case line without its number.
pub(crate) fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let plain = text.split(" (os error").next().unwrap_or_default();
    let line = plain.replace('\n', " ");
    // An abbreviation (`XML …`) keeps its capitals.
    if line.chars().take(2).all(char::is_uppercase) {
        return line;
    }
    let mut characters = line.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}

struct Walk {
    found: Found,
    skip: Vec<PathBuf>,
    /// Folders that were walked, by their real path.
    visited: BTreeSet<PathBuf>,
    root: PathBuf,
}

impl Walk {
    fn unread(&mut self, name: &str, why: impl Into<String>, hint: &str) {
        self.found.unread.push(Unread { file: name.to_owned(), why: why.into(), hint: hint.to_owned() });
    }

    /// Walks a folder and all below it; `prefix` is its name with a `/`, or empty.
    fn folder(&mut self, folder: &Path, prefix: &str, opener: &mut Opener) {
        let mut waiting = vec![(folder.to_owned(), prefix.to_owned())];
        while let Some((at, name)) = waiting.pop() {
            if self.skip.contains(&real(&at)) || !self.visited.insert(real(&at)) {
                continue;
            }
            let mut entries: Vec<PathBuf> = match fs::read_dir(&at) {
                Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
                Err(error) => {
                    let shown = if name.is_empty() { "." } else { &name };
                    self.unread(shown, reason(&error), "give yourself the right to read it, or take it out");
                    continue;
                }
            };
            entries.sort();
            for path in entries {
                let file_name =
                    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                if file_name.starts_with('.') || OURS.contains(&file_name.as_str()) {
                    continue;
                }
                let full = format!("{name}{file_name}");
                let metadata = match fs::metadata(&path) {
                    Ok(metadata) => metadata,
                    Err(error) => {
                        let why = if path.is_symlink() { broken_link(&error) } else { reason(&error) };
                        self.unread(&full, why, "mend or remove it");
                        continue;
                    }
                };
                if !metadata.is_dir() {
                    self.file(&path, &full, opener);
                } else if !path.is_symlink() {
                    waiting.push((path, format!("{full}/")));
                } else if self.leads_back(&path) {
                    let why = "a symbolic link to a folder above it: not followed";
                    self.unread(&full, why, "nothing to do: that folder is read already");
                } else if !real(&path).starts_with(&self.root) {
                    waiting.push((path, format!("{full}/")));
                }
            }
        }
    }

    /// Whether a link leads to a folder in which it lies itself.
    fn leads_back(&self, link: &Path) -> bool {
        let target = real(link);
        link.parent().is_some_and(|folder| real(folder).starts_with(&target))
            || self.root.starts_with(&target)
    }

    fn file(&mut self, path: &Path, name: &str, opener: &mut Opener) {
        if self.skip.contains(&real(path)) {
            return;
        }
        let regular = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
        if !regular {
            // A pipe would wait for ever.
            self.unread(name, "no ordinary file (a pipe, socket or device): not read", "save it as a file");
            return;
        }
        if name.ends_with(MAPPING_END) {
            self.found.mappings.insert(name.to_owned(), Body::File(path.to_owned()));
            return;
        }
        match is_archive(path) {
            Ok(true) => self.archive(path, name, opener),
            Ok(false) => {
                self.found.leaves.push(Leaf { name: name.to_owned(), body: Body::File(path.to_owned()) });
            }
            Err(error) => {
                self.unread(name, reason(&error), "give yourself the right to read it, or take it out");
            }
        }
    }

    fn archive(&mut self, path: &Path, name: &str, opener: &mut Opener) {
        let listing = match opener.archive(path) {
            Ok(archive) => archive::list(archive),
            Err(error) => {
                let why = format!("a ZIP archive that cannot be opened: {}", reason(&error));
                self.unread(name, why, "export it again; an archive in parts must be put together first");
                return;
            }
        };
        if listing.office && (listing.workbook || listing.document) {
            self.found.leaves.push(Leaf { name: name.to_owned(), body: Body::File(path.to_owned()) });
            return;
        }
        if listing.office {
            self.unread(
                name,
                "an Office document that is neither a workbook nor a text: not read",
                "save it as DOCX or PDF, a table as XLSX or CSV",
            );
            return;
        }
        if listing.entries.is_empty() && listing.refused.is_empty() {
            self.unread(name, "an archive without files", "pack the exports into it");
        }
        for (entry, why, hint) in listing.refused.into_iter().take(MOST_ENTRIES) {
            let shown = if entry.is_empty() { name.to_owned() } else { format!("{name}!{entry}") };
            self.unread(&shown, why, &hint);
        }
        for (index, entry) in listing.entries {
            let shown = format!("{name}!{entry}");
            let body = Body::Entry(path.to_owned(), index);
            let last = entry.rsplit('/').next().unwrap_or_default();
            if shown.ends_with(MAPPING_END) {
                self.found.mappings.insert(shown, body);
            } else if !OURS.contains(&last) {
                self.found.leaves.push(Leaf { name: shown, body });
            }
        }
    }
}

fn broken_link(error: &std::io::Error) -> String {
    // ELOOP has no stable kind of its own.
    if error.kind() == std::io::ErrorKind::NotFound {
        "a symbolic link that leads nowhere: not read".to_owned()
    } else {
        format!("a symbolic link that cannot be followed ({}): not read", reason(error))
    }
}

/// Whether a file begins as ZIP archives do.
fn is_archive(path: &Path) -> std::io::Result<bool> {
    let mut start = Vec::with_capacity(4);
    File::open(path)?.take(4).read_to_end(&mut start)?;
    Ok(is_zip(&start))
}

/// Whether bytes begin as a ZIP archive, an empty one or one in parts.
pub(crate) fn is_zip(head: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|magic| head.starts_with(*magic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_comes_behind_its_original() {
        let mut names = ["x copy.csv", "backup/x.csv", "x.csv", "b.zip!x.csv", "a.csv"];
        names.sort_by(|a, b| order(a).cmp(&order(b)));
        assert_eq!(names, ["a.csv", "x.csv", "x copy.csv", "b.zip!x.csv", "backup/x.csv"]);
    }
}

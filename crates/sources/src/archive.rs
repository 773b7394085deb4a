//! ZIP archives, under limits: an archive is input from outside.
//!
//! Entries are read as they unpack and never written anywhere, so their names are labels only.
//! Each limit gives one clear line and the rest of the scan goes on.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};

use zip::ZipArchive;
use zip::result::ZipError;

/// Most entries of one archive.
pub(crate) const MOST_ENTRIES: usize = 10_000;

/// Most bytes that all entries of one archive may unpack to.
pub(crate) const MOST_UNPACKED: u64 = 4 * 1024 * 1024 * 1024;

/// An entry may unpack to this many bytes whatever its packed size.
const FREE: u64 = 64 * 1024 * 1024;

/// Beyond [`FREE`], bytes unpacked for one that is packed. Text packs 5 to 20 times, a table of
/// one repeated line perhaps 100 times, a bomb 1,000 times.
const RATIO: u64 = 200;

/// What an archive holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Listing {
    /// Entries that may be read: number and name.
    pub(crate) entries: Vec<(usize, String)>,
    /// Entries that may not: name, why and what to do.
    pub(crate) refused: Vec<(String, String, String)>,
    /// Whether it is an Office document and no archive of exports.
    pub(crate) office: bool,
    /// Whether it holds the parts of a workbook.
    pub(crate) workbook: bool,
    /// Whether it holds the parts of a text document.
    pub(crate) document: bool,
}

/// Lists an archive.
pub(crate) fn list(archive: &mut ZipArchive<File>) -> Listing {
    let mut listing = Listing::default();
    let mut names: BTreeSet<String> = BTreeSet::new();
    for index in 0..archive.len().min(MOST_ENTRIES) {
        let entry = match archive.by_index_raw(index) {
            Ok(entry) => entry,
            Err(error) => {
                listing.refuse(format!("entry {}", index + 1), plain(error).to_string(), "pack it again");
                continue;
            }
        };
        let written = entry.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        let name = safe_name(&written);
        if entry.is_dir() || name.is_empty() || is_hidden(&name) {
            continue;
        }
        if name == "[Content_Types].xml" {
            listing.office = true;
        }
        listing.workbook |= name.starts_with("xl/");
        listing.document |= name.starts_with("word/");
        if entry.encrypted() {
            listing.refuse(
                name,
                "encrypted: not read".to_owned(),
                "unpack it with its password and scan the folder",
            );
        } else if entry.is_symlink() {
            listing.refuse(
                name,
                "a symbolic link inside an archive: not followed".to_owned(),
                "pack the file itself",
            );
        } else if !names.insert(name.clone()) {
            listing.refuse(name, "a second entry of this name: not read".to_owned(), "pack it again");
        } else {
            listing.entries.push((index, name));
        }
    }
    if archive.len() > MOST_ENTRIES {
        let why = format!("more than {MOST_ENTRIES} entries: the rest is not read");
        listing.refuse(String::new(), why, "unpack it and scan the folder");
    }
    listing
}

impl Listing {
    fn refuse(&mut self, name: String, why: String, hint: &str) {
        self.refused.push((name, why, hint.to_owned()));
    }
}

/// An entry's name with `/` between its parts, without parts that lead elsewhere and without
/// control characters.
fn safe_name(written: &str) -> String {
    let slashed: String =
        written.chars().map(|c| if c == '\\' { '/' } else { c }).filter(|c| !c.is_control()).collect();
    let parts: Vec<&str> =
        slashed.split('/').filter(|part| !part.is_empty() && *part != "." && *part != "..").collect();
    parts.join("/")
}

/// What systems put into archives beside the files.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

/// Why an archive or an entry cannot be read, in our own words.
pub(crate) fn plain(error: ZipError) -> io::Error {
    let why = match error {
        ZipError::Io(error) => return error,
        ZipError::InvalidArchive(_) | ZipError::FileNotFound => {
            "it is damaged or cut off, so that its list of files is missing"
        }
        ZipError::InvalidPassword => "it is encrypted",
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            "it is encrypted or packed in a way that is not read"
        }
        _ => "it does not say how large its files are",
    };
    io::Error::other(why)
}

/// A reader that stops where an entry unpacks to more than its packed size can honestly hold.
pub(crate) struct Limited<R> {
    input: R,
    left: u64,
    limit: u64,
}

impl<R: Read> Limited<R> {
    /// Limits what an entry of `packed` bytes may unpack to.
    pub(crate) fn new(input: R, packed: u64) -> Self {
        let limit = FREE.max(packed.saturating_mul(RATIO)).min(MOST_UNPACKED);
        Self { input, left: limit, limit }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(out)?;
        let Some(left) = self.left.checked_sub(count as u64) else {
            let megabytes = self.limit / 1024 / 1024;
            let text =
                format!("unpacks to more than {megabytes} MiB, {RATIO} times its packed size: not read");
            return Err(io::Error::other(text));
        };
        self.left = left;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_entries_lead_nowhere() {
        assert_eq!(safe_name("../../etc/passwd"), "etc/passwd");
        assert_eq!(safe_name("C:\\exports\\a.csv"), "C:/exports/a.csv");
        assert_eq!(safe_name("/a/./b\n.csv"), "a/b.csv");
        assert!(is_hidden("__MACOSX/a.csv") && is_hidden("a/.DS_Store") && !is_hidden("a/b.csv"));
    }

    #[test]
    fn an_entry_that_unpacks_to_too_much_stops() {
        let mut limited = Limited::new(io::repeat(b'a'), 1000);
        let read = io::copy(&mut limited, &mut io::sink());
        assert!(read.unwrap_err().to_string().contains("unpacks to more than 64 MiB"));
    }
}

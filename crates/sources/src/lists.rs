//! Lists of wallet addresses that a user gives: sanctioned ones, as a rule.
//!
//! Read are tables with a column of addresses, lists of one address a line, and the two XML files of
//! the American sanctions office, `sdn_advanced.xml` and `sdn.xml`. Addresses stay as they are
//! written: whether two are equal is decided by their normal form, elsewhere. A bad line or file
//! never stops the rest: it is one line in [`WalletList::set_aside`].

mod dates;
mod table;
mod xml;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use bonafide_records::{Digest, Place};
use jiff::civil::Date;

use crate::error::SourceError;
use crate::text::{Survey, plain, survey};
use crate::walk;

/// Most entries of one list.
const MOST_ENTRIES: usize = 1_000_000;

/// Most lines set aside by name; the rest is counted.
const MOST_NAMED: usize = 1_000;

/// Most files of a folder of lists.
const MOST_FILES: usize = 1_000;

/// Longest address: those of every known chain are at most 120 characters.
const LONGEST_ADDRESS: usize = 200;

/// One list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalletList {
    /// Its file's name, below the folder that was given.
    pub name: String,
    /// The day whose state it gives.
    pub date: Option<Date>,
    /// Where that day was found, in words, or `no date given`.
    pub date_from: String,
    /// SHA-256 of the whole file.
    pub sha256: Digest,
    /// Its addresses, in its own order, removed ones among them.
    pub entries: Vec<ListedAddress>,
    /// Lines and parts that could not be used, each with the reason; without a place, the file.
    pub set_aside: Vec<(Option<Place>, String)>,
}

/// One address of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAddress {
    /// As it is written.
    pub address: String,
    /// Whom the list names for it, or the list's own number of that entry; may be empty.
    pub entry: String,
    /// The currency as the list writes it, e.g. `XBT`, where it does.
    pub asset: Option<String>,
    /// Line, or the element's path.
    pub place: Place,
    /// SHA-256 of the line or of the element's text.
    pub digest: Digest,
    /// The day on which it was taken off the list: such an entry is no hit.
    pub removed: Option<Date>,
}

/// Reads a list, or all lists of a folder, in the order of their names.
///
/// Fails only where the path does not exist or cannot be listed. A file that is no list has no
/// entries and says in one line why.
///
/// ```
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("wallets_2026-06-01.csv");
/// std::fs::write(&path, "# invented\naddress,name\n0x00000000000000000000000000000000000000aa,Example\n").unwrap();
/// let lists = bonafide_sources::read_wallet_lists(&path).unwrap();
/// assert_eq!((lists[0].entries.len(), lists[0].entries[0].entry.as_str()), (1, "Example"));
/// assert_eq!(lists[0].date.unwrap().to_string(), "2026-06-01");
/// assert_eq!(lists[0].date_from, "the file's name");
/// ```
pub fn read_wallet_lists(path: &Path) -> Result<Vec<WalletList>, SourceError> {
    let failed =
        |error: std::io::Error| SourceError::Path { path: path.to_owned(), why: walk::reason(&error) };
    let metadata = fs::metadata(path).map_err(failed)?;
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    if metadata.is_dir() {
        let mut waiting = vec![(path.to_owned(), String::new())];
        while let Some((folder, prefix)) = waiting.pop() {
            for entry in fs::read_dir(&folder).map_err(failed)?.flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                if name.starts_with('.') {
                    continue;
                }
                // What a link leads to is given by its own path, or not at all.
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => waiting.push((entry.path(), format!("{prefix}{name}/"))),
                    Ok(kind) if kind.is_file() => files.push((format!("{prefix}{name}"), entry.path())),
                    _ => {}
                }
            }
        }
    } else {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        files.push((name.unwrap_or_default(), path.to_owned()));
    }
    files.sort();
    if files.len() > MOST_FILES {
        let why = format!("more than {MOST_FILES} files in a folder of lists");
        return Err(SourceError::Path { path: path.to_owned(), why });
    }
    Ok(files.into_iter().map(|(name, path)| one(plain(&name), &path)).collect())
}

fn one(name: String, path: &Path) -> WalletList {
    let mut list = WalletList {
        name,
        date: None,
        date_from: "no date given".to_owned(),
        sha256: Digest([0; 32]),
        entries: Vec::new(),
        set_aside: Vec::new(),
    };
    let is_file = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    if !is_file {
        list.set_aside.push((None, "no ordinary file: not read".to_owned()));
        return list;
    }
    let read = File::open(path).and_then(survey).and_then(|looked| {
        list.sha256 = looked.sha256;
        let days = dates::Days::of_name(&list.name);
        if let Some(why) = unusable(&looked) {
            list.set_aside.push((None, why.to_owned()));
            return Ok(());
        }
        let mut reading = Reading { list: &mut list, days, more: 0, full: false };
        if looks_like_xml(&looked) {
            xml::read(path, &mut reading)?;
        } else {
            table::read(path, &looked, &mut reading)?;
        }
        reading.finish();
        Ok(())
    });
    if let Err(error) = read {
        list.set_aside.push((None, walk::reason(&error)));
    }
    if list.entries.is_empty() && list.set_aside.is_empty() {
        list.set_aside.push((None, "no address in it".to_owned()));
    }
    list
}

fn unusable(looked: &Survey) -> Option<&'static str> {
    let head = looked.head.as_slice();
    if looked.length == 0 {
        Some("an empty file")
    } else if walk::is_zip(head) || head.starts_with(b"\x1f\x8b") {
        Some("an archive or document: not read as a list; unpack it, or save it as CSV (UTF-8)")
    } else if looked.binary {
        Some("not text: not read as a list")
    } else {
        None
    }
}

fn looks_like_xml(looked: &Survey) -> bool {
    let head = looked.head.get(looked.mark..).unwrap_or_default();
    looked.encoding.unit() == 1 && head.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

/// A list while it is read.
struct Reading<'l> {
    list: &'l mut WalletList,
    days: dates::Days,
    /// Lines set aside beyond [`MOST_NAMED`].
    more: usize,
    full: bool,
}

impl Reading<'_> {
    /// Takes in an entry, or sets it aside where its address can be none; gives whether more fit.
    fn take(&mut self, entry: ListedAddress) -> bool {
        if self.list.entries.len() >= MOST_ENTRIES {
            if !self.full {
                self.full = true;
                let why = format!("more than {MOST_ENTRIES} entries: the rest is not read");
                self.list.set_aside.push((Some(entry.place), why));
            }
            return false;
        }
        if could_be_address(&entry.address) {
            self.list.entries.push(entry);
        } else {
            self.set_aside(entry.place, "no wallet address: the entry is left out");
        }
        true
    }

    fn set_aside(&mut self, place: Place, why: impl Into<String>) {
        if self.list.set_aside.len() < MOST_NAMED {
            self.list.set_aside.push((Some(place), why.into()));
        } else {
            self.more += 1;
        }
    }

    fn finish(self) {
        let (date, date_from) = self.days.decide();
        self.list.date = date;
        self.list.date_from = date_from;
        if self.more > 0 {
            let why = format!("{} more lines, for reasons like those above", self.more);
            self.list.set_aside.push((None, why));
        }
    }
}

/// Whether a text could be the address of any chain; their own checks are made elsewhere. Letters,
/// digits and the marks of prefixes alone, and a digit or letters of both cases: one address in some
/// hundred of the chains that write in base 58 has no digit.
fn could_be_address(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'.' | b'-');
    let has_both_cases = text.bytes().any(|byte| byte.is_ascii_uppercase())
        && text.bytes().any(|byte| byte.is_ascii_lowercase());
    (20..=LONGEST_ADDRESS).contains(&text.len())
        && text.bytes().all(fits)
        && (text.bytes().any(|byte| byte.is_ascii_digit()) || has_both_cases)
}

#[cfg(test)]
mod tests;

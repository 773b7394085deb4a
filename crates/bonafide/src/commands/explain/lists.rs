//! Entries of lists as `explain` shows them: what the scan reads of a line, and nothing else of it.

use std::cell::OnceCell;
use std::path::PathBuf;

use bonafide_exchange::document::Record;
use bonafide_records::Place;
use bonafide_sources::{ListedAddress, WalletList, read_wallet_lists};

/// The lists that are given here; read when the first entry is looked for, since some are large.
pub struct Lists {
    paths: Vec<PathBuf>,
    read: OnceCell<Vec<WalletList>>,
}

/// An entry of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its address, and whom the list names for it.
    pub text: String,
    /// Whether it is the entry that was cited.
    pub is_cited: bool,
}

impl Lists {
    /// Lists or folders of them, as they were given to the scan.
    pub fn new(paths: &[PathBuf]) -> Self {
        Self { paths: paths.to_vec(), read: OnceCell::new() }
    }

    /// The entry at a place of a list, or why there is none.
    pub fn open(&self, record: &Record, wanted: &Place) -> Result<Entry, &'static str> {
        if self.paths.is_empty() {
            return Err("an entry of a list: give --lists, as to the scan, to see it");
        }
        // A path that cannot be read has no entries, which is told like one that lacks this one.
        let read =
            || self.paths.iter().flat_map(|path| read_wallet_lists(path).unwrap_or_default()).collect();
        let named = self.read.get_or_init(read).iter().filter(|list| list.name == record.file);
        let mut found = None;
        for entry in named.flat_map(|list| &list.entries).filter(|entry| entry.place == *wanted) {
            // Lists of two folders may have one name: the digest tells them apart.
            let is_cited = entry.digest.hex() == record.sha256;
            found = Some(Entry { text: text(entry), is_cited });
            if is_cited {
                break;
            }
        }
        found.ok_or("cannot be opened now: no such entry in the lists given with --lists")
    }
}

fn text(entry: &ListedAddress) -> String {
    if entry.entry.is_empty() { entry.address.clone() } else { format!("{}, {}", entry.address, entry.entry) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_found_by_its_list_and_place() {
        let folder = tempfile::tempdir().unwrap();
        let address = "0x00000000000000000000000000000000000000aa";
        let list = format!("address,name,born\n{address},Example,1970\n");
        std::fs::write(folder.path().join("l.csv"), &list).unwrap();
        let record = Record {
            file: "l.csv".to_owned(),
            line: Some(2),
            path: None,
            field: "address".to_owned(),
            sha256: String::new(),
        };
        let given = Lists::new(&[folder.path().to_path_buf()]);
        let entry = given.open(&record, &Place::Line(2)).unwrap();
        assert_eq!(entry, Entry { text: format!("{address}, Example"), is_cited: false });
        assert!(given.open(&record, &Place::Line(3)).unwrap_err().contains("no such entry"));
        assert!(Lists::new(&[]).open(&record, &Place::Line(2)).unwrap_err().contains("give --lists"));
    }
}

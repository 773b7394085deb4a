//! A first guess at a mapping, and the table read through that guess.

use bonafide_sources::{Options, sniff_table};

use super::folder::Folder;
use super::promises;

/// Sniffs the bytes; a guess must be a mapping that can be used as it stands.
pub fn check(data: &[u8]) {
    let folder = Folder::with(&[("table.csv", data)]);
    let sniffed = match sniff_table(&folder.path("table.csv")) {
        Ok(sniffed) => sniffed,
        Err(error) => return promises::says_what_to_do(&error),
    };
    assert!(sniffed.mapping.parse::<toml::Table>().is_ok(), "a guess that is no TOML: {}", sniffed.mapping);
    let files: [(&str, &[u8]); 2] = [("table.csv", data), ("table.csv.map.toml", sniffed.mapping.as_bytes())];
    let reading = Folder::with(&files).read(&Options::default());
    let refused = reading.unread.iter().find(|unread| unread.why.contains("cannot be used"));
    assert!(refused.is_none(), "{refused:?}\n{}", sniffed.mapping);
}

//! The bytes of a table that a shipped mapping may read.

use bonafide_sources::Options;

use super::folder::Folder;

/// Reads the bytes as a file of an export.
pub fn check(data: &[u8]) {
    Folder::with(&[("table.csv", data)]).read(&Options::default());
}

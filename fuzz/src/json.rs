//! Any JSON: Greenhouse documents, webhook bodies, JSON lines, and what is none of them.

use bonafide_sources::Options;

use super::folder::Folder;

/// Reads the bytes as a file of an export.
pub fn check(data: &[u8]) {
    Folder::with(&[("export.json", data)]).read(&Options::default());
}

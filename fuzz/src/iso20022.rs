//! Any XML: orders and statements of banks, other messages, and what is none of them.

use bonafide_sources::Options;

use super::folder::Folder;

/// Reads the bytes as a file of an export.
pub fn check(data: &[u8]) {
    Folder::with(&[("message.xml", data)]).read(&Options::default());
}

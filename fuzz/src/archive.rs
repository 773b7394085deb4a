//! ZIP archives: the bytes as they are, and an archive that is made of them.
//!
//! Mutated bytes seldom keep the checksums of an archive whole. So bytes that do not begin as an
//! archive become one: they are parted at 0xFF into names and contents of entries, in turn.

use std::io::{Cursor, Write as _};

use bonafide_sources::Options;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::folder::Folder;

/// Reads an archive.
pub fn check(data: &[u8]) {
    if data.starts_with(b"PK") {
        Folder::with(&[("exports.zip", data)]).read(&Options::default());
    } else if let Some(archive) = packed(data) {
        Folder::with(&[("exports.zip", &archive)]).read(&Options::default());
    }
}

/// An archive of names and contents; `None` where the writer refuses them.
fn packed(data: &[u8]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut parts = data.split(|byte| *byte == 0xFF);
    while let Some(name) = parts.next() {
        let content = parts.next().unwrap_or_default();
        let method =
            if content.len() % 2 == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(String::from_utf8_lossy(name), options).ok()?;
        writer.write_all(content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

//! DOCX files: the bytes as they are, and an archive of which they are parts.
//!
//! Bytes that do not begin as an archive become one: they are parted at 0xFF into the document, its
//! relations, its settings and its properties.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Parts in the order in which the bytes fill them.
const PARTS: [&str; 6] = [
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/settings.xml",
    "docProps/core.xml",
    "word/styles.xml",
    "_rels/.rels",
];

/// Reads a DOCX.
pub fn check(data: &[u8]) {
    let _ = bonafide_sources::document::is_docx(data);
    if data.starts_with(b"PK") {
        super::pdf::document(data);
    } else if let Some(archive) = packed(data) {
        super::pdf::document(&archive);
    }
}

fn packed(data: &[u8]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in PARTS.iter().zip(data.split(|byte| *byte == 0xFF)) {
        writer.start_file(*name, SimpleFileOptions::default()).ok()?;
        writer.write_all(content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

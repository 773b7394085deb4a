//! Workbooks: the bytes as they are, and a workbook whose sheet they are.
//!
//! Mutated bytes seldom keep the checksums of an archive whole. So bytes that do not begin as an
//! archive become the parts of one: the sheet, the shared texts and the styles, parted at 0xFF.

use std::io::{Cursor, Write as _};

use bonafide_sources::{Options, sniff_table};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::folder::Folder;
use super::promises;

/// The parts that every workbook has.
const PARTS: [(&str, &str); 3] = [
    ("[Content_Types].xml", "<Types/>"),
    ("xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" r:id=\"1\"/></sheets></workbook>"),
    (
        "xl/_rels/workbook.xml.rels",
        "<R><Relationship Id=\"1\" Type=\"/worksheet\" Target=\"s.xml\"/><Relationship Id=\"2\" Type=\"/sharedStrings\" Target=\"t.xml\"/><Relationship Id=\"3\" Type=\"/styles\" Target=\"f.xml\"/></R>",
    ),
];

/// Reads a workbook through a mapping of persons, and sniffs it.
pub fn check(data: &[u8]) {
    let made = if data.starts_with(b"PK") { Some(data.to_vec()) } else { packed(data) };
    let Some(workbook) = made else { return };
    let mapping = b"kind = \"person\"\n".as_slice();
    let folder = Folder::with(&[("book.xlsx", &workbook), ("book.xlsx.map.toml", mapping)]);
    folder.read(&Options::default());
    if let Err(error) = sniff_table(&folder.path("book.xlsx")) {
        promises::says_what_to_do(&error);
    }
}

/// A workbook of parts; `None` where the writer refuses them.
fn packed(data: &[u8]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut put = |name: &str, bytes: &[u8]| {
        writer.start_file(name, options).ok()?;
        writer.write_all(bytes).ok()
    };
    for (name, text) in PARTS {
        put(name, text.as_bytes())?;
    }
    let mut parts = data.splitn(3, |byte| *byte == 0xFF);
    for (name, empty) in [("xl/s.xml", "<a/>"), ("xl/t.xml", "<a/>"), ("xl/f.xml", "<a/>")] {
        put(name, parts.next().unwrap_or(empty.as_bytes()))?;
    }
    Some(writer.finish().ok()?.into_inner())
}

//! The reader of documents as the program itself starts it.

#![allow(clippy::unwrap_used, reason = "a test, whose helpers clippy does not take for one")]

use std::fmt::Write as _;
use std::path::PathBuf;

use bonafide_sources::document::{DocumentFault, Reader};

fn program() -> PathBuf {
    env!("CARGO_BIN_EXE_bonafide").into()
}

/// A PDF of one page; `further` is one more object.
fn pdf(further: &str) -> Vec<u8> {
    let content = "BT /F1 10 Tf 72 700 Td (Ada Muster) Tj ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        further.to_owned(),
    ];
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = "xref\n0 7\n0000000000 65535 f \n".to_owned();
    for (index, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    let start = file.len();
    write!(file, "{table}trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").unwrap();
    file.into_bytes()
}

#[test]
fn the_program_is_a_worker_when_it_is_started_so() {
    let mut reader = Reader::worker(program());
    assert_eq!(reader.read(&pdf("null")).unwrap().parts[0].lines, ["Ada Muster"]);
    assert_eq!(reader.read(b"no document"), Err(DocumentFault::NoDocument));
    assert_eq!(reader.read(&pdf("[1]")).unwrap().parts[0].lines, ["Ada Muster"]);
}

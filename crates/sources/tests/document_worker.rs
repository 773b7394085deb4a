//! The worker that reads documents, as a process: this very test is one when it is started so.
//!
//! It has no harness of its own, since the first argument must reach the worker.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test, which clippy does not see without a harness"
)]

use std::fmt::Write as _;
use std::path::PathBuf;

use bonafide_sources::document::{DocumentFault, Limits, ReadBy, Reader, WORKER_FLAG, serve_worker};

fn main() {
    if std::env::args().nth(1).as_deref() == Some(WORKER_FLAG) {
        serve_worker().unwrap();
        return;
    }
    a_file_that_ends_the_worker_costs_that_file_alone();
    a_worker_that_takes_too_long_is_stopped();
    println!("document_worker: 2 tests passed");
}

fn program() -> PathBuf {
    std::env::current_exe().unwrap()
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

fn a_file_that_ends_the_worker_costs_that_file_alone() {
    let mut reader = Reader::worker(program());
    assert_eq!(reader.read(&pdf("null")).unwrap().parts[0].lines, ["Ada Muster"]);
    // Millions of numbers take more memory than the worker may have.
    let bomb = pdf(&format!("[{}]", "1 ".repeat(15_000_000)));
    assert_eq!(reader.read(&bomb), Err(DocumentFault::Stopped));
    assert_eq!(
        DocumentFault::Stopped.to_string(),
        "the reader was stopped at it (memory or time limit): not read"
    );
    assert_eq!(reader.read(&pdf("[1]")).unwrap().parts[0].lines, ["Ada Muster"]);
    assert!(reader.read(b"no document").is_err());
    assert_eq!(reader.read(&pdf("[2]")).unwrap().parts[0].lines, ["Ada Muster"]);
}

fn a_worker_that_takes_too_long_is_stopped() {
    let limits = Limits { patience_seconds: 0, ..Limits::default() };
    let mut reader = Reader::new(ReadBy::Worker(program()), limits);
    let slow = pdf(&format!("[{}]", "1 ".repeat(1_000_000)));
    assert_eq!(reader.read(&slow), Err(DocumentFault::Stopped));
}

//! The worker's protocol and the reader's memory, without a process.

use super::build::plain_page;
use crate::document::{
    DocumentFault, Extracted, REQUEST_DOCUMENT, REQUEST_SPREADSHEET, ReadBy, Reader, serve,
};

fn request(kind: u8, bytes: &[u8]) -> Vec<u8> {
    [&[kind][..], &(bytes.len() as u64).to_le_bytes(), bytes].concat()
}

/// The answers that follow the greeting.
fn answers(mut output: &[u8]) -> Vec<&[u8]> {
    output = output.strip_prefix(b"bonafide worker\n").unwrap();
    let mut answers = Vec::new();
    while let Some((length, rest)) = output.split_first_chunk::<8>() {
        let (answer, rest) = rest.split_at(u64::from_le_bytes(*length) as usize);
        answers.push(answer);
        output = rest;
    }
    answers
}

#[test]
fn requests_are_answered_in_turn() {
    let good = plain_page("BT /F1 10 Tf 72 700 Td (Ada) Tj ET");
    let input = [
        request(REQUEST_DOCUMENT, &good),
        request(REQUEST_DOCUMENT, b"nothing"),
        request(99, b"x"),
        request(REQUEST_DOCUMENT, &good),
    ]
    .concat();
    let mut output = Vec::new();
    serve(&mut input.as_slice(), &mut output).unwrap();
    let answers = answers(&output);
    let read = |answer: &[u8]| serde_json::from_slice::<Result<Extracted, DocumentFault>>(answer).unwrap();
    assert_eq!(read(answers[0]).unwrap().parts[0].lines, ["Ada"]);
    assert_eq!(read(answers[1]), Err(DocumentFault::NoDocument));
    assert!(answers[2].is_empty());
    assert_eq!(answers[0], answers[3]);
    assert_ne!(REQUEST_DOCUMENT, REQUEST_SPREADSHEET);
}

#[test]
fn a_request_that_is_cut_off_ends_the_worker() {
    let whole = request(REQUEST_DOCUMENT, b"nothing");
    for end in 1..whole.len() {
        assert!(serve(&mut whole.get(..end).unwrap(), &mut Vec::new()).is_err());
    }
    let long = [&[REQUEST_DOCUMENT][..], &u64::MAX.to_le_bytes()].concat();
    assert!(serve(&mut long.as_slice(), &mut Vec::new()).is_err());
}

#[test]
fn the_same_bytes_are_read_once() {
    let mut reader = Reader::in_process();
    let bytes = plain_page("BT /F1 10 Tf 72 700 Td (Ada) Tj ET");
    let first = reader.read(&bytes).unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &reader.read(&bytes).unwrap()));
}

#[test]
fn a_program_that_is_no_worker_is_named() {
    for program in ["/nonexistent/program", "/bin/true", "/bin/echo"] {
        let mut reader = Reader::new(ReadBy::Worker(program.into()), crate::document::Limits::default());
        let fault = reader.read(b"%PDF-1.7").unwrap_err();
        assert!(matches!(fault, DocumentFault::NoWorker { .. }), "{program}: {fault:?}");
    }
}

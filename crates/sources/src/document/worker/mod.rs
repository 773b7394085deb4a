//! The long-lived worker that reads documents: how the program and the worker speak.
//!
//! The worker is this very program, started with [`WORKER_FLAG`]. It greets, then answers requests
//! over its standard input and output until the input ends. All numbers are little-endian:
//!
//! | frame | bytes |
//! |---|---|
//! | greeting | [`GREETING`] |
//! | request | kind (1), length (8), the file's bytes |
//! | answer | length (8), JSON |
//!
//! A document ([`REQUEST_DOCUMENT`]) is answered with `Result<Extracted, DocumentFault>` in JSON, a
//! kind that the worker does not know with an empty answer.

mod parent;
mod serve;

pub use parent::Worker;
pub(super) use serve::extract_caught;
pub use serve::{serve, serve_worker};

/// First argument with which the program is a worker.
pub const WORKER_FLAG: &str = "--document-worker";

/// Request kind: read a PDF or DOCX.
pub const REQUEST_DOCUMENT: u8 = 1;

/// Request kind kept for workbooks.
pub const REQUEST_SPREADSHEET: u8 = 2;

/// What a worker says first, so that another program is not taken for one.
const GREETING: &[u8; 16] = b"bonafide worker\n";

/// Longest answer, in bytes: text and marks under the limits, with the escapes of JSON.
const LONGEST_ANSWER: u64 = 64 * 1024 * 1024;

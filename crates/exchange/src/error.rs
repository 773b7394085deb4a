//! What can go wrong when a scan is written or read back.

use crate::document::SCHEMA_NAME;
use crate::words::plain;

/// A document that cannot be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExchangeError {
    /// The text is no scan document.
    #[error("not a scan document: {reason} (line {line}, column {column})")]
    Read {
        /// What the reader expected.
        reason: String,
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1.
        column: usize,
    },
    /// The document names another schema than the one that this version reads.
    #[error("the document says schema \"{}\", this version reads \"{SCHEMA_NAME}\"", plain(found))]
    Schema {
        /// The schema that the document names.
        found: String,
    },
    /// The document could not be written as JSON.
    #[error("the scan document could not be written: {0}")]
    Write(#[source] serde_json::Error),
    /// The report's template failed.
    #[error("the report could not be written: {0}")]
    Report(#[from] askama::Error),
}

impl ExchangeError {
    /// What to do about it, in one line.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Read { .. } => "scan again with --out: the file may have been cut off or edited",
            Self::Schema { .. } => "open it with the version that wrote it, or scan again with --out",
            Self::Write(_) | Self::Report(_) => {
                "this is a fault of bonafide: please report it with the command you ran"
            }
        }
    }
}

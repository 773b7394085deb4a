//! What can stop a reading, and what to do about it.
//!
//! A bad file never stops the rest: it becomes one line in [`bonafide_records::Reading::unread`].
//! Only what was asked for by name, and is not there or makes no sense, is an error.

use std::path::PathBuf;

use thiserror::Error;

use crate::text::plain;

/// Why a reading could not start, or a record could not be opened again.
#[derive(Debug, Error)]
pub enum SourceError {
    /// A path that was given does not exist or cannot be opened.
    #[error("{}: {}", plain(&path.display().to_string()), plain(why))]
    Path {
        /// The path as given.
        path: PathBuf,
        /// The system's reason.
        why: String,
    },
    /// `firm.toml` cannot be used as it stands.
    #[error("{}: line {line}: {}", plain(&path.display().to_string()), plain(why))]
    Firm {
        /// The file.
        path: PathBuf,
        /// Line, counted from 1.
        line: usize,
        /// What is wrong and what to write.
        why: String,
    },
    /// No file of this name lies under the given paths.
    #[error("`{}`: no such file under the scanned paths", plain(name))]
    NoSuchFile {
        /// The name as in `scan.json`.
        name: String,
    },
    /// The file is there, the cited place is not.
    #[error("`{}`: there is no record at {}", plain(name), plain(place))]
    NoSuchRecord {
        /// The name as in `scan.json`.
        name: String,
        /// `line 7` or the JSON path.
        place: String,
    },
    /// No kind of table can be guessed for the file.
    #[error("`{}`: {}", plain(name), plain(why))]
    NoKind {
        /// The file.
        name: String,
        /// Why, in one line.
        why: String,
    },
    /// The file is there and cannot be read as a table.
    #[error("`{}`: {}", plain(name), plain(why))]
    Unreadable {
        /// The file.
        name: String,
        /// Why, in one line.
        why: String,
    },
}

impl SourceError {
    /// What to do about it, in one line.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Path { .. } => "check the path and that you may read it",
            Self::Firm { .. } => "`bonafide sources how firm` shows every key with an example",
            Self::NoSuchFile { .. } => "give the same paths as the scan had",
            Self::NoSuchRecord { .. } => "the file has changed since the scan: scan again",
            Self::NoKind { .. } => "`bonafide sources how table` shows what each kind of table needs",
            Self::Unreadable { .. } => "export it again as CSV (UTF-8)",
        }
    }
}

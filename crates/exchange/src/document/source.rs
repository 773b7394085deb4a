//! What was read, what was left out, and what each detector had to look at.

use serde::{Deserialize, Serialize};

/// A file that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Relative to the scanned folder with `/` between parts, `a.zip!b.csv` inside an archive.
    pub file: String,
    /// The source's word; `None` only for unread files.
    pub source: Option<String>,
    /// SHA-256 of the whole file.
    pub sha256: String,
    /// Rows or records read.
    pub read: u64,
    /// Rows or parts set aside.
    pub set_aside: u64,
    /// Earliest event (a date or a time).
    pub first: Option<String>,
    /// Latest event.
    pub last: Option<String>,
    /// The mapping that read a table.
    pub mapping: Option<String>,
}

/// A row or part left out of a file otherwise read, a truncated end included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// As in `sources[].file`.
    pub file: String,
    /// Line, counted from 1.
    pub line: Option<u64>,
    /// RFC 6901 pointer.
    pub path: Option<String>,
    /// Why, without any value of the row.
    pub why: String,
}

/// A file of which nothing could be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// As in `sources[].file`.
    pub file: String,
    /// Why.
    pub why: String,
    /// What to do about it.
    pub hint: String,
}

/// A protected field that was dropped while reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// The source's word.
    pub source: String,
    /// The field's name, as the source writes it.
    pub field: String,
    /// How often.
    pub count: u64,
}

/// One detector's state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// The detector's id.
    pub detector: String,
    /// `ran`, `no_data`, `off`, `refused`, `not_built` or `rejected`.
    pub state: String,
    /// Persons (or values) that had something to compare.
    pub seen: u64,
    /// Of how many.
    pub of: u64,
    /// Why the state is what it is.
    pub why: String,
    /// Sources that would wake it.
    pub needs: Vec<String>,
}

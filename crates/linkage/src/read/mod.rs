//! How do bytes become rows?
//!
//! Parquet, CSV and its like, JSON lines and JSON arrays are read into one `TableBuilder`, one input
//! after the other: columns with the same header become one column. No file is opened here: bytes come
//! from the caller, Parquet whole ([`read`]) or from anything that gives ranges of bytes
//! ([`read_parquet`]), text also in pieces of any size ([`Reader`]).
//!
//! A cell is its text, byte by byte; an empty one holds nothing. Numbers are written in one way in all
//! formats (`5`, `5.5`), dates and times as ISO 8601, truth values as `true` and `false`.
//!
//! ```
//! use bonafide_linkage::read::{Bytes, Options, read};
//! use bonafide_linkage::table::TableBuilder;
//!
//! let mut builder = TableBuilder::default();
//! let csv = Bytes::from_static(b"id,name,phone\n7,Ada,\n9,Grace,030 1\nx\n");
//! let report = read(&mut builder, "people.csv", None, &csv, &Options::default())?;
//! assert_eq!((report.rows, report.id.as_deref()), (2, Some("id")));
//! assert_eq!(report.set_aside.first, [(4, "has 1 cell where the header has 3".to_owned())]);
//! assert_eq!(report.null_share("phone"), Some(0.5));
//! let table = builder.finish();
//! assert_eq!(table.columns[0].values.get(1), b"Ada");
//! # Ok::<(), bonafide_linkage::read::ReadError>(())
//! ```

use std::collections::BTreeMap;

mod astray;
mod cells;
mod delimited;
mod encoding;
mod error;
mod header;
mod ids;
mod json_lines;
mod json_object;
mod numbers;
mod parquet;
mod reader;
mod report;
mod sniff;

#[cfg(test)]
mod delimited_tests;
#[cfg(test)]
mod json_tests;
#[cfg(test)]
mod parquet_tests;
#[cfg(test)]
pub(crate) use parquet_tests::spent;

pub use bytes::Bytes;
pub use error::ReadError;
pub(crate) use header::IDS;
pub use parquet::read_parquet;
pub use reader::{Reader, read};
pub use report::{Duplicates, Filled, ReadReport, SetAside, Warning};
pub use sniff::Format;

/// What the caller knows better than the input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The id column: the first of these that the input has; one it has to have. Empty: the first named `id`,
    /// `record_id`, `unique_id` or `rec_id` in any case, else rows are numbered from 1 as they stand in the input.
    pub id: Vec<String>,
    /// Columns whose cells hold several values, each with what stands between two.
    pub split: BTreeMap<String, String>,
    /// The delimiter of text. None: the one of comma, semicolon, tab and bar that fits.
    pub delimiter: Option<u8>,
    /// The columns to keep, the id aside. None: all.
    pub keep: Option<Vec<String>>,
}

/// Rows are counted in 32 bits.
fn room(input: &str, before: usize, rows: u64) -> Result<(), ReadError> {
    if before as u64 + rows > u64::from(u32::MAX) {
        return Err(ReadError::TooManyRows { input: input.to_owned() });
    }
    Ok(())
}

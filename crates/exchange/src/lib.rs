//! How do others read a scan?
//!
//! - [`document`]: `scan.json`, the contract, with its JSON Schema in [`SCHEMA`].
//! - [`report`]: one self-contained HTML file that needs no script, loads nothing and prints on A4.
//! - [`link`]: the same for a linkage of tables.
//! - [`charts`]: what both draw as SVG, and the waterfall as text for a terminal.
//! - [`csv`]: rows set aside, for a spreadsheet.
//! - [`names`]: how files are cited where people may look over a shoulder.
//!
//! Nothing here reads or writes a file, and nothing here unmasks: a document holds what may be shown.
//!
//! ```
//! use bonafide_exchange::{document::ScanDocument, report};
//!
//! let page = report::render(&ScanDocument::new("0.1.0", "2026-11-23"))?;
//! assert!(page.contains("No decision was made. Nothing left this machine."));
//! assert!(!page.contains("<script"));
//! # Ok::<(), bonafide_exchange::ExchangeError>(())
//! ```

pub mod charts;
pub mod csv;
pub mod document;
mod error;
pub mod figures;
mod index;
pub mod link;
pub mod names;
pub mod report;
pub mod words;

pub use document::ScanDocument;
pub use error::ExchangeError;

/// JSON Schema (draft 2020-12) of `scan.json`, as `scan --schema` prints it.
pub const SCHEMA: &str = include_str!("../schema/scan-1.json");

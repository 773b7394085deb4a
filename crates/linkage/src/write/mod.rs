//! How do results become bytes?
//!
//! Rows of CSV ([`csv_row`]) and Parquet files of plain columns ([`ParquetTable`]), appended to a vector of
//! the caller's. Nothing is opened or written out here.

mod csv;
mod parquet;

#[cfg(test)]
mod tests;

pub use csv::csv_row;
pub use parquet::{ParquetColumn, ParquetTable, WriteError};

//! Opens the tables that are scored.

use std::fs::File;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use bonafide_linkage::read::{Options, read_parquet};
use bonafide_linkage::table::{Column, Table, TableBuilder};

use crate::pipeline::shown;

/// Reads a Parquet table with this column as its ids; none numbers the rows.
pub fn open(path: &Path, id: Option<&str>) -> Result<Table> {
    let file = File::open(path).with_context(|| format!("reading {}", shown(path)))?;
    let mut builder = TableBuilder::default();
    let options = Options { id: id.map(str::to_owned).into_iter().collect(), ..Options::default() };
    read_parquet(&mut builder, &shown(path), &file, &options)?;
    Ok(builder.finish())
}

/// A column that has to be there.
pub fn column<'a>(table: &'a Table, name: &str, path: &Path) -> Result<&'a Column> {
    match table.column(name) {
        Some(column) => Ok(column),
        None => bail!("{} has no column {name}", shown(path)),
    }
}

/// The code of a row's only value; 0 for none.
pub fn code(column: &Column, row: usize) -> u32 {
    column.row(row).first().copied().unwrap_or_default()
}

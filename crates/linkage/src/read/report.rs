//! What was read, and what was not.

/// How many lines that were set aside, and how many duplicate ids, are named.
const NAMED: usize = 20;

/// Lines that were not read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetAside {
    /// How many.
    pub count: u64,
    /// The first of them: the line (from 1) and why.
    pub first: Vec<(u64, String)>,
}

impl SetAside {
    pub(super) fn add(&mut self, line: u64, why: impl FnOnce() -> String) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push((line, why()));
        }
    }
}

/// Ids that more than one row of an input has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Duplicates {
    /// How many rows have an id that another row had already.
    pub rows: u64,
    /// The smallest such ids.
    pub first: Vec<String>,
}

impl Duplicates {
    pub(super) fn add(&mut self, again: u64, id: impl FnOnce() -> String) {
        self.rows += again;
        if self.first.len() < NAMED {
            self.first.push(id());
        }
    }
}

/// A number and what is counted.
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// How much one column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// Its header.
    pub column: String,
    /// Rows of this input that hold nothing there.
    pub nulls: u64,
}

/// What is odd about an input that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// A column without a header.
    #[error("column {place} has no header and was left out; give it one to use it")]
    NoHeader {
        /// Its place, from 1.
        place: usize,
    },
    /// Cells of a text file that are no UTF-8.
    #[error(
        "{} no UTF-8 and read as Windows-1252; save the file as UTF-8 if that looks wrong",
        counted(*.cells, "cell is", "cells are")
    )]
    Windows1252 {
        /// How many.
        cells: u64,
    },
    /// Values of a Parquet column that are no UTF-8.
    #[error(
        "column `{column}` holds {} no UTF-8 and compared byte by byte",
        counted(*.values, "distinct value that is", "distinct values that are")
    )]
    NotUtf8 {
        /// The column.
        column: String,
        /// How many distinct values that no input before had.
        values: u64,
    },
    /// Zero bytes inside cells.
    #[error(
        "{} zero bytes; nothing was left out, but the file may be damaged",
        counted(*.records, "record holds", "records hold")
    )]
    ZeroBytes {
        /// How many.
        records: u64,
    },
    /// A quoted cell that goes over lines which look like rows.
    #[error(
        "the record at line {line} has a quoted cell that goes on to line {to}, and {} like {}: if a quotation mark is \
         astray there, all up to the next one is read as one cell and those rows are lost; double the mark or take it \
         out{}",
        counted(*.rows, "line in it looks", "lines in it look"),
        if *.rows == 1 { "a row" } else { "rows" },
        if *.more == 0 { String::new() } else { format!(" ({} besides)", counted(*.more, "such record", "such records")) }
    )]
    RowsInCell {
        /// Where the first such record begins, from 1.
        line: u64,
        /// Where it ends.
        to: u64,
        /// How many lines look like rows.
        rows: u64,
        /// Records of this kind besides.
        more: u64,
    },
    /// Numbers that are none.
    #[error(
        "column `{column}` holds {} no finite number or in no calendar, and taken as empty",
        counted(*.cells, "cell that is", "cells that are")
    )]
    NoNumber {
        /// The column.
        column: String,
        /// How many.
        cells: u64,
    },
    /// Words for no number in JSON, which has none.
    #[error("{} NaN or Infinity, which JSON has not, and taken as empty", counted(*.cells, "value is", "values are"))]
    NoJsonNumber {
        /// How many.
        cells: u64,
    },
    /// Objects that hold one key twice.
    #[error(
        "{} a key twice, such as `{key}`; its values were taken as one list: write each key once",
        counted(*.objects, "object holds", "objects hold")
    )]
    KeyTwice {
        /// The first such key.
        key: String,
        /// How many objects.
        objects: u64,
    },
    /// Rows without an id.
    #[error(
        "{} no id in `{column}`; in the output such rows cannot be told apart",
        counted(*.rows, "row has", "rows have")
    )]
    NoId {
        /// The id column.
        column: String,
        /// How many.
        rows: u64,
    },
    /// An array whose end is missing.
    #[error("the array is not closed: the file may be cut short")]
    OpenArray,
    /// Text behind the end of an array.
    #[error("{} not read: the array ends before", counted(*.bytes, "byte was", "bytes were"))]
    BehindArray {
        /// How many.
        bytes: u64,
    },
    /// Lists inside lists.
    #[error("column `{column}` holds lists of lists; all values of a row were taken as one list")]
    Nested {
        /// The column.
        column: String,
    },
}

/// What one input gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadReport {
    /// Its name.
    pub input: String,
    /// Its format.
    pub format: super::Format,
    /// Rows that are now in the table.
    pub rows: u64,
    /// The id column; none where rows are numbered.
    pub id: Option<String>,
    /// Lines that are not in the table.
    pub set_aside: SetAside,
    /// Ids that are not unique.
    pub duplicates: Duplicates,
    /// What is odd.
    pub warnings: Vec<Warning>,
    /// Each column that was kept, in the order of the input.
    pub columns: Vec<Filled>,
}

impl ReadReport {
    /// Of an input of one record that could not be read.
    pub fn of_nothing(input: &str, format: super::Format, why: String) -> Self {
        let mut report = Self::new(input, format);
        report.set_aside.add(1, || why);
        report
    }

    pub(super) fn new(input: &str, format: super::Format) -> Self {
        Self {
            input: input.to_owned(),
            format,
            rows: 0,
            id: None,
            set_aside: SetAside::default(),
            duplicates: Duplicates::default(),
            warnings: Vec::new(),
            columns: Vec::new(),
        }
    }

    /// The share of rows that hold nothing in a column, 0 to 1; none for a column that was not read.
    pub fn null_share(&self, column: &str) -> Option<f64> {
        let filled = self.columns.iter().find(|filled| filled.column == column)?;
        Some(if self.rows == 0 { 0.0 } else { filled.nulls as f64 / self.rows as f64 })
    }
}

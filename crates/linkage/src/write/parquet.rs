//! Parquet files of plain columns without nulls.

use std::sync::Arc;

use ::parquet::basic::{Compression, Encoding, LogicalType, Repetition, Type, ZstdLevel};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::{ColumnPath, Type as Schema};
use bytes::Bytes;

use crate::table::{Coder, NULL};

/// Rows of a row group: what is held before it is packed.
const GROUP: usize = 1 << 18;
/// Values that are handed over at once.
const BATCH: usize = 8_192;
/// What a cell counts that no row can have.
const WRONG: usize = 1 << 20;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParquetColumn {
    /// Texts, most of them different.
    Text,
    /// Few different texts, as names of files: each is written once a row group.
    Label,
    /// Whole numbers.
    Integer,
    /// Doubles.
    Number,
}

/// Why a Parquet file was not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// A row lacks a cell, or has one too many, or one of another kind. The file cannot be completed.
    #[error(
        "row {row} has not one value of its kind in each column (`{column}`); give each column one a row"
    )]
    Cell {
        /// The row, from 1.
        row: u64,
        /// The first column that lacks one, if any does.
        column: String,
    },
    /// The format refuses it.
    #[error("the Parquet file cannot be written: {why}")]
    Format {
        /// What the library says.
        why: String,
    },
}

impl From<ParquetError> for WriteError {
    fn from(error: ParquetError) -> Self {
        Self::Format { why: error.to_string() }
    }
}

/// Writes rows into a Parquet file (version 1 pages, zstd), a row group at a time.
///
/// ```
/// use bonafide_linkage::write::{ParquetColumn, ParquetTable};
///
/// let columns = [("file", ParquetColumn::Label), ("id", ParquetColumn::Text), ("cluster", ParquetColumn::Integer)];
/// let mut table = ParquetTable::new(&columns)?;
/// for (id, cluster) in [("7", 0), ("9", 0)] {
///     table.text(0, b"people.csv");
///     table.text(1, id.as_bytes());
///     table.integer(2, cluster);
///     table.end_row()?;
/// }
/// let mut out = Vec::new();
/// table.finish(&mut out)?;
/// assert!(out.starts_with(b"PAR1") && out.ends_with(b"PAR1"));
/// # Ok::<(), bonafide_linkage::write::WriteError>(())
/// ```
pub struct ParquetTable {
    names: Vec<String>,
    columns: Vec<Values>,
    /// Rows in the present group, and in those before.
    rows: usize,
    /// Cells of the present row; one that is given twice or of another kind counts for too many.
    given: usize,
    written: u64,
    writer: SerializedFileWriter<Vec<u8>>,
}

enum Values {
    Text { bytes: Vec<u8>, ends: Vec<usize> },
    Label { coder: Coder, last: u32, codes: Vec<u32> },
    Integer(Vec<i64>),
    Number(Vec<f64>),
}

impl Values {
    fn new(kind: ParquetColumn) -> Self {
        match kind {
            ParquetColumn::Text => Self::Text { bytes: Vec::new(), ends: Vec::new() },
            ParquetColumn::Label => Self::Label { coder: Coder::default(), last: NULL, codes: Vec::new() },
            ParquetColumn::Integer => Self::Integer(Vec::new()),
            ParquetColumn::Number => Self::Number(Vec::new()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Text { ends, .. } => ends.len(),
            Self::Label { codes, .. } => codes.len(),
            Self::Integer(numbers) => numbers.len(),
            Self::Number(numbers) => numbers.len(),
        }
    }
}

impl ParquetTable {
    /// A file with these columns and no row yet.
    pub fn new(columns: &[(&str, ParquetColumn)]) -> Result<Self, WriteError> {
        let mut fields = Vec::new();
        let level = ZstdLevel::try_new(1)?;
        let mut properties = WriterProperties::builder()
            .set_created_by("bonafide".to_owned())
            .set_compression(Compression::ZSTD(level))
            .set_dictionary_enabled(false)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true);
        for (name, kind) in columns {
            let (physical, logical) = match kind {
                ParquetColumn::Text | ParquetColumn::Label => (Type::BYTE_ARRAY, Some(LogicalType::String)),
                ParquetColumn::Integer => (Type::INT64, None),
                ParquetColumn::Number => (Type::DOUBLE, None),
            };
            let path = ColumnPath::new(vec![(*name).to_owned()]);
            if logical.is_some() {
                // Bounds of texts serve nobody here and cost a comparison each.
                properties = properties.set_column_statistics_enabled(path.clone(), EnabledStatistics::None);
            }
            if *kind == ParquetColumn::Label {
                properties = properties.set_column_dictionary_enabled(path.clone(), true);
            }
            if *kind == ParquetColumn::Integer {
                // Numbers of rows and clusters ascend or are small: packed in a quarter of the time.
                properties = properties.set_column_encoding(path, Encoding::DELTA_BINARY_PACKED);
            }
            let field = Schema::primitive_type_builder(name, physical)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(logical)
                .build()?;
            fields.push(Arc::new(field));
        }
        let schema = Schema::group_type_builder("schema").with_fields(fields).build()?;
        Ok(Self {
            names: columns.iter().map(|(name, _)| (*name).to_owned()).collect(),
            columns: columns.iter().map(|(_, kind)| Values::new(*kind)).collect(),
            rows: 0,
            given: 0,
            written: 0,
            writer: SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties.build()))?,
        })
    }

    /// The text of the present row in a column of texts or labels, by its place.
    pub fn text(&mut self, column: usize, value: &[u8]) {
        self.given += match self.columns.get_mut(column) {
            Some(Values::Text { bytes, ends }) if ends.len() == self.rows => {
                bytes.extend_from_slice(value);
                ends.push(bytes.len());
                1
            }
            Some(Values::Label { coder, last, codes }) if codes.len() == self.rows => {
                // Most rows have the label of the row before.
                if coder.values().get(*last) != value {
                    *last = coder.code(value);
                }
                codes.push(*last);
                1
            }
            _ => WRONG,
        }
    }

    /// The whole number of the present row, by the place of its column.
    pub fn integer(&mut self, column: usize, value: i64) {
        self.given += match self.columns.get_mut(column) {
            Some(Values::Integer(numbers)) if numbers.len() == self.rows => {
                numbers.push(value);
                1
            }
            _ => WRONG,
        }
    }

    /// The double of the present row, by the place of its column.
    pub fn number(&mut self, column: usize, value: f64) {
        self.given += match self.columns.get_mut(column) {
            Some(Values::Number(numbers)) if numbers.len() == self.rows => {
                numbers.push(value);
                1
            }
            _ => WRONG,
        }
    }

    /// Completes the present row. An error if a column has not got exactly one value of its kind.
    pub fn end_row(&mut self) -> Result<(), WriteError> {
        let given = std::mem::take(&mut self.given);
        self.rows += 1;
        if given != self.columns.len() {
            let lacking = self.columns.iter().position(|values| values.len() != self.rows);
            let column = lacking.map_or_else(String::new, |place| self.names[place].clone());
            return Err(WriteError::Cell { row: self.written + self.rows as u64, column });
        }
        if self.rows == GROUP { self.flush() } else { Ok(()) }
    }

    /// The bytes that are complete so far, to be written out before the rest: they are not held twice.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(self.writer.inner_mut())
    }

    /// Completes the file and appends what was not taken of it.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<(), WriteError> {
        if self.rows > 0 {
            self.flush()?;
        }
        out.append(&mut self.writer.into_inner()?);
        Ok(())
    }

    fn flush(&mut self) -> Result<(), WriteError> {
        let mut group = self.writer.next_row_group()?;
        for values in &mut self.columns {
            let Some(mut column) = group.next_column()? else { break };
            put(values, column.untyped())?;
            column.close()?;
        }
        group.close()?;
        self.written += self.rows as u64;
        self.rows = 0;
        Ok(())
    }
}

/// Hands a column's values over and empties it.
fn put(values: &mut Values, writer: &mut ColumnWriter) -> Result<(), WriteError> {
    match (values, writer) {
        (Values::Text { bytes, ends }, ColumnWriter::ByteArrayColumnWriter(writer)) => {
            let all = Bytes::from(std::mem::take(bytes));
            let mut start = 0;
            let mut batch = Vec::with_capacity(BATCH);
            for part in ends.chunks(BATCH) {
                batch.clear();
                for end in part {
                    batch.push(ByteArray::from(all.slice(start..*end)));
                    start = *end;
                }
                writer.write_batch(&batch, None, None)?;
            }
            ends.clear();
        }
        (Values::Label { coder, codes, .. }, ColumnWriter::ByteArrayColumnWriter(writer)) => {
            let values = coder.values();
            let label = |code: u32| ByteArray::from(values.get(code).to_vec());
            let labels: Vec<ByteArray> = (0..values.len() as u32).map(label).collect();
            let mut batch = Vec::with_capacity(BATCH);
            for part in codes.chunks(BATCH) {
                batch.clear();
                batch.extend(part.iter().map(|code| labels[*code as usize].clone()));
                writer.write_batch(&batch, None, None)?;
            }
            codes.clear();
        }
        (Values::Integer(numbers), ColumnWriter::Int64ColumnWriter(writer)) => {
            writer.write_batch(numbers, None, None)?;
            numbers.clear();
        }
        (Values::Number(numbers), ColumnWriter::DoubleColumnWriter(writer)) => {
            writer.write_batch(numbers, None, None)?;
            numbers.clear();
        }
        _ => return Err(WriteError::Format { why: "a column changed its kind".to_owned() }),
    }
    Ok(())
}

//! Parquet, column by column, straight into codes.
//!
//! Bytes from anywhere are expected. Footer, page headers and values are read here, each with bounds, and a
//! file that claims far more than its bytes can mean is refused; the `parquet` crate's reader reserves what a
//! file claims and asserts what it should check, so it lends but its trait for sources.

mod budget;
mod chunk;
mod codec;
mod delta;
mod footer;
mod hybrid;
mod kind;
mod pages;
mod schema;
mod sink;
mod thrift;
mod values;

use ::parquet::file::reader::ChunkReader;
use bytes::Bytes;

use self::budget::Budget;
use self::chunk::{Buffers, Progress};
use self::codec::Codec;
use self::footer::{Chunk, Footer, Leaf};
use self::kind::{Kind, Physical};
use self::pages::Pages;
use self::sink::{Codes, Destination, Numbers, Rows, Sink, Tally};
use self::thrift::Broken;
use super::header::{self, Target};
use super::ids::IdSink;
use super::report::{Filled, ReadReport, Warning};
use super::{Format, Options, ReadError};
use crate::table::TableBuilder;

/// Cells and unpacked bytes that any file may claim, and how many more for each of its bytes.
const CELLS: (u64, u64) = (64 << 20, 1024);
const UNPACKED: (u64, u64) = (1 << 30, 1000);

/// What a file begins and ends with whose footer is encrypted.
const ENCRYPTED: &[u8] = b"PARE";

/// Reads a Parquet file into the table, below the inputs before it.
///
/// The source gives ranges of bytes: [`Bytes`], or an open file, of which no more is held than one column
/// of one row group. Columns in groups are named `group.column`; a list becomes a column of many values.
///
/// ```
/// use bonafide_linkage::read::{Bytes, Options, read_parquet};
/// use bonafide_linkage::table::TableBuilder;
/// use bonafide_linkage::write::{ParquetColumn, ParquetTable};
///
/// let mut out = ParquetTable::new(&[("id", ParquetColumn::Integer), ("name", ParquetColumn::Text)])?;
/// out.integer(0, 7);
/// out.text(1, b"Ada");
/// out.end_row()?;
/// let mut bytes = Vec::new();
/// out.finish(&mut bytes)?;
///
/// let mut builder = TableBuilder::default();
/// let report = read_parquet(&mut builder, "people.parquet", &Bytes::from(bytes), &Options::default())?;
/// assert_eq!((report.rows, report.id.as_deref()), (1, Some("id")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_parquet<R: ChunkReader>(
    builder: &mut TableBuilder,
    input: &str,
    source: &R,
    options: &Options,
) -> Result<ReadReport, ReadError> {
    read_within(builder, input, source, options, Budget::of(source.len()))
}

/// The same of a file that may have so many bytes of text copied.
pub(super) fn read_within<R: ChunkReader>(
    builder: &mut TableBuilder,
    input: &str,
    source: &R,
    options: &Options,
    copied: u64,
) -> Result<ReadReport, ReadError> {
    let size = source.len();
    let footer = footer_of(input, source, size)?;
    let headers: Vec<String> = footer.leaves.iter().map(|leaf| leaf.name.trim().to_owned()).collect();
    let mut report = ReadReport::new(input, Format::Parquet);
    let (rules, targets) = header::resolve(builder, input, &headers, options, &mut report.warnings)?;
    let start = builder.rows();
    report.rows = plausible(input, &footer, &targets, size, start)?;
    report.id = rules.id().map(str::to_owned);

    let mut reading =
        Reading { input, source, footer: &footer, size, unpacked: 0, buffers: Buffers::default() };
    let (mut ids, mut budget) = (IdSink::default(), Budget::new(copied));
    for (place, (leaf, target)) in footer.leaves.iter().zip(&targets).enumerate() {
        let (tally, no_number) = match target {
            Target::Skip => continue,
            Target::Id if leaf.repetition == 0 && is_number(leaf) => {
                reading.column(place, &mut Numbers::new(builder.ids(), &mut ids, leaf.kind, &mut budget))?
            }
            Target::Id => {
                let into = Destination::Ids(builder.ids(), &mut ids);
                reading.column(place, &mut Rows::new(into, leaf.kind, &mut budget))?
            }
            Target::Column(column) if leaf.repetition == 0 => {
                reading.column(place, &mut Codes::new(builder.at(*column), leaf.kind, &mut budget))?
            }
            Target::Column(column) => {
                let into = Destination::Column(builder.at(*column), None);
                reading.column(place, &mut Rows::new(into, leaf.kind, &mut budget))?
            }
            Target::Split(column, separator) => {
                let into = Destination::Column(builder.at(*column), Some(separator));
                reading.column(place, &mut Rows::new(into, leaf.kind, &mut budget))?
            }
        };
        let column = headers[place].clone();
        if tally.not_utf8 > 0 {
            report.warnings.push(Warning::NotUtf8 { column: column.clone(), values: tally.not_utf8 });
        }
        if no_number > 0 {
            report.warnings.push(Warning::NoNumber { column: column.clone(), cells: no_number });
        }
        if leaf.repetition > 1 {
            report.warnings.push(Warning::Nested { column: column.clone() });
        }
        if *target == Target::Id {
            if ids.empty > 0 {
                report.warnings.push(Warning::NoId { column, rows: ids.empty });
            }
        } else {
            report.columns.push(Filled { column, nulls: report.rows - tally.filled });
        }
    }
    builder.end_input(input, report.rows as usize, report.id.is_some());
    report.duplicates = ids.duplicates(builder.ids(), start);
    Ok(report)
}

fn is_number(leaf: &Leaf) -> bool {
    leaf.kind == Kind::Signed || (leaf.kind == Kind::Unsigned && leaf.physical == Physical::Fixed(4))
}

fn footer_of<R: ChunkReader>(input: &str, source: &R, size: u64) -> Result<Footer, ReadError> {
    let whole = |why| ReadError::NotParquet { input: input.to_owned(), why };
    let bytes = |start: u64, length: usize| {
        source.get_bytes(start, length).map_err(|_| whole("it cannot be read to its end"))
    };
    if size < 12 {
        return Err(whole("it has less than twelve bytes"));
    }
    let encrypted = || ReadError::Encrypted { input: input.to_owned() };
    let begin = bytes(0, 4)?;
    if begin.as_ref() != b"PAR1" && begin.as_ref() != ENCRYPTED {
        return Err(whole("it does not begin with PAR1"));
    }
    let tail = bytes(size - 8, 8)?;
    let Some((length, mark)) = tail.split_first_chunk::<4>() else {
        return Err(whole("it breaks off"));
    };
    if begin.as_ref() == ENCRYPTED || mark == ENCRYPTED {
        return Err(encrypted());
    }
    if mark != b"PAR1" {
        return Err(whole("it does not end with PAR1"));
    }
    let length = u64::from(u32::from_le_bytes(*length));
    if length > size - 12 {
        return Err(whole("its footer is longer than the file"));
    }
    Footer::read(&bytes(size - 8 - length, length as usize)?, size).map_err(|broken| match broken {
        // The footer can be read, but some columns cannot.
        footer::ENCRYPTED => encrypted(),
        Broken(why) => ReadError::Footer { input: input.to_owned(), why },
    })
}

/// The rows, if the file can hold what it claims.
fn plausible(
    input: &str,
    footer: &Footer,
    targets: &[Target],
    size: u64,
    before: usize,
) -> Result<u64, ReadError> {
    let mut rows = 0_u64;
    let mut cells = 0_u64;
    for group in &footer.groups {
        rows = rows.saturating_add(group.rows);
        for (chunk, target) in group.chunks.iter().zip(targets) {
            if *target != Target::Skip {
                cells = cells.saturating_add(chunk.values);
            }
        }
    }
    if cells.max(rows) > CELLS.0.saturating_add(size.saturating_mul(CELLS.1)) {
        let claimed = format!("{rows} rows and {cells} cells");
        return Err(ReadError::Bomb { input: input.to_owned(), claimed, bytes: size });
    }
    super::room(input, before, rows)?;
    Ok(rows)
}

/// One file while its columns are read.
struct Reading<'r, R> {
    input: &'r str,
    source: &'r R,
    footer: &'r Footer,
    size: u64,
    /// Bytes unpacked so far.
    unpacked: u64,
    buffers: Buffers,
}

impl<R: ChunkReader> Reading<'_, R> {
    /// Reads a column through all row groups; how many values were no numbers.
    fn column<S: Sink>(&mut self, place: usize, sink: &mut S) -> Result<(Tally, u64), ReadError> {
        let mut no_number = 0;
        for (group, part) in self.footer.groups.iter().enumerate() {
            let leaf = &self.footer.leaves[place];
            let failed = |why: String| ReadError::Column {
                input: self.input.to_owned(),
                column: leaf.name.clone(),
                group: group + 1,
                why,
            };
            let chunk = &part.chunks[place];
            let bytes = self.bytes(chunk).map_err(failed)?;
            let pages = Pages::new(bytes, chunk.values);
            let broken = |broken: Broken| failed(broken.0.to_owned());
            self.unpacked = self.unpacked.saturating_add(pages.unpacked().map_err(broken)?);
            if self.unpacked > UNPACKED.0.saturating_add(self.size.saturating_mul(UNPACKED.1)) {
                let claimed = format!("{} unpacked bytes", self.unpacked);
                return Err(ReadError::Bomb { input: self.input.to_owned(), claimed, bytes: self.size });
            }
            let mut codec = Codec::of(chunk.codec).map_err(failed)?;
            let progress = chunk::decode(pages, &mut codec, leaf, sink, &mut self.buffers).map_err(broken)?;
            no_number += matching(&progress, part.rows).map_err(failed)?;
        }
        Ok((sink.tally(), no_number))
    }

    fn bytes(&self, chunk: &Chunk) -> Result<Bytes, String> {
        self.source.get_bytes(chunk.start, chunk.length as usize).map_err(|error| error.to_string())
    }
}

fn matching(progress: &Progress, rows: u64) -> Result<u64, String> {
    if progress.rows != rows {
        return Err(format!("its pages hold {} rows where the row group has {rows}", progress.rows));
    }
    Ok(progress.no_number)
}

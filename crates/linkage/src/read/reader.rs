//! Takes an input in pieces.

use bytes::Bytes;

use super::delimited::Delimited;
use super::json_lines::JsonLines;
use super::sniff::{self, Format, SAMPLE};
use super::{Options, ReadError, ReadReport};
use crate::table::TableBuilder;

/// Reads delimited text or JSON in pieces of any size: no more is held than 64 KiB, one record and the table.
///
/// ```
/// use bonafide_linkage::read::{Options, Reader};
/// use bonafide_linkage::table::TableBuilder;
///
/// let mut builder = TableBuilder::default();
/// let mut reader = Reader::new(&mut builder, "people.jsonl", None, &Options::default());
/// for piece in [b"{\"id\": 1, \"phones\": [\"03".as_slice(), b"0 1\", \"030 2\"]}\n"] {
///     reader.feed(piece)?;
/// }
/// assert_eq!(reader.finish()?.rows, 1);
/// assert_eq!(builder.finish().columns[0].row(0), [1, 2]);
/// # Ok::<(), bonafide_linkage::read::ReadError>(())
/// ```
pub struct Reader<'b> {
    builder: &'b mut TableBuilder,
    input: String,
    format: Option<Format>,
    options: Options,
    state: State,
}

enum State {
    /// Bytes are collected until there are enough to see what they are.
    Sample(Vec<u8>),
    Delimited(Box<Delimited>),
    Json(Box<JsonLines>),
}

impl<'b> Reader<'b> {
    /// A reader for the input of this name; its format is seen from its first bytes where none is given.
    pub fn new(
        builder: &'b mut TableBuilder,
        input: &str,
        format: Option<Format>,
        options: &Options,
    ) -> Self {
        let state = State::Sample(Vec::new());
        Self { builder, input: input.to_owned(), format, options: options.clone(), state }
    }

    /// Takes the next bytes.
    ///
    /// Errors are those of the header and of what no row can be read behind; single bad lines are set aside.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        match &mut self.state {
            State::Delimited(reader) => return reader.feed(self.builder, bytes),
            State::Json(reader) => return reader.feed(self.builder, bytes),
            State::Sample(sample) if sample.len() + bytes.len() < SAMPLE => {
                sample.extend_from_slice(bytes);
                return Ok(());
            }
            State::Sample(_) => {}
        }
        self.begin(bytes, false)
    }

    /// Takes the end of the input; what was read.
    pub fn finish(mut self) -> Result<ReadReport, ReadError> {
        if matches!(self.state, State::Sample(_)) {
            self.begin(&[], true)?;
        }
        match self.state {
            State::Delimited(reader) => reader.finish(self.builder),
            State::Json(reader) => reader.finish(self.builder),
            State::Sample(_) => Err(ReadError::Empty { input: self.input }),
        }
    }

    fn begin(&mut self, bytes: &[u8], whole: bool) -> Result<(), ReadError> {
        let State::Sample(held) = &mut self.state else { return Ok(()) };
        let mut sample = std::mem::take(held);
        let lacking = SAMPLE.saturating_sub(sample.len()).min(bytes.len());
        sample.extend_from_slice(&bytes[..lacking]);
        let input = self.input.clone();
        // Its mark begins as that of UTF-16.
        if sniff::is_utf32(&sample) {
            return Err(ReadError::Utf32 { input });
        }
        if sniff::is_utf16(&sample) {
            return Err(ReadError::Utf16 { input });
        }
        if sniff::is_utf16_unmarked(&sample) {
            return Err(ReadError::Utf16Unmarked { input });
        }
        if let Some(how) = sniff::packed(&sample) {
            return Err(ReadError::Packed { input, how });
        }
        let format = self.format.unwrap_or_else(|| Format::of(&sample));
        let text = sniff::without_mark(&sample);
        match format {
            Format::Parquet => return Err(ReadError::NeedsWhole { input }),
            Format::Json => {
                let mut reader = Box::new(JsonLines::new(&self.input, &self.options));
                reader.feed(self.builder, text)?;
                reader.feed(self.builder, &bytes[lacking..])?;
                self.state = State::Json(reader);
            }
            Format::Delimited => {
                let mut reader = Box::new(Delimited::new(&self.input, &self.options, text, whole));
                reader.feed(self.builder, text)?;
                reader.feed(self.builder, &bytes[lacking..])?;
                self.state = State::Delimited(reader);
            }
        }
        Ok(())
    }
}

/// Reads one whole input of any format into the table, below those before it.
///
/// After an error the builder holds part of the input: start a new one.
pub fn read(
    builder: &mut TableBuilder,
    input: &str,
    format: Option<Format>,
    bytes: &Bytes,
    options: &Options,
) -> Result<ReadReport, ReadError> {
    if format.unwrap_or_else(|| Format::of(bytes)) == Format::Parquet {
        return super::read_parquet(builder, input, bytes, options);
    }
    let mut reader = Reader::new(builder, input, format, options);
    reader.feed(bytes)?;
    reader.finish()
}

//! Rows of a table: lines, put together where quotes say so, and cut into cells.
//!
//! A quoted cell may run over several lines. A quote that is never closed must not swallow the
//! rest of the file, nor the cells behind it: they may be ones that are never read. So a row is
//! taken only when it is well formed: each quote that opens a cell is followed by a delimiter or
//! the line's end where it closes. A row of several lines must also close its quote within
//! [`MOST_LINES`] and [`MOST_BYTES`] and have the table's number of cells, and its first and last
//! line must not look like a row each. Otherwise its first line alone is set aside and reading goes
//! on with the second. A line that holds a zero byte is set aside as well.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::Arc;

use bonafide_records::{Digest, Place};

use super::lines::{LONGEST, LineReader, RawLine};
use crate::text::{self, Encoding};

/// Most lines of one row.
const MOST_LINES: usize = 200;

/// Most bytes of one row of several lines.
const MOST_BYTES: usize = 1024 * 1024;

/// Most cells of one row: enough for any export, too few for a line of separators to fill memory.
const MOST_CELLS: usize = 10_000;

/// One row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    /// Its first line, counted from 1; of a sheet the row.
    pub(crate) line: u64,
    /// The part of a document that it is a row of; `None` for a row of text.
    pub(crate) part: Option<Arc<Part>>,
    /// Its raw bytes from first to last line, without the last line's end.
    pub(crate) raw: Vec<u8>,
    /// Whether a line end stands behind it: the last row of a file that was cut off has none.
    pub(crate) ended: bool,
    /// The cells' text without quotes, one behind the other.
    text: String,
    /// Where in `text` each cell ends.
    ends: Vec<usize>,
}

/// A part of a document whose rows are read as those of a table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its name inside the document.
    pub(crate) name: String,
    /// SHA-256 of the whole document, which is the digest of each of its rows.
    pub(crate) document: Digest,
}

impl Row {
    /// Where it stands.
    pub(crate) fn place(&self) -> Place {
        match &self.part {
            Some(part) => Place::row_in_part(&part.name, self.line),
            None => Place::Line(self.line),
        }
    }

    /// Its digest: of its own bytes, or of the whole document.
    pub(crate) fn digest(&self) -> Digest {
        self.part.as_ref().map_or_else(|| text::digest(&self.raw), |part| part.document)
    }

    /// An empty row of a part of a document.
    pub(crate) fn in_part(part: Arc<Part>) -> Self {
        Self { part: Some(part), ..Self::default() }
    }

    /// Begins a row whose cells are not cut out of a line.
    pub(crate) fn begin(&mut self, line: u64) {
        self.clear();
        self.line = line;
        self.ended = true;
    }

    /// Adds a cell behind the others.
    pub(crate) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// How many cells.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell's text as written, without its quotes; empty where the row is shorter.
    pub(crate) fn cell(&self, index: usize) -> &str {
        let Some(end) = self.ends.get(index) else { return "" };
        let start = match index.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0),
            None => 0,
        };
        self.text.get(start..*end).unwrap_or_default()
    }

    /// All cells.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.cell(index))
    }

    fn clear(&mut self) {
        self.ended = false;
        self.raw.clear();
        self.text.clear();
        self.ends.clear();
    }
}

/// What comes next in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// A row was read.
    Row,
    /// A line was left out, with the reason.
    Fault(u64, String),
    /// Nothing more.
    End,
}

/// Reads rows.
pub(crate) struct RowReader<R> {
    lines: LineReader<R>,
    pending: VecDeque<RawLine>,
    encoding: Encoding,
    delimiter: char,
    expected: Option<usize>,
}

impl<R: Read> RowReader<R> {
    /// Wraps the raw bytes of a file whose byte order mark is `mark` bytes long.
    pub(crate) fn new(input: R, encoding: Encoding, mark: usize, delimiter: char) -> io::Result<Self> {
        let lines = LineReader::new(input, encoding, mark)?;
        Ok(Self { lines, pending: VecDeque::new(), encoding, delimiter, expected: None })
    }

    /// Says how many cells a row has, once the header is known.
    pub(crate) fn expect_cells(&mut self, count: usize) {
        self.expected = Some(count);
    }

    fn next_line(&mut self) -> io::Result<Option<RawLine>> {
        if let Some(line) = self.pending.pop_front() {
            return Ok(Some(line));
        }
        let mut line = RawLine::default();
        Ok(if self.lines.next_line(&mut line)? { Some(line) } else { None })
    }

    /// Reads the next row into `row`. Empty lines are passed over.
    pub(crate) fn next_row(&mut self, row: &mut Row) -> io::Result<Step> {
        loop {
            let Some(first) = self.next_line()? else { return Ok(Step::End) };
            if first.too_long {
                return Ok(Step::Fault(first.number, too_long(first.number)));
            }
            row.clear();
            row.line = first.number;
            if self.encoding == Encoding::Utf8 && std::str::from_utf8(&first.raw).is_err() {
                return Ok(Step::Fault(first.number, not_utf8()));
            }
            let text = self.encoding.decode(&first.raw);
            if text.contains('\0') {
                return Ok(Step::Fault(first.number, zero_byte()));
            }
            let mut splitter = Splitter::new(self.delimiter);
            splitter.feed(&text, row);
            if row.ends.len() > MOST_CELLS {
                return Ok(Step::Fault(first.number, format!("more than {MOST_CELLS} cells in one row")));
            }
            if !splitter.quoted {
                if splitter.garbled {
                    return Ok(Step::Fault(first.number, open_quote(first.number)));
                }
                splitter.finish(row);
                if row.cells().all(|cell| cell.trim().is_empty()) && row.len() <= 1 {
                    continue;
                }
                row.ended = !first.end.is_empty();
                row.raw = first.raw;
                return Ok(Step::Row);
            }
            return self.several_lines(first, splitter, row);
        }
    }

    /// Goes on with a row whose first line ends inside quotes.
    fn several_lines(&mut self, first: RawLine, mut splitter: Splitter, row: &mut Row) -> io::Result<Step> {
        // How many cells the first line has where the open quote is taken for a letter.
        let open_text = row.text.get(splitter.start..).unwrap_or_default();
        let alone = row.ends.len() + open_text.split(self.delimiter).count();
        let mut taken: Vec<RawLine> = Vec::new();
        let mut bytes = 0;
        while splitter.quoted && taken.len() < MOST_LINES && bytes < MOST_BYTES {
            let Some(line) = self.next_line()? else { break };
            let broken =
                line.too_long || (self.encoding == Encoding::Utf8 && std::str::from_utf8(&line.raw).is_err());
            if !broken {
                Splitter::line_end(row);
                splitter.feed(&self.encoding.decode(&line.raw), row);
                bytes += line.raw.len();
            }
            taken.push(line);
            if broken {
                break;
            }
        }
        let well_formed = !splitter.quoted && !splitter.garbled && !row.text.contains('\0');
        splitter.finish(row);
        let two = |count| alone == count && taken.last().is_some_and(|last| self.is_row(last, count));
        let fits = self.expected.is_none_or(|count| row.len() == count && (count < 2 || !two(count)));
        if well_formed && fits {
            row.raw.extend_from_slice(&first.raw);
            let mut end = first.end;
            for line in taken {
                row.raw.append(&mut end);
                row.raw.extend_from_slice(&line.raw);
                end = line.end;
            }
            row.ended = !end.is_empty();
            return Ok(Step::Row);
        }
        for line in taken.into_iter().rev() {
            self.pending.push_front(line);
        }
        Ok(Step::Fault(first.number, open_quote(first.number)))
    }

    /// Whether a line is a whole row by itself. Where the last line of a row of several is one, and
    /// the first as well, a quote left open has met a stray one, such as that of `27" screen`.
    fn is_row(&self, line: &RawLine, count: usize) -> bool {
        let mut row = Row::default();
        let mut splitter = Splitter::new(self.delimiter);
        splitter.feed(&self.encoding.decode(&line.raw), &mut row);
        splitter.finish(&mut row);
        !splitter.quoted && !splitter.garbled && row.len() == count
    }
}

fn open_quote(line: u64) -> String {
    format!("a quote opened in line {line} is never closed, or text stands behind it: mend that line")
}

fn zero_byte() -> String {
    "holds a zero byte: export it again".to_owned()
}

/// What is said of a line beyond [`super::lines::LONGEST`].
pub(crate) fn too_long(line: u64) -> String {
    let mebibytes = LONGEST / 1024 / 1024;
    format!("line {line} is longer than {mebibytes} MiB: is a quote never closed?")
}

fn not_utf8() -> String {
    "bytes that are no UTF-8 in a file that is UTF-8 elsewhere: export it again".to_owned()
}

/// Cuts lines into cells and keeps its state from one line of a row to the next.
struct Splitter {
    delimiter: char,
    /// Inside quotes.
    quoted: bool,
    /// Just behind a quote that may close the cell.
    behind: bool,
    /// Whether nothing but blanks stands in the cell so far.
    fresh: bool,
    /// Where the cell at hand begins.
    start: usize,
    /// Whether text follows a closing quote.
    garbled: bool,
}

impl Splitter {
    fn new(delimiter: char) -> Self {
        Self { delimiter, quoted: false, behind: false, fresh: true, start: 0, garbled: false }
    }

    fn feed(&mut self, text: &str, row: &mut Row) {
        for character in text.chars() {
            if self.quoted {
                if character == '"' {
                    self.quoted = false;
                    self.behind = true;
                } else {
                    row.text.push(character);
                }
                continue;
            }
            if character == '"' && self.behind {
                row.text.push('"');
                self.quoted = true;
                self.behind = false;
                continue;
            }
            if character == self.delimiter {
                self.end_cell(row);
                continue;
            }
            if character == '"' && self.fresh {
                // Blanks before an opening quote are no part of the cell.
                row.text.truncate(self.start);
                self.quoted = true;
                self.fresh = false;
                continue;
            }
            if self.behind && character == ' ' {
                continue;
            }
            self.garbled |= self.behind;
            self.behind = false;
            self.fresh &= character == ' ';
            row.text.push(character);
        }
    }

    fn end_cell(&mut self, row: &mut Row) {
        row.ends.push(row.text.len());
        self.start = row.text.len();
        self.behind = false;
        self.fresh = true;
    }

    /// A line end inside quotes is a line feed in the cell, whatever ends the file's lines.
    fn line_end(row: &mut Row) {
        row.text.push('\n');
    }

    fn finish(&mut self, row: &mut Row) {
        self.end_cell(row);
    }
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;

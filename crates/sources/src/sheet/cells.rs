//! The rows of one sheet, as its XML has them.

use std::io::{self, Read};
use std::ops::Range as Span;

use super::merged::{self, Range};
use crate::xml::pieces::{Piece, Tag, XmlReader};

/// Most rows of a sheet: what a spreadsheet itself holds.
pub(crate) const MOST_ROWS: u64 = 1_048_576;

/// Most columns that are read.
pub(crate) const MOST_COLUMNS: usize = 10_000;

/// Most text of the cells of one row, in bytes.
pub(crate) const MOST_TEXT: usize = 16 * 1024 * 1024;

/// How a cell writes its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writes {
    /// A number, which its format may make a day.
    Number,
    /// The number of a shared text.
    Shared,
    /// The text itself.
    Text,
    /// `1` or `0`.
    Truth,
    /// An error such as `#REF!`.
    Error,
    /// An ISO day or time.
    Day,
}

/// A cell with a value or a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawCell {
    /// Counted from 0.
    pub(crate) column: usize,
    /// How it is written.
    pub(crate) writes: Writes,
    /// The number of its style.
    pub(crate) style: usize,
    /// Whether a formula gives its value.
    pub(crate) formula: bool,
    /// Whether it has a value, be it an empty text.
    pub(crate) valued: bool,
    /// Where in the row's text its own stands.
    pub(crate) text: Span<usize>,
}

/// What comes next in a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// A row, by its number counted from 1.
    Row(u64),
    /// A row that is left out, with the reason.
    Fault(u64, &'static str),
    /// Merged cells.
    Merged(Range),
    /// More rows than are read.
    TooMany,
    /// Nothing more.
    Over,
}

/// Reads a sheet from its top to its end.
pub(crate) struct SheetReader<'x, 'r> {
    xml: &'x mut XmlReader<&'r mut dyn Read>,
    row: u64,
    /// Rows begun so far: a damaged sheet may number them as it likes.
    begun: u64,
    /// Column of the last cell of the row, if one was there.
    column: Option<usize>,
    fault: Option<&'static str>,
    /// Cells of the row that was given last.
    pub(crate) cells: Vec<RawCell>,
    /// Their text.
    pub(crate) text: String,
}

/// Where in the sheet the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Outside,
    Row,
    Cell,
    /// Inside a cell's value.
    Value,
    /// Inside a formula or how a text is pronounced, at this depth.
    Beside(usize),
}

impl<'x, 'r> SheetReader<'x, 'r> {
    /// Begins at the top.
    pub(crate) fn new(xml: &'x mut XmlReader<&'r mut dyn Read>) -> Self {
        Self { xml, row: 0, begun: 0, column: None, fault: None, cells: Vec::new(), text: String::new() }
    }

    /// What comes next.
    pub(crate) fn next_found(&mut self) -> io::Result<Found> {
        let mut at = At::Outside;
        let mut open: Option<RawCell> = None;
        let (mut row_depth, mut cell_depth, mut value_depth) = (0, 0, 0);
        loop {
            let depth = self.xml.depth();
            match self.xml.next_piece()? {
                Piece::Start(tag) => match (at, tag.name()) {
                    (At::Outside, "row") => {
                        let number = tag.attribute("r").and_then(|text| text.parse().ok());
                        let usable = number.filter(|number| *number > self.row && *number <= MOST_ROWS);
                        self.row = usable.unwrap_or(self.row + 1);
                        self.begun += 1;
                        if self.begun > MOST_ROWS || self.row > MOST_ROWS {
                            return Ok(Found::TooMany);
                        }
                        self.cells.clear();
                        self.text.clear();
                        (self.column, self.fault) = (None, None);
                        (at, row_depth) = (At::Row, depth + 1);
                    }
                    (At::Row, "c") => {
                        let (cell, fault) = begun(&tag, self.column, self.text.len());
                        self.column = Some(cell.column);
                        self.fault = self.fault.or(fault);
                        open = Some(cell);
                        (at, cell_depth) = (At::Cell, depth + 1);
                    }
                    (At::Cell, "f") => {
                        if let Some(cell) = &mut open {
                            cell.formula = true;
                        }
                        at = At::Beside(depth + 1);
                    }
                    (At::Cell, "rPh") => at = At::Beside(depth + 1),
                    (At::Cell, "v" | "t") => {
                        if let Some(cell) = &mut open {
                            cell.valued = true;
                        }
                        (at, value_depth) = (At::Value, depth + 1);
                    }
                    (At::Outside, "mergeCell") => {
                        if let Some(range) = tag.attribute("ref").as_deref().and_then(Range::parse) {
                            return Ok(Found::Merged(range));
                        }
                    }
                    _ => {}
                },
                Piece::Text(text) => {
                    if at == At::Value {
                        if self.text.len() + text.len() > MOST_TEXT {
                            self.fault = Some("more than 16 MiB of text in one row");
                        } else {
                            self.text.push_str(&text);
                        }
                    }
                }
                Piece::End => match at {
                    At::Beside(inner) if depth == inner => at = At::Cell,
                    At::Value if depth == value_depth => at = At::Cell,
                    At::Cell if depth == cell_depth => {
                        if let Some(mut cell) = open.take().filter(|cell| cell.formula || cell.valued) {
                            cell.text.end = self.text.len();
                            if cell.column >= MOST_COLUMNS {
                                self.fault = Some("a cell beyond column 10,000");
                            } else {
                                self.cells.push(cell);
                            }
                        }
                        at = At::Row;
                    }
                    At::Row if depth == row_depth => {
                        return Ok(match self.fault {
                            Some(why) => Found::Fault(self.row, why),
                            None => Found::Row(self.row),
                        });
                    }
                    _ => {}
                },
                Piece::Over => return Ok(Found::Over),
            }
        }
    }
}

/// A cell by its tag, behind the one in column `last`, and what is wrong with it.
fn begun(tag: &Tag<'_>, last: Option<usize>, text: usize) -> (RawCell, Option<&'static str>) {
    let named = tag.attribute("r").as_deref().and_then(merged::cell).map(|(column, _)| column);
    let next = last.map_or(0, |column| column + 1);
    let writes = match tag.attribute("t").as_deref() {
        Some("s") => Writes::Shared,
        Some("str" | "inlineStr") => Writes::Text,
        Some("b") => Writes::Truth,
        Some("e") => Writes::Error,
        Some("d") => Writes::Day,
        _ => Writes::Number,
    };
    let style = tag.attribute("s").and_then(|style| style.parse().ok()).unwrap_or(0);
    let column = named.unwrap_or(next);
    let fault = (column < next).then_some("its cells are out of order: save the workbook again");
    (RawCell { column, writes, style, formula: false, valued: false, text: text..text }, fault)
}

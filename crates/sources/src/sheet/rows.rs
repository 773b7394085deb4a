//! A sheet as the rows of a table.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use bonafide_records::Place;

use super::cells::{Found, MOST_ROWS, MOST_TEXT, RawCell, SheetReader, Writes};
use super::formats::Number;
use super::merged::{Emptied, Hidden, Merged, Range, letters};
use super::texts::unescaped;
use super::{Formats, Package, Sheet, Texts, Workbook};
use crate::table::cells::is_error;
use crate::table::dialect::{LOOKED_AT, Look};
use crate::table::prepare::Prepared;
use crate::table::rows::{Part, Row};
use crate::table::{RowOrFault, Rows};

/// Most that one pass over a sheet gives, in bytes of text and eight for each cell, the empty ones
/// under the header included: few cells can stand for much.
const MOST_GIVEN: usize = 1024 * 1024 * 1024;

/// Longest text of a cell in a spreadsheet program, in characters.
const LONGEST_TYPED: usize = 32_767;

/// Columns and merged headers that are named; more say nothing more.
const NAMED: usize = 20;

/// What a look at a whole sheet finds.
pub(crate) struct Looked {
    /// Its first rows.
    pub(crate) look: Look,
    merged: Merged,
}

/// What a cell says.
enum Says<'c> {
    Nothing,
    Text(Cow<'c, str>),
    /// The error of a formula, which the table tells.
    Error(&'c str),
    /// A formula that was never calculated.
    NoValue,
    /// A number that lost digits.
    Rounded,
}

/// What is said once of a sheet, whatever the number of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Note {
    NoValue(usize),
    Rounded(usize),
    Beyond,
    TooMany,
    TooMuch,
}

/// The rows of one sheet.
pub(crate) struct SheetRows<'w> {
    package: &'w mut Package,
    texts: &'w Texts,
    formats: &'w Formats,
    merged: &'w Merged,
    part: Arc<Part>,
    /// What the last pass found: how often, and the first row.
    notes: BTreeMap<Note, (u64, u64)>,
    /// Merged cells of its rows that the last pass found: how many, and the first.
    emptied: Option<(u64, Range)>,
}

impl Workbook {
    /// Looks at a whole sheet: its first rows and its merged cells. `None` for one without any
    /// filled cell.
    pub(crate) fn look(&mut self, sheet: &Sheet) -> io::Result<Option<Looked>> {
        let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
        let mut merged = Merged::default();
        let (texts, formats) = (&self.texts, &self.formats);
        self.package.with_xml(&sheet.part, &mut |xml| {
            let mut reader = SheetReader::new(xml);
            loop {
                match reader.next_found()? {
                    Found::Row(number) if rows.len() < LOOKED_AT => {
                        let cells = trimmed(&reader, texts, formats);
                        if !cells.is_empty() {
                            rows.push((number, cells));
                        }
                    }
                    Found::Merged(range) => merged.add(range),
                    Found::TooMany | Found::Over => return Ok(()),
                    Found::Row(_) | Found::Fault(..) => {}
                }
            }
        })?;
        merged.finish();
        hide(&mut rows, &merged);
        if rows.is_empty() {
            return Ok(None);
        }
        Ok(Some(Looked { look: Look::of_sheet(rows), merged }))
    }

    /// The rows of a sheet that was looked at.
    pub(crate) fn rows<'w>(&'w mut self, sheet: &Sheet, looked: &'w Looked) -> SheetRows<'w> {
        let part = Arc::new(Part { name: sheet.part.clone(), document: self.sha256 });
        SheetRows {
            package: &mut self.package,
            texts: &self.texts,
            formats: &self.formats,
            merged: &looked.merged,
            part,
            notes: BTreeMap::new(),
            emptied: None,
        }
    }
}

/// The cells of a row in their columns, without empty ones at the end. The first rows are few, but
/// each may be long: they are cut where a look at the start of a text ends as well.
fn trimmed(reader: &SheetReader<'_, '_>, texts: &Texts, formats: &Formats) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    let mut left = crate::text::HEAD;
    for cell in &reader.cells {
        let Says::Text(text) = says(cell, &reader.text, texts, formats) else { continue };
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        if text.len() > left {
            break;
        }
        left -= text.len();
        cells.resize(cell.column, String::new());
        cells.push(text.to_owned());
    }
    cells
}

/// Empties cells that are hidden below a merged one.
fn hide(rows: &mut Vec<(u64, Vec<String>)>, merged: &Merged) {
    let mut hidden = Hidden::of(merged);
    for (number, cells) in rows.iter_mut() {
        hidden.go_to(*number);
        for (_, cell) in cells.iter_mut().enumerate().filter(|(column, _)| hidden.hides(*column)) {
            cell.clear();
        }
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
    }
    rows.retain(|(_, cells)| !cells.is_empty());
}

fn says<'c>(cell: &RawCell, row: &'c str, texts: &'c Texts, formats: &Formats) -> Says<'c> {
    let written = row.get(cell.text.clone()).unwrap_or_default();
    let is_empty = written.trim().is_empty();
    // A spreadsheet writes no longer text, so that what looks escaped there is not.
    let is_escaped = |text: &str| text.len() <= 4 * LONGEST_TYPED && text.contains("_x");
    let given = |text: &'c str| if is_escaped(text) { unescaped(text).into() } else { Cow::Borrowed(text) };
    match cell.writes {
        Writes::Text if is_error(written) => Says::Error(written),
        Writes::Text if cell.valued => Says::Text(given(written)),
        _ if is_empty && cell.formula => Says::NoValue,
        _ if is_empty => Says::Nothing,
        // New kinds of errors come up; to the table each is an error.
        Writes::Error => Says::Error(if is_error(written) { written } else { "#N/A" }),
        Writes::Text => Says::Text(given(written)),
        Writes::Shared => {
            let shared = written.trim().parse().ok().and_then(|index| texts.get(index));
            shared.map_or(Says::Nothing, |text| Says::Text(given(text)))
        }
        Writes::Truth => Says::Text(Cow::Borrowed(if written.trim() == "0" { "FALSE" } else { "TRUE" })),
        Writes::Day => {
            let text = written.trim();
            Says::Text(Cow::Borrowed(text.strip_suffix("T00:00:00").unwrap_or(text)))
        }
        Writes::Number => match formats.text(written, cell.style) {
            Number::Text(text) => Says::Text(Cow::Owned(text)),
            Number::Rounded => Says::Rounded,
        },
    }
}

impl Rows for SheetRows<'_> {
    fn each(&mut self, prepared: &Prepared, give: &mut dyn FnMut(RowOrFault<'_>) -> bool) -> io::Result<()> {
        self.notes.clear();
        let (texts, formats, merged, part) = (self.texts, self.formats, self.merged, &self.part);
        let (notes, found) = (&mut self.notes, &mut self.emptied);
        let columns = &prepared.columns;
        let width = columns.headers.len();
        let mut note = |what: Note, row: u64| notes.entry(what).or_insert((0, row)).0 += 1;
        self.package.with_xml(&part.name, &mut |xml| {
            let mut reader = SheetReader::new(xml);
            let mut hidden = Hidden::of(merged);
            let mut emptied = Emptied::of(merged, prepared.header_line, columns.may_be_read());
            *found = None;
            let mut row = Row::in_part(Arc::clone(part));
            let mut given = 0_usize;
            loop {
                let number = match reader.next_found()? {
                    Found::Row(number) => number,
                    Found::Fault(number, why) => {
                        let fault = (Place::row_in_part(&part.name, number), why.to_owned());
                        if number > prepared.header_line && !give(Err(fault)) {
                            return Ok(());
                        }
                        continue;
                    }
                    Found::TooMany => {
                        note(Note::TooMany, MOST_ROWS);
                        return Ok(());
                    }
                    Found::Merged(_) => continue,
                    Found::Over => return Ok(()),
                };
                hidden.go_to(number);
                if number <= prepared.header_line {
                    continue;
                }
                row.begin(number);
                let (mut is_filled, mut is_beyond, mut bytes, mut filled) = (false, false, 0, 0);
                for cell in reader.cells.iter().filter(|cell| !hidden.hides(cell.column)) {
                    if columns.protected.contains(&cell.column) && cell.column < width {
                        is_filled = true;
                    }
                    match says(cell, &reader.text, texts, formats) {
                        Says::Text(text) if text.trim().is_empty() => {}
                        Says::Text(_) if cell.column >= width => is_beyond = true,
                        Says::Text(text) => {
                            bytes += text.len();
                            if bytes > MOST_TEXT {
                                break;
                            }
                            fill(&mut row, cell.column);
                            row.push(&text);
                            is_filled = true;
                            filled += 1;
                        }
                        Says::Nothing => {}
                        // A row of nothing but errors is a formula that was filled down too far.
                        Says::Error(text) if cell.column < width => {
                            fill(&mut row, cell.column);
                            row.push(text);
                        }
                        Says::Error(_) => {}
                        // Of a column that is never read nothing is said, not even this.
                        _ if columns.protected.contains(&cell.column) => {}
                        Says::NoValue => note(Note::NoValue(cell.column), number),
                        Says::Rounded => note(Note::Rounded(cell.column), number),
                    }
                }
                if is_beyond {
                    note(Note::Beyond, number);
                }
                if !is_filled {
                    continue;
                }
                emptied.see(number, filled);
                *found = emptied.found();
                given += bytes + width * 8;
                if given > MOST_GIVEN {
                    note(Note::TooMuch, number);
                    return Ok(());
                }
                fill(&mut row, width);
                let more = if bytes > MOST_TEXT {
                    give(Err((row.place(), "more than 16 MiB of text in one row".to_owned())))
                } else {
                    give(Ok(&row))
                };
                if !more {
                    return Ok(());
                }
            }
        })
    }
}

/// Adds empty cells up to a column.
fn fill(row: &mut Row, column: usize) {
    while row.len() < column {
        row.push("");
    }
}

impl SheetRows<'_> {
    /// What is to be said of the sheet after its rows were read to the end: each thing once.
    pub(crate) fn said(&self, prepared: &Prepared) -> Vec<(Place, String)> {
        let place = |row: u64| Place::row_in_part(&self.part.name, row);
        let merged = self.merged.at(prepared.header_line).take(NAMED).map(|range| {
            let why = format!(
                "the merged cell {} in the header counts for its first cell only: undo the merge, so that each column has its own header",
                range.shown()
            );
            (place(prepared.header_line), why)
        });
        let emptied = self.emptied.map(|(count, first)| {
            let (shown, rest) = (first.shown(), "read as empty: undo the merge, fill each cell and export again");
            let why = if count == 1 {
                format!("value left out: the merged cell {shown} counts for its first cell only, the others are {rest}")
            } else {
                format!("value left out: {count} merged cells, {shown} the first, count for their first cells only, the others are {rest}")
            };
            (place(first.top), why)
        });
        let column = |column: usize| match prepared.columns.header(column) {
            "" => format!("column {}", letters(column)),
            header => format!("`{header}`"),
        };
        let notes = self.notes.iter().take(NAMED).map(|(note, (often, first))| {
            let rows = if *often == 1 { "in this row".to_owned() } else { format!("in {often} rows from here on") };
            let why = match note {
                Note::NoValue(at) => format!(
                    "value left out: {} holds a formula without a value {rows}: open the workbook in a spreadsheet program and save it",
                    column(*at)
                ),
                Note::Rounded(at) => format!(
                    "value left out: {} was rounded by a spreadsheet {rows}, enter it as text; the row is read without it",
                    column(*at)
                ),
                Note::Beyond => format!("cells behind the last header are not read {rows}: give their columns a header"),
                Note::TooMany => format!("more than {MOST_ROWS} rows: the rest is not read"),
                Note::TooMuch => "more than 1 GiB of cells in one sheet: the rest is not read".to_owned(),
            };
            (place(*first), why)
        });
        merged.chain(emptied).chain(notes).collect()
    }
}

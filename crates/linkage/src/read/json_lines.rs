//! Objects one a line, or in one array, fed in pieces.

use super::cells::{Placed, parts, put_many};
use super::header::{Rules, Target};
use super::ids::IdSink;
use super::json_object::Cells;
use super::report::{Filled, ReadReport, SetAside, Warning};
use super::sniff::Format;
use super::{Options, ReadError};
use crate::table::TableBuilder;

/// The longest object that is read, in bytes.
const LONGEST: usize = 16 << 20;

/// How the objects stand in the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Unknown,
    Lines,
    Array(Scan),
    /// Behind the end of an array.
    Over,
}

/// Where in an array the scan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Scan {
    depth: u32,
    in_string: bool,
    escaped: bool,
    /// Something of the item has been seen.
    begun: bool,
}

/// Reads objects and pushes their cells.
pub(super) struct JsonLines {
    input: String,
    options: Options,
    shape: Shape,
    /// The object so far, and the line at which it began.
    pending: Vec<u8>,
    began: u64,
    dropped: bool,
    line: u64,
    behind: u64,
    rules: Option<Rules>,
    /// By the number of their path. One that may name ids has no column before a row has another id beside it.
    columns: Vec<Placed>,
    /// Which of the columns may name ids, and which of them goes before another.
    ranks: Vec<Option<usize>>,
    cells: Cells,
    /// Which column each cell of the present object belongs to.
    row: Vec<(usize, usize)>,
    ids: IdSink,
    rows: u64,
    /// Objects and what stands in the place of one, also where it was set aside: without ids it names a row.
    number: i64,
    /// Those of the rows, while no object has an id: one that comes later may.
    numbers: Vec<i64>,
    start: usize,
    set_aside: SetAside,
}

impl JsonLines {
    pub(super) fn new(input: &str, options: &Options) -> Self {
        Self {
            input: input.to_owned(),
            options: options.clone(),
            shape: Shape::Unknown,
            pending: Vec::new(),
            began: 1,
            dropped: false,
            line: 1,
            behind: 0,
            rules: None,
            columns: Vec::new(),
            ranks: Vec::new(),
            cells: Cells::default(),
            row: Vec::new(),
            ids: IdSink::default(),
            rows: 0,
            number: 0,
            numbers: Vec::new(),
            start: 0,
            set_aside: SetAside::default(),
        }
    }

    /// Takes the next bytes of the input.
    pub(super) fn feed(&mut self, builder: &mut TableBuilder, bytes: &[u8]) -> Result<(), ReadError> {
        let mut rest = bytes;
        if self.shape == Shape::Unknown {
            let Some(first) = rest.iter().position(|byte| !byte.is_ascii_whitespace()) else {
                self.line += breaks(rest);
                return Ok(());
            };
            self.line += breaks(&rest[..first]);
            self.shape = Shape::Lines;
            rest = &rest[first..];
            if rest[0] == b'[' {
                self.shape = Shape::Array(Scan::default());
                rest = &rest[1..];
            }
            self.began = self.line;
        }
        match self.shape {
            Shape::Lines => self.lines(builder, rest),
            Shape::Array(scan) => self.array(builder, rest, scan),
            Shape::Over => {
                self.over(rest);
                Ok(())
            }
            Shape::Unknown => Ok(()),
        }
    }

    /// Takes what the end of the input completes.
    pub(super) fn finish(mut self, builder: &mut TableBuilder) -> Result<ReadReport, ReadError> {
        let mut warnings = Vec::new();
        match self.shape {
            Shape::Lines => self.object(builder)?,
            Shape::Array(_) => {
                if !self.pending.trim_ascii().is_empty() {
                    let line = self.began;
                    self.set_aside.add(line, || "is cut off by the end of the file".to_owned());
                }
                warnings.push(Warning::OpenArray);
            }
            Shape::Unknown | Shape::Over => {}
        }
        if self.behind > 0 {
            warnings.push(Warning::BehindArray { bytes: self.behind });
        }
        if let (0, Some((line, why))) = (self.rows, self.set_aside.first.first()) {
            return Err(ReadError::NoObject { input: self.input, line: *line, why: why.clone() });
        }
        super::room(&self.input, self.start, self.rows)?;
        if let Some(rules) = &self.rules {
            rules.missing(self.cells.names())?;
        }
        if self.rules.is_none() {
            builder.begin_input();
        }
        let id = self.rules.as_ref().and_then(|rules| rules.id().map(str::to_owned));
        for number in self.numbers {
            builder.ids().push_number(number);
        }
        builder.end_input(&self.input, self.rows as usize, true);
        let mut report = ReadReport::new(&self.input, Format::Json);
        if self.cells.no_numbers > 0 {
            warnings.push(Warning::NoJsonNumber { cells: self.cells.no_numbers });
        }
        if let Some(key) = self.cells.twice_key.take().filter(|_| self.cells.twice > 0) {
            warnings.push(Warning::KeyTwice { key, objects: self.cells.twice });
        }
        if let Some(column) = &id
            && self.ids.empty > 0
        {
            warnings.push(Warning::NoId { column: column.clone(), rows: self.ids.empty });
        }
        report.duplicates = self.ids.duplicates(builder.ids(), self.start);
        report.id = id;
        report.rows = self.rows;
        report.set_aside = self.set_aside;
        report.warnings = warnings;
        for (column, placed) in self.cells.names().iter().zip(self.columns) {
            if let Target::Column(_) | Target::Split(..) = placed.target {
                let column = column.clone();
                report.columns.push(Filled { column, nulls: self.rows - placed.filled });
            }
        }
        Ok(report)
    }

    fn lines(&mut self, builder: &mut TableBuilder, bytes: &[u8]) -> Result<(), ReadError> {
        let mut rest = bytes;
        while let Some(end) = memchr::memchr(b'\n', rest) {
            self.hold(&rest[..end]);
            self.object(builder)?;
            self.line += 1;
            self.began = self.line;
            rest = &rest[end + 1..];
        }
        self.hold(rest);
        Ok(())
    }

    fn array(&mut self, builder: &mut TableBuilder, bytes: &[u8], begun: Scan) -> Result<(), ReadError> {
        let mut scan = begun;
        let mut from = 0;
        for (place, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' {
                self.line += 1;
            }
            if !scan.begun && !byte.is_ascii_whitespace() {
                scan.begun = true;
                self.began = self.line;
            }
            if scan.in_string {
                match byte {
                    _ if scan.escaped => scan.escaped = false,
                    b'\\' => scan.escaped = true,
                    b'"' => scan.in_string = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => scan.in_string = true,
                b'{' | b'[' => scan.depth += 1,
                b'}' | b']' if scan.depth > 0 => scan.depth -= 1,
                b',' | b']' if scan.depth == 0 => {
                    self.hold(&bytes[from..place]);
                    from = place + 1;
                    self.object(builder)?;
                    scan.begun = false;
                    if *byte == b']' {
                        self.shape = Shape::Over;
                        self.over(&bytes[from..]);
                        return Ok(());
                    }
                }
                _ => {}
            }
        }
        self.hold(&bytes[from..]);
        self.shape = Shape::Array(scan);
        Ok(())
    }

    fn over(&mut self, bytes: &[u8]) {
        self.behind += bytes.iter().filter(|byte| !byte.is_ascii_whitespace()).count() as u64;
    }

    fn hold(&mut self, bytes: &[u8]) {
        if self.dropped || self.pending.len() + bytes.len() > LONGEST {
            self.dropped = true;
            self.pending.clear();
            return;
        }
        self.pending.extend_from_slice(bytes);
    }

    /// Takes the object that is pending.
    fn object(&mut self, builder: &mut TableBuilder) -> Result<(), ReadError> {
        let line = self.began;
        if std::mem::take(&mut self.dropped) {
            self.number += 1;
            self.set_aside.add(line, || format!("is longer than {} MiB", LONGEST >> 20));
            return Ok(());
        }
        let text = std::mem::take(&mut self.pending);
        let result = if text.trim_ascii().is_empty() { Ok(()) } else { self.row(builder, &text, line) };
        self.pending = text;
        self.pending.clear();
        result
    }

    fn row(&mut self, builder: &mut TableBuilder, text: &[u8], line: u64) -> Result<(), ReadError> {
        self.number += 1;
        if let Err(why) = self.cells.read(text) {
            self.set_aside.add(line, || why);
            return Ok(());
        }
        if self.rules.is_none() {
            builder.begin_input();
            self.start = builder.rows();
            self.rules = Some(Rules::new(&self.input, &self.options, &[]));
        }
        self.place(builder)?;
        self.row.clear();
        self.row.extend(self.cells.cells().enumerate().map(|(cell, (column, _))| (column, cell)));
        self.row.sort_unstable();
        self.push(builder);
        self.rows += 1;
        Ok(())
    }

    /// Finds out where the columns go that the present object is the first to have.
    fn place(&mut self, builder: &mut TableBuilder) -> Result<(), ReadError> {
        let (Some(rules), known) = (&mut self.rules, self.columns.len()) else { return Ok(()) };
        let new = &self.cells.names()[known..];
        if new.is_empty() {
            return Ok(());
        }
        for (place, name) in new.iter().enumerate() {
            rules.count(known + place + 1)?;
            let rank = rules.rank(name);
            let target = if rank.is_some() { Target::Id } else { rules.column(builder, name) };
            self.columns.push(Placed::new(target));
            self.ranks.push(rank);
        }
        Ok(())
    }

    /// Which column names the present object, whatever others had before it: the first that the caller names, or else the
    /// first usual one that it has. Others that it has are columns like any.
    fn id_of_row(&mut self, builder: &mut TableBuilder) -> Option<usize> {
        let rules = self.rules.as_mut()?;
        let ranked = |(column, _): (usize, &[u8])| self.ranks[column].map(|rank| (rank, column));
        let mut ids = self.cells.cells().filter_map(ranked);
        let first = if rules.are_given() { ids.min() } else { ids.next() };
        let (_, id) = first?;
        if rules.id().is_none() {
            self.numbers.clear();
            for _ in 0..self.rows {
                self.ids.text(builder.ids(), b"");
            }
        }
        rules.settle(&self.cells.names()[id]);
        for (column, _) in self.cells.cells() {
            let placed = &mut self.columns[column];
            if column != id && placed.target == Target::Id {
                placed.target = rules.column(builder, &self.cells.names()[column]);
            }
        }
        Some(id)
    }

    fn push(&mut self, builder: &mut TableBuilder) {
        let id = self.id_of_row(builder);
        let values: Vec<&[u8]> = self.cells.cells().map(|(_, value)| value).collect();
        let rows = self.start + self.rows as usize;
        for cells in self.row.chunk_by(|left, right| left.0 == right.0) {
            if id == Some(cells[0].0) {
                self.ids.text(builder.ids(), values[cells[0].1]);
                continue;
            }
            let placed = &mut self.columns[cells[0].0];
            if let Target::Column(place) | Target::Split(place, _) = placed.target {
                builder.at(place).pad(rows);
            }
            let all = || cells.iter().map(|(_, cell)| values[*cell]);
            let filled = match &placed.target {
                Target::Column(place) if cells.len() > 1 => put_many(builder.at(*place), all),
                Target::Split(place, separator) if cells.len() > 1 => {
                    put_many(builder.at(*place), || all().flat_map(|cell| parts(cell, separator)))
                }
                _ => {
                    placed.put(builder, &mut self.ids, values[cells[0].1]);
                    continue;
                }
            };
            placed.filled += u64::from(filled);
        }
        if self.rules.as_ref().is_none_or(|rules| rules.id().is_none()) {
            self.numbers.push(self.number);
        } else if id.is_none() {
            self.ids.text(builder.ids(), b"");
        }
    }
}

fn breaks(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

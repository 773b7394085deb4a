//! CSV and its like, fed in pieces: no more is held than one record and the table.

use csv_core::{ReadRecordResult, ReaderBuilder};

use super::astray::{self, Astray};
use super::cells::Placed;
use super::ids::IdSink;
use super::report::{Filled, ReadReport, SetAside, Warning, counted};
use super::{Options, ReadError, encoding, header, sniff};
use crate::table::TableBuilder;

/// The longest record that is read, in bytes of its cells.
const LONGEST: usize = 16 << 20;
/// The most cells of a record.
const MOST_CELLS: usize = 1 << 20;

/// Reads records and pushes their cells.
pub(super) struct Delimited {
    core: csv_core::Reader,
    delimiter: u8,
    input: String,
    options: Options,
    /// The record so far: its cells, one behind the other, and where each ends.
    output: Vec<u8>,
    ends: Vec<usize>,
    written: usize,
    ended: usize,
    /// The record is longer than is read; the line breaks in what was dropped of it.
    dropped: Option<u64>,
    /// Lines end with a carriage return alone; how many there were.
    returns: Option<u64>,
    /// Line breaks up to the end of the record before.
    before: u64,
    astray: Astray,
    last: u8,
    columns: Option<Vec<Placed>>,
    id: Option<String>,
    headers: Vec<String>,
    ids: IdSink,
    rows: u64,
    /// Records behind the header, also those that were set aside: where there are no ids it names a row.
    number: i64,
    legacy: u64,
    zeros: u64,
    set_aside: SetAside,
    warnings: Vec<Warning>,
    scratch: Vec<u8>,
}

impl Delimited {
    /// A reader for an input that begins like this.
    pub(super) fn new(input: &str, options: &Options, sample: &[u8], whole: bool) -> Self {
        let delimiter = options.delimiter.unwrap_or_else(|| sniff::delimiter(sample, whole));
        let alone = sample.contains(&b'\r') && !sample.contains(&b'\n');
        Self {
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
            input: input.to_owned(),
            options: options.clone(),
            output: vec![0; 4096],
            ends: vec![0; 64],
            written: 0,
            ended: 0,
            dropped: None,
            returns: alone.then_some(0),
            before: 0,
            astray: Astray::default(),
            last: b'\n',
            columns: None,
            id: None,
            headers: Vec::new(),
            ids: IdSink::default(),
            rows: 0,
            number: 0,
            legacy: 0,
            zeros: 0,
            set_aside: SetAside::default(),
            warnings: Vec::new(),
            scratch: Vec::new(),
        }
    }

    /// Takes the next bytes of the input.
    pub(super) fn feed(&mut self, builder: &mut TableBuilder, bytes: &[u8]) -> Result<(), ReadError> {
        let mut rest = bytes;
        while !rest.is_empty() {
            rest = self.step(builder, rest)?;
        }
        Ok(())
    }

    /// Takes what the end of the input completes.
    pub(super) fn finish(mut self, builder: &mut TableBuilder) -> Result<ReadReport, ReadError> {
        // One line break more ends the last record, unless a quote is open: then it becomes part of a cell.
        self.feed(builder, b"\n")?;
        if self.written > 0 || self.dropped.is_some() {
            let cell = &self.output[..self.written.saturating_sub(1)];
            let line = self.line(cell, self.dropped.unwrap_or_default());
            if self.dropped.is_some() || cell.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
                return Err(ReadError::OpenQuote { input: self.input, line });
            }
            self.set_aside.add(line, || "has a quote that is never closed".to_owned());
        }
        let Some(mut columns) = self.columns.take() else {
            return Err(ReadError::Empty { input: self.input });
        };
        for placed in &mut columns {
            placed.flush(builder);
        }
        let start = builder.rows();
        super::room(&self.input, start, self.rows)?;
        let mut report = ReadReport::new(&self.input, sniff::Format::Delimited);
        builder.end_input(&self.input, self.rows as usize, true);
        if let Some(column) = &self.id
            && self.ids.empty > 0
        {
            self.warnings.push(Warning::NoId { column: column.clone(), rows: self.ids.empty });
        }
        report.duplicates = self.ids.duplicates(builder.ids(), start);
        if self.legacy > 0 {
            self.warnings.push(Warning::Windows1252 { cells: self.legacy });
        }
        self.warnings.extend(self.astray.warning());
        if self.zeros > 0 {
            self.warnings.push(Warning::ZeroBytes { records: self.zeros });
        }
        report.rows = self.rows;
        report.id = self.id;
        report.set_aside = self.set_aside;
        report.warnings = self.warnings;
        for (column, placed) in self.headers.into_iter().zip(columns) {
            if let header::Target::Column(_) | header::Target::Split(..) = placed.target {
                report.columns.push(Filled { column, nulls: self.rows - placed.filled });
            }
        }
        Ok(report)
    }

    /// Reads on to the end of a record or of the bytes; what is left.
    fn step<'r>(&mut self, builder: &mut TableBuilder, rest: &'r [u8]) -> Result<&'r [u8], ReadError> {
        let (result, read, written, ended) =
            self.core.read_record(rest, &mut self.output[self.written..], &mut self.ends[self.ended..]);
        self.written += written;
        self.ended += ended;
        let (consumed, left) = rest.split_at(read);
        if let Some(last) = consumed.last() {
            self.last = *last;
        }
        if let Some(returns) = &mut self.returns {
            *returns += memchr::memchr_iter(b'\r', consumed).count() as u64;
        }
        match result {
            ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
            ReadRecordResult::OutputFull if self.output.len() >= LONGEST => {
                let breaks = self.breaks(&self.output);
                self.dropped = Some(self.dropped.unwrap_or_default() + breaks);
                self.written = 0;
            }
            ReadRecordResult::OutputFull => self.output.resize(self.output.len() * 2, 0),
            ReadRecordResult::OutputEndsFull if self.ends.len() >= MOST_CELLS => {
                self.dropped = Some(self.dropped.unwrap_or_default());
                self.ended = 0;
            }
            ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
            ReadRecordResult::Record => self.record(builder)?,
        }
        Ok(left)
    }

    fn record(&mut self, builder: &mut TableBuilder) -> Result<(), ReadError> {
        let (written, ended) = (std::mem::take(&mut self.written), std::mem::take(&mut self.ended));
        let all = self.breaks_read();
        let breaks = all - std::mem::replace(&mut self.before, all);
        self.number += i64::from(self.columns.is_some());
        if let Some(dropped) = self.dropped.take() {
            let line = self.line(&self.output[..written], dropped);
            self.set_aside
                .add(line, || format!("is longer than {} MiB or has over a million cells", LONGEST >> 20));
            return Ok(());
        }
        let Some(cells) = self.columns.as_ref().map(Vec::len) else {
            return self.header(builder, written, ended);
        };
        // One ends the record, or the one before.
        if breaks > 1 {
            self.look_inside(written, ended, cells);
        }
        if ended != cells {
            let line = self.line(&self.output[..written], 0);
            self.set_aside.add(line, || {
                format!("has {} where the header has {cells}", counted(ended as u64, "cell", "cells"))
            });
            return Ok(());
        }
        let Some(columns) = &mut self.columns else { return Ok(()) };
        if self.id.is_none() {
            builder.ids().push_number(self.number);
        }
        let record = &self.output[..written];
        let plain = record.is_ascii();
        self.zeros += u64::from(memchr::memchr(0, record).is_some());
        let mut start = 0;
        for (placed, end) in columns.iter_mut().zip(&self.ends) {
            let raw = &record[start..*end];
            start = *end;
            if plain {
                placed.hold(builder, &mut self.ids, raw);
                continue;
            }
            let (cell, legacy) = encoding::utf8(raw, &mut self.scratch);
            self.legacy += u64::from(legacy);
            placed.hold(builder, &mut self.ids, cell);
        }
        self.rows += 1;
        Ok(())
    }

    fn header(&mut self, builder: &mut TableBuilder, written: usize, ended: usize) -> Result<(), ReadError> {
        let mut start = 0;
        for end in &self.ends[..ended] {
            let (cell, legacy) = encoding::utf8(&self.output[start..*end], &mut self.scratch);
            self.legacy += u64::from(legacy);
            self.headers.push(String::from_utf8_lossy(cell).trim().to_owned());
            start = *end;
        }
        debug_assert!(start <= written);
        let (rules, targets) =
            header::resolve(builder, &self.input, &self.headers, &self.options, &mut self.warnings)?;
        self.id = rules.id().map(str::to_owned);
        self.columns = Some(targets.into_iter().map(Placed::new).collect());
        Ok(())
    }

    /// Whether a record that holds line breaks swallowed rows.
    fn look_inside(&mut self, written: usize, ended: usize, cells: usize) {
        let (record, ends) = (&self.output[..written], &self.ends[..ended]);
        let form = astray::Written { delimiter: self.delimiter, mark: self.mark(), cells };
        let rows = astray::rows_inside(record, ends, form);
        if rows > 0 {
            let line = self.line(record, 0);
            let to = line + self.breaks(record);
            self.astray.add(line, to, rows);
        }
    }

    /// The line at which the record that was just read begins, from 1: `cells` are its, `dropped` the line
    /// breaks of those that were not kept.
    fn line(&self, cells: &[u8], dropped: u64) -> u64 {
        let breaks = self.breaks_read();
        let inside = self.breaks(cells) + dropped;
        (1 + breaks).saturating_sub(inside + u64::from(self.last == self.mark())).max(1)
    }

    /// Line breaks in all that was read.
    fn breaks_read(&self) -> u64 {
        self.returns.unwrap_or_else(|| self.core.line() - 1)
    }

    fn breaks(&self, cells: &[u8]) -> u64 {
        memchr::memchr_iter(self.mark(), cells).count() as u64
    }

    /// What ends a line.
    fn mark(&self) -> u8 {
        if self.returns.is_some() { b'\r' } else { b'\n' }
    }
}

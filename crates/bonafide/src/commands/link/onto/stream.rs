//! Records from standard input, one by one, as soon as each is whole.

use std::io::BufRead;

use anyhow::{Context as _, Result, bail};
use bonafide_linkage::read::{Bytes, Format, Options, ReadError, ReadReport, read};
use bonafide_linkage::table::{Table, TableBuilder};

use crate::output::number;

/// What the input is called in results.
pub const NAME: &str = "standard input";

/// What may stand between cells, the usual first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A record has at most so many bytes.
const LARGEST: usize = 16 << 20;

/// JSON lines or delimited text with a header, record by record.
pub struct Records<R> {
    source: R,
    options: Options,
    /// The header of delimited text, with its line's end; none for JSON lines.
    header: Option<Vec<u8>>,
    /// What was read to see which it is.
    first: Option<Vec<u8>>,
    /// How many records were begun.
    count: u64,
}

impl<R: BufRead> Records<R> {
    /// Looks at the first record to see what the input is; none where it is empty.
    pub fn new(mut source: R, options: &Options) -> Result<Option<Self>> {
        let mut first = Vec::new();
        while first.iter().all(u8::is_ascii_whitespace) {
            first.clear();
            if line(&mut source, &mut first)? == 0 {
                return Ok(None);
            }
        }
        whole(&first)?;
        let mut options = options.clone();
        if Format::of(&first) == Format::Json {
            if first.trim_ascii_start().starts_with(b"[") {
                bail!("{NAME}: an array cannot be taken record by record; give one JSON object a line");
            }
            return Ok(Some(Self { source, options, header: None, first: Some(first), count: 0 }));
        }
        if Format::of(&first) == Format::Parquet {
            bail!("{NAME}: Parquet cannot be taken record by record; give the file's name instead of `-`");
        }
        rest_of_record(&mut source, &mut first, &DELIMITERS)?;
        if !first.ends_with(b"\n") {
            first.push(b'\n');
        }
        options.delimiter = options.delimiter.or_else(|| Some(delimiter(&first)));
        Ok(Some(Self { source, options, header: Some(first), first: None, count: 0 }))
    }

    /// How many records were begun.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The next record as a table of one row, or of none where it was set aside.
    pub fn next(&mut self) -> Result<Option<(Table, ReadReport)>> {
        let mut record = self.first.take().unwrap_or_default();
        while record.iter().all(u8::is_ascii_whitespace) {
            record.clear();
            if line(&mut self.source, &mut record)? == 0 {
                return Ok(None);
            }
        }
        self.count += 1;
        if record.len() > LARGEST && self.header.is_none() {
            // Nothing is kept of the rest of the line.
            self.source.skip_until(b'\n').with_context(|| format!("reading {NAME}"))?;
            let report = ReadReport::of_nothing(NAME, Format::Json, "is of more than 16 MiB".to_owned());
            return Ok(Some((Table::default(), report)));
        }
        whole(&record)?;
        let (mut bytes, format) = match &self.header {
            Some(header) => {
                let mark = self.options.delimiter.unwrap_or(b',');
                rest_of_record(&mut self.source, &mut record, &[mark])?;
                (header.clone(), Format::Delimited)
            }
            None => (Vec::new(), Format::Json),
        };
        bytes.extend_from_slice(&record);
        let mut builder = TableBuilder::default();
        let read = read(&mut builder, NAME, Some(format), &Bytes::from(bytes), &self.options);
        let report = match read {
            // One line that is no object is one record less.
            Err(ReadError::NoObject { why, .. }) => ReadReport::of_nothing(NAME, format, why),
            // An object says itself what it has, and a table once for all.
            Err(ReadError::NoColumn { column, .. }) if format == Format::Json => {
                ReadReport::of_nothing(NAME, format, format!("has no id `{column}`"))
            }
            Err(error @ ReadError::TooManyColumns { .. }) if format == Format::Json => {
                ReadReport::of_nothing(NAME, format, format!("cannot be read ({error})"))
            }
            // All that followed would have been one cell: where the mark is missing nobody knows.
            Err(ReadError::OpenQuote { .. }) => bail!(
                "{NAME}: the quote in record {} is never closed, so that it took all that followed, and none of it was added; close \
                 it or double it, and send the records from there on again",
                number(self.count)
            ),
            read => read?,
        };
        Ok(Some((builder.finish(), report)))
    }
}

/// Adds a line, or of one that makes the record too long as much as shows it.
fn line(source: &mut impl BufRead, record: &mut Vec<u8>) -> Result<usize> {
    let mut limited = std::io::Read::take(source, (LARGEST + 1 - record.len().min(LARGEST)) as u64);
    limited.read_until(b'\n', record).with_context(|| format!("reading {NAME}"))
}

/// Refuses a record that is too long: where the next one begins nobody knows.
fn whole(record: &[u8]) -> Result<()> {
    if record.len() > LARGEST {
        bail!(
            "{NAME}: a record of more than 16 MiB; of delimited text a quotation mark may be missing, of JSON each object \
             takes one line"
        );
    }
    Ok(())
}

/// Adds lines while a quoted cell is open. As in a whole file, a quotation mark opens a cell only where one begins.
fn rest_of_record(source: &mut impl BufRead, record: &mut Vec<u8>, marks: &[u8]) -> Result<()> {
    let mut seen = 0;
    let (mut open, mut begins) = (false, true);
    loop {
        for byte in &record[seen..] {
            if *byte == b'"' && (open || begins) {
                // One that closes begins nothing but its own double, which opens the cell again.
                (open, begins) = (!open, open);
            } else if !open {
                begins = marks.contains(byte);
            }
        }
        seen = record.len();
        if !open || line(source, record)? == 0 {
            return Ok(());
        }
        whole(record)?;
    }
}

/// The delimiter that parts the header into most cells.
fn delimiter(header: &[u8]) -> u8 {
    let count = |mark: u8| {
        let mut open = false;
        let outside = header.iter().filter(|byte| {
            open ^= **byte == b'"';
            **byte == mark && !open
        });
        outside.count()
    };
    // Of equal counts the first: a comma.
    DELIMITERS.into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(String, Vec<String>)> {
        let found = Records::new(text.as_bytes(), &Options::default()).expect("an input");
        let Some(mut records) = found else { return Vec::new() };
        let mut rows = Vec::new();
        while let Some((table, report)) = records.next().expect("a record") {
            if report.rows == 0 {
                rows.push((String::new(), Vec::new()));
                continue;
            }
            assert_eq!(table.rows(), 1);
            let cell = |own: &bonafide_linkage::table::Column| {
                let code = own.row(0).first().copied().unwrap_or_default();
                own.values.text(code).into_owned()
            };
            rows.push((table.ids.text(0), table.columns.iter().map(cell).collect()));
        }
        rows
    }

    fn row(id: &str, cells: &[&str]) -> (String, Vec<String>) {
        (id.to_owned(), cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn delimited_records_come_one_by_one() {
        let text = "id;name\n\n1;\"Ada, \nKing\"\n2;Grace, Hopper\r\nbad\n3;x";
        let expected =
            [row("1", &["Ada, \nKing"]), row("2", &["Grace, Hopper"]), row("", &[]), row("3", &["x"])];
        assert_eq!(rows(text), expected);
        assert_eq!(rows("name\nAda\n"), [row("1", &["Ada"])]);
        assert!(rows("\n\n").is_empty() && rows("id,name").is_empty());
    }

    #[test]
    fn objects_come_one_by_one() {
        let text = "{\"id\": \"a\", \"name\": \"Ada\"}\n\n{\"id\": \"b\", \"town\": \"Ulm\"}";
        assert_eq!(rows(text), [row("a", &["Ada"]), row("b", &["Ulm"])]);
        // A line that is no object is set aside, and the next one is read.
        let text = "{\"id\": \"a\", \"name\": \"Ada\"}\ngarbage\n{\"id\": \"b\", \"name\": \"Eve\"}";
        assert_eq!(rows(text), [row("a", &["Ada"]), row("", &[]), row("b", &["Eve"])]);
        let options = Options { id: vec!["key".to_owned()], ..Options::default() };
        let text = "{\"name\": \"Ada\"}\n{\"key\": 7, \"name\": \"Eve\"}";
        let mut records = Records::new(text.as_bytes(), &options).expect("an input").expect("a record");
        let (_, report) = records.next().expect("no error").expect("a record");
        assert_eq!(report.set_aside.first, [(1, "has no id `key`".to_owned())]);
        let (table, _) = records.next().expect("no error").expect("a record");
        assert_eq!(table.ids.text(0), "7");
        assert!(Records::new(b"[{\"id\": 1}]".as_slice(), &Options::default()).is_err());
    }

    #[test]
    fn an_object_that_is_too_long_is_one_record_less() {
        let long = format!("{{\"id\": \"b\", \"name\": \"{}\"}}", "x".repeat(LARGEST + (3 << 20)));
        let text =
            format!("{{\"id\": \"a\", \"name\": \"Ada\"}}\n{long}\n{{\"id\": \"c\", \"name\": \"Eve\"}}");
        assert_eq!(rows(&text), [row("a", &["Ada"]), row("", &[]), row("c", &["Eve"])]);
        // Of delimited text nobody knows where the next record begins.
        let text = format!("id,name\n1,\"{}", "x".repeat(LARGEST + 1));
        let mut records =
            Records::new(text.as_bytes(), &Options::default()).expect("an input").expect("a header");
        assert!(records.next().is_err());
    }

    #[test]
    fn a_mark_inside_of_a_cell_opens_nothing() {
        let found = rows("id,part\n1,5\" pipe\n2,\"two \"\"lines\n\"\"\"\n3,x\n");
        let parts: Vec<&str> = found.iter().map(|(_, cells)| cells[0].as_str()).collect();
        assert_eq!(parts, ["5\" pipe", "two \"lines\n\"", "x"]);
    }
}

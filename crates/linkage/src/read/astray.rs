//! Quoted cells that hold what looks like rows: a quotation mark that is astray makes one cell of all up to the next.

use super::report::Warning;

/// How rows of an input are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written {
    pub delimiter: u8,
    /// What ends a line.
    pub mark: u8,
    /// Cells of the header.
    pub cells: usize,
}

/// What was met of such cells.
#[derive(Debug, Default)]
pub(super) struct Astray {
    /// The line at which the first record with one begins, the line at which it ends, and the lines in it.
    first: Option<(u64, u64, u64)>,
    /// Records with one besides.
    more: u64,
}

impl Astray {
    pub(super) fn add(&mut self, line: u64, to: u64, rows: u64) {
        if self.first.is_none() {
            self.first = Some((line, to, rows));
        } else {
            self.more += 1;
        }
    }

    pub(super) fn warning(&self) -> Option<Warning> {
        self.first.map(|(line, to, rows)| Warning::RowsInCell { line, to, rows, more: self.more })
    }
}

/// Whole lines inside of the cells of a record that look like rows.
pub(super) fn rows_inside(record: &[u8], ends: &[usize], written: Written) -> u64 {
    let mut rows = 0;
    let mut start = 0;
    let mut first: Option<&[u8]> = None;
    for end in ends {
        let cell = &record[start..*end];
        start = *end;
        let breaks: Vec<usize> = memchr::memchr_iter(written.mark, cell).collect();
        // What stands before the first and behind the last break is no whole line.
        let lines = breaks.windows(2).map(|pair| cell[pair[0] + 1..pair[1]].trim_ascii_end());
        rows += lines.filter(|line| is_row(line, first, written)).count() as u64;
        first = first.or(Some(cell));
    }
    rows
}

/// Whether a line has as many cells as the header and is neither prose, an address nor a list. `first` is what stands in
/// the first column of the record around it, if that is another cell.
fn is_row(line: &[u8], first: Option<&[u8]>, written: Written) -> bool {
    let places: Vec<usize> = memchr::memchr_iter(written.delimiter, line).collect();
    let Some(begin) = places.first().filter(|_| places.len() + 1 == written.cells) else { return false };
    // People put a blank behind a comma, end a line with one, or part the digits of a number with it.
    let digit = |place: Option<usize>| place.and_then(|at| line.get(at)).is_some_and(u8::is_ascii_digit);
    let is_of_text = |place: &usize| {
        *place + 1 == line.len() || (digit(place.checked_sub(1)) && digit(place.checked_add(1)))
    };
    if places.iter().any(|place| line.get(place + 1) == Some(&b' ')) || places.iter().all(is_of_text) {
        return false;
    }
    let Some(own) = first.filter(|cell| !cell.is_empty()) else { return true };
    let other = &line[..*begin];
    let has_blank = |cell: &[u8]| cell.contains(&b' ');
    let has_digit = |cell: &[u8]| cell.iter().any(u8::is_ascii_digit);
    (has_blank(own) || !has_blank(other)) && (!has_digit(own) || has_digit(other))
}

#[cfg(test)]
mod tests {
    use crate::read::{Bytes, Format, Options, Warning, read};
    use crate::table::TableBuilder;

    fn warnings(text: &str) -> Vec<Warning> {
        let bytes = Bytes::copy_from_slice(text.as_bytes());
        let mut builder = TableBuilder::default();
        let read = read(&mut builder, "a.csv", Some(Format::Delimited), &bytes, &Options::default());
        read.expect("a table").warnings
    }

    #[test]
    fn rows_that_a_quotation_mark_swallows_are_told() {
        let text = "id,k,x\na,1,p\nb,1,\"q\nc,1,r\nd,1,\"s\"\n";
        let expected = [Warning::RowsInCell { line: 3, to: 5, rows: 1, more: 0 }];
        assert_eq!(warnings(text), expected);
        assert_eq!(warnings(&text.replace('\n', "\r\n")), expected);
        assert_eq!(warnings(&text.replace('\n', "\r")), expected);
        assert_eq!(warnings(&text.replace(',', "\t")), expected);
        let said = expected[0].to_string();
        assert!(said.contains("line 3") && said.contains("to line 5") && said.contains("1 line"), "{said}");
        // Also where the record that comes of it is set aside, and where there are more of them.
        let twice = "id,k\n1,\"q\n2,r\n3,\"s\"\n\n\n4,x\n5,\"q\n6,r\n7,s\n8,\"s,t\"\n";
        assert_eq!(warnings(twice), [Warning::RowsInCell { line: 2, to: 4, rows: 1, more: 1 }]);
        let of_all = "k,x\n\"Ada,1\nBob King,2\nCyd,3\n\"Dan,4\n";
        assert_eq!(warnings(of_all), [Warning::RowsInCell { line: 2, to: 5, rows: 2, more: 0 }]);
    }

    #[test]
    fn addresses_and_texts_of_some_lines_are_none() {
        for cell in [
            "12 Baker Street,\nFlat 3,\nLondon",
            "12 Baker Street\nFlat 3,London\nEngland",
            "Skills\nRust, Python\nLanguages, spoken\nEnd",
            "Grew sales\nby 1,000\nto 3,5 and\nso on",
            "2019-2021,Engineer,Berlin\n2021-2022,Lead,Ulm\n2022-,Head,Bonn",
            "one\ntwo\nthree",
            "a,b\nc,d",
        ] {
            assert_eq!(warnings(&format!("id,text\n7,\"{cell}\"\n8,x\n")), [], "{cell}");
        }
        assert_eq!(warnings("text\n\"one\ntwo\nthree\"\n"), []);
        assert_eq!(warnings("id;text\n7;\"Java;\nC;\nRust; Go\nEnd\"\n"), []);
    }
}

//! How a table is written: its delimiter and where its rows begin.

use super::rows::{Row, RowReader, Step};
use crate::text::{Encoding, Survey};

/// Delimiters that are tried.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// Rows looked at.
pub(crate) const LOOKED_AT: usize = 60;

/// A header stands in one of this many first rows; titles and dates of a report before it.
pub(crate) const HEADER_WITHIN: usize = 20;

/// The first rows of a file under one delimiter.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    /// The delimiter.
    pub(crate) delimiter: char,
    /// First rows: line and cells, trimmed.
    pub(crate) rows: Vec<(u64, Vec<String>)>,
    /// The number of cells that most rows have.
    pub(crate) cells: usize,
    /// How many rows have it.
    agree: usize,
}

impl Look {
    /// The first rows of a sheet: line and cells, trimmed, empty ones at the end left out. A sheet
    /// is a table as far as its rows have more than one cell.
    pub(crate) fn of_sheet(rows: Vec<(u64, Vec<String>)>) -> Self {
        let filled = |cells: &&Vec<String>| cells.iter().all(|cell| !cell.is_empty());
        let lengths = || rows.iter().map(|(_, cells)| cells).filter(filled).map(Vec::len);
        let longest = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let cells = lengths().max().filter(|length| *length > 1).unwrap_or(longest);
        let agree = rows.iter().filter(|(_, cells)| cells.len() > 1).count();
        Self { delimiter: '\t', rows, cells, agree }
    }

    /// Whether nearly all rows have the same number of cells, as those of a table do and lines of
    /// prose with commas do not.
    pub(crate) fn is_table(&self) -> bool {
        self.cells > 1 && self.rows.len() > 1 && self.agree * 10 >= self.rows.len() * 7
    }
}

/// Looks at a file's start under each delimiter, the most consistent first; under one alone where
/// a mapping or a first line `sep=;` names it. Quotes are respected.
pub(crate) fn looks(survey: &Survey, encoding: Encoding, fixed: Option<char>) -> Vec<Look> {
    let mark = survey.mark;
    let whole = survey.length as usize <= survey.head.len();
    let named = fixed.or_else(|| separator_line(&survey.head, encoding, mark));
    let mut found: Vec<Look> = DELIMITERS
        .into_iter()
        .filter(|delimiter| named.is_none_or(|one| one == *delimiter))
        .chain(named.filter(|one| !DELIMITERS.contains(one)))
        .map(|delimiter| look(&survey.head, whole, encoding, mark, delimiter))
        .collect();
    // A table of one column has no delimiter: any reads it, so the comma stays first.
    found.sort_by_key(|look| {
        std::cmp::Reverse((look.cells > 1, look.agree * 100 / look.rows.len().max(1) / 10, look.cells))
    });
    found
}

fn look(head: &[u8], whole: bool, encoding: Encoding, mark: usize, delimiter: char) -> Look {
    let mut rows = Vec::new();
    let mut row = Row::default();
    if let Ok(mut reader) = RowReader::new(head, encoding, mark, delimiter) {
        while rows.len() <= LOOKED_AT {
            match reader.next_row(&mut row) {
                Ok(Step::Row) => {
                    rows.push((row.line, row.cells().map(|cell| cell.trim().to_owned()).collect()));
                }
                Ok(Step::Fault(..)) => {}
                Ok(Step::End) | Err(_) => {
                    // The last row of the kept start may be cut off.
                    if !whole && rows.len() > 1 {
                        rows.pop();
                    }
                    break;
                }
            }
        }
    }
    if rows.first().is_some_and(|(_, cells): &(u64, Vec<String>)| is_separator_line(&cells.concat())) {
        rows.remove(0);
    }
    let counts: Vec<usize> = rows.iter().map(|(_, cells)| cells.len()).collect();
    let often = |count: usize| counts.iter().filter(|other| **other == count).count();
    let cells = counts.iter().copied().max_by_key(|count| (*count > 1, often(*count), *count)).unwrap_or(0);
    Look { delimiter, agree: often(cells), rows, cells }
}

/// Whether a line only tells Excel the delimiter.
pub(crate) fn is_separator_line(line: &str) -> bool {
    let lower = line.trim().to_ascii_lowercase();
    lower.strip_prefix("sep=").is_some_and(|rest| rest.chars().count() <= 1)
}

fn separator_line(head: &[u8], encoding: Encoding, mark: usize) -> Option<char> {
    let start = head.get(mark..(mark + 64).min(head.len()))?;
    let text = encoding.decode(start);
    let first = text.lines().next()?;
    let rest = first.trim_start().to_ascii_lowercase().strip_prefix("sep=").map(str::to_owned)?;
    let mut characters = rest.chars();
    let delimiter = characters.next()?;
    characters.as_str().trim().is_empty().then_some(delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::survey;

    fn found(text: &str) -> char {
        looks(&survey(text.as_bytes()).unwrap(), Encoding::Utf8, None)[0].delimiter
    }

    #[test]
    fn the_delimiter_is_the_one_that_rows_agree_on() {
        assert_eq!(found("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n"), ';');
        assert_eq!(found("a,b\n\"x;y;z\",2\n\"x;y;z\",2\n"), ',');
        assert_eq!(found("a\tb\n1, 2\t3\n"), '\t');
        assert_eq!(found("a|b|c\n1|2|3\n"), '|');
        assert_eq!(found("sep=|\na|b,c\n"), '|');
        assert_eq!(found("Report of 1 June, 2026\n\nname;phone;city\nx;1;y\nx;1;y\n"), ';');
        assert_eq!(found("serial\nA\nB\n"), ',');
    }
}

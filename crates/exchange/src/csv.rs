//! Rows set aside, for a spreadsheet.
//!
//! File names, paths and reasons may come from outside, so a cell that a spreadsheet would take for a
//! formula is led by an apostrophe, and quoting follows RFC 4180.

use crate::document::SetAside;

/// `set_aside.csv`: file, line, path, why; one header row, `\n` line ends, UTF-8.
///
/// ```
/// use bonafide_exchange::{csv::set_aside, document::SetAside};
/// let row = SetAside { file: "=1+1.csv".into(), line: Some(7), path: None, why: "two fields, not three".into() };
/// assert_eq!(set_aside(&[row]), "file,line,path,why\n'=1+1.csv,7,,\"two fields, not three\"\n");
/// ```
pub fn set_aside(rows: &[SetAside]) -> String {
    let mut text = String::from("file,line,path,why\n");
    for row in rows {
        let line = row.line.map(|number| number.to_string()).unwrap_or_default();
        let cells = [row.file.as_str(), &line, row.path.as_deref().unwrap_or_default(), &row.why];
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            text.push_str(&guarded(cell));
        }
        text.push('\n');
    }
    text
}

/// A cell, guarded against formulas and quoted where needed.
fn guarded(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let safe = if formula { format!("'{cell}") } else { cell.to_owned() };
    if safe.contains([',', '"', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(file: &str) -> String {
        let row =
            SetAside { file: file.to_owned(), line: None, path: Some("/0".to_owned()), why: "w".to_owned() };
        set_aside(&[row])
    }

    #[test]
    fn cells_that_begin_like_a_formula_are_led_by_an_apostrophe() {
        for start in ["=", "+", "-", "@", "\t", "\r"] {
            let text = written(&format!("{start}cmd"));
            let cell = text.lines().nth(1).unwrap_or_default().trim_start_matches('"');
            assert!(cell.starts_with('\''), "{text:?}");
        }
        assert!(written("a=b").contains("\na=b,"));
    }

    #[test]
    fn quotes_and_line_ends_stay_inside_their_cell() {
        assert_eq!(written("a\"b\nc"), "file,line,path,why\n\"a\"\"b\nc\",,/0,w\n");
        assert_eq!(set_aside(&[]), "file,line,path,why\n");
    }
}

//! Delimited text, whole, damaged and in pieces.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Bytes, Format, Options, ReadError, ReadReport, Reader, Warning, read};
use crate::table::{Table, TableBuilder};
use crate::write::csv_row;

fn table(text: &[u8], options: &Options) -> Result<(ReadReport, Table), ReadError> {
    let mut builder = TableBuilder::default();
    let bytes = Bytes::copy_from_slice(text);
    let report = read(&mut builder, "a.csv", Some(Format::Delimited), &bytes, options)?;
    Ok((report, builder.finish()))
}

fn cells(table: &Table) -> Vec<Vec<String>> {
    let row = |row: usize| {
        let cell = |codes: &[u32], column: &crate::table::Column| {
            codes.iter().map(|code| column.values.text(*code).into_owned()).collect::<Vec<_>>().join("+")
        };
        table.columns.iter().map(|column| cell(column.row(row), column)).collect()
    };
    (0..table.rows()).map(row).collect()
}

/// The cells of a text that reads without an error.
fn read_cells(text: &[u8]) -> (ReadReport, Vec<Vec<String>>) {
    let (report, read) = table(text, &Options::default()).unwrap();
    (report, cells(&read))
}

#[test]
fn line_ends_marks_and_quotes_change_nothing() {
    let expected = vec![vec!["1".to_owned(), "x, \"y\"".to_owned()], vec![String::new(), "z".to_owned()]];
    for text in [
        "a,b\n1,\"x, \"\"y\"\"\"\n,z\n",
        "a,b\r\n1,\"x, \"\"y\"\"\"\r\n,z",
        "a,b\r1,\"x, \"\"y\"\"\"\r,z\r",
        "\u{feff}a,b\n1,\"x, \"\"y\"\"\"\n,z\n",
        "\n\n a , b \n1,\"x, \"\"y\"\"\"\n\n,z\n\n",
        "\u{feff}\"a\";\"b\"\n1;\"x, \"\"y\"\"\"\n;z\n",
        "a\tb\n1\tx, \"y\"\n\tz\n",
    ] {
        let (report, read) = read_cells(text.as_bytes());
        assert_eq!(read, expected, "{text:?}");
        assert_eq!((report.rows, report.set_aside.count), (2, 0), "{text:?}");
        assert_eq!((report.null_share("a"), report.null_share("b")), (Some(0.5), Some(0.0)));
    }
}

#[test]
fn the_delimiter_given_is_the_one_used() {
    let options = Options { delimiter: Some(b';'), ..Options::default() };
    let (_, read) = table(b"a,b;c\n1,2;3\n", &options).unwrap();
    assert_eq!(cells(&read), [["1,2", "3"]]);
}

#[test]
fn ragged_rows_are_set_aside_with_their_line() {
    let text = b"a,b\n1,2\n3\n\"two\nlines\",4\n\"x\ny\"\n\n5,6,7\n8,9\n";
    for (text, lines) in [
        (text.to_vec(), [3, 6, 9]),
        (text.iter().map(|byte| if *byte == b'\n' { b'\r' } else { *byte }).collect(), [3, 6, 9]),
    ] {
        let (report, read) = read_cells(&text);
        assert_eq!(read.len(), 3);
        let why = |cells: &str| format!("has {cells} where the header has 2");
        assert_eq!(report.set_aside.count, 3);
        assert_eq!(
            report.set_aside.first,
            [(lines[0], why("1 cell")), (lines[1], why("1 cell")), (lines[2], why("3 cells"))]
        );
    }
    let windows = String::from_utf8(text.to_vec()).unwrap().replace('\n', "\r\n");
    let (report, _) = read_cells(windows.as_bytes());
    assert_eq!(report.set_aside.first.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 6, 9]);
    let many = format!("a,b\n{}", "1\n".repeat(500));
    let (report, _) = read_cells(many.as_bytes());
    assert_eq!((report.set_aside.count, report.set_aside.first.len()), (500, 20));
}

#[test]
fn rows_without_ids_are_numbered_as_they_stand() {
    let monstrous = format!("x,{}", "y".repeat(40 << 20));
    let text = format!("name,town\nAda,Ulm\nBob,Bonn,x\n\n{monstrous}\nCyd,Rom\n");
    let (report, read) = table(text.as_bytes(), &Options::default()).unwrap();
    assert_eq!((report.rows, report.set_aside.count, report.duplicates.rows), (2, 2, 0));
    assert_eq!([read.ids.text(0), read.ids.text(1)], ["1", "4"]);
}

#[test]
fn a_quote_that_nothing_closes_does_not_swallow_the_file_unsaid() {
    let error = table(b"a,b\n1,2\n\"3,4\n5,6\n7,8\n", &Options::default()).unwrap_err();
    assert_eq!(error, ReadError::OpenQuote { input: "a.csv".to_owned(), line: 3 });
    let (report, read) = read_cells(b"a,b\n1,2\n3,\"4");
    assert_eq!((read.len(), report.set_aside.first[0].0), (1, 3));
    let (report, read) = read_cells(b"a,b\n1,2\n3,\"4\"");
    assert_eq!((read.len(), report.set_aside.count), (2, 0));
    let huge = [b"a,b\n\"", "x\n".repeat(10 << 20).as_bytes()].concat();
    assert!(matches!(table(&huge, &Options::default()), Err(ReadError::OpenQuote { line: 2, .. })));
}

#[test]
fn what_has_no_rows_says_so() {
    for empty in [b"".as_slice(), b"\n\r\n", b"\xEF\xBB\xBF"] {
        assert_eq!(
            table(empty, &Options::default()).unwrap_err(),
            ReadError::Empty { input: "a.csv".to_owned() }
        );
    }
    for header in [b"a,b".as_slice(), b"a,b\r\n"] {
        let (report, read) = table(header, &Options::default()).unwrap();
        assert_eq!((report.rows, read.rows(), read.columns.len()), (0, 0, 2));
        assert_eq!(report.null_share("a"), Some(0.0));
        assert_eq!(report.null_share("c"), None);
    }
    let utf16 = table(b"\xFF\xFEa\0,\0b\0\n\0", &Options::default()).unwrap_err();
    assert!(utf16.to_string().contains("UTF-8"));
    let gzip = table(b"\x1F\x8B\x08\0a,b\n1,2\n", &Options::default()).unwrap_err();
    assert!(gzip.to_string().contains("gzip"), "{gzip}");
    let twice = table(b"a,b,a\n1,2,3\n", &Options::default()).unwrap_err().to_string();
    assert!(twice.contains("`a`") && twice.contains("rename"), "{twice}");
    let (report, _) = read_cells(b",b\n1,2\n");
    assert_eq!(report.warnings, [Warning::NoHeader { place: 1 }]);
}

#[test]
fn cells_that_are_no_utf8_are_read_as_windows_1252_and_counted() {
    let (report, read) = read_cells(b"na\xEFve,b\nM\xFCller,\x80 5\nM\xC3\xBCller,x\n");
    assert_eq!(report.columns[0].column, "naïve");
    assert_eq!(read, [["Müller", "€ 5"], ["Müller", "x"]]);
    assert_eq!(report.warnings, [Warning::Windows1252 { cells: 3 }]);
}

#[test]
fn odd_bytes_are_kept_and_counted() {
    let (report, read) = read_cells(b"a,b\n1\x002,\x01\n3,4\n");
    assert_eq!(read[0], ["1\u{0}2", "\u{1}"]);
    assert_eq!(report.warnings, [Warning::ZeroBytes { records: 1 }]);
}

#[test]
fn a_huge_cell_is_read_and_a_monstrous_one_set_aside() {
    let text = format!("a,b\n1,{}\n2,{}\n3,4\n", "x".repeat(3 << 20), "y".repeat(40 << 20));
    let (report, read) = read_cells(text.as_bytes());
    assert_eq!(read.iter().map(|row| row[1].len()).collect::<Vec<_>>(), [3 << 20, 1]);
    assert_eq!((report.set_aside.count, report.set_aside.first[0].0), (1, 3));
    let wide = format!("a,b\n{}\n5,6\n", ",".repeat(3 << 20));
    let (report, read) = read_cells(wide.as_bytes());
    assert_eq!((read.len(), report.set_aside.count), (1, 1));
}

#[test]
fn rows_beyond_what_is_held_stay_in_their_order() {
    let mut text = b"a,b\n".to_vec();
    for row in 0..5_000 {
        csv_row(
            &mut text,
            [row.to_string(), if row % 3 == 0 { String::new() } else { (row % 7).to_string() }],
        );
    }
    let (report, read) = read_cells(&text);
    assert_eq!((report.rows, report.columns[1].nulls), (5_000, 1_667));
    for (row, cells) in read.iter().enumerate() {
        let expected = if row % 3 == 0 { String::new() } else { (row % 7).to_string() };
        assert_eq!(*cells, [row.to_string(), expected]);
    }
}

#[test]
fn ids_columns_and_parts_are_those_of_the_options() {
    let text = b"name,Record_ID,phone\nAda,7,1; 2\nBob,7,\nCyd,,3\n";
    let options = Options {
        split: [("phone".to_owned(), ";".to_owned())].into(),
        keep: Some(vec!["phone".to_owned()]),
        ..Options::default()
    };
    let (report, read) = table(text, &options).unwrap();
    assert_eq!(cells(&read), [["1+2"], [""], ["3"]]);
    assert_eq!((0..3).map(|row| read.ids.text(row)).collect::<Vec<_>>(), ["7", "7", ""]);
    assert_eq!(report.duplicates.first, ["7"]);
    assert_eq!(report.warnings, [Warning::NoId { column: "Record_ID".to_owned(), rows: 1 }]);
    assert!(report.warnings[0].to_string().starts_with("1 row has no id"), "{}", report.warnings[0]);
    let (report, numbered) = table(b"a\nx\ny\n", &Options::default()).unwrap();
    assert_eq!((report.id, numbered.ids.text(1)), (None, "2".to_owned()));
}

#[test]
fn parquet_in_pieces_is_refused() {
    let mut builder = TableBuilder::default();
    let mut reader = Reader::new(&mut builder, "x", None, &Options::default());
    reader.feed(b"PAR1 and more").unwrap();
    assert!(matches!(reader.finish(), Err(ReadError::NeedsWhole { .. })));
}

/// Cells of any text, a third of them empty or difficult.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "[a-z0-9 ]{0,6}",
        1 => "[\",;\t\r\n|é€\u{feff}\\PC]{0,5}",
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        rows in proptest::collection::vec(proptest::collection::vec(cell(), 3), 0..30),
        pieces in proptest::collection::vec(1_usize..200, 1..20),
        one_column in any::<bool>(),
    ) {
        let width = if one_column { 1 } else { 3 };
        let header = &["\u{feff}first", "second", "th,ird"][..width];
        let mut text = Vec::new();
        csv_row(&mut text, header);
        for row in &rows {
            csv_row(&mut text, &row[..width]);
        }
        let mut builder = TableBuilder::default();
        let options = Options { delimiter: Some(b','), ..Options::default() };
        let mut reader = Reader::new(&mut builder, "a", Some(Format::Delimited), &options);
        let (mut rest, mut turn) = (text.as_slice(), 0);
        while !rest.is_empty() {
            let (piece, left) = rest.split_at(pieces[turn % pieces.len()].min(rest.len()));
            reader.feed(piece).unwrap();
            rest = left;
            turn += 1;
        }
        let report = reader.finish().unwrap();
        prop_assert_eq!(report.rows as usize, rows.len());
        let read = cells(&builder.finish());
        let expected: Vec<Vec<String>> = rows.iter().map(|row| row[..width].to_vec()).collect();
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn pieces_do_not_matter_and_nothing_panics(
        text in proptest::collection::vec(prop::sample::select(b"ab,;\"\n\r\x00\xFC\xC3\xBC 1\t".to_vec()), 0..400),
        size in 1_usize..50,
    ) {
        let whole = table(&text, &Options::default());
        let mut builder = TableBuilder::default();
        let mut reader = Reader::new(&mut builder, "a.csv", Some(Format::Delimited), &Options::default());
        for piece in text.chunks(size) {
            // An error of the header comes when there is enough to see it.
            if reader.feed(piece).is_err() {
                break;
            }
        }
        match (whole, reader.finish()) {
            (Ok((report, read)), Ok(other)) => {
                prop_assert_eq!(report, other);
                prop_assert_eq!(cells(&read), cells(&builder.finish()));
            }
            (whole, other) => prop_assert_eq!(whole.err(), other.err()),
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(mut rows in proptest::collection::vec(("[a-c]{0,2}", "[0-9é]{0,2}"), 1..20)) {
        let counted = |rows: &[(String, String)]| {
            let mut text = b"a,b\n".to_vec();
            for (left, right) in rows {
                csv_row(&mut text, [left, right]);
            }
            let (report, read) = table(&text, &Options::default()).unwrap();
            let mut counts: BTreeMap<Vec<String>, u32> = BTreeMap::new();
            for row in cells(&read) {
                *counts.entry(row).or_default() += 1;
            }
            (counts, report.columns, report.warnings)
        };
        let forward = counted(&rows);
        rows.reverse();
        prop_assert_eq!(forward, counted(&rows));
    }
}

//! What is written is read back, by our own reader and as the format says.

use proptest::prelude::*;

use super::{ParquetColumn, ParquetTable, WriteError};
use crate::read::{Bytes, Options, read_parquet};
use crate::table::TableBuilder;

type Row = (u8, String, i64, f64);

const COLUMNS: [(&str, ParquetColumn); 4] = [
    ("file", ParquetColumn::Label),
    ("name", ParquetColumn::Text),
    ("count", ParquetColumn::Integer),
    ("share", ParquetColumn::Number),
];

fn push(table: &mut ParquetTable, row: &Row) -> Result<(), WriteError> {
    table.text(0, format!("file {}", row.0).as_bytes());
    table.text(1, row.1.as_bytes());
    table.integer(2, row.2);
    table.number(3, row.3);
    table.end_row()
}

fn read_back(bytes: Vec<u8>) -> Vec<[String; 4]> {
    let mut builder = TableBuilder::default();
    read_parquet(&mut builder, "a", &Bytes::from(bytes), &Options::default()).unwrap();
    let table = builder.finish();
    let text = |column: usize, row: usize| {
        let column = &table.columns[column];
        column.row(row).first().map(|code| column.values.text(*code).into_owned()).unwrap_or_default()
    };
    (0..table.rows()).map(|row| [text(0, row), text(1, row), text(2, row), text(3, row)]).collect()
}

proptest! {
    #[test]
    fn rows_come_back(
        rows in proptest::collection::vec((0_u8..4, "\\PC{0,6}", any::<i64>(), -1e9_f64..1e9), 0..50),
        taken in any::<bool>(),
    ) {
        let mut table = ParquetTable::new(&COLUMNS).unwrap();
        let mut out = b"before".to_vec();
        for row in &rows {
            push(&mut table, row).unwrap();
            if taken {
                out.append(&mut table.take());
            }
        }
        table.finish(&mut out).unwrap();
        prop_assert!(out.starts_with(b"beforePAR1"));
        let back = read_back(out.split_off(6));
        prop_assert_eq!(back.len(), rows.len());
        for (read, row) in back.iter().zip(&rows) {
            prop_assert_eq!(&read[0], &format!("file {}", row.0));
            prop_assert_eq!(&read[1], &row.1);
            prop_assert_eq!(&read[2], &row.2.to_string());
            prop_assert_eq!(read[3].parse::<f64>().unwrap().to_bits(), (row.3 + 0.0).to_bits());
        }
    }
}

#[test]
fn several_row_groups_come_back() {
    let rows = 600_000;
    let mut table = ParquetTable::new(&COLUMNS).unwrap();
    let mut out = Vec::new();
    for row in 0..rows {
        push(&mut table, &((row % 3) as u8, (row % 1000).to_string(), row, 0.5)).unwrap();
        if row % 100_000 == 0 {
            out.append(&mut table.take());
        }
    }
    table.finish(&mut out).unwrap();
    let back = read_back(out);
    assert_eq!(back.len(), rows as usize);
    for (row, read) in back.iter().enumerate() {
        assert_eq!(
            *read,
            [format!("file {}", row % 3), (row % 1000).to_string(), row.to_string(), "0.5".to_owned()]
        );
    }
}

#[test]
fn a_row_that_lacks_a_cell_is_an_error() {
    let mut table = ParquetTable::new(&COLUMNS).unwrap();
    push(&mut table, &(0, String::new(), 0, 0.0)).unwrap();
    table.text(0, b"x");
    table.text(1, b"y");
    table.integer(3, 1);
    let error = table.end_row().unwrap_err();
    assert_eq!(error, WriteError::Cell { row: 2, column: "count".to_owned() });
    let mut twice = ParquetTable::new(&COLUMNS[..1]).unwrap();
    twice.text(0, b"x");
    twice.text(0, b"x");
    assert!(twice.end_row().is_err());
    let mut nowhere = ParquetTable::new(&COLUMNS[..1]).unwrap();
    nowhere.text(0, b"x");
    nowhere.text(7, b"x");
    assert!(nowhere.end_row().is_err());
}

#[test]
#[ignore = "measures; with --release --nocapture"]
fn writing_costs() {
    let rows = 1_000_000;
    for (name, columns) in [
        (
            "ids that are numbers",
            [
                ("file", ParquetColumn::Label),
                ("id", ParquetColumn::Integer),
                ("cluster", ParquetColumn::Integer),
            ],
        ),
        (
            "ids that are texts",
            [
                ("file", ParquetColumn::Label),
                ("id", ParquetColumn::Text),
                ("cluster", ParquetColumn::Integer),
            ],
        ),
    ] {
        let before = crate::read::spent();
        let mut table = ParquetTable::new(&columns).unwrap();
        let mut id = Vec::new();
        for row in 0..rows {
            table.text(0, b"people.parquet");
            if columns[1].1 == ParquetColumn::Text {
                id.clear();
                id.extend_from_slice(format!("rec-{row}").as_bytes());
                table.text(1, &id);
            } else {
                table.integer(1, row);
            }
            table.integer(2, row * 7919 % 300_000);
            table.end_row().unwrap();
        }
        let mut out = Vec::new();
        table.finish(&mut out).unwrap();
        if let Some(path) = std::env::var_os("BONAFIDE_OUT") {
            std::fs::write(path, &out).unwrap();
        }
        println!("{name}: {:.0} ms of CPU, {} bytes", crate::read::spent().0 - before.0, out.len());
    }
    let before = crate::read::spent();
    let mut out = Vec::new();
    for row in 0..rows {
        super::csv_row(&mut out, ["people.parquet", "1234567", if row % 2 == 0 { "99" } else { "a,b" }]);
    }
    println!("CSV: {:.0} ms of CPU, {} bytes", crate::read::spent().0 - before.0, out.len());
}

//! JSON lines and arrays, whole, damaged and in pieces.

use proptest::prelude::*;

use super::{Bytes, Format, Options, ReadError, ReadReport, Reader, Warning, read};
use crate::table::{Table, TableBuilder};

fn table(text: &[u8], options: &Options) -> Result<(ReadReport, Table), ReadError> {
    let mut builder = TableBuilder::default();
    let report = read(&mut builder, "a.jsonl", None, &Bytes::copy_from_slice(text), options)?;
    Ok((report, builder.finish()))
}

fn rows(table: &Table) -> Vec<Vec<(String, String)>> {
    let row = |row: usize| {
        let mut all = vec![("(id)".to_owned(), table.ids.text(row as u32))];
        for column in &table.columns {
            let values = column.row(row).iter().map(|code| column.values.text(*code).into_owned());
            all.push((column.name.clone(), values.collect::<Vec<_>>().join("+")));
        }
        all
    };
    (0..table.rows()).map(row).collect()
}

const LINES: &str = "{\"id\":\"a\",\"z\":1.0,\"p\":{\"q\":true}}\n\n{\"id\":\"b\",\"list\":[\"x\",2],\"z\":null}\r\n{\"late\":\"y\"}";

#[test]
fn lines_and_arrays_of_the_same_objects_are_the_same_table() {
    let (report, read) = table(LINES.as_bytes(), &Options::default()).unwrap();
    assert_eq!(
        read.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>(),
        ["z", "p.q", "list", "late"]
    );
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let empty = |row: usize| rows(&read)[row].iter().filter(|(_, value)| value.is_empty()).count();
    assert_eq!(
        rows(&read)[0],
        [pair("(id)", "a"), pair("z", "1"), pair("p.q", "true"), pair("list", ""), pair("late", "")]
    );
    assert_eq!(rows(&read)[1][3], pair("list", "x+2"));
    assert_eq!((empty(1), empty(2)), (3, 4));
    assert_eq!(report.null_share("list"), Some(2.0 / 3.0));
    assert_eq!(report.warnings, [Warning::NoId { column: "id".to_owned(), rows: 1 }]);
    let joined = LINES.replace("\n\n", ",\n").replace("\r\n", ", \n\n");
    for array in [format!("[{joined}]"), format!("\u{feff} [\n {joined} \n] \n")] {
        let (other, same) = table(array.as_bytes(), &Options::default()).unwrap();
        assert_eq!(rows(&same), rows(&read));
        assert_eq!(other, report);
    }
}

#[test]
fn rows_without_ids_are_numbered_as_they_stand() {
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(17 << 20));
    for text in [
        format!("{{\"a\":nan}}\n{{\"a\":1}}\n\n{{\"a\":nan}}\n{long}\n{{\"a\":2}}\n"),
        format!("[{{\"a\":nan}},{{\"a\":1}},[],{long},{{\"a\":2}}]"),
    ] {
        let (report, read) = table(text.as_bytes(), &Options::default()).unwrap();
        assert_eq!((report.rows, report.set_aside.count), (2, 3));
        assert_eq!([read.ids.text(0), read.ids.text(1)], ["2", "5"]);
    }
}

#[test]
fn bad_lines_are_set_aside_with_their_number() {
    let (report, read) =
        table(b"{\"a\":1}\n{\"a\":\n7\n\n{\"a\":\"\xFF\"}\n{\"a\":2}\n{\"a\":3", &Options::default())
            .unwrap();
    assert_eq!(read.rows(), 2);
    let lines: Vec<u64> = report.set_aside.first.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 3, 5, 7]);
    assert!(report.set_aside.first[0].1.starts_with("is no JSON"), "{:?}", report.set_aside);
    assert_eq!(report.set_aside.first[1].1, "is no object");
    let (report, read) =
        table(b"[{\"a\":\"],{\\\"\"},\n7,\n{\"a\":2},\n\n{\"b", &Options::default()).unwrap();
    assert_eq!(rows(&read)[0][1].1, "],{\"");
    assert_eq!(read.rows(), 2);
    assert_eq!(report.set_aside.first.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 5]);
    assert_eq!(report.warnings, [Warning::OpenArray]);
    let (report, _) = table(b"[{\"a\":1}] {\"a\":2}", &Options::default()).unwrap();
    assert_eq!((report.rows, report.warnings), (1, vec![Warning::BehindArray { bytes: 7 }]));
    let none = table(b"{\"a\"\n{]\n", &Options::default()).unwrap_err();
    assert!(matches!(none, ReadError::NoObject { line: 1, .. }));
    assert!(
        matches!(table(b"[1,2]", &Options { delimiter: None, ..Options::default() }), Ok((report, _)) if report.format == Format::Delimited)
    );
}

#[test]
fn nothing_is_no_error_where_json_is_asked_for() {
    for text in [b"".as_slice(), b" \n", b"[]", b"[ ]\n"] {
        let mut builder = TableBuilder::default();
        let report =
            read(&mut builder, "a", Some(Format::Json), &Bytes::copy_from_slice(text), &Options::default());
        assert_eq!(report.map(|report| (report.rows, report.set_aside.count)), Ok((0, 0)));
        assert_eq!(builder.finish().rows(), 0);
    }
}

#[test]
fn of_several_ids_none_is_read_as_a_column() {
    let options = Options { id: vec!["no".to_owned(), "key".to_owned()], ..Options::default() };
    for text in ["{\"key\": 1, \"a\": 2}\n{\"a\": 3}\n", "{\"a\": 3}\n{\"key\": 1, \"a\": 2}\n"] {
        let (report, read) = table(text.as_bytes(), &options).unwrap();
        assert_eq!((report.id.as_deref(), read.columns.len()), (Some("key"), 1), "{text}");
    }
    assert!(
        matches!(table(b"{\"a\": 3}\n", &options), Err(ReadError::NoColumn { column, .. }) if column == "no")
    );
}

#[test]
fn ids_are_in_no_column_whatever_the_order_of_lines() {
    let sorted = |lines: [&str; 3]| {
        let (report, read) = table(lines.join("\n").as_bytes(), &Options::default()).unwrap();
        let names: Vec<String> = read.columns.iter().map(|column| column.name.clone()).collect();
        let mut all = rows(&read);
        all.sort();
        (names, all, report.warnings.len())
    };
    let (named, numbered, other) =
        ("{\"name\":\"A\"}", "{\"id\":1,\"name\":\"B\"}", "{\"Record_ID\":2,\"name\":\"C\"}");
    let expected = sorted([numbered, named, other]);
    assert_eq!(expected.0, ["name"]);
    let ids: Vec<&str> = expected.1.iter().map(|row| row[0].1.as_str()).collect();
    assert_eq!(ids, ["", "1", "2"]);
    assert_eq!(sorted([named, numbered, other]), expected);
    assert_eq!(sorted([other, named, numbered]), expected);
    // Which one names a row does not hang on the rows before it.
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let (one, both) = ("{\"record_id\":1}", "{\"id\":2,\"record_id\":3}");
    for text in [[one, both].join("\n"), [both, one].join("\n")] {
        let (report, read) = table(text.as_bytes(), &Options::default()).unwrap();
        let mut all = rows(&read);
        all.sort();
        let expected =
            [[pair("(id)", "1"), pair("record_id", "")], [pair("(id)", "2"), pair("record_id", "3")]];
        assert_eq!((report.id.as_deref(), all), (Some("id"), expected.map(Vec::from).to_vec()), "{text}");
    }
    // As in a table, one of two in a row is the id and the other a column.
    let (report, read) = table(b"{\"a\":1}\n{\"rec_id\":2,\"id\":3}\n", &Options::default()).unwrap();
    assert_eq!(
        (report.id.as_deref(), read.columns.len(), read.ids.text(1)),
        (Some("rec_id"), 2, "2".to_owned())
    );
}

#[test]
fn what_json_has_not_is_counted() {
    let text = b"{\"id\":1,\"v\":NaN,\"w\":Infinity}\n{\"id\":2,\"v\":-Infinity}\n{\"id\":3,\"c\":\"x\",\"c\":\"y\"}\n";
    let (report, read) = table(text, &Options::default()).unwrap();
    assert_eq!((read.rows(), report.set_aside.count), (3, 0));
    let twice = Warning::KeyTwice { key: "c".to_owned(), objects: 1 };
    assert_eq!(report.warnings, [Warning::NoJsonNumber { cells: 3 }, twice]);
}

#[test]
fn options_hold_for_objects_too() {
    let options = Options {
        id: vec!["key.n".to_owned()],
        keep: Some(vec!["phone".to_owned()]),
        split: [("phone".to_owned(), "/".to_owned())].into(),
        ..Options::default()
    };
    let text =
        b"{\"phone\":[\"1/2\",\"3\"],\"key\":{\"n\":5}}\n{\"phone\":\"4 / 4\",\"key\":{\"n\":5},\"id\":9}\n";
    let (report, read) = table(text, &options).unwrap();
    assert_eq!(rows(&read).iter().map(|row| row[1].1.clone()).collect::<Vec<_>>(), ["1+2+3", "4"]);
    assert_eq!((read.ids.text(0), report.duplicates.rows), ("5".to_owned(), 1));
    let lacking = Options { keep: Some(vec!["fax".to_owned()]), ..Options::default() };
    assert!(matches!(table(text, &lacking), Err(ReadError::NoColumn { .. })));
}

#[test]
fn a_monstrous_line_is_set_aside_and_endless_keys_are_refused() {
    let text = format!("{{\"a\":1}}\n{{\"a\":\"{}\"}}\n{{\"a\":2}}\n", "x".repeat(20 << 20));
    let (report, read) = table(text.as_bytes(), &Options::default()).unwrap();
    assert_eq!((read.rows(), report.set_aside.first[0].0), (2, 2));
    let keys: Vec<String> = (0..5_000).map(|key| format!("{{\"k{key}\":1}}")).collect();
    assert!(matches!(
        table(keys.join("\n").as_bytes(), &Options::default()),
        Err(ReadError::TooManyColumns { .. })
    ));
}

proptest! {
    #[test]
    fn pieces_do_not_matter_and_nothing_panics(
        parts in proptest::collection::vec(prop::sample::select(vec!["{\"a\":1}", "{", "}", "[", "]", "\n", ",", "\"", "\\", "{\"b\":[1,{\"c\":\"é\"}]}", "1", " "]), 0..30),
        start in prop::sample::select(vec!["[", "{\"a\":1}\n", ""]),
        size in 1_usize..20,
    ) {
        let text = format!("{start}{}", parts.concat());
        let mut whole = TableBuilder::default();
        let report = read(&mut whole, "a", Some(Format::Json), &Bytes::copy_from_slice(text.as_bytes()), &Options::default());
        let mut builder = TableBuilder::default();
        let mut reader = Reader::new(&mut builder, "a", Some(Format::Json), &Options::default());
        for piece in text.as_bytes().chunks(size) {
            reader.feed(piece).unwrap();
        }
        let same = reader.finish() == report;
        prop_assert!(same);
        if report.is_ok() {
            prop_assert_eq!(rows(&whole.finish()), rows(&builder.finish()));
        }
    }

    #[test]
    fn texts_come_back(values in proptest::collection::vec("\\PC{0,8}", 1..10)) {
        let lines: Vec<String> = values.iter().map(|value| serde_json::json!({"n": {"v": value}}).to_string()).collect();
        let (_, read) = table(lines.join("\n").as_bytes(), &Options::default()).unwrap();
        let back: Vec<String> = (0..read.rows()).map(|row| {
            let codes = read.columns[0].row(row);
            codes.first().map(|code| read.columns[0].values.text(*code).into_owned()).unwrap_or_default()
        }).collect();
        prop_assert_eq!(back, values);
    }
}

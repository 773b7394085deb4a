//! Workbooks: each sheet is read as a table, cited, and opened again.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(clippy::format_collect, clippy::format_push_string, reason = "XML of a few lines")]

mod workbook;

use std::fs;
use std::io::Write as _;
use std::path::Path;

use bonafide_records::{Place, Reading};
use bonafide_sources::{Options, RecordOpener, open_record, read, sniff_table};
use proptest::prelude::*;
use workbook::{book, book_with, inline, pack};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const PERSONS: &str = "kind = \"person\"\n";

fn scan(folder: &Path) -> Reading {
    read(&[folder.to_owned()], &Options::default()).unwrap()
}

/// A folder with these files, read.
fn scanned(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Reading) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let reading = scan(folder.path());
    (folder, reading)
}

fn asides(reading: &Reading) -> Vec<String> {
    let place = |place: &Option<Place>| match place {
        Some(Place::Path(path)) => path.to_string(),
        other => format!("{other:?}"),
    };
    reading.set_aside.iter().map(|aside| format!("{}: {}", place(&aside.place), aside.why)).collect()
}

fn forms(reading: &Reading) -> Vec<String> {
    reading.values.iter().map(|value| value.form.key()).collect()
}

/// A sheet with all ways in which cells are written: title, shared and inline texts, formulas with
/// and without value, numbers, errors, days, a protected column, hidden rows.
fn sheet() -> &'static str {
    "<dimension ref=\"A1:H8\"/><sheetData>
      <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>
      <row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" t=\"s\"><v>2</v></c><c r=\"C3\" t=\"s\"><v>3</v></c><c r=\"D3\" t=\"s\"><v>4</v></c><c r=\"E3\" t=\"s\"><v>5</v></c></row>
      <row r=\"4\"><c r=\"A4\"><v>101</v></c><c r=\"B4\" t=\"inlineStr\"><is><r><t>+49 30 </t></r><r><t>23125 001</t></r></is></c><c r=\"C4\" s=\"1\"><v>46174</v></c><c r=\"D4\" t=\"s\"><v>6</v></c><c r=\"E4\" t=\"str\"><f>LOWER(\"X\")</f><v>alva@example.org</v></c></row>
      <row r=\"5\" hidden=\"1\"><c r=\"A5\"><v>102.0</v></c><c r=\"B5\"><v>4930231250022</v></c><c r=\"C5\" t=\"e\"><v>#REF!</v></c><c r=\"E5\"><f>A5&amp;\"@\"</f></c></row>
      <row r=\"6\"><c r=\"A6\" s=\"1\"/></row>
      <row r=\"7\"><c r=\"A7\"><v>103</v></c><c r=\"B7\"><v>4.93023125002212E+20</v></c><c r=\"E7\"><f>A7</f><v/></c></row>
    </sheetData>"
}

const SHARED: &[&str] = &["Staff of 1 June", "key", "phone", "started", "Date of Birth", "email", "secret"];

#[test]
fn every_kind_of_cell_is_read_and_cited() {
    let workbook = book(&[("Staff", sheet()), ("Empty", "<sheetData/>")], SHARED);
    let (folder, reading) =
        scanned(&[("staff.xlsx", &workbook), ("staff.xlsx.map.toml", PERSONS.as_bytes())]);
    assert!(reading.unread.is_empty(), "{:?}", reading.unread);
    let files: Vec<(&str, u64)> = reading.files.iter().map(|file| (file.name.as_str(), file.read)).collect();
    assert_eq!(files, [("staff.xlsx!Staff", 3)], "an empty sheet is passed over");
    assert_eq!(reading.files[0].mapping.as_deref(), Some("staff.xlsx.map.toml"));
    let keys: Vec<&str> = reading.rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["101", "102", "103"]);
    assert_eq!(reading.rows[0].from.unwrap().to_string(), "2026-06-01");
    assert_eq!(forms(&reading).len(), 3, "{:?}", forms(&reading));
    let said = asides(&reading);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(
        said[0].starts_with(
            "part xl/worksheets/sheet1.xml row 5: value left out: `started` holds an error of a formula"
        ),
        "{said:?}"
    );
    assert!(said[1].starts_with("part xl/worksheets/sheet1.xml row 5: value left out: `email` holds a formula without a value in 2 rows"), "{said:?}");
    assert!(said[2].contains("row 7: value left out: `phone` was rounded"), "{said:?}");
    assert_eq!(reading.dropped.values().sum::<u64>(), 3);
    let [first, second, ..] = reading.rows.as_slice() else { panic!("rows") };
    assert_eq!(first.citation.place, Place::row_in_part("xl/worksheets/sheet1.xml", 4));
    assert_eq!(first.citation.digest, bonafide_sources::text::digest(&workbook));
    assert!(!first.citation.same_record(&second.citation) && first.citation.same_record(&first.citation));
    // Opened again, without what is never read.
    let roots = [folder.path().to_owned()];
    let opened = open_record(&roots, "staff.xlsx!Staff", &first.citation.place).unwrap();
    assert_eq!(opened.text, "101\t+49 30 23125 001\t2026-06-01\t[never read]\talva@example.org");
    assert_eq!(opened.sha256, first.citation.digest);
    assert_eq!(opened.before, []);
    let places: Vec<&str> = opened.after.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["part xl/worksheets/sheet1.xml row 5", "part xl/worksheets/sheet1.xml row 7"]);
    let mut opener = RecordOpener::new(&roots).unwrap();
    let last = opener.open("staff.xlsx!Staff", &Place::row_in_part("xl/worksheets/sheet1.xml", 7)).unwrap();
    assert_eq!(last.before.len(), 2);
    for (file, place) in [
        ("staff.xlsx!Staff", Place::row_in_part("xl/worksheets/sheet1.xml", 6)),
        ("staff.xlsx!Staff", Place::row_in_part("xl/worksheets/sheet2.xml", 4)),
        ("staff.xlsx!Nobody", Place::row_in_part("xl/worksheets/sheet1.xml", 4)),
        ("other.xlsx!Staff", Place::row_in_part("xl/worksheets/sheet1.xml", 4)),
        ("staff.xlsx!Staff", Place::Line(4)),
    ] {
        assert!(opener.open(file, &place).is_err(), "{file} {place:?}");
    }
}

#[test]
fn a_shipped_mapping_reads_a_sheet_and_one_mapping_reads_several() {
    let rows = |list: &[&[&str]]| {
        inline(&list.iter().map(|row| row.iter().map(|c| (*c).to_owned()).collect()).collect::<Vec<_>>())
    };
    let bamboo = rows(&[
        &["Employee #", "Home Email", "Mobile Phone", "Hire Date"],
        &["7", "a@example.org", "+49 30 23125 001", "2026-06-01"],
    ]);
    let own = rows(&[&["nr", "tel"], &["8", "+49 30 23125 002"]]);
    let notes = rows(&[&["sku", "price"], &["1", "2"]]);
    let workbook = book(&[("Report", &bamboo), ("A!B", &own), ("Notes", &notes)], &[]);
    let mapping = "kind = \"person\"\n[columns]\nkey = \"nr\"\nphone = \"tel\"\n";
    let (_folder, reading) = scanned(&[("all.xlsx", &workbook), ("all.xlsx.map.toml", mapping.as_bytes())]);
    let sources: Vec<(&str, Option<&str>)> = reading
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.source.as_ref().map(bonafide_records::Source::as_str)))
        .collect();
    assert_eq!(
        sources,
        [
            ("all.xlsx!Report", Some("bamboohr")),
            ("all.xlsx!A!B", Some("table:person")),
            ("all.xlsx!Notes", None)
        ]
    );
    assert_eq!(reading.unread.len(), 1);
    assert!(reading.unread[0].why.contains("no column `nr`"), "{:?}", reading.unread);
    let (folder, reading) =
        scanned(&[("all.xlsx", &workbook), ("all.xlsx!A!B.map.toml", mapping.as_bytes())]);
    assert_eq!(reading.rows.len(), 2);
    assert!(reading.unread.iter().all(|unread| unread.file == "all.xlsx!Notes"), "{:?}", reading.unread);
    let sniffed = sniff_table(&folder.path().join("all.xlsx!A!B")).unwrap();
    assert_eq!(sniffed.headers, ["nr", "tel"]);
    assert!(!sniffed.mapping.contains("delimiter"), "{}", sniffed.mapping);
    assert_eq!(sniff_table(&folder.path().join("all.xlsx")).unwrap().read_by.as_deref(), Some("bamboohr"));
}

#[test]
fn merged_cells_count_once_and_days_since_1904_are_days() {
    let sheet = "<sheetData>
      <row><c t=\"inlineStr\"><is><t>key</t></is></c><c t=\"inlineStr\"><is><t>phone</t></is></c><c t=\"inlineStr\"><is><t>hidden phone</t></is></c><c t=\"inlineStr\"><is><t>started</t></is></c></row>
      <row><c><v>1</v></c><c t=\"inlineStr\"><is><t>+49 30 23125 001</t></is></c><c t=\"inlineStr\"><is><t>+49 30 23125 009</t></is></c><c s=\"1\"><v>44712</v></c></row>
      <row><c><v>2</v></c><c t=\"inlineStr\"><is><t>+49 30 23125 007</t></is></c><c/><c s=\"2\"><v>44712.5</v></c></row>
    </sheetData><mergeCells count=\"2\"><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"B2:B3\"/></mergeCells>";
    let workbook = book_with(&[("S", sheet)], &[], "date1904=\"1\"");
    let (_folder, reading) = scanned(&[("s.xlsx", &workbook), ("s.xlsx.map.toml", PERSONS.as_bytes())]);
    assert_eq!(reading.rows.len(), 2);
    assert!(reading.rows.iter().all(|row| row.from.unwrap().to_string() == "2026-06-01"));
    assert_eq!(forms(&reading).len(), 1, "{:?}", forms(&reading));
    let said = asides(&reading);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("row 1: the merged cell B1:C1 in the header"), "{said:?}");
    assert!(said[1].starts_with("part xl/worksheets/sheet1.xml row 2: value left out: the merged cell B2:B3 counts for its first cell only, the others are read as empty: undo the merge"), "{said:?}");
}

#[test]
fn rows_that_share_a_merged_cell_are_told_once_a_sheet() {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |key: &str, account: &str| format!("<row>{}{}</row>", text(key), text(account));
    let sheet = format!(
        "<sheetData><row>{}{}</row>{}{}{}{}</sheetData><mergeCells><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"B4:B5\"/><mergeCell ref=\"A9:B9\"/></mergeCells>",
        text("contract"),
        text("iban"),
        row("C-1", "DE02100100109307118603"),
        row("C-2", ""),
        row("C-3", "DE02120300000000202051"),
        row("C-4", ""),
    );
    let mapping = "kind = \"payout\"\n[columns]\nperson = \"contract\"\naccount = \"iban\"\n";
    let workbook = book(&[("S", &sheet)], &[]);
    let (_folder, reading) = scanned(&[("s.xlsx", &workbook), ("s.xlsx.map.toml", mapping.as_bytes())]);
    let said: Vec<String> = asides(&reading).into_iter().filter(|line| line.contains("merged")).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("row 2: value left out: 2 merged cells, B2:B3 the first, count for their first cells only, the others are read as empty: undo"), "{said:?}");
}

#[test]
fn errors_of_formulas_are_told_once_a_column_in_sheets_and_in_texts() {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let error =
        |kind: &str, error: &str| format!("<c t=\"{kind}\"><f>VLOOKUP(A2,X!A:B,2,0)</f><v>{error}</v></c>");
    let account = "DE02100100109307118603";
    let rows = [
        format!("{}{}{}", text("contract"), text("iban"), text("Gender")),
        format!("{}{}{}", text("C-1"), error("str", "#N/A"), error("e", "#REF!")),
        format!("{}{}{}", text("C-2"), error("e", "#DIV/0!"), text("x")),
        format!("{}{}{}", text("C-3"), error("e", "#FIELD!"), text("x")),
        format!("{}{}{}", text("C-4"), text(account), text("x")),
        error("e", "#NAME?"),
    ];
    let rows: String = rows.iter().map(|cells| format!("<row>{cells}</row>")).collect();
    let workbook = book(&[("S", &format!("<sheetData>{rows}</sheetData>"))], &[]);
    let csv =
        format!("contract,iban,Gender\nC-1,#N/A,#REF!\nC-2,#DIV/0!,x\nC-3,#VALUE!,x\nC-4,{account},x\n");
    let mapping = "kind = \"payout\"\n[columns]\nperson = \"contract\"\naccount = \"iban\"\n";
    for (name, bytes, place) in [
        ("s.xlsx", workbook.as_slice(), "part xl/worksheets/sheet1.xml row 2"),
        ("s.csv", csv.as_bytes(), "Some(Line(2))"),
    ] {
        let (_folder, reading) = scanned(&[(name, bytes), (&format!("{name}.map.toml"), mapping.as_bytes())]);
        let said: Vec<String> = asides(&reading).into_iter().filter(|line| line.contains("error")).collect();
        assert_eq!(said.len(), 1, "{name}: {said:?}");
        let begins = format!(
            "{place}: value left out: `iban` holds an error of a formula (`#N/A` or the like) instead of a value (3 rows, this the first): mend"
        );
        assert!(said[0].starts_with(&begins), "{name}: {said:?}");
        assert!(!asides(&reading).iter().any(|line| line.contains("Gender")), "{name}");
    }
}

#[test]
fn a_workbook_in_an_archive_is_read_and_opened() {
    let workbook = book(&[("Staff", sheet())], SHARED);
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in
        [("x/staff.xlsx", workbook.as_slice()), ("x/staff.xlsx.map.toml", PERSONS.as_bytes())]
    {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let archive = writer.finish().unwrap().into_inner();
    let (folder, reading) = scanned(&[("all.zip", &archive)]);
    assert_eq!((reading.files[0].name.as_str(), reading.rows.len()), ("all.zip!x/staff.xlsx!Staff", 3));
    let place = &reading.rows[0].citation.place;
    let opened = open_record(&[folder.path().to_owned()], "all.zip!x/staff.xlsx!Staff", place).unwrap();
    assert!(opened.text.starts_with("101\t"));
}

#[test]
fn what_is_damaged_or_hostile_gives_one_line_and_the_rest_goes_on() {
    let good = book(&[("Staff", sheet())], SHARED);
    let fine = inline(&[vec!["key".into(), "phone".into()], vec!["9".into(), "+49 30 23125 003".into()]]);
    let bad_sheets = book(
        &[
            ("Bomb", "<!DOCTYPE a [<!ENTITY b \"c\">]><sheetData/>"),
            ("Cut", "<sheetData><row><c><v>1</v></c></row>"),
            ("Deep", &"<a>".repeat(300)),
            ("Fine", &fine),
        ],
        &[],
    );
    let word = pack(&[("word/document.xml", "<w:document/>")]);
    let binary = pack(&[("xl/workbook.bin", "x")]);
    let empty = book(&[("A", "<sheetData><row><c s=\"1\"/></row></sheetData>")], &[]);
    let no_sheets = pack(&[("xl/workbook.xml", "<workbook/>")]);
    let entity = pack(&[("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><workbook>&b;</workbook>")]);
    let (folder, reading) = scanned(&[
        ("bad.xlsx", &bad_sheets),
        ("bad.xlsx.map.toml", PERSONS.as_bytes()),
        ("binary.xlsb", &binary),
        ("cut.xlsx", &good[..good.len() / 2]),
        ("empty.xlsx", &empty),
        ("entity.xlsx", &entity),
        ("no_sheets.xlsx", &no_sheets),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old"),
        ("word.docx", &word),
    ]);
    assert_eq!(reading.rows.len(), 1);
    let why = |name: &str| {
        let found: Vec<&str> =
            reading.unread.iter().filter(|u| u.file == name).map(|u| u.why.as_str()).collect();
        assert_eq!(found.len(), 1, "{name}: {:?}", reading.unread);
        found[0].to_owned()
    };
    assert!(why("bad.xlsx!Bomb").contains("document type declaration"));
    why("bad.xlsx!Cut");
    why("bad.xlsx!Deep");
    assert!(why("binary.xlsb").contains("binary"));
    assert!(why("cut.xlsx").contains("damaged or cut off"));
    assert!(why("empty.xlsx").contains("without any filled cell"));
    assert!(why("entity.xlsx").contains("document type declaration"));
    assert!(why("no_sheets.xlsx").contains("without any filled cell"));
    assert!(why("old.xls").contains("old Excel"));
    for name in ["binary.xlsb", "empty.xlsx", "entity.xlsx", "old.xls", "word.docx"] {
        assert!(sniff_table(&folder.path().join(name)).is_err(), "{name}");
    }
}

#[test]
fn few_bytes_that_stand_for_much_are_bounded() {
    // A shared text of 1 MB, cited by 100 cells in each of 100 rows: 10 GB of text.
    let long = "x".repeat(1024 * 1024);
    let cells = "<c t=\"s\"><v>1</v></c>".repeat(100);
    let header: String = (0..101)
        .map(|n| {
            format!(
                "<c t=\"inlineStr\"><is><t>{}</t></is></c>",
                if n == 0 { "key".to_owned() } else { format!("h{n}") }
            )
        })
        .collect();
    let rows: String = (0..100).map(|n| format!("<row><c><v>{n}</v></c>{cells}</row>")).collect();
    let sheet = format!("<sheetData><row>{header}</row>{rows}</sheetData>");
    let workbook = book(&[("S", &sheet)], &["", &long]);
    let (_folder, reading) = scanned(&[("s.xlsx", &workbook), ("s.xlsx.map.toml", PERSONS.as_bytes())]);
    let said = asides(&reading);
    assert!(said.iter().filter(|line| line.contains("more than 16 MiB of text")).count() > 1, "{said:?}");
    assert!(said.iter().any(|line| line.contains("more than 1 GiB of cells")), "{said:?}");
}

#[test]
fn a_row_that_no_spreadsheet_writes_is_set_aside_alone() {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let sheet = format!(
        "<sheetData><row>{}{}</row><row r=\"5\"><c><v>5</v></c><c r=\"XFD5\"><v>1</v></c></row>\
         <row r=\"6\"><c r=\"B6\"><v>1</v></c><c r=\"A6\"><v>1</v></c></row>\
         <row r=\"3\"><c><v>7</v></c><c/><c><v>8</v></c></row><row r=\"x\"><c><v>8</v></c></row></sheetData>",
        text("key"),
        text("phone")
    );
    let workbook = book(&[("S", &sheet)], &[]);
    let (_folder, reading) = scanned(&[("s.xlsx", &workbook), ("s.xlsx.map.toml", PERSONS.as_bytes())]);
    let said = asides(&reading);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said.iter().any(|line| line.contains("row 5: a cell beyond column 10,000")), "{said:?}");
    assert!(said.iter().any(|line| line.contains("row 6: its cells are out of order")), "{said:?}");
    assert!(said.iter().any(|line| line.contains("row 7: cells behind the last header")), "{said:?}");
    let places: Vec<&Place> = reading.rows.iter().map(|row| &row.citation.place).collect();
    let row = |number| Place::row_in_part("xl/worksheets/sheet1.xml", number);
    assert_eq!(places, [&row(7), &row(8)], "rows whose numbers go backwards are counted on");
}

#[test]
fn a_bomb_of_zeros_stops_at_the_limit() {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.start_file("[Content_Types].xml", options).unwrap();
    writer.start_file("xl/workbook.xml", options).unwrap();
    writer.write_all(b"<workbook>").unwrap();
    let blanks = vec![b' '; 1024 * 1024];
    for _ in 0..20 {
        writer.write_all(&blanks).unwrap();
    }
    let workbook = writer.finish().unwrap().into_inner();
    let (_folder, reading) = scanned(&[("bomb.xlsx", &workbook)]);
    assert_eq!(reading.unread.len(), 1);
    assert!(reading.unread[0].why.contains("single text of more than 16 MiB"), "{:?}", reading.unread);
}

/// What a reading says, without files, places and digests.
fn says(reading: &Reading) -> Vec<String> {
    let mut said: Vec<String> = reading
        .rows
        .iter()
        .map(|row| {
            format!(
                "{} {} {:?} {:?} {:?} {:?}",
                row.source,
                row.key,
                row.name,
                row.from,
                row.to,
                row.statements.len()
            )
        })
        .collect();
    said.extend(reading.values.iter().map(|v| {
        format!("{} {:?} {:?} {:?} {:?} {}", v.row.0, v.role, v.form, v.first, v.last, v.citation.field)
    }));
    said.extend(reading.dropped.iter().map(|((source, field), count)| format!("{source} {field} {count}")));
    said.extend(reading.set_aside.iter().map(|aside| aside.why.clone()));
    said
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn one_table_says_the_same_as_csv_and_as_sheet(
        people in proptest::collection::vec(("[1-9][0-9]?", "[ab]c", "[A-Za-z&<\"';, äλ]{0,8}", 1_u8..29), 1..8),
    ) {
        let header = ["key", "email", "name", "phone", "started", "Gender"];
        let mut rows: Vec<Vec<String>> = vec![header.iter().map(|h| (*h).to_owned()).collect()];
        for (key, mail, name, day) in &people {
            rows.push(vec![
                key.clone(),
                format!("{mail}@example.org"),
                name.clone(),
                format!("+49 30 23125 {day:03}"),
                format!("2026-06-{day:02}"),
                "never".to_owned(),
            ]);
        }
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
        let csv = rows.iter().map(line).collect::<Vec<_>>().join("\n") + "\n";
        let workbook = book(&[("S", &inline(&rows))], &[]);
        let (_one, as_csv) = scanned(&[("s.csv", csv.as_bytes()), ("s.csv.map.toml", PERSONS.as_bytes())]);
        let (_two, as_sheet) = scanned(&[("s.xlsx", &workbook), ("s.xlsx.map.toml", PERSONS.as_bytes())]);
        prop_assert_eq!(says(&as_csv), says(&as_sheet));
        // Both together say no more: a row is one record, however it is kept.
        let (_both, both) = scanned(&[
            ("s.csv", csv.as_bytes()), ("s.csv.map.toml", PERSONS.as_bytes()),
            ("s.xlsx", &workbook), ("s.xlsx.map.toml", PERSONS.as_bytes()),
        ]);
        prop_assert_eq!(both.rows.len(), as_csv.rows.len());
        prop_assert_eq!(both.values.len(), as_csv.values.len());
    }

    #[test]
    fn damage_anywhere_never_panics(at in 0_usize..4000, byte in 0_u8..255) {
        let mut workbook = book(&[("Staff", sheet())], SHARED);
        let length = workbook.len();
        workbook[at % length] = byte;
        let (_folder, reading) = scanned(&[("s.xlsx", &workbook), ("s.xlsx.map.toml", PERSONS.as_bytes())]);
        for file in &reading.files {
            prop_assert!(file.source.is_some() || reading.unread.iter().any(|unread| unread.file == file.name));
        }
    }
}

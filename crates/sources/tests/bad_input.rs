//! Bad input: each fault gives one clear line, the rest of the scan goes on, nothing panics.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use bonafide_records::{Place, Reading};
use bonafide_sources::{Options, SourceError, read};
use tempfile::TempDir;

const MAPPING: &str = "kind = \"person\"\n";

fn scan(folder: &Path) -> Reading {
    read(&[folder.to_owned()], &Options::default()).unwrap()
}

/// A folder with these tables of kind person, each with a mapping.
fn tables(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
        fs::write(folder.path().join(format!("{name}.map.toml")), MAPPING).unwrap();
    }
    folder
}

fn one(bytes: &[u8]) -> Reading {
    scan(tables(&[("a.csv", bytes)]).path())
}

fn keys(reading: &Reading) -> Vec<&str> {
    reading.rows.iter().map(|row| row.key.as_str()).collect()
}

fn aside(reading: &Reading) -> Vec<(u64, &str)> {
    let line = |place: &Option<Place>| match place {
        Some(Place::Line(line)) => *line,
        _ => 0,
    };
    reading.set_aside.iter().map(|aside| (line(&aside.place), aside.why.as_str())).collect()
}

const TABLE: &str = "key,name,email\nW1,Jörg Müller,w1@example.org\nW2,Æsa Žák,w2@example.org\n";

fn utf16(text: &str, mark: bool, big: bool) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let mut marked = vec![0xEF, 0xBB, 0xBF];
    marked.extend_from_slice(TABLE.as_bytes());
    let files = [
        TABLE.as_bytes().to_vec(),
        marked,
        utf16(TABLE, true, false),
        utf16(TABLE, true, true),
        utf16(TABLE, false, false),
        utf16(TABLE, false, true),
    ];
    for (index, bytes) in files.iter().enumerate() {
        let reading = one(bytes);
        assert_eq!(keys(&reading), ["W1", "W2"], "file {index}");
        assert_eq!(reading.rows[1].name.full.as_deref(), Some("Æsa Žák"), "file {index}");
        assert!(reading.set_aside.is_empty() && reading.unread.is_empty());
    }
    let latin = one(b"key,name\nW1,J\xf6rg M\xfcller\n");
    assert_eq!(latin.rows[0].name.full.as_deref(), Some("Jörg Müller"));
}

#[test]
fn a_broken_byte_in_a_utf_8_file_costs_its_line() {
    let mut bytes = "key,name\nW1,Jörg äöü äöü\nW2,".as_bytes().to_vec();
    bytes.extend_from_slice(b"\xff\nW3,J\n");
    let reading = one(&bytes);
    assert_eq!(keys(&reading), ["W1", "W3"]);
    assert!(aside(&reading)[0].0 == 3 && aside(&reading)[0].1.contains("no UTF-8"), "{:?}", aside(&reading));
}

#[test]
fn mixed_line_ends_keep_lines_counted() {
    let reading = one(b"key,name\r\nW1,a\rW2,b\nW3,c\r\n\r\nW4,d");
    assert_eq!(keys(&reading), ["W1", "W2", "W3", "W4"]);
    let lines: Vec<&Place> = reading.rows.iter().map(|row| &row.citation.place).collect();
    assert_eq!(lines, [&Place::Line(2), &Place::Line(3), &Place::Line(4), &Place::Line(6)]);
}

#[test]
fn ragged_rows_are_set_aside_with_line_and_reason() {
    let reading =
        one(b"key,name,email\nW1,a,w1@example.org\nW2,a,b,c,d\nW3\n,,\nW4,a,,,\nTotal,3,\nkey,name,email\n");
    assert_eq!(keys(&reading), ["W1", "W4"], "trailing cells may be empty, not missing");
    let found = aside(&reading);
    assert_eq!(found[0].0, 3);
    assert!(found[0].1.contains("5 cells where the header has 3"), "{found:?}");
    assert!(found.iter().any(|(line, why)| *line == 4 && why.contains("1 cell where the header has 3")));
    assert!(found.iter().any(|(line, why)| *line == 7 && *why == "a totals row"), "{found:?}");
    assert!(found.iter().any(|(line, why)| *line == 8 && why.contains("header once more")), "{found:?}");
}

#[test]
fn a_quote_never_closed_costs_one_line() {
    let mut text = "key,name\nW1,\"never closed\n".to_owned();
    for number in 2..500 {
        writeln!(text, "W{number},x").unwrap();
    }
    let reading = one(text.as_bytes());
    assert_eq!(reading.rows.len(), 498);
    let found = aside(&reading);
    assert!(found.len() == 1 && found[0].0 == 2, "{found:?}");
    assert!(found[0].1.starts_with("a quote opened in line 2 is never closed"), "{found:?}");
}

#[test]
fn an_open_quote_takes_no_protected_cell_into_another() {
    for line in ["\"W2,Ada Secret,secret,\"Road 5, Flat 2\",x", "W2,\"Ada Secret,secret,\"Road 5, Flat 2\",x"]
    {
        let text = format!("key,name,gender,address,city\nW1,a,b,\"Road 5, Flat 1\",c\n{line}\nW3,a,b,c,d\n");
        let reading = one(text.as_bytes());
        assert_eq!(keys(&reading), ["W1", "W3"], "{line}");
        assert!(aside(&reading)[0].1.starts_with("a quote opened in line 3 is never closed"));
        assert!(!format!("{reading:?}").to_lowercase().contains("secret"), "{reading:?}");
    }
}

#[test]
fn short_rows_are_set_aside_unless_all_are_short_alike() {
    let short = one(b"key,name,email,phone\nW1,a,w1@example.org,\nW2,b,w2@example.org\nW3,c\n");
    assert_eq!(keys(&short), ["W1"], "one whole row is the measure");
    assert!(aside(&short)[1].1.contains("2 cells where the header has 4"), "{:?}", aside(&short));
    let alike = one(b"key,name,email,phone\nW1,a,w1@example.org\nW2,b,w2@example.org\n");
    assert_eq!(keys(&alike), ["W1", "W2"]);
    assert!(alike.set_aside.is_empty());
    let trailing = one(b"key,name,\nW1,a\n");
    assert!(keys(&trailing) == ["W1"] && trailing.set_aside.is_empty());
}

#[test]
fn a_last_line_that_was_cut_off_is_named() {
    for text in ["key,name,email\nW1,a,w1@example.org\nW2,b", "key,name,email\nW2,b"] {
        let reading = one(text.as_bytes());
        assert!(!keys(&reading).contains(&"W2"), "{text}");
        assert!(aside(&reading)[0].1.contains("cut off in the middle: export it again"), "{text}");
    }
    // Whole, only without a line end.
    assert_eq!(keys(&one(b"key,name\nW1,a\nW2,b")), ["W1", "W2"]);
}

#[test]
fn one_zero_byte_costs_its_row_and_not_the_file() {
    let mut text = "key,name\nW0,a\0\n".to_owned();
    for number in 1..30 {
        writeln!(text, "W{number},x").unwrap();
    }
    let reading = one(text.as_bytes());
    assert_eq!(reading.rows.len(), 29);
    assert_eq!(aside(&reading), [(2, "holds a zero byte: export it again")]);
}

#[test]
fn one_endless_line_is_left_out_without_filling_memory() {
    let folder = tables(&[]);
    let path = folder.path().join("a.csv");
    let mut file = fs::File::create(&path).unwrap();
    file.write_all(b"key,name\nW1,a\nW2,").unwrap();
    let part = vec![b'x'; 1024 * 1024];
    (0..20).for_each(|_| file.write_all(&part).unwrap());
    file.write_all(b"\nW3,c\n").unwrap();
    drop(file);
    fs::write(folder.path().join("a.csv.map.toml"), MAPPING).unwrap();
    let reading = scan(folder.path());
    assert_eq!(keys(&reading), ["W1", "W3"]);
    assert!(aside(&reading)[0].1.contains("longer than 16 MiB"), "{:?}", aside(&reading));
}

#[test]
fn an_endless_line_is_named_where_no_reader_knows_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = b"sku,price\n1,\"".to_vec();
    text.resize(17 * 1024 * 1024, b'x');
    fs::write(folder.path().join("a.csv"), text).unwrap();
    let reading = scan(folder.path());
    assert_eq!(reading.unread[0].why, "line 2 is longer than 16 MiB: is a quote never closed?");
}

#[test]
fn one_zero_byte_in_json_costs_its_element() {
    let person = |id: u32| {
        format!(
            r#"{{"id": {id}, "first_name": "A", "last_name": "B", "last_activity": "2026-06-01T00:00:00Z", "email_addresses": [], "phone_numbers": []}}"#
        )
    };
    let damaged = person(2).replace("\"B\"", "\"B\0\"");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.json"), format!("[{},\n{damaged},\n{}]", person(1), person(3))).unwrap();
    let reading = scan(folder.path());
    assert_eq!(keys(&reading), ["1", "3"], "{:?} {:?}", reading.unread, reading.set_aside);
    assert_eq!(reading.set_aside.len(), 1);
    assert!(reading.set_aside[0].why.contains("zero byte"), "{:?}", reading.set_aside);
}

#[test]
fn unknown_products_and_garbage_are_named_and_the_rest_is_read() {
    let folder = tables(&[("good.csv", b"key,name\nW1,a\n")]);
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    put("unknown.csv", b"sku,price\n1,2\n3,4\n");
    put("empty.csv", b"");
    put("binary.bin", b"\x00\x01\x02\x03\x04\x00abc");
    for name in ["spoilt.pdf", "spoilt.DOCX", "spoilt.xlsx", "spoilt.zip"] {
        put(name, b"\xb4\x2f\x01\x42\x00\xf1\xca\x00\x99");
    }
    put("words.pdf", b"not found\n");
    put("zeros.xlsx", &[7, 0, 1, 2].repeat(500));
    put("report.pdf", b"%PDF-1.7\n");
    put("packed.gz", b"\x1f\x8b\x08\x00");
    put("broken.zip", b"PK\x03\x04garbage");
    put("truncated.json", br#"[{"id": 1, "first_na"#);
    put("other.json", br#"{"eventType": "user.session.start"}"#);
    put("notes.txt", b"just words\nand more words\n");
    let reading = scan(folder.path());
    assert_eq!(keys(&reading), ["W1"]);
    let why = |name: &str| {
        let unread = reading
            .unread
            .iter()
            .find(|unread| unread.file == name)
            .unwrap_or_else(|| panic!("{name}: {:?}", reading.unread));
        assert!(!unread.hint.is_empty() && !unread.why.contains('\n'), "{unread:?}");
        unread.why.clone()
    };
    assert!(why("unknown.csv").contains("a table of 2 columns that no reader knows"));
    assert!(why("empty.csv").contains("empty"));
    assert!(why("binary.bin").contains("zero bytes"));
    for (name, what) in [
        ("spoilt.pdf", "no readable PDF file"),
        ("spoilt.DOCX", "no readable Word file"),
        ("spoilt.xlsx", "no readable Excel file"),
        ("spoilt.zip", "no readable zip archive"),
        ("words.pdf", "no readable PDF file"),
        ("zeros.xlsx", "no readable Excel file"),
    ] {
        assert!(why(name).starts_with(what), "{name}: {}", why(name));
        let unread = reading.unread.iter().find(|unread| unread.file == name).unwrap();
        assert!(unread.hint.contains("export or fetch it again"), "{unread:?}");
    }
    assert!(why("report.pdf").contains("damaged or cut off"));
    assert!(why("packed.gz").contains("gzip"));
    assert!(why("broken.zip").contains("cannot be opened"));
    assert!(why("notes.txt").contains("text that no reader knows"));
    why("truncated.json");
    why("other.json");
    assert_eq!(reading.unread.len(), 15, "{:?}", reading.unread);
}

#[test]
fn an_empty_folder_and_our_own_files_give_nothing() {
    let folder = tempfile::tempdir().unwrap();
    assert!(scan(folder.path()).files.is_empty());
    for name in ["scan.json", "report.html", "set_aside.csv", "truth.json", "firm.toml", ".hidden.csv"] {
        fs::write(folder.path().join(name), "x,y\n").unwrap();
    }
    let reading = scan(folder.path());
    assert!(reading.files.is_empty() && reading.unread.is_empty(), "{:?}", reading.unread);
}

#[test]
fn a_path_that_is_not_there_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let error = read(&[folder.path().join("nowhere")], &Options::default()).unwrap_err();
    assert!(matches!(&error, SourceError::Path { .. }) && error.to_string().contains("nowhere"), "{error}");
}

#[cfg(unix)]
#[test]
fn links_that_lead_back_or_nowhere_and_pipes_are_named() {
    use std::os::unix::fs::symlink;
    let folder = tables(&[("good.csv", b"key,name\nW1,a\n")]);
    let at = folder.path();
    fs::create_dir(at.join("inner")).unwrap();
    symlink(at, at.join("inner/loop")).unwrap();
    symlink(at.join("inner"), at.join("again")).unwrap();
    symlink(at.join("nowhere"), at.join("broken")).unwrap();
    symlink(at.join("self"), at.join("self")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at.join("socket")).unwrap();
    let reading = scan(at);
    assert_eq!(keys(&reading), ["W1"]);
    let names: Vec<(&str, &str)> = reading.unread.iter().map(|u| (u.file.as_str(), u.why.as_str())).collect();
    assert_eq!(
        names.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        ["broken", "inner/loop", "self", "socket"],
        "{names:?}"
    );
    assert!(
        names[0].1.contains("leads nowhere")
            && names[1].1.contains("folder above")
            && names[3].1.contains("no ordinary file")
    );
}

#[cfg(unix)]
#[test]
fn without_permission_the_file_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tables(&[("good.csv", b"key,name\nW1,a\n")]);
    let locked = folder.path().join("locked.csv");
    fs::write(&locked, "x").unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&locked).is_ok() {
        println!("skipped: this user may read everything");
        return;
    }
    let reading = scan(folder.path());
    assert_eq!(keys(&reading), ["W1"]);
    assert!(reading.unread[0].why.contains("permission denied"), "{:?}", reading.unread);
}

#[test]
fn a_date_in_the_year_2106_is_set_aside_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "person,field,at\n".to_owned();
    for day in 1..=28 {
        writeln!(text, "W{day},iban,2026-02-{day:02}").unwrap();
    }
    text.push_str("W9,iban,2106-02-07\nW8,iban,31.02.2026\n");
    fs::write(folder.path().join("c.csv"), text).unwrap();
    fs::write(folder.path().join("c.csv.map.toml"), "kind = \"change\"\n").unwrap();
    let reading = scan(folder.path());
    assert_eq!(reading.newest.map(|day| day.to_string()).as_deref(), Some("2026-02-28"));
    assert_eq!(reading.files[0].last, reading.newest);
    assert_eq!(reading.changes.len(), 30);
    let found = aside(&reading);
    assert!(
        found.iter().any(|(line, why)| *line == 30 && why.contains("the date 2106-02-07 in `at` lies")),
        "{found:?}"
    );
    assert!(
        found.iter().any(|(line, why)| *line == 31 && why.contains("no date that is understood")),
        "{found:?}"
    );
}

#[test]
fn wrong_mappings_are_named_with_header_and_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("a.csv", "Nr;Telefn\n1;+49 30 23125 001\n");
    put("a.csv.map.toml", "kind = \"person\"\n[columns]\nkey = \"Nr\"\nphone = \"Telefon\"\n");
    put("b.csv", "x,y\n1,2\n");
    put("b.csv.map.toml", "kind = \"persons\"\n");
    put("c.csv", "x,y\n1,2\n");
    put("c.csv.map.toml", "kind = \n");
    let reading = scan(folder.path());
    let why: Vec<&str> = reading.unread.iter().map(|unread| unread.why.as_str()).collect();
    assert!(
        why[0].contains("a.csv.map.toml") && why[0].contains("`Telefon`") && why[0].contains("`Telefn`"),
        "{why:?}"
    );
    assert!(why[1].contains("kind `persons` is not read; kinds are person"), "{why:?}");
    assert!(why[2].contains("line 1"), "{why:?}");
}

#[test]
fn a_mapping_without_its_table_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("people.map.toml"), MAPPING).unwrap();
    let reading = scan(folder.path());
    assert_eq!(reading.unread.len(), 1);
    assert!(reading.unread[0].hint.contains("people.csv.map.toml"), "{:?}", reading.unread);
}

#[test]
fn equal_names_under_several_paths_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    for part in ["old", "new"] {
        fs::create_dir(folder.path().join(part)).unwrap();
        fs::write(folder.path().join(part).join("a.csv"), format!("key,name\n{part},x\n")).unwrap();
        fs::write(folder.path().join(part).join("a.csv.map.toml"), MAPPING).unwrap();
    }
    let roots = [folder.path().join("old"), folder.path().join("new")];
    let reading = read(&roots, &Options::default()).unwrap();
    let names: Vec<&str> = reading.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["new/a.csv", "old/a.csv"]);
    let opened = bonafide_sources::open_record(&roots, "old/a.csv", &Place::Line(2)).unwrap();
    assert_eq!(opened.text, "old,x");
}

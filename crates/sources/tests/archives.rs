//! ZIP archives: read as folders are, under limits.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use bonafide_records::{Place, Reading};
use bonafide_sources::{Options, open_record, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAPPING: &str = "kind = \"person\"\n";

fn pack(path: &Path, entries: &[(&str, &[u8])]) {
    let mut writer = ZipWriter::new(File::create(path).unwrap());
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap();
}

fn scan(folder: &Path) -> Reading {
    read(&[folder.to_owned()], &Options::default()).unwrap()
}

#[test]
fn entries_are_read_and_cited_and_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let zip = folder.path().join("all.zip");
    pack(
        &zip,
        &[
            ("x/people.csv", b"key,name\nW1,a\nW2,b\n"),
            ("x/people.csv.map.toml", MAPPING.as_bytes()),
            ("__MACOSX/x/._people.csv", b"junk"),
            ("../../evil.csv", b"sku,price\n1,2\n"),
        ],
    );
    let reading = scan(folder.path());
    let names: Vec<&str> = reading.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["all.zip!evil.csv", "all.zip!x/people.csv"]);
    assert_eq!(reading.rows.len(), 2);
    let opened = open_record(&[folder.path().to_owned()], "all.zip!x/people.csv", &Place::Line(3)).unwrap();
    assert_eq!((opened.text.as_str(), opened.sha256), ("W2,b", reading.rows[1].citation.digest));
    assert_eq!(opened.before, [("line 2".to_owned(), "W1,a".to_owned())]);
}

#[test]
fn a_copy_in_an_archive_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let text = b"key,name\nW1,a\n";
    fs::write(folder.path().join("people.csv"), text).unwrap();
    fs::write(folder.path().join("people.csv.map.toml"), MAPPING).unwrap();
    pack(&folder.path().join("a.zip"), &[("people.csv", text), ("people.csv.map.toml", MAPPING.as_bytes())]);
    let reading = scan(folder.path());
    assert_eq!((reading.rows.len(), reading.files.len()), (1, 2));
    assert_eq!(reading.files[reading.rows[0].citation.file.0 as usize].name, "people.csv");
}

#[test]
fn a_bomb_gives_one_line_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = ZipWriter::new(File::create(folder.path().join("bomb.zip")).unwrap());
    writer.start_file("zeros.csv", SimpleFileOptions::default()).unwrap();
    io::copy(&mut io::repeat(b'a').take(80 * 1024 * 1024), &mut writer).unwrap();
    writer.start_file("people.csv", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"key,name\nW1,a\n").unwrap();
    writer.start_file("people.csv.map.toml", SimpleFileOptions::default()).unwrap();
    writer.write_all(MAPPING.as_bytes()).unwrap();
    writer.finish().unwrap();
    let reading = scan(folder.path());
    assert_eq!(reading.rows.len(), 1);
    assert_eq!(reading.unread.len(), 1);
    assert_eq!(reading.unread[0].file, "bomb.zip!zeros.csv");
    assert!(reading.unread[0].why.contains("unpacks to more than 64 MiB"), "{:?}", reading.unread);
}

#[test]
fn archives_inside_archives_office_files_and_damage_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    pack(&at.join("inner.zip"), &[("a.csv", b"x,y\n1,2\n")]);
    let inner = fs::read(at.join("inner.zip")).unwrap();
    fs::remove_file(at.join("inner.zip")).unwrap();
    pack(&at.join("outer.zip"), &[("inner.zip", &inner)]);
    pack(&at.join("book.xlsx"), &[("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")]);
    pack(&at.join("empty.zip"), &[]);
    let mut damaged = Vec::new();
    File::open(at.join("outer.zip")).unwrap().read_to_end(&mut damaged).unwrap();
    damaged[40] ^= 0xFF;
    damaged[45] ^= 0xFF;
    fs::write(at.join("damaged.zip"), &damaged).unwrap();
    let reading = scan(at);
    let why = |name: &str| {
        let found = reading.unread.iter().find(|unread| unread.file.starts_with(name));
        found.unwrap_or_else(|| panic!("{name}: {:?}", reading.unread)).why.clone()
    };
    assert!(why("outer.zip!inner.zip").contains("archive inside an archive"));
    assert!(why("book.xlsx").contains("Excel"));
    assert!(why("empty.zip").contains("without files"));
    why("damaged.zip");
    assert_eq!(reading.unread.len(), 4, "{:?}", reading.unread);
}

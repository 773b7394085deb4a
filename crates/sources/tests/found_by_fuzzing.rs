//! What the targets in `fuzz/` found, each as the smallest input that showed it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;

use bonafide_records::{Place, Reading};
use bonafide_sources::{Options, open_record, read, sniff_table};
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn scan(files: &[(&str, &str)]) -> Reading {
    read(&[folder(files).path().to_owned()], &Options::default()).unwrap()
}

#[track_caller]
fn is_plain(text: &str) {
    let turns = |c: char| ('\u{202A}'..='\u{202E}').contains(&c);
    assert!(!text.is_empty() && !text.chars().any(|c| c.is_control() || turns(c)), "{text:?}");
}

/// Target `zip`: a header that a message quotes cleared the screen of whoever scanned the file.
#[test]
fn a_header_cannot_steer_the_terminal_through_a_message() {
    let table = "Employee #,Home Email,\"Hire\u{1b}[2J\u{202e}\n Date\"\n1,a@example.org,soon\n";
    let mapping =
        "kind = \"person\"\n[columns]\nkey = \"Employee #\"\nstarted = \"Hire\\u001b[2J\\u202e\\n Date\"\n";
    let reading = scan(&[("a.csv", table), ("a.csv.map.toml", mapping)]);
    assert!(reading.set_aside.iter().any(|aside| aside.why.contains("Hire?[2J?")), "{:?}", reading.set_aside);
    reading.set_aside.iter().for_each(|aside| is_plain(&aside.why));
}

/// Target `mapping`: so did a word of a mapping file, and a source's word went into every list.
#[test]
fn a_mapping_cannot_steer_the_terminal_through_a_message() {
    for mapping in [
        "kind = \"pay\\u008dout\"\n",
        "kind = \"person\"\n[columns]\n\"a\\u001b\" = \"b\"\n",
        "kind = \"person\"\nsource = \"\\u001b[2J\"\n",
    ] {
        let reading = scan(&[("a.csv", "key\n1\n"), ("a.csv.map.toml", mapping)]);
        assert_eq!(reading.unread.len(), 1, "{mapping}");
        is_plain(&reading.unread[0].why);
        is_plain(&reading.unread[0].hint);
    }
}

/// Target `open`: the same through the place that a record is asked for at.
#[test]
fn an_error_that_quotes_is_one_plain_line() {
    let folder = folder(&[("a.json", "[{}]")]);
    let roots = [folder.path().to_owned()];
    let nowhere = open_record(&roots, "a.json", &Place::Path("/\u{1b}[2J\n".into())).unwrap_err();
    let no_file = open_record(&roots, "\u{7}.json", &Place::Line(1)).unwrap_err();
    is_plain(&nowhere.to_string());
    is_plain(&no_file.to_string());
}

#[track_caller]
fn guess_is_usable(table: &str) {
    let alone = folder(&[("a.csv", table)]);
    let sniffed = sniff_table(&alone.path().join("a.csv")).unwrap();
    let reading = scan(&[("a.csv", table), ("a.csv.map.toml", &sniffed.mapping)]);
    assert!(reading.unread.is_empty(), "{:?}\n{}", reading.unread, sniffed.mapping);
    assert!(!reading.rows.is_empty(), "{}", sniffed.mapping);
}

/// Target `sniff`: the guess named a column whose header holds nothing that a mapping could name.
#[test]
fn a_guess_names_no_column_without_a_name() {
    guess_is_usable("\u{86},Mail\nA1,a@example.org\nA2,b@example.org\n");
}

/// Looked for after the one above: a header of several lines ran out of its comment.
#[test]
fn a_guess_keeps_a_header_of_several_lines_on_one() {
    guess_is_usable("Nr,Mail,\"Of\nno \u{7f} \"\"use\"\"\"\n1,a@example.org,\n");
}

/// Target `sniff`: a row that repeats one header was taken for the header when the guess was read.
#[test]
fn a_row_that_repeats_one_header_is_not_the_header() {
    guess_is_usable("2026,Mail,Mail,Mail,Mail\nNr,Mail,City,Note,Desk\n1,a@example.org,Berlin,x,y\n");
}

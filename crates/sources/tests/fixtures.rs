//! Exports of each tabular product, as fixtures/README.md describes them, read whole.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use bonafide_records::person::Statement;
use bonafide_records::{PersonKind, Reading, Role, ValueKind};
use bonafide_sources::{Options, RecordOpener, read};

fn fixtures(folder: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)
}

fn reading(folder: &str) -> Reading {
    read(&[fixtures(folder)], &Options::default()).unwrap()
}

/// Values of a person as `role key [header]`.
fn values(reading: &Reading, key: &str, kind: ValueKind) -> Vec<String> {
    let mut found: Vec<String> = reading
        .values
        .iter()
        .filter(|value| reading.rows[value.row.0 as usize].key.as_str() == key && value.form.kind() == kind)
        .map(|value| format!("{:?} {} [{}]", value.role, value.form.key(), value.citation.field))
        .collect();
    found.sort();
    found
}

fn keys(reading: &Reading) -> Vec<&str> {
    let mut keys: Vec<&str> = reading.rows.iter().map(|row| row.key.as_str()).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn bamboohr_in_english_and_german() {
    let reading = reading("bamboohr");
    assert!(reading.unread.is_empty() && reading.set_aside.is_empty(), "{:?}", reading.set_aside);
    assert_eq!(keys(&reading), ["0104", "101", "102", "103", "201", "202", "203", "301", "302"]);
    assert!(
        reading.rows.iter().all(|row| row.kind == PersonKind::Staff && row.source.as_str() == "bamboohr")
    );
    // American dates in the English report, German ones in the other.
    let from: BTreeMap<&str, String> =
        reading.rows.iter().map(|row| (row.key.as_str(), row.from.unwrap().to_string())).collect();
    assert_eq!(
        (from["102"].as_str(), from["0104"].as_str(), from["201"].as_str()),
        ("2024-04-15", "2025-01-02", "2023-04-01")
    );
    assert_eq!(
        values(&reading, "201", ValueKind::Phone),
        [
            "Other +493023125299 [Frühere Telefonnummer]",
            "Own +491713920001 [Mobiltelefon]",
            "Own +493023125201 [Telefon (privat)]"
        ]
    );
    // The supervisor's and the emergency contact's numbers are nobody's here.
    let all: Vec<String> = reading.values.iter().map(|value| value.form.key()).collect();
    assert!(!all.iter().any(|key| key == "+493023125100" || key == "+493023125777"), "{all:?}");
    let dropped: Vec<&str> = reading.dropped.keys().map(|(_, field)| field.as_str()).collect();
    assert_eq!(dropped, ["Birth Date", "Gender", "Geschlecht"]);
}

#[test]
fn personio_in_three_shapes() {
    let reading = reading("personio");
    assert_eq!(keys(&reading), ["0815", "0816", "4711", "4712", "4713", "P-0007", "P-0008", "P-0009"]);
    let why: Vec<&str> = reading.set_aside.iter().map(|aside| aside.why.as_str()).collect();
    assert_eq!(why, ["a totals row"]);
    assert_eq!(values(&reading, "4711", ValueKind::Mailbox).len(), 3);
    assert_eq!(values(&reading, "P-0007", ValueKind::Phone), ["Own +442079460507 [Mobile phone number]"]);
    assert!(
        values(&reading, "4712", ValueKind::Address)[0].contains("12a"),
        "the house number has its own column"
    );
    assert!(values(&reading, "0815", ValueKind::Address)[0].contains("21335"), "an address over three lines");
    assert!(reading.rows.iter().all(|row| {
        let states =
            |s: &Statement| matches!(s, Statement::EmployeeNumber(number) if number == row.key.as_str());
        row.statements.iter().any(|(statement, _)| states(statement))
    }));
}

#[test]
fn deel_keys_are_contracts_and_the_worker_joins_them() {
    let reading = reading("deel");
    assert_eq!(
        keys(&reading),
        ["3q9dv7r", "3q9dv7r", "88003", "k7pw2xe", "m2zk48p", "m2zk48p", "v83hn1q", "w02ke5d"]
    );
    let of_worker = |wanted: &str| {
        let states = |s: &Statement| matches!(s, Statement::Worker(worker) if worker == wanted);
        reading.rows.iter().filter(|row| row.statements.iter().any(|(s, _)| states(s))).count()
    };
    assert_eq!((of_worker("88002"), of_worker("88003"), of_worker("91001")), (3, 1, 1));
    let all: Vec<String> = reading.values.iter().map(|value| value.form.key()).collect();
    assert!(
        !all.iter().any(|key| key.contains("mutter")),
        "the emergency contact's mailbox is not the worker's"
    );
}

#[test]
fn lists_of_customers_suppliers_and_vacancies_are_nobodys_export() {
    let reading = reading("unknown");
    assert!(reading.rows.is_empty(), "{:?}", reading.files);
    assert_eq!(reading.unread.len(), 6);
    for unread in &reading.unread {
        assert!(unread.why.contains("no reader knows"), "{}", unread.why);
        assert!(unread.hint.contains("bonafide sources sniff"), "{}", unread.hint);
    }
}

#[test]
fn every_citation_opens_at_its_place_and_holds_its_digest() {
    for folder in ["bamboohr", "personio", "deel", "greenhouse"] {
        let reading = reading(folder);
        let mut opener = RecordOpener::new(&[fixtures(folder)]).unwrap();
        let citations =
            reading.values.iter().map(|v| &v.citation).chain(reading.rows.iter().map(|r| &r.citation));
        let mut count = 0;
        for citation in citations {
            let name = &reading.files[citation.file.0 as usize].name;
            let opened = opener
                .open(name, &citation.place)
                .unwrap_or_else(|why| panic!("{name} {:?}: {why}", citation.place));
            assert_eq!(opened.sha256, citation.digest, "{name} {:?}", citation.place);
            count += 1;
        }
        assert!(count > 5, "{folder}");
    }
}

#[test]
fn opened_records_hold_the_compared_value_and_no_protected_one() {
    let mut opener = RecordOpener::new(&[fixtures("bamboohr")]).unwrap();
    let opened = opener.open("bericht.csv", &bonafide_records::Place::Line(2)).unwrap();
    assert!(opened.text.contains("0171 3920001") && opened.text.contains("[never read]"), "{}", opened.text);
    let shown = format!("{opened:?}");
    assert!(
        !shown.contains("männlich") && !shown.contains("weiblich") && !shown.contains("divers"),
        "{shown}"
    );
    assert_eq!((opened.before.len(), opened.after.len()), (0, 2));
    assert!(opener.open("bericht.csv", &bonafide_records::Place::Line(99)).is_err());
    assert!(opener.open("../report.csv", &bonafide_records::Place::Line(2)).is_err());
}

#[test]
fn own_contacts_are_the_persons() {
    let reading = reading("bamboohr");
    let work =
        reading.values.iter().filter(|v| v.role == Role::Work && v.form.kind() == ValueKind::Phone).count();
    assert!(work >= 2, "office lines are work values");
}

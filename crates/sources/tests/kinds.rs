//! Tables of every kind through a mapping, and what the policy lets in.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;

use bonafide_records::fact::{ChangedField, CheckResult};
use bonafide_records::firm::{Allow, Policy};
use bonafide_records::person::Statement;
use bonafide_records::{Firm, PersonKind, Reading, Role, Source, ValueKind};
use bonafide_sources::{Options, open_record, read};

fn scan(mapping: &str, table: &str, firm: Firm) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("t.csv"), table).unwrap();
    fs::write(folder.path().join("t.csv.map.toml"), mapping).unwrap();
    read(&[folder.path().to_owned()], &Options { firm, ..Options::default() }).unwrap()
}

fn plain(kind: &str, table: &str) -> Reading {
    let reading = scan(&format!("kind = \"{kind}\"\n"), table, Firm::default());
    assert!(reading.unread.is_empty(), "{:?}", reading.unread);
    reading
}

#[test]
fn persons_with_every_column() {
    let reading = plain(
        "person",
        "person,first_name,last_name,email,work_email,phone,address,postcode,city,country,agency,started,ended,contract,github,website,old phone\n\
         W1,Ada,Lind,a@example.org; b@example.org,ada@example.com,030 23125 001,Teststr. 5,10115,Berlin,Germany,Agency One,\
         2026-01-05,,K-1,octo-ada,https://ada.example.org/me,+49 30 23125 002\n",
    );
    let row = &reading.rows[0];
    assert_eq!(
        (row.source.as_str(), row.key.as_str(), row.kind),
        ("table:person", "W1", PersonKind::Contractor)
    );
    let states: Vec<&Statement> = row.statements.iter().map(|(statement, _)| statement).collect();
    assert_eq!(
        states,
        [&Statement::Contract("K-1".into()), &Statement::WorkMailbox("ada@example.com".into())]
    );
    assert_eq!(row.agency.as_deref(), Some("Agency One"));
    let found: Vec<(Role, ValueKind)> = reading.values.iter().map(|v| (v.role, v.form.kind())).collect();
    for expected in [
        (Role::Work, ValueKind::Mailbox),
        (Role::Own, ValueKind::Mailbox),
        (Role::Own, ValueKind::Phone),
        (Role::Other, ValueKind::Phone),
        (Role::Home, ValueKind::Address),
        (Role::Own, ValueKind::CodeAccount),
        (Role::Own, ValueKind::WebPage),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    assert_eq!(found.len(), 8, "{found:?}");
    assert!(reading.values.iter().all(|v| v.first.is_some() && v.last.is_none()));
    let phone = reading.values.iter().find(|v| v.form.kind() == ValueKind::Phone).unwrap();
    assert_eq!(phone.form.key(), "+493023125001", "the country of the row reads the national number");
}

#[test]
fn an_employee_number_is_stated_by_a_header_that_names_one() {
    let states = |header: &str| {
        let mapping = format!("kind = \"person\"\n[columns]\nkey = \"{header}\"\n");
        let reading = scan(&mapping, &format!("{header},x\n7.0,y\n"), Firm::default());
        assert_eq!(reading.rows[0].key.as_str(), "7");
        !reading.rows[0].statements.is_empty()
    };
    assert!(states("Personalnummer") && states("Employee ID") && !states("Candidate") && !states("ID"));
}

#[test]
fn without_a_key_column_the_mailbox_is_the_key_and_an_empty_key_is_set_aside() {
    let reading = plain("person", "name,email\nA,A.b@Example.org\nB,\n");
    assert_eq!(reading.rows.len(), 1);
    assert_eq!(reading.rows[0].key.as_str(), "a.b@example.org");
    assert_eq!(reading.set_aside.len(), 1);
    let reading = plain("person", "key,name,email\n,A,a@example.org\n4.2E+10,B,b@example.org\n");
    let why: Vec<&str> = reading.set_aside.iter().map(|aside| aside.why.as_str()).collect();
    assert!(
        reading.rows.is_empty()
            && why[0].contains("`key` is empty")
            && why[1].contains("rounded by a spreadsheet"),
        "{why:?}"
    );
}

#[test]
fn shipments_and_devices_meet_by_serial_as_number_and_text() {
    let reading = plain(
        "shipment",
        "person,recipient,address,city,serial,carrier,at,delivered,signed_by\n\
        W1,Max Muster,\"Teststr. 5, Whg. 3\",Berlin,00123456,Post,2026-06-01,2026-06-03,M. Muster\nW2,,,,4.2E+10,,,,\n,,,,,,,,\n",
    );
    assert_eq!(reading.shipments.len(), 2);
    let shipment = &reading.shipments[0];
    assert_eq!(shipment.serial.as_deref(), Some("123456"));
    assert_eq!(
        (shipment.address_field.as_str(), shipment.signed_by_field.as_str()),
        ("address", "signed_by")
    );
    assert!(shipment.address.is_some() && shipment.delivered.is_some() && shipment.recipient.is_some());
    assert_eq!(reading.shipments[1].serial, None);
    let why: Vec<&str> = reading.set_aside.iter().map(|aside| aside.why.as_str()).collect();
    assert!(
        why[0].contains("`serial` was rounded") && why[1].contains("without person, recipient"),
        "{why:?}"
    );
    let device = &plain("device", "key,person,serial,at\nD1,W1,123456.0,2026-06-05\n").devices[0];
    assert_eq!(device.serial, shipment.serial);
}

#[test]
fn changes_removals_and_attestations() {
    let reading = plain(
        "change",
        "person,field,old,new,at\nW1,IBAN,a,b,2026-06-01\nW1,Straße,a,b,2026-06-02\nW1,Gender,a,b,2026-06-02\n",
    );
    let fields: Vec<ChangedField> = reading.changes.iter().map(|change| change.field).collect();
    assert_eq!(fields, [ChangedField::Account, ChangedField::Address]);
    assert_eq!(reading.dropped.values().sum::<u64>(), 1);

    let reading = plain(
        "removed",
        "name,email,phone,address,city,at,because,by\n\
        X Y,x@example.org,+49 30 23125 001,Teststr. 5,Berlin,2026-06-01,posed as another,A. One; B. Two\n\
        X Y,x@example.org,,,,2026-06-01,posed,A. One\n",
    );
    assert_eq!(reading.removed.len(), 1);
    assert_eq!((reading.removed[0].values.len(), &reading.removed[0].by[1]), (3, &"B. Two".to_owned()));
    assert!(reading.set_aside[0].why.contains("two people who confirmed"), "{:?}", reading.set_aside);

    let reading = plain(
        "attestation",
        "person,check,result,by,on\nW1,C1,bestätigt,A,01.06.2026\nW1,C2,perhaps,A,01.06.2026\n",
    );
    assert_eq!(reading.attestations[0].result, CheckResult::Confirmed);
    assert_eq!(reading.attestations[0].on, Some("2026-06-01".parse().unwrap()));
    assert!(reading.set_aside[0].why.contains("none of confirmed"), "{:?}", reading.set_aside);
}

#[test]
fn a_refused_source_leaves_nothing_and_kinds_and_scope_narrow() {
    let table = "key,email,started\nW1,a@example.org,2026-01-01\nW2,b@example.org,\n";
    let with = |allow: Vec<Allow>| {
        let firm = Firm { policy: Some(Policy { allow, ..Policy::default() }), ..Firm::default() };
        scan("kind = \"person\"\n", table, firm)
    };
    let refused = with(vec![]);
    assert!(refused.rows.is_empty() && refused.values.is_empty() && refused.newest.is_none());
    assert_eq!(refused.refused.keys().collect::<Vec<_>>(), [&Source::new("table:person")]);
    let entry = Allow { source: "table:person".into(), ..Allow::default() };
    assert_eq!(with(vec![entry.clone()]).rows.len(), 2);
    let staff = with(vec![Allow { persons: vec!["staff".into()], ..entry.clone() }]);
    assert_eq!(staff.rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["W1"]);
    assert_eq!(staff.values.len(), 1);
    let scoped = with(vec![Allow { scope: vec!["table:person:W2".into()], ..entry.clone() }]);
    assert_eq!(scoped.rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["W2"]);
    let past = with(vec![Allow { to: Some("2025-12-31".parse().unwrap()), ..entry }]);
    assert!(past.rows.is_empty() && past.values.is_empty());
    assert!(past.refused.values().next().unwrap().contains("ended on 2025-12-31"), "{:?}", past.refused);
}

#[test]
fn a_change_of_a_protected_field_is_not_shown_beside_another() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("c.csv"), "person,field,old,new\nW1,Gender,secret,secret\nW1,IBAN,a,b\n")
        .unwrap();
    fs::write(folder.path().join("c.csv.map.toml"), "kind = \"change\"\n").unwrap();
    let opened =
        open_record(&[folder.path().to_owned()], "c.csv", &bonafide_records::Place::Line(3)).unwrap();
    assert_eq!(opened.before, [("line 2".to_owned(), "[never read]".to_owned())]);
    assert_eq!(opened.text, "W1,IBAN,a,b");
}

//! What an acceptance test of the whole program found in the reading of exports, one test a fault.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;

use bonafide_records::firm::Place;
use bonafide_records::normal::Address;
use bonafide_records::{Firm, Form, Reading, Role, ValueKind};
use bonafide_sources::{Options, read};

fn scan(files: &[(&str, &str)], zone: Option<&str>) -> Reading {
    let firm = Firm { time_zone: zone.map(str::to_owned), ..Firm::default() };
    scan_for(firm, files)
}

fn scan_for(firm: Firm, files: &[(&str, &str)]) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    read(&[folder.path().to_owned()], &Options { firm, ..Options::default() }).unwrap()
}

fn keys_of(reading: &Reading, kind: ValueKind) -> Vec<String> {
    let of_kind = reading.values.iter().filter(|value| value.form.kind() == kind);
    of_kind.map(|value| value.form.key()).collect()
}

/// The source that reads a table of these headers; `None` where no reader knows it.
fn source_of(headers: &str) -> Option<String> {
    let delimiter = if headers.contains(';') { ';' } else { ',' };
    let row: Vec<String> = (0..headers.split(delimiter).count()).map(|index| format!("v{index}")).collect();
    let text = format!("{headers}\n{}\n", row.join(&delimiter.to_string()));
    let reading = scan(&[("x.csv", &text)], None);
    reading.files.first().and_then(|file| file.source.as_ref()).map(|source| source.as_str().to_owned())
}

#[test]
fn contacts_of_team_leads_and_deputies_are_nobodys_own() {
    let text = "Personalnummer;Vorname;Nachname;Eintrittsdatum;E-Mail;Telefon (privat);Teamleiter Telefon;\
                Vertretung E-Mail;Vertrauensperson Telefon;Kontaktperson Telefon;Dienststelle Adresse;Zweithandy\n\
                1;Ada;Quill;01.02.2022;ada@example.com;+49 30 23125 001;+49 30 23125 991;vera@example.org;\
                +49 30 23125 992;+49 30 23125 993;Amtsweg 1, 20095 Hamburg;+49 30 23125 002\n";
    let reading = scan(&[("p.csv", text)], None);
    let values: Vec<(Role, String)> = reading.values.iter().map(|v| (v.role, v.form.key())).collect();
    assert_eq!(
        values,
        [
            (Role::Work, "ada@example.com".to_owned()),
            (Role::Own, "+493023125001".to_owned()),
            (Role::Other, "+493023125002".to_owned())
        ]
    );
}

#[test]
fn national_numbers_of_tables_and_removals_are_read_in_the_firms_country() {
    let people = "key,phone,country,address\nW1,0151 23456789,,\nW2,020 7946 0041,United Kingdom,\n\
                  W3,020 7946 0042,,\"12 High Street, London, England\"\n";
    let gone = "name,phone,by\nX Y,0151/23456789,A One; B Two\n";
    let files = [
        ("p.csv", people),
        ("p.csv.map.toml", "kind = \"person\"\n"),
        ("g.csv", gone),
        ("g.csv.map.toml", "kind = \"removed\"\n"),
    ];
    let reading = scan(&files, Some("Europe/Berlin"));
    assert_eq!(keys_of(&reading, ValueKind::Phone), ["+4915123456789", "+442079460041", "+442079460042"]);
    assert_eq!(reading.removed[0].values[0].0.key(), "+4915123456789");

    let office = Place { address: Some("Testgasse 5, 1010 Wien, Austria".into()), ..Place::default() };
    let firm = Firm { time_zone: Some("Europe/Berlin".into()), offices: vec![office], ..Firm::default() };
    assert_eq!(keys_of(&scan_for(firm, &files), ValueKind::Phone)[0], "+4315123456789");
    assert_eq!(keys_of(&scan(&files, None), ValueKind::Phone)[0], "015123456789");
}

#[test]
fn an_address_with_the_postcode_inside_equals_the_one_in_columns() {
    let whole = "\"Lindenallee 12, Wohnung 4, 20095\",Hamburg";
    let files = [
        ("p.csv", format!("key,address,city\nW1,{whole}\n")),
        ("p.csv.map.toml", "kind = \"person\"\n".to_owned()),
        ("q.csv", "key,address,postcode,city\nW2,\"Lindenallee 12, Whg. 4\",20095,Hamburg\n".to_owned()),
        ("q.csv.map.toml", "kind = \"person\"\n".to_owned()),
        ("g.csv", format!("name,address,city,by\nX Y,{whole},A One; B Two\n")),
        ("g.csv.map.toml", "kind = \"removed\"\n".to_owned()),
        ("s.csv", format!("person,address,city\nW1,{whole}\n")),
        ("s.csv.map.toml", "kind = \"shipment\"\n".to_owned()),
    ];
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let reading = scan(&borrowed, None);
    let expected = "lindenal|12|4|20095";
    assert_eq!(keys_of(&reading, ValueKind::Address), [expected, expected]);
    let Some((Form::Address(removed), _)) = reading.removed[0].values.first() else { panic!("no address") };
    assert_eq!(removed.key(), expected);
    assert_eq!(reading.shipments[0].address.as_ref().map(Address::key).as_deref(), Some(expected));
}

#[test]
fn products_are_told_apart_by_what_stands_side_by_side() {
    let contact = "Vorname;Nachname;E-Mail;Telefonnummer;Straße;PLZ;Ort;Land";
    for (headers, source) in [
        (
            "Vertrags-ID,Mitarbeiter-ID,Vorname,Nachname,E-Mail,Telefonnummer,Straße,Stadt,PLZ,Land,Startdatum,Enddatum",
            "deel",
        ),
        (
            "Mitarbeiternummer;Vorname;Nachname;Eintrittsdatum;E-Mail;Private E-Mail;Telefon (privat);Straße;PLZ;Ort;Land",
            "personio",
        ),
        ("Mitarbeiter-Nr.;Vorname;Nachname;Anstellungsdatum;E-Mail;Position", "personio"),
        ("Vorname;Nachname;Personalnummer;Anstellungsdatum;Persönliche E-Mail", "personio"),
        ("ID;Vorname;Nachname;E-Mail;Persönliche E-Mail;Anstellungsdatum", "personio"),
        ("Employee Number,First Name,Last Name,Personal Email,Mobile Phone", "bamboohr"),
        ("Employee Number,First Name,Last Name,Work Email,Personal Email,Hire Date,Job Title", "bamboohr"),
        ("Mitarbeiternummer;Vorname;Nachname;E-Mail (geschäftlich);Telefon (privat);Ort", "bamboohr"),
    ] {
        assert_eq!(source_of(headers).as_deref(), Some(source), "{headers}");
    }
    for headers in [
        contact.to_owned(),
        format!("Kundennummer;{contact}"),
        format!("Kundennummer;Vertrags-ID;Mitarbeiter-ID;{contact};Startdatum"),
        format!("Vertrags-ID;{contact};Startdatum;Enddatum"),
        format!("Mitarbeiternummer;{contact}"),
        "Customer ID,Employee Number,First Name,Last Name,Personal Email,Phone".to_owned(),
        "Kunde;Mitarbeiternummer;Eintrittsdatum;E-Mail;Telefon".to_owned(),
    ] {
        assert_eq!(source_of(&headers), None, "{headers}");
    }
}

#[test]
fn a_german_deel_row_has_its_contract_as_key_and_its_worker() {
    let text = "Vertrags-ID,Mitarbeiter-ID,Vorname,Nachname,E-Mail,Startdatum\nm1,w1,Ada,Quill,a@example.org,2023-01-01\n";
    let reading = scan(&[("d.csv", text)], None);
    assert_eq!(reading.rows[0].key.as_str(), "m1");
    assert!(format!("{:?}", reading.rows[0].statements).contains("Worker(\"w1\")"));
    assert_eq!(keys_of(&reading, ValueKind::Mailbox), ["a@example.org"]);
}

#[test]
fn what_stands_below_a_table_is_no_person() {
    let header = "Personalnummer;Vorname;Nachname;Eintrittsdatum;E-Mail";
    for footer in [
        "Gesamt: 1;;;;",
        "Total: 12;;;;",
        ";Summe;;;",
        "Summe;;;;",
        "Gesamt 12;;;;",
        "Anzahl Mitarbeiter: 12;;;;",
        "Seite 1 von 3;;;;",
        "Gesamt: 1",
        "Erstellt am: 01.06.2026;;;;",
    ] {
        let text = format!("{header}\n1;Ada;Quill;01.02.2022;ada@example.com\n{footer}\n");
        let reading = scan(&[("p.csv", &text)], None);
        let keys: Vec<&str> = reading.rows.iter().map(|row| row.key.as_str()).collect();
        assert_eq!(keys, ["1"], "{footer}");
        assert_eq!(reading.set_aside.len(), 1, "{footer}");
        assert!(!reading.set_aside[0].why.contains("Mitarbeiter:"), "a reason holds no value");
    }
    // People whose names or keys begin alike stay people.
    for row in [
        "Total;Ada;Quill;01.02.2022;ada@example.com",
        "2;Count;Summe;01.02.2022;c@example.com",
        "A 7;Ada;;;",
        "77;;;;",
    ] {
        let text = format!("{header}\n{row}\n");
        assert_eq!(scan(&[("p.csv", &text)], None).rows.len(), 1, "{row}");
    }
}

#[test]
fn family_status_is_dropped_and_counted() {
    let header = "Personalnummer;Nachname;Eintrittsdatum;E-Mail;Familienstand;Anzahl Kinder;Children";
    let text = format!("{header}\n1;Quill;01.02.2022;ada@example.com;x;2;2\n");
    let reading = scan(&[("p.csv", &text)], None);
    let dropped: Vec<&str> = reading.dropped.keys().map(|(_, field)| field.as_str()).collect();
    assert_eq!(dropped, ["Anzahl Kinder", "Children", "Familienstand"]);
}

#[test]
fn employments_alone_are_named_with_what_to_export_instead() {
    let text = r#"[{"id": 1, "company_name": "Acme", "title": "Dev", "start_date": "2020-01-01", "end_date": null}]"#;
    let reading = scan(&[("employments.json", text)], None);
    assert_eq!(reading.unread.len(), 1);
    assert!(reading.unread[0].why.contains("Greenhouse employments without"), "{:?}", reading.unread);
    assert!(reading.unread[0].hint.contains("export the candidates"), "{:?}", reading.unread);
}

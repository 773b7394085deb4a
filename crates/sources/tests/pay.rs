//! Payees and payouts: tables through a mapping, shipped ones, and bank messages.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use bonafide_records::normal::Name;
use bonafide_records::person::Statement;
use bonafide_records::{NameCheck, PersonKind, Place, Reading, Role, Source, ValueKind};
use bonafide_sources::{Options, RecordOpener, open_record, read};
use proptest::prelude::*;

fn scan(mapping: &str, table: &str) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("t.csv"), table).unwrap();
    fs::write(folder.path().join("t.csv.map.toml"), mapping).unwrap();
    let reading = read(&[folder.path().to_owned()], &Options::default()).unwrap();
    assert!(reading.unread.is_empty(), "{:?}", reading.unread);
    reading
}

fn fixture(folder: &str) -> Vec<PathBuf> {
    vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)]
}

fn why(reading: &Reading) -> Vec<&str> {
    reading.set_aside.iter().map(|aside| aside.why.as_str()).collect()
}

fn keys(reading: &Reading) -> BTreeSet<&str> {
    reading.rows.iter().map(|row| row.key.as_str()).collect()
}

fn cites(reading: &Reading, row: usize) -> Vec<&str> {
    reading.rows[row]
        .statements
        .iter()
        .filter_map(|(statement, _)| match statement {
            Statement::Cites(token) => Some(token.as_str()),
            _ => None,
        })
        .collect()
}

const IBAN: &str = "DE48 3704 0044 0532 0990 01";
const WALLET: &str = "0x52908400098527886e0f7030069857d2e4169ee7";

#[test]
fn every_column_of_a_payee() {
    let table = format!(
        "key,person,name,account,bic,wallet,currency,amount,at,memo,handle,name_check,email\n\
         P1,W1,Ada Muster,{IBAN},COBADEFFXXX,,EUR,,2026-03-01,,,none,ada@example.org\n\
         P2,W2,Ben Beispiel,,,{WALLET},USDC,,,0042,,Close match,\n\
         P3,W3,Cem Probe,{WALLET},,,USDC,,,,,keine Übereinstimmung,\n\
         P4,W4,Dora,,,,,,,,,perhaps,\n"
    );
    let reading = scan("kind = \"payee\"\n", &table);
    assert!(
        reading.rows.iter().all(|row| row.kind == PersonKind::Payee && row.source.as_str() == "table:payee")
    );
    let checks: Vec<Option<NameCheck>> = reading.payments.iter().map(|payment| payment.name_check).collect();
    assert_eq!(checks, [Some(NameCheck::NoMatch), Some(NameCheck::Close), Some(NameCheck::NoMatch), None]);
    assert!(reading.payments.iter().all(|payment| !payment.paid));
    assert_eq!(reading.rows[0].statements[0].0, Statement::Of("W1".into()));
    assert_eq!(reading.rows[3].key.as_str(), "P4", "without an account the own key");
    let of_row = |row: u32, kind: ValueKind| {
        reading.values.iter().filter(|value| value.row.0 == row && value.form.kind() == kind).count()
    };
    assert_eq!((of_row(0, ValueKind::Account), of_row(0, ValueKind::Mailbox)), (1, 1));
    // A wallet in the account column is one all the same.
    assert_eq!((of_row(1, ValueKind::Wallet), of_row(2, ValueKind::Wallet)), (1, 1));
    let roles: BTreeSet<Role> = reading.values.iter().map(|value| value.role).collect();
    assert_eq!(roles, BTreeSet::from([Role::Own, Role::Paid]));
    assert!(reading.payments[1].memo.is_some() && reading.payments[0].memo.is_none());
    assert_eq!(why(&reading).len(), 1, "{:?}", why(&reading));
    assert!(why(&reading)[0].contains("name check that is none of"));
}

#[test]
fn one_row_stands_for_all_payouts_to_an_account() {
    let mut table = String::from("person,name,account,currency,amount,at,reference\n");
    for month in 1..=12 {
        writeln!(table, "W1,Ada Muster,{IBAN},EUR,\"4.250,00\",2025-{month:02}-28,salary 2025-{month:02}")
            .unwrap();
    }
    let reading = scan("kind = \"payout\"\n", &table);
    assert_eq!((reading.rows.len(), reading.payments.len(), reading.values.len()), (1, 12, 2));
    assert!(reading.payments.iter().all(|payment| payment.amount == Some(425_000) && payment.paid));
    let places: BTreeSet<String> =
        reading.payments.iter().map(|p| format!("{:?}", p.citation.place)).collect();
    assert_eq!(places.len(), 12, "each payment cites its own row");
    let value = &reading.values[0];
    assert_eq!(
        (value.first.unwrap().to_string(), value.last.unwrap().to_string()),
        ("2025-01-28".into(), "2025-12-28".into())
    );
    assert_eq!(
        (&value.citation.place, &reading.values[1].citation.place),
        (&Place::Line(2), &Place::Line(13))
    );
    assert_eq!(reading.rows[0].statements.len(), 1);
}

#[test]
fn what_was_not_paid_is_no_payout() {
    let table = format!(
        "name,account,amount,status,reference\n\
         Ada,{IBAN},100,paid,K-1042\n\
         Ada,{IBAN},101,failed,K-1042\n\
         Ada,{IBAN},102,Storniert,K-1042\n\
         Ada,{IBAN},0,paid,K-1042\n\
         Ada,{IBAN},-103,paid,K-1042\n\
         Ada,{IBAN},104,blue,K-1042\n\
         Ada,{IBAN},105,red,K-1042\n"
    );
    let reading = scan("kind = \"payout\"\n", &table);
    assert_eq!(reading.payments.len(), 1);
    let said = why(&reading);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said.iter().any(|line| line.contains("below zero") && line.contains("outgoing = \"negative\"")));
    assert!(said.iter().any(|line| line.contains("a status that says neither") && line.contains("2 rows")));
    let negative = scan("kind = \"payout\"\n[formats]\noutgoing = \"negative\"\n", &table);
    assert_eq!(negative.payments.len(), 1);
    assert_eq!(negative.payments[0].amount, Some(10_300));
}

#[test]
fn a_row_that_names_nobody_is_set_aside() {
    let reading = scan("kind = \"payout\"\n", "name,account,amount\n,,100\nAda,,100\nBen,,7\n,n?,1\n");
    assert!(reading.rows.is_empty(), "{:?}", reading.rows);
    let said = why(&reading);
    assert!(said.iter().any(|line| line.contains("nothing says who is paid")), "{said:?}");
    assert!(said.iter().any(|line| line.contains("by name alone") && line.contains("2 rows")), "{said:?}");
    assert_eq!(reading.files[0].set_aside, 4);
}

#[test]
fn wise_batch_statement_and_history() {
    let reading = read(&fixture("wise"), &Options::default()).unwrap();
    assert!(reading.unread.is_empty(), "{:?}", reading.unread);
    let mappings: Vec<&str> = reading.files.iter().filter_map(|file| file.mapping.as_deref()).collect();
    assert_eq!(mappings, ["wise-batch", "wise-history", "wise-statement"]);
    assert!(reading.rows.iter().all(|row| row.source.as_str() == "wise"));
    let of_file =
        |index: u32| reading.payments.iter().filter(move |payment| payment.citation.file.0 == index);
    assert_eq!((of_file(0).count(), of_file(1).count(), of_file(2).count()), (4, 1, 3));
    // A batch row by e-mail has its mailbox as key, a history row what it cites.
    assert!(
        keys(&reading).contains("dora@example.net") && keys(&reading).contains("K-1042"),
        "{:?}",
        keys(&reading)
    );
    assert!(keys(&reading).iter().any(|key| key.contains("370400440532099001")), "{:?}", keys(&reading));
    let statement: Vec<&str> = of_file(2).map(|payment| payment.holder_field.as_str()).collect();
    assert_eq!(statement, ["Payee Name"; 3]);
    let days: Vec<String> = of_file(2).map(|payment| payment.at.unwrap().to_string()).collect();
    assert_eq!(days, ["2026-03-31", "2026-02-28", "2026-01-31"]);
    let names: Vec<String> = reading.rows.iter().map(|row| row.name.display()).collect();
    for absent in ["Customer GmbH", "Coffee Bar", "Kim Colleague", "Flower Shop", "Firm GmbH"] {
        assert!(!names.iter().any(|name| name == absent), "{absent} is no payee");
    }
    assert_eq!(why(&reading).len(), 2, "{:?}", why(&reading));
}

#[test]
fn orders_and_statements_open_again_with_their_digest() {
    for folder in ["pain001", "camt053"] {
        let paths = fixture(folder);
        let reading = read(&paths, &Options::default()).unwrap();
        assert!(reading.unread.is_empty(), "{:?}", reading.unread);
        assert_eq!(reading.payments.len(), 4, "{folder}");
        let mut opener = RecordOpener::new(&paths).unwrap();
        for payment in &reading.payments {
            let file = &reading.files[payment.citation.file.0 as usize].name;
            let opened = opener.open(file, &payment.citation.place).unwrap();
            assert_eq!(opened.sha256, payment.citation.digest, "{file} {:?}", payment.citation.place);
            assert!(
                !opened.text.contains("1990") && opened.before.iter().all(|(_, text)| !text.contains("1990"))
            );
            let holder = payment.holder.as_ref().map(Name::display).unwrap_or_default();
            assert!(opened.text.replace("&amp;", "&").contains(&holder), "{holder} in {}", opened.text);
        }
    }
}

#[test]
fn an_order_in_latin_1_and_one_in_utf_16() {
    let reading = read(&fixture("pain001"), &Options::default()).unwrap();
    let names: BTreeSet<String> = reading.rows.iter().map(|row| row.name.display()).collect();
    assert_eq!(names, ["Ada Müster", "Ben Beispiel", "Quill & Co"].map(str::to_owned).into());
    assert_eq!(
        reading.dropped.iter().map(|((_, field), n)| (field.as_str(), *n)).collect::<Vec<_>>(),
        [("DtAndPlcOfBirth", 1)]
    );
    assert!(why(&reading).is_empty(), "{:?}", why(&reading));
    let ben = reading.rows.iter().position(|row| row.name.display() == "Ben Beispiel").unwrap();
    assert_eq!(cites(&reading, ben), ["TX-2", "K-1043"]);
    let opened = open_record(
        &fixture("pain001"),
        "run-v03-latin1.xml",
        &Place::Path("/Document/CstmrCdtTrfInitn/PmtInf[1]/CdtTrfTxInf[2]".into()),
    );
    let opened = opened.unwrap();
    assert!(opened.text.contains("<DtAndPlcOfBirth>[never read]</DtAndPlcOfBirth>"), "{}", opened.text);
    assert_eq!(opened.before.len(), 1);
}

#[test]
fn a_statement_gives_what_went_out() {
    let reading = read(&fixture("camt053"), &Options::default()).unwrap();
    let names: BTreeSet<String> = reading.rows.iter().map(|row| row.name.display()).collect();
    assert_eq!(names, ["Ada Muster", "Ben Beispiel", "Quill Works"].map(str::to_owned).into());
    // The text of a batch booking is none of its payments' own.
    assert!((0..reading.rows.len()).all(|row| !cites(&reading, row).contains(&"K-9999")));
    let said = why(&reading);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("balances do not add up"), "{said:?}");
    assert_eq!(reading.set_aside[0].place, Some(Place::Path("/Document/BkToCstmrStmt/Stmt[2]".into())));
    assert_eq!((reading.files[0].read, reading.files[0].set_aside), (6, 1));
}

#[test]
fn a_copied_message_is_read_once() {
    let folder = tempfile::tempdir().unwrap();
    let from = fixture("camt053").remove(0).join("statements.xml");
    for name in ["a.xml", "b.xml"] {
        fs::copy(&from, folder.path().join(name)).unwrap();
    }
    let reading = read(&[folder.path().to_owned()], &Options::default()).unwrap();
    assert_eq!(reading.payments.len(), 4);
}

#[test]
fn a_persons_accounts_and_company() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "Contract ID,Worker Name,Worker Email,Legal entity,Bank account,Old IBAN,Wallet address,Kontoinhaber\n\
         K-1042,Ada Muster,ada@example.org,Muster Consulting OU,{IBAN},DE64120300000000299002,{WALLET},Ada Muster\n"
    );
    fs::write(folder.path().join("deel.csv"), text).unwrap();
    let reading = read(&[folder.path().to_owned()], &Options::default()).unwrap();
    assert_eq!(reading.files[0].source.as_ref().map(Source::as_str), Some("deel"), "{:?}", reading.unread);
    assert_eq!(reading.rows[0].company.as_ref().map(Name::display).as_deref(), Some("Muster Consulting OU"));
    let paid: Vec<(ValueKind, &str)> = reading
        .values
        .iter()
        .filter(|value| value.role == Role::Paid)
        .map(|value| (value.form.kind(), value.citation.field.as_ref()))
        .collect();
    assert_eq!(
        paid,
        [
            (ValueKind::Account, "Bank account"),
            (ValueKind::Wallet, "Wallet address"),
            (ValueKind::Account, "Old IBAN")
        ]
    );
}

#[test]
fn a_removed_personas_accounts_are_values_of_the_removal() {
    let table = format!("name,account,wallet,by\nX Y,{IBAN},{WALLET},A. One; B. Two\n");
    let reading = scan("kind = \"removed\"\n", &table);
    let fields: Vec<&str> = reading.removed[0].values.iter().map(|(_, field)| field.as_str()).collect();
    assert_eq!(fields, ["account", "wallet"]);
}

#[test]
fn an_entity_bomb_and_a_web_page_are_one_line_each() {
    let folder = tempfile::tempdir().unwrap();
    let entity = |n: u32| format!("<!ENTITY l{n} \"&l{};&l{};\">", n - 1, n - 1);
    let entities = (1..10).map(entity).collect::<Vec<_>>().concat();
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY l0 \"lol\">{entities}]><Document>&l9;</Document>"
    );
    fs::write(folder.path().join("bomb.xml"), bomb).unwrap();
    fs::write(folder.path().join("page.html"), "<!-- x --><html><body><p>x</p></body></html>").unwrap();
    fs::write(folder.path().join("odd.xml"), "<?xml version=\"1.0\" encoding=\"EBCDIC-X\"?><Document/>")
        .unwrap();
    let reading = read(&[folder.path().to_owned()], &Options::default()).unwrap();
    let said: Vec<(&str, &str)> = reading.unread.iter().map(|u| (u.file.as_str(), u.why.as_str())).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].1.contains("document type definition"), "{said:?}");
    assert!(said[1].1.contains("EBCDIC-X") && said[2].1.contains("web page"), "{said:?}");
}

/// Peak memory of this process in MiB, where the system tells.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
}

#[test]
fn fifty_megabytes_of_xml_that_nobody_knows_stay_in_flat_memory() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("<Document><BkToCstmrStmt><Stmt>");
    // Other names each, and a deep one: nothing of them is held.
    while text.len() < 50 * 1024 * 1024 {
        let number = text.len();
        write!(text, "<e{number}><f g='{number}'>{}</f></e{number}>", "x".repeat(2000)).unwrap();
    }
    fs::write(folder.path().join("a.xml"), &text).unwrap();
    drop(text);
    let before = peak();
    let reading = read(&[folder.path().to_owned()], &Options::default()).unwrap();
    let grown = peak() - before;
    assert_eq!(reading.set_aside.len(), 1, "{:?}", reading.set_aside);
    assert!(grown < 30, "{grown} MiB");
}

/// What a reading says of payees, without places, in no order.
fn says(reading: &Reading) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for (index, row) in reading.rows.iter().enumerate() {
        let statements: Vec<_> = row.statements.iter().map(|(s, c)| (s, &c.field, c.digest)).collect();
        let mut values: Vec<String> = reading
            .values
            .iter()
            .filter(|value| value.row.0 as usize == index)
            .map(|v| format!("{:?} {:?} {:?} {:?} {:?}", v.role, v.form, v.first, v.last, v.citation.digest))
            .collect();
        values.sort();
        let mut payments: Vec<String> = reading
            .payments
            .iter()
            .filter(|payment| payment.row.0 as usize == index)
            .map(|p| format!("{:?} {:?} {:?} {:?}", p.holder, p.amount, p.at, p.citation.digest))
            .collect();
        payments.sort();
        said.insert(format!(
            "{} {} {statements:?} {values:?} {payments:?} {:?}",
            row.key,
            row.name.display(),
            row.citation.digest
        ));
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    #[test]
    fn the_order_of_payouts_changes_nothing(rows in proptest::collection::vec((0_u8..3, 0_u8..3, 1_u8..28, 0_u8..2), 1..12)) {
        let write = |rows: &mut dyn Iterator<Item = &(u8, u8, u8, u8)>| {
            let mut table = String::from("name,account,amount,at,reference\n");
            for (name, account, day, reference) in rows {
                writeln!(table, "N{name},DE4837040044053209900{account},10{name},2026-03-{day:02},K-104{reference}").unwrap();
            }
            scan("kind = \"payout\"\n", &table)
        };
        let there = write(&mut rows.iter());
        let back = write(&mut rows.iter().rev());
        prop_assert_eq!(says(&there), says(&back));
    }
}

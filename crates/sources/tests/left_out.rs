//! Accounts and wallets in tables that cannot be read: the row is read, and one line says so.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;

use bonafide_records::{Place, Reading, ValueKind};
use bonafide_sources::{Options, read};

/// One wrong check digit.
const BAD_IBAN: &str = "DE49370400440532099001";
/// One letter in the other case.
const BAD_WALLET: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD";

fn scan(table: &str, mapping: Option<&str>) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("t.csv"), table).unwrap();
    if let Some(mapping) = mapping {
        fs::write(folder.path().join("t.csv.map.toml"), mapping).unwrap();
    }
    let reading = read(&[folder.path().to_owned()], &Options::default()).unwrap();
    assert!(reading.unread.is_empty(), "{:?}", reading.unread);
    for aside in &reading.set_aside {
        assert!(!aside.why.contains(BAD_IBAN) && !aside.why.contains(BAD_WALLET), "{}", aside.why);
    }
    reading
}

/// The lines and headers of which a value was left out.
fn left_out(reading: &Reading) -> Vec<(Option<Place>, &str)> {
    let (before, behind) = ("value left out: `", "` holds no account or wallet");
    reading
        .set_aside
        .iter()
        .filter_map(|aside| {
            let (header, rest) = aside.why.strip_prefix(before)?.split_once(behind)?;
            rest.ends_with("the row is read without it").then(|| (aside.place.clone(), header))
        })
        .collect()
}

fn accounts(reading: &Reading) -> usize {
    let kinds = [ValueKind::Account, ValueKind::Wallet];
    reading.values.iter().filter(|value| kinds.contains(&value.form.kind())).count()
}

#[test]
fn of_a_payee() {
    let table = format!(
        "key,name,account,wallet\n\
         P1,Ada,{BAD_IBAN},\n\
         P2,Ben,,{BAD_WALLET}\n\
         P3,Cem,n/a,-\n\
         P4,Dora,**** 12,tba\n\
         P5,Eve,05320130,\n\
         P6,Fay,****1234,\n"
    );
    let reading = scan(&table, Some("kind = \"payee\"\n"));
    assert_eq!(left_out(&reading), [(Some(Place::Line(2)), "account"), (Some(Place::Line(3)), "wallet")]);
    assert_eq!((reading.rows.len(), accounts(&reading), reading.set_aside.len()), (6, 2, 2));
}

#[test]
fn of_a_payout() {
    let table = format!("person,account,amount\nW1,{BAD_IBAN},100\n,{BAD_IBAN},100\n");
    let reading = scan(&table, Some("kind = \"payout\"\n"));
    assert_eq!(left_out(&reading), [(Some(Place::Line(2)), "account")]);
    assert_eq!((reading.payments.len(), reading.set_aside.len()), (1, 2));
    let nobody = &reading.set_aside[1].why;
    assert!(nobody.starts_with("nothing says who is paid") && nobody.contains("`account`"), "{nobody}");
}

#[test]
fn of_a_wise_batch_and_a_statement() {
    let batch = format!(
        "name,recipientEmail,paymentReference,receiverType,amountCurrency,amount,sourceCurrency,targetCurrency,IBAN,BIC\n\
         Ada Muster,ada@example.org,K-1042,PERSON,target,4250.00,EUR,EUR,{BAD_IBAN},\n"
    );
    let reading = scan(&batch, None);
    assert_eq!(left_out(&reading), [(Some(Place::Line(2)), "IBAN")]);
    assert_eq!(reading.payments.len(), 1);
    let statement = format!(
        "Running Balance,TransferWise ID,Date,Amount,Currency,Description,Payment Reference,Payee Name,Payee Account Number\n\
         10000.00,TRANSFER-900000001,31-03-2026,-4250.00,EUR,Sent money,K-1042,Ada Muster,{BAD_IBAN}\n"
    );
    let reading = scan(&statement, None);
    assert_eq!(left_out(&reading), [(Some(Place::Line(2)), "Payee Account Number")]);
    assert_eq!(reading.payments.len(), 1);
}

#[test]
fn of_a_person() {
    let table = format!(
        "Contract ID,Worker Name,Worker Email,Bank account,Old IBAN,Wallet address\n\
         K-1042,Ada Muster,ada@example.org,\"{BAD_IBAN}, Musterbank\",{BAD_IBAN},{BAD_WALLET}\n"
    );
    let reading = scan(&table, None);
    let headers: Vec<&str> = left_out(&reading).into_iter().map(|(_, header)| header).collect();
    assert_eq!(headers, ["Bank account", "Wallet address", "Old IBAN"]);
    assert_eq!((reading.rows.len(), accounts(&reading)), (1, 0));
}

#[test]
fn of_a_removal() {
    let table = format!("name,account,wallet,by\nX Y,{BAD_IBAN},{BAD_WALLET},A. One; B. Two\n");
    let reading = scan(&table, Some("kind = \"removed\"\n"));
    let headers: Vec<&str> = left_out(&reading).into_iter().map(|(_, header)| header).collect();
    assert_eq!(headers, ["account", "wallet"]);
    assert!(reading.removed[0].values.is_empty());
}

#[test]
fn of_phones_and_mailboxes_one_line_a_column() {
    let table = "key,name,phone,email,work_phone\n\
                 W1,Ada,12,ada at example,12\n\
                 W2,Ben,call me,ben@example.org,\n\
                 W3,Cem,n/a,-,\n\
                 W4,Dora,+49 30 23125 001,dora@example.org,\n";
    let reading = scan(
        table,
        Some(
            "kind = \"person\"\n[columns]\nkey = \"key\"\nname = \"name\"\nphone = \"phone\"\nemail = \"email\"\n",
        ),
    );
    let said: Vec<(Option<Place>, &str)> =
        reading.set_aside.iter().map(|aside| (aside.place.clone(), aside.why.as_str())).collect();
    assert_eq!(
        said,
        [
            (
                Some(Place::Line(2)),
                "value left out: `email` holds no e-mail address that is understood; the rest of the row is read"
            ),
            (
                Some(Place::Line(2)),
                "value left out: `phone` holds no phone number that is understood (2 rows, this the first); the rest of the row is read"
            ),
        ]
    );
    assert_eq!((reading.rows.len(), reading.files[0].set_aside), (4, 3));
}

#[test]
fn a_list_in_the_scanned_folder_is_told_where_it_belongs() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("wallets.csv"),
        "address,entry\n0x00000000000000000000000000000000000000aa,Example\n",
    )
    .unwrap();
    let xml = "<?xml version=\"1.0\"?><Sanctions xmlns=\"http://www.un.org/sanctions/1.0\"><DateOfIssue/></Sanctions>";
    fs::write(folder.path().join("sdn_advanced.xml"), xml).unwrap();
    let reading = read(&[folder.path().to_owned()], &Options::default()).unwrap();
    assert_eq!(reading.unread.len(), 2);
    for unread in &reading.unread {
        assert!(unread.hint.contains("`--lists`"), "{}", unread.hint);
    }
}

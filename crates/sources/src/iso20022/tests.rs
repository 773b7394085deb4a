//! Tests of bank messages.

use bonafide_records::person::Statement;
use bonafide_records::{Firm, Reading, ValueKind};

use super::*;
use crate::text::digest;

pub(super) fn read(text: &str) -> (XmlOutcome, Reading) {
    let mut collector = Collector::new(Firm::default());
    collector.begin("a.xml", digest(text.as_bytes()));
    let outcome = read_iso(text.as_bytes(), Encoding::Utf8, &mut collector);
    (outcome, collector.finish(None))
}

fn pain(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><p:Document xmlns:p=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">\
         <p:CstmrCdtTrfInitn><p:GrpHdr><p:MsgId>M1</p:MsgId></p:GrpHdr>{body}</p:CstmrCdtTrfInitn></p:Document>"
    )
}

fn transfer(name: &str, account: &str, text: &str) -> String {
    format!(
        "<CdtTrfTxInf><PmtId><EndToEndId>NOTPROVIDED</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"EUR\">150.5</InstdAmt></Amt>\
         <CdtrAgt><FinInstnId><BICFI>COBADEFFXXX</BICFI></FinInstnId></CdtrAgt><Cdtr><Pty><Nm>{name}</Nm></Pty></Cdtr>\
         <CdtrAcct><Id><IBAN>{account}</IBAN></Id></CdtrAcct><RmtInf><Ustrd>{text}</Ustrd></RmtInf></CdtTrfTxInf>"
    )
}

const IBAN: &str = "DE89370400440532013000";

fn why(reading: &Reading) -> Vec<&str> {
    reading.set_aside.iter().map(|aside| aside.why.as_str()).collect()
}

#[test]
fn an_order_gives_payee_account_and_what_it_cites() {
    let (outcome, reading) = read(&pain(&format!(
        "<PmtInf><PmtInfId>P1</PmtInfId><ReqdExctnDt><Dt>2026-03-31</Dt></ReqdExctnDt>{}{}</PmtInf>\
         <PmtInf><PmtInfId>P2</PmtInfId><ReqdExctnDt>2026-04-30</ReqdExctnDt>{}</PmtInf>",
        transfer("Ada Muster", IBAN, "Gehalt 2026-03 Vertrag K-1042"),
        transfer("Ben &amp; Co", "DE02120300000000202051", "no id"),
        transfer("Ada Muster", IBAN, "Gehalt 2026-03 Vertrag K-1042"),
    )));
    assert_eq!(outcome, XmlOutcome::Understood);
    assert_eq!((reading.files[0].read, reading.rows.len(), reading.payments.len()), (3, 2, 3));
    let row = &reading.rows[0];
    assert!(row.key.as_str().contains(IBAN) && row.name.display() == "Ada Muster");
    let cited: Vec<&Statement> = row.statements.iter().map(|(statement, _)| statement).collect();
    assert_eq!(cited, [&Statement::Cites("K-1042".to_owned())]);
    let payment = &reading.payments[0];
    assert_eq!(
        (payment.amount, payment.currency.as_deref(), payment.paid),
        (Some(15_050), Some("EUR"), true)
    );
    assert_eq!(payment.at, Some(jiff::civil::date(2026, 3, 31)));
    assert_eq!(payment.holder_field, "Cdtr/Pty/Nm");
    let Place::Path(path) = &payment.citation.place else { panic!("a path") };
    assert_eq!(path.as_ref(), "/Document/CstmrCdtTrfInitn/PmtInf[1]/CdtTrfTxInf[1]");
    assert_eq!(reading.rows[1].name.display(), "Ben & Co");
    // Paid twice: cited from the first and the last, and the days between are the period.
    let days: Vec<String> = reading
        .values
        .iter()
        .filter(|value| value.row.0 == 0 && value.form.kind() == ValueKind::Account)
        .map(|value| format!("{} {}", value.first.unwrap(), value.last.unwrap()))
        .collect();
    // Both records have the same bytes, so one citation opens both.
    assert_eq!(days, ["2026-03-31 2026-04-30"]);
    assert!(reading.set_aside.is_empty(), "{:?}", why(&reading));
}

fn statement(entries: &str) -> String {
    format!(
        "<Document><BkToCstmrStmt><Stmt><Id>S1</Id>\
         <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>\
         <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">40.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>\
         {entries}</Stmt></BkToCstmrStmt></Document>"
    )
}

fn entry(indicator: &str, amount: &str, more: &str, details: &str) -> String {
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{indicator}</CdtDbtInd>{more}\
         <BookgDt><DtTm>2026-03-31T23:30:00+02:00</DtTm></BookgDt><NtryDtls>{details}</NtryDtls>\
         <AddtlNtryInf>Vertrag K-77</AddtlNtryInf></Ntry>"
    )
}

fn details(name: &str, account: &str) -> String {
    format!(
        "<TxDtls><Refs><EndToEndId>E-{name}-1</EndToEndId></Refs><RltdPties><Cdtr><Nm>{name}</Nm></Cdtr>\
         <CdtrAcct><Id><Othr><Id>{account}</Id></Othr></Id></CdtrAcct></RltdPties></TxDtls>"
    )
}

#[test]
fn only_money_that_went_out_and_stayed_out_is_a_payout() {
    let (_, reading) = read(&statement(
        &[
            entry("DBIT", "60.00", "<Sts><Cd>BOOK</Cd></Sts>", &details("Ada", IBAN)),
            entry("CRDT", "5", "<Sts>BOOK</Sts>", &details("Ben", IBAN)),
            entry("DBIT", "5", "<RvslInd>true</RvslInd><Sts>BOOK</Sts>", &details("Cem", IBAN)),
            entry("DBIT", "7", "<Sts>PDNG</Sts>", &details("Dan", IBAN)),
        ]
        .concat(),
    ));
    assert_eq!((reading.files[0].read, reading.payments.len()), (4, 1));
    assert_eq!(reading.rows[0].name.display(), "Ada");
    // The entry's amount and text are its only payment's.
    assert_eq!(
        (reading.payments[0].amount, reading.payments[0].at),
        (Some(6_000), Some(jiff::civil::date(2026, 3, 31)))
    );
    let cited: Vec<&Statement> = reading.rows[0].statements.iter().map(|(statement, _)| statement).collect();
    assert_eq!(cited, [&Statement::Cites("E-Ada-1".into()), &Statement::Cites("K-77".into())]);
    assert!(reading.set_aside.is_empty(), "{:?}", why(&reading));
}

#[test]
fn payments_of_one_booking_do_not_share_its_text() {
    let both = details("Ada", IBAN) + &details("Ben", "DE02120300000000202051");
    let (_, reading) = read(&statement(&entry("DBIT", "60.00", "", &both)));
    assert_eq!(reading.payments.len(), 2);
    assert!(reading.rows.iter().all(|row| row.statements.len() == 1), "{:?}", reading.rows);
    assert!(reading.payments.iter().all(|payment| payment.amount.is_none()));
    let (_, reading) = read(&statement(&entry("DBIT", "60.00", "", "<Btch><NbOfTxs>7</NbOfTxs></Btch>")));
    assert!(why(&reading)[0].contains("batch booking without its payments"), "{:?}", why(&reading));
}

#[test]
fn balances_that_do_not_add_up_are_named_without_amounts() {
    let (_, reading) = read(&statement(&entry("DBIT", "61.00", "", &details("Ada", IBAN))));
    assert_eq!(reading.payments.len(), 1);
    let said = why(&reading);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("balances do not add up") && !said[0].contains("61"), "{said:?}");
    assert_eq!(reading.set_aside[0].place, Some(Place::Path("/Document/BkToCstmrStmt/Stmt[1]".into())));
}

#[test]
fn other_messages_and_damage_are_one_clear_line() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Document>&b;</Document>";
    for (text, part) in [
        (bomb, "document type definition"),
        ("<Document><BkToCstmrAcctRpt/></Document>", "camt.052"),
        ("<Document><BkToCstmrDbtCdtNtfctn/></Document>", "camt.054"),
        ("<Document><CstmrPmtStsRpt/></Document>", "pain.002"),
        ("<Document><CstmrDrctDbtInitn/></Document>", "pain.008"),
        ("<html><body>x</body></html>", "web page"),
        ("<a><b/></a>", "no reader knows"),
        ("<Document><Cst", "cut off"),
    ] {
        let (outcome, reading) = read(text);
        let XmlOutcome::Unread { why, hint } = outcome else { panic!("{text} was read") };
        assert!(why.contains(part) && !hint.is_empty(), "{text}: {why}");
        assert!(reading.files[0].source.is_none() && reading.set_aside.is_empty());
    }
    let (outcome, reading) =
        read(&pain("<PmtInf><PmtInfId>{{ id }}</PmtInfId>{% for tx in transactions %}</PmtInf>"));
    assert!(matches!(outcome, XmlOutcome::Unread { why, .. } if why.contains("template")));
    assert!(reading.files[0].source.is_none());
}

#[test]
fn what_stands_before_the_cut_is_read() {
    let whole =
        pain(&format!("<PmtInf>{}{}</PmtInf>", transfer("Ada", IBAN, "K-1042"), transfer("Ben", IBAN, "x")));
    let cut = whole.find("Ben").unwrap();
    let (outcome, reading) = read(&whole[..cut]);
    assert_eq!((outcome, reading.payments.len()), (XmlOutcome::Understood, 1));
    assert!(why(&reading)[0].contains("cut off in the middle"), "{:?}", why(&reading));
    let broken = whole.replace("</PmtInf>", "</Wrong>");
    let (_, reading) = read(&broken);
    assert_eq!(reading.payments.len(), 2);
    assert!(why(&reading)[0].contains("do not fit together"), "{:?}", why(&reading));
}

#[test]
fn births_are_passed_over_and_counted() {
    let text = transfer("Ada", IBAN, "K-1042").replace(
        "</Pty>",
        "<Id><PrvtId><DtAndPlcOfBirth><BirthDt>1990-01-01</BirthDt></DtAndPlcOfBirth></PrvtId></Id></Pty>",
    );
    let (_, reading) = read(&pain(&format!("<PmtInf>{text}{text}</PmtInf>")));
    let dropped: Vec<(&str, u64)> =
        reading.dropped.iter().map(|((_, field), n)| (field.as_str(), *n)).collect();
    assert_eq!(dropped, [("DtAndPlcOfBirth", 1)], "the second is the same record");
    assert!(!format!("{:?}", reading.rows).contains("1990"));
}

#[test]
fn the_ultimate_creditor_stands_beside_the_holder() {
    let text = transfer("Umbrella Ltd", IBAN, "x")
        .replace("<RmtInf>", "<UltmtCdtr><Nm>Ada Muster</Nm></UltmtCdtr><RmtInf>");
    let (_, reading) = read(&pain(&format!("<PmtInf>{text}</PmtInf>")));
    assert_eq!(reading.rows[0].name.display(), "Umbrella Ltd");
    assert_eq!(
        reading.rows[0].company.as_ref().map(bonafide_records::normal::Name::display).as_deref(),
        Some("Ada Muster")
    );
}

#[test]
fn a_payee_by_name_alone_needs_something_cited() {
    let nameless = |text: &str| {
        let whole = transfer("Ada", IBAN, text);
        let from = whole.find("<CdtrAcct>").unwrap();
        let to = whole.find("<RmtInf>").unwrap();
        format!("{}{}", &whole[..from], &whole[to..])
    };
    let (_, reading) = read(&pain(&format!("<PmtInf>{}{}</PmtInf>", nameless("K-1042"), nameless("salary"))));
    assert_eq!(reading.rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["K-1042"]);
    assert!(why(&reading)[0].contains("by name alone"), "{:?}", why(&reading));
}

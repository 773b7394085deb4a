use super::*;
use crate::table::mapping::MappingFile;

fn sniff(text: &str) -> Sniffed {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, text).unwrap();
    sniff_table(&path).unwrap()
}

#[test]
fn each_kind_is_told_by_its_headers_and_the_guess_can_be_read() {
    for (kind, text) in [
        ("person", "Vorname;Nachname;E-Mail;Telefon\nA;B;a@example.org;+49 30 23125 001\n"),
        ("shipment", "person,recipient,address,city,delivered\nW1,A B,Teststr. 1,Berlin,2026-06-01\n"),
        ("device", "Serial Number,Model,Assigned to\nC02XG1JHD5,Laptop,W1\n"),
        ("change", "person_id;field;old;new;changed_on\nW1;iban;a;b;2026-06-01\n"),
        ("removed", "name,email,removed on,reason,confirmed by\nA B,a@example.org,2026-06-01,x,C; D\n"),
        ("attestation", "person,check,result,by,on\nW1,C1,confirmed,A,2026-06-01\n"),
    ] {
        let sniffed = sniff(text);
        assert_eq!(sniffed.kind, kind, "{text}");
        let mapping =
            MappingFile::parse(&sniffed.mapping).unwrap_or_else(|why| panic!("{why}\n{}", sniffed.mapping));
        assert!(mapping.columns.unwrap().len() >= 3, "{}", sniffed.mapping);
    }
}

#[test]
fn what_no_kind_fits_is_refused_in_one_line() {
    for (text, part) in [
        (
            "Customer ID,Company,Contact,Email,Phone\n1,Acme,Jo Doe,jo@example.com,+44 20 7946 0000\n",
            "customers",
        ),
        ("Kundennummer;Firma;Ansprechpartner;E-Mail\n1;Acme;Erika Muster;e@example.com\n", "customers"),
        ("Supplier;Contact;Email\nAcme;Jo Doe;jo@example.com\n", "suppliers"),
        ("{\"a\":1}", "JSON and no table"),
        ("hello world\nand more\n", "no line that could be a header"),
        ("a\n1\n", "no"),
        ("Ada Brand,Berlin\nBen Brand,Hamburg\n", "no line that could be a header"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        std::fs::write(&path, text).unwrap();
        let error = sniff_table(&path).expect_err(text);
        let said = error.to_string();
        assert!(said.contains(part) && !said.contains('\n') && !error.hint().is_empty(), "{said}");
        assert!(!said.contains("Ada") && !said.contains("Acme"), "{said}");
    }
    let own = sniff("Employee ID,Name,Company,Phone\n1,A B,Example Ltd,+44 20 7946 0000\n");
    assert_eq!(own.kind, "person", "a staff list may name the firm that employs");
}

#[test]
fn a_delivery_says_whom_it_is_for() {
    for (header, rest) in [
        ("Employee or contract", "Consignee,Address,Delivered"),
        ("Personalnummer", "Empfänger,Straße,Zugestellt am"),
        ("Mitarbeiter", "Empfänger,Straße,Paketdienst"),
    ] {
        let sniffed = sniff(&format!("{header},{rest}\n101,A B,Teststr. 1,2026-06-01\n"));
        assert_eq!(sniffed.kind, "shipment");
        assert!(sniffed.mapping.contains(&format!("person = \"{header}\"")), "{}", sniffed.mapping);
    }
}

#[test]
fn titles_and_odd_headers_do_not_break_the_guess() {
    let sniffed =
        sniff("Report of June\n\n\"Their \"\"ref\"\"\",Contact\nA1,a@example.org\nA2,b@example.org\n");
    assert_eq!(sniffed.header_line, 3);
    assert!(MappingFile::parse(&sniffed.mapping).is_ok(), "{}", sniffed.mapping);
    assert!(
        sniffed
            .columns
            .iter()
            .any(|(name, header, how)| (*name, header.as_str(), *how) == ("email", "Contact", "by content")),
        "{:?}",
        sniffed.columns
    );
}

#[test]
fn protected_columns_are_named_as_never_read() {
    let sniffed = sniff("Nr,Email,Nationality\n1,a@example.org,x\n");
    if is_protected("Nationality") {
        assert!(sniffed.mapping.contains("# never read: \"Nationality\""), "{}", sniffed.mapping);
    }
    assert!(!sniffed.columns.iter().any(|(_, header, _)| header == "Nationality"));
}

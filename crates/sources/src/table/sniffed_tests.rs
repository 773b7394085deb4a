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

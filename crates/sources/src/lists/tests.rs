//! Lists as they are found, and as they should not be.

use super::*;

/// Invented addresses of the length and letters of real ones.
const BITCOIN: &str = "1BonafideExampleAddressXXXW4hZ8gG";
const ETHER: &str = "0x00000000000000000000000000000000000000aa";

fn list(name: &str, content: impl AsRef<[u8]>) -> WalletList {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), content).unwrap();
    let mut lists = read_wallet_lists(folder.path()).unwrap();
    assert_eq!(lists.len(), 1);
    lists.remove(0)
}

fn said(list: &WalletList) -> String {
    let lines: Vec<String> = list.set_aside.iter().map(|(place, why)| format!("{place:?} {why}")).collect();
    lines.join("\n")
}

#[test]
fn a_table_with_comments_dates_and_removals_is_read() {
    let text = format!(
        "# Wallets that we block\n// Last Updated: 2024-09-27\n\nWallet Address;Entity;Ticker;First_Listed_Seen;Removed_Seen\n\
         {BITCOIN};Example Group;XBT;2023-01-02;\n{ETHER};;ETH;2023-01-02;2025-03-22\n\
         \"{ETHER}\";x;;;no\n# between\n{ETHER};x;;;some day\nshort;;;;\n;x;;;\n"
    );
    let list = list("blocked.csv", text);
    assert_eq!(list.entries.len(), 3, "{}", said(&list));
    let first = &list.entries[0];
    assert_eq!(
        (first.address.as_str(), first.entry.as_str(), first.asset.as_deref()),
        (BITCOIN, "Example Group", Some("XBT"))
    );
    assert_eq!((&first.place, first.removed), (&Place::Line(5), None));
    let line = format!("{BITCOIN};Example Group;XBT;2023-01-02;");
    assert_eq!(first.digest, crate::text::digest(line.as_bytes()));
    assert_eq!(list.entries[1].removed.unwrap().to_string(), "2025-03-22");
    assert_eq!(list.entries[2].removed, None);
    assert_eq!(
        (list.date.unwrap().to_string(), list.date_from.as_str()),
        ("2024-09-27".into(), "a comment in line 2")
    );
    assert_eq!(list.set_aside.len(), 3, "{}", said(&list));
    assert!(said(&list).contains("without a date"), "{}", said(&list));
}

#[test]
fn one_address_a_line_is_a_list_and_dates_come_from_where_they_stand() {
    let bare = list("ofac_2024-09-27.txt", format!("{BITCOIN}\r\n{ETHER}"));
    assert_eq!((bare.entries.len(), bare.set_aside.len()), (2, 0));
    assert_eq!(bare.date_from, "the file's name");
    let columns =
        list("a.csv", format!("address,first_listed_seen\n{BITCOIN},2024-01-01\n{ETHER},2025-01-01\n"));
    assert_eq!(columns.date_from, "the newest day in column `first_listed_seen`");
    assert_eq!(columns.date.unwrap().to_string(), "2025-01-01");
    let none = list("b.csv", format!("address\n{BITCOIN}\n"));
    assert_eq!((none.date, none.date_from.as_str()), (None, "no date given"));
    let first_column_is_no_address = list("c.csv", format!("ETH,{ETHER}\nXBT,{BITCOIN}\n"));
    assert_eq!(first_column_is_no_address.entries[1].address, BITCOIN);
    let utf16: Vec<u8> =
        format!("\u{feff}address\n{ETHER}\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(list("d.csv", utf16).entries[0].address, ETHER);
}

#[test]
fn an_address_may_be_without_a_digit() {
    let text = "address\nTBonafideExampLeAddressWithoutDigit\nexampletradersandcompanylimited\n";
    let list = list("a.csv", text);
    assert_eq!((list.entries.len(), list.set_aside.len()), (1, 1), "{}", said(&list));
}

#[test]
fn what_is_no_list_gives_one_line() {
    for (content, why) in [
        (b"".as_slice(), "empty"),
        (b"PK\x03\x04", "archive"),
        (b"# nothing\n# at all\n", "only 2 comment lines"),
        (b"name,phone\n", "neither a header"),
        (b"address\n", "no address in it"),
        (b"<a/>", "without a digital currency"),
        (b"<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "document type"),
        (b"<sdnList><sdnEntry>", "cut off"),
        (b"\x00\x01\x02\x03\x04\x05\x06\x07\x00\x01", "not text"),
    ] {
        let list = list("a", content);
        assert!(list.entries.is_empty());
        assert!(list.set_aside.len() == 1 && said(&list).contains(why), "{why}: {}", said(&list));
    }
    assert!(read_wallet_lists(Path::new("/no/such/list")).is_err());
}

/// After the office's published schema, with an invented party.
fn advanced() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<Sanctions xmlns=\"https://example.org/sdn_advanced\" Version=\"1\">
  <DateOfIssue CalendarTypeID=\"1\"><Year>2024</Year><Month>9</Month><Day>27</Day></DateOfIssue>
  <ReferenceValueSets><FeatureTypeValues>
    <FeatureType ID=\"8\" FeatureTypeGroupID=\"1\">Birthdate</FeatureType>
    <FeatureType ID=\"344\" FeatureTypeGroupID=\"1\">Digital Currency Address - XBT</FeatureType>
    <FeatureType ID=\"345\" FeatureTypeGroupID=\"1\">Digital Currency Address - ETH</FeatureType>
  </FeatureTypeValues></ReferenceValueSets>
  <DistinctParties>
    <DistinctParty FixedRef=\"1\"><Profile ID=\"1\" PartySubTypeID=\"4\"><Feature ID=\"9\" FeatureTypeID=\"8\"><FeatureVersion ID=\"1\"><VersionDetail DetailTypeID=\"1\">1970</VersionDetail></FeatureVersion></Feature></Profile></DistinctParty>
    <DistinctParty FixedRef=\"12345\">
      <Comment />
      <Profile ID=\"12345\" PartySubTypeID=\"3\">
        <Identity ID=\"1\" FixedRef=\"12345\" Primary=\"true\" False=\"false\">
          <Alias FixedRef=\"12345\" AliasTypeID=\"1403\" Primary=\"true\" LowQuality=\"false\">
            <DocumentedName ID=\"1\" FixedRef=\"12345\" DocNameStatusID=\"1\">
              <DocumentedNamePart><NamePartValue NamePartGroupID=\"1\">Example</NamePartValue></DocumentedNamePart>
              <DocumentedNamePart><NamePartValue NamePartGroupID=\"1\">Traders &amp; Co</NamePartValue></DocumentedNamePart>
            </DocumentedName>
          </Alias>
          <Alias><DocumentedName><DocumentedNamePart><NamePartValue>Other</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
        </Identity>
        <Feature ID=\"21\" FeatureTypeID=\"344\"><FeatureVersion ID=\"1\" ReliabilityID=\"1\"><Comment /><VersionDetail DetailTypeID=\"1432\">{BITCOIN}</VersionDetail><VersionLocation /></FeatureVersion></Feature>
        <Feature ID=\"22\" FeatureTypeID=\"345\"><FeatureVersion ID=\"1\" ReliabilityID=\"1\"><VersionDetail DetailTypeID=\"1432\"> {ETHER} </VersionDetail></FeatureVersion></Feature>
      </Profile>
    </DistinctParty>
  </DistinctParties>
</Sanctions>"
    )
}

#[test]
fn the_advanced_list_of_the_office_is_read() {
    for mark in ["", "\u{feff}"] {
        let text = format!("{mark}{}", advanced());
        let list = list("sdn_advanced.xml", &text);
        assert_eq!(list.entries.len(), 2, "{}", said(&list));
        assert!(list.set_aside.is_empty(), "{}", said(&list));
        assert_eq!(
            (list.date.unwrap().to_string(), list.date_from.as_str()),
            ("2024-09-27".into(), "its DateOfIssue")
        );
        let [bitcoin, ether] = list.entries.as_slice() else { panic!("two") };
        assert_eq!((bitcoin.asset.as_deref(), ether.asset.as_deref()), (Some("XBT"), Some("ETH")));
        assert_eq!((bitcoin.entry.as_str(), ether.address.as_str()), ("Example Traders & Co", ETHER));
        let path = "/Sanctions[1]/DistinctParties[1]/DistinctParty[2]/Profile[1]/Feature[1]";
        assert_eq!(bitcoin.place, Place::Path(path.into()));
        let from = text.find("<Feature ID=\"21\"").unwrap();
        let to = from + text[from..].find("</Feature>").unwrap() + "</Feature>".len();
        assert_eq!(bitcoin.digest, crate::text::digest(&text.as_bytes()[from..to]));
    }
    // A download that broke off keeps what was read and says so.
    let text = advanced();
    let cut = &text[..text.find("<Feature ID=\"22\"").unwrap()];
    let list = list("sdn_advanced.xml", cut);
    assert_eq!(list.entries.len(), 1);
    assert!(said(&list).contains("cut off in the middle; 1 entries before that are read"), "{}", said(&list));
}

#[test]
fn the_plain_list_of_the_office_is_read() {
    let text = format!(
        "<sdnList xmlns=\"https://example.org/sdn\"><publshInformation><Publish_Date>09/27/2024</Publish_Date><Record_Count>2</Record_Count></publshInformation>
  <sdnEntry><uid>1</uid><lastName>EXAMPLE</lastName><idList><id><uid>5</uid><idType>Passport</idType><idNumber>X1234567X1234567X1234567</idNumber></id></idList></sdnEntry>
  <sdnEntry><uid>2</uid><firstName>Alva</firstName><lastName>EXAMPLE</lastName><idList>
    <id><uid>6</uid><idType>Digital Currency Address - ETH</idType><idNumber>{ETHER}</idNumber></id>
    <id><uid>7</uid><idType>Digital Currency Address - XBT</idType><idNumber>{BITCOIN}</idNumber></id></idList></sdnEntry></sdnList>"
    );
    let list = list("sdn.xml", &text);
    let found: Vec<(&str, &str, Option<&str>)> =
        list.entries.iter().map(|e| (e.address.as_str(), e.entry.as_str(), e.asset.as_deref())).collect();
    assert_eq!(found, [(ETHER, "Alva EXAMPLE", Some("ETH")), (BITCOIN, "Alva EXAMPLE", Some("XBT"))]);
    assert_eq!(list.entries[1].place, Place::Path("/sdnList[1]/sdnEntry[2]/idList[1]/id[2]".into()));
    assert_eq!(list.date.unwrap().to_string(), "2024-09-27");
}

#[test]
fn a_folder_gives_all_its_lists_in_the_order_of_their_names() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("more")).unwrap();
    fs::write(folder.path().join("b.csv"), format!("address\n{ETHER}\n")).unwrap();
    fs::write(folder.path().join("more/a.csv"), "x\n").unwrap();
    fs::write(folder.path().join(".hidden"), "x\n").unwrap();
    let lists = read_wallet_lists(folder.path()).unwrap();
    let names: Vec<&str> = lists.iter().map(|list| list.name.as_str()).collect();
    assert_eq!(names, ["b.csv", "more/a.csv"]);
    assert_eq!((lists[0].entries.len(), lists[1].entries.len()), (1, 0));
}

#[test]
fn real_lists_are_read_to_the_last_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/payments/sanctions");
    let folder = if folder.is_dir() {
        folder
    } else {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/payments/sanctions")
    };
    if !folder.is_dir() {
        eprintln!(
            "SKIPPED real_lists_are_read_to_the_last_line: ../shared/data/payments/sanctions is absent"
        );
        return;
    }
    let lists = read_wallet_lists(&folder).unwrap();
    for list in &lists {
        let text = fs::read_to_string(folder.join(&list.name)).unwrap();
        assert_eq!(list.entries.len(), text.lines().count() - 1, "{}: {}", list.name, said(list));
        assert!(list.set_aside.is_empty(), "{}: {}", list.name, said(list));
    }
    let timeline = lists.iter().find(|list| list.name == "ofac_timeline.csv").unwrap();
    assert!(timeline.entries.iter().any(|entry| entry.removed.is_some()));
    assert!(timeline.date.is_some(), "{}", timeline.date_from);
}

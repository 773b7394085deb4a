use proptest::prelude::*;

use super::{Account, is_eea};

fn parse(text: &str) -> Option<Account> {
    Account::parse(text, None)
}

fn key(text: &str) -> Option<String> {
    parse(text).map(|account| account.key())
}

/// Examples of the IBAN Registry, which no customer has.
#[rustfmt::skip]
const EXAMPLES: &[&str] = &[
    "AD1200012030200359100100", "AE070331234567890123456", "AL47212110090000000235698741", "AT611904300234573201",
    "AZ21NABZ00000000137010001944", "BA391290079401028494", "BE68539007547034", "BG80BNBG96611020345678",
    "BH67BMAG00001299123456", "BR1800360305000010009795493C1", "BY13NBRB3600900000002Z00AB00", "CH9300762011623852957",
    "CR05015202001026284066", "CY17002001280000001200527600", "CZ6508000000192000145399", "DE89370400440532013000",
    "DK5000400440116243", "DO28BAGR00000001212453611324", "EE382200221020145685", "ES9121000418450200051332",
    "FI2112345600000785", "FO6264600001631634", "FR1420041010050500013M02606", "GB29NWBK60161331926819",
    "GE29NB0000000101904917", "GI75NWBK000000007099453", "GL8964710001000206", "GR1601101250000000012300695",
    "GT82TRAJ01020000001210029690", "HR1210010051863000160", "HU42117730161111101800000000", "IE29AIBK93115212345678",
    "IL620108000000099999999", "IS140159260076545510730339", "IT60X0542811101000000123456", "JO94CBJO0010000000000131000302",
    "KW81CBKU0000000000001234560101", "KZ86125KZT5004100100", "LB62099900000001001901229114", "LI21088100002324013AA",
    "LT121000011101001000", "LU280019400644750000", "LV80BANK0000435195001", "MC5811222000010123456789030",
    "MD24AG000225100013104168", "ME25505000012345678951", "MK07250120000058984", "MR1300020001010000123456753",
    "MT84MALT011000012345MTLCAST001S", "MU17BOMM0101101030300200000MUR", "NL91ABNA0417164300", "NO9386011117947",
    "PK36SCBL0000001123456702", "PL61109010140000071219812874", "PS92PALS000000000400123456702", "PT50000201231234567890154",
    "QA58DOHB00001234567890ABCDEFG", "RO49AAAA1B31007593840000", "RS35260005601001611379", "SA0380000000608010167519",
    "SE4550000000058398257466", "SI56263300012039086", "SK3112000000198742637541", "SM86U0322509800000000270100",
    "TN5910006035183598478831", "TR330006100519786457841326", "UA213223130000026007233566001", "VA59001123000012345678",
    "VG96VPVG0000012345678901", "XK051212012345678906",
];

#[test]
fn the_registrys_examples_hold() {
    for example in EXAMPLES {
        let account = parse(example).unwrap_or_else(|| panic!("{example}"));
        assert!(account.is_iban(), "{example}");
        assert_eq!(account.key(), *example);
        assert_eq!(account.country(), example.get(..2));
        assert!(account.bank().is_some(), "{example}");
    }
}

#[test]
fn spellings_of_one_iban_are_one() {
    let expected = Some("GB29NWBK60161331926819".to_owned());
    for text in [
        "GB29 NWBK 6016 1331 9268 19",
        "gb29nwbk60161331926819",
        " IBAN GB29-NWBK-6016-1331-9268-19 ",
        "IBAN: GB29NWBK60161331926819",
        "iban=GB29NWBK60161331926819",
        "\u{feff}GB29\u{a0}NWBK\u{200b}60161331\u{202f}926819",
        "ＧＢ29 NWBK 6016 1331 9268 19",
        "'GB29NWBK60161331926819",
        "Bank account: IBAN GB29 NWBK 6016 1331 9268 19",
        "GB29 NWBK 6016 1331 9268 19 (NatWest)",
        "GB29 NWBK 6016 1331 9268 19, BIC NWBKGB2L",
        "GB29 NWBK 6016 1331 9268 19 BIC NWBKGB2L",
    ] {
        assert_eq!(key(text), expected, "{text}");
        assert_eq!(Account::parse(text, Some("NWBKGB2LXXX")), parse(text), "{text}");
    }
    let account = parse("GB29NWBK60161331926819").unwrap();
    assert_eq!(account.bank().as_deref(), Some("NWBK"));
    assert_eq!(account.masked(), "GB… 6819");
    assert_eq!(account.full(), "GB29NWBK60161331926819");
}

#[test]
fn a_broken_iban_is_no_number_either() {
    for text in [
        "GB28 NWBK 6016 1331 9268 19",
        "GB29 NWBK 6016 1331 9268 1",
        "GB29 NWBK 6016 1331 9268 199",
        "DE89",
        "DE12345678",
        "FR00 1234",
        // An Ethereum address in the dress of an IBAN (ICAP).
        "XE7338O073KYGTWWZN0F2WZ0R8PX5ZPPZS",
    ] {
        assert_eq!(key(text), None, "{text}");
    }
}

#[test]
fn numbers_keep_zeros_and_take_their_bank() {
    for (text, bank, expected) in [
        ("0012345679", None, "/0012345679"),
        ("00 123-456.79", Some("20-00-00"), "200000/0012345679"),
        ("31926819", Some("60-16-13"), "601613/31926819"),
        ("Account number: 31926819", Some("Sort code 601613"), "601613/31926819"),
        ("31926819", Some("NatWest"), "/31926819"),
        ("31926819.0", None, "/31926819"),
        ("Kto. 4711 0815", Some("COBADEFF"), "COBADEFF/47110815"),
        ("19-2000145399/0800", None, "/1920001453990800"),
        ("ab-998877", None, "/AB998877"),
        ("A/C 4321-8765", Some("HDFC0000123"), "HDFC0000123/43218765"),
        ("XX1234567890", None, "/XX1234567890"),
    ] {
        let account = Account::parse(text, bank).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(account.key(), expected, "{text}");
        assert!(!account.is_iban() && !account.is_partial());
        assert_eq!(account.country(), None);
    }
    assert_eq!(parse("31926819").unwrap().masked(), "… 6819");
    assert_eq!(parse("4712").unwrap().masked(), "… 12");
}

#[test]
fn what_is_no_account_is_refused() {
    // A wallet with one character changed.
    assert_eq!(key("1BoatSLRHtKNngkdXEeobR76b53LETtpyU"), None);
    for text in [
        "",
        "   ",
        "n/a",
        "unknown",
        "123",
        "4.2E+10",
        "4,2E+10",
        "4.2e10",
        "42E+10",
        "1,234.56",
        "€ 1200",
        "000000000",
        "11111111",
        "12345678",
        "1234567890",
        "jo@example.org",
        "+49 30 23125001",
        "account",
        "12345678901234567890123456789012345",
        "0x00000000219ab540356cBB839Cbe05303d7705Fa",
        "1BitcoinEaterAddressDontSendf59kuE",
        "TRANSFERWISE",
        "IBAN",
        "****",
        "**** **30",
        "3000****",
        "ending in",
    ] {
        assert_eq!(key(text), None, "{text}");
    }
}

#[test]
fn a_masked_number_is_its_end() {
    for (text, bank, expected) in [
        ("****3000", None, "/…3000"),
        ("**** **** **** 3000", None, "/…3000"),
        ("XX3000", None, "/…3000"),
        ("xxxx-xxxx-3000", None, "/…3000"),
        ("•••• 3000", None, "/…3000"),
        ("●●●●3000", None, "/…3000"),
        ("…3000", None, "/…3000"),
        ("...3000", None, "/…3000"),
        ("DE** **** **** **** 3000", None, "DE/…3000"),
        ("DE89 **** 3000", None, "DE/…3000"),
        ("IBAN DE89XXXXXXXXXXXXXX3000", None, "DE/…3000"),
        ("1234****3000", None, "/…3000"),
        ("ending in 3000", None, "/…3000"),
        ("Account ending 3000", None, "/…3000"),
        ("Last 4 digits: 3000", None, "/…3000"),
        ("endet auf 3000", None, "/…3000"),
        ("****3000", Some("COBADEFFXXX"), "COBADEFF/…3000"),
        ("*3000", None, "/…3000"),
    ] {
        let account = Account::parse(text, bank).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(account.key(), expected, "{text}");
        assert!(account.is_partial() && !account.is_iban());
        assert_eq!(account.last_four().as_deref(), Some("3000"));
    }
    assert_eq!(parse("DE** **** 3000").unwrap().masked(), "DE… 3000");
    assert_eq!(parse("****3000").unwrap().masked(), "… 3000");
}

#[test]
fn the_area_has_thirty_states() {
    let letters = || (b'A'..=b'Z').map(char::from);
    let count =
        letters().flat_map(|a| letters().map(move |b| format!("{a}{b}"))).filter(|c| is_eea(c)).count();
    assert_eq!(count, 30);
    assert!(is_eea("de") && is_eea("IS"));
    assert!(!is_eea("GB") && !is_eea("CH") && !is_eea("") && !is_eea("AT BE"));
}

fn example() -> impl Strategy<Value = &'static str> {
    (0..EXAMPLES.len()).prop_map(|index| EXAMPLES[index])
}

#[test]
fn a_separator_inside_the_mask_changes_nothing() {
    let bank = Some("AAAADE0A");
    assert_eq!(Account::parse("X.X0000", bank), Account::parse("XX0000", bank));
}

proptest! {
    #[test]
    fn any_text_is_survived_and_full_is_itself(text in "\\PC{0,60}", bank in "\\PC{0,14}") {
        if let Some(account) = Account::parse(&text, Some(&bank)) {
            let bank = account.bank();
            prop_assert_eq!(Account::parse(&account.full(), bank.as_deref()), Some(account));
        }
    }

    #[test]
    fn likely_text_is_survived_and_full_is_itself(
        text in "(IBAN )?(DE|XX|FR)?[0-9X*.•E+ -]{0,24}[0-9]{0,6}",
        bank in "([A-Z]{4}DE[A-Z0-9]{2}(XXX|[0-9]{3})?|[0-9]{2}-?[0-9]{2}-?[0-9]{2})",
    ) {
        if let Some(account) = Account::parse(&text, Some(&bank)) {
            let bank = account.bank();
            prop_assert_eq!(Account::parse(&account.full(), bank.as_deref()), Some(account));
        }
    }

    #[test]
    fn case_and_space_make_no_difference(number in "[0-9A-Z]{5,20}[0-9]{4}", at in 1_usize..8) {
        let (head, tail) = number.split_at(at);
        prop_assert_eq!(key(&number), key(&format!(" {} {} ", head.to_lowercase(), tail)));
    }

    #[test]
    fn one_changed_digit_is_no_iban(example in example(), at in 2_usize..30, digit in 0_u8..10) {
        let at = at % example.len();
        let mut changed = example.as_bytes().to_vec();
        // A letter of the account counts as two digits: one in its place is another number, which one in 97 times is
        // right.
        prop_assume!(at < 2 || changed[at].is_ascii_digit());
        changed[at] = b'0' + digit;
        let changed = String::from_utf8(changed).unwrap();
        if changed != example {
            prop_assert!(!parse(&changed).is_some_and(|account| account.is_iban()), "{changed}");
        }
    }
}

use proptest::prelude::*;

use super::Phone;

fn key(text: &str, region: Option<&str>) -> Option<String> {
    Phone::parse(text, region).map(|phone| phone.key().to_owned())
}

#[test]
fn spellings_of_one_number_are_one() {
    let expected = Some("+493023125001".to_owned());
    for text in [
        "+49 30 23125 001",
        "0049 30 23125-001",
        "+49 (0)30 23125001",
        "+49 (0) 30 / 23125.001",
        "+49 030 23125001",
        "tel:+49-30-23125-001",
        "Tel.: +49 30 23125 001",
        "\u{a0}+49\u{a0}30\u{2011}23125\u{2013}001",
        "＋４９ ３０ ２３１２５ ００１",
        "+٤٩ ٣٠ ٢٣١٢٥ ٠٠١",
        "+493023125001.0",
        "(+49) 30 23125001",
        "+49 30 23125001 (privat)",
        "+49 30 23125001, +49 30 23125002",
        "+49 30 23125001 / +49 176 0000001",
    ] {
        assert_eq!(key(text, None), expected, "{text}");
        assert_eq!(key(text, Some("France")), expected, "{text}");
    }
    for text in ["030 23125001", "(030) 23125-001", "493023125001", "3023125001", "030/23125001"] {
        assert_eq!(key(text, Some("DE")), expected, "{text}");
        assert_eq!(key(text, Some(" deutschland ")), expected, "{text}");
        assert_ne!(key(text, None), expected, "{text}");
    }
}

#[test]
fn each_country_dials_its_own_way() {
    for (text, region, expected) in [
        ("020 7946 0123", "UK", "+442079460123"),
        ("+44 (0)20 7946 0123", "", "+442079460123"),
        ("(202) 555-0123", "US", "+12025550123"),
        ("1-202-555-0123", "United States", "+12025550123"),
        ("011 44 20 7946 0123", "US", "+442079460123"),
        ("01 99 00 12 34", "FR", "+33199001234"),
        ("06 698 12345", "Italy", "+3906698 12345"),
        ("8 (912) 345-67-01", "RU", "+79123456701"),
        ("06 1 234 5671", "HU", "+3612345671"),
        ("020 794 0009", "NL", "+31207940009"),
        ("22 123 45 02", "PL", "+48221234502"),
        ("040 1234502", "FI", "+358401234502"),
        ("079 123 45 02", "CH", "+41791234502"),
    ] {
        let normal = expected.replace(' ', "");
        assert_eq!(key(text, Some(region).filter(|r| !r.is_empty())), Some(normal), "{text}");
    }
}

#[test]
fn an_extension_is_part_of_the_number() {
    let with = key("+49 30 23125001 ext. 12", None);
    assert_eq!(with.as_deref(), Some("+493023125001;ext=12"));
    for text in ["+49 30 23125001 DW 12", "+49 30 23125001x12", "+49 30 23125001 #12", "+493023125001;ext=12"]
    {
        assert_eq!(key(text, None), with, "{text}");
    }
    assert_ne!(with, key("+49 30 23125001", None));
    assert_ne!(with, key("+49 30 23125001 ext 13", None));
}

#[test]
fn without_a_country_only_the_same_digits_are_equal() {
    let national = Phone::parse("0176 1234502", None).unwrap();
    assert!(!national.is_international());
    assert_eq!(Some(&national), Phone::parse("0176/12345-02", None).as_ref());
    assert_ne!(Some(&national), Phone::parse("+49 176 1234502", None).as_ref());
    assert_ne!(Some(&national), Phone::parse("176 1234502", None).as_ref());
}

#[test]
fn dummies_short_numbers_and_spoilt_cells_are_refused() {
    for text in [
        "",
        "-",
        "n/a",
        "none",
        "110",
        "911",
        "112",
        "000000",
        "0000000000",
        "123456789",
        "1234567890",
        "0123456789",
        "987654321",
        "5555555",
        "+1 555 555 5555",
        "+49 000 0000000",
        "+49 123456789",
        "+49 30 0000000",
        "4.91762E+11",
        "4,91762e+11",
        "4E+12",
        "+",
        "+49",
        "+49 1",
        "+999 123 456 789",
        "jo1234567@example.org",
        "+1 202 555 01",
        "+44 20 7946 0123 99",
        "12345678901234567890123",
        "1-800-FLOWERS",
        "99999999",
    ] {
        for region in [None, Some("US"), Some("DE")] {
            assert_eq!(key(text, region), None, "{text} in {region:?}");
        }
    }
}

#[test]
fn the_mask_shows_country_and_two_digits() {
    assert_eq!(Phone::parse("+49 30 23125 001 ext 77", None).unwrap().masked(), "+49 …01");
    assert_eq!(Phone::parse("0176 1234502", None).unwrap().masked(), "…02");
}

/// 200,000 parses within a few seconds of CPU in a release build:
/// `cargo test --release -p bonafide-records -- --ignored cost_of`.
#[test]
#[ignore = "measures time"]
fn cost_of_two_hundred_thousand_numbers() {
    let start = std::time::Instant::now();
    for number in 0..200_000_u32 {
        let text = format!("+49 (0)30 {:07}", number * 13 + 20_000_001);
        std::hint::black_box(Phone::parse(&text, Some("Germany")));
    }
    let elapsed = start.elapsed();
    println!("200,000 numbers in {elapsed:?}");
    assert!(elapsed.as_secs() < 20, "took {elapsed:?}");
}

proptest! {
    #[test]
    fn any_text_is_survived_and_keys_are_stable(text in "\\PC{0,40}", region in prop::option::of("\\PC{0,8}")) {
        if let Some(phone) = Phone::parse(&text, region.as_deref()) {
            prop_assert_eq!(key(phone.key(), None), Some(phone.key().to_owned()));
            prop_assert!(!phone.masked().is_empty());
        }
    }

    #[test]
    fn what_looks_like_a_number_is_survived(text in "[+0-9 ()/.x;,e#-]{0,24}", region in "DE|US|GB|IT|RU|HU|AR|BR|MX|CN|FI") {
        if let Some(phone) = Phone::parse(&text, Some(&region)) {
            prop_assert_eq!(key(phone.key(), None), Some(phone.key().to_owned()));
        }
    }

    #[test]
    fn separators_make_no_difference(digits in "30[1-9][0-9]{5}17", separators in prop::collection::vec("[ ./-]{0,2}", 10)) {
        let spaced: String = digits.chars().zip(separators.iter()).flat_map(|(d, s)| format!("{d}{s}").chars().collect::<Vec<_>>()).collect();
        let plain = key(&format!("+49{digits}"), None);
        prop_assert!(plain.is_some());
        prop_assert_eq!(plain, key(&format!("0{spaced}"), Some("DE")));
    }
}

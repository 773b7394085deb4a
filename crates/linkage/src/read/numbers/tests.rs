use super::*;
use proptest::prelude::*;

fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn one_number_has_one_text() {
    for (number, expected) in [
        (5.0, "5"),
        (5.5, "5.5"),
        (-0.0, "0"),
        (1e21, "1000000000000000000000"),
        (0.1, "0.1"),
        (-2.50, "-2.5"),
    ] {
        assert_eq!(text(|out| assert!(double(number, out))), expected);
    }
    assert_eq!(text(|out| assert!(single(0.1, out))), "0.1");
    for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(text(|out| assert!(!double(odd, out))), "");
    }
    for (written, expected) in [
        ("5", "5"),
        ("5.0", "5"),
        ("5.50", "5.5"),
        ("1e3", "1000"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("0", "0"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("0.12345678901234567890", "0.12345678901234567890"),
        ("1e999", "1e999"),
        ("2E-2", "0.02"),
    ] {
        assert_eq!(text(|out| literal(written, out)), expected, "{written}");
    }
}

#[test]
fn decimals_keep_their_value() {
    for (negative, digits, scale, expected) in [
        (false, "550", 2, "5.5"),
        (true, "5", 3, "-0.005"),
        (false, "000", 2, "0"),
        (true, "000", 2, "0"),
        (false, "1200", 0, "1200"),
        (false, "1200", 2, "12"),
        (false, "120050", 4, "12.005"),
        (false, "10", 2, "0.1"),
    ] {
        assert_eq!(text(|out| decimal(negative, digits.as_bytes(), scale, out)), expected);
    }
}

proptest! {
    #[test]
    fn whole_numbers_read_as_themselves(number: i64) {
        prop_assert_eq!(text(|out| integer(number, out)), number.to_string());
    }

    #[test]
    fn doubles_read_back(number in proptest::num::f64::NORMAL) {
        let back: f64 = text(|out| assert!(double(number, out))).parse().unwrap();
        prop_assert_eq!(back.to_bits(), number.to_bits());
    }
}

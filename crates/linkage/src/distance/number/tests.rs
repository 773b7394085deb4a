use super::*;
use proptest::prelude::*;

#[test]
fn numbers() {
    for (text, expected) in [
        ("0", 0.0),
        ("-0", 0.0),
        ("42", 42.0),
        ("+42", 42.0),
        ("  7\t", 7.0),
        ("007", 7.0),
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("1.234", 1.234),
        ("0,123", 0.123),
        (",5", 0.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("5,", 5.0),
        ("1234,567", 1234.567),
        ("12,3456", 12.3456),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234,567", 1_234_567.0),
        ("1.234.567", 1_234_567.0),
        ("-1,234,567.25", -1_234_567.25),
        ("1e3", 1000.0),
        ("1.5E-2", 0.015),
        ("-12,75", -12.75),
    ] {
        assert_eq!(parse(text.as_bytes()), Some(expected), "{text}");
    }
}

#[test]
fn no_numbers() {
    for text in [
        "",
        " ",
        "-",
        "+",
        ".",
        ",",
        "nan",
        "NaN",
        "inf",
        "-inf",
        "infinity",
        "1,234",
        "-999,999",
        "1,23,456",
        "1.23.456",
        "12,34.5",
        "1,2,3",
        "1.2.3",
        "1,234,56",
        "0,123,456",
        "1 234",
        "1'234",
        "12a",
        "a12",
        "--1",
        "1e999",
        "1,5e3",
        "€5",
        "5 %",
        "1.2,3.4",
        "1,2.3,4",
        "0x10",
        "１２",
        "1..2",
        "1,,2",
        ",1,234",
    ] {
        assert_eq!(parse(text.as_bytes()), None, "{text}");
    }
    assert_eq!(parse(b"1\xff"), None);
}

#[test]
fn differences() {
    for (first, second, expected) in [
        (0.0, 0.0, 0.0),
        (5.0, 5.0, 0.0),
        (0.0, 3.0, 1.0),
        (50.0, 100.0, 0.5),
        (-1.0, 1.0, 2.0),
        (-100.0, -90.0, 0.1),
        (f64::MAX, -f64::MAX, 2.0),
        (f64::MIN_POSITIVE, f64::MIN_POSITIVE, 0.0),
    ] {
        assert!((relative_difference(first, second) - expected).abs() < 1e-12, "{first} {second}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(number in -1e12_f64..1e12) {
        let text = format!("{number:.4}");
        let expected: f64 = text.parse().unwrap();
        prop_assert_eq!(parse(text.as_bytes()), Some(expected));
        prop_assert_eq!(parse(text.replace('.', ",").as_bytes()), Some(expected));
    }

    #[test]
    fn any_bytes_are_a_finite_number_or_none(text in proptest::collection::vec(any::<u8>(), 0..20), typed in "[0-9.,+e -]{0,12}") {
        prop_assert!(parse(&text).is_none_or(f64::is_finite));
        prop_assert!(parse(typed.as_bytes()).is_none_or(f64::is_finite));
    }

    #[test]
    fn differences_are_symmetric(first in -1e9_f64..1e9, second in -1e9_f64..1e9) {
        let difference = relative_difference(first, second);
        prop_assert!((0.0..=2.0).contains(&difference));
        prop_assert!((difference - relative_difference(second, first)).abs() < f64::EPSILON);
    }
}

//! Which number does a text say, and how far are two numbers apart?
//!
//! Only what can be read in one way is a number: `1,234` may be a thousand and more, or one and some, so
//! it is none. A point alone is always a decimal point, as programs write it.
//!
//! ```
//! use bonafide_linkage::distance::number::{parse, relative_difference};
//! assert_eq!(parse(b" -12,50 "), Some(-12.5));
//! assert_eq!(parse(b"1.234.567,8"), Some(1_234_567.8));
//! assert_eq!(parse(b"1,234"), None);
//! assert!((relative_difference(90.0, 100.0) - 0.1).abs() < 1e-12);
//! ```

/// Reads a decimal number with blanks around it, a sign, and a decimal point or comma; None for all other
/// text, for what is not finite and for what can be read in two ways.
///
/// With both signs, or one of them more than once, the first kind must part groups of three digits. An
/// exponent (`1.5e-7`) goes with a point only.
pub fn parse(bytes: &[u8]) -> Option<f64> {
    let text = bytes.trim_ascii();
    let first = |sign: u8| text.iter().position(|byte| *byte == sign);
    let last = |sign: u8| text.iter().rposition(|byte| *byte == sign);
    let last_point = last(b'.');
    let Some(last_comma) = last(b',') else {
        return if first(b'.') == last_point { with_point(text) } else { grouped(text, b'.', None) };
    };
    match last_point {
        Some(point) if point > last_comma => grouped(text, b',', Some(b'.')),
        Some(_) => grouped(text, b'.', Some(b',')),
        None if first(b',') != Some(last_comma) => grouped(text, b',', None),
        None => {
            let (whole, fraction) = (unsigned(&text[..last_comma]), &text[last_comma + 1..]);
            let could_group = fraction.len() == 3 && (1..=3).contains(&whole.len()) && whole[0] != b'0';
            if could_group { None } else { rewritten(text, None, Some(b',')) }
        }
    }
}

/// |a - b| / max(|a|, |b|): 0 for equal numbers, 1 where one is 0, up to 2 where the signs differ.
pub fn relative_difference(first: f64, second: f64) -> f64 {
    let larger = first.abs().max(second.abs());
    if larger == 0.0 {
        return 0.0;
    }
    // Divided first, so that no difference of large numbers is infinite.
    (first / larger - second / larger).abs()
}

/// Reads digits with at most one decimal point, a sign and an exponent: nothing else.
pub(super) fn with_point(text: &[u8]) -> Option<f64> {
    // Words for what is not finite have none of these in front.
    let begins = unsigned(text).first()?;
    if !(begins.is_ascii_digit() || *begins == b'.') {
        return None;
    }
    let number: f64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    number.is_finite().then_some(number)
}

fn unsigned(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"-").or(text.strip_prefix(b"+")).unwrap_or(text)
}

/// Reads digits in groups of three.
fn grouped(text: &[u8], between: u8, decimal: Option<u8>) -> Option<f64> {
    let digits = unsigned(text);
    let whole_end =
        decimal.and_then(|sign| digits.iter().rposition(|byte| *byte == sign)).unwrap_or(digits.len());
    let mut groups = digits[..whole_end].split(|byte| *byte == between);
    let first = groups.next()?;
    let begins_well = (1..=3).contains(&first.len()) && first.first() != Some(&b'0');
    if !begins_well || !groups.all(|group| group.len() == 3) {
        return None;
    }
    rewritten(text, Some(between), decimal)
}

/// Reads the number without the signs between groups and with a point; without an exponent.
fn rewritten(text: &[u8], between: Option<u8>, decimal: Option<u8>) -> Option<f64> {
    let digits = unsigned(text);
    let mut written = Vec::with_capacity(text.len());
    written.extend_from_slice(&text[..text.len() - digits.len()]);
    for byte in digits {
        if Some(*byte) == decimal {
            written.push(b'.');
        } else if byte.is_ascii_digit() {
            written.push(*byte);
        } else if Some(*byte) != between {
            return None;
        }
    }
    with_point(&written)
}

#[cfg(test)]
mod tests {
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
}

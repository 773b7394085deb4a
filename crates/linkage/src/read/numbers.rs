//! How numbers are written: 5 and 5.5, never 5.0 nor 5e0, so that one number is one text in every format.

use std::fmt::Write as _;

/// Digits that a double keeps for certain; a longer literal stays as it was written.
const CERTAIN: usize = 15;

/// Appends a whole number.
pub(super) fn integer(number: i64, out: &mut Vec<u8>) {
    if number < 0 {
        out.push(b'-');
    }
    natural(number.unsigned_abs(), out);
}

/// Appends a whole number that is not negative.
pub(super) fn natural(number: u64, out: &mut Vec<u8>) {
    let mut digits = [0_u8; 20];
    let mut start = digits.len();
    let mut rest = number;
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[start..]);
}

/// Appends a number with at least `width` digits.
pub(super) fn padded(number: u64, width: usize, out: &mut Vec<u8>) {
    let start = out.len();
    natural(number, out);
    while out.len() - start < width {
        out.insert(start, b'0');
    }
}

/// Appends the shortest decimal that reads back as this double; false when it is infinite or none.
pub(super) fn double(number: f64, out: &mut Vec<u8>) -> bool {
    if !number.is_finite() {
        return false;
    }
    // Whole numbers below 2^53 are exact, and by far the most frequent.
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        integer(number as i64, out);
        return true;
    }
    write!(Text(out), "{number}").is_ok()
}

/// The same for a float of 32 bits: 0.1 stays 0.1.
pub(super) fn single(number: f32, out: &mut Vec<u8>) -> bool {
    if !number.is_finite() {
        return false;
    }
    if number.fract() == 0.0 && number.abs() < 16_777_216.0 {
        integer(number as i64, out);
        return true;
    }
    write!(Text(out), "{number}").is_ok()
}

/// Appends `digits` (of a number without sign) with a point before the last `scale` of them.
pub(super) fn decimal(negative: bool, digits: &[u8], scale: usize, out: &mut Vec<u8>) {
    let start = digits.iter().position(|digit| *digit != b'0').unwrap_or(digits.len());
    let significant = &digits[start..];
    if significant.is_empty() {
        return out.push(b'0');
    }
    if negative {
        out.push(b'-');
    }
    let whole = significant.len().saturating_sub(scale);
    if whole == 0 {
        out.push(b'0');
    }
    out.extend_from_slice(&significant[..whole]);
    let fraction = &significant[whole..];
    let end = fraction.iter().rposition(|digit| *digit != b'0').map_or(0, |place| place + 1);
    if end == 0 {
        return;
    }
    out.push(b'.');
    out.resize(out.len() + (scale - fraction.len()), b'0');
    out.extend_from_slice(&fraction[..end]);
}

/// Appends a number as JSON writes it in its usual text.
pub(super) fn literal(written: &str, out: &mut Vec<u8>) {
    let plain = written.strip_prefix('-').unwrap_or(written);
    let whole = plain.bytes().all(|byte| byte.is_ascii_digit());
    if whole && plain != "0" {
        return out.extend_from_slice(written.as_bytes());
    }
    let digits =
        plain.bytes().take_while(|byte| !matches!(byte, b'e' | b'E')).filter(u8::is_ascii_digit).count();
    match written.parse::<f64>() {
        Ok(number) if digits <= CERTAIN && double(number, out) => {}
        _ => out.extend_from_slice(written.as_bytes()),
    }
}

/// Lets numbers be formatted into bytes.
pub(super) struct Text<'o>(pub(super) &'o mut Vec<u8>);

impl std::fmt::Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
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
}

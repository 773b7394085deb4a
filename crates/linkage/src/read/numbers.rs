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
mod tests;

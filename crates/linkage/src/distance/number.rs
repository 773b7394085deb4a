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
mod tests;

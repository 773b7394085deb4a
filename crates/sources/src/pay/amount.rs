//! Amounts of money as tables write them.

/// An amount as far as it can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amount {
    /// In hundredths; `None` where it is no plain number of at most two decimals, or where nobody
    /// can tell whether `1.234` is a thousand or a little more than one.
    pub(crate) hundredths: Option<i64>,
    /// Whether it is below zero.
    pub(crate) negative: bool,
    /// Whether it is zero.
    pub(crate) zero: bool,
}

/// Longest text of an amount, in bytes.
const LONGEST: usize = 60;

/// Reads an amount: `1.234,56`, `1,234.56`, `1'234.5`, `-12`, `(12.00)`, `EUR 12,00`. `None` where
/// the text holds no amount.
pub(crate) fn read(text: &str) -> Option<Amount> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let (bracketed, inner) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (true, inner.trim()),
        None => (false, text),
    };
    let mut negative = bracketed;
    let mut digits = String::new();
    // A currency may stand before or behind, never inside.
    let number = inner.trim_matches(|c: char| c.is_alphabetic() || c.is_whitespace() || "€$£¥".contains(c));
    for character in number.chars() {
        match character {
            '0'..='9' | '.' | ',' => digits.push(character),
            '-' | '−' | '–' if digits.is_empty() || number.ends_with(character) => negative = true,
            '+' if digits.is_empty() => {}
            '\'' | '’' | '_' => {}
            other if other.is_whitespace() || other.is_alphabetic() || "€$£¥".contains(other) => {}
            _ => return None,
        }
    }
    if !digits.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    negative |= inner.starts_with(['-', '−', '–']);
    let zero = !digits.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    let plain = hundredths(&digits).map(|value| if negative { -value } else { value });
    Some(Amount { hundredths: plain, negative: negative && !zero, zero })
}

/// Digits with points and commas as hundredths.
fn hundredths(digits: &str) -> Option<i64> {
    let separators: Vec<(usize, char)> =
        digits.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
    let Some((last, decimal)) = separators.last().copied() else { return whole(digits)?.checked_mul(100) };
    let (before, after) = (digits.get(..last)?, digits.get(last + 1..)?);
    let same = separators.iter().filter(|(_, c)| *c == decimal).count();
    let other = separators.len() - same;
    if same > 1 {
        // `1.234.567`: groups of thousands alone.
        return if other == 0 { whole(&grouped(digits, decimal)?)?.checked_mul(100) } else { None };
    }
    if other == 0 && after.len() == 3 && before != "0" && !before.is_empty() {
        return None; // A thousand, or a little more than one.
    }
    let thousands = if decimal == '.' { ',' } else { '.' };
    let before = if other == 0 { before.to_owned() } else { grouped(before, thousands)? };
    let cents = after.trim_end_matches('0');
    if cents.len() > 2 {
        return None;
    }
    let cents = whole(&format!("{cents:0<2}"))?;
    let before = if before.is_empty() { 0 } else { whole(&before)? };
    before.checked_mul(100)?.checked_add(cents)
}

/// Digits without the separators of their thousands, if each group but the first has three digits.
fn grouped(digits: &str, separator: char) -> Option<String> {
    let mut groups = digits.split(separator);
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    fits.then(|| digits.replace(separator, ""))
}

fn whole(digits: &str) -> Option<i64> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cents(text: &str) -> Option<i64> {
        read(text).and_then(|amount| amount.hundredths)
    }

    #[test]
    fn both_ways_of_writing_thousands_and_decimals_are_read() {
        for (text, expected) in [
            ("1.234,56", 123_456),
            ("1,234.56", 123_456),
            ("1234.5", 123_450),
            ("1'234.50", 123_450),
            ("1 234,5", 123_450),
            ("-12", -1_200),
            ("12-", -1_200),
            ("(12.00)", -1_200),
            ("EUR 12,00", 1_200),
            ("12.50000 USDC", 1_250),
            ("1.234.567", 123_456_700),
            ("0,5", 50),
            (".5", 50),
            ("5,000.00", 500_000),
        ] {
            assert_eq!(cents(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_plain_amount_is_not_guessed() {
        for text in ["1.234", "5,000", "0.12345", "1.2.3", "1,2,3.4", "99999999999999999999"] {
            assert_eq!(cents(text), None, "{text}");
            assert!(read(text).is_some_and(|amount| !amount.negative && !amount.zero), "{text}");
        }
        for text in ["", "abc", "-", "12/7", "2026:06"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(read("-0.00").is_some_and(|amount| amount.zero && !amount.negative));
        assert!(read("-0,12345678").is_some_and(|amount| amount.negative));
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC{0,40}") {
            let _ = read(&text);
        }

        #[test]
        fn what_is_written_is_read(amount in -9_000_000_000_i64..9_000_000_000) {
            let sign = if amount < 0 { "-" } else { "" };
            let text = format!("{sign}{}.{:02}", amount.abs() / 100, amount.abs() % 100);
            prop_assert_eq!(cents(&text), Some(amount));
        }
    }
}

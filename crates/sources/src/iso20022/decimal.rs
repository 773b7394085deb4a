//! Exact decimals of at most five places, as the standard allows them.

/// Places behind the point.
const PLACES: usize = 5;

/// A decimal as a whole number of its fifth place: `18.15` is 1 815 000. `None` where it is no plain
/// decimal or needs more places.
pub(super) fn read(text: &str) -> Option<i128> {
    let (sign, digits) = match text.trim().strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.trim().trim_start_matches('+')),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let fits = whole.len() <= 18
        && fraction.len() <= PLACES
        && !(whole.is_empty() && fraction.is_empty())
        && whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    if !fits {
        return None;
    }
    let value: i128 = format!("{whole}{fraction:0<PLACES$}").parse().ok()?;
    Some(sign * value)
}

/// The same in hundredths, where it needs no more places and fits.
pub(super) fn hundredths(value: i128) -> Option<i64> {
    if value % 1000 == 0 { i64::try_from(value / 1000).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        assert_eq!(read("18.15"), Some(1_815_000));
        assert_eq!(read("8.850"), read("8.85"));
        assert_eq!(read("5442.09000").and_then(hundredths), Some(544_209));
        assert_eq!((read("2700"), read(".5"), read("-1")), (Some(270_000_000), Some(50_000), Some(-100_000)));
        assert_eq!(read("0.00001"), Some(1));
        assert_eq!(hundredths(1), None);
        for text in ["", ".", "1,5", "1e3", "0.000001", "9999999999999999999", "--1", "{{x}}"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

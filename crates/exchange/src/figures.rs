//! Figures as people read them: thousands apart, milli-bits with three decimals. Integers only, so
//! that the same document gives the same bytes everywhere.

/// A count with a comma between thousands.
///
/// ```
/// assert_eq!(bonafide_exchange::figures::count(2_100_000), "2,100,000");
/// assert_eq!(bonafide_exchange::figures::count(412), "412");
/// ```
pub fn count(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Milli-bits as bits with three decimals, without a plus sign; the minus is U+2212.
///
/// ```
/// assert_eq!(bonafide_exchange::figures::bits(10_607), "10.607");
/// assert_eq!(bonafide_exchange::figures::bits(-40), "−0.040");
/// ```
pub fn bits(milli: i64) -> String {
    let size = milli.unsigned_abs();
    let sign = if milli < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}.{:03}", size / 1000, size % 1000)
}

/// Milli-bits as bits with three decimals and a sign, `0.000` without one.
///
/// ```
/// assert_eq!(bonafide_exchange::figures::signed_bits(5_235), "+5.235");
/// assert_eq!(bonafide_exchange::figures::signed_bits(0), "0.000");
/// ```
pub fn signed_bits(milli: i64) -> String {
    if milli > 0 { format!("+{}", bits(milli)) } else { bits(milli) }
}

/// Milli-bits as bits with one decimal and a sign, rounded half away from zero.
///
/// ```
/// assert_eq!(bonafide_exchange::figures::tenth_bits(5_250), "+5.3");
/// assert_eq!(bonafide_exchange::figures::tenth_bits(-40), "0.0");
/// assert_eq!(bonafide_exchange::figures::tenth_bits(-950), "−1.0");
/// ```
pub fn tenth_bits(milli: i64) -> String {
    let tenths = milli.unsigned_abs().saturating_add(50) / 100;
    let sign = match milli {
        _ if tenths == 0 => "",
        ..0 => "\u{2212}",
        _ => "+",
    };
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

/// A count in few letters.
///
/// ```
/// use bonafide_exchange::figures::short;
/// assert_eq!([short(950), short(1_000), short(12_400), short(1_250_000)], ["950", "1\u{a0}k", "12\u{a0}k", "1.3\u{a0}M"]);
/// ```
pub fn short(value: u64) -> String {
    for (unit, letter) in [(1_000_000_000_u64, "G"), (1_000_000, "M"), (1_000, "k")] {
        if value < unit {
            continue;
        }
        let tenths = (u128::from(value) * 10 + u128::from(unit / 2)) / u128::from(unit);
        if tenths >= 100 || tenths.is_multiple_of(10) {
            return format!("{}\u{a0}{letter}", (tenths + if tenths >= 100 { 5 } else { 0 }) / 10);
        }
        return format!("{}.{}\u{a0}{letter}", tenths / 10, tenths % 10);
    }
    value.to_string()
}

/// A share of 1 as per cent, with more digits near 0 and 1, where they matter.
///
/// ```
/// use bonafide_exchange::figures::percent;
/// assert_eq!([percent(0.5), percent(0.9996), percent(0.00042)], ["50\u{a0}%", "99.96\u{a0}%", "0.042\u{a0}%"]);
/// assert_eq!([percent(0.0), percent(1.0), percent(1e-9), percent(0.987)], ["0\u{a0}%", "100\u{a0}%", "under 0.001\u{a0}%", "98.7\u{a0}%"]);
/// ```
pub fn percent(share: f64) -> String {
    if !share.is_finite() {
        return "unknown".to_owned();
    }
    let hundred = share * 100.0;
    if hundred > 0.0 && hundred < 0.001 {
        return "under 0.001\u{a0}%".to_owned();
    }
    if hundred < 100.0 && 100.0 - hundred < 0.001 {
        return "over 99.999\u{a0}%".to_owned();
    }
    let edge = hundred.min(100.0 - hundred);
    let digits = match edge {
        ..=0.0 => 0,
        ..0.01 => 4,
        ..0.1 => 3,
        ..1.0 => 2,
        ..10.0 => 1,
        _ => 0,
    };
    let mut text = format!("{hundred:.digits$}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    format!("{text}\u{a0}%")
}

/// A share of 1 that is reckoned and not counted, as per cent: nearer to 0 and 1 than a thousandth nothing is known.
///
/// ```
/// use bonafide_exchange::figures::rough_percent;
/// assert_eq!([rough_percent(0.9999), rough_percent(0.987), rough_percent(1.0)], ["over 99.9\u{a0}%", "98.7\u{a0}%", "over 99.9\u{a0}%"]);
/// assert_eq!([rough_percent(0.0), rough_percent(0.0004)], ["0\u{a0}%", "under 0.1\u{a0}%"]);
/// ```
pub fn rough_percent(share: f64) -> String {
    match share {
        0.999.. => "over 99.9\u{a0}%".to_owned(),
        ..=0.0 => percent(0.0),
        ..0.001 => "under 0.1\u{a0}%".to_owned(),
        _ => percent(share),
    }
}

/// A count with its noun, `1 case` or `3 cases`.
///
/// ```
/// assert_eq!(bonafide_exchange::figures::counted(1, "case", "cases"), "1 case");
/// assert_eq!(bonafide_exchange::figures::counted(0, "person", "persons"), "0 persons");
/// ```
pub fn counted(value: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(value), if value == 1 { one } else { many })
}

/// Words in a row: `a`, `a and b`, `a, b and c`.
///
/// ```
/// assert_eq!(bonafide_exchange::figures::listed(&["a", "b", "c"]), "a, b and c");
/// ```
pub fn listed<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [start @ .., last] => {
            let head: Vec<&str> = start.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", head.join(", "), last.as_ref())
        }
    }
}

/// The words with a capital letter first.
///
/// ```
/// assert_eq!(bonafide_exchange::figures::capital("pay"), "Pay");
/// ```
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extremes_are_written_whole() {
        assert_eq!(count(u64::MAX), "18,446,744,073,709,551,615");
        assert_eq!(bits(i64::MIN), "−9223372036854775.808");
        assert_eq!(signed_bits(-1), "−0.001");
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed(&["a", "b"]), "a and b");
    }
}

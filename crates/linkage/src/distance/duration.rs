//! How long did it take? `5:16`, `5m 16sec`, `PT5M16S`, `316` and `316000` are one length of time.

use super::number;

/// From here on a number without a unit counts thousandths of a second: as seconds it would be five hours and a half.
const THOUSANDTHS: f64 = 20_000.0;

/// Below this a number with decimals and without a unit counts minutes.
const MINUTES: f64 = 60.0;

/// How a length of time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    /// A number alone, whose unit is guessed from its size.
    Bare,
    /// With colons.
    Clock,
    /// With units.
    Units,
}

/// Whole seconds, and how they are written; none where a text is no length of time.
pub(crate) fn seconds(text: &str) -> Option<(f64, Notation)> {
    let text = text.trim().to_lowercase();
    if let Some(read) = clock(&text) {
        return Some((read.round(), Notation::Clock));
    }
    if let Some(read) = units(text.strip_prefix("pt").unwrap_or(&text)) {
        return Some((read.round(), Notation::Units));
    }
    let bare = number::parse(text.as_bytes()).filter(|own| *own >= 0.0)?;
    let has_decimals = text.contains(['.', ',']);
    let read = match bare {
        _ if bare >= THOUSANDTHS => bare / 1000.0,
        _ if has_decimals && bare < MINUTES => bare * 60.0,
        _ => bare,
    };
    Some((read.round(), Notation::Bare))
}

/// `5:16`, `1:05:16`, `05:16.5`.
fn clock(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    let mut sum = 0.0;
    for (place, part) in parts.iter().enumerate() {
        let (whole, decimals) = part.split_once('.').unwrap_or((part, ""));
        let is_last = place + 1 == parts.len();
        let are_digits = |own: &str| own.bytes().all(|byte| byte.is_ascii_digit());
        let is_long = if place == 0 { whole.len() > 3 } else { whole.len() != 2 };
        if whole.is_empty()
            || is_long
            || !are_digits(whole)
            || !are_digits(decimals)
            || part.contains('.') && !is_last
        {
            return None;
        }
        let read: f64 = part.parse().ok()?;
        if place > 0 && read >= 60.0 {
            return None;
        }
        sum = sum * 60.0 + read;
    }
    Some(sum)
}

/// `5m 16sec`, `1 h 5 min`, `316 s`: each unit once, the largest first.
fn units(text: &str) -> Option<f64> {
    let (mut rest, mut sum, mut last) = (text.trim(), 0.0, f64::INFINITY);
    let (mut parts, mut is_clear) = (0, false);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(|own| own.is_ascii_digit() || *own == b'.').count();
        let (read, behind) = rest.split_at(digits);
        let behind = behind.trim_start();
        let letters = behind
            .chars()
            .take_while(|own| own.is_alphabetic() || matches!(own, '\'' | '"'))
            .map(char::len_utf8)
            .sum();
        let (unit, behind) = behind.split_at(letters);
        let size = match unit {
            "h" | "hr" | "hrs" | "hour" | "hours" | "std" => 3600.0,
            "m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "mn" | "'" => 60.0,
            "s" | "sec" | "secs" | "second" | "seconds" | "sek" | "sekunden" | "\"" => 1.0,
            "ms" | "msec" => 0.001,
            _ => return None,
        };
        if size >= last {
            return None;
        }
        sum += read.parse::<f64>().ok()? * size;
        // Metres and inches are lengths of another sort.
        is_clear |= !matches!(unit, "m" | "'" | "\"");
        (last, parts) = (size, parts + 1);
        rest = behind.trim_start_matches([' ', '.', ',']);
    }
    (is_clear || parts > 1).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_length_is_read_in_all_ways_of_writing() {
        let written = [
            "5:16",
            "05:16",
            "0:05:16",
            "5m 16sec",
            "5 min 16 s",
            "PT5M16S",
            "316",
            "316000",
            "5.267",
            "316 s",
        ];
        for text in written {
            assert_eq!(seconds(text).map(|own| own.0), Some(316.0), "{text}");
        }
        assert_eq!(seconds("1:02:03.4").map(|own| own.0), Some(3723.0));
        for text in [
            "",
            ":",
            "5:7",
            "12:60",
            "5 m",
            "5'",
            "16s 5m",
            "-3",
            "4 apples",
            "5:16:18:20",
            "1.5:20",
            "h",
            "NaN",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in "[0-9:.,a-zµ '\"é-]{0,12}") {
            let read = seconds(&text);
            prop_assert!(read.is_none_or(|own| own.0 >= 0.0 && own.0.is_finite()), "{read:?}");
        }
    }
}

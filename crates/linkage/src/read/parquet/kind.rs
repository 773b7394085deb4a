//! What the bytes of a Parquet value mean, and how they are written as text.

use super::super::numbers;

/// How values lie in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Physical {
    /// One bit each.
    Boolean,
    /// So many bytes each.
    Fixed(usize),
    /// A length of four bytes, then the bytes.
    Bytes,
}

/// A part of a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Milli,
    Micro,
    Nano,
}

impl Unit {
    /// Units in a second, and the digits that they take.
    fn parts(self) -> (i64, usize) {
        match self {
            Self::Milli => (1_000, 3),
            Self::Micro => (1_000_000, 6),
            Self::Nano => (1_000_000_000, 9),
        }
    }
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text, or bytes that nobody explains: taken as they are.
    Text,
    Boolean,
    /// Little-endian, of four or eight bytes.
    Signed,
    Unsigned,
    Single,
    Double,
    /// A float of two bytes.
    Half,
    /// Days since 1970-01-01.
    Date,
    Time(Unit),
    /// Since 1970-01-01T00:00:00, in UTC or nobody knows where.
    Timestamp {
        unit: Unit,
        utc: bool,
    },
    /// Nanoseconds of the day and the Julian day, as Impala wrote them.
    Julian,
    /// An unscaled number: little-endian if of fixed type, and digits behind the point.
    Decimal {
        little: bool,
        scale: usize,
    },
    Uuid,
}

/// Days from the Julian day 0 to 1970-01-01.
const JULIAN: i64 = 2_440_588;
const DAY: i64 = 86_400;
/// The longest decimal, in bytes: 77 digits.
const LONGEST: usize = 32;

impl Kind {
    /// The text of a value in `scratch` or the value itself; none when it is no finite number or no time.
    pub(super) fn text<'v>(self, raw: &'v [u8], scratch: &'v mut Vec<u8>) -> Option<&'v [u8]> {
        if self == Self::Text {
            return Some(raw);
        }
        scratch.clear();
        self.write(raw, scratch).then_some(scratch.as_slice())
    }

    /// The value as a whole number, where it is one that fits.
    pub(super) fn integer(self, raw: &[u8]) -> Option<i64> {
        match self {
            Self::Signed => Some(signed(raw)),
            Self::Unsigned => i64::try_from(unsigned(raw)).ok(),
            _ => None,
        }
    }

    fn write(self, raw: &[u8], out: &mut Vec<u8>) -> bool {
        match self {
            Self::Text => out.extend_from_slice(raw),
            Self::Boolean => out.extend_from_slice(if raw == [0] { b"false" } else { b"true" }),
            Self::Signed => numbers::integer(signed(raw), out),
            Self::Unsigned => numbers::natural(unsigned(raw), out),
            Self::Single => {
                return four(raw).is_some_and(|four| numbers::single(f32::from_le_bytes(four), out));
            }
            Self::Double => {
                return eight(raw).is_some_and(|eight| numbers::double(f64::from_le_bytes(eight), out));
            }
            Self::Half => {
                return two(raw).is_some_and(|two| numbers::single(half(u16::from_le_bytes(two)), out));
            }
            Self::Date => date(signed(raw), out),
            Self::Time(unit) => time(signed(raw), unit, out),
            Self::Timestamp { unit, utc } => {
                let (second, _) = unit.parts();
                let number = signed(raw);
                timestamp(number.div_euclid(second), number.rem_euclid(second), unit, utc, out);
            }
            Self::Julian => return julian(raw, out),
            Self::Decimal { little, scale } => return decimal(raw, little, scale, out),
            Self::Uuid => uuid(raw, out),
        }
        true
    }
}

fn two(raw: &[u8]) -> Option<[u8; 2]> {
    raw.try_into().ok()
}

fn four(raw: &[u8]) -> Option<[u8; 4]> {
    raw.try_into().ok()
}

fn eight(raw: &[u8]) -> Option<[u8; 8]> {
    raw.try_into().ok()
}

fn signed(raw: &[u8]) -> i64 {
    match raw.len() {
        4 => four(raw).map_or(0, |four| i64::from(i32::from_le_bytes(four))),
        _ => eight(raw).map_or(0, i64::from_le_bytes),
    }
}

fn unsigned(raw: &[u8]) -> u64 {
    match raw.len() {
        4 => four(raw).map_or(0, |four| u64::from(u32::from_le_bytes(four))),
        _ => eight(raw).map_or(0, u64::from_le_bytes),
    }
}

/// IEEE 754 binary16.
fn half(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10) & 0x1F, f32::from(bits & 0x3FF));
    sign * match exponent {
        0 => fraction * 2_f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1024.0 + fraction) * 2_f32.powi(exponent - 25),
    }
}

/// The civil date of a day since 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms").
fn date(days: i64, out: &mut Vec<u8>) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    if year < 0 {
        out.push(b'-');
    } else if year > 9999 {
        out.push(b'+');
    }
    numbers::padded(year.unsigned_abs(), 4, out);
    out.push(b'-');
    numbers::padded(month.unsigned_abs(), 2, out);
    out.push(b'-');
    numbers::padded(day.unsigned_abs(), 2, out);
}

fn time(since_midnight: i64, unit: Unit, out: &mut Vec<u8>) {
    let (second, _) = unit.parts();
    let seconds = since_midnight.div_euclid(second);
    clock(seconds.rem_euclid(DAY), since_midnight.rem_euclid(second), unit, out);
}

fn clock(seconds: i64, fraction: i64, unit: Unit, out: &mut Vec<u8>) {
    for (place, part) in [seconds / 3600, seconds / 60 % 60, seconds % 60].into_iter().enumerate() {
        if place > 0 {
            out.push(b':');
        }
        numbers::padded(part.unsigned_abs(), 2, out);
    }
    if fraction == 0 {
        return;
    }
    out.push(b'.');
    numbers::padded(fraction.unsigned_abs(), unit.parts().1, out);
    while out.last() == Some(&b'0') {
        out.pop();
    }
}

/// A local midnight is that day and nothing else: dates are often kept as such, and every text of them is without a time. In
/// UTC it may be another day where it was noted. One value is spelt alike whatever the others of its column are, so that rows
/// which come later fit.
fn timestamp(seconds: i64, fraction: i64, unit: Unit, utc: bool, out: &mut Vec<u8>) {
    date(seconds.div_euclid(DAY), out);
    if !utc && fraction == 0 && seconds.rem_euclid(DAY) == 0 {
        return;
    }
    out.push(b'T');
    clock(seconds.rem_euclid(DAY), fraction, unit, out);
    if utc {
        out.push(b'Z');
    }
}

fn julian(raw: &[u8], out: &mut Vec<u8>) -> bool {
    let (Some(nanos), Some(day)) = (raw.get(..8).and_then(eight), raw.get(8..).and_then(four)) else {
        return false;
    };
    let (nanos, day) = (i64::from_le_bytes(nanos), i64::from(u32::from_le_bytes(day)));
    let (second, _) = Unit::Nano.parts();
    let seconds = (day - JULIAN) * DAY + nanos.div_euclid(second);
    timestamp(seconds, nanos.rem_euclid(second), Unit::Nano, false, out);
    true
}

fn decimal(raw: &[u8], little: bool, scale: usize, out: &mut Vec<u8>) -> bool {
    if raw.is_empty() || raw.len() > LONGEST || scale > 10_000 {
        return false;
    }
    let mut magnitude = raw.to_vec();
    if little {
        magnitude.reverse();
    }
    let negative = magnitude[0] & 0x80 != 0;
    if negative {
        // Two's complement: all bits turned, and one more.
        let mut carry = true;
        for byte in magnitude.iter_mut().rev() {
            let (turned, over) = (!*byte).overflowing_add(u8::from(carry));
            *byte = turned;
            carry = over;
        }
    }
    let mut digits = Vec::new();
    while magnitude.iter().any(|byte| *byte != 0) {
        let mut rest = 0_u16;
        for byte in &mut magnitude {
            let number = (rest << 8) | u16::from(*byte);
            *byte = (number / 10) as u8;
            rest = number % 10;
        }
        digits.push(b'0' + rest as u8);
    }
    digits.reverse();
    numbers::decimal(negative, &digits, scale, out);
    true
}

fn uuid(raw: &[u8], out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    for (place, byte) in raw.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            out.push(b'-');
        }
        out.push(HEX[usize::from(byte >> 4)]);
        out.push(HEX[usize::from(byte & 0x0F)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(kind: Kind, raw: &[u8]) -> Option<String> {
        let mut scratch = Vec::new();
        kind.text(raw, &mut scratch).map(|text| String::from_utf8(text.to_vec()).unwrap())
    }

    fn is(kind: Kind, raw: &[u8], expected: &str) {
        assert_eq!(text(kind, raw).as_deref(), Some(expected));
    }

    #[test]
    fn dates_and_times_are_iso() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (19_782, "2024-02-29"),
            (-719_528, "0000-01-01"),
            (2_932_896, "9999-12-31"),
            (2_932_897, "+10000-01-01"),
            (-719_529, "-0001-12-31"),
        ] {
            is(Kind::Date, &i32::to_le_bytes(days), expected);
        }
        let local = |unit| Kind::Timestamp { unit, utc: false };
        is(local(Unit::Milli), &1_500_i64.to_le_bytes(), "1970-01-01T00:00:01.5");
        is(local(Unit::Nano), &(-1_i64).to_le_bytes(), "1969-12-31T23:59:59.999999999");
        is(
            Kind::Timestamp { unit: Unit::Micro, utc: true },
            &1_709_210_096_000_000_i64.to_le_bytes(),
            "2024-02-29T12:34:56Z",
        );
        is(Kind::Time(Unit::Milli), &45_296_070_i32.to_le_bytes(), "12:34:56.07");
        let impala = [45_296_000_000_000_i64.to_le_bytes().as_slice(), &2_460_370_i32.to_le_bytes()].concat();
        is(Kind::Julian, &impala, "2024-02-29T12:34:56");
        // Midnights are days, as they are in texts; in UTC nobody knows of where.
        let midnight = 19_782 * 86_400_000_i64;
        is(local(Unit::Milli), &midnight.to_le_bytes(), "2024-02-29");
        is(local(Unit::Milli), &(midnight + 1).to_le_bytes(), "2024-02-29T00:00:00.001");
        is(Kind::Timestamp { unit: Unit::Milli, utc: true }, &midnight.to_le_bytes(), "2024-02-29T00:00:00Z");
        is(
            Kind::Julian,
            &[0_i64.to_le_bytes().as_slice(), &2_460_370_i32.to_le_bytes()].concat(),
            "2024-02-29",
        );
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_overflow() {
        for number in [i64::MIN, i64::MAX] {
            for unit in [Unit::Milli, Unit::Micro, Unit::Nano] {
                assert!(text(Kind::Timestamp { unit, utc: true }, &number.to_le_bytes()).is_some());
                assert!(text(Kind::Time(unit), &number.to_le_bytes()).is_some());
            }
        }
        assert!(text(Kind::Julian, &[0xFF; 12]).is_some());
        assert!(text(Kind::Date, &i32::MIN.to_le_bytes()).is_some());
    }

    #[test]
    fn numbers_of_every_width() {
        is(Kind::Signed, &(-5_i32).to_le_bytes(), "-5");
        is(Kind::Unsigned, &u32::MAX.to_le_bytes(), "4294967295");
        is(Kind::Unsigned, &u64::MAX.to_le_bytes(), "18446744073709551615");
        is(Kind::Double, &5.0_f64.to_le_bytes(), "5");
        is(Kind::Single, &0.1_f32.to_le_bytes(), "0.1");
        assert_eq!(text(Kind::Double, &f64::NAN.to_le_bytes()), None);
        for (bits, expected) in [
            (0x3C00_u16, "1"),
            (0xC500, "-5"),
            (0x3800, "0.5"),
            (0x0001, "0.000000059604645"),
            (0x7BFF, "65504"),
        ] {
            is(Kind::Half, &bits.to_le_bytes(), expected);
        }
        assert_eq!(text(Kind::Half, &0x7C00_u16.to_le_bytes()), None);
    }

    #[test]
    fn decimals_of_both_layouts() {
        let big = |scale| Kind::Decimal { little: false, scale };
        is(Kind::Decimal { little: true, scale: 2 }, &(-550_i32).to_le_bytes(), "-5.5");
        is(big(2), &[0x02, 0x26], "5.5");
        is(big(0), &[0x80], "-128");
        is(big(10), &[0xFF], "-0.0000000001");
        is(big(38), &i128::MIN.to_be_bytes(), "-1.70141183460469231731687303715884105728");
        is(big(3), &[0; 16], "0");
        assert_eq!(text(big(0), &[1; 40]), None);
        assert_eq!(text(big(0), &[]), None);
    }

    #[test]
    fn the_others() {
        is(Kind::Uuid, &(0_u8..16).collect::<Vec<_>>(), "00010203-0405-0607-0809-0a0b0c0d0e0f");
        is(Kind::Boolean, &[1], "true");
        is(Kind::Boolean, &[0], "false");
        is(Kind::Text, "é".as_bytes(), "é");
    }
}

//! Which date does a text say?
//!
//! Without a pattern ISO 8601 is read, and year, month and day without leading zeros. All else needs a
//! [`Pattern`], since `03/05/1981` is two dates.
//!
//! ```
//! use bonafide_linkage::distance::date::Date;
//! use bonafide_linkage::distance::date_text::Pattern;
//! assert_eq!(Date::parse(b"1981-5-3"), Date::new(1981, 5, 3));
//! assert_eq!(Date::parse(b"1881-05"), Date::new(1881, 5, 0));
//! assert_eq!(Date::parse(b"03/05/1981"), None);
//! let german = Pattern::new("%d.%m.%Y")?;
//! assert_eq!(german.parse(b"3.5.1981"), Date::new(1981, 5, 3));
//! # Ok::<(), bonafide_linkage::distance::date_text::PatternError>(())
//! ```

use std::fmt;

use super::date::Date;

/// How dates are written: `%Y` (four digits), `%y` (two digits: 69 to 99 are 1969 to 1999, 00 to 68 are 2000
/// to 2068, as POSIX has it), `%m`, `%d`, `%b` (English month, the first three letters or whole, in any
/// case), `%%`, and all other signs as they are; a blank stands for any number of blanks.
///
/// Months and days may lack their leading zero, unless another number stands right before or behind them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Year,
    ShortYear,
    Month,
    Day,
    MonthName,
    Blanks,
    Sign(u8),
}

/// Why a text is no pattern of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternError {
    /// `%` with a letter that is not read, or with none.
    Unknown(Option<char>),
    /// Year, month or day stands there twice.
    Twice,
    /// There is no year.
    NoYear,
    /// There is a day but no month.
    DayWithoutMonth,
}

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(Some(letter)) => {
                write!(
                    formatter,
                    "the pattern of dates has %{letter}: use %Y, %y, %m, %d or %b, and %% for a percent sign"
                )
            }
            Self::Unknown(None) => {
                write!(formatter, "the pattern of dates ends with %: write %% for a percent sign")
            }
            Self::Twice => {
                write!(formatter, "the pattern of dates has year, month or day twice: name each once")
            }
            Self::NoYear => write!(formatter, "the pattern of dates has no year: add %Y or %y"),
            Self::DayWithoutMonth => {
                write!(formatter, "the pattern of dates has a day but no month: add %m or %b")
            }
        }
    }
}

impl std::error::Error for PatternError {}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Pattern {
    /// Reads a pattern.
    pub fn new(pattern: &str) -> Result<Self, PatternError> {
        let mut parts = Vec::new();
        let mut signs = pattern.trim().chars();
        while let Some(sign) = signs.next() {
            if sign.is_ascii_whitespace() {
                parts.push(Part::Blanks);
                continue;
            }
            if sign != '%' {
                parts.extend(sign.encode_utf8(&mut [0; 4]).bytes().map(Part::Sign));
                continue;
            }
            parts.push(match signs.next() {
                Some('Y') => Part::Year,
                Some('y') => Part::ShortYear,
                Some('m') => Part::Month,
                Some('d') => Part::Day,
                Some('b') => Part::MonthName,
                Some('%') => Part::Sign(b'%'),
                letter => return Err(PatternError::Unknown(letter)),
            });
        }
        let count = |wanted: [Part; 2]| parts.iter().filter(|part| wanted.contains(part)).count();
        let years = count([Part::Year, Part::ShortYear]);
        let months = count([Part::Month, Part::MonthName]);
        let days = count([Part::Day; 2]);
        if years > 1 || months > 1 || days > 1 {
            return Err(PatternError::Twice);
        }
        if years == 0 {
            return Err(PatternError::NoYear);
        }
        if days == 1 && months == 0 {
            return Err(PatternError::DayWithoutMonth);
        }
        Ok(Self { parts })
    }

    /// The date that a text says; none where it is not written like this to its end. 00 for month or day is one
    /// that is missing.
    pub fn parse(&self, text: &[u8]) -> Option<Date> {
        let mut rest = text.trim_ascii();
        let (mut year, mut month, mut day) = (0, 0, 0);
        for (place, part) in self.parts.iter().enumerate() {
            let is_number = |near: Option<&Part>| {
                matches!(near, Some(Part::Year | Part::ShortYear | Part::Month | Part::Day))
            };
            let before = place.checked_sub(1).and_then(|before| self.parts.get(before));
            let at_least = if is_number(before) || is_number(self.parts.get(place + 1)) { 2 } else { 1 };
            match part {
                Part::Year => year = digits(&mut rest, 4, 4)?,
                Part::ShortYear => {
                    let two = digits(&mut rest, 2, 2)?;
                    year = if two >= 69 { 1900 + two } else { 2000 + two };
                }
                Part::Month => month = digits(&mut rest, at_least, 2)?,
                Part::Day => day = digits(&mut rest, at_least, 2)?,
                Part::MonthName => month = month_name(&mut rest)?,
                Part::Blanks => rest = rest.trim_ascii_start(),
                Part::Sign(sign) => rest = rest.strip_prefix(&[*sign])?,
            }
        }
        if rest.is_empty() { Date::new(year, month as u8, day as u8) } else { None }
    }
}

impl Date {
    /// The date that a text says in the order year, month, day: `1981-05-03`, `1981-5-3`, `1981/5/3`, `1981.5.3`,
    /// `19810503`, `1981-05` or `1981`; a time of day behind `T` or a blank is passed over. None for all else.
    ///
    /// 00 for month or day is one that is missing. What no calendar has is a date as written:
    /// [`Date::is_possible`] tells.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let mut rest = text.trim_ascii();
        let year = digits(&mut rest, 4, 4)?;
        let Some(sign) = rest.first().copied() else { return Self::new(year, 0, 0) };
        let (month, day);
        if sign.is_ascii_digit() {
            month = digits(&mut rest, 2, 2)?;
            day = digits(&mut rest, 2, 2)?;
        } else {
            if !matches!(sign, b'-' | b'/' | b'.') {
                return None;
            }
            rest = &rest[1..];
            month = digits(&mut rest, 1, 2)?;
            if rest.is_empty() {
                return Self::new(year, month as u8, 0);
            }
            rest = rest.strip_prefix(&[sign])?;
            day = digits(&mut rest, 1, 2)?;
        }
        if !(rest.is_empty() || is_time(rest)) {
            return None;
        }
        Self::new(year, month as u8, day as u8)
    }
}

/// `T` or a blank, then digits with what stands between and behind them in a time of day.
fn is_time(text: &[u8]) -> bool {
    let Some((b'T' | b't' | b' ', time)) = text.split_first() else { return false };
    time.len() >= 2
        && time[..2].iter().all(u8::is_ascii_digit)
        && time.iter().all(|sign| sign.is_ascii_digit() || b":.,+-Zz ".contains(sign))
}

/// Takes the digits in front, at most so many.
fn digits(rest: &mut &[u8], at_least: usize, at_most: usize) -> Option<u16> {
    let count = rest.iter().take(at_most).take_while(|byte| byte.is_ascii_digit()).count();
    if count < at_least {
        return None;
    }
    let (taken, left) = rest.split_at(count);
    *rest = left;
    Some(taken.iter().fold(0, |number, digit| number * 10 + u16::from(digit - b'0')))
}

/// Takes the English name of a month in front: whole, or else its first three letters.
fn month_name(rest: &mut &[u8]) -> Option<u16> {
    let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (written, left) = rest.split_at(letters);
    let place = MONTHS.iter().position(|month| {
        let name = month.as_bytes();
        written.eq_ignore_ascii_case(name) || written.eq_ignore_ascii_case(&name[..3])
    })?;
    *rest = left;
    Some(place as u16 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn without_a_pattern() {
        for (text, expected) in [
            ("1981-05-03", (1981, 5, 3)),
            (" 1981-5-3 ", (1981, 5, 3)),
            ("1981/05/03", (1981, 5, 3)),
            ("1981.5.3", (1981, 5, 3)),
            ("19810503 ", (1981, 5, 3)),
            ("1981-05", (1981, 5, 0)),
            ("1881", (1881, 0, 0)),
            ("1981-00-00", (1981, 0, 0)),
            ("1981-05-00", (1981, 5, 0)),
            ("1981-13-45", (1981, 13, 45)),
            ("1981-05-03T12:30:00Z", (1981, 5, 3)),
            ("1981-05-03 00:00:00.000+02", (1981, 5, 3)),
        ] {
            assert_eq!(Date::parse(text.as_bytes()), Date::new(expected.0, expected.1, expected.2), "{text}");
        }
        for text in [
            "",
            "x",
            "198",
            "198105",
            "1981-",
            "1981-05-",
            "1981-05/03",
            "1981-05-03x",
            "1981-05-03 noon",
            "81-05-03",
            "03.05.1981",
            "1981-00-03",
            "0000",
            "1981-05-031",
            "-1981",
            "１９８１",
            "1981-05-03T",
        ] {
            assert_eq!(Date::parse(text.as_bytes()), None, "{text}");
        }
    }

    fn read(pattern: &str, text: &str) -> Option<Date> {
        Pattern::new(pattern).expect("a pattern").parse(text.as_bytes())
    }

    #[test]
    fn with_a_pattern() {
        for (pattern, text, expected) in [
            ("%d/%m/%Y", "03/05/1981", (1981, 5, 3)),
            ("%m/%d/%Y", "3/5/1981", (1981, 3, 5)),
            ("%d.%m.%y", "3.5.68", (2068, 5, 3)),
            ("%d.%m.%y", "3.5.69", (1969, 5, 3)),
            ("%d %b %Y", "3 may 1981", (1981, 5, 3)),
            ("%d-%b-%y", "03-SEP-81", (1981, 9, 3)),
            ("%b %d, %Y", "September  3,  1981", (1981, 9, 3)),
            ("%Y%m%d", "19811105", (1981, 11, 5)),
            ("%d%m%Y", "03051981", (1981, 5, 3)),
            ("%b%y", "jan81", (1981, 1, 0)),
            ("%Y", " 1881 ", (1881, 0, 0)),
            ("%Y年%m月%d日", "1981年5月3日", (1981, 5, 3)),
            ("%m/%Y", "05/1981", (1981, 5, 0)),
            ("100%% %Y", "100% 1981", (1981, 0, 0)),
            ("%d%b%Y", "3May1981", (1981, 5, 3)),
        ] {
            assert_eq!(
                read(pattern, text),
                Date::new(expected.0, expected.1, expected.2),
                "{pattern} {text}"
            );
        }
        for (pattern, text) in [
            ("%d/%m/%Y", "1981-05-03"),
            ("%Y%m%d", "1981115"),
            ("%d %b %Y", "3 mai 1981"),
            ("%d %b %Y", "3 sept 1981"),
            ("%Y", "18810"),
            ("%d.%m.%Y", "3.5.81"),
            ("%d/%m/%Y", "003/05/1981"),
            ("%Y", ""),
        ] {
            assert_eq!(read(pattern, text), None, "{pattern} {text}");
        }
    }

    #[test]
    fn no_patterns() {
        for (pattern, error) in [
            ("%H:%M", PatternError::Unknown(Some('H'))),
            ("%Y %", PatternError::Unknown(None)),
            ("%Y %y", PatternError::Twice),
            ("%Y %m %b", PatternError::Twice),
            ("%m/%d", PatternError::NoYear),
            ("", PatternError::NoYear),
            ("%d %Y", PatternError::DayWithoutMonth),
        ] {
            assert_eq!(Pattern::new(pattern), Err(error), "{pattern}");
            assert!(error.to_string().starts_with("the pattern of dates"));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(year in 1_u16..9999, month in 1_u8..13, day in 1_u8..32) {
            let date = Date::new(year, month, day);
            prop_assert_eq!(Date::parse(format!("{year:04}-{month}-{day}").as_bytes()), date);
            prop_assert_eq!(read("%m/%d/%Y", &format!("{month:02}/{day:02}/{year:04}")), date);
            prop_assert_eq!(read("%d%b%Y", &format!("{day}{}{year:04}", MONTHS[month as usize - 1])), date);
        }

        #[test]
        fn any_bytes_are_a_date_or_none(text in proptest::collection::vec(any::<u8>(), 0..12), typed in "[0-9T:. /-]{0,14}", pattern in "[%Ymdyb./ -]{0,9}") {
            prop_assert!(Date::parse(&text).is_none_or(|date| date.year() <= 9999));
            prop_assert!(Date::parse(typed.as_bytes()).is_none_or(|date| date.year() <= 9999));
            if let Ok(pattern) = Pattern::new(&pattern) {
                prop_assert!(pattern.parse(typed.as_bytes()).is_none_or(|date| date.year() <= 9999));
            }
        }
    }
}

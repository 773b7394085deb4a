//! Number formats: what a number in a cell is meant to be.
//!
//! A workbook holds days as numbers and says by the cell's format that they are days. So the format
//! is read as far as that goes: a day, a time, a number with leading zeros, or just a number.

use std::collections::BTreeMap;
use std::io::{self, Read};

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use crate::xml::pieces::{Piece, XmlReader};

/// Formats and styles that are kept; Excel itself writes at most 64,000 styles.
const KEPT: usize = 65_536;

/// Largest whole number that a cell holds exactly: 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Excel keeps 15 digits and writes zeros for those behind.
const FIFTEEN_DIGITS: f64 = 1e15;

/// What a format says of a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Shape {
    /// Nothing.
    #[default]
    Plain,
    /// A day, a time of day or both.
    Moment { day: bool, clock: bool },
    /// At least this many digits, with zeros in front.
    Zeros(usize),
}

/// What a number says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Number {
    /// This.
    Text(String),
    /// Something that was rounded away: a whole number of more digits than a cell keeps.
    Rounded,
}

/// The formats of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Formats {
    /// Whether days are counted from 1904, as on old Macintosh computers.
    pub(crate) since_1904: bool,
    shapes: Vec<Shape>,
}

impl Formats {
    /// Reads the part with the styles.
    pub(crate) fn read(&mut self, xml: &mut XmlReader<&mut dyn Read>) -> io::Result<()> {
        let mut codes: BTreeMap<u32, Shape> = BTreeMap::new();
        let mut in_cells = 0_usize;
        loop {
            let depth = xml.depth();
            match xml.next_piece()? {
                Piece::Start(tag) => {
                    let number = |name| tag.attribute(name).and_then(|text| text.parse::<u32>().ok());
                    match tag.name() {
                        "numFmt" if codes.len() < KEPT => {
                            if let (Some(id), Some(code)) = (number("numFmtId"), tag.attribute("formatCode"))
                            {
                                codes.insert(id, shape(&code));
                            }
                        }
                        "cellXfs" => in_cells = depth + 1,
                        "xf" if in_cells > 0 && self.shapes.len() < KEPT => {
                            let id = number("numFmtId").unwrap_or(0);
                            self.shapes.push(codes.get(&id).copied().unwrap_or_else(|| built_in(id)));
                        }
                        _ => {}
                    }
                }
                Piece::End if depth == in_cells => in_cells = 0,
                Piece::Over => return Ok(()),
                _ => {}
            }
        }
    }

    /// What a number says under a style. What is no number is given as it is written.
    pub(crate) fn text(&self, written: &str, style: usize) -> Number {
        let trimmed = written.trim();
        let is_numeral = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.');
        let value = trimmed.parse::<f64>().ok().filter(|value| value.is_finite());
        let Some(value) = value.filter(|_| trimmed.starts_with(is_numeral)) else {
            return Number::Text(trimmed.to_owned());
        };
        let shape = self.shapes.get(style).copied().unwrap_or_default();
        if let Shape::Moment { day, clock } = shape
            && let Some(text) = self.moment(value, day, clock)
        {
            return Number::Text(text);
        }
        match (plain_number(value), shape) {
            (Some(text), Shape::Zeros(digits)) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                Number::Text(format!("{text:0>digits$}"))
            }
            (Some(text), _) => Number::Text(text),
            (None, _) => Number::Rounded,
        }
    }

    /// A day, a time or both, as ISO writes them; midnight is left out behind a day. `None` for
    /// what no calendar holds, such as the 29 February 1900 that spreadsheets know.
    fn moment(&self, value: f64, day: bool, clock: bool) -> Option<String> {
        if !(0.0..2_958_466.0).contains(&value) {
            return None;
        }
        let mut days = value.trunc() as i64;
        let mut seconds = (value.fract() * 86_400.0).round() as i64;
        if seconds == 86_400 {
            days += 1;
            seconds = 0;
        }
        let time = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
        let is_time_alone = days == 0 && !(self.since_1904 && day);
        if is_time_alone {
            return clock.then_some(time);
        }
        let written: Date = match (self.since_1904, days) {
            (true, _) => date(1904, 1, 1).checked_add(days.days()).ok()?,
            (false, 60) => return None,
            (false, ..60) => date(1899, 12, 31).checked_add(days.days()).ok()?,
            (false, _) => date(1899, 12, 30).checked_add(days.days()).ok()?,
        };
        match (day, seconds) {
            (false, _) => None,
            (true, 0) => Some(written.to_string()),
            (true, _) => Some(format!("{written} {time}")),
        }
    }
}

/// A number without what floating point adds: `101`, `0.3`. `None` where digits were lost.
fn plain_number(value: f64) -> Option<String> {
    let rounded = if value.fract() == 0.0 {
        value
    } else {
        // Fifteen digits are what a cell was given; the two behind are noise.
        format!("{value:.14e}").parse::<f64>().unwrap_or(value)
    };
    if rounded.fract() != 0.0 {
        return Some(rounded.to_string());
    }
    let size = rounded.abs();
    // A whole number of sixteen digits that ends in zero was cut to fifteen.
    if size > EXACT || (size >= FIFTEEN_DIGITS && size % 10.0 == 0.0) {
        return None;
    }
    Some((rounded as i64).to_string())
}

/// Formats that have a number and no code, by the standard.
fn built_in(id: u32) -> Shape {
    match id {
        14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shape::Moment { day: true, clock: false },
        18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Shape::Moment { day: false, clock: true },
        22 => Shape::Moment { day: true, clock: true },
        _ => Shape::Plain,
    }
}

/// What the code of a format says. Only its first section counts, that of positive numbers.
fn shape(code: &str) -> Shape {
    if (2..=30).contains(&code.len()) && code.bytes().all(|byte| byte == b'0') {
        return Shape::Zeros(code.len());
    }
    let (mut day, mut clock, mut months_or_minutes) = (false, false, false);
    let mut characters = code.chars();
    if code.eq_ignore_ascii_case("general") {
        return Shape::Plain;
    }
    while let Some(character) = characters.next() {
        match character.to_ascii_lowercase() {
            ';' => break,
            '\\' | '_' | '*' => {
                characters.next();
            }
            '"' => {
                characters.by_ref().find(|other| *other == '"');
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|other| *other != ']').collect();
                let lower = inside.to_ascii_lowercase();
                if !lower.is_empty() && ['h', 'm', 's'].iter().any(|unit| lower.chars().all(|c| c == *unit)) {
                    return Shape::Plain; // A length of time, no time of day.
                }
            }
            'y' | 'd' => day = true,
            'h' | 's' => clock = true,
            'm' => months_or_minutes = true,
            // `AM/PM` is no month.
            'a' if clock => {
                characters.by_ref().take("m/pm".len()).for_each(drop);
            }
            _ => {}
        }
    }
    if months_or_minutes && !clock {
        day = true;
    }
    if day || clock { Shape::Moment { day, clock } } else { Shape::Plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formats(codes: &[&str]) -> Formats {
        Formats { since_1904: false, shapes: codes.iter().map(|code| shape(code)).collect() }
    }

    fn text(formats: &Formats, written: &str, style: usize) -> String {
        match formats.text(written, style) {
            Number::Text(text) => text,
            Number::Rounded => "(rounded)".to_owned(),
        }
    }

    #[test]
    fn numbers_lose_what_floating_point_adds() {
        let plain = Formats::default();
        for (written, wanted) in [
            ("101", "101"),
            ("101.0", "101"),
            ("1.01E2", "101"),
            ("-0", "0"),
            ("0.30000000000000004", "0.3"),
            ("1234.5", "1234.5"),
            ("2.9999999999999996", "3"),
            ("4930231250012", "4930231250012"),
            ("999999999999999", "999999999999999"),
            ("9007199254740991", "9007199254740991"),
            ("9007199254740993", "9007199254740992"),
            ("4111111111111110", "(rounded)"),
            ("1.2345678901234567E+19", "(rounded)"),
            ("-1e300", "(rounded)"),
            ("NaN", "NaN"),
            ("inf", "inf"),
            ("-inf", "-inf"),
            ("1e999", "1e999"),
            ("abc", "abc"),
            ("", ""),
        ] {
            assert_eq!(text(&plain, written, 0), wanted, "{written}");
        }
        assert!(text(&plain, "1e-300", 0).len() < 400);
    }

    #[test]
    fn days_are_known_by_their_format() {
        let codes = ["yyyy-mm-dd", "dd.mm.yyyy hh:mm", "h:mm AM/PM", "[h]:mm", "00000", "mmm yy", "General"];
        let mut formats = formats(&codes);
        let say = |formats: &Formats, written, style| text(formats, written, style);
        assert_eq!(say(&formats, "46174", 0), "2026-06-01");
        assert_eq!(say(&formats, "46174.75", 1), "2026-06-01 18:00:00");
        assert_eq!(say(&formats, "46174", 1), "2026-06-01");
        assert_eq!(say(&formats, "46173.999999999", 1), "2026-06-01");
        assert_eq!(
            (say(&formats, "0.75", 2), say(&formats, "0.75", 1)),
            ("18:00:00".into(), "18:00:00".into())
        );
        assert_eq!((say(&formats, "1.5", 2), say(&formats, "1.5", 3)), ("1.5".into(), "1.5".into()));
        assert_eq!((say(&formats, "1067", 4), say(&formats, "106700", 4)), ("01067".into(), "106700".into()));
        assert_eq!(say(&formats, "46174", 5), "2026-06-01");
        assert_eq!(say(&formats, "46174", 6), "46174");
        assert_eq!(say(&formats, "46174", 99), "46174");
        assert_eq!(
            (say(&formats, "1", 0), say(&formats, "59", 0)),
            ("1900-01-01".into(), "1900-02-28".into())
        );
        assert_eq!((say(&formats, "60", 0), say(&formats, "61", 0)), ("60".into(), "1900-03-01".into()));
        for wrong in ["-1", "2958466", "1e15"] {
            assert!(!say(&formats, wrong, 0).contains('-') || wrong == "-1", "{wrong}");
        }
        formats.since_1904 = true;
        assert_eq!(
            (say(&formats, "44712", 0), say(&formats, "0", 0)),
            ("2026-06-01".into(), "1904-01-01".into())
        );
    }

    #[test]
    fn codes_of_formats_are_told_apart() {
        let day = |code| matches!(shape(code), Shape::Moment { day: true, .. });
        let clock = |code| matches!(shape(code), Shape::Moment { clock: true, .. });
        for code in
            ["m/d/yyyy", "[$-407]d. mmmm yyyy;@", "yyyy\\-mm\\-dd", "dddd", "[Red]dd/mm/yy", "d \"m\""]
        {
            assert!(day(code) && !clock(code), "{code}");
        }
        for code in ["hh:mm", "mm:ss", "h:mm:ss AM/PM"] {
            assert!(clock(code) && !day(code), "{code}");
        }
        for code in
            ["0", "0.00", "#,##0 \"days\"", "@", "", "[Red]0", "[mm]:ss", "0.00E+00", "\\d0", "0 _d", "0;d"]
        {
            assert!(!day(code) && !clock(code), "{code}");
        }
        assert!(day("yyyy-mm-dd\"T\"hh:mm:ss") && clock("yyyy-mm-dd\"T\"hh:mm:ss"));
    }
}

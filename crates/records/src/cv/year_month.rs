//! A year, with or without its month, as CVs write times.

use std::fmt;

use jiff::civil::Date;

/// A year with or without a month. A whole year starts in January and ends in December, so every
/// comparison says which end it means.
///
/// ```
/// use bonafide_records::cv::YearMonth;
/// let year = YearMonth::year(2015);
/// let month = YearMonth::month(2015, 6).unwrap();
/// assert!(year.start() < month.start() && month.end() < year.end());
/// assert!(YearMonth::month(2015, 13).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct YearMonth {
    /// The year of our calendar.
    pub year: i16,
    /// The month, 1 to 12; `None` where only the year is given.
    pub month: Option<u8>,
}

impl fmt::Display for YearMonth {
    /// `2015`, or `2015-06`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.month {
            Some(month) => write!(formatter, "{}-{month:02}", self.year),
            None => write!(formatter, "{}", self.year),
        }
    }
}

impl YearMonth {
    /// A whole year.
    pub const fn year(year: i16) -> Self {
        Self { year, month: None }
    }

    /// A month of a year; `None` where there is no such month.
    pub const fn month(year: i16, month: u8) -> Option<Self> {
        if month < 1 || month > 12 {
            return None;
        }
        Some(Self { year, month: Some(month) })
    }

    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), month: u8::try_from(day.month()).ok() }
    }

    /// The number of its first month, counted from January of the year 0: the order by start.
    pub fn start(self) -> i32 {
        self.count(1)
    }

    /// The number of its last month, counted from January of the year 0: the order by end.
    pub fn end(self) -> i32 {
        self.count(12)
    }

    /// The month with this number, counted from January of the year 0.
    pub fn of_count(count: i32) -> Option<Self> {
        let year = i16::try_from(count.div_euclid(12)).ok()?;
        Self::month(year, u8::try_from(count.rem_euclid(12)).ok()? + 1)
    }

    /// `2015` or `2015-06`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((year, month)) = text.split_once('-') else {
            return text.parse().ok().map(Self::year);
        };
        Self::month(year.parse().ok()?, month.parse().ok()?)
    }

    fn count(self, otherwise: u8) -> i32 {
        let month = self.month.unwrap_or(otherwise).clamp(1, 12);
        i32::from(self.year) * 12 + i32::from(month) - 1
    }
}

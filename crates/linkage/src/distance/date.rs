//! What is a date, and what do two of them have in common, as they are mistyped and half known?
//!
//! A date is what was written: month or day may be missing, and what no calendar has (the 31st of a 13th
//! month) is kept, since two such dates can still be compared. [`super::date_text`] reads them.
//!
//! ```
//! use bonafide_linkage::distance::date::Date;
//! let date = |text: &str| Date::parse(text.as_bytes());
//! let (Some(own), Some(other)) = (date("1981-05-03"), date("1981-03-05")) else { panic!("dates") };
//! assert!(own.is_swapped(other));
//! assert_eq!(own.days_between(other), Some(59));
//! assert_eq!(date("1881").map(|year| year.month()), Some(None));
//! ```

use super::marks::Marks;

/// A day, a month or a year of four digits, in four bytes; dates are ordered, the less known first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The eight digits of `yyyymmdd`, four bits each; zeros for what is missing. Two dates differ in the
    /// digits that are not zero in the exclusive or.
    digits: u32,
}

/// Days in a year of the Gregorian calendar on average: 400 years have 146,097 days.
const DAYS_A_YEAR: f64 = 365.2425;

/// Two decimal digits, four bits each.
const fn two_digits(number: u32) -> u32 {
    number / 10 * 16 + number % 10
}

/// The number that two digits of four bits say.
const fn of_two_digits(digits: u32) -> u32 {
    (digits >> 4 & 15) * 10 + (digits & 15)
}

impl Date {
    /// A date from its parts, 0 for what is missing; none for a year above 9999, a month or day above 99, a day
    /// without a month, or nothing at all.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let (year, month, day) = (u32::from(year), u32::from(month), u32::from(day));
        if year > 9999 || month > 99 || day > 99 || (month == 0 && day != 0) || year + month == 0 {
            return None;
        }
        let digits = two_digits(year / 100) << 24
            | two_digits(year % 100) << 16
            | two_digits(month) << 8
            | two_digits(day);
        Some(Self { digits })
    }

    /// The year.
    pub const fn year(self) -> u16 {
        (of_two_digits(self.digits >> 24) * 100 + of_two_digits(self.digits >> 16)) as u16
    }

    /// The month as written, if it is there.
    pub const fn month(self) -> Option<u8> {
        match of_two_digits(self.digits >> 8) {
            0 => None,
            month => Some(month as u8),
        }
    }

    /// The day as written, if it is there.
    pub const fn day(self) -> Option<u8> {
        match of_two_digits(self.digits) {
            0 => None,
            day => Some(day as u8),
        }
    }

    /// Whether month and day are there; the calendar may still not have them.
    pub const fn is_full(self) -> bool {
        self.digits & 0xff != 0
    }

    /// Whether the calendar has what is there: Gregorian, also before 1582.
    pub fn is_possible(self) -> bool {
        match (self.month(), self.day()) {
            (None, _) => self.year() > 0,
            (Some(month), None) => self.year() > 0 && month <= 12,
            (Some(month), Some(day)) => self.year() > 0 && month <= 12 && day <= days_of(self.year(), month),
        }
    }

    /// Days since 1 January 1970, for a day that the calendar has.
    pub fn days(self) -> Option<i32> {
        let (month, day) = (self.month()?, self.day()?);
        self.is_possible().then(|| days_since_1970(self.year(), month, day))
    }

    /// The day so many days after 1 January 1970; none outside of the years 1 to 9999.
    pub fn from_days(days: i32) -> Option<Self> {
        // The inverse of `days_since_1970`: from the era down to the day of the month.
        let shifted = i64::from(days) + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        u16::try_from(year)
            .ok()
            .filter(|year| *year > 0)
            .and_then(|year| Self::new(year, month as u8, day as u8))
    }

    /// Year and week by ISO 8601: weeks begin on Monday, the first has the year's first Thursday.
    pub fn week(self) -> Option<(u16, u8)> {
        let days = self.days()?;
        // 1 January 1970 was a Thursday.
        let thursday = days - (days + 3).rem_euclid(7) + 3;
        let year = Self::from_days(thursday)?.year();
        let first = Self::new(year, 1, 1)?.days()?;
        Some((year, ((thursday - first) / 7 + 1) as u8))
    }

    /// Days between two days that the calendar has.
    pub fn days_between(self, other: Self) -> Option<u32> {
        Some(self.days()?.abs_diff(other.days()?))
    }

    /// Years between two dates: by their days if both are known, else by their years alone.
    pub fn years_between(self, other: Self) -> f64 {
        match self.days_between(other) {
            Some(days) => f64::from(days) / DAYS_A_YEAR,
            None => f64::from(self.year().abs_diff(other.year())),
        }
    }

    /// The same year.
    pub const fn is_same_year(self, other: Self) -> bool {
        (self.digits ^ other.digits) >> 16 == 0
    }

    /// The same year and the same month, the day as it may be; false where a month is missing.
    pub const fn is_same_year_and_month(self, other: Self) -> bool {
        (self.digits ^ other.digits) >> 8 == 0 && self.digits >> 8 & 0xff != 0
    }

    /// The same month and day, the year as it may be; false where a day is missing.
    pub const fn is_same_month_and_day(self, other: Self) -> bool {
        (self.digits ^ other.digits).trailing_zeros() >= 16 && self.is_full()
    }

    /// The date as one number, 0 where there is none.
    #[inline]
    pub const fn packed(date: Option<Self>) -> u32 {
        match date {
            Some(date) => date.digits,
            None => 0,
        }
    }

    /// The date that [`Date::packed`] gave this number for.
    #[inline]
    pub const fn unpacked(digits: u32) -> Option<Self> {
        if digits == 0 { None } else { Some(Self { digits }) }
    }

    /// Marks where a date that is packed is there and not [far](Self::is_far). Without a branch: several are answered
    /// at once.
    pub fn are_near(self, others: &[u32], mark: u32, near: &mut [u32]) {
        for (near, other) in near.iter_mut().zip(others) {
            let differs = self.digits ^ other;
            let mut is_near = u32::from(differs >> 16 == 0);
            for place in 0..7 {
                is_near |= u32::from(differs & !(0xff << (4 * place)) == 0);
            }
            let holds = (is_near & u32::from(*other != 0)).wrapping_neg();
            Marks::set_one(near, holds, mark);
        }
    }

    /// Another year, and more than two neighbouring digits differ: neither one slip nor anything that asks for
    /// the same year holds.
    #[inline]
    pub const fn is_far(self, other: Self) -> bool {
        let differs = self.digits ^ other.digits;
        differs >> 16 != 0 && differs >> (differs.trailing_zeros() & !3) >= 256
    }

    /// The same year, with month and day of one as day and month of the other; false for equal dates.
    pub const fn is_swapped(self, other: Self) -> bool {
        let swapped = self.digits & 0xffff_0000 | (self.digits & 0xff) << 8 | self.digits >> 8 & 0xff;
        swapped == other.digits && self.digits != other.digits && self.is_full()
    }

    /// Written as `yyyymmdd`, one digit differs or two neighbours changed places: one slip of a finger. False
    /// for equal dates and where a day is missing.
    pub const fn is_one_slip(self, other: Self) -> bool {
        let differs = self.digits ^ other.digits;
        if differs == 0 || !self.is_full() || !other.is_full() {
            return false;
        }
        // From the last digit that differs on.
        let shift = differs.trailing_zeros() & !3;
        let rest = differs >> shift;
        if rest < 16 {
            return true;
        }
        if rest >= 256 {
            return false;
        }
        let (own, others) = (self.digits >> shift & 0xff, other.digits >> shift & 0xff);
        own >> 4 == others & 15 && own & 15 == others >> 4
    }

    /// The same year, and of one of them no more than that is known: it has no month, or it is 1 January, the
    /// way an unknown day is written. False for equal dates.
    pub const fn is_same_year_only_known(self, other: Self) -> bool {
        self.is_same_year(other)
            && self.digits != other.digits
            && (self.is_year_only() || other.is_year_only())
    }

    const fn is_year_only(self) -> bool {
        matches!(self.digits & 0xffff, 0 | 0x0101)
    }
}

impl std::fmt::Display for Date {
    /// `1981-05-03`, `1981-05` or `1981`.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:04}", self.year())?;
        for part in [self.month(), self.day()].into_iter().flatten() {
            write!(formatter, "-{part:02}")?;
        }
        Ok(())
    }
}

/// Days of a month of 1 to 12.
fn days_of(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1 January 1970 of a day of the Gregorian calendar.
///
/// Years begin in March, so that the leap day is the last; eras have 400 of them and 146,097 days, and
/// 719,468 days lie between 1 March of year 0 and 1970.
fn days_since_1970(year: u16, month: u8, day: u8) -> i32 {
    let (month, day) = (i32::from(month), i32::from(day));
    let year = i32::from(year) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    // Months from March on have 31 and 30 days in turn, with 31 twice after July and December: 153 in five.
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(year: u16, month: u8, day: u8) -> Date {
        Date::new(year, month, day).expect("a date")
    }

    proptest! {
        #[test]
        fn nothing_near_is_far(
            own in (1900_u16..2010, 0_u8..14, 0_u8..32),
            other in (1900_u16..2010, 0_u8..14, 0_u8..32),
        ) {
            let (Some(own), Some(other)) =
                (Date::new(own.0, own.1, own.2), Date::new(other.0, other.1, other.2)) else { return Ok(()) };
            let near = own.is_one_slip(other)
                || own.is_same_year(other)
                || own.is_swapped(other)
                || own.is_same_year_and_month(other)
                || own.is_same_year_only_known(other);
            prop_assert!(!(near && own.is_far(other)), "{own} {other}");
        }

        #[test]
        fn days_come_back(days in -700_000_i32..2_900_000) {
            let made = Date::from_days(days).expect("a year from 1 to 9999");
            prop_assert_eq!(made.days(), Some(days));
            prop_assert_eq!(Date::parse(made.to_string().as_bytes()), Some(made));
            let (_, week) = made.week().expect("a day has a week");
            prop_assert!((1..=53).contains(&week));
        }
    }

    #[test]
    fn weeks_by_iso_8601() {
        for (day, week) in
            [((2021, 1, 3), (2020, 53)), ((2021, 1, 4), (2021, 1)), ((2018, 12, 31), (2019, 1))]
        {
            assert_eq!(date(day.0, day.1, day.2).week(), Some(week));
        }
    }

    #[test]
    fn parts() {
        let full = date(1981, 5, 31);
        assert_eq!((full.year(), full.month(), full.day()), (1981, Some(5), Some(31)));
        assert_eq!((date(1881, 0, 0).month(), date(1881, 7, 0).day()), (None, None));
        assert_eq!(Date::new(10_000, 1, 1), None);
        assert_eq!(Date::new(1981, 0, 3), None);
        assert_eq!(Date::new(0, 0, 0), None);
        assert_eq!(Date::new(1981, 100, 3), None);
        assert_eq!(size_of::<Date>(), 4);
    }

    #[test]
    fn possible() {
        for (year, month, day, expected) in [
            (2000, 2, 29, true),
            (1900, 2, 29, false),
            (2024, 2, 29, true),
            (2023, 2, 29, false),
            (1981, 13, 1, false),
            (1981, 4, 31, false),
            (1981, 12, 31, true),
            (1881, 0, 0, true),
            (1881, 5, 0, true),
            (1881, 13, 0, false),
            (0, 1, 1, false),
        ] {
            assert_eq!(date(year, month, day).is_possible(), expected, "{year} {month} {day}");
        }
    }

    #[test]
    fn days() {
        assert_eq!(date(1970, 1, 1).days(), Some(0));
        assert_eq!(date(2000, 3, 1).days(), Some(11_017));
        assert_eq!(date(1969, 12, 31).days(), Some(-1));
        assert_eq!(date(1, 1, 1).days(), Some(-719_162));
        assert_eq!(date(1981, 5, 0).days(), None);
        assert_eq!(date(1981, 2, 30).days(), None);
        assert_eq!(date(2000, 2, 28).days_between(date(2000, 3, 1)), Some(2));
        // Every day of the calendar is one more than the day before.
        let mut expected = date(1, 1, 1).days().expect("a day");
        for year in 1..=9999 {
            for month in 1..=12 {
                for day in 1..=days_of(year, month) {
                    assert_eq!(days_since_1970(year, month, day), expected);
                    expected += 1;
                }
            }
        }
    }

    #[test]
    fn years() {
        assert!((date(1981, 5, 3).years_between(date(1991, 5, 3)) - 10.0).abs() < 0.01);
        assert!((date(1881, 0, 0).years_between(date(1884, 5, 3)) - 3.0).abs() < f64::EPSILON);
    }

    #[test]
    fn relations() {
        let own = date(1981, 5, 13);
        assert!(
            own.is_swapped(date(1981, 13, 5)) && !own.is_swapped(own) && !own.is_swapped(date(1982, 13, 5))
        );
        assert!(
            !date(1981, 5, 5).is_swapped(date(1981, 5, 5)) && !date(1981, 5, 0).is_swapped(date(1981, 5, 0))
        );
        assert!(own.is_same_year_and_month(date(1981, 5, 1)) && own.is_same_year_and_month(date(1981, 5, 0)));
        assert!(!own.is_same_year_and_month(date(1982, 5, 13)));
        assert!(!date(1981, 0, 0).is_same_year_and_month(date(1981, 0, 0)));
        assert!(
            own.is_same_month_and_day(date(1918, 5, 13)) && !own.is_same_month_and_day(date(1981, 5, 14))
        );
        assert!(!date(1981, 5, 0).is_same_month_and_day(date(1982, 5, 0)));
        assert!(
            own.is_same_year_only_known(date(1981, 1, 1)) && own.is_same_year_only_known(date(1981, 0, 0))
        );
        assert!(
            !own.is_same_year_only_known(date(1980, 1, 1)) && !own.is_same_year_only_known(date(1981, 5, 0))
        );
        assert!(!date(1981, 1, 1).is_same_year_only_known(date(1981, 1, 1)));
    }

    #[test]
    fn slips() {
        let own = date(1981, 5, 13);
        for (year, month, day, expected) in [
            (1981, 5, 18, true),
            (1981, 5, 31, true),
            (1918, 5, 13, true),
            (1881, 5, 13, true),
            (1981, 6, 13, true),
            // The 5 of the month and the 1 of the day are neighbours.
            (1981, 1, 53, true),
            (1981, 50, 13, true),
            (9181, 5, 13, true),
            (1981, 5, 13, false),
            (1982, 6, 13, false),
            (1991, 5, 23, false),
            (1981, 5, 0, false),
            (1981, 3, 15, false),
            (1819, 5, 13, false),
        ] {
            let other = date(year, month, day);
            assert_eq!(own.is_one_slip(other), expected, "{year} {month} {day}");
            assert_eq!(other.is_one_slip(own), expected, "{year} {month} {day}");
        }
    }

    proptest! {
        #[test]
        fn slips_are_those_of_the_written_dates(
            own in (1900_u16..2030, 1_u8..32, 1_u8..32), change in (0_usize..8, 0_usize..8, 0_u8..10, any::<bool>()),
        ) {
            let written = |(year, month, day): (u16, u8, u8)| format!("{year:04}{month:02}{day:02}").into_bytes();
            let first = written(own);
            let mut second = first.clone();
            if change.3 { second.swap(change.0, change.1) } else { second[change.0] = b'0' + change.2 }
            let number = |range: std::ops::Range<usize>| std::str::from_utf8(&second[range]).unwrap().parse::<u16>().unwrap();
            let (year, month, day) = (number(0..4), number(4..6) as u8, number(6..8) as u8);
            let other = Date::new(year, month, day);
            prop_assume!(other.is_some_and(Date::is_full));
            let places: Vec<usize> = (0..8).filter(|place| first[*place] != second[*place]).collect();
            let expected = match places.as_slice() {
                [_] => true,
                [left, right] => right - left == 1 && first[*left] == second[*right] && first[*right] == second[*left],
                _ => false,
            };
            prop_assert_eq!(date(own.0, own.1, own.2).is_one_slip(other.unwrap()), expected);
        }

        #[test]
        fn the_order_is_that_of_the_days(own in (1_u16..3000, 1_u8..13, 1_u8..29), other in (1_u16..3000, 1_u8..13, 1_u8..29)) {
            let (own, other) = (date(own.0, own.1, own.2), date(other.0, other.1, other.2));
            prop_assert_eq!(own.cmp(&other), own.days().cmp(&other.days()));
            prop_assert_eq!(own.is_swapped(other), other.is_swapped(own));
            prop_assert_eq!(own.is_same_year_only_known(other), other.is_same_year_only_known(own));
            prop_assert_eq!(own.days_between(other), other.days_between(own));
        }
    }
}

//! Days of the invented firm: everything lies before one fixed day, so that no clock is needed.

use jiff::civil::{Date, date};

/// The day on which the exports were made.
pub const EXPORTED: Date = date(2026, 6, 30);

/// The day of the first application.
const FIRST: Date = date(2021, 1, 11);

/// Days between the first and the last application.
const REACH: i64 = 1_980;

/// The day on which the candidate at this place applied: ids and days grow together.
pub fn application_day(position: usize, count: usize) -> Date {
    let share = (position as u128 * REACH as u128) / (count.max(1) as u128);
    later(FIRST, share as i64)
}

/// So many days later, at most the day of the export.
pub fn later(day: Date, days: i64) -> Date {
    let moved = day.checked_add(jiff::Span::new().days(days.clamp(-20_000, 20_000))).unwrap_or(EXPORTED);
    moved.min(EXPORTED)
}

/// A day as Greenhouse writes a time.
pub fn instant(day: Date, seed: u64) -> String {
    let second = seed % 60;
    let minute = (seed / 60) % 60;
    let hour = 7 + (seed / 3_600) % 12;
    format!("{day}T{hour:02}:{minute:02}:{second:02}.{:03}Z", seed % 997)
}

/// A day as German products write it, `01.06.2026`.
pub fn german(day: Date) -> String {
    format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{EXPORTED, application_day, german, instant, later};

    #[test]
    fn days_grow_with_the_place_and_end_before_the_export() {
        assert!(application_day(0, 350) < application_day(100, 350));
        assert!(application_day(349, 350) < EXPORTED);
        assert!(application_day(5, 0) <= EXPORTED);
        assert_eq!(later(date(2026, 6, 1), 400), EXPORTED);
        assert_eq!(later(date(2026, 6, 1), -31), date(2026, 5, 1));
    }

    #[test]
    fn times_look_as_the_products_write_them() {
        assert_eq!(instant(date(2024, 2, 29), 3_725), "2024-02-29T08:02:05.734Z");
        assert_eq!(german(date(2024, 2, 29)), "29.02.2024");
    }
}

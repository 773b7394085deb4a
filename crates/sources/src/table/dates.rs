//! Which of `03/04/2026` is the day, found out per column.
//!
//! The order is taken from, first to last: the mapping that a person wrote; what the whole column
//! shows (a part above 12 is a day); what the file's other date columns show, as one product
//! writes one order; semicolons or German headers, which mean day first; the shipped mapping's
//! word; else day first. The whole column decides, not its start, so that the order of rows
//! changes nothing. Dates with dots are day first everywhere.

use std::collections::BTreeMap;

use bonafide_records::normal::{DateOrder, Moment};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What a column of dates shows, gathered cell by cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    day_first: bool,
    month_first: bool,
}

impl Shown {
    /// Looks at one cell.
    pub(crate) fn see(&mut self, cell: &str) {
        match DateOrder::guess(std::iter::once(cell)) {
            Some(DateOrder::DayFirst) => self.day_first = true,
            Some(DateOrder::MonthFirst) => self.month_first = true,
            None => {}
        }
    }

    /// Adds what another column shows.
    pub(crate) fn join(self, other: Self) -> Self {
        Self {
            day_first: self.day_first || other.day_first,
            month_first: self.month_first || other.month_first,
        }
    }

    /// The order, where all that was seen agrees.
    pub(crate) fn order(self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}

/// How the dates of one table are read.
#[derive(Debug, Clone)]
pub(crate) struct Dates {
    /// By column.
    pub(crate) orders: BTreeMap<usize, DateOrder>,
    /// By column: formats that the mapping gives.
    pub(crate) formats: BTreeMap<usize, String>,
    /// For times without a zone.
    pub(crate) zone: TimeZone,
}

impl Dates {
    /// The day that a cell of a column gives.
    pub(crate) fn day(&self, column: usize, cell: &str) -> Option<Date> {
        if let Some(format) = self.formats.get(&column)
            && let Ok(time) = jiff::fmt::strtime::parse(format, cell)
        {
            if let Ok(instant) = time.to_timestamp() {
                return Some(Moment::Instant(instant).day());
            }
            return time.to_date().ok();
        }
        let order = self.orders.get(&column).copied().unwrap_or(DateOrder::DayFirst);
        Moment::parse(cell, order, &self.zone).map(Moment::day)
    }
}

/// The order of a column, from what is known in the sequence that the module's first lines give.
pub(crate) fn decide(
    written: Option<DateOrder>,
    column: Shown,
    file: Shown,
    european: bool,
    shipped: Option<DateOrder>,
) -> DateOrder {
    let european = european.then_some(DateOrder::DayFirst);
    written.or(column.order()).or(file.order()).or(european).or(shipped).unwrap_or(DateOrder::DayFirst)
}

/// The order that a mapping's `date_order` names.
pub(crate) fn order_of(word: &str) -> Option<DateOrder> {
    match word {
        "day_first" => Some(DateOrder::DayFirst),
        "month_first" => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cells: &[&str]) -> Shown {
        let mut shown = Shown::default();
        for cell in cells {
            shown.see(cell);
        }
        shown
    }

    #[test]
    fn the_column_decides_before_the_file_and_both_before_defaults() {
        use DateOrder::{DayFirst, MonthFirst};
        let (day, month, open) = (shown(&["25/06/2026"]), shown(&["06/25/2026"]), shown(&["06/07/2026"]));
        assert_eq!(decide(None, day, month, false, Some(MonthFirst)), DayFirst);
        assert_eq!(decide(None, open, month, true, None), MonthFirst);
        assert_eq!(decide(None, open, open, true, Some(MonthFirst)), DayFirst);
        assert_eq!(decide(None, open, open, false, Some(MonthFirst)), MonthFirst);
        assert_eq!(decide(None, open, open, false, None), DayFirst);
        assert_eq!(decide(Some(MonthFirst), day, day, true, None), MonthFirst);
        assert_eq!(day.join(month).order(), None);
    }

    #[test]
    fn formats_of_a_mapping_are_followed() {
        let dates = Dates {
            orders: BTreeMap::new(),
            formats: BTreeMap::from([(0, "%Y%m%d".to_owned())]),
            zone: TimeZone::UTC,
        };
        assert_eq!(dates.day(0, "20260601"), Some(jiff::civil::date(2026, 6, 1)));
        assert_eq!(dates.day(1, "20260601x"), None);
    }
}

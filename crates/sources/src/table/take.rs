//! What every kind of table shares while its rows are taken in.

use bonafide_records::{Citation, Source};
use jiff::civil::Date;

use super::columns::{Cell, View};
use super::dates::Dates;
use crate::collector::Collector;
use crate::pay::Payees;
use crate::uses::Uses;

/// One table while it is read.
pub(crate) struct Table<'a> {
    /// The source's word.
    pub(crate) source: Source,
    /// `applicant`, `staff` or `contractor`, where the mapping says so.
    pub(crate) person_kind: Option<String>,
    /// Whether the mapping is a shipped one.
    pub(crate) shipped: bool,
    /// How its dates are written.
    pub(crate) dates: Dates,
    /// Where sign-ins are folded; only a table of sign-ins has it.
    pub(crate) uses: Option<Uses>,
    /// Its payees, where it is a table of such.
    pub(crate) payees: Payees,
    /// Whether it writes money that goes out below zero, as statements do.
    pub(crate) outgoing_negative: bool,
    /// Where what is read goes.
    pub(crate) collector: &'a mut Collector,
}

impl Table<'_> {
    /// The day in the first filled cell of a fixed name. A cell that holds no day is set aside.
    pub(crate) fn day<'v>(&mut self, view: View<'v>, name: &str) -> Option<(Date, Cell<'v>)> {
        let cell = view.first(name)?;
        if let Some(day) = self.dates.day(cell.column, cell.text) {
            return Some((day, cell));
        }
        let why = format!(
            "value left out: `{}` holds no date that is understood; the row is read without it",
            cell.header
        );
        self.collector.set_aside(Some(view.place()), why);
        None
    }

    /// As [`Self::day`], and something happened on that day.
    pub(crate) fn event(&mut self, view: View<'_>, name: &str) -> Option<Date> {
        let (day, cell) = self.day(view, name)?;
        self.collector.event(day, view.place(), cell.header);
        Some(day)
    }

    /// A serial number. One that a spreadsheet rounded is set aside.
    pub(crate) fn serial(&mut self, view: View<'_>) -> Option<String> {
        let cell = view.first("serial")?;
        if super::cells::is_rounded(cell.text) {
            let why = format!(
                "value left out: `{}` was rounded by a spreadsheet, export it as text; the row is read without it",
                cell.header
            );
            self.collector.set_aside(Some(view.place()), why);
            return None;
        }
        super::cells::serial(cell.text)
    }

    /// Cites the row.
    pub(crate) fn cite(&self, view: View<'_>, field: &str) -> Citation {
        self.collector.cite_digest(view.place(), view.row.digest(), field)
    }
}

/// The key of a person as other tables cite it.
pub(crate) fn person_key(view: View<'_>) -> Option<String> {
    let cell = view.first("person")?;
    Some(super::cells::plain_number(cell.text).to_owned())
}

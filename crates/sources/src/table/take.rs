//! What every kind of table shares while its rows are taken in.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::normal::{Handle, Wallet};
use bonafide_records::{Citation, Form, Place, Source};
use jiff::civil::Date;

use super::cells;
use super::columns::{Cell, Columns, View};
use super::dates::Dates;
use crate::collector::Collector;
use crate::pay::{self, Payees};
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
    /// Cells that hold something, but nothing of what their column is for: by header and noun how many,
    /// and the first of them.
    pub(crate) not_understood: BTreeMap<(String, &'static str), (u64, Place)>,
    /// Cells that hold the error of a formula: by column how many, and the first of them.
    pub(crate) errors: BTreeMap<usize, (u64, Place)>,
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
        if cells::is_rounded(cell.text) {
            let why = format!(
                "value left out: `{}` was rounded by a spreadsheet, export it as text; the row is read without it",
                cell.header
            );
            self.collector.set_aside(Some(view.place()), why);
            return None;
        }
        cells::serial(cell.text)
    }

    /// Says that the row is read without one of its values; `what` names the header, never the value.
    pub(crate) fn value_left_out(&mut self, view: View<'_>, what: &str) {
        let why = format!("value left out: {what}; the row is read without it");
        self.collector.set_aside(Some(view.place()), why);
    }

    /// Counts a cell in which something stands that is no `noun`; [`Self::tell_not_understood`] says so
    /// once a column.
    pub(crate) fn count_not_understood(&mut self, view: View<'_>, cell: Cell<'_>, noun: &'static str) {
        if cells::is_meant(cell.text) {
            let slot = (cell.header.to_owned(), noun);
            self.not_understood.entry(slot).or_insert_with(|| (0, view.place())).0 += 1;
        }
    }

    /// Counts the cells of a row that hold the error of a formula instead of a value.
    pub(crate) fn count_errors(&mut self, view: View<'_>) {
        let is_error = |column: &usize| cells::is_error(view.row.cell(*column));
        let columns: BTreeSet<usize> = view.columns.read().filter(is_error).collect();
        for column in columns {
            self.errors.entry(column).or_insert_with(|| (0, view.place())).0 += 1;
        }
    }

    /// One line a column for what [`Self::count_errors`] counted.
    pub(crate) fn tell_errors(&mut self, columns: &Columns) {
        for (column, (rows, place)) in std::mem::take(&mut self.errors) {
            let header = columns.header(column);
            let many = if rows > 1 { format!(" ({rows} rows, this the first)") } else { String::new() };
            let why = format!(
                "value left out: `{header}` holds an error of a formula (`#N/A` or the like) instead of a value{many}: mend the formula and export again; the rest of the row is read"
            );
            self.collector.set_aside_often(Some(place), why, rows);
        }
    }

    /// One line a column for what [`Self::count_not_understood`] counted.
    pub(crate) fn tell_not_understood(&mut self) {
        for ((header, noun), (rows, place)) in std::mem::take(&mut self.not_understood) {
            let many = if rows > 1 { format!(" ({rows} rows, this the first)") } else { String::new() };
            let why = format!(
                "value left out: `{header}` holds no {noun} that is understood{many}; the rest of the row is read"
            );
            self.collector.set_aside_often(Some(place), why, rows);
        }
    }

    /// Cites the row.
    pub(crate) fn cite(&self, view: View<'_>, field: &str) -> Citation {
        self.collector.cite_digest(view.place(), view.row.digest(), field)
    }
}

/// The key of a person as other tables cite it.
pub(crate) fn person_key(view: View<'_>) -> Option<String> {
    let cell = view.first("person")?;
    Some(cells::plain_number(cell.text).to_owned())
}

/// The cells that say to what somebody is paid, each with whether its column is one of wallets.
pub(crate) fn destination_cells(view: View<'_>) -> impl Iterator<Item = (Cell<'_>, bool)> {
    let accounts = view.all("account").map(|cell| (cell, false));
    accounts.chain(view.all("wallet").map(|cell| (cell, true)))
}

/// The handle of a cell in a column of handles, in which the sign before a tag may be missing.
pub(crate) fn handle(text: &str, service: Option<&str>) -> Option<Form> {
    let handle = Handle::parse(text, service);
    // An account or wallet in that column is one.
    let other = || pay::destination(text, None, None, "").filter(|form| !is_plain_number(form));
    handle.map(Form::Handle).or_else(other).or_else(|| Handle::parse_bare(text, service).map(Form::Handle))
}

fn is_plain_number(form: &Form) -> bool {
    matches!(form, Form::Account(account) if !account.is_iban())
}

/// What one cell says to be paid to.
pub(crate) struct Destinations {
    /// Its accounts and wallets.
    pub(crate) forms: Vec<Form>,
    /// What is wrong with the cell where something in it is no account and no wallet, for
    /// [`Table::value_left_out`].
    pub(crate) left_out: Option<String>,
}

/// The accounts and wallets of a cell. One mistyped digit would otherwise let the only value that ties
/// a payee to others vanish without a word, so whatever is meant as one and cannot be read is told. In a
/// column of wallets 32 bytes in Base58 are one of Solana, whose addresses have no checksum.
pub(crate) fn destinations(
    (cell, is_wallet): (Cell<'_>, bool),
    bank: Option<&str>,
    label: Option<&str>,
) -> Destinations {
    let header = cell.header;
    if cells::is_rounded(cell.text) {
        let why = format!("`{header}` was rounded by a spreadsheet, export it as text");
        return Destinations { forms: Vec::new(), left_out: Some(why) };
    }
    let mut forms = Vec::new();
    let mut unread = Vec::new();
    for text in cells::several(cell.text) {
        let solana = || Wallet::parse_labelled(text, Some("SOL")).filter(|_| is_wallet).map(Form::Wallet);
        match pay::destination(cells::plain_number(text), bank, label, header).or_else(solana) {
            Some(form) => forms.push(form),
            None if cells::is_meant(text) => unread.push(text),
            None => {}
        }
    }
    // Beside an account stand its bank's name and code, which are no accounts and need not be.
    let is_number = |text: &&str| text.bytes().filter(u8::is_ascii_digit).count() >= 4;
    let is_lost = if forms.is_empty() { !unread.is_empty() } else { unread.iter().any(is_number) };
    let left_out = is_lost.then(|| {
        format!("`{header}` holds no account or wallet that can be read, check its letters and digits")
    });
    Destinations { forms, left_out }
}

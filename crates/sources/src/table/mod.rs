//! The one reader of tables.
//!
//! A tabular product is a mapping (header aliases in TOML), shipped or written by the user; this
//! module does everything else: encodings, delimiters, headers under titles, quotes, ragged rows,
//! dates, protected columns, further contacts in columns that no mapping names. It reads a table
//! twice at most: once for the order of its dates where that must be found out, once for its rows.
//!
//! **Rows.** A row with more filled cells than the header, a totals row and a repeated header are
//! set aside with the reason. So is a shorter row, because nobody can tell which cells it lost;
//! only where all rows of a table are shorter than its header, as some exports leave columns
//! without any value out, is the longest of them the measure. A last row without a line end that is
//! shorter was cut off in the middle. The order of rows changes nothing of this.
//!
//! **Protected columns** are found by header, never by value. They are counted once a row,
//! whether or not a cell is filled, because looking would be reading; nothing of them is kept,
//! compared or used to tell rows apart.

mod account;
mod attestation;
pub(crate) mod cells;
mod change;
mod columns;
mod dates;
mod device;
pub(crate) mod dialect;
mod fold;
mod footer;
pub(crate) mod headers;
pub(crate) mod lines;
mod mapping;
mod pay_words;
mod payee;
mod person;
mod place;
mod plausible;
pub(crate) mod prepare;
mod removed;
pub(crate) mod rows;
mod shipment;
mod shipped;
mod sign_in;
pub(crate) mod sniffed;
mod take;
mod vocabulary;
mod whose;

use std::collections::BTreeMap;
use std::io::{self, Read};

use bonafide_records::normal::DateOrder;
use bonafide_records::{Digest, Place, Source};
use sha2::{Digest as _, Sha256};

use self::columns::{Columns, View};
use self::dates::{Dates, Shown};
use self::lines::{LineReader, RawLine};
pub(crate) use self::mapping::{line_of, nearest};
use self::prepare::{Beside, Prepared, Start, Unusable};
use self::rows::{Row, RowReader, Step};
use self::take::Table;
use crate::body::Reopen;
use crate::collector::Collector;
use crate::pay::Payees;
use crate::text::Survey;
use crate::uses::{Fields, Uses};

/// What became of a table.
pub(crate) enum TableOutcome {
    /// It was read.
    Read,
    /// Nothing of it could be used.
    Unread(Unusable),
}

/// Whether a word is a kind of table.
pub(crate) fn is_kind(word: &str) -> bool {
    mapping::fixed_names(word).is_some()
}

/// Reads the table that is the collector's current file.
pub(crate) fn read_table(
    name: &str,
    survey: &Survey,
    beside: Option<&Beside>,
    body: &mut dyn Reopen,
    collector: &mut Collector,
) -> io::Result<TableOutcome> {
    let prepared = match prepare::prepare(name, Start::Text(survey), beside) {
        Ok(prepared) => prepared,
        Err(unusable) => {
            let endless = first_endless_line(survey, body)?;
            return Ok(TableOutcome::Unread(endless.unwrap_or(unusable)));
        }
    };
    read_rows(&prepared, &mut TextRows { survey, body }, collector)?;
    Ok(TableOutcome::Read)
}

/// Reads the rows of a table that is prepared and the collector's current file.
pub(crate) fn read_rows(
    prepared: &Prepared,
    rows: &mut dyn Rows,
    collector: &mut Collector,
) -> io::Result<()> {
    let source = Source::new(&prepared.mapping.source_word());
    collector.understood(&source, Some(prepared.mapping_name.clone()));
    if collector.is_refused(&source) {
        return Ok(());
    }
    let (dates, width) = find_dates(prepared, rows, collector)?;
    let columns = &prepared.columns;
    let uses = (prepared.mapping.kind == "sign-in").then(|| {
        let header = |name: &str| {
            columns.of(name).first().map(|column| columns.header(*column)).unwrap_or_default().into()
        };
        Uses::new(source.clone(), Fields { device: header("device"), factor: header("factor") })
    });
    let mut table = Table {
        source: source.clone(),
        uses,
        person_kind: prepared.mapping.person_kind.clone(),
        shipped: prepared.shipped,
        dates,
        payees: Payees::new(source.clone()),
        not_understood: BTreeMap::new(),
        errors: BTreeMap::new(),
        outgoing_negative: prepared.mapping.formats.get("outgoing").is_some_and(|word| word == "negative"),
        collector,
    };
    let salt = salt(prepared);
    let mut new_rows = 0;
    rows.each(prepared, &mut |step| {
        let fault = match step {
            Ok(row) => one(&mut table, View { row, columns }, width, &prepared.mapping.kind, &salt)
                .map_err(|why| (row.place(), why)),
            Err(fault) => Err(fault),
        };
        match fault {
            Ok(is_new) => {
                new_rows += u64::from(is_new);
                table.collector.count_read();
            }
            Err((place, why)) => table.collector.set_aside(Some(place), why),
        }
        true
    })?;
    table.tell_not_understood();
    table.tell_errors(columns);
    let Table { payees, uses, collector, .. } = table;
    payees.finish(collector);
    if let Some(uses) = uses {
        uses.finish(collector);
    }
    for column in &columns.protected {
        collector.dropped_often(&source, columns.header(*column), new_rows);
    }
    Ok(())
}

/// What to say of a table that no reader knows because one line of it does not end: of a header and
/// such a line nothing can be told.
fn first_endless_line(survey: &Survey, body: &mut dyn Reopen) -> io::Result<Option<Unusable>> {
    if survey.length <= lines::LONGEST as u64 {
        return Ok(None);
    }
    let mut found = None;
    body.with(&mut |input| {
        let mut reader = LineReader::new(input, survey.encoding, survey.mark)?;
        let mut line = RawLine::default();
        // Behind the first lines an endless one is a bad row of a table, not the reason.
        while found.is_none() && line.number < dialect::HEADER_WITHIN as u64 && reader.next_line(&mut line)? {
            found = line.too_long.then_some(line.number);
        }
        Ok(())
    })?;
    Ok(found.map(|number| Unusable {
        why: rows::too_long(number),
        hint: "mend that line or export it again".to_owned(),
    }))
}

/// Takes in one row; gives whether it was not read before, or why it is set aside.
fn one(
    table: &mut Table<'_>,
    view: View<'_>,
    width: usize,
    kind: &str,
    salt: &Sha256,
) -> Result<bool, String> {
    if let Some(why) = unfit(view, width, kind) {
        return Err(why);
    }
    let source = table.source.clone();
    if !table.collector.is_new(&source, kept_digest(salt, view)) {
        return Ok(false);
    }
    table.count_errors(view);
    take(kind, table, view).map(|()| true)
}

fn take(kind: &str, table: &mut Table<'_>, view: View<'_>) -> Result<(), String> {
    match kind {
        "person" => person::take(table, view),
        "shipment" => shipment::take(table, view),
        "device" => device::take(table, view),
        "change" => change::take(table, view),
        "removed" => removed::take(table, view),
        "attestation" => attestation::take(table, view),
        "sign-in" => sign_in::take(table, view),
        "payee" => payee::take(table, view, false),
        "payout" => payee::take(table, view, true),
        _ => Err("a kind that is not read".to_owned()),
    }
}

fn date_names(kind: &str) -> &'static [&'static str] {
    match kind {
        "person" => person::DATES,
        "shipment" => shipment::DATES,
        "device" => device::DATES,
        "change" => change::DATES,
        "removed" => removed::DATES,
        "attestation" => attestation::DATES,
        "sign-in" => sign_in::DATES,
        "payee" | "payout" => payee::DATES,
        _ => &[],
    }
}

/// A row, or the place and the reason of one that is left out.
pub(crate) type RowOrFault<'r> = Result<&'r Row, (Place, String)>;

/// Where the rows of a table come from: a text, or a sheet of a workbook.
pub(crate) trait Rows {
    /// Gives each row behind the header, or the place and reason of one that is left out, until
    /// `give` says that it has enough. Begins anew each time.
    fn each(&mut self, prepared: &Prepared, give: &mut dyn FnMut(RowOrFault<'_>) -> bool) -> io::Result<()>;
}

/// The rows of a text.
struct TextRows<'t> {
    survey: &'t Survey,
    body: &'t mut dyn Reopen,
}

impl Rows for TextRows<'_> {
    fn each(&mut self, prepared: &Prepared, give: &mut dyn FnMut(RowOrFault<'_>) -> bool) -> io::Result<()> {
        let mark = self.survey.mark;
        self.body.with(&mut |input| each_row(input, prepared, mark, give))
    }
}

/// Gives each row behind the header, or the line and reason of one that is left out, until `give`
/// says that it has enough.
pub(crate) fn each_row(
    input: &mut dyn Read,
    prepared: &Prepared,
    mark: usize,
    give: &mut dyn FnMut(RowOrFault<'_>) -> bool,
) -> io::Result<()> {
    let mut reader = RowReader::new(input, prepared.encoding, mark, prepared.delimiter)?;
    let mut row = Row::default();
    loop {
        let more = match reader.next_row(&mut row)? {
            Step::Row if row.line == prepared.header_line => {
                reader.expect_cells(row.len());
                true
            }
            Step::Row if row.line > prepared.header_line => give(Ok(&row)),
            Step::Fault(line, why) if line > prepared.header_line => give(Err((Place::Line(line), why))),
            Step::End => false,
            Step::Row | Step::Fault(..) => true,
        };
        if !more {
            return Ok(());
        }
    }
}

/// Why a row is no row of its table, if so; `width` is the least number of cells of one.
fn unfit(view: View<'_>, width: usize, kind: &str) -> Option<String> {
    let (row, columns) = (view.row, view.columns);
    let (have, expected) = (row.len(), columns.headers.len());
    let over = (expected..have).any(|index| !row.cell(index).trim().is_empty());
    if over {
        return Some(format!(
            "{have} cells where the header has {expected}: quote cells that hold the delimiter"
        ));
    }
    if row.cells().zip(&columns.headers).all(|(cell, header)| cell.trim() == header) && have == expected {
        return Some("the header once more, no row".to_owned());
    }
    if footer::is_totals(view) {
        return Some("a totals row".to_owned());
    }
    if have < width {
        let cells = if have == 1 { "1 cell".to_owned() } else { format!("{have} cells") };
        let hint = if row.ended {
            "mend that line or export it again"
        } else {
            "cut off in the middle: export it again"
        };
        return Some(format!("{cells} where the header has {expected}: {hint}"));
    }
    if kind == "person" && footer::is_note(view) {
        return Some("a note below the table, no row: its only filled cell is no key".to_owned());
    }
    let says_whom: &[&str] = match kind {
        "person" => &["key", "email", "work_email"],
        "shipment" => &["person", "recipient", "address", "street", "serial"],
        "device" => &["key", "serial"],
        "removed" => &["by"],
        "payee" | "payout" => &["account", "wallet", "handle", "key", "email", "name"],
        _ => &["person"],
    };
    let filled = says_whom.iter().any(|name| view.first(name).is_some());
    if have < expected && !filled {
        return Some(format!("{have} cells where the header has {expected}: check the line"));
    }
    None
}

/// What tells this table's rows from those of a table with other columns: two rows of one text are
/// one record only where they say the same.
fn salt(prepared: &Prepared) -> Sha256 {
    let mut hasher = Sha256::new();
    hasher.update(prepared.mapping.kind.as_bytes());
    for (column, header) in prepared.columns.headers.iter().enumerate() {
        if !prepared.columns.protected.contains(&column) {
            hasher.update(header.as_bytes());
            hasher.update([0]);
        }
    }
    hasher
}

/// A digest of the cells that may be read, for telling whether a row was read before.
fn kept_digest(salt: &Sha256, view: View<'_>) -> Digest {
    let mut hasher = salt.clone();
    for column in 0..view.columns.headers.len() {
        if !view.columns.protected.contains(&column) {
            hasher.update(view.row.cell(column).trim().as_bytes());
            hasher.update([0]);
        }
    }
    Digest(hasher.finalize().into())
}

/// Finds out how each date column is written, and how many cells a row has at least.
fn find_dates(prepared: &Prepared, rows: &mut dyn Rows, collector: &Collector) -> io::Result<(Dates, usize)> {
    let (columns, mapping) = (&prepared.columns, &prepared.mapping);
    let mut dates =
        Dates { orders: BTreeMap::new(), formats: BTreeMap::new(), zone: collector.zone().clone() };
    let mut open: BTreeMap<usize, Shown> = BTreeMap::new();
    for name in date_names(&mapping.kind) {
        for column in columns.of(name) {
            open.insert(*column, Shown::default());
            if let Some(format) = mapping.formats.get(*name) {
                dates.formats.insert(*column, format.clone());
            }
        }
    }
    let default = mapping.formats.get("date_order").and_then(|word| dates::order_of(word));
    let written = default.filter(|_| !prepared.shipped);
    let look_at_dates = written.is_none() && !open.is_empty();
    let named = columns.headers.iter().rposition(|header| !header.is_empty()).map_or(0, |last| last + 1);
    let mut widest = 0;
    rows.each(prepared, &mut |step| {
        let Ok(row) = step else { return true };
        if row.ended {
            widest = widest.max(row.len());
        }
        if look_at_dates {
            for (column, shown) in &mut open {
                shown.see(row.cell(*column));
            }
        }
        look_at_dates || widest < named
    })?;
    let width = if widest == 0 { named } else { widest.min(named) };
    let file = open.values().fold(Shown::default(), |all, one| all.join(*one));
    let european = prepared.delimiter == ';' || is_german(columns, open.keys());
    let fallback = default.or_else(|| is_american(columns).then_some(DateOrder::MonthFirst));
    for (column, shown) in open {
        dates.orders.insert(column, dates::decide(written, shown, file, european, fallback));
    }
    Ok((dates, width))
}

/// Whether a header over dates is German.
fn is_german<'c>(columns: &Columns, mut over_dates: impl Iterator<Item = &'c usize>) -> bool {
    let german = |word: &String| {
        let whole =
            "eintritt austritt beginn ende seit bis am arbeitstag zugestellt geliefert versandt entfernt";
        word.ends_with("datum")
            || word.ends_with("beginn")
            || word.ends_with("ende") && word.len() > 6
            || whole.split(' ').any(|other| other == word)
    };
    over_dates.any(|column| headers::words(columns.header(*column)).iter().any(german))
}

/// Whether the headers are those of an American address.
fn is_american(columns: &Columns) -> bool {
    let folded: Vec<String> = columns.headers.iter().map(|header| headers::fold(header)).collect();
    folded.iter().any(|header| header == "state") && folded.iter().any(|header| header.starts_with("zip"))
}

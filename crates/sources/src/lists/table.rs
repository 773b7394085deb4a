//! Lists as tables: a column of addresses, or one address a line.

use std::fs::File;
use std::io;
use std::path::Path;

use bonafide_records::Place;
use bonafide_records::normal::DateOrder;

use super::dates::day;
use super::{ListedAddress, Reading, could_be_address};
use crate::table::cells::clean;
use crate::table::headers::fold;
use crate::table::lines::{LineReader, RawLine};
use crate::table::rows::{Row, RowReader, Step};
use crate::text::{Survey, digest, plain};

/// Headers over addresses, folded.
const ADDRESS: &[&str] = &[
    "address",
    "wallet",
    "walletaddress",
    "digitalcurrencyaddress",
    "cryptoaddress",
    "cryptocurrencyaddress",
    "blockchainaddress",
    "virtualcurrencyaddress",
    "depositaddress",
    "adresse",
    "walletadresse",
    "account",
    "idnumber",
    "value",
];

/// Headers over whom a list names, the surest first.
const ENTRY: &[&str] = &[
    "name",
    "entity",
    "entityname",
    "entry",
    "label",
    "owner",
    "sdnname",
    "uid",
    "entnum",
    "program",
    "list",
];

/// Headers over currencies.
const ASSET: &[&str] =
    &["asset", "assetaslisted", "currency", "ticker", "symbol", "coin", "chain", "blockchain", "network"];

/// Headers over the day of a removal.
const REMOVED: &[&str] = &[
    "removed",
    "removedseen",
    "removedon",
    "removedat",
    "dateremoved",
    "removaldate",
    "delisted",
    "delistedon",
    "delistingdate",
];

/// Headers over days on which something was listed or seen.
const DAYS: &[&str] = &[
    "date",
    "listed",
    "listedon",
    "listingdate",
    "datelisted",
    "firstlisted",
    "firstlistedseen",
    "firstseen",
    "lastseen",
    "added",
    "addedon",
    "dateadded",
    "updated",
    "lastupdated",
    "designated",
    "designationdate",
];

/// Lines that are looked at for the delimiter.
const LOOKED_AT: usize = 50;

/// Words of a removal column that say that nothing was removed.
const NOT_REMOVED: &[&str] = &["no", "false", "0", "active", "nein"];

/// What the columns hold.
#[derive(Debug, Default)]
struct Columns {
    address: usize,
    entry: Option<usize>,
    asset: Option<usize>,
    removed: Option<usize>,
    /// Columns of days, with their headers.
    days: Vec<(usize, String)>,
}

impl Columns {
    /// By a header; `None` where no cell names addresses.
    fn of(row: &Row) -> Option<Self> {
        let headers: Vec<String> = row.cells().map(fold).collect();
        let find =
            |known: &[&str]| known.iter().find_map(|word| headers.iter().position(|header| header == word));
        let days = headers
            .iter()
            .enumerate()
            .filter(|(_, header)| DAYS.contains(&header.as_str()) || REMOVED.contains(&header.as_str()));
        let days = days.map(|(column, _)| (column, plain(row.cell(column).trim()))).collect();
        Some(Self {
            address: find(ADDRESS)?,
            entry: find(ENTRY),
            asset: find(ASSET),
            removed: find(REMOVED),
            days,
        })
    }

    /// By a first row that already holds an address: then nothing else is known.
    fn of_first_entry(row: &Row) -> Option<Self> {
        let address = row.cells().position(|cell| could_be_address(cell.trim()))?;
        Some(Self { address, ..Self::default() })
    }
}

/// Reads a table or a list of lines.
pub(super) fn read(path: &Path, looked: &Survey, reading: &mut Reading<'_>) -> io::Result<()> {
    let delimiter = delimiter(path, looked)?;
    let mut rows = RowReader::new(File::open(path)?, looked.encoding, looked.mark, delimiter)?;
    let mut row = Row::default();
    let mut columns: Option<Columns> = None;
    let mut comments = 0_u64;
    loop {
        match rows.next_row(&mut row)? {
            Step::End => break,
            Step::Fault(line, why) => {
                reading.set_aside(Place::Line(line), why);
                continue;
            }
            Step::Row => {}
        }
        let text = looked.encoding.decode(&row.raw);
        if let Some(comment) = comment(&text) {
            comments += 1;
            reading.days.comment(comment, row.line);
            continue;
        }
        if row.cells().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if columns.is_none() {
            columns = Columns::of(&row);
            if columns.is_some() {
                continue;
            }
            columns = Columns::of_first_entry(&row);
        }
        let Some(known) = &columns else {
            let why = "neither a header with a column `address` nor an address";
            reading.set_aside(Place::Line(row.line), why);
            continue;
        };
        if !one(&row, known, reading) {
            break;
        }
    }
    if comments > 0 && reading.list.entries.is_empty() && reading.list.set_aside.is_empty() {
        reading.list.set_aside.push((None, format!("no address in it, only {comments} comment lines")));
    }
    Ok(())
}

/// Takes in one row; gives whether more fit.
fn one(row: &Row, columns: &Columns, reading: &mut Reading<'_>) -> bool {
    let place = Place::Line(row.line);
    let cell = |column: Option<usize>| column.and_then(|column| clean(row.cell(column)));
    for (column, header) in &columns.days {
        if let Some(day) = cell(Some(*column)).and_then(|text| day(text, DateOrder::MonthFirst)) {
            reading.days.column(day, header);
        }
    }
    let marked = cell(columns.removed).filter(|word| !NOT_REMOVED.contains(&word.to_lowercase().as_str()));
    let removed = marked.and_then(|text| day(text, DateOrder::MonthFirst));
    if marked.is_some() && removed.is_none() {
        let why = "marked as removed without a date that is understood: the entry is left out";
        reading.set_aside(place, why);
        return true;
    }
    let Some(address) = cell(Some(columns.address)) else {
        reading.set_aside(place, "no wallet address: the entry is left out");
        return true;
    };
    reading.take(ListedAddress {
        address: address.to_owned(),
        entry: cell(columns.entry).map(plain).unwrap_or_default(),
        asset: cell(columns.asset).map(plain),
        place,
        digest: digest(&row.raw),
        removed,
    })
}

/// What a comment line says.
fn comment(line: &str) -> Option<&str> {
    let line = line.trim_start().trim_start_matches('"');
    line.strip_prefix('#').or_else(|| line.strip_prefix("//"))
}

/// The delimiter that the first lines which are no comments have most of, in most of them.
fn delimiter(path: &Path, looked: &Survey) -> io::Result<char> {
    let mut lines = LineReader::new(File::open(path)?, looked.encoding, looked.mark)?;
    let mut line = RawLine::default();
    let mut counts = [(',', 0_usize), (';', 0), ('\t', 0), ('|', 0)];
    let mut seen = 0;
    while seen < LOOKED_AT && lines.next_line(&mut line)? {
        let text = looked.encoding.decode(&line.raw);
        if text.trim().is_empty() || comment(&text).is_some() {
            continue;
        }
        seen += 1;
        for (delimiter, count) in &mut counts {
            *count += usize::from(text.contains(*delimiter));
        }
    }
    // The first of those that stand in equally many lines.
    Ok(counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(',', |(delimiter, _)| delimiter))
}

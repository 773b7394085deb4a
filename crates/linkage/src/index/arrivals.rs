//! New rows, before they are added: which input they belong to, what they are called, what they hold.

use std::collections::{HashMap, HashSet};

use super::Index;
use super::rows::{Id, Record, Rows};
use super::wire::Writer;
use crate::compare::Comparison;
use crate::table::{Column, Table};

/// New rows as the index sees them.
#[derive(Debug, Clone, Default)]
pub struct Arrivals {
    pub(super) records: Vec<Record>,
    /// Inputs that the index does not know yet.
    pub(super) sources: Vec<String>,
    /// How many rows the index had.
    pub(super) before: u32,
    /// Rows that were left out, by input and id: the index has such a row already, and it holds the same.
    pub known: Vec<(String, String)>,
    /// Rows that were left out, by input and id: the index has a row of this input with this id, which holds something else
    /// in columns that both have.
    pub changed: Vec<(String, String)>,
    /// Rows that were left out, by input and id: one before them has the same.
    pub twice: Vec<(String, String)>,
    /// Rows that were left out because they have no id: an index tells the rows of an input by their ids.
    pub nameless: u64,
    /// Columns that the index does not read.
    pub unread: Vec<String>,
    /// Columns that the index reads and these rows have not; there they hold nothing.
    pub missing: Vec<String>,
    /// Columns that the index compares, where these rows have none of them.
    pub without_all: Vec<String>,
}

impl Arrivals {
    /// How many rows are to be added.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether nothing is left to be added.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The rows by their ids, numbered as [`super::Index::add`] will number them, each with the place of its input in
    /// [`super::Index::inputs`].
    pub fn rows_by_id(&self) -> HashMap<String, Vec<(u32, usize)>> {
        let mut rows: HashMap<String, Vec<(u32, usize)>> = HashMap::new();
        for (place, record) in self.records.iter().enumerate() {
            let row = (self.before + place as u32, record.source as usize);
            rows.entry(record.id.text()).or_default().push(row);
        }
        rows
    }

    /// The rows of a table, by input and id: the order in which they stand in it says nothing. `numbered` says of each input
    /// whether its ids are only numbers of rows: they go on where those of the index end.
    pub(super) fn of(table: &Table, numbered: &[bool], index: &Index) -> Self {
        let rows = &index.rows;
        let mut made = Self { before: rows.len(), ..Self::default() };
        let is_known = |source: u32, id: &Id| index.row_of(source, id).is_some();
        let columns: Vec<_> = rows.base.columns.iter().map(|own| table.column(&own.name)).collect();
        let of_index = rows.base.columns.iter().zip(&columns);
        made.missing = of_index.filter(|own| own.1.is_none()).map(|own| own.0.name.clone()).collect();
        let is_read = |name: &str| rows.base.columns.iter().any(|own| own.name == name);
        let names = table.columns.iter().map(|own| &own.name);
        made.unread = names.filter(|name| !is_read(name)).cloned().collect();
        made.without_all = compared(index);
        if made.without_all.iter().any(|name| table.column(name).is_some()) {
            made.without_all.clear();
        }
        let mut seen: HashSet<(u32, Id)> = HashSet::new();
        for (place, input) in table.inputs.iter().enumerate() {
            let source = made.source(rows, &input.name);
            let mut shift = i64::from(rows.counts.get(source as usize).copied().unwrap_or(0));
            let is_numbered = numbered.get(place).copied().unwrap_or(false);
            for row in input.rows.clone() {
                let mut id = Id::of(table.ids.text(row).as_bytes());
                if let (true, Id::Number(own)) = (is_numbered, &id) {
                    // Lines that were set aside leave numbers out, so that the last is larger than how many there are.
                    let number = *own;
                    let taken = |id: Id| is_known(source, &id) || seen.contains(&(source, id));
                    while taken(Id::Number(number + shift)) {
                        shift += 1;
                    }
                    id = Id::Number(number + shift);
                    seen.insert((source, id.clone()));
                } else if id.text().is_empty() {
                    made.nameless += 1;
                    continue;
                } else if let Some(known) = index.row_of(source, &id) {
                    let is_same = holds_same(index, known, &columns, row);
                    let left_out = if is_same { &mut made.known } else { &mut made.changed };
                    left_out.push((input.name.clone(), id.text()));
                    continue;
                } else if !seen.insert((source, id.clone())) {
                    made.twice.push((input.name.clone(), id.text()));
                    continue;
                }
                let mut cells = Writer::default();
                for column in &columns {
                    let codes = column.map_or(&[][..], |own| own.row(row as usize));
                    cells.number(codes.len() as u64);
                    if let Some(own) = column {
                        for code in codes {
                            cells.text(own.values.get(*code));
                        }
                    }
                }
                made.records.push(Record { source, id, cells: cells.bytes });
            }
        }
        let names = index.inputs(&made);
        made.records.sort_by_cached_key(|own| (&names[own.source as usize], rows.sorted(&own.id)));
        made
    }

    /// The number of an input, known or new.
    fn source(&mut self, rows: &Rows, name: &str) -> u32 {
        let known = rows.sources.iter().position(|own| own.name == name);
        let place = known.unwrap_or_else(|| {
            let new = self.sources.iter().position(|own| own == name).unwrap_or_else(|| {
                self.sources.push(name.to_owned());
                self.sources.len() - 1
            });
            rows.sources.len() + new
        });
        place as u32
    }
}

/// Whether a row of the index holds what one of a table does, in the table's columns.
fn holds_same(index: &Index, known: u32, columns: &[Option<&Column>], row: u32) -> bool {
    let rows = &index.rows;
    let is_same = |place: usize, held: Vec<&[u8]>| {
        let own = &rows.base.columns[place];
        let Some(column) = columns[place].filter(|_| !index.settings.borrowed.contains_key(&own.name)) else {
            return true;
        };
        let new = column.row(row as usize).iter().map(|code| column.values.get(*code)).collect();
        in_order(held) == in_order(new)
    };
    let Some(record) = rows.record(known) else {
        return rows.base.columns.iter().enumerate().all(|(place, own)| {
            is_same(place, own.row(known as usize).iter().map(|code| own.values.get(*code)).collect())
        });
    };
    let mut all_same = true;
    let read = record.each_cell(columns.len(), |place, values| all_same &= is_same(place, values.to_vec()));
    read.is_ok() && all_same
}

/// Values that are something, each once: codes follow the order of rows.
fn in_order(mut values: Vec<&[u8]>) -> Vec<&[u8]> {
    values.retain(|value| !value.is_empty());
    values.sort_unstable();
    values.dedup();
    values
}

/// The columns of tables that comparisons read.
fn compared(index: &Index) -> Vec<String> {
    let settings = &index.settings;
    let read = settings.names_read(settings.comparisons.iter().flat_map(Comparison::expressions));
    let is_compared = |name: &str| read.contains(name) && !settings.borrowed.contains_key(name);
    let names = index.rows.base.columns.iter().map(|own| &own.name);
    names.filter(|name| is_compared(name)).cloned().collect()
}

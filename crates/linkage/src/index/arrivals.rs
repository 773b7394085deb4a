//! New rows, before they are added: which input they belong to, what they are called, what they hold.

use super::rows::{Id, Record, Rows};
use super::wire::Writer;
use crate::table::Table;
use std::collections::{HashMap, HashSet};

/// New rows as the index sees them.
#[derive(Debug, Clone, Default)]
pub struct Arrivals {
    pub(super) records: Vec<Record>,
    /// Inputs that the index does not know yet.
    pub(super) sources: Vec<String>,
    /// How many rows the index had.
    pub(super) before: u32,
    /// Rows that were left out, by input and id: the index has a row of this input with this id already.
    pub known: Vec<(String, String)>,
    /// Rows that were left out because they have no id: an index tells the rows of an input by their ids.
    pub nameless: u64,
    /// Columns that the index does not read.
    pub unread: Vec<String>,
    /// Columns that the index reads and these rows have not; there they hold nothing.
    pub missing: Vec<String>,
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

    /// The rows of a table. `numbered` says of each input whether its ids are only numbers of rows: they go
    /// on where those of the index end.
    pub(super) fn of(
        table: &Table,
        numbered: &[bool],
        rows: &Rows,
        is_known: impl Fn(u32, &Id) -> bool,
    ) -> Self {
        let mut made = Self { before: rows.len(), ..Self::default() };
        let columns: Vec<_> = rows.base.columns.iter().map(|own| table.column(&own.name)).collect();
        let of_index = rows.base.columns.iter().zip(&columns);
        made.missing = of_index.filter(|own| own.1.is_none()).map(|own| own.0.name.clone()).collect();
        let is_read = |name: &str| rows.base.columns.iter().any(|own| own.name == name);
        let names = table.columns.iter().map(|own| &own.name);
        made.unread = names.filter(|name| !is_read(name)).cloned().collect();
        let mut seen: HashSet<(u32, Id)> = HashSet::new();
        for (place, input) in table.inputs.iter().enumerate() {
            let source = made.source(rows, &input.name);
            let mut next = i64::from(rows.counts.get(source as usize).copied().unwrap_or(0));
            let is_numbered = numbered.get(place).copied().unwrap_or(false);
            // Where a number is taken the rows before have ids of their own, of which these have none.
            let is_taken = |number: i64| is_known(source, &Id::Number(number));
            let count = input.rows.end - input.rows.start;
            if is_numbered && (next + 1..=next + i64::from(count)).any(is_taken) {
                made.nameless += u64::from(count);
                continue;
            }
            for row in input.rows.clone() {
                let mut id = Id::of(table.ids.text(row).as_bytes());
                if is_numbered {
                    next += 1;
                    id = Id::Number(next);
                } else if id.text().is_empty() {
                    made.nameless += 1;
                    continue;
                } else if is_known(source, &id) || !seen.insert((source, id.clone())) {
                    made.known.push((input.name.clone(), id.text()));
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

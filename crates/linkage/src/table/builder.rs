//! Fills a table column by column or row by row.

use std::sync::Arc;

use super::{Cells, Coder, Column, Ids, IdsBuilder, Input, NULL, Table};

/// One column while it grows.
#[derive(Debug, Default)]
pub struct ColumnBuilder {
    name: String,
    coder: Coder,
    codes: Vec<u32>,
    /// Empty while each row has at most one value.
    starts: Vec<u32>,
}

impl ColumnBuilder {
    /// An empty column.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Its header.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        if self.starts.is_empty() { self.codes.len() } else { self.starts.len() - 1 }
    }

    /// The code that a value has or gets, to be pushed any number of times.
    pub fn code(&mut self, value: &[u8]) -> u32 {
        self.coder.code(value)
    }

    /// Appends the codes that several values have or get.
    pub fn codes(&mut self, values: &[&[u8]], codes: &mut Vec<u32>) {
        self.coder.codes(values, codes);
    }

    /// The next row holds this value; nothing when it is empty.
    pub fn push(&mut self, value: &[u8]) {
        let code = self.coder.code(value);
        self.push_code(code);
    }

    /// The next row holds the value of this code, or nothing for [`NULL`].
    pub fn push_code(&mut self, code: u32) {
        if self.starts.is_empty() {
            self.codes.push(code);
            return;
        }
        if code != NULL {
            self.codes.push(code);
        }
        self.starts.push(self.codes.len() as u32);
    }

    /// The next row holds these values.
    pub fn push_many<'a>(&mut self, values: impl IntoIterator<Item = &'a [u8]>) {
        self.become_many();
        let start = self.codes.len();
        for value in values {
            let code = self.coder.code(value);
            if code != NULL {
                self.codes.push(code);
            }
        }
        self.codes[start..].sort_unstable();
        let mut kept = start;
        for place in start..self.codes.len() {
            if place == start || self.codes[place] != self.codes[kept - 1] {
                self.codes[kept] = self.codes[place];
                kept += 1;
            }
        }
        self.codes.truncate(kept);
        self.starts.push(self.codes.len() as u32);
    }

    /// Fills up with rows that hold nothing.
    pub fn pad(&mut self, rows: usize) {
        while self.rows() < rows {
            self.push_code(NULL);
        }
    }

    /// The column, when no more rows will come.
    pub fn finish(self) -> Column {
        let cells = if self.starts.is_empty() {
            Cells::One(self.codes)
        } else {
            Cells::Many { starts: self.starts, codes: self.codes }
        };
        Column { name: self.name, values: Arc::new(self.coder.finish()), cells }
    }

    fn become_many(&mut self) {
        if !self.starts.is_empty() {
            return;
        }
        let codes = std::mem::take(&mut self.codes);
        self.starts.push(0);
        for code in codes {
            if code != NULL {
                self.codes.push(code);
            }
            self.starts.push(self.codes.len() as u32);
        }
    }
}

/// A table while its inputs are read.
#[derive(Debug, Default)]
pub struct TableBuilder {
    inputs: Vec<Input>,
    ids: IdsBuilder,
    columns: Vec<ColumnBuilder>,
}

impl TableBuilder {
    /// The place of the column with this header, made if there is none.
    pub fn column(&mut self, name: &str) -> usize {
        if let Some(place) = self.columns.iter().position(|column| column.name == name) {
            return place;
        }
        let mut column = ColumnBuilder::new(name);
        // The inputs before hold nothing in it.
        column.pad(self.rows());
        self.columns.push(column);
        self.columns.len() - 1
    }

    /// A column by its place.
    pub fn at(&mut self, place: usize) -> &mut ColumnBuilder {
        &mut self.columns[place]
    }

    /// How many rows the inputs so far have.
    pub fn rows(&self) -> usize {
        self.inputs.last().map_or(0, |input| input.rows.end as usize)
    }

    /// Where ids go.
    pub fn ids(&mut self) -> &mut IdsBuilder {
        &mut self.ids
    }

    /// Readies all columns for the next input: those that the last one lacked hold nothing there.
    pub fn begin_input(&mut self) {
        let rows = self.rows();
        for column in &mut self.columns {
            column.pad(rows);
        }
    }

    /// Says that the rows pushed since the last input are those of `name`. Where no id column was read
    /// the ids are the row numbers, from 1.
    pub fn end_input(&mut self, name: &str, rows: usize, has_ids: bool) {
        let start = self.rows();
        if !has_ids {
            for number in (1_i64..).take(rows) {
                self.ids.push_number(number);
            }
        }
        self.inputs.push(Input { name: name.to_owned(), rows: start as u32..(start + rows) as u32 });
        self.begin_input();
    }

    /// The table, when all inputs are read.
    pub fn finish(mut self) -> Table {
        self.begin_input();
        let ids: Ids = self.ids.finish();
        Table {
            inputs: self.inputs,
            ids,
            columns: self.columns.into_iter().map(ColumnBuilder::finish).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_with_other_columns_stand_below_each_other() {
        let mut builder = TableBuilder::default();
        let name = builder.column("name");
        builder.at(name).push(b"ada");
        builder.at(name).push(b"");
        builder.end_input("a.csv", 2, false);
        let phone = builder.column("phone");
        builder.begin_input();
        builder.at(phone).push_many([b"2".as_slice(), b"1", b"2"]);
        builder.end_input("b.csv", 1, false);
        let table = builder.finish();
        assert_eq!(table.rows(), 3);
        assert_eq!(table.columns[0].row(0), &[1]);
        assert!(table.columns[0].row(1).is_empty());
        assert!(table.columns[0].row(2).is_empty());
        assert!(table.columns[1].row(1).is_empty());
        assert_eq!(table.columns[1].row(2), &[1, 2]);
        assert_eq!((table.ids.text(1), table.ids.text(2)), ("2".to_owned(), "1".to_owned()));
        assert_eq!((table.input_of(1), table.input_of(2)), (0, 1));
    }
}

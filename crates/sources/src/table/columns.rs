//! Which column of a table is what, once its header and mapping are known.

use std::collections::BTreeMap;

use bonafide_records::Place;
use bonafide_records::protected::is_protected;

use super::cells;
use super::headers::{self, Named};
use super::mapping::{self, MappingFile};
use super::plausible;
use super::rows::Row;

/// The columns of one table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    /// Headers as written, trimmed.
    pub(crate) headers: Vec<String>,
    /// Fixed name to columns, in the order of the mapping's headers.
    fixed: BTreeMap<String, Vec<usize>>,
    /// Columns that are never read.
    pub(crate) protected: Vec<usize>,
    /// Unmapped columns that hold one more value of the person.
    pub(crate) extra: Vec<(usize, Named)>,
}

impl Columns {
    /// Finds the columns. The error says which header of a person's own mapping is missing; a
    /// shipped mapping lists what may be there, so nothing of it is missing. Where a mapping names
    /// a header that is never read, that column is left out like any other of its kind.
    pub(crate) fn find(
        headers_row: &[String],
        mapping: &MappingFile,
        shipped: bool,
    ) -> Result<Self, Missing> {
        let folded: Vec<String> = headers_row.iter().map(|header| headers::fold(header)).collect();
        let protected: Vec<usize> =
            (0..headers_row.len()).filter(|i| headers_row.get(*i).is_some_and(|h| is_protected(h))).collect();
        let mut columns = Self { headers: headers_row.to_vec(), protected, ..Self::default() };
        match &mapping.columns {
            Some(map) => {
                for (name, wanted) in map {
                    let found = columns.matching(wanted.list(), &folded);
                    let readable = wanted.list().iter().find(|header| !is_protected(header));
                    if let (true, false, Some(header)) = (found.is_empty(), shipped, readable) {
                        return Err(Missing { name: name.clone(), header: header.clone() });
                    }
                    columns.fixed.insert(name.clone(), found);
                }
            }
            None => columns.by_fixed_names(&mapping.kind, &folded),
        }
        if mapping.kind == "person" {
            let mapped: Vec<usize> = columns.fixed.values().flatten().copied().collect();
            for (index, header) in headers_row.iter().enumerate() {
                if !mapped.contains(&index)
                    && !columns.protected.contains(&index)
                    && let Some(named) = headers::named(header)
                {
                    columns.extra.push((index, named));
                }
            }
        }
        Ok(columns)
    }

    /// A mapping without `[columns]` says that the headers are the fixed names.
    fn by_fixed_names(&mut self, kind: &str, folded: &[String]) {
        for name in mapping::fixed_names(kind).unwrap_or_default() {
            let mut wanted = vec![(*name).to_owned()];
            if *name == "key" && kind == "person" {
                wanted.push("person".to_owned());
            }
            let found = self.matching(&wanted, folded);
            self.fixed.insert((*name).to_owned(), found);
        }
    }

    /// Columns under these headers, in the order of the list.
    fn matching(&self, wanted: &[String], folded: &[String]) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for header in wanted {
            let want = headers::fold(header);
            for (index, have) in folded.iter().enumerate() {
                if *have == want
                    && !want.is_empty()
                    && !found.contains(&index)
                    && !self.protected.contains(&index)
                {
                    found.push(index);
                }
            }
        }
        found
    }

    /// The columns of a fixed name.
    pub(crate) fn of(&self, name: &str) -> &[usize] {
        self.fixed.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// Columns that are read as something.
    pub(crate) fn read(&self) -> impl Iterator<Item = usize> {
        let extra = self.extra.iter().map(|(column, _)| column);
        self.fixed.values().flatten().chain(extra).copied()
    }

    /// Of each column whether something of it may be read.
    pub(crate) fn may_be_read(&self) -> Vec<bool> {
        let may =
            |(column, header): (usize, &String)| !header.is_empty() && !self.protected.contains(&column);
        self.headers.iter().enumerate().map(may).collect()
    }

    /// Whether any of these fixed names has a column.
    pub(crate) fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| !self.of(name).is_empty())
    }

    /// A column's header as written.
    pub(crate) fn header(&self, column: usize) -> &str {
        self.headers.get(column).map(String::as_str).unwrap_or_default()
    }
}

/// A column that a person's own mapping names and the table does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Missing {
    /// The fixed name.
    pub(crate) name: String,
    /// The header that the mapping gives it.
    pub(crate) header: String,
}

impl Missing {
    /// One line, with the nearest columns of the table: by their headers where those are surely
    /// headers, else by their number, because a table without headers begins with somebody's data.
    pub(crate) fn say(&self, headers_row: &[String], rows: &[(u64, Vec<String>)]) -> String {
        let Self { name, header } = self;
        let near: Vec<String> = mapping::nearest(header, headers_row.iter().map(String::as_str), 3)
            .iter()
            .filter_map(|near| headers_row.iter().position(|known| format!("`{known}`") == *near))
            .map(|column| match headers_row.get(column) {
                Some(known) if plausible::is_header(known, column, rows) => format!("`{known}`"),
                _ => format!("column {}", column + 1),
            })
            .collect();
        format!("the table has no column `{header}` (mapped as {name}); nearest: {}", near.join(", "))
    }
}

/// A cell with something in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell<'a> {
    /// Its column.
    pub(crate) column: usize,
    /// The column's header as written.
    pub(crate) header: &'a str,
    /// Its text, cleaned.
    pub(crate) text: &'a str,
}

/// A row seen through its table's columns. Protected columns cannot be reached through it.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    /// The row.
    pub(crate) row: &'a Row,
    /// The columns.
    pub(crate) columns: &'a Columns,
}

impl<'a> View<'a> {
    /// Where the row stands.
    pub(crate) fn place(self) -> Place {
        self.row.place()
    }

    /// The cell of a column, if something stands in it and it may be read.
    pub(crate) fn at(self, column: usize) -> Option<Cell<'a>> {
        if self.columns.protected.contains(&column) {
            return None;
        }
        let text = cells::clean(self.row.cell(column))?;
        Some(Cell { column, header: self.columns.header(column), text })
    }

    /// All filled cells of a fixed name.
    pub(crate) fn all(self, name: &str) -> impl Iterator<Item = Cell<'a>> {
        self.columns.of(name).iter().filter_map(move |column| self.at(*column))
    }

    /// The first filled cell of a fixed name.
    pub(crate) fn first(self, name: &str) -> Option<Cell<'a>> {
        self.all(name).next()
    }

    /// The text of the first filled cell of a fixed name.
    pub(crate) fn text(self, name: &str) -> Option<&'a str> {
        self.first(name).map(|cell| cell.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn a_missing_header_is_named_with_the_nearest() {
        let mapping =
            MappingFile::parse("kind = \"person\"\n[columns]\nkey = \"Nr\"\nphone = \"Telefon\"").unwrap();
        let headers = row(&["Nr", "Telefn", "Ort"]);
        let missing = Columns::find(&headers, &mapping, false).unwrap_err();
        let rows = [(2, row(&["7", "+49 30 23125 001", "Berlin"]))];
        let why = missing.say(&headers, &rows);
        assert!(why.contains("no column `Telefon` (mapped as phone); nearest: `Telefn`"), "{why}");
    }

    #[test]
    fn a_table_without_headers_has_none_of_its_values_shown() {
        let mapping = MappingFile::parse("kind = \"person\"\n[columns]\nkey = \"Nr\"").unwrap();
        let first = row(&["7", "Ada Brand", "ada@example.org", "secret"]);
        let missing = Columns::find(&first, &mapping, false).unwrap_err();
        for rows in [vec![], vec![(2, row(&["8", "Ben Brand", "ben@example.org", "secret"]))]] {
            let why = missing.say(&first, &rows);
            assert!(why.contains("nearest: column 1"), "{why}");
            assert!(!["Ada", "ada", "secret"].iter().any(|value| why.contains(value)), "{why}");
        }
    }

    #[test]
    fn a_mapping_cannot_name_a_header_that_is_never_read() {
        let mapping =
            MappingFile::parse("kind = \"person\"\n[columns]\nkey = \"Nr\"\nstarted = \"geb\"").unwrap();
        let columns = Columns::find(&row(&["Nr", "geb", "Ort"]), &mapping, false).unwrap();
        assert!(columns.of("started").is_empty());
        assert_eq!(columns.protected, [1]);
    }

    #[test]
    fn without_columns_the_headers_are_the_fixed_names() {
        let mapping = MappingFile::parse("kind = \"person\"").unwrap();
        let columns =
            Columns::find(&row(&["person", "Phone", "Other phone", "Manager phone"]), &mapping, false)
                .unwrap();
        assert_eq!((columns.of("key"), columns.of("phone")), ([0].as_slice(), [1].as_slice()));
        assert_eq!(columns.extra.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [2]);
    }
}

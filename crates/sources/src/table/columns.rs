//! Which column of a table is what, once its header and mapping are known.

use std::collections::BTreeMap;

use bonafide_records::protected::is_protected;

use super::cells;
use super::headers::{self, Named};
use super::mapping::{self, MappingFile};
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
    /// Finds the columns. The error says which header of a person's own mapping is missing, and
    /// the nearest ones; a shipped mapping lists what may be there, so nothing of it is missing.
    pub(crate) fn find(headers_row: &[String], mapping: &MappingFile, shipped: bool) -> Result<Self, String> {
        let folded: Vec<String> = headers_row.iter().map(|header| headers::fold(header)).collect();
        let protected: Vec<usize> =
            (0..headers_row.len()).filter(|i| headers_row.get(*i).is_some_and(|h| is_protected(h))).collect();
        let mut columns = Self { headers: headers_row.to_vec(), protected, ..Self::default() };
        match &mapping.columns {
            Some(map) => {
                for (name, wanted) in map {
                    let found = columns.matching(wanted.list(), &folded);
                    if found.is_empty() && !shipped {
                        return Err(columns.missing(name, wanted.list()));
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

    fn missing(&self, name: &str, wanted: &[String]) -> String {
        let header = wanted.first().map(String::as_str).unwrap_or_default();
        if is_protected(header) {
            return format!("`{name}` is mapped to `{header}`, which is never read: take the line out");
        }
        let near = mapping::nearest(header, self.headers.iter().map(String::as_str), 3).join(", ");
        format!("the table has no column `{header}` (mapped as {name}); nearest: {near}")
    }

    /// The columns of a fixed name.
    pub(crate) fn of(&self, name: &str) -> &[usize] {
        self.fixed.get(name).map(Vec::as_slice).unwrap_or_default()
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
        let why = Columns::find(&row(&["Nr", "Telefn", "Ort"]), &mapping, false).unwrap_err();
        assert!(why.contains("no column `Telefon` (mapped as phone); nearest: `Telefn`"), "{why}");
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

//! Puts the cells of one row where they belong.

use super::header::Target;
use super::ids::IdSink;
use crate::table::{ColumnBuilder, NULL, TableBuilder};

/// One column of an input while it is read.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) target: Target,
    /// Rows that hold something there.
    pub(super) filled: u64,
    /// Cells that are not yet in the column, one behind the other, and where each ends.
    held: Vec<u8>,
    ends: Vec<usize>,
}

/// Cells that are held before they are pushed: one column's values at a time stay in the cache.
const HELD: usize = 1_024;

impl Placed {
    pub(super) fn new(target: Target) -> Self {
        Self { target, filled: 0, held: Vec::new(), ends: Vec::new() }
    }

    /// The next row holds this cell; a plain column has it only after [`Self::flush`].
    pub(super) fn hold(&mut self, builder: &mut TableBuilder, ids: &mut IdSink, cell: &[u8]) {
        if !matches!(self.target, Target::Column(_)) {
            return self.put(builder, ids, cell);
        }
        self.filled += u64::from(!cell.is_empty());
        self.held.extend_from_slice(cell);
        self.ends.push(self.held.len());
        if self.ends.len() == HELD {
            self.flush(builder);
        }
    }

    /// Puts the cells that are held into their column.
    pub(super) fn flush(&mut self, builder: &mut TableBuilder) {
        let Target::Column(place) = self.target else { return };
        let column = builder.at(place);
        let (mut cells, mut codes) =
            (Vec::with_capacity(self.ends.len()), Vec::with_capacity(self.ends.len()));
        let mut start = 0;
        for end in self.ends.drain(..) {
            cells.push(&self.held[start..end]);
            start = end;
        }
        column.codes(&cells, &mut codes);
        for code in codes {
            column.push_code(code);
        }
        self.held.clear();
    }

    /// The next row holds this cell.
    pub(super) fn put(&mut self, builder: &mut TableBuilder, ids: &mut IdSink, cell: &[u8]) {
        let filled = match &self.target {
            Target::Skip => return,
            Target::Id => ids.text(builder.ids(), cell),
            Target::Column(place) => {
                builder.at(*place).push(cell);
                !cell.is_empty()
            }
            Target::Split(place, separator) => put_many(builder.at(*place), || parts(cell, separator)),
        };
        self.filled += u64::from(filled);
    }
}

/// Pushes the values of one row: a column stays a plain one while no row has two. Says whether there was one.
pub(super) fn put_many<'v, I: Iterator<Item = &'v [u8]>>(
    column: &mut ColumnBuilder,
    values: impl Fn() -> I,
) -> bool {
    let mut all = values().filter(|value| !value.is_empty());
    let Some(first) = all.next() else {
        column.push_code(NULL);
        return false;
    };
    if all.next().is_none() {
        column.push(first);
    } else {
        column.push_many(values());
    }
    true
}

/// The values in a cell, without the blanks around them.
pub(super) fn parts<'c>(cell: &'c [u8], separator: &'c [u8]) -> impl Iterator<Item = &'c [u8]> {
    let mut rest = Some(cell);
    std::iter::from_fn(move || {
        let all = rest?;
        let end = memchr::memmem::find(all, separator);
        rest = end.map(|end| &all[end + separator.len()..]);
        Some(all[..end.unwrap_or(all.len())].trim_ascii())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_split_and_trimmed() {
        let all = |cell: &'static str, separator: &'static str| -> Vec<String> {
            parts(cell.as_bytes(), separator.as_bytes())
                .map(|part| String::from_utf8(part.to_vec()).unwrap())
                .collect()
        };
        assert_eq!(all("a; b ;c", ";"), ["a", "b", "c"]);
        assert_eq!(all("a", ";"), ["a"]);
        assert_eq!(all(";", ";"), ["", ""]);
        assert_eq!(all("a||b|", "||"), ["a", "b|"]);
    }

    #[test]
    fn a_column_becomes_many_valued_only_when_a_row_has_two() {
        let mut column = ColumnBuilder::new("phone");
        assert!(put_many(&mut column, || parts(b"1;", b";")));
        assert!(!put_many(&mut column, || parts(b" ; ", b";")));
        assert!(matches!(column.finish().cells, crate::table::Cells::One(_)));
        let mut many = ColumnBuilder::new("phone");
        assert!(put_many(&mut many, || parts(b"2;1;2", b";")));
        let done = many.finish();
        assert_eq!(done.row(0), &[1, 2]);
    }
}

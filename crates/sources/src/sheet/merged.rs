//! Merged cells: a value counts for the first cell alone.

/// Merged ranges that are kept. What stands in hidden cells of further ones is read; programs that
/// merge cells leave nothing there.
const KEPT: usize = 5_000;

/// A range of merged cells; rows are counted from 1, columns from 0, both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Range {
    /// First row.
    pub(crate) top: u64,
    /// Last row.
    pub(crate) bottom: u64,
    /// First column.
    pub(crate) left: usize,
    /// Last column.
    pub(crate) right: usize,
}

impl Range {
    /// Reads `B2:D5`; `None` for a single cell and for what is none.
    pub(crate) fn parse(written: &str) -> Option<Self> {
        let (from, to) = written.split_once(':')?;
        let ((left, top), (right, bottom)) = (cell(from)?, cell(to)?);
        let is_range = left <= right && top <= bottom && (left < right || top < bottom);
        is_range.then_some(Self { top, bottom, left, right })
    }

    /// As it is written.
    pub(crate) fn shown(&self) -> String {
        format!("{}{}:{}{}", letters(self.left), self.top, letters(self.right), self.bottom)
    }
}

/// Column, counted from 0, and row, counted from 1, of `B2` or `$B$2`.
pub(crate) fn cell(written: &str) -> Option<(usize, u64)> {
    let plain: String = written.chars().filter(|c| *c != '$').take(20).collect();
    let digits = plain.find(|c: char| !c.is_ascii_alphabetic())?;
    let (column, row) = plain.split_at(digits);
    if column.is_empty() || column.len() > 4 || !row.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = column
        .bytes()
        .fold(0_usize, |sum, byte| sum * 26 + usize::from(byte.to_ascii_uppercase() - b'A') + 1);
    let row = row.parse().ok().filter(|row| (1..=u64::from(u32::MAX)).contains(row))?;
    Some((number - 1, row))
}

/// The letters of a column, counted from 0.
pub(crate) fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

/// The merged ranges of one sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Merged {
    ranges: Vec<Range>,
}

impl Merged {
    /// Adds one.
    pub(crate) fn add(&mut self, range: Range) {
        if self.ranges.len() < KEPT {
            self.ranges.push(range);
        }
    }

    /// Puts them in order, once all are there.
    pub(crate) fn finish(&mut self) {
        self.ranges.sort();
    }

    /// Those that touch a row.
    pub(crate) fn at(&self, row: u64) -> impl Iterator<Item = &Range> {
        self.ranges.iter().filter(move |range| range.top <= row && row <= range.bottom)
    }
}

/// Goes down the rows of a sheet and knows which cells are hidden below a merged one.
pub(crate) struct Hidden<'m> {
    waiting: &'m [Range],
    open: Vec<Range>,
    /// Hidden columns of the row at hand: first and last, in order, apart.
    spans: Vec<(usize, usize)>,
    /// Whether the next row differs from this one.
    first_row: bool,
}

impl<'m> Hidden<'m> {
    /// Begins above the first row.
    pub(crate) fn of(merged: &'m Merged) -> Self {
        Self { waiting: &merged.ranges, open: Vec::new(), spans: Vec::new(), first_row: false }
    }

    /// Goes down to a row, which is below the one before.
    pub(crate) fn go_to(&mut self, row: u64) {
        let before = self.open.len();
        self.open.retain(|range| range.bottom >= row);
        let mut changed = self.first_row || before != self.open.len();
        self.first_row = false;
        while let Some((range, rest)) = self.waiting.split_first()
            && range.top <= row
        {
            self.waiting = rest;
            if range.bottom >= row {
                self.open.push(*range);
                changed = true;
            }
        }
        if !changed {
            return;
        }
        self.spans.clear();
        for range in &self.open {
            // The first cell of the first row is the one that counts.
            let is_top = range.top == row;
            self.first_row |= is_top;
            let left = if is_top { range.left + 1 } else { range.left };
            if left <= range.right {
                self.spans.push((left, range.right));
            }
        }
        self.spans.sort_unstable();
        self.spans.dedup_by(|next, kept| {
            let joins = next.0 <= kept.1;
            if joins {
                kept.1 = kept.1.max(next.1);
            }
            joins
        });
    }

    /// Whether a cell of this row is hidden.
    pub(crate) fn hides(&self, column: usize) -> bool {
        let behind = self.spans.partition_point(|(left, _)| *left <= column);
        let span = behind.checked_sub(1).and_then(|index| self.spans.get(index));
        span.is_some_and(|(_, right)| column <= *right)
    }
}

/// Merged cells below the header that leave cells empty which would be read.
pub(crate) struct Emptied {
    /// Those that no row was seen of, by their first row from the last to the first.
    waiting: Vec<Range>,
    open: Vec<Range>,
    /// Which columns are read.
    read: Vec<bool>,
    /// How many leave a cell of a filled row empty, and the first of them.
    found: Option<(u64, Range)>,
}

impl Emptied {
    /// Begins below a header; `read` says of each of its columns whether it is read.
    pub(crate) fn of(merged: &Merged, header: u64, read: Vec<bool>) -> Self {
        let mut waiting: Vec<Range> =
            merged.ranges.iter().filter(|range| range.top > header).copied().collect();
        waiting.reverse();
        Self { waiting, open: Vec::new(), read, found: None }
    }

    /// Sees a row with this many filled cells; rows come from top to bottom.
    pub(crate) fn see(&mut self, row: u64, filled: usize) {
        while let Some(range) = self.waiting.pop_if(|range| range.top <= row) {
            self.open.push(range);
        }
        let (read, found) = (&self.read, &mut self.found);
        // Each stays open until the first row that it empties, so that many rows cost no more.
        self.open.retain(|range| {
            let is_top = range.top == row;
            let left = if is_top { range.left + 1 } else { range.left };
            let is_read =
                read.iter().skip(left).take((range.right + 1).saturating_sub(left)).any(|read| *read);
            // A remark across the table leaves nothing else in its row.
            if range.bottom < row || !is_read || (is_top && filled < 2) {
                return range.bottom > row;
            }
            let (count, _) = found.get_or_insert((0, *range));
            *count += 1;
            false
        });
    }

    /// How many were found, and the first.
    pub(crate) fn found(&self) -> Option<(u64, Range)> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_written() {
        assert_eq!(cell("A1"), Some((0, 1)));
        assert_eq!(cell("$AB$12"), Some((27, 12)));
        assert_eq!(cell("XFD1048576"), Some((16_383, 1_048_576)));
        for wrong in ["", "A", "1", "A0", "AAAAA1", "A1x", "Ä1", "A-1", "A99999999999999999999"] {
            assert_eq!(cell(wrong), None, "{wrong}");
        }
        for column in [0, 25, 26, 701, 702, 16_383] {
            assert_eq!(cell(&format!("{}7", letters(column))), Some((column, 7)));
        }
        assert_eq!(Range::parse("B2:D5").map(|range| range.shown()).as_deref(), Some("B2:D5"));
        assert_eq!((Range::parse("B2:B2"), Range::parse("D5:B2"), Range::parse("B2")), (None, None, None));
    }

    #[test]
    fn merged_cells_that_empty_others_are_counted_once() {
        let found = |written: &[&str], rows: &[(u64, usize)]| {
            let mut merged = Merged::default();
            for range in written {
                merged.add(Range::parse(range).unwrap());
            }
            merged.finish();
            // Column C is not read.
            let mut emptied = Emptied::of(&merged, 1, vec![true, true, false, true]);
            for (row, filled) in rows {
                emptied.see(*row, *filled);
            }
            emptied.found().map(|(count, first)| format!("{count} {}", first.shown()))
        };
        let rows = [(2, 3), (3, 3), (4, 3), (6, 1)];
        assert_eq!(found(&["B2:B3"], &rows).as_deref(), Some("1 B2:B3"));
        assert_eq!(found(&["B3:B4", "D2:D4", "A4:B4"], &rows).as_deref(), Some("3 D2:D4"));
        for nothing in ["A1:B1", "B1:B3", "C2:C4", "B2:C2", "E2:F4", "B4:B5", "A6:D6", "B7:B9"] {
            assert_eq!(found(&[nothing], &rows), None, "{nothing}");
        }
        assert_eq!(found(&["A6:D7"], &[(6, 1), (7, 2)]).as_deref(), Some("1 A6:D7"));
    }

    #[test]
    fn all_but_the_first_cell_are_hidden() {
        let mut merged = Merged::default();
        for written in ["B2:D3", "A3:A5", "C3:F3"] {
            merged.add(Range::parse(written).unwrap());
        }
        merged.finish();
        let mut hidden = Hidden::of(&merged);
        let rows: Vec<String> = (1..=6)
            .map(|row| {
                hidden.go_to(row);
                (0..7).map(|column| if hidden.hides(column) { 'x' } else { '.' }).collect()
            })
            .collect();
        assert_eq!(rows, [".......", "..xx...", ".xxxxx.", "x......", "x......", "......."]);
    }
}

//! Where the values of a Parquet column go.

use super::super::cells::{parts, put_many};
use super::super::ids::IdSink;
use super::budget::Budget;
use super::kind::Kind;
use crate::table::{ColumnBuilder, IdsBuilder, NULL};

/// Takes values in the order in which pages hold them, and then rows that say which of them they have.
pub(super) trait Sink {
    /// The code under which a value can be put into rows.
    fn code(&mut self, raw: &[u8]) -> u32;

    /// The codes of several values.
    fn codes(&mut self, raw: &[&[u8]], codes: &mut Vec<u32>) {
        codes.extend(raw.iter().map(|raw| self.code(raw)));
    }

    /// The codes so far are those of a dictionary: they stay until the next one.
    fn keep(&mut self) {}

    /// A new dictionary comes.
    fn forget(&mut self) {}

    /// The codes given since the dictionary are no longer needed.
    fn turn(&mut self) {}

    /// The present row holds this value too.
    fn item(&mut self, code: u32);

    /// The present row is complete.
    fn end_row(&mut self);

    /// A row with this value alone, or none.
    fn cell(&mut self, code: u32) {
        if code != NULL {
            self.item(code);
        }
        self.end_row();
    }

    /// Bytes of text that may still be copied.
    fn budget(&mut self) -> &mut Budget;

    /// What was odd and how much there was.
    fn tally(&self) -> Tally;
}

/// Counts of one column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Rows that hold something.
    pub(super) filled: u64,
    /// New distinct values that are no UTF-8.
    pub(super) not_utf8: u64,
}

/// A column with one value a row: the codes are those of the table.
pub(super) struct Codes<'s> {
    column: &'s mut ColumnBuilder,
    kind: Kind,
    budget: &'s mut Budget,
    scratch: Vec<u8>,
    highest: u32,
    tally: Tally,
}

impl<'s> Codes<'s> {
    pub(super) fn new(column: &'s mut ColumnBuilder, kind: Kind, budget: &'s mut Budget) -> Self {
        Self { column, kind, budget, scratch: Vec::new(), highest: NULL, tally: Tally::default() }
    }

    /// Codes are given in ascending order: a higher one is new, and only new values are looked at.
    #[inline]
    fn look(&mut self, code: u32, raw: &[u8]) {
        if code > self.highest {
            self.highest = code;
            self.tally.not_utf8 += u64::from(std::str::from_utf8(raw).is_err());
        }
    }
}

impl Sink for Codes<'_> {
    #[inline]
    fn code(&mut self, raw: &[u8]) -> u32 {
        if self.kind != Kind::Text {
            return self.kind.text(raw, &mut self.scratch).map_or(NULL, |text| self.column.code(text));
        }
        let code = self.column.code(raw);
        self.look(code, raw);
        code
    }

    fn codes(&mut self, raw: &[&[u8]], codes: &mut Vec<u32>) {
        if self.kind != Kind::Text {
            codes.extend(raw.iter().map(|raw| self.code(raw)));
            return;
        }
        let before = codes.len();
        self.column.codes(raw, codes);
        for (code, raw) in codes[before..].iter().zip(raw) {
            self.look(*code, raw);
        }
    }

    #[inline]
    fn item(&mut self, code: u32) {
        self.column.push_code(code);
        self.tally.filled += 1;
    }

    #[inline]
    fn end_row(&mut self) {}

    #[inline]
    fn cell(&mut self, code: u32) {
        self.column.push_code(code);
        self.tally.filled += u64::from(code != NULL);
    }

    fn budget(&mut self) -> &mut Budget {
        self.budget
    }

    fn tally(&self) -> Tally {
        self.tally
    }
}

/// Texts one behind the other.
#[derive(Debug, Default)]
struct Texts {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Texts {
    /// Codes begin at 1.
    fn push(&mut self, text: &[u8]) -> u32 {
        self.bytes.extend_from_slice(text);
        self.ends.push(self.bytes.len());
        self.ends.len() as u32
    }

    fn get(&self, code: u32) -> &[u8] {
        let place = code as usize;
        match (self.ends.get(place.wrapping_sub(2)), self.ends.get(place.wrapping_sub(1))) {
            (Some(start), Some(end)) => &self.bytes[*start..*end],
            (None, Some(end)) => &self.bytes[..*end],
            _ => &[],
        }
    }

    fn truncate(&mut self, count: usize) {
        self.ends.truncate(count);
        self.bytes.truncate(self.ends.last().copied().unwrap_or_default());
    }

    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (1..=self.ends.len() as u32).map(|code| self.get(code))
    }
}

/// Where rows with any number of texts go.
pub(super) enum Destination<'s> {
    /// To a column, each text split where this stands.
    Column(&'s mut ColumnBuilder, Option<&'s [u8]>),
    /// To the ids; the first text of the row is its id.
    Ids(&'s mut IdsBuilder, &'s mut IdSink),
}

/// Lists, cells of many values and ids: the texts of a row are collected before they are pushed.
pub(super) struct Rows<'s> {
    kind: Kind,
    into: Destination<'s>,
    budget: &'s mut Budget,
    texts: Texts,
    kept: usize,
    row: Texts,
    scratch: Vec<u8>,
    tally: Tally,
}

impl<'s> Rows<'s> {
    pub(super) fn new(into: Destination<'s>, kind: Kind, budget: &'s mut Budget) -> Self {
        let (texts, row) = (Texts::default(), Texts::default());
        Self { kind, into, budget, texts, kept: 0, row, scratch: Vec::new(), tally: Tally::default() }
    }
}

impl Sink for Rows<'_> {
    fn code(&mut self, raw: &[u8]) -> u32 {
        let Some(text) = self.kind.text(raw, &mut self.scratch).filter(|text| !text.is_empty()) else {
            return NULL;
        };
        self.tally.not_utf8 += u64::from(std::str::from_utf8(text).is_err());
        self.texts.push(text)
    }

    fn keep(&mut self) {
        self.kept = self.texts.ends.len();
    }

    fn forget(&mut self) {
        self.texts.truncate(0);
        self.kept = 0;
    }

    fn turn(&mut self) {
        self.texts.truncate(self.kept);
    }

    fn item(&mut self, code: u32) {
        if code == NULL {
            return;
        }
        let text = self.texts.get(code);
        // An empty text takes the room of its code all the same.
        if self.budget.take(text.len() + size_of::<u32>()) {
            self.row.push(text);
        }
    }

    fn end_row(&mut self) {
        let row = &self.row;
        let filled = match &mut self.into {
            Destination::Column(column, None) => put_many(column, || row.iter()),
            Destination::Column(column, Some(separator)) => {
                let separator: &[u8] = separator;
                put_many(column, || row.iter().flat_map(|text| parts(text, separator)))
            }
            Destination::Ids(ids, sink) => sink.text(ids, row.get(1)),
        };
        self.tally.filled += u64::from(filled);
        self.row.truncate(0);
    }

    fn budget(&mut self) -> &mut Budget {
        self.budget
    }

    fn tally(&self) -> Tally {
        self.tally
    }
}

/// Ids that are whole numbers.
pub(super) struct Numbers<'s> {
    kind: Kind,
    ids: &'s mut IdsBuilder,
    sink: &'s mut IdSink,
    budget: &'s mut Budget,
    given: Vec<i64>,
    kept: usize,
    tally: Tally,
}

impl<'s> Numbers<'s> {
    pub(super) fn new(
        ids: &'s mut IdsBuilder,
        sink: &'s mut IdSink,
        kind: Kind,
        budget: &'s mut Budget,
    ) -> Self {
        Self { kind, ids, sink, budget, given: Vec::new(), kept: 0, tally: Tally::default() }
    }
}

impl Sink for Numbers<'_> {
    #[inline]
    fn code(&mut self, raw: &[u8]) -> u32 {
        self.given.push(self.kind.integer(raw).unwrap_or_default());
        self.given.len() as u32
    }

    fn keep(&mut self) {
        self.kept = self.given.len();
    }

    fn forget(&mut self) {
        self.given.clear();
        self.kept = 0;
    }

    fn turn(&mut self) {
        self.given.truncate(self.kept);
    }

    fn item(&mut self, code: u32) {
        self.cell(code);
    }

    fn end_row(&mut self) {}

    #[inline]
    fn cell(&mut self, code: u32) {
        match self.given.get((code as usize).wrapping_sub(1)) {
            Some(number) => {
                self.sink.number(self.ids, *number);
                self.tally.filled += 1;
            }
            None => drop(self.sink.text(self.ids, b"")),
        }
    }

    fn budget(&mut self) -> &mut Budget {
        self.budget
    }

    fn tally(&self) -> Tally {
        self.tally
    }
}

//! Tables as columns of integer codes: each distinct value is held once.
//!
//! Several inputs stand below each other in one [`Table`]; a row knows its input. The id of a row is
//! kept apart from the columns: it is written out and never compared, blocked on or sorted by.

use std::sync::Arc;

mod builder;
mod ids;
mod lines;
mod placeholders;
mod values;

pub use builder::{ColumnBuilder, TableBuilder};
pub(crate) use ids::usual_number;
pub use ids::{Ids, IdsBuilder};
pub(crate) use lines::Lines;
pub use placeholders::placeholders;
pub(crate) use placeholders::says_nothing;
pub use values::{Coder, NULL, Values, hash, mix};
pub(crate) use values::{seed, seeded_hash};

/// What the cells of a column hold.
#[derive(Debug, Clone)]
pub enum Cells {
    /// At most one value a row: its code, or [`NULL`].
    One(Vec<u32>),
    /// Any number of values a row (several phones): row `r` has `codes[starts[r]..starts[r + 1]]`,
    /// distinct and ascending.
    Many {
        /// Where each row's codes start; one longer than there are rows.
        starts: Vec<u32>,
        /// All codes.
        codes: Vec<u32>,
    },
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its header.
    pub name: String,
    /// Its distinct values, shared with the columns that only look at them.
    pub values: Arc<Values>,
    /// What each row holds.
    pub cells: Cells,
}

impl Column {
    /// How many rows hold each code; for several values a row, each is counted.
    pub fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0_u32; self.values.len()];
        let codes = match &self.cells {
            Cells::One(codes) | Cells::Many { codes, .. } => codes,
        };
        for code in codes {
            counts[*code as usize] += 1;
        }
        counts
    }

    /// Bits that agreement says, on average over pairs of so many rows that hold a value, a row's pair with itself left out.
    pub fn bits(&self, filled: f64) -> f64 {
        let counts = self.counts();
        let agree: f64 =
            counts.iter().skip(1).map(|count| f64::from(*count) * f64::from(count.saturating_sub(1))).sum();
        (filled * filled / agree.max(1.0)).max(1.0).log2()
    }

    /// How many rows hold a value.
    pub fn filled(&self) -> usize {
        (0..self.rows()).filter(|row| !self.row(*row).is_empty()).count()
    }

    /// The codes of a row; none for a null.
    pub fn row(&self, row: usize) -> &[u32] {
        match &self.cells {
            Cells::One(codes) => match codes.get(row) {
                Some(code) if *code != NULL => std::slice::from_ref(code),
                _ => &[],
            },
            Cells::Many { starts, codes } => {
                let (Some(start), Some(end)) = (starts.get(row), starts.get(row + 1)) else { return &[] };
                &codes[*start as usize..*end as usize]
            }
        }
    }

    /// The code of the smallest value of a row by its bytes: codes follow the order of rows, which is to show in nothing.
    pub fn smallest(&self, row: usize) -> Option<u32> {
        match self.row(row) {
            [] => None,
            [only] => Some(*only),
            several => several.iter().copied().min_by_key(|code| self.values.get(*code)),
        }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        match &self.cells {
            Cells::One(codes) => codes.len(),
            Cells::Many { starts, .. } => starts.len().saturating_sub(1),
        }
    }
}

/// One input: a file, and which rows are its.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its name, as it is written into pairs and clusters.
    pub name: String,
    /// Its rows in the table.
    pub rows: std::ops::Range<u32>,
}

/// Several inputs below each other.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The inputs, in the order given.
    pub inputs: Vec<Input>,
    /// The ids of all rows.
    pub ids: Ids,
    /// The columns, without the id.
    pub columns: Vec<Column>,
}

impl Table {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.ids.len()
    }

    /// A column by its header.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The input of a row.
    pub fn input_of(&self, row: u32) -> usize {
        self.inputs.partition_point(|input| input.rows.end <= row).min(self.inputs.len().saturating_sub(1))
    }
}

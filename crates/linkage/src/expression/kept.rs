//! What steps and comparisons count in a whole table, kept for rows that come later.
//!
//! Some answers depend on all rows: how many hold a shared value, which values are rare, whether a column
//! ever holds two values. Rows that arrive later are asked with the answers of the table that the model was
//! trained on, so that they weigh what they would have weighed there.

use std::collections::BTreeMap;

use crate::table::{Coder, Column, Values};

/// How many rows hold each value of one column.
#[derive(Debug, Clone, Default)]
pub struct Frequencies {
    values: Coder,
    /// By code; that of the null is not used.
    counts: Vec<u32>,
    /// Rows of the table.
    rows: u32,
    /// Bands of frequency that occur, where the column is adjusted for rarity.
    bands: Vec<u8>,
}

impl Frequencies {
    /// The values that at least so many rows hold; the others need no place.
    pub fn of_column(column: &Column, at_least: u32) -> Self {
        Self::counted(column, &column.counts(), at_least, Vec::new())
    }

    /// The same of what was counted otherwise, by code.
    pub fn counted(column: &Column, counts: &[u32], at_least: u32, bands: Vec<u8>) -> Self {
        let (mut values, mut kept) = (Values::default(), vec![0]);
        for (code, count) in counts.iter().enumerate().skip(1) {
            if *count >= at_least {
                values.push(column.values.get(code as u32));
                kept.push(*count);
            }
        }
        Self { values: Coder::from(values), counts: kept, rows: column.rows() as u32, bands }
    }

    /// The same from its parts: one count for each code of the values.
    pub fn from_parts(values: Values, counts: Vec<u32>, rows: u32, bands: Vec<u8>) -> Option<Self> {
        (values.len() == counts.len()).then(|| Self { values: Coder::from(values), counts, rows, bands })
    }

    /// How many rows hold a value; 0 for one that is not kept.
    pub fn count(&self, value: &[u8]) -> u32 {
        let code = self.values.known(value);
        code.and_then(|code| self.counts.get(code as usize)).copied().unwrap_or(0)
    }

    /// Counts by code of other values; that of the null is 0.
    pub fn counts(&self, values: &Values) -> Vec<u32> {
        let mut counts = vec![0];
        counts.extend(values.codes().map(|code| self.count(values.get(code))));
        counts
    }

    /// Rows of the table that was counted.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// Bands of frequency that occur, ascending; none where nobody asked.
    pub fn bands(&self) -> &[u8] {
        &self.bands
    }

    /// The values that are kept.
    pub fn values(&self) -> &Values {
        self.values.values()
    }

    /// The counts of the values that are kept, by code.
    pub fn kept_counts(&self) -> &[u32] {
        &self.counts
    }
}

/// All that is kept, by the text of the expression that it belongs to.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// Whether a column has many values a row.
    pub many: BTreeMap<String, bool>,
    /// Frequencies of the values of a column.
    pub columns: BTreeMap<String, Frequencies>,
    /// Frequencies before a step `rare`, by expression and place of the step.
    pub steps: BTreeMap<String, BTreeMap<u32, Frequencies>>,
}

impl Kept {
    /// Frequencies before a step of an expression.
    pub fn step(&self, text: &str, step: usize) -> Option<&Frequencies> {
        self.steps.get(text)?.get(&(step as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::ColumnBuilder;

    #[test]
    fn counts_are_those_of_the_kept_table() {
        let mut builder = ColumnBuilder::new("c");
        for value in [b"a".as_slice(), b"b", b"a", b"", b"a"] {
            builder.push(value);
        }
        let kept = Frequencies::of_column(&builder.finish(), 2);
        assert_eq!((kept.count(b"a"), kept.count(b"b"), kept.count(b"z"), kept.rows()), (3, 0, 0, 5));
        let mut others = Values::default();
        others.push(b"z");
        others.push(b"a");
        assert_eq!(kept.counts(&others), [0, 0, 3]);
        assert!(Frequencies::from_parts(others, vec![0], 5, Vec::new()).is_none());
    }
}

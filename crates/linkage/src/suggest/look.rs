//! A look at a column: a sample of its distinct values that does not depend on where rows stand.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::table::{Cells, Column, hash};

/// Distinct values that are looked at.
const SAMPLE: usize = 2_000;

/// A sample of distinct values: those with the smallest digests.
#[derive(Debug)]
pub struct Look<'a> {
    /// The values.
    pub values: Vec<Cow<'a, str>>,
    /// How many rows hold each.
    pub counts: Vec<u32>,
    /// Distinct values in all.
    pub distinct: usize,
    /// Rows that hold something.
    pub filled: usize,
    /// Rows that hold the most common value, and what it is.
    pub most_common: (u32, String),
    /// Whether rows hold several values.
    pub is_many: bool,
}

impl<'a> Look<'a> {
    /// Looks at a column.
    pub fn at(column: &'a Column) -> Self {
        let counts = column.counts();
        let mut held: Vec<u32> = column.values.codes().filter(|code| counts[*code as usize] > 0).collect();
        let distinct = held.len();
        let most = held.iter().copied().max_by(|one, other| {
            let by_count = counts[*one as usize].cmp(&counts[*other as usize]);
            by_count.then_with(|| column.values.get(*other).cmp(column.values.get(*one)))
        });
        if distinct > SAMPLE {
            let mut digests: Vec<(u64, u32)> =
                held.iter().map(|code| (hash(column.values.get(*code)), *code)).collect();
            digests.select_nth_unstable(SAMPLE);
            digests.truncate(SAMPLE);
            digests.sort_unstable();
            held = digests.into_iter().map(|(_, code)| code).collect();
        } else {
            held.sort_unstable_by(|one, other| column.values.get(*one).cmp(column.values.get(*other)));
        }
        Self {
            values: held.iter().map(|code| column.values.text(*code)).collect(),
            counts: held.iter().map(|code| counts[*code as usize]).collect(),
            distinct,
            filled: column.filled(),
            most_common: most.map_or_else(Default::default, |code| {
                (counts[code as usize], column.values.text(code).into_owned())
            }),
            is_many: matches!(column.cells, Cells::Many { .. }),
        }
    }

    /// Share of the values that pass a test.
    pub fn share(&self, test: impl Fn(&str) -> bool) -> f64 {
        let passed = self.values.iter().filter(|value| test(value)).count();
        passed as f64 / self.values.len().max(1) as f64
    }

    /// Share of the rows whose value passes a test, within the sample.
    pub fn weighed(&self, test: impl Fn(&str) -> bool) -> f64 {
        let held = self.values.iter().zip(&self.counts);
        let passed: u64 = held.filter(|(value, _)| test(value)).map(|(_, count)| u64::from(*count)).sum();
        let all: u64 = self.counts.iter().copied().map(u64::from).sum();
        passed as f64 / all.max(1) as f64
    }

    /// Mean of a measure over the values.
    pub fn mean(&self, measure: impl Fn(&str) -> f64) -> f64 {
        self.values.iter().map(|value| measure(value)).sum::<f64>() / self.values.len().max(1) as f64
    }

    /// The length that nine in ten values have, in bytes.
    pub fn common_length(&self) -> Option<usize> {
        let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
        for value in &self.values {
            *lengths.entry(value.len()).or_default() += 1;
        }
        let (length, count) = lengths.into_iter().max_by_key(|(_, count)| *count)?;
        (count as f64 >= 0.9 * self.values.len() as f64).then_some(length)
    }
}

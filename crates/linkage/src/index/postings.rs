//! Which rows have a key? By the key's digest.
//!
//! A digest of 64 bits stands for a key: the chance that two of ten million keys have the same is below
//! 1 in 300,000, and all that would come of it is one more pair compared. Of the rows of the base file the
//! upper bits of the digest choose a bucket and 32 others are kept beside the row.

use std::collections::HashMap;

use crate::block::{BlockingError, Rule, TooManyKeys, keys_of};
use crate::expression::{Derived, Expression, ExpressionError};
use crate::table::{Cells, Column, Table, hash, mix};

/// Rows that one bucket has, about.
const IN_BUCKET: usize = 4;

/// Rows by digest, never changed.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// Where each bucket starts; one longer than there are buckets.
    starts: Vec<u32>,
    /// The lower half of the digest, and the row; ascending rows in a bucket.
    entries: Vec<(u32, u32)>,
    shift: u32,
}

impl Postings {
    /// The rows of these digests, the rows ascending.
    pub fn new(digests: &[u64], rows: &[u32]) -> Self {
        let buckets = (rows.len() / IN_BUCKET).next_power_of_two().max(2);
        let shift = 64 - buckets.trailing_zeros();
        let mut starts = vec![0_u32; buckets + 1];
        for digest in digests {
            starts[(digest >> shift) as usize + 1] += 1;
        }
        for bucket in 0..buckets {
            starts[bucket + 1] += starts[bucket];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0); rows.len()];
        for (digest, row) in digests.iter().zip(rows) {
            let place = &mut next[(digest >> shift) as usize];
            entries[*place as usize] = (*digest as u32, *row);
            *place += 1;
        }
        Self { starts, entries, shift }
    }

    /// The rows of a digest, ascending.
    pub fn rows(&self, digest: u64) -> impl Iterator<Item = u32> {
        let bucket = if self.starts.is_empty() {
            &[]
        } else {
            let number = (digest >> self.shift) as usize;
            &self.entries[self.starts[number] as usize..self.starts[number + 1] as usize]
        };
        let tag = digest as u32;
        bucket.iter().filter(move |entry| entry.0 == tag).map(|entry| entry.1)
    }
}

/// Rows by digest: those of the base file, and those that came since.
#[derive(Debug, Default)]
pub(super) struct Keyed {
    base: Postings,
    since: HashMap<u64, Vec<u32>>,
}

impl Keyed {
    pub fn new(base: Postings) -> Self {
        Self { base, since: HashMap::new() }
    }

    /// Adds a row, which is larger than all before.
    pub fn push(&mut self, digest: u64, row: u32) {
        self.since.entry(digest).or_default().push(row);
    }

    /// The rows of a digest, ascending.
    pub fn rows(&self, digest: u64) -> impl Iterator<Item = u32> {
        self.base.rows(digest).chain(self.since.get(&digest).into_iter().flatten().copied())
    }
}

/// Why rows have no keys.
pub(super) enum Keyless {
    Expression(ExpressionError),
    TooMany(TooManyKeys),
}

impl Keyless {
    /// The same as others know it; `named` gives the input and id of a row.
    pub fn of_rule(
        self,
        (place, rule): (usize, &Rule),
        named: impl FnOnce(u32) -> (String, String),
    ) -> BlockingError {
        match self {
            Self::Expression(why) => BlockingError::Expression { rule: place + 1, why },
            Self::TooMany(why) => BlockingError::too_many_keys((place, rule), named(why.row), why.keys),
        }
    }
}

/// Columns that keys are made of, each made once and with the digests of its values.
pub(super) struct KeyColumns<'t> {
    table: &'t Table,
    derived: &'t Derived,
    made: HashMap<String, (std::borrow::Cow<'t, Column>, Vec<u64>)>,
}

impl<'t> KeyColumns<'t> {
    pub fn new(table: &'t Table, derived: &'t Derived) -> Self {
        Self { table, derived, made: HashMap::new() }
    }

    fn make(&mut self, keys: &[Expression]) -> Result<(), ExpressionError> {
        for key in keys {
            if !self.made.contains_key(&key.text) {
                let column = self.derived.column(self.table, key)?;
                let values = &column.values;
                let digests = (0..values.len() as u32).map(|code| hash(values.get(code))).collect();
                self.made.insert(key.text.clone(), (column, digests));
            }
        }
        Ok(())
    }

    /// Calls `visit` with each row and each digest of its keys under a rule. `is_first` says which rows are
    /// of the first input, where a rule keys the others by something else.
    pub fn digests(
        &mut self,
        rule: &Rule,
        is_first: impl Fn(u32) -> bool,
        mut visit: impl FnMut(u32, u64),
    ) -> Result<(), Keyless> {
        let others = rule.right_keys.as_ref().unwrap_or(&rule.keys);
        self.make(&rule.keys).map_err(Keyless::Expression)?;
        self.make(others).map_err(Keyless::Expression)?;
        let columns = |keys: &[Expression]| -> Vec<&(std::borrow::Cow<'t, Column>, Vec<u64>)> {
            keys.iter().filter_map(|key| self.made.get(&key.text)).collect()
        };
        let (first, second) = (columns(&rule.keys), columns(others));
        if first.is_empty() {
            return Ok(());
        }
        let single = first.iter().chain(&second).all(|own| matches!(own.0.cells, Cells::One(_)));
        let mut states = Vec::new();
        for row in 0..self.table.rows() as u32 {
            let own = if rule.right_keys.is_none() || is_first(row) { &first } else { &second };
            if single {
                let mut state = 0;
                let whole = own.iter().all(|(column, digests)| {
                    let code = column.row(row as usize).first();
                    state = code.map_or(0, |code| mix(state, digests[*code as usize]));
                    code.is_some()
                });
                if whole {
                    visit(row, state);
                }
                continue;
            }
            let columns = own.iter().map(|(column, _)| column.as_ref());
            if keys_of(columns, row).map_err(Keyless::TooMany)? == 0 {
                continue;
            }
            states.clear();
            states.push(0);
            for (column, digests) in own {
                let codes = column.row(row as usize);
                states = states
                    .iter()
                    .flat_map(|state| codes.iter().map(|code| mix(*state, digests[*code as usize])))
                    .collect();
            }
            for state in &states {
                visit(row, *state);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_are_found_by_their_digests(keys in prop::collection::vec(0_u64..40, 0..200), cut in 0_usize..200) {
            let digests: Vec<u64> = keys.iter().map(|key| hash(&key.to_le_bytes())).collect();
            let rows: Vec<u32> = (0..digests.len() as u32).collect();
            let cut = cut.min(rows.len());
            let mut keyed = Keyed::new(Postings::new(&digests[..cut], &rows[..cut]));
            for (row, digest) in digests.iter().enumerate().skip(cut) {
                keyed.push(*digest, row as u32);
            }
            for key in 0..45_u64 {
                let expected: Vec<u32> = rows.iter().copied().filter(|row| keys[*row as usize] == key).collect();
                let found: Vec<u32> = keyed.rows(hash(&key.to_le_bytes())).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}

//! Which rows have a key? By the key's digest.
//!
//! A digest of 64 bits stands for a key. Of a row of the base file its upper bits choose one of about a bucket for four
//! rows, and its lower 32 are kept beside the row: of two keys in one bucket these are the same once in 4 billion times.
//! So a key that one asks for is taken for another about once in a billion times, of ten million once in a hundred
//! times one of them, and all that comes of it is a pair more that is compared. Digests begin with a number drawn
//! anew for each index that is opened: nobody can choose keys that share one.

use std::collections::HashMap;

use crate::block::{BlockingError, Rule, TooManyKeys, keys_of, together};
use crate::expression::{Derived, Expression, ExpressionError};
use crate::table::{Cells, Column, Table, mix, seeded_hash};

/// Rows that one bucket has, about.
const IN_BUCKET: usize = 4;

/// Rows by digest, never changed.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// Where each bucket starts; one longer than there are buckets.
    starts: Vec<u32>,
    /// The lower half of the digest, and the row; ascending in a bucket.
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
        // Whoever shares a bucket with a key of very many rows does not look at these.
        for bucket in starts.windows(2) {
            entries[bucket[0] as usize..bucket[1] as usize].sort_unstable();
        }
        Self { starts, entries, shift }
    }

    /// The rows of a digest, ascending.
    pub fn rows(&self, digest: u64) -> impl Iterator<Item = u32> {
        self.entries(digest).iter().map(|entry| entry.1)
    }

    fn entries(&self, digest: u64) -> &[(u32, u32)] {
        if self.starts.is_empty() {
            return &[];
        }
        let number = (digest >> self.shift) as usize;
        let bucket = &self.entries[self.starts[number] as usize..self.starts[number + 1] as usize];
        let tag = digest as u32;
        let start = bucket.partition_point(|entry| entry.0 < tag);
        let end = bucket.partition_point(|entry| entry.0 <= tag);
        &bucket[start..end]
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

    /// How many rows a digest has; this takes no longer where they are many.
    pub fn count(&self, digest: u64) -> usize {
        self.base.entries(digest).len() + self.since.get(&digest).map_or(0, Vec::len)
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
            Self::TooMany(why) => BlockingError::too_many_keys((place, rule), why, named),
        }
    }
}

/// Columns that keys are made of, each made once and with the digests of its values.
pub(super) struct KeyColumns<'t> {
    table: &'t Table,
    derived: &'t Derived,
    seed: u64,
    made: HashMap<String, (std::borrow::Cow<'t, Column>, Vec<u64>)>,
}

impl<'t> KeyColumns<'t> {
    /// Columns of a table, digests beginning with a number.
    pub fn new(table: &'t Table, derived: &'t Derived, seed: u64) -> Self {
        Self { table, derived, seed, made: HashMap::new() }
    }

    fn make(&mut self, keys: &[Expression]) -> Result<(), ExpressionError> {
        for key in keys {
            if !self.made.contains_key(&key.text) {
                let column = self.derived.column(self.table, key)?;
                let values = &column.values;
                let digest = |code| seeded_hash(self.seed, values.get(code));
                let digests = (0..values.len() as u32).map(digest).collect();
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
        let mut made = 0;
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
            let keys = keys_of(columns, row).map_err(Keyless::TooMany)?;
            made = together(made, keys).map_err(Keyless::TooMany)?;
            if keys == 0 {
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
    use crate::table::hash;
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
                prop_assert_eq!(keyed.count(hash(&key.to_le_bytes())), expected.len());
                prop_assert_eq!(found, expected);
            }
        }
    }
}

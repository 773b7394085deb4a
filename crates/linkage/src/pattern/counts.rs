//! How many pairs have each pattern.

use std::collections::HashMap;

/// Up to so many patterns are counted in a plain table.
const DENSE: u64 = 1 << 21;

/// Pairs by pattern. Integers, so that they add in any order.
#[derive(Debug, Clone)]
pub enum Counts {
    /// A table of all patterns.
    Dense(Vec<u64>),
    /// Those that occur, where the space is large.
    Sparse(HashMap<u64, u64>),
}

impl Counts {
    /// None of any pattern, in a space of so many.
    pub fn new(all: u64) -> Self {
        if all <= DENSE { Self::Dense(vec![0; all as usize]) } else { Self::Sparse(HashMap::new()) }
    }

    /// Adds pairs of a pattern.
    #[inline]
    pub fn add(&mut self, pattern: u64, pairs: u64) {
        match self {
            Self::Dense(table) => table[pattern as usize] += pairs,
            Self::Sparse(table) => *table.entry(pattern).or_insert(0) += pairs,
        }
    }

    /// Adds all of another count over the same space.
    pub fn merge(&mut self, other: &Self) {
        for (pattern, pairs) in other.list() {
            self.add(pattern, pairs);
        }
    }

    /// Patterns that occur, ascending, with their pairs.
    pub fn list(&self) -> Vec<(u64, u64)> {
        let mut list: Vec<(u64, u64)> = match self {
            Self::Dense(table) => table
                .iter()
                .enumerate()
                .filter(|(_, pairs)| **pairs > 0)
                .map(|(pattern, pairs)| (pattern as u64, *pairs))
                .collect(),
            Self::Sparse(table) => table.iter().map(|(pattern, pairs)| (*pattern, *pairs)).collect(),
        };
        list.sort_unstable();
        list
    }
}

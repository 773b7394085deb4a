//! Patterns that pairs were met with: what each weighs, and how many pairs have it.

use std::collections::HashMap;

use crate::pattern::Counts;

/// Up to so many patterns lie in a plain table.
const DENSE: u64 = 1 << 21;

/// Patterns met so far. Weight and count of one lie together, since both are needed for every pair.
#[derive(Debug)]
pub(super) enum Met {
    /// A table of all patterns.
    Dense(Vec<Pattern>),
    /// Those that occur, where there can be many.
    Sparse(HashMap<u64, Pattern>),
}

/// One pattern.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pattern {
    /// 0 until the first is met.
    pairs: u64,
    weight_milli: i32,
}

impl Met {
    /// None, in a space of so many.
    pub fn new(all: u64) -> Self {
        if all <= DENSE {
            Self::Dense(vec![Pattern::default(); all as usize])
        } else {
            Self::Sparse(HashMap::new())
        }
    }

    /// Counts a pair with this pattern, and says what it weighs. Most patterns are never met: `weight` is asked when
    /// one is.
    #[inline]
    pub fn meet(&mut self, pattern: u64, weight: &dyn Fn(u64) -> i32) -> i32 {
        let own = match self {
            Self::Dense(table) => &mut table[pattern as usize],
            Self::Sparse(table) => table.entry(pattern).or_default(),
        };
        if own.pairs == 0 {
            own.weight_milli = weight(pattern);
        }
        own.pairs += 1;
        own.weight_milli
    }

    /// Adds the pairs of each pattern.
    pub fn count(&self, counts: &mut Counts) {
        match self {
            Self::Dense(table) => {
                for (pattern, own) in table.iter().enumerate().filter(|(_, own)| own.pairs > 0) {
                    counts.add(pattern as u64, own.pairs);
                }
            }
            Self::Sparse(table) => {
                for (pattern, own) in table {
                    counts.add(*pattern, own.pairs);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_pair_counts_once_and_each_pattern_is_weighed_once(met in prop::collection::vec(0_u64..40, 0..300)) {
            for all in [40, DENSE + 1] {
                let asked = std::cell::RefCell::new(Vec::new());
                let weight = |pattern: u64| {
                    asked.borrow_mut().push(pattern);
                    pattern as i32 * 3 - 60
                };
                let (mut known, mut counts) = (Met::new(all), Counts::new(all));
                for pattern in &met {
                    prop_assert_eq!(known.meet(*pattern, &weight), *pattern as i32 * 3 - 60);
                }
                known.count(&mut counts);
                let mut expected = Counts::new(all);
                for pattern in &met {
                    expected.add(*pattern, 1);
                }
                prop_assert_eq!(counts.list(), expected.list());
                let mut distinct = asked.borrow().clone();
                distinct.sort_unstable();
                distinct.dedup();
                prop_assert_eq!(distinct.len(), asked.borrow().len());
            }
        }
    }
}

//! Five words in a row, and how many two texts share.

use super::words::mix;

/// A shingle has so many words. Five is the design's rule: shorter runs are everybody's phrases.
pub const SHINGLE_WORDS: usize = 5;

/// The different shingles of one document; a shingle never crosses the border of an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shingles {
    sorted: Vec<u64>,
}

impl Shingles {
    /// The shingles of the items; an item of fewer than five words has none.
    pub fn of(items: &[Vec<u64>]) -> Self {
        Self::from_hashes(items.iter().flat_map(|item| shingle_hashes(item)).collect())
    }

    pub(super) fn from_hashes(mut hashes: Vec<u64>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        Self { sorted: hashes }
    }

    /// How many different ones.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// The shingles that both hold, in ascending order of their hash.
    pub(super) fn shared_with(&self, other: &Self) -> Vec<u64> {
        let mut shared = Vec::new();
        let (mut at, mut other_at) = (0, 0);
        while let (Some(one), Some(two)) = (self.sorted.get(at), other.sorted.get(other_at)) {
            if one == two {
                shared.push(*one);
            }
            at += usize::from(one <= two);
            other_at += usize::from(two <= one);
        }
        shared
    }
}

/// How much two documents share: an exact fraction of shingles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Overlap {
    /// Different shingles that both hold.
    pub shared: u64,
    /// Different shingles that at least one holds.
    pub union: u64,
}

impl Overlap {
    /// Whether the fraction is at least `numerator / denominator`, without rounding. Two documents
    /// without any shingle share nothing: never.
    pub fn is_at_least(&self, numerator: u64, denominator: u64) -> bool {
        self.union > 0
            && u128::from(self.shared) * u128::from(denominator)
                >= u128::from(self.union) * u128::from(numerator)
    }

    /// The fraction in thousandths, rounded down; 0 where neither holds a shingle.
    pub fn per_mille(&self) -> u64 {
        (self.shared * 1000).checked_div(self.union).unwrap_or(0)
    }
}

/// Jaccard's measure of two documents: shingles of both over shingles of either.
pub fn jaccard(first: &Shingles, second: &Shingles) -> Overlap {
    let shared = first.shared_with(second).len();
    Overlap { shared: shared as u64, union: (first.len() + second.len() - shared) as u64 }
}

/// The hash of every five words in a row, by the position of the first.
pub(super) fn shingle_hashes(words: &[u64]) -> Vec<u64> {
    run_hashes(words, SHINGLE_WORDS)
}

/// The hash of every so many words in a row.
pub(super) fn run_hashes(words: &[u64], length: usize) -> Vec<u64> {
    words.windows(length).map(hash_of).collect()
}

fn hash_of(words: &[u64]) -> u64 {
    // Each step scrambles, so the order of the words matters.
    words.iter().fold(0x9e37_79b9_7f4a_7c15, |state, word| mix(state.rotate_left(7) ^ word))
}

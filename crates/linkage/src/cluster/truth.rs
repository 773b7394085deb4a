//! How far do clusters agree with known ones?
//!
//! Pairwise scores count pairs of records, so that a cluster of ten weighs as much as 45 of two; B-cubed
//! scores (Bagga and Baldwin 1998) are means over records, so that each weighs the same.
//!
//! ```
//! use bonafide_linkage::cluster::truth;
//! let (known, found) = ([0, 0, 0, 1, 1], [0, 0, 1, 1, 1]);
//! let pairs = truth::pairwise(&known, &found);
//! assert_eq!((pairs.known, pairs.found, pairs.both), (4, 4, 2));
//! assert!((pairs.f1() - 0.5).abs() < 1e-12);
//! assert!((truth::b_cubed(&known, &found).f1() - 11.0 / 15.0).abs() < 1e-12);
//! ```

use std::collections::BTreeMap;

/// How many pairs of records share a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pairwise {
    /// In the known clusters.
    pub known: u64,
    /// In those found.
    pub found: u64,
    /// In both.
    pub both: u64,
}

impl Pairwise {
    /// Share of the found pairs that are known; 1 where none was found.
    pub fn precision(&self) -> f64 {
        share(self.both, self.found)
    }

    /// Share of the known pairs that were found; 1 where none is known.
    pub fn recall(&self) -> f64 {
        share(self.both, self.known)
    }

    /// Harmonic mean of precision and recall; 1 where no pair is known or found.
    pub fn f1(&self) -> f64 {
        share(2 * self.both, self.known + self.found)
    }
}

/// Means over records.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BCubed {
    /// Mean share of a record's found cluster that belongs to it.
    pub precision: f64,
    /// Mean share of a record's known cluster that its found one holds.
    pub recall: f64,
}

impl BCubed {
    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall)
    }
}

/// Pairs of records that share a cluster; `known[r]` and `found[r]` are any labels of record `r`.
/// Records beyond the shorter list are left out.
pub fn pairwise(known: &[u32], found: &[u32]) -> Pairwise {
    let mut pairs = Pairwise { known: 0, found: 0, both: 0 };
    for cell in cells(known, found) {
        pairs.both += two_of(cell.shared);
    }
    pairs.known = sizes(known, known.len().min(found.len())).values().map(|size| two_of(*size)).sum();
    pairs.found = sizes(found, known.len().min(found.len())).values().map(|size| two_of(*size)).sum();
    pairs
}

/// Means over records; 1 where there is none. Labels as in [`pairwise`].
pub fn b_cubed(known: &[u32], found: &[u32]) -> BCubed {
    let records = known.len().min(found.len());
    if records == 0 {
        return BCubed { precision: 1.0, recall: 1.0 };
    }
    let (mut of_found, mut of_known) = (BTreeMap::new(), BTreeMap::new());
    for cell in cells(known, found) {
        let square = cell.shared * cell.shared;
        *of_found.entry(cell.found_size).or_insert(0_u64) += square;
        *of_known.entry(cell.known_size).or_insert(0_u64) += square;
    }
    // Squares are summed by size first, so that labels and the order of records change no bit.
    let mean = |squares: BTreeMap<u64, u64>| {
        squares.into_iter().map(|(size, square)| square as f64 / size as f64).sum::<f64>() / records as f64
    };
    BCubed { precision: mean(of_found), recall: mean(of_known) }
}

/// Records that share both their known and their found cluster.
struct Cell {
    shared: u64,
    known_size: u64,
    found_size: u64,
}

fn cells(known: &[u32], found: &[u32]) -> Vec<Cell> {
    let records = known.len().min(found.len());
    let (known_sizes, found_sizes) = (sizes(known, records), sizes(found, records));
    let mut both: Vec<(u32, u32)> = known.iter().copied().zip(found.iter().copied()).collect();
    both.sort_unstable();
    both.chunk_by(|left, right| left == right)
        .map(|chunk| Cell {
            shared: chunk.len() as u64,
            known_size: known_sizes.get(&chunk[0].0).copied().unwrap_or(1),
            found_size: found_sizes.get(&chunk[0].1).copied().unwrap_or(1),
        })
        .collect()
}

fn sizes(labels: &[u32], records: usize) -> BTreeMap<u32, u64> {
    let mut sorted = labels[..records].to_vec();
    sorted.sort_unstable();
    sorted.chunk_by(|left, right| left == right).map(|chunk| (chunk[0], chunk.len() as u64)).collect()
}

fn two_of(size: u64) -> u64 {
    size * size.saturating_sub(1) / 2
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests;

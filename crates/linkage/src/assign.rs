//! Which pair does each record get where a table holds every entity once?
//!
//! When the left table is free of duplicates a right record has one left partner at most, and the other way
//! round. On eight pairs of tables this was the cheapest gain of truth there is. Pairs that lose are not
//! dropped: each has a [`Verdict`] that names the pair it lost to.
//!
//! [`Method::Optimal`] keeps the pairs of the highest total weight; greedy choice by weight comes close.
//! Whether a table is free of duplicates is the caller's to say; [`SelfMatches`] counts what speaks for it.
//!
//! ```
//! use bonafide_linkage::assign::{Options, Verdict, assign};
//! use bonafide_linkage::cluster::Edge;
//! let pair = |left, right, weight_milli| Edge { left, right, weight_milli };
//! // 0 fits 5 best, but then 1 gets nothing.
//! let pairs = [pair(0, 5, 9000), pair(0, 6, 8000), pair(1, 5, 7000), pair(1, 6, -2000)];
//! let order = [0, 1, 2, 3, 4, 5, 6];
//! let assigned = assign(&pairs, &order, &order, &Options::default())?;
//! assert_eq!(assigned.verdicts, [
//!     Verdict::Refused { by: 1 },
//!     Verdict::Kept { tied: false },
//!     Verdict::Kept { tied: false },
//!     Verdict::Below,
//! ]);
//! # Ok::<(), bonafide_linkage::assign::UnknownRecord>(())
//! ```

mod exact;
mod unique;

#[cfg(test)]
mod tests;

pub use unique::{Freedom, SelfMatches};

use crate::cluster::Edge;
use crate::components::Components;

/// No pair.
const NONE: u32 = u32::MAX;

/// How pairs are chosen where several want one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// The highest sum of weights above the threshold. Over [`Method::Greedy`] it is worth -0.1 to 0.7
    /// points of F1 on six labelled pairs of tables at threshold 0, and -0.2 to 0.9 at -10 bits.
    #[default]
    Optimal,
    /// Heaviest pair first, then the heaviest among what is left.
    Greedy,
    /// Only pairs that are the single heaviest of both records: fewer and surer, best where most records
    /// have no partner at all.
    MutualBest,
}

/// How pairs are assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Pairs below this are not considered, in thousandths of a bit. Default 0.
    pub threshold_milli: i32,
    /// The left table is free of duplicates: a right record gets one left record at most. Default true.
    pub left_unique: bool,
    /// The right table is free of duplicates: a left record gets one right record at most. Default true.
    pub right_unique: bool,
    /// How pairs are chosen.
    pub method: Method,
}

impl Default for Options {
    fn default() -> Self {
        Self { threshold_milli: 0, left_unique: true, right_unique: true, method: Method::Optimal }
    }
}

/// What became of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It stands.
    Kept {
        /// A pair of the same weight was refused for it: the records' order decided, not their values.
        tied: bool,
    },
    /// It reaches the threshold, but one of its records went elsewhere.
    Refused {
        /// The number of the pair that it lost to: of those that were kept and share a record with it, the
        /// heaviest; for [`Method::MutualBest`] one that is at least as heavy, kept or not.
        by: u32,
    },
    /// It is below the threshold.
    Below,
}

/// What became of all pairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// For each pair, in the order given.
    pub verdicts: Vec<Verdict>,
    /// How many groups of connected pairs were too entangled for the optimum and were assigned greedily.
    pub greedy_groups: u32,
}

/// A pair names a record that there is not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a pair names {side} record {record}, but there are only {records}: give pairs of the same table")]
pub struct UnknownRecord {
    /// `left` or `right`.
    pub side: &'static str,
    /// What it names.
    pub record: u32,
    /// How many there are.
    pub records: usize,
}

/// Chooses pairs so that no record is used more often than its tables allow.
///
/// `pairs` have their records of the left table left; the two sides are numbered by themselves, so that the
/// same number left and right is not the same record. `left_order` and `right_order` rank the records
/// of each side (one list may serve both where the numbers are those of one table); ranks are distinct,
/// and ties go by them. Takes about P · log P for P pairs: a group of connected pairs
/// in which the optimum would take much longer is assigned greedily, and [counted](Assigned::greedy_groups).
///
/// # Errors
///
/// [`UnknownRecord`] for a record without a rank.
pub fn assign(
    pairs: &[Edge],
    left_order: &[u32],
    right_order: &[u32],
    options: &Options,
) -> Result<Assigned, UnknownRecord> {
    for pair in pairs {
        for (side, record, records) in
            [("left", pair.left, left_order.len()), ("right", pair.right, right_order.len())]
        {
            if record as usize >= records {
                return Err(UnknownRecord { side, record, records });
            }
        }
    }
    let mut candidates: Vec<u32> = (0..pairs.len() as u32)
        .filter(|number| pairs[*number as usize].weight_milli >= options.threshold_milli)
        .collect();
    // Heaviest first, ties by the records' order.
    candidates.sort_unstable_by_key(|number| {
        let pair = pairs[*number as usize];
        let ranks = (left_order[pair.left as usize], right_order[pair.right as usize]);
        (std::cmp::Reverse(pair.weight_milli), ranks, *number)
    });
    let mut places = vec![NONE; pairs.len()];
    for (place, number) in candidates.iter().enumerate() {
        places[*number as usize] = place as u32;
    }
    let mut choice = Choice {
        pairs,
        places,
        options,
        of_left: vec![NONE; left_order.len()],
        of_right: vec![NONE; right_order.len()],
        verdicts: vec![Verdict::Below; pairs.len()],
        greedy_groups: 0,
    };
    match options.method {
        Method::MutualBest => choice.mutual_best(&candidates),
        Method::Optimal if options.left_unique && options.right_unique => choice.optimal(&candidates),
        // Where one side only is unique each record of the other chooses by itself: greedy is optimal.
        Method::Greedy | Method::Optimal => choice.greedy(&candidates),
    }
    choice.mark_ties(&candidates);
    Ok(Assigned { verdicts: choice.verdicts, greedy_groups: choice.greedy_groups })
}

struct Choice<'a> {
    pairs: &'a [Edge],
    /// The place of each pair among the candidates, heaviest first.
    places: Vec<u32>,
    options: &'a Options,
    /// The heaviest kept pair of each record.
    of_left: Vec<u32>,
    of_right: Vec<u32>,
    verdicts: Vec<Verdict>,
    greedy_groups: u32,
}

impl Choice<'_> {
    /// The pairs that stand where this one would, as far as the tables forbid it.
    fn rivals(&self, number: u32) -> [u32; 2] {
        let pair = self.pairs[number as usize];
        let of_left = if self.options.right_unique { self.of_left[pair.left as usize] } else { NONE };
        let of_right = if self.options.left_unique { self.of_right[pair.right as usize] } else { NONE };
        [of_left, of_right]
    }

    fn keep(&mut self, number: u32) {
        let pair = self.pairs[number as usize];
        for of in [&mut self.of_left[pair.left as usize], &mut self.of_right[pair.right as usize]] {
            // Candidates come heaviest first.
            if *of == NONE {
                *of = number;
            }
        }
        self.verdicts[number as usize] = Verdict::Kept { tied: false };
    }

    fn greedy(&mut self, candidates: &[u32]) {
        for number in candidates {
            if self.rivals(*number) == [NONE, NONE] {
                self.keep(*number);
            }
        }
        self.refuse(candidates);
    }

    fn refuse(&mut self, candidates: &[u32]) {
        for number in candidates {
            if self.verdicts[*number as usize] != Verdict::Below {
                continue;
            }
            let rivals = self.rivals(*number).into_iter().filter(|rival| *rival != NONE);
            if let Some(by) = self.heaviest(rivals) {
                self.verdicts[*number as usize] = Verdict::Refused { by };
            }
        }
    }

    /// The first among the candidates.
    fn heaviest(&self, numbers: impl Iterator<Item = u32>) -> Option<u32> {
        numbers.min_by_key(|number| self.places[*number as usize])
    }

    fn weight(&self, number: u32) -> i32 {
        self.pairs[number as usize].weight_milli
    }

    /// A pair loses to the heaviest other one of a record that may have one only.
    fn mutual_best(&mut self, candidates: &[u32]) {
        // The two heaviest of each record.
        let mut best_of_left = vec![[NONE; 2]; self.of_left.len()];
        let mut best_of_right = vec![[NONE; 2]; self.of_right.len()];
        for number in candidates {
            let pair = self.pairs[*number as usize];
            for best in [&mut best_of_left[pair.left as usize], &mut best_of_right[pair.right as usize]] {
                if let Some(place) = best.iter_mut().find(|place| **place == NONE) {
                    *place = *number;
                }
            }
        }
        for number in candidates {
            let pair = self.pairs[*number as usize];
            let ends = [
                (self.options.right_unique, best_of_left[pair.left as usize]),
                (self.options.left_unique, best_of_right[pair.right as usize]),
            ];
            let others = ends
                .into_iter()
                .filter(|(unique, _)| *unique)
                .filter_map(|(_, best)| best.into_iter().find(|other| *other != *number && *other != NONE));
            match self.heaviest(others.filter(|other| self.weight(*other) >= self.weight(*number))) {
                Some(by) => self.verdicts[*number as usize] = Verdict::Refused { by },
                None => self.keep(*number),
            }
        }
    }

    fn optimal(&mut self, candidates: &[u32]) {
        let lefts = self.of_left.len() as u32;
        let mut components = Components::new(self.of_left.len() + self.of_right.len());
        for number in candidates {
            let pair = self.pairs[*number as usize];
            components.join(pair.left, lefts + pair.right);
        }
        // Groups in any order: none knows of another. Inside, candidates stay in theirs.
        let mut grouped: Vec<(u32, u32)> = (0..candidates.len() as u32)
            .map(|place| (components.root(self.pairs[candidates[place as usize] as usize].left), place))
            .collect();
        grouped.sort_unstable();
        let mut solver = exact::Solver::new(self.of_left.len(), self.of_right.len());
        let mut group = Vec::new();
        for places in grouped.chunk_by(|left, right| left.0 == right.0) {
            group.clear();
            group.extend(places.iter().map(|(_, place)| candidates[*place as usize]));
            if let Some(kept) = solver.solve(&group, self.pairs, self.options.threshold_milli) {
                for number in kept {
                    self.keep(*number);
                }
                continue;
            }
            self.greedy_groups += 1;
            self.greedy(&group);
        }
        self.refuse(candidates);
    }

    fn mark_ties(&mut self, candidates: &[u32]) {
        for number in candidates {
            if !matches!(self.verdicts[*number as usize], Verdict::Refused { .. }) {
                continue;
            }
            for rival in self.rivals(*number) {
                if rival != NONE && self.weight(rival) == self.weight(*number) {
                    self.verdicts[rival as usize] = Verdict::Kept { tied: true };
                }
            }
        }
    }
}

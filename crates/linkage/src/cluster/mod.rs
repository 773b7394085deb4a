//! Which records are one entity, when every scored pair is known?
//!
//! * [`linked_components`]: everything that a chain of pairs holds together. One wrong pair joins two
//!   entities, and the more pairs are scored the more of those there are.
//! * [`average_link`]: clusters whose pairs speak for each other *on average*, so that one weak bridge
//!   does not hold two groups. It honours [`Judgement`]s and inputs that are free of duplicates.
//! * [`Living`]: the same clusters kept up to date while records arrive; only what they touch is redone.
//! * [`changes`]: names that last from one run to the next, and what became of each.
//! * [`shape`]: how well each cluster holds together, and which single pairs hold it.
//! * [`truth`]: how far clusters agree with known ones.
//!
//! Weights are thousandths of a bit: the binary logarithm of the odds that a pair is one entity, so that
//! 0 is one to one and 4,248 is p = 0.95. All sums are of integers, ties go by the caller's order of
//! records and nothing depends on the order of rows or pairs.
//!
//! ```
//! use bonafide_linkage::cluster::{Edge, Judgement, Options, Problem, average_link, linked_components};
//!
//! // Two groups of three, each pair at 8 bits, and one bridge of 2 bits between them.
//! let pair = |left, right, weight_milli| Edge { left, right, weight_milli };
//! let edges = [
//!     pair(0, 1, 8000), pair(0, 2, 8000), pair(1, 2, 8000),
//!     pair(3, 4, 8000), pair(3, 5, 8000), pair(4, 5, 8000),
//!     pair(2, 3, 2000),
//! ];
//! let order = [0, 1, 2, 3, 4, 5];
//! assert_eq!(linked_components(&order, &edges, 0)?.len(), 1);
//!
//! let problem = Problem { order: &order, edges: &edges, ..Problem::default() };
//! let clusters = average_link(&problem, &Options::default())?;
//! assert_eq!(clusters.members(0), [0, 1, 2]);
//! assert_eq!(clusters.members(1), [3, 4, 5]);
//!
//! // Somebody who knows says that 2 and 3 are the same.
//! let judgements = [Judgement { left: 2, right: 3, same: true }];
//! let judged = average_link(&Problem { judgements: &judgements, ..problem }, &Options::default())?;
//! assert_eq!(judged.of(2), judged.of(3));
//! # Ok::<(), bonafide_linkage::cluster::Error>(())
//! ```

mod changes;
mod full;
mod incidence;
mod judge;
mod living;
mod options;
mod partition;
mod queue;
mod shape;
mod solve;
pub mod truth;

#[cfg(test)]
mod average_tests;
#[cfg(test)]
mod living_tests;

pub use changes::{Change, Names, Renamed, changes};
pub use full::{Problem, average_link, linked_components};
pub use living::{Affected, Living, NewRecord, Update};
pub(crate) use living::{put_together, ring};
pub use options::{Error, Options};
pub use partition::Partition;
pub use shape::{Overall, Shape, overall, shape};

/// A scored pair of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// One record.
    pub left: u32,
    /// The other; which is left and which right says nothing here.
    pub right: u32,
    /// Binary logarithm of the odds that they are one entity, in thousandths of a bit. Where a pair is
    /// given more than once the highest weight counts.
    pub weight_milli: i32,
}

/// What somebody who knows says of two records, whatever their weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judgement {
    /// One record.
    pub left: u32,
    /// The other.
    pub right: u32,
    /// True: one entity. False: never in one cluster, through whatever chain.
    pub same: bool,
}

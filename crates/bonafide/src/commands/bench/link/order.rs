//! Does the order of rows change anything?
//!
//! The tables are written once more with their rows in an order of their ids' digests and linked by the same
//! settings; then pairs, their weights and the clusters are held beside those of the order that was given.

use std::cmp::Ordering;

use anyhow::{Context as _, Result};

use super::measured::Who;
use super::ours::{self, OwnRun};
use super::peer::Peer;
use super::place::Set;
use super::score::{Clusters, Pair, Truth, read_pairs};

/// What another order of rows changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Order {
    /// Pairs that were held beside each other.
    pub pairs: u64,
    /// Pairs that only one of both runs wrote, or that they weigh differently.
    pub differ: u64,
    /// Whether the scores of the clusters are the same.
    pub same_clusters: bool,
}

/// What is compared of a run.
struct Outcome {
    pairs: Vec<Pair>,
    clusters: Clusters,
}

impl Who<'_> {
    /// Links the set in another order and holds it beside a run in the given one, whose results still stand. The
    /// peer's Python writes the tables.
    pub fn other_order(&self, truth: &Truth, peer: &Peer, given: &OwnRun) -> Result<Order> {
        let given = Outcome::read(truth, given)?;
        let folder = self.place.work.join("reordered");
        std::fs::create_dir_all(&folder).context("making a folder for tables in another order")?;
        let mut files = Vec::new();
        for file in &self.set.files {
            let copy = folder.join(file.file_name().unwrap_or(file.as_os_str()));
            peer.reorder(file, &copy)?;
            files.push(copy);
        }
        let set = Set { files, ..self.set.clone() };
        let other = Outcome::read(truth, &ours::run(self.place, &set, &set.settings, self.change(false))?)?;
        for file in &set.files {
            std::fs::remove_file(file).context("removing a table in another order")?;
        }
        Ok(Order {
            pairs: given.pairs.len() as u64,
            differ: differ(&given.pairs, &other.pairs),
            same_clusters: given.clusters == other.clusters,
        })
    }
}

impl Outcome {
    fn read(truth: &Truth, ran: &OwnRun) -> Result<Self> {
        let mut pairs = read_pairs(truth, &ran.pairs)?;
        for pair in &mut pairs {
            (pair.left, pair.right) = (pair.left.min(pair.right), pair.left.max(pair.right));
        }
        pairs.sort_unstable_by(in_turn);
        Ok(Self { pairs, clusters: Clusters::read(truth, &ran.clusters)? })
    }
}

fn in_turn(one: &Pair, other: &Pair) -> Ordering {
    (one.left, one.right).cmp(&(other.left, other.right)).then(one.weight.total_cmp(&other.weight))
}

/// Pairs of two sorted lists that stand in one of them only.
fn differ(one: &[Pair], other: &[Pair]) -> u64 {
    let (mut left, mut right, mut both) = (0, 0, 0);
    while let (Some(first), Some(second)) = (one.get(left), other.get(right)) {
        let order = in_turn(first, second);
        left += usize::from(order.is_le());
        right += usize::from(order.is_ge());
        both += usize::from(order.is_eq());
    }
    (one.len() + other.len() - 2 * both) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_that_differ_are_counted_on_both_sides() {
        let pair = |left, right, weight| Pair { weight, left, right };
        let given = [pair(0, 1, 9.0), pair(0, 2, 1.0), pair(3, 4, -2.0)];
        assert_eq!(differ(&given, &given), 0);
        // One is missing, one weighs less, one is new.
        let other = [pair(0, 1, 9.0), pair(3, 4, -2.5), pair(5, 6, 0.0)];
        assert_eq!(differ(&given, &other), 2 + 2);
        assert_eq!((differ(&given, &[]), differ(&[], &other)), (3, 3));
    }
}

//! How good are clusters at the threshold they were made at?

use std::path::Path;

use anyhow::{Result, bail};
use bonafide_linkage::Components;
use bonafide_linkage::cluster::truth::{b_cubed, pairwise};
use serde::Serialize;

use super::pairs::Pair;
use super::{Truth, tables};
use crate::pipeline::shown;

/// Pairs of p = 0.95 and more join in the peer's scripts: log2(0.95 / 0.05).
const PEER_THRESHOLD: f64 = 4.247_927_513_443_585;

/// The scores of clusters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Clusters {
    /// Pairwise F1.
    pub f1: f64,
    /// Pairwise precision.
    pub precision: f64,
    /// Pairwise recall.
    pub recall: f64,
    /// B-cubed F1, in which each record weighs the same.
    pub b_cubed: f64,
    /// The records of the largest.
    pub largest: u32,
}

impl Clusters {
    /// Reads clusters: ours (`id`, `cluster`) or the peer's (`record_id`, `cluster_id`).
    pub fn read(truth: &Truth, path: &Path) -> Result<Self> {
        let table = tables::open(path, None)?;
        let column = match table.column("cluster") {
            Some(column) => column,
            None => tables::column(&table, "cluster_id", path)?,
        };
        let mut labels = alone(truth, column.values.len() as u32);
        for row in 0..table.rows() {
            let id = table.ids.text(row as u32);
            let Some(record) = truth.record(id.as_bytes()) else {
                bail!("{}: `{id}` is in a cluster and in no table", shown(path));
            };
            match tables::code(column, row) {
                0 => {}
                cluster => labels[record as usize] = cluster,
            }
        }
        Ok(Self::of(truth, &labels))
    }

    /// The peer's, made from its pairs as its script makes them: whoever is joined at its threshold.
    pub fn of_pairs(truth: &Truth, pairs: &[Pair]) -> Self {
        let mut components = Components::new(truth.records());
        for pair in pairs.iter().filter(|pair| pair.weight >= PEER_THRESHOLD) {
            components.join(pair.left, pair.right);
        }
        let labels: Vec<u32> = (0..truth.records()).map(|record| components.root(record as u32)).collect();
        Self::of(truth, &labels)
    }

    /// Of the label of each record.
    fn of(truth: &Truth, labels: &[u32]) -> Self {
        let pairs = pairwise(&truth.entity, labels);
        let mut sorted = labels.to_vec();
        sorted.sort_unstable();
        let largest = sorted.chunk_by(|one, other| one == other).map(<[u32]>::len).max().unwrap_or_default();
        Self {
            f1: pairs.f1(),
            precision: pairs.precision(),
            recall: pairs.recall(),
            b_cubed: b_cubed(&truth.entity, labels).f1(),
            largest: largest as u32,
        }
    }
}

/// A label for each record that nobody else has.
fn alone(truth: &Truth, from: u32) -> Vec<u32> {
    (0..truth.records() as u32).map(|record| from + record).collect()
}

#[cfg(test)]
mod tests {
    use super::super::truth::tests::of_entities;
    use super::*;

    #[test]
    fn clusters_counted_by_hand() {
        let truth = of_entities(&[0, 0, 0, 1, 1]);
        let pair = |left, right, weight| Pair { weight, left, right };
        // 0 and 1 join; 2 joins the others; what is lighter joins nothing.
        let pairs = [pair(0, 1, 9.0), pair(2, 3, 5.0), pair(3, 4, 4.25), pair(1, 2, 4.24)];
        let seen = Clusters::of_pairs(&truth, &pairs);
        // Known 3 + 1, found 1 + 3, both 1 + 1.
        assert!((seen.f1 - 0.5).abs() < 1e-12, "{seen:?}");
        assert!((seen.b_cubed - 11.0 / 15.0).abs() < 1e-12, "{seen:?}");
        assert_eq!(seen.largest, 3);
    }
}

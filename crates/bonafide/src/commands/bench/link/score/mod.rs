//! How good are pairs and clusters, by one scorer for everybody?

mod arrays;
mod best;
mod calibration;
mod clusters;
mod draws;
mod pairs;
mod tables;
mod truth;

use std::path::Path;

use anyhow::Result;
use serde::Serialize;

pub use best::{Best, Judged};
pub use calibration::Calibration;
pub use clusters::Clusters;
pub use draws::{Compared, Interval, compare};
pub use pairs::{Pair, judged};
pub use truth::Truth;

/// Where the results of a run stand.
#[derive(Debug, Clone, Copy)]
pub struct Results<'a> {
    /// Its pairs.
    pub pairs: &'a Path,
    /// Its clusters; none where they are made from its pairs as it makes them itself.
    pub clusters: Option<&'a Path>,
}

/// The score of one run.
#[derive(Debug, Clone, Serialize)]
pub struct Scored {
    /// How many pairs it wrote.
    pub pairs: u64,
    /// The true ones among them.
    pub true_pairs: u64,
    /// The best pairwise F1 over all thresholds, each record in one pair at most where two tables are linked.
    pub best: Best,
    /// The same without that, as the peer's own scripts count.
    pub loose: Best,
    /// Whether its probabilities are true.
    pub calibration: Calibration,
    /// Its clusters at its own threshold.
    pub clusters: Clusters,
    /// What `best` was chosen from.
    #[serde(skip)]
    pub ranked: Vec<Judged>,
}

/// The pairs that a run wrote, heaviest first.
pub fn read_pairs(truth: &Truth, path: &Path) -> Result<Vec<Pair>> {
    let mut pairs = pairs::read(truth, path)?;
    pairs::heaviest_first(&mut pairs);
    Ok(pairs)
}

/// Scores a run.
pub fn score(truth: &Truth, results: Results<'_>) -> Result<Scored> {
    let pairs = read_pairs(truth, results.pairs)?;
    let clusters = match results.clusters {
        Some(path) => Clusters::read(truth, path)?,
        None => Clusters::of_pairs(truth, &pairs),
    };
    let mut ranked = judged(truth, &pairs);
    let (count, true_pairs) =
        (ranked.len() as u64, ranked.iter().filter(|pair| pair.is_true()).count() as u64);
    let calibration = Calibration::of(&ranked);
    let loose = best::best(&ranked, truth.known, |_| 1);
    let mut best = loose;
    if truth.two_tables {
        let chosen: Vec<Pair> = pairs::one_to_one(truth, &pairs);
        ranked = judged(truth, &chosen);
        best = best::best(&ranked, truth.known, |_| 1);
    }
    drop(pairs);
    best::keep_what_matters(&mut ranked, &best, truth.known);
    Ok(Scored { pairs: count, true_pairs, best, loose, calibration, clusters, ranked })
}

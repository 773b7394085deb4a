//! How sure the run is, and whether it may be.

use super::weighed::Weighed;

/// Bins of probability.
const BINS: usize = 10;

/// Compared pairs in one bin of predicted probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Certainty {
    /// From this probability on.
    pub from: f64,
    /// Up to this one.
    pub to: f64,
    /// How many pairs.
    pub pairs: u64,
    /// Their mean predicted probability.
    pub predicted: f64,
}

/// Predicted probabilities against labels.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calibration {
    /// Where the labels come from, in words.
    pub labels: String,
    /// Bins that hold labelled pairs, by rising probability.
    pub bins: Vec<CalibrationBin>,
    /// Why the probabilities were not corrected by the labels; empty where they were, or where nobody asked.
    pub refused: String,
}

/// Labelled pairs in one bin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CalibrationBin {
    /// From this probability on.
    pub from: f64,
    /// Up to this one.
    pub to: f64,
    /// Labelled pairs.
    pub pairs: u64,
    /// Those of them that are matches.
    pub matches: u64,
    /// The mean probability that they were given.
    pub predicted: f64,
}

impl Calibration {
    /// Expected calibration error: the mean distance of predicted and true share, by pairs; none without
    /// labelled pairs (Naeini, Cooper and Hauskrecht 2015).
    ///
    /// ```
    /// use bonafide_linkage::report::{Calibration, CalibrationBin};
    /// let bin = |predicted, pairs, matches| CalibrationBin { from: 0.0, to: 1.0, pairs, matches, predicted };
    /// let table = Calibration { bins: vec![bin(0.9, 30, 24), bin(0.5, 10, 5)], ..Calibration::default() };
    /// assert!((table.error().unwrap_or(1.0) - 0.075).abs() < 1e-12);
    /// ```
    pub fn error(&self) -> Option<f64> {
        let all: u64 = self.bins.iter().map(|bin| bin.pairs).sum();
        if all == 0 {
            return None;
        }
        let off = self.bins.iter().filter(|bin| bin.pairs > 0).map(|bin| {
            let share = bin.matches as f64 / bin.pairs as f64;
            (share - bin.predicted).abs() * bin.pairs as f64
        });
        Some(off.sum::<f64>() / all as f64)
    }
}

pub(super) fn certainty(weighed: &Weighed) -> Vec<Certainty> {
    let mut sums = [(0_u64, 0.0_f64); BINS];
    for own in &weighed.list {
        let bin = ((own.probability * BINS as f64) as usize).min(BINS - 1);
        sums[bin].0 += own.pairs;
        sums[bin].1 += own.pairs as f64 * own.probability;
    }
    let bins = sums.into_iter().enumerate().map(|(bin, (pairs, expected))| Certainty {
        from: bin as f64 / BINS as f64,
        to: (bin + 1) as f64 / BINS as f64,
        pairs,
        predicted: if pairs == 0 { 0.0 } else { expected / pairs as f64 },
    });
    bins.collect()
}

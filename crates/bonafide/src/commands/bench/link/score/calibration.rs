//! Are pairs of probability p true in p of all cases?
//!
//! Expected calibration error in ten equal bins (Naeini, Cooper and Hauskrecht 2015): the distance of mean
//! probability and share of true pairs, weighted by the pairs of each bin. Pairs below 0.1 are left out: the
//! many that obviously differ would hide all others.

use serde::Serialize;

use super::best::Judged;

/// How far probabilities are from the truth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// The expected calibration error over pairs of at least 0.1; 0 where there is none.
    pub error: f64,
    /// How many pairs these are.
    pub pairs: u64,
    /// Their bins, the lowest first; empty ones are left out.
    pub bins: Vec<Bin>,
}

/// Pairs of about one probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// How many.
    pub pairs: u64,
    /// Their mean probability.
    pub mean: f64,
    /// The share of true ones.
    pub share: f64,
}

impl Calibration {
    /// Of pairs that come heaviest first.
    pub fn of(ranked: &[Judged]) -> Self {
        let (mut pairs, mut sums, mut trues) = ([0_u64; 10], [0.0; 10], [0_u64; 10]);
        for pair in ranked {
            let p = probability(pair.weight);
            if p < 0.1 {
                break;
            }
            let bin = ((p * 10.0) as usize).min(9);
            pairs[bin] += 1;
            sums[bin] += p;
            trues[bin] += u64::from(pair.is_true());
        }
        let all: u64 = pairs.iter().sum();
        let mut bins = Vec::new();
        let mut error = 0.0;
        for bin in (0..10).filter(|bin| pairs[*bin] > 0) {
            let count = pairs[bin] as f64;
            let own = Bin { pairs: pairs[bin], mean: sums[bin] / count, share: trues[bin] as f64 / count };
            error += (own.mean - own.share).abs() * count / all as f64;
            bins.push(own);
        }
        Self { error, pairs: all, bins }
    }
}

/// The probability of a weight in bits, which are the logarithm of the odds to the base of 2.
pub fn probability(weight: f64) -> f64 {
    1.0 / (1.0 + (-weight).exp2())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(p: f64, truly: bool) -> Judged {
        Judged { weight: (p / (1.0 - p)).log2(), left: 1, right: if truly { 1 } else { 2 } }
    }

    #[test]
    fn the_error_counted_by_hand() {
        // In [0.9, 1]: mean 0.95, half true. In [0.2, 0.3): mean 0.25, all true. Below 0.1 nothing counts.
        let ranked =
            [pair(0.95, true), pair(0.95, false), pair(0.25, true), pair(0.09, true), pair(0.01, false)];
        let seen = Calibration::of(&ranked);
        assert_eq!((seen.pairs, seen.bins.len()), (3, 2));
        let expected = (0.45 * 2.0 + 0.75) / 3.0;
        assert!((seen.error - expected).abs() < 1e-9, "{}", seen.error);
        assert!((seen.bins[1].share - 0.5).abs() < 1e-12 && seen.bins[1].pairs == 2);
    }

    #[test]
    fn true_probabilities_have_no_error() {
        let ranked: Vec<Judged> = (0..100).map(|place| pair(0.75, place % 4 != 0)).collect();
        assert!(Calibration::of(&ranked).error < 1e-9);
        assert_eq!(Calibration::of(&[]), Calibration { error: 0.0, pairs: 0, bins: Vec::new() });
    }

    #[test]
    fn one_stands_in_the_highest_bin() {
        let sure = Judged { weight: 200.0, left: 3, right: 3 };
        assert_eq!(Calibration::of(&[sure]).bins, [Bin { pairs: 1, mean: 1.0, share: 1.0 }]);
    }
}

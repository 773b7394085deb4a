//! Patterns: the tuple of outcomes of a pair, as one number.
//!
//! All that follows from a comparison (training, weights, histograms, charts, thresholds) works on a few
//! thousand patterns and how many pairs have each, never on pairs.

mod counts;

pub use counts::Counts;

use crate::compare::Outcomes;

/// The space of all patterns: a number in mixed radix, one digit a comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Space {
    sizes: Vec<u64>,
    strides: Vec<u64>,
    all: u64,
}

impl Space {
    /// The space of some comparisons; none if there are more patterns than 64 bits can number.
    pub fn new(outcomes: &[Outcomes]) -> Option<Self> {
        let mut all: u64 = 1;
        let (mut sizes, mut strides) = (Vec::new(), Vec::new());
        for own in outcomes {
            sizes.push(own.all.len() as u64);
            strides.push(all);
            all = all.checked_mul(own.all.len() as u64)?;
        }
        Some(Self { sizes, strides, all })
    }

    /// How many patterns there can be.
    pub fn all(&self) -> u64 {
        self.all
    }

    /// How many comparisons there are.
    pub fn comparisons(&self) -> usize {
        self.sizes.len()
    }

    /// What the outcome of one comparison adds to the number.
    #[inline]
    pub fn part(&self, comparison: usize, outcome: u8) -> u64 {
        self.strides[comparison] * u64::from(outcome)
    }

    /// The pattern of the outcomes that `outcome` gives for each comparison.
    #[inline]
    pub fn pattern(&self, outcome: impl Fn(usize) -> u8) -> u64 {
        self.strides
            .iter()
            .enumerate()
            .map(|(comparison, stride)| stride * u64::from(outcome(comparison)))
            .sum()
    }

    /// The outcome of one comparison.
    #[inline]
    pub fn outcome(&self, pattern: u64, comparison: usize) -> u8 {
        (pattern / self.strides[comparison] % self.sizes[comparison]) as u8
    }

    /// The outcomes of all comparisons.
    pub fn outcomes(&self, pattern: u64) -> Vec<u8> {
        (0..self.sizes.len()).map(|comparison| self.outcome(pattern, comparison)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Outcome;

    #[test]
    fn a_pattern_gives_back_its_outcomes() {
        let outcomes = |count: usize| Outcomes { name: String::new(), all: vec![Outcome::Else; count] };
        let space = Space::new(&[outcomes(3), outcomes(7), outcomes(2)]).expect("a small space");
        for one in 0..3 {
            for two in 0..7 {
                for three in 0..2 {
                    let pattern = space.part(0, one) + space.part(1, two) + space.part(2, three);
                    assert_eq!(space.outcomes(pattern), [one, two, three]);
                }
            }
        }
        assert_eq!(space.all(), 42);
        assert_eq!(Space::new(&vec![outcomes(250); 9]), None);
    }
}

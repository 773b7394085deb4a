//! Outcomes with the bands of equality taken together, on which classes are looked for.

use std::collections::BTreeMap;

use super::mixture::Seen;

/// Outcomes of all columns with the bands of equality taken together.
#[derive(Debug)]
pub(super) struct Coarse {
    /// The coarse outcome of each outcome, by comparison.
    pub of: Vec<Vec<u8>>,
    sizes: Vec<usize>,
}

impl Coarse {
    /// Takes the outcomes of equality together. `exact` says of an outcome whether it is one.
    pub fn new(sizes: &[usize], exact: impl Fn(usize, u8) -> bool) -> Self {
        let mut of = Vec::new();
        let mut coarse_sizes = Vec::new();
        for (comparison, size) in sizes.iter().enumerate() {
            let mut own = vec![0_u8];
            for outcome in 1..*size as u8 {
                let last = own[own.len() - 1];
                let joins = outcome > 1 && exact(comparison, outcome) && exact(comparison, outcome - 1);
                own.push(if joins { last } else { last + 1 });
            }
            coarse_sizes.push(usize::from(own[own.len() - 1]) + 1);
            of.push(own);
        }
        Self { of, sizes: coarse_sizes }
    }

    /// Sums by outcome, taken together; the null keeps its 1.
    pub fn sums(&self, fine: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let mut all = Vec::new();
        for (comparison, own) in fine.iter().enumerate() {
            let mut sums = vec![0.0; self.sizes[comparison]];
            sums[0] = 1.0;
            for (outcome, value) in own.iter().enumerate().skip(1) {
                sums[usize::from(self.of[comparison][outcome])] += value;
            }
            all.push(sums);
        }
        all
    }

    /// Pairs by coarse pattern.
    pub fn seen(&self, fine: &Seen) -> Seen {
        let mut by: BTreeMap<Vec<u8>, (f64, f64, bool)> = BTreeMap::new();
        for (pattern, pairs) in fine.pairs.iter().enumerate() {
            let own = &fine.outcomes[pattern * fine.width..(pattern + 1) * fine.width];
            let coarse =
                own.iter().enumerate().map(|(place, outcome)| self.of[place][*outcome as usize]).collect();
            // The same columns are held, so that all tell or none does.
            let (all, matches, _) = by.entry(coarse).or_insert((0.0, 0.0, fine.tells[pattern]));
            *all += pairs;
            *matches += fine.matches[pattern];
        }
        let (outcomes, pairs, matches, tells) = Default::default();
        let mut seen = Seen { width: fine.width, outcomes, pairs, matches, tells };
        for (outcomes, (pairs, matches, tells)) in by {
            seen.tells.push(tells);
            seen.outcomes.extend(outcomes);
            seen.pairs.push(pairs);
            seen.matches.push(matches);
        }
        seen
    }

    /// The atom of each coarse outcome, by comparison.
    pub fn atoms(&self, fine: &[Vec<u8>]) -> Vec<Vec<u8>> {
        let mut all = Vec::new();
        for (comparison, own) in fine.iter().enumerate() {
            let mut atoms = vec![0; self.sizes[comparison]];
            for (outcome, atom) in own.iter().enumerate() {
                atoms[usize::from(self.of[comparison][outcome])] = *atom;
            }
            all.push(atoms);
        }
        all
    }
}

//! Which classes of related pairs do the counts show?
//!
//! All are tried at once, on a coarse table without bands of frequency: for each pair of columns one class
//! that agrees on these two and is otherwise as strangers are. First only the shares of the classes move, so
//! that the matches keep their shape and cannot drift to a household; then all, the related ones tied. What
//! the counts would clearly be less likely without is kept. A class that were free from the start would also
//! take up matches that are spoilt in two columns at once.

use super::mixture::{Course, HowMany, Mixture, Seen, Tie, Trainer};
use super::states::States;

/// What a class has to be worth: likelihood lost without it, per match.
const WORTH: f64 = 0.03;
/// Who agrees on more than this share of all evidence is not merely related.
const MOST_EVIDENCE: f64 = 0.5;
/// Classes kept at most.
const MOST: usize = 4;
/// Rounds in which only shares move, and rounds after them.
const ROUNDS: (usize, usize) = (20, 60);

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
        let mut by: std::collections::BTreeMap<Vec<u8>, (f64, f64)> = std::collections::BTreeMap::new();
        for (pattern, pairs) in fine.pairs.iter().enumerate() {
            let own = &fine.outcomes[pattern * fine.width..(pattern + 1) * fine.width];
            let coarse =
                own.iter().enumerate().map(|(place, outcome)| self.of[place][*outcome as usize]).collect();
            let (all, matches) = by.entry(coarse).or_insert((0.0, 0.0));
            *all += pairs;
            *matches += fine.matches[pattern];
        }
        let mut seen =
            Seen { width: fine.width, outcomes: Vec::new(), pairs: Vec::new(), matches: Vec::new() };
        for (outcomes, (pairs, matches)) in by {
            seen.outcomes.extend(outcomes);
            seen.pairs.push(pairs);
            seen.matches.push(matches);
        }
        seen
    }

    fn atoms(&self, fine: &[Vec<u8>]) -> Vec<Vec<u8>> {
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

/// The classes that are worth it: the two columns of each, and the whole fit that they were found in, on
/// coarse outcomes: matches, the kept classes in this order, strangers.
pub(super) fn find(
    coarse: &Coarse,
    states: &States,
    chances: &[Vec<f64>],
    matches: &[Vec<f64>],
    seen: &Seen,
    share: f64,
    how_many: HowMany,
) -> (Vec<Vec<usize>>, Mixture) {
    let (chances, matches) = (coarse.sums(chances), coarse.sums(matches));
    let atom_of = coarse.atoms(&states.atom_of);
    let seen = coarse.seen(seen);
    let mut seeds: Vec<Vec<usize>> = Vec::new();
    for one in 0..chances.len() {
        for other in one + 1..chances.len() {
            seeds.push(vec![one, other]);
        }
    }
    let start = start(&matches, &chances, &seeds, share);
    let prior = start.outcomes.clone();
    let ties: Vec<Tie> =
        std::iter::once(Tie::Free).chain(seeds.iter().map(|seed| Tie::Hard(seed.clone()))).collect();
    let trainer = Trainer { states, atom_of: &atom_of, chances: &chances, how_many };
    let course = |rounds, shares_only| Course { ties: &ties, prior: &prior, rounds, shares_only };
    let shares = trainer.run(&seen, start, course(ROUNDS.0, true));
    let fit = trainer.run(&seen, shares, course(ROUNDS.1, false));
    let losses = Trainer::losses(&seen, &fit);
    let bits = bits(&fit);
    let evidence: f64 = bits.iter().sum();
    let met = losses.first().map_or(1.0, |own| own.0.max(1.0));
    let mut worth: Vec<(f64, usize)> = seeds
        .iter()
        .enumerate()
        .map(|(place, _)| (losses[place + 1].1 / met, place))
        .filter(|(loss, place)| {
            let own: f64 = seeds[*place].iter().map(|column| bits[*column]).sum();
            *loss >= WORTH && own <= MOST_EVIDENCE * evidence
        })
        .collect();
    worth.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
    worth.truncate(MOST);
    let kept: Vec<usize> = worth.iter().map(|(_, place)| *place).collect();
    let places: Vec<usize> =
        std::iter::once(0).chain(kept.iter().map(|place| place + 1)).chain([seeds.len() + 1]).collect();
    let found = Mixture {
        shares: places.iter().map(|place| fit.shares[*place]).collect(),
        outcomes: places.iter().map(|place| fit.outcomes[*place].clone()).collect(),
    };
    (kept.iter().map(|place| seeds[*place].clone()).collect(), found)
}

/// Where a mixture starts: matches as given, related pairs as matches on their columns, strangers by chance.
/// `share` is that of half of the rows among all pairs.
pub(super) fn start(matches: &[Vec<f64>], chances: &[Vec<f64>], seeds: &[Vec<usize>], share: f64) -> Mixture {
    let floor = |own: &Vec<f64>| -> Vec<f64> {
        std::iter::once(1.0).chain(own.iter().skip(1).map(|one| one.max(1e-12))).collect()
    };
    let strangers: Vec<Vec<f64>> = chances.iter().map(floor).collect();
    let mut outcomes = vec![matches.iter().map(floor).collect::<Vec<_>>()];
    let mut shares = vec![if seeds.is_empty() { share } else { 0.8 * share }];
    for seed in seeds {
        let related = (0..chances.len())
            .map(|comparison| {
                if !seed.contains(&comparison) {
                    return strangers[comparison].clone();
                }
                let both = matches[comparison].iter().zip(&strangers[comparison]);
                both.map(|(one, other)| 0.9 * one + 0.1 * other).collect()
            })
            .collect();
        outcomes.push(related);
        shares.push(0.2 * share);
    }
    outcomes.push(strangers);
    let sum: f64 = shares.iter().sum();
    shares.push((1.0 - sum).max(0.1));
    Mixture { shares, outcomes }
}

/// What each comparison tells of a match on average: the divergence of matches from strangers, in bits.
fn bits(fit: &Mixture) -> Vec<f64> {
    let (Some(matches), Some(strangers)) = (fit.outcomes.first(), fit.outcomes.last()) else {
        return Vec::new();
    };
    let columns = matches.iter().zip(strangers);
    columns.map(|(own, others)| divergence(own, others)).collect()
}

/// Divergence of one spread from another, in bits.
pub(super) fn divergence(own: &[f64], others: &[f64]) -> f64 {
    own.iter()
        .zip(others)
        .skip(1)
        .map(|(one, other)| one * (one / other.max(1e-300)).max(1e-300).log2())
        .sum()
}

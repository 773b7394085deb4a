//! Trains a model: matches, strangers, and as many classes of related pairs as the data show.
//!
//! A class of related pairs is sought by the columns that it agrees on. For each pair of columns a class
//! that agrees on them and is otherwise as strangers is tried; the best is kept while it makes the counts
//! clearly more likely, per match. While it is sought it is tied to strangers elsewhere: a free class would
//! also take up matches that are spoilt in two columns at once.

use super::mixture::{Mixture, Seen, Tie, Trainer};
use super::states::{States, asked_by};
use super::{Chances, Class, Compared, Model};
use crate::block::{Mode, Rule};
use crate::compare::{Comparer, Comparison, Fields};
use crate::pattern::Space;
use crate::table::Table;

/// What the first class of related pairs has to gain, in units of likelihood per match.
const FIRST_GAIN: f64 = 0.05;
/// What each further one has to gain.
const NEXT_GAIN: f64 = 0.02;
/// Classes of related pairs at most.
const MOST_RELATED: usize = 4;
/// Rounds of a candidate, of the final training of two classes, and of more.
const ROUNDS: (usize, usize, usize) = (25, 60, 150);

/// What training looks at.
#[derive(Debug, Clone, Copy)]
pub struct Training<'a> {
    /// The rows.
    pub table: &'a Table,
    /// Which pairs there are.
    pub mode: Mode,
    /// What is compared.
    pub comparisons: &'a [Comparison],
    /// At which levels.
    pub comparer: &'a Comparer,
    /// On what.
    pub fields: &'a Fields,
    /// Numbers of patterns.
    pub space: &'a Space,
    /// What was blocked on, and how many pairs each rule makes.
    pub rules: &'a [(Rule, u64)],
    /// How often strangers agree.
    pub chances: &'a Chances,
}

impl Training<'_> {
    /// The rules whose pairs training looks at: those that outcomes decide, and that make no more pairs than
    /// there are rows, or the three that make fewest. Among many strangers a free class would sooner take up
    /// what makes strangers alike. All rules where outcomes decide none.
    pub fn looks_at(&self) -> Vec<usize> {
        let mut told: Vec<usize> = (0..self.rules.len())
            .filter(|place| asked_by(&self.rules[*place].0, self.comparisons, self.comparer).is_some())
            .collect();
        if told.is_empty() {
            return (0..self.rules.len()).collect();
        }
        told.sort_by_key(|place| self.rules[*place].1);
        let few = told.iter().filter(|place| self.rules[**place].1 <= self.fields.rows() as u64).count();
        told.truncate(few.max(3));
        told.sort_unstable();
        told
    }

    /// Trains a model on pairs by pattern, of the rules that [`Training::looks_at`] names.
    pub fn run(&self, patterns: &[(u64, u64)]) -> Model {
        let rules: Vec<Rule> = self.looks_at().into_iter().map(|place| self.rules[place].0.clone()).collect();
        let states =
            States::new(self.table, self.mode, self.comparisons, self.comparer, self.fields, &rules);
        let chances: Vec<Vec<f64>> =
            self.chances.by.iter().map(|own| own.iter().map(|one| one.share).collect()).collect();
        let seen = self.seen(patterns, &states);
        let all = states.all.iter().map(|own| own.pairs).sum();
        let trainer = Trainer { states: &states, chances: &chances, all };
        let mut seeds: Vec<Vec<usize>> = Vec::new();
        let rows = self.fields.rows() as f64;
        let mut current = trainer.run(&seen, &self.start(&chances, &seeds, rows, all), &[Tie::Free], ROUNDS.1);
        let bits = bits(&current);
        while seeds.len() < MOST_RELATED {
            let Some((best, fit)) = self.best_candidate(&trainer, &seen, &chances, &seeds, &bits, rows, all) else {
                break;
            };
            let gain = (fit.likelihood - current.likelihood) / fit.blocked_matches.max(1.0);
            if gain < if seeds.is_empty() { FIRST_GAIN } else { NEXT_GAIN } {
                break;
            }
            seeds.push(best);
            let ties = ties(&seeds, |seed| Tie::Hard(seed.to_vec()));
            current = trainer.run(&seen, &self.start(&chances, &seeds, rows, all), &ties, 2 * ROUNDS.0);
        }
        if !seeds.is_empty() {
            let ties = ties(&seeds, |seed| Tie::Soft(seed.to_vec()));
            current = trainer.run(&seen, &self.start(&chances, &seeds, rows, all), &ties, ROUNDS.2);
        }
        self.model(current, &seeds)
    }

    #[expect(clippy::too_many_arguments, reason = "one step of one loop, taken out to be read")]
    fn best_candidate(
        &self,
        trainer: &Trainer<'_>,
        seen: &Seen,
        chances: &[Vec<f64>],
        seeds: &[Vec<usize>],
        bits: &[f64],
        rows: f64,
        all: f64,
    ) -> Option<(Vec<usize>, Mixture)> {
        let half = bits.iter().sum::<f64>() / 2.0;
        let mut best: Option<(Vec<usize>, Mixture)> = None;
        for one in 0..chances.len() {
            for other in one + 1..chances.len() {
                let seed = vec![one, other];
                // Who agrees on more than half of all evidence is not merely related.
                if seeds.contains(&seed) || bits[one] + bits[other] > half {
                    continue;
                }
                let mut tried = seeds.to_vec();
                tried.push(seed.clone());
                let ties = ties(&tried, |own| Tie::Hard(own.to_vec()));
                let fit = trainer.run(seen, &self.start(chances, &tried, rows, all), &ties, ROUNDS.0);
                if best.as_ref().is_none_or(|(_, known)| fit.likelihood > known.likelihood) {
                    best = Some((seed, fit));
                }
            }
        }
        best
    }

    /// Blocked pairs that a rule makes which outcomes decide.
    fn seen(&self, patterns: &[(u64, u64)], states: &States) -> Seen {
        let width = self.space.comparisons();
        let mut seen = Seen { width, outcomes: Vec::new(), pairs: Vec::new(), among: Vec::new() };
        let mut among = std::collections::BTreeMap::new();
        for state in &states.all {
            let mask: Vec<bool> = state.atoms.iter().map(Option::is_none).collect();
            // All states of one mask hold the same pairs.
            among.insert(mask, state.pairs);
        }
        for (pattern, pairs) in patterns {
            let outcomes = self.space.outcomes(*pattern);
            if states.is_blocked(&outcomes) {
                let mask: Vec<bool> = outcomes.iter().map(|outcome| *outcome == 0).collect();
                seen.among.push(among.get(&mask).copied().unwrap_or(1.0).max(1.0).ln());
                seen.outcomes.extend(outcomes);
                seen.pairs.push(*pairs as f64);
            }
        }
        seen
    }

    /// Where training starts: matches mostly equal, related pairs as matches on their columns, strangers as
    /// chance has it.
    fn start(&self, chances: &[Vec<f64>], seeds: &[Vec<usize>], rows: f64, all: f64) -> Mixture {
        let matches: Vec<Vec<f64>> = (0..chances.len()).map(|comparison| self.first(comparison, &chances[comparison])).collect();
        let strangers: Vec<Vec<f64>> = chances
            .iter()
            .map(|own| {
                std::iter::once(1.0).chain(own.iter().skip(1).map(|share| share.max(1e-12))).collect()
            })
            .collect();
        let mut outcomes = vec![matches.clone()];
        let mut shares = vec![((if seeds.is_empty() { 0.5 } else { 0.4 }) * rows / 2.0 / all).min(0.3)];
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
            shares.push((0.1 * rows / 2.0 / all).min(0.1));
        }
        outcomes.push(strangers);
        shares.push(1.0 - shares.iter().sum::<f64>());
        Mixture { shares, outcomes, likelihood: 0.0, blocked_matches: 0.0 }
    }

    fn first(&self, comparison: usize, chances: &[f64]) -> Vec<f64> {
        let outcomes = chances.len();
        let mut exact: Vec<usize> = (1..outcomes - 1)
            .filter(|outcome| self.comparer.is_exact(comparison, *outcome as u8))
            .collect();
        if exact.is_empty() {
            // Without a level of equality the strongest stands for it.
            exact.push(1);
        }
        let near: Vec<usize> = (1..outcomes - 1).filter(|outcome| !exact.contains(outcome)).collect();
        let held = self.comparer.rows_by_outcome(self.fields, comparison);
        let sum: f64 = exact.iter().map(|outcome| held[*outcome]).sum();
        let mut made = vec![1.0; outcomes];
        for outcome in &exact {
            let part = if sum > 0.0 { held[*outcome] / sum } else { 1.0 / exact.len() as f64 };
            made[*outcome] = (0.8 * part).max(1e-9);
        }
        for outcome in &near {
            made[*outcome] = 0.1 / near.len() as f64;
        }
        made[outcomes - 1] = if near.is_empty() { 0.2 } else { 0.1 };
        made
    }

    fn model(&self, trained: Mixture, seeds: &[Vec<usize>]) -> Model {
        let compared: Vec<Compared> = Model::compared(self.comparisons, self.comparer.outcomes());
        let mut names = vec!["matches".to_owned()];
        for seed in seeds {
            let columns: Vec<&str> = seed.iter().map(|place| compared[*place].name.as_str()).collect();
            names.push(format!("related by {}", columns.join(" and ")));
        }
        names.push("strangers".to_owned());
        let classes = names
            .into_iter()
            .zip(trained.shares)
            .zip(trained.outcomes)
            .map(|((name, share), outcomes)| Class { name, share, outcomes })
            .collect();
        Model { compared, classes }
    }
}

fn ties(seeds: &[Vec<usize>], tie: impl Fn(&[usize]) -> Tie) -> Vec<Tie> {
    std::iter::once(Tie::Free).chain(seeds.iter().map(|seed| tie(seed))).collect()
}

/// What each comparison tells of a match on average: the divergence of matches from strangers, in bits.
fn bits(fit: &Mixture) -> Vec<f64> {
    let (Some(matches), Some(strangers)) = (fit.outcomes.first(), fit.outcomes.last()) else { return Vec::new() };
    let column = |(one, other): (&Vec<f64>, &Vec<f64>)| -> f64 {
        one.iter().zip(other).skip(1).map(|(left, right)| left * (left / right).log2()).sum()
    };
    matches.iter().zip(strangers).map(column).collect()
}

//! How are matches trained where a row has one partner at most?
//!
//! Pairs of one row are rivals then: a product's other models look like it, and only one of them can be it. Each
//! pair counts for matches as likely as it is against its rivals, and from what counts matches are made anew, a few
//! times over. So what strangers have in common does not have to be told from matches by classes of related pairs, and
//! all pairs that are compared can be looked at. A match is held against its rows having no partner, too, which is the rarer
//! the more rows have one ([`alone`]). Of three pairs of product tables, five draws of 90 % each, with settings
//! made from the data, F1 of each draw had been .38 to .64, .48 to .53 and .66 to .68, for classes of related pairs had taken
//! the place of matches in some; where such a model is trained in this way instead, it is .62 to .67, .56 to .57 and .67,
//! and F1 of the last one's clusters .57 to .58 instead of .16.

use std::collections::BTreeMap;

use super::mixture::{Course, Mixture, Tie, Trainer};
use super::related::divergences;
use super::train::Training;
use super::{Class, Model};
use crate::cluster::Judgement;
use crate::score::Kept;

/// How often matches are made anew.
const ROUNDS: usize = 10;

/// What a probability of 1 counts: whole numbers add up the same in any order.
const ONE: f64 = 1e9;

/// Pairs of which at most one a row is a match.
#[derive(Debug, Clone, Copy)]
pub struct Rivalled<'a> {
    /// The pairs.
    pub pairs: &'a [Kept],
    /// Pairs whose answer is known.
    pub labels: &'a [Judgement],
    /// Rows of each table.
    pub rows: &'a [f64],
}

impl Rivalled<'_> {
    /// Matches that there can be at most: of any two tables as many as the smaller has rows.
    pub fn most(&self) -> f64 {
        twos(self.rows).map(|[one, other]| one.min(other)).sum()
    }

    /// The share of rows without a partner, in two tables multiplied, on average of any two: matches spread over them as they can.
    fn alone(&self, matches: f64) -> f64 {
        let share = matches / self.most().max(1.0);
        let of_two = |two: [f64; 2]| alone(share * two[0].min(two[1]), two.map(Some));
        twos(self.rows).map(of_two).sum::<f64>() / twos(self.rows).count().max(1) as f64
    }
}

/// Any two of some tables.
fn twos(rows: &[f64]) -> impl Iterator<Item = [f64; 2]> {
    rows.iter().enumerate().flat_map(|(place, one)| rows[place + 1..].iter().map(|other| [*one, *other]))
}

/// That some rows have no partner is never out of the question: so many at least.
const LEAST_ALONE: f64 = 0.01;

/// The share of rows without a partner, in both tables multiplied, of those tables of which each row has one partner at most
/// and so many rows.
///
/// Where K of n and of m rows have a partner, a row has none with 1 - K/n and 1 - K/m. With z the odds of a pair against both
/// of its rows having none, there are `C(n,K) C(m,K) K!` ways to choose K pairs, each as likely as `z^K`, and most for
/// `z = K / ((n-K)(m-K))`. That is the share of matches among all pairs by what is returned here.
///
/// ```
/// use bonafide_linkage::model::alone;
/// assert_eq!(alone(50.0, [Some(100.0), Some(200.0)]), 0.5 * 0.75);
/// assert_eq!(alone(50.0, [Some(100.0), None]), 0.5);
/// assert_eq!(alone(100.0, [Some(100.0), None]), 0.01);
/// ```
pub fn alone(matches: f64, rows: [Option<f64>; 2]) -> f64 {
    let without = |rows: f64| (1.0 - matches / rows).max(LEAST_ALONE);
    rows.into_iter().flatten().map(without).product()
}

/// The columns that tell this much of all that a class tells name it.
const NAMING: f64 = 0.8;

impl Model {
    /// With a class of related pairs more: what is left of matches that were far too many once matches were found among
    /// them. Colleagues who share a telephone and an address are such, or the remixes of one song.
    #[must_use]
    pub fn with_rest_of(mut self, many: &Class) -> Self {
        let (Some(matches), Some(strangers)) = (self.classes.first(), self.classes.last()) else {
            return self;
        };
        let share = (many.share - matches.share).max(1e-18);
        let columns = many.outcomes.iter().zip(&matches.outcomes).zip(&strangers.outcomes);
        let outcomes = columns.map(|((all, matched), by_chance)| {
            let each = all.iter().zip(matched).zip(by_chance);
            let left = each.map(|((one, taken), chance)| {
                ((many.share * one - matches.share * taken) / share).max(*chance)
            });
            let mut made: Vec<f64> = left.collect();
            let sum: f64 = made.iter().skip(1).sum();
            made.iter_mut().skip(1).for_each(|one| *one /= sum);
            made[0] = 1.0;
            made
        });
        let outcomes: Vec<Vec<f64>> = outcomes.collect();
        let name = self.related_by(&divergences(&outcomes, &strangers.outcomes));
        self.classes.insert(1, Class { name, share, outcomes });
        self
    }

    /// What each comparison tells of a class's pairs, beside strangers, in bits.
    pub fn tells(&self, class: usize) -> Vec<f64> {
        let both = self.classes.get(class).zip(self.classes.last());
        both.map_or_else(Vec::new, |(own, others)| divergences(&own.outcomes, &others.outcomes))
    }

    /// What each comparison tells of pairs with such outcomes, beside strangers, in bits.
    pub fn tells_by(&self, outcomes: &[Vec<f64>]) -> Vec<f64> {
        self.classes.last().map_or_else(Vec::new, |others| divergences(outcomes, &others.outcomes))
    }

    /// What a class is called that tells so much by comparison.
    fn related_by(&self, tells: &[f64]) -> String {
        let mut places: Vec<usize> = (0..tells.len()).collect();
        places.sort_by(|one, other| tells[*other].total_cmp(&tells[*one]));
        let all: f64 = tells.iter().sum();
        let mut told = 0.0;
        places.retain(|place| {
            let is_needed = told < NAMING * all;
            told += tells[*place];
            is_needed
        });
        places.sort_unstable();
        let columns: Vec<&str> = places.iter().map(|place| self.compared[*place].name.as_str()).collect();
        Class::related_by(&columns)
    }
}

impl Training<'_> {
    /// Trains the matches of a model once more, on pairs each against its rivals: `against` makes of the weights of
    /// all pairs those that are left against them.
    pub fn against_rivals(
        &self,
        model: Model,
        rivalled: Rivalled<'_>,
        against: impl Fn(&[i32]) -> Vec<i32>,
    ) -> Model {
        let everything = self.rules.iter().position(|(rule, _)| rule.keys.is_empty());
        let looks_at = match everything {
            Some(rule) => vec![rule],
            None => Self::looks_at(self.rules, self.comparisons, self.comparer),
        };
        let (states, chances) = (self.states(&looks_at), self.chances());
        let how_many = self.how_many(&states);
        let trainer = Trainer {
            states: &states,
            atom_of: &states.atom_of,
            chances: &chances,
            most: &self.chances.most,
            how_many,
        };
        let prior = [(0..chances.len()).map(|own| self.first(own, &chances[own])).collect()];
        let course = Course { ties: &[Tie::Free], prior: &prior, rounds: ROUNDS, matches_still: false };
        let known: BTreeMap<(u32, u32), bool> = rivalled
            .labels
            .iter()
            .map(|label| ((label.left.min(label.right), label.left.max(label.right)), label.same))
            .collect();
        let mut patterns: Vec<u64> = rivalled.pairs.iter().map(|own| own.pattern).collect();
        patterns.sort_unstable();
        patterns.dedup();
        let places: Vec<usize> =
            rivalled.pairs.iter().map(|own| patterns.partition_point(|other| *other < own.pattern)).collect();
        let mut made = model;
        for _ in 0..ROUNDS {
            let weights: Vec<i32> =
                patterns.iter().map(|pattern| made.weight_milli(self.space, *pattern)).collect();
            let of_pairs: Vec<i32> = places.iter().map(|place| weights[*place]).collect();
            let mut counts = vec![0_u64; patterns.len()];
            for ((own, place), weight) in rivalled.pairs.iter().zip(&places).zip(against(&of_pairs)) {
                let told = known.get(&(own.left, own.right)).map(|same| f64::from(u8::from(*same)));
                counts[*place] += (ONE * told.unwrap_or(Model::probability(weight))) as u64;
            }
            let mut met = 0.0;
            let mut by: Vec<Vec<f64>> = chances.iter().map(|own| vec![0.0; own.len()]).collect();
            for (pattern, count) in patterns.iter().zip(&counts) {
                let outcomes = self.space.outcomes(*pattern);
                if states.is_blocked(&outcomes) {
                    let matches = *count as f64 / ONE;
                    met += matches;
                    if !states.tells(&outcomes) {
                        continue;
                    }
                    for (own, outcome) in by.iter_mut().zip(outcomes) {
                        own[outcome as usize] += matches;
                    }
                }
            }
            let now = Mixture {
                shares: made.classes.iter().map(|class| class.share).collect(),
                outcomes: made.classes.iter().map(|class| class.outcomes.clone()).collect(),
            };
            let next = trainer.step(&now, met, by, rivalled.most() / how_many.all, course);
            made.alone = rivalled.alone(next.shares[0] * how_many.all);
            for (class, (share, outcomes)) in
                made.classes.iter_mut().zip(next.shares.into_iter().zip(next.outcomes))
            {
                class.share = share;
                class.outcomes = outcomes;
            }
        }
        // Who holds them against their rivals in the end counts anew.
        made.alone = 1.0;
        made
    }
}

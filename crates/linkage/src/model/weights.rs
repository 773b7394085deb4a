//! A trained model: classes of pairs, and what a pattern weighs.

use super::{Line, label};
use crate::compare::{Comparison, Outcomes};
use crate::pattern::Space;

/// One class of pairs: how many of all pairs belong to it, and how their outcomes are spread.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// What it is called in reports.
    pub name: String,
    /// Its share of all pairs.
    pub share: f64,
    /// Probability of each outcome, by comparison; that of the null is 1: it is no evidence.
    pub outcomes: Vec<Vec<f64>>,
}

impl Class {
    /// What a class of pairs is called that are related by some columns.
    pub(super) fn related_by(columns: &[&str]) -> String {
        match columns {
            [others @ .., last] if !others.is_empty() => {
                format!("related by {} and {last}", others.join(", "))
            }
            _ => format!("related by {}", columns.concat()),
        }
    }
}

/// One comparison as a model knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Its name.
    pub name: String,
    /// Its outcomes in words, by number.
    pub labels: Vec<String>,
}

/// A trained model.
///
/// A pair's weight is the logarithm of the odds that it is a match: of the class of matches against all
/// other classes together. With two classes this is the model of Fellegi and Sunter; a class of related
/// pairs takes up what agrees by another mechanism than identity (one household, one product line), which
/// is how dependence between columns is discounted.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// What is compared.
    pub compared: Vec<Compared>,
    /// Matches first, strangers last, related classes between them.
    pub classes: Vec<Class>,
    /// What labels made of the weights.
    pub line: Line,
    /// Where each row has one partner at most: the share of rows without one, in both tables multiplied. A match is held
    /// against its rows having none, which is rarer the more rows have one. 1 where rows may have several.
    pub alone: f64,
}

/// One bar of a waterfall, in milli-bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it stands for.
    pub name: String,
    /// The outcome in words; empty for the prior and the discounts.
    pub outcome: String,
    /// What it adds.
    pub part_milli: i32,
}

/// Weights end here: beyond, digits mean nothing.
const LIMIT_MILLI: f64 = 200_000.0;

impl Model {
    /// Whether there are classes of related pairs.
    pub fn has_related(&self) -> bool {
        self.classes.len() > 2
    }

    /// The same with a related class in the place of matches: what weighs 0 and more is more likely of that class than not.
    #[must_use]
    pub fn of_class(&self, class: usize) -> Self {
        let mut model = Self { line: Line::NONE, alone: 1.0, ..self.clone() };
        model.classes.swap(0, class);
        model
    }

    /// How many of so many pairs it takes for matches.
    pub fn expects(&self, pairs: u64) -> f64 {
        self.classes.first().map_or(0.0, |matches| matches.share) * pairs as f64
    }

    /// Names of the outcomes of comparisons.
    pub fn compared(comparisons: &[Comparison], outcomes: &[Outcomes]) -> Vec<Compared> {
        comparisons
            .iter()
            .zip(outcomes)
            .map(|(comparison, own)| {
                let levels: Vec<String> = comparison.levels.iter().map(|level| level.text.clone()).collect();
                Compared {
                    name: comparison.name.clone(),
                    labels: own.all.iter().map(|outcome| label(outcome, &levels)).collect(),
                }
            })
            .collect()
    }

    /// The weight of a pattern in milli-bits: log2 of the odds of a match, times 1,000.
    pub fn weight_milli(&self, space: &Space, pattern: u64) -> i32 {
        let own = self.logarithms(space, pattern);
        weighed(&own, self.line)
    }

    /// The same for many patterns: logarithms are taken once.
    pub fn weigher<'a>(&self, space: &'a Space) -> Weigher<'a> {
        let of = |(place, class): (usize, &Class)| {
            let logarithms = |own: &Vec<f64>| own.iter().map(|one| one.log2()).collect();
            (self.prior(place, class), class.outcomes.iter().map(logarithms).collect())
        };
        Weigher { space, line: self.line, classes: self.classes.iter().enumerate().map(of).collect() }
    }

    /// The probability that a pair of this weight is a match.
    pub fn probability(weight_milli: i32) -> f64 {
        1.0 / (1.0 + (-f64::from(weight_milli) / 1000.0).exp2())
    }

    /// The weight of a probability.
    pub fn weight_of(probability: f64) -> i32 {
        milli((probability / (1.0 - probability)).log2())
    }

    /// How a pattern's weight comes about: the prior, each comparison, a discount for each class of related
    /// pairs, and what labels made of it. The bars add up to the weight exactly.
    pub fn waterfall(&self, space: &Space, pattern: u64) -> Vec<Bar> {
        let (Some(matches), Some(strangers)) = (self.classes.first(), self.classes.last()) else {
            return Vec::new();
        };
        let bar = |name: &str, outcome: &str, bits: f64| Bar {
            name: name.to_owned(),
            outcome: outcome.to_owned(),
            part_milli: milli(bits),
        };
        let mut bars = vec![bar("prior", "", (matches.share / strangers.share).log2())];
        for (comparison, compared) in self.compared.iter().enumerate() {
            let outcome = space.outcome(pattern, comparison) as usize;
            let bits = if outcome == 0 {
                0.0
            } else {
                (matches.outcomes[comparison][outcome] / strangers.outcomes[comparison][outcome]).log2()
            };
            let label = compared.labels.get(outcome).map_or("", String::as_str);
            bars.push(bar(&compared.name, label, bits));
        }
        if self.alone < 1.0 {
            bars.push(bar("one partner at most: none is rare", "", -self.alone.log2()));
        }
        let own = self.logarithms(space, pattern);
        let related = own.len().saturating_sub(1);
        let mut against = own[related];
        for place in (1..related).rev() {
            let with = log2_sum(&[against, own[place]]);
            bars.push(bar(&self.classes[place].name, "", against - with));
            against = with;
        }
        if self.line != Line::NONE {
            let bits = own[0] - against;
            bars.push(bar("recalibration by labels", "", self.line.of(bits) - bits));
        }
        // Rounding is put right where it shows least: on the largest bar.
        let sum: i32 = bars.iter().map(|own| own.part_milli).sum();
        let missing = self.weight_milli(space, pattern) - sum;
        if let Some(largest) = bars.iter_mut().max_by_key(|own| own.part_milli.abs()) {
            largest.part_milli += missing;
        }
        bars
    }

    /// log2 of what a class has before anything is compared.
    fn prior(&self, place: usize, class: &Class) -> f64 {
        class.share.log2() - if place == 0 { self.alone.log2() } else { 0.0 }
    }

    /// log2 of share and probability of a pattern, by class.
    fn logarithms(&self, space: &Space, pattern: u64) -> Vec<f64> {
        let outcomes = space.outcomes(pattern);
        self.classes
            .iter()
            .enumerate()
            .map(|(place, class)| {
                let mut sum = self.prior(place, class);
                for (own, outcome) in class.outcomes.iter().zip(&outcomes) {
                    if *outcome != 0 {
                        sum += own[*outcome as usize].log2();
                    }
                }
                sum
            })
            .collect()
    }
}

/// A model ready to weigh many patterns.
#[derive(Debug, Clone)]
pub struct Weigher<'a> {
    space: &'a Space,
    line: Line,
    /// log2 of the share of each class, and of its outcomes by comparison.
    classes: Vec<(f64, Vec<Vec<f64>>)>,
}

impl Weigher<'_> {
    /// The same as [`Model::weight_milli`].
    pub fn weight_milli(&self, pattern: u64) -> i32 {
        let mut room = [0.0; 16];
        let mut list = Vec::new();
        let own = if self.classes.len() <= room.len() {
            &mut room[..self.classes.len()]
        } else {
            list.resize(self.classes.len(), 0.0);
            list.as_mut_slice()
        };
        for (sum, (share, _)) in own.iter_mut().zip(&self.classes) {
            *sum = *share;
        }
        for comparison in 0..self.space.comparisons() {
            let outcome = self.space.outcome(pattern, comparison) as usize;
            if outcome != 0 {
                for (sum, (_, outcomes)) in own.iter_mut().zip(&self.classes) {
                    *sum += outcomes[comparison][outcome];
                }
            }
        }
        weighed(own, self.line)
    }
}

/// The weight of matches against all others, by logarithms.
fn weighed(logarithms: &[f64], line: Line) -> i32 {
    let Some((matches, others)) = logarithms.split_first() else { return 0 };
    milli(line.of(matches - log2_sum(others)))
}

fn milli(bits: f64) -> i32 {
    if bits.is_nan() {
        return 0;
    }
    (bits * 1000.0).clamp(-LIMIT_MILLI, LIMIT_MILLI).round() as i32
}

/// log2 of the sum of what these are logarithms of.
fn log2_sum(logarithms: &[f64]) -> f64 {
    let largest = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !largest.is_finite() {
        return largest;
    }
    largest + logarithms.iter().map(|own| (own - largest).exp2()).sum::<f64>().log2()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Outcome;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn many_patterns_weigh_what_each_alone_does(
            chances in prop::collection::vec(1e-9_f64..1.0, 20 * 9),
            classes in 2_usize..20,
        ) {
            let sizes = [4, 2, 3];
            let outcomes = |size: usize| Outcomes { name: String::new(), all: vec![Outcome::Else; size] };
            let space = Space::new(&sizes.map(outcomes)).expect("a small space");
            let class = |number: usize| {
                let mut own = chances[number * 9..].iter().copied();
                let mut some = |size: usize| -> Vec<f64> { own.by_ref().take(size).collect() };
                Class { name: String::new(), share: chances[number], outcomes: sizes.map(&mut some).to_vec() }
            };
            let classes = (0..classes).map(class).collect();
            let model = Model { compared: Vec::new(), classes, line: Line::NONE, alone: 1.0 };
            let weigher = model.weigher(&space);
            for pattern in 0..space.all() {
                prop_assert_eq!(weigher.weight_milli(pattern), model.weight_milli(&space, pattern));
            }
        }
    }
}

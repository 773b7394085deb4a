//! What each outcome of each comparison says: how often matches have it (m), how often strangers (u).

use crate::job::Linked;
use crate::model::Basis;

/// One comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Strength {
    /// Its name.
    pub comparison: String,
    /// Share of all pairs in which both sides hold a value.
    pub filled: f64,
    /// Compared pairs in which one side holds nothing, which is no evidence.
    pub empty_pairs: u64,
    /// Its outcomes, the strongest level first and "else" last.
    pub levels: Vec<StrengthLevel>,
}

/// One outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct StrengthLevel {
    /// It in words.
    pub label: String,
    /// Probability among matches.
    pub m: f64,
    /// Probability among strangers, as the weights use it: the counted one, less what matches and related
    /// pairs make of it.
    pub u: f64,
    /// log2 of m by u in thousandths of a bit: the bar of a waterfall.
    pub weight_milli: i32,
    /// Compared pairs that came to it.
    pub pairs: u64,
    /// How often it was met among random pairs.
    pub counted: f64,
    /// Pairs that had it, of those looked at for `counted`.
    pub agreeing: u64,
    /// Pairs looked at.
    pub of: u64,
    /// What `counted` rests on.
    pub basis: Basis,
}

/// One class of pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassFigures {
    /// Its name.
    pub name: String,
    /// Its share of all pairs that there are, compared or not.
    pub share: f64,
    /// How many pairs that is, about.
    pub pairs: u64,
}

pub(super) fn strengths(linked: &Linked) -> Vec<Strength> {
    let model = &linked.model;
    let (Some(matches), Some(strangers)) = (model.classes.first(), model.classes.last()) else {
        return Vec::new();
    };
    let mut made = Vec::with_capacity(model.compared.len());
    for (comparison, compared) in model.compared.iter().enumerate() {
        let mut pairs = vec![0_u64; compared.labels.len()];
        for (pattern, count) in &linked.patterns {
            if let Some(sum) = pairs.get_mut(usize::from(linked.space.outcome(*pattern, comparison))) {
                *sum += count;
            }
        }
        let (Some(m), Some(u)) = (matches.outcomes.get(comparison), strangers.outcomes.get(comparison))
        else {
            continue;
        };
        let Some(chances) = linked.chances.by.get(comparison) else { continue };
        let mut levels = Vec::new();
        for (outcome, label) in compared.labels.iter().enumerate().skip(1) {
            let (Some(m), Some(u), Some(chance)) = (m.get(outcome), u.get(outcome), chances.get(outcome))
            else {
                continue;
            };
            levels.push(StrengthLevel {
                label: label.clone(),
                m: *m,
                u: *u,
                weight_milli: milli(m / u),
                pairs: pairs[outcome],
                counted: chance.share,
                agreeing: chance.agreeing,
                of: chance.of,
                basis: chance.basis,
            });
        }
        made.push(Strength {
            comparison: compared.name.clone(),
            filled: linked.chances.filled.get(comparison).copied().unwrap_or(0.0),
            empty_pairs: pairs.first().copied().unwrap_or(0),
            levels,
        });
    }
    made
}

pub(super) fn classes(linked: &Linked) -> Vec<ClassFigures> {
    let all = linked.chances.pairs as f64;
    let of = |name: &String, share: f64| ClassFigures {
        name: name.clone(),
        share,
        pairs: (share * all).round() as u64,
    };
    linked.model.classes.iter().map(|class| of(&class.name, class.share)).collect()
}

/// log2 of a ratio in thousandths; beyond 200 bits digits mean nothing, as in the weights themselves.
fn milli(ratio: f64) -> i32 {
    let bits = ratio.log2();
    if bits.is_nan() { 0 } else { (bits * 1000.0).clamp(-200_000.0, 200_000.0).round() as i32 }
}

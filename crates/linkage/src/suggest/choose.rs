//! Which rules find most likely pairs for the fewest pairs made?

use super::keys::{Atom, Key, candidates};
use super::likely::Likely;
use super::partners::{self, Blocks, blocks, others};
use super::sample::Sample;
use crate::block::Mode;

/// Pairs a row that all rules together make at most.
pub const MOST_PAIRS: f64 = 30.0;

/// Pairs a row that one rule makes at most.
const MOST_OF_ONE: f64 = 8.0;

/// Rows that are looked at closely.
const CLOSELY: usize = 4_000;

/// Rules at most: each costs a pass over the rows.
const MOST_RULES: usize = 24;

/// A rule that finds a smaller share than this of the likely pairs, which no other found, is not worth it.
const LEAST_GAIN: f64 = 0.0005;

/// Rows of a block at most, of those limits that are tried.
const LIMITS: [usize; 6] = [1_000, 300, 100, 40, 20, 10];

/// A key that might become a rule.
#[derive(Debug)]
pub struct Candidate {
    /// The key.
    pub key: Key,
    /// Rows of a block at most, in the sample; none where all are taken.
    pub most: Option<usize>,
    /// Pairs a row.
    pub cost: f64,
    /// Whether outcomes decide it.
    pub is_plain: bool,
    /// Places of the likely pairs that it finds.
    pub finds: Vec<u32>,
}

/// What was chosen.
#[derive(Debug)]
pub struct Chosen {
    /// The rules, the most useful first.
    pub rules: Vec<Candidate>,
    /// Share of the likely pairs that each adds.
    pub adds: Vec<f64>,
    /// Share of the likely pairs that no rule finds.
    pub lost: f64,
}

/// Tries all keys and chooses.
pub fn choose(atoms: &[Atom], sample: &Sample, likely: &mut Likely, mode: Mode) -> Chosen {
    let tried = tried(atoms, sample, likely, mode, CLOSELY);
    greedy(tried, &likely.shares)
}

/// All keys with what they cost and find.
pub fn tried(atoms: &[Atom], sample: &Sample, likely: &mut Likely, mode: Mode, closely: usize) -> Vec<Candidate> {
    let looked_at = partners::closely(sample, closely);
    let mut made = Vec::new();
    for key in candidates(atoms) {
        let found = blocks(&key, atoms, sample, &looked_at);
        let cost = |most: usize| found.cost(sample, looked_at.len(), mode, most) * sample.scale;
        // Blocks of the sample are smaller than those of the whole by its scale.
        let limits = std::iter::once(None)
            .chain(LIMITS.iter().map(|most| Some((*most as f64 / sample.scale).round().max(2.0) as usize)));
        let mut wanted = vec![MOST_OF_ONE, 1.0];
        let largest = found.largest();
        for most in limits {
            let Some(bound) = wanted.first().copied() else { break };
            let rows = most.unwrap_or(usize::MAX);
            let is_huge = most.is_none() && largest as f64 * sample.scale > LIMITS[0] as f64;
            if is_huge || most.is_some_and(|rows| rows >= largest) {
                continue;
            }
            let own = cost(rows);
            if own > bound {
                continue;
            }
            wanted.retain(|bound| own > *bound);
            if own <= 0.0 {
                break;
            }
            let finds = finds(&found, sample, likely, mode, rows);
            let is_plain = most.is_none() && key.is_plain(atoms);
            made.push(Candidate { key: key.clone(), most, cost: own, is_plain, finds });
        }
    }
    made
}

/// The likely pairs in the blocks of a key.
fn finds(found: &Blocks, sample: &Sample, likely: &mut Likely, mode: Mode, most: usize) -> Vec<u32> {
    let mut places = Vec::new();
    for (row, number) in &found.members {
        let block = found.block(*number);
        if block.len() > most {
            continue;
        }
        if mode == Mode::Link {
            places.extend(others(sample, block, *row).filter_map(|other| likely.place(*row, other)));
        } else {
            places.extend(
                block.iter().filter(|other| *other != row).filter_map(|other| likely.place(*row, *other)),
            );
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// Takes, time and again, the rule that adds most for what it costs.
fn greedy(tried: Vec<Candidate>, shares: &[f64]) -> Chosen {
    let all: f64 = shares.iter().sum::<f64>().max(1e-9);
    let mut open: Vec<Option<Candidate>> = tried.into_iter().map(Some).collect();
    let mut is_found = vec![false; shares.len()];
    let (mut rules, mut adds) = (Vec::new(), Vec::new());
    let (mut spent, mut reached) = (0.0, 0.0);
    while rules.len() < MOST_RULES {
        let mut best: Option<(f64, f64, usize)> = None;
        for (place, own) in open.iter().enumerate() {
            let Some(own) = own else { continue };
            if spent + own.cost > MOST_PAIRS {
                continue;
            }
            let adds: f64 = own
                .finds
                .iter()
                .filter(|pair| !is_found[**pair as usize])
                .map(|pair| shares[*pair as usize])
                .sum();
            if adds < LEAST_GAIN * all {
                continue;
            }
            // A tenth of a pair a row for the pass over the rows; rules that training can use count double.
            let worth = adds / (own.cost + 0.1) * if own.is_plain { 2.0 } else { 1.0 };
            if best.is_none_or(|(most, ..)| worth > most) {
                best = Some((worth, adds, place));
            }
        }
        let Some((_, more, place)) = best else { break };
        let Some(own) = open[place].take() else { break };
        spent += own.cost;
        reached += more;
        for pair in &own.finds {
            is_found[*pair as usize] = true;
        }
        adds.push(more / all);
        rules.push(own);
    }
    Chosen { rules, adds, lost: 1.0 - reached / all }
}

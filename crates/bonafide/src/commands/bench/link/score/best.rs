//! Above which weight are pairs best, and how good are they there?

use serde::Serialize;

/// A pair as truth sees it: what it weighs, and the entities of its records.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Its weight in bits.
    pub weight: f64,
    /// The entity of one record.
    pub left: u32,
    /// The entity of the other.
    pub right: u32,
}

impl Judged {
    /// Whether both records are the same entity.
    pub fn is_true(&self) -> bool {
        self.left == self.right
    }
}

/// The best threshold and the score there.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Best {
    /// Pairs of at least this weight, in bits.
    pub threshold: f64,
    /// How many these are.
    pub found: u64,
    /// How many of these are true.
    pub both: u64,
    /// Harmonic mean of precision and recall: 2 both / (found + known).
    pub f1: f64,
}

/// The best F1 over all thresholds of pairs that come heaviest first. Pairs of one weight are found together
/// or not at all. A record counts as often as `count` says of its entity: a true pair that often, a false one as
/// often as both say together; `known` is counted in the same way.
pub fn best(ranked: &[Judged], known: u64, count: impl Fn(u32) -> u64) -> Best {
    let mut best = Best { threshold: f64::INFINITY, found: 0, both: 0, f1: 0.0 };
    let (mut found, mut both) = (0_u64, 0_u64);
    for tied in ranked.chunk_by(|one, other| one.weight.total_cmp(&other.weight).is_eq()) {
        for pair in tied {
            if pair.is_true() {
                let times = count(pair.left);
                found += times;
                both += times;
            } else {
                found += count(pair.left) * count(pair.right);
            }
        }
        let sum = found + known;
        if sum == 0 {
            continue;
        }
        let f1 = 2.0 * both as f64 / sum as f64;
        if f1 > best.f1 {
            best = Best { threshold: tied[0].weight, found, both, f1 };
        }
        // Were every pair known by now true and found, it would be no better.
        if 2.0 * known as f64 / (sum as f64) < best.f1 {
            break;
        }
    }
    best
}

/// Drops what is too light to be found at any threshold that could be best, also of resampled entities: beyond
/// four times as many pairs as could be found without losing to the best, no F1 is half as good.
pub fn keep_what_matters(ranked: &mut Vec<Judged>, best: &Best, known: u64) {
    if best.f1 <= 0.0 {
        return;
    }
    let most = (2.0 * known as f64 / best.f1 - known as f64).max(0.0);
    ranked.truncate((most * 4.0) as usize + 10_000);
    ranked.shrink_to_fit();
}

#[cfg(test)]
mod tests;

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
mod tests {
    use super::*;

    fn ranked(pairs: &[(f64, u32, u32)]) -> Vec<Judged> {
        pairs
            .iter()
            .map(|(weight, left, right)| Judged { weight: *weight, left: *left, right: *right })
            .collect()
    }

    /// Every threshold, counted from the start.
    fn slow(pairs: &[Judged], known: u64, count: &dyn Fn(u32) -> u64) -> f64 {
        let mut most = 0.0_f64;
        for threshold in pairs.iter().map(|pair| pair.weight) {
            let (mut found, mut both) = (0, 0);
            for pair in pairs.iter().filter(|pair| pair.weight >= threshold) {
                let times =
                    if pair.is_true() { count(pair.left) } else { count(pair.left) * count(pair.right) };
                found += times;
                both += if pair.is_true() { times } else { 0 };
            }
            if found + known > 0 {
                most = most.max(2.0 * both as f64 / (found + known) as f64);
            }
        }
        most
    }

    #[test]
    fn the_best_threshold_counted_by_hand() {
        // Of four true pairs: above 5 two of two are true, above 3 three of four, above 1 three of five.
        let pairs = ranked(&[(9.0, 1, 1), (5.0, 2, 2), (4.0, 1, 2), (3.0, 3, 3), (1.0, 2, 3)]);
        let found = best(&pairs, 4, |_| 1);
        assert_eq!((found.threshold, found.found, found.both), (3.0, 4, 3));
        assert!((found.f1 - 6.0 / 8.0).abs() < 1e-12);
    }

    #[test]
    fn pairs_of_one_weight_are_taken_together() {
        // One by one the true pair alone would score 1.
        let pairs = ranked(&[(2.0, 1, 1), (2.0, 1, 2), (2.0, 1, 3)]);
        let found = best(&pairs, 1, |_| 1);
        assert_eq!((found.found, found.both), (3, 1));
        assert!((found.f1 - 0.5).abs() < 1e-12);
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        assert_eq!(best(&[], 3, |_| 1).both, 0);
        assert!(best(&ranked(&[(1.0, 1, 2)]), 0, |_| 0).f1.abs() < 1e-12);
    }

    #[test]
    fn stopping_early_loses_no_threshold() {
        // Many small sets, made by a generator of remainders.
        let mut state = 7_u64;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for _ in 0..300 {
            let mut pairs: Vec<Judged> = (0..next(40))
                .map(|_| {
                    let left = next(6) as u32;
                    let right = if next(2) == 0 { left } else { next(6) as u32 };
                    Judged { weight: next(9) as f64, left, right }
                })
                .collect();
            pairs.sort_by(|one, other| other.weight.total_cmp(&one.weight));
            let times: Vec<u64> = (0..6).map(|_| next(4)).collect();
            let count = |entity: u32| times[entity as usize];
            let own = pairs.iter().filter(|pair| pair.is_true()).map(|pair| count(pair.left)).sum::<u64>();
            let known = own + next(5);
            let found = best(&pairs, known, count);
            assert!((found.f1 - slow(&pairs, known, &count)).abs() < 1e-12, "{pairs:?} {known} {times:?}");
            let mut kept = pairs.clone();
            keep_what_matters(&mut kept, &found, known);
            assert_eq!(best(&kept, known, count), found);
        }
    }
}

//! How sure are two scores and their difference, had other entities been drawn?
//!
//! The bootstrap over entities with Poisson weights (Hanley and MacGibbon 2006, "Creating non-parametric
//! bootstrap samples using Poisson frequencies"): in each of 1,000 draws every entity counts as often as a
//! Poisson number of mean 1 says, in all of its pairs; both sides see the same draws and choose their
//! thresholds anew in each. The interval holds the middle 95 % of the draws.

use serde::Serialize;

use super::Truth;
use super::best::{Judged, best};
use super::truth::two_of;

/// How many draws are made.
const DRAWS: u64 = 1_000;

/// The probabilities of at most 0, 1, 2 … in Poisson numbers of mean 1, times 2^32: sums of 1 / (e k!).
const AT_MOST: [u64; 12] = [
    1_580_030_169,
    3_160_060_337,
    3_950_075_422,
    4_213_413_783,
    4_279_248_374,
    4_292_415_292,
    4_294_609_778,
    4_294_923_276,
    4_294_962_463,
    4_294_966_817,
    4_294_967_253,
    4_294_967_292,
];

/// The middle 95 % of draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// Intervals of best F1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Compared {
    /// Of the first side.
    pub first: Interval,
    /// Of the second side.
    pub second: Interval,
    /// Of the second less the first.
    pub difference: Interval,
}

/// Intervals of the best F1 of two sides that were scored against one truth, and of their difference.
pub fn compare(truth: &Truth, first: &[Judged], second: &[Judged]) -> Compared {
    let numbered = Numbered::of(truth, [first, second]);
    let [first, second] = [numbered.renumbered(first), numbered.renumbered(second)];
    let (mut of_first, mut of_second, mut differences) = (Vec::new(), Vec::new(), Vec::new());
    let mut times = vec![0; numbered.entities.len()];
    for draw in 0..DRAWS {
        let mut known = 0;
        for (entity, (count, pairs)) in times.iter_mut().zip(&numbered.pairs).enumerate() {
            *count = times_drawn(draw, numbered.entities[entity]);
            known += count.wrapping_mul(*pairs);
        }
        let count = |entity: u32| times[entity as usize];
        let (one, other) = (best(&first, known, count).f1, best(&second, known, count).f1);
        of_first.push(one);
        of_second.push(other);
        differences.push(other - one);
    }
    Compared { first: middle(of_first), second: middle(of_second), difference: middle(differences) }
}

/// The entities that matter, numbered densely: those with a true pair and those in a pair that is scored.
struct Numbered {
    /// Their numbers in the truth, ascending.
    entities: Vec<u32>,
    /// The true pairs of each.
    pairs: Vec<u64>,
}

impl Numbered {
    fn of(truth: &Truth, sides: [&[Judged]; 2]) -> Self {
        let mut matters: Vec<bool> = truth.sizes.iter().map(|size| *size > 1).collect();
        for pair in sides.into_iter().flatten() {
            matters[pair.left as usize] = true;
            matters[pair.right as usize] = true;
        }
        let entities: Vec<u32> =
            (0..matters.len()).filter(|entity| matters[*entity]).map(|own| own as u32).collect();
        let pairs = entities.iter().map(|entity| two_of(truth.sizes[*entity as usize])).collect();
        Self { entities, pairs }
    }

    fn renumbered(&self, pairs: &[Judged]) -> Vec<Judged> {
        let number = |entity: u32| self.entities.partition_point(|own| *own < entity) as u32;
        let renumber = |pair: &Judged| Judged { left: number(pair.left), right: number(pair.right), ..*pair };
        pairs.iter().map(renumber).collect()
    }
}

/// How often an entity counts in a draw. It depends on nothing else, so that the order of anything changes
/// no draw.
fn times_drawn(draw: u64, entity: u32) -> u64 {
    let number = mixed((draw << 32) | u64::from(entity)) >> 32;
    AT_MOST.iter().take_while(|bound| number >= **bound).count() as u64
}

/// The output function of SplitMix64 (Steele, Lea and Flood 2014).
fn mixed(state: u64) -> u64 {
    let mut bits = state.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

fn middle(mut draws: Vec<f64>) -> Interval {
    draws.sort_by(f64::total_cmp);
    let aside = draws.len() / 40;
    let at = |place: usize| draws.get(place).copied().unwrap_or_default();
    Interval { from: at(aside), to: at(draws.len().saturating_sub(aside + 1)) }
}

#[cfg(test)]
mod tests {
    use super::super::truth::tests::of_entities;
    use super::*;

    /// 200 entities of two records; the first `missed` are never found, and `wrong` false pairs are.
    fn side(missed: u32, wrong: u32) -> Vec<Judged> {
        let truly = (missed..200).map(|entity| Judged { weight: 5.0, left: entity, right: entity });
        let falsely = (0..wrong).map(|entity| Judged { weight: 5.0, left: entity, right: 199 - entity });
        truly.chain(falsely).collect()
    }

    fn truth() -> Truth {
        of_entities(&(0..400).map(|record| record / 2).collect::<Vec<_>>())
    }

    #[test]
    fn poisson_numbers_have_mean_and_variance_one() {
        let (mut sum, mut square, mut none) = (0, 0, 0);
        for draw in 0..100 {
            for entity in 0..1_000 {
                let times = times_drawn(draw, entity);
                sum += times;
                square += times * times;
                none += u64::from(times == 0);
            }
        }
        let (mean, variance) = (sum as f64 / 1e5, square as f64 / 1e5 - (sum as f64 / 1e5).powi(2));
        assert!((mean - 1.0).abs() < 0.015 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
        assert!((none as f64 / 1e5 - (-1.0_f64).exp()).abs() < 0.006, "{none}");
    }

    #[test]
    fn draws_are_the_same_each_time_and_hold_the_score() {
        let truth = truth();
        let (one, other) = (side(40, 20), side(10, 30));
        let seen = compare(&truth, &one, &other);
        assert_eq!(seen, compare(&truth, &one, &other));
        for (interval, pairs) in [(seen.first, &one), (seen.second, &other)] {
            let f1 = best(pairs, truth.known, |_| 1).f1;
            assert!(interval.from < f1 && f1 < interval.to, "{interval:?} {f1}");
            assert!(interval.to - interval.from < 0.1 && interval.to - interval.from > 0.01, "{interval:?}");
        }
        let turned = compare(&truth, &other, &one);
        assert_eq!((seen.first, seen.second), (turned.second, turned.first));
        assert!((seen.difference.from + turned.difference.to).abs() < 1e-12);
    }

    #[test]
    fn what_both_share_cancels_in_the_difference() {
        let (truth, one) = (truth(), side(40, 20));
        let seen = compare(&truth, &one, &one);
        assert_eq!(seen.difference, Interval { from: 0.0, to: 0.0 });
        // One entity more: as good in each draw, or better.
        let more = compare(&truth, &one, &side(39, 20));
        assert!(more.difference.from >= 0.0 && more.difference.to < 0.02, "{more:?}");
    }

    #[test]
    fn an_interval_covers_the_score_of_other_entities() {
        // The share of entities that are found is 0.8 in the long run: intervals of samples hold its F1.
        let expected = 2.0 * 0.8 / 1.8;
        let truth = truth();
        let mut covered = 0;
        for sample in 0..40_u64 {
            let found = |entity: &u32| mixed(0xABCD_0000 + sample * 1_000 + u64::from(*entity)) % 10 < 8;
            let pairs: Vec<Judged> = (0..200)
                .filter(found)
                .map(|entity| Judged { weight: 1.0, left: entity, right: entity })
                .collect();
            let seen = compare(&truth, &pairs, &[]).first;
            covered += u32::from(seen.from <= expected && expected <= seen.to);
        }
        assert!((34..=40).contains(&covered), "{covered} of 40");
    }
}

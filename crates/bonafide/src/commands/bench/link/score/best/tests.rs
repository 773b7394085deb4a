use super::*;

fn ranked(pairs: &[(f64, u32, u32)]) -> Vec<Judged> {
    pairs.iter().map(|(weight, left, right)| Judged { weight: *weight, left: *left, right: *right }).collect()
}

/// Every threshold, counted from the start.
fn slow(pairs: &[Judged], known: u64, count: &dyn Fn(u32) -> u64) -> f64 {
    let mut most = 0.0_f64;
    for threshold in pairs.iter().map(|pair| pair.weight) {
        let (mut found, mut both) = (0, 0);
        for pair in pairs.iter().filter(|pair| pair.weight >= threshold) {
            let times = if pair.is_true() { count(pair.left) } else { count(pair.left) * count(pair.right) };
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

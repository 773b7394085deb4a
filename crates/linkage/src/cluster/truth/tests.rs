use super::*;
use proptest::prelude::*;

/// Counted one by one.
fn slow(known: &[u32], found: &[u32]) -> (Pairwise, BCubed) {
    let records = known.len();
    let mut pairs = Pairwise { known: 0, found: 0, both: 0 };
    let mut mean = BCubed { precision: 0.0, recall: 0.0 };
    for one in 0..records {
        for other in 0..one {
            pairs.known += u64::from(known[one] == known[other]);
            pairs.found += u64::from(found[one] == found[other]);
            pairs.both += u64::from(known[one] == known[other] && found[one] == found[other]);
        }
        let count = |test: &dyn Fn(usize) -> bool| (0..records).filter(|other| test(*other)).count() as f64;
        let both = count(&|other| known[one] == known[other] && found[one] == found[other]);
        mean.precision += both / count(&|other| found[one] == found[other]) / records as f64;
        mean.recall += both / count(&|other| known[one] == known[other]) / records as f64;
    }
    (pairs, mean)
}

proptest! {
    #[test]
    fn scores_are_what_counting_gives(labels in proptest::collection::vec((0_u32..6, 0_u32..6), 1..30)) {
        let (known, found): (Vec<u32>, Vec<u32>) = labels.into_iter().unzip();
        let (pairs, mean) = slow(&known, &found);
        prop_assert_eq!(pairwise(&known, &found), pairs);
        let cubed = b_cubed(&known, &found);
        prop_assert!((cubed.precision - mean.precision).abs() < 1e-9);
        prop_assert!((cubed.recall - mean.recall).abs() < 1e-9);
        prop_assert!((pairs.f1() - pairwise(&found, &known).f1()).abs() < 1e-12);
    }

    #[test]
    fn order_and_labels_change_no_bit(labels in proptest::collection::vec((0_u32..6, 0_u32..6), 1..30)) {
        let (known, found): (Vec<u32>, Vec<u32>) = labels.iter().copied().unzip();
        let (other_known, other_found): (Vec<u32>, Vec<u32>) =
            labels.iter().rev().map(|(one, other)| (90 - one * 7, 5 + other)).unzip();
        prop_assert_eq!(b_cubed(&known, &found), b_cubed(&other_known, &other_found));
    }
}

#[test]
fn nothing_found_is_precise_and_misses_all() {
    let pairs = pairwise(&[0, 0, 1], &[0, 1, 2]);
    assert!((pairs.precision() - 1.0).abs() < 1e-12 && pairs.recall() < 1e-12 && pairs.f1() < 1e-12);
    assert!((pairwise(&[], &[]).f1() - 1.0).abs() < 1e-12);
    assert!((b_cubed(&[], &[]).f1() - 1.0).abs() < 1e-12);
}

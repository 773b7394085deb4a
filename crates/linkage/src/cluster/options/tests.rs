use super::*;

#[test]
fn signs_are_checked() {
    assert_eq!(Options::default().check(), Ok(()));
    for wrong in [
        Options { missing_milli: 0, ..Options::default() },
        Options { most_milli: 0, ..Options::default() },
        Options { least_milli: 0, ..Options::default() },
        Options { threshold_milli: LARGEST + 1, ..Options::default() },
    ] {
        assert!(matches!(wrong.check(), Err(Error::Option { .. })), "{wrong:?}");
    }
}

#[test]
fn a_pair_counts_for_a_cluster_from_the_threshold_on() {
    let options = Options { threshold_milli: 4248, ..Options::default() };
    assert_eq!(options.counts(4248), 0);
    assert_eq!(options.counts(4247), -1);
    assert_eq!(options.counts(14_248), 10_000);
    // Beyond the most a 64th, and of no weight more than of 1,000 bits.
    assert_eq!(options.counts(14_248 + 640), 10_010);
    assert_eq!(options.counts(i32::MAX), 10_000 + 990_000 / 64);
    assert_eq!(options.counts(i32::MIN), -1_000);
}

#[test]
fn an_error_names_the_chain() {
    let error = Error::Contradiction { left: 1, right: 7, chain: vec![1, 4, 7] };
    assert_eq!(
        error.to_string(),
        "1 and 7 are judged distinct, but the same by the judgements 1 = 4, 4 = 7: withdraw one of these"
    );
}

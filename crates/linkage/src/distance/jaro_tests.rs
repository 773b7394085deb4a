//! Jaro and Jaro-Winkler against published values and an independent implementation.
#![expect(clippy::float_cmp, reason = "the same formula in the same order gives the same bits")]

use proptest::prelude::*;

use super::jaro::{jaro, jaro_winkler, jaro_winkler_level};

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 5e-4, "{found} is not {expected}");
}

#[test]
fn published_values() {
    // Winkler 1990 and the table of the Census Bureau's strcmp95.
    near(jaro(b"MARTHA", b"MARHTA"), 0.944);
    near(jaro_winkler(b"MARTHA", b"MARHTA"), 0.961);
    near(jaro(b"DWAYNE", b"DUANE"), 0.822);
    near(jaro_winkler(b"DWAYNE", b"DUANE"), 0.840);
    near(jaro(b"DIXON", b"DICKSONX"), 0.767);
    near(jaro_winkler(b"DIXON", b"DICKSONX"), 0.813);
    near(jaro(b"JONES", b"JOHNSON"), 0.790);
    near(jaro_winkler(b"JONES", b"JOHNSON"), 0.832);
    near(jaro(b"ABROMS", b"ABRAMS"), 0.889);
    near(jaro_winkler(b"ABROMS", b"ABRAMS"), 0.922);
}

#[test]
fn the_prefix_counts_only_above_seven_tenths() {
    let below = jaro(b"abcdef", b"abxyzw");
    assert!(below < 0.7);
    assert!((jaro_winkler(b"abcdef", b"abxyzw") - below).abs() < f64::EPSILON);
}

#[test]
fn empty_values() {
    near(jaro_winkler(b"", b""), 1.0);
    near(jaro_winkler(b"", b"a"), 0.0);
    near(jaro_winkler(b"a", b""), 0.0);
    assert_eq!(jaro_winkler_level(b"", b"", &[0.9]), 0);
    assert_eq!(jaro_winkler_level(b"", b"a", &[0.9]), 1);
    assert_eq!(jaro_winkler_level(b"a", b"a", &[]), 0);
}

#[test]
fn letters_are_characters() {
    near(jaro_winkler("müller".as_bytes(), "muller".as_bytes()), strsim::jaro_winkler("müller", "muller"));
    near(jaro_winkler("é".as_bytes(), "è".as_bytes()), 0.0);
    // A broken byte equals itself only.
    near(jaro(b"\xe9\xe9", b"\xe9\xe9"), 1.0);
    near(jaro(b"\xe9", "é".as_bytes()), 0.0);
}

#[test]
fn a_threshold_that_is_met_exactly_is_reached() {
    let exact = jaro_winkler(b"martha", b"marhta");
    assert_eq!(jaro_winkler_level(b"martha", b"marhta", &[1.0, exact]), 1);
    assert_eq!(jaro_winkler_level(b"martha", b"marhta", &[1.0, exact + 1e-12]), 2);
}

/// Values around every change of path: 8, 16 and 64 letters.
fn value() -> impl Strategy<Value = String> {
    prop_oneof!["[ab]{0,9}", "[a-e]{0,18}", "[a-z@.]{0,80}", "[aé\u{431}\u{4e2d}]{0,70}", "\\PC{0,20}"]
}

/// A value and the same with a few letters changed, so that most pairs have much in common.
fn pair() -> impl Strategy<Value = (String, String)> {
    let changes = proptest::collection::vec((any::<proptest::sample::Index>(), "[a-eé]?"), 0..4);
    let near = (value(), changes).prop_map(|(first, changes)| {
        let mut letters: Vec<char> = first.chars().collect();
        for (at, with) in changes {
            if letters.is_empty() {
                break;
            }
            let place = at.index(letters.len());
            let next = (place + 1) % letters.len();
            match with.chars().next() {
                None => letters.swap(place, next),
                Some('a') => drop(letters.remove(place)),
                Some(letter) => letters[place] = letter,
            }
        }
        (first, letters.into_iter().collect())
    });
    prop_oneof![near, (value(), value())]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn the_same_as_another_implementation((first, second) in pair()) {
        let (own, other) = (first.as_bytes(), second.as_bytes());
        prop_assert_eq!(jaro(own, other), strsim::jaro(&first, &second));
        prop_assert_eq!(jaro_winkler(own, other), strsim::jaro_winkler(&first, &second));
    }

    #[test]
    fn symmetric_and_one_for_itself((first, second) in pair()) {
        let (own, other) = (first.as_bytes(), second.as_bytes());
        prop_assert_eq!(jaro_winkler(own, other), jaro_winkler(other, own));
        prop_assert_eq!(jaro_winkler(own, own), 1.0);
    }

    #[test]
    fn the_level_is_that_of_the_similarity((first, second) in pair(), mut thresholds in proptest::collection::vec(0.0_f64..1.0, 0..4)) {
        thresholds.sort_by(|left, right| right.total_cmp(left));
        let similarity = jaro_winkler(first.as_bytes(), second.as_bytes());
        let expected = thresholds.iter().position(|threshold| similarity >= *threshold).unwrap_or(thresholds.len());
        prop_assert_eq!(jaro_winkler_level(first.as_bytes(), second.as_bytes(), &thresholds), expected);
    }

    #[test]
    fn any_bytes_have_a_similarity(
        first in proptest::collection::vec(any::<u8>(), 0..200), second in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let similarity = jaro_winkler(&first, &second);
        prop_assert!((0.0..=1.0).contains(&similarity));
        prop_assert_eq!(similarity, jaro_winkler(&second, &first));
    }
}

//! Words, shingles and runs against naive references.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::words::mix;
use super::{Overlap, Run, SHINGLE_WORDS, Shingles, jaccard, longest_run, words};

/// Documents over a small alphabet, so that runs and collisions of phrases are common.
fn document() -> impl Strategy<Value = Vec<Vec<u64>>> {
    proptest::collection::vec(proptest::collection::vec(0_u64..4, 0..12), 0..6)
}

fn flat(items: &[Vec<u64>]) -> Vec<u64> {
    items.concat()
}

fn naive_longest(first: &[u64], second: &[u64]) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    for start in 0..first.len() {
        for other in 0..second.len() {
            let length =
                first[start..].iter().zip(&second[other..]).take_while(|(one, two)| one == two).count();
            if length > best.0 {
                best = (length, start, other);
            }
        }
    }
    best
}

fn position(items: &[Vec<u64>], place: (usize, usize)) -> usize {
    items[..place.0].iter().map(Vec::len).sum::<usize>() + place.1
}

proptest! {
    #[test]
    fn the_longest_run_is_the_naive_one(first in document(), second in document()) {
        let run = longest_run(&first, &second);
        let (length, start, other) = naive_longest(&flat(&first), &flat(&second));
        prop_assert_eq!(run.length, length);
        if length > 0 {
            prop_assert_eq!(position(&first, run.first), start);
            prop_assert_eq!(position(&second, run.second), other);
            prop_assert!(run.first.1 < first[run.first.0].len());
            prop_assert!(run.second.1 < second[run.second.0].len());
        } else {
            prop_assert_eq!(run, Run::default());
        }
    }

    #[test]
    fn overlap_is_that_of_the_sets(first in document(), second in document()) {
        let set = |items: &[Vec<u64>]| -> BTreeSet<Vec<u64>> {
            items.iter().flat_map(|item| item.windows(SHINGLE_WORDS).map(<[u64]>::to_vec)).collect()
        };
        let (one, two) = (set(&first), set(&second));
        let overlap = jaccard(&Shingles::of(&first), &Shingles::of(&second));
        prop_assert_eq!(overlap.shared, one.intersection(&two).count() as u64);
        prop_assert_eq!(overlap.union, one.union(&two).count() as u64);
        prop_assert_eq!(overlap, jaccard(&Shingles::of(&second), &Shingles::of(&first)));
    }

    #[test]
    fn any_text_has_words_and_folding_ignores_case(text in "\\PC{0,60}") {
        let plain = words(&text);
        prop_assert_eq!(&plain, &words(&format!("  {text} ...")));
        let upper = text.to_ascii_uppercase();
        prop_assert_eq!(plain, words(&upper));
    }
}

#[test]
fn the_hash_is_the_same_on_every_machine() {
    // FNV-1a of "a" is 0xaf63dc4c8601ec8c; finished by SplitMix64's scramble.
    assert_eq!(words("a"), vec![mix(0xaf63_dc4c_8601_ec8c)]);
    assert_eq!(words("Kubernetes 2019"), words("kubernetes, 2019"));
    assert_eq!(mix(1), 0x5692_161d_100b_05e5);
}

#[test]
fn accents_ligatures_and_hyphens_of_pdf_text() {
    assert_eq!(words("eﬃcient workﬂow"), words("efficient workflow"));
    assert_eq!(words("Über Straßen"), words("uber strassen"));
    // Accents composed and behind their letter are one.
    assert_eq!(words("Zu\u{308}rich"), words("Zürich"));
    assert_eq!(words("ent\u{ad}wickelt"), words("entwickelt"));
    assert_eq!(words("the team’s"), words("the team's"));
    assert_eq!(words("ＡＢＣ１"), words("abc1"));
    assert_eq!(words("front-end").len(), 2);
    assert_eq!(words("設計書").len(), 3);
    assert_eq!(words("Łódź"), words("lodz"));
    assert_eq!(words("İstanbul"), words("istanbul"));
    assert!(words("").is_empty());
}

#[test]
fn short_items_have_no_shingle_and_none_crosses_a_border() {
    let items = [words("one two three four"), words("five six")];
    assert!(Shingles::of(&items).is_empty());
    assert_eq!(Shingles::of(&[words("one two three four five")]).len(), 1);
    assert_ne!(
        Shingles::of(&[words("one two three four five")]),
        Shingles::of(&[words("five four three two one")])
    );
}

#[test]
fn nothing_in_common_is_never_enough() {
    assert!(!Overlap::default().is_at_least(0, 1));
    assert!(Overlap { shared: 1, union: 2 }.is_at_least(1, 2));
    assert!(!Overlap { shared: 49, union: 99 }.is_at_least(1, 2));
    assert!(!Overlap { shared: 1, union: 3 }.is_at_least(u64::MAX, 1));
    assert_eq!(Overlap { shared: 2, union: 3 }.per_mille(), 666);
    assert_eq!(Overlap::default().per_mille(), 0);
}

#[test]
fn a_hostile_text_of_one_word_is_quick() {
    let first = vec![vec![7; 40_000]];
    let second = vec![vec![7; 39_999]];
    assert_eq!(longest_run(&first, &second).length, 39_999);
}

#[test]
fn empty_items_move_no_place() {
    let first = [vec![], vec![1, 2], vec![], vec![3]];
    let second = [vec![9], vec![], vec![2, 3]];
    let run = longest_run(&first, &second);
    assert_eq!((run.length, run.first, run.second), (2, (1, 1), (2, 0)));
}

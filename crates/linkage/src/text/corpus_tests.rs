//! The corpus against a naive reference, and its speed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use proptest::prelude::*;

use super::{Corpus, Pair, SHINGLE_WORDS, Settings, Shingles, jaccard, words};

type Items = Vec<Vec<u64>>;

/// Few words and phrases of five, so that documents share much.
fn documents() -> impl Strategy<Value = Vec<(u32, Items)>> {
    let phrase = (0_u64..8).prop_map(|base| (0..6).map(|step| base * 10 + step).collect::<Vec<u64>>());
    let item = prop_oneof![
        3 => phrase.clone(),
        1 => (phrase.clone(), phrase).prop_map(|(one, two)| [one, two].concat()),
        1 => proptest::collection::vec(0_u64..3, 0..8),
    ];
    proptest::collection::vec((0_u32..6, proptest::collection::vec(item, 0..5)), 0..9)
}

fn corpus_of(documents: &[(u32, Items)], stop: &[Items]) -> Corpus {
    let mut corpus = Corpus::default();
    for (owner, items) in documents {
        corpus.add(*owner, items);
    }
    for items in stop {
        corpus.add_stop(items);
    }
    corpus
}

fn windows(items: &Items) -> BTreeSet<Vec<u64>> {
    items.concat().windows(SHINGLE_WORDS).map(<[u64]>::to_vec).collect()
}

fn inside(items: &Items) -> BTreeSet<Vec<u64>> {
    items.iter().flat_map(|item| item.windows(SHINGLE_WORDS).map(<[u64]>::to_vec)).collect()
}

/// The longest run without a word of a removed shingle, by trying everything.
fn naive_run(first: &Items, second: &Items, removed: &BTreeSet<Vec<u64>>) -> usize {
    let blocked = |flat: &[u64]| {
        let mut blocked = vec![false; flat.len()];
        for (start, window) in flat.windows(SHINGLE_WORDS).enumerate() {
            if removed.contains(window) {
                blocked[start..start + SHINGLE_WORDS].fill(true);
            }
        }
        blocked
    };
    let (one, two) = (first.concat(), second.concat());
    let (no_one, no_two) = (blocked(&one), blocked(&two));
    let mut best = 0;
    for start in 0..one.len() {
        for other in 0..two.len() {
            let length = (0..one.len().min(two.len()))
                .take_while(|step| {
                    one.get(start + step).is_some()
                        && one.get(start + step) == two.get(other + step)
                        && !no_one[start + step]
                        && !no_two[other + step]
                })
                .count();
            best = best.max(length);
        }
    }
    best
}

fn check(pair: &Pair, documents: &[(u32, Items)], removed: &BTreeSet<Vec<u64>>) {
    let (owner, first) = &documents[pair.first as usize];
    let (other, second) = &documents[pair.second as usize];
    assert!(pair.first < pair.second && owner != other);
    assert_eq!(pair.whole, jaccard(&Shingles::of(first), &Shingles::of(second)));
    let (one, two): (BTreeSet<_>, BTreeSet<_>) = (
        inside(first).difference(removed).cloned().collect(),
        inside(second).difference(removed).cloned().collect(),
    );
    assert_eq!(pair.rare.shared, one.intersection(&two).count() as u64);
    assert_eq!(pair.rare.union, one.union(&two).count() as u64);
    assert_eq!(pair.run.length, naive_run(first, second, removed));
    for (item, of_other) in &pair.items {
        let (one, two) = (inside(&vec![first[*item].clone()]), inside(&vec![second[*of_other].clone()]));
        assert!(one.intersection(&two).any(|shingle| !removed.contains(shingle)));
    }
    let holders = |wanted: &dyn Fn(&Items) -> bool| {
        documents
            .iter()
            .filter(|(_, items)| wanted(items))
            .map(|(owner, _)| *owner)
            .collect::<BTreeSet<_>>()
            .len()
    };
    let run: Vec<u64> = first
        .concat()
        .into_iter()
        .skip(first[..pair.run.first.0].iter().map(Vec::len).sum::<usize>() + pair.run.first.1)
        .take(pair.run.length)
        .collect();
    if run.len() >= SHINGLE_WORDS {
        let expected = holders(&|items| items.concat().windows(run.len()).any(|window| window == run));
        assert_eq!(pair.run_owners as usize, expected);
    }
    let fewest = windows(first)
        .intersection(&windows(second))
        .filter(|shingle| !removed.contains(*shingle))
        .map(|shingle| holders(&|items| windows(items).contains(shingle)))
        .min();
    assert_eq!(Some(pair.fewest_owners as usize), fewest);
}

proptest! {
    #[test]
    fn every_pair_and_figure_is_the_naive_one(
        documents in documents(),
        stop in proptest::collection::vec(proptest::collection::vec(0_u64..90, 5..8), 0..2),
        least in 1_u32..6,
        per_mille in prop_oneof![Just(0_u64), Just(300), Just(1001)],
        least_run in 5_usize..14,
    ) {
        let settings =
            Settings { least_shared: least, least_per_mille: per_mille, least_run, ..Settings::default() };
        let stop = vec![stop];
        let mut holders: BTreeMap<Vec<u64>, BTreeSet<u32>> = BTreeMap::new();
        for (owner, items) in &documents {
            for window in windows(items) {
                holders.entry(window).or_default().insert(*owner);
            }
        }
        let mut removed: BTreeSet<Vec<u64>> = stop.iter().flat_map(windows).collect();
        removed.extend(holders.iter().filter(|(_, owners)| owners.len() > 3).map(|(shingle, _)| shingle.clone()));
        let pairs = corpus_of(&documents, &stop).candidates(&settings);
        let mut expected = Vec::new();
        for (number, (owner, items)) in documents.iter().enumerate() {
            for (second, (other, of_other)) in documents.iter().enumerate().skip(number + 1) {
                let shared = windows(items).intersection(&windows(of_other)).filter(|shingle| !removed.contains(*shingle)).count();
                let (one, two): (BTreeSet<_>, BTreeSet<_>) = (
                    inside(items).difference(&removed).cloned().collect(),
                    inside(of_other).difference(&removed).cloned().collect(),
                );
                let (both, either) = (one.intersection(&two).count() as u64, one.union(&two).count() as u64);
                let is_near = either > 0 && both * 1000 >= either * per_mille;
                let is_kept = is_near || naive_run(items, of_other, &removed) >= least_run;
                if owner != other && shared >= least as usize && is_kept {
                    expected.push((number as u32, second as u32));
                }
            }
        }
        let found: Vec<(u32, u32)> = pairs.iter().map(|pair| (pair.first, pair.second)).collect();
        prop_assert_eq!(found, expected);
        for pair in &pairs {
            check(pair, &documents, &removed);
        }
    }

    #[test]
    fn cut_lists_find_only_true_pairs(documents in documents()) {
        let settings = Settings { least_per_mille: 0, ..Settings::default() };
        let complete = corpus_of(&documents, &[]).candidates(&settings);
        let cut = corpus_of(&documents, &[]).candidates(&Settings { all_pairs_up_to: 2, ..settings });
        prop_assert!(cut.iter().all(|pair| complete.contains(pair)));
    }
}

const BODY: &str = "Moved the ticket shop of a ferry line from one large database to six small ones without \
                    a single lost booking and wrote down for the night shift how to turn back each step";

#[test]
fn a_large_group_of_copies_stays_connected() {
    let mut corpus = Corpus::default();
    for owner in 0..60 {
        corpus.add(owner, &[words(BODY)]);
    }
    let settings = Settings { template_owners: 100, ..Settings::default() };
    let pairs = corpus.candidates(&settings);
    assert!(pairs.len() < 130, "{}", pairs.len());
    let joined: BTreeSet<u32> = pairs.iter().flat_map(|pair| [pair.first, pair.second]).collect();
    assert_eq!(joined.len(), 60);
    assert!(pairs.iter().all(|pair| pair.run_owners == 60 && pair.run.length == words(BODY).len()));
}

#[test]
fn four_of_one_text_in_a_small_corpus_are_template() {
    let of = |owners: u32| {
        let mut corpus = Corpus::default();
        (0..owners).for_each(|owner| {
            corpus.add(owner, &[words(BODY)]);
        });
        corpus.candidates(&Settings::default()).len()
    };
    assert_eq!((of(2), of(3), of(4)), (1, 3, 0));
}

/// Texts of a dozen owners, each of them one text with one word in twelve another.
fn reworded() -> Corpus {
    let mut corpus = Corpus::default();
    for owner in 0..40_u64 {
        let (writer, is_persona) = if owner < 12 { (0, true) } else { (owner, false) };
        let word = |item: u64, place: u64| {
            let own = writer * 100_000 + item * 100 + place;
            let is_another = is_persona && (owner * 31 + item * 17 + place * 7).is_multiple_of(12);
            if is_another { 50_000_000 + owner * 10_000 + item * 100 + place } else { own }
        };
        let shared = (0..20).map(|item| (0..12).map(|place| word(item, place)).collect());
        // Each writes something of their own into it.
        let own =
            (0..6).map(|item| (0..12).map(|place| 90_000_000 + owner * 1_000 + item * 20 + place).collect());
        let items: Items = shared.chain(own).collect();
        corpus.add(owner as u32, &items);
    }
    corpus
}

#[test]
fn what_those_alone_hold_who_seem_to_be_one_is_no_template() {
    let settings = Settings {
        least_per_mille: 30,
        least_run: usize::MAX,
        leaves_out_forms: true,
        ..Settings::default()
    };
    let corpus = reworded();
    let of = |corpus: &Corpus| {
        let pairs = corpus.candidates(&settings);
        pairs.iter().filter(|pair| pair.rare.shared >= 8).count()
    };
    assert_eq!(of(&corpus), 0, "a dozen strangers use one template");
    let of_one_hand =
        |up_to: u32| of(&corpus.clone().counting(|owner| if owner < up_to { 0 } else { owner }));
    assert_eq!(of_one_hand(12), 66);
    // One or two others who have the text, too, make no template of it.
    assert_eq!((of_one_hand(11), of_one_hand(10)), (66, 66));
    // Many hands use it, of which two people may be a couple.
    assert_eq!(of_one_hand(2), 0);
}

#[test]
fn who_fills_in_the_same_words_has_written_no_text_of_another() {
    let blanks = [[101, 102], [103, 104], [105, 106], [107, 108]];
    let mut corpus = Corpus::default();
    for owner in 0..9_u64 {
        // Ten sentences with blanks, and five of their own.
        let form = |item: u64| {
            let blank = blanks[((owner * 5 + item * 3) % 4) as usize];
            let frame = |place: u64| 1_000 + item * 20 + place;
            let words = [frame(0), frame(1), frame(2), blank[0], blank[1], frame(3), frame(4), frame(5)];
            words.to_vec()
        };
        let own = |item: u64| (0..10).map(|word| 1_000_000 + owner * 1_000 + item * 20 + word).collect();
        let items: Items = (0..10).map(form).chain((0..5).map(own)).collect();
        corpus.add(owner as u32, &items);
    }
    let found = |leaves_out_forms| {
        let settings =
            Settings { least_per_mille: 30, least_run: usize::MAX, leaves_out_forms, ..Settings::default() };
        corpus.candidates(&settings).iter().filter(|pair| pair.rare.shared >= 8).count()
    };
    assert!(found(false) > 0, "what two fill in alike is rare");
    assert_eq!(found(true), 0);
}

#[test]
fn the_job_ad_counts_for_nobody_wherever_lines_break() {
    let ad =
        "You build reliable services for millions of travellers and care for each other every single day";
    let mut corpus = Corpus::default();
    corpus.add(0, &[words(ad), words(BODY)]);
    corpus.add(1, &[words(BODY), words("Also I mend bicycles"), words(ad)]);
    corpus.add(2, &[words(ad)]);
    // The advert breaks its lines elsewhere.
    corpus.add_stop(&[words(&ad[..40]), words(&ad[40..])]);
    let pairs = corpus.candidates(&Settings::default());
    assert_eq!(pairs.len(), 1);
    assert_eq!(pairs[0].run.length, words(BODY).len());
    assert_eq!(pairs[0].items, vec![(1, 0)]);
    assert!(pairs[0].whole.shared > pairs[0].rare.shared);
}

#[test]
fn uploads_of_one_owner_are_no_pair_and_no_template() {
    let mut corpus = Corpus::default();
    for owner in [5, 5, 5, 5, 5, 6] {
        corpus.add(owner, &[words(BODY)]);
    }
    let pairs = corpus.candidates(&Settings::default());
    assert_eq!(pairs.len(), 5);
    assert!(pairs.iter().all(|pair| pair.second == 5 && pair.run_owners == 2));
    assert!(Corpus::default().candidates(&Settings::default()).is_empty());
}

/// `cargo test -p bonafide-linkage -- --ignored --nocapture twenty_thousand`
#[test]
#[ignore = "prints how long 20,000 documents take"]
fn twenty_thousand_documents() {
    // A third of the text is phrases of a common stock, as CVs have them; ten groups of copies.
    let mut state = 1_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let stock: Vec<Vec<u64>> = (0..4_000).map(|_| (0..10).map(|_| next(5_000)).collect()).collect();
    let copied: Vec<Items> =
        (0..10).map(|_| (0..20).map(|_| (0..20).map(|_| next(5_000)).collect()).collect()).collect();
    let mut corpus = Corpus::default();
    for owner in 0..20_000_u32 {
        let mut items: Items = (0..10).map(|_| stock[next(4_000) as usize].clone()).collect();
        match copied.get(owner as usize % 1_000) {
            Some(copy) => items.extend(copy.iter().cloned()),
            None => items.extend((0..20).map(|_| (0..10).map(|_| next(5_000)).collect())),
        }
        corpus.add(owner, &items);
    }
    let started = Instant::now();
    let pairs = corpus.candidates(&Settings::default());
    println!("{} documents, {} pairs, {:?}", corpus.len(), pairs.len(), started.elapsed());
    assert!(pairs.iter().any(|pair| pair.run.length >= 300));
}

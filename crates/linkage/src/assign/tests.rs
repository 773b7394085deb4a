use super::*;
use proptest::prelude::*;

const SIDE: u32 = 6;

fn pair(left: u32, right: u32, weight_milli: i32) -> Edge {
    Edge { left, right, weight_milli }
}

fn ranks() -> Vec<u32> {
    (0..SIDE).collect()
}

fn run(pairs: &[Edge], options: Options) -> Vec<Verdict> {
    assign(pairs, &ranks(), &ranks(), &options).unwrap().verdicts
}

fn kept(verdicts: &[Verdict]) -> Vec<usize> {
    (0..verdicts.len()).filter(|number| matches!(verdicts[*number], Verdict::Kept { .. })).collect()
}

/// The highest gain that any choice of pairs has, by trying all.
fn best_gain(pairs: &[Edge], lefts: u32, rights: u32) -> i64 {
    let Some((first, rest)) = pairs.split_first() else { return 0 };
    let without = best_gain(rest, lefts, rights);
    let (left, right) = (1 << first.left, 1 << first.right);
    if first.weight_milli < 0 || lefts & left != 0 || rights & right != 0 {
        return without;
    }
    without.max(i64::from(first.weight_milli) + 1 + best_gain(rest, lefts | left, rights | right))
}

fn pairs(weights: std::ops::Range<i32>) -> impl Strategy<Value = Vec<Edge>> {
    proptest::collection::btree_map((0..SIDE, 0..SIDE), weights, 0..16).prop_map(|pairs| {
        pairs.into_iter().map(|((left, right), weight)| pair(left, right, weight)).collect()
    })
}

fn methods() -> impl Strategy<Value = Options> {
    let method = prop_oneof![Just(Method::Optimal), Just(Method::Greedy), Just(Method::MutualBest)];
    (method, any::<bool>(), any::<bool>()).prop_map(|(method, left_unique, right_unique)| Options {
        threshold_milli: 0,
        left_unique,
        right_unique,
        method,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_optimum_is_the_best_of_all_choices(pairs in prop_oneof![pairs(-3..9), pairs(-2000..9000)]) {
        let found = kept(&run(&pairs, Options::default()));
        let gain: i64 = found.iter().map(|number| i64::from(pairs[*number].weight_milli) + 1).sum();
        prop_assert_eq!(gain, best_gain(&pairs, 0, 0));
    }

    #[test]
    fn greedy_is_at_least_half_of_it(pairs in pairs(0..9000)) {
        let gain = |method| -> i64 {
            let found = run(&pairs, Options { method, ..Options::default() });
            kept(&found).iter().map(|number| i64::from(pairs[*number].weight_milli) + 1).sum()
        };
        prop_assert!(gain(Method::Greedy) <= gain(Method::Optimal));
        prop_assert!(gain(Method::Greedy) * 2 >= gain(Method::Optimal));
        prop_assert!(gain(Method::MutualBest) <= gain(Method::Greedy));
    }

    #[test]
    fn no_record_is_used_more_often_than_allowed(pairs in pairs(-3..9), options in methods()) {
        let verdicts = run(&pairs, options);
        let found = kept(&verdicts);
        for side in 0..SIDE {
            let of_right = found.iter().filter(|number| pairs[**number].right == side).count();
            let of_left = found.iter().filter(|number| pairs[**number].left == side).count();
            prop_assert!(!options.left_unique || of_right <= 1);
            prop_assert!(!options.right_unique || of_left <= 1);
        }
        for (number, verdict) in verdicts.iter().enumerate() {
            prop_assert_eq!(*verdict == Verdict::Below, pairs[number].weight_milli < 0);
            let Verdict::Refused { by } = verdict else { continue };
            // It lost to a pair that stands in its way, and to a kept one where pairs are chosen one by one.
            let (own, rival) = (pairs[number], pairs[*by as usize]);
            prop_assert!((options.right_unique && own.left == rival.left) || (options.left_unique && own.right == rival.right));
            match options.method {
                Method::MutualBest => prop_assert!(rival.weight_milli >= own.weight_milli),
                Method::Greedy => prop_assert!(found.contains(&(*by as usize)) && rival.weight_milli >= own.weight_milli),
                Method::Optimal => prop_assert!(found.contains(&(*by as usize))),
            }
        }
    }

    #[test]
    fn a_pair_is_tied_where_another_order_could_have_taken_its_place(pairs in pairs(0..4)) {
        let verdicts = run(&pairs, Options { method: Method::Greedy, ..Options::default() });
        for number in kept(&verdicts) {
            let rival = (0..pairs.len()).any(|other| {
                other != number
                    && matches!(verdicts[other], Verdict::Refused { .. })
                    && pairs[other].weight_milli == pairs[number].weight_milli
                    && (pairs[other].left == pairs[number].left || pairs[other].right == pairs[number].right)
            });
            prop_assert_eq!(verdicts[number], Verdict::Kept { tied: rival });
        }
    }

    #[test]
    fn numbers_and_order_of_pairs_change_nothing(
        pairs in pairs(-2..5),
        options in methods(),
        lefts in Just(ranks()).prop_shuffle(),
        rights in Just(ranks()).prop_shuffle(),
        turn in 0_usize..16,
    ) {
        let expected = run(&pairs, options);
        let turn = if pairs.is_empty() { 0 } else { turn % pairs.len() };
        let mut others: Vec<Edge> = pairs
            .iter()
            .map(|own| pair(lefts[own.left as usize], rights[own.right as usize], own.weight_milli))
            .collect();
        others.rotate_left(turn);
        let ranks_of = |numbers: &[u32]| {
            let mut all = vec![0; numbers.len()];
            for (rank, number) in numbers.iter().enumerate() {
                all[*number as usize] = rank as u32 * 2;
            }
            all
        };
        let found = assign(&others, &ranks_of(&lefts), &ranks_of(&rights), &options).unwrap().verdicts;
        for (number, wanted) in expected.iter().enumerate() {
            let place = (number + pairs.len() - turn) % pairs.len();
            let renumbered = match found[place] {
                Verdict::Refused { by } => Verdict::Refused { by: ((by as usize + turn) % pairs.len()) as u32 },
                other => other,
            };
            prop_assert_eq!(renumbered, *wanted);
        }
    }

    #[test]
    fn mutual_best_is_best_of_both_alone(pairs in pairs(0..6)) {
        let verdicts = run(&pairs, Options { method: Method::MutualBest, ..Options::default() });
        for (number, own) in pairs.iter().enumerate() {
            let rival = pairs.iter().enumerate().any(|(other, rival)| {
                other != number
                    && (rival.left == own.left || rival.right == own.right)
                    && rival.weight_milli >= own.weight_milli
            });
            prop_assert_eq!(verdicts[number], if rival { verdicts[number] } else { Verdict::Kept { tied: false } });
            prop_assert_eq!(matches!(verdicts[number], Verdict::Kept { .. }), !rival);
        }
    }
}

#[test]
fn where_nothing_is_unique_all_stand() {
    let options = Options { left_unique: false, right_unique: false, ..Options::default() };
    assert_eq!(kept(&run(&[pair(0, 0, 5), pair(0, 1, 4), pair(1, 0, 3)], options)), [0, 1, 2]);
}

#[test]
fn a_pair_given_twice_stands_once() {
    let verdicts = run(&[pair(0, 0, 5), pair(0, 0, 7)], Options::default());
    assert_eq!(verdicts, [Verdict::Refused { by: 1 }, Verdict::Kept { tied: false }]);
}

#[test]
fn an_unknown_record_is_named() {
    let error = assign(&[pair(0, 9, 5)], &ranks(), &ranks(), &Options::default());
    assert_eq!(error, Err(UnknownRecord { side: "right", record: 9, records: 6 }));
}

#[test]
fn an_entangled_group_falls_back_to_greedy() {
    // Each left record is offered all right ones, the later the better: every new one moves all others.
    let size = 400_u32;
    let pairs: Vec<Edge> = (0..size)
        .flat_map(|left| {
            (0..size).map(move |right| pair(left, right, ((left + 1) * (right + 1)).cast_signed()))
        })
        .collect();
    let order: Vec<u32> = (0..size).collect();
    let assigned = assign(&pairs, &order, &order, &Options::default()).unwrap();
    assert_eq!(assigned.greedy_groups, 1);
    assert_eq!(kept(&assigned.verdicts).len(), size as usize);
    assert!(kept(&assigned.verdicts).iter().all(|number| pairs[*number].left == pairs[*number].right));
}

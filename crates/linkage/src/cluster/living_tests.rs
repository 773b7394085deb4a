use super::*;
use proptest::prelude::*;

const RECORDS: u32 = 26;

fn pair(left: u32, right: u32, weight_milli: i32) -> Edge {
    Edge { left, right, weight_milli }
}

fn record(order: u64) -> NewRecord {
    NewRecord { order, input: 0 }
}

/// Half of the time weights of which many are equal.
fn edges() -> impl Strategy<Value = Vec<Edge>> {
    let weight = prop_oneof![-3_000_i32..9_000, (-3_i32..9).prop_map(|bits| bits * 1000)];
    proptest::collection::vec((0..RECORDS, 0..RECORDS, weight), 0..70).prop_map(|edges| {
        let different = edges.into_iter().filter(|(left, right, _)| left != right);
        different.map(|(left, right, weight_milli)| pair(left, right, weight_milli)).collect()
    })
}

/// Clusters as sets of ranks, sorted.
fn ranked(clusters: &Partition, order: impl Fn(u32) -> u64) -> Vec<Vec<u64>> {
    clusters.iter().map(|members| members.iter().map(|member| order(*member)).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn arrival_in_any_order_gives_the_clusters_of_one_run(
        edges in edges(),
        judged in proptest::collection::vec((0..RECORDS, 0..RECORDS), 0..4),
        arrival in Just((0..RECORDS).collect::<Vec<u32>>()).prop_shuffle(),
        at_once in 1_usize..5,
        (late, only_between) in (0_usize..6, any::<bool>()),
    ) {
        let edges: Vec<Edge> =
            edges.into_iter().filter(|edge| !only_between || edge.left / 5 != edge.right / 5).collect();
        let options = Options { only_between, ..Options::default() };
        let order: Vec<u32> = (0..RECORDS).collect();
        let inputs: Vec<u32> = (0..RECORDS).map(|of| of / 5).collect();
        let unique = [true, false, false];
        let judgements: Vec<Judgement> = judged
            .iter()
            .filter(|(left, right)| left != right)
            .map(|(left, right)| Judgement { left: *left, right: *right, same: left % 5 == right % 5 })
            .collect();
        let problem = Problem { order: &order, edges: &edges, judgements: &judgements, inputs: &inputs, unique: &unique };
        let expected = ranked(&average_link(&problem, &options).unwrap(), u64::from);

        // Record `arrival[n]` arrives as number `n`, its pairs with what is there; some pairs come at the end.
        let number = |of: u32| arrival.iter().position(|other| *other == of).unwrap() as u32;
        let renamed: Vec<Edge> =
            edges.iter().map(|edge| pair(number(edge.left), number(edge.right), edge.weight_milli)).collect();
        let (last, first) = renamed.split_at(late.min(renamed.len()));
        let judged_numbers: Vec<Judgement> = judgements
            .iter()
            .map(|judgement| Judgement { left: number(judgement.left), right: number(judgement.right), ..*judgement })
            .collect();
        let mut living = Living::new(options, &unique).unwrap();
        let mut there = 0;
        for chunk in arrival.chunks(at_once) {
            let before = living.partition();
            let records: Vec<NewRecord> = chunk
                .iter()
                .map(|of| NewRecord { order: u64::from(*of), input: inputs[*of as usize] })
                .collect();
            let now = there + chunk.len() as u32;
            let arrives = |left: u32, right: u32| (there..now).contains(&left.max(right));
            let edges: Vec<Edge> = first.iter().copied().filter(|edge| arrives(edge.left, edge.right)).collect();
            let judgements: Vec<Judgement> =
                judged_numbers.iter().copied().filter(|judgement| arrives(judgement.left, judgement.right)).collect();
            let affected = living.update(&Update { records: &records, edges: &edges, judgements: &judgements }).unwrap();
            there = now;

            // What is not listed is as it was, and what is listed is whole.
            let after = living.partition();
            let listed: Vec<u32> = affected.after.iter().flatten().copied().collect();
            for members in before.iter().filter(|members| !listed.contains(&members[0])) {
                prop_assert!(after.iter().any(|others| others == members));
            }
            for members in &affected.before {
                prop_assert!(before.iter().any(|others| others == members));
            }
            for members in &affected.after {
                prop_assert!(after.iter().any(|others| others == members));
            }
        }
        living.update(&Update { edges: last, ..Update::default() }).unwrap();
        prop_assert_eq!(ranked(&living.partition(), |of| u64::from(arrival[of as usize])), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Records that hold one of few values, with pairs of equal ones, some that are missing or weigh less, and judgements.
    #[test]
    fn what_is_alike_is_clustered_as_in_one_run(
        held in prop::collection::vec((0_u32..3, prop_oneof![4 => Just(0_u32), 1 => 1_u32..3]), 1..20),
        odd in prop::collection::vec((0_u32..20, 0_u32..20, prop_oneof![Just(-900_i32), 0..2_000, Just(i32::MIN)]), 0..12),
        judged in prop::option::of((0_u32..20, 0_u32..20)),
        arrival in Just((0..20).collect::<Vec<u32>>()).prop_shuffle(),
        at_once in 1_usize..3,
    ) {
        let count = held.len() as u32;
        let arrival: Vec<u32> = arrival.into_iter().filter(|of| *of < count).collect();
        let odd_of = |left: u32, right: u32| odd.iter().find(|own| (own.0.min(own.1), own.0.max(own.1)) == (left, right));
        let mut edges = Vec::new();
        for left in 0..count {
            for right in left + 1..count {
                let is_equal = held[left as usize].0 == held[right as usize].0;
                let weight = odd_of(left, right).map_or(if is_equal { 400 } else { i32::MIN }, |own| own.2);
                if weight > i32::MIN {
                    edges.push(pair(left, right, weight));
                }
            }
        }
        // One input in three is free of duplicates.
        let inputs: Vec<u32> = held.iter().map(|own| own.1).collect();
        let unique = [false, false, true];
        let judged: Vec<Judgement> = judged
            .into_iter()
            .filter(|(left, right)| left < right && *right < count)
            .map(|(left, right)| Judgement { left, right, same: false })
            .collect();
        let order: Vec<u32> = (0..count).collect();
        let problem = Problem { order: &order, edges: &edges, judgements: &judged, inputs: &inputs, unique: &unique };
        let expected = ranked(&average_link(&problem, &Options::default()).unwrap(), u64::from);
        let number = |of: u32| arrival.iter().position(|other| *other == of).unwrap() as u32;
        let mut living = Living::new(Options::default(), &unique).unwrap();
        let mut there = 0;
        for chunk in arrival.chunks(at_once) {
            let records: Vec<NewRecord> = chunk
                .iter()
                .map(|of| NewRecord { order: u64::from(*of), input: inputs[*of as usize] })
                .collect();
            let now = there + chunk.len() as u32;
            let edges: Vec<Edge> = edges
                .iter()
                .map(|own| pair(number(own.left), number(own.right), own.weight_milli))
                .filter(|own| (there..now).contains(&own.left.max(own.right)))
                .collect();
            let judgements: Vec<Judgement> = judged
                .iter()
                .map(|own| Judgement { left: number(own.left), right: number(own.right), ..*own })
                .filter(|own| (there..now).contains(&own.left.max(own.right)))
                .collect();
            living.update(&Update { records: &records, edges: &edges, judgements: &judgements }).unwrap();
            there = now;
        }
        prop_assert_eq!(ranked(&living.partition(), |of| u64::from(arrival[of as usize])), expected);
    }
}

#[test]
fn after_a_contradiction_all_is_as_it_was() {
    let mut living = Living::new(Options::default(), &[]).unwrap();
    let records = [record(3), record(1), record(2)];
    let same = Judgement { left: 0, right: 1, same: true };
    living.update(&Update { records: &records, edges: &[pair(1, 2, 4000)], judgements: &[same] }).unwrap();
    let before = living.partition();
    let wrong = [
        Judgement { left: 3, right: 1, same: true },
        Judgement { left: 3, right: 0, same: false },
        Judgement { left: 2, right: 1, same: true },
    ];
    let refused =
        living.update(&Update { records: &[record(9)], edges: &[pair(3, 2, 9000)], judgements: &wrong });
    assert_eq!(refused, Err(Error::Contradiction { left: 0, right: 3, chain: vec![0, 1, 3] }));
    assert_eq!(living.partition(), before);
    assert_eq!(living.records(), 3);
    // The pair and judgements of the refused update are not there.
    let affected = living.update(&Update { records: &[record(8)], ..Update::default() }).unwrap();
    assert_eq!(affected, Affected { before: vec![], after: vec![vec![3]] });
}

#[test]
fn a_judgement_of_old_records_splits_their_cluster() {
    let mut living = Living::new(Options::default(), &[]).unwrap();
    let records = [record(0), record(1), record(2)];
    living
        .update(&Update {
            records: &records,
            edges: &[pair(0, 1, 9000), pair(1, 2, 8000)],
            ..Update::default()
        })
        .unwrap();
    let distinct = [Judgement { left: 0, right: 2, same: false }];
    let affected = living.update(&Update { judgements: &distinct, ..Update::default() }).unwrap();
    assert_eq!(affected, Affected { before: vec![vec![0, 1, 2]], after: vec![vec![0, 1], vec![2]] });
    assert_eq!((living.first_of(1), living.first_of(2), living.first_of(3)), (Some(0), Some(2), None));
}

#[test]
fn a_pair_with_an_unknown_record_is_refused() {
    let mut living = Living::new(Options::default(), &[]).unwrap();
    let update = Update { records: &[record(0)], edges: &[pair(0, 1, 1)], ..Update::default() };
    assert_eq!(living.update(&update), Err(Error::UnknownRecord { record: 1, records: 1 }));
    assert_eq!(living.records(), 0);
}

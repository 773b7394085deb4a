use super::*;
use crate::components::Components;
use proptest::prelude::*;

const RECORDS: u32 = 14;

fn pair(left: u32, right: u32, weight_milli: i32) -> Edge {
    Edge { left, right, weight_milli }
}

/// All pairs among some records.
fn clique(records: &[u32], weight_milli: i32) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (place, left) in records.iter().enumerate() {
        edges.extend(records[..place].iter().map(|right| pair(*left, *right, weight_milli)));
    }
    edges
}

fn cluster(records: u32, edges: &[Edge], judgements: &[Judgement]) -> Vec<Vec<u32>> {
    let order: Vec<u32> = (0..records).collect();
    let problem = Problem { order: &order, edges, judgements, ..Problem::default() };
    average_link(&problem, &Options::default()).unwrap().iter().map(<[u32]>::to_vec).collect()
}

/// The definition, without queue or lists: all means anew before each merge.
fn slow(problem: &Problem, options: &Options) -> Vec<Vec<u32>> {
    let mut clusters: Vec<Vec<u32>> = (0..problem.order.len() as u32).map(|record| vec![record]).collect();
    let weight = |left: u32, right: u32| {
        let given = problem.edges.iter().filter(|edge| {
            (edge.left, edge.right) == (left, right) || (edge.left, edge.right) == (right, left)
        });
        given
            .map(|edge| edge.weight_milli)
            .max()
            .map_or(i64::from(options.missing_milli), |weight| options.counts(weight))
    };
    let input = |record: u32| problem.inputs.get(record as usize);
    let unique = |record: u32| {
        let input = *problem.inputs.get(record as usize)?;
        problem.unique[input as usize].then_some(input)
    };
    let forbidden = |left: &[u32], right: &[u32]| {
        left.iter().any(|one| {
            right.iter().any(|other| {
                let apart = problem.judgements.iter().any(|judgement| {
                    !judgement.same
                        && [(judgement.left, judgement.right), (judgement.right, judgement.left)]
                            .contains(&(*one, *other))
                });
                apart || (unique(*one).is_some() && unique(*one) == unique(*other))
            })
        })
    };
    let join = |clusters: &mut Vec<Vec<u32>>, left: usize, right: usize| {
        let taken = clusters.remove(left.max(right));
        clusters[left.min(right)].extend(taken);
        clusters[left.min(right)].sort_unstable();
        clusters.sort_unstable();
    };
    for judgement in problem.judgements.iter().filter(|judgement| judgement.same) {
        let of = |record: u32| clusters.iter().position(|members| members.contains(&record)).unwrap();
        let (left, right) = (of(judgement.left), of(judgement.right));
        if left != right {
            join(&mut clusters, left, right);
        }
    }
    loop {
        let mut best: Option<(i64, usize, usize)> = None;
        for left in 0..clusters.len() {
            for right in left + 1..clusters.len() {
                if forbidden(&clusters[left], &clusters[right]) {
                    continue;
                }
                let is_one = clusters[left].len() == 1 || clusters[right].len() == 1;
                let both = clusters[left]
                    .iter()
                    .flat_map(|one| clusters[right].iter().map(move |other| (*one, *other)));
                let compared: Vec<i64> = both
                    .filter(|(one, other)| !(options.only_between && is_one) || input(*one) != input(*other))
                    .map(|(one, other)| weight(one, other))
                    .collect();
                if compared.is_empty() {
                    continue;
                }
                let mean = (compared.iter().sum::<i64>() * 1024).div_euclid(i64::from(compared.len() as u32));
                if mean >= 0 && best.is_none_or(|(highest, ..)| mean > highest) {
                    best = Some((mean, left, right));
                }
            }
        }
        let Some((_, left, right)) = best else { return clusters };
        join(&mut clusters, left, right);
    }
}

/// Judgements that hold together: pairs are the same inside `record % 5`, distinct across.
fn consistent(pairs: &[(u32, u32)]) -> Vec<Judgement> {
    let different = pairs.iter().filter(|(left, right)| left != right);
    different
        .map(|(left, right)| Judgement { left: *left, right: *right, same: left % 5 == right % 5 })
        .collect()
}

fn edges() -> impl Strategy<Value = Vec<Edge>> {
    proptest::collection::vec((0..RECORDS, 0..RECORDS, -6_000_i32..12_000), 0..50).prop_map(|edges| {
        let different = edges.into_iter().filter(|(left, right, _)| left != right);
        different.map(|(left, right, weight_milli)| pair(left, right, weight_milli)).collect()
    })
}

/// Pairs of two records of one cluster.
fn together(partition: &Partition, left: u32, right: u32) -> bool {
    partition.of(left) == partition.of(right)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_queue_gives_what_the_definition_gives(
        edges in edges(),
        judged in proptest::collection::vec((0..RECORDS, 0..RECORDS), 0..4),
        (unique, only_between) in (any::<bool>(), any::<bool>()),
        missing_milli in -3000_i32..-1,
        threshold_milli in -1000_i32..3000,
    ) {
        let edges: Vec<Edge> =
            edges.into_iter().filter(|edge| !only_between || edge.left / 5 != edge.right / 5).collect();
        let order: Vec<u32> = (0..RECORDS).collect();
        // No two judged the same share an input, so that no declaration is contradicted.
        let inputs: Vec<u32> = (0..RECORDS).map(|record| record / 5).collect();
        let judgements = consistent(&judged);
        let problem = Problem { order: &order, edges: &edges, judgements: &judgements, inputs: &inputs, unique: &[unique, false, unique] };
        let options = Options { threshold_milli, missing_milli, only_between, ..Options::default() };
        let found: Vec<Vec<u32>> = average_link(&problem, &options).unwrap().iter().map(<[u32]>::to_vec).collect();
        prop_assert_eq!(found, slow(&problem, &options));
    }

    #[test]
    fn constraints_hold_whatever_the_weights(
        edges in edges(),
        judged in proptest::collection::vec((0..RECORDS, 0..RECORDS), 0..12),
    ) {
        let order: Vec<u32> = (0..RECORDS).collect();
        let inputs: Vec<u32> = (0..RECORDS).map(|record| record / 5).collect();
        let judgements = consistent(&judged);
        let problem = Problem { order: &order, edges: &edges, judgements: &judgements, inputs: &inputs, unique: &[true, false, true] };
        let found = average_link(&problem, &Options::default()).unwrap();
        for judgement in &judgements {
            prop_assert_eq!(together(&found, judgement.left, judgement.right), judgement.same);
        }
        for members in found.iter() {
            for unique in [0, 2] {
                prop_assert!(members.iter().filter(|record| inputs[**record as usize] == unique).count() <= 1);
            }
        }
    }

    #[test]
    fn numbers_and_order_of_pairs_change_nothing(
        edges in edges(),
        judged in proptest::collection::vec((0..RECORDS, 0..RECORDS), 0..4),
        shuffled in Just((0..RECORDS).collect::<Vec<u32>>()).prop_shuffle(),
        turn in 0_usize..50,
    ) {
        let inputs: Vec<u32> = (0..RECORDS).map(|record| record / 5).collect();
        let order: Vec<u32> = (0..RECORDS).collect();
        let judgements = consistent(&judged);
        let problem = Problem { order: &order, edges: &edges, judgements: &judgements, inputs: &inputs, unique: &[true] };
        let found = average_link(&problem, &Options::default()).unwrap();

        // Record `r` becomes record `shuffled[r]` and keeps its rank.
        let renamed = |record: u32| shuffled[record as usize];
        let mut ranks = vec![0; RECORDS as usize];
        let mut other_inputs = vec![0; RECORDS as usize];
        for record in 0..RECORDS {
            ranks[renamed(record) as usize] = record * 3 + 1;
            other_inputs[renamed(record) as usize] = inputs[record as usize];
        }
        let mut others: Vec<Edge> =
            edges.iter().map(|edge| pair(renamed(edge.right), renamed(edge.left), edge.weight_milli)).collect();
        others.rotate_left(if edges.is_empty() { 0 } else { turn % edges.len() });
        let mut other_judgements: Vec<Judgement> = judgements
            .iter()
            .map(|judgement| Judgement { left: renamed(judgement.right), right: renamed(judgement.left), ..*judgement })
            .collect();
        other_judgements.reverse();
        let other_problem =
            Problem { order: &ranks, edges: &others, judgements: &other_judgements, inputs: &other_inputs, unique: &[true] };
        let other = average_link(&other_problem, &Options::default()).unwrap();
        let expected: Vec<Vec<u32>> =
            found.iter().map(|members| members.iter().map(|record| renamed(*record)).collect()).collect();
        prop_assert_eq!(other.iter().map(<[u32]>::to_vec).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn clusters_stay_inside_of_components_and_fill_those_of_two(edges in edges(), threshold_milli in -1000_i32..4000) {
        let order: Vec<u32> = (0..RECORDS).collect();
        let options = Options { threshold_milli, ..Options::default() };
        let problem = Problem { order: &order, edges: &edges, ..Problem::default() };
        let found = average_link(&problem, &options).unwrap();
        let components = linked_components(&order, &edges, threshold_milli).unwrap();
        for left in 0..RECORDS {
            for right in 0..left {
                prop_assert!(!together(&found, left, right) || together(&components, left, right));
            }
        }
        for members in components.iter().filter(|members| members.len() == 2) {
            prop_assert!(together(&found, members[0], members[1]));
        }
    }

    #[test]
    fn a_higher_bar_only_splits(edges in edges(), lower in 1_i32..3000, raised in 0_i32..3000) {
        // The same evidence against a higher bar: all weights and the missing ones less by as much.
        let order: Vec<u32> = (0..RECORDS).collect();
        let with = |less: i32| {
            let lowered: Vec<Edge> = edges.iter().map(|edge| pair(edge.left, edge.right, edge.weight_milli - less)).collect();
            let options = Options { missing_milli: -lower - less, most_milli: 100_000, least_milli: -100_000, ..Options::default() };
            average_link(&Problem { order: &order, edges: &lowered, ..Problem::default() }, &options).unwrap()
        };
        let (coarse, fine) = (with(0), with(raised));
        for left in 0..RECORDS {
            for right in 0..left {
                prop_assert!(!together(&fine, left, right) || together(&coarse, left, right));
            }
        }
    }

    #[test]
    fn components_are_those_of_union_find(edges in edges(), threshold_milli in -3000_i32..9000) {
        let order: Vec<u32> = (0..RECORDS).collect();
        let found = linked_components(&order, &edges, threshold_milli).unwrap();
        let mut components = Components::new(RECORDS as usize);
        for edge in edges.iter().filter(|edge| edge.weight_milli >= threshold_milli) {
            components.join(edge.left, edge.right);
        }
        let large: Vec<Vec<u32>> = found.iter().filter(|members| members.len() > 1).map(<[u32]>::to_vec).collect();
        prop_assert_eq!(large, components.groups());
    }
}

#[test]
fn a_conflict_is_cut_where_it_is_and_nowhere_else() {
    // Two cliques and a record between them; the cliques are judged distinct.
    let mut edges = clique(&[0, 1, 2], 8000);
    edges.extend(clique(&[3, 4, 5], 8000));
    edges.extend(clique(&[7, 8], 8000));
    edges.extend([pair(2, 6, 9000), pair(3, 6, 7500), pair(1, 6, 9000), pair(0, 6, 9000)]);
    edges.extend(clique(&[2, 3], 7000));
    let distinct = [Judgement { left: 0, right: 5, same: false }];
    assert_eq!(cluster(9, &edges, &distinct), [vec![0, 1, 2, 6], vec![3, 4, 5], vec![7, 8]]);
}

#[test]
fn distinct_keeps_apart_through_a_bridge() {
    let edges = [pair(0, 1, 9000), pair(1, 2, 8000)];
    assert_eq!(cluster(3, &edges, &[]), [vec![0, 1, 2]]);
    assert_eq!(cluster(3, &edges, &[Judgement { left: 2, right: 0, same: false }]), [vec![0, 1], vec![2]]);
}

#[test]
fn of_two_heavy_partners_who_are_kept_apart_the_heavier_one_is_joined() {
    let distinct = [Judgement { left: 0, right: 2, same: false }];
    for (lighter, heavier) in [(14_000, 22_000), (10_500, 10_700)] {
        let edges = [pair(0, 1, lighter), pair(1, 2, heavier)];
        assert_eq!(cluster(3, &edges, &distinct), [vec![0], vec![1, 2]]);
    }
}

#[test]
fn same_joins_what_no_pair_does() {
    let judgements =
        [Judgement { left: 0, right: 3, same: true }, Judgement { left: 3, right: 2, same: true }];
    assert_eq!(cluster(4, &[pair(0, 3, -9000)], &judgements), [vec![0, 2, 3], vec![1]]);
}

#[test]
fn evidence_against_counts() {
    let links = [pair(0, 1, 1500), pair(1, 2, 900)];
    assert_eq!(cluster(3, &links, &[]).len(), 1);
    let against = [links[0], links[1], pair(0, 2, -3000)];
    assert_eq!(cluster(3, &against, &[]), [vec![0, 1], vec![2]]);
}

#[test]
fn input_that_cannot_be_is_refused() {
    let of = |edges: &[Edge], inputs: &[u32]| {
        average_link(&Problem { order: &[0, 1], edges, inputs, ..Problem::default() }, &Options::default())
            .map(|_| ())
    };
    assert_eq!(of(&[pair(0, 2, 1)], &[]), Err(Error::UnknownRecord { record: 2, records: 2 }));
    assert_eq!(of(&[pair(1, 1, 1)], &[]), Err(Error::Itself { record: 1 }));
    assert_eq!(of(&[], &[0]), Err(Error::Inputs { found: 1, records: 2 }));
    let judgements =
        [Judgement { left: 0, right: 1, same: true }, Judgement { left: 0, right: 1, same: false }];
    let problem = Problem { order: &[0, 1], judgements: &judgements, ..Problem::default() };
    let contradiction = average_link(&problem, &Options::default());
    assert_eq!(contradiction, Err(Error::Contradiction { left: 0, right: 1, chain: vec![0, 1] }));
    let unique = Problem { inputs: &[0, 0], unique: &[true], judgements: &judgements[..1], ..problem };
    assert!(matches!(
        average_link(&unique, &Options::default()),
        Err(Error::DuplicateInUnique { input: 0, .. })
    ));
}

#[test]
fn large_components_of_any_shape_end_quickly() {
    let records = 20_000_u32;
    let order: Vec<u32> = (0..records).collect();
    let star: Vec<Edge> = (1..records).map(|leaf| pair(0, leaf, 10_000)).collect();
    let chain: Vec<Edge> =
        (1..records).map(|next| pair(next - 1, next, 3000 + (next % 97).cast_signed())).collect();
    let hubs: Vec<Edge> =
        (100..records).flat_map(|leaf| [pair(leaf % 100, leaf, 5000), pair(leaf % 99, leaf, 4000)]).collect();
    // A leaf of w bits comes to s records while w is at least (s - 1) / 2 bits.
    for (edges, largest) in [(star, 22), (chain, 5), (hubs, 12)] {
        let found = average_link(
            &Problem { order: &order, edges: &edges, ..Problem::default() },
            &Options::default(),
        )
        .unwrap();
        assert_eq!(overall(&found).largest(), largest);
    }
}

#[test]
fn rows_of_one_table_that_are_each_of_one_row_of_another_stay_together() {
    let leaves = 40_u32;
    let order: Vec<u32> = (0..=leaves).collect();
    let star: Vec<Edge> = (1..=leaves).map(|leaf| pair(0, leaf, 2_000)).collect();
    let inputs: Vec<u32> = order.iter().map(|record| u32::from(*record > 0)).collect();
    let problem = Problem { order: &order, edges: &star, inputs: &inputs, ..Problem::default() };
    let largest = |only_between| {
        let options = Options { only_between, ..Options::default() };
        overall(&average_link(&problem, &options).unwrap()).largest()
    };
    assert_eq!((largest(false), largest(true)), (6, 41));
}

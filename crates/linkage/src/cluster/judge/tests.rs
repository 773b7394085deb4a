use super::*;

fn judged(left: u32, right: u32, same: bool) -> Judgement {
    Judgement { left, right, same }
}

#[test]
fn the_shortest_chain_is_named() {
    let judgements = [
        judged(1, 2, true),
        judged(2, 3, true),
        judged(3, 4, true),
        judged(1, 9, true),
        judged(9, 4, true),
        judged(4, 1, false),
        judged(1, 5, false),
    ];
    assert_eq!(
        check(&judgements, u64::from, |_| None),
        Err(Error::Contradiction { left: 1, right: 4, chain: vec![1, 9, 4] })
    );
    assert_eq!(check(&judgements[..5], u64::from, |_| None), Ok(()));
}

#[test]
fn the_same_pair_judged_both_ways_is_a_contradiction() {
    let judgements = [judged(1, 2, true), judged(2, 1, false)];
    assert_eq!(
        check(&judgements, u64::from, |_| None),
        Err(Error::Contradiction { left: 1, right: 2, chain: vec![1, 2] })
    );
}

#[test]
fn judgements_may_not_join_two_of_an_input_without_duplicates() {
    let judgements = [judged(1, 7, true), judged(7, 2, true)];
    let unique = |record: u32| (record < 5).then_some(0);
    assert_eq!(
        check(&judgements, u64::from, unique),
        Err(Error::DuplicateInUnique { left: 1, right: 2, input: 0, chain: vec![1, 7, 2] })
    );
    assert_eq!(check(&judgements, u64::from, |record| (record == 1).then_some(0)), Ok(()));
}

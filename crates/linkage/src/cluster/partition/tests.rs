use super::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn every_record_is_in_one_cluster(labels in proptest::collection::vec(0_u32..9, 0..40), spread in 1_u32..4) {
        let order: Vec<u32> = (0..labels.len() as u32).map(|record| record * 7919 % 41 * spread).collect();
        let partition = Partition::from_labels(&labels, &order);
        let mut seen: Vec<u32> = partition.iter().flatten().copied().collect();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..labels.len() as u32).collect::<Vec<_>>());
        for left in 0..labels.len() {
            prop_assert!(partition.members(partition.labels()[left]).contains(&(left as u32)));
            for right in 0..left {
                let together = partition.of(left as u32) == partition.of(right as u32);
                prop_assert_eq!(together, labels[left] == labels[right]);
            }
        }
        let firsts: Vec<(u32, u32)> = partition.iter().map(|members| (order[members[0] as usize], members[0])).collect();
        prop_assert!(firsts.is_sorted());
        for members in partition.iter() {
            prop_assert!(members.is_sorted_by_key(|record| (order[*record as usize], *record)));
        }
    }
}

#[test]
fn ranks_need_not_be_without_gaps() {
    assert_eq!(by_order(&[9, 0, 9, 4]), [1, 3, 0, 2]);
    assert_eq!(by_order(&[1, 0, 2]), [1, 0, 2]);
}

#[test]
fn what_is_not_there_is_nowhere() {
    let none = Partition::from_labels(&[], &[]);
    assert!(none.is_empty() && none.members(0).is_empty() && none.of(0).is_none());
    assert_eq!(none.len(), 0);
}

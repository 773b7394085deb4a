//! Exact agreement: which entities share a value, and among how many.

/// Entities that share one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<V> {
    /// The value's code.
    pub value: V,
    /// The entities that have it, sorted, at least two.
    pub entities: Vec<u32>,
}

/// All exact agreements of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement<V> {
    /// Entities that have any value: the N of log2(N / n).
    pub population: u64,
    /// Groups of two and more, sorted by value.
    pub groups: Vec<Group<V>>,
}

/// Groups entities by value. An entity may have several values and repeat one: it counts once a
/// value. The order of the cells does not matter.
pub fn exact<V: Ord + Copy>(cells: impl IntoIterator<Item = (u32, V)>) -> Agreement<V> {
    let mut by_value: Vec<(V, u32)> = cells.into_iter().map(|(entity, value)| (value, entity)).collect();
    by_value.sort_unstable();
    by_value.dedup();
    let mut entities: Vec<u32> = by_value.iter().map(|(_, entity)| *entity).collect();
    entities.sort_unstable();
    entities.dedup();
    let groups = by_value
        .chunk_by(|first, second| first.0 == second.0)
        .filter(|chunk| chunk.len() > 1)
        .filter_map(|chunk| {
            let value = chunk.first()?.0;
            Some(Group { value, entities: chunk.iter().map(|(_, entity)| *entity).collect() })
        })
        .collect();
    Agreement { population: entities.len() as u64, groups }
}

/// The pairs of a group, smaller first. Up to `all_up_to` entities every pair; above that each
/// entity with the first and with its successor, which keeps the group connected by two paths and
/// the number of pairs linear.
pub fn pairs(entities: &[u32], all_up_to: usize) -> Vec<(u32, u32)> {
    let mut made = Vec::new();
    if entities.len() <= all_up_to {
        for (index, first) in entities.iter().enumerate() {
            made.extend(entities.iter().skip(index + 1).map(|second| (*first, *second)));
        }
        return made;
    }
    let Some(head) = entities.first() else { return made };
    for window in entities.windows(2) {
        if let [first, second] = window {
            made.push((*first, *second));
            made.push((*head, *second));
        }
    }
    made.sort_unstable();
    made.dedup();
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Components;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn order_and_repetition_do_not_matter(mut cells in proptest::collection::vec((0_u32..30, 0_u32..12), 0..60)) {
            let forward = exact(cells.clone());
            cells.reverse();
            let doubled: Vec<(u32, u32)> = cells.iter().chain(cells.iter()).copied().collect();
            prop_assert_eq!(forward, exact(doubled));
        }

        #[test]
        fn every_group_holds_exactly_those_who_share(cells in proptest::collection::vec((0_u32..30, 0_u32..12), 0..60)) {
            let agreement = exact(cells.clone());
            for value in 0..12 {
                let mut expected: Vec<u32> =
                    cells.iter().filter(|cell| cell.1 == value).map(|cell| cell.0).collect();
                expected.sort_unstable();
                expected.dedup();
                let found = agreement.groups.iter().find(|group| group.value == value);
                match found {
                    Some(group) => prop_assert_eq!(&group.entities, &expected),
                    None => prop_assert!(expected.len() < 2),
                }
            }
        }

        #[test]
        fn a_large_group_stays_connected(size in 2_u32..80) {
            let entities: Vec<u32> = (0..size).collect();
            let mut components = Components::new(size as usize);
            let made = pairs(&entities, 16);
            for (first, second) in &made {
                components.join(*first, *second);
            }
            prop_assert_eq!(components.groups().len(), 1);
            prop_assert!(made.len() <= (size as usize * 2).max(16 * 15 / 2));
        }
    }
}

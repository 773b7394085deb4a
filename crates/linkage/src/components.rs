//! Connected components by union-find.

/// Disjoint sets of the entities `0..size`.
#[derive(Debug, Clone)]
pub struct Components {
    parent: Vec<u32>,
}

impl Components {
    /// Every entity alone.
    pub fn new(size: usize) -> Self {
        Self { parent: (0..size as u32).collect() }
    }

    /// The smallest entity of the component; an entity out of range stands for itself.
    pub fn root(&mut self, entity: u32) -> u32 {
        let mut current = entity;
        while let Some(parent) = self.parent.get(current as usize).copied() {
            if parent == current {
                break;
            }
            let grandparent = self.parent.get(parent as usize).copied().unwrap_or(parent);
            if let Some(slot) = self.parent.get_mut(current as usize) {
                *slot = grandparent;
            }
            current = grandparent;
        }
        current
    }

    /// Joins two components; false where they were one already.
    ///
    /// The smaller root stays, so the result does not depend on the order of joins.
    pub fn join(&mut self, first: u32, second: u32) -> bool {
        let (left, right) = (self.root(first), self.root(second));
        if left == right {
            return false;
        }
        let (keeps, yields) = (left.min(right), left.max(right));
        match self.parent.get_mut(yields as usize) {
            Some(slot) => *slot = keeps,
            None => return false,
        }
        true
    }

    /// All components of two and more, members sorted, sorted by their smallest member.
    pub fn groups(&mut self) -> Vec<Vec<u32>> {
        let mut members: Vec<(u32, u32)> =
            (0..self.parent.len() as u32).map(|entity| (self.root(entity), entity)).collect();
        members.sort_unstable();
        members
            .chunk_by(|first, second| first.0 == second.0)
            .filter(|chunk| chunk.len() > 1)
            .map(|chunk| chunk.iter().map(|(_, entity)| *entity).collect())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_of_joins_does_not_matter(mut joins in proptest::collection::vec((0_u32..40, 0_u32..40), 0..60)) {
            let mut forward = Components::new(40);
            for (first, second) in &joins {
                forward.join(*first, *second);
            }
            joins.reverse();
            let mut backward = Components::new(40);
            for (first, second) in &joins {
                backward.join(*second, *first);
            }
            prop_assert_eq!(forward.groups(), backward.groups());
        }
    }

    #[test]
    fn a_group_of_one_is_none() {
        assert!(Components::new(3).groups().is_empty());
    }

    #[test]
    fn entities_out_of_range_join_nobody() {
        let mut components = Components::new(2);
        assert!(!components.join(0, 9) || components.groups().is_empty());
    }
}

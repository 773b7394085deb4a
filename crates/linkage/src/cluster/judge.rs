//! Do the judgements contradict each other, or a declaration that an input is free of duplicates?

use super::{Error, Judgement};
use crate::components::Components;
use std::collections::{BTreeMap, VecDeque};

/// The first contradiction by the order of records, with the shortest chain that leads to it.
///
/// `order` gives the rank of a record; `unique` its input where that is free of duplicates.
pub(super) fn check(
    judgements: &[Judgement],
    order: impl Fn(u32) -> u64,
    unique: impl Fn(u32) -> Option<u32>,
) -> Result<(), Error> {
    let mut mentioned: Vec<(u64, u32)> = judgements
        .iter()
        .flat_map(|judgement| [judgement.left, judgement.right])
        .map(|record| (order(record), record))
        .collect();
    mentioned.sort_unstable();
    mentioned.dedup();
    let place = |record: u32| mentioned.partition_point(|other| *other < (order(record), record)) as u32;
    let chains = Chains::new(mentioned.len(), judgements, place);
    let records =
        |chain: Vec<u32>| -> Vec<u32> { chain.iter().map(|local| mentioned[*local as usize].1).collect() };

    let mut components = chains.components();
    let contradiction = judgements
        .iter()
        .filter(|judgement| !judgement.same)
        .map(|judgement| (place(judgement.left), place(judgement.right)))
        .map(|(left, right)| (left.min(right), left.max(right)))
        .filter(|(left, right)| components.root(*left) == components.root(*right))
        .min();
    if let Some((left, right)) = contradiction {
        let chain = records(chains.shortest(left, right));
        return Err(Error::Contradiction {
            left: mentioned[left as usize].1,
            right: mentioned[right as usize].1,
            chain,
        });
    }

    let mut first_of: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for local in 0..mentioned.len() as u32 {
        let record = mentioned[local as usize].1;
        let Some(input) = unique(record) else { continue };
        let first = *first_of.entry((components.root(local), input)).or_insert(local);
        if first != local {
            let chain = records(chains.shortest(first, local));
            return Err(Error::DuplicateInUnique {
                left: mentioned[first as usize].1,
                right: record,
                input,
                chain,
            });
        }
    }
    Ok(())
}

/// Who is judged the same as whom, in local numbers.
struct Chains {
    same: Vec<Vec<u32>>,
}

impl Chains {
    fn new(size: usize, judgements: &[Judgement], place: impl Fn(u32) -> u32) -> Self {
        let mut same = vec![Vec::new(); size];
        for judgement in judgements.iter().filter(|judgement| judgement.same) {
            let (left, right) = (place(judgement.left), place(judgement.right));
            same[left as usize].push(right);
            same[right as usize].push(left);
        }
        for neighbours in &mut same {
            neighbours.sort_unstable();
        }
        Self { same }
    }

    fn components(&self) -> Components {
        let mut components = Components::new(self.same.len());
        for (local, neighbours) in self.same.iter().enumerate() {
            for neighbour in neighbours {
                components.join(local as u32, *neighbour);
            }
        }
        components
    }

    /// A shortest chain between two that a chain connects; by breadth, smaller numbers first.
    fn shortest(&self, from: u32, to: u32) -> Vec<u32> {
        let mut before: BTreeMap<u32, u32> = BTreeMap::from([(to, to)]);
        let mut queue = VecDeque::from([to]);
        while let Some(local) = queue.pop_front() {
            if local == from {
                break;
            }
            for neighbour in &self.same[local as usize] {
                before.entry(*neighbour).or_insert_with(|| {
                    queue.push_back(*neighbour);
                    local
                });
            }
        }
        let mut chain = vec![from];
        let mut current = from;
        while let Some(towards) = before.get(&current).copied() {
            if towards == current {
                break;
            }
            chain.push(towards);
            current = towards;
        }
        chain
    }
}

#[cfg(test)]
mod tests;

//! How well does each cluster hold together, and on which single pairs does it hang?

use super::partition::{Partition, starts};
use super::{Edge, Error, full::check_pairs};
use std::collections::BTreeMap;

/// One cluster. Weights are thousandths of a bit.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// How many records it has.
    pub size: u32,
    /// Pairs given inside of it.
    pub edges: u32,
    /// Those among them that reach the threshold.
    pub links: u32,
    /// Links as a share of all pairs that there could be, from 0 to 1; 1 for a single record.
    pub density: f64,
    /// The given pair of lowest weight; the first by order where several are.
    pub weakest: Option<Edge>,
    /// Mean weight of the given pairs, rounded down.
    pub mean_milli: Option<i32>,
    /// Links without which its links would not hold it together; by order. Found for each set of records
    /// that links hold together (Tarjan 1974), so that a cluster joined by a judgement has those of its
    /// parts.
    pub bridges: Vec<Edge>,
    /// The record without which links leave two parts of two and more records each, and how many the smaller of the two
    /// largest has; where several do that the one whose smaller part is the largest, and the first by order.
    pub held_by: Option<(u32, u32)>,
}

/// All clusters together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overall {
    /// How many records there are.
    pub records: u64,
    /// How many clusters, single records among them.
    pub clusters: u64,
    /// How many pairs of records share a cluster.
    pub pairs: u64,
    /// How many clusters there are of each size that occurs, smallest size first.
    pub sizes: BTreeMap<u32, u64>,
}

impl Overall {
    /// Size of the largest cluster; 0 where there is none.
    pub fn largest(&self) -> u32 {
        self.sizes.last_key_value().map_or(0, |(size, _)| *size)
    }

    /// How many records are alone.
    pub fn alone(&self) -> u64 {
        self.sizes.get(&1).copied().unwrap_or(0)
    }
}

/// Counts clusters by size.
pub fn overall(partition: &Partition) -> Overall {
    let mut overall = Overall {
        records: partition.records() as u64,
        clusters: partition.len() as u64,
        pairs: 0,
        sizes: BTreeMap::new(),
    };
    for members in partition.iter() {
        let size = members.len() as u64;
        overall.pairs += size * (size - 1) / 2;
        *overall.sizes.entry(size as u32).or_default() += 1;
    }
    overall
}

/// The shape of each cluster, in their order. A pair given more than once counts once, with its highest
/// weight; pairs between clusters count nowhere.
///
/// # Errors
///
/// [`Error::UnknownRecord`] and [`Error::Itself`] for a pair that cannot be.
///
/// ```
/// use bonafide_linkage::cluster::{Edge, Partition, shape};
/// let partition = Partition::from_labels(&[0, 0, 0, 0], &[0, 1, 2, 3]);
/// let pair = |left, right, weight_milli| Edge { left, right, weight_milli };
/// let edges = [pair(0, 1, 9000), pair(1, 2, 9000), pair(2, 0, 9000), pair(3, 2, 600)];
/// let shapes = shape(&partition, &edges, 0)?;
/// assert_eq!(shapes[0].weakest, Some(pair(2, 3, 600)));
/// assert_eq!(shapes[0].bridges, [pair(2, 3, 600)]);
/// # Ok::<(), bonafide_linkage::cluster::Error>(())
/// ```
pub fn shape(partition: &Partition, edges: &[Edge], threshold_milli: i32) -> Result<Vec<Shape>, Error> {
    check_pairs(partition.records(), edges.iter().map(|edge| (edge.left, edge.right)))?;
    let mut place = vec![0_u32; partition.records()];
    for members in partition.iter() {
        for (local, member) in members.iter().enumerate() {
            place[*member as usize] = local as u32;
        }
    }
    let labels = partition.labels();
    // Cluster, and the edge in places: the smaller one left.
    let mut inside: Vec<(u32, Edge)> = edges
        .iter()
        .filter(|edge| labels[edge.left as usize] == labels[edge.right as usize])
        .map(|edge| {
            let (left, right) = (place[edge.left as usize], place[edge.right as usize]);
            (labels[edge.left as usize], Edge { left: left.min(right), right: left.max(right), ..*edge })
        })
        .collect();
    inside.sort_unstable_by_key(|(cluster, edge)| {
        (*cluster, edge.left, edge.right, std::cmp::Reverse(edge.weight_milli))
    });
    inside.dedup_by_key(|(cluster, edge)| (*cluster, edge.left, edge.right));
    let mut rest = inside.as_slice();
    let mut shapes = Vec::with_capacity(partition.len());
    for (cluster, members) in partition.iter().enumerate() {
        let (of_cluster, others) = rest.split_at(rest.partition_point(|(of, _)| *of as usize <= cluster));
        rest = others;
        shapes.push(one(members, of_cluster, threshold_milli));
    }
    Ok(shapes)
}

fn one(members: &[u32], edges: &[(u32, Edge)], threshold_milli: i32) -> Shape {
    let size = members.len() as u64;
    let links: Vec<Edge> =
        edges.iter().map(|(_, edge)| *edge).filter(|edge| edge.weight_milli >= threshold_milli).collect();
    let record = |edge: &Edge| Edge {
        left: members[edge.left as usize],
        right: members[edge.right as usize],
        ..*edge
    };
    let cuts = cuts(members.len(), &links);
    let held_by = cuts.held_by.map(|(place, smaller)| (members[place as usize], smaller));
    let sum: i64 = edges.iter().map(|(_, edge)| i64::from(edge.weight_milli)).sum();
    Shape {
        size: size as u32,
        edges: edges.len() as u32,
        links: links.len() as u32,
        density: if size < 2 { 1.0 } else { links.len() as f64 / (size * (size - 1) / 2) as f64 },
        weakest: edges.iter().min_by_key(|(_, edge)| edge.weight_milli).map(|(_, edge)| record(edge)),
        mean_milli: (!edges.is_empty()).then(|| sum.div_euclid(i64::from(edges.len() as u32)) as i32),
        bridges: cuts.bridges.iter().map(record).collect(),
        held_by,
    }
}

/// What holds records together alone.
#[derive(Default)]
struct Cuts {
    /// Links that lie on no circle, in the order in which they are given.
    bridges: Vec<Edge>,
    /// A record, and how many the smaller of the parts has that it holds together.
    held_by: Option<(u32, u32)>,
}

/// Parts that fall off where a record is taken away.
#[derive(Debug, Clone, Copy, Default)]
struct Parts {
    records: u32,
    largest: u32,
    second: u32,
}

impl Parts {
    fn take(&mut self, part: u32) {
        self.records += part;
        self.second = self.second.max(part.min(self.largest));
        self.largest = self.largest.max(part);
    }
}

/// Cuts of distinct links between the records `0..size` (Tarjan 1974, Hopcroft and Tarjan 1973).
fn cuts(size: usize, links: &[Edge]) -> Cuts {
    if links.is_empty() {
        return Cuts::default();
    }
    let mut degrees = vec![0_u32; size];
    for link in links {
        degrees[link.left as usize] += 1;
        degrees[link.right as usize] += 1;
    }
    let starts = starts(&degrees);
    let mut next: Vec<u32> = starts[..size].to_vec();
    let mut incident = vec![0_u32; links.len() * 2];
    for (number, link) in links.iter().enumerate() {
        for end in [link.left, link.right] {
            incident[next[end as usize] as usize] = number as u32;
            next[end as usize] += 1;
        }
    }
    next.copy_from_slice(&starts[..size]);

    let mut is_bridge = vec![false; links.len()];
    // Records that were reached by way of each, itself counted, and those of them that it alone leads to.
    let (mut behind, mut parts) = (vec![1_u32; size], vec![Parts::default(); size]);
    let mut root_of: Vec<u32> = (0..size as u32).collect();
    // When each record was reached (0: not yet), and the earliest one that it or those behind it lead back to.
    let (mut reached, mut back, mut time) = (vec![0_u32; size], vec![0_u32; size], 0);
    for root in 0..size as u32 {
        if reached[root as usize] != 0 {
            continue;
        }
        time += 1;
        (reached[root as usize], back[root as usize]) = (time, time);
        // Records on the way, each with the link that led to it.
        let mut path = vec![(root, u32::MAX)];
        while let Some((record, by)) = path.last().copied() {
            let here = record as usize;
            if next[here] < starts[here + 1] {
                let number = incident[next[here] as usize];
                next[here] += 1;
                let link = links[number as usize];
                let there = if link.left == record { link.right } else { link.left };
                if number == by {
                    continue;
                }
                if reached[there as usize] == 0 {
                    time += 1;
                    (reached[there as usize], back[there as usize]) = (time, time);
                    root_of[there as usize] = root;
                    path.push((there, number));
                } else {
                    back[here] = back[here].min(reached[there as usize]);
                }
                continue;
            }
            path.pop();
            if let Some((parent, _)) = path.last().copied() {
                back[parent as usize] = back[parent as usize].min(back[here]);
                is_bridge[by as usize] = back[here] > reached[parent as usize];
                behind[parent as usize] += behind[here];
                if back[here] >= reached[parent as usize] {
                    parts[parent as usize].take(behind[here]);
                }
            }
        }
    }
    let mut held_by: Option<(u32, u32)> = None;
    for (record, mut own) in parts.into_iter().enumerate().filter(|(_, own)| own.records > 0) {
        own.take(behind[root_of[record] as usize] - 1 - own.records);
        if own.second > 1 && held_by.is_none_or(|(_, smaller)| own.second > smaller) {
            held_by = Some((record as u32, own.second));
        }
    }
    let bridges = links.iter().zip(is_bridge).filter(|(_, is_bridge)| *is_bridge).map(|(link, _)| *link);
    Cuts { bridges: bridges.collect(), held_by }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::Components;
    use proptest::prelude::*;

    fn parts(size: usize, links: &[Edge]) -> usize {
        let mut components = Components::new(size);
        links.iter().filter(|link| components.join(link.left, link.right)).count()
    }

    proptest! {
        #[test]
        fn a_bridge_is_a_link_without_which_it_falls_apart(
            pairs in proptest::collection::btree_set((0_u32..12, 0_u32..12), 0..24)
        ) {
            let distinct: std::collections::BTreeSet<(u32, u32)> =
                pairs.into_iter().filter(|(left, right)| left < right).collect();
            let links: Vec<Edge> =
                distinct.into_iter().map(|(left, right)| Edge { left, right, weight_milli: 0 }).collect();
            let Cuts { bridges: found, held_by } = cuts(12, &links);
            for (number, link) in links.iter().enumerate() {
                let mut without = links.clone();
                without.remove(number);
                prop_assert_eq!(found.contains(link), parts(12, &without) < parts(12, &links));
            }
            let smaller = |record: u32| {
                let mut left = Components::new(12);
                for link in links.iter().filter(|link| link.left != record && link.right != record) {
                    left.join(link.left, link.right);
                }
                let mut own = Components::new(12);
                for link in &links {
                    own.join(link.left, link.right);
                }
                let mut sizes: BTreeMap<u32, u32> = BTreeMap::new();
                for other in (0..12).filter(|other| *other != record && own.root(*other) == own.root(record)) {
                    *sizes.entry(left.root(other)).or_default() += 1;
                }
                let mut sizes: Vec<u32> = sizes.into_values().collect();
                sizes.sort_unstable_by_key(|size| std::cmp::Reverse(*size));
                sizes.get(1).copied().unwrap_or(0)
            };
            let most = (0..12).map(|record| (smaller(record), std::cmp::Reverse(record))).max();
            let expected = most.filter(|(size, _)| *size > 1).map(|(size, record)| (record.0, size));
            prop_assert_eq!(held_by, expected);
        }
    }

    #[test]
    fn a_long_chain_is_all_bridges() {
        let links: Vec<Edge> =
            (0..100_000).map(|left| Edge { left, right: left + 1, weight_milli: 1 }).collect();
        let cuts = cuts(100_001, &links);
        assert_eq!((cuts.bridges.len(), cuts.held_by), (100_000, Some((50_000, 50_000))));
    }

    #[test]
    fn counts_are_of_pairs_inside() {
        let partition = Partition::from_labels(&[0, 0, 0, 1, 2, 2], &[5, 4, 3, 2, 1, 0]);
        let pair = |left, right, weight_milli| Edge { left, right, weight_milli };
        let edges = [pair(0, 1, 3000), pair(1, 0, 100), pair(2, 1, -1500), pair(2, 3, 9000)];
        let shapes = shape(&partition, &edges, 0).unwrap();
        assert_eq!(shapes.len(), 3);
        let largest = &shapes[2];
        assert_eq!((largest.size, largest.edges, largest.links), (3, 2, 1));
        assert!((largest.density - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!((largest.weakest, largest.mean_milli), (Some(pair(2, 1, -1500)), Some(750)));
        assert_eq!(largest.bridges, [pair(1, 0, 3000)]);
        assert_eq!((shapes[0].edges, shapes[0].weakest, shapes[0].mean_milli), (0, None, None));
        assert!((shapes[1].density - 1.0).abs() < 1e-12);
        let all = overall(&partition);
        assert_eq!((all.records, all.clusters, all.pairs, all.largest(), all.alone()), (6, 3, 4, 3, 1));
        assert_eq!(all.sizes, BTreeMap::from([(1, 1), (2, 1), (3, 1)]));
        assert!(shape(&partition, &[pair(0, 9, 1)], 0).is_err());
    }
}

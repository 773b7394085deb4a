//! A record that is alike with each of a cluster whose records are all alike, as one that holds the same once more, needs no
//! clustering: what is merged stays merged, and the mean of pairs that all reach the threshold reaches it.
//!
//! Without this the thousandth such record takes a million pairs.

use super::{Affected, Living, Update, put_together};

/// Whether each two records of a cluster are a pair at or above the threshold, none of them and another is, and neither
/// judgements nor inputs free of duplicates forbid anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Alike {
    /// Nobody asked since it was touched.
    #[default]
    Unknown,
    Yes,
    No,
}

impl Living {
    /// Takes in the only new record of an update, where it is alike with each of a cluster that is alike; none elsewhere.
    /// `old` records were there before.
    pub(super) fn once_more(&mut self, old: usize, update: &Update) -> Option<Affected> {
        let record = old as u32;
        let is_one = update.records.len() == 1 && update.judgements.is_empty();
        if !is_one || self.unique_input(record).is_some() {
            return None;
        }
        let mut partners = Vec::with_capacity(update.edges.len());
        for edge in update.edges {
            if edge.left != record && edge.right != record {
                return None;
            }
            if edge.weight_milli >= self.options.threshold_milli {
                partners.push(edge.left.min(edge.right));
            }
        }
        partners.sort_unstable();
        partners.dedup();
        let first = self.first_of(*partners.first()?)?;
        if !partners.iter().all(|partner| self.firsts[*partner as usize] == first) {
            return None;
        }
        let members = self.cluster_of(first);
        if members.len() != partners.len() || !self.are_alike(first, &members, record) {
            return None;
        }
        let mut all = members.clone();
        let place = all.partition_point(|member| self.rank(*member) < self.rank(record));
        all.insert(place, record);
        put_together(&all, &mut self.firsts, &mut self.following);
        self.alike[first as usize] = Alike::Unknown;
        self.alike[all[0] as usize] = Alike::Yes;
        Some(Affected { before: vec![members], after: vec![all] })
    }

    /// Whether the records of a cluster are all alike; pairs with records from `new` on are left aside.
    fn are_alike(&mut self, first: u32, members: &[u32], new: u32) -> bool {
        if self.alike[first as usize] == Alike::Unknown {
            let found = members.iter().all(|member| self.is_alike(*member, first, members.len(), new));
            self.alike[first as usize] = if found { Alike::Yes } else { Alike::No };
        }
        self.alike[first as usize] == Alike::Yes
    }

    fn is_alike(&self, member: u32, first: u32, members: usize, new: u32) -> bool {
        if self.unique_input(member).is_some() || self.judgements_of.of(member).next().is_some() {
            return false;
        }
        let edges = self.edges_of.of(member).map(|number| self.edges[number as usize]);
        let links = edges.filter(|edge| edge.weight_milli >= self.options.threshold_milli);
        let mut others: Vec<u32> = links
            .map(|edge| if edge.left == member { edge.right } else { edge.left })
            .filter(|other| *other < new)
            .collect();
        others.sort_unstable();
        others.dedup();
        others.len() + 1 == members && others.iter().all(|other| self.firsts[*other as usize] == first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::{Edge, NewRecord, Options};

    #[test]
    fn one_record_more_of_many_alike_clusters_nothing() {
        let mut living = Living::new(Options::default(), &[]).expect("options");
        for new in 0..300 {
            let edges: Vec<Edge> =
                (0..new).map(|left| Edge { left, right: new, weight_milli: 6_000 }).collect();
            let records = [NewRecord { order: u64::from(new), input: 0 }];
            let update = Update { records: &records, edges: &edges, ..Update::default() };
            let affected = living.update(&update).expect("an update");
            assert_eq!(affected.after, [(0..=new).collect::<Vec<u32>>()]);
            // A walk comes by what is clustered.
            assert_eq!(living.seen[new as usize] == 0, new > 0, "{new}");
        }
    }
}

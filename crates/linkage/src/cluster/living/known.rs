//! Living clusters taken up as they were kept.

use super::super::full::check_pairs;
use super::{Error, Living, Options, Update};

impl Living {
    /// Records, pairs and judgements with the clusters that they are known to have: nothing is clustered
    /// anew. `firsts` gives the smallest member of each record's cluster; `by_order` all records by order.
    ///
    /// # Errors
    ///
    /// Those of [`Self::update`] for pairs and judgements that cannot be.
    pub fn known(
        options: Options,
        unique: &[bool],
        update: &Update,
        firsts: Vec<u32>,
        by_order: &[u32],
    ) -> Result<Self, Error> {
        let mut living = Self::new(options, unique)?;
        let records = update.records.len();
        check_pairs(records, update.edges.iter().map(|edge| (edge.left, edge.right)))?;
        check_pairs(records, update.judgements.iter().map(|judgement| (judgement.left, judgement.right)))?;
        living.records.extend_from_slice(update.records);
        living.resize(records);
        living.edges.extend_from_slice(update.edges);
        living.judgements.extend_from_slice(update.judgements);
        update.edges.iter().for_each(|edge| living.edges_of.push([edge.left, edge.right]));
        update.judgements.iter().for_each(|own| living.judgements_of.push([own.left, own.right]));
        living.check(update.judgements)?;
        living.following = ring(&firsts, by_order);
        living.firsts = firsts;
        Ok(living)
    }
}

/// The next member of each record's cluster; the last is followed by the first.
pub(crate) fn ring(firsts: &[u32], by_order: &[u32]) -> Vec<u32> {
    let mut following: Vec<u32> = (0..firsts.len() as u32).collect();
    let mut last = following.clone();
    for record in by_order {
        let first = firsts[*record as usize];
        if *record != first {
            following[last[first as usize] as usize] = *record;
            following[*record as usize] = first;
            last[first as usize] = *record;
        }
    }
    following
}

//! Which cluster of the last run is which now, and what became of the others?

use super::Error;
use std::collections::{BTreeMap, BTreeSet};

/// How many ids are asked for before a new cluster is given up.
const ATTEMPTS: u32 = 64;

/// What is known of ids: the caller's, who stores them.
pub trait Names {
    /// The id of the cluster that a record was in; none for a new record.
    fn old(&self, record: u32) -> Option<u64>;

    /// Ranks old ids by age: the smaller, the older. Where several clusters became one the oldest id stays;
    /// of equal ages the smallest id.
    fn age(&self, id: u64) -> u64;

    /// The id for a new cluster, made of its smallest member. `attempt` counts from 0 while what was given
    /// is taken: a record that leaves a cluster named after it needs another name.
    fn fresh(&self, smallest: u32, attempt: u32) -> u64;

    /// Whether an id names or named a cluster. Ids given out in the same call need not be known here.
    fn taken(&self, id: u64) -> bool;
}

/// What happened to a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The members of an old cluster are in several now; its id is among them where one holds more than
    /// half.
    Split {
        /// The old id.
        from: u64,
        /// The ids that its members have now, by the order of the clusters.
        into: Vec<u64>,
    },
    /// Old clusters that had more than half of their members here gave up their ids to another one's.
    Merged {
        /// The ids given up, oldest first.
        from: Vec<u64>,
        /// The id that stays.
        kept: u64,
    },
    /// A new record came to records that were there.
    Joined {
        /// The record.
        record: u32,
        /// Its cluster.
        cluster: u64,
    },
    /// A cluster of new records only.
    Made {
        /// Its id.
        cluster: u64,
        /// They, the smallest first.
        records: Vec<u32>,
    },
}

/// Names and changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// The id of each cluster, in the order in which the clusters are given. No two are equal.
    pub ids: Vec<u64>,
    /// Splits, oldest first; then by cluster what was merged, joined or made. A cluster with the members
    /// that it had causes none.
    pub changes: Vec<Change>,
}

/// Names clusters so that ids last.
///
/// A cluster keeps an id while it holds more than half of the members that the id had (records that are
/// gone do not count). Holding more than half of several, it keeps the oldest. Other clusters get a new id.
/// `clusters` have their smallest member first. They need not be all: those that an update
/// [affected](super::Affected) are enough, because old clusters are wholly in them.
///
/// # Errors
///
/// [`Error::IdTaken`] where [`Names::fresh`] gave only ids that are taken.
///
/// ```
/// use bonafide_linkage::cluster::{Change, Names, changes};
///
/// /// Records 0 to 3 were the clusters 100 and 102.
/// struct Kept;
/// impl Names for Kept {
///     fn old(&self, record: u32) -> Option<u64> { [100, 100, 102, 102].get(record as usize).copied() }
///     fn age(&self, id: u64) -> u64 { id }
///     fn fresh(&self, smallest: u32, attempt: u32) -> u64 { 100 + u64::from(smallest) + 1000 * u64::from(attempt) }
///     fn taken(&self, id: u64) -> bool { id == 100 || id == 102 }
/// }
/// let now = changes([[0, 1, 2, 3, 4].as_slice(), &[5]], &Kept)?;
/// assert_eq!(now.ids, [100, 105]);
/// assert_eq!(now.changes, [
///     Change::Merged { from: vec![102], kept: 100 },
///     Change::Joined { record: 4, cluster: 100 },
///     Change::Made { cluster: 105, records: vec![5] },
/// ]);
/// # Ok::<(), bonafide_linkage::cluster::Error>(())
/// ```
pub fn changes<'a>(
    clusters: impl IntoIterator<Item = &'a [u32]>,
    names: &impl Names,
) -> Result<Renamed, Error> {
    let clusters: Vec<&[u32]> = clusters.into_iter().collect();
    let old = OldClusters::new(&clusters, names);
    let claims = old.claims(clusters.len(), names);
    let ids = ids(&clusters, &claims, names)?;
    let mut changes = old.splits(&ids, names);
    for (number, members) in clusters.iter().enumerate() {
        let id = ids[number];
        let given_up: Vec<u64> = claims[number].iter().skip(1).map(|claim| claim.1).collect();
        if !given_up.is_empty() {
            changes.push(Change::Merged { from: given_up, kept: id });
        }
        let new: Vec<u32> = members.iter().copied().filter(|record| names.old(*record).is_none()).collect();
        if new.len() < members.len() {
            changes.extend(new.into_iter().map(|record| Change::Joined { record, cluster: id }));
        } else if !new.is_empty() {
            changes.push(Change::Made { cluster: id, records: new });
        }
    }
    Ok(Renamed { ids, changes })
}

/// Where the members of each old cluster are now.
struct OldClusters {
    /// By old id: the clusters that hold members, in order, each with how many.
    now: BTreeMap<u64, Vec<(usize, u64)>>,
}

impl OldClusters {
    fn new(clusters: &[&[u32]], names: &impl Names) -> Self {
        let mut now: BTreeMap<u64, Vec<(usize, u64)>> = BTreeMap::new();
        for (number, members) in clusters.iter().enumerate() {
            for old in members.iter().filter_map(|record| names.old(*record)) {
                let places = now.entry(old).or_default();
                match places.last_mut() {
                    Some((last, count)) if *last == number => *count += 1,
                    _ => places.push((number, 1)),
                }
            }
        }
        Self { now }
    }

    /// For each cluster the old ids of which it holds more than half, oldest first, with their ages.
    fn claims(&self, clusters: usize, names: &impl Names) -> Vec<Vec<(u64, u64)>> {
        let mut claims = vec![Vec::new(); clusters];
        for (id, places) in &self.now {
            let all: u64 = places.iter().map(|(_, count)| count).sum();
            let heir = places.iter().find(|(_, count)| count * 2 > all);
            if let Some((number, _)) = heir {
                claims[*number].push((names.age(*id), *id));
            }
        }
        for of_cluster in &mut claims {
            of_cluster.sort_unstable();
        }
        claims
    }

    fn splits(&self, ids: &[u64], names: &impl Names) -> Vec<Change> {
        let mut split: Vec<u64> =
            self.now.iter().filter(|(_, places)| places.len() > 1).map(|(id, _)| *id).collect();
        split.sort_unstable_by_key(|id| (names.age(*id), *id));
        let into = |id: &u64| self.now[id].iter().map(|(number, _)| ids[*number]).collect();
        split.into_iter().map(|from| Change::Split { from, into: into(&from) }).collect()
    }
}

fn ids(clusters: &[&[u32]], claims: &[Vec<(u64, u64)>], names: &impl Names) -> Result<Vec<u64>, Error> {
    let mut given: BTreeSet<u64> =
        claims.iter().filter_map(|of_cluster| of_cluster.first()).map(|claim| claim.1).collect();
    let mut ids = Vec::with_capacity(clusters.len());
    for (members, of_cluster) in clusters.iter().zip(claims) {
        if let Some((_, kept)) = of_cluster.first() {
            ids.push(*kept);
            continue;
        }
        let smallest = members.first().copied().unwrap_or_default();
        let free = (0..ATTEMPTS)
            .map(|attempt| names.fresh(smallest, attempt))
            .find(|id| !names.taken(*id) && !given.contains(id));
        let Some(id) = free else {
            return Err(Error::IdTaken { record: smallest, attempts: ATTEMPTS });
        };
        given.insert(id);
        ids.push(id);
    }
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ids by record, ages as ids, new ids made of the record.
    struct Kept(Vec<Option<u64>>);

    impl Names for Kept {
        fn old(&self, record: u32) -> Option<u64> {
            self.0.get(record as usize).copied().flatten()
        }

        fn age(&self, id: u64) -> u64 {
            id % 100
        }

        fn fresh(&self, smallest: u32, attempt: u32) -> u64 {
            u64::from(smallest) + 100 * u64::from(attempt)
        }

        fn taken(&self, id: u64) -> bool {
            self.0.contains(&Some(id))
        }
    }

    fn kept(old: &[u64]) -> Kept {
        Kept(old.iter().map(|id| Some(*id)).collect())
    }

    #[test]
    fn the_same_clusters_change_nothing() {
        let now = changes([[0, 1].as_slice(), &[2]], &kept(&[7, 7, 9])).unwrap();
        assert_eq!(now, Renamed { ids: vec![7, 9], changes: vec![] });
    }

    #[test]
    fn more_than_half_keeps_the_id_and_its_namesake_gets_another() {
        let now = changes([[0].as_slice(), &[1, 2]], &kept(&[0, 0, 0])).unwrap();
        assert_eq!(now.ids, [100, 0]);
        assert_eq!(now.changes, [Change::Split { from: 0, into: vec![100, 0] }]);
    }

    #[test]
    fn halves_both_get_new_ids() {
        let now = changes([[0, 1].as_slice(), &[2, 3]], &kept(&[0, 0, 0, 0])).unwrap();
        assert_eq!(now.ids, [100, 2]);
        assert_eq!(now.changes, [Change::Split { from: 0, into: vec![100, 2] }]);
    }

    #[test]
    fn the_oldest_id_stays_however_small() {
        let now = changes([[0, 1, 2, 3].as_slice()], &kept(&[105, 105, 105, 104])).unwrap();
        assert_eq!(now.ids, [104]);
        assert_eq!(now.changes, [Change::Merged { from: vec![105], kept: 104 }]);
    }

    #[test]
    fn a_part_that_moves_is_a_split_into_the_other_id() {
        let now = changes([[0, 1, 2].as_slice(), &[3, 4]], &kept(&[5, 5, 6, 6, 6])).unwrap();
        assert_eq!(now.ids, [5, 6]);
        assert_eq!(now.changes, [Change::Split { from: 6, into: vec![5, 6] }]);
    }

    #[test]
    fn ids_that_never_are_free_are_an_error() {
        struct Stubborn;
        impl Names for Stubborn {
            fn old(&self, _: u32) -> Option<u64> {
                None
            }
            fn age(&self, _: u64) -> u64 {
                0
            }
            fn fresh(&self, _: u32, _: u32) -> u64 {
                1
            }
            fn taken(&self, _: u64) -> bool {
                false
            }
        }
        let now = changes([[4].as_slice(), &[7]], &Stubborn);
        assert_eq!(now, Err(Error::IdTaken { record: 7, attempts: ATTEMPTS }));
    }

    proptest! {
        #[test]
        fn ids_last_and_every_lost_one_is_told(
            records in proptest::collection::vec((proptest::option::of(0_u64..6), 0_usize..6), 1..24)
        ) {
            let names = Kept(records.iter().map(|(old, _)| *old).collect());
            let mut clusters: Vec<Vec<u32>> = vec![Vec::new(); 6];
            for (record, (_, cluster)) in records.iter().enumerate() {
                clusters[*cluster].push(record as u32);
            }
            clusters.retain(|members| !members.is_empty());
            let now = changes(clusters.iter().map(Vec::as_slice), &names).unwrap();

            let distinct: BTreeSet<u64> = now.ids.iter().copied().collect();
            prop_assert_eq!(distinct.len(), clusters.len());
            for id in 0..6_u64 {
                let had = records.iter().filter(|(old, _)| *old == Some(id)).count();
                if had == 0 {
                    continue;
                }
                let holds = |members: &Vec<u32>| {
                    members.iter().filter(|record| names.old(**record) == Some(id)).count()
                };
                let heir = clusters.iter().position(|members| holds(members) * 2 > had);
                let stays = now.ids.iter().position(|other| *other == id);
                if let Some(place) = stays {
                    prop_assert_eq!(heir, Some(place));
                }
                let given_up = now.changes.iter().find_map(|change| match change {
                    Change::Merged { from, kept } if from.contains(&id) => Some(*kept),
                    _ => None,
                });
                // Where more than half are together the id stays there, or is given up to an older one.
                if let Some(place) = heir {
                    prop_assert_eq!(stays.is_none(), given_up.is_some());
                    if let Some(older) = given_up {
                        prop_assert_eq!(older, now.ids[place]);
                        prop_assert!(older < id);
                    }
                }
                let split = now.changes.iter().any(|change| matches!(change, Change::Split { from, .. } if *from == id));
                prop_assert_eq!(split, clusters.iter().filter(|members| holds(members) > 0).count() > 1);
                prop_assert!(stays.is_some() || given_up.is_some() || split);
            }
            let told = now.changes.iter().filter(|change| matches!(change, Change::Joined { .. })).count();
            let joined: usize = clusters.iter().map(|members| {
                let new = members.iter().filter(|record| names.old(**record).is_none()).count();
                if new < members.len() { new } else { 0 }
            }).sum();
            prop_assert_eq!(told, joined);
        }
    }
}

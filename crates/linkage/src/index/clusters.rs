//! The clusters of an index, and names that last.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::base::Named;
use super::rows::Rows;
use super::{IndexError, Namer};
use crate::block::Mode;
use crate::cluster::{
    Affected, Change, Edge, Judgement, Living, Names, NewRecord, Options, Update, changes, put_together, ring,
};
use crate::components::Components;
use crate::model::Model;
use crate::settings::{Method, Settings};

/// Clusters by either method.
#[derive(Debug)]
enum Grouping {
    Living(Box<Living>),
    Chained(Chained),
}

/// Connected components that only grow.
#[derive(Debug)]
struct Chained {
    threshold_milli: i32,
    orders: Vec<u64>,
    firsts: Vec<u32>,
    following: Vec<u32>,
}

/// Clusters and what they are called.
#[derive(Debug)]
pub(super) struct Clusters {
    grouping: Grouping,
    namer: Namer,
    /// First rows of clusters whose id is not made of that row or is younger than the base: id and age.
    named: BTreeMap<u32, (u64, u32)>,
    /// Rows whose own id names or named a cluster, by their bits.
    founders: Vec<u64>,
    /// Other ids that were given out.
    taken: BTreeSet<u64>,
    /// The age of the next cluster.
    age: u32,
}

impl Clusters {
    /// The clusters of the base file.
    pub fn new(
        rows: &Rows,
        settings: &Settings,
        kept: &Named,
        edges: &[Edge],
        judgements: &[Judgement],
        namer: Namer,
    ) -> Result<Self, IndexError> {
        let count = rows.of_base();
        let mut firsts: Vec<u32> = (0..count).collect();
        for (row, first) in &kept.joined {
            firsts[*row as usize] = *first;
        }
        let named: BTreeMap<u32, (u64, u32)> =
            kept.ids.iter().map(|(row, id, age)| (*row, (*id, *age))).collect();
        let mut founders = vec![0_u64; count as usize / 64 + 1];
        let own = (0..count).filter(|row| firsts[*row as usize] == *row && !named.contains_key(row));
        for row in own.chain(kept.founders.iter().copied()) {
            founders[row as usize / 64] |= 1 << (row % 64);
        }
        let threshold_milli = Model::weight_of(settings.clusters.threshold);
        let grouping = match settings.clusters.method {
            Method::Split => {
                let records: Vec<NewRecord> = (0..count)
                    .map(|row| NewRecord { order: rows.base_order(row), input: rows.source(row) })
                    .collect();
                let unique: Vec<bool> = rows.sources.iter().map(|source| source.unique).collect();
                let only_between = settings.mode == Some(Mode::Link);
                let options = Options { threshold_milli, only_between, ..Options::default() };
                let update = Update { records: &records, edges, judgements };
                Grouping::Living(Box::new(Living::known(options, &unique, &update, firsts, rows.by_rank())?))
            }
            Method::Components => Grouping::Chained(Chained {
                threshold_milli,
                orders: (0..count).map(|row| rows.base_order(row)).collect(),
                following: ring(&firsts, rows.by_rank()),
                firsts,
            }),
        };
        Ok(Self {
            grouping,
            namer,
            named,
            founders,
            taken: kept.taken.iter().copied().collect(),
            age: kept.age,
        })
    }

    /// The first row of a row's cluster.
    pub fn first(&self, row: u32) -> u32 {
        match &self.grouping {
            Grouping::Living(living) => living.first_of(row).unwrap_or(row),
            Grouping::Chained(chained) => chained.firsts.get(row as usize).copied().unwrap_or(row),
        }
    }

    /// The rows of a row's cluster, in their order.
    pub fn members(&self, row: u32) -> Vec<u32> {
        match &self.grouping {
            Grouping::Living(living) => living.cluster_of(row),
            Grouping::Chained(chained) => chained.members(row),
        }
    }

    /// The id of a row's cluster.
    pub fn id(&self, rows: &Rows, row: u32) -> u64 {
        let first = self.first(row);
        self.named.get(&first).map_or_else(|| self.fresh(rows, first, 0), |named| named.0)
    }

    /// Gives a row another order, by which it stands among the others as before.
    pub fn reorder(&mut self, row: u32, order: u64) {
        match &mut self.grouping {
            Grouping::Living(living) => living.reorder(row, order),
            Grouping::Chained(chained) => chained.orders[row as usize] = order,
        }
    }

    fn fresh(&self, rows: &Rows, row: u32, attempt: u32) -> u64 {
        (self.namer)(rows.source_name(row), &rows.id_text(row), attempt)
    }

    /// Takes up rows that were added, and what became of the clusters that they touch. After an error all is as it was.
    pub fn update(&mut self, rows: &Rows, update: &Update) -> Result<Vec<Change>, IndexError> {
        let affected = match &mut self.grouping {
            Grouping::Living(living) => living.update(update)?,
            Grouping::Chained(_) if update.judgements.iter().any(|own| !own.same) => {
                return Err(IndexError::JudgedComponents);
            }
            Grouping::Chained(chained) => chained.update(update),
        };
        self.founders.resize(rows.len() as usize / 64 + 1, 0);
        let (mut old, mut ages, mut unnamed) = (HashMap::new(), HashMap::new(), Vec::new());
        for members in &affected.before {
            let Some(first) = members.first() else { continue };
            let named = self.named.remove(first);
            unnamed.extend(named.map(|own| (*first, own)));
            let (id, age) = named.unwrap_or_else(|| (self.fresh(rows, *first, 0), 0));
            ages.insert(id, age);
            old.extend(members.iter().map(|row| (*row, id)));
        }
        let names = Asked { clusters: self, rows, old, ages, last: Cell::new((0, 0, 0)) };
        let renamed = changes(affected.after.iter().map(Vec::as_slice), &names);
        let ages = names.ages;
        let renamed = match renamed {
            Ok(renamed) => renamed,
            Err(error) => {
                self.named.extend(unnamed);
                match &mut self.grouping {
                    Grouping::Living(living) => living.take_back(update, &affected),
                    Grouping::Chained(chained) => chained.take_back(update, &affected),
                }
                return Err(error.into());
            }
        };
        let mut is_new = false;
        for (members, id) in affected.after.iter().zip(&renamed.ids) {
            let Some(first) = members.first() else { continue };
            let own = self.fresh(rows, *first, 0) == *id;
            let age = ages.get(id).copied();
            if age.is_none() {
                is_new = true;
                if own {
                    self.founders[*first as usize / 64] |= 1 << (first % 64);
                } else {
                    self.taken.insert(*id);
                }
            }
            if !own || age != Some(0) {
                self.named.insert(*first, (*id, age.unwrap_or(self.age.max(1))));
            }
        }
        if is_new {
            self.age = self.age.max(1).saturating_add(1);
        }
        Ok(renamed.changes)
    }

    /// Clusters and names for a base file in which rows have other ranks: `ranks[row]` is the new one.
    pub fn kept(&self, rows: &Rows, ranks: &[u32]) -> Named {
        let rank = |row: u32| ranks.get(row as usize).copied().unwrap_or(row);
        let mut smallest: HashMap<u32, u32> = HashMap::new();
        for row in 0..rows.len() {
            let place = smallest.entry(self.first(row)).or_insert(row);
            if rank(row) < rank(*place) {
                *place = row;
            }
        }
        let mut kept =
            Named { taken: self.taken.iter().copied().collect(), age: self.age, ..Named::default() };
        for row in 0..rows.len() {
            let before = self.first(row);
            let first = smallest.get(&before).copied().unwrap_or(before);
            let is_founder = self.founders[row as usize / 64] >> (row % 64) & 1 == 1;
            if first != row {
                kept.joined.push((row, first));
            }
            let (id, age) = match self.named.get(&before) {
                _ if first != row => (0, 0),
                Some(named) => *named,
                None if before == first => {
                    // Its id is its own and as old as the base: nothing need be kept.
                    continue;
                }
                None => (self.fresh(rows, before, 0), 0),
            };
            if first == row {
                kept.ids.push((row, id, age));
            }
            if is_founder {
                kept.founders.push(row);
            }
        }
        kept
    }
}

/// Answers of an index to one update.
struct Asked<'a> {
    clusters: &'a Clusters,
    rows: &'a Rows,
    old: HashMap<u32, u64>,
    ages: HashMap<u64, u32>,
    /// The latest id offered, with the row that it is made of and the attempt.
    last: Cell<(u64, u32, u32)>,
}

impl Names for Asked<'_> {
    fn old(&self, record: u32) -> Option<u64> {
        self.old.get(&record).copied()
    }

    fn age(&self, id: u64) -> u64 {
        u64::from(self.ages.get(&id).copied().unwrap_or(u32::MAX))
    }

    fn fresh(&self, smallest: u32, attempt: u32) -> u64 {
        let id = self.clusters.fresh(self.rows, smallest, attempt);
        self.last.set((id, smallest, attempt));
        id
    }

    fn taken(&self, id: u64) -> bool {
        let (last, row, attempt) = self.last.get();
        let founds =
            last == id && attempt == 0 && self.clusters.founders[row as usize / 64] >> (row % 64) & 1 == 1;
        founds || self.clusters.taken.contains(&id) || self.ages.contains_key(&id)
    }
}

impl Chained {
    fn members(&self, row: u32) -> Vec<u32> {
        let Some(first) = self.firsts.get(row as usize).copied() else { return Vec::new() };
        let mut members = vec![first];
        let mut next = self.following[first as usize];
        while next != first {
            members.push(next);
            next = self.following[next as usize];
        }
        members
    }

    /// The first rows of clusters that become one by pairs of rows, each such cluster once: a row that many join is put in its
    /// place among the others once, not with each of them.
    fn joined(&self, joins: &[(u32, u32)]) -> Vec<Vec<u32>> {
        let mut firsts: Vec<u32> = joins
            .iter()
            .flat_map(|(left, right)| [*left, *right])
            .map(|row| self.firsts[row as usize])
            .collect();
        firsts.sort_unstable();
        firsts.dedup();
        let place = |row: u32| firsts.partition_point(|first| *first < self.firsts[row as usize]) as u32;
        let mut components = Components::new(firsts.len());
        for (left, right) in joins {
            components.join(place(*left), place(*right));
        }
        let first = |place: u32| firsts[place as usize];
        components.groups().into_iter().map(|places| places.into_iter().map(first).collect()).collect()
    }

    fn take_back(&mut self, update: &Update, affected: &Affected) {
        let old = self.firsts.len() - update.records.len();
        self.orders.truncate(old);
        affected.take_back(old, &mut self.firsts, &mut self.following);
    }

    fn update(&mut self, update: &Update) -> Affected {
        let old = self.firsts.len() as u32;
        for record in update.records {
            let row = self.firsts.len() as u32;
            self.orders.push(record.order);
            self.firsts.push(row);
            self.following.push(row);
        }
        let edges = update.edges.iter().filter(|edge| edge.weight_milli >= self.threshold_milli);
        let joins: Vec<(u32, u32)> = edges
            .map(|edge| (edge.left, edge.right))
            .chain(update.judgements.iter().map(|own| (own.left, own.right)))
            .collect();
        let mut touched: BTreeSet<u32> = (old..self.firsts.len() as u32).collect();
        touched.extend(joins.iter().flat_map(|(left, right)| [*left, *right]));
        let before: BTreeSet<u32> =
            touched.iter().filter(|row| **row < old).map(|row| self.firsts[*row as usize]).collect();
        let before: Vec<Vec<u32>> = before.into_iter().map(|first| self.members(first)).collect();
        for firsts in self.joined(&joins) {
            let mut all: Vec<u32> = firsts.iter().flat_map(|first| self.members(*first)).collect();
            // Each cluster is in order already, of which a stable sort makes use.
            all.sort_by_key(|row| (self.orders[*row as usize], *row));
            put_together(&all, &mut self.firsts, &mut self.following);
        }
        let after: BTreeSet<u32> = touched.iter().map(|row| self.firsts[*row as usize]).collect();
        let mut affected =
            Affected { before, after: after.into_iter().map(|first| self.members(first)).collect() };
        let order = |members: &Vec<u32>| members.first().map(|row| (self.orders[*row as usize], *row));
        affected.before.sort_unstable_by_key(order);
        affected.after.sort_unstable_by_key(order);
        affected
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_rows_that_join_one_cluster_are_sorted_once() {
        const ROWS: u32 = 20_000;
        // The later a row, the smaller its order; every third joins the first, and its neighbour it.
        let records: Vec<NewRecord> =
            (0..ROWS).map(|row| NewRecord { order: u64::from(ROWS - row), input: 0 }).collect();
        let joined = (3..ROWS).step_by(3).flat_map(|row| [(0, row), (row, row - 1)]);
        let edges: Vec<Edge> =
            joined.map(|(left, right)| Edge { left, right, weight_milli: 5_000 }).collect();
        let mut chained =
            Chained { threshold_milli: 0, orders: Vec::new(), firsts: Vec::new(), following: Vec::new() };
        let started = std::time::Instant::now();
        let affected = chained.update(&Update { records: &records, edges: &edges, judgements: &[] });
        // Sorted with each join this took minutes.
        assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
        let largest = affected.after.iter().max_by_key(|members| members.len()).expect("a cluster");
        assert_eq!(chained.members(0), *largest);
        assert!(largest.is_sorted_by_key(|row| chained.orders[*row as usize]));
        assert!(affected.before.is_empty());
        assert_eq!(largest.len(), 1 + 2 * ((ROWS as usize - 1) / 3));
    }
}

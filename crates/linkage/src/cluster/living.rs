//! Clusters that stay up to date while records arrive.

use super::full::{check_pairs, labels};
use super::incidence::Incidence;
use super::solve::Solver;
use super::{Edge, Error, Judgement, Options, Partition, Problem, judge};

mod alike;
mod known;

use alike::Alike;
pub(crate) use known::ring;

/// After this often growing by what changed, a region grows by all that borders on it.
const CAUTIOUS_ROUNDS: u32 = 4;

/// A record that arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewRecord {
    /// Ranks the record among all that there are and will be, such as a number made of its id; distinct.
    /// Ties of weights go by it. With the place of arrival as the rank clusters depend on that where
    /// weights tie.
    pub order: u64,
    /// Its input.
    pub input: u32,
}

/// What arrives at one time. New records get the numbers that follow on those there are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Update<'a> {
    /// New records.
    pub records: &'a [NewRecord],
    /// Scored pairs, of old and new records alike.
    pub edges: &'a [Edge],
    /// Judgements, of old and new records alike.
    pub judgements: &'a [Judgement],
}

/// The clusters that were looked at again, the members of each and the clusters by order. What is not
/// listed is as it was; what is listed may be, too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Affected {
    /// The clusters before.
    pub before: Vec<Vec<u32>>,
    /// The clusters of the same and the new records now.
    pub after: Vec<Vec<u32>>,
}

/// All records, pairs and judgements so far with their clusters, equal at any time to
/// [`average_link`](super::average_link) of everything at once.
///
/// An update clusters anew the *region* of the clusters that it touches, together with all clusters that
/// border on it by a pair at or above the threshold. As long as one of the latter comes out changed it
/// becomes part of the region. That is exact: while nothing merges across the region's border, both sides
/// merge as they would alone, and any merge across it shows in a bordering cluster. So an update takes the
/// time that its neighbourhood takes, however large the component around it is.
///
/// A pair once given stays; given again with a higher weight, that counts. To withdraw something, build
/// anew.
///
/// ```
/// use bonafide_linkage::cluster::{Edge, Living, NewRecord, Options, Update};
/// let mut living = Living::new(Options::default(), &[])?;
/// let records = [NewRecord { order: 10, input: 0 }, NewRecord { order: 20, input: 0 }];
/// living.update(&Update { records: &records, ..Update::default() })?;
/// let arrives = [NewRecord { order: 15, input: 0 }];
/// let edges = [Edge { left: 2, right: 1, weight_milli: 9000 }];
/// let affected = living.update(&Update { records: &arrives, edges: &edges, ..Update::default() })?;
/// assert_eq!(affected.before, [vec![1]]);
/// assert_eq!(affected.after, [vec![2, 1]]);
/// assert_eq!(living.first_of(1), Some(2));
/// # Ok::<(), bonafide_linkage::cluster::Error>(())
/// ```
#[derive(Debug)]
pub struct Living {
    options: Options,
    unique: Vec<bool>,
    records: Vec<NewRecord>,
    /// The smallest member of each record's cluster.
    firsts: Vec<u32>,
    /// The next member of each record's cluster; the last is followed by the first.
    following: Vec<u32>,
    edges: Vec<Edge>,
    edges_of: Incidence,
    judgements: Vec<Judgement>,
    judgements_of: Incidence,
    /// What is known of the cluster of each smallest member.
    alike: Vec<Alike>,
    /// The latest walk that came by each record.
    seen: Vec<u64>,
    /// The place of each record in what is clustered now.
    places: Vec<u32>,
    walk: u64,
    solver: Solver,
}

impl Living {
    /// No records yet. `unique` says which inputs are declared free of duplicates.
    ///
    /// # Errors
    ///
    /// [`Error::Option`] for an option out of range.
    pub fn new(options: Options, unique: &[bool]) -> Result<Self, Error> {
        options.check()?;
        Ok(Self {
            options,
            unique: unique.to_vec(),
            records: Vec::new(),
            firsts: Vec::new(),
            following: Vec::new(),
            edges: Vec::new(),
            edges_of: Incidence::default(),
            judgements: Vec::new(),
            judgements_of: Incidence::default(),
            alike: Vec::new(),
            seen: Vec::new(),
            places: Vec::new(),
            walk: 0,
            solver: Solver::default(),
        })
    }

    /// How many records there are.
    pub fn records(&self) -> usize {
        self.records.len()
    }

    /// The smallest member of a record's cluster, by order; none where there is no such record.
    pub fn first_of(&self, record: u32) -> Option<u32> {
        self.firsts.get(record as usize).copied()
    }

    /// The members of a record's cluster, by order; none where there is no such record.
    pub fn cluster_of(&self, record: u32) -> Vec<u32> {
        let Some(first) = self.first_of(record) else { return Vec::new() };
        let mut members = vec![first];
        let mut next = self.following[first as usize];
        while next != first {
            members.push(next);
            next = self.following[next as usize];
        }
        members
    }

    /// All clusters.
    pub fn partition(&self) -> Partition {
        let mut by_order: Vec<u32> = (0..self.records.len() as u32).collect();
        by_order.sort_unstable_by_key(|record| self.rank(*record));
        Partition::from_dense(&self.firsts, self.records.len(), &by_order)
    }

    /// Gives a record another order, by which it has to stand among the others as before.
    pub(crate) fn reorder(&mut self, record: u32, order: u64) {
        if let Some(own) = self.records.get_mut(record as usize) {
            own.order = order;
        }
    }

    /// Takes up what arrives, and says what it touched. After an error all is as it was.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownRecord`] and [`Error::Itself`] for a pair that cannot be, [`Error::Contradiction`]
    /// and [`Error::DuplicateInUnique`] where the judgements, old and new, cannot all hold.
    pub fn update(&mut self, update: &Update) -> Result<Affected, Error> {
        let old = self.records.len();
        let records = old + update.records.len();
        check_pairs(records, update.edges.iter().map(|edge| (edge.left, edge.right)))?;
        check_pairs(records, update.judgements.iter().map(|judgement| (judgement.left, judgement.right)))?;
        self.records.extend_from_slice(update.records);
        self.resize(records);
        for judgement in update.judgements {
            self.judgements.push(*judgement);
            self.judgements_of.push([judgement.left, judgement.right]);
        }
        if let Err(error) = self.check(update.judgements) {
            self.forget(old, update.judgements.len());
            return Err(error);
        }
        for edge in update.edges {
            self.edges.push(*edge);
            self.edges_of.push([edge.left, edge.right]);
        }
        self.firsts.extend(old as u32..records as u32);
        self.following.extend(old as u32..records as u32);
        let once_more = self.once_more(old, update);
        Ok(once_more.unwrap_or_else(|| self.redo(old, update)))
    }

    fn resize(&mut self, records: usize) {
        self.edges_of.resize(records);
        self.judgements_of.resize(records);
        self.alike.resize(records, Alike::Unknown);
        self.seen.resize(records, 0);
        self.places.resize(records, 0);
    }

    fn forget(&mut self, records: usize, judgements: usize) {
        for _ in 0..judgements {
            if let Some(judgement) = self.judgements.pop() {
                self.judgements_of.pop([judgement.left, judgement.right]);
            }
        }
        self.records.truncate(records);
        self.resize(records);
    }

    /// Takes back the latest update, which touched these clusters.
    pub(crate) fn take_back(&mut self, update: &Update, affected: &Affected) {
        let old = self.records.len() - update.records.len();
        for edge in update.edges.iter().rev() {
            self.edges.pop();
            self.edges_of.pop([edge.left, edge.right]);
        }
        self.forget(old, update.judgements.len());
        for member in affected.before.iter().flatten() {
            self.alike[*member as usize] = Alike::Unknown;
        }
        affected.take_back(old, &mut self.firsts, &mut self.following);
    }

    /// The judgements hold together in all groups of judged records that the new ones touch.
    fn check(&mut self, new: &[Judgement]) -> Result<(), Error> {
        if new.is_empty() {
            return Ok(());
        }
        self.walk += 1;
        let mut group = Vec::new();
        for record in new.iter().flat_map(|judgement| [judgement.left, judgement.right]) {
            self.enter(record, &mut group);
        }
        let mut judgements = Vec::new();
        let mut next = 0;
        while let Some(record) = group.get(next).copied() {
            next += 1;
            let of_record: Vec<u32> = self.judgements_of.of(record).collect();
            for number in of_record {
                let judgement = self.judgements[number as usize];
                judgements.push(judgement);
                if judgement.same {
                    self.enter(judgement.left, &mut group);
                    self.enter(judgement.right, &mut group);
                }
            }
        }
        judgements.sort_unstable();
        judgements.dedup();
        judge::check(
            &judgements,
            |record| self.records[record as usize].order,
            |record| self.unique_input(record),
        )
    }

    fn redo(&mut self, old: usize, update: &Update) -> Affected {
        let edges = update.edges.iter().flat_map(|edge| [edge.left, edge.right]);
        let judgements = update.judgements.iter().flat_map(|judgement| [judgement.left, judgement.right]);
        let touched = (old as u32..self.records.len() as u32).chain(edges).chain(judgements);
        let mut region = Region::default();
        self.walk += 1;
        for record in touched {
            self.take_in(record, &mut region.records);
        }
        let mut rounds = 0;
        let firsts = loop {
            self.border(&mut region);
            let found = self.cluster(&region);
            let changed = self.changed(&region, &found);
            if changed.is_empty() {
                break found;
            }
            rounds += 1;
            let grows_by =
                if rounds < CAUTIOUS_ROUNDS { changed } else { std::mem::take(&mut region.border) };
            for record in grows_by {
                self.take_in(record, &mut region.records);
            }
        };
        region.records.sort_unstable_by_key(|record| self.rank(*record));
        let was_there = region.records.iter().copied().filter(|record| (*record as usize) < old);
        let before = self.clusters(was_there.collect());
        for record in &region.records {
            self.alike[*record as usize] = Alike::Unknown;
            self.firsts[*record as usize] = firsts[self.places[*record as usize] as usize];
        }
        let after = self.clusters(region.records);
        for members in &after {
            put_together(members, &mut self.firsts, &mut self.following);
        }
        Affected { before, after }
    }

    /// Adds the cluster of a record that the walk has not seen.
    fn take_in(&mut self, record: u32, records: &mut Vec<u32>) {
        let mut next = record;
        while self.enter(next, records) {
            next = self.following[next as usize];
        }
    }

    /// Finds all records of clusters that border on the region.
    fn border(&mut self, region: &mut Region) {
        let inside = self.walk;
        region.border.clear();
        let mut beyond = Vec::new();
        for record in &region.records {
            let edges = self.edges_of.of(*record).map(|number| self.edges[number as usize]);
            let links = edges.filter(|edge| edge.weight_milli >= self.options.threshold_milli);
            let ends = links.flat_map(|edge| [edge.left, edge.right]);
            beyond.extend(ends.filter(|end| self.seen[*end as usize] != inside));
        }
        // The border is another walk, so that the region stays marked.
        self.walk += 1;
        for record in beyond {
            self.take_in(record, &mut region.border);
        }
        for record in &region.border {
            self.seen[*record as usize] = 0;
        }
        self.walk = inside;
    }

    /// Clusters the region with its border. For each place the smallest member of that record's cluster.
    fn cluster(&mut self, region: &Region) -> Vec<u32> {
        let mut records = [region.records.as_slice(), &region.border].concat();
        records.sort_unstable_by_key(|record| self.rank(*record));
        for (place, record) in records.iter().enumerate() {
            self.places[*record as usize] = place as u32;
        }
        let place_of = |record: u32| {
            let place = self.places[record as usize];
            (records.get(place as usize) == Some(&record)).then_some(place)
        };
        let (mut edges, mut judgements) = (Vec::new(), Vec::new());
        for (place, record) in records.iter().enumerate() {
            // Each pair once: from its left end.
            let left = place as u32;
            for number in self.edges_of.of(*record) {
                let edge = self.edges[number as usize];
                if edge.left == *record
                    && let Some(right) = place_of(edge.right)
                {
                    edges.push(Edge { left, right, ..edge });
                }
            }
            for number in self.judgements_of.of(*record) {
                let judgement = self.judgements[number as usize];
                if judgement.left == *record
                    && let Some(right) = place_of(judgement.right)
                {
                    judgements.push(Judgement { left, right, ..judgement });
                }
            }
        }
        let inputs: Vec<u32> = records.iter().map(|record| self.records[*record as usize].input).collect();
        // Sorted, so that places are ranks.
        let order: Vec<u32> = (0..records.len() as u32).collect();
        let problem = Problem {
            order: &order,
            edges: &edges,
            judgements: &judgements,
            inputs: &inputs,
            unique: &self.unique,
        };
        let mut firsts = labels(&problem, &self.options, &order, &mut self.solver);
        for first in &mut firsts {
            *first = records[*first as usize];
        }
        firsts
    }

    /// Records of bordering clusters that came out changed.
    fn changed(&self, region: &Region, firsts: &[u32]) -> Vec<u32> {
        let first = |record: u32| firsts[self.places[record as usize] as usize];
        let mut of_region: Vec<u32> = region.records.iter().map(|record| first(*record)).collect();
        of_region.sort_unstable();
        let is_changed = |record: &u32| {
            first(*record) != self.firsts[*record as usize]
                || of_region.binary_search(&first(*record)).is_ok()
        };
        region.border.iter().copied().filter(is_changed).collect()
    }

    /// The clusters that records form, which are sorted.
    fn clusters(&self, mut records: Vec<u32>) -> Vec<Vec<u32>> {
        records.sort_by_key(|record| self.rank(self.firsts[*record as usize]));
        let same = |left: &u32, right: &u32| self.firsts[*left as usize] == self.firsts[*right as usize];
        records.chunk_by(same).map(<[u32]>::to_vec).collect()
    }

    fn rank(&self, record: u32) -> (u64, u32) {
        (self.records[record as usize].order, record)
    }

    fn unique_input(&self, record: u32) -> Option<u32> {
        let input = self.records[record as usize].input;
        self.unique.get(input as usize).copied().unwrap_or(false).then_some(input)
    }

    /// Adds a record unless the walk has come by it already; whether it did so.
    fn enter(&mut self, record: u32, records: &mut Vec<u32>) -> bool {
        let is_new = self.seen[record as usize] != self.walk;
        if is_new {
            self.seen[record as usize] = self.walk;
            records.push(record);
        }
        is_new
    }
}

impl Affected {
    /// Puts the clusters as they were before, of so many records, of which each knows the first and the next.
    pub(crate) fn take_back(&self, old: usize, firsts: &mut Vec<u32>, following: &mut Vec<u32>) {
        firsts.truncate(old);
        following.truncate(old);
        for members in &self.before {
            put_together(members, firsts, following);
        }
    }
}

/// Makes one cluster of members by order, of which each knows the first and the next.
pub(crate) fn put_together(members: &[u32], firsts: &mut [u32], following: &mut [u32]) {
    for (place, member) in members.iter().enumerate() {
        firsts[*member as usize] = members[0];
        following[*member as usize] = members[(place + 1) % members.len()];
    }
}

/// What is clustered anew: whole clusters as they were.
#[derive(Debug, Default)]
struct Region {
    records: Vec<u32>,
    /// Records of the clusters around.
    border: Vec<u32>,
}

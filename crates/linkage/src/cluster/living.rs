//! Clusters that stay up to date while records arrive.

use super::full::check_pairs;
use super::incidence::Incidence;
use super::solve::{NONE, Part, Solver};
use super::{Edge, Error, Judgement, Options, Partition, judge};

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

/// What an update touched: whole components, each cluster sorted, clusters by the order of their first
/// member. What is not listed is as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Affected {
    /// The clusters that the old records among them formed.
    pub before: Vec<Vec<u32>>,
    /// The clusters that all of them form now.
    pub after: Vec<Vec<u32>>,
}

/// All records, pairs and judgements so far with their clusters, equal at any time to
/// [`average_link`](super::average_link) of everything at once.
///
/// An update redoes the connected components that it touches, from all pairs kept in them: in time it takes
/// what those components take, however many records there are elsewhere. A pair once given stays; given
/// again with a higher weight, that counts. To withdraw something, build anew.
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
    edges: Vec<Edge>,
    edges_of: Incidence,
    judgements: Vec<Judgement>,
    judgements_of: Incidence,
    /// Which walk through a component saw each record last, and its place in that.
    seen: Vec<u64>,
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
            edges: Vec::new(),
            edges_of: Incidence::default(),
            judgements: Vec::new(),
            judgements_of: Incidence::default(),
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

    /// All clusters.
    pub fn partition(&self) -> Partition {
        let mut by_order: Vec<u32> = (0..self.records.len() as u32).collect();
        by_order.sort_unstable_by_key(|record| self.rank(*record));
        Partition::from_dense(&self.firsts, self.records.len(), &by_order)
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
        Ok(self.redo(old, update))
    }

    fn resize(&mut self, records: usize) {
        self.edges_of.resize(records);
        self.judgements_of.resize(records);
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

    /// The judgements hold together in all groups of judged records that the new ones touch.
    fn check(&mut self, new: &[Judgement]) -> Result<(), Error> {
        if new.is_empty() {
            return Ok(());
        }
        let walk = self.next_walk();
        let mut group = Vec::new();
        for record in new.iter().flat_map(|judgement| [judgement.left, judgement.right]) {
            self.enter(record, walk, &mut group);
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
                    self.enter(judgement.left, walk, &mut group);
                    self.enter(judgement.right, walk, &mut group);
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
        let mut touched: Vec<u32> = (old as u32..self.records.len() as u32).collect();
        // One end is enough: a pair that ends in another component changes nothing, and new ends are touched.
        touched.extend(update.edges.iter().map(|edge| edge.left.max(edge.right)));
        touched.extend(update.judgements.iter().map(|judgement| judgement.left.max(judgement.right)));
        let mut affected = Affected::default();
        let first_walk = self.walk + 1;
        for record in touched {
            if self.seen[record as usize] >= first_walk {
                continue;
            }
            let members = self.component(record);
            let before = members.iter().copied().filter(|member| (*member as usize) < old);
            affected.before.extend(self.clusters(before.collect()));
            self.solve(&members);
            affected.after.extend(self.clusters(members));
        }
        for clusters in [&mut affected.before, &mut affected.after] {
            clusters.sort_unstable_by_key(|members| members.first().map(|first| self.rank(*first)));
        }
        affected
    }

    /// Everything that links lead to from a record, by order.
    fn component(&mut self, start: u32) -> Vec<u32> {
        let walk = self.next_walk();
        let mut members = Vec::new();
        self.enter(start, walk, &mut members);
        let mut neighbours = Vec::new();
        let mut next = 0;
        while let Some(record) = members.get(next).copied() {
            next += 1;
            let edges = self.edges_of.of(record).map(|number| self.edges[number as usize]);
            let links = edges.filter(|edge| edge.weight_milli >= self.options.threshold_milli);
            neighbours.extend(links.flat_map(|edge| [edge.left, edge.right]));
            let judgements = self.judgements_of.of(record).map(|number| self.judgements[number as usize]);
            let same = judgements.filter(|judgement| judgement.same);
            neighbours.extend(same.flat_map(|judgement| [judgement.left, judgement.right]));
            for neighbour in neighbours.drain(..) {
                self.enter(neighbour, walk, &mut members);
            }
        }
        members.sort_unstable_by_key(|record| self.rank(*record));
        for (place, member) in members.iter().enumerate() {
            self.places[*member as usize] = place as u32;
        }
        members
    }

    /// Clusters the component that was walked through last.
    fn solve(&mut self, members: &[u32]) {
        if members.len() == 1 {
            self.firsts[members[0] as usize] = members[0];
            return;
        }
        let mut part = Part { records: members.len(), ..Part::default() };
        let inside = |record: u32| self.seen[record as usize] == self.walk;
        for (place, member) in members.iter().enumerate() {
            // Each pair once: from its left end.
            let edges = self.edges_of.of(*member).map(|number| self.edges[number as usize]);
            for edge in edges.filter(|edge| edge.left == *member && inside(edge.right)) {
                part.edges.push(Edge { left: place as u32, right: self.places[edge.right as usize], ..edge });
            }
            let judgements = self.judgements_of.of(*member).map(|number| self.judgements[number as usize]);
            for judgement in
                judgements.filter(|judgement| judgement.left == *member && inside(judgement.right))
            {
                part.judge(Judgement {
                    left: place as u32,
                    right: self.places[judgement.right as usize],
                    ..judgement
                });
            }
        }
        if self.unique.contains(&true) {
            part.unique = members.iter().map(|member| self.unique_input(*member).unwrap_or(NONE)).collect();
        }
        for (place, label) in self.solver.solve(&mut part, &self.options).iter().enumerate() {
            self.firsts[members[place] as usize] = members[*label as usize];
        }
    }

    /// The clusters of whole ones among these records, which are sorted.
    fn clusters(&self, mut members: Vec<u32>) -> Vec<Vec<u32>> {
        members.sort_by_key(|member| self.rank(self.firsts[*member as usize]));
        let same = |left: &u32, right: &u32| self.firsts[*left as usize] == self.firsts[*right as usize];
        members.chunk_by(same).map(<[u32]>::to_vec).collect()
    }

    fn rank(&self, record: u32) -> (u64, u32) {
        (self.records[record as usize].order, record)
    }

    fn unique_input(&self, record: u32) -> Option<u32> {
        let input = self.records[record as usize].input;
        self.unique.get(input as usize).copied().unwrap_or(false).then_some(input)
    }

    fn next_walk(&mut self) -> u64 {
        self.walk += 1;
        self.walk
    }

    fn enter(&mut self, record: u32, walk: u64, members: &mut Vec<u32>) {
        if self.seen[record as usize] != walk {
            self.seen[record as usize] = walk;
            members.push(record);
        }
    }
}

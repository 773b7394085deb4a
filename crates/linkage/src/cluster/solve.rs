//! Average link inside one connected component.
//!
//! Agglomerative clustering by the unweighted pair-group mean (Sokal and Michener 1958), on signed weights:
//! the two clusters with the highest mean weight between them become one, until the highest is below the
//! threshold. A pair that was not given counts [`Options::missing_milli`].
//!
//! The mean is *reducible*: after a merge no mean is above the higher of the two it came from (Müllner 2011,
//! arXiv:1109.2378, section 2). So a mean queued earlier is a bound from above, and is looked at again only
//! when it comes to the top. A pair of clusters of s and t records stays queued only while
//! s·t ≤ (1 + most / |missing|) · pairs given between them, which bounds all looking again, for E pairs, by
//! E · (1 + most / |missing|) · log E, whatever the shape of the component; the lists of the smaller side
//! are moved, which takes E · log E.

use super::queue::Queue;
use super::{Edge, Options};
use crate::components::Components;
use crate::table::mix;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// No record, arc or input.
pub(super) const NONE: u32 = u32::MAX;

/// Means are compared in parts of a thousandth of a bit; rounding down keeps them reducible.
const PARTS: i64 = 1024;

/// The pair is not in the queue.
const NOT_QUEUED: i32 = -1;

/// The two may not become one, or are one already.
const CLOSED: i32 = -2;

/// Tables of pairs larger than this are given back after a component, so that clearing them stays cheap.
const LARGE: usize = 4096;

/// One connected component. Records are local numbers in their order.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// How many records there are.
    pub records: usize,
    /// All pairs given between them.
    pub edges: Vec<Edge>,
    /// Judged the same; free of contradictions.
    pub same: Vec<(u32, u32)>,
    /// Judged distinct.
    pub apart: Vec<(u32, u32)>,
    /// The input of each record where that is free of duplicates, else [`NONE`]; empty where no input is.
    pub unique: Vec<u32>,
    /// The input of each record where only records of different ones are compared; else empty.
    pub inputs: Vec<u32>,
}

/// The pairs of two clusters.
#[derive(Debug, Clone, Copy)]
struct Between {
    /// The two; `[NONE, NONE]` once they are one, `[NONE, other]` once it is counted in another one.
    ends: [u32; 2],
    sum: i64,
    given: u32,
    /// The highest mean under which it is queued, [`NOT_QUEUED`] or [`CLOSED`].
    queued: i32,
}

#[derive(Debug, Clone, Copy)]
struct Cluster {
    size: u32,
    /// Its smallest record.
    first: u32,
    /// The start of the list of its pairs: arc `2 · b + s` is side `s` of `between[b]`.
    head: u32,
    /// How many pairs it has, those closed among them.
    degree: u32,
}

/// Working memory, kept from component to component.
#[derive(Debug, Default)]
pub(super) struct Solver {
    clusters: Vec<Cluster>,
    between: Vec<Between>,
    /// The arc that follows each in the list of its cluster.
    next: Vec<u32>,
    /// The cluster that took a cluster in.
    parent: Vec<u32>,
    /// Inputs free of duplicates of which a cluster holds a record; empty where there is no such input.
    holds: Vec<Vec<u32>>,
    /// Records of each input in a cluster, cluster by cluster, where only records of different ones are compared.
    by_input: Vec<u32>,
    /// How many inputs that are; 0 where all records are compared.
    inputs: usize,
    places: HashMap<u64, u32, BuildHasherDefault<PlaceHasher>>,
    queue: Queue,
    labels: Vec<u32>,
}

impl Solver {
    /// The cluster of each record of the part, as the smallest record in it.
    pub fn solve(&mut self, part: &mut Part, options: &Options) -> &[u32] {
        let records = part.records;
        if records == 2 && part.same.is_empty() && part.apart.is_empty() && part.unique.is_empty() {
            // Most components: their pair reaches the threshold, or they were not connected.
            self.labels.clear();
            self.labels.extend([0, 0]);
            return &self.labels;
        }
        self.reset(records);
        if !part.same.is_empty() {
            let mut judged = Components::new(records);
            for (left, right) in &part.same {
                judged.join(*left, *right);
            }
            for record in 0..records as u32 {
                let root = judged.root(record);
                self.parent[record as usize] = root;
                if root != record {
                    self.clusters[root as usize].size += 1;
                }
            }
        }
        self.hold(part);
        self.count_inputs(part);
        self.connect(part, options);
        self.agglomerate(options);
        self.labels.clear();
        for record in 0..records as u32 {
            let cluster = self.cluster_of(record);
            self.labels.push(self.clusters[cluster as usize].first);
        }
        &self.labels
    }

    fn reset(&mut self, records: usize) {
        let alone = |record| Cluster { size: 1, first: record, head: NONE, degree: 0 };
        self.clusters.clear();
        self.clusters.extend((0..records as u32).map(alone));
        self.between.clear();
        self.next.clear();
        self.parent.clear();
        self.parent.extend(0..records as u32);
        self.holds.clear();
        if self.places.capacity() > LARGE {
            self.places = HashMap::default();
        }
        self.places.clear();
        self.queue.clear();
    }

    fn hold(&mut self, part: &Part) {
        if part.unique.is_empty() {
            return;
        }
        self.holds.resize(part.records, Vec::new());
        for (record, input) in part.unique.iter().enumerate() {
            if *input != NONE {
                self.holds[self.parent[record] as usize].push(*input);
            }
        }
        for inputs in &mut self.holds {
            inputs.sort_unstable();
        }
    }

    fn count_inputs(&mut self, part: &Part) {
        self.inputs = part.inputs.iter().max().map_or(0, |last| *last as usize + 1);
        self.by_input.clear();
        self.by_input.resize(part.records * self.inputs, 0);
        for (record, input) in part.inputs.iter().enumerate() {
            self.by_input[self.parent[record] as usize * self.inputs + *input as usize] += 1;
        }
    }

    /// Pairs of records of two clusters that count. One record that comes to a cluster is held against those that it could
    /// be compared with; two clusters have shown what they are, and one pair does not hold them together.
    fn pairs(&self, [left, right]: [u32; 2]) -> u64 {
        let all = [left, right].map(|end| u64::from(self.clusters[end as usize].size));
        if !all.contains(&1) {
            return all[0] * all[1];
        }
        let of = |end: u32| &self.by_input[end as usize * self.inputs..][..self.inputs];
        let within = of(left).iter().zip(of(right)).map(|(own, other)| u64::from(*own) * u64::from(*other));
        all[0] * all[1] - within.sum::<u64>()
    }

    /// Makes the pairs of clusters from those of records, and queues them.
    fn connect(&mut self, part: &mut Part, options: &Options) {
        for edge in &mut part.edges {
            (edge.left, edge.right) = (edge.left.min(edge.right), edge.left.max(edge.right));
        }
        part.edges.sort_unstable_by_key(|edge| (edge.left, edge.right, Reverse(edge.weight_milli)));
        part.edges.dedup_by_key(|edge| (edge.left, edge.right));
        self.places.reserve(part.edges.len());
        for edge in &part.edges {
            let (left, right) = (self.parent[edge.left as usize], self.parent[edge.right as usize]);
            if left == right {
                continue;
            }
            let between = self.between_of(left, right);
            let between = &mut self.between[between as usize];
            between.sum += options.counts(edge.weight_milli);
            between.given += 1;
        }
        for (left, right) in &part.apart {
            let between = self.between_of(self.parent[*left as usize], self.parent[*right as usize]);
            self.between[between as usize].queued = CLOSED;
        }
        for between in 0..self.between.len() as u32 {
            self.enqueue(between, options);
        }
    }

    /// The pair of two clusters, made where there is none yet.
    fn between_of(&mut self, left: u32, right: u32) -> u32 {
        let new = self.between.len() as u32;
        let found = *self.places.entry(key(left, right)).or_insert(new);
        if found == new {
            self.between.push(Between { ends: [left, right], sum: 0, given: 0, queued: NOT_QUEUED });
            self.next.extend([NONE, NONE]);
            self.list(new, 0, left);
            self.list(new, 1, right);
        }
        found
    }

    /// Puts one side of a pair of clusters into the list of its cluster.
    fn list(&mut self, between: u32, side: usize, cluster: u32) {
        let arc = between * 2 + side as u32;
        let cluster = &mut self.clusters[cluster as usize];
        self.next[arc as usize] = cluster.head;
        cluster.head = arc;
        cluster.degree += 1;
    }

    /// Mean weight above the threshold, in parts of a thousandth of a bit, rounded down.
    fn mean(&self, between: &Between, options: &Options) -> i64 {
        // Somebody may have given what is never compared.
        let pairs = self.pairs(between.ends).max(u64::from(between.given)).max(1);
        let missing = i64::from(options.missing_milli);
        if let Ok(few) = u32::try_from(pairs) {
            let total = between.sum + (i64::from(few) - i64::from(between.given)) * missing;
            return (total * PARTS).div_euclid(i64::from(few));
        }
        let absent = i128::from(pairs) - i128::from(between.given);
        let total = i128::from(between.sum) + absent * i128::from(missing);
        (total * i128::from(PARTS)).div_euclid(i128::from(pairs)) as i64
    }

    fn enqueue(&mut self, between: u32, options: &Options) {
        let found = self.between[between as usize];
        if found.queued == CLOSED {
            return;
        }
        let mean = self.mean(&found, options);
        if mean >= 0 {
            self.between[between as usize].queued = mean as i32;
            self.queue.push(mean as u32, between);
        }
    }

    /// Merges from the highest mean down.
    fn agglomerate(&mut self, options: &Options) {
        let mut highest = Vec::new();
        let mut ties = Vec::new();
        while let Some(value) = self.queue.take(&mut highest) {
            let mean = value.cast_signed();
            ties.clear();
            for entry in &highest {
                let between = self.resolve(*entry);
                let found = self.between[between as usize];
                // Else it was queued again since, or its two clusters have become one.
                if found.queued == mean {
                    let [left, right] = found.ends.map(|end| self.clusters[end as usize].first);
                    ties.push((left.min(right), left.max(right), between));
                }
            }
            ties.sort_unstable();
            for (_, _, between) in &ties {
                self.consider(*between, mean, options);
            }
        }
    }

    fn consider(&mut self, between: u32, mean: i32, options: &Options) {
        let between = self.resolve(between);
        let found = self.between[between as usize];
        if found.queued != mean {
            return;
        }
        if self.mean(&found, options) < i64::from(mean) {
            self.between[between as usize].queued = NOT_QUEUED;
            self.enqueue(between, options);
            return;
        }
        let [left, right] = found.ends;
        if self.share_an_input(left, right) {
            self.between[between as usize].queued = CLOSED;
            return;
        }
        self.merge(between, left, right);
    }

    fn share_an_input(&self, left: u32, right: u32) -> bool {
        let (Some(left), Some(right)) = (self.holds.get(left as usize), self.holds.get(right as usize))
        else {
            return false;
        };
        let (few, many) = if left.len() < right.len() { (left, right) } else { (right, left) };
        few.iter().any(|input| many.binary_search(input).is_ok())
    }

    /// Makes the two clusters one: that with the shorter list moves into the other.
    fn merge(&mut self, between: u32, left: u32, right: u32) {
        let length = |cluster: u32| (self.clusters[cluster as usize].degree, Reverse(cluster));
        let (keeps, goes) = if length(left) > length(right) { (left, right) } else { (right, left) };
        self.places.remove(&key(left, right));
        self.between[between as usize].ends = [NONE, NONE];
        self.between[between as usize].queued = CLOSED;
        let Cluster { size, first, head, .. } = self.clusters[goes as usize];
        let mut arc = head;
        while arc != NONE {
            let following = self.next[arc as usize];
            self.move_arc(arc, goes, keeps);
            arc = following;
        }
        self.parent[goes as usize] = keeps;
        let cluster = &mut self.clusters[keeps as usize];
        cluster.size += size;
        cluster.first = cluster.first.min(first);
        for input in 0..self.inputs {
            let gone = self.by_input[goes as usize * self.inputs + input];
            self.by_input[keeps as usize * self.inputs + input] += gone;
        }
        if !self.holds.is_empty() {
            let taken = std::mem::take(&mut self.holds[goes as usize]);
            self.holds[keeps as usize].extend(taken);
            self.holds[keeps as usize].sort_unstable();
        }
    }

    /// Gives one side of a pair of clusters to the cluster that its own becomes part of.
    fn move_arc(&mut self, arc: u32, goes: u32, keeps: u32) {
        let (moved, side) = (arc / 2, (arc % 2) as usize);
        let Between { ends, sum, given, queued } = self.between[moved as usize];
        if ends[0] == NONE {
            return;
        }
        let other = ends[1 - side];
        self.places.remove(&key(goes, other));
        let found = *self.places.entry(key(keeps, other)).or_insert(moved);
        if found == moved {
            self.between[moved as usize].ends[side] = keeps;
            self.list(moved, side, keeps);
            return;
        }
        self.between[moved as usize].ends = [NONE, found];
        self.clusters[other as usize].degree -= 1;
        let into = &mut self.between[found as usize];
        into.sum += sum;
        into.given += given;
        let closed = into.queued == CLOSED || queued == CLOSED;
        into.queued = if closed { CLOSED } else { into.queued.max(queued) };
    }

    /// The pair of clusters in which one is counted now.
    fn resolve(&mut self, start: u32) -> u32 {
        let mut current = start;
        while let Some(into) = self.counted_in(current) {
            if let Some(further) = self.counted_in(into) {
                self.between[current as usize].ends[1] = further;
            }
            current = into;
        }
        current
    }

    fn counted_in(&self, between: u32) -> Option<u32> {
        let [left, right] = self.between[between as usize].ends;
        (left == NONE && right != NONE).then_some(right)
    }

    fn cluster_of(&mut self, record: u32) -> u32 {
        let mut current = record;
        while self.parent[current as usize] != current {
            let parent = self.parent[current as usize];
            self.parent[current as usize] = self.parent[parent as usize];
            current = self.parent[current as usize];
        }
        current
    }
}

fn key(left: u32, right: u32) -> u64 {
    u64::from(left.min(right)) << 32 | u64::from(left.max(right))
}

/// Hashes the key of two clusters. The table is only asked, never walked through.
#[derive(Debug, Default)]
struct PlaceHasher(u64);

impl Hasher for PlaceHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0, u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = mix(self.0, number);
    }
}

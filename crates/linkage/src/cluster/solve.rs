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

use super::{Edge, Options};
use crate::components::Components;
use crate::table::mix;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// No node, pair, arc or input.
pub(super) const NONE: u32 = u32::MAX;

/// Means are compared in parts of a thousandth of a bit; rounding down keeps them reducible.
const PARTS: i128 = 1024;

/// A pair that is not queued.
const NOT_QUEUED: i64 = i64::MIN;

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
}

/// The pairs of two clusters.
#[derive(Debug, Clone, Copy)]
struct Between {
    /// Both [`NONE`] once the two have become one.
    ends: [u32; 2],
    sum: i64,
    given: u64,
    forbidden: bool,
    /// The highest mean under which it is queued.
    queued: i64,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    mean: i64,
    firsts: Reverse<(u32, u32)>,
    between: u32,
}

/// Working memory, kept from component to component.
#[derive(Debug, Default)]
pub(super) struct Solver {
    between: Vec<Between>,
    /// What a pair of clusters has become part of, after merges.
    became: Vec<u32>,
    /// Arc `2 · b + s` stands in the list of `between[b].ends[s]`: the next in that list.
    next: Vec<u32>,
    head: Vec<u32>,
    degree: Vec<u32>,
    size: Vec<u64>,
    /// Smallest record of each cluster.
    first: Vec<u32>,
    /// The cluster that took a cluster in.
    parent: Vec<u32>,
    /// Inputs free of duplicates of which a cluster holds a record.
    holds: Vec<Vec<u32>>,
    places: HashMap<u64, u32, BuildHasherDefault<PlaceHasher>>,
    queue: BinaryHeap<Candidate>,
    labels: Vec<u32>,
}

impl Solver {
    /// The cluster of each record of the part, as the smallest record in it.
    pub fn solve(&mut self, part: &mut Part, options: &Options) -> &[u32] {
        let records = part.records;
        if records == 2 && part.same.is_empty() && part.apart.is_empty() && part.unique.is_empty() {
            // Connected, so that their pair reaches the threshold.
            self.labels.clear();
            self.labels.extend([0, 0]);
            return &self.labels;
        }
        let mut judged = Components::new(if part.same.is_empty() { 0 } else { records });
        for (left, right) in &part.same {
            judged.join(*left, *right);
        }
        self.reset(records);
        if !part.same.is_empty() {
            for record in 0..records as u32 {
                let root = judged.root(record);
                self.parent[record as usize] = root;
                if root != record {
                    self.size[root as usize] += 1;
                }
            }
        }
        self.hold(part);
        self.connect(part, options);
        while let Some(candidate) = self.queue.pop() {
            self.consider(&candidate, options);
        }
        self.labels.clear();
        for record in 0..records as u32 {
            let cluster = resolve(&mut self.parent, record);
            self.labels.push(self.first[cluster as usize]);
        }
        &self.labels
    }

    fn reset(&mut self, records: usize) {
        self.between.clear();
        self.became.clear();
        self.next.clear();
        self.queue.clear();
        fill(&mut self.head, records, NONE);
        fill(&mut self.degree, records, 0);
        fill(&mut self.size, records, 1);
        self.first.clear();
        self.first.extend(0..records as u32);
        self.parent.clear();
        self.parent.extend(0..records as u32);
        self.holds.clear();
        if self.places.capacity() > LARGE {
            self.places = HashMap::default();
        }
        self.places.clear();
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

    /// Makes the pairs of clusters from those of records, and queues them.
    fn connect(&mut self, part: &mut Part, options: &Options) {
        for edge in &mut part.edges {
            (edge.left, edge.right) = (edge.left.min(edge.right), edge.left.max(edge.right));
        }
        part.edges.sort_unstable_by_key(|edge| (edge.left, edge.right, Reverse(edge.weight_milli)));
        part.edges.dedup_by_key(|edge| (edge.left, edge.right));
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
            self.between[between as usize].forbidden = true;
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
            self.between.push(Between {
                ends: [left, right],
                sum: 0,
                given: 0,
                forbidden: false,
                queued: NOT_QUEUED,
            });
            self.became.push(new);
            self.next.extend([NONE, NONE]);
            self.list(new, 0);
            self.list(new, 1);
        }
        found
    }

    /// Puts one end of a pair of clusters into the list of its cluster.
    fn list(&mut self, between: u32, side: usize) {
        let cluster = self.between[between as usize].ends[side] as usize;
        let arc = between * 2 + side as u32;
        self.next[arc as usize] = self.head[cluster];
        self.head[cluster] = arc;
        self.degree[cluster] += 1;
    }

    fn mean(&self, between: u32, options: &Options) -> i64 {
        let Between { ends: [left, right], sum, given, .. } = self.between[between as usize];
        let pairs = i128::from(self.size[left as usize]) * i128::from(self.size[right as usize]);
        let total = i128::from(sum) + (pairs - i128::from(given)) * i128::from(options.missing_milli);
        (total * PARTS).div_euclid(pairs) as i64
    }

    fn enqueue(&mut self, between: u32, options: &Options) {
        if self.between[between as usize].forbidden {
            return;
        }
        let mean = self.mean(between, options);
        if mean < 0 {
            return;
        }
        let found = &mut self.between[between as usize];
        found.queued = mean;
        let [left, right] = found.ends.map(|end| self.first[end as usize]);
        self.queue.push(Candidate { mean, firsts: Reverse((left.min(right), left.max(right))), between });
    }

    fn consider(&mut self, candidate: &Candidate, options: &Options) {
        let between = resolve(&mut self.became, candidate.between);
        let Between { ends: [left, right], forbidden, queued, .. } = self.between[between as usize];
        // Queued again since, or its two clusters have become one.
        if queued != candidate.mean || forbidden {
            return;
        }
        if self.mean(between, options) < candidate.mean {
            self.between[between as usize].queued = NOT_QUEUED;
            self.enqueue(between, options);
            return;
        }
        if self.share_an_input(left, right) {
            self.between[between as usize].forbidden = true;
            return;
        }
        self.merge(between);
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
    fn merge(&mut self, between: u32) {
        let [left, right] = self.between[between as usize].ends;
        let left_is_longer =
            (self.degree[left as usize], Reverse(left)) > (self.degree[right as usize], Reverse(right));
        let (keeps, goes) = if left_is_longer { (left, right) } else { (right, left) };
        self.places.remove(&key(left, right));
        self.between[between as usize] = Between {
            ends: [NONE, NONE],
            forbidden: true,
            queued: NOT_QUEUED,
            ..self.between[between as usize]
        };
        let mut arc = self.head[goes as usize];
        while arc != NONE {
            let following = self.next[arc as usize];
            let (moved, side) = (arc / 2, (arc % 2) as usize);
            arc = following;
            if self.became[moved as usize] != moved || self.between[moved as usize].ends[0] == NONE {
                continue;
            }
            self.move_arc(moved, side, keeps);
        }
        self.head[goes as usize] = NONE;
        self.parent[goes as usize] = keeps;
        self.size[keeps as usize] += self.size[goes as usize];
        self.first[keeps as usize] = self.first[keeps as usize].min(self.first[goes as usize]);
        if !self.holds.is_empty() {
            let taken = std::mem::take(&mut self.holds[goes as usize]);
            self.holds[keeps as usize].extend(taken);
            self.holds[keeps as usize].sort_unstable();
        }
    }

    /// Gives one end of a pair of clusters to the cluster that `goes` becomes part of.
    fn move_arc(&mut self, moved: u32, side: usize, keeps: u32) {
        let Between { ends, sum, given, forbidden, queued } = self.between[moved as usize];
        let other = ends[1 - side];
        self.places.remove(&key(ends[side], other));
        let found = *self.places.entry(key(keeps, other)).or_insert(moved);
        if found == moved {
            self.between[moved as usize].ends[side] = keeps;
            self.list(moved, side);
            return;
        }
        self.became[moved as usize] = found;
        self.degree[other as usize] -= 1;
        let into = &mut self.between[found as usize];
        into.sum += sum;
        into.given += given;
        into.forbidden |= forbidden;
        into.queued = into.queued.max(queued);
    }
}

/// Follows the pointers of what became part of what, and shortens them.
fn resolve(into: &mut [u32], start: u32) -> u32 {
    let mut current = start;
    while into[current as usize] != current {
        into[current as usize] = into[into[current as usize] as usize];
        current = into[current as usize];
    }
    current
}

fn fill<Value: Clone>(all: &mut Vec<Value>, length: usize, value: Value) {
    all.clear();
    all.resize(length, value);
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

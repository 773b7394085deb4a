//! The assignment of highest total weight in one group of connected pairs.
//!
//! Successive shortest augmenting paths with prices, on the given pairs only (Kuhn 1955 and Munkres 1957
//! in the form of Edmonds and Karp 1972 and Tomizawa 1971): one left record after the other gets a
//! partner, others moving on where that is worth it. Prices keep all costs at 0 and above, so that
//! Dijkstra's search ends at the nearest free partner. All numbers are integers.

use super::NONE;
use crate::cluster::Edge;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Looks at pairs, for each pair of a group, after which the optimum is given up: about two microseconds a
/// pair. No group of six labelled pairs of tables comes near, with thresholds down to -20 bits.
const LOOKS_PER_PAIR: u64 = 50;

/// Groups may be looked at this often in any case.
const LOOKS_AT_LEAST: u64 = 1_000_000;

/// One possible partner of a left record.
#[derive(Debug, Clone, Copy)]
struct Offer {
    right: u32,
    /// What it is worth over having no partner; above 0.
    gain: i64,
    /// Its place in the group.
    place: u32,
}

/// How a right record was reached in one search.
#[derive(Debug, Clone, Copy)]
struct Reached {
    distance: i64,
    /// By way of this left record, with its offer of this number.
    left: u32,
    offer: u32,
    settled: bool,
}

const NOT_REACHED: Reached = Reached { distance: i64::MAX, left: NONE, offer: NONE, settled: false };

/// Where a search ends.
#[derive(Debug, Clone, Copy)]
enum End {
    /// At a right record that is free.
    Free(u32),
    /// At a left record that goes without.
    Without(u32),
}

/// Working memory, kept from group to group.
#[derive(Debug)]
pub(super) struct Solver {
    /// The number in the group of each record of the tables, or [`NONE`].
    number_of_left: Vec<u32>,
    number_of_right: Vec<u32>,
    /// Offers of left record `l`: `offers[starts[l]..starts[l + 1]]`, best first.
    starts: Vec<u32>,
    offers: Vec<Offer>,
    left_price: Vec<i64>,
    right_price: Vec<i64>,
    /// The offer that each left record takes, or [`NONE`].
    taken: Vec<u32>,
    /// The left record that each right one is taken by, or [`NONE`].
    taker: Vec<u32>,
    reached: Vec<Reached>,
    touched: Vec<u32>,
    /// Left records that the search has come to, with their distances.
    passed: Vec<(u32, i64)>,
    queue: BinaryHeap<Reverse<(i64, u32)>>,
    looks: u64,
    kept: Vec<u32>,
}

impl Solver {
    pub fn new(lefts: usize, rights: usize) -> Self {
        Self {
            number_of_left: vec![NONE; lefts],
            number_of_right: vec![NONE; rights],
            starts: Vec::new(),
            offers: Vec::new(),
            left_price: Vec::new(),
            right_price: Vec::new(),
            taken: Vec::new(),
            taker: Vec::new(),
            reached: Vec::new(),
            touched: Vec::new(),
            passed: Vec::new(),
            queue: BinaryHeap::new(),
            looks: 0,
            kept: Vec::new(),
        }
    }

    /// The pairs to keep, in the order of the group; none where that takes too long. `group` holds the
    /// numbers of connected pairs, heaviest first and ties by the records' order: the result depends on
    /// that and not on the numbers of records.
    pub fn solve(&mut self, group: &[u32], pairs: &[Edge], threshold_milli: i32) -> Option<&[u32]> {
        self.kept.clear();
        if let [only] = group {
            self.kept.push(*only);
            return Some(&self.kept);
        }
        self.read(group, pairs, threshold_milli);
        let limit = LOOKS_AT_LEAST.max(LOOKS_PER_PAIR * group.len() as u64);
        for left in 0..self.taken.len() as u32 {
            self.find_partner(left);
            if self.looks > limit {
                return None;
            }
        }
        let taken = self.taken.iter().filter(|offer| **offer != NONE);
        self.kept.extend(taken.map(|offer| self.offers[*offer as usize].place));
        self.kept.sort_unstable();
        for place in &mut self.kept {
            *place = group[*place as usize];
        }
        Some(&self.kept)
    }

    fn read(&mut self, group: &[u32], pairs: &[Edge], threshold_milli: i32) {
        // Numbered as they come in the group.
        let (mut degrees, mut rights) = (Vec::new(), 0);
        for pair in group.iter().map(|number| pairs[*number as usize]) {
            let left = &mut self.number_of_left[pair.left as usize];
            if *left == NONE {
                *left = degrees.len() as u32;
                degrees.push(0_u32);
            }
            degrees[*left as usize] += 1;
            let right = &mut self.number_of_right[pair.right as usize];
            if *right == NONE {
                *right = rights;
                rights += 1;
            }
        }
        self.starts.clear();
        self.starts.push(0);
        for degree in &degrees {
            self.starts.push(self.starts.last().copied().unwrap_or(0) + degree);
        }
        let lefts = degrees.len();
        let mut next = self.starts[..lefts].to_vec();
        self.offers.clear();
        self.offers.resize(group.len(), Offer { right: NONE, gain: 0, place: NONE });
        for (place, number) in group.iter().enumerate() {
            let pair = pairs[*number as usize];
            let left = self.number_of_left[pair.left as usize] as usize;
            // One more than the weight above the threshold, so that a pair is always better than none.
            let gain = i64::from(pair.weight_milli) - i64::from(threshold_milli) + 1;
            let right = self.number_of_right[pair.right as usize];
            self.offers[next[left] as usize] = Offer { right, gain, place: place as u32 };
            next[left] += 1;
        }
        for pair in group.iter().map(|number| pairs[*number as usize]) {
            self.number_of_left[pair.left as usize] = NONE;
            self.number_of_right[pair.right as usize] = NONE;
        }
        // No offer is worth more than the two prices together.
        self.left_price.clear();
        self.left_price.extend(self.starts[..lefts].iter().map(|start| self.offers[*start as usize].gain));
        self.right_price.clear();
        self.right_price.resize(rights as usize, 0);
        self.taken.clear();
        self.taken.resize(lefts, NONE);
        self.taker.clear();
        self.taker.resize(rights as usize, NONE);
        self.reached.clear();
        self.reached.resize(rights as usize, NOT_REACHED);
        self.looks = 0;
    }

    /// Gives a left record a partner along the cheapest path, or leaves one without.
    fn find_partner(&mut self, start: u32) {
        self.queue.clear();
        self.touched.clear();
        self.passed.clear();
        // Having no partner costs a record its price.
        let mut nearest = (self.left_price[start as usize], End::Without(start));
        self.look(start, 0);
        while let Some(Reverse((distance, right))) = self.queue.pop() {
            if distance >= nearest.0 {
                break;
            }
            let reached = &mut self.reached[right as usize];
            if reached.settled || distance > reached.distance {
                continue;
            }
            let taker = self.taker[right as usize];
            if taker == NONE {
                nearest = (distance, End::Free(right));
                break;
            }
            reached.settled = true;
            let without = distance + self.left_price[taker as usize];
            if without < nearest.0 {
                nearest = (without, End::Without(taker));
            }
            self.look(taker, distance);
        }
        self.reprice(nearest.0);
        self.move_along(start, nearest.1);
        for right in &self.touched {
            self.reached[*right as usize] = NOT_REACHED;
        }
    }

    fn look(&mut self, left: u32, distance: i64) {
        self.passed.push((left, distance));
        let offers = self.starts[left as usize]..self.starts[left as usize + 1];
        self.looks += u64::from(offers.end - offers.start);
        for number in offers {
            let Offer { right, gain, .. } = self.offers[number as usize];
            let cost = self.left_price[left as usize] + self.right_price[right as usize] - gain;
            let reached = &mut self.reached[right as usize];
            if reached.settled || distance + cost >= reached.distance {
                continue;
            }
            if reached.left == NONE {
                self.touched.push(right);
            }
            *reached = Reached { distance: distance + cost, left, offer: number, settled: false };
            self.queue.push(Reverse((distance + cost, right)));
        }
    }

    /// Keeps all costs at 0 and above, and those along the path at 0.
    fn reprice(&mut self, length: i64) {
        for (left, distance) in &self.passed {
            self.left_price[*left as usize] -= (length - distance).max(0);
        }
        for right in &self.touched {
            let reached = self.reached[*right as usize];
            if reached.settled {
                self.right_price[*right as usize] += (length - reached.distance).max(0);
            }
        }
    }

    /// From the end of the path back to its start each left record takes the right one that follows.
    fn move_along(&mut self, start: u32, end: End) {
        let mut right = match end {
            End::Free(right) => right,
            End::Without(left) if left == start => return,
            End::Without(left) => {
                let given_up = std::mem::replace(&mut self.taken[left as usize], NONE);
                self.offers[given_up as usize].right
            }
        };
        loop {
            let Reached { left, offer, .. } = self.reached[right as usize];
            let before = std::mem::replace(&mut self.taken[left as usize], offer);
            self.taker[right as usize] = left;
            if left == start {
                return;
            }
            right = self.offers[before as usize].right;
        }
    }
}

//! Which rows would a key bring together with some rows that are looked at closely, and at what cost?

use super::keys::{Atom, Key};
use super::sample::Sample;
use crate::block::Mode;

/// So many rows at most: those with the smallest digests.
pub fn closely(sample: &Sample, most: usize) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..sample.digests.len() as u32).collect();
    if rows.len() > most {
        rows.select_nth_unstable_by_key(most, |row| sample.digests[*row as usize]);
        let bound = sample.digests[rows[most] as usize];
        // Rows that hold the same are looked at together or not at all.
        rows.retain(|row| sample.digests[*row as usize] < bound);
    }
    rows.sort_unstable_by_key(|row| (sample.digests[*row as usize], *row));
    rows
}

/// Two rows in one number, the smaller first.
fn pair(one: u32, other: u32) -> u64 {
    u64::from(one.min(other)) << 32 | u64::from(one.max(other))
}

/// How many rows share a key with each row that is looked at.
#[derive(Debug)]
pub struct Sizes {
    places: Places,
    /// Rows by place and input.
    counts: Vec<u32>,
    inputs: usize,
    /// (row looked at, place of its key).
    members: Vec<(u32, u32)>,
}

impl Sizes {
    /// Counts the rows of one key.
    pub fn of(key: &Key, atoms: &[Atom], sample: &Sample, looked_at: &[u32]) -> Self {
        let mut wanted: Vec<(u64, u32)> = Vec::new();
        for row in looked_at {
            key.of(atoms, *row as usize, |digest| wanted.push((digest, *row)));
        }
        let mut digests: Vec<u64> = wanted.iter().map(|own| own.0).collect();
        digests.sort_unstable();
        digests.dedup();
        let places = Places::new(&digests);
        let inputs = sample.table.inputs.len();
        let mut counts = vec![0; digests.len() * inputs];
        for (input, own) in sample.table.inputs.iter().enumerate() {
            for row in own.rows.clone() {
                key.of(atoms, row as usize, |digest| {
                    if let Some(place) = places.find(digest) {
                        counts[place as usize * inputs + input] += 1;
                    }
                });
            }
        }
        let members = wanted.iter().filter_map(|(digest, row)| Some((*row, places.find(*digest)?))).collect();
        Self { places, counts, inputs, members }
    }

    /// Rows that share a place's key.
    fn rows(&self, place: u32) -> usize {
        let start = place as usize * self.inputs;
        self.counts[start..start + self.inputs].iter().map(|count| *count as usize).sum()
    }

    /// Rows that share a key, if a row that is looked at has it.
    pub fn rows_of(&self, digest: u64) -> Option<usize> {
        self.places.find(digest).map(|place| self.rows(place))
    }

    /// Pairs a row that a key makes, on average over all rows, where keys of more than `most` rows make none.
    pub fn cost(&self, sample: &Sample, looked_at: usize, mode: Mode, most: usize) -> f64 {
        let mut pairs = 0;
        for (row, place) in &self.members {
            let rows = self.rows(*place);
            if rows <= most {
                let own = match mode {
                    Mode::Link => {
                        self.counts[*place as usize * self.inputs + sample.table.input_of(*row)] as usize
                    }
                    _ => 1,
                };
                pairs += rows - own;
            }
        }
        0.5 * pairs as f64 / looked_at.max(1) as f64
    }

    /// Rows that share the most common key.
    pub fn largest(&self) -> usize {
        (0..(self.counts.len() / self.inputs.max(1)) as u32).map(|place| self.rows(place)).max().unwrap_or(0)
    }

    /// The pairs with rows that are looked at, the smaller row first, as two numbers in one.
    pub fn pairs(
        &self,
        key: &Key,
        atoms: &[Atom],
        sample: &Sample,
        (mode, most): (Mode, usize),
        mut visit: impl FnMut(u64),
    ) {
        let mut starts = vec![0_usize; self.counts.len() / self.inputs.max(1) + 1];
        for place in 0..starts.len() - 1 {
            let rows = self.rows(place as u32);
            starts[place + 1] = starts[place] + if rows <= most { rows } else { 0 };
        }
        let mut next = starts.clone();
        let mut rows = vec![0_u32; starts.last().copied().unwrap_or(0)];
        for row in 0..sample.rows.len() {
            key.of(atoms, row, |digest| {
                if let Some(place) = self.places.find(digest) {
                    let place = place as usize;
                    if next[place] < starts[place + 1] {
                        rows[next[place]] = row as u32;
                        next[place] += 1;
                    }
                }
            });
        }
        for (row, place) in &self.members {
            let own = sample.table.inputs[sample.table.input_of(*row)].rows.clone();
            for other in &rows[starts[*place as usize]..starts[*place as usize + 1]] {
                if other != row && (mode != Mode::Link || !own.contains(other)) {
                    visit(pair(*row, *other));
                }
            }
        }
    }
}

/// Digests and their places: nearly all that is asked for is not there.
#[derive(Debug)]
struct Places {
    slots: Vec<(u64, u32)>,
    mask: usize,
}

const FREE: u32 = u32::MAX;

impl Places {
    fn new(digests: &[u64]) -> Self {
        let size = (digests.len() * 4).next_power_of_two().max(64);
        let mut made = Self { slots: vec![(0, FREE); size], mask: size - 1 };
        for (number, digest) in digests.iter().enumerate() {
            let mut place = *digest as usize & made.mask;
            while made.slots[place].1 != FREE {
                place = (place + 1) & made.mask;
            }
            made.slots[place] = (*digest, number as u32);
        }
        made
    }

    #[inline]
    fn find(&self, digest: u64) -> Option<u32> {
        let mut place = digest as usize & self.mask;
        loop {
            let (own, number) = self.slots[place];
            if number == FREE {
                return None;
            }
            if own == digest {
                return Some(number);
            }
            place = (place + 1) & self.mask;
        }
    }
}

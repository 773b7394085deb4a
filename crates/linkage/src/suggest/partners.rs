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

/// Blocks of one key that hold rows looked at closely.
#[derive(Debug, Default)]
pub struct Blocks {
    /// The rows of each block.
    rows: Vec<u32>,
    starts: Vec<u32>,
    /// (row looked at, its block), by block.
    pub members: Vec<(u32, u32)>,
}

impl Blocks {
    /// Rows of a block.
    pub fn block(&self, number: u32) -> &[u32] {
        &self.rows[self.starts[number as usize] as usize..self.starts[number as usize + 1] as usize]
    }

    /// Pairs of a row that a key makes, on average over all rows, where blocks of more than `most` rows make
    /// none. Counted twice where both rows are looked at, as both then make it.
    pub fn cost(&self, sample: &Sample, looked_at: usize, mode: Mode, most: usize) -> f64 {
        let mut pairs = 0_u64;
        for (row, number) in &self.members {
            let block = self.block(*number);
            if block.len() <= most {
                pairs += match mode {
                    Mode::Link => others(sample, block, *row).count() as u64,
                    _ => block.len() as u64 - 1,
                };
            }
        }
        0.5 * pairs as f64 / looked_at.max(1) as f64
    }

    /// Rows in the largest block.
    pub fn largest(&self) -> usize {
        self.starts.windows(2).map(|window| (window[1] - window[0]) as usize).max().unwrap_or(0)
    }
}

/// The rows of a block that are of another input than a row.
pub fn others<'a>(sample: &Sample, block: &'a [u32], row: u32) -> impl Iterator<Item = u32> + 'a {
    let own = sample.table.inputs[sample.table.input_of(row)].rows.clone();
    block.iter().copied().filter(move |other| !own.contains(other))
}

/// Finds the blocks of one key.
pub fn blocks(key: &Key, atoms: &[Atom], sample: &Sample, looked_at: &[u32]) -> Blocks {
    let mut wanted: Vec<(u64, u32)> = Vec::new();
    for row in looked_at {
        key.of(atoms, *row as usize, |digest| wanted.push((digest, *row)));
    }
    wanted.sort_unstable();
    let mut digests: Vec<u64> = wanted.iter().map(|own| own.0).collect();
    digests.dedup();
    let places = Places::new(&digests);
    let mut hits: Vec<(u32, u32)> = Vec::new();
    for row in 0..sample.rows.len() {
        key.of(atoms, row, |digest| {
            if let Some(place) = places.find(digest) {
                hits.push((place, row as u32));
            }
        });
    }
    let mut starts = vec![0_u32; digests.len() + 1];
    for (place, _) in &hits {
        starts[*place as usize + 1] += 1;
    }
    for place in 0..digests.len() {
        starts[place + 1] += starts[place];
    }
    let mut next = starts.clone();
    let mut rows = vec![0; hits.len()];
    for (place, row) in hits {
        rows[next[place as usize] as usize] = row;
        next[place as usize] += 1;
    }
    let members = wanted.iter().filter_map(|(digest, row)| Some((*row, places.find(*digest)?))).collect();
    Blocks { rows, starts, members }
}

/// Digests and their places: nearly all that is asked for is not there.
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

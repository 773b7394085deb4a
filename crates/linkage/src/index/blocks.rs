//! Which rows share a key with new ones, and how many pairs is that?
//!
//! Counted from the sizes of blocks before a pair is made; pairs are then made for one new row at a time.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::arrivals::Arrivals;
use super::matches::{LARGEST_BLOCK, Outgrown, Skipped};
use super::{Index, IndexError};
use crate::block::Mode;

/// A pair that some rule makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    pub new: u32,
    pub row: u32,
    /// The number of a rule that asks for something besides its keys, from 1; 0 where one makes the pair that asks for
    /// nothing.
    asked: u32,
}

impl Candidate {
    /// The rule that has to be asked whether it makes the pair.
    pub fn asked(&self) -> Option<usize> {
        self.asked.checked_sub(1).map(|rule| rule as usize)
    }
}

/// Rows that share a key under a rule, new ones among them.
#[derive(Debug)]
struct Block {
    rule: u32,
    /// Without one all rows share it.
    digest: Option<u64>,
    /// Where its new rows stand among all keys.
    new: Range<usize>,
}

/// The blocks that new rows come to.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// Rule, digest and new row, sorted.
    keys: Vec<(u32, u64, u32)>,
    /// Those that make pairs.
    open: Vec<Block>,
    /// How many rows each of these has, those of the index and new ones.
    rows: Vec<usize>,
    /// New rows by their open blocks, sorted.
    of_rows: Vec<(u32, u32)>,
    /// New rows by rules whose blocks around them have more rows than these allow.
    shut: Vec<(u32, u32)>,
    /// Pairs, one that several rules make counted with each.
    pairs: u64,
    pub skipped: Vec<Skipped>,
}

impl Blocks {
    /// Opens a block, if it makes pairs: what it makes does not depend on the order of new rows.
    fn take(&mut self, index: &Index, arrivals: &Arrivals, block: Block) {
        let place = block.rule as usize;
        let new: Vec<u32> = self.new_rows(&block, arrivals);
        let rows = index.known(&block) + new.len();
        if rows < 2 {
            return;
        }
        let rule = &index.settings.blocking[place];
        if rule.at_most_rows.is_some_and(|most| rows > most as usize) {
            self.shut.extend(new.iter().map(|row| (*row, block.rule)));
            return;
        }
        if rows > LARGEST_BLOCK {
            let skipped = new.iter().map(|row| (row - arrivals.before) as usize);
            let skipped = skipped.map(|record| Skipped { record, rule: rule.text(), rows });
            self.skipped.extend(skipped);
            return;
        }
        self.pairs = self.pairs.saturating_add(index.pairs_of(&block, arrivals, &new));
        let number = self.open.len() as u32;
        self.of_rows.extend(new.iter().map(|row| (*row, number)));
        self.open.push(block);
        self.rows.push(rows);
    }

    /// New rows by their places, those of one large block beside each other: what they are compared with is the same
    /// and so at hand.
    pub fn side_by_side(&self, arrivals: &Arrivals) -> Vec<usize> {
        let mut largest = vec![(0, 0); arrivals.records.len()];
        for (row, number) in &self.of_rows {
            let own = &mut largest[(row - arrivals.before) as usize];
            *own = (*own).max((self.rows[*number as usize], *number));
        }
        let mut places: Vec<usize> = (0..largest.len()).collect();
        places.sort_by_key(|place| largest[*place]);
        places
    }

    /// Pairs of all blocks, one that several rules make counted with each.
    pub fn pairs(&self) -> u64 {
        self.pairs
    }

    fn new_rows(&self, block: &Block, arrivals: &Arrivals) -> Vec<u32> {
        if block.digest.is_none() {
            return (arrivals.before..arrivals.before + arrivals.records.len() as u32).collect();
        }
        self.keys[block.new.clone()].iter().map(|key| key.2).collect()
    }

    /// New rows that rules leave alone because their blocks have more rows than these allow.
    pub fn outgrown(&self) -> Outgrown {
        let mut outgrown = Outgrown::default();
        if self.shut.is_empty() {
            return outgrown;
        }
        let open = self.of_rows.iter().map(|(row, block)| (*row, self.open[*block as usize].rule));
        let open: HashSet<(u32, u32)> = open.collect();
        let compared: HashSet<u32> = open.iter().map(|own| own.0).collect();
        let mut alone: Vec<u32> =
            self.shut.iter().filter(|own| !open.contains(own)).map(|own| own.0).collect();
        alone.sort_unstable();
        alone.dedup();
        outgrown.records = alone.len() as u64;
        outgrown.alone = alone.iter().filter(|row| !compared.contains(row)).count() as u64;
        outgrown
    }
}

impl Index {
    /// The blocks of new rows with these keys.
    ///
    /// # Errors
    ///
    /// [`IndexError::TooManyPairs`] where they make more pairs than the settings allow.
    pub(super) fn blocks(&self, arrivals: &Arrivals, keys: &[(u32, u32, u64)]) -> Result<Blocks, IndexError> {
        let mut blocks = Blocks {
            keys: keys.iter().map(|(row, rule, digest)| (*rule, *digest, *row)).collect(),
            ..Blocks::default()
        };
        blocks.keys.sort_unstable();
        blocks.keys.dedup();
        let mut start = 0;
        while let Some((rule, digest, _)) = blocks.keys.get(start).copied() {
            let same = |key: &(u32, u64, u32)| (key.0, key.1) == (rule, digest);
            let end = start + blocks.keys[start..].iter().take_while(|key| same(key)).count();
            blocks.take(self, arrivals, Block { rule, digest: Some(digest), new: start..end });
            start = end;
        }
        for (place, rule) in self.settings.blocking.iter().enumerate() {
            if rule.keys.is_empty() {
                blocks.take(self, arrivals, Block { rule: place as u32, digest: None, new: 0..0 });
            }
        }
        let limit = self.limits.0;
        if blocks.pairs > limit {
            return Err(IndexError::TooManyPairs { pairs: blocks.pairs, limit });
        }
        blocks.of_rows.sort_unstable();
        // Blocks come as their digests do, which say nothing.
        blocks
            .skipped
            .sort_unstable_by(|one, other| (one.record, &one.rule).cmp(&(other.record, &other.rule)));
        Ok(blocks)
    }

    /// How many rows of the index a block has.
    fn known(&self, block: &Block) -> usize {
        let keyed = |digest| self.keyed[block.rule as usize].count(digest);
        block.digest.map_or(self.rows.len() as usize, keyed)
    }

    /// The pairs of a block in which a new row is.
    fn pairs_of(&self, block: &Block, arrivals: &Arrivals, new: &[u32]) -> u64 {
        let pairs = |known: u64, new: u64| known * new + new * new.saturating_sub(1) / 2;
        let all = pairs(self.known(block) as u64, new.len() as u64);
        if self.mode != Mode::Link {
            return all;
        }
        let mut of_source: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
        for row in new {
            of_source.entry(self.source_of(arrivals, *row)).or_default().1 += 1;
        }
        match block.digest {
            Some(digest) => {
                for row in self.keyed[block.rule as usize].rows(digest) {
                    if let Some(counts) = of_source.get_mut(&self.rows.source(row)) {
                        counts.0 += 1;
                    }
                }
            }
            None => {
                for (source, counts) in &mut of_source {
                    counts.0 = self.rows.counts.get(*source as usize).map_or(0, |count| u64::from(*count));
                }
            }
        }
        all - of_source.values().map(|(known, new)| pairs(*known, *new)).sum::<u64>()
    }

    /// The rows that a new one is to be compared with: those of the index, and those before it in the batch. Sorted, and
    /// with each only the rules that have to be asked.
    pub(super) fn candidates(
        &self,
        arrivals: &Arrivals,
        blocks: &Blocks,
        new: u32,
        candidates: &mut Vec<Candidate>,
    ) {
        candidates.clear();
        let source = self.source_of(arrivals, new);
        let start = blocks.of_rows.partition_point(|own| own.0 < new);
        for (_, number) in blocks.of_rows[start..].iter().take_while(|own| own.0 == new) {
            let block = &blocks.open[*number as usize];
            let asks = !self.settings.blocking[block.rule as usize].only_where.is_empty();
            let asked = if asks { block.rule + 1 } else { 0 };
            let mut take = |row: u32| {
                if row < new && (self.mode != Mode::Link || self.source_of(arrivals, row) != source) {
                    candidates.push(Candidate { new, row, asked });
                }
            };
            match block.digest {
                Some(digest) => {
                    self.keyed[block.rule as usize].rows(digest).for_each(&mut take);
                    blocks.keys[block.new.clone()].iter().for_each(|key| take(key.2));
                }
                None => (0..new).for_each(take),
            }
        }
        candidates.sort_unstable();
        candidates.dedup_by(|later, first| {
            later.row == first.row && (first.asked == 0 || later.asked == first.asked)
        });
    }
}

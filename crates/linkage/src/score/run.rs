//! One pass over the pairs, on as many threads as are given.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::block::{Batch, Blocking, Scope, Tile};
use crate::compare::{Comparer, Fields, Sides};
use crate::pattern::{Counts, Space};

/// A pair that weighs enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kept {
    /// The row with the smaller number.
    pub left: u32,
    /// The other.
    pub right: u32,
    /// Match weight in milli-bits: log2 of the odds, times 1,000.
    pub weight_milli: i32,
    /// Its outcomes.
    pub pattern: u64,
}

/// What a scoring pass gives.
#[derive(Debug)]
pub struct Scored {
    /// Pairs by pattern.
    pub counts: Counts,
    /// Pairs that weigh enough, by rows.
    pub kept: Vec<Kept>,
}

/// All that a pass needs.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// Which pairs.
    pub blocking: &'a Blocking,
    /// At which levels they agree.
    pub comparer: &'a Comparer,
    /// On what.
    pub fields: &'a Fields,
    /// Numbers of patterns.
    pub space: &'a Space,
    /// Threads.
    pub threads: usize,
}

impl Run<'_> {
    /// Pairs by pattern of some rules, of a sample: of each rule one pair in 2^shift, which counts 2^shift, the shift being
    /// the smallest that leaves at most `sample` pairs a rule. Which pairs are taken follows from the rows'
    /// digests alone.
    pub fn sample(&self, digests: &[u64], rules: &[usize], sample: u64) -> Counts {
        let scope = Scope::some(self.blocking, rules);
        let tiles = self.blocking.tiles(&scope);
        let shifts: Vec<u32> = self
            .blocking
            .counts
            .iter()
            .map(|count| (0..63).find(|shift| count.pairs >> shift <= sample).unwrap_or(63))
            .collect();
        self.parallel(
            &tiles,
            || Counts::new(self.space.all()),
            |counts, tile, batch| {
                let shift = shifts[tile.rule];
                let mask = (1_u64 << shift) - 1;
                self.blocking.walk(tile, &scope, batch, |left, right| {
                    if mask != 0 {
                        let (one, other) = (digests[left as usize], digests[right as usize]);
                        let pair = crate::table::mix(one.min(other), one.max(other));
                        if pair & mask != 0 {
                            return;
                        }
                    }
                    counts.add(self.pattern(left, right), 1 << shift);
                });
            },
        )
        .iter()
        .fold(Counts::new(self.space.all()), |mut all, part| {
            all.merge(part);
            all
        })
    }

    /// Weighs all pairs. `weight` gives milli-bits for a pattern; pairs of at least `at_least` are kept.
    pub fn score(&self, weight: &(dyn Fn(u64) -> i32 + Sync), at_least: i32) -> Scored {
        let scope = Scope::all(self.blocking);
        let tiles = self.blocking.tiles(&scope);
        let dense = self.space.all() <= 1 << 21;
        let table: Vec<i32> = if dense { (0..self.space.all()).map(weight).collect() } else { Vec::new() };
        let parts = self.parallel(
            &tiles,
            || {
                (
                    Scored { counts: Counts::new(self.space.all()), kept: Vec::new() },
                    std::collections::HashMap::new(),
                )
            },
            |(scored, known), tile, batch| {
                self.blocking.walk(tile, &scope, batch, |left, right| {
                    let pattern = self.pattern(left, right);
                    scored.counts.add(pattern, 1);
                    let weight_milli = if dense {
                        table[pattern as usize]
                    } else {
                        *known.entry(pattern).or_insert_with(|| weight(pattern))
                    };
                    if weight_milli >= at_least {
                        scored.kept.push(Kept { left, right, weight_milli, pattern });
                    }
                });
            },
        );
        let mut all = Scored { counts: Counts::new(self.space.all()), kept: Vec::new() };
        for (part, _) in parts {
            all.counts.merge(&part.counts);
            all.kept.extend(part.kept);
        }
        all.kept.sort_unstable();
        all
    }

    /// The pattern of a pair.
    #[inline]
    pub fn pattern(&self, left: u32, right: u32) -> u64 {
        let sides = Sides {
            left: self.fields.row(left),
            right: self.fields.row(right),
            left_row: left,
            right_row: right,
        };
        let mut pattern = 0;
        for comparison in 0..self.space.comparisons() {
            pattern += self.space.part(comparison, self.comparer.outcome(self.fields, comparison, sides));
        }
        pattern
    }

    /// Hands tiles out to threads, each with a state of its own; the states, in the order of threads.
    fn parallel<S: Send>(
        &self,
        tiles: &[Tile],
        start: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, &Tile, &mut Batch) + Sync,
    ) -> Vec<S> {
        let next = AtomicUsize::new(0);
        let run = || {
            let (mut state, mut batch) = (start(), Batch::default());
            while let Some(tile) = tiles.get(next.fetch_add(1, Ordering::Relaxed)) {
                work(&mut state, tile, &mut batch);
            }
            state
        };
        let threads = self.threads.clamp(1, tiles.len().max(1));
        if threads == 1 {
            return vec![run()];
        }
        std::thread::scope(|scope| {
            let started: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
            started
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)))
                .collect()
        })
    }
}

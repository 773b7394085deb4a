//! One pass over the pairs, on as many threads as are given.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::HOPE_PAYS;
use super::hope::{self, Hope};
use super::met::Met;
use crate::block::{ALL_ROWS, Batch, Block, Blocking, BlockingError, Scope};
use crate::compare::{self, Comparer, Detail, Fields, Gathered, Row};
use crate::pattern::{Counts, Space};

/// So many rows are each asked alone: what is asked of rows side by side costs about the same for one and for eight.
const FEW: usize = 3;

/// A thread says how many pairs it keeps after so many more.
const SAID_AFTER: usize = 1 << 12;

/// 2^63.5, rounded down.
const HALF_A_STEP: u64 = 13_043_817_825_332_782_212;

/// Tell the rows of a sample, and its pairs of rows that hold the same, from what other choices by digest take.
const SAMPLE: [u64; 2] = [0x5a3f_91c7, 0x1b87_3e4d];

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

/// From which weight on pairs matter, in milli-bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Least {
    /// Pairs of at least this weight are kept.
    pub kept: i32,
    /// Pairs of at least this weight are counted by pattern. A pair that cannot reach it is let go as soon as that is
    /// seen.
    pub counted: i32,
}

/// What a scoring pass gives.
#[derive(Debug)]
pub struct Scored {
    /// Pairs by pattern: all that weigh enough to be counted, of lighter ones not all.
    pub counts: Counts,
    /// Pairs that weigh enough to be kept, by rows.
    pub kept: Vec<Kept>,
    /// All pairs by the rule that they belong to.
    pub by_rule: Vec<u64>,
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
    /// Refuse above so many pairs that weigh enough to be kept: they are held in memory.
    pub at_most_kept: u64,
}

/// What one thread has scored.
struct Part {
    met: Met,
    kept: Held,
    /// Pairs under each rule.
    by_rule: Vec<u64>,
    room: Room,
    hope: hope::Room,
}

/// The pairs that one thread keeps.
#[derive(Default)]
struct Held {
    pairs: Vec<Kept>,
    /// How many of them the other threads know of.
    said: usize,
}

impl Held {
    /// Keeps a pair, if there is room: `all` counts what threads keep together.
    #[inline]
    fn keep(&mut self, pair: Kept, all: &AtomicU64, at_most: u64) {
        if self.pairs.len() - self.said == SAID_AFTER {
            if all.fetch_add(SAID_AFTER as u64, Ordering::Relaxed) > at_most {
                return;
            }
            self.said = self.pairs.len();
        }
        self.pairs.push(pair);
    }
}

/// Room to work in: the rows of one block, and patterns of one of them.
#[derive(Default)]
pub(super) struct Room {
    pub gathered: Gathered,
    /// The number of the block that is laid out, of the tile at hand.
    laid_out: Option<u32>,
    patterns: Vec<u64>,
    by_comparison: Vec<compare::Room>,
}

#[cfg(test)]
impl<'a> Run<'a> {
    /// On one thread, whatever is kept.
    pub fn alone(
        blocking: &'a Blocking,
        (comparer, fields): (&'a Comparer, &'a Fields),
        space: &'a Space,
    ) -> Self {
        Self { blocking, comparer, fields, space, threads: 1, at_most_kept: u64::MAX }
    }
}

impl Run<'_> {
    /// Pairs by pattern, of a sample of what a scope walks: of each rule those pairs whose rows are both among one in
    /// 2^(shift / 2) rows, which count 2^shift, the shift being the smallest that leaves at most `sample` pairs a rule.
    /// Which rows these are follows from their digests alone.
    pub fn sample(&self, digests: &[u64], scope: &Scope, sample: u64) -> Counts {
        let tiles = self.blocking.tiles(scope);
        if tiles.is_empty() {
            return Counts::new(self.space.all());
        }
        let shifts: Vec<u32> = self
            .blocking
            .counts
            .iter()
            .map(|count| (0..63).find(|shift| count.pairs >> shift <= sample).unwrap_or(63))
            .collect();
        // The largest shift at which a row takes part: its digest, which is even over all numbers of 64 bits, lies
        // below 2^(64 - shift / 2). One byte a row stays nearer than its digest.
        let largest: Vec<u8> = digests
            .iter()
            .map(|digest| {
                let number = crate::table::mix(*digest, SAMPLE[0]);
                let zeros = number.leading_zeros();
                (2 * zeros) as u8 + u8::from(number << (zeros & 63) < HALF_A_STEP)
            })
            .collect();
        self.parallel(
            &tiles,
            || (Counts::new(self.space.all()), Room::default(), Vec::<u32>::new()),
            |(counts, room, taken), tile, batch| {
                let shift = shifts[tile.rule];
                let below = (64.0 - f64::from(shift) / 2.0).exp2() as u64;
                let takes_part = |row: u32| u32::from(largest[row as usize]) >= shift;
                room.laid_out = None;
                self.blocking.walk_some(
                    tile,
                    scope,
                    batch,
                    (shift > 0).then_some(&takes_part),
                    |row| u32::from(largest[row as usize]),
                    |block, left, rights| {
                        let mut some = rights;
                        if shift > 0 {
                            // Rows that hold the same have one digest: both take part or none does, so that such a
                            // pair has to be chosen once more.
                            let own = digests[block.rows[left] as usize];
                            let is_lucky = crate::table::mix(own, SAMPLE[1]) < below;
                            let is_taken = |right: &u32| {
                                is_lucky || digests[block.rows[*right as usize] as usize] != own
                            };
                            taken.clear();
                            taken.extend(rights.iter().copied().filter(is_taken));
                            some = taken;
                        }
                        for pattern in self.patterns(room, block, left, some) {
                            counts.add(*pattern, 1 << shift);
                        }
                    },
                );
            },
        )
        .iter()
        .fold(Counts::new(self.space.all()), |mut all, (part, ..)| {
            all.merge(part);
            all
        })
    }

    /// Weighs all pairs. `weight` gives milli-bits for a pattern; pairs are kept and counted from these weights on.
    ///
    /// # Errors
    ///
    /// [`BlockingError::TooManyKept`] where more are to be kept than may be.
    pub fn score(&self, weight: &(dyn Fn(u64) -> i32 + Sync), least: Least) -> Result<Scored, BlockingError> {
        let limit = self.at_most_kept;
        let kept = AtomicU64::new(0);
        let hope = self.hope(self.blocking.pairs(), weight, least.kept.min(least.counted));
        let scope = Scope::all(self.blocking);
        let tiles = self.blocking.tiles(&scope);
        let parts = self.parallel(
            &tiles,
            || Part {
                met: Met::new(self.space.all()),
                kept: Held::default(),
                by_rule: vec![0; self.blocking.rules.len()],
                room: Room::default(),
                hope: hope::Room::default(),
            },
            |part, tile, batch| {
                if kept.load(Ordering::Relaxed) > limit {
                    return;
                }
                part.room.laid_out = None;
                let mut made = 0;
                let ahead = |row| self.fields.touch(row);
                self.blocking.walk_some(tile, &scope, batch, ALL_ROWS, ahead, |block, left, rights| {
                    made += rights.len() as u64;
                    let mut keep = |right: u32, pattern: u64| {
                        let weight_milli = part.met.meet(pattern, weight);
                        if weight_milli >= least.kept {
                            let (one, other) = (block.rows[left], block.rows[right as usize]);
                            part.kept.keep(
                                Kept { left: one, right: other, weight_milli, pattern },
                                &kept,
                                limit,
                            );
                        }
                    };
                    let Some(hope) = &hope else {
                        let patterns = self.patterns(&mut part.room, block, left, rights);
                        for (pattern, right) in patterns.iter().zip(rights) {
                            keep(*right, *pattern);
                        }
                        return;
                    };
                    if block.rows.len() <= FEW {
                        for right in rights {
                            let sides = self.fields.sides(block.rows[left], block.rows[*right as usize]);
                            let of = |comparison| self.comparer.outcome(self.fields, comparison, sides);
                            if let Some(pattern) = hope.alone.pattern(self.space, of) {
                                keep(*right, pattern);
                            }
                        }
                        return;
                    }
                    self.lay_out(&mut part.room, block);
                    let gathered = &part.room.gathered;
                    let row = Row { gathered, left, rights };
                    let asked = (self.comparer, self.fields, self.space);
                    for (right, state) in hope.of(self.comparer, self.fields, row, &mut part.hope) {
                        if let Some(pattern) = hope.pattern(asked, gathered, (left as u32, *right), *state) {
                            keep(*right, pattern);
                        }
                    }
                });
                part.by_rule[tile.rule] += made;
            },
        );
        let pairs: usize = parts.iter().map(|part| part.kept.pairs.len()).sum();
        if pairs as u64 > limit || kept.into_inner() > limit {
            return Err(BlockingError::TooManyKept { limit });
        }
        let mut all = Scored {
            counts: Counts::new(self.space.all()),
            kept: Vec::new(),
            by_rule: vec![0; self.blocking.rules.len()],
        };
        for part in parts {
            part.met.count(&mut all.counts);
            if all.kept.is_empty() {
                all.kept = part.kept.pairs;
            } else {
                all.kept.reserve_exact(pairs - all.kept.len());
                all.kept.extend(part.kept.pairs);
            }
            for (sum, made) in all.by_rule.iter_mut().zip(part.by_rule) {
                *sum += made;
            }
        }
        all.kept.sort_unstable();
        Ok(all)
    }

    /// Rows by the pattern that they have against themselves. Of more than 131,072 rows some, by their digests,
    /// each of which counts for as many as were left out.
    pub fn selves(&self, digests: &[u64]) -> Counts {
        let mut counts = Counts::new(self.space.all());
        let shift = (0..32).find(|shift| digests.len() >> shift <= 1 << 17).unwrap_or(32);
        let mask = (1_u64 << shift) - 1;
        for (row, digest) in digests.iter().enumerate() {
            if digest & mask == 0 {
                counts.add(self.pattern(row as u32, row as u32), 1 << shift);
            }
        }
        counts
    }

    /// The pattern of a pair.
    #[inline]
    pub fn pattern(&self, left: u32, right: u32) -> u64 {
        let sides = self.fields.sides(left, right);
        self.space.pattern(|comparison| self.comparer.outcome(self.fields, comparison, sides))
    }

    /// The outcomes of two rows laid side by side.
    #[inline]
    fn beside(&self, gathered: &Gathered, left: usize, right: u32) -> impl Fn(usize) -> u8 {
        let pair = (left, right as usize);
        move |comparison| self.comparer.outcome_beside(self.fields, comparison, gathered, pair)
    }

    /// Bounds of what so many pairs can weigh, where they are worth making: they are made of the weights of all patterns.
    pub(super) fn hope(&self, pairs: u64, weight: &dyn Fn(u64) -> i32, least: i32) -> Option<Hope> {
        let pays = |detail: &Detail| {
            Hope::states(self.comparer, *detail).is_some_and(|states| pairs >= HOPE_PAYS * states)
        };
        if least == i32::MIN {
            return None;
        }
        let detail = [Detail::Each, Detail::Any].into_iter().find(pays)?;
        Hope::new(self.comparer, self.space, detail, weight, least)
    }

    /// Lays out the rows of a block, if they are not yet.
    #[inline]
    pub(super) fn lay_out(&self, room: &mut Room, block: Block<'_>) {
        if room.laid_out != Some(block.number) {
            room.laid_out = Some(block.number);
            room.gathered.fill(self.fields, block.rows);
        }
    }

    /// The patterns of a row with others of its block.
    #[inline]
    pub(super) fn patterns<'r>(
        &self,
        room: &'r mut Room,
        block: Block<'_>,
        left: usize,
        rights: &[u32],
    ) -> &'r [u64] {
        room.patterns.clear();
        if block.rows.len() <= FEW {
            let of = |right: &u32| self.pattern(block.rows[left], block.rows[*right as usize]);
            room.patterns.extend(rights.iter().map(of));
            return &room.patterns;
        }
        self.lay_out(room, block);
        if rights.len() <= FEW {
            let of = |right: &u32| self.space.pattern(self.beside(&room.gathered, left, *right));
            room.patterns.extend(rights.iter().map(of));
            return &room.patterns;
        }
        room.patterns.resize(rights.len(), 0);
        let row = Row { gathered: &room.gathered, left, rights };
        room.by_comparison.resize_with(self.space.comparisons(), compare::Room::default);
        for (comparison, own) in room.by_comparison.iter_mut().enumerate() {
            let stride = self.space.part(comparison, 1);
            self.comparer.add_outcomes(self.fields, comparison, row, stride, &mut room.patterns, own);
        }
        &room.patterns
    }

    /// Hands tiles out to threads, each with a state of its own; the states, in the order of threads.
    pub(super) fn parallel<T: Sync, S: Send>(
        &self,
        tiles: &[T],
        start: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, &T, &mut Batch) + Sync,
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

//! Some rows against all others, whether rules bring them together or not.

use std::ops::Range;

use super::hope;
use super::met::Met;
use super::run::{Room, Run};
use crate::block::Block;
use crate::compare::Row;

/// Rows that are laid out at once beside those that are looked at.
const BESIDE: u32 = 2_048;

/// Odds of light pairs are summed in so many parts of one: whole numbers add up the same in any order.
const PARTS: f64 = (1_u64 << 40) as f64;

/// From which weights on pairs matter, in milli-bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heavy {
    /// Pairs of at least this weight are kept.
    pub kept: i32,
    /// Lighter ones of at least this weight are summed.
    pub summed: i32,
}

/// A row that was looked at, with one that is heavy enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Partner {
    /// The place of the row among those that were looked at.
    pub place: u32,
    /// The other row.
    pub row: u32,
    /// Match weight in milli-bits.
    pub weight_milli: i32,
}

/// What rows come to with all others.
#[derive(Debug, Clone, PartialEq)]
pub struct Partners {
    /// Those that are heavy enough, by place and row.
    pub kept: Vec<Partner>,
    /// Odds of the lighter ones together: of each row that was looked at, input by input.
    pub lighter: Vec<f64>,
}

/// What one thread has met.
struct Part {
    met: Met,
    room: Room,
    hope: hope::Room,
    kept: Vec<Partner>,
    lighter: Vec<u64>,
}

impl Run<'_> {
    /// Weighs the pairs of some rows with all rows of later inputs, and of their own one where `with_own` says so. `weight`
    /// gives milli-bits for a pattern.
    pub fn partners(
        &self,
        rows: &[u32],
        (inputs, with_own): (&[Range<u32>], bool),
        weight: &(dyn Fn(u64) -> i32 + Sync),
        heavy: Heavy,
    ) -> Partners {
        let tiles: Vec<(u32, usize, Range<u32>)> = inputs
            .iter()
            .enumerate()
            .flat_map(|(input, own)| {
                let starts = own.clone().step_by(BESIDE as usize);
                starts.map(move |start| (input, start..own.end.min(start + BESIDE)))
            })
            .enumerate()
            .map(|(number, (input, others))| (number as u32, input, others))
            .collect();
        let input_of = |row: u32| inputs.partition_point(|own| own.end <= row);
        let pairs = rows.len() as u64 * inputs.last().map_or(0, |own| u64::from(own.end));
        let hope = self.hope(pairs, weight, heavy.kept.min(heavy.summed));
        let odds = Odds::new();
        let parts = self.parallel(
            &tiles,
            || Part {
                met: Met::new(self.space.all()),
                room: Room::default(),
                hope: hope::Room::default(),
                kept: Vec::new(),
                lighter: vec![0; rows.len() * inputs.len()],
            },
            |part, (number, input, others), _| {
                let beside: Vec<u32> = rows.iter().copied().chain(others.clone()).collect();
                let block = Block { number: *number, rows: &beside };
                let all: Vec<u32> = (rows.len() as u32..beside.len() as u32).collect();
                for (place, row) in rows.iter().enumerate() {
                    let own = input_of(*row);
                    if own > *input || own == *input && !with_own {
                        continue;
                    }
                    let without: Vec<u32>;
                    let rights = if others.contains(row) {
                        without =
                            all.iter().copied().filter(|right| beside[*right as usize] != *row).collect();
                        &without
                    } else {
                        &all
                    };
                    let mut meet = |right: u32, pattern: u64| {
                        let weight_milli = part.met.meet(pattern, weight);
                        if weight_milli >= heavy.kept {
                            let other = beside[right as usize];
                            part.kept.push(Partner { place: place as u32, row: other, weight_milli });
                        } else if weight_milli >= heavy.summed {
                            part.lighter[place * inputs.len() + input] += odds.parts(weight_milli);
                        }
                    };
                    let Some(hope) = &hope else {
                        let patterns = self.patterns(&mut part.room, block, place, rights);
                        for (pattern, right) in patterns.iter().zip(rights) {
                            meet(*right, *pattern);
                        }
                        continue;
                    };
                    self.lay_out(&mut part.room, block);
                    let gathered = &part.room.gathered;
                    let beside_it = Row { gathered, left: place, rights };
                    let asked = (self.comparer, self.fields, self.space);
                    for (right, state) in hope.of(self.comparer, self.fields, beside_it, &mut part.hope) {
                        if let Some(pattern) = hope.pattern(asked, gathered, (place as u32, *right), *state) {
                            meet(*right, pattern);
                        }
                    }
                }
            },
        );
        let mut all = Partners { kept: Vec::new(), lighter: Vec::new() };
        let mut lighter = vec![0_u64; rows.len() * inputs.len()];
        for part in parts {
            all.kept.extend(part.kept);
            for (sum, own) in lighter.iter_mut().zip(part.lighter) {
                *sum += own;
            }
        }
        all.kept.sort_unstable();
        all.lighter = lighter.into_iter().map(|parts| parts as f64 / PARTS).collect();
        all
    }
}

/// Odds of weights below 0, in parts.
struct Odds(Vec<u64>);

impl Odds {
    fn new() -> Self {
        Self((0..1_000).map(|milli| (PARTS * (f64::from(milli) / 1_000.0).exp2()) as u64).collect())
    }

    #[inline]
    fn parts(&self, weight_milli: i32) -> u64 {
        let bits = weight_milli.div_euclid(1_000);
        self.0[weight_milli.rem_euclid(1_000) as usize].checked_shr(bits.unsigned_abs()).unwrap_or(0)
    }
}

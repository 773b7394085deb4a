//! Which pairs are likely true, before anything was trained?
//!
//! Each comparison's outcome weighs log2(m / u): u is how often it is met among all pairs of rows, m how
//! often among true ones if columns agree in four of five, the rest near or different. That is crude, and
//! enough to tell which rules find pairs that speak for themselves in columns that the rule does not ask.

use crate::block::Mode;
use crate::compare::{Comparer, Comparison, Fields};
use crate::expression::{Derived, ExpressionError};
use crate::table::{NULL, Table};

/// Bits that a comparison says at most, short of equality: columns say things twice.
const MOST: f64 = 12.0;

/// Weighs pairs of rows.
#[derive(Debug)]
pub struct Likely {
    comparer: Comparer,
    fields: Fields,
    weights: Vec<Vec<f64>>,
    /// The most that each comparison says where its values are not equal.
    most_near: Vec<f64>,
    prior: f64,
    /// Pairs that are likely true, by rows.
    pub pairs: Vec<(u32, u32)>,
    /// How likely, in thousandths: whole numbers add up the same in any order.
    pub shares: Vec<u32>,
}

impl Likely {
    /// Readies the weights over a table.
    pub fn new(
        table: &Table,
        derived: &Derived,
        comparisons: &[Comparison],
        mode: Mode,
        digests: &[u64],
    ) -> Result<Self, ExpressionError> {
        let mut fields = Fields::default();
        let comparer = Comparer::new(table, derived, comparisons, &mut fields)?;
        fields.seal();
        let (weights, pairs) = weights(table, mode, &comparer, &fields, digests);
        let most_near = weights
            .iter()
            .enumerate()
            .map(|(comparison, own)| {
                let near = own.iter().enumerate().skip(1).filter(|own| {
                    !comparer.is_exact(comparison, own.0 as u8) || comparer.slot_of(comparison).is_none()
                });
                near.map(|(_, bits)| *bits).fold(f64::MIN, f64::max)
            })
            .collect();
        let prior = prior(table, pairs);
        Ok(Self { comparer, fields, weights, most_near, prior, pairs: Vec::new(), shares: Vec::new() })
    }

    /// Keeps the likely ones of some pairs: the smaller row first, two numbers in one.
    pub fn keep(&mut self, pairs: impl IntoIterator<Item = u64>) {
        self.pairs.clear();
        self.shares.clear();
        for pair in pairs {
            let (left, right) = ((pair >> 32) as u32, pair as u32);
            if let Some(share) = self.share(left, right) {
                self.pairs.push((left, right));
                self.shares.push((1_000.0 * share).round() as u32);
            }
        }
    }

    /// How likely a pair is; nothing as soon as it cannot be likely.
    fn share(&self, left: u32, right: u32) -> Option<f64> {
        let sides = self.fields.sides(left, right);
        let outcome = |comparison| self.comparer.outcome(&self.fields, comparison, sides) as usize;
        let (mut bits, mut open) = (self.prior, 0.0);
        // Equality is cheap: first, with the best that the other columns could still say.
        let is_cheap = |comparison: usize| {
            self.comparer.slot_of(comparison).is_some_and(|slot| {
                let (one, other) = sides.codes_in(slot);
                one == other || one == NULL || other == NULL
            })
        };
        for (comparison, weights) in self.weights.iter().enumerate() {
            if is_cheap(comparison) {
                bits += weights[outcome(comparison)];
            } else {
                open += self.most_near[comparison];
            }
        }
        for (comparison, weights) in self.weights.iter().enumerate() {
            if bits + open < 0.0 {
                return None;
            }
            if !is_cheap(comparison) {
                open -= self.most_near[comparison];
                bits += weights[outcome(comparison)];
            }
        }
        (bits >= 0.0).then(|| 1.0 / (1.0 + (-bits).exp2()))
    }
}

/// Rows whose pairs are looked at for how often strangers nearly agree.
const STRANGERS: usize = 350;

/// Bits by comparison and outcome, and how many pairs of rows there are.
fn weights(
    table: &Table,
    mode: Mode,
    comparer: &Comparer,
    fields: &Fields,
    digests: &[u64],
) -> (Vec<Vec<f64>>, f64) {
    let pairs = all_pairs(table, mode);
    let mut rows: Vec<u32> = (0..digests.len() as u32).collect();
    rows.sort_unstable_by_key(|row| (digests[*row as usize], *row));
    // One column has to say all, so that it has to be known more closely, and costs less.
    let is_alone = comparer.outcomes().len() == 1;
    let most_rows = if is_alone { 4 * STRANGERS } else { STRANGERS };
    let of_input =
        |input: usize| rows.iter().copied().filter(move |row| table.input_of(*row) == input).take(most_rows);
    // Of one input the first rows with the ones behind them, of several those of the first with all others.
    let (firsts, seconds): (Vec<u32>, Vec<u32>) = match mode {
        Mode::Link => (of_input(0).collect(), (1..table.inputs.len()).flat_map(of_input).collect()),
        _ => (
            rows.iter().copied().take(most_rows).collect(),
            rows.iter().copied().skip(most_rows).take(most_rows).collect(),
        ),
    };
    let alone = MOST.max(1.0 - prior(table, pairs));
    let made = (0..comparer.outcomes().len()).map(|comparison| {
        let outcomes = comparer.outcomes()[comparison].all.len();
        let exact = exact_chances(comparer, fields, comparison);
        let (mut met, mut all) = (vec![0_u64; outcomes], 0_u64);
        for left in &firsts {
            // Rows that hold the same were chosen together, and are no strangers.
            let own = digests[*left as usize];
            for right in seconds.iter().filter(|right| digests[**right as usize] != own) {
                let sides = fields.sides(*left, *right);
                let outcome = comparer.outcome(fields, comparison, sides) as usize;
                met[outcome] += 1;
                all += u64::from(outcome > 0);
            }
        }
        let held = comparer.rows_by_outcome(fields, comparison);
        let sum: f64 = held.iter().sum();
        let exacts = exact.iter().filter(|own| own.is_some()).count();
        let near = outcomes - 2 - exacts;
        let (exact_share, near_share) = match exacts {
            0 => (0.0, 0.9),
            // Who else would be near in it?
            _ if is_alone => (0.3, 0.6),
            _ => (0.8, 0.1),
        };
        let own = (0..outcomes).map(|outcome| {
            let matches: f64 = match outcome {
                0 => return 0.0,
                _ if outcome == outcomes - 1 => 0.1,
                _ if exact[outcome].is_some() && sum > 0.0 => exact_share * held[outcome] / sum,
                _ if exact[outcome].is_some() => exact_share / exacts as f64,
                _ => near_share / near.max(1) as f64,
            };
            let strangers = exact[outcome].unwrap_or((met[outcome] as f64 + 0.5) / (all as f64 + 1.0));
            // Equality may say enough alone, where nothing speaks against it, and all does where there is nothing else.
            let most = if exact[outcome].is_some() || is_alone { alone } else { MOST };
            (matches.max(1e-9) / strangers.max(1e-12)).log2().clamp(-4.0, most)
        });
        own.collect()
    });
    (made.collect(), pairs)
}

/// Bits of the odds before anything is compared: half as many true pairs as rows.
fn prior(table: &Table, pairs: f64) -> f64 {
    (0.5 * table.rows() as f64 / pairs.max(1.0)).log2()
}

/// Chance that two rows agree exactly at each outcome, from how many rows hold each value.
fn exact_chances(comparer: &Comparer, fields: &Fields, comparison: usize) -> Vec<Option<f64>> {
    let mut made = vec![None; comparer.outcomes()[comparison].all.len()];
    let Some(slot) = comparer.slot_of(comparison) else { return made };
    let counts = &fields.slots[slot].counts;
    let filled: f64 = counts.iter().skip(1).copied().map(f64::from).sum();
    for (code, count) in counts.iter().enumerate().skip(1) {
        if let Some(outcome) = comparer.exact_outcome(comparison, code as u32) {
            let pairs = f64::from(*count) * f64::from(count.saturating_sub(1));
            *made[outcome as usize].get_or_insert(0.0) += pairs / (filled * filled).max(1.0);
        }
    }
    made
}

fn all_pairs(table: &Table, mode: Mode) -> f64 {
    let rows = table.rows() as f64;
    let inside: f64 = table.inputs.iter().map(|input| (input.rows.len() as f64).powi(2)).sum();
    match mode {
        Mode::Link => 0.5 * (rows * rows - inside),
        _ => 0.5 * rows * (rows - 1.0),
    }
}

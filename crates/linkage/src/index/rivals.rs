//! What do the pairs that stand, and a new row's other matches, say against one of its matches?
//!
//! As in a run ([`crate::job`]): where an input holds each entity once, a row has one partner in it at most. Pairs that
//! were added before keep their weights: who came first is not weighed again for those who come later.

use std::collections::HashMap;

use super::matches::Matched;
use super::rows::Rows;
use crate::cluster::Edge;
use crate::job::rivals::{Candidates, against, odds};

/// A row, and an input in which it has one partner at most.
pub(super) type Seat = (u32, u32);

/// The partners of rows, by the seats that they take.
#[derive(Debug, Default)]
pub(super) struct Standing {
    partners: HashMap<Seat, Vec<u32>>,
}

impl Standing {
    /// Takes up pairs.
    pub fn take(&mut self, rows: &Rows, edges: &[Edge]) {
        if !rows.has_unique() {
            return;
        }
        for edge in edges {
            for seat in seats_of(rows, edge) {
                let partner = if seat.0 == edge.left { edge.right } else { edge.left };
                self.partners.entry(seat).or_default().push(partner);
            }
        }
    }

    /// The pairs that stand beside what new rows match, smaller rows first. `source` gives the input of any row.
    pub fn beside(&self, rows: &Rows, source: impl Fn(u32) -> u32, found: &Matched) -> Vec<(u32, u32)> {
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (new, matches) in (found.before..).zip(&found.matches) {
            for own in matches {
                for seat in seats(rows, (new, source(new)), (own.row, source(own.row))) {
                    let partners = self.partners.get(&seat).into_iter().flatten();
                    pairs.extend(partners.map(|partner| pair(seat, *partner)));
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// The same once it is known what these pairs weigh by their outcomes: what they weigh in the index is less by what
    /// stood against them there, and who fits as well as they do would be found to fit better.
    pub fn weighing(&self, pairs: impl Iterator<Item = ((u32, u32), i32)>) -> Weighing<'_> {
        Weighing { standing: self, odds: pairs.map(|(pair, weight)| (pair, odds(weight))).collect() }
    }
}

/// Odds of pairs that stand.
#[derive(Debug)]
pub(super) struct Weighing<'a> {
    standing: &'a Standing,
    odds: HashMap<(u32, u32), f64>,
}

impl Weighing<'_> {
    fn of(&self, seat: Seat) -> f64 {
        let partners = self.standing.partners.get(&seat).into_iter().flatten();
        let mut odds: Vec<f64> =
            partners.filter_map(|partner| self.odds.get(&pair(seat, *partner)).copied()).collect();
        // Partners stand as they came, and how a sum is rounded depends on its order.
        odds.sort_unstable_by(f64::total_cmp);
        odds.iter().sum()
    }

    /// Holds what new rows match against its rivals; matches below `least` are dropped then. `source` gives the input of
    /// any row.
    pub fn against_rivals(&self, rows: &Rows, source: impl Fn(u32) -> u32, found: &mut Matched, least: i32) {
        let of = |new: u32, row: u32| seats(rows, (new, source(new)), (row, source(row)));
        let mut lightest_first: Vec<(i32, u32, u32)> = Vec::new();
        for (new, matches) in (found.before..).zip(&found.matches) {
            lightest_first.extend(matches.iter().map(|own| (own.weight_milli, new, own.row)));
        }
        lightest_first.sort_unstable();
        let mut candidates: HashMap<Seat, Candidates> = HashMap::new();
        for (weight_milli, new, row) in lightest_first {
            for seat in of(new, row) {
                candidates.entry(seat).or_insert(Candidates::NONE).take(odds(weight_milli));
            }
        }
        for (new, matches) in (found.before..).zip(&mut found.matches) {
            for own in matches.iter_mut() {
                let rivals = of(new, own.row).map(|seat| {
                    let others = candidates.get(&seat).map_or(0.0, |all| all.besides(odds(own.weight_milli)));
                    others + self.of(seat)
                });
                own.weight_milli = against(own.weight_milli, rivals.sum());
            }
            matches.retain(|own| own.weight_milli >= least);
        }
    }
}

/// A pair that stands, its smaller row first.
fn pair((row, _): Seat, partner: u32) -> (u32, u32) {
    (row.min(partner), row.max(partner))
}

/// The seats that a pair of the index takes.
pub(super) fn seats_of(rows: &Rows, edge: &Edge) -> impl Iterator<Item = Seat> {
    seats(rows, (edge.left, rows.source(edge.left)), (edge.right, rows.source(edge.right)))
}

/// The seats that a pair takes; each row is given with its input.
fn seats(rows: &Rows, one: (u32, u32), other: (u32, u32)) -> impl Iterator<Item = Seat> {
    let seat =
        |(row, _): (u32, u32), (_, source): (u32, u32)| rows.is_unique(source).then_some((row, source));
    [seat(one, other), seat(other, one)].into_iter().flatten()
}

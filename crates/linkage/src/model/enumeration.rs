//! What do pairs of rows agree on, neighbours first?

use crate::block::{Blocking, Mode};
use crate::compare::{Comparer, Fields, Gathered, Room, Row};
use crate::table::Table;

/// Rows that a row is compared with in one go: neighbours, so that they are answered side by side.
const TOGETHER: usize = 16;

/// Pairs met with one outcome.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Met {
    /// How many.
    pub agreeing: u64,
    /// Those of them that blocking makes.
    pub blocked: u64,
    /// Pairs looked at.
    pub of: u64,
}

/// What is enumerated.
#[derive(Clone, Copy)]
pub(super) struct Within<'a> {
    /// The chosen rows, and the same laid side by side.
    pub rows: &'a [u32],
    pub gathered: &'a Gathered,
    /// The share of them that each is compared with at most.
    pub share: f64,
    /// A level that was met so often is known.
    pub enough: u64,
    /// What tells the pairs that are counted apart.
    pub blocking: Option<&'a Blocking>,
}

/// Counts outcomes over pairs of the chosen rows: neighbours first, then ever more distant ones, so that
/// any stop has looked at each row equally often.
pub(super) fn enumerate(
    (table, mode): (&Table, Mode),
    (comparer, fields): (&Comparer, &Fields),
    (comparison, outcomes): (usize, usize),
    within: &Within<'_>,
) -> Vec<Met> {
    let Within { rows, gathered, share, enough, blocking } = *within;
    let (mut met, mut blocked) = (vec![0_u64; outcomes], vec![0_u64; outcomes]);
    let mut known: Vec<Option<Met>> = vec![None; outcomes];
    let mut of = 0_u64;
    let otherwise = outcomes - 1;
    let inputs: Vec<usize> = rows.iter().map(|row| table.input_of(*row)).collect();
    let is_symmetric = comparer.is_symmetric(comparison);
    let furthest = ((rows.len() as f64 * share).ceil() as usize).min(rows.len());
    let (mut rights, mut found, mut room) = (Vec::new(), Vec::new(), Room::default());
    for nearest in (1..furthest).step_by(TOGETHER) {
        // Else is known once all levels are.
        let is_open =
            |outcome: &u8| known[*outcome as usize].is_none() && !comparer.is_exact(comparison, *outcome);
        if !(1..otherwise as u8).any(|outcome| is_open(&outcome)) {
            break;
        }
        for first in 0..rows.len() - nearest {
            let among = first + nearest..(first + (nearest + TOGETHER).min(furthest)).min(rows.len());
            rights.clear();
            rights.extend(
                among
                    .filter(|second| mode != Mode::Link || inputs[first] != inputs[*second])
                    .map(|own| own as u32),
            );
            found.clear();
            if is_symmetric {
                found.resize(rights.len(), 0);
                let row = Row { gathered, left: first, rights: &rights };
                comparer.add_outcomes(fields, comparison, row, 1, &mut found, &mut room);
            } else {
                found.extend(rights.iter().map(|second| {
                    let second = *second as usize;
                    let pair = if rows[first] < rows[second] { (first, second) } else { (second, first) };
                    u64::from(comparer.outcome_beside(fields, comparison, gathered, pair))
                }));
            }
            for (outcome, second) in found.iter().zip(&rights) {
                let outcome = *outcome as usize;
                met[outcome] += 1;
                of += u64::from(outcome != 0);
                if let Some(blocking) = blocking
                    && (1..otherwise).contains(&outcome)
                    && known[outcome].is_none()
                {
                    let (one, other) = (rows[first], rows[*second as usize]);
                    blocked[outcome] += u64::from(blocking.makes_any(one.min(other), one.max(other)));
                }
            }
        }
        for outcome in 1..otherwise {
            if known[outcome].is_none() && met[outcome] >= enough {
                known[outcome] = Some(Met { agreeing: met[outcome], blocked: blocked[outcome], of });
            }
        }
    }
    let mut by: Vec<Met> = (0..outcomes)
        .map(|own| known[own].unwrap_or(Met { agreeing: met[own], blocked: blocked[own], of }))
        .collect();
    // What no level holds: the rest.
    let rest: f64 = by[1..otherwise].iter().map(|own| own.agreeing as f64 / own.of.max(1) as f64).sum();
    by[otherwise] = Met { agreeing: (((1.0 - rest).max(0.0) * of as f64).round() as u64), blocked: 0, of };
    by
}

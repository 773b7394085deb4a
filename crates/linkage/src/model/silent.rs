//! Which columns say nothing of who is who?
//!
//! Where a row was read from, or a category that two shops name in their own words, is never equal for matches, or as often
//! as for anybody. Training that starts from matches that are mostly equal in everything would take all true pairs for a
//! class of related ones, which are strangers in such a column, and leave none to matches. It shows in pairs that are
//! matches by all other columns: if these agree on a column no more often than strangers do, matches start as they are there.
//!
//! So do families of whom nobody stands twice: they differ in the given name, and in telephones that nobody has in two
//! tables. What tells people apart has many values; so a column is silent only if it has few, or if each table repeats its
//! own and none is in two.

use std::collections::HashSet;

use super::Chance;
use super::mixture::Seen;
use super::train::Training;
use crate::table::NULL;

/// Of fewer columns the others are too few to tell matches.
const COLUMNS: usize = 3;

/// Pairs that are matches by all other columns, at least.
const ENOUGH: f64 = 20.0;

/// Two of so many pairs of strangers are equal in a column of few values.
const FEW_VALUES: f64 = 1.0 / 16.0;

/// Rows that hold each value of a column that is repeated, on average.
const REPEATED: usize = 3;

/// Matches agree no more than so many times as often as strangers, with three standard errors and three pairs more.
const TIMES: f64 = 1.5;

/// What is left to chance of where matches start.
const BY_CHANCE: f64 = 0.1;

impl Training<'_> {
    /// For each comparison where matches start, if it says nothing of them.
    pub fn silent(&self, patterns: &[(u64, u64)], labelled: &[(u64, bool)]) -> Vec<Option<Vec<f64>>> {
        let comparisons = self.chances.by.len();
        let may_be: Vec<bool> =
            (0..comparisons).map(|own| comparisons >= COLUMNS && self.may_be_silent(own)).collect();
        if !may_be.contains(&true) {
            return vec![None; comparisons];
        }
        let looks_at = Self::looks_at(self.rules, self.comparisons, self.comparer);
        let states = self.states(&looks_at);
        let seen = self.seen(patterns, labelled, &states);
        let chances = self.chances();
        let share = self.share(&states);
        let logarithms: Vec<Vec<f64>> = chances
            .iter()
            .enumerate()
            .map(|(comparison, own)| {
                let first = self.first(comparison, own);
                first.iter().zip(own).map(|(one, other)| (one / other.max(1e-300)).ln()).collect()
            })
            .collect();
        let odds = (share / (1.0 - share)).ln();
        let found = may_be.iter().enumerate().map(|(comparison, may_be)| {
            let met = may_be.then(|| by_others(&seen, comparison, &logarithms, odds))?;
            starts(&met, &chances[comparison])
        });
        found.collect()
    }

    /// Whether strangers are often equal in it, or no two rows are though each table repeats what it holds.
    fn may_be_silent(&self, comparison: usize) -> bool {
        let equal: Vec<&Chance> = self.chances.by[comparison].iter().filter(|own| own.is_exact()).collect();
        let share: f64 = equal.iter().map(|own| own.share).sum();
        let Some(slot) = self.comparer.slot_of(comparison) else { return false };
        share >= FEW_VALUES || equal.iter().all(|own| own.agreeing == 0) && self.is_repeated(slot)
    }

    /// Whether each table holds each of its values several times.
    fn is_repeated(&self, slot: usize) -> bool {
        self.table.inputs.iter().all(|input| {
            let held = input.rows.clone().map(|row| self.fields.row(row)[slot]).filter(|code| *code != NULL);
            let codes: Vec<u32> = held.collect();
            codes.iter().collect::<HashSet<_>>().len() * REPEATED <= codes.len()
        })
    }
}

/// How many pairs that are matches by all other columns come to each outcome of one; 0 where it has no value.
fn by_others(seen: &Seen, comparison: usize, logarithms: &[Vec<f64>], odds: f64) -> Vec<f64> {
    let mut met = vec![0.0; logarithms[comparison].len()];
    for (pattern, outcomes) in seen.outcomes.chunks_exact(seen.width.max(1)).enumerate() {
        let own = usize::from(outcomes[comparison]);
        if own == 0 {
            continue;
        }
        let others =
            outcomes.iter().enumerate().filter(|(place, outcome)| *place != comparison && **outcome > 0);
        let sum: f64 = others.map(|(place, outcome)| logarithms[place][usize::from(*outcome)]).sum();
        met[own] += seen.pairs[pattern] / (1.0 + (-odds - sum).exp()) + seen.matches[pattern];
    }
    met
}

/// Where matches start in a column in which those met agree no more often than strangers; none in another.
fn starts(met: &[f64], chances: &[f64]) -> Option<Vec<f64>> {
    let all: f64 = met.iter().sum();
    let agree = |own: &[f64]| own[1..own.len() - 1].iter().sum::<f64>();
    let expected = agree(chances) * all;
    if all < ENOUGH || agree(met) > TIMES * expected + 3.0 * expected.sqrt() + 3.0 {
        return None;
    }
    let both = met.iter().zip(chances);
    let mut made: Vec<f64> =
        both.map(|(one, other)| (1.0 - BY_CHANCE) * one / all + BY_CHANCE * other).collect();
    made[0] = 1.0;
    Some(made)
}

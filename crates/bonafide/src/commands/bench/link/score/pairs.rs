//! Reads the pairs of a run, whoever wrote them, and brings them into the order they are scored in.

use std::path::Path;

use anyhow::{Result, bail};
use bonafide_linkage::table::{Column, Table, hash, mix};

use super::best::Judged;
use super::{Truth, arrays, tables};
use crate::output;
use crate::pipeline::shown;

/// Two records and what their pair weighs, in bits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The weight.
    pub weight: f64,
    /// One record, by its number in the truth.
    pub left: u32,
    /// The other.
    pub right: u32,
}

/// How the columns of pairs are called: left, right, weight, and bits in one of the weight.
const NAMES: [(&str, &str, &str, f64); 2] =
    [("left", "right", "weight_milli", 0.001), ("record_id_l", "record_id_r", "match_weight", 1.0)];

/// Reads pairs: Parquet of ours or of the peer, or the peer's arrays (`.npz`).
pub fn read(truth: &Truth, path: &Path) -> Result<Vec<Pair>> {
    if path.extension().is_some_and(|ending| ending == "npz") {
        return of_arrays(truth, path);
    }
    let table = tables::open(path, None)?;
    for (left, right, weight, bits) in NAMES {
        if table.column(weight).is_some() {
            return of_table(truth, &table, (left, right, weight), bits, path);
        }
    }
    bail!("{} is no table of pairs", shown(path))
}

fn of_table(
    truth: &Truth,
    table: &Table,
    (left, right, weight): (&str, &str, &str),
    bits: f64,
    path: &Path,
) -> Result<Vec<Pair>> {
    let (left, right) = (tables::column(table, left, path)?, tables::column(table, right, path)?);
    let weight = tables::column(table, weight, path)?;
    let (lefts, rights) = (records(truth, left), records(truth, right));
    let weights: Vec<Option<f64>> = (0..weight.values.len() as u32)
        .map(|code| std::str::from_utf8(weight.values.get(code)).ok()?.parse::<f64>().ok())
        .map(|own| own.map(|number| number * bits))
        .collect();
    let mut pairs = Vec::with_capacity(table.rows());
    let mut odd = 0_u64;
    for row in 0..table.rows() {
        let one = lefts[tables::code(left, row) as usize];
        let other = rights[tables::code(right, row) as usize];
        let (Some(one), Some(other)) = (one, other) else {
            bail!("{}: row {} names a record that no table has", shown(path), row + 1);
        };
        let own = weights[tables::code(weight, row) as usize];
        odd += u64::from(own.is_none());
        pairs.push(Pair { weight: own.unwrap_or(f64::NEG_INFINITY), left: one, right: other });
    }
    tell_odd(odd, path);
    Ok(pairs)
}

fn of_arrays(truth: &Truth, path: &Path) -> Result<Vec<Pair>> {
    let arrays = arrays::open(path)?;
    let mut pairs = Vec::with_capacity(arrays.weights.len());
    let mut odd = 0;
    for ((weight, left), right) in arrays.weights.iter().zip(&arrays.left).zip(&arrays.right) {
        let (one, other) = (truth.record(left.as_bytes()), truth.record(right.as_bytes()));
        let (Some(one), Some(other)) = (one, other) else {
            bail!("{}: `{left}` and `{right}` are not both in a table", shown(path));
        };
        odd += u64::from(weight.is_nan());
        let weight = if weight.is_nan() { f64::NEG_INFINITY } else { *weight };
        pairs.push(Pair { weight, left: one, right: other });
    }
    tell_odd(odd, path);
    Ok(pairs)
}

fn tell_odd(odd: u64, path: &Path) {
    if odd > 0 {
        let many = output::counted(odd, "pair has", "pairs have");
        output::message(&format!("{}: {many} no finite weight; put below all others", shown(path)));
    }
}

/// The record of each code.
fn records(truth: &Truth, column: &Column) -> Vec<Option<u32>> {
    (0..column.values.len() as u32).map(|code| truth.record(column.values.get(code))).collect()
}

/// Heaviest first. Pairs of one weight stand in an order that comes from their ids and knows nothing of which
/// ids look alike: in one of the sets partners have the same number.
pub fn heaviest_first(pairs: &mut [Pair]) {
    pairs.sort_unstable_by(|one, other| {
        let weight = other.weight.total_cmp(&one.weight);
        weight.then_with(|| (one.left, one.right).cmp(&(other.left, other.right)))
    });
}

/// What truth says of each pair.
pub fn judged(truth: &Truth, pairs: &[Pair]) -> Vec<Judged> {
    let entity = |record: u32| truth.entity[record as usize];
    let judge =
        |pair: &Pair| Judged { weight: pair.weight, left: entity(pair.left), right: entity(pair.right) };
    pairs.iter().map(judge).collect()
}

/// The heaviest pair, then the heaviest whose records are both in none yet, and so on.
pub fn one_to_one(truth: &Truth, pairs: &[Pair]) -> Vec<Pair> {
    let blind = |record: u32| hash(truth.id(record));
    let shuffle = |pair: &Pair| mix(blind(pair.left.min(pair.right)), blind(pair.left.max(pair.right)));
    let mut taken = vec![false; truth.records()];
    let mut chosen = Vec::new();
    let mut tied = Vec::new();
    for group in pairs.chunk_by(|one, other| one.weight.total_cmp(&other.weight).is_eq()) {
        tied.clear();
        tied.extend_from_slice(group);
        tied.sort_by_cached_key(shuffle);
        for pair in &tied {
            if taken[pair.left as usize] || taken[pair.right as usize] {
                continue;
            }
            taken[pair.left as usize] = true;
            taken[pair.right as usize] = true;
            chosen.push(*pair);
        }
    }
    chosen
}

#[cfg(test)]
mod tests;

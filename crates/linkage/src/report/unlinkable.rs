//! Which rows could not reach a weight even against themselves: nobody can link those.

use std::collections::BTreeMap;

use super::curves::grid;
use super::weighed::weight_of;
use crate::job::Linked;

/// Causes that are told apart.
const CAUSES: usize = 6;

/// Rows weighed against themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlinkable {
    /// All rows.
    pub rows: u64,
    /// Rows whose own weight is below the threshold.
    pub below: u64,
    /// By rising weight: how many rows stay below it. Empty without rows.
    pub points: Vec<(i32, u64)>,
    /// What those below the threshold lack, the most frequent first.
    pub causes: Vec<Cause>,
    /// Rows below the threshold with other causes.
    pub other: u64,
}

/// Rows that lack the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Comparisons in which they hold nothing; none where what they hold is too common.
    pub lacking: Vec<String>,
    /// How many rows.
    pub rows: u64,
    /// The most that one of them weighs against itself.
    pub best_milli: i32,
}

pub(super) fn unlinkable(linked: &Linked, threshold_milli: i32) -> Unlinkable {
    let mut by_weight: BTreeMap<i32, u64> = BTreeMap::new();
    let mut causes: BTreeMap<Vec<usize>, (u64, i32)> = BTreeMap::new();
    for (pattern, rows) in &linked.selves {
        let weight = weight_of(linked, *pattern);
        *by_weight.entry(weight).or_default() += rows;
        if weight >= threshold_milli {
            continue;
        }
        let outcomes = linked.space.outcomes(*pattern);
        let lacking = outcomes.iter().enumerate().filter(|(_, outcome)| **outcome == 0);
        let (sum, best) = causes.entry(lacking.map(|(place, _)| place).collect()).or_insert((0, i32::MIN));
        *sum += rows;
        *best = weight.max(*best);
    }
    let rows = by_weight.values().sum();
    let below = by_weight.range(..threshold_milli).map(|(_, rows)| rows).sum();
    let points = match (by_weight.first_key_value(), by_weight.last_key_value()) {
        (Some((least, _)), Some((most, _))) => {
            let thresholds = grid(*least.min(&threshold_milli), *most.max(&threshold_milli));
            let reached = |threshold: i32| by_weight.range(..threshold).map(|(_, rows)| rows).sum();
            thresholds.into_iter().map(|threshold| (threshold, reached(threshold))).collect()
        }
        _ => Vec::new(),
    };
    let mut listed: Vec<(Vec<usize>, u64, i32)> =
        causes.into_iter().map(|(lacking, (sum, best))| (lacking, sum, best)).collect();
    // Stable: of equally many the order of comparisons decides.
    listed.sort_by_key(|(_, sum, _)| std::cmp::Reverse(*sum));
    let other = listed.iter().skip(CAUSES).map(|(_, sum, _)| sum).sum();
    listed.truncate(CAUSES);
    let name =
        |place: usize| linked.model.compared.get(place).map_or_else(String::new, |own| own.name.clone());
    let causes = listed.into_iter().map(|(lacking, sum, best_milli)| Cause {
        lacking: lacking.into_iter().map(name).collect(),
        rows: sum,
        best_milli,
    });
    Unlinkable { rows, below, points, causes: causes.collect(), other }
}

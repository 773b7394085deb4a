//! Example pairs around each weight: the values side by side, and how their weight comes about.

use std::collections::BTreeMap;

use super::Limits;
use super::values::{RowName, Shown};
use super::weighed::weight_of;
use crate::cluster::Judgement;
use crate::job::{Asked, Linked};
use crate::model::{Bar, Model};
use crate::score::Kept;

/// Patterns shown of the bands below and above the threshold, and of each other band.
const NEAR: usize = 2;
const FAR: usize = 1;
/// Columns shown that nothing compares.
const OTHERS: usize = 6;
/// Bands between the weight from which on pairs are kept and certainty, besides the threshold: odds of
/// p = 0.95 and 0.999.
const BANDS: [f64; 2] = [0.95, 0.999];

/// One pair that stands for all of its pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The earlier row.
    pub left: RowName,
    /// The other.
    pub right: RowName,
    /// Their weight.
    pub weight_milli: i32,
    /// The probability that it stands for.
    pub probability: f64,
    /// Kept pairs with the same outcomes that weigh about as much; 0 for a pair that was asked for.
    pub pairs: u64,
    /// Whether both stand in one cluster.
    pub together: bool,
    /// Whether some blocking rule makes it; else its weight is what it would have.
    pub is_compared: bool,
    /// What somebody who knows said: the same, or distinct.
    pub judged: Option<bool>,
    /// Each comparison, in their order.
    pub compared: Vec<Compared>,
    /// Columns that no comparison reads, for whoever judges.
    pub others: Vec<Values>,
    /// How many more such columns there are.
    pub more_others: usize,
    /// The bars of the waterfall: prior, comparisons, discounts. They add up to the weight.
    pub bars: Vec<Bar>,
}

/// What one comparison saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Its name.
    pub name: String,
    /// What it came to, in words.
    pub outcome: String,
    /// What that adds, in thousandths of a bit.
    pub part_milli: i32,
    /// What it read.
    pub values: Vec<Values>,
}

/// One column of both rows; an empty text where a row holds nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    /// The column.
    pub column: String,
    /// What the left row holds.
    pub left: String,
    /// What the right row holds.
    pub right: String,
}

/// Kept pairs of one pattern in one band of weights.
struct Alike<'a> {
    pairs: u64,
    /// The ranks of the rows of that of them whose ranks are the lowest, the lower first.
    ranks: (u32, u32),
    /// These rows.
    rows: (u32, u32),
    pair: &'a Kept,
}

/// The most frequent patterns of each band of kept pairs, the bands nearest to the threshold first.
pub(super) fn examples(linked: &Linked, shown: &Shown<'_>, limits: Limits) -> Vec<Example> {
    let mut edges: Vec<i32> = BANDS.iter().map(|probability| Model::weight_of(*probability)).collect();
    edges.extend([limits.at_least_milli, limits.threshold_milli.max(limits.at_least_milli)]);
    edges.sort_unstable();
    edges.dedup();
    let mut bands: Vec<BTreeMap<u64, Alike<'_>>> = edges.iter().map(|_| BTreeMap::new()).collect();
    for pair in &linked.pairs {
        let place = edges.partition_point(|edge| *edge <= pair.weight_milli);
        let Some(band) = place.checked_sub(1).and_then(|place| bands.get_mut(place)) else { continue };
        let (rows, ranks) = in_order(linked, pair);
        let alike = band.entry(pair.pattern).or_insert(Alike { pairs: 0, ranks, rows, pair });
        alike.pairs += 1;
        if ranks < alike.ranks {
            (alike.ranks, alike.rows, alike.pair) = (ranks, rows, pair);
        }
    }
    let mut chosen = Vec::new();
    for (band, edge) in bands.into_iter().zip(&edges) {
        let mut band: Vec<Alike<'_>> = band.into_values().collect();
        // Of equally frequent patterns the heavier comes first.
        band.sort_by_key(|own| {
            let weight = weight_of(linked, own.pair.pattern);
            (std::cmp::Reverse(own.pairs), std::cmp::Reverse(weight), own.pair.pattern)
        });
        let distance = (i64::from(*edge) - i64::from(limits.threshold_milli)).abs();
        band.truncate(if *edge <= limits.threshold_milli { NEAR } else { FAR });
        chosen.extend(band.into_iter().map(|own| (distance, own)));
    }
    chosen.sort_by_key(|(distance, _)| *distance);
    chosen.into_iter().map(|(_, own)| example(linked, shown, &own)).collect()
}

/// The pairs that somebody asked for, in their order.
pub(super) fn asked(linked: &Linked, shown: &Shown<'_>) -> Vec<Example> {
    let of = |own: &Asked| {
        let (rows, ranks) = in_order(linked, &own.pair);
        let made = example(linked, shown, &Alike { pairs: 0, ranks, rows, pair: &own.pair });
        Example { is_compared: own.is_compared, ..made }
    };
    linked.shown.iter().map(of).collect()
}

/// The rows of a pair, the earlier first, and their ranks.
fn in_order(linked: &Linked, pair: &Kept) -> ((u32, u32), (u32, u32)) {
    let rank = |row: u32| linked.order.get(row as usize).copied().unwrap_or(row);
    let (left, right) = (rank(pair.left), rank(pair.right));
    if left <= right {
        ((pair.left, pair.right), (left, right))
    } else {
        ((pair.right, pair.left), (right, left))
    }
}

fn example(linked: &Linked, shown: &Shown<'_>, own: &Alike<'_>) -> Example {
    let Kept { pattern, weight_milli, .. } = *own.pair;
    let (left, right) = own.rows;
    let bars = bars(linked, pattern, weight_milli);
    let values = |column: &str| Values {
        column: column.to_owned(),
        left: shown.value(column, left),
        right: shown.value(column, right),
    };
    let mut compared = Vec::with_capacity(linked.model.compared.len());
    for (place, known) in linked.model.compared.iter().enumerate() {
        let outcome = usize::from(linked.space.outcome(pattern, place));
        let columns = shown.by_comparison.get(place).map_or(&[][..], Vec::as_slice);
        let values: Vec<Values> = columns.iter().map(|column| values(column)).collect();
        compared.push(Compared {
            name: known.name.clone(),
            outcome: match (outcome, known.labels.get(outcome)) {
                (0, _) => nothing_to_compare(shown, place, own.rows, &values),
                (_, label) => label.cloned().unwrap_or_default(),
            },
            // The prior stands before the comparisons.
            part_milli: bars.get(place + 1).map_or(0, |bar| bar.part_milli),
            values,
        });
    }
    Example {
        left: shown.name(left),
        right: shown.name(right),
        weight_milli,
        probability: Model::probability(weight_milli),
        pairs: own.pairs,
        together: linked.clusters.of(left) == linked.clusters.of(right),
        is_compared: true,
        judged: judged(linked, left, right),
        compared,
        others: shown.others.iter().take(OTHERS).map(|column| values(column)).collect(),
        more_others: shown.others.len().saturating_sub(OTHERS),
        bars,
    }
}

/// What was said of a pair by somebody who knows.
fn judged(linked: &Linked, left: u32, right: u32) -> Option<bool> {
    let is_it =
        |own: &&Judgement| (own.left, own.right) == (left, right) || (own.left, own.right) == (right, left);
    linked.judgements.iter().find(is_it).map(|own| own.same)
}

/// Why nothing is compared, though both rows may hold something.
fn nothing_to_compare(shown: &Shown<'_>, comparison: usize, rows: (u32, u32), values: &[Values]) -> String {
    let is_aside = [rows.0, rows.1].map(|row| shown.is_aside(comparison, row));
    let are_filled = matches!(values, [own] if !own.left.is_empty() && !own.right.is_empty());
    let why = match is_aside {
        [true, true] => "both are set aside: nothing to compare",
        [true, false] | [false, true] => "one is set aside: nothing to compare",
        _ if are_filled => "not readable: nothing to compare",
        _ => "nothing to compare",
    };
    why.to_owned()
}

/// The bars of a pair: those of its pattern, and what its rivals weigh where each row has one partner at most.
fn bars(linked: &Linked, pattern: u64, weight_milli: i32) -> Vec<Bar> {
    let mut bars = linked.model.waterfall(&linked.space, pattern);
    let rivals = weight_milli.saturating_sub(weight_of(linked, pattern));
    if rivals != 0 {
        bars.push(Bar {
            name: "rivals: other records that fit too".to_owned(),
            outcome: String::new(),
            part_milli: rivals,
        });
    }
    bars
}

//! Example pairs around each weight: the values side by side, and how their weight comes about.

use std::collections::BTreeMap;

use super::Limits;
use super::values::{RowName, Shown};
use super::weighed::{Pattern, Weighed, weight_of};
use crate::job::Linked;
use crate::model::{Bar, Model};

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
    /// Compared pairs with the same outcomes.
    pub pairs: u64,
    /// Whether both stand in one cluster.
    pub together: bool,
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

/// The most frequent patterns of each band of kept pairs, the bands nearest to the threshold first.
pub(super) fn examples(
    linked: &Linked,
    weighed: &Weighed,
    shown: &Shown<'_>,
    limits: Limits,
) -> Vec<Example> {
    let chosen = chosen(weighed, limits);
    // The pair of lowest rank of each chosen pattern.
    let mut first: BTreeMap<u64, (u32, u32, i32)> = chosen.iter().map(|own| (own.number, NONE)).collect();
    let rank = |row: u32| linked.order.get(row as usize).copied().unwrap_or(row);
    for pair in &linked.pairs {
        let Some(best) = first.get_mut(&pair.pattern) else { continue };
        let ends = (pair.left, pair.right);
        let (one, other) = if rank(ends.0) <= rank(ends.1) { ends } else { (ends.1, ends.0) };
        if *best == NONE || (rank(one), rank(other)) < (rank(best.0), rank(best.1)) {
            *best = (one, other, pair.weight_milli);
        }
    }
    let found = chosen.iter().filter_map(|own| {
        let rows = *first.get(&own.number)?;
        (rows != NONE).then(|| example(linked, shown, own, rows))
    });
    found.collect()
}

const NONE: (u32, u32, i32) = (u32::MAX, u32::MAX, 0);

fn chosen(weighed: &Weighed, limits: Limits) -> Vec<Pattern> {
    let mut edges: Vec<i32> = BANDS.iter().map(|probability| Model::weight_of(*probability)).collect();
    edges.extend([limits.at_least_milli, limits.threshold_milli.max(limits.at_least_milli)]);
    edges.sort_unstable();
    edges.dedup();
    let mut bands: Vec<Vec<Pattern>> = vec![Vec::new(); edges.len()];
    for own in weighed.list.iter().filter(|own| own.weight_milli >= limits.at_least_milli) {
        let place = edges.partition_point(|edge| *edge <= own.weight_milli);
        let Some(band) = place.checked_sub(1).and_then(|place| bands.get_mut(place)) else { continue };
        band.push(*own);
    }
    let mut chosen = Vec::new();
    for (mut band, edge) in bands.into_iter().zip(&edges) {
        // Stable: of equally frequent ones the heavier comes first.
        band.sort_by_key(|own| std::cmp::Reverse(own.pairs));
        let distance = (i64::from(*edge) - i64::from(limits.threshold_milli)).abs();
        band.truncate(if *edge <= limits.threshold_milli { NEAR } else { FAR });
        chosen.extend(band.into_iter().map(|own| (distance, own)));
    }
    chosen.sort_by_key(|(distance, _)| *distance);
    chosen.into_iter().map(|(_, own)| own).collect()
}

fn example(
    linked: &Linked,
    shown: &Shown<'_>,
    own: &Pattern,
    (left, right, weight_milli): (u32, u32, i32),
) -> Example {
    let bars = bars(linked, own, weight_milli);
    let values = |column: &str| Values {
        column: column.to_owned(),
        left: shown.value(column, left),
        right: shown.value(column, right),
    };
    let mut compared = Vec::with_capacity(linked.model.compared.len());
    for (place, known) in linked.model.compared.iter().enumerate() {
        let outcome = usize::from(linked.space.outcome(own.number, place));
        let columns = shown.by_comparison.get(place).map_or(&[][..], Vec::as_slice);
        compared.push(Compared {
            name: known.name.clone(),
            outcome: known.labels.get(outcome).cloned().unwrap_or_default(),
            // The prior stands before the comparisons.
            part_milli: bars.get(place + 1).map_or(0, |bar| bar.part_milli),
            values: columns.iter().map(|column| values(column)).collect(),
        });
    }
    Example {
        left: shown.name(left),
        right: shown.name(right),
        weight_milli,
        probability: Model::probability(weight_milli),
        pairs: own.pairs,
        together: linked.clusters.of(left) == linked.clusters.of(right),
        compared,
        others: shown.others.iter().take(OTHERS).map(|column| values(column)).collect(),
        more_others: shown.others.len().saturating_sub(OTHERS),
        bars,
    }
}

/// The bars of a pair: those of its pattern, and what its rivals weigh where each row has one partner at most.
fn bars(linked: &Linked, own: &Pattern, weight_milli: i32) -> Vec<Bar> {
    let mut bars = linked.model.waterfall(&linked.space, own.number);
    let rivals = weight_milli.saturating_sub(weight_of(linked, own.number));
    if rivals != 0 {
        bars.push(Bar {
            name: "rivals: other records that fit too".to_owned(),
            outcome: String::new(),
            part_milli: rivals,
        });
    }
    bars
}

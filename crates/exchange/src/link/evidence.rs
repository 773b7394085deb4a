//! The evidence: pairs with their values side by side, and clusters with their rows.

use super::charts::{Chart, heads};
use super::figures::{Cluster, Example, LinkFigures, Row, Values, Why};
use super::page::probability;
use crate::charts::{self, Amount};
use crate::figures::{bits, capital, count, counted, percent, signed_bits, tenth_bits};
use crate::words::plain;

/// Pairs that were asked for and are shown.
const ASKED: usize = 200;
/// Other pairs, clusters, comparisons of a pair and rows of a cluster that are shown.
const EXAMPLES: usize = 24;
const CLUSTERS: usize = 12;
const COMPARED: usize = 60;
const MEMBERS: usize = 60;
/// Sizes of clusters with a bar of their own; larger ones share bars that double.
const SIZES: u32 = 8;

/// One pair.
#[derive(Debug)]
pub(super) struct Pair {
    pub number: usize,
    pub title: String,
    pub says: String,
    pub left: Named,
    pub right: Named,
    pub rows: Vec<PairRow>,
    pub others: Vec<PairRow>,
    pub more_others: usize,
    /// What is no comparison: the starting point, discounts.
    pub besides: Vec<(String, String)>,
    pub weight: String,
    pub svg: String,
}

/// A row as the results name it.
#[derive(Debug)]
pub(super) struct Named {
    pub id: String,
    pub input: String,
}

/// One column of a pair; the comparison stands at the first of its columns only.
#[derive(Debug)]
pub(super) struct PairRow {
    pub column: String,
    pub left: String,
    pub right: String,
    pub is_same: bool,
    pub outcome: String,
    pub part: String,
}

pub(super) fn pairs(figures: &LinkFigures) -> Vec<Pair> {
    let several = figures.totals.inputs.len() > 1;
    let all = figures.asked.iter().take(ASKED).chain(figures.examples.iter().take(EXAMPLES)).enumerate();
    all.map(|(place, example)| pair(place + 1, example, figures.totals.threshold_milli, several)).collect()
}

fn pair(number: usize, example: &Example, threshold_milli: i32, several: bool) -> Pair {
    let reaches = example.weight_milli >= threshold_milli;
    let title = format!(
        "p {}, {} bits",
        probability(example.weight_milli),
        tenth_bits(i64::from(example.weight_milli))
    );
    let stands = stands(example, reaches);
    let says = if example.pairs == 0 {
        format!("You asked for it. {stands}")
    } else {
        format!(
            "{stands} {} with these very outcomes.",
            counted(
                example.pairs,
                "pair of about this weight came out",
                "pairs of about this weight came out"
            )
        )
    };
    let mut rows = Vec::new();
    for compared in example.compared.iter().take(COMPARED) {
        let outcome = plain(&compared.outcome);
        let part = signed_bits(i64::from(compared.part_milli));
        let values = laid_together(&compared.values);
        let Some((first, more)) = values.split_first() else {
            rows.push(PairRow {
                column: plain(&compared.name),
                left: String::new(),
                right: String::new(),
                is_same: false,
                outcome,
                part,
            });
            continue;
        };
        let name = plain(&compared.name);
        let column = plain(&first.column);
        let shown = if name == column { column } else { format!("{name} ({column})") };
        rows.push(PairRow { column: shown, outcome, part, ..side_by_side(first) });
        rows.extend(more.iter().map(side_by_side));
    }
    let bars = example.bars.iter().enumerate().filter(|(_, (_, outcome, _))| outcome.is_empty());
    let besides = bars.map(|(place, (name, _, part))| {
        let label = if place == 0 { "Starting point".to_owned() } else { capital(&plain(name)) };
        (label, signed_bits(i64::from(*part)))
    });
    Pair {
        number,
        title,
        says,
        left: named(&example.left, several),
        right: named(&example.right, several),
        rows,
        others: example.others.iter().map(side_by_side).collect(),
        more_others: example.more_others,
        besides: besides.take(COMPARED).collect(),
        weight: signed_bits(i64::from(example.weight_milli)),
        svg: charts::weighing(&example.bars, &format!("pair-{number}")),
    }
}

/// What two tables call differently is one line: each row fills one of the two columns alone.
fn laid_together(values: &[Values]) -> Vec<Values> {
    let [one, other] = values else { return values.to_vec() };
    let fills = |own: &Values| (!own.left.is_empty(), !own.right.is_empty());
    let (left, right) = match (fills(one), fills(other)) {
        ((true, false), (false, true)) => (one, other),
        ((false, true), (true, false)) => (other, one),
        _ => return values.to_vec(),
    };
    let column = format!("{} / {}", left.column, right.column);
    vec![Values { column, left: left.left.clone(), right: right.right.clone() }]
}

/// Why a pair is where it is.
fn stands(example: &Example, reaches: bool) -> &'static str {
    match (example.judged, example.is_uncompared, reaches, example.together) {
        (Some(true), _, _, true) => "Judged to be the same, and so in one cluster, whatever it weighs.",
        (Some(true), ..) => "Judged to be the same, yet in different clusters.",
        (Some(false), _, _, false) => {
            "Judged to be distinct, and so in different clusters, whatever it weighs."
        }
        (Some(false), ..) => "Judged to be distinct, yet in one cluster.",
        (None, true, _, false) => {
            "Never compared, for no blocking rule brings both together; below is what it would have come to."
        }
        (None, true, _, true) => {
            "Never compared, for no blocking rule brings both together; others hold them in one cluster. Below is what \
             it would have come to."
        }
        (None, false, true, true) => "Above the threshold, and in one cluster.",
        (None, false, true, false) => {
            "Above the threshold, yet in different clusters: other pairs of these speak against joining them."
        }
        (None, false, false, true) => "Below the threshold, yet in one cluster: others hold them together.",
        (None, false, false, false) => "Below the threshold, and in different clusters.",
    }
}

fn side_by_side(values: &Values) -> PairRow {
    PairRow {
        column: plain(&values.column),
        left: plain(&values.left),
        right: plain(&values.right),
        is_same: !values.left.is_empty() && values.left == values.right,
        outcome: String::new(),
        part: String::new(),
    }
}

fn named(row: &Row, several: bool) -> Named {
    Named { id: plain(&row.id), input: if several { plain(&row.input) } else { String::new() } }
}

/// One cluster.
#[derive(Debug)]
pub(super) struct Picture {
    pub number: usize,
    pub title: String,
    pub says: String,
    pub columns: Vec<String>,
    pub members: Vec<MemberRow>,
    pub more: u64,
    pub edges: Vec<String>,
    pub svg: String,
}

/// One row of a cluster.
#[derive(Debug)]
pub(super) struct MemberRow {
    pub number: usize,
    pub named: Named,
    pub cells: Vec<String>,
    pub links: u32,
}

impl Picture {
    /// The head of a cell.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    pub fn column(&self, place: &usize) -> &str {
        self.columns.get(*place).map_or("", String::as_str)
    }
}

pub(super) fn pictures(figures: &LinkFigures) -> Vec<Picture> {
    let several = figures.totals.inputs.len() > 1;
    let all = figures.clusters.iter().take(CLUSTERS).enumerate();
    all.map(|(place, cluster)| picture(place + 1, cluster, several)).collect()
}

fn picture(number: usize, cluster: &Cluster, several: bool) -> Picture {
    let title = match (cluster.why, cluster.weakest_bridge_milli) {
        (Why::WeaklyHeld, Some(weight)) => {
            format!("{} rows, held by one pair of {} bits", cluster.size, tenth_bits(i64::from(weight)))
        }
        (Why::HeldByRow, _) => format!("{} rows, held by one of them", cluster.size),
        _ => format!("{} rows, one of the largest", cluster.size),
    };
    let held = match (cluster.weakest_bridge_milli, &cluster.held_by) {
        (Some(weight), _) => {
            format!("One pair alone holds two parts together ({} bits).", bits(i64::from(weight)))
        }
        (None, Some((row, smaller))) => format!(
            "No single pair holds it, but one row does: without {} a part of {} rows has no link to the others. If that row \
             mixes two entities, the cluster does too.",
            plain(&row.id),
            count(u64::from(*smaller)),
        ),
        (None, None) => "Neither a single pair nor a single row holds it alone.".to_owned(),
    };
    let says = format!(
        "{} of {} possible pairs are links ({}); mean weight of its {} {} bits. {held}",
        count(u64::from(cluster.links)),
        count(u64::from(cluster.size) * u64::from(cluster.size.saturating_sub(1)) / 2),
        percent(cluster.density),
        counted(u64::from(cluster.edges), "kept pair", "kept pairs"),
        bits(i64::from(cluster.mean_milli)),
    );
    let members: Vec<MemberRow> = cluster
        .members
        .iter()
        .take(MEMBERS)
        .enumerate()
        .map(|(place, (row, cells, links))| MemberRow {
            number: place + 1,
            named: named(row, several),
            cells: cells.iter().map(|cell| plain(cell)).collect(),
            links: *links,
        })
        .collect();
    let edges: Vec<charts::Edge> = cluster
        .shown
        .iter()
        .map(|edge| charts::Edge {
            left: edge.left,
            right: edge.right,
            weight_milli: edge.weight_milli.unwrap_or(0),
            is_link: edge.is_link,
            is_bridge: edge.is_bridge,
            is_judged: edge.is_judged,
        })
        .collect();
    let listed = cluster.shown.iter().map(|edge| {
        let kind = match (edge.is_judged, edge.is_bridge, edge.is_link) {
            (true, ..) => ", judged the same",
            (false, true, _) => ", holds alone",
            (false, false, true) => "",
            (false, false, false) => ", below the threshold",
        };
        let weight = edge
            .weight_milli
            .map_or_else(|| "too light to be kept".to_owned(), |weight| tenth_bits(i64::from(weight)));
        format!("{} to {}: {weight}{kind}", edge.left + 1, edge.right + 1)
    });
    Picture {
        number,
        svg: charts::graph(members.len(), &edges, &title, &says, &format!("cluster-{number}")),
        edges: listed.collect(),
        title,
        says,
        columns: cluster.columns.iter().map(|column| plain(column)).collect(),
        more: u64::from(cluster.size).saturating_sub(members.len() as u64),
        members,
    }
}

/// How many clusters there are of each size; large sizes share bars that double.
pub(super) fn sizes(figures: &LinkFigures) -> Option<Chart> {
    figures.sizes.first()?;
    let mut buckets: Vec<(u32, u32, u64, u64)> = Vec::new();
    for (size, clusters) in &figures.sizes {
        let (from, to) = bucket(*size);
        let rows = u64::from(*size).saturating_mul(*clusters);
        match buckets.last_mut() {
            Some(last) if last.0 == from => {
                last.2 = last.2.saturating_add(*clusters);
                last.3 = last.3.saturating_add(rows);
            }
            _ => buckets.push((from, to, *clusters, rows)),
        }
    }
    let label = |from: u32, to: u32| match (from, to) {
        (1, 1) => "a row alone".to_owned(),
        (from, to) if from == to => format!("{from} rows"),
        (from, to) => format!("{} to {} rows", count(u64::from(from)), count(u64::from(to))),
    };
    let drawn: Vec<Amount> = buckets
        .iter()
        .map(|(from, to, _, rows)| Amount {
            label: label(*from, *to),
            figure: count(*rows),
            note: String::new(),
            whole: *rows,
            part: if *from > 1 { *rows } else { 0 },
        })
        .collect();
    let joined = counted(figures.totals.joined, "row stands", "rows stand");
    let description = format!(
        "{joined} in {}; the largest has {}. The same as a table follows.",
        counted(figures.totals.clusters, "cluster of two and more", "clusters of two and more"),
        count(figures.totals.largest)
    );
    let rows = buckets
        .iter()
        .map(|(from, to, clusters, rows)| vec![label(*from, *to), count(*clusters), count(*rows)]);
    Some(Chart {
        svg: charts::amounts(&drawn, "Rows by the size of their cluster", &description, "sizes"),
        caption: "Bars are as long as the rows that they hold are many".to_owned(),
        heads: heads(&["Size", "#Clusters", "#Rows"]),
        rows: rows.collect(),
    })
}

/// The sizes that share a bar with this one.
fn bucket(size: u32) -> (u32, u32) {
    if size <= SIZES {
        return (size, size);
    }
    let mut from = SIZES;
    while from <= u32::MAX / 2 && from * 2 < size {
        from *= 2;
    }
    (from + 1, from.saturating_mul(2))
}

#[cfg(test)]
mod tests {
    use super::bucket;

    #[test]
    fn sizes_fall_into_buckets_that_touch() {
        let mut last = 0;
        for size in 1..3_000 {
            let (from, to) = bucket(size);
            assert!((from..=to).contains(&size), "{size}: {from} to {to}");
            assert!(from == last + 1 || bucket(size - 1) == (from, to), "{size}");
            last = if size == to { to } else { last };
        }
        assert!(bucket(u32::MAX).0 > u32::MAX / 2);
    }
}

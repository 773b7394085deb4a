//! How large clusters are, and pictures of those to look at: the largest, and those held by one weak pair.

use std::collections::BTreeMap;

use super::values::{RowName, Shown};
use crate::cluster::{Edge, Partition, Shape, overall, shape};
use crate::job::Linked;

/// Pictures of each kind.
const PICTURES: usize = 3;
/// Rows and pairs that one picture shows.
const MEMBERS: usize = 24;
const EDGES: usize = 200;
/// Columns shown beside a picture.
const COLUMNS: usize = 6;

/// Clusters in figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Clusters {
    /// How many clusters there are of each size, smallest size first; 1 are rows alone.
    pub sizes: Vec<(u32, u64)>,
    /// Clusters of three and more rows that fall apart without one single pair.
    pub hanging: u64,
    /// Those that no single pair holds, and that fall apart without one single row.
    pub held_by_row: u64,
    /// Clusters of three and more rows.
    pub of_three: u64,
    /// The largest first, then the most weakly held.
    pub pictures: Vec<Picture>,
}

/// Why a cluster is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is one of the largest.
    Largest,
    /// One light pair alone holds two parts of it together.
    WeaklyHeld,
    /// One row alone holds two parts of it together.
    HeldByRow,
}

/// One cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Why it is shown.
    pub why: Why,
    /// How many rows it has.
    pub size: u32,
    /// Kept pairs inside of it.
    pub edges: u32,
    /// Those of them that reach the threshold.
    pub links: u32,
    /// Links as a share of all pairs that there could be.
    pub density: f64,
    /// Mean weight of its pairs.
    pub mean_milli: i32,
    /// The weight of its lightest bridge: a link without which it falls apart.
    pub weakest_bridge_milli: Option<i32>,
    /// The row without which two parts are left, if its links are all that holds them: what it is called, and how many
    /// rows the smaller part has.
    pub held_by: Option<(RowName, u32)>,
    /// Names of the columns that members show.
    pub columns: Vec<String>,
    /// Its rows, those with most links first where there are too many to show all.
    pub members: Vec<Member>,
    /// Pairs between these members: all bridges, then the heaviest.
    pub shown: Vec<PictureEdge>,
}

/// One row of a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// What it is called.
    pub row: RowName,
    /// What it holds in the columns of the picture.
    pub values: Vec<String>,
    /// How many links it has.
    pub links: u32,
}

/// One pair of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureEdge {
    /// Place of one member.
    pub left: usize,
    /// Place of the other.
    pub right: usize,
    /// Its weight; none where it weighs less than is kept.
    pub weight_milli: Option<i32>,
    /// Whether it reaches the threshold.
    pub is_link: bool,
    /// Whether the cluster falls apart without it.
    pub is_bridge: bool,
    /// Whether somebody who knows said that both are the same.
    pub is_judged: bool,
}

pub(super) fn clusters(linked: &Linked, shown: &Shown<'_>, threshold_milli: i32) -> Clusters {
    let sizes: Vec<(u32, u64)> = overall(&linked.clusters).sizes.into_iter().collect();
    let of_three = sizes.iter().filter(|(size, _)| *size > 2).map(|(_, count)| count).sum();
    let Some(found) = Found::of(linked, threshold_milli) else {
        return Clusters { sizes, hanging: 0, held_by_row: 0, of_three, pictures: Vec::new() };
    };
    let hanging = found.shapes.iter().filter(|shape| !shape.bridges.is_empty()).count() as u64;
    let held_by_row = found.shapes.iter().filter(|shape| is_held_by_row(shape)).count() as u64;
    let chosen = found.chosen();
    let pictures =
        chosen.iter().map(|(number, why)| found.picture(shown, *number, *why, threshold_milli)).collect();
    Clusters { sizes, hanging, held_by_row, of_three, pictures }
}

/// Clusters of three and more rows, their records numbered anew.
struct Found {
    /// Rows by their new numbers.
    rows: Vec<u32>,
    partition: Partition,
    edges: Vec<Edge>,
    /// Pairs that were judged the same, the smaller number first; sorted.
    judged: Vec<(u32, u32)>,
    shapes: Vec<Shape>,
}

impl Found {
    fn of(linked: &Linked, threshold_milli: i32) -> Option<Self> {
        let (mut rows, mut labels) = (Vec::new(), Vec::new());
        let mut numbers = vec![u32::MAX; linked.clusters.records()];
        for (cluster, members) in linked.clusters.iter().filter(|members| members.len() > 2).enumerate() {
            for row in members {
                numbers[*row as usize] = rows.len() as u32;
                rows.push(*row);
                labels.push(cluster as u32);
            }
        }
        let order: Vec<u32> = (0..rows.len() as u32).collect();
        let partition = Partition::from_labels(&labels, &order);
        let number = |row: u32| numbers.get(row as usize).copied().filter(|number| *number != u32::MAX);
        let mut edges = Vec::new();
        for pair in &linked.pairs {
            let (Some(left), Some(right)) = (number(pair.left), number(pair.right)) else { continue };
            if partition.of(left) == partition.of(right) {
                let (left, right) = (left.min(right), left.max(right));
                edges.push(Edge { left, right, weight_milli: pair.weight_milli });
            }
        }
        let same = linked.judgements.iter().filter(|own| own.same);
        let same = same.filter_map(|own| Some((number(own.left)?, number(own.right)?)));
        let mut judged: Vec<(u32, u32)> = same.map(|(one, other)| (one.min(other), one.max(other))).collect();
        judged.sort_unstable();
        judged.dedup();
        // Pairs of these very rows: nothing in them can be wrong.
        let shapes = shape(&partition, &edges, threshold_milli).ok()?;
        Some(Self { rows, partition, edges, judged, shapes })
    }

    /// The clusters to show, by number.
    fn chosen(&self) -> Vec<(usize, Why)> {
        let mut largest: Vec<usize> = (0..self.shapes.len()).collect();
        largest.sort_by_key(|number| std::cmp::Reverse(self.shapes[*number].size));
        largest.truncate(PICTURES);
        let mut weak: Vec<(i32, usize)> = self
            .shapes
            .iter()
            .enumerate()
            .filter_map(|(number, shape)| Some((weakest_bridge(shape)?, number)))
            .filter(|(_, number)| !largest.contains(number))
            .collect();
        weak.sort_unstable();
        weak.truncate(PICTURES);
        let mut by_row: Vec<(std::cmp::Reverse<u32>, usize)> = self
            .shapes
            .iter()
            .enumerate()
            .filter(|(number, shape)| is_held_by_row(shape) && !largest.contains(number))
            .filter_map(|(number, shape)| Some((std::cmp::Reverse(shape.held_by?.1), number)))
            .collect();
        by_row.sort_unstable();
        by_row.truncate(PICTURES);
        let largest = largest.into_iter().map(|number| (number, Why::Largest));
        let weak = weak.into_iter().map(|(_, number)| (number, Why::WeaklyHeld));
        largest.chain(weak).chain(by_row.into_iter().map(|(_, number)| (number, Why::HeldByRow))).collect()
    }

    fn picture(&self, shown: &Shown<'_>, number: usize, why: Why, threshold_milli: i32) -> Picture {
        let shape = &self.shapes[number];
        let own: Vec<Edge> = self
            .edges
            .iter()
            .copied()
            .filter(|edge| self.partition.of(edge.left) == Some(number as u32))
            .collect();
        let mut links: BTreeMap<u32, u32> = BTreeMap::new();
        for edge in own.iter().filter(|edge| edge.weight_milli >= threshold_milli) {
            *links.entry(edge.left).or_default() += 1;
            *links.entry(edge.right).or_default() += 1;
        }
        let mut records = self.partition.members(number as u32).to_vec();
        if records.len() > MEMBERS {
            records.sort_by_key(|record| std::cmp::Reverse(links.get(record).copied().unwrap_or(0)));
            records.truncate(MEMBERS);
        }
        let places: BTreeMap<u32, usize> =
            records.iter().enumerate().map(|(place, record)| (*record, place)).collect();
        let mut drawn: Vec<PictureEdge> = Vec::new();
        // Judged pairs that are no kept ones weigh less than is kept; they are drawn all the same.
        let is_kept = |rows: &(u32, u32)| own.iter().any(|edge| (edge.left, edge.right) == *rows);
        let are_pictured = |rows: &(u32, u32)| places.contains_key(&rows.0) && places.contains_key(&rows.1);
        let unkept = self.judged.iter().filter(|rows| are_pictured(rows) && !is_kept(rows));
        let unkept = unkept.map(|rows| (*rows, None));
        let kept = own.iter().map(|edge| ((edge.left, edge.right), Some(edge.weight_milli)));
        for (rows, weight_milli) in kept.chain(unkept) {
            let (Some(left), Some(right)) = (places.get(&rows.0), places.get(&rows.1)) else {
                continue;
            };
            drawn.push(PictureEdge {
                left: *left.min(right),
                right: *left.max(right),
                weight_milli,
                is_link: weight_milli.is_some_and(|weight| weight >= threshold_milli),
                is_bridge: is_bridge(shape, rows),
                is_judged: self.judged.binary_search(&rows).is_ok(),
            });
        }
        drawn.sort_by_key(|edge| {
            (!edge.is_bridge && !edge.is_judged, std::cmp::Reverse(edge.weight_milli), edge.left, edge.right)
        });
        drawn.truncate(EDGES);
        let mut columns: Vec<&str> = Vec::new();
        for column in shown.by_comparison.iter().flatten() {
            if !columns.contains(column) && columns.len() < COLUMNS {
                columns.push(column);
            }
        }
        let member = |record: &u32| {
            let row = self.rows[*record as usize];
            Member {
                row: shown.name(row),
                values: columns.iter().map(|column| shown.value(column, row)).collect(),
                links: links.get(record).copied().unwrap_or(0),
            }
        };
        Picture {
            why,
            size: shape.size,
            edges: shape.edges,
            links: shape.links,
            density: shape.density,
            mean_milli: shape.mean_milli.unwrap_or(0),
            weakest_bridge_milli: weakest_bridge(shape),
            held_by: shape.held_by.map(|(record, smaller)| (shown.name(self.rows[record as usize]), smaller)),
            members: records.iter().map(member).collect(),
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            shown: drawn,
        }
    }
}

/// Whether one row holds two parts, and no pair does alone.
fn is_held_by_row(shape: &Shape) -> bool {
    shape.held_by.is_some() && shape.bridges.is_empty()
}

fn weakest_bridge(shape: &Shape) -> Option<i32> {
    shape.bridges.iter().map(|bridge| bridge.weight_milli).min()
}

/// Bridges stand by order, the earlier record left, as records were numbered here.
fn is_bridge(shape: &Shape, ends: (u32, u32)) -> bool {
    shape.bridges.binary_search_by_key(&ends, |bridge| (bridge.left, bridge.right)).is_ok()
}

//! Pairs and clusters as files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Result;
use bonafide_linkage::job::Linked;
use bonafide_linkage::model::Model;
use bonafide_linkage::score::Kept;
use bonafide_linkage::table::Table;
use bonafide_linkage::write::{ParquetColumn, ParquetTable, csv_row};
use sha2::{Digest as _, Sha256};

/// A file's name and bytes.
type Written = (&'static str, Vec<u8>);

/// pairs.csv and clusters.csv.
pub fn csv(table: &Table, linked: &Linked) -> Vec<Written> {
    let mut pairs = Vec::new();
    csv_row(&mut pairs, ["left_file", "left", "right_file", "right", "weight_milli", "probability"]);
    for pair in sorted(linked) {
        let cells = [
            file(table, pair.left).to_owned(),
            table.ids.text(pair.left),
            file(table, pair.right).to_owned(),
            table.ids.text(pair.right),
            pair.weight_milli.to_string(),
            format!("{:.6}", Model::probability(pair.weight_milli)),
        ];
        csv_row(&mut pairs, &cells);
    }
    let mut clusters = Vec::new();
    csv_row(&mut clusters, ["file", "id", "cluster"]);
    let ids = cluster_ids(table, linked);
    for row in by_order(linked) {
        let cells =
            [file(table, row).as_bytes(), table.ids.text(row).as_bytes(), ids.of(linked, row).as_bytes()]
                .map(<[u8]>::to_vec);
        csv_row(&mut clusters, &cells);
    }
    vec![("pairs.csv", pairs), ("clusters.csv", clusters)]
}

/// pairs.parquet and clusters.parquet.
pub fn parquet(table: &Table, linked: &Linked) -> Result<Vec<Written>> {
    use ParquetColumn::{Integer, Label, Number, Text};
    let mut pairs = ParquetTable::new(&[
        ("left_file", Label),
        ("left", Text),
        ("right_file", Label),
        ("right", Text),
        ("weight_milli", Integer),
        ("probability", Number),
    ])?;
    for pair in sorted(linked) {
        pairs.text(0, file(table, pair.left).as_bytes());
        pairs.text(1, table.ids.text(pair.left).as_bytes());
        pairs.text(2, file(table, pair.right).as_bytes());
        pairs.text(3, table.ids.text(pair.right).as_bytes());
        pairs.integer(4, i64::from(pair.weight_milli));
        pairs.number(5, Model::probability(pair.weight_milli));
        pairs.end_row()?;
    }
    let mut clusters = ParquetTable::new(&[("file", Label), ("id", Text), ("cluster", Text)])?;
    let ids = cluster_ids(table, linked);
    for row in by_order(linked) {
        clusters.text(0, file(table, row).as_bytes());
        clusters.text(1, table.ids.text(row).as_bytes());
        clusters.text(2, ids.of(linked, row).as_bytes());
        clusters.end_row()?;
    }
    let (mut pair_bytes, mut cluster_bytes) = (Vec::new(), Vec::new());
    pairs.finish(&mut pair_bytes)?;
    clusters.finish(&mut cluster_bytes)?;
    Ok(vec![("pairs.parquet", pair_bytes), ("clusters.parquet", cluster_bytes)])
}

/// Pairs by their ids, the smaller on the left, so that the order of rows shows nowhere.
fn sorted(linked: &Linked) -> Vec<Kept> {
    let order = &linked.order;
    let mut pairs: Vec<Kept> = linked
        .pairs
        .iter()
        .map(|pair| {
            if order[pair.left as usize] <= order[pair.right as usize] {
                return *pair;
            }
            Kept { left: pair.right, right: pair.left, ..*pair }
        })
        .collect();
    pairs.sort_unstable_by_key(|pair| (order[pair.left as usize], order[pair.right as usize]));
    pairs
}

fn by_order(linked: &Linked) -> Vec<u32> {
    let mut rows = vec![0; linked.order.len()];
    for (row, rank) in linked.order.iter().enumerate() {
        rows[*rank as usize] = row as u32;
    }
    rows
}

fn file(table: &Table, row: u32) -> &str {
    table.inputs.get(table.input_of(row)).map_or("", |input| input.name.as_str())
}

/// Ids of clusters by their numbers.
struct Ids(BTreeMap<u32, String>);

impl Ids {
    fn of(&self, linked: &Linked, row: u32) -> &str {
        linked.clusters.of(row).and_then(|cluster| self.0.get(&cluster)).map_or("", String::as_str)
    }
}

/// A cluster's id is the digest of its smallest file and id.
fn cluster_ids(table: &Table, linked: &Linked) -> Ids {
    let mut ids = BTreeMap::new();
    for members in linked.clusters.iter() {
        let smallest = members.iter().copied().min_by_key(|row| linked.order[*row as usize]);
        let Some(first) = smallest else { continue };
        let Some(cluster) = linked.clusters.of(first) else { continue };
        let mut digest = Sha256::new();
        digest.update(file(table, first).as_bytes());
        digest.update([0]);
        digest.update(table.ids.text(first).as_bytes());
        let mut id = String::with_capacity(16);
        for byte in digest.finalize().iter().take(8) {
            // Writing into a string cannot fail.
            let _ = write!(id, "{byte:02x}");
        }
        ids.insert(cluster, id);
    }
    Ids(ids)
}

//! Pairs and clusters as files, of a run and of an index that was added to alike.

use std::borrow::Cow;

use anyhow::Result;
use bonafide_linkage::cluster::Edge;
use bonafide_linkage::job::Linked;
use bonafide_linkage::model::Model;
use bonafide_linkage::settings::OutputFormat;
use bonafide_linkage::table::Table;
use bonafide_linkage::write::{ParquetColumn, ParquetTable, csv_row};
use sha2::{Digest as _, Sha256};

/// A file's name and bytes.
pub type Written = (&'static str, Vec<u8>);

/// What the files say of a row.
pub trait Rows {
    /// The name of its input.
    fn file(&self, row: u32) -> &str;
    /// Its id.
    fn id(&self, row: u32) -> Cow<'_, str>;
    /// The id of its cluster.
    fn cluster(&self, row: u32) -> u64;
}

/// Pairs and clusters by the ranks of their rows, the smaller on the left, so that the order of rows shows nowhere.
pub fn all(
    rows: &impl Rows,
    ranks: &[u32],
    mut pairs: Vec<Edge>,
    format: OutputFormat,
) -> Result<Vec<Written>> {
    for pair in &mut pairs {
        if ranks[pair.left as usize] > ranks[pair.right as usize] {
            (pair.left, pair.right) = (pair.right, pair.left);
        }
    }
    pairs.sort_unstable_by_key(|pair| (ranks[pair.left as usize], ranks[pair.right as usize]));
    let mut by_rank = vec![0; ranks.len()];
    for (row, rank) in ranks.iter().enumerate() {
        by_rank[*rank as usize] = row as u32;
    }
    match format {
        OutputFormat::Csv => Ok(csv(rows, &pairs, &by_rank)),
        OutputFormat::Parquet => parquet(rows, &pairs, &by_rank),
    }
}

/// pairs and clusters of a run.
pub fn of_run(table: &Table, linked: &Linked, format: OutputFormat) -> Result<Vec<Written>> {
    let pairs = linked
        .pairs
        .iter()
        .map(|pair| Edge { left: pair.left, right: pair.right, weight_milli: pair.weight_milli })
        .collect();
    all(&Run { table, linked, ids: linked.cluster_ids(table, cluster_id) }, &linked.order, pairs, format)
}

/// A cluster's id as it is written.
pub fn hex(id: u64) -> String {
    digits(id).iter().map(|digit| char::from(*digit)).collect()
}

/// The same, for a million rows.
fn digits(id: u64) -> [u8; 16] {
    std::array::from_fn(|place| b"0123456789abcdef"[(id >> (60 - 4 * place)) as usize & 15])
}

/// The id of a cluster: of the digest of its smallest row's file and id the first eight bytes. The attempt counts
/// from 0 while what was made is taken.
pub fn cluster_id(file: &str, id: &str, attempt: u32) -> u64 {
    let mut digest = Sha256::new();
    digest.update(file.as_bytes());
    digest.update([0]);
    digest.update(id.as_bytes());
    if attempt > 0 {
        digest.update([0]);
        digest.update(attempt.to_string().as_bytes());
    }
    digest.finalize().iter().take(8).fold(0, |id, byte| id << 8 | u64::from(*byte))
}

fn csv(rows: &impl Rows, pairs: &[Edge], by_rank: &[u32]) -> Vec<Written> {
    let mut pair_bytes = Vec::new();
    csv_row(&mut pair_bytes, ["left_file", "left", "right_file", "right", "weight_milli", "probability"]);
    for pair in pairs {
        let cells = [
            Cow::Borrowed(rows.file(pair.left)),
            rows.id(pair.left),
            Cow::Borrowed(rows.file(pair.right)),
            rows.id(pair.right),
            Cow::Owned(pair.weight_milli.to_string()),
            Cow::Owned(format!("{:.6}", Model::probability(pair.weight_milli))),
        ];
        csv_row(&mut pair_bytes, cells.iter().map(|cell| cell.as_bytes()));
    }
    let mut cluster_bytes = Vec::new();
    csv_row(&mut cluster_bytes, ["file", "id", "cluster"]);
    for row in by_rank {
        let cells = [Cow::Borrowed(rows.file(*row)), rows.id(*row), Cow::Owned(hex(rows.cluster(*row)))];
        csv_row(&mut cluster_bytes, cells.iter().map(|cell| cell.as_bytes()));
    }
    vec![("pairs.csv", pair_bytes), ("clusters.csv", cluster_bytes)]
}

fn parquet(rows: &impl Rows, pairs: &[Edge], by_rank: &[u32]) -> Result<Vec<Written>> {
    use ParquetColumn::{Integer, Label, Number, Text};
    let mut pair_table = ParquetTable::new(&[
        ("left_file", Label),
        ("left", Text),
        ("right_file", Label),
        ("right", Text),
        ("weight_milli", Integer),
        ("probability", Number),
    ])?;
    for pair in pairs {
        pair_table.text(0, rows.file(pair.left).as_bytes());
        pair_table.text(1, rows.id(pair.left).as_bytes());
        pair_table.text(2, rows.file(pair.right).as_bytes());
        pair_table.text(3, rows.id(pair.right).as_bytes());
        pair_table.integer(4, i64::from(pair.weight_milli));
        pair_table.number(5, Model::probability(pair.weight_milli));
        pair_table.end_row()?;
    }
    let mut cluster_table = ParquetTable::new(&[("file", Label), ("id", Text), ("cluster", Text)])?;
    for row in by_rank {
        cluster_table.text(0, rows.file(*row).as_bytes());
        cluster_table.text(1, rows.id(*row).as_bytes());
        cluster_table.text(2, &digits(rows.cluster(*row)));
        cluster_table.end_row()?;
    }
    let (mut pair_bytes, mut cluster_bytes) = (Vec::new(), Vec::new());
    pair_table.finish(&mut pair_bytes)?;
    cluster_table.finish(&mut cluster_bytes)?;
    Ok(vec![("pairs.parquet", pair_bytes), ("clusters.parquet", cluster_bytes)])
}

/// The rows of a run, with the ids of its clusters by their numbers.
struct Run<'a> {
    table: &'a Table,
    linked: &'a Linked,
    ids: Vec<u64>,
}

impl Rows for Run<'_> {
    fn file(&self, row: u32) -> &str {
        file(self.table, row)
    }

    fn id(&self, row: u32) -> Cow<'_, str> {
        self.table.ids.read(row)
    }

    fn cluster(&self, row: u32) -> u64 {
        let cluster = self.linked.clusters.of(row).unwrap_or_default();
        self.ids.get(cluster as usize).copied().unwrap_or_default()
    }
}

fn file(table: &Table, row: u32) -> &str {
    table.inputs.get(table.input_of(row)).map_or("", |input| input.name.as_str())
}

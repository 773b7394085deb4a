//! Pairs, clusters and changes of an index that was added to, as files.

use anyhow::Result;
use bonafide_linkage::cluster::{Change, Edge};
use bonafide_linkage::index::Index;
use bonafide_linkage::model::Model;
use bonafide_linkage::settings::OutputFormat;
use bonafide_linkage::write::{ParquetColumn, ParquetTable, csv_row};

/// A file's name and bytes.
type Written = (&'static str, Vec<u8>);

/// All pairs and clusters, as a run over everything at once writes them.
pub fn all(index: &Index, format: OutputFormat) -> Result<Vec<Written>> {
    let ranks = index.ranks();
    let mut pairs: Vec<Edge> = index.pairs();
    for pair in &mut pairs {
        if ranks[pair.left as usize] > ranks[pair.right as usize] {
            (pair.left, pair.right) = (pair.right, pair.left);
        }
    }
    pairs.sort_unstable_by_key(|pair| (ranks[pair.left as usize], ranks[pair.right as usize]));
    let mut rows: Vec<u32> = vec![0; ranks.len()];
    for (row, rank) in ranks.iter().enumerate() {
        rows[*rank as usize] = row as u32;
    }
    match format {
        OutputFormat::Csv => Ok(csv(index, &pairs, &rows)),
        OutputFormat::Parquet => parquet(index, &pairs, &rows),
    }
}

fn csv(index: &Index, pairs: &[Edge], rows: &[u32]) -> Vec<Written> {
    let mut pair_bytes = Vec::new();
    csv_row(&mut pair_bytes, ["left_file", "left", "right_file", "right", "weight_milli", "probability"]);
    for pair in pairs {
        let cells = [
            index.input(pair.left).to_owned(),
            index.id_text(pair.left),
            index.input(pair.right).to_owned(),
            index.id_text(pair.right),
            pair.weight_milli.to_string(),
            format!("{:.6}", Model::probability(pair.weight_milli)),
        ];
        csv_row(&mut pair_bytes, &cells);
    }
    let mut cluster_bytes = Vec::new();
    csv_row(&mut cluster_bytes, ["file", "id", "cluster"]);
    for row in rows {
        let cells = [index.input(*row).to_owned(), index.id_text(*row), hex(index.cluster(*row))];
        csv_row(&mut cluster_bytes, &cells);
    }
    vec![("pairs.csv", pair_bytes), ("clusters.csv", cluster_bytes)]
}

fn parquet(index: &Index, pairs: &[Edge], rows: &[u32]) -> Result<Vec<Written>> {
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
        pair_table.text(0, index.input(pair.left).as_bytes());
        pair_table.text(1, index.id_text(pair.left).as_bytes());
        pair_table.text(2, index.input(pair.right).as_bytes());
        pair_table.text(3, index.id_text(pair.right).as_bytes());
        pair_table.integer(4, i64::from(pair.weight_milli));
        pair_table.number(5, Model::probability(pair.weight_milli));
        pair_table.end_row()?;
    }
    let mut cluster_table = ParquetTable::new(&[("file", Label), ("id", Text), ("cluster", Text)])?;
    for row in rows {
        cluster_table.text(0, index.input(*row).as_bytes());
        cluster_table.text(1, index.id_text(*row).as_bytes());
        cluster_table.text(2, hex(index.cluster(*row)).as_bytes());
        cluster_table.end_row()?;
    }
    let (mut pair_bytes, mut cluster_bytes) = (Vec::new(), Vec::new());
    pair_table.finish(&mut pair_bytes)?;
    cluster_table.finish(&mut cluster_bytes)?;
    Ok(vec![("pairs.parquet", pair_bytes), ("clusters.parquet", cluster_bytes)])
}

/// What became of clusters, one line each: who joined one, which gave its id up to which, and what an old
/// one was split into.
pub struct Changes {
    bytes: Vec<u8>,
    /// Rows that joined a cluster that was there.
    pub joined: u64,
    /// Clusters that gave up their ids.
    pub merged: u64,
    /// Clusters that fell apart.
    pub split: u64,
}

impl Default for Changes {
    fn default() -> Self {
        let mut bytes = Vec::new();
        csv_row(&mut bytes, ["change", "file", "id", "from", "to"]);
        Self { bytes, joined: 0, merged: 0, split: 0 }
    }
}

impl Changes {
    /// Takes up what an addition changed.
    pub fn add(&mut self, index: &Index, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Joined { record, cluster } => {
                    self.joined += 1;
                    let (file, id) = (index.input(*record), index.id_text(*record));
                    csv_row(&mut self.bytes, ["joined", file, &id, "", &hex(*cluster)]);
                }
                Change::Merged { from, kept } => {
                    self.merged += from.len() as u64;
                    for gone in from {
                        csv_row(&mut self.bytes, ["merged", "", "", &hex(*gone), &hex(*kept)]);
                    }
                }
                Change::Split { from, into } => {
                    self.split += 1;
                    for part in into {
                        csv_row(&mut self.bytes, ["split", "", "", &hex(*from), &hex(*part)]);
                    }
                }
                // A cluster of new rows alone changes nothing that was there.
                Change::Made { .. } => {}
            }
        }
    }

    /// changes.csv.
    pub fn file(self) -> Written {
        ("changes.csv", self.bytes)
    }
}

/// A cluster's id as it is written.
pub fn hex(id: u64) -> String {
    format!("{id:016x}")
}

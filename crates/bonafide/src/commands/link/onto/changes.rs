//! What an addition changed, as a file; pairs and clusters are written as those of a run.

use std::borrow::Cow;

use bonafide_linkage::cluster::Change;
use bonafide_linkage::index::Index;
use bonafide_linkage::write::csv_row;

use super::super::results::{Rows, Written, hex};

impl Rows for Index {
    fn file(&self, row: u32) -> &str {
        self.input(row)
    }

    fn id(&self, row: u32) -> Cow<'_, str> {
        Cow::Owned(self.id_text(row))
    }

    fn cluster(&self, row: u32) -> u64 {
        Index::cluster(self, row)
    }
}

/// What became of clusters, one line each: who joined one or made one with other new rows, which gave its id up to which,
/// and what an old one was split into.
pub struct Changes {
    bytes: Vec<u8>,
    /// Rows that joined a cluster that was there.
    pub joined: u64,
    /// Clusters of several new records and nobody else.
    pub made: u64,
    /// Clusters that gave up their ids.
    pub merged: u64,
    /// Clusters that fell apart.
    pub split: u64,
}

impl Default for Changes {
    fn default() -> Self {
        let mut bytes = Vec::new();
        csv_row(&mut bytes, ["change", "file", "id", "from", "to"]);
        Self { bytes, joined: 0, made: 0, merged: 0, split: 0 }
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
                // One row alone has no cluster yet.
                Change::Made { records, .. } if records.len() < 2 => {}
                Change::Made { cluster, records } => {
                    self.made += 1;
                    for record in records {
                        let (file, id) = (index.input(*record), index.id_text(*record));
                        csv_row(&mut self.bytes, ["made", file, &id, "", &hex(*cluster)]);
                    }
                }
            }
        }
    }

    /// Whether there are any.
    pub fn any(&self) -> bool {
        self.joined + self.made + self.merged + self.split > 0
    }

    /// changes.csv.
    pub fn file(self) -> Written {
        ("changes.csv", self.bytes)
    }
}

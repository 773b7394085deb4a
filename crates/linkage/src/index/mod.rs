//! A linkage that is kept, so that new records are matched without linking everything again.
//!
//! An index holds all that matching needs: the columns that comparisons and blocking rules read, ids and
//! inputs, settings and model, what was counted over the whole table, kept pairs, clusters and their ids.
//! It is two files: a *base*, written once, and a *log* to which each addition is appended. Both are bytes
//! here; opening, appending and the disk's promises are the caller's.
//!
//! A new record is compared with the rows that share a key with it, at the same levels, under the kept
//! model and with the kept frequencies: nothing is trained or counted anew, and nothing that is done for one
//! record takes time in proportion to the index.
//!
//! ```
//! use bonafide_linkage::index::{self, Index};
//! use bonafide_linkage::read::{Bytes, Options, read};
//! use bonafide_linkage::settings::Settings;
//! use bonafide_linkage::table::{Table, TableBuilder};
//!
//! let table = |csv: &'static str| -> Result<Table, bonafide_linkage::read::ReadError> {
//!     let mut builder = TableBuilder::default();
//!     read(&mut builder, "people.csv", None, &Bytes::from_static(csv.as_bytes()), &Options::default())?;
//!     Ok(builder.finish())
//! };
//! let settings = Settings::parse(r#"
//!     [[comparisons]]
//!     column = "name"
//!     levels = ["exact", "jaro-winkler 0.9"]
//!     [[comparisons]]
//!     column = "phone"
//!     levels = ["exact"]
//!     [[blocking]]
//!     keys = ["phone"]
//! "#)?;
//! let people = table("id,name,phone\n1,Ada King,030 1\n2,Ada King,030 1\n3,Grace Hopper,030 2\n")?;
//! let linked = bonafide_linkage::job::link(&people, &settings, Default::default(), 1, |_| {})?;
//! let namer = |_: &str, id: &str, attempt: u32| bonafide_linkage::table::hash(format!("{id} {attempt}").as_bytes());
//! let mut base = Vec::new();
//! index::write(&people, &settings, &linked, &[], namer, |piece| {
//!     base.extend_from_slice(piece);
//!     Ok::<(), index::IndexError>(())
//! })?;
//!
//! let (mut index, _) = Index::open(&base, &[], namer)?;
//! let arrivals = index.arrivals(&table("id,name,phone\n9,Grace Hoper,030 2\n")?, &[]);
//! let matched = index.matches(&arrivals)?;
//! assert_eq!(matched.compared, 1);
//! let mut log = index.log_start();
//! log.extend(index.add(arrivals, &matched, &[])?.entry);
//! let (again, _) = Index::open(&base, &log, namer)?;
//! assert_eq!((again.rows(), again.id_text(3)), (4, "9".to_owned()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use crate::block::Mode;
use crate::cluster::{Edge, Judgement};
use crate::expression::{Derived, Kept};
use crate::model::Model;
use crate::pattern::Space;
use crate::settings::Settings;

mod add;
mod arrivals;
mod base;
mod blocks;
mod clusters;
mod common;
mod error;
mod file;
mod frequencies;
mod log;
mod matches;
mod open;
mod orders;
mod postings;
mod renew;
mod rivals;
mod rows;
mod wire;
mod write;

#[cfg(test)]
mod batch_tests;
#[cfg(test)]
mod damage_tests;
#[cfg(test)]
mod names_tests;
#[cfg(test)]
mod tests;

pub use add::Added;
pub use arrivals::Arrivals;
pub use common::Common;
pub use error::IndexError;
pub use log::START as LOG_START;
pub use matches::{LARGEST_BLOCK, Match, Matched, Outgrown, Skipped};
pub use open::Opened;
pub use write::write;

/// Makes the id of a cluster from the input and id of its smallest row. The attempt counts from 0 while what
/// was given is taken.
pub type Namer = fn(&str, &str, u32) -> u64;

/// A kept linkage, opened.
#[derive(Debug)]
pub struct Index {
    settings: Settings,
    mode: Mode,
    model: Model,
    model_text: String,
    space: Space,
    /// Pairs of at least this weight are written.
    at_least: i32,
    /// Clusters hear of pairs of at least this weight.
    heard: i32,
    kept: Arc<Kept>,
    derived: Derived,
    rows: rows::Rows,
    /// Pairs that may be made of new rows, and kept in all.
    limits: (u64, u64),
    /// What digests of keys and ids begin with.
    seed: u64,
    /// Rows by their keys, one a rule; without keys nothing.
    keyed: Vec<postings::Keyed>,
    /// Rows by input and id.
    by_id: postings::Keyed,
    clusters: clusters::Clusters,
    edges: Vec<Edge>,
    standing: rivals::Standing,
    judgements: Vec<Judgement>,
    /// Weights of patterns seen so far.
    weights: Mutex<HashMap<u64, i32>>,
    digest: u64,
    entries: u64,
}

impl Index {
    /// How many rows there are.
    pub fn rows(&self) -> u32 {
        self.rows.len()
    }

    /// What was added up to now: the digest of the base, and how many entries were appended to it.
    pub fn state(&self) -> (u64, u64) {
        (self.digest, self.entries)
    }

    /// How many pairs may be made of new rows, and how many kept; else as many as the settings say that it was made with.
    pub fn limit(&mut self, at_most_pairs: u64, at_most_kept: u64) {
        self.limits = (at_most_pairs, at_most_kept);
    }

    /// The settings that it was made with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The kept model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The kept model as it was written.
    pub fn model_text(&self) -> &str {
        &self.model_text
    }

    /// What was counted over the table that the model was trained on.
    pub fn kept(&self) -> &Arc<Kept> {
        &self.kept
    }

    /// The name of a row's input.
    pub fn input(&self, row: u32) -> &str {
        self.rows.source_name(row)
    }

    /// The id of a row.
    pub fn id_text(&self, row: u32) -> String {
        self.rows.id_text(row)
    }

    /// The id of a row's cluster.
    pub fn cluster(&self, row: u32) -> u64 {
        self.clusters.id(&self.rows, row)
    }

    /// The rows of a row's cluster, the smallest by input and id first.
    pub fn members(&self, row: u32) -> Vec<u32> {
        self.clusters.members(row)
    }

    /// The weight from which on pairs are written, in milli-bits; lighter ones may be kept for clusters.
    pub fn at_least(&self) -> i32 {
        self.at_least
    }

    /// All pairs that are to be written, by their rows. Where an input is free of duplicates a row has one
    /// partner there: the heaviest pairs choose first.
    pub fn pairs(&self) -> Vec<Edge> {
        let mut pairs: Vec<Edge> =
            self.edges.iter().copied().filter(|edge| edge.weight_milli >= self.at_least).collect();
        if self.rows.has_unique() {
            let ranks = self.ranks();
            let rank = |edge: &Edge| {
                let (one, other) = (ranks[edge.left as usize], ranks[edge.right as usize]);
                (one.min(other), one.max(other))
            };
            pairs.sort_unstable_by_key(|edge| (std::cmp::Reverse(edge.weight_milli), rank(edge)));
            let mut chosen: HashSet<rivals::Seat> = HashSet::new();
            pairs.retain(|edge| {
                let free = rivals::seats_of(&self.rows, edge).all(|seat| !chosen.contains(&seat));
                if free {
                    chosen.extend(rivals::seats_of(&self.rows, edge));
                }
                free
            });
        }
        pairs.sort_unstable_by_key(|edge| (edge.left, edge.right));
        pairs
    }

    /// The rank of each row by its input and id.
    pub fn ranks(&self) -> Vec<u32> {
        renew::ranks(&self.rows, &self.rows.all_ids())
    }

    /// The beginning of a log for this base file, before its first entry.
    pub fn log_start(&self) -> Vec<u8> {
        log::start(self.digest)
    }
}

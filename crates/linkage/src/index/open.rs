//! An index from its bytes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use super::base::Base;
use super::clusters::Clusters;
use super::log::{self, Entry};
use super::postings::{KeyColumns, Keyed, Postings};
use super::rivals::Standing;
use super::rows::{Id, Rows};
use super::{Index, IndexError, Namer};
use crate::block::Mode;
use crate::cluster::{Change, Edge};
use crate::expression::Derived;
use crate::model::Model;
use crate::pattern::Space;
use crate::settings::Settings;
use crate::table::{Ids, seed};

/// What the caller has to know of an index's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// How much of the log is to be kept: cut it to this length, and start it anew where that is 0.
    pub log_length: usize,
    /// Bytes behind it of an entry that was cut off; it was never acknowledged.
    pub torn: usize,
    /// What each entry that was read changed, the earliest first.
    pub changes: Vec<Vec<Change>>,
}

impl Index {
    /// Opens an index from its base file and its log, which may be empty.
    ///
    /// # Errors
    ///
    /// One that says which part is damaged, of another version or of another index. No bytes make it
    /// panic or ask for more memory than a few times their number.
    pub fn open(base: &[u8], log: &[u8], namer: Namer) -> Result<(Self, Opened), IndexError> {
        let (base, digest) = Base::read(base)?;
        let log = log::read(log, digest, base.previous)?;
        let fault = |part, why: String| IndexError::Kept { part, why };
        let settings =
            Settings::parse(&base.settings).map_err(|error| fault("settings", error.to_string()))?;
        let model = Model::parse(&base.model).map_err(|error| fault("model", error.to_string()))?;
        let kept = Arc::new(base.kept.into_owned());
        let derived = Derived::new(settings.columns.clone()).keeping(Arc::clone(&kept));
        let columns = base.columns.into_iter().map(std::borrow::Cow::into_owned).collect();
        let rows = Rows::new(base.sources, base.runs, base.ids.into_owned(), columns, base.ranks);
        let limits = (settings.at_most_pairs, settings.at_most_kept);
        let seed = seed();
        let keyed = keyed(&rows, &derived, &settings, seed)?;
        let by_id = Keyed::new(by_id(&rows, seed));
        let heard = Model::weight_of(settings.clusters.hear_from());
        let edges: Vec<Edge> = base.edges.iter().copied().filter(|edge| edge.weight_milli >= heard).collect();
        let clusters = Clusters::new(&rows, &settings, &base.clusters, &edges, &base.judgements, namer)?;
        let at_least = Model::weight_of(settings.at_least);
        let mut standing = Standing::default();
        standing.take(&rows, &base.edges);
        let mut index = Self {
            mode: settings.mode.unwrap_or(Mode::Dedupe),
            settings,
            model,
            model_text: base.model.into_owned(),
            space: Space::default(),
            at_least,
            heard,
            kept,
            derived,
            rows,
            limits,
            seed,
            keyed,
            by_id,
            clusters,
            edges: base.edges,
            standing,
            judgements: base.judgements,
            weights: Mutex::new(HashMap::new()),
            digest,
            entries: 0,
        };
        index.space = index.numbers()?;
        let changes = index.replay(log.entries)?;
        Ok((index, Opened { log_length: log.length, torn: log.torn, changes }))
    }

    /// Numbers of patterns, if the model has the outcomes that comparisons can come to.
    fn numbers(&self) -> Result<Space, IndexError> {
        let nobody = self.rows.some(std::iter::empty(), &[])?;
        let side = self.side(&nobody)?;
        let outcomes = side.comparer.outcomes();
        let fits = outcomes.len() == self.model.compared.len()
            && outcomes
                .iter()
                .zip(&self.model.compared)
                .all(|(own, known)| own.all.len() == known.labels.len());
        if !fits {
            let why = "its outcomes are not those of the comparisons".to_owned();
            return Err(IndexError::Kept { part: "model", why });
        }
        let why = "the comparisons have more levels together than can be told apart".to_owned();
        Space::new(outcomes).ok_or(IndexError::Kept { part: "settings", why })
    }

    /// Adds again what the log says.
    fn replay(&mut self, entries: Vec<Entry>) -> Result<Vec<Vec<Change>>, IndexError> {
        let mut changes = Vec::with_capacity(entries.len());
        if entries.is_empty() {
            return Ok(changes);
        }
        let start = self.rows.len();
        for entry in entries {
            changes.push(self.apply(entry)?);
            self.entries += 1;
        }
        let table = self.rows.some(start..self.rows.len(), &[])?;
        let named =
            |row: u32| (self.rows.source_name(start + row).to_owned(), self.rows.id_text(start + row));
        let keys = self.keys((&table, start), |row| self.rows.source(start + row) == 0, named)?;
        for (row, rule, digest) in keys {
            self.keyed[rule as usize].push(digest, row);
        }
        Ok(changes)
    }
}

/// Rows of the base file by their keys.
fn keyed(rows: &Rows, derived: &Derived, settings: &Settings, seed: u64) -> Result<Vec<Keyed>, IndexError> {
    let mut columns = KeyColumns::new(&rows.base, derived, seed);
    let (mut digests, mut owners) = (Vec::new(), Vec::new());
    let mut keyed = Vec::with_capacity(settings.blocking.len());
    for (place, rule) in settings.blocking.iter().enumerate() {
        digests.clear();
        owners.clear();
        let visit = |row, digest| {
            digests.push(digest);
            owners.push(row);
        };
        columns.digests(rule, |row| rows.source(row) == 0, visit).map_err(|why| {
            let named = |row| (rows.source_name(row).to_owned(), rows.id_text(row));
            why.of_rule((place, rule), named)
        })?;
        keyed.push(Keyed::new(Postings::new(&digests, &owners)));
    }
    Ok(keyed)
}

/// Rows of the base file by input and id.
fn by_id(rows: &Rows, seed: u64) -> Postings {
    let owners: Vec<u32> = (0..rows.of_base()).collect();
    let digest = |row: &u32| match &rows.base.ids {
        Ids::Numbers(numbers) => Id::Number(numbers[*row as usize]).digest(rows.source(*row), seed),
        Ids::Texts { .. } => Id::of(rows.base.ids.bytes(*row)).digest(rows.source(*row), seed),
    };
    let digests: Vec<u64> = owners.iter().map(digest).collect();
    Postings::new(&digests, &owners)
}

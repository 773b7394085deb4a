//! Adds matched rows: to the clusters at once, to the log by the caller.

use std::collections::HashSet;
use std::ops::Range;

use super::log::Entry;
use super::rows::Id;
use super::{Arrivals, Index, IndexError, Matched};
use crate::cluster::{Change, Edge, Judgement, NewRecord, Update};
use crate::table::Table;

/// What was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The next bytes of the log. Nothing may be told to anybody before they are safe on the disk; where
    /// that fails the index has to be opened anew.
    pub entry: Vec<u8>,
    /// The rows that were added.
    pub rows: Range<u32>,
    /// What became of clusters.
    pub changes: Vec<Change>,
}

impl Index {
    /// New rows, ready to be matched. `numbered` says of each input of the table whether its ids are only
    /// numbers of rows; inputs beyond its length have ids of their own. They are sorted by input and id. Rows that the index
    /// has already, by these, are left out, so that what was interrupted can be sent again.
    pub fn arrivals(&self, table: &Table, numbered: &[bool]) -> Arrivals {
        Arrivals::of(table, numbered, self)
    }

    /// The row of an input with this id.
    pub fn row(&self, input: &str, id: &str) -> Option<u32> {
        let source = self.rows.sources.iter().position(|own| own.name == input)?;
        self.row_of(source as u32, &Id::of(id.as_bytes()))
    }

    /// The names of all inputs, those of rows that are about to be added behind those of the index.
    pub fn inputs(&self, arrivals: &Arrivals) -> Vec<String> {
        let known = self.rows.sources.iter().map(|own| &own.name);
        known.chain(&arrivals.sources).cloned().collect()
    }

    /// The input and id of a row that is about to be added, by its place.
    pub fn name_of(&self, arrivals: &Arrivals, place: usize) -> (String, String) {
        let Some(record) = arrivals.records.get(place) else { return Default::default() };
        let known = self.rows.sources.get(record.source as usize).map(|own| &own.name);
        let new = || arrivals.sources.get(record.source as usize - self.rows.sources.len());
        (known.or_else(new).cloned().unwrap_or_default(), record.id.text())
    }

    /// Whether a table of this name is in the index.
    pub fn has_input(&self, name: &str) -> bool {
        self.rows.sources.iter().any(|own| own.name == name)
    }

    /// The rows with this id, each with the place of its input in [`Index::inputs`].
    pub fn rows_called(&self, id: &str) -> Vec<(u32, usize)> {
        let id = Id::of(id.as_bytes());
        let sources = 0..self.rows.sources.len();
        sources.filter_map(|source| Some((self.row_of(source as u32, &id)?, source))).collect()
    }

    /// Of judgements those that the index does not hold yet.
    pub fn new_judgements(&self, judgements: &[Judgement]) -> Vec<Judgement> {
        let ordered = |own: &Judgement| (own.left.min(own.right), own.left.max(own.right), own.same);
        let mut known: HashSet<(u32, u32, bool)> = self.judgements.iter().map(ordered).collect();
        judgements.iter().filter(|own| known.insert(ordered(own))).copied().collect()
    }

    pub(super) fn row_of(&self, source: u32, id: &Id) -> Option<u32> {
        let mut rows = self.by_id.rows(id.digest(source, self.seed));
        rows.find(|row| self.rows.source(*row) == source && self.rows.id(*row) == *id)
    }

    /// Adds rows with what they match, and judgements on any rows, all together or not at all.
    ///
    /// # Errors
    ///
    /// [`IndexError::Outdated`] where something was added since the rows were matched, and
    /// [`IndexError::Judged`] where judgements contradict each other. Then nothing was added.
    pub fn add(
        &mut self,
        arrivals: Arrivals,
        matched: &Matched,
        judgements: &[Judgement],
    ) -> Result<Added, IndexError> {
        let start = self.rows.len();
        let fits = arrivals.before == start
            && matched.before == start
            && matched.matches.len() == arrivals.records.len();
        if !fits {
            return Err(IndexError::Outdated);
        }
        let mut edges = Vec::new();
        for (place, matches) in matched.matches.iter().enumerate() {
            let right = start + place as u32;
            edges.extend(matches.iter().map(|own| Edge {
                left: own.row,
                right,
                weight_milli: own.weight_milli,
            }));
        }
        let entry = Entry {
            sources: arrivals.sources,
            records: arrivals.records,
            edges,
            judgements: judgements.to_vec(),
        };
        let bytes = entry.write(self.entries).ok_or(IndexError::TooLarge)?;
        let changes = self.apply(entry)?;
        for (row, rule, digest) in &matched.keys {
            self.keyed[*rule as usize].push(*digest, *row);
        }
        self.entries += 1;
        Ok(Added { entry: bytes, rows: start..self.rows.len(), changes })
    }

    /// Takes up an entry of the log; the keys of its rows are the caller's.
    pub(super) fn apply(&mut self, entry: Entry) -> Result<Vec<Change>, IndexError> {
        let (start, sources) = (self.rows.len(), self.rows.sources.len());
        self.check(&entry)?;
        entry.sources.into_iter().for_each(|name| self.rows.add_source(name));
        let mut records = Vec::with_capacity(entry.records.len());
        let mut digests = Vec::with_capacity(entry.records.len());
        for record in entry.records {
            let input = record.source;
            digests.push(record.id.digest(input, self.seed));
            records.push(NewRecord { order: 0, input });
            for (row, order) in self.rows.push(record) {
                match row.checked_sub(start) {
                    Some(place) => records[place as usize].order = order,
                    None => self.clusters.reorder(row, order),
                }
            }
        }
        let edges: Vec<Edge> =
            entry.edges.iter().copied().filter(|edge| edge.weight_milli >= self.heard).collect();
        let update = Update { records: &records, edges: &edges, judgements: &entry.judgements };
        let changes = match self.clusters.update(&self.rows, &update) {
            Ok(changes) => changes,
            Err(error) => {
                let named = match error {
                    IndexError::Clusters(why) => IndexError::Judged(why.naming(|row| self.named(row))),
                    other => other,
                };
                self.rows.forget(start);
                self.rows.forget_sources(sources);
                return Err(named);
            }
        };
        for (place, digest) in digests.into_iter().enumerate() {
            self.by_id.push(digest, start + place as u32);
        }
        self.standing.take(&self.rows, &entry.edges);
        self.edges.extend(entry.edges);
        self.judgements.extend(entry.judgements);
        Ok(changes)
    }

    fn named(&self, row: u32) -> String {
        format!("`{}` of {}", self.rows.id_text(row), self.rows.source_name(row))
    }

    fn check(&self, entry: &Entry) -> Result<(), IndexError> {
        let damaged = IndexError::Damaged { part: "log" };
        let rows = u64::from(self.rows.len()) + entry.records.len() as u64;
        if rows >= u64::from(u32::MAX) {
            return Err(IndexError::TooManyRows);
        }
        let sources = self.rows.sources.len() + entry.sources.len();
        for record in &entry.records {
            if record.source as usize >= sources {
                return Err(damaged);
            }
            record.each_cell(self.rows.base.columns.len(), |_, _| {})?;
        }
        let edges = entry.edges.iter().map(|edge| (edge.left, edge.right));
        let mut pairs = edges.chain(entry.judgements.iter().map(|own| (own.left, own.right)));
        let is_row = |row: u32| u64::from(row) < rows;
        if pairs.all(|(left, right)| is_row(left) && is_row(right) && left != right) {
            Ok(())
        } else {
            Err(damaged)
        }
    }
}

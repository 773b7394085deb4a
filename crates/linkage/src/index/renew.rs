//! A new base file that takes up the log.

use std::borrow::Cow;
use std::sync::Arc;

use super::base::Base;
use super::rows::{Rows, by_name};
use super::{Index, IndexError};
use crate::table::{Cells, Coder, Column, Ids, NULL, Values};

/// A log of fewer bytes is never worth a new base file.
const LEAST: usize = 1 << 20;

/// The log may have this share of the base file's bytes.
const SHARE: usize = 4;

impl Index {
    /// Whether the log has grown so much that the base file should be renewed.
    pub fn is_worth_renewing(base_length: usize, log_length: usize) -> bool {
        log_length > LEAST.max(base_length / SHARE)
    }

    /// Writes a base file with everything that was added, in pieces; its digest. When it has taken the old
    /// one's place the log is to be started anew: open the new files for that. A log that is still the old
    /// base's is known as taken up.
    ///
    /// # Errors
    ///
    /// Those of the sink.
    pub fn renewed<E: From<IndexError>>(&self, sink: impl FnMut(&[u8]) -> Result<(), E>) -> Result<u64, E> {
        let ids = self.rows.all_ids();
        let ranks = ranks(&self.rows, &ids);
        let clusters = self.clusters.kept(&self.rows, &ranks);
        let is_sorted = ranks.iter().enumerate().all(|(row, rank)| row as u32 == *rank);
        let base = Base {
            settings: Cow::Owned(self.settings.to_toml()),
            model: Cow::Borrowed(&self.model_text),
            sources: self.rows.sources.clone(),
            runs: self.rows.runs(),
            previous: self.digest,
            ids: Cow::Owned(ids),
            columns: columns(&self.rows)?.into_iter().map(Cow::Owned).collect(),
            ranks: if is_sorted { Vec::new() } else { ranks },
            clusters,
            edges: self.edges.clone(),
            judgements: self.judgements.clone(),
            kept: Cow::Borrowed(&self.kept),
        };
        base.write(sink)
    }
}

/// Ranks of all rows by the name of their input and by id, as a run ranks them.
pub(super) fn ranks(rows: &Rows, ids: &Ids) -> Vec<u32> {
    let mut of_source = vec![0_u32; rows.sources.len()];
    for (rank, source) in by_name(&rows.sources).into_iter().enumerate() {
        of_source[source as usize] = rank as u32;
    }
    let mut sorted: Vec<u32> = (0..rows.len()).collect();
    sorted.sort_by(|one, other| {
        let source = |row: u32| of_source[rows.source(row) as usize];
        let sources = source(*one).cmp(&source(*other));
        sources.then_with(|| ids.compare(*one, *other))
    });
    let mut ranks = vec![0; sorted.len()];
    for (rank, row) in sorted.into_iter().enumerate() {
        ranks[row as usize] = rank as u32;
    }
    ranks
}

/// A column while later rows are added to it.
struct Growing {
    coder: Coder,
    codes: Vec<u32>,
    /// Empty while each row has one value at most.
    starts: Vec<u32>,
}

impl Growing {
    fn push(&mut self, values: &[&[u8]]) {
        if self.starts.is_empty() && values.len() > 1 {
            let codes = std::mem::take(&mut self.codes);
            self.starts.push(0);
            for code in codes {
                self.codes.extend((code != NULL).then_some(code));
                self.starts.push(self.codes.len() as u32);
            }
        }
        if self.starts.is_empty() {
            self.codes.push(values.first().map_or(NULL, |value| self.coder.code(value)));
            return;
        }
        let mut codes: Vec<u32> = values.iter().map(|value| self.coder.code(value)).collect();
        codes.retain(|code| *code != NULL);
        codes.sort_unstable();
        codes.dedup();
        self.codes.extend(codes);
        self.starts.push(self.codes.len() as u32);
    }
}

fn columns(rows: &Rows) -> Result<Vec<Column>, IndexError> {
    let grow = |own: &Column| {
        let (starts, codes) = match &own.cells {
            Cells::One(codes) => (Vec::new(), codes.clone()),
            Cells::Many { starts, codes } => (starts.clone(), codes.clone()),
        };
        Growing { coder: Coder::from(Values::clone(&own.values)), codes, starts }
    };
    let mut growing: Vec<Growing> = rows.base.columns.iter().map(grow).collect();
    for record in &rows.added {
        record.each_cell(growing.len(), |place, values| growing[place].push(values))?;
    }
    let names = rows.base.columns.iter().map(|own| own.name.clone());
    Ok(names
        .zip(growing)
        .map(|(name, own)| Column {
            name,
            values: Arc::new(own.coder.finish()),
            cells: if own.starts.is_empty() {
                Cells::One(own.codes)
            } else {
                Cells::Many { starts: own.starts, codes: own.codes }
            },
        })
        .collect())
}

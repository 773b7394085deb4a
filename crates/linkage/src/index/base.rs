//! The base file: a whole linkage as it was when it was written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::IndexError;
use super::file::{FileWriter, sections};
use super::wire::{Reader, Writer};
use crate::cluster::{Edge, Judgement};
use crate::expression::{Frequencies, Kept};
use crate::table::{Cells, Column, Ids};

const HEAD: u8 = 1;
const IDS: u8 = 2;
const COLUMN: u8 = 3;
const CLUSTERS: u8 = 4;
const PAIRS: u8 = 5;
const KEPT: u8 = 6;

/// An input of the linkage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub name: String,
    /// Whether it is declared free of duplicates.
    pub unique: bool,
}

/// Which clusters there are and what they are called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// Rows that are not the first of their cluster, ascending, with that first row.
    pub joined: Vec<(u32, u32)>,
    /// First rows of clusters whose id is not made of that row, or younger than the base: id and age.
    pub ids: Vec<(u32, u64, u32)>,
    /// Rows whose own id has named a cluster, though none of theirs now.
    pub founders: Vec<u32>,
    /// Other ids that were given out.
    pub taken: Vec<u64>,
    /// The age of the next cluster.
    pub age: u32,
}

/// All that a base file holds.
#[derive(Debug, Clone)]
pub(super) struct Base<'a> {
    pub settings: Cow<'a, str>,
    pub model: Cow<'a, str>,
    pub sources: Vec<Source>,
    /// Rows by input: where each run of rows of one input ends, and that input.
    pub runs: Vec<(u32, u32)>,
    /// The digest of the base file that this one replaced with its log; 0 for the first.
    pub previous: u64,
    pub ids: Cow<'a, Ids>,
    /// The columns that settings read.
    pub columns: Vec<Cow<'a, Column>>,
    /// The rank of each row by its input and id; empty where that is its number.
    pub ranks: Vec<u32>,
    pub clusters: Named,
    pub edges: Vec<Edge>,
    pub judgements: Vec<Judgement>,
    pub kept: Cow<'a, Kept>,
}

impl Base<'_> {
    /// Writes the file in pieces; its digest.
    pub fn write<E>(&self, sink: impl FnMut(&[u8]) -> Result<(), E>) -> Result<u64, E> {
        let mut file = FileWriter::new(sink)?;
        let mut head = Writer::default();
        head.number(self.previous);
        head.text(self.settings.as_bytes());
        head.text(self.model.as_bytes());
        head.number(self.sources.len() as u64);
        for source in &self.sources {
            head.text(source.name.as_bytes());
            head.number(u64::from(source.unique));
        }
        head.number(self.runs.len() as u64);
        for (end, source) in &self.runs {
            head.number(u64::from(*end));
            head.number(u64::from(*source));
        }
        file.section(HEAD, &head.bytes)?;
        let mut ids = Writer::default();
        ids.ids(&self.ids);
        file.section(IDS, &ids.bytes)?;
        drop(ids);
        for own in &self.columns {
            file.section(COLUMN, &column(own).bytes)?;
        }
        file.section(CLUSTERS, &self.clusters(&self.clusters).bytes)?;
        let mut pairs = Writer::default();
        pairs.words(self.edges.iter().map(|edge| edge.left));
        pairs.words(self.edges.iter().map(|edge| edge.right));
        pairs.words(self.edges.iter().map(|edge| edge.weight_milli.cast_unsigned()));
        pairs.number(self.judgements.len() as u64);
        for judgement in &self.judgements {
            pairs.number(u64::from(judgement.left));
            pairs.number(u64::from(judgement.right));
            pairs.number(u64::from(judgement.same));
        }
        file.section(PAIRS, &pairs.bytes)?;
        file.section(KEPT, &kept(&self.kept).bytes)?;
        file.end()
    }

    fn clusters(&self, clusters: &Named) -> Writer {
        let mut writer = Writer::default();
        writer.words(self.ranks.iter().copied());
        writer.words(clusters.joined.iter().map(|(row, _)| *row));
        writer.words(clusters.joined.iter().map(|(_, first)| *first));
        writer.number(clusters.ids.len() as u64);
        for (row, id, age) in &clusters.ids {
            writer.number(u64::from(*row));
            writer.number(*id);
            writer.number(u64::from(*age));
        }
        writer.words(clusters.founders.iter().copied());
        writer.number(clusters.taken.len() as u64);
        for id in &clusters.taken {
            writer.number(*id);
        }
        writer.number(u64::from(clusters.age));
        writer
    }

    /// Reads a file; its digest beside it.
    pub fn read(bytes: &[u8]) -> Result<(Base<'static>, u64), IndexError> {
        let (found, digest) = sections(bytes)?;
        let mut base = Base {
            settings: Cow::Borrowed(""),
            model: Cow::Borrowed(""),
            sources: Vec::new(),
            runs: Vec::new(),
            previous: 0,
            ids: Cow::Owned(Ids::default()),
            columns: Vec::new(),
            ranks: Vec::new(),
            clusters: Named::default(),
            edges: Vec::new(),
            judgements: Vec::new(),
            kept: Cow::Owned(Kept::default()),
        };
        for (tag, payload) in found {
            match tag {
                HEAD => base.read_head(payload)?,
                IDS => {
                    let mut reader = Reader::new("ids", payload);
                    base.ids = Cow::Owned(reader.ids()?);
                    reader.end()?;
                }
                COLUMN => base.columns.push(Cow::Owned(read_column(payload)?)),
                CLUSTERS => base.read_clusters(payload)?,
                PAIRS => base.read_pairs(payload)?,
                KEPT => base.kept = Cow::Owned(read_kept(payload)?),
                _ => return Err(IndexError::Damaged { part: "base file" }),
            }
        }
        base.check()?;
        Ok((base, digest))
    }

    fn read_head(&mut self, payload: &[u8]) -> Result<(), IndexError> {
        let mut reader = Reader::new("head", payload);
        self.previous = reader.number()?;
        self.settings = Cow::Owned(reader.string()?.to_owned());
        self.model = Cow::Owned(reader.string()?.to_owned());
        for _ in 0..reader.count(2)? {
            let name = reader.string()?.to_owned();
            self.sources.push(Source { name, unique: reader.number()? != 0 });
        }
        for _ in 0..reader.count(2)? {
            self.runs.push((reader.small()?, reader.small()?));
        }
        reader.end()
    }

    fn read_clusters(&mut self, payload: &[u8]) -> Result<(), IndexError> {
        let mut reader = Reader::new("clusters", payload);
        self.ranks = reader.words()?;
        let (rows, firsts) = (reader.words()?, reader.words()?);
        if rows.len() != firsts.len() {
            return Err(reader.damaged());
        }
        self.clusters.joined = rows.into_iter().zip(firsts).collect();
        for _ in 0..reader.count(3)? {
            self.clusters.ids.push((reader.small()?, reader.number()?, reader.small()?));
        }
        self.clusters.founders = reader.words()?;
        for _ in 0..reader.count(1)? {
            self.clusters.taken.push(reader.number()?);
        }
        self.clusters.age = reader.small()?;
        reader.end()
    }

    fn read_pairs(&mut self, payload: &[u8]) -> Result<(), IndexError> {
        let mut reader = Reader::new("pairs", payload);
        let (left, right, weights) = (reader.words()?, reader.words()?, reader.words()?);
        if left.len() != right.len() || left.len() != weights.len() {
            return Err(reader.damaged());
        }
        let edges = left.into_iter().zip(right).zip(weights);
        self.edges = edges
            .map(|((left, right), weight)| Edge { left, right, weight_milli: weight.cast_signed() })
            .collect();
        for _ in 0..reader.count(3)? {
            let (left, right, same) = (reader.small()?, reader.small()?, reader.number()? != 0);
            self.judgements.push(Judgement { left, right, same });
        }
        reader.end()
    }

    /// The parts fit each other, whoever wrote them.
    fn check(&self) -> Result<(), IndexError> {
        let fault = |part| Err(IndexError::Damaged { part });
        let rows = self.ids.len();
        if u32::try_from(rows).is_err() || self.columns.iter().any(|own| own.rows() != rows) {
            return fault("columns");
        }
        let mut ends = self.runs.iter().map(|(end, _)| *end);
        let ascend = self.runs.windows(2).all(|runs| runs[0].0 < runs[1].0);
        let known = self.runs.iter().all(|(_, source)| (*source as usize) < self.sources.len());
        if !ascend || !known || ends.next_back().unwrap_or(0) as usize != rows {
            return fault("head");
        }
        let is_row = |row: &u32| (*row as usize) < rows;
        if !self.ranks.is_empty() && !is_permutation(&self.ranks, rows) {
            return fault("clusters");
        }
        let clusters = &self.clusters;
        let mut joins = vec![false; rows];
        for (row, first) in &clusters.joined {
            if !is_row(row) || !is_row(first) || joins[*row as usize] {
                return fault("clusters");
            }
            joins[*row as usize] = true;
        }
        let mut leading =
            clusters.joined.iter().map(|(_, first)| first).chain(clusters.ids.iter().map(|own| &own.0));
        if !leading.all(|first| is_row(first) && !joins[*first as usize])
            || !clusters.founders.iter().all(is_row)
        {
            return fault("clusters");
        }
        let edges = self.edges.iter().map(|edge| (edge.left, edge.right));
        let judged = self.judgements.iter().map(|own| (own.left, own.right));
        if !edges.chain(judged).all(|(left, right)| is_row(&left) && is_row(&right) && left != right) {
            return fault("pairs");
        }
        Ok(())
    }
}

fn is_permutation(ranks: &[u32], rows: usize) -> bool {
    let mut seen = vec![false; rows];
    for rank in ranks {
        match seen.get_mut(*rank as usize) {
            Some(place) if !*place => *place = true,
            _ => return false,
        }
    }
    ranks.len() == rows
}

fn column(own: &Column) -> Writer {
    let mut writer = Writer::default();
    writer.text(own.name.as_bytes());
    writer.values(&own.values);
    match &own.cells {
        Cells::One(codes) => {
            writer.number(0);
            writer.words(codes.iter().copied());
        }
        Cells::Many { starts, codes } => {
            writer.number(1);
            writer.words(starts.iter().copied());
            writer.words(codes.iter().copied());
        }
    }
    writer
}

fn read_column(payload: &[u8]) -> Result<Column, IndexError> {
    let mut reader = Reader::new("columns", payload);
    let name = reader.string()?.to_owned();
    let values = reader.values()?;
    let cells = match reader.number()? {
        0 => Cells::One(reader.words()?),
        1 => {
            let (starts, codes) = (reader.words()?, reader.words()?);
            let ascend = starts.windows(2).all(|starts| starts[0] <= starts[1]);
            if !ascend || starts.first() != Some(&0) || starts.last().copied() != Some(codes.len() as u32) {
                return Err(reader.damaged());
            }
            Cells::Many { starts, codes }
        }
        _ => return Err(reader.damaged()),
    };
    let (Cells::One(codes) | Cells::Many { codes, .. }) = &cells;
    if codes.iter().copied().max().unwrap_or(0) as usize >= values.len() {
        return Err(reader.damaged());
    }
    reader.end()?;
    Ok(Column { name, values: std::sync::Arc::new(values), cells })
}

fn kept(own: &Kept) -> Writer {
    let mut writer = Writer::default();
    writer.number(own.many.len() as u64);
    for (text, many) in &own.many {
        writer.text(text.as_bytes());
        writer.number(u64::from(*many));
    }
    writer.number(own.columns.len() as u64);
    for (text, column) in &own.columns {
        writer.text(text.as_bytes());
        frequencies(&mut writer, column);
    }
    writer.number(own.steps.len() as u64);
    for (text, steps) in &own.steps {
        writer.text(text.as_bytes());
        writer.number(steps.len() as u64);
        for (place, step) in steps {
            writer.number(u64::from(*place));
            frequencies(&mut writer, step);
        }
    }
    writer
}

fn frequencies(writer: &mut Writer, own: &Frequencies) {
    writer.number(u64::from(own.rows()));
    writer.text(own.bands());
    writer.values(own.values());
    writer.words(own.kept_counts().iter().copied());
}

fn read_kept(payload: &[u8]) -> Result<Kept, IndexError> {
    let mut reader = Reader::new("frequencies", payload);
    let mut kept = Kept::default();
    for _ in 0..reader.count(2)? {
        kept.many.insert(reader.string()?.to_owned(), reader.number()? != 0);
    }
    for _ in 0..reader.count(4)? {
        let text = reader.string()?.to_owned();
        kept.columns.insert(text, read_frequencies(&mut reader)?);
    }
    for _ in 0..reader.count(2)? {
        let text = reader.string()?.to_owned();
        let mut steps = BTreeMap::new();
        for _ in 0..reader.count(4)? {
            steps.insert(reader.small()?, read_frequencies(&mut reader)?);
        }
        kept.steps.insert(text, steps);
    }
    reader.end()?;
    Ok(kept)
}

fn read_frequencies(reader: &mut Reader) -> Result<Frequencies, IndexError> {
    let rows = reader.small()?;
    let bands = reader.text()?.to_vec();
    let values = reader.values()?;
    let counts = reader.words()?;
    let fits = bands.len() <= 32 && bands.iter().all(|band| *band < 32);
    let made = Frequencies::from_parts(values, counts, rows, bands);
    made.filter(|_| fits).ok_or_else(|| reader.damaged())
}

//! The rows of an index: those of the base file, column by column, and those that came since, one by one.

use super::IndexError;
use super::base::Source;
use super::orders::{APART, Key, Since};
use super::wire::{Reader, Writer};
use crate::table::{Cells, Column, Ids, IdsBuilder, Table, TableBuilder, mix, seeded_hash, usual_number};

/// An input has room for so many orders.
const OF_INPUT: u32 = 48;

/// So many places there are for inputs, by their names.
const PLACES: u32 = 1 << 16;

/// Inputs that come behind all others, or before them, lie so far apart at most.
const INPUTS_APART: u32 = 16;

/// The id of a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Id {
    Number(i64),
    Text(Vec<u8>),
}

impl Id {
    /// The id that is written like this.
    pub fn of(bytes: &[u8]) -> Self {
        usual_number(bytes).map_or_else(|| Self::Text(bytes.to_vec()), Self::Number)
    }

    pub fn text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        }
    }

    /// The same in a table whose ids are texts.
    fn as_text(&self) -> Self {
        match self {
            Self::Number(number) => Self::Text(number.to_string().into_bytes()),
            Self::Text(_) => self.clone(),
        }
    }

    /// A digest of an input and an id in it, that begins with a number.
    pub fn digest(&self, source: u32, seed: u64) -> u64 {
        let own = match self {
            Self::Number(number) => mix(seed, number.cast_unsigned()),
            Self::Text(bytes) => seeded_hash(seed, bytes),
        };
        mix(own, u64::from(source))
    }

    pub fn write(&self, writer: &mut Writer) {
        match self {
            Self::Number(number) => {
                writer.number(0);
                writer.signed(*number);
            }
            Self::Text(bytes) => {
                writer.number(1);
                writer.text(bytes);
            }
        }
    }

    pub fn read(reader: &mut Reader) -> Result<Self, IndexError> {
        match reader.number()? {
            0 => Ok(Self::Number(reader.signed()?)),
            1 => Ok(Self::Text(reader.text()?.to_vec())),
            _ => Err(reader.damaged()),
        }
    }
}

/// A row that came after the base file was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub source: u32,
    pub id: Id,
    /// Column by column: how many values it holds, and these.
    pub cells: Vec<u8>,
}

impl Record {
    /// Hands out the values of each column.
    pub fn each_cell<'r>(
        &'r self,
        columns: usize,
        mut visit: impl FnMut(usize, &[&'r [u8]]),
    ) -> Result<(), IndexError> {
        let mut reader = Reader::new("log", &self.cells);
        let mut values = Vec::new();
        for column in 0..columns {
            values.clear();
            for _ in 0..reader.count(1)? {
                values.push(reader.text()?);
            }
            visit(column, &values);
        }
        reader.end()
    }
}

/// All rows.
#[derive(Debug)]
pub(super) struct Rows {
    pub sources: Vec<Source>,
    runs: Vec<(u32, u32)>,
    /// Ids and columns of the base file's rows.
    pub base: Table,
    pub added: Vec<Record>,
    /// How many rows each input has.
    pub counts: Vec<u32>,
    /// Rows of the base file by rank.
    by_rank: Vec<u32>,
    /// Where each input's ranks start, and how many rows the base file has of it.
    starts: Vec<u32>,
    in_base: Vec<u32>,
    /// The rank of each row of the base file; empty where that is its number.
    ranks: Vec<u32>,
    /// The place of each input among all, by its name.
    places: Vec<u32>,
    /// Later rows by input and id, with their orders.
    since: Since,
}

impl Rows {
    pub fn new(
        sources: Vec<Source>,
        runs: Vec<(u32, u32)>,
        ids: Ids,
        columns: Vec<Column>,
        ranks: Vec<u32>,
    ) -> Self {
        let base = Table { inputs: Vec::new(), ids, columns };
        let mut counts = vec![0; sources.len()];
        let mut start = 0;
        for (end, source) in &runs {
            counts[*source as usize] += end - start;
            start = *end;
        }
        let by_name = by_name(&sources);
        let (mut starts, mut places) = (vec![0; counts.len()], vec![0; counts.len()]);
        let between = PLACES / (by_name.len() as u32 + 1);
        let mut sum = 0;
        for (rank, source) in by_name.iter().enumerate() {
            starts[*source as usize] = sum;
            places[*source as usize] =
                if between == 0 { (rank as u32).min(PLACES - 1) } else { (rank as u32 + 1) * between };
            sum += counts[*source as usize];
        }
        let mut by_rank: Vec<u32> = (0..base.rows() as u32).collect();
        for (row, rank) in ranks.iter().enumerate() {
            by_rank[*rank as usize] = row as u32;
        }
        Self {
            sources,
            runs,
            base,
            added: Vec::new(),
            in_base: counts.clone(),
            counts,
            by_rank,
            starts,
            ranks,
            places,
            since: Since::default(),
        }
    }

    /// Takes up an input that was not there before.
    pub fn add_source(&mut self, name: String) {
        let is_before = |own: &Source| own.name <= name;
        let placed = |is_so: bool| {
            let of_side = self.sources.iter().zip(&self.places).filter(move |own| is_before(own.0) == is_so);
            of_side.map(|own| *own.1)
        };
        let (low, high) = (placed(true).max(), placed(false).min());
        let half = high.unwrap_or(PLACES).saturating_sub(low.unwrap_or(0)) / 2;
        self.places.push(match (low, high) {
            (None, Some(high)) => high - half.min(INPUTS_APART),
            // Where no place is left rows stand among those of the input before, until the base file is renewed.
            (low, _) => (low.unwrap_or(0) + half.min(INPUTS_APART)).min(PLACES - 1),
        });
        self.sources.push(Source { name, unique: false });
    }

    /// Takes the latest inputs back.
    pub fn forget_sources(&mut self, count: usize) {
        self.sources.truncate(count);
        self.places.truncate(count);
    }

    /// How many rows the base file has.
    pub fn of_base(&self) -> u32 {
        self.base.rows() as u32
    }

    /// How many rows there are.
    pub fn len(&self) -> u32 {
        self.of_base() + self.added.len() as u32
    }

    /// A row that came later.
    pub fn record(&self, row: u32) -> Option<&Record> {
        self.added.get(row.checked_sub(self.of_base())? as usize)
    }

    /// The input of a row.
    pub fn source(&self, row: u32) -> u32 {
        if let Some(record) = self.record(row) {
            return record.source;
        }
        self.runs.get(self.runs.partition_point(|(end, _)| *end <= row)).map_or(0, |run| run.1)
    }

    /// Whether an input holds each entity once.
    pub fn is_unique(&self, source: u32) -> bool {
        self.sources.get(source as usize).is_some_and(|own| own.unique)
    }

    /// Whether some input does.
    pub fn has_unique(&self) -> bool {
        self.sources.iter().any(|own| own.unique)
    }

    /// The name of a row's input.
    pub fn source_name(&self, row: u32) -> &str {
        self.sources.get(self.source(row) as usize).map_or("", |source| source.name.as_str())
    }

    /// The id of a row as it is written out.
    pub fn id_text(&self, row: u32) -> String {
        self.record(row).map_or_else(|| self.base.ids.text(row), |record| record.id.text())
    }

    /// The id of a row.
    pub fn id(&self, row: u32) -> Id {
        if let Some(record) = self.record(row) {
            return record.id.clone();
        }
        match &self.base.ids {
            Ids::Numbers(numbers) => Id::Number(numbers.get(row as usize).copied().unwrap_or_default()),
            Ids::Texts { .. } => Id::of(self.base.ids.bytes(row)),
        }
    }

    /// The order of a row of the base file among all rows.
    pub fn base_order(&self, row: u32) -> u64 {
        let rank = self.ranks.get(row as usize).copied().unwrap_or(row);
        let source = self.source(row);
        let in_source = rank.saturating_sub(self.starts.get(source as usize).copied().unwrap_or(0));
        self.first_order(source) + (u64::from(in_source) + 1) * APART
    }

    /// Rows of the base file by rank.
    pub fn by_rank(&self) -> &[u32] {
        &self.by_rank
    }

    /// Adds a row; the orders among all rows, by input and id, of those that had to move for it, and its own last.
    pub fn push(&mut self, record: Record) -> Vec<(u32, u64)> {
        let row = self.len();
        let key = (record.source, self.sorted(&record.id), row);
        let between = self.between(&key);
        let orders = self.since.insert(key, between);
        let source = record.source as usize;
        if self.counts.len() <= source {
            self.counts.resize(source + 1, 0);
        }
        self.counts[source] += 1;
        self.added.push(record);
        orders
    }

    /// Takes the latest rows back.
    pub fn forget(&mut self, rows: u32) {
        while self.len() > rows {
            let Some(record) = self.added.pop() else { return };
            self.counts[record.source as usize] -= 1;
            let row = self.len();
            let key = (record.source, self.sorted(&record.id), row);
            self.since.remove(&key);
        }
    }

    /// Rows by input: where each run of rows of one input ends.
    pub fn runs(&self) -> Vec<(u32, u32)> {
        let mut runs = self.runs.clone();
        for (place, record) in self.added.iter().enumerate() {
            let end = self.of_base() + place as u32 + 1;
            match runs.last_mut() {
                Some(last) if last.1 == record.source => last.0 = end,
                _ => runs.push((end, record.source)),
            }
        }
        runs
    }

    /// The id as it is sorted: texts by bytes, where one id of the base file is a text.
    pub fn sorted(&self, id: &Id) -> Id {
        if matches!(self.base.ids, Ids::Texts { .. }) { id.as_text() } else { id.clone() }
    }

    /// Between which orders a row stands by the base file alone: those of its neighbours there, or the ends of its input.
    fn between(&self, key: &Key) -> (u64, u64) {
        // Rows of one input have ranks one behind the other.
        let start = self.starts.get(key.0 as usize).map_or(self.by_rank.len(), |start| *start as usize);
        let end = start + self.in_base.get(key.0 as usize).map_or(0, |count| *count as usize);
        let own = &self.by_rank[start..end];
        let place = start + own.partition_point(|other| !self.is_behind(*other, &key.1));
        let of_base = |place: Option<usize>| {
            let other = *self.by_rank.get(place?)?;
            (self.source(other) == key.0).then(|| self.base_order(other))
        };
        let first = self.first_order(key.0);
        let low = of_base(place.checked_sub(1)).unwrap_or(first);
        (low, of_base(Some(place)).unwrap_or_else(|| first.saturating_add(1 << OF_INPUT)))
    }

    /// Whether a row of the base file stands behind an id of the same input.
    fn is_behind(&self, row: u32, id: &Id) -> bool {
        match (&self.base.ids, id) {
            (Ids::Numbers(numbers), Id::Number(number)) => {
                numbers.get(row as usize).is_some_and(|own| own > number)
            }
            // Texts stand behind all numbers.
            (Ids::Numbers(_), Id::Text(_)) | (Ids::Texts { .. }, Id::Number(_)) => false,
            (Ids::Texts { .. }, Id::Text(bytes)) => self.base.ids.bytes(row) > bytes.as_slice(),
        }
    }

    /// A table of some rows, in this order; `more` are numbered behind all that are here. Its inputs are called by their
    /// numbers, each as often as it is come back to.
    pub fn some(&self, rows: impl Iterator<Item = u32>, more: &[Record]) -> Result<Table, IndexError> {
        let mut builder = TableBuilder::default();
        for column in &self.base.columns {
            builder.column(&column.name);
        }
        let (mut count, mut input) = (0, 0);
        for row in rows {
            let later = row
                .checked_sub(self.len())
                .map_or_else(|| self.record(row), |place| more.get(place as usize));
            let source = later.map_or_else(|| self.source(row), |record| record.source);
            if source != input && count > 0 {
                builder.end_input(&input.to_string(), count, false);
                count = 0;
            }
            (count, input) = (count + 1, source);
            let Some(record) = later else {
                for (place, column) in self.base.columns.iter().enumerate() {
                    let mut values = column.row(row as usize).iter().map(|code| column.values.get(*code));
                    if matches!(column.cells, Cells::Many { .. }) {
                        builder.at(place).push_many(values);
                    } else {
                        builder.at(place).push(values.next_back().unwrap_or_default());
                    }
                }
                continue;
            };
            record.each_cell(self.base.columns.len(), |place, values| {
                let own = builder.at(place);
                match values {
                    [] if matches!(self.base.columns[place].cells, Cells::One(_)) => own.push(b""),
                    [only] if matches!(self.base.columns[place].cells, Cells::One(_)) => own.push(only),
                    several => own.push_many(several.iter().copied()),
                }
            })?;
        }
        builder.end_input(&input.to_string(), count, false);
        Ok(builder.finish())
    }

    /// Where the orders of an input start.
    fn first_order(&self, source: u32) -> u64 {
        u64::from(self.places.get(source as usize).copied().unwrap_or(PLACES - 1)) << OF_INPUT
    }

    /// The ids of all rows.
    pub fn all_ids(&self) -> Ids {
        let mut builder = IdsBuilder::default();
        match &self.base.ids {
            Ids::Numbers(numbers) => numbers.iter().for_each(|number| builder.push_number(*number)),
            Ids::Texts { .. } => {
                (0..self.of_base()).for_each(|row| builder.push_text(self.base.ids.bytes(row)));
            }
        }
        for record in &self.added {
            match &record.id {
                Id::Number(number) => builder.push_number(*number),
                Id::Text(bytes) => builder.push_text(bytes),
            }
        }
        builder.finish()
    }
}

/// Inputs by their names, as a run ranks them; of one name the first first.
pub(super) fn by_name(sources: &[Source]) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..sources.len() as u32).collect();
    sorted.sort_by_key(|source| &sources[*source as usize].name);
    sorted
}

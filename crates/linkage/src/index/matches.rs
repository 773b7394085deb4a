//! Which rows does a new one match, and how much does each weigh?

use std::collections::HashMap;

use super::arrivals::Arrivals;
use super::blocks::{Blocks, Candidate};
use super::postings::KeyColumns;
use super::{Index, IndexError};
use crate::block::{BlockingError, Rule, conditions};
use crate::compare::{Comparer, Fields};
use crate::pattern::Space;
use crate::score::Answers;
use crate::table::Table;

/// A rule's block of more rows than this is left out for the records that come to it: looking at them takes
/// tenths of a second for each.
pub const LARGEST_BLOCK: usize = 100_000;

/// Pairs that are compared over one table of their rows, about.
const TOGETHER: usize = 100_000;

/// A new pair that is kept takes up to so many times the memory of one that a run keeps (some 300 bytes of one large clique, 50 there): matches, edges of
/// clusters and an entry of the log are held at once.
const TAKES: u64 = 8;

/// Where there are so many pairs for each row of the index and the batch, one table of all rows is made: its values are
/// made ready once, as in a full run.
const OF_A_ROW: u64 = 4;

/// A row that a new one matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// The row of the index, or of the batch: those are numbered behind the index's.
    pub row: u32,
    /// Match weight in milli-bits: log2 of the odds, times 1,000; where an input is free of duplicates, against the
    /// other pairs of both rows.
    pub weight_milli: i32,
    /// The outcomes of all comparisons.
    pub pattern: u64,
}

/// A block that was too large to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The new row, by its place in the batch.
    pub record: usize,
    /// The rule, in words.
    pub rule: String,
    /// How many rows the block has.
    pub rows: usize,
}

/// New rows in blocks that have more rows than their rule allows, the batch's own counted: it makes no pairs of
/// these rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outgrown {
    /// Those that some rule compares with nobody for that.
    pub records: u64,
    /// Those of them that no other rule compares either.
    pub alone: u64,
}

/// What new rows match.
#[derive(Debug, Clone, Default)]
pub struct Matched {
    /// For each new row the rows that weigh enough to be written or to be heard of by clusters, ascending: those of the index and earlier ones of the batch.
    pub matches: Vec<Vec<Match>>,
    /// Blocks that were left out.
    pub skipped: Vec<Skipped>,
    /// What blocks that outgrew their rules leave alone.
    pub outgrown: Outgrown,
    /// Pairs that were compared.
    pub compared: u64,
    /// Digests of the keys of the new rows: row, rule, digest.
    pub(super) keys: Vec<(u32, u32, u64)>,
    /// How many rows the index had.
    pub(super) before: u32,
}

impl Index {
    /// Compares new rows with those of the index, and with each other, under the kept model. Nothing is
    /// added.
    ///
    /// # Errors
    ///
    /// [`IndexError::TooManyPairs`] before anything is compared, and [`IndexError::TooManyKept`] as soon as it is known.
    pub fn matches(&self, arrivals: &Arrivals) -> Result<Matched, IndexError> {
        let before = self.rows.len();
        if arrivals.before != before {
            return Err(IndexError::Outdated);
        }
        let count = arrivals.records.len();
        let mut found = Matched { matches: vec![Vec::new(); count], before, ..Matched::default() };
        if u64::from(before) + count as u64 >= u64::from(u32::MAX) {
            return Err(IndexError::TooManyRows);
        }
        let new = before..before + count as u32;
        let table = self.rows.some(new, &arrivals.records)?;
        let is_first = |row: u32| arrivals.records[row as usize].source == 0;
        found.keys = self.keys((&table, before), is_first, |row| self.name_of(arrivals, row as usize))?;
        let mut blocks = self.blocks(arrivals, &found.keys)?;
        found.skipped = std::mem::take(&mut blocks.skipped);
        found.outgrown = blocks.outgrown();
        let mut weights = self.weights.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        self.compare_all(arrivals, &blocks, &mut weights, &mut found)?;
        if self.rows.has_unique() {
            let source = |row| self.source_of(arrivals, row);
            let asked = self.standing.beside(&self.rows, source, &found);
            let weights = self.weights_of(arrivals, &asked, &mut weights)?;
            let standing = self.standing.weighing(asked.into_iter().zip(weights));
            standing.against_rivals(&self.rows, source, &mut found, self.least());
        }
        Ok(found)
    }

    /// Digests of keys of the rows of a table, which are numbered from `start` on; `named` gives the input and id of one.
    pub(super) fn keys(
        &self,
        (table, start): (&Table, u32),
        is_first: impl Fn(u32) -> bool,
        named: impl Fn(u32) -> (String, String),
    ) -> Result<Vec<(u32, u32, u64)>, IndexError> {
        let mut columns = KeyColumns::new(table, &self.derived, self.seed);
        let mut keys = Vec::new();
        for (place, rule) in self.settings.blocking.iter().enumerate() {
            let visit = |row, digest| keys.push((start + row, place as u32, digest));
            columns
                .digests(rule, &is_first, visit)
                .map_err(|why| IndexError::Blocking(why.of_rule((place, rule), &named)))?;
        }
        Ok(keys)
    }

    /// Compares each new row with its candidates, over one table of all rows where they are many, else some rows at a time:
    /// no more candidates are held than these have.
    fn compare_all(
        &self,
        arrivals: &Arrivals,
        blocks: &Blocks,
        weights: &mut HashMap<u64, i32>,
        found: &mut Matched,
    ) -> Result<(), IndexError> {
        let rows = arrivals.before + arrivals.records.len() as u32;
        let whole =
            (blocks.pairs() / OF_A_ROW >= u64::from(rows)).then(|| self.over(arrivals, (0..rows).collect()));
        let whole = whole.transpose()?;
        let (mut some, mut of_row) = (Vec::new(), Vec::new());
        let (mut kept, mut answers) = (0, None);
        let mut places = blocks.side_by_side(arrivals).into_iter().peekable();
        let mut compared = Vec::new();
        while let Some(place) = places.next() {
            self.candidates(arrivals, blocks, arrivals.before + place as u32, &mut of_row);
            some.extend_from_slice(&of_row);
            compared.push(place);
            if some.len() < TOGETHER && places.peek().is_some() {
                continue;
            }
            let made;
            let over = if let Some(over) = &whole {
                over
            } else {
                made = self.over(arrivals, rows_of(some.iter().map(|own| (own.new, own.row))))?;
                &made
            };
            if answers.is_none() && Answers::pay(&self.space, blocks.pairs()) {
                answers = Some(self.answers(&over.side));
            }
            self.compare(arrivals, (over, answers.as_ref()), &some, weights, found);
            some.clear();
            kept += compared.drain(..).map(|own| found.matches[own].len() as u64).sum::<u64>();
            self.may_keep(kept)?;
        }
        Ok(())
    }

    /// Whether so many pairs more may be kept.
    fn may_keep(&self, more: u64) -> Result<(), IndexError> {
        let limit = self.limits.1;
        if self.edges.len() as u64 + more > limit || more > limit / TAKES {
            return Err(IndexError::TooManyKept { limit, new: limit / TAKES });
        }
        Ok(())
    }

    /// Some rows, ready to be compared.
    fn over(&self, arrivals: &Arrivals, rows: Vec<u32>) -> Result<Over, IndexError> {
        let table = self.rows.some(rows.iter().copied(), &arrivals.records)?;
        Ok(Over { side: self.side(&table)?, asked: self.conditions(&table)?, rows })
    }

    pub(super) fn source_of(&self, arrivals: &Arrivals, row: u32) -> u32 {
        let new = row.checked_sub(arrivals.before).and_then(|place| arrivals.records.get(place as usize));
        new.map_or_else(|| self.rows.source(row), |record| record.source)
    }

    /// Compares some candidates over a table that has their rows.
    fn compare(
        &self,
        arrivals: &Arrivals,
        (Over { rows, side, asked }, answers): (&Over, Option<&Answers>),
        candidates: &[Candidate],
        weights: &mut HashMap<u64, i32>,
        found: &mut Matched,
    ) {
        for same in candidates.chunk_by(|one, other| (one.new, one.row) == (other.new, other.row)) {
            let (new, row) = (same[0].new, same[0].row);
            let (left, right) = self.sides(arrivals, rows, (row, new));
            let admitted = same.iter().any(|own| {
                let condition = own.asked().and_then(|rule| asked.get(rule)).and_then(Option::as_ref);
                condition.is_none_or(|side| side.all_hold(left, right))
            });
            if !admitted {
                continue;
            }
            found.compared += 1;
            let pattern = match answers {
                Some(answers) => {
                    answers.pattern(&self.space, |comparison| side.outcome(comparison, left, right))
                }
                None => Some(side.pattern(&self.space, left, right)),
            };
            let Some(pattern) = pattern else { continue };
            let weight_milli =
                *weights.entry(pattern).or_insert_with(|| self.model.weight_milli(&self.space, pattern));
            if weight_milli >= self.least() {
                let record = (new - arrivals.before) as usize;
                found.matches[record].push(Match { row, weight_milli, pattern });
            }
        }
    }

    /// Pairs of less weight are of no use to anybody.
    fn least(&self) -> i32 {
        self.at_least.min(self.heard)
    }

    /// What a pair can still come to, by answers of comparisons: the model is the same for all rows.
    fn answers(&self, side: &Side) -> Answers {
        let (weigher, least) = (self.model.weigher(&self.space), self.least());
        Answers::new(&side.comparer, &self.space, |pattern| weigher.weight_milli(pattern) >= least)
    }

    /// What pairs of rows weigh by their outcomes, whatever stands against them.
    fn weights_of(
        &self,
        arrivals: &Arrivals,
        pairs: &[(u32, u32)],
        weights: &mut HashMap<u64, i32>,
    ) -> Result<Vec<i32>, IndexError> {
        let rows = rows_of(pairs.iter().copied());
        let table = self.rows.some(rows.iter().copied(), &arrivals.records)?;
        let side = self.side(&table)?;
        let weight = |pair: &(u32, u32)| {
            let (left, right) = self.sides(arrivals, &rows, *pair);
            let pattern = side.pattern(&self.space, left, right);
            *weights.entry(pattern).or_insert_with(|| self.model.weight_milli(&self.space, pattern))
        };
        Ok(pairs.iter().map(weight).collect())
    }

    /// Where the left and the right row of a pair stand among some rows: in a table of all rows those of the first input
    /// would stand first.
    fn sides(&self, arrivals: &Arrivals, rows: &[u32], (row, other): (u32, u32)) -> (u32, u32) {
        let local = |row: u32| match rows.get(row as usize) {
            // None before it is left out.
            Some(own) if *own == row => row,
            _ => rows.partition_point(|own| *own < row) as u32,
        };
        let forward = (self.source_of(arrivals, row), row) <= (self.source_of(arrivals, other), other);
        if forward { (local(row), local(other)) } else { (local(other), local(row)) }
    }

    pub(super) fn side(&self, table: &Table) -> Result<Side, IndexError> {
        let mut fields = Fields::default();
        let comparisons = &self.settings.comparisons;
        let comparer =
            Comparer::new(table, &self.derived, comparisons, &mut fields).map_err(IndexError::Comparison)?;
        fields.seal();
        Ok(Side { comparer, fields })
    }

    fn conditions(&self, table: &Table) -> Result<Vec<Option<Side>>, IndexError> {
        let of_rule = |(place, rule): (usize, &Rule)| {
            let made = conditions(table, &self.derived, rule).map_err(|why| fault(place, why))?;
            Ok(made.map(|(comparer, fields)| Side { comparer, fields }))
        };
        self.settings.blocking.iter().enumerate().map(of_rule).collect()
    }
}

/// The rows of pairs, each once and ascending.
fn rows_of(pairs: impl Iterator<Item = (u32, u32)>) -> Vec<u32> {
    let mut rows: Vec<u32> = pairs.flat_map(|own| [own.0, own.1]).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

fn fault(place: usize, why: crate::expression::ExpressionError) -> IndexError {
    IndexError::Blocking(BlockingError::Expression { rule: place + 1, why })
}

/// Some rows, ascending, and what is compared of them.
struct Over {
    rows: Vec<u32>,
    side: Side,
    /// What each rule asks for besides its keys.
    asked: Vec<Option<Side>>,
}

/// Comparisons over the rows of one table.
#[derive(Debug)]
pub(super) struct Side {
    pub comparer: Comparer,
    pub fields: Fields,
}

impl Side {
    fn outcome(&self, comparison: usize, left: u32, right: u32) -> u8 {
        let sides = self.fields.sides(left, right);
        self.comparer.outcome(&self.fields, comparison, sides)
    }

    fn all_hold(&self, left: u32, right: u32) -> bool {
        (0..self.comparer.outcomes().len()).all(|condition| self.outcome(condition, left, right) == 1)
    }

    fn pattern(&self, space: &Space, left: u32, right: u32) -> u64 {
        let sides = self.fields.sides(left, right);
        space.pattern(|comparison| self.comparer.outcome(&self.fields, comparison, sides))
    }
}

//! The first page: what was read, how far, what is missing, and the queue.

use std::collections::{BTreeMap, BTreeSet};

use crate::figures::{count, counted, listed};
use crate::index::Index;
use crate::words;

/// The first page.
#[derive(Debug)]
pub(super) struct Summary {
    pub cases: String,
    pub persons: String,
    pub in_no_case: String,
    pub minutes: u64,
    pub read: Vec<ReadRow>,
    pub not_read: Vec<String>,
    pub missing: Option<Missing>,
    pub also_missing: Vec<String>,
    pub queue: Vec<QueueRow>,
    /// Whether there was nothing to judge.
    pub is_nothing: bool,
}

/// One source.
#[derive(Debug)]
pub(super) struct ReadRow {
    pub source: String,
    pub files: String,
    pub records: String,
    pub set_aside: String,
    pub reach: String,
}

/// The source that would wake the most detectors.
#[derive(Debug)]
pub(super) struct Missing {
    pub source: String,
    pub detectors: String,
    pub ids: String,
}

/// One case in the queue.
#[derive(Debug)]
pub(super) struct QueueRow {
    pub rank: u64,
    pub sentence: String,
    pub who: String,
    pub shape: &'static str,
    pub band: String,
    pub next: String,
}

impl Summary {
    pub(super) fn of(index: &Index<'_>) -> Self {
        let document = index.document;
        let minutes = document.cases.iter().filter_map(|case| case.next_check.as_ref());
        let mut advisers: Vec<_> = document.adviser.iter().collect();
        advisers.sort_by(|a, b| b.wakes.len().cmp(&a.wakes.len()).then_with(|| a.source.cmp(&b.source)));
        let mut missing = advisers.into_iter().map(|adviser| (adviser.wakes.len(), adviser));
        let first = missing.next().map(|(number, adviser)| Missing {
            source: words::plain(&adviser.source),
            detectors: counted(number as u64, "detector", "detectors"),
            ids: words::plain(&listed(&adviser.wakes)),
        });
        let others = missing.take(4).map(|(number, adviser)| {
            format!("{}: {}", words::plain(&adviser.source), counted(number as u64, "detector", "detectors"))
        });
        Self {
            cases: count(document.cases.len() as u64),
            persons: count(document.persons.len() as u64),
            in_no_case: count(in_no_case(index)),
            minutes: minutes.map(|check| check.minutes).fold(0, u64::saturating_add),
            read: read(index),
            not_read: not_read(index),
            missing: first,
            also_missing: others.collect(),
            is_nothing: document.sources.iter().all(|file| file.source.is_none())
                && document.persons.is_empty()
                && document.cases.is_empty(),
            queue: document.cases.iter().map(|case| queue_row(index, case)).collect(),
        }
    }
}

/// Persons in no case.
fn in_no_case(index: &Index<'_>) -> u64 {
    let document = index.document;
    let in_cases: BTreeSet<&String> = document.cases.iter().flat_map(|case| &case.persons).collect();
    document.persons.iter().filter(|person| !in_cases.contains(&person.id)).count() as u64
}

/// One row a source, with its files, records and reach.
fn read(index: &Index<'_>) -> Vec<ReadRow> {
    #[derive(Default)]
    struct Sum<'a> {
        files: u64,
        records: u64,
        set_aside: u64,
        first: Option<&'a str>,
        last: Option<&'a str>,
    }
    let mut sums: BTreeMap<&str, Sum<'_>> = BTreeMap::new();
    for file in &index.document.sources {
        let Some(source) = &file.source else { continue };
        let sum = sums.entry(source).or_default();
        sum.files += 1;
        sum.records = sum.records.saturating_add(file.read);
        sum.set_aside = sum.set_aside.saturating_add(file.set_aside);
        let first = file.first.as_deref().map(day);
        let last = file.last.as_deref().map(day);
        sum.first = [sum.first, first].into_iter().flatten().min();
        sum.last = [sum.last, last].into_iter().flatten().max();
    }
    let rows = sums.into_iter().map(|(source, sum)| ReadRow {
        source: words::plain(source),
        files: count(sum.files),
        records: count(sum.records),
        set_aside: count(sum.set_aside),
        reach: match (sum.first, sum.last) {
            (Some(first), Some(last)) if first == last => words::plain(first),
            (Some(first), Some(last)) => format!("{} to {}", words::plain(first), words::plain(last)),
            _ => "no dates".to_owned(),
        },
    });
    rows.collect()
}

/// The day of a date or time.
fn day(time: &str) -> &str {
    time.get(..10).unwrap_or(time)
}

/// What was left unread, each as one short statement.
fn not_read(index: &Index<'_>) -> Vec<String> {
    let document = index.document;
    let mut statements = Vec::new();
    let protected: u64 = document.dropped.iter().map(|dropped| dropped.count).fold(0, u64::saturating_add);
    if protected > 0 {
        let kinds = document.dropped.len() as u64;
        statements.push(format!(
            "{} in {} were dropped while reading and never stored.",
            counted(protected, "protected value", "protected values"),
            counted(kinds, "field", "fields")
        ));
    }
    let rows = document.set_aside.len() as u64;
    if rows > 0 {
        statements.push(format!(
            "{} set aside with a reason.",
            counted(rows, "row or part was", "rows or parts were")
        ));
    }
    let files = document.unread.len() as u64;
    if files > 0 {
        statements.push(format!("{} not be read at all.", counted(files, "file could", "files could")));
    }
    statements
}

fn queue_row(index: &Index<'_>, case: &crate::document::Case) -> QueueRow {
    let next = case.next_check.as_ref().map_or_else(
        || "every check that applies has been done".to_owned(),
        |check| {
            // A title goes on after its first comma with what the card of the case tells in full.
            let title = check.title.split(',').next().filter(|title| !title.trim().is_empty());
            format!("{}, {} min, {}", title.unwrap_or(&check.who), check.minutes, check.id)
        },
    );
    let others = case.persons.len().saturating_sub(3) as u64;
    let mut who = index.labels(case.persons.get(..3).unwrap_or(&case.persons));
    if others > 0 {
        who = format!("{who} and {}", counted(others, "other", "others"));
    }
    QueueRow {
        rank: case.rank,
        sentence: super::case::sentence(index, case),
        who,
        shape: words::band_shape(&case.band),
        band: words::plain(&case.band),
        next: words::plain(&next),
    }
}

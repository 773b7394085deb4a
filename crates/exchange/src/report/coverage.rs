//! What the report does not know: coverage by state, and everything left out while reading.

use super::{Listed, short_digest};
use crate::document::ScanDocument;
use crate::figures::count;
use crate::index::Index;
use crate::names::place;
use crate::words;

/// The states in the order of the report.
const STATES: [&str; 6] = ["ran", "no_data", "refused", "off", "not_built", "rejected"];

/// All detectors of one state.
#[derive(Debug)]
pub(super) struct CoverageGroup {
    pub state: String,
    pub meaning: &'static str,
    pub number: String,
    /// Whether each detector has its own row; else they are listed in one line.
    pub rows: Vec<CoverageRow>,
    pub ids: String,
    /// Heading of the second column; empty where no row has anything to say there.
    pub what: &'static str,
    /// Whether any row says why.
    pub says_why: bool,
}

/// One detector.
#[derive(Debug)]
pub(super) struct CoverageRow {
    pub detector: String,
    pub seen: String,
    pub why: String,
}

pub(super) fn groups(document: &ScanDocument) -> Vec<CoverageGroup> {
    let mut groups = Vec::new();
    for state in STATES {
        let of_state: Vec<_> = document.coverage.iter().filter(|coverage| coverage.state == state).collect();
        if of_state.is_empty() {
            continue;
        }
        // Nothing can be said of these one by one that their heading does not say.
        let in_one_line = matches!(state, "not_built" | "rejected");
        let ids: Vec<String> = of_state.iter().map(|coverage| words::plain(&coverage.detector)).collect();
        let row = |coverage: &&crate::document::Coverage| CoverageRow {
            detector: words::plain(&coverage.detector),
            seen: if state == "ran" {
                format!("{} of {}", count(coverage.seen), count(coverage.of))
            } else {
                words::plain(&coverage.needs.join(", "))
            },
            why: words::plain(&coverage.why),
        };
        let rows: Vec<CoverageRow> =
            if in_one_line { Vec::new() } else { of_state.iter().map(row).collect() };
        let what = match state {
            _ if rows.iter().all(|line| line.seen.is_empty()) => "",
            "ran" => "Persons with something to compare",
            _ => "Needs",
        };
        groups.push(CoverageGroup {
            what,
            says_why: rows.iter().any(|line| !line.why.is_empty()),
            state: words::state(state).to_owned(),
            meaning: words::state_meaning(state),
            number: count(of_state.len() as u64),
            rows,
            ids: if in_one_line { ids.join(", ") } else { String::new() },
        });
    }
    groups
}

/// A table's row of any columns.
#[derive(Debug)]
pub(super) struct PlainRow {
    pub cells: Vec<String>,
}

/// Everything left out while reading, and the files themselves.
#[derive(Debug)]
pub(super) struct Leftovers {
    pub set_aside: Listed<PlainRow>,
    pub unread: Listed<PlainRow>,
    pub dropped: Listed<PlainRow>,
    pub files: Listed<PlainRow>,
}

impl Leftovers {
    pub(super) fn of(index: &Index<'_>) -> Self {
        let document = index.document;
        let set_aside = document.set_aside.iter().map(|row| {
            let file = index.files.file(&row.file);
            vec![format!("{file}{}", place(row.line, row.path.as_deref())), words::plain(&row.why)]
        });
        let unread = document.unread.iter().map(|row| {
            vec![
                index.files.file(&row.file),
                index.files.within(&row.why, &row.file),
                index.files.within(&row.hint, &row.file),
            ]
        });
        let dropped = document
            .dropped
            .iter()
            .map(|row| vec![words::plain(&row.source), words::plain(&row.field), count(row.count)]);
        let files = document.sources.iter().map(|file| {
            let mut cells = vec![index.files.short(&file.file)];
            if document.run.manifest.names {
                cells.push(words::plain(&file.file));
            }
            cells.extend([
                words::plain(file.source.as_deref().unwrap_or("not read")),
                count(file.read),
                words::plain(file.mapping.as_deref().unwrap_or("\u{2013}")),
                short_digest(&file.sha256),
            ]);
            cells
        });
        Self { set_aside: rows(set_aside), unread: rows(unread), dropped: rows(dropped), files: rows(files) }
    }
}

fn rows(all: impl Iterator<Item = Vec<String>>) -> Listed<PlainRow> {
    Listed::of(all.map(|cells| PlainRow { cells }))
}

/// Shipped tables and lists that were used.
pub(super) fn tables(document: &ScanDocument) -> Vec<PlainRow> {
    let run = &document.run;
    let row = |table: &crate::document::Table| PlainRow {
        cells: vec![
            words::plain(&table.name),
            // Older documents have an empty text where a list states no date.
            words::plain(
                table.date.as_deref().filter(|date| !date.is_empty()).unwrap_or("a list without a date"),
            ),
            words::plain(table.licence.as_deref().unwrap_or("\u{2013}")),
            count(table.entries),
            short_digest(&table.sha256),
        ],
    };
    run.tables.iter().chain(&run.lists).map(row).collect()
}

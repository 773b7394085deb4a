//! The report: one HTML file for people, made of nothing but the document.
//!
//! No script, no font, no picture from elsewhere: a content security policy inside the page refuses
//! them all. It shows what the document holds, which is masked unless the scan was asked for names,
//! and shortens the names of files ([`crate::names`]). It prints on A4 and says when to delete it.

mod case;
mod coverage;
mod evidence;
mod finding;
mod summary;

use askama::Template;

use std::collections::BTreeMap;

use crate::document::{Finding, ScanDocument};
use crate::error::ExchangeError;
use crate::index::Index;
use crate::{figures, words};

use case::CaseView;
use coverage::{CoverageGroup, Leftovers, PlainRow};
use finding::{HubView, Remarks};
use summary::Summary;

/// Rows of one list in the report; scan.json and set_aside.csv hold all of them.
const ROWS: usize = 200;
/// Findings of one detector outside of cases; scan.json holds all of them.
const OUTSIDE: usize = 60;
/// Persons, records and pairs named one by one in one place.
const LISTED: usize = 12;

/// Ids of findings to their short numbers.
type Numbers<'a> = BTreeMap<&'a str, &'a str>;

/// The report of a scan as one HTML file; the same document gives the same bytes.
pub fn render(document: &ScanDocument) -> Result<String, ExchangeError> {
    let index = Index::of(document);
    let summary = Summary::of(&index);
    let page = Page {
        css: CSS,
        print: print_margins(document),
        version: words::plain(&document.run.version),
        as_of: words::plain(&document.run.as_of),
        as_of_from: words::plain(&document.run.as_of_from),
        expires: words::plain(&document.run.expires),
        names: document.run.manifest.names,
        manifest: document.run.manifest.digest(),
        firm: document.run.firm.as_deref().map(short_digest),
        searched: index.searched(),
        cases: document.cases.iter().map(|case| CaseView::of(&index, case)).collect(),
        remarks: Remarks::of(&index),
        gaps: finding::gaps(&index),
        hubs: finding::hubs(&index),
        coverage: coverage::groups(document),
        leftovers: Leftovers::of(&index),
        tables: coverage::tables(document),
        summary,
    };
    let mut text = page.render()?;
    text.push('\n');
    Ok(text)
}

/// Style sheet, kept apart so that it reads as one.
const CSS: &str = include_str!("../../templates/report.css");

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    css: &'static str,
    print: String,
    version: String,
    as_of: String,
    as_of_from: String,
    expires: String,
    names: bool,
    manifest: String,
    firm: Option<String>,
    searched: String,
    summary: Summary,
    cases: Vec<CaseView>,
    remarks: Remarks,
    gaps: Vec<finding::GapView>,
    hubs: Vec<HubView>,
    coverage: Vec<CoverageGroup>,
    leftovers: Leftovers,
    tables: Vec<PlainRow>,
}

/// A list cut to what a page bears, with how many were left out.
#[derive(Debug)]
struct Listed<T> {
    rows: Vec<T>,
    more: usize,
}

impl<T> Listed<T> {
    fn of(rows: impl Iterator<Item = T>) -> Self {
        Self::cut(rows, ROWS)
    }

    fn cut(rows: impl Iterator<Item = T>, most: usize) -> Self {
        let mut kept: Vec<T> = Vec::new();
        let mut more = 0;
        for row in rows {
            if kept.len() < most { kept.push(row) } else { more += 1 }
        }
        Self { rows: kept, more }
    }

    fn total(&self) -> String {
        figures::count((self.rows.len() + self.more) as u64)
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// A list cut to [`LISTED`], with how many were left out.
#[derive(Debug)]
struct Short<T> {
    rows: Vec<T>,
    more: usize,
}

impl<T> Short<T> {
    fn of(rows: impl ExactSizeIterator<Item = T>) -> Self {
        let more = rows.len().saturating_sub(LISTED);
        Self { rows: rows.take(LISTED).collect(), more }
    }
}

impl Short<String> {
    /// The rows as words: `a, b and 7 more`.
    fn listed(mut self) -> String {
        if self.more > 0 {
            self.rows.push(format!("{} more", self.more));
        }
        figures::listed(&self.rows)
    }
}

/// A finding's weight in words.
fn weight(finding: &Finding) -> String {
    match finding.bits_from.n {
        Some(_) => format!("{} bits", figures::bits(finding.bits_milli)),
        None => finding.unmeasured().to_owned(),
    }
}

/// What explains a finding, without the id that only scan.json needs.
fn explanation(text: &str) -> String {
    if text.starts_with("link-reapplied ") {
        return "a likely second application by the same person (link-reapplied)".to_owned();
    }
    words::plain(text)
}

/// The foot of each printed page. Only a real date reaches the style sheet.
fn print_margins(document: &ScanDocument) -> String {
    let expires: Option<jiff::civil::Date> = document.run.expires.parse().ok();
    let delete = expires.map(|date| format!(" Delete after {date}.")).unwrap_or_default();
    format!(
        "@page {{ size: A4; margin: 13mm 15mm 15mm;\n  @bottom-left {{ content: \"Unresolved contradictions, \
         not conclusions.{delete}\"; font: 8pt system-ui, sans-serif; color: #555; }}\n  @bottom-right {{ content: \
         counter(page) \" / \" counter(pages); font: 8pt system-ui, sans-serif; color: #555; }}\n}}"
    )
}

/// The first sixteen digits of a digest: enough to find it, short enough to read.
fn short_digest(digest: &str) -> String {
    words::plain(&digest.chars().take(16).collect::<String>())
}

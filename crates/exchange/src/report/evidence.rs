//! The evidence of a case: one row a detector and thing, however many pairs of persons it joins.

use std::collections::{BTreeMap, BTreeSet};

use super::{LISTED, Numbers, Short, explanation, weight};
use crate::document::{Case, Finding, Record};
use crate::figures::counted;
use crate::index::{Index, bits_source, rarity};
use crate::words;

/// Findings of one detector on the same things.
#[derive(Debug)]
pub(super) struct EvidenceView {
    pub numbers: String,
    pub detector: String,
    pub says: String,
    pub things: Vec<String>,
    pub grade: String,
    pub because: String,
    pub attested: bool,
    pub weight: String,
    pub rarity: String,
    pub source: String,
    pub same_fact_as: Option<String>,
    pub records: Vec<RecordsView>,
    pub more_records: usize,
    /// The command that shows what the cited documents say, if there are any.
    pub shown_by: Option<String>,
    /// Each finding by itself, where there are several.
    pub pairs: Short<String>,
    pub pairs_are: String,
    pub rule: RuleView,
    pub innocent: Vec<String>,
    pub explained_by: Vec<String>,
}

/// How a detector came to its findings, and what to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RuleView {
    /// The rule with its threshold and who set it.
    pub text: String,
    pub version: u32,
    pub advisory: String,
    pub ask: String,
    pub ask_de: Option<String>,
}

impl RuleView {
    fn of(finding: &Finding) -> Self {
        let rule = &finding.rule;
        let threshold =
            rule.threshold.as_deref().map(|text| format!("; threshold {text}")).unwrap_or_default();
        Self {
            text: words::plain(&format!("{}{threshold}; set by {}", rule.text, rule.set_by)),
            version: finding.version,
            advisory: words::plain(&finding.advisory.join("; ")),
            ask: words::plain(&finding.ask),
            ask_de: finding.ask_de.as_deref().map(words::plain),
        }
    }
}

/// Records of one file and field.
#[derive(Debug)]
pub(super) struct RecordsView {
    pub places: String,
    pub field: String,
}

impl EvidenceView {
    /// One row for findings of the case that belong together.
    pub(super) fn of(
        index: &Index<'_>,
        group: &[(String, &Finding)],
        numbers: &Numbers<'_>,
        case: &Case,
    ) -> Option<Self> {
        let (_, first) = group.first()?;
        // The strongest speaks for all: A before B, then the greatest weight.
        let strongest =
            group.iter().map(|(_, finding)| *finding).fold(*first, |best, next| stronger(best, next));
        let own: BTreeSet<&str> = group.iter().map(|(_, finding)| finding.id.as_str()).collect();
        let others: Option<BTreeSet<&str>> =
            group.iter().map(|(_, finding)| finding.same_fact_as.as_deref()).collect();
        let others: Vec<String> = others
            .into_iter()
            .flatten()
            .filter(|id| !own.contains(id))
            .map(|id| numbers.get(id).map_or_else(|| words::plain(id), |&number| number.to_owned()))
            .collect();
        let (records, more_records) = records(index, group);
        let pairs = if group.len() > 1 { group } else { &[] };
        Some(Self {
            numbers: range(group),
            detector: words::plain(&first.detector),
            says: says(index, group, case.persons.len()),
            things: first.things.iter().take(LISTED).map(|id| index.thing(id)).collect(),
            grade: words::plain(&strongest.grade),
            because: words::plain(words::because_unusual(&strongest.grade_because)),
            attested: strongest.attested,
            weight: weight(strongest),
            rarity: rarity(strongest),
            source: bits_source(strongest),
            same_fact_as: (!others.is_empty()).then(|| Short::of(others.into_iter()).listed()),
            records,
            more_records,
            shown_by: match group {
                [(_, only)] => shown_by(index, only, &only.id),
                _ => shown_by(index, first, &case.id),
            },
            pairs: Short::of(pairs.iter().map(|(number, finding)| {
                let stronger = finding.same_fact_as.as_deref().and_then(|id| numbers.get(id));
                let same = stronger.map(|&id| format!(", same fact as {id}")).unwrap_or_default();
                format!("{number} {}{same}", index.labels(&finding.persons))
            })),
            pairs_are: how_many(group),
            rule: RuleView::of(first),
            innocent: innocent(group.iter().map(|(_, finding)| *finding)),
            explained_by: first.explained_by.iter().flatten().map(|text| explanation(text)).collect(),
        })
    }
}

/// The command that shows the lines of the documents that a finding cites: a page is no line, and the
/// report holds no text of theirs.
pub(super) fn shown_by(index: &Index<'_>, finding: &Finding, id: &str) -> Option<String> {
    let is_text = |record: &Record| {
        let path = record.path.as_deref().unwrap_or_default();
        record.field == "text" && (path.starts_with("page ") || path.starts_with("part "))
    };
    if !finding.records.iter().any(is_text) {
        return None;
    }
    let names = if index.document.run.manifest.names { " --names" } else { "" };
    Some(format!("bonafide explain {} --in DIR{names}", words::shell(&words::plain(id))))
}

/// What findings may innocently be, each once, in their order.
pub(super) fn innocent<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<String> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut all = Vec::new();
    for explanation in findings.flat_map(|finding| &finding.innocent) {
        if known.insert(explanation) {
            all.push(words::plain(explanation));
        }
    }
    all
}

/// The stronger of two findings, the first where neither is.
fn stronger<'a>(best: &'a Finding, next: &'a Finding) -> &'a Finding {
    let is_better =
        next.grade < best.grade || (next.grade == best.grade && next.bits_milli > best.bits_milli);
    if is_better { next } else { best }
}

/// `7.1`, or `7.1–7.6`: a group's numbers follow each other.
fn range(group: &[(String, &Finding)]) -> String {
    match group {
        [] => String::new(),
        [(only, _)] => only.clone(),
        [(first, _), .., (last, _)] => format!("{first}\u{2013}{last}"),
    }
}

/// `6 pairs`, or `3 findings` where not each names two persons.
fn how_many(group: &[(String, &Finding)]) -> String {
    let number = group.len() as u64;
    if group.iter().all(|(_, finding)| finding.persons.len() == 2) {
        counted(number, "pair", "pairs")
    } else {
        counted(number, "finding", "findings")
    }
}

/// One sentence for all: the finding's own, or what its findings say of every pair alike.
fn says(index: &Index<'_>, group: &[(String, &Finding)], of: usize) -> String {
    let Some((_, first)) = group.first() else { return String::new() };
    if group.len() == 1 {
        return words::plain(&first.says);
    }
    let persons: BTreeSet<&str> =
        group.iter().flat_map(|(_, finding)| finding.persons.iter().map(String::as_str)).collect();
    let number = persons.len();
    let who = match number {
        0 => "No person".to_owned(),
        _ if number == of && number > 2 => format!("All {number}"),
        _ if number == of => counted(number as u64, "person", "persons"),
        _ => format!("{number} of the {of}"),
    };
    let ends: Option<BTreeSet<&str>> = group.iter().map(|(_, finding)| end_of(finding)).collect();
    let common = ends.filter(|ends| ends.len() == 1).and_then(|ends| ends.first().copied());
    let does = match (common, first.things.as_slice()) {
        (Some(end), _) => words::plain(end),
        (None, [thing]) => format!("share one {}", index.thing_kind(thing)),
        (None, _) => format!("meet in {}", words::detector(&first.detector)),
    };
    format!("{who} {does}: {}.", how_many(group))
}

/// What a finding says after its two persons, up to how many share it: the weight says that.
fn end_of(finding: &Finding) -> Option<&str> {
    let [a, b] = finding.persons.as_slice() else { return None };
    let end = finding.says.strip_prefix(&format!("{a} and {b} "))?;
    let end = end.split(';').next().unwrap_or(end).trim_end_matches('.');
    (!end.trim().is_empty()).then_some(end)
}

/// The group's records, each once, a row a file and field; and how many are left out.
fn records(index: &Index<'_>, group: &[(String, &Finding)]) -> (Vec<RecordsView>, usize) {
    type Place<'a> = (&'a str, Option<u64>, Option<&'a str>, &'a str);
    let mut known: BTreeSet<Place<'_>> = BTreeSet::new();
    let mut rows: BTreeMap<(&str, &str), Vec<Record>> = BTreeMap::new();
    for record in group.iter().flat_map(|(_, finding)| &finding.records) {
        if !known.insert((&record.file, record.line, record.path.as_deref(), &record.field)) {
            continue;
        }
        if known.len() <= LISTED {
            rows.entry((&record.file, &record.field)).or_default().push(record.clone());
        }
    }
    let views = rows.into_iter().map(|((_, field), mut records)| {
        // `/9` before `/10`: paths of one file differ mostly in their numbers.
        records.sort_by(|a, b| {
            let size = |record: &Record| record.path.as_deref().map(str::len);
            (a.line, size(a), &a.path).cmp(&(b.line, size(b), &b.path))
        });
        RecordsView { places: index.files.records(&records), field: words::plain(field) }
    });
    (views.collect(), known.len().saturating_sub(LISTED))
}

//! Findings with their evidence, and those that stand outside of cases.

use std::collections::{BTreeMap, BTreeSet};

use super::Listed;
use crate::document::{Finding, Record};
use crate::figures::{bits, counted};
use crate::index::{Index, bits_source};
use crate::words;

/// Records shown of one finding.
const RECORDS: usize = 12;

/// One finding.
#[derive(Debug)]
pub(super) struct FindingView {
    pub number: String,
    pub detector: String,
    pub version: u32,
    pub says: String,
    pub who: String,
    pub things: Vec<String>,
    pub grade: String,
    pub grade_says: &'static str,
    pub because: String,
    pub attested: bool,
    pub weight: String,
    pub weight_from: String,
    pub same_fact_as: Option<String>,
    pub records: Vec<RecordView>,
    pub more_records: Option<String>,
    pub rule: String,
    pub advisory: String,
    pub innocent: Vec<String>,
    pub ask: String,
    pub ask_de: Option<String>,
    pub explained_by: Vec<String>,
}

/// One record.
#[derive(Debug)]
pub(super) struct RecordView {
    pub place: String,
    pub field: String,
}

impl FindingView {
    /// A finding, with its short number and those of the findings that it may name.
    pub(super) fn of(
        index: &Index<'_>,
        finding: &Finding,
        number: &str,
        numbers: &BTreeMap<&str, &str>,
    ) -> Self {
        let measured = finding.bits_from.n.is_some();
        let stronger = finding.same_fact_as.as_deref();
        let rest = finding.records.len().saturating_sub(RECORDS) as u64;
        Self {
            number: number.to_owned(),
            detector: words::plain(&finding.detector),
            version: finding.version,
            says: words::plain(&finding.says),
            who: index.labels(&finding.persons),
            things: finding.things.iter().map(|id| index.thing(id)).collect(),
            grade: words::plain(&finding.grade),
            grade_says: words::grade(&finding.grade),
            because: words::plain(words::because(&finding.grade_because)),
            attested: finding.attested,
            weight: if measured {
                format!("{} bits", bits(finding.bits_milli))
            } else {
                "not measured".to_owned()
            },
            weight_from: if measured { bits_source(finding) } else { String::new() },
            same_fact_as: stronger
                .map(|id| numbers.get(id).map_or_else(|| words::plain(id), |&n| n.to_owned())),
            records: finding.records.iter().take(RECORDS).map(|record| record_view(index, record)).collect(),
            more_records: (rest > 0).then(|| counted(rest, "more record", "more records")),
            rule: rule(finding),
            advisory: words::plain(&finding.advisory.join("; ")),
            innocent: finding.innocent.iter().map(|text| words::plain(text)).collect(),
            ask: words::plain(&finding.ask),
            ask_de: finding.ask_de.as_deref().map(words::plain),
            explained_by: finding.explained_by.iter().flatten().map(|text| explanation(text)).collect(),
        }
    }
}

fn record_view(index: &Index<'_>, record: &Record) -> RecordView {
    RecordView { place: index.files.record(record), field: words::plain(&record.field) }
}

/// What explains a finding, without the id that only scan.json needs.
fn explanation(text: &str) -> String {
    if text.starts_with("link-reapplied ") {
        return "a likely second application by the same person (link-reapplied)".to_owned();
    }
    words::plain(text)
}

/// The rule with its threshold and who set it.
fn rule(finding: &Finding) -> String {
    let rule = &finding.rule;
    let threshold = rule.threshold.as_deref().map(|text| format!("; threshold {text}")).unwrap_or_default();
    words::plain(&format!("{}{threshold}; set by {}", rule.text, rule.set_by))
}

/// Findings that are in no case, by what a reader does with them.
#[derive(Debug)]
pub(super) struct Remarks {
    pub single: Listed<FindingView>,
    pub context: Listed<FindingView>,
    pub explained: Listed<FindingView>,
    pub reapplied: Listed<ReappliedView>,
}

/// Two applications that look like one person coming back.
#[derive(Debug)]
pub(super) struct ReappliedView {
    pub a: String,
    pub b: String,
    pub says: String,
    pub ask: String,
}

impl Remarks {
    pub(super) fn of(index: &Index<'_>) -> Self {
        let document = index.document;
        let in_cases: BTreeSet<&str> =
            document.cases.iter().flat_map(|case| case.findings.iter().map(String::as_str)).collect();
        let reapplied: Vec<_> = document.links.iter().filter(|link| link.kind == "reapplied").collect();
        let of_links: BTreeSet<&str> =
            reapplied.iter().flat_map(|link| link.findings.iter().map(String::as_str)).collect();
        let view = |finding: &&Finding| FindingView::of(index, finding, "", &BTreeMap::new());
        let outside: Vec<&Finding> = document
            .findings
            .iter()
            .filter(|finding| {
                !in_cases.contains(finding.id.as_str()) && !of_links.contains(finding.id.as_str())
            })
            .collect();
        let of_grades = |letters: &str| {
            let wanted =
                outside.iter().filter(|finding| !finding.is_explained() && letters.contains(&finding.grade));
            let mut sorted: Vec<&Finding> = wanted.copied().collect();
            // The letters' own order is that of strength.
            sorted.sort_by(|a, b| a.grade.cmp(&b.grade).then_with(|| a.id.cmp(&b.id)));
            Listed::of(sorted.iter().map(view))
        };
        Self {
            single: of_grades("AB"),
            context: of_grades("C"),
            explained: Listed::of(outside.iter().filter(|finding| finding.is_explained()).map(view)),
            reapplied: Listed::of(reapplied.iter().map(|link| {
                let finding = link.findings.iter().find_map(|id| index.finding(id));
                ReappliedView {
                    a: index.label(&link.a),
                    b: index.label(&link.b),
                    says: finding.map(|found| words::plain(&found.says)).unwrap_or_default(),
                    ask: finding.map(|found| words::plain(&found.ask)).unwrap_or_default(),
                }
            })),
        }
    }
}

/// One gap of the firm.
#[derive(Debug)]
pub(super) struct GapView {
    pub detector: String,
    pub says: String,
    pub ask: String,
    pub records: String,
}

pub(super) fn gaps(index: &Index<'_>) -> Vec<GapView> {
    let view = |gap: &crate::document::Gap| {
        let shown = gap.records.get(..RECORDS).unwrap_or(&gap.records);
        let rest = (gap.records.len() - shown.len()) as u64;
        let mut records = index.files.records(shown);
        if rest > 0 {
            records = format!("{records} and {}", counted(rest, "more record", "more records"));
        }
        let detector = words::plain(&gap.detector);
        GapView { detector, says: words::plain(&gap.says), ask: words::plain(&gap.ask), records }
    };
    index.document.gaps.iter().map(view).collect()
}

/// One value that many share for a known reason.
#[derive(Debug)]
pub(super) struct HubView {
    pub thing: String,
    pub persons: String,
    pub why: String,
}

pub(super) fn hubs(index: &Index<'_>) -> Vec<HubView> {
    let view = |hub: &crate::document::Hub| HubView {
        thing: index.thing(&hub.thing),
        persons: crate::figures::count(hub.persons.len() as u64),
        why: words::plain(&hub.why),
    };
    index.document.hubs.iter().map(view).collect()
}

//! Findings that stand outside of cases, told once a detector; gaps of the firm; hubs.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::{innocent, shown_by};
use super::{LISTED, Listed, OUTSIDE, explanation, weight};
use crate::document::Finding;
use crate::figures::{capital, count, counted};
use crate::index::{Index, rarity};
use crate::words;

/// Findings of one detector.
#[derive(Debug)]
pub(super) struct DetectorView {
    pub title: String,
    pub detector: String,
    pub number: String,
    pub innocent: Vec<String>,
    pub ask: String,
    pub ask_de: Option<String>,
    pub rows: Listed<RowView>,
}

/// One finding in the table of its detector.
#[derive(Debug)]
pub(super) struct RowView {
    pub grade: String,
    pub because: String,
    pub who: Vec<WhoView>,
    pub more_who: usize,
    pub what: String,
    pub explained_by: String,
    pub weight: String,
    pub rarity: String,
    pub records: String,
    pub shown_by: Option<String>,
}

/// A person in few words.
#[derive(Debug)]
pub(super) struct WhoView {
    pub label: String,
    /// Empty where the label already holds the id.
    pub id: String,
}

/// A person's label, and the id where the label does not hold it.
pub(super) fn who(index: &Index<'_>, id: &str) -> WhoView {
    let (label, id) = (index.label(id), words::plain(id));
    let told = label.contains(&id);
    WhoView { label, id: if told { String::new() } else { id } }
}

fn row(index: &Index<'_>, finding: &Finding) -> RowView {
    // Two persons and a thing say it all; any other finding needs its sentence.
    let what = match (finding.persons.as_slice(), finding.things.as_slice()) {
        ([_, _], [thing]) => index.thing(thing),
        _ => words::plain(&finding.says),
    };
    let reasons: Vec<String> =
        finding.explained_by.iter().flatten().map(|reason| explanation(reason)).collect();
    RowView {
        grade: words::plain(&finding.grade),
        because: if reasons.is_empty() {
            words::plain(words::because_unusual(&finding.grade_because))
        } else {
            String::new()
        },
        who: finding.persons.iter().take(LISTED).map(|id| who(index, id)).collect(),
        more_who: finding.persons.len().saturating_sub(LISTED),
        what,
        explained_by: reasons.join("; "),
        weight: weight(finding),
        rarity: rarity(finding),
        records: index.files.first(&finding.records, LISTED),
        shown_by: shown_by(index, finding, &finding.id),
    }
}

/// Findings that are in no case, by what a reader does with them.
#[derive(Debug)]
pub(super) struct Remarks {
    pub single: Vec<DetectorView>,
    pub context: Vec<DetectorView>,
    pub contexts: String,
    pub explained: Vec<DetectorView>,
    pub reapplied: Listed<ReappliedView>,
    pub reapplied_ask: String,
}

/// Two applications that look like one person coming back.
#[derive(Debug)]
pub(super) struct ReappliedView {
    pub a: WhoView,
    pub b: WhoView,
    pub says: String,
}

impl Remarks {
    pub(super) fn of(index: &Index<'_>) -> Self {
        let document = index.document;
        let in_cases: BTreeSet<&str> =
            document.cases.iter().flat_map(|case| case.findings.iter().map(String::as_str)).collect();
        let reapplied: Vec<_> = document.links.iter().filter(|link| link.kind == "reapplied").collect();
        let of_links: BTreeSet<&str> =
            reapplied.iter().flat_map(|link| link.findings.iter().map(String::as_str)).collect();
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
            wanted.copied().collect::<Vec<&Finding>>()
        };
        let (single, context) = (of_grades("AB"), of_grades("C"));
        let explained: Vec<&Finding> =
            outside.iter().filter(|finding| finding.is_explained()).copied().collect();
        let asked = reapplied.iter().flat_map(|link| &link.findings).find_map(|id| index.finding(id));
        Self {
            single: by_detector(index, &single),
            contexts: count(context.len() as u64),
            context: by_detector(index, &context),
            explained: by_detector(index, &explained),
            reapplied: Listed::of(reapplied.iter().map(|link| {
                let finding = link.findings.iter().find_map(|id| index.finding(id));
                ReappliedView {
                    a: who(index, &link.a),
                    b: who(index, &link.b),
                    says: finding.map(came_back).unwrap_or_default(),
                }
            })),
            reapplied_ask: asked.map(|finding| words::plain(&finding.ask)).unwrap_or_default(),
        }
    }
}

/// What speaks for one person who came back, without the two ids that stand beside it.
fn came_back(finding: &Finding) -> String {
    let says = match finding.persons.as_slice() {
        [a, b] => finding.says.strip_prefix(&format!("{a} and {b} ")).unwrap_or(&finding.says),
        _ => &finding.says,
    };
    words::plain(says)
}

/// Findings grouped by detector, in the order of ids; in each group the strongest first.
fn by_detector(index: &Index<'_>, findings: &[&Finding]) -> Vec<DetectorView> {
    let mut groups: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        groups.entry(&finding.detector).or_default().push(finding);
    }
    let mut views = Vec::with_capacity(groups.len());
    for (detector, mut group) in groups {
        // The letters' own order is that of strength.
        group.sort_by(|a, b| a.grade.cmp(&b.grade).then_with(|| a.id.cmp(&b.id)));
        let Some(first) = group.first() else { continue };
        views.push(DetectorView {
            title: capital(&words::detector(detector)),
            detector: words::plain(detector),
            number: counted(group.len() as u64, "finding", "findings"),
            innocent: innocent(group.iter().copied()),
            ask: words::plain(&first.ask),
            ask_de: first.ask_de.as_deref().map(words::plain),
            rows: Listed::cut(group.iter().map(|finding| row(index, finding)), OUTSIDE),
        });
    }
    views
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
    let view = |gap: &crate::document::Gap| GapView {
        detector: words::plain(&gap.detector),
        says: words::plain(&gap.says),
        ask: words::plain(&gap.ask),
        records: index.files.first(&gap.records, LISTED),
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
        persons: count(hub.persons.len() as u64),
        why: words::plain(&hub.why),
    };
    index.document.hubs.iter().map(view).collect()
}

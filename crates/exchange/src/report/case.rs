//! One card a case.

use std::collections::BTreeMap;

use super::finding::FindingView;
use crate::charts::{Waterfall, svg};
use crate::document::Case;
use crate::figures::{bits, capital, counted, listed, signed_bits};
use crate::index::Index;
use crate::words;

/// One card.
#[derive(Debug)]
pub(super) struct CaseView {
    pub rank: u64,
    pub id: String,
    pub sentence: String,
    pub shape: &'static str,
    pub band: String,
    pub band_says: &'static str,
    pub families: String,
    pub opened_by: String,
    pub persons: Vec<PersonView>,
    pub evidence: Vec<FindingView>,
    pub innocent: Vec<String>,
    pub next: Option<NextView>,
    pub chart: String,
    pub prior: String,
    pub prior_says: String,
    pub steps: Vec<StepView>,
    pub total: String,
}

/// One person of a case.
#[derive(Debug)]
pub(super) struct PersonView {
    pub label: String,
    pub kinds: String,
    pub rows: Vec<String>,
    pub joined: Vec<String>,
}

/// The next question.
#[derive(Debug)]
pub(super) struct NextView {
    pub id: String,
    pub title: String,
    pub who: String,
    pub minutes: u64,
    pub ask: String,
    pub ask_de: Option<String>,
    pub if_confirmed: String,
    pub if_contradicted: String,
}

/// One claim of the waterfall's table.
#[derive(Debug)]
pub(super) struct StepView {
    pub claim: String,
    pub question: String,
    pub subject: String,
    pub inner: String,
    pub part: String,
    pub remark: String,
    pub items: Vec<ItemView>,
}

/// One finding of the waterfall's table.
#[derive(Debug)]
pub(super) struct ItemView {
    pub number: String,
    pub detector: String,
    pub weight: String,
    pub without: String,
}

impl CaseView {
    pub(super) fn of(index: &Index<'_>, case: &Case) -> Self {
        let numbered = index.numbered(case);
        let numbers: BTreeMap<&str, &str> =
            numbered.iter().map(|(number, finding)| (finding.id.as_str(), number.as_str())).collect();
        let evidence: Vec<FindingView> = numbered
            .iter()
            .map(|(number, finding)| FindingView::of(index, finding, number, &numbers))
            .collect();
        let openers: Vec<&str> =
            case.opened_by.findings.iter().filter_map(|id| numbers.get(id.as_str()).copied()).collect();
        let waterfall = Waterfall::from_index(index, case);
        let families: Vec<&str> = case.families.iter().map(|code| words::family(code)).collect();
        Self {
            rank: case.rank,
            id: words::plain(&case.id),
            sentence: sentence(index, case),
            shape: words::band_shape(&case.band),
            band: words::plain(&case.band),
            band_says: words::band(&case.band),
            families: words::plain(&listed(&families)),
            opened_by: words::plain(&format!(
                "{} ({})",
                words::opened_by(&case.opened_by.rule),
                listed(&openers)
            )),
            persons: case.persons.iter().map(|id| person(index, id)).collect(),
            innocent: innocent(&evidence),
            evidence,
            next: case.next_check.as_ref().map(|check| NextView {
                id: words::plain(&check.id),
                title: words::plain(&check.title),
                who: words::plain(&check.who),
                minutes: check.minutes,
                ask: words::plain(&check.ask),
                ask_de: check.ask_de.as_deref().map(words::plain),
                if_confirmed: words::plain(&check.if_confirmed),
                if_contradicted: words::plain(&check.if_contradicted),
            }),
            chart: svg(&waterfall, &format!("waterfall-{}", case.rank)),
            prior: signed_bits(waterfall.prior_milli),
            prior_says: words::plain(&waterfall.prior_says),
            steps: waterfall.steps.iter().map(step).collect(),
            total: signed_bits(waterfall.total_milli),
        }
    }
}

/// The case in one sentence: the document's, or a sober one made of its families.
pub(super) fn sentence(index: &Index<'_>, case: &Case) -> String {
    if !case.sentence.trim().is_empty() {
        return words::plain(&case.sentence);
    }
    let families: Vec<&str> = case.families.iter().map(|code| words::family(code)).collect();
    let persons = counted(case.persons.len() as u64, "person", "persons");
    let findings = counted(index.numbered(case).len() as u64, "finding", "findings");
    format!("{findings} on {persons} contradict each other in {}", listed(&families))
}

/// What the findings may innocently be, each once, in the order of the evidence.
fn innocent(evidence: &[FindingView]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for explanation in evidence.iter().flat_map(|finding| &finding.innocent) {
        if !all.contains(explanation) {
            all.push(explanation.clone());
        }
    }
    all
}

fn person(index: &Index<'_>, id: &str) -> PersonView {
    let Some(found) = index.person(id) else {
        let (kinds, rows, joined) =
            ("not among the persons of this document".to_owned(), Vec::new(), Vec::new());
        return PersonView { label: words::plain(id), kinds, rows, joined };
    };
    let rows = found.from.iter().map(|origin| {
        format!(
            "{}:{} in {}",
            words::plain(&origin.source),
            words::plain(&origin.key),
            index.files.file(&origin.file)
        )
    });
    let joined = found.joined_by.iter().map(|join| {
        let (first, second) = (words::plain(&join.a), words::plain(&join.b));
        format!("{first} and {second}: {} ({})", words::plain(&join.rule), index.files.record(&join.record))
    });
    let (rows, joined) = (rows.collect(), joined.collect());
    PersonView { label: index.label(id), kinds: words::plain(&listed(&found.kinds)), rows, joined }
}

fn step(step: &crate::charts::Step) -> StepView {
    let items = step.items.iter().map(|item| ItemView {
        number: item.number.clone(),
        detector: words::plain(&item.detector),
        weight: match &item.same_fact_as {
            Some(stronger) => format!("{}, same fact as {stronger}", item.weight),
            None => item.weight.clone(),
        },
        without: signed_bits(item.without_milli),
    });
    let remark = if step.outdone {
        format!("not added: a stronger claim of {} counts", words::family(&step.family))
    } else {
        String::new()
    };
    StepView {
        claim: words::plain(&step.claim),
        question: capital(words::claim(&step.claim)),
        subject: words::plain(&step.subject),
        inner: bits(step.inner_milli),
        part: signed_bits(step.part_milli),
        remark,
        items: items.collect(),
    }
}

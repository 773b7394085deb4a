//! One card a case.

use std::collections::BTreeSet;

use super::evidence::{EvidenceView, RuleView};
use super::finding::{WhoView, who};
use super::{LISTED, Numbers, Short};
use crate::charts::{Item, Waterfall, svg};
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
    pub persons: Short<PersonView>,
    pub evidence: Short<EvidenceView>,
    pub rules: Vec<(String, RuleView)>,
    pub sources: Vec<String>,
    pub innocent: Vec<String>,
    pub next: Option<NextView>,
    pub chart: String,
    pub prior: String,
    pub prior_says: String,
    pub steps: Vec<StepView>,
    pub more_steps: Option<(String, String)>,
    pub orders: &'static str,
    pub total: String,
}

/// One person of a case.
#[derive(Debug)]
pub(super) struct PersonView {
    pub who: WhoView,
    pub kinds: String,
    pub rows: Short<String>,
    pub joined: Short<String>,
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
    pub more_items: usize,
}

/// One finding of the waterfall's table.
#[derive(Debug)]
pub(super) struct ItemView {
    /// Findings of the same detector and weight under the same claim, beside this one.
    pub more: usize,
    pub number: String,
    pub detector: String,
    pub weight: String,
    pub without: String,
}

impl CaseView {
    pub(super) fn of(index: &Index<'_>, case: &Case) -> Self {
        let groups = index.groups(case);
        let numbers: Numbers<'_> =
            groups.iter().flatten().map(|(number, finding)| (finding.id.as_str(), number.as_str())).collect();
        let evidence: Vec<EvidenceView> =
            groups.iter().filter_map(|group| EvidenceView::of(index, group, &numbers, case)).collect();
        let openers: Vec<String> = case
            .opened_by
            .findings
            .iter()
            .filter_map(|id| numbers.get(id.as_str()).map(|&number| number.to_owned()))
            .collect();
        let waterfall = Waterfall::from_index(index, case);
        let (steps, more, together) = waterfall.shown();
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
                Short::of(openers.into_iter()).listed()
            )),
            persons: Short::of(case.persons.iter().map(|id| person(index, id))),
            innocent: innocent(&evidence),
            rules: rules(&evidence),
            sources: sources(&evidence),
            evidence: Short::of(evidence.into_iter()),
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
            steps: steps.iter().map(step).collect(),
            more_steps: (more > 0)
                .then(|| (counted(more as u64, "more claim", "more claims"), signed_bits(together))),
            orders: if waterfall.total_milli < 0 {
                "The total only orders cases inside a band; below zero means that innocent readings remain \
                 likelier."
            } else {
                "The total only orders cases inside a band."
            },
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
    let findings =
        counted(index.groups(case).iter().map(Vec::len).sum::<usize>() as u64, "finding", "findings");
    format!("{findings} on {persons} contradict each other in {}", listed(&families))
}

/// What the findings may innocently be, each once, in the order of the evidence.
fn innocent(evidence: &[EvidenceView]) -> Vec<String> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let all = evidence.iter().flat_map(|finding| &finding.innocent);
    all.filter(|explanation| known.insert(explanation)).cloned().collect()
}

/// Each rule once, under its detector and the numbers of its findings.
fn rules(evidence: &[EvidenceView]) -> Vec<(String, RuleView)> {
    let mut rules: Vec<(&str, Vec<String>, &RuleView)> = Vec::new();
    for finding in evidence.iter().take(LISTED) {
        let known = rules
            .iter_mut()
            .find(|(detector, _, rule)| *detector == finding.detector && **rule == finding.rule);
        match known {
            Some((_, numbers, _)) => numbers.push(finding.numbers.clone()),
            None => rules.push((&finding.detector, vec![finding.numbers.clone()], &finding.rule)),
        }
    }
    let named = rules.into_iter();
    named
        .map(|(detector, numbers, rule)| (format!("{detector} {}", numbers.join(", ")), rule.clone()))
        .collect()
}

/// Where the weights come from, each source list once.
fn sources(evidence: &[EvidenceView]) -> Vec<String> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let measured = evidence.iter().filter(|finding| !finding.rarity.is_empty());
    let each = measured.filter(|finding| known.insert(&finding.source));
    each.map(|finding| format!("{}: {}", finding.numbers, finding.source)).collect()
}

fn person(index: &Index<'_>, id: &str) -> PersonView {
    let Some(found) = index.person(id) else {
        let none = || Short::of(std::iter::empty());
        let kinds = "not among the persons of this document".to_owned();
        return PersonView { who: who(index, id), kinds, rows: none(), joined: none() };
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
    PersonView {
        who: WhoView { label: index.label(id), id: String::new() },
        kinds: words::plain(&listed(&found.kinds)),
        rows: Short::of(rows),
        joined: Short::of(joined),
    }
}

/// Findings of one detector that weigh alike, as the first of them and how many more there are.
fn grouped(items: &[Item]) -> Vec<(&Item, usize)> {
    let mut groups: Vec<(&Item, usize)> = Vec::new();
    for item in items {
        let alike = |known: &Item| {
            known.detector == item.detector
                && known.weight == item.weight
                && known.without_milli == item.without_milli
                && known.same_fact_as == item.same_fact_as
        };
        match groups.iter_mut().find(|(known, _)| alike(known)) {
            Some((_, more)) => *more += 1,
            None => groups.push((item, 0)),
        }
    }
    groups
}

fn step(step: &crate::charts::Step) -> StepView {
    let groups = grouped(&step.items);
    let more_items = groups.iter().skip(LISTED).map(|(_, more)| more + 1).sum();
    let items = groups.into_iter().take(LISTED).map(|(item, more)| ItemView {
        more,
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
        more_items,
    }
}

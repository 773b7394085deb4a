//! What is almost equal, beside what is equal.
//!
//! Near values (`rule.text` begins with "near:") and what they come to together (`link-combined`) are
//! added to the facts that equal values make, and never change these: the same findings on equal values
//! are the same facts, whatever near ones stand beside them. Two exceptions keep one fact one. What
//! `link-combined` joins is the same fact as it; and an equal value that it joins is, too, where it is
//! weaker, or of another family, which would count the fact twice. That fact weighs what the values' own rows
//! would without it: more values in common never weigh less.

use std::collections::{BTreeSet, HashMap};

use bonafide_records::MilliBits;
use bonafide_records::finding::{Finding, Grade, PersonId};

use crate::facts::{Fact, Facts, Record, by_strength, mechanisms, records};

/// How the rule of a near value begins.
const NEAR: &str = "near:";

/// The row that joins several values on which two persons agree.
const COMBINED: &str = "link-combined";

/// The rows whose values it joins.
const PARTS: &[&str] = &[
    "link-phone",
    "link-email",
    "link-postal-address",
    "link-ship-to-same-unit",
    "link-cv-near-duplicate",
    "link-referee",
    "pay-third-party",
    "pay-payee-name-differs",
];

/// Whether a finding is about equal values, as all were before near ones were compared.
pub(crate) fn is_exact(finding: &Finding) -> bool {
    !is_combined(finding) && !finding.rule.text.starts_with(NEAR)
}

/// Whether a finding joins several values, which weigh in its place.
pub(crate) fn is_combined(finding: &Finding) -> bool {
    finding.detector == COMBINED
}

/// Whether the one is among what the other joins: a row of its values, on nobody but its two persons,
/// that cites a record of it.
fn is_part(finding: &Finding, combined: &Finding) -> bool {
    PARTS.contains(&finding.detector)
        && finding.persons.iter().all(|person| combined.persons.contains(person))
        && finding.evidence.shares_record(&combined.evidence)
}

/// Adds what is not exact, strongest first, to the facts of what is exact; strongest first again.
pub(crate) fn add<'a>(exact: Vec<Fact<'a>>, others: &[&'a Finding]) -> Vec<Fact<'a>> {
    if others.is_empty() {
        return exact;
    }
    let mut added = Added::beside(exact);
    for combined in others.iter().filter(|finding| is_combined(finding)) {
        added.combine(combined);
    }
    for near in others.iter().filter(|finding| !is_combined(finding)) {
        added.add(near);
    }
    added.into_facts()
}

/// Which fact each record and each mechanism on some persons stands for. No two facts of one list
/// share either: the later one would have been tied to the earlier.
#[derive(Default)]
struct Ties<'a> {
    by_record: HashMap<Record<'a>, usize>,
    by_mechanism: HashMap<(&'a str, &'a [PersonId]), usize>,
}

impl<'a> Ties<'a> {
    fn note(&mut self, head: &'a Finding, index: usize) {
        self.by_record.extend(records(head).map(|record| (record, index)));
        self.by_mechanism.extend(mechanisms(head).map(|key| (key, index)));
    }

    /// The facts that cite a record of the finding, each once, strongest first.
    fn citing(&self, finding: &'a Finding) -> BTreeSet<usize> {
        records(finding).filter_map(|record| self.by_record.get(&record).copied()).collect()
    }

    /// The facts that a finding is tied to, strongest first.
    fn of(&self, finding: &'a Finding) -> BTreeSet<usize> {
        let mut found = self.citing(finding);
        found.extend(mechanisms(finding).filter_map(|key| self.by_mechanism.get(&key).copied()));
        found
    }
}

/// A combined finding's fact, and what weighs in it.
struct Joined<'a> {
    fact: Fact<'a>,
    weighs: Vec<&'a Finding>,
}

impl<'a> Joined<'a> {
    /// The fact with the weight that the findings would have as facts of their own.
    fn into_fact(mut self) -> Fact<'a> {
        self.weighs.sort_by(|left, right| by_strength(left, right));
        let own = Facts::elect(self.weighs);
        self.fact.milli =
            own.counted().map(|fact| fact.milli).fold(self.fact.milli, MilliBits::saturating_add);
        self.fact
    }
}

/// Facts of what is exact, and those that are added.
struct Added<'a> {
    /// `None` where a combined finding took it in.
    exact: Vec<Option<Fact<'a>>>,
    exact_ties: Ties<'a>,
    combined: Vec<Joined<'a>>,
    combined_of: HashMap<&'a [PersonId], Vec<usize>>,
    near: Vec<Fact<'a>>,
    near_ties: Ties<'a>,
}

impl<'a> Added<'a> {
    fn beside(exact: Vec<Fact<'a>>) -> Self {
        let mut exact_ties = Ties::default();
        for (index, fact) in exact.iter().enumerate() {
            exact_ties.note(fact.head, index);
        }
        Self {
            exact: exact.into_iter().map(Some).collect(),
            exact_ties,
            combined: Vec::new(),
            combined_of: HashMap::new(),
            near: Vec::new(),
            near_ties: Ties::default(),
        }
    }

    /// Makes a fact of a combined finding, and takes in the exact ones that are the same.
    fn combine(&mut self, combined: &'a Finding) {
        let (mut same, mut weighs) = (Vec::new(), Vec::new());
        for index in self.exact_ties.citing(combined) {
            let Some(slot) = self.exact.get_mut(index) else { continue };
            let is_same = slot.as_ref().is_some_and(|fact| {
                let head = fact.head;
                let may = strength(head) < strength(combined)
                    || strength(head) == strength(combined) && head.family != combined.family;
                may && is_part(head, combined)
            });
            if is_same && let Some(fact) = slot.take() {
                weighs.push(fact.head);
                same.push(fact.head);
                same.extend(fact.same);
            }
        }
        self.combined_of.entry(&combined.persons).or_default().push(self.combined.len());
        self.combined.push(Joined { fact: Fact { same, ..Fact::of(combined) }, weighs });
    }

    /// Adds a near finding to the combined one that joins it; else to the strongest fact that it is tied
    /// to and that is not weaker; else it is a fact of its own.
    fn add(&mut self, near: &'a Finding) {
        let beside = self.exact_ties.of(near).into_iter().find(|index| {
            let fact = self.exact.get(*index).and_then(Option::as_ref);
            fact.is_some_and(|fact| strength(fact.head) >= strength(near))
        });
        let own = self.combined_of.get(near.persons.as_slice()).into_iter().flatten().copied();
        let mut joins =
            own.filter(|index| self.combined.get(*index).is_some_and(|one| is_part(near, one.fact.head)));
        let joined = joins.next();
        if let Some(one) = joined.and_then(|index| self.combined.get_mut(index)) {
            one.fact.same.push(near);
            // Without the combined finding it would say again what an equal value says.
            if beside.is_none() {
                one.weighs.push(near);
            }
            return;
        }
        if let Some(Some(fact)) = beside.and_then(|index| self.exact.get_mut(index)) {
            fact.same.push(near);
            return;
        }
        let tied = self.near_ties.of(near).first().copied();
        if let Some(fact) = tied.and_then(|index| self.near.get_mut(index)) {
            fact.same.push(near);
            return;
        }
        self.near_ties.note(near, self.near.len());
        self.near.push(Fact::of(near));
    }

    fn into_facts(self) -> Vec<Fact<'a>> {
        let combined = self.combined.into_iter().map(Joined::into_fact);
        let mut all: Vec<Fact<'a>> =
            self.exact.into_iter().flatten().chain(combined).chain(self.near).collect();
        all.sort_by(|left, right| by_strength(left.head, right.head));
        for fact in &mut all {
            fact.same.sort_by(|left, right| by_strength(left, right));
        }
        all
    }
}

/// What makes a finding stand for a fact, apart from its bits.
fn strength(finding: &Finding) -> (bool, Grade) {
    (finding.counts, finding.grade)
}

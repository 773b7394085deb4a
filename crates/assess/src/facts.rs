//! One fact counts once (design 4.3).
//!
//! Findings of one mechanism on the same persons, or that cite the same record, are one fact: the
//! strongest counts, the others name it. So are findings that one home declared by both made weaker. The relation is not transitive: a phone record may tie
//! one finding to a second and a payout record the second to a third, although the first and the
//! third have nothing in common. Closing it over such chains would let one weak finding melt two
//! independent facts into one. So heads are chosen greedily: from the strongest down, a finding
//! becomes a head unless it is tied to an earlier head; else it names the strongest head that it is
//! tied to. A finding that is no head decides nothing: taking it away changes nothing. Near values join
//! afterwards ([`crate::near`]): what joins several values weighs nothing of its own, and its fact weighs what they do.

use std::cmp::Ordering;
use std::collections::HashMap;

use bonafide_records::finding::{BitsFrom, Condition, Finding, Grade, PersonId};
use bonafide_records::{Digest, MilliBits, Place};

use crate::near;

/// One fact: its strongest finding, and those that say the same again.
#[derive(Debug, Clone)]
pub(crate) struct Fact<'a> {
    /// The finding that stands for the fact.
    pub(crate) head: &'a Finding,
    /// The others, strongest first; they name the head and add nothing.
    pub(crate) same: Vec<&'a Finding>,
    /// What it weighs: as much as its head; one whose head weighs nothing of its own, as much as what it joins would
    /// without it.
    pub(crate) milli: MilliBits,
}

impl<'a> Fact<'a> {
    /// A fact of one finding.
    pub(crate) fn of(head: &'a Finding) -> Self {
        Self { head, same: Vec::new(), milli: weight(head) }
    }
}

/// The facts behind some findings, strongest first.
#[derive(Debug, Clone)]
pub(crate) struct Facts<'a> {
    /// The findings that speak, strongest first.
    sorted: Vec<&'a Finding>,
    all: Vec<Fact<'a>>,
}

impl<'a> Facts<'a> {
    /// Chooses the heads among the findings that speak. The order given does not matter.
    pub(crate) fn among(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut sorted: Vec<&Finding> = findings.into_iter().filter(|finding| speaks(finding)).collect();
        sorted.sort_by(|left, right| by_strength(left, right));
        Self::elect(sorted)
    }

    /// The facts that remain when one finding is taken away; weaker ones may come to light.
    pub(crate) fn without(&self, left_out: &Finding) -> Self {
        Self::elect(self.sorted.iter().copied().filter(|finding| !std::ptr::eq(*finding, left_out)).collect())
    }

    /// Chooses the heads; the findings come strongest first.
    pub(crate) fn elect(sorted: Vec<&'a Finding>) -> Self {
        let (exact, others): (Vec<&Finding>, Vec<&Finding>) =
            sorted.iter().copied().partition(|finding| near::is_exact(finding));
        let mut all: Vec<Fact<'a>> = Vec::new();
        let mut by_record: HashMap<Record<'_>, usize> = HashMap::new();
        let mut by_mechanism: HashMap<(&str, &[PersonId]), usize> = HashMap::new();
        for finding in exact {
            let same_mechanism = mechanisms(finding).filter_map(|key| by_mechanism.get(&key).copied()).min();
            let same_record = records(finding).filter_map(|record| by_record.get(&record).copied()).min();
            let strongest_tie = same_mechanism.into_iter().chain(same_record).min();
            if let Some(fact) = strongest_tie.and_then(|index| all.get_mut(index)) {
                fact.same.push(finding);
                continue;
            }
            let index = all.len();
            by_mechanism.extend(mechanisms(finding).map(|key| (key, index)));
            by_record.extend(records(finding).map(|record| (record, index)));
            all.push(Fact::of(finding));
        }
        let all = near::add(all, &others);
        Self { sorted, all }
    }

    /// The facts that count for the case rule, claims and total.
    pub(crate) fn counted(&self) -> impl Iterator<Item = &Fact<'a>> {
        self.all.iter().filter(|fact| fact.head.counts)
    }

    /// The facts that count for no rule and are only shown (refusals, `link-reapplied`).
    pub(crate) fn context(&self) -> impl Iterator<Item = &Fact<'a>> {
        self.all.iter().filter(|fact| !fact.head.counts)
    }

    /// The strongest fact that counts.
    pub(crate) fn strongest(&self) -> Option<&'a Finding> {
        self.counted().map(|fact| fact.head).next()
    }

    /// Every finding that is no head, with the head that it names.
    pub(crate) fn repeated(&self) -> impl Iterator<Item = (&'a Finding, &'a Finding)> {
        self.all.iter().flat_map(|fact| fact.same.iter().map(move |finding| (*finding, fact.head)))
    }
}

/// Whether a finding speaks in the assessment at all: not explained, about persons, no gap.
pub(crate) fn speaks(finding: &Finding) -> bool {
    finding.explained_by.is_empty() && finding.grade != Grade::P && !finding.persons.is_empty()
}

/// What a finding weighs: nothing without a measured rate, or where it counts for no rule.
pub(crate) fn weight(finding: &Finding) -> MilliBits {
    if !finding.counts || finding.bits_from == BitsFrom::NotMeasured { 0 } else { finding.bits }
}

/// Strongest first: what counts, then grade, then bits, then the smaller id.
pub(crate) fn by_strength(left: &Finding, right: &Finding) -> Ordering {
    let strength = |finding: &Finding| (finding.counts, finding.grade, weight(finding));
    strength(right).cmp(&strength(left)).then_with(|| left.id.cmp(&right.id))
}

/// What would make findings on the same persons repeat each other: their mechanism; and one home
/// that both declared, which explains an account, a line, a desk and an address at once, whatever
/// family each is of.
pub(crate) fn mechanisms(finding: &Finding) -> impl Iterator<Item = (&str, &[PersonId])> {
    let shares_home = finding.grade_because == Condition::SameDeclaredHome.word();
    let home = shares_home.then_some(ONE_HOME);
    std::iter::once(finding.mechanism).chain(home).map(|word| (word, finding.persons.as_slice()))
}

/// The mechanism of what one declared home explains.
const ONE_HOME: &str = "one-declared-home";

/// A record by its digest and, in a workbook, its place.
pub(crate) type Record<'a> = (Digest, Option<&'a Place>);

/// The records cited, by what [`bonafide_records::Citation::same_record`] compares.
pub(crate) fn records(finding: &Finding) -> impl Iterator<Item = Record<'_>> {
    finding.evidence.records().map(bonafide_records::Citation::record)
}

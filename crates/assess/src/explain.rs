//! What explains, silences (design 4.8 and 4.12).
//!
//! Three things explain a finding: a clearing by people, a declared household that holds all whom
//! it names, and a second application. What is explained stays listed, opens nothing and weighs
//! nothing. A clearing never undoes another explanation: clearing a re-application does not bring
//! back what it explained.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::finding::{Family, Finding, PersonId};
use bonafide_records::firm::{Cleared, Firm};

use crate::PersonFacts;
use crate::assessment::UnusedClearing;

/// The detector of second applications; it joins nothing and explains what it caused.
pub(crate) const REAPPLIED: &str = "link-reapplied";

/// Fills `explained_by` of every finding; returns the clearings that explained nothing.
pub(crate) fn explain(findings: &mut [Finding], persons: &[PersonFacts], firm: &Firm) -> Vec<UnusedClearing> {
    let known = Known::new(persons, firm);
    let households = Households::new(firm, &known);
    let mut clearings: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, clearing) in firm.cleared.iter().enumerate() {
        clearings.entry(clearing.detector.trim()).or_default().push(index);
    }
    let applied_again = reapplications(findings);
    let mut used = BTreeSet::new();
    for finding in findings {
        // What detection itself found declared in firm.toml stays; the rest is found anew.
        let mut reasons = std::mem::take(&mut finding.explained_by);
        reasons.retain(|reason| reason.starts_with("firm.toml [[agencies]]"));
        for &index in clearings.get(finding.detector).into_iter().flatten() {
            let Some(clearing) = firm.cleared.get(index) else { continue };
            if known.are_exactly(&clearing.persons, &finding.persons) {
                used.insert(index);
                reasons.push(words(clearing));
            }
        }
        if finding.detector != REAPPLIED {
            reasons.extend(households.explain(finding));
            reasons.extend(again(finding, &applied_again));
        }
        reasons.dedup();
        finding.explained_by = reasons;
    }
    let unused = firm.cleared.iter().enumerate().filter(|(index, _)| !used.contains(index));
    unused
        .map(|(index, clearing)| UnusedClearing { number: index + 1, unknown: known.missing(clearing) })
        .collect()
}

/// The two persons of a finding that names exactly two.
pub(crate) fn pair(finding: &Finding) -> Option<(PersonId, PersonId)> {
    match finding.persons.as_slice() {
        [first, second] => Some((*first, *second)),
        _ => None,
    }
}

/// The re-applications by pair, cleared or not, each with the ids of the findings that say so.
pub(crate) fn reapplications(findings: &[Finding]) -> BTreeMap<(PersonId, PersonId), Vec<String>> {
    let mut found: BTreeMap<(PersonId, PersonId), Vec<String>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.detector == REAPPLIED) {
        if let Some(both) = pair(finding) {
            found.entry(both).or_default().push(finding.id.clone());
        }
    }
    found
}

fn again(finding: &Finding, found: &BTreeMap<(PersonId, PersonId), Vec<String>>) -> Vec<String> {
    let ids = pair(finding).filter(|_| finding.family == Family::Link).and_then(|both| found.get(&both));
    ids.into_iter().flatten().map(|id| format!("{REAPPLIED} {id}")).collect()
}

/// `cleared because ..., by ..., on ...`, without what the entry leaves out.
fn words(clearing: &Cleared) -> String {
    let mut text = format!("cleared because {}", clearing.because.trim());
    if !clearing.by.trim().is_empty() {
        text.push_str(", by ");
        text.push_str(clearing.by.trim());
    }
    if let Some(day) = clearing.on {
        text.push_str(", on ");
        text.push_str(&day.to_string());
    }
    text
}

/// Whom the keys that `firm.toml` names mean. One key may mean several persons: an account paid
/// for two contracts stands in the origins of both.
struct Known<'a> {
    persons: BTreeMap<&'a str, BTreeSet<PersonId>>,
}

impl<'a> Known<'a> {
    fn new(persons: &'a [PersonFacts], firm: &'a Firm) -> Self {
        let cleared = firm.cleared.iter().flat_map(|clearing| &clearing.persons);
        let households = firm.households.iter().flat_map(|household| &household.persons);
        let asked: BTreeSet<&str> = cleared.chain(households).map(|key| key.trim()).collect();
        let mut found: BTreeMap<&str, BTreeSet<PersonId>> = BTreeMap::new();
        for (index, person) in (0_u32..).zip(persons) {
            let keys = person.known_as.iter().chain(std::iter::once(&person.id));
            for key in keys.filter(|key| asked.contains(key.as_str())) {
                found.entry(key).or_default().insert(PersonId(index));
            }
        }
        Self { persons: found }
    }

    fn of(&self, key: &str) -> impl Iterator<Item = PersonId> + '_ {
        self.persons.get(key.trim()).into_iter().flatten().copied()
    }

    /// Whether the keys name all of these persons and none but these.
    fn are_exactly(&self, keys: &[String], persons: &[PersonId]) -> bool {
        let each_is_among = keys.iter().all(|key| self.of(key).any(|person| persons.contains(&person)));
        let named: BTreeSet<PersonId> = keys.iter().flat_map(|key| self.of(key)).collect();
        !persons.is_empty() && each_is_among && persons.iter().all(|person| named.contains(person))
    }

    fn missing(&self, clearing: &Cleared) -> Vec<String> {
        clearing.persons.iter().filter(|key| self.of(key).next().is_none()).cloned().collect()
    }
}

/// In which households, counted from 0, each person lives.
struct Households {
    of: BTreeMap<PersonId, BTreeSet<usize>>,
}

impl Households {
    fn new(firm: &Firm, known: &Known<'_>) -> Self {
        let mut of: BTreeMap<PersonId, BTreeSet<usize>> = BTreeMap::new();
        for (index, household) in firm.households.iter().enumerate() {
            for person in household.persons.iter().flat_map(|key| known.of(key)) {
                of.entry(person).or_default().insert(index);
            }
        }
        Self { of }
    }

    /// The households that hold all whom the finding names, where a household explains it at all.
    fn explain(&self, finding: &Finding) -> Vec<String> {
        let Some((first, others)) = finding.persons.split_first().filter(|_| finding.household_explains)
        else {
            return Vec::new();
        };
        let holds =
            |person: &PersonId, index: usize| self.of.get(person).is_some_and(|homes| homes.contains(&index));
        let common = self.of.get(first).into_iter().flatten().copied();
        common
            .filter(|index| others.iter().all(|person| holds(person, *index)))
            .map(|index| format!("firm.toml [[households]] {}", index + 1))
            .collect()
    }
}

//! Look-ups by id over one document, and how persons and things are named. An id that stands nowhere
//! is shown as it is: a document from elsewhere may be incomplete and must still be readable.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Case, Claim, Finding, Person, ScanDocument, Thing};
use crate::names::FileNames;
use crate::words;

/// Look-ups over one document.
#[derive(Debug)]
pub(crate) struct Index<'a> {
    pub document: &'a ScanDocument,
    pub files: FileNames<'a>,
    persons: BTreeMap<&'a str, &'a Person>,
    things: BTreeMap<&'a str, &'a Thing>,
    findings: BTreeMap<&'a str, &'a Finding>,
}

impl<'a> Index<'a> {
    pub(crate) fn of(document: &'a ScanDocument) -> Self {
        Self {
            document,
            files: FileNames::of(document),
            persons: document.persons.iter().map(|person| (person.id.as_str(), person)).collect(),
            things: document.things.iter().map(|thing| (thing.id.as_str(), thing)).collect(),
            findings: document.findings.iter().map(|finding| (finding.id.as_str(), finding)).collect(),
        }
    }

    pub(crate) fn person(&self, id: &str) -> Option<&'a Person> {
        self.persons.get(id).copied()
    }

    pub(crate) fn finding(&self, id: &str) -> Option<&'a Finding> {
        self.findings.get(id).copied()
    }

    /// A person's label.
    pub(crate) fn label(&self, id: &str) -> String {
        self.person(id).map_or_else(|| words::plain(id), |person| words::plain(&person.label))
    }

    /// Labels in a row.
    pub(crate) fn labels(&self, ids: &[String]) -> String {
        let labels: Vec<String> = ids.iter().map(|id| self.label(id)).collect();
        crate::figures::listed(&labels)
    }

    /// A thing's kind and masked value.
    pub(crate) fn thing(&self, id: &str) -> String {
        match self.things.get(id) {
            Some(thing) => words::plain(&format!("{} {}", words::thing(&thing.kind), thing.masked)),
            None => words::plain(id),
        }
    }

    /// The kind of a thing alone.
    pub(crate) fn thing_kind(&self, id: &str) -> String {
        self.things.get(id).map_or_else(|| words::plain(id), |thing| words::plain(words::thing(&thing.kind)))
    }

    /// Whom or what a claim speaks of, with its period.
    pub(crate) fn subject(&self, claim: &Claim) -> String {
        let name = |id: &String| {
            if self.persons.contains_key(id.as_str()) { self.label(id) } else { self.thing(id) }
        };
        let names: Vec<String> = claim.of.iter().map(name).collect();
        let of_thing = |id: &String| !self.persons.contains_key(id.as_str());
        let subject = match claim.of.as_slice() {
            // The second person is unknown: only the thing stands for them.
            [_, thing] if claim.kind == "SamePerson" && of_thing(thing) => names.join(" and who used "),
            _ => crate::figures::listed(&names),
        };
        match (&claim.from, &claim.to) {
            (Some(from), Some(to)) if from == to => format!("{subject}, {from}"),
            (Some(from), Some(to)) => format!("{subject}, {from} to {to}"),
            (Some(from), None) => format!("{subject}, since {from}"),
            (None, Some(to)) => format!("{subject}, until {to}"),
            (None, None) => subject,
        }
    }

    /// A case's findings, those of one detector on the same things together, each with its short number
    /// inside the case, e.g. `2.1`. Groups stand in the order of the waterfall, then those that no claim
    /// lists.
    pub(crate) fn groups(&self, case: &Case) -> Vec<Vec<(String, &'a Finding)>> {
        let mut places: BTreeMap<(&str, &[String]), usize> = BTreeMap::new();
        let mut groups: Vec<Vec<&'a Finding>> = Vec::new();
        let mut known: BTreeSet<&str> = BTreeSet::new();
        let listed = case.claims.iter().flat_map(|claim| claim.items.iter().map(|item| &item.finding));
        for id in listed.chain(&case.findings) {
            let Some(finding) = self.finding(id) else { continue };
            if !known.insert(&finding.id) {
                continue;
            }
            let place = *places.entry((&finding.detector, finding.things.as_slice())).or_insert(groups.len());
            match groups.get_mut(place) {
                Some(group) => group.push(finding),
                None => groups.push(vec![finding]),
            }
        }
        let mut number = 0_u64;
        let mut numbered = |finding| {
            number += 1;
            (format!("{}.{number}", case.rank), finding)
        };
        groups.into_iter().map(|group| group.into_iter().map(&mut numbered).collect()).collect()
    }

    /// How much was searched, in words.
    pub(crate) fn searched(&self) -> String {
        let searched = &self.document.run.searched;
        let mut parts = vec![crate::figures::counted(searched.persons, "person", "persons")];
        for kind in &searched.kinds {
            let (one, many) = (words::thing(&kind.kind), words::things(&kind.kind));
            parts.push(words::plain(&crate::figures::counted(kind.values, one, many)));
        }
        parts.join(", ")
    }
}

/// How many share what a finding speaks of, in few words: `2 of 3,120 share it`; empty when not measured.
pub(crate) fn rarity(finding: &Finding) -> String {
    let from = &finding.bits_from;
    let (Some(n), Some(of)) = (from.n, from.of) else { return String::new() };
    let (few, all) = (crate::figures::count(n), crate::figures::count(of));
    match from.kind.as_str() {
        "firm" => format!("{few} of {all} {}", do_what(finding)),
        "table" => format!("{few} of {all}, measured elsewhere"),
        _ => String::new(),
    }
}

/// What those do who are counted: of near values also who has one that is near to somebody's.
fn do_what(finding: &Finding) -> &'static str {
    if finding.rule.text.starts_with("near:") { "share it or have one as near" } else { "share it" }
}

/// Where a finding's weight comes from, in words: `2 of 3,120 in wise`, `not measured`.
pub(crate) fn bits_source(finding: &Finding) -> String {
    let from = &finding.bits_from;
    let (Some(n), Some(of)) = (from.n, from.of) else { return finding.unmeasured().to_owned() };
    let source = from.source.as_deref().map(words::plain).unwrap_or_default();
    let (few, all) = (crate::figures::count(n), crate::figures::count(of));
    match from.kind.as_str() {
        "firm" => format!("{few} of {all} persons in {source} {}", do_what(finding)),
        "table" => format!("{few} of {all}, measured by {source}"),
        _ => finding.unmeasured().to_owned(),
    }
}

//! Look-ups by id over one document, and how persons and things are named. An id that stands nowhere
//! is shown as it is: a document from elsewhere may be incomplete and must still be readable.

use std::collections::BTreeMap;

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
            Some(thing) => format!("{} {}", words::thing(&thing.kind), words::plain(&thing.masked)),
            None => words::plain(id),
        }
    }

    /// Whom or what a claim speaks of, with its period.
    pub(crate) fn subject(&self, claim: &Claim) -> String {
        let name = |id: &String| {
            if self.persons.contains_key(id.as_str()) { self.label(id) } else { self.thing(id) }
        };
        let names: Vec<String> = claim.of.iter().map(name).collect();
        let subject = crate::figures::listed(&names);
        match (&claim.from, &claim.to) {
            (Some(from), Some(to)) if from == to => format!("{subject}, {from}"),
            (Some(from), Some(to)) => format!("{subject}, {from} to {to}"),
            (Some(from), None) => format!("{subject}, since {from}"),
            (None, Some(to)) => format!("{subject}, until {to}"),
            (None, None) => subject,
        }
    }

    /// A case's findings in the order of its waterfall, then those that no claim lists, each with its
    /// short number inside the case, e.g. `2.1`.
    pub(crate) fn numbered(&self, case: &Case) -> Vec<(String, &'a Finding)> {
        let mut order: Vec<&'a Finding> = Vec::new();
        let listed = case.claims.iter().flat_map(|claim| claim.items.iter().map(|item| &item.finding));
        for id in listed.chain(&case.findings) {
            let Some(finding) = self.finding(id) else { continue };
            if !order.iter().any(|known| known.id == finding.id) {
                order.push(finding);
            }
        }
        let numbered = order.into_iter().enumerate();
        numbered.map(|(index, finding)| (format!("{}.{}", case.rank, index + 1), finding)).collect()
    }

    /// How much was searched, in words.
    pub(crate) fn searched(&self) -> String {
        let searched = &self.document.run.searched;
        let mut parts = vec![crate::figures::counted(searched.persons, "person", "persons")];
        for kind in &searched.kinds {
            let noun = words::things(&kind.kind);
            parts.push(format!("{} {noun}", crate::figures::count(kind.values)));
        }
        parts.join(", ")
    }
}

/// Where a finding's weight comes from, in words: `2 of 3,120 in wise`, `not measured`.
pub(crate) fn bits_source(finding: &Finding) -> String {
    let from = &finding.bits_from;
    let (Some(n), Some(of)) = (from.n, from.of) else { return "not measured".to_owned() };
    let source = from.source.as_deref().map(words::plain).unwrap_or_default();
    let (few, all) = (crate::figures::count(n), crate::figures::count(of));
    match from.kind.as_str() {
        "firm" => format!("{few} of {all} persons in {source} share it"),
        "table" => format!("{few} of {all}, measured by {source}"),
        _ => "not measured".to_owned(),
    }
}

//! Which persons are joined, and the clusters that this makes (design 4.5).

use std::collections::BTreeMap;

use bonafide_records::MilliBits;
use bonafide_records::finding::{Finding, PersonId};

use crate::PersonFacts;
use crate::assessment::{Cluster, Link, LinkKind};
use crate::explain::{pair, reapplications};
use crate::facts::{Facts, speaks};
use crate::rule::case_rule;

/// Links by pair and kind. A pair is joined when the unexplained findings that name exactly these
/// two meet the case rule by themselves. A finding on one person, or on three and more, joins
/// nobody: a value that many share is stated pair by pair, as its claim is.
pub(crate) fn links(findings: &[Finding]) -> Vec<Link> {
    let mut by_pair: BTreeMap<(PersonId, PersonId), Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| speaks(finding) && finding.counts) {
        if let Some(both) = pair(finding) {
            by_pair.entry(both).or_default().push(finding);
        }
    }
    let mut links = Vec::new();
    for ((a, b), named) in by_pair {
        let facts = Facts::among(named.iter().copied());
        if case_rule(&facts).is_none() {
            continue;
        }
        let bits_milli = facts.counted().map(|fact| fact.milli).fold(0, MilliBits::saturating_add);
        let ids = named.iter().map(|finding| finding.id.clone()).collect();
        links.push(Link { a, b, kind: LinkKind::Computed, findings: ids, bits_milli });
    }
    for ((a, b), ids) in reapplications(findings) {
        links.push(Link { a, b, kind: LinkKind::Reapplied, findings: ids, bits_milli: 0 });
    }
    links.sort_by_key(|link| (link.a, link.b, link.kind));
    links
}

/// The persons joined by links that join, two and more each; in the order of the smallest person.
pub(crate) fn clusters(links: &[Link], persons: &[PersonFacts]) -> Vec<Cluster> {
    let mut roots = Roots::default();
    for link in links.iter().filter(|link| link.kind.joins()) {
        roots.join(link.a, link.b);
    }
    let mut members: BTreeMap<PersonId, Cluster> = BTreeMap::new();
    let everyone: Vec<PersonId> = roots.parent.keys().copied().collect();
    for person in everyone {
        let smallest = roots.of(person);
        let id = || format!("K-{}", id_of(smallest, persons));
        let cluster = members.entry(smallest).or_insert_with(|| Cluster {
            id: id(),
            persons: Vec::new(),
            links: Vec::new(),
        });
        cluster.persons.push(person);
    }
    for link in links.iter().filter(|link| link.kind.joins()) {
        if let Some(cluster) = members.get_mut(&roots.of(link.a)) {
            cluster.links.push((link.a, link.b));
        }
    }
    members.into_values().collect()
}

/// The id of a person; a caller who names somebody unknown gets the index back, not a panic.
pub(crate) fn id_of(person: PersonId, persons: &[PersonFacts]) -> String {
    let index = usize::try_from(person.0).unwrap_or(usize::MAX);
    persons.get(index).map_or_else(|| format!("#{}", person.0), |facts| facts.id.clone())
}

/// Union-find whose roots are the smallest members, so that the order of links never matters.
#[derive(Default)]
struct Roots {
    parent: BTreeMap<PersonId, PersonId>,
}

impl Roots {
    fn of(&mut self, person: PersonId) -> PersonId {
        let mut root = person;
        while let Some(&parent) = self.parent.get(&root).filter(|parent| **parent != root) {
            root = parent;
        }
        // The way there is shortened, so that long chains are walked once.
        let mut at = person;
        while at != root {
            at = self.parent.insert(at, root).unwrap_or(root);
        }
        root
    }

    fn join(&mut self, first: PersonId, second: PersonId) {
        for person in [first, second] {
            self.parent.entry(person).or_insert(person);
        }
        let (one, other) = (self.of(first), self.of(second));
        self.parent.insert(one.max(other), one.min(other));
    }
}

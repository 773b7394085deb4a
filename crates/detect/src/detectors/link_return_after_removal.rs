//! `link-return-after-removal`: a person gives what a removed case gave.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::bits::log2_milli;
use bonafide_records::finding::{BitsFrom, Condition, Evidence, PersonId, Regrade, Subject};
use bonafide_records::value::{Form, ValueKind};
use bonafide_records::{Grade, Reading, Removed};
use jiff::ToSpan;

use crate::context::{Context, Draft, Sink};
use crate::detector::{Detector, Looked};
use crate::index::{Entry, counted_as};
use crate::persons::Person;

/// A number that fell silent for a year was probably given to somebody new (design 4.6).
const PASSED_ON_AFTER_DAYS: i64 = 365;

/// A person gives what a case gave that two people confirmed and removed.
pub static LINK_RETURN_AFTER_REMOVAL: Detector = Detector {
    id: "link-return-after-removal",
    version: 1,
    page: include_str!("../../../../casebooks/link-return-after-removal.md"),
    rule: "a phone, mailbox, payout account, wallet, page or code account of a removed case (A) or its address (B) is a person's own; inside the retention term of firm.toml; no hub",
    regrades: &[Regrade { when: Condition::WeakEdge, grade: Grade::B }],
    counts: true,
    household_explains: false,
    needs: &["removed"],
    check,
};

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let mut seen = 0;
    let anybody =
        ValueKind::ALL.iter().any(|kind| context.index.population(*kind, |source| row.reads(source)) > 0);
    for removed in context
        .removed()
        .into_iter()
        .filter(|removed| row.reads(counted_as(removed.source.as_str(), "table:removed")))
    {
        if has_lapsed(context, removed) {
            continue;
        }
        seen += u64::from(anybody);
        let mut matched: BTreeMap<PersonId, Vec<(&Entry, &str)>> = BTreeMap::new();
        for (form, header) in &removed.values {
            let Some(entry) = context.index.find(form).filter(|entry| entry.hub.is_none()) else { continue };
            for person in entry.holders(|source| row.reads(source)) {
                matched.entry(person).or_default().push((entry, header));
            }
        }
        for (id, entries) in matched {
            let Some(person) = context.persons.get(id) else { continue };
            if !is_the_removed_one(person, removed) {
                find(context, sink, removed, id, &entries);
            }
        }
    }
    Looked { seen, of: context.reading.removed.len() as u64, needs: Vec::new() }
}

fn find(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    removed: &Removed,
    person: PersonId,
    entries: &[(&Entry, &str)],
) {
    let row = sink.built().row;
    let reads = |source: &str| row.reads(source);
    let mut citations = Vec::new();
    let mut strongest = (0, BitsFrom::NotMeasured);
    let mut strong = false;
    for (entry, header) in entries {
        citations.push(removed.citation.with_field(*header));
        citations.extend(entry.citations(person, reads));
        let kind = entry.form.kind();
        strong |= match kind {
            ValueKind::Address => false,
            ValueKind::Phone => !was_issued_again(removed, entry, person),
            _ => true,
        };
        let (n, of) = (entry.holders(reads).len() as u64, context.index.population(kind, reads));
        let bits = log2_milli(u128::from(of), u128::from(n));
        if bits > strongest.0 {
            strongest = (bits, BitsFrom::Firm { n, of, source: context.counted_in(row) });
        }
    }
    let mut rest = citations.into_iter();
    let Some(first) = rest.next() else { return };
    let mut nouns: Vec<&str> = entries.iter().map(|(entry, _)| entry.form.kind().noun()).collect();
    nouns.sort_unstable();
    nouns.dedup();
    sink.find(Draft {
        persons: vec![person],
        things: entries.iter().map(|(entry, _)| entry.thing).collect(),
        of: std::iter::once(Subject::Person(person))
            .chain(entries.iter().map(|(entry, _)| Subject::Thing(entry.thing)).min())
            .collect(),
        evidence: Evidence::new(first, rest),
        bits: strongest,
        conditions: BTreeSet::from([if strong { Condition::StrongEdge } else { Condition::WeakEdge }]),
        says: format!(
            "{} gives the {} of a case that two people confirmed and removed",
            context.persons.name_of(person),
            nouns.join(" and the ")
        ),
        threshold: None,
    });
}

/// Whether the number came into use a year or more after the removal: carriers issue numbers again.
fn was_issued_again(removed: &Removed, entry: &Entry, person: PersonId) -> bool {
    let (Some(at), Some((first, _))) = (removed.at, entry.period(person)) else { return false };
    at.checked_add(PASSED_ON_AFTER_DAYS.days()).is_ok_and(|reached| reached <= first)
}

/// Whether the retention term of confirmed cases (`[policy] retention_days`) has ended.
fn has_lapsed(context: &Context<'_>, removed: &Removed) -> bool {
    let term = context.firm.policy.as_ref().and_then(|policy| policy.retention_days.get("confirmed"));
    let (Some(days), Some(at), Some(now)) = (term, removed.at, context.as_of) else { return false };
    at.checked_add(i64::from(*days).days()).is_ok_and(|end| end < now)
}

/// Whether the person is the removed case itself, not somebody who came after it: the same name,
/// and nothing new since the removal.
pub fn is_the_removed_one(person: &Person, removed: &Removed) -> bool {
    let Some(name) = &removed.name else { return false };
    if !person.names.iter().any(|own| own.same_as(name)) {
        return false;
    }
    match (person.newest_start, removed.at) {
        (Some(start), Some(at)) => start <= at,
        // Without both days nobody can say that nothing is new.
        _ => false,
    }
}

/// Whether any value of the kinds that identify (not an address) of a removed case is the person's.
pub fn is_linked_to_removed(context: &Context<'_>, reading: &Reading, person: PersonId) -> bool {
    let in_term = reading.removed.iter().filter(|removed| !has_lapsed(context, removed));
    in_term.flat_map(|removed| &removed.values).any(|(form, _)| {
        !matches!(form, Form::Address(_))
            && context.index.find(form).is_some_and(|entry| entry.holders(|_| true).contains(&person))
    })
}

//! `link-referee`: a referee's contact is another person's own.

use std::collections::BTreeSet;

use bonafide_records::Grade;
use bonafide_records::bits::log2_milli;
use bonafide_records::finding::{BitsFrom, Evidence, PersonId, Subject};
use bonafide_records::finding::{Condition, Regrade};
use bonafide_records::value::{Role, ValueKind};

use crate::context::{Context, Draft, Sink};
use crate::detector::{Detector, Looked};
use crate::index::Entry;

/// A referee's phone or mailbox is another person's own contact.
pub static LINK_REFEREE: Detector = Detector {
    id: "link-referee",
    version: 1,
    page: include_str!("../../../../casebooks/link-referee.md"),
    rule: "the phone or mailbox of a candidate's referee is another person's own private contact; no hub, no work mailbox",
    regrades: &[Regrade { when: Condition::StrongEdge, grade: Grade::A }],
    counts: true,
    household_explains: false,
    needs: &["referee"],
    check,
};

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let mut seen: BTreeSet<PersonId> = BTreeSet::new();
    for kind in [ValueKind::Mailbox, ValueKind::Phone] {
        let population = context.index.population(kind, |source| row.reads(source));
        for entry in context.index.entries(kind) {
            let candidates = entry.persons(|role| role == Role::Referee, |source| row.reads(source));
            seen.extend(candidates.iter().copied());
            if entry.hub.is_some() {
                continue;
            }
            let owners = entry.persons(Role::is_private, |source| row.reads(source));
            for candidate in &candidates {
                for owner in owners.iter().filter(|owner| *owner != candidate) {
                    find(context, sink, entry, (*candidate, *owner), (owners.len() as u64, population));
                }
            }
        }
    }
    Looked { seen: seen.len() as u64, of: context.persons.list.len() as u64, needs: Vec::new() }
}

fn find(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    entry: &Entry,
    (candidate, owner): (PersonId, PersonId),
    (n, of): (u64, u64),
) {
    let row = sink.built().row;
    let cited = entry
        .uses
        .iter()
        .filter(|usage| row.reads(&usage.source))
        .filter(|usage| {
            (usage.person == candidate && usage.role == Role::Referee)
                || (usage.person == owner && usage.role.is_private())
        })
        .map(|usage| usage.citation.clone());
    let mut citations = cited.collect::<Vec<_>>().into_iter();
    let Some(first) = citations.next() else { return };
    sink.find(Draft {
        persons: vec![candidate, owner],
        things: vec![entry.thing],
        of: vec![Subject::Person(candidate), Subject::Person(owner)],
        evidence: Evidence::new(first, citations),
        bits: (
            log2_milli(u128::from(of), u128::from(n)),
            BitsFrom::Firm { n, of, source: context.counted_in(row) },
        ),
        conditions: BTreeSet::from([Condition::StrongEdge]),
        says: format!(
            "the {} of a referee whom {} names is {}'s own",
            entry.form.kind().noun(),
            context.persons.name_of(candidate),
            context.persons.name_of(owner)
        ),
        threshold: None,
    });
}

//! `contact-disposable-domain`: a mailbox on a domain that hands out throw-away addresses.

use std::collections::BTreeSet;

use bonafide_records::finding::{BitsFrom, Evidence, PersonId, Subject};
use bonafide_records::value::{Form, ValueKind};

use crate::context::{Context, Draft, Sink};
use crate::detector::{Detector, Looked};
use crate::tables::{disposable_domains, privacy_aliases};

/// A mailbox on a domain that hands out throw-away addresses.
pub static CONTACT_DISPOSABLE_DOMAIN: Detector = Detector {
    id: "contact-disposable-domain",
    version: 1,
    page: include_str!("../../../../casebooks/contact-disposable-domain.md"),
    rule: "the mailbox's domain, or one that it lies under, stands in the shipped table of disposable domains and not in that of privacy aliases",
    regrades: &[],
    counts: true,
    household_explains: false,
    needs: &["email"],
    check,
};

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let mut seen: BTreeSet<PersonId> = BTreeSet::new();
    for entry in context.index.entries(ValueKind::Mailbox) {
        let Form::Mailbox(mailbox) = &entry.form else { continue };
        let holders = entry.holders(|source| row.reads(source));
        seen.extend(holders.iter().copied());
        let domain = mailbox.domain();
        if privacy_aliases().holds_domain(domain) || !disposable_domains().holds_domain(domain) {
            continue;
        }
        for person in holders {
            let mut citations = entry.citations(person, |source| row.reads(source)).into_iter();
            let Some(first) = citations.next() else { continue };
            sink.find(Draft {
                persons: vec![person],
                things: vec![entry.thing],
                of: vec![Subject::Person(person)],
                evidence: Evidence::new(first, citations),
                bits: (0, BitsFrom::NotMeasured),
                conditions: BTreeSet::new(),
                says: format!(
                    "{} gives a mailbox on a domain that hands out throw-away addresses",
                    context.persons.name_of(person)
                ),
                threshold: None,
            });
        }
    }
    Looked { seen: seen.len() as u64, of: context.persons.list.len() as u64, needs: Vec::new() }
}

//! Hubs: values that many share for a known reason. They link nobody and are all reported.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::finding::PersonId;
use bonafide_records::normal::{Address, fold_text};
use bonafide_records::value::{Role, ValueKind};
use bonafide_records::{Firm, Form, Reading, RowId};

use crate::index::{Entry, Use, ValueIndex, agency_values};
use crate::persons::Persons;

/// From how many persons on a shared contact can be a hub (design 4.7).
const HUB_FROM: usize = 4;

/// Marks every hub of the index.
pub(crate) fn mark_hubs(index: &mut ValueIndex, reading: &Reading, persons: &Persons, firm: &Firm) {
    let agencies = agency_values(firm);
    let declared_places = declared_places(firm, index);
    let agency_of = agencies_of_persons(reading, persons);
    for kind in ValueKind::ALL {
        let alone = persons_with_one_of_their_own(index, kind);
        for entry in index.entries_mut(kind) {
            entry.hub = match kind {
                ValueKind::Address => declared_places.get(&entry.key).cloned(),
                ValueKind::WebPage => bare_host(entry),
                ValueKind::CodeAccount => None,
                ValueKind::Phone | ValueKind::Mailbox => agencies
                    .get(&(kind, entry.key.clone()))
                    .map(|number| format!("firm.toml [[agencies]] {number}"))
                    .or_else(|| firms_own(entry, firm))
                    .or_else(|| contact_hub(entry, &alone, &agency_of)),
            };
        }
    }
}

/// Offices and co-working spaces of `firm.toml`, by the key of their address.
fn declared_places(firm: &Firm, index: &ValueIndex) -> BTreeMap<String, String> {
    let mut declared = BTreeMap::new();
    for (list, word) in [(&firm.offices, "offices"), (&firm.spaces, "spaces")] {
        for (number, place) in list.iter().enumerate() {
            if let Some(address) = place.address.as_deref().and_then(Address::parse_text) {
                declared.insert(index.address_key(&address), format!("firm.toml [[{word}]] {}", number + 1));
            }
        }
    }
    declared
}

/// The agency that each person's rows name, folded; only where all that name one name the same.
fn agencies_of_persons(reading: &Reading, persons: &Persons) -> BTreeMap<PersonId, String> {
    let mut named: BTreeMap<PersonId, BTreeSet<String>> = BTreeMap::new();
    for (index, row) in reading.rows.iter().enumerate() {
        let agency = row.agency.as_deref().map(fold_text).filter(|text| !text.is_empty());
        if let (Some(agency), Some(person)) = (agency, persons.of_row(RowId(index as u32))) {
            named.entry(person).or_default().insert(agency);
        }
    }
    named
        .into_iter()
        .filter_map(|(person, agencies)| match agencies.len() {
            1 => agencies.into_iter().next().map(|agency| (person, agency)),
            _ => None,
        })
        .collect()
}

/// Persons who give at least one value of the kind that nobody else gives.
fn persons_with_one_of_their_own(index: &ValueIndex, kind: ValueKind) -> BTreeSet<PersonId> {
    index
        .entries(kind)
        .iter()
        .filter_map(|entry| match entry.holders(|_| true).as_slice() {
            [only] => Some(*only),
            _ => None,
        })
        .collect()
}

fn bare_host(entry: &Entry) -> Option<String> {
    let Form::WebPage(page) = &entry.form else { return None };
    let shared_by = entry.holders(|_| true).len();
    (page.is_bare_host() && shared_by >= HUB_FROM)
        .then(|| format!("a host without a path that {shared_by} persons give"))
}

/// A mailbox on the firm's own domain that somebody gives as theirs: a recruiter typed it in, or a
/// colleague's; it says nothing about who the person is.
fn firms_own(entry: &Entry, firm: &Firm) -> Option<String> {
    let Form::Mailbox(mailbox) = &entry.form else { return None };
    let given = entry.uses.iter().any(|usage| usage.role.is_own() && usage.role != Role::Work);
    (given && firm.owns_domain(mailbox.domain())).then(|| "a mailbox on the firm's own domain".to_owned())
}

/// A phone or mailbox that is a hub by how it is used (design 4.7).
fn contact_hub(
    entry: &Entry,
    with_own: &BTreeSet<PersonId>,
    agency_of: &BTreeMap<PersonId, String>,
) -> Option<String> {
    let holders = entry.holders(|_| true);
    let agency_uses = entry.uses.iter().filter(|usage| usage.role == Role::Agency).count();
    if agency_uses > 0 && holders.len() + agency_uses > 1 {
        return Some("its column names an agency or office".to_owned());
    }
    let office_line = entry.uses.iter().filter(|usage| usage.role == Role::Work).map(|usage| usage.person);
    if matches!(entry.form, Form::Phone(_)) && office_line.collect::<BTreeSet<_>>().len() > 1 {
        return Some("the work phone of several persons: an office line".to_owned());
    }
    if holders.len() < 2 || several_tags(&entry.uses) {
        return None;
    }
    if holders.len() >= HUB_FROM && holders.iter().all(|person| with_own.contains(person)) {
        return Some(format!("{} persons give it, each beside one of their own", holders.len()));
    }
    let agencies: BTreeSet<Option<&String>> = holders.iter().map(|person| agency_of.get(person)).collect();
    match agencies.into_iter().collect::<Vec<_>>().as_slice() {
        [Some(_)] => Some(format!("{} persons give it, all through one agency", holders.len())),
        _ => None,
    }
}

/// Whether a mailbox is written under different `+tags`: then it is one reader's, never a hub.
fn several_tags(uses: &[Use]) -> bool {
    uses.iter().filter(|usage| usage.tag.is_some()).map(|usage| &usage.tag).collect::<BTreeSet<_>>().len() > 1
}

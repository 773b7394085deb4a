//! `link-reapplied`: coming back is not hiding.
//!
//! The innocent reading of two records of one person: they applied again, under the same given
//! name and with the same contacts and history, perhaps under a changed family name; or they
//! applied, were hired, and no one wrote the employee number into the hiring system.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::Citation;
use bonafide_records::finding::{BitsFrom, Evidence, PersonId, Subject};
use bonafide_records::normal::Name;
use bonafide_records::person::{Employment, PersonKind};
use bonafide_records::value::{Role, ValueKind};

use crate::context::{Context, Draft, Sink};
use crate::cvs::same_posts;
use crate::detector::{Detector, Looked};
use crate::detectors::link_return_after_removal::is_linked_to_removed;
use crate::index::{Entry, counted_as};
use crate::persons::Person;

/// Two records of one person who came back.
pub static LINK_REAPPLIED: Detector = Detector {
    id: "link-reapplied",
    version: 1,
    page: include_str!("../../../../casebooks/link-reapplied.md"),
    rule: "same given name, mailbox and phone, and the same employers and years or CV text (no history on one side: the full name); never with three family names or a removed case",
    regrades: &[],
    counts: false,
    household_explains: false,
    needs: &["email", "phone"],
    check,
};

/// From so many family names behind one contact on it is no re-application (design 4.8).
const TOO_MANY_FAMILY_NAMES: usize = 3;

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let contacts = Contacts::of(context);
    let mut pairs: BTreeMap<(PersonId, PersonId), Vec<&Entry>> = BTreeMap::new();
    let mut barred: BTreeSet<(PersonId, PersonId)> = BTreeSet::new();
    let mut seen: BTreeSet<PersonId> = BTreeSet::new();
    for kind in [ValueKind::Mailbox, ValueKind::Phone] {
        for entry in context.index.entries(kind) {
            let holders = private_holders(entry);
            seen.extend(holders.iter().filter(|person| applies(context, **person, row)));
            if entry.hub.is_some() || holders.len() < 2 {
                continue;
            }
            let crowded = family_names(context, &holders) >= TOO_MANY_FAMILY_NAMES;
            for (first, second) in
                bonafide_linkage::pairs(&holders.iter().map(|id| id.0).collect::<Vec<_>>(), 16)
            {
                let pair = (PersonId(first), PersonId(second));
                if crowded {
                    barred.insert(pair);
                }
                pairs.entry(pair).or_default().push(entry);
            }
        }
    }
    for ((first, second), shared) in pairs {
        if !barred.contains(&(first, second))
            && is_one_coming_back(context, &contacts, first, second)
            && (applies(context, first, row)
                || applies(context, second, row)
                || same_name(context, first, second))
        {
            find(context, sink, (first, second), &shared);
        }
    }
    Looked { seen: seen.len() as u64, of: context.persons.list.len() as u64, needs: Vec::new() }
}

/// Whether a person has a row in a source of this detector, as an applicant.
fn applies(context: &Context<'_>, person: PersonId, row: &crate::catalogue::Row) -> bool {
    let rows = context.persons.get(person).map_or(&[][..], |known| known.rows.as_slice());
    rows.iter().filter_map(|id| context.reading.rows.get(id.0 as usize)).any(|own| {
        row.reads(counted_as(own.source.as_str(), "table:person")) && own.kind == PersonKind::Applicant
    })
}

/// Private mailboxes and phones of each person.
struct Contacts {
    of: BTreeMap<(PersonId, ValueKind), BTreeSet<String>>,
}

impl Contacts {
    fn of(context: &Context<'_>) -> Self {
        let mut of: BTreeMap<(PersonId, ValueKind), BTreeSet<String>> = BTreeMap::new();
        for kind in [ValueKind::Mailbox, ValueKind::Phone] {
            for entry in context.index.entries(kind) {
                for person in private_holders(entry) {
                    of.entry((person, kind)).or_default().insert(entry.key.clone());
                }
            }
        }
        Self { of }
    }

    /// Whether both give a contact of the kind, and if so whether they share one.
    fn agree(&self, kind: ValueKind, first: PersonId, second: PersonId) -> Option<bool> {
        let (left, right) = (self.of.get(&(first, kind))?, self.of.get(&(second, kind))?);
        Some(!left.is_disjoint(right))
    }
}

fn is_one_coming_back(context: &Context<'_>, contacts: &Contacts, first: PersonId, second: PersonId) -> bool {
    let (Some(left), Some(right)) = (context.persons.get(first), context.persons.get(second)) else {
        return false;
    };
    let mailbox = contacts.agree(ValueKind::Mailbox, first, second);
    let phone = contacts.agree(ValueKind::Phone, first, second);
    // A contact that one side does not give is not compared; the full name must then be equal.
    let both_given = mailbox.is_some() && phone.is_some();
    if mailbox == Some(false) || phone == Some(false) || !same_given_name(left, right) {
        return false;
    }
    let same_history = match same_history(context, left, right) {
        Some(true) => Some(true),
        other => same_cv(context, first, second).or(other),
    };
    let history_suffices = both_given && same_history == Some(true);
    let name_suffices = same_history != Some(false) && left.same_name(right);
    (history_suffices || name_suffices)
        && !is_linked_to_removed(context, context.reading, first)
        && !is_linked_to_removed(context, context.reading, second)
}

/// Whether the given names agree: equal, or one leaves out what the other writes ("Mira Anna").
fn same_given_name(left: &Person, right: &Person) -> bool {
    let given = |name: &Name| name.given.as_deref().map(|text| Name::new(None, None, Some(text)));
    let shares = |own: &Name, theirs: &Name| match (given(own), given(theirs)) {
        (Some(one), Some(two)) => one.shares_token(&two),
        _ => false,
    };
    left.names
        .iter()
        .any(|own| right.names.iter().any(|theirs| own.same_given(theirs) || shares(own, theirs)))
}

/// Whether the full names agree: what two records of people who work here must show.
fn same_name(context: &Context<'_>, first: PersonId, second: PersonId) -> bool {
    let (left, right) = (context.persons.get(first), context.persons.get(second));
    left.zip(right).is_some_and(|(one, two)| one.same_name(two))
}

/// Whether both state the same employers and years; `None` where a side states no history.
///
/// A later application may add posts: the earlier history must stand in the later one.
fn same_history(context: &Context<'_>, left: &Person, right: &Person) -> Option<bool> {
    let (own, theirs) = (history(context, left), history(context, right));
    if own.is_empty() || theirs.is_empty() {
        return None;
    }
    Some(stands_in(&own, &theirs))
}

/// Whether their CVs say the same: texts with a Jaccard of 0.95 and more (design 4.8), or the posts of
/// the shorter one in the longer one. `None` where a side sent none, or they differ: people rewrite
/// their CVs, so a difference contradicts nothing.
fn same_cv(context: &Context<'_>, first: PersonId, second: PersonId) -> Option<bool> {
    let cvs = context.cvs();
    if cvs.between(first, second).is_some_and(|shared| shared.per_mille() >= SAME_CV_PER_MILLE) {
        return Some(true);
    }
    let posts = |person| cvs.of(person).flat_map(|text| &text.cv.posts).collect::<Vec<_>>();
    same_posts(&posts(first), &posts(second)).filter(|same| *same)
}

/// From so many thousandths of shared text on two CVs are one (design 4.8).
const SAME_CV_PER_MILLE: u64 = 950;

/// Whether the earlier history stands in the later one.
fn stands_in(own: &BTreeSet<Employment>, theirs: &BTreeSet<Employment>) -> bool {
    let (fewer, more) = if own.len() <= theirs.len() { (own, theirs) } else { (theirs, own) };
    fewer.iter().all(|post| {
        more.iter().any(|other| {
            other.employer == post.employer
                && years_agree(post.from_year, other.from_year)
                && (years_agree(post.to_year, other.to_year))
        })
    })
}

/// A year that one side leaves open (a post that went on then) contradicts nothing.
fn years_agree(left: Option<i16>, right: Option<i16>) -> bool {
    left.is_none() || right.is_none() || left == right
}

fn history(context: &Context<'_>, person: &Person) -> BTreeSet<Employment> {
    let rows = person.rows.iter().filter_map(|id| context.reading.rows.get(id.0 as usize));
    rows.flat_map(|row| row.history.iter().cloned()).collect()
}

fn private_holders(entry: &Entry) -> Vec<PersonId> {
    entry.persons(Role::is_private, |_| true)
}

/// How many different family names stand behind one contact.
fn family_names(context: &Context<'_>, holders: &[PersonId]) -> usize {
    let mut different: Vec<&Person> = Vec::new();
    for person in holders.iter().filter_map(|id| context.persons.get(*id)) {
        let known = different.iter().any(|other| {
            person.names.iter().any(|own| other.names.iter().any(|theirs| own.same_family(theirs)))
        });
        if !known && !person.names.is_empty() {
            different.push(person);
        }
    }
    different.len()
}

fn find(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    (first, second): (PersonId, PersonId),
    shared: &[&Entry],
) {
    let mut citations: Vec<Citation> = Vec::new();
    for entry in shared {
        for person in [first, second] {
            citations.extend(entry.citations(person, |_| true));
        }
    }
    let mut rest = citations.into_iter();
    let Some(head) = rest.next() else { return };
    sink.find(Draft {
        persons: vec![first, second],
        things: shared.iter().map(|entry| entry.thing).collect(),
        of: vec![Subject::Person(first), Subject::Person(second)],
        evidence: Evidence::new(head, rest),
        bits: (0, BitsFrom::NotMeasured),
        conditions: BTreeSet::new(),
        says: format!(
            "{} and {} look like one person who came back: the given name, the contacts and the history agree",
            context.persons.name_of(first),
            context.persons.name_of(second)
        ),
        threshold: None,
    });
}

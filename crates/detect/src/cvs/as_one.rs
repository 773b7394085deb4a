//! Which persons seem to be one by how they are reached?
//!
//! Asked only where it is counted how many hold a text: a dozen personas of one operator are no dozen people who use one
//! template. Two agree on two of phone, mailbox and home, each exactly or nearly: one alone may be chance.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linkage::components::Components;
use bonafide_linkage::pairs;
use bonafide_records::finding::PersonId;
use bonafide_records::value::{Role, ValueKind};

use crate::agreements::{ALL_PAIRS_UP_TO, Pair};
use crate::context::Context;
use crate::index::Entry;
use crate::near::{Says, says};

/// Two persons seem to be one from so many kinds of values on.
const KINDS_FROM: usize = 2;

/// Which persons are alike by how they are reached.
#[derive(Debug, Clone, Default)]
pub struct Alike {
    /// By person a number, which those who seem to be one have in common.
    one: Vec<u32>,
    /// Those who agree on anything.
    agreeing: BTreeSet<Pair>,
}

impl Alike {
    /// The number of a person.
    pub(super) fn as_one(&self, person: u32) -> u32 {
        self.one.get(person as usize).copied().unwrap_or(person)
    }

    /// Whether two agree on a phone, a mailbox or a home, exactly or nearly.
    pub(super) fn in_anything(&self, one: u32, other: u32) -> bool {
        self.agreeing.contains(&[PersonId(one.min(other)), PersonId(one.max(other))])
    }
}

/// Finds out which persons are alike.
pub fn who_are_alike(context: &Context<'_>) -> Alike {
    let mut kinds: BTreeMap<Pair, usize> = BTreeMap::new();
    for kind in [ValueKind::Phone, ValueKind::Mailbox, ValueKind::Address] {
        for pair in agreeing(context, kind) {
            *kinds.entry(pair).or_default() += 1;
        }
    }
    let mut components = Components::new(context.persons.list.len());
    for (pair, _) in kinds.iter().filter(|(_, kinds)| **kinds >= KINDS_FROM) {
        components.join(pair[0].0, pair[1].0);
    }
    let one = (0..context.persons.list.len() as u32).map(|person| components.root(person)).collect();
    Alike { one, agreeing: kinds.into_keys().collect() }
}

/// Pairs of persons who agree on a value of a kind, exactly or nearly.
fn agreeing(context: &Context<'_>, kind: ValueKind) -> BTreeSet<Pair> {
    let holders = |entry: &Entry| {
        let own = |role: Role| role.is_own() && role != Role::Work;
        let persons = if entry.hub.is_none() { entry.persons(own, |_| true) } else { Vec::new() };
        persons.into_iter().map(|person| person.0).collect::<Vec<u32>>()
    };
    let in_order = |one: u32, other: u32| [PersonId(one.min(other)), PersonId(one.max(other))];
    let entries = context.index.entries(kind);
    let mut found = BTreeSet::new();
    for entry in entries {
        let same = pairs(&holders(entry), ALL_PAIRS_UP_TO);
        found.extend(same.into_iter().map(|(one, other)| in_order(one, other)));
    }
    for pair in context.near().of(kind) {
        let [Some(first), Some(second)] = pair.entries.map(|at| entries.get(at as usize)) else { continue };
        let others: Vec<u32> = holders(second).into_iter().take(ALL_PAIRS_UP_TO).collect();
        for one in holders(first).into_iter().take(ALL_PAIRS_UP_TO) {
            for other in others.iter().copied().filter(|other| *other != one) {
                let said = says(context, pair, [PersonId(one), PersonId(other)]);
                if matches!(said, Says::Something | Says::BesideTwo) {
                    found.insert(in_order(one, other));
                }
            }
        }
    }
    found
}

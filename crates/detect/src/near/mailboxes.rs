//! Mailboxes whose local parts are one up to trailing digits, dots and the domain.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linkage::pairs;
use bonafide_records::finding::PersonId;
use bonafide_records::value::Role;

use super::own_names::{is_made_of, is_made_of_both};
use super::tasks::names_a_task;
use super::{How, NearPair};
use crate::index::Entry;
use crate::persons::Persons;

/// So many letters a local part has at least: fewer are two strangers' initials (row: five).
const LETTERS_FROM: usize = 5;
/// Up to this many mailboxes of one local part every pair is compared; above, each with the first and
/// its neighbour.
const ALL_PAIRS_UP_TO: usize = 16;
/// So many who have one mailbox are looked at with those who have another.
const MOST_HOLDERS: usize = 16;

/// Mailboxes with one local part of five and more letters. Hubs and local parts that name a task are
/// left out, and what only the firm issues.
pub(super) fn near(entries: &[Entry]) -> Vec<NearPair> {
    let mut by_stem: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (at, entry) in (0_u32..).zip(entries) {
        let given = entry.uses.iter().any(|usage| usage.role.is_own() && usage.role != Role::Work);
        if entry.hub.is_none()
            && given
            && let Some(stem) = stem(&entry.key)
        {
            by_stem.entry(stem).or_default().push(at);
        }
    }
    let several = by_stem.into_values().filter(|places| places.len() > 1);
    let mut found: Vec<NearPair> = several
        .flat_map(|places| pairs(&places, ALL_PAIRS_UP_TO))
        .map(|(first, second)| NearPair { entries: [first, second], how: How::LocalPart, is_common: false })
        .collect();
    found.sort_unstable();
    found
}

/// The mailboxes of these pairs whose local part says no more than the name of who has it, each with
/// that person.
pub(super) fn own_names(
    entries: &[Entry],
    pairs: &[NearPair],
    persons: &Persons,
) -> BTreeSet<(u32, PersonId)> {
    let places: BTreeSet<u32> = pairs.iter().flat_map(|pair| pair.entries).collect();
    let mut found = BTreeSet::new();
    for at in places {
        let Some(entry) = entries.get(at as usize) else { continue };
        let local = entry.key.split('@').next().unwrap_or_default();
        let holders: BTreeSet<PersonId> = entry.uses.iter().map(|usage| usage.person).collect();
        let names = |holder: &PersonId| persons.get(*holder).map_or(&[][..], |person| &person.names);
        found.extend(holders.into_iter().filter(|one| is_made_of(local, names(one))).map(|one| (at, one)));
    }
    found
}

/// The pairs of these whose local parts are made of the names of two who have them, of both together, each with those
/// two: the mailbox of a couple.
pub(super) fn names_of_both(
    entries: &[Entry],
    near_pairs: &[NearPair],
    persons: &Persons,
) -> BTreeSet<([u32; 2], [PersonId; 2])> {
    let names = |holder: PersonId| persons.get(holder).map_or(&[][..], |person| &person.names);
    let mut found = BTreeSet::new();
    for pair in near_pairs {
        let [Some(first), Some(second)] = pair.entries.map(|at| entries.get(at as usize)) else { continue };
        let locals = [first, second].map(|entry| entry.key.split('@').next().unwrap_or_default());
        let holders = |entry: &Entry| -> Vec<PersonId> {
            let all: BTreeSet<PersonId> = entry.uses.iter().map(|usage| usage.person).collect();
            all.into_iter().take(MOST_HOLDERS).collect()
        };
        let others = holders(second);
        for one in holders(first) {
            let apart = others.iter().copied().filter(|other| *other != one);
            let is_joint = |other: &PersonId| {
                locals.iter().all(|local| is_made_of_both(local, [names(one), names(*other)]))
            };
            found.extend(apart.filter(is_joint).map(|other| (pair.entries, [one, other])));
        }
    }
    found
}

/// The local part without dots and trailing digits; `None` where too few letters are left, or a word
/// that anybody's box may be called.
fn stem(key: &str) -> Option<String> {
    let (local, _) = key.split_once('@')?;
    let without_dots: String = local.chars().filter(|letter| *letter != '.').collect();
    let stem = without_dots
        .trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == '_' || sign == '-')
        .to_owned();
    let letters: String = stem.chars().filter(|letter| letter.is_alphabetic()).collect();
    (letters.chars().count() >= LETTERS_FROM && !names_a_task(local)).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn digits_dots_and_the_domain_make_no_difference() {
        for key in [
            "night.owl@example.org",
            "nightowl7@example.net",
            "n.ightowl.1999@mail.example",
            "nightowl_22@b.example",
        ] {
            assert_eq!(stem(key).as_deref(), Some("nightowl"), "{key}");
        }
        assert_eq!(stem("night-owl@example.org").as_deref(), Some("night-owl"));
        assert_eq!(stem("9lives9@example.org").as_deref(), Some("9lives"));
    }

    #[test]
    fn four_letters_and_the_names_of_tasks_are_nobodys() {
        for key in [
            "jdoe1@example.org",
            "a.b.c.d@example.org",
            "hello@anna.example",
            "Contact".to_lowercase().as_str(),
            "12345@b.example",
            "kontakt2@c.example",
            "student48812@uni.example",
            "kandidat11@agency.example",
            "bewerbungen@d.example",
            "info.office2@e.example",
        ] {
            assert_eq!(stem(key), None, "{key}");
        }
    }
}

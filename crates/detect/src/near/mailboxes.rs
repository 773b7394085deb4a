//! Mailboxes whose local parts are one up to trailing digits, dots and the domain.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linkage::pairs;
use bonafide_records::finding::PersonId;
use bonafide_records::value::Role;

use super::own_names::is_made_of;
use super::{How, NearPair};
use crate::index::Entry;
use crate::persons::Persons;

/// So many letters a local part has at least: fewer are two strangers' initials (row: five).
const LETTERS_FROM: usize = 5;
/// Up to this many mailboxes of one local part every pair is compared; above, each with the first and
/// its neighbour.
const ALL_PAIRS_UP_TO: usize = 16;

/// Local parts that name a task and nobody: RFC 2142 and what people call the box of a site of their own.
#[rustfmt::skip]
const TASKS: &[&str] = &[
    "abuse", "admin", "administrator", "anfrage", "application", "applications", "apply", "bewerbung",
    "billing", "booking", "business", "buero", "büro", "career", "careers", "client", "contact", "contacto",
    "contato", "contatti", "correo", "courrier", "developer", "email", "emails", "engineer", "enquiries", "finance",
    "freelance", "freelancer", "hallo", "hello", "hellothere", "helpdesk", "hiring", "hostmaster", "inbox", "inquiries",
    "inquiry", "invoice", "invoices", "jobapplication", "kontakt", "mailbox", "mailme", "mailto", "marketing", "marketplace",
    "myemail", "mymail", "newsletter", "office", "online", "orders", "owner", "personal", "portfolio", "postbox",
    "postfach", "postmaster", "press", "private", "privat", "profile", "project", "projects", "recruiting", "recruitment",
    "resume", "sales", "security", "service", "services", "studio", "support", "webmaster", "website", "worker", "works",
];

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
        .map(|(first, second)| NearPair { entries: [first, second], how: How::LocalPart })
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

/// The local part without dots and trailing digits; `None` where too few letters are left, or a word
/// that anybody's box may be called.
fn stem(key: &str) -> Option<String> {
    let (local, _) = key.split_once('@')?;
    let without_dots: String = local.chars().filter(|letter| *letter != '.').collect();
    let stem = without_dots
        .trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == '_' || sign == '-')
        .to_owned();
    let letters: String = stem.chars().filter(|letter| letter.is_alphabetic()).collect();
    (letters.chars().count() >= LETTERS_FROM && !TASKS.contains(&letters.as_str())).then_some(stem)
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
        ] {
            assert_eq!(stem(key), None, "{key}");
        }
    }
}

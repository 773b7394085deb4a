//! Postal addresses whose streets are one edit apart.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linkage::near::{Edit, Edits, near as one_edit_apart};
use bonafide_records::finding::PersonId;
use bonafide_records::value::Role;

use super::{How, NearPair};
use crate::index::Entry;

/// So many letters a street has at least.
const LETTERS_FROM: usize = 5;

/// Number, unit and postcode of an address.
type Door<'a> = (&'a str, &'a str, &'a str);

/// Addresses of one number, unit and postcode whose streets are one edit apart, or whose neighbours are
/// swapped. Declared offices and spaces are left out, and streets that differ in a digit: those are two.
pub(super) fn near(entries: &[Entry]) -> Vec<NearPair> {
    let mut by_door: BTreeMap<Door<'_>, Vec<(u32, &str)>> = BTreeMap::new();
    for (at, entry) in (0_u32..).zip(entries).filter(|(_, entry)| entry.hub.is_none()) {
        let parts: Vec<&str> = entry.key.split('|').collect();
        let [street, number, unit, place] = parts.as_slice() else { continue };
        // Without a postcode the place is a town, and a town has many streets of like names.
        let has_postcode = place.bytes().any(|byte| byte.is_ascii_digit());
        if has_postcode && street.len() >= LETTERS_FROM {
            by_door.entry((*number, *unit, *place)).or_default().push((at, *street));
        }
    }
    let mut found = Vec::new();
    for streets in by_door.into_values().filter(|streets| streets.len() > 1) {
        let written: Vec<&str> = streets.iter().map(|(_, street)| *street).collect();
        for pair in one_edit_apart(&written, Edits::ALL) {
            let side = |index: u32| streets.get(index as usize).copied();
            let (Some((first, one)), Some((second, other))) = (side(pair.first), side(pair.second)) else {
                continue;
            };
            if !touches_digit(one, other, pair.edit) {
                found.push(NearPair { entries: [first.min(second), first.max(second)], how: How::Street });
            }
        }
    }
    found.sort_unstable();
    found
}

/// Whether the edit is one of a digit: 5th and 6th Street are no spelling of each other.
fn touches_digit(one: &str, other: &str, edit: Edit) -> bool {
    let is_digit = |text: &str, at: u32| text.as_bytes().get(at as usize).is_some_and(u8::is_ascii_digit);
    match edit {
        Edit::Changed(at) => is_digit(one, at) || is_digit(other, at),
        Edit::Swapped(at) => is_digit(one, at) || is_digit(one, at + 1),
        Edit::Added(at) => is_digit(if one.len() > other.len() { one } else { other }, at),
    }
}

/// Persons who declared homes that are near, smaller first.
pub(super) fn near_homes(entries: &[Entry], pairs: &[NearPair]) -> BTreeSet<[PersonId; 2]> {
    let mut found = BTreeSet::new();
    for pair in pairs {
        let [first, second] = pair.entries.map(|at| entries.get(at as usize));
        let (Some(first), Some(second)) = (first, second) else { continue };
        let at_home = |entry: &Entry| entry.persons(|role| role == Role::Home, |_| true);
        for one in at_home(first) {
            found.extend(
                at_home(second)
                    .into_iter()
                    .filter(|other| *other != one)
                    .map(|other| [one.min(other), one.max(other)]),
            );
        }
    }
    found
}

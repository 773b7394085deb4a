//! Telephone numbers one digit apart.

use std::collections::BTreeSet;

use bonafide_linkage::near::{Edit, Edits, near as one_edit_apart};
use bonafide_records::finding::PersonId;
use bonafide_records::value::Role;

use super::{How, NearPair};
use crate::index::Entry;

/// So many numbers that follow each other are a block that somebody rented (design: three).
const BLOCK_FROM: usize = 3;

/// Numbers of which one digit is changed or two neighbours are swapped. Hubs and extensions are left out, and the numbers
/// of a block, unless somebody who has one declared a home that is near to another's: then it is said.
pub(super) fn near(entries: &[Entry], homes: &BTreeSet<[PersonId; 2]>) -> Vec<NearPair> {
    let blocks = blocks(entries);
    let beside: BTreeSet<PersonId> = homes.iter().flatten().copied().collect();
    let may_count = |at: &u32, entry: &Entry| {
        !blocks.contains(at) || entry.uses.iter().any(|usage| beside.contains(&usage.person))
    };
    let compared: Vec<(u32, &str)> = (0_u32..)
        .zip(entries)
        .filter(|(at, entry)| entry.hub.is_none() && is_persons(entry) && may_count(at, entry))
        // An extension belongs to the switchboard before it.
        .filter(|(_, entry)| !entry.key.contains(';'))
        .map(|(at, entry)| (at, entry.key.as_str()))
        .collect();
    let keys: Vec<&str> = compared.iter().map(|(_, key)| *key).collect();
    let place = |index: u32| compared.get(index as usize).copied();
    let mut found: Vec<NearPair> = one_edit_apart(&keys, Edits::OF_DIGITS)
        .iter()
        .filter_map(|pair| {
            let ((first, key), (second, _)) = (place(pair.first)?, place(pair.second)?);
            let how = match pair.edit {
                Edit::Changed(0) | Edit::Added(_) => return None,
                _ if blocks.contains(&first) || blocks.contains(&second) => How::InARow,
                Edit::Changed(at) if at as usize + 1 == key.len() => How::LastDigit,
                Edit::Changed(_) => How::Digit,
                Edit::Swapped(_) => How::Swap,
            };
            Some(NearPair { entries: [first.min(second), first.max(second)], how })
        })
        .collect();
    found.sort_unstable();
    found
}

/// Whether somebody gives it as their own; a referee's number is not compared.
fn is_persons(entry: &Entry) -> bool {
    entry.uses.iter().any(|usage| usage.role.is_own() && usage.role != Role::Work)
}

/// The numbers that stand in a row of three and more, one after the other. What an office or agency
/// gives counts, too: its line is most often the first of its block.
fn blocks(entries: &[Entry]) -> BTreeSet<u32> {
    let counts = |entry: &Entry| {
        entry.hub.is_some()
            || entry.uses.iter().any(|usage| usage.role.is_own() || usage.role == Role::Agency)
    };
    let mut numbers: Vec<((bool, usize, u64), u32)> = (0_u32..)
        .zip(entries)
        .filter(|(_, entry)| counts(entry))
        .filter_map(|(at, entry)| {
            let digits = entry.key.strip_prefix('+').unwrap_or(&entry.key);
            let shape = (digits.len() < entry.key.len(), digits.len());
            Some(((shape.0, shape.1, digits.parse().ok()?), at))
        })
        .collect();
    numbers.sort_unstable();
    let mut found = BTreeSet::new();
    for row in numbers.chunk_by(|one, next| {
        (one.0.0, one.0.1) == (next.0.0, next.0.1) && one.0.2.checked_add(1) == Some(next.0.2)
    }) {
        if row.len() >= BLOCK_FROM {
            found.extend(row.iter().map(|(_, at)| *at));
        }
    }
    found
}

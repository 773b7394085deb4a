//! Telephone numbers one digit apart.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linkage::near::{Edit, Edits, near as one_edit_apart};
use bonafide_records::finding::PersonId;
use bonafide_records::value::Role;

use super::{How, NearPair};
use crate::index::Entry;

/// So many numbers that follow each other are a block that somebody rented (design: three).
const BLOCK_FROM: usize = 3;

/// A block is at most a thousand numbers: those that differ in so many last digits and no others.
const BLOCK_DIGITS: [u32; 2] = [2, 3];

/// Numbers of which one digit is changed or two neighbours are swapped. Hubs and extensions are left out, and numbers in a
/// row, unless somebody who has one declared a home that is near to another's: then it is said. It is said, too, where both
/// stand in a crowded range.
pub(super) fn near(entries: &[Entry], homes: &BTreeSet<[PersonId; 2]>) -> Vec<NearPair> {
    let blocks = blocks(entries);
    let crowded = crowded(entries);
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
            let ((first, key), (second, other)) = (place(pair.first)?, place(pair.second)?);
            let how = match pair.edit {
                Edit::Changed(0) | Edit::Added(_) => return None,
                _ if blocks.contains(&first) || blocks.contains(&second) => How::InARow,
                Edit::Changed(at) if at as usize + 1 == key.len() => How::LastDigit,
                Edit::Changed(_) => How::Digit,
                Edit::Swapped(_) => How::Swap,
            };
            let is_common = ranges_of(key).any(|(range, _)| crowded.contains(&range) && holds(range, other));
            Some(NearPair { entries: [first.min(second), first.max(second)], how, is_common })
        })
        .collect();
    found.sort_unstable();
    found
}

/// What lies between two numbers, by digits alone; `None` where they are not near, or one of them is no person's own.
pub(super) fn between(first: &Entry, second: &Entry) -> Option<How> {
    let may_count = |entry: &Entry| entry.hub.is_none() && is_persons(entry) && !entry.key.contains(';');
    if !may_count(first) || !may_count(second) {
        return None;
    }
    match one_edit_apart(&[first.key.as_str(), second.key.as_str()], Edits::OF_DIGITS).first()?.edit {
        Edit::Changed(0) | Edit::Added(_) => None,
        Edit::Changed(at) if at as usize + 1 == first.key.len() => Some(How::LastDigit),
        Edit::Changed(_) => Some(How::Digit),
        Edit::Swapped(_) => Some(How::Swap),
    }
}

/// A range of numbers: how long they are, and the digits that all have.
type Range<'a> = (usize, &'a str);

/// The ranges to which a number belongs, each with how many digits are left open.
fn ranges_of(key: &str) -> impl Iterator<Item = (Range<'_>, u32)> {
    BLOCK_DIGITS.into_iter().filter_map(|open| {
        let begin = key.get(..key.len().checked_sub(open as usize)?)?;
        Some(((key.len(), begin), open))
    })
}

fn holds((length, begin): Range<'_>, key: &str) -> bool {
    key.len() == length && key.starts_with(begin)
}

/// The ranges in which so many persons have numbers of their own that chance alone would make a pair of them near: a firm's
/// block of which few numbers are used, or a town's.
fn crowded(entries: &[Entry]) -> BTreeSet<Range<'_>> {
    let mut users: BTreeMap<Range<'_>, (u32, u64, BTreeSet<PersonId>)> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| counts(entry) && !entry.key.contains(';')) {
        for (range, open) in ranges_of(&entry.key) {
            let (digits, numbers, persons) = users.entry(range).or_default();
            *digits = open;
            *numbers += 1;
            persons.extend(entry.uses.iter().map(|usage| usage.person));
        }
    }
    let is_crowded = |open: u32, numbers: u64, persons: u64| expects_a_pair(numbers.min(persons), open);
    users.retain(|_, (open, numbers, persons)| is_crowded(*open, *numbers, persons.len() as u64));
    users.into_keys().collect()
}

/// Whether of so many numbers, drawn from all that differ in their last digits, one pair and more is expected to be near.
/// Counted exactly: each open digit has 45 pairs of values, each two neighbours that differ may be swapped.
fn expects_a_pair(numbers: u64, open: u32) -> bool {
    let pairs = |of: u64| of.saturating_mul(of.saturating_sub(1)) / 2;
    let all = 10_u64.pow(open);
    let digits = u64::from(open);
    let near = digits * 45 * (all / 10) + digits.saturating_sub(1) * 45 * (all / 100);
    pairs(numbers).saturating_mul(near) >= pairs(all)
}

/// Whether somebody gives it as their own; a referee's number is not compared.
fn is_persons(entry: &Entry) -> bool {
    entry.uses.iter().any(|usage| usage.role.is_own() && usage.role != Role::Work)
}

/// Whether a number says where blocks are. What an office or agency gives counts, too: its line is most often the first
/// of its block.
fn counts(entry: &Entry) -> bool {
    entry.hub.is_some() || entry.uses.iter().any(|usage| usage.role.is_own() || usage.role == Role::Agency)
}

/// The numbers that stand in a row of three and more, one after the other.
fn blocks(entries: &[Entry]) -> BTreeSet<u32> {
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

#[cfg(test)]
mod tests {
    use super::expects_a_pair;

    #[test]
    fn four_of_a_hundred_and_nine_of_a_thousand_are_near_by_chance() {
        assert!(expects_a_pair(4, 2) && !expects_a_pair(3, 2));
        assert!(expects_a_pair(9, 3) && !expects_a_pair(8, 3));
        // What is counted in closed form, counted one by one.
        let is_near = |one: u64, other: u64| {
            let digits = |number: u64| [number / 10, number % 10];
            let ([a, b], [c, d]) = (digits(one), digits(other));
            (a == c) != (b == d) || (a, b) == (d, c) && a != b
        };
        let near = (0..100).flat_map(|one| (0..one).map(move |other| (one, other)));
        assert_eq!(near.filter(|(one, other)| is_near(*one, *other)).count(), 2 * 45 * 10 + 45);
    }
}

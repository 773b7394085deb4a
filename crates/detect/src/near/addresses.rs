//! Postal addresses whose streets are one edit apart.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linkage::near::{Edit, Edits, near as one_edit_apart};
use bonafide_records::finding::PersonId;
use bonafide_records::normal::{is_type, spelled_out};
use bonafide_records::value::Role;

use super::{How, NearPair};
use crate::index::Entry;

/// So many letters a street has at least.
const LETTERS_FROM: usize = 5;

/// Number, unit and postcode of an address.
type Door<'a> = (&'a str, &'a str, &'a str);

/// A street of an address, by the place of its entry.
struct Street {
    entry: u32,
    text: String,
    /// Whether its types are told from its name, and none is spelled out.
    is_told: bool,
}

impl Street {
    /// The ways in which an entry's street may be written: as it was, and with its types spelled out.
    fn all_of(at: u32, entry: &Entry) -> Vec<Self> {
        let written = entry.streets.iter().map(|street| (street.clone(), true));
        let spelled =
            entry.streets.iter().flat_map(|street| spelled_out(street)).map(|street| (street, false));
        written.chain(spelled).map(|(text, is_told)| Self { entry: at, text, is_told }).collect()
    }
}

/// Addresses of one number, unit and postcode whose streets are one edit apart, or whose neighbours are
/// swapped, as they were written or with umlauts and long vowels folded. Declared offices and spaces are left out, and streets that differ in a digit or in the word for a street: those
/// are two (5th and 6th Street, Kirchweg and Kirchgasse). Where that word is itself written wrongly it is no such word, and
/// is held against all spellings of the other's.
pub(super) fn near(entries: &[Entry]) -> Vec<NearPair> {
    let mut by_door: BTreeMap<Door<'_>, Vec<(u32, &Entry)>> = BTreeMap::new();
    for (at, entry) in (0_u32..).zip(entries).filter(|(_, entry)| entry.hub.is_none()) {
        let parts: Vec<&str> = entry.key.split('|').collect();
        let [street, number, unit, place] = parts.as_slice() else { continue };
        // Without a postcode the place is a town, and a town has many streets of like names.
        let has_postcode = place.bytes().any(|byte| byte.is_ascii_digit());
        let longest = entry.streets.iter().map(|written| written.chars().count()).max().unwrap_or_default();
        if has_postcode && street.len().max(longest) >= LETTERS_FROM {
            by_door.entry((*number, *unit, *place)).or_default().push((at, entry));
        }
    }
    let mut found = Vec::new();
    for at_door in by_door.into_values().filter(|at_door| at_door.len() > 1) {
        let streets: Vec<Street> =
            at_door.into_iter().flat_map(|(at, entry)| Street::all_of(at, entry)).collect();
        let written: Vec<&str> = streets.iter().map(|street| street.text.as_str()).collect();
        for pair in one_edit_apart(&written, Edits::ALL) {
            let side = |index: u32| streets.get(index as usize);
            let (Some(one), Some(other)) = (side(pair.first), side(pair.second)) else { continue };
            let is_near = one.entry != other.entry
                && (one.is_told || other.is_told)
                && !makes_another(&one.text, &other.text, pair.edit);
            if is_near {
                let both = [one.entry.min(other.entry), one.entry.max(other.entry)];
                found.push(NearPair { entries: both, how: How::Street, is_common: false });
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether the edit is one of a digit or of a type: then it makes another street.
fn makes_another(one: &str, other: &str, edit: Edit) -> bool {
    let tells = |text: &str, at: u32| {
        let letter = text.char_indices().take_while(|(place, _)| *place <= at as usize).last();
        letter.is_some_and(|(_, letter)| letter.is_ascii_digit() || is_type(letter))
    };
    match edit {
        Edit::Changed(at) => tells(one, at) || tells(other, at),
        Edit::Swapped(at) => tells(one, at) || tells(one, at + 1),
        Edit::Added(at) => tells(if one.len() > other.len() { one } else { other }, at),
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

#[cfg(test)]
mod tests {
    use bonafide_records::normal::Address;

    use super::*;

    /// Whether two streets at one door are near.
    fn are_near(one: &str, other: &str) -> bool {
        let entries: Vec<Entry> = [one, other]
            .iter()
            .map(|street| {
                let address = Address::parse_text(&format!("{street}, 10115 Berlin")).expect("an address");
                Entry {
                    thing: bonafide_records::finding::ThingId(0),
                    key: address.key(),
                    streets: [address.spelled.as_str(), address.spelled.as_written()]
                        .map(str::to_owned)
                        .to_vec(),
                    form: bonafide_records::Form::Address(address),
                    uses: Vec::new(),
                    hub: None,
                    space: None,
                }
            })
            .collect();
        assert_ne!(entries[0].key, entries[1].key, "{one} and {other} are one address");
        !near(&entries).is_empty()
    }

    #[test]
    fn a_slip_in_the_word_for_a_street_is_as_near_as_one_in_its_name() {
        for (one, other) in [
            ("Windrosenstraße 8", "Windrosnstr. 8"),
            ("Dorfstrase 8", "Dorfstraße 8"),
            ("Dorfstarße 8", "Dorfstr. 8"),
            ("Dorfsraße 8", "Dorfstraße 8"),
            ("Dorfstr. 8", "Dorftr. 8"),
            ("12 Maple Street", "12 Maple Stret"),
            ("12 Maple Avenue", "12 Maple Avneue"),
            ("12 Boulevard Voltaire", "12 Boulevrad Voltaire"),
            ("Windrosenweg 8", "Windrosenwge 8"),
            ("Mariankatu 8", "Mariankaty 8"),
            ("Storgatan 8", "Storgaten 8"),
        ] {
            assert!(are_near(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn a_slip_that_makes_or_parts_two_vowels_is_a_slip() {
        for (one, other) in [
            ("Rosenweg 8", "Roenweg 8"),
            ("Rosenweg 8", "Roesnweg 8"),
            ("Kanalstraße 8", "Kaalstr. 8"),
            ("Rabenweg 8", "Raenweg 8"),
            ("Hagenweg 8", "Haeenweg 8"),
            ("12 Canal Road", "12 Caal Road"),
            ("12 Rose Hill Road", "12 Roe Hill Road"),
            ("Müllerweg 8", "Muelerweg 8"),
            ("Storvaegen 8", "Storvaegn 8"),
        ] {
            assert!(are_near(one, other), "{one} and {other}");
        }
        assert!(!are_near("Rosenweg 8", "Rueenweg 8"));
    }

    #[test]
    fn another_word_for_a_street_makes_another_street() {
        for (one, other) in [
            ("Kirchweg 8", "Kirchgasse 8"),
            ("Lindenallee 8", "Lindenplatz 8"),
            ("12 Oak Road", "12 Oak Drive"),
            ("12 Maple Court", "12 Maple Street"),
            ("12 Maple Street", "12 Maple Square"),
            ("Storgatan 8", "Storvägen 8"),
            ("Parkgade 8", "Parkvej 8"),
            ("12 North Main Street", "12 South Main Street"),
            ("12 5th Street", "12 6th Street"),
        ] {
            assert!(!are_near(one, other), "{one} and {other}");
        }
    }
}

//! Street, postal code and town of some inputs, and the address of others: one column.
//!
//! Any text that others write in several columns: it shows in rows whose parts together are the words of one of the texts.

use std::collections::BTreeSet;

use super::align::{Group, OVERLAP_OF_NAMES, SHARED};
use super::overlap::{of_words, overlap, smallest, texts};
use super::whole_names::{held, words_of};
use crate::expression::Joining;
use crate::table::Column;

/// Share of the words of a part that have to be words of the texts.
const WORDS: f64 = 0.3;

/// Columns that may be parts, those first whose values are words of the texts most often.
const PARTS: usize = 6;

/// Joins parts of texts with the texts, until none are left.
pub fn whole_texts(groups: &mut Vec<Group<'_>>) {
    while let Some((mut parts, whole)) = next(groups) {
        let columns: Vec<&Column> = parts.iter().flat_map(|place| groups[*place].columns.clone()).collect();
        let inputs = groups[parts[0]].inputs.clone();
        let group = &mut groups[whole];
        group.columns.splice(..0, columns);
        group.inputs.extend(inputs);
        group.inputs.sort_unstable();
        group.joining = Joining::Together;
        parts.sort_unstable();
        for place in parts.into_iter().rev() {
            groups.remove(place);
        }
    }
}

/// Columns of the same inputs that together are the text of other inputs: their groups, in the order of the table.
fn next(groups: &[Group<'_>]) -> Option<(Vec<usize>, usize)> {
    for (whole, group) in groups.iter().enumerate().filter(|(_, own)| own.holds_names) {
        let words = words_of(&group.columns);
        let theirs =
            smallest(group.columns.iter().flat_map(|column| texts(column)).map(|text| of_words(&text)));
        let apart = (0..groups.len()).filter(|place| groups[*place].is_apart_from(group));
        let mut parts: Vec<(f64, usize)> =
            apart.map(|place| (overlap(&words_of(&groups[place].columns), &words).0, place)).collect();
        parts.retain(|(share, _)| *share >= WORDS);
        parts.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let mut inputs: Vec<&[usize]> =
            parts.iter().map(|(_, place)| groups[*place].inputs.as_slice()).collect();
        inputs.sort_unstable();
        inputs.dedup();
        for own in inputs {
            let places = parts.iter().map(|(_, place)| *place).filter(|place| groups[*place].inputs == own);
            let places: Vec<usize> = places.take(PARTS).collect();
            if let Some(found) = parts_of(groups, &places, &theirs) {
                return Some((found, whole));
            }
        }
    }
    None
}

/// Of some columns those that together are the texts most often; none where hardly a text is made of two or more.
fn parts_of(groups: &[Group<'_>], places: &[usize], theirs: &BTreeSet<u64>) -> Option<Vec<usize>> {
    let mut best: Option<(f64, Vec<usize>)> = None;
    for chosen in 1_u32..1 << places.len() {
        if chosen.count_ones() < 2 {
            continue;
        }
        let mut parts: Vec<usize> =
            (0..places.len()).filter(|bit| chosen >> bit & 1 == 1).map(|bit| places[bit]).collect();
        parts.sort_unstable();
        let rows = 0..groups[parts[0]].columns[0].rows();
        let joined = rows.filter_map(|row| {
            let held: Vec<String> =
                parts.iter().filter_map(|place| held(&groups[*place].columns, row)).collect();
            (held.len() == parts.len()).then(|| of_words(&held.join(" ")))
        });
        let (share, shared) = overlap(&smallest(joined), theirs);
        let is_better = best.as_ref().is_none_or(|(most, _)| share > *most);
        if share >= OVERLAP_OF_NAMES && shared >= SHARED.1 && is_better {
            best = Some((share, parts));
        }
    }
    best.map(|(_, parts)| parts)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::job::tests::tables;
    use crate::suggest::{Suggested, suggest};

    const STREETS: [&str; 6] = ["Linden", "Station", "Harbour", "Mill", "Church", "Garden"];
    const TOWNS: [&str; 5] = ["Aalen", "Bremen", "Celle", "Dresden", "Erfurt"];

    /// Addresses in three columns, and in one; every third of the second table is of the first.
    fn suggested(address: impl Fn(&str, usize, &str) -> String) -> Suggested {
        let of = |number: usize| {
            let street = format!("{} Road {}", STREETS[number % 6], number / 6 + 1);
            (street, 10_000 + number * 7, TOWNS[number % 5])
        };
        let mut left = "id,company,street,code,town\n".to_owned();
        let mut right = "id,company,address\n".to_owned();
        for number in 0..300 {
            let (street, code, town) = of(number);
            writeln!(left, "{number},firm {number},{street},{code},{town}").expect("a string takes all");
            let (street, code, town) = of(if number % 3 == 0 { number } else { number + 300 });
            writeln!(right, "{number},firm {number},\"{}\"", address(&street, code, town))
                .expect("a string takes all");
        }
        suggest(&tables(&[&left, &right]), None).expect("settings")
    }

    #[test]
    fn parts_of_addresses_are_one_column_with_addresses() {
        let found = suggested(|street, code, town| format!("{street}, {code} {town}"));
        let made = found.settings.columns.get("street_code_town_address").map(|own| own.text.as_str());
        assert!(
            made.is_some_and(|text| text.starts_with("street + code + town + address")),
            "{:?}",
            found.left
        );
        assert!(found.left.is_empty(), "{:?}", found.left);
    }

    #[test]
    fn what_an_address_does_not_hold_is_no_part_of_it() {
        let found = suggested(|street, _, town| format!("{town}: {street}"));
        assert!(found.settings.columns.contains_key("street_town_address"), "{:?}", found.settings.columns);
        let other =
            suggested(|street, code, _| format!("{} of {code}", street.to_lowercase().replace(' ', "")));
        assert!(
            !other.settings.columns.keys().any(|name| name.contains("_town")),
            "{:?}",
            other.settings.columns
        );
    }
}

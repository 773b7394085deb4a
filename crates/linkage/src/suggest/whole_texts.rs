//! Street, postal code and town of some inputs, and the address of others: one column.
//!
//! Any text that others write in several columns: it shows in rows whose parts together are the words of one of the texts.

use std::collections::BTreeSet;

use super::align::{Group, OVERLAP_OF_NAMES, SHARED, parts_by_inputs, put_together};
use super::overlap::{of_words, overlap, smallest, texts};
use super::whole_names::held;

/// Share of the words of a part that have to be words of the texts.
const WORDS: f64 = 0.3;

/// Columns that may be parts, those first whose values are words of the texts most often.
const PARTS: usize = 6;

/// Joins parts of texts with the texts, until none are left.
pub fn whole_texts(groups: &mut Vec<Group<'_>>) {
    while let Some((parts, whole)) = next(groups) {
        put_together(groups, parts, whole);
    }
}

/// Columns of the same inputs that together are the text of other inputs: their groups, in the order of the table.
fn next(groups: &[Group<'_>]) -> Option<(Vec<usize>, usize)> {
    for (whole, group) in groups.iter().enumerate().filter(|(_, own)| own.holds_names) {
        let theirs =
            smallest(group.columns.iter().flat_map(|column| texts(column)).map(|text| of_words(&text)));
        for parts in parts_by_inputs(groups, group, PARTS, |_| true) {
            let of_words = parts.into_iter().filter(|(share, _)| *share >= WORDS);
            let places: Vec<usize> = of_words.map(|(_, place)| place).collect();
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

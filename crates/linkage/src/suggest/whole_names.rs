//! A given and a family name of some inputs, and the full name of others: one column.

use std::collections::BTreeSet;

use super::align::{Group, OVERLAP_OF_NAMES, SHARED, parts_by_inputs, put_together};
use super::alike::Form;
use super::kind::given_name_share;
use super::look::Look;
use super::overlap::{overlap, smallest, texts};
use crate::distance::latin::plain;
use crate::table::{Column, hash};
use crate::text::runs;

/// Share of given names, and of family names, that have to be words of a full name.
const WORDS: f64 = 0.3;

/// The same of family names where hardly anybody is in both inputs.
const WORDS_OF_OTHERS: f64 = 0.1;

/// Share of names that have digits, at most.
const DIGITS: f64 = 0.1;

/// Columns that may be parts, those first whose values are words of full names most often.
const PARTS: usize = 4;

/// Where hardly anybody is in both, so many of one column have to be common given names, and of the other fewer than half
/// as many.
const GIVEN_NAMES: f64 = 0.1;

/// Joins parts of names with full names, until none are left.
pub fn whole_names(groups: &mut Vec<Group<'_>>) {
    while let Some((order, whole)) = next(groups) {
        put_together(groups, order.to_vec(), whole);
    }
}

/// Two columns of the same inputs, a given and a family name, and the full name of other inputs: their groups.
fn next(groups: &[Group<'_>]) -> Option<([usize; 2], usize)> {
    for (whole, group) in groups.iter().enumerate().filter(|(_, own)| own.holds_names && !has_digits(own)) {
        for found in parts_by_inputs(groups, group, PARTS, |own| !own.holds_names) {
            // A middle name is a word of full names, too: the two that come to most of them.
            let mut best: Option<(f64, [usize; 2])> = None;
            for (place, second) in found.iter().enumerate() {
                for first in &found[..place] {
                    if let Some((share, order)) = order(groups, group, [*first, *second])
                        && best.is_none_or(|(most, _)| share > most)
                    {
                        best = Some((share, order));
                    }
                }
            }
            if let Some((_, order)) = best {
                return Some((order, whole));
            }
        }
    }
    None
}

/// Whether many values have digits, as addresses do and names do not.
fn has_digits(group: &Group<'_>) -> bool {
    let (mut all, mut with) = (0_usize, 0);
    for text in group.columns.iter().flat_map(|column| texts(column)) {
        (all, with) = (all + 1, with + usize::from(text.bytes().any(|own| own.is_ascii_digit())));
    }
    with as f64 > DIGITS * all as f64
}

/// Two columns in the order in which full names are written, with the share of these that they come to; none where they are no parts of these.
fn order(groups: &[Group<'_>], whole: &Group<'_>, parts: [(f64, usize); 2]) -> Option<(f64, [usize; 2])> {
    let [(_, one), (least, other)] = parts;
    // In the order in which the other input writes them.
    let theirs = smallest(whole.columns.iter().flat_map(|column| texts(column)).map(|text| straight(&text)));
    let joined = |order: [usize; 2]| {
        let [first, last] = order.map(|place| &groups[place].columns);
        let rows = 0..first[0].rows();
        let both = rows.filter_map(|row| Some(format!("{} {}", held(first, row)?, held(last, row)?)));
        (overlap(&smallest(both.map(|text| straight(&text))), &theirs), order)
    };
    let orders = [joined([one, other]), joined([other, one])];
    let ((share, shared), order) = if orders[0].0.0 >= orders[1].0.0 { orders[0] } else { orders[1] };
    if least >= WORDS && share >= OVERLAP_OF_NAMES && shared >= SHARED.1 {
        return Some((share, order));
    }
    // Hardly anybody is in both: then words are known by what they are.
    if whole.form != Some(Form::FullName) || least < WORDS_OF_OTHERS {
        return None;
    }
    let given = |place: usize| given_name_share(&Look::at(groups[place].columns[0]));
    let shares = [one, other].map(given);
    if shares[0].max(shares[1]) < GIVEN_NAMES || shares[0].max(shares[1]) < 2.0 * shares[0].min(shares[1]) {
        return None;
    }
    let order = if shares[0] > shares[1] { [one, other] } else { [other, one] };
    let names = all_words(&groups[order[0]].columns);
    let (mut first, mut last) = (0, 0);
    for text in whole.columns.iter().flat_map(|column| texts(column)) {
        let text = spoken(&text);
        let is_given = |word: Option<&str>| word.is_some_and(|word| names.contains(&hash(word.as_bytes())));
        first += usize::from(is_given(runs(&text).next()));
        last += usize::from(is_given(runs(&text).last()));
    }
    Some((share, if first >= last { order } else { [order[1], order[0]] }))
}

/// What a row holds in the first of several columns that it fills.
pub fn held(columns: &[&Column], row: usize) -> Option<String> {
    columns.iter().find_map(|column| column.smallest(row).map(|code| column.values.text(code).into_owned()))
}

/// A name as it is spoken: what stands behind a comma first.
fn spoken(text: &str) -> String {
    let plain = plain(text.as_bytes());
    match plain.split_once(", ") {
        Some((family, given)) => format!("{given} {family}"),
        None => plain,
    }
}

fn straight(text: &str) -> u64 {
    hash(spoken(text).as_bytes())
}

pub fn words_of(columns: &[&Column]) -> BTreeSet<u64> {
    smallest(columns.iter().flat_map(|column| texts(column)).flat_map(|text| word_digests(&text)))
}

/// The words of some columns, all of them.
fn all_words(columns: &[&Column]) -> BTreeSet<u64> {
    columns.iter().flat_map(|column| texts(column)).flat_map(|text| word_digests(&text)).collect()
}

fn word_digests(text: &str) -> Vec<u64> {
    runs(text).map(|word| hash(plain(word.as_bytes()).as_bytes())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::ColumnBuilder;

    #[test]
    fn of_several_names_the_same_is_held_however_they_stand() {
        for cell in [["Mia", "Ada"], ["Ada", "Mia"]] {
            let mut builder = ColumnBuilder::new("name");
            builder.push_many(cell.iter().map(|name| name.as_bytes()));
            assert_eq!(held(&[&builder.finish()], 0).as_deref(), Some("Ada"));
        }
    }
}

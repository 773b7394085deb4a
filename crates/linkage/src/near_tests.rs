use proptest::prelude::*;

use super::{BASE, Edit, Edits, INVERSE, Near, near};

/// The edit between two values by trying every one, on the letters themselves.
fn by_hand(one: &[u8], other: &[u8]) -> Option<Edit> {
    if one.len() == other.len() {
        let differ: Vec<usize> = (0..one.len()).filter(|at| one[*at] != other[*at]).collect();
        return match differ.as_slice() {
            [at] => Some(Edit::Changed(*at as u32)),
            [at, next] if at + 1 == *next && one[*at] == other[*next] && one[*next] == other[*at] => {
                Some(Edit::Swapped(*at as u32))
            }
            _ => None,
        };
    }
    let (shorter, longer) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if shorter.len() + 1 != longer.len() {
        return None;
    }
    (0..longer.len())
        .find(|at| [&longer[..*at], &longer[at + 1..]].concat() == shorter)
        .map(|at| Edit::Added(at as u32))
}

fn all_by_hand(values: &[Vec<u8>], edits: Edits) -> Vec<Near> {
    let is_first = |index: usize| !values[..index].contains(&values[index]);
    let mut found = Vec::new();
    for second in 0..values.len() {
        for first in (0..second).filter(|first| is_first(*first) && is_first(second)) {
            let wanted = |edit: &Edit| match edit {
                Edit::Changed(_) => edits.changed,
                Edit::Swapped(_) => edits.swapped,
                Edit::Added(_) => edits.added,
            };
            if let Some(edit) = by_hand(&values[first], &values[second]).filter(wanted) {
                found.push(Near { first: first as u32, second: second as u32, edit });
            }
        }
    }
    found.sort_unstable();
    found
}

proptest! {
    #[test]
    fn exactly_the_pairs_one_edit_apart_are_found(
        values in proptest::collection::vec(proptest::collection::vec(0_u8..3, 0..6), 0..40),
        (changed, swapped, added) in (any::<bool>(), any::<bool>(), any::<bool>()),
    ) {
        let edits = Edits { changed, swapped, added };
        prop_assert_eq!(near(&values, edits), all_by_hand(&values, edits));
    }

    #[test]
    fn the_order_of_values_only_names_them_otherwise(
        mut values in proptest::collection::vec("[0-9]{3,5}", 0..40),
    ) {
        values.sort();
        values.dedup();
        let mut turned = values.clone();
        turned.reverse();
        let named = |list: &[String]| {
            let mut pairs: Vec<(String, String)> = near(list, Edits::ALL)
                .iter()
                .map(|pair| (list[pair.first as usize].clone(), list[pair.second as usize].clone()))
                .map(|(one, other)| if one < other { (one, other) } else { (other, one) })
                .collect();
            pairs.sort();
            pairs
        };
        prop_assert_eq!(named(&values), named(&turned));
    }
}

#[test]
fn equal_and_empty_values_are_near_nothing() {
    assert!(near(&["a1", "a1", "a1"], Edits::ALL).is_empty());
    assert!(near(&[""; 3], Edits::ALL).is_empty());
    assert!(near::<&str>(&[], Edits::ALL).is_empty());
    assert_eq!(near(&["", "a"], Edits::ALL), [Near { first: 0, second: 1, edit: Edit::Added(0) }]);
}

#[test]
fn a_letter_doubled_is_added_once_and_at_its_first_place() {
    assert_eq!(near(&["alee", "allee"], Edits::ALL), [Near { first: 0, second: 1, edit: Edit::Added(1) }]);
}

#[test]
fn the_inverse_is_one() {
    assert_eq!(BASE.wrapping_mul(INVERSE), 1);
}

/// A hundred thousand numbers of which each has a few neighbours, a million equal ones and one of a
/// megabyte: all in the time of a few sorts. Each with each would be five thousand million pairs.
#[test]
fn many_equal_and_long_values_are_no_burden() {
    let numbers: Vec<String> =
        (0..100_000_u64).map(|number| format!("49{:010}", number * 7_919_003 % 9_999_999_967)).collect();
    let pairs = near(&numbers, Edits::OF_DIGITS);
    assert!(pairs.len() < 1_000, "{}", pairs.len());
    assert!(near(&vec!["493023125118"; 1_000_000], Edits::ALL).is_empty());
    let long = [vec![b'a'; 1_000_000], vec![b'a'; 1_000_001]];
    assert_eq!(near(&long, Edits { changed: false, swapped: false, added: true }).len(), 1);
}

//! What training looks at, and when a class has taken the place of matches.

use super::mixture::Mixture;
use super::train::{Training, too_alike};
use crate::block::Rule;
use crate::compare::{Comparer, Fields};
use crate::expression::{Derived, Expression};
use crate::settings::Settings;
use crate::table::TableBuilder;

fn looks_at(rules: &[(&[&str], u64)]) -> Vec<usize> {
    let mut builder = TableBuilder::default();
    for header in ["name", "town"] {
        let place = builder.column(header);
        builder.at(place).push(b"one");
        builder.at(place).push(b"other");
    }
    builder.end_input("people", 2, false);
    let (table, derived, mut fields) = (builder.finish(), Derived::default(), Fields::default());
    let settings = "[[comparisons]]\ncolumn = \"name\"\nlevels = [\"exact\"]\n\
        [[comparisons]]\ncolumn = \"town\"\nlevels = [\"exact\"]\n";
    let comparisons = Settings::parse(settings).expect("settings").comparisons;
    let comparer = Comparer::new(&table, &derived, &comparisons, &mut fields).expect("a comparer");
    let rule = |keys: &[&str]| Rule {
        keys: keys.iter().map(|key| Expression::parse(key).expect("a key")).collect(),
        ..Rule::default()
    };
    let rules: Vec<(Rule, u64)> = rules.iter().map(|(keys, pairs)| (rule(keys), *pairs)).collect();
    Training::looks_at(&rules, &comparisons, &comparer)
}

#[test]
fn training_looks_at_rules_that_outcomes_decide_where_they_make_enough_pairs() {
    assert_eq!(looks_at(&[(&["name"], 2_000), (&["town | first 3"], 90_000)]), [0]);
    assert_eq!(looks_at(&[(&["name"], 40), (&["town | first 3"], 900)]), [0], "few, but of few");
    assert_eq!(looks_at(&[(&["name"], 40), (&["town | first 3"], 90_000)]), [0, 1], "hardly any of many");
    assert_eq!(looks_at(&[(&["name"], 2_000), (&["town | first 3"], 900_000)]), [0, 1], "nor of very many");
    assert_eq!(looks_at(&[(&["town | first 3"], 90_000)]), [0], "there is no other");
}

#[test]
fn all_pairs_are_looked_at_only_where_other_rules_make_too_few() {
    assert_eq!(looks_at(&[(&["name"], 700), (&["town"], 800), (&[], 90_000)]), [0, 1]);
    assert_eq!(looks_at(&[(&["name"], 700), (&[], 90_000)]), [0, 1]);
    assert_eq!(looks_at(&[(&["name"], 2_000), (&[], 900_000)]), [0], "of the rules that ask they are all");
}

#[test]
fn a_class_that_tells_more_than_matches_has_taken_their_place() {
    let spread = |agree: f64| vec![1.0, agree, 1.0 - agree];
    let fit = |matches: [f64; 2], class: [f64; 2]| Mixture {
        shares: vec![0.001, 0.001, 0.998],
        outcomes: [matches, class, [0.01, 0.01]].iter().map(|own| own.map(spread).to_vec()).collect(),
    };
    let worth = [1.0];
    let related = fit([0.9, 0.9], [0.9, 0.01]);
    let instead = fit([0.3, 0.5], [0.9, 0.9]);
    assert_eq!(too_alike(&related, &worth, &[1.0, 1.0], 1e6), None);
    assert_eq!(too_alike(&instead, &worth, &[1.0, 1.0], 1e6), Some(0));
    // The class knows the name, matches the maker, which one pair in twenty holds.
    let by_maker = fit([0.5, 0.99], [0.9, 0.01]);
    assert_eq!(too_alike(&by_maker, &worth, &[1.0, 1.0], 1e6), None);
    assert_eq!(too_alike(&by_maker, &worth, &[1.0, 0.05], 1e6), Some(0));
}

//! Three tables and more that hold each entity once.

use std::fmt::Write as _;

use super::drawn::Drawn;
use super::suggested_tests::{linked, word, words};
use super::tests::{likely, run, tables};
use super::*;
use crate::suggest::suggest;

/// What several shops offer: families of three models, each offer with another price and some words less.
fn shops(shops: usize, models: u64) -> Vec<String> {
    const HEADERS: [&str; 3] = ["id,title,price", "id,Produktname,Preis", "id,name,cost"];
    let mut drawn = Drawn(90);
    let mut texts: Vec<String> = (0..shops).map(|shop| HEADERS[shop].to_owned() + "\n").collect();
    for model in 0..models {
        let title = words(&mut drawn, 5, 1_200);
        let price = 20 + drawn.below(900);
        for own_word in words(&mut drawn, 3, 1_200) {
            for (shop, text) in texts.iter_mut().enumerate() {
                if drawn.happens(10) {
                    continue;
                }
                let mut own = title.clone();
                if drawn.happens(60) {
                    own.remove(drawn.below(5) as usize);
                }
                if drawn.happens(20) {
                    own.push(word(&mut drawn, 1_200));
                }
                let price = price + drawn.below(1 + price / 10);
                writeln!(text, "{model}{own_word}-{shop},{} {own_word},{price}", own.join(" "))
                    .expect("a string takes all");
            }
        }
    }
    texts
}

#[test]
fn shops_that_offer_each_model_once_are_linked_by_models_two_and_three_alike() {
    for count in [2, 3] {
        let texts = shops(count, 300);
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let table = tables(&texts);
        let settings = suggest(&table, None).expect("settings").settings;
        let linked = link(&table, &settings, Known::default(), 1, |_| {}).expect("linked");
        assert!(linked.duplicates.iter().all(Duplicates::none), "{count}: {:?}", linked.duplicates);
        let (found, right) = likely(&table, &linked);
        let all = 900 * count * (count - 1) / 2 * 81 / 100;
        assert!(right * 100 > 55 * all, "{right} of {all} found in {count} shops");
        assert!(found - right < right / 10, "{} of {found} are wrong in {count} shops", found - right);
    }
}

/// Three lists of the same persons, whose names are written otherwise here and there; the first gives each so many times.
fn lists(times: usize) -> [String; 3] {
    let mut drawn = Drawn(3);
    let mut texts = ["a", "b", "c"].map(|_| "id,name,town\n".to_owned());
    for number in 0..400 {
        let name = words(&mut drawn, 2, 300).join(" ");
        let town = word(&mut drawn, 40);
        for (place, text) in texts.iter_mut().enumerate() {
            for time in 0..if place == 0 { times } else { 1 } {
                let name = if drawn.happens(15) { word(&mut drawn, 300) } else { name.clone() };
                writeln!(text, "{number}-{place}-{time},{name},{town}").expect("a string takes all");
            }
        }
    }
    texts
}

#[test]
fn of_one_entity_each_two_of_three_tables_have_a_pair() {
    let [one, other, third] = lists(1);
    let table = tables(&[&one, &other, &third]);
    let names: Vec<String> = table.inputs.iter().map(|input| format!("\"{}\"", input.name)).collect();
    let settings = format!(
        "[run]\nunique = [{}]\n[[comparisons]]\ncolumn = \"name\"\nlevels = [\"exact\", \"jaro-winkler 0.9\"]\n\
         [[comparisons]]\ncolumn = \"town\"\nlevels = [\"exact\"]\n[[blocking]]\nkeys = [\"name\"]\n",
        names.join(", ")
    );
    let linked = run(&table, &settings, Known::default()).expect("linked");
    let (found, right) = likely(&table, &linked);
    // Of 1,200 pairs a name was written otherwise in three of ten.
    assert!(right > 800 && found - right < 40, "{right} right, {} wrong", found - right);
    // As many are expected: not as many as rows of the smallest table alone.
    let expected: f64 = linked.pairs.iter().map(|pair| Model::probability(pair.weight_milli)).sum();
    assert!(expected > 0.9 * right as f64, "{expected} of {right} expected");
}

#[test]
fn a_table_that_repeats_its_rows_is_not_free_of_duplicates_beside_two_others() {
    for times in [1, 2] {
        let [one, other, third] = lists(times);
        let table = tables(&[&one, &other, &third]);
        let settings = suggest(&table, None).expect("settings").settings;
        let linked = link(&table, &settings, Known::default(), 1, |_| {}).expect("linked");
        assert_eq!(linked.duplicates[0].none(), times == 1, "{:?}", linked.duplicates[0]);
    }
}

/// A register of firms and a list of customers. In the register one firm in three has another at its door, which is a sister
/// that shares a word of its name, or the firm itself once more.
fn firms(are_sisters: bool) -> [String; 2] {
    let mut drawn = Drawn(12);
    let mut texts = ["a", "b"].map(|_| "id,firm,street,town,court\n".to_owned());
    for number in 0..900 {
        let name = words(&mut drawn, 3, 700);
        let door = format!("{} {}", word(&mut drawn, 150), 1 + drawn.below(90));
        let town = word(&mut drawn, 60);
        let court = 10_000 + drawn.below(80_000);
        writeln!(texts[0], "{number}-0,{},{door},{town},HRB{court}", name.join(" "))
            .expect("a string takes all");
        if drawn.happens(33) {
            let other = if are_sisters { words(&mut drawn, 2, 700) } else { name[1..].to_vec() };
            let entity = if are_sisters { 10_000 + number } else { number };
            let court = if are_sisters { 10_000 + drawn.below(80_000) } else { court };
            writeln!(texts[0], "{entity}-1,{} {},{door},{town},HRB{court}", name[0], other.join(" "))
                .expect("a string takes all");
        }
        if drawn.happens(80) {
            let mut own = name;
            if drawn.happens(30) {
                own.pop();
            }
            let door = if drawn.happens(10) { String::new() } else { door };
            let court = if drawn.happens(50) { format!("HRB{court}") } else { String::new() };
            writeln!(texts[1], "{number}-2,{},{door},{town},{court}", own.join(" "))
                .expect("a string takes all");
        }
    }
    texts
}

#[test]
fn sister_firms_of_a_register_are_no_duplicates_and_firms_entered_twice_are() {
    for are_sisters in [true, false] {
        let texts = firms(are_sisters);
        let table = tables(&[&texts[0], &texts[1]]);
        let settings = suggest(&table, None).expect("settings").settings;
        let linked = link(&table, &settings, Known::default(), 1, |_| {}).expect("linked");
        assert_eq!(linked.duplicates[0].none(), are_sisters, "{:?}", linked.duplicates[0]);
    }
}

#[test]
fn persons_are_the_same_whether_a_list_gives_their_names_or_initials() {
    let mut drawn = Drawn(17);
    let mut texts = ["a", "b"].map(|_| "id,title,authors\n".to_owned());
    for number in 0..800 {
        let title = words(&mut drawn, 3, 60).join(" ");
        let authors: Vec<[String; 2]> =
            (0..2 + drawn.below(2)).map(|_| [word(&mut drawn, 120), word(&mut drawn, 700)]).collect();
        let full: Vec<String> = authors.iter().map(|[given, family]| format!("{given} {family}")).collect();
        let short: Vec<String> = authors
            .iter()
            .map(|[given, family]| {
                let initial = &given[..1];
                if number % 2 == 0 { format!("{initial} {family}") } else { format!("{family} {initial}") }
            })
            .collect();
        let other = if drawn.happens(30) { words(&mut drawn, 3, 60).join(" ") } else { title.clone() };
        writeln!(texts[0], "{number}-0,{title},\"{}\"", full.join(", ")).expect("a string takes all");
        writeln!(texts[1], "{number}-1,{other},\"{}\"", short.join(", ")).expect("a string takes all");
    }
    let (found, right) = linked(&tables(&[&texts[0], &texts[1]]));
    // Without the words of lists four in ten are found.
    assert!(right > 740 && found - right < 20, "{right} of 800, {} wrong", found - right);
}

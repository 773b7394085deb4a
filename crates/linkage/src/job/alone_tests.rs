//! Two lists of one column: what they have in common beyond what each has in common with itself; and texts that are
//! hardly ever equal.

use std::fmt::Write as _;

use super::drawn::Drawn;
use super::suggested_tests::{linked, word, words};
use super::tests::{entity, tables};
use super::*;
use crate::suggest::suggest;

/// Two lists of texts of six words: of the first so many are in the second too, every other one with one word changed.
fn lists(rows: u64, both: u64) -> [String; 2] {
    let mut drawn = Drawn(70);
    let mut texts = ["a", "b"].map(|_| "id,title\n".to_owned());
    for number in 0..rows {
        let mut title = words(&mut drawn, 6, 1_500);
        writeln!(texts[0], "{number}-a,{}", title.join(" ")).expect("a string takes all");
        if number >= both {
            title = words(&mut drawn, 6, 1_500);
        } else if number % 2 == 0 {
            title[drawn.below(6) as usize] = word(&mut drawn, 1_500);
        }
        let id = if number < both { number } else { rows + number };
        writeln!(texts[1], "{id}-b,{}", title.join(" ")).expect("a string takes all");
    }
    texts
}

#[test]
fn two_lists_are_linked_by_what_both_have_and_neither_repeats() {
    for (rows, both) in [(600, 200), (3_500, 1_000)] {
        let [one, other] = lists(rows, both);
        let (likely, right) = linked(&tables(&[&one, &other]));
        assert!(right as u64 * 100 > 95 * both, "{right} of {both} found");
        assert!(likely - right < 8, "{} of {likely} are wrong", likely - right);
    }
}

#[test]
fn two_lists_that_share_nothing_are_not_linked() {
    let [one, other] = lists(1_000, 0);
    assert_eq!(linked(&tables(&[&one, &other])), (0, 0));
    // As alike as strangers are inside of each list: of few words, each title is in both by chance.
    let mut drawn = Drawn(5);
    let texts = ["a", "b"].map(|list| {
        let mut text = "id,title\n".to_owned();
        for number in 0..400 {
            writeln!(text, "{number}{list},{}", words(&mut drawn, 2, 40).join(" "))
                .expect("a string takes all");
        }
        text
    });
    assert_eq!(linked(&tables(&[&texts[0], &texts[1]])).0, 0);
}

/// Names of one list: first words, trades and endings of which there are few, so that some are equal by chance.
fn names(rows: u64, twice: u64) -> String {
    let mut drawn = Drawn(400);
    let mut text = "id,firm\n".to_owned();
    for number in 0..rows {
        let name = format!(
            "{} {} {}",
            word(&mut drawn, 2_500),
            ["tools", "foods", "media", "timber"][drawn.below(4) as usize],
            ["ltd", "gmbh", "oy"][drawn.below(3) as usize]
        );
        for time in 0..=u64::from(number < twice) {
            writeln!(text, "{number}-{time},{name}").expect("a string takes all");
        }
    }
    text
}

#[test]
fn in_one_list_equal_texts_are_told_from_what_words_come_to_by_chance() {
    // Nobody stands twice: names are as alike as their words make them.
    let (likely, _) = linked(&tables(&[&names(700, 0)]));
    assert_eq!(likely, 0);
    let (likely, right) = linked(&tables(&[&names(700, 300)]));
    assert!(right > 280, "{right} of 300 found");
    assert!(right * 10 > likely * 7, "{} of {likely} are wrong", likely - right);
}

/// Schools as authors write them: by one of three names, of words that most have, so that many are equal often and others never.
fn schools(entities: u64) -> String {
    let mut drawn = Drawn(77);
    let mut text = "id,school\n".to_owned();
    for number in 0..entities {
        let (place, country) =
            (word(&mut drawn, 900), ["france", "japan", "canada"][drawn.below(3) as usize]);
        for time in 0..=drawn.below(12) {
            let name = match drawn.below(3) {
                0 => format!("university of {place} {place}"),
                1 => format!("{place} university {country}"),
                _ => format!("dept of computing university of {place} {country}"),
            };
            writeln!(text, "{number}-{time},{name}").expect("a string takes all");
        }
    }
    text
}

#[test]
fn no_more_matches_are_expected_than_go_beyond_chance() {
    let table = tables(&[&schools(350)]);
    let settings = suggest(&table, None).expect("settings").settings;
    let linked = link(&table, &settings, Known::default(), 1, |_| {}).expect("linked");
    let expected: f64 = linked.pairs.iter().map(|pair| Model::probability(pair.weight_milli)).sum();
    let entity = |row: u32| entity(&table, row);
    let rows = 0..table.rows() as u32;
    let pairs = rows.clone().flat_map(|left| (left + 1..table.rows() as u32).map(move |right| (left, right)));
    let truth = pairs.filter(|(left, right)| entity(*left) == entity(*right)).count();
    assert!(expected < 1.3 * truth as f64, "{expected} expected where {truth} are true");
}

#[test]
fn what_is_handed_out_in_turn_tells_nothing_alone() {
    let list = |name: &str| {
        let rows = (1..300).map(|number| format!("{name}{number},desk {number}\n"));
        std::iter::once("id,place\n".to_owned()).chain(rows).collect::<String>()
    };
    let table = tables(&[&list("a"), &list("b")]);
    let settings = suggest(&table, None).expect("settings").settings;
    let linked = link(&table, &settings, Known::default(), 1, |_| {}).expect("linked");
    assert_eq!(linked.warnings, [Warning::Alone("place".to_owned())]);
    assert_eq!(linked.pairs.iter().filter(|pair| pair.weight_milli >= 0).count(), 0);
}

/// Letters of no meaning of a script that writes no blanks.
fn unspaced(drawn: &mut Drawn, letters: u64) -> Vec<char> {
    (0..letters)
        .filter_map(|_| char::from_u32(0x5000 + drawn.below(120).min(drawn.below(120)) as u32))
        .collect()
}

/// Firms read from two old directories: each text has a letter or two that were read wrongly, so that matches are hardly
/// ever equal, and no blank parts words.
#[test]
fn texts_without_blanks_that_are_hardly_ever_equal_are_linked() {
    let mut drawn = Drawn(9);
    let mut texts = ["a", "b"].map(|_| "id,firm,address,trade,bank\n".to_owned());
    for number in 0..900_u64 {
        let both = number % 3 == 0;
        let mut row: Vec<Vec<char>> = [6, 11, 9, 7].map(|letters| unspaced(&mut drawn, letters)).to_vec();
        for (input, text) in texts.iter_mut().enumerate() {
            if !both && input == 1 {
                row = [6, 11, 9, 7].map(|letters| unspaced(&mut drawn, letters)).to_vec();
            }
            let id = if both { format!("{number}-{input}") } else { format!("only {number} {input}-") };
            let written = row.iter().map(|own| {
                let mut own = own.clone();
                for _ in 0..=drawn.below(2) {
                    let place = drawn.below(own.len() as u64) as usize;
                    own[place] = unspaced(&mut drawn, 1)[0];
                }
                own.into_iter().collect::<String>()
            });
            writeln!(text, "{id},{}", written.collect::<Vec<_>>().join(",")).expect("a string takes all");
        }
    }
    let [one, other] = texts;
    let (likely, right) = linked(&tables(&[&one, &other]));
    assert!(right > 285, "{right} of 300 found");
    assert!(likely - right < 6, "{} of {likely} are wrong", likely - right);
}

//! Two shops' products: many look like one, and one is it.

use std::fmt::Write as _;

use super::drawn::Drawn;
use super::suggested_tests::{linked, word, words};
use super::tests::{entity, run, tables};
use super::trained::is_sure;
use super::*;
use crate::assign::SelfMatches;
use crate::table::{hash, mix};

const SETTINGS: &str = r#"
[[comparisons]]
column = "line"
levels = ["exact", "jaro-winkler 0.9"]
[[comparisons]]
column = "maker"
levels = ["exact"]
[[comparisons]]
column = "price"
levels = ["exact", "percent 3", "percent 15"]
[[comparisons]]
column = "code"
levels = ["exact", "levenshtein 1"]
[[blocking]]
keys = ["line", "maker"]
[[blocking]]
"#;

/// Products in lines of eight, whose prices and codes alone tell them apart; a shop leaves some out.
fn shop(name: &str) -> String {
    let mut text = "id,line,maker,price,code\n".to_owned();
    for product in 0..800_u64 {
        let drawn = |salt: u64| mix(hash(name.as_bytes()) ^ product, salt);
        let line = product / 8;
        let words = if drawn(1) % 5 == 0 { "series" } else { "" };
        let price = 20 + mix(product, 3) % 400;
        let price = if drawn(2) % 3 == 0 { price + 1 + price / 60 } else { price };
        let code = if drawn(3) % 2 == 0 { String::new() } else { format!("k{}", mix(product, 4) % 90_000) };
        let maker = if drawn(4) % 6 == 0 { String::new() } else { format!("maker {}", line % 11) };
        let _ = writeln!(text, "p{product},lamp {} {words},{maker},{price},{code}", line * 7919 % 1_009);
    }
    text
}

#[test]
fn duplicates_with_one_partner_are_no_variants() {
    let counted = |records, matched, same_partner, other_partner| {
        Duplicates::Counted(SelfMatches {
            records,
            matched,
            same_partner,
            other_partner,
            ..SelfMatches::default()
        })
    };
    // Two tables of people of whom one in eleven stands twice, as classes of related pairs count them.
    assert!(is_sure(&[counted(249_971, 22_478, 3_027, 195), counted(250_081, 22_742, 3_152, 151)]));
    // Two pairs of shops, where these classes took the place of matches.
    assert!(!is_sure(&[counted(1_354, 146, 2, 1), counted(3_039, 515, 0, 1)]));
    assert!(!is_sure(&[counted(2_554, 1_118, 98, 543), counted(22_074, 15_593, 2_991, 2_023)]));
    assert!(is_sure(&[counted(300, 0, 0, 0), counted(1_700, 3, 1, 0)]) && is_sure(&[Duplicates::NotAsked]));
}

#[test]
fn variants_of_one_product_are_no_matches_where_each_is_listed_once() {
    let table = tables(&[&shop("a"), &shop("b")]);
    let found = run(&table, SETTINGS, Known::default()).expect("linked");
    assert!(found.duplicates.iter().all(Duplicates::none), "{:?}", found.duplicates);
    let chances = found.pairs.iter().map(|pair| Model::probability(pair.weight_milli));
    let expected: f64 = chances.sum();
    assert!((500.0..1_000.0).contains(&expected), "800 products, {expected} matches");
    let likely: Vec<&Kept> = found.pairs.iter().filter(|pair| pair.weight_milli >= 0).collect();
    let right = likely.iter().filter(|pair| pair.left + 800 == pair.right).count();
    assert!(right * 100 >= likely.len() * 90 && right >= 500, "{right} of {} are right", likely.len());
}

/// Whom a register and a directory name at which office: an office has one address and one telephone, many people and nearly
/// as many pairs of them, and every third name is written in another way.
#[test]
fn colleagues_who_are_more_than_can_match_are_related() {
    let mut drawn = Drawn(7);
    let mut texts = ["a", "b"].map(|_| "id,name,office,telephone\n".to_owned());
    for number in 0..900_u64 {
        let (office, first, last) =
            (number % 30, word(&mut drawn, 400), words(&mut drawn, 2, 3_000).concat());
        for (input, text) in texts.iter_mut().enumerate() {
            // Two in three are in both.
            if number / 30 % 6 == 4 + input as u64 {
                continue;
            }
            let other = if drawn.below(3) == 0 { word(&mut drawn, 400) } else { first.clone() };
            let name = if input == 1 { format!("{other} {last}") } else { format!("{first} {last}") };
            let telephone = 4_930_100_000 + office * 7_919;
            writeln!(text, "{number}-{input},{name},{office} main road,{telephone}")
                .expect("a string takes all");
        }
    }
    let [one, other] = texts;
    let table = tables(&[&one, &other]);
    let settings = Settings::parse(OFFICES).expect("settings");
    let linked = link(&table, &settings, Known::default(), 1, |_| {}).expect("linked");
    let likely: Vec<&Kept> = linked.pairs.iter().filter(|pair| pair.weight_milli >= 0).collect();
    let is_right = |pair: &&&Kept| entity(&table, pair.left) == entity(&table, pair.right);
    let right = likely.iter().filter(is_right).count();
    assert!(right > 540, "{right} of 600 found");
    assert!(right * 100 >= likely.len() * 97, "{right} of {} are right", likely.len());
    let expected: f64 = likely.iter().map(|pair| Model::probability(pair.weight_milli)).sum();
    assert!((0.9..1.1).contains(&(expected / right as f64)), "{expected} expected, {right} right");
    assert!(linked.model.alone < 0.3, "two thirds and more have a partner: {}", linked.model.alone);
}

const OFFICES: &str = r#"
[[comparisons]]
column = "name"
levels = ["exact", "jaro-winkler 0.92", "jaro-winkler 0.8", "jaro-winkler 0.7"]
[[comparisons]]
column = "office"
levels = ["exact"]
[[comparisons]]
column = "telephone"
levels = ["exact", "levenshtein 1"]
[[blocking]]
keys = ["telephone"]
[[blocking]]
keys = ["name"]
"#;

/// Two portals that list homes. Flats of one building have its address and place, and nearly one price.
#[test]
fn flats_of_one_building_are_no_matches_where_portals_list_few_of_the_same() {
    let mut drawn = Drawn(3);
    let mut texts = ["a", "b"].map(|_| "id,headline,address,price,area,lat,lng\n".to_owned());
    let (mut number, mut in_both) = (0_u64, 0);
    let kinds = ["flat", "house", "studio", "cottage", "maisonette", "penthouse"];
    while number < 3_000 {
        let address = format!("{} road {}", word(&mut drawn, 600), word(&mut drawn, 25));
        let homes = if drawn.happens(30) { 2 + drawn.below(8) } else { 1 };
        let (kind, first) = (kinds[drawn.below(6) as usize], 100_000 + 5_000 * drawn.below(80));
        let (north, east) = (513_000 + drawn.below(4_000), 5_000 + drawn.below(8_000));
        for _ in 0..homes {
            number += 1;
            let beds = 1 + drawn.below(if homes > 1 { 2 } else { 5 });
            let area = 25 + 22 * beds + drawn.below(25);
            let price = first + 30_000 * beds + if homes > 1 { 5_000 * drawn.below(4) } else { 0 };
            let stands = [drawn.happens(50), drawn.happens(40)];
            in_both += usize::from(stands == [true; 2]);
            for (input, text) in texts.iter_mut().enumerate().filter(|(input, _)| stands[*input]) {
                let is_other = |drawn: &mut Drawn, percent| input == 1 && drawn.happens(percent);
                let kind = if is_other(&mut drawn, 30) { "apartment" } else { kind };
                let own =
                    if is_other(&mut drawn, 50) { address.replace("road", "rd") } else { address.clone() };
                let price = if is_other(&mut drawn, 25) { price * 97 / 100 } else { price };
                let area = if is_other(&mut drawn, 40) { String::new() } else { area.to_string() };
                let place = [north, east].map(|own| (own + drawn.below(9)) as f64 / 10_000.0);
                writeln!(
                    text,
                    "{number}-{input},{beds} bed {kind},{own},{price},{area},{:.4},{:.4}",
                    place[0], place[1]
                )
                .expect("a string takes all");
            }
        }
    }
    let [one, other] = texts;
    let (likely, right) = linked(&tables(&[&one, &other]));
    assert!(right * 100 >= in_both * 80, "{right} of {in_both} found");
    assert!(right * 100 >= likely * 75, "{right} of {likely} are right");
}

/// Two lists that both hold people several times: what is left once each has one partner is the same people again.
#[test]
fn duplicates_in_both_lists_stay_matches() {
    let mut drawn = Drawn(5);
    let mut texts = ["a", "b"].map(|_| "id,name,street,born,code\n".to_owned());
    for number in 0..500_u64 {
        let cells = [
            words(&mut drawn, 2, 3_000).join(" "),
            format!("{} {}", words(&mut drawn, 1, 3_000).concat(), drawn.below(90)),
            format!("19{}-{}-{}", 40 + drawn.below(60), 10 + drawn.below(3), 10 + drawn.below(19)),
            format!("{}", 10_000 + drawn.below(80_000)),
        ];
        for copy in 0..6 {
            let mut own = cells.clone();
            for cell in &mut own {
                if drawn.happens(15) {
                    let place = 1 + drawn.below(3) as usize;
                    cell.replace_range(place..=place, "x");
                }
            }
            writeln!(texts[copy % 2], "{number}-{copy},{}", own.join(",")).expect("a string takes all");
        }
    }
    let [one, other] = texts;
    let (likely, right) = linked(&tables(&[&one, &other]));
    assert!(right * 100 >= 500 * 9 * 97, "{right} of 4,500 found");
    assert!(right * 100 >= likely * 98, "{right} of {likely} are right");
}

//! Tables of another making than people, with the settings that their data suggest.

use std::fmt::Write as _;

use super::drawn::Drawn;
use super::tests::{likely, tables};
use super::*;
use crate::suggest::suggest;

/// A word, of so many; common ones more often.
pub(super) fn word(drawn: &mut Drawn, of: u64) -> String {
    const PARTS: [&str; 16] =
        ["ra", "to", "mi", "se", "lu", "ka", "ne", "vo", "pi", "da", "gu", "fe", "zo", "ha", "wi", "be"];
    let number = drawn.below(of).min(drawn.below(of));
    let digits = [number / 256 % 16, number / 16 % 16, number % 16];
    digits.map(|digit| PARTS[digit as usize]).concat()
}

pub(super) fn words(drawn: &mut Drawn, count: u64, of: u64) -> Vec<String> {
    (0..count).map(|_| word(drawn, of)).collect()
}

/// Links with suggested settings: pairs that are more likely the same than not, and how many of them are, by what
/// stands before the `-` of ids.
pub(super) fn linked(table: &Table) -> (usize, usize) {
    let settings = suggest(table, None).expect("settings").settings;
    let linked = link(table, &settings, Known::default(), 1, |_| {}).expect("linked");
    likely(table, &linked)
}

/// Papers of two libraries that write each venue in another way: no pair agrees on it, matches least of all.
#[test]
fn a_column_on_which_no_pair_agrees_leads_nowhere_else() {
    let mut drawn = Drawn(0);
    let mut texts = ["a", "b"].map(|_| "id,title,authors,year,venue\n".to_owned());
    let venues = [["Data Letters", "Proceedings on data"], ["Links", "Journal of linkage"]];
    for number in 0..700 {
        let mut title = words(&mut drawn, 6, 2_000);
        let authors: Vec<String> = (0..2).map(|_| words(&mut drawn, 2, 300).join(" ")).collect();
        let (year, venue) = (1990 + drawn.below(12), drawn.below(2) as usize);
        for (input, text) in texts.iter_mut().enumerate() {
            // Six in seven are in both.
            if number % 7 == 6 && (number / 7 + input) % 2 == 0 {
                continue;
            }
            if input == 1 && drawn.below(3) == 0 {
                let place = drawn.below(6) as usize;
                title[place] = word(&mut drawn, 2_000);
            }
            let (title, authors) = (title.join(" "), authors.join(", "));
            writeln!(text, "{number}-{input},{title},\"{authors}\",{year},{}", venues[venue][input])
                .expect("a string takes all");
        }
    }
    let [one, other] = texts;
    let (likely, right) = linked(&tables(&[&one, &other]));
    assert!(right > 570, "{right} of 600 found");
    assert!(likely - right < 10, "{} of {likely} are wrong", likely - right);
}

/// Restaurants: most pairs share nothing but a town and a kitchen, and with these no more than that.
#[test]
fn what_strangers_share_is_no_match_where_all_pairs_are_compared() {
    let mut drawn = Drawn(5_000);
    let mut text = "id,name,address,town,kitchen\n".to_owned();
    let streets = [40, 15, 5];
    for number in 0..750 {
        let town = drawn.below(6).min(drawn.below(3));
        let kitchen = drawn.below(20).min(drawn.below(20));
        let street = drawn.below(streets[(town as usize).min(2)]);
        let mut name = words(&mut drawn, 2, 1_500);
        let house = 1 + drawn.below(300);
        for time in 0..=u64::from(number % 8 == 0) {
            if time == 1 {
                name.push(["cafe", "the", "grill"][drawn.below(3) as usize].to_owned());
            }
            let floor = ["", " between first and second"][time as usize];
            let kitchen = if time == 1 && drawn.below(3) == 0 { drawn.below(20) } else { kitchen };
            let name = name.join(" ");
            writeln!(
                text,
                "{number}-{time},{name},{house} street{street}{floor},town{town},kitchen{kitchen}"
            )
            .expect("a string takes all");
        }
    }
    let (likely, right) = linked(&tables(&[&text]));
    assert!(right >= 85, "{right} of 94 found");
    assert!(likely - right <= right / 5, "{} of {likely} are wrong", likely - right);
}

/// One firm writes `Family, Given` where the other writes `Given Family`, under another header.
#[test]
fn names_written_either_way_are_one_column() {
    let mut drawn = Drawn(9_000);
    let mut texts = ["id,full_name,city\n".to_owned(), "id,holder,city\n".to_owned()];
    for number in 0..900 {
        let [given, family] = [word(&mut drawn, 60), word(&mut drawn, 2_000)];
        let city = word(&mut drawn, 30);
        for (input, text) in texts.iter_mut().enumerate() {
            // One in three is in both.
            if number % 3 > 0 && number % 3 != input + 1 {
                continue;
            }
            let name =
                if input == 0 { format!("{given} {family}") } else { format!("\"{family}, {given}\"") };
            writeln!(text, "{number}-{input},{name},{city}").expect("a string takes all");
        }
    }
    let [one, other] = texts;
    let table = tables(&[&one, &other]);
    let settings = suggest(&table, None).expect("settings").settings;
    let name = &settings.columns.get("full_name_holder").expect("one column").text;
    assert!(name.contains("replace"), "{name}");
    let (likely, right) = linked(&table);
    assert!(right >= 285, "{right} of 300 found");
    assert!(likely - right <= 15, "{} of {likely} are wrong", likely - right);
}

/// Several e-mail addresses and telephones a row, as programs write them out: who is there twice shares one of them.
#[test]
fn lists_of_addresses_and_telephones_are_shared_by_one() {
    let mut drawn = Drawn(12_000);
    let mut text = "id,name,mails,telephones\n".to_owned();
    for number in 0..800 {
        let mut mail = || format!("{}{}@mail.example", word(&mut drawn, 4_000), drawn.below(90));
        let mails = [mail(), mail(), mail()];
        let mut phone = || 151_000_000 + drawn.below(9_000_000);
        let phones = [phone(), phone(), phone()];
        let name = words(&mut drawn, 2, 300);
        for time in 0..=usize::from(number % 4 == 0) {
            // Of three each row has two, so that one is in both; the other row is typed by somebody else.
            let own = &mails[time..time + 2];
            let phones = match time {
                0 => format!("[\"\"+49 {}\"\",\"\"+49 {}\"\"]", phones[0], phones[1]),
                _ => format!("[\"\"0{}\"\"]", phones[1]),
            };
            let name = if time == 0 { name.join(" ") } else { format!("{} {}", &name[0][..1], name[1]) };
            let _ = writeln!(text, "{number}-{time},{name},{},\"{phones}\"", own.join("; "));
        }
    }
    let table = tables(&[&text]);
    let settings = suggest(&table, None).expect("settings").settings;
    for (column, step) in [("mails", "split \";\""), ("telephones", "split \",\" | digits | last 9")] {
        let text = &settings.columns.get(column).expect("a list").text;
        assert!(text.contains(step), "{text}");
    }
    let (likely, right) = linked(&table);
    assert!(right >= 195, "{right} of 200 found");
    assert!(likely - right <= 5, "{} of {likely} are wrong", likely - right);
}

/// People of whom one in six gave no telephone, where the form insists on one.
#[test]
fn a_number_that_stands_for_nothing_makes_nobody_one() {
    let mut drawn = Drawn(60_000);
    let mut text = "id,given,family,phone,email,town\n".to_owned();
    for number in 0..4_000 {
        let (mut given, family) = (word(&mut drawn, 60), word(&mut drawn, 900));
        let of = |drawn: &mut Drawn| match drawn.below(6) {
            0 => "000000000".to_owned(),
            _ => format!("+49{:09}", drawn.below(1_000_000_000)),
        };
        let mut phone = of(&mut drawn);
        let mut town = drawn.below(200);
        let mail = format!("{given}.{family}{}@example.org", drawn.below(900));
        for time in 0..=u64::from(number % 10 == 0) {
            if time == 1 {
                match drawn.below(3) {
                    0 => phone = of(&mut drawn),
                    1 => town = drawn.below(200),
                    _ => given.push('e'),
                }
            }
            writeln!(text, "{number}-{time},{given},{family},{phone},{mail},t{town}")
                .expect("a string takes all");
        }
    }
    let table = tables(&[&text]);
    let settings = suggest(&table, None).expect("settings").settings;
    let phone = &settings.columns.get("phone").expect("a column that is made").text;
    assert!(phone.ends_with("without \"000000000\""), "{phone}");
    let (likely, right) = linked(&table);
    assert!(right >= 390, "{right} of 400 found");
    assert!(likely - right <= 10, "{} of {likely} are wrong", likely - right);
    // Whoever writes settings by hand is told.
    let told = settings
        .to_toml()
        .replace(" | without \\\"000000000\\\"", "")
        .replace(" | without \"000000000\"", "");
    let told = Settings::parse(&told).expect("settings");
    let linked = link(&table, &told, Known::default(), 1, |_| {}).expect("linked");
    let is_phone = |own: &Warning| matches!(own, Warning::Placeholder { value, .. } if value == "000000000");
    assert!(linked.warnings.iter().any(is_phone), "{:?}", linked.warnings);
}

#[test]
fn places_that_two_maps_name_in_other_ways_are_found_by_their_coordinates() {
    let mut drawn = Drawn(7);
    let mut texts = ["id,name,lat,lon\n", "id,title,latitude,longitude\n"].map(str::to_owned);
    for number in 0..600 {
        let [north, east] = [47.3, 8.5].map(|from| from + 0.000_01 * drawn.below(9_000) as f64);
        let kind = word(&mut drawn, 40);
        for (input, text) in texts.iter_mut().enumerate() {
            // A third is in both; names share a word at most, and places lie some metres apart.
            if number % 3 == 2 - input {
                continue;
            }
            let name = word(&mut drawn, 2_000);
            let (north, east) = (north + 0.000_1 * input as f64, east - 0.000_1 * input as f64);
            writeln!(text, "{number}-{input},{name} {kind},{north:.6},{east:.6}")
                .expect("a string takes all");
        }
    }
    let table = tables(&[&texts[0], &texts[1]]);
    let settings = suggest(&table, None).expect("settings").settings;
    assert_eq!(settings.columns["coordinates"].text, "lat + lon + latitude + longitude");
    let (likely, right) = linked(&table);
    assert!(right > 170 && likely < right + 20, "{right} of {likely}");
}

/// Papers as above, and what each library adds in its own words: its name, and a shelf.
#[test]
fn what_each_table_writes_in_its_own_words_takes_no_match_away() {
    let mut drawn = Drawn(5);
    let mut texts = ["id,title,authors,year,shelf,source\n".to_owned(), String::new()];
    let shelves = [["north", "south", "east"], ["one", "two", "three"]];
    for number in 0..700 {
        let title = words(&mut drawn, 6, 2_000).join(" ");
        let authors = words(&mut drawn, 2, 300).join(" ");
        let (year, shelf) = (1990 + drawn.below(12), drawn.below(3) as usize);
        for (input, text) in texts.iter_mut().enumerate() {
            if number % 7 == 6 && (number / 7 + input) % 2 == 0 {
                continue;
            }
            let title = if drawn.below(4) == 0 { format!("{title} revised") } else { title.clone() };
            writeln!(text, "{number}-{input},{title},{authors},{year},{},{input}", shelves[input][shelf])
                .expect("a string takes all");
        }
    }
    let [one, other] = texts;
    // In one table the source tells nothing, nor do shelves; of two tables no shelf is in both.
    let (likely, right) = linked(&tables(&[&format!("{one}{other}")]));
    assert!(right > 580 && likely < right + 20, "{right} of {likely} in one table");
    let (likely, right) = linked(&tables(&[&one, &format!("id,title,authors,year,shelf,source\n{other}")]));
    assert!(right > 580 && likely < right + 20, "{right} of {likely} in two");
}

/// Staff and those whom a bank has paid: there half of the names are turned, some have a slip or an initial, and half of
/// the accounts are missing.
#[test]
fn names_whose_words_change_places_are_found_with_slips_in_them() {
    let mut drawn = Drawn(11);
    let mut texts =
        ["first_name,last_name,account", "beneficiary,account"].map(|head| format!("id,{head}\n"));
    for number in 0..900_u64 {
        let (first, last) = (word(&mut drawn, 700), word(&mut drawn, 2_500));
        let account = 10_000_000 + drawn.below(80_000_000);
        writeln!(texts[0], "{number}-a,{first},{last},{account}").expect("a string takes all");
        if number % 3 != 0 {
            continue;
        }
        let mut written = last.clone();
        if drawn.happens(25) {
            written.replace_range(3..4, "x");
        }
        let given = if drawn.happens(10) { format!("{}.", &first[..1]) } else { first };
        let name =
            if drawn.happens(50) { format!("{written} {given}") } else { format!("{given} {written}") };
        let account = if drawn.happens(50) { account.to_string() } else { String::new() };
        writeln!(texts[1], "{number}-b,{name},{account}").expect("a string takes all");
    }
    let [one, other] = texts;
    let (likely, right) = linked(&tables(&[&one, &other]));
    assert!(right > 270, "{right} of 300 found");
    assert!(likely - right < 12, "{} of {likely} are wrong", likely - right);
}

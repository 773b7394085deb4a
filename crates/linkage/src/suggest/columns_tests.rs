//! What columns are taken for, and which of them are compared, in tables as shops, registers and libraries write them.

use std::fmt::Write as _;

use super::*;
use crate::job::tests::tables;
use crate::table::{TableBuilder, mix};

/// A table under headers, each row made by its number.
fn rows(headers: &str, count: u64, row: impl Fn(u64) -> String) -> String {
    let mut text = format!("id,{headers}\n");
    for number in 0..count {
        writeln!(text, "{number},{}", row(number)).expect("a string takes all");
    }
    text
}

/// A word by number, of so many.
fn word(seed: u64, of: u64) -> String {
    const PARTS: [&str; 12] = ["ra", "to", "mi", "se", "lu", "ka", "ne", "vo", "pi", "da", "gu", "fe"];
    let number = mix(seed, 5) % of;
    [number / 144, number / 12, number].map(|part| PARTS[(part % 12) as usize]).concat()
}

fn kind_of(suggested: &Suggested, column: &str) -> Option<Kind> {
    suggested.columns.iter().find(|own| own.column == column).map(|own| own.kind)
}

fn levels_of(suggested: &Suggested, comparison: &str) -> Vec<String> {
    let found = suggested.settings.comparisons.iter().find(|own| own.name == comparison);
    found.map_or_else(Vec::new, |own| own.levels.iter().map(|level| level.text.clone()).collect())
}

#[test]
fn days_that_two_tables_write_in_two_ways_are_read() {
    const MONTHS: [&str; 4] = ["January", "April", "June", "October"];
    let day = |number: u64| {
        (1 + mix(number, 1) % 28, MONTHS[(mix(number, 2) % 4) as usize], 2000 + mix(number, 3) % 20)
    };
    let one = rows("title,released", 300, |number| {
        let (day, month, year) = day(number);
        format!("{} {},{day}-{}-{:02}", word(number, 900), word(number + 7, 900), &month[..3], year % 100)
    });
    let other = rows("title,released", 300, |number| {
        let (day, month, year) = day(number);
        format!("{} {},\"{month} {day}, {year}\"", word(number, 900), word(number + 7, 900))
    });
    let suggested = suggest(&tables(&[&one, &other]), None).expect("settings");
    let ways = [Some("%d-%b-%y"), Some("%b %d, %Y"), None, None];
    assert_eq!(kind_of(&suggested, "released"), Some(Kind::Date(ways)));
    let text = &suggested.settings.columns["released"].text;
    assert_eq!(text, "released | date \"%d-%b-%y\" \"%b %d, %Y\"");
}

#[test]
fn amounts_are_numbers_whatever_they_count() {
    let price = |number: u64| 90_000 + mix(number, 9) % 900 * 1_000;
    let one = rows("place,price", 300, |number| {
        format!("{} {},{}", word(number, 900), word(number + 7, 900), price(number))
    });
    let other = rows("place,asking", 300, |number| {
        let thousands = price(number) / 1_000;
        format!("{} {},\"£{thousands},000\"", word(number, 900), word(number + 7, 900))
    });
    let suggested = suggest(&tables(&[&one, &other]), None).expect("settings");
    assert_eq!(kind_of(&suggested, "price_asking"), Some(Kind::Number), "{:?}", suggested.left);
    let alone = suggest(&tables(&[&other]), None).expect("settings");
    let text = &alone.settings.columns["asking"].text;
    assert_eq!(text, "asking | replace \"[^0-9.,-]\" \"\" | replace \",([0-9]{3})\" \"$1\" | number");
}

#[test]
fn parts_that_keep_their_places_are_a_text_and_others_a_list() {
    let of_a_firm = rows("name,affiliation", 400, |number| {
        let country = ["Austria", "Spain", "Poland"][(mix(number, 4) % 3) as usize];
        let (school, town) = (mix(number, 5) % 60, mix(number, 6) % 30);
        format!("{} {number},\"School of {}, Town {town}, {country}\"", word(number, 900), word(school, 900))
    });
    let affiliations = suggest(&tables(&[&of_a_firm]), None).expect("settings");
    assert_eq!(kind_of(&affiliations, "affiliation"), Some(Kind::LongText));
    let written = rows("name,authors", 400, |number| {
        let authors: Vec<String> = (0..3).map(|place| word(mix(number, 20 + place) % 60, 900)).collect();
        format!("{} {number},\"{}\"", word(number, 900), authors.join(", "))
    });
    let authors = suggest(&tables(&[&written]), None).expect("settings");
    assert_eq!(kind_of(&authors, "authors"), Some(Kind::List(Some(","))));
}

#[test]
fn names_with_initials_are_compared_as_such() {
    let of_people = |share: u64| {
        let text = rows("author,title", 400, |number| {
            let given = word(number, 200);
            let given = if number % 100 < share { format!("{}.", &given[..1]) } else { given };
            format!(
                "{given} {},{} {} of {number}",
                word(number + 5, 600),
                word(number, 900),
                word(number + 9, 900)
            )
        });
        suggest(&tables(&[&text]), None).expect("settings")
    };
    assert_eq!(levels_of(&of_people(20), "author")[..3], ["exact", "jaro-winkler 0.92", "initials"]);
    assert!(!levels_of(&of_people(0), "author").contains(&"initials".to_owned()));
}

#[test]
fn of_what_follows_from_one_column_one_is_its_last_level_and_the_rest_is_left_out() {
    // Each postal code has one town, one district and one court; hardly anybody stands twice.
    let text = rows("name,born,zip,town,district,court", 2_000, |number| {
        let zip = mix(number, 3) % 500;
        let born = format!(
            "{}-{:02}-{:02}",
            1950 + mix(number, 5) % 50,
            1 + mix(number, 6) % 12,
            1 + mix(number, 7) % 28
        );
        let follows = |seed: u64, of: u64| word(mix(zip, seed) % of, 900);
        let name = format!("{} {}", word(number, 900), word(number + 3, 900));
        format!(
            "{name},{born},{},{},{},{}",
            10_000 + zip * 37,
            follows(1, 60),
            follows(2, 50),
            follows(3, 40)
        )
    });
    let suggested = suggest(&tables(&[&text]), None).expect("settings");
    let mut compared: Vec<&str> =
        suggested.settings.comparisons.iter().map(|own| own.name.as_str()).collect();
    compared.sort_unstable();
    assert_eq!(compared, ["born", "name", "zip"]);
    let levels = levels_of(&suggested, "zip");
    assert!(levels.last().is_some_and(|last| last.ends_with(": exact")), "{levels:?}");
}

#[test]
fn a_number_that_few_share_leads_nowhere_though_they_differ_in_what_is_of_a_visit() {
    // One in twelve comes again with the same document, from another network and at another second.
    let text = rows("document,surname,network,seen", 3_000, |number| {
        let person = if number % 12 == 0 { number + 1 } else { number };
        format!(
            "D{:07},{},n{},2024-{:02}-{:02} 10:{:02}:{:02}",
            person * 7_919,
            word(mix(person, 1) % 300, 900),
            mix(number, 2) % 900,
            1 + mix(number, 3) % 12,
            1 + mix(number, 4) % 28,
            mix(number, 5) % 60,
            mix(number, 6) % 60
        )
    });
    let suggested = suggest(&tables(&[&text]), None).expect("settings");
    let compared: Vec<&str> = suggested.settings.comparisons.iter().map(|own| own.name.as_str()).collect();
    assert!(compared.contains(&"surname"), "{compared:?}");
    let levels = levels_of(&suggested, "document");
    assert!(!levels.iter().any(|level| level.contains("surname")), "{levels:?}");
}

#[test]
fn links_keep_their_last_part_also_with_a_slash_behind_it() {
    let text = rows("name,link", 600, |number| {
        let own = word(number, 900);
        let link = match number % 3 {
            0 => format!("https://example.org/{own}/"),
            1 => format!("https://example.org/{own}"),
            _ => format!("@{own}"),
        };
        format!("{} {},{link}", word(number + 5, 900), word(number + 3, 900))
    });
    let suggested = suggest(&tables(&[&text]), None).expect("settings");
    let link = suggested.columns.iter().find(|own| own.column == "link").expect("compared");
    assert!((link.filled - 1.0).abs() < 1e-9, "{link:?}");
    assert!(
        suggested.settings.columns["link"].text.contains("[/@]"),
        "{:?}",
        suggested.settings.columns["link"]
    );
}

#[test]
fn what_is_set_aside_is_said_beside_how_much_is_filled() {
    let text = rows("name,wallet", 1_000, |number| {
        let wallet = if number % 10 == 0 {
            "w0000000".to_owned()
        } else {
            format!("w{:07}", number * 7_919 % 9_999_991)
        };
        format!("{} {},{wallet}", word(number, 900), word(number + 3, 900))
    });
    let suggested = suggest(&tables(&[&text]), None).expect("settings");
    let wallet = suggested.columns.iter().find(|own| own.column == "wallet").expect("compared");
    assert!((wallet.filled - 0.9).abs() < 1e-9 && (wallet.aside - 0.1).abs() < 1e-9, "{wallet:?}");
    let written = suggested.to_toml();
    assert!(written.contains(", 90 % filled and 10.0 % set aside (`without`), equality"), "{written}");
}

#[test]
fn a_number_that_only_duplicates_share_leads_nowhere() {
    // A number of a document, and duplicates of which some have everything else wrong.
    let text = rows("document,name,town,born", 1_200, |number| {
        let person = number / 2;
        let seed = if number % 4 == 3 { number + 90_000 } else { person };
        format!(
            "D{:07},{} {},{},{}",
            person * 7_919,
            word(seed, 900),
            word(seed + 3, 900),
            word(seed, 90),
            1950 + mix(seed, 8) % 50
        )
    });
    let suggested = suggest(&tables(&[&text]), None).expect("settings");
    let compared: Vec<&str> = suggested.settings.comparisons.iter().map(|own| own.name.as_str()).collect();
    assert!(compared.contains(&"town") && compared.contains(&"name"), "{compared:?}");
}

/// Compared columns of a table of people under these headers: three columns of names and births, then street, number, postal
/// code and town.
fn compared_of_people(headers: &str) -> Suggested {
    let text = rows(headers, 600, |number| {
        let town = mix(number, 3) % 40;
        let name = format!(
            "{},{}",
            ["Ada", "Katherine", "Bob", "Wilhelm"][(number % 4) as usize],
            word(number, 900)
        );
        let born =
            format!("{}-0{}-1{}", 1950 + mix(number, 4) % 50, 1 + mix(number, 5) % 9, mix(number, 6) % 10);
        let door = format!("{} street,{}", word(town * 50 + number % 30, 900), 1 + mix(number, 7) % 200);
        format!("{name},{born},{door},{},{}", 10_000 + town * 13, word(town, 900))
    });
    suggest(&tables(&[&text]), None).expect("settings")
}

#[test]
fn an_address_in_several_columns_is_one_comparison() {
    let suggested = compared_of_people("Given name,FamilyName,Date of birth,Straße,Hausnr,PLZ,Ort");
    let levels = levels_of(&suggested, "address");
    assert_eq!(levels.first().map(String::as_str), Some("exact"));
    for level in ["Straße: jaro-winkler 0.92 and Hausnr: exact", "Straße: exact", "PLZ: exact", "Ort: exact"]
    {
        assert!(levels.iter().any(|own| own == level), "{level}: {levels:?}");
    }
    let names: Vec<&str> = suggested.settings.comparisons.iter().map(|own| own.name.as_str()).collect();
    assert!(!["Straße", "Hausnr", "PLZ", "Ort"].iter().any(|part| names.contains(part)), "{names:?}");
    assert_eq!(suggested.settings.columns["whole_address"].text, "Hausnr + Straße");
}

#[test]
fn what_is_no_address_or_of_another_one_is_compared_for_itself() {
    // Where somebody was born, and where bills go to.
    for headers in [
        "Given name,FamilyName,Date of birth,Birth street,Code,Birth postcode,Town of birth",
        "Given name,FamilyName,Date of birth,Property address,Flats,Mailing postcode,Mailing city",
        // A street and a town.
        "Given name,FamilyName,Date of birth,Street,Flats,Reference,City",
        // Of two postal codes each may be the one that is meant.
        "Given name,FamilyName,Date of birth,Street,Zip,Postcode,City",
    ] {
        let levels = levels_of(&compared_of_people(headers), "address");
        assert!(levels.is_empty(), "{headers}: {levels:?}");
    }
}

#[test]
fn names_and_births_last_and_names_alone_do_not() {
    let suggested = compared_of_people("Given name,FamilyName,Date of birth,Straße,Hausnr,PLZ,Ort");
    assert_eq!(suggested.settings.training.lasting, ["Given name", "FamilyName", "Date of birth"]);
    let suggested = compared_of_people("Given name,FamilyName,Joined,Straße,Hausnr,PLZ,Ort");
    assert!(suggested.settings.training.lasting.is_empty(), "{:?}", suggested.settings.training.lasting);
}

#[test]
fn words_of_address_and_degrees_are_no_part_of_names() {
    // Whoever is called `Mr` here and `Mrs` there is compared alike: a sex is no input.
    let table = |titles: [&str; 2]| {
        let text = rows("name,born", 600, |number| {
            let given = ["Ada", "Katherine", "Bob", "Wilhelm"][(number % 4) as usize];
            let title = if number % 3 == 0 { titles[(number % 2) as usize] } else { "" };
            let degree = if number % 5 == 0 { ", PhD" } else { "" };
            format!("\"{title}{given} {}{degree}\",19{}", word(number, 900), 50 + mix(number, 4) % 50)
        });
        tables(&[&text])
    };
    let [one, other] = [["Mr. ", "Dr. "], ["Mrs ", "Prof. Dr. "]].map(|titles| {
        let table = table(titles);
        let settings = suggest(&table, None).expect("settings").settings;
        assert!(settings.columns["name"].text.starts_with("name | untitled"), "{:?}", settings.columns);
        crate::job::link(&table, &settings, crate::job::Known::default(), 1, |_| {}).expect("linked").pairs
    });
    assert_eq!(one, other);
}

#[test]
fn a_list_that_another_table_writes_as_text_is_split() {
    let mut builder = TableBuilder::default();
    let (tags, title) = (builder.column("tags"), builder.column("title"));
    for input in 0..2 {
        for number in 0..200 {
            let values: Vec<String> = (0..3).map(|place| word(mix(number, place), 40)).collect();
            if input == 0 {
                builder.at(tags).push_many(values.iter().map(String::as_bytes));
            } else {
                builder.at(tags).push(values.join("; ").as_bytes());
            }
            builder.at(title).push(format!("{} {}", word(number, 1700), word(number + 9, 1700)).as_bytes());
        }
        builder.end_input(["lists.jsonl", "texts.csv"][input], 200, false);
    }
    let suggested = suggest(&builder.finish(), None).expect("settings");
    assert_eq!(kind_of(&suggested, "tags"), Some(Kind::List(Some(";"))));
}

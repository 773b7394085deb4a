//! Which columns of several inputs are taken for one, where hardly anybody is in two of them.

use std::fmt::Write as _;

use super::*;
use crate::job::tests::tables;
use crate::job::{Known, link};
use crate::table::mix;

const GIVEN: [&str; 12] = [
    "Anna",
    "Thomas",
    "Maria",
    "Peter",
    "Elizabeth",
    "Michael",
    "Susan",
    "Robert",
    "James",
    "Jennifer",
    "William",
    "Margaret",
];
const PARTS: [&str; 10] = ["ko", "len", "mar", "ti", "so", "ver", "da", "bri", "nu", "fal"];

fn pick(seed: u64, end: u64) -> u64 {
    mix(seed, 11) % end
}

/// A person by number: given and family name, address, telephone, day of birth.
fn person(number: u64) -> [String; 5] {
    let part = |seed: u64| PARTS[pick(number * 31 + seed, 10) as usize];
    let given = GIVEN[pick(number * 31, 12) as usize].to_owned();
    let family = format!("{}{}{}", part(1).to_uppercase(), part(2), part(3));
    let mail = format!("{}{}@example.org", family.to_lowercase(), pick(number * 31 + 4, 9_000));
    let phone = format!("0{}", 1_510_000_000 + pick(number * 31 + 5, 89_999_999));
    let (day, month, year) = (number * 31 + 6, number * 31 + 7, number * 31 + 8);
    let born = format!("{}-{:02}-{:02}", 1960 + pick(year, 40), 1 + pick(month, 12), 1 + pick(day, 28));
    [given, family, mail, phone, born]
}

/// Rows of some people under these headers, each made by what it is of.
fn rows(headers: &str, people: std::ops::Range<u64>, row: impl Fn(&[String; 5], u64) -> String) -> String {
    let mut text = format!("id,{headers}\n");
    for number in people {
        writeln!(text, "{number},{}", row(&person(number), number)).expect("a string takes all");
    }
    text
}

fn german(born: &str) -> String {
    born.split('-').rev().collect::<Vec<_>>().join(".")
}

fn left(suggested: &Suggested) -> Vec<&str> {
    suggested.left.iter().map(|own| own.column.as_str()).collect()
}

#[test]
fn a_dozen_applicants_are_found_among_thousands_of_contractors_under_other_headers() {
    let applicants = rows("First Name,Last Name,E-Mail,Phone,Date of Birth", 0..300, |own, _| own.join(","));
    let contractors = rows("worker,mailbox,mobile,born,e-mail address", 288..2_000, |own, _| {
        let [given, family, mail, phone, born] = own;
        format!("\"{family}, {given}\",{mail},{},{},", phone.replacen('0', "+49", 1), german(born))
    });
    let table = tables(&[&applicants, &contractors]);
    let suggested = suggest(&table, None).expect("settings");
    assert_eq!(left(&suggested), ["e-mail address"], "it holds nothing");
    let linked = link(&table, &suggested.settings, Known::default(), 1, |_| {}).expect("linked");
    let mut found: Vec<(String, String)> = linked
        .pairs
        .iter()
        .filter(|pair| pair.weight_milli > 0)
        .map(|pair| (table.ids.text(pair.left), table.ids.text(pair.right)))
        .collect();
    found.sort();
    let expected: Vec<(String, String)> = (288..300).map(|own| (own.to_string(), own.to_string())).collect();
    assert_eq!(found, expected);
}

#[test]
fn columns_of_four_inputs_are_one_whichever_of_them_share_a_header() {
    let names = |own: &[String; 5]| format!("{},{},{}", own[0], own[1], own[2]);
    let inputs = [
        rows("given,family,email", 0..200, |own, _| names(own)),
        rows("given,family,E-Mail", 200..400, |own, _| names(own)),
        rows("payee,mail", 400..600, |own, _| format!("\"{}, {}\",{}", own[1], own[0], own[2])),
        rows("holder,contact", 600..800, |own, _| format!("{} {},{}", own[0], own[1], own[2])),
    ];
    let suggested = suggest(&tables(&inputs.each_ref().map(String::as_str)), None).expect("settings");
    assert_eq!(left(&suggested), [""; 0]);
    let columns = &suggested.settings.columns;
    let made = |name: &str| columns.get(name).map_or("", |own| own.text.as_str());
    assert!(made("given_family_payee_holder").contains("given + family + "), "{columns:?}");
    let mailboxes = columns.values().find(|own| own.sources.contains(&"contact".to_owned())).expect("one");
    let mut sources = mailboxes.sources.clone();
    sources.sort_unstable();
    assert_eq!(sources, ["E-Mail", "contact", "email", "mail"]);
}

#[test]
fn parts_of_names_are_of_one_kind_of_inputs_whichever_were_joined_first() {
    let parts =
        |headers: &str, people: std::ops::Range<u64>| rows(headers, people, |own, _| own[..2].join(","));
    // Family names of the first and the third overlap most, given names of all alike.
    let inputs = [
        parts("g1,f1", 0..200),
        parts("g2,f2", 120..320),
        parts("g3,f3", 20..220),
        rows("holder", 0..200, |own, _| format!("{} {}", own[0], own[1])),
    ];
    let suggested = suggest(&tables(&inputs.each_ref().map(String::as_str)), None).expect("settings");
    assert_eq!(left(&suggested), [""; 0]);
    let columns = &suggested.settings.columns;
    assert!(columns.values().any(|own| own.text.contains("holder") && own.sources.len() == 7), "{columns:?}");
}

#[test]
fn where_an_input_has_two_of_a_form_nothing_tells_which() {
    let one = rows("family,mail", 0..200, |own, _| format!("{},{}", own[1], own[2]));
    let two = rows("family,office,home", 200..400, |own, number| {
        format!("{},{},{}", own[1], own[2], person(number + 9_000)[2])
    });
    let suggested = suggest(&tables(&[&one, &two]), None).expect("settings");
    assert_eq!(left(&suggested), ["mail", "office", "home"]);
    // A third input that calls one of them so does.
    let two = rows("family,office,home", 200..400, |own, number| {
        format!("{},{},{}", own[1], person(number + 9_000)[2], own[2])
    });
    let three = rows("family,home", 400..600, |own, _| format!("{},{}", own[1], own[2]));
    let suggested = suggest(&tables(&[&one, &two, &three]), None).expect("settings");
    assert_eq!(left(&suggested), ["office"]);
    assert!(suggested.columns.iter().any(|own| own.column == "mail_home"), "{:?}", suggested.columns);
}

#[test]
fn days_of_hiring_are_no_days_of_birth() {
    let born = rows("family,birthday", 0..200, |own, _| format!("{},{}", own[1], own[4]));
    let hired = rows("family,since", 200..400, |own, number| {
        format!("{},{}-{:02}-{:02}", own[1], 2016 + number % 9, 1 + number % 12, 1 + number % 28)
    });
    let suggested = suggest(&tables(&[&born, &hired]), None).expect("settings");
    assert_eq!(left(&suggested), ["birthday", "since"]);
}

#[test]
fn a_protected_column_is_left_out_however_many_headers_it_has() {
    let places = ["Aa", "Be", "Ce", "De", "Ee", "Fe", "Ge", "He", "Ie", "Je", "Ke", "Le"];
    let inputs = ["land", "state", "nationality", "of", "from"].map(|header| {
        rows(&format!("family,{header}"), 0..60, |own, number| {
            format!("{},{} {}", own[1], places[number as usize % 12], places[number as usize / 12 % 12])
        })
    });
    let suggested = suggest(&tables(&inputs.each_ref().map(String::as_str)), None).expect("settings");
    let why: Vec<&str> = suggested.left.iter().map(|own| own.why.as_str()).collect();
    assert_eq!(why, ["its header names a protected attribute"], "{:?}", suggested.left);
}

#[test]
fn telephones_are_known_where_the_smaller_table_writes_them_with_its_country() {
    let many = rows("name,phone", 0..900, |own, _| format!("{} {},{}", own[0], own[1], own[3]));
    let few = rows("name,mobile", 890..930, |own, _| {
        format!("{} {},{}", own[0], own[1], own[3].replacen('0', "+49", 1))
    });
    let suggested = suggest(&tables(&[&many, &few]), None).expect("settings");
    let phone = suggested.columns.iter().find(|own| own.column == "phone_mobile").expect("one column");
    assert_eq!(phone.kind, Kind::Phone);
    assert!(suggested.settings.columns["phone_mobile"].text.ends_with("| digits | last 9"));
}

#[test]
fn where_no_pair_looks_alike_whole_columns_are_blocked_on() {
    // No telephone twice, and no name.
    let table = |from: u64| {
        rows("name,phone", from..from + 3_000, |_, number| {
            format!("n{} {number}x,0{}", number % 7, 151_000_000 + number)
        })
    };
    let suggested = suggest(&tables(&[&table(0), &table(3_000)]), None).expect("settings");
    let rules: Vec<String> = suggested.settings.blocking.iter().map(Rule::text).collect();
    assert!(rules.contains(&"name".to_owned()) && rules.contains(&"phone".to_owned()), "{rules:?}");
    assert!(suggested.made.pairs() <= 30 * 6_000);
}

/// A text of so many words, drawn from so many.
fn text_of(seed: u64, words: u64, of: u64) -> String {
    let word = |place: u64| {
        let number = pick(seed * 97 + place, of);
        format!("{}{}", PARTS[(number % 10) as usize], PARTS[(number / 10 % 10) as usize])
    };
    (0..words).map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn texts_under_other_headers_are_one_where_they_are_made_of_the_same_words() {
    let list = |header: &str, numbers: std::ops::Range<u64>, ends: &str| {
        let rows = numbers.map(|number| format!("{number},{} {ends}\n", text_of(number, 3, 90)));
        std::iter::once(format!("id,{header}\n")).chain(rows).collect::<String>()
    };
    // Each firm is written with another ending: not one text is in both.
    let suggested =
        suggest(&tables(&[&list("company", 0..400, "ltd"), &list("name", 300..900, "limited")]), None);
    let suggested = suggested.expect("settings");
    assert_eq!(left(&suggested), [""; 0]);
    assert_eq!(suggested.settings.comparisons.len(), 1, "{:?}", suggested.settings.comparisons);
}

#[test]
fn a_text_in_which_others_stand_is_not_taken_for_them() {
    let places = |number: u64| format!("new {}", text_of(number * 7, 1, 30));
    let one = rows("name,town", 0..300, |own, number| format!("{} {},{}", own[0], own[1], places(number)));
    let other = rows("name,address", 300..700, |own, number| {
        format!("{} {},{} street {} {}", own[0], own[1], text_of(number, 2, 90), number % 90, places(number))
    });
    assert_eq!(left(&suggest(&tables(&[&one, &other]), None).expect("settings")), ["town", "address"]);
}

#[test]
fn a_column_is_one_however_two_firms_write_what_it_holds() {
    let account = |number: u64| {
        let part = |salt: u64| pick(number * 97 + salt, 10_000);
        [
            format!("DE{:02}", pick(number, 89)),
            format!("{:04}", part(1)),
            format!("{:04}", part(2)),
            format!("{:04}", part(3)),
        ]
    };
    let address = |number: u64| -> Vec<String> {
        (0..6).map(|place| format!("{:02x}", pick(number * 89 + place, 256))).collect()
    };
    let wallet = |number: u64| format!("{:016x}{:016x}", mix(number, 5), mix(number, 6));
    let one = rows("konto,mac,wallet,handle,amount", 0..400, |own, number| {
        let handle = format!("@{}{}", own[1].to_lowercase(), pick(number, 900));
        let amount = format!(
            "\"{}.{:03},{:02}\"",
            1 + pick(number, 9),
            pick(number + 7, 1_000),
            pick(number + 9, 100)
        );
        let written = [
            account(number).join(" "),
            address(number).join(":"),
            format!("0x{}", wallet(number).to_uppercase()),
            handle,
            amount,
        ];
        written.join(",")
    });
    let two = rows("iban,hardware,payout,telegram,gross", 200..700, |own, number| {
        let handle = format!("https://t.me/{}{}", own[1].to_lowercase(), pick(number, 900));
        let amount =
            format!("{}{:03}.{:02}", 1 + pick(number, 9), pick(number + 7, 1_000), pick(number + 9, 100));
        let written = [
            account(number).concat(),
            address(number).concat(),
            format!("0x{}", wallet(number)),
            handle,
            amount,
        ];
        written.join(",")
    });
    let table = tables(&[&one, &two]);
    let suggested = suggest(&table, None).expect("settings");
    assert_eq!(left(&suggested), [""; 0]);
    let linked = link(&table, &suggested.settings, Known::default(), 1, |_| {}).expect("linked");
    let likely: Vec<_> = linked.pairs.iter().filter(|pair| pair.weight_milli > 0).collect();
    let right = likely.iter().filter(|pair| table.ids.text(pair.left) == table.ids.text(pair.right)).count();
    assert_eq!((likely.len(), right), (200, 200));
    // Under one header, too.
    let same = two.replacen("iban,hardware,payout,telegram,gross", "konto,mac,wallet,handle,amount", 1);
    let table = tables(&[&one, &same]);
    let suggested = suggest(&table, None).expect("settings");
    assert_eq!(left(&suggested), [""; 0]);
    let exact = |header: &str| {
        let expression = suggested.settings.columns.get(header).expect(header);
        let column = Derived::default().column(&table, expression).expect("a column");
        column.counts().iter().filter(|count| **count == 2).count()
    };
    assert_eq!((exact("konto"), exact("mac"), exact("wallet")), (200, 200, 200));
    assert!(exact("handle") >= 199, "{}", exact("handle"));
}

#[test]
fn a_middle_name_and_second_forenames_do_not_hide_a_full_name() {
    let middle = |number: u64| GIVEN[pick(number * 53, 12) as usize];
    let one = rows("first,middle,last,mail", 0..400, |own, number| {
        let second = if number % 5 == 0 { format!(" {}", middle(number + 3)) } else { String::new() };
        format!(
            "{}{second},{},{},{}",
            own[0],
            if number % 3 == 0 { middle(number) } else { "" },
            own[1],
            own[2]
        )
    });
    let two = rows("holder,contact", 200..600, |own, _| format!("\"{}, {}\",{}", own[1], own[0], own[2]));
    let suggested = suggest(&tables(&[&one, &two]), None).expect("settings");
    assert_eq!(left(&suggested), ["middle"]);
    assert!(suggested.settings.columns["first_last_holder"].text.contains("first + last + holder"));
    // A table in which some give their first name alone is one of full names.
    let some = rows("holder,contact", 200..600, |own, number| match number % 3 {
        0 => format!("{},{}", own[0], own[2]),
        _ => format!("{} {},{}", own[0], own[1], own[2]),
    });
    let suggested = suggest(&tables(&[&one, &some]), None).expect("settings");
    assert!(
        suggested.settings.columns.contains_key("first_last_holder"),
        "{:?}",
        suggested.settings.columns.keys()
    );
}

#[test]
fn names_in_two_scripts_are_one_column() {
    let cyrillic = ["Анна", "Томас", "Мария", "Петр", "Елена", "Михаил"];
    let latin = ["Anna", "Tomas", "Maria", "Petr", "Elena", "Mikhail"];
    let family = |number: u64, parts: [&str; 8]| {
        (0..3).map(|place| parts[pick(number * 41 + place, 8) as usize]).collect::<String>()
    };
    let one = rows("name,born", 0..300, |own, number| {
        let family = family(number, ["ко", "лен", "мар", "ти", "со", "вер", "да", "нов"]);
        format!("{} {family},{}", cyrillic[pick(number, 6) as usize], own[4])
    });
    let two = rows("name,born", 150..450, |own, number| {
        let family = family(number, ["ko", "len", "mar", "ti", "so", "ver", "da", "nov"]);
        format!("{} {family},{}", latin[pick(number, 6) as usize], own[4])
    });
    let table = tables(&[&one, &two]);
    let suggested = suggest(&table, None).expect("settings");
    assert!(suggested.settings.columns["name"].text.ends_with("spelling"));
    let linked = link(&table, &suggested.settings, Known::default(), 1, |_| {}).expect("linked");
    let likely: Vec<_> = linked.pairs.iter().filter(|pair| pair.weight_milli > 0).collect();
    let right = likely.iter().filter(|pair| table.ids.text(pair.left) == table.ids.text(pair.right)).count();
    assert!(right >= 145 && likely.len() <= 160, "{right} of {}", likely.len());
}

#[test]
fn a_town_is_one_column_with_a_town_and_its_country() {
    const TOWNS: [&str; 16] = [
        "Aarau", "Bern", "Chur", "Delft", "Essen", "Fulda", "Gent", "Haarlem", "Ieper", "Jena", "Köln",
        "Linz", "Mons", "Namur", "Oss", "Pau",
    ];
    let hired =
        rows("family,city", 0..200, |own, number| format!("{},{}", own[1], TOWNS[number as usize % 16]));
    let applied = rows("family,location", 150..400, |own, number| {
        format!("{},\"{}, Country {}\"", own[1], TOWNS[number as usize % 16], number % 16 / 4)
    });
    let suggested = suggest(&tables(&[&hired, &applied]), None).expect("settings");
    assert!(suggested.settings.columns["city_location"].text.contains(r#"replace ", .*$" """#));
    // What stands before the comma of names many have in common: no column of its own.
    let named =
        rows("name", 150..400, |_, number| format!("\"{}, given {number}\"", TOWNS[number as usize % 16]));
    let suggested = suggest(&tables(&[&hired, &named]), None);
    assert!(!suggested.is_ok_and(|own| own.columns.iter().any(|own| own.column.contains("name"))));
}

#[test]
fn a_dozen_assessors_are_not_those_who_are_insured() {
    // The assessors have surnames of some of them; so nothing but the parts of a name is a surname.
    let one = rows("nom,assured,born", 0..600, |own, _| format!("{},{},{}", own[1], own[0], own[4]));
    let other = rows("holder,assessor,fecha", 450..1_050, |own, number| {
        format!("{} {},{},{}", own[0], own[1], person(number % 12)[1], own[4])
    });
    let suggested = suggest(&tables(&[&one, &other]), None).expect("settings");
    assert_eq!(left(&suggested), ["assessor"]);
    assert!(suggested.settings.columns.values().any(|own| own.sources == ["assured", "nom", "holder"]));
}

#[test]
fn codes_are_one_with_and_without_marks_and_countries() {
    let plate =
        |number: u64| format!("{}{}{}", PARTS[(number % 10) as usize], 100 + number % 900, number % 7);
    let tax = |number: u64| 100_000_000 + mix(number, 5) % 800_000_000;
    let one = rows("mail,plate,ust", 0..400, |own, number| {
        let plate = plate(number);
        let (letters, digits) = plate.split_at(2);
        format!("{},{}-{digits},DE{}", own[2], letters.to_uppercase(), tax(number))
    });
    let other = rows("mail,license,number", 300..700, |own, number| {
        let country = if number % 2 == 0 { "DE" } else { "" };
        format!("{},{},{country}{}", own[2], plate(number), tax(number))
    });
    let suggested = suggest(&tables(&[&one, &other]), None).expect("settings");
    assert_eq!(left(&suggested), [""; 0]);
    let made = |name: &str| suggested.settings.columns.get(name).map_or("", |own| own.text.as_str());
    assert!(made("plate_license").ends_with("| plain | alphanumeric"), "{}", made("plate_license"));
    assert!(made("ust_number").contains("replace"), "{}", made("ust_number"));
}

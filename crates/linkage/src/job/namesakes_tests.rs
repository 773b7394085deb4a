//! Namesakes whose mailboxes are made of their names, and hardly anybody twice: the most that is alike is no match.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::drawn::Drawn;
use super::tests::tables;
use super::*;

const SETTINGS: &str = r#"
[[comparisons]]
column = "given"
levels = ["exact", "jaro-winkler 0.92", "jaro-winkler 0.7"]
[[comparisons]]
column = "family"
levels = ["exact", "jaro-winkler 0.92", "jaro-winkler 0.7"]
[[comparisons]]
column = "email"
levels = ["exact", 'email | match "^[^@]+": exact', "jaro-winkler 0.88"]
[[comparisons]]
column = "phone"
levels = ["exact", "levenshtein 1"]
[[comparisons]]
column = "born"
levels = ["exact", "one-digit", "same-year"]
[[blocking]]
keys = ["given", "family"]
[[blocking]]
keys = ["email | first 5"]
[[blocking]]
keys = ["phone"]
[[blocking]]
keys = ["born", "family | first 2"]
"#;

const SOUNDS: [&str; 10] = ["ba", "de", "fo", "gi", "ha", "ku", "le", "mo", "nu", "ra"];

/// A table of people of few names, each with a telephone and a day of birth of its own.
fn people(rows: &[u64], slips: u64) -> String {
    let mut text = "id,given,family,email,phone,born\n".to_owned();
    for number in rows {
        let mut drawn = Drawn(number * 1_000);
        let mut sound = || SOUNDS[drawn.below(10) as usize];
        let family = format!("{}{}{}", sound(), sound(), ["n", "s", "rt"][(number % 3) as usize]);
        let given = format!("g{}{}", sound(), if number % 2 == 0 { "x" } else { "y" });
        let (host, end) = (["example.org", "mail.test"][drawn.below(2) as usize], drawn.below(1_000));
        let email = match drawn.below(3) {
            0 => format!("{family}{end}@{host}"),
            1 => format!("{family}.{given}{}@{host}", end % 30),
            _ => format!("{given}{family}{}@{host}", end % 100),
        };
        let mut phone = format!("0{}", 150_000_000 + drawn.below(80_000_000));
        let born =
            format!("{}-{:02}-{:02}", 1960 + drawn.below(40), 1 + drawn.below(12), 1 + drawn.below(28));
        if drawn.happens(slips) {
            phone = String::new();
        }
        writeln!(text, "{number},{given},{family},{email},{phone},{born}").expect("a string takes all");
    }
    text
}

/// The ids of likely pairs.
fn likely(texts: &[&str]) -> BTreeSet<(String, String)> {
    let table = tables(texts);
    let settings = Settings::parse(SETTINGS).expect("settings");
    let linked = link(&table, &settings, Known::default(), 2, |_| {}).expect("linked");
    let pairs = linked.pairs.iter().filter(|pair| pair.weight_milli >= 0);
    pairs.map(|pair| (table.ids.text(pair.left), table.ids.text(pair.right))).collect()
}

#[test]
fn nobody_is_found_where_nobody_stands_twice() {
    let (all, half): (Vec<u64>, Vec<u64>) = ((0..1_500).collect(), (1_500..3_000).collect());
    let (one, other) = (people(&all, 0), people(&half, 0));
    assert_eq!(likely(&[&one]).len(), 0, "one table");
    assert_eq!(likely(&[&one, &other]).len(), 0, "two tables");
}

#[test]
fn the_few_who_stand_twice_are_found_among_hundreds_of_namesakes() {
    let first: Vec<u64> = (0..1_500).collect();
    let second: Vec<u64> = (1_480..3_000).collect();
    let found = likely(&[&people(&first, 0), &people(&second, 10)]);
    let right = found.iter().filter(|(left, right)| left == right).count();
    assert!(right == 20 && found.len() <= 24, "{right} of 20 among {}", found.len());
    let twice: Vec<u64> = (0..2_000).chain(0..30).collect();
    let found = likely(&[&people(&twice, 0)]);
    let right = found.iter().filter(|(left, right)| left == right).count();
    assert!(right == 30 && found.len() <= 36, "{right} of 30 among {}", found.len());
}

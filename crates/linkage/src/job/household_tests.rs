//! People who live together are not one person: the innocent case that resembles a match most.

use std::fmt::Write as _;

use super::drawn::Drawn;
use super::*;
use crate::read::{Bytes, Options, read};
use crate::table::TableBuilder;

const SETTINGS: &str = r#"
[[comparisons]]
column = "given"
levels = ["exact"]
[[comparisons]]
column = "surname"
levels = ["exact"]
[[comparisons]]
column = "born"
levels = ["exact"]
[[comparisons]]
column = "phone"
levels = ["exact"]
[[comparisons]]
column = "postcode"
levels = ["exact"]
[[blocking]]
keys = ["phone"]
[[blocking]]
keys = ["surname", "born"]
[[blocking]]
keys = ["given", "born"]
[[blocking]]
keys = ["surname", "postcode"]
[[blocking]]
keys = ["given", "postcode"]
"#;

/// A table of people of whom a quarter share surname, postcode and mostly the telephone with somebody else, and
/// one in eight stands a second time, under the same number in its id, with so many errors: in percent of a given
/// name, of a telephone twice as many, of what else there is half as many.
fn people(errors: u64) -> Table {
    let mut drawn = Drawn(0);
    let mut people: Vec<[u64; 5]> = Vec::new();
    for number in 0..6_000 {
        let mut own = [0, 0, 0, number, 0];
        for (value, end) in own.iter_mut().zip([150, 700, 15_000]) {
            *value = drawn.below(end).min(drawn.below(end));
        }
        own[4] = drawn.below(600);
        if number > 0 && drawn.happens(25) {
            let other = people[drawn.below(number) as usize];
            (own[1], own[4]) = (other[1], other[4]);
            if drawn.happens(80) {
                own[3] = other[3];
            }
        }
        people.push(own);
    }
    let mut text = "id,given,surname,born,phone,postcode\n".to_owned();
    let mut line = |id: String, own: [u64; 5]| {
        let [given, surname, born, phone, postcode] = own;
        writeln!(text, "{id},g{given},s{surname},b{born},p{phone},c{postcode}").expect("a string takes all");
    };
    for (number, own) in people.iter().enumerate() {
        line(format!("{number}-a"), *own);
        if !drawn.happens(12) {
            continue;
        }
        let mut again = *own;
        for (place, percent) in
            [errors, errors / 2, errors / 2, 2 * errors, errors / 2].into_iter().enumerate()
        {
            if drawn.happens(percent) {
                again[place] = 1_000_000 + drawn.below(1_000_000);
            }
        }
        line(format!("{number}-b"), again);
    }
    let mut builder = TableBuilder::default();
    let bytes = Bytes::from(text.into_bytes());
    read(&mut builder, "people", None, &bytes, &Options::default()).expect("a table");
    builder.finish()
}

#[test]
fn people_who_share_a_home_and_a_telephone_are_no_matches() {
    for errors in [20, 10] {
        let table = people(errors);
        let settings = Settings::parse(SETTINGS).expect("settings");
        let linked = link(&table, &settings, Known::default(), 1, |_| {}).expect("linked");
        let (mut expected, mut found, mut right) = (0.0, 0, 0);
        for pair in linked.pairs.iter().filter(|pair| pair.weight_milli >= 0) {
            expected += 1.0 / (1.0 + (-f64::from(pair.weight_milli) / 1000.0).exp2());
            let ids = [pair.left, pair.right].map(|row| table.ids.text(row));
            let number = |id: &str| id.split('-').next().map(str::to_owned);
            found += 1;
            right += i32::from(number(&ids[0]) == number(&ids[1]));
        }
        let names: Vec<&str> = linked.model.classes.iter().map(|class| class.name.as_str()).collect();
        assert!(found > 400, "{found} pairs with {errors} % of errors: {names:?}");
        assert!(right * 100 >= found * 88, "{right} of {found} with {errors} % of errors: {names:?}");
        let off = expected / f64::from(right);
        assert!((0.95..1.12).contains(&off), "{expected:.0} expected, {right} true: {names:?}");
    }
}

/// Families of one surname, street, postcode, town and telephone, of whose members so many in a hundred stand twice.
fn families(twice: u64) -> Table {
    let mut drawn = Drawn(90);
    let mut text = "id,first,last,born,street,zip,town,phone\n".to_owned();
    for family in 0..250_u64 {
        let sound = |drawn: &mut Drawn| {
            ["ba", "de", "fo", "gi", "ha", "ku", "le", "mo", "nu", "ra"][drawn.below(10) as usize]
        };
        let last = format!("{}{}{}", sound(&mut drawn), sound(&mut drawn), sound(&mut drawn));
        let street = format!("{} street {}", sound(&mut drawn), drawn.below(90));
        let home =
            format!("{street},{},{}", 10_000 + drawn.below(900), ["york", "leeds"][drawn.below(2) as usize]);
        let phone = format!("0{}", 100_000_000 + drawn.below(800_000_000));
        for member in 0..2 + drawn.below(3) {
            let first = format!("{}{}n", sound(&mut drawn), sound(&mut drawn));
            let (year, month, day) = (1950 + drawn.below(60), 1 + drawn.below(12), 1 + drawn.below(28));
            for time in 0..=u64::from(drawn.happens(twice)) {
                writeln!(
                    text,
                    "{family}m{member}-{time},{first},{last},{year}-{month:02}-{day:02},{home},{phone}"
                )
                .expect("a string takes all");
            }
        }
    }
    tests::tables(&[&text])
}

#[test]
fn families_that_have_nearly_all_in_common_are_no_duplicates() {
    let (likely, right) = suggested_tests::linked(&families(30));
    assert!(right > 200 && right * 20 > likely * 19, "{right} of {likely} are right");
    // Nor where nobody stands twice, so that they are the most that is alike.
    assert_eq!(suggested_tests::linked(&families(0)).0, 0);
}

/// Homes of families and of people who only share a flat, each with their own mailbox and telephone: they have the address
/// in common and nothing else, or a name besides, and are more than those who stand twice.
#[test]
fn flatmates_beside_families_are_no_duplicates() {
    let mut drawn = Drawn(0);
    let mut text = "id,given,family,born,address,zip,mail,phone\n".to_owned();
    let mut line = |id: String, own: [u64; 7]| {
        let [given, family, born, address, zip, mail, phone] = own;
        let born = format!("{}-{:02}-{:02}", 1950 + born % 50, 1 + born / 50 % 12, 1 + born / 600 % 28);
        writeln!(
            text,
            "{id},g{given}a,f{family}en,{born},{address} lane{},{zip:05},u{mail}@example.org,{phone:09}",
            address % 400
        )
        .expect("a string takes all");
    };
    let mut number = 0;
    for home in 0..1_600 {
        let (family, zip) = (drawn.below(700), drawn.below(90_000));
        let are_flatmates = drawn.happens(25);
        for _ in 0..=drawn.below(4) {
            let own_name = if are_flatmates { drawn.below(700) } else { family };
            let mut own = [drawn.below(200), own_name, drawn.below(16_800), home, zip, 0, 0];
            (own[5], own[6]) = (drawn.below(90_000_000), drawn.below(900_000_000));
            line(format!("{number}-a"), own);
            if drawn.happens(6) {
                // Who comes again has moved, or has another mailbox or number.
                match drawn.below(3) {
                    0 => (own[3], own[4]) = (5_000 + drawn.below(9_000), drawn.below(90_000)),
                    1 => own[5] = drawn.below(90_000_000),
                    _ => own[6] = drawn.below(900_000_000),
                }
                line(format!("{number}-b"), own);
            }
            number += 1;
        }
    }
    let (likely, right) = suggested_tests::linked(&tests::tables(&[&text]));
    assert!(right >= 200, "{right} of about 240 found");
    assert!(likely - right <= right / 5, "{} of {likely} are wrong", likely - right);
}

//! One car comes to the workshop many times: on other days, and further on each time.

use std::fmt::Write as _;

use super::drawn::Drawn;
use super::suggested_tests::{linked, word};
use super::*;
use crate::job::tests::{likely, run, tables};

#[test]
fn what_happened_to_one_car_is_no_relative_of_it() {
    let mut drawn = Drawn(11);
    let mut text = "id,workshop,date,plate,chassis,make,first registered,mileage\n".to_owned();
    let mut all = 0;
    for car in 0..500_u64 {
        let visits = 1 + drawn.below(6);
        all += visits * (visits - 1) / 2;
        let (plate, chassis) =
            (format!("{} {}", word(&mut drawn, 4_000), drawn.below(9_000)), drawn.below(90_000_000));
        let (make, registered) = (drawn.below(25), 1995 + drawn.below(25));
        for visit in 0..visits {
            let slip = |drawn: &mut Drawn, text: String| {
                if drawn.happens(8) { text.replace('1', "7") } else { text }
            };
            let year = 2000 + drawn.below(24);
            writeln!(
                text,
                "{car}-{visit},{},{year}-{:02}-{:02},{},{},make {make},{},{}",
                ["north", "south", "east"][drawn.below(3) as usize],
                1 + drawn.below(12),
                1 + drawn.below(28),
                slip(&mut drawn, plate.clone()),
                slip(&mut drawn, format!("WF0X{chassis:08}")),
                if drawn.happens(20) { String::new() } else { registered.to_string() },
                5_000 + drawn.below(250_000),
            )
            .expect("a string takes all");
        }
    }
    let (likely, right) = linked(&tables(&[&text]));
    assert!(right as u64 * 100 >= all * 85, "{right} of {all} found");
    assert!(right * 100 >= likely * 98, "{right} of {likely} are right");
}

const CLAIMS: &str = r#"
[[comparisons]]
column = "plate"
levels = ["exact", "damerau 1"]
[[comparisons]]
column = "born"
levels = ["exact", "one-digit", "same-year"]
[[comparisons]]
column = "day"
levels = ["exact", "one-digit", "days 31", "same-year"]
[[comparisons]]
name = "sum"
column = "sum | number"
levels = ["exact", "percent 10", "percent 50"]
[[comparisons]]
column = "`handled by`"
levels = ["exact", "jaro-winkler 0.9"]
[[blocking]]
keys = ["plate"]
[[blocking]]
keys = ["born"]
[[blocking]]
keys = ["sum", "day"]
"#;

/// Two insurers' claims: each driver has some in both lists, of other days and other sums, and one claim in twelve is in both.
#[test]
fn claims_of_one_car_are_not_one_claim() {
    let mut drawn = Drawn(5);
    let mut all = 0;
    let mut texts = ["a", "b"].map(|_| "id,plate,born,day,sum,handled by\n".to_owned());
    for driver in 0..1_500_u64 {
        let plate = format!("{} {:04}", word(&mut drawn, 4_000), drawn.below(9_000));
        let born =
            format!("{}-{:02}-{:02}", 1945 + drawn.below(55), 1 + drawn.below(12), 1 + drawn.below(28));
        for claim in 0..=drawn.below(5) {
            let day = format!("202{}-{:02}-{:02}", drawn.below(4), 1 + drawn.below(12), 1 + drawn.below(28));
            let sum = 200 + drawn.below(9_000);
            let first = drawn.below(2) as usize;
            let is_in_both = drawn.happens(8);
            all += usize::from(is_in_both);
            for input in [first, 1 - first].into_iter().take(if is_in_both { 2 } else { 1 }) {
                let written = if drawn.happens(5) { plate.replace('1', "7") } else { plate.clone() };
                // One list names who insures, the other who repairs.
                let by = format!("{} {}", word(&mut drawn, 200), word(&mut drawn, 200));
                writeln!(texts[input], "{driver}.{claim}-{input},{written},{born},{day},{sum},{by}")
                    .expect("a string takes all");
            }
        }
    }
    let table = tables(&[&texts[0], &texts[1]]);
    let linked = run(&table, CLAIMS, Known::default()).expect("linked");
    let (likely, right) = likely(&table, &linked);
    assert!(right * 100 >= all * 90, "{right} of {all} found");
    assert!(right * 100 >= likely * 90, "{right} of {likely} are right");
}

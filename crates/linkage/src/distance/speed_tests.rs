//! What each kernel costs, in nanoseconds a call; printed, never judged:
//! `cargo test --release -p bonafide-linkage -- --ignored --nocapture nanoseconds`.

use std::hint::black_box;
use std::time::Instant;

use super::bag::Bag;
use super::date::Date;
use super::geo::{Place, kilometres};
use super::grams::{Grams, cosine};
use super::jaro::{jaro_winkler, jaro_winkler_level};
use super::latin::plain;
use super::names::Names;
use super::number::{parse, relative_difference};
use super::sound::{soundex, spoken};
use super::spelling::spelling;
use super::{damerau, levenshtein};

/// Six letters each, as given names are.
const SHORT: [&str; 8] = ["martha", "marhta", "robert", "rupert", "sandra", "andrea", "daniel", "denise"];
/// Eleven letters each, as full names are.
const MIDDLE: [&str; 6] =
    ["anna miller", "anne miller", "john schmid", "john schmit", "maria lopez", "mario lopes"];
/// Twenty-three letters each, as mail addresses are.
const MAIL: [&str; 4] = [
    "martha.jones@example.or",
    "martha.jonse@example.or",
    "robert.smith@example.ne",
    "rupert.smiht@example.co",
];
/// Six letters, not all of them ASCII.
const ACCENTED: [&str; 4] = ["müller", "möller", "rené p", "renée "];
/// Eighty letters each.
const LONG: [&str; 2] = [
    "the quick brown fox jumps over the lazy dog and then it sleeps in the warm sun!!",
    "the quick brown dog jumps over the lazy fox and then he sleeps in a warm sun bed",
];

/// Prints what one call costs over all pairs of the values.
fn measure<Prepared, Answer>(
    what: &str,
    values: &[&str],
    prepare: impl Fn(&[u8]) -> Prepared,
    call: impl Fn(&Prepared, &Prepared) -> Answer,
) {
    let prepared: Vec<Prepared> = values.iter().map(|value| prepare(value.as_bytes())).collect();
    // Many short rounds, the best of them: the machine may be busy with other work.
    let mut best = f64::MAX;
    for _ in 0..400 {
        let started = Instant::now();
        let mut calls = 0_u32;
        while calls < 2_000 {
            for first in &prepared {
                for second in &prepared {
                    black_box(call(black_box(first), black_box(second)));
                    calls += 1;
                }
            }
        }
        best = best.min(started.elapsed().as_nanos() as f64 / f64::from(calls));
    }
    println!("{best:8.1} ns  {what}");
}

#[test]
#[ignore = "measures time"]
fn nanoseconds_of_names() {
    let bytes = <[u8]>::to_vec;
    measure("nothing", &SHORT, bytes, |own, other| own.len() + other.len());
    measure("Bag::of, 6 letters", &SHORT, bytes, |own, _| Bag::of(own));
    measure("Bag::most_common", &SHORT, Bag::of, |own, other| own.most_common(*other));
    measure("Bag::jaro_winkler_can_reach", &SHORT, Bag::of, |own, other| {
        own.jaro_winkler_can_reach(*other, 0.88)
    });
    measure("Bag::edits_can_be", &SHORT, Bag::of, |own, other| own.edits_can_be(*other, 2));
    for (name, values) in
        [("6", &SHORT[..]), ("11", &MIDDLE), ("23", &MAIL), ("6 accented", &ACCENTED), ("80", &LONG)]
    {
        println!("{name} letters:");
        measure("jaro_winkler", values, bytes, |own, other| jaro_winkler(own, other));
        measure("jaro_winkler_level", values, bytes, |own, other| {
            jaro_winkler_level(own, other, &[0.96, 0.92, 0.88])
        });
        measure("levenshtein", values, bytes, |own, other| levenshtein::levenshtein(own, other));
        measure("levenshtein within 2", values, bytes, |own, other| levenshtein::within(own, other, 2));
        measure("optimal_alignment", values, bytes, |own, other| damerau::optimal_alignment(own, other));
        measure("damerau", values, bytes, |own, other| damerau::damerau(own, other));
        measure("damerau within 2", values, bytes, |own, other| damerau::within(own, other, 2));
    }
}

#[test]
#[ignore = "measures time"]
fn nanoseconds_of_others() {
    let bytes = <[u8]>::to_vec;
    let grams = |value: &[u8]| Grams::padded(value, 2);
    measure("cosine of 2-grams, 23 letters", &MAIL, grams, cosine);
    measure("Grams::padded, 23 letters", &MAIL, bytes, |own, _| Grams::padded(own, 2));
    let places = ["52.52,13.405", "48.8566,2.3522", "-33.86,151.2"];
    let place = |value: &[u8]| Place::parse(value).expect("a place");
    measure("kilometres", &places, place, kilometres);
    measure("Place::parse", &places, bytes, |own, _| Place::parse(own));
    let amounts = ["1234.5", "1.234,50", "99"];
    measure("number::parse", &amounts, bytes, |own, _| parse(own));
    measure(
        "relative_difference",
        &amounts,
        |value| parse(value).expect("a number"),
        |own, other| relative_difference(*own, *other),
    );
    let dates = ["1981-05-03", "1981-03-05", "1881-01-01"];
    let date = |value: &[u8]| Date::parse(value).expect("a date");
    measure("Date::parse", &dates, bytes, |own, _| Date::parse(own));
    measure("Date::is_one_slip", &dates, date, |own, other| own.is_one_slip(*other));
    measure("Date::days_between", &dates, date, |own, other| own.days_between(*other));
    for (name, values) in [("6", &SHORT[..]), ("6 accented", &ACCENTED)] {
        println!("{name} letters:");
        measure("plain", values, bytes, |own, _| plain(own));
        measure("soundex", values, bytes, |own, _| soundex(own));
        measure("spoken", values, bytes, |own, _| spoken(own));
        measure("spelling", values, bytes, |own, _| spelling(own));
        measure("Names::of", values, bytes, |own, _| Names::of(own));
        measure("Names::related", values, Names::of, Names::related);
    }
}

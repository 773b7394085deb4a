//! What each kernel costs, in nanoseconds a call; printed, never judged:
//! `cargo test --release -p bonafide-linkage -- --ignored --nocapture nanoseconds`.

use std::hint::black_box;
use std::time::Instant;

use super::jaro::{jaro_winkler, jaro_winkler_level};

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
fn nanoseconds() {
    for (name, values) in
        [("6", &SHORT[..]), ("11", &MIDDLE), ("23", &MAIL), ("6 accented", &ACCENTED), ("80", &LONG)]
    {
        measure(&format!("jaro_winkler, {name} letters"), values, <[u8]>::to_vec, |own, other| {
            jaro_winkler(own, other)
        });
        measure(&format!("jaro_winkler_level, {name} letters"), values, <[u8]>::to_vec, |own, other| {
            jaro_winkler_level(own, other, &[0.96, 0.92, 0.88])
        });
    }
}

//! One car comes to the workshop many times: on other days, and further on each time.

use std::fmt::Write as _;

use super::drawn::Drawn;
use super::suggested_tests::{linked, word};
use crate::job::tests::tables;

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

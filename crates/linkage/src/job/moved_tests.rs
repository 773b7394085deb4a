//! People of whom some have moved: street, number, postal code and town change at once.

use std::fmt::Write as _;

use super::drawn::Drawn;
use super::suggested_tests::{linked, word};
use super::tests::tables;

/// A door of one of 60 towns, each of which has its postal codes and its streets.
fn door(drawn: &mut Drawn) -> String {
    let town = drawn.below(60);
    let street = format!(
        "{} {}",
        word(&mut Drawn(town * 40 + drawn.below(40)), 3_000),
        ["st", "rd", "ln"][(town % 3) as usize]
    );
    let code = 27_000 + town * 10 + drawn.below(3);
    format!("{street},{},{code},{}", 1 + drawn.below(400), word(&mut Drawn(town + 9_000), 3_000))
}

/// A roll of voters, under a number of each in its id: families at one door, and each third of them a second time, one in
/// three of these at another door, where they have registered anew.
fn voters(families: u64) -> (String, usize) {
    let mut drawn = Drawn(3);
    let mut text =
        "id,first_name,middle_name,last_name,street_name,house_num,zip,city,registered\n".to_owned();
    let (mut person, mut again) = (0, 0);
    for _ in 0..families {
        let (home, last) = (door(&mut drawn), word(&mut drawn, 900));
        for _ in 0..=drawn.below(3) {
            person += 1;
            let mut first = word(&mut drawn, 500);
            let middle = word(&mut drawn, 500);
            let day = |drawn: &mut Drawn| {
                format!("{}-{:02}-{:02}", 1980 + drawn.below(30), 1 + drawn.below(12), 1 + drawn.below(28))
            };
            let registered = day(&mut drawn);
            writeln!(text, "{person}-a,{first},{middle},{last},{home},{registered}")
                .expect("a string takes all");
            if person % 3 != 0 {
                continue;
            }
            again += 1;
            let has_moved = drawn.below(3) == 0;
            let (home, registered) =
                if has_moved { (door(&mut drawn), day(&mut drawn)) } else { (home.clone(), registered) };
            if drawn.happens(10) {
                first = word(&mut drawn, 500);
            }
            writeln!(text, "{person}-b,{first},{middle},{last},{home},{registered}")
                .expect("a string takes all");
        }
    }
    (text, again)
}

#[test]
fn who_has_moved_is_found_among_families() {
    let (text, again) = voters(1_200);
    let (likely, right) = linked(&tables(&[&text]));
    assert!(right * 100 > 85 * again, "{right} of {again} found");
    assert!(likely - right < again / 20, "{} of {likely} are wrong", likely - right);
}

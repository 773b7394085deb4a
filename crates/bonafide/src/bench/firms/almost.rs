//! Operators of a measured firm who share nothing that is equal, and honest people who look almost
//! alike: other tricks than in the demo.

use crate::demo::applicant::REFEREE;
use crate::demo::calendar;
use crate::demo::invent::homes::Hand;
use crate::demo::invent::{FreeLines, Name};

use super::world::{System, World, hand, home_cells, spelling};

/// Plants them all, as far as there is room and numbers are left.
pub fn plant(world: &mut World) {
    let size = world.applicants.len();
    let mut lines = FreeLines::from(size + world.rows.len() + 3_000);
    for _ in 0..=size / 3_000 {
        for ring in [three_near, near_to_staff, near_and_vouching] {
            let _: Option<()> = ring(world, &mut lines);
        }
    }
    for _ in 0..=size / 400 {
        for trap in [block_of_a_firm, twins, home_mistyped, like_words] {
            let _: Option<()> = trap(world, &mut lines);
        }
    }
}

/// A word that is nobody's name, and digits behind it.
fn word(world: &mut World) -> String {
    let parts = ["amber", "basalt", "cinder", "drift", "ember", "fathom", "gravel", "harbour"];
    let others = ["fox", "lantern", "mill", "orchard", "quay", "ridge", "sparrow", "weaver"];
    format!("{}{}", world.random.pick(&parts), world.random.pick(&others))
}

/// Three whose numbers, mailboxes and streets are one up to a digit, a tail and a letter.
fn three_near(world: &mut World, lines: &mut FreeLines) -> Option<()> {
    let phones = lines.near(3, || world.extra().phone)?;
    let places = world.take(3)?;
    let (home, word) = (world.extra().home, word(world));
    world.change(&places, |step, _, applicant| {
        applicant.without_links();
        if let Some(phone) = phones.get(step) {
            applicant.only_phone(phone.written(spelling(step)));
        }
        applicant.only_mailbox(match step {
            0 => format!("{word}@webmail.sur.example"),
            1 => format!("{word}.{}@example.com", 1970 + step),
            _ => format!("{word}{step}+jobs@postfach.example"),
        });
        applicant.only_home(swapped(&home.written(Hand::Careful), step));
    });
    let keys = world.keys(&places);
    world.operator("three-near", keys, &["almost phone, mailbox and street"], &["link-combined"]);
    Some(())
}

/// A candidate whose number, mailbox and street are almost those of somebody who works here.
fn near_to_staff(world: &mut World, lines: &mut FreeLines) -> Option<()> {
    let phones = lines.near(2, || world.extra().phone)?;
    let systems = [System::BambooHr, System::Personio, System::Deel, System::Freelancers];
    let rows = systems.into_iter().find_map(|system| world.take_rows(system, 1))?;
    let places = world.take(1)?;
    let (home, word) = (world.extra().home, word(world));
    let row = world.rows.get_mut(*rows.first()?)?;
    row.phones = vec![phones.first()?.written(spelling(0))];
    row.mails = vec![format!("{word}4@example.net")];
    row.home = home_cells(home, Hand::Careful);
    row.started = calendar::later(calendar::EXPORTED, -700);
    row.ended = None;
    world.change(&places, |_, _, applicant| {
        applicant.without_links();
        if let Some(phone) = phones.get(1) {
            applicant.only_phone(phone.written(spelling(2)));
        }
        applicant.only_mailbox(format!("{word}@inbox-nord.example"));
        applicant.only_home(swapped(&home.written(Hand::Careful), 1));
        applicant.applied = vec![calendar::later(calendar::EXPORTED, -90)];
        applicant.last_activity = calendar::later(calendar::EXPORTED, -20);
    });
    let mut keys = world.row_keys(&rows);
    keys.extend(world.keys(&places));
    world.operator("near-to-staff", keys, &["almost phone, mailbox and street"], &["link-combined"]);
    Some(())
}

/// Two with near numbers and mailboxes, of whom the one names the other's number as a referee's.
fn near_and_vouching(world: &mut World, lines: &mut FreeLines) -> Option<()> {
    let phones = lines.near(2, || world.extra().phone)?;
    let places = world.take(2)?;
    let (invented, word) = (world.extra(), word(world));
    world.change(&places, |step, _, applicant| {
        if let (Some(own), Some(other)) = (phones.get(step), phones.get(1)) {
            applicant.only_phone(own.written(spelling(step)));
            if step == 0 {
                let answer = format!("{}, {}", invented.name.full(), other.written(spelling(3)));
                applicant.answers.push((REFEREE, answer));
            }
        }
        applicant.only_mailbox(format!("{word}{}@example.org", 3 + step));
    });
    let keys = world.keys(&places);
    let detectors = ["link-combined", "link-referee"];
    world.operator("near-and-vouching", keys, &["referee, almost phone and mailbox"], &detectors);
    Some(())
}

/// Four from one firm that closes down, who give the numbers that it left them.
fn block_of_a_firm(world: &mut World, lines: &mut FreeLines) -> Option<()> {
    let phones = lines.row(4, || world.extra().phone)?;
    let places = world.take(4)?;
    world.change(&places, |step, _, applicant| {
        if let Some(phone) = phones.get(step) {
            applicant.only_phone(phone.written(spelling(step)));
        }
    });
    let keys = world.keys(&places);
    world.truth.honest("block_of_a_firm", keys);
    Some(())
}

/// Two of one family and one initial at one home: numbers and mailboxes are near because they are.
fn twins(world: &mut World, lines: &mut FreeLines) -> Option<()> {
    let phones = lines.row(2, || world.extra().phone)?;
    let places = world.take(2)?;
    let home = world.extra().home;
    let family = Name::draw_family(&mut world.random);
    let plain = any_ascii::any_ascii(&family).to_lowercase();
    let letters: String = plain.chars().filter(char::is_ascii_alphabetic).collect();
    world.change(&places, |step, person, applicant| {
        applicant.name = (person.name.given.clone(), family.clone());
        if let Some(phone) = phones.get(step) {
            applicant.only_phone(phone.written(spelling(step)));
        }
        applicant.only_mailbox(format!("familie.{letters}{}@example.net", step + 1));
        applicant.only_home(home.written(hand(step)));
    });
    let keys = world.keys(&places);
    world.truth.honest("twins", keys);
    Some(())
}

/// A couple of whom one mistyped the street.
fn home_mistyped(world: &mut World, _: &mut FreeLines) -> Option<()> {
    let places = world.take(2)?;
    let home = world.extra().home;
    world.change(&places, |step, person, applicant| {
        applicant.only_phone(person.phone.written(spelling(step)));
        applicant.only_home(swapped(&home.written(Hand::Careful), step));
    });
    let keys = world.keys(&places);
    world.truth.honest("home_mistyped", keys);
    Some(())
}

/// Three strangers who like one word.
fn like_words(world: &mut World, _: &mut FreeLines) -> Option<()> {
    let places = world.take(3)?;
    let word = word(world);
    world.change(&places, |step, _, applicant| {
        applicant.only_mailbox(format!("{word}{}@{}.example", 20 + step, ["mail", "post", "box"][step % 3]));
    });
    let keys = world.keys(&places);
    world.truth.honest("like_words", keys);
    Some(())
}

/// An address with two neighbours of the street's longest word swapped; another two each step, none at 0.
fn swapped(address: &str, step: usize) -> String {
    let line = address.lines().next().unwrap_or_default();
    let words = line.split([' ', ',']).filter(|word| word.chars().all(char::is_alphabetic));
    let Some(street) = words.max_by_key(|word| word.chars().count()) else { return address.to_owned() };
    let mut letters: Vec<char> = street.chars().collect();
    let different =
        |at: &usize| letters.get(*at).zip(letters.get(at + 1)).is_some_and(|(one, next)| one != next);
    let Some(at) = (1..letters.len()).filter(different).nth(step.wrapping_sub(1)) else {
        return address.to_owned();
    };
    letters.swap(at, at + 1);
    address.replacen(street, &letters.into_iter().collect::<String>(), 1)
}

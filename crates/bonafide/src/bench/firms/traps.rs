//! Honest people of a measured firm who look alike, and values that mean nothing.

use crate::demo::applicant::{PROUD, REFEREE, WEBSITE};
use crate::demo::calendar;
use crate::demo::invent::{Identity, Name};

use super::staffing::{deel_and_list, hires, parcels, rehired, two_systems};
use super::world::{System, World, hand, home_cells, spelling};

type Trap = fn(&mut World) -> Option<()>;

/// Lays every trap in proportion to the firm, as far as there is room.
pub fn plant(world: &mut World) {
    let (applicants, people) = (world.applicants.len(), world.rows.len());
    let traps: [(Trap, usize); 20] = [
        (number_given_twice, people / 40 + 1),
        (work_mailbox_reused, people / 60 + 1),
        (desk_line, people / 25 + 1),
        (family, applicants / 150 + 1),
        (family_of_staff, people / 80 + 1),
        (agency, applicants / 250 + 1),
        (applied_again, applicants / 60 + 1),
        (passed_on, applicants / 150 + 1),
        (namesakes, applicants / 150 + 1),
        (namesakes_in_two_systems, people / 60 + 1),
        (says_nothing, applicants / 40 + 1),
        (spoilt_numbers, applicants / 200 + 1),
        (co_working, 1),
        (referred_by_staff, applicants / 400 + 1),
        (colleagues_vouch, applicants / 2_500 + 1),
        (one_team_lead, applicants / 200 + 1),
        (same_repository, 1),
        (rehired, people / 80 + 1),
        (two_systems, people / 30 + 1),
        (deel_and_list, people / 30 + 1),
    ];
    for (trap, count) in traps {
        for _ in 0..count {
            if trap(world).is_none() {
                break;
            }
        }
    }
    hires(world);
    parcels(world);
}

/// Two systems count alike: one number, two people with work mailboxes of their own.
fn number_given_twice(world: &mut World) -> Option<()> {
    let first = world.take_rows(System::BambooHr, 1)?;
    let second = world.take_rows(System::Personio, 1)?;
    let number = world.rows.get(*first.first()?)?.key.clone();
    world.rows.get_mut(*second.first()?)?.key = number;
    let keys = world.row_keys(&[first, second].concat());
    world.truth.honest("number_given_twice", keys);
    Some(())
}

/// A mailbox named after a role passes from somebody who left to somebody new, in one system.
fn work_mailbox_reused(world: &mut World) -> Option<()> {
    let rows = world.take_rows(System::BambooHr, 2)?;
    let office = world.random.pick(&["press", "it", "ops"]);
    let mailbox = format!("{office}{}@{}", world.extra().serial, world.domain);
    for (step, &place) in rows.iter().enumerate() {
        let row = world.rows.get_mut(place)?;
        row.work_mail.clone_from(&mailbox);
        if step == 0 {
            row.started = calendar::later(calendar::EXPORTED, -2_000);
            row.ended = Some(calendar::later(calendar::EXPORTED, -1_300));
        } else {
            row.started = calendar::later(calendar::EXPORTED, -800);
            row.ended = None;
        }
    }
    let keys = world.row_keys(&rows);
    world.truth.honest("work_mailbox_reused", keys);
    Some(())
}

/// Two to five people at one desk line, each with a private number.
fn desk_line(world: &mut World) -> Option<()> {
    let size = 2 + world.random.below(4);
    let system = world.random.pick(&[System::BambooHr, System::Personio]);
    let rows = world.take_rows(system, size)?;
    let line = world.extra().phone;
    for (step, &place) in rows.iter().enumerate() {
        world.rows.get_mut(place)?.work_phone = line.written(spelling(step));
    }
    let keys = world.row_keys(&rows);
    world.truth.honest("desk_line", keys);
    Some(())
}

/// Two or three of one family name under one roof, with a line at home.
fn family(world: &mut World) -> Option<()> {
    let size = 2 + world.random.below(2);
    let places = world.take(size)?;
    let lent = world.extra();
    let with_line = world.random.one_in(2);
    world.change(&places, |step, person, applicant| {
        applicant.name.1.clone_from(&lent.name.family);
        applicant.only_home(lent.home.written(hand(step)));
        applicant.only_phone(person.phone.written(spelling(step)));
        if with_line {
            applicant.phones.push((lent.phone.written(spelling(step + 1)), "home"));
        }
    });
    let keys = world.keys(&places);
    world.truth.honest("family", keys);
    Some(())
}

/// Two of the staff who live together; firm.toml knows.
fn family_of_staff(world: &mut World) -> Option<()> {
    let rows = world.take_rows(System::Personio, 2)?;
    let lent = world.extra();
    for (step, &place) in rows.iter().enumerate() {
        let row = world.rows.get_mut(place)?;
        row.live_at(lent.home, hand(step));
        row.phones.push(lent.phone.written(spelling(step)));
    }
    let keys = world.row_keys(&rows);
    world.firm_lines.push(format!("[[households]]\npersons = [\"{}\"]", keys.join("\", \"")));
    world.truth.honest("household", keys);
    Some(())
}

/// Four to nine whom an agency sends under its own mailbox; firm.toml does not know it.
fn agency(world: &mut World) -> Option<()> {
    let size = 4 + world.random.below(6);
    let places = world.take(size)?;
    let desk = world.extra();
    let name = format!("{} Personalvermittlung", Identity::firm(&mut world.random));
    world.change(&places, |step, person, applicant| {
        applicant.only_mailbox(person.mailbox.clone());
        applicant.mailboxes.push((format!("cv@desk{}.example", desk.serial), "other"));
        applicant.only_phone(person.phone.written(spelling(step)));
        if step % 2 == 0 {
            applicant.source.clone_from(&name);
        }
    });
    let keys = world.keys(&places);
    world.truth.honest("agency", keys);
    Some(())
}

/// Somebody who applies two or three times, under the same name and contacts.
fn applied_again(world: &mut World) -> Option<()> {
    let size = 2 + usize::from(world.random.one_in(5));
    let places = world.take(size)?;
    let (person, origin) = world.applicants.get(*places.first()?)?.clone();
    world.change(&places, |step, identity, applicant| {
        *identity = person.clone();
        let (id, applied, last_activity, job) =
            (applicant.id, applicant.applied.clone(), applicant.last_activity, applicant.job);
        *applicant = origin.clone();
        (applicant.id, applicant.applied, applicant.last_activity, applicant.job) =
            (id, applied, last_activity, job);
        applicant.name = (person.name.given.clone(), person.name.family.to_uppercase());
        applicant.only_phone(person.phone.written(spelling(step)));
    });
    let keys = world.keys(&places);
    world.truth.honest("applied_again", keys);
    Some(())
}

/// A number that somebody else had years before.
fn passed_on(world: &mut World) -> Option<()> {
    let places = world.take(2)?;
    let line = world.extra().phone;
    let days = 420 + world.random.between(0, 900);
    let newer = world.applicants.get(*places.last()?)?.1.applied.first().copied()?;
    world.change(&places, |step, _, applicant| {
        let day = if step == 0 { calendar::later(newer, -days - 30) } else { newer };
        applicant.only_phone(line.written(spelling(step)));
        applicant.applied = vec![day];
        applicant.last_activity = calendar::later(day, 25);
    });
    let keys = world.keys(&places);
    world.truth.honest("passed_on", keys);
    Some(())
}

/// Two people of one name.
fn namesakes(world: &mut World) -> Option<()> {
    let places = world.take(2)?;
    let name = Name::draw(&mut world.random);
    world.change(&places, |_, _, applicant| applicant.name = (name.given.clone(), name.family.clone()));
    let keys = world.keys(&places);
    world.truth.honest("namesakes", keys);
    Some(())
}

/// Two people of one name, one in each system.
fn namesakes_in_two_systems(world: &mut World) -> Option<()> {
    let rows = [world.take_rows(System::BambooHr, 1)?, world.take_rows(System::Personio, 1)?].concat();
    let name = Name::draw(&mut world.random);
    for &place in &rows {
        world.rows.get_mut(place)?.name = (name.given.clone(), name.family.clone());
    }
    let keys = world.row_keys(&rows);
    world.truth.honest("namesakes", keys);
    Some(())
}

/// Somebody who types what the form accepts.
fn says_nothing(world: &mut World) -> Option<()> {
    let places = world.take(1)?;
    let phone =
        world.random.pick(&["000000", "0000000000", "n/a", "-", "1234567890", "+00 000 000000", "none", ""]);
    let mailbox = world.random.pick(&["n/a@n/a", "none@none.com", "test@test.com", "noreply@example.org"]);
    let site = world.random.pick(&[
        "n/a",
        "https://github.com",
        "www.linkedin.com/in/",
        "none",
        "https://google.com",
    ]);
    let home = world.random.pick(&["n/a", "Remote", "-", "Will provide later"]);
    world.change(&places, |_, person, applicant| {
        applicant.without_links();
        applicant.answers.push((WEBSITE, site.to_owned()));
        applicant.only_home(home.to_owned());
        // Nobody can be invited without one way to be reached.
        if person.serial.is_multiple_of(2) {
            applicant.only_phone(phone.to_owned());
        } else {
            applicant.only_mailbox(mailbox);
        }
    });
    let keys = world.keys(&places);
    world.truth.honest("says_nothing", keys);
    Some(())
}

/// Three whose numbers a spreadsheet rounded to one.
fn spoilt_numbers(world: &mut World) -> Option<()> {
    let places = world.take(3)?;
    let spoilt = world.random.pick(&["4.93023E+11", "4,93023E+11", "3.31990E+10", "#########"]);
    world.change(&places, |_, _, applicant| applicant.only_phone(spoilt.to_owned()));
    let keys = world.keys(&places);
    world.truth.honest("spoilt_numbers", keys);
    Some(())
}

/// Three contractors who give the address of one co-working space; firm.toml knows it.
fn co_working(world: &mut World) -> Option<()> {
    let rows = world.take_rows(System::Deel, 3)?;
    let space = world.extra().home;
    for (step, &place) in rows.iter().enumerate() {
        world.rows.get_mut(place)?.home = home_cells(space, hand(step));
    }
    let address = space.one_line(hand(1));
    world.firm_lines.push(format!("[[spaces]]\nkind = \"co-working\"\naddress = \"{address}\""));
    let keys = world.row_keys(&rows);
    world.truth.honest("co_working", keys);
    Some(())
}

/// A candidate names somebody of the firm, by the work mailbox.
fn referred_by_staff(world: &mut World) -> Option<()> {
    let rows = world.take_rows(System::Personio, 1)?;
    let places = world.take(1)?;
    let row = world.rows.get(*rows.first()?)?;
    let answer = format!("{} from your own team ({})", row.person.name.full(), row.work_mail);
    world.change(&places, |_, _, applicant| applicant.answers.push((REFEREE, answer.clone())));
    let mut keys = world.row_keys(&rows);
    keys.extend(world.keys(&places));
    world.truth.honest("referred_by_staff", keys);
    Some(())
}

/// Two who once worked together name each other, with the mailboxes of that employer.
fn colleagues_vouch(world: &mut World) -> Option<()> {
    let places = world.take(2)?;
    let domain = format!("oldfirm{}.example", world.extra().serial);
    let people: Vec<Identity> = places
        .iter()
        .filter_map(|&place| world.applicants.get(place))
        .map(|(person, _)| person.clone())
        .collect();
    world.change(&places, |step, _, applicant| {
        if let Some(other) = people.get(1 - step.min(1)) {
            let answer = format!("{}, {}", other.name.full(), other.work_mailbox(&domain));
            applicant.answers.push((REFEREE, answer));
        }
    });
    let keys = world.keys(&places);
    world.truth.honest("colleagues_vouch", keys);
    Some(())
}

/// Two to four who name the same former lead.
fn one_team_lead(world: &mut World) -> Option<()> {
    let size = 2 + world.random.below(3);
    let places = world.take(size)?;
    let lead = world.extra();
    world.change(&places, |step, _, applicant| {
        let answer = format!("{} {} {}", lead.name.full(), lead.mailbox, lead.phone.written(spelling(step)));
        applicant.answers.push((REFEREE, answer));
    });
    let keys = world.keys(&places);
    world.truth.honest("one_team_lead", keys);
    Some(())
}

/// Three who mention one public repository in their prose.
fn same_repository(world: &mut World) -> Option<()> {
    let places = world.take(3)?;
    world.change(&places, |step, _, applicant| {
        let prose = format!(
            "I sent {} patches to github.com/demo-tidewater-tools/lantern because our build needed them, and \
             later reviewed for the same project. Node.js and ASP.NET came before that, e.g. for a shop.",
            step + 2
        );
        applicant.answers.push((PROUD, prose));
    });
    let keys = world.keys(&places);
    world.truth.honest("same_repository", keys);
    Some(())
}

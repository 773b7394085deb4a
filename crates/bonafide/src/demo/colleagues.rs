//! Stories of staff and contractors: who came through Greenhouse, who stands in two systems, who
//! lives with whom and who signs for the laptops.

use jiff::civil::Date;

use super::access::{Attached, laptop_serial};
use super::calendar;
use super::cast::Cast;
use super::hardware::Display;
use super::invent::homes::Hand;
use super::invent::{Home, Name, Spelling};
use super::network::Line;
use super::staff::{Attested, Shipment, Staff, System};

/// Plants all stories of staff.
pub fn plant(cast: &mut Cast) {
    let crowd = (cast.people / 60).max(1);
    for _ in 0..crowd {
        let _: Option<()> = household(cast);
        let _: Option<()> = neighbours(cast);
        let _: Option<()> = concierge(cast);
        let _: Option<()> = old_number(cast);
        let _: Option<()> = colleague_as_referee(cast);
        for _ in 0..2 {
            let _: Option<()> = two_directories(cast, true);
        }
        let _: Option<()> = two_directories(cast, false);
    }
    hires(cast);
    register(cast);
    deliveries(cast);
    checks(cast);
}

/// A couple who both work here and said so: one home, one landline, one line, one monitor, and one
/// signs for the other.
fn household(cast: &mut Cast) -> Option<()> {
    let rows = cast.take_staff(System::BambooHr, 2)?;
    let lent = cast.extra();
    let monitor = Display::own(&mut cast.random);
    let mut keys = Vec::new();
    let mut names = Vec::new();
    for &row in &rows {
        let staff = cast.staff.get_mut(row)?;
        staff.home = Some(lent.home);
        staff.landline = Some(lent.phone.written(Spelling::Spaced));
        keys.push(staff.source_key());
        names.push(staff.person.name.full());
        let habits = cast.habit(row)?;
        habits.line = Line::home(lent.serial);
        habits.desk.push(Attached::Display(monitor.clone()));
    }
    let (receiver, signer) = (rows.first().copied()?, names.pop()?);
    ship(cast, receiver, lent.home, &signer);
    cast.households.push(keys.clone());
    cast.truth.honest("household", keys);
    Some(())
}

/// Two colleagues in one building, each in a unit of their own.
fn neighbours(cast: &mut Cast) -> Option<()> {
    let rows = cast.take_staff(System::BambooHr, 2)?;
    let mut home = cast.extra().home;
    let mut keys = Vec::new();
    for row in rows {
        let staff = cast.staff.get_mut(row)?;
        staff.home = Some(home);
        keys.push(staff.source_key());
        home = home.next_door();
    }
    cast.truth.honest("neighbours", keys);
    Some(())
}

/// Two people who live far apart and whose concierges sign.
fn concierge(cast: &mut Cast) -> Option<()> {
    let rows = cast.take_staff(System::Personio, 2)?;
    let signer = Name::draw(&mut cast.random).full();
    let mut keys = Vec::new();
    for row in rows {
        let staff = cast.staff.get(row)?;
        keys.push(staff.source_key());
        let home = staff.home?;
        ship(cast, row, home, &format!("{signer} (concierge)"));
    }
    cast.truth.honest("concierge", keys);
    Some(())
}

/// An employee whose number belonged to somebody who applied years before.
fn old_number(cast: &mut Cast) -> Option<()> {
    let row = cast.take_staff(System::BambooHr, 1)?.first().copied()?;
    let mut players = cast.players(1)?;
    let player = players.first_mut()?;
    let staff = cast.staff.get(row)?;
    let day = calendar::later(staff.started, -900);
    player.applicant.only_phone(staff.person.phone.written(Spelling::Spaced));
    player.applicant.applied = vec![day];
    player.applicant.last_activity = calendar::later(day, 20);
    let mut keys = vec![staff.source_key()];
    keys.extend(cast.enter(players));
    cast.truth.honest("recycled_phone", keys);
    Some(())
}

/// A candidate who names an acquaintance in the firm, with the work mailbox.
fn colleague_as_referee(cast: &mut Cast) -> Option<()> {
    let row = cast.take_staff(System::BambooHr, 1)?.first().copied()?;
    let mut players = cast.players(1)?;
    let player = players.first_mut()?;
    let staff = cast.staff.get(row)?;
    let answer = format!("{} works with you: {}", staff.person.name.full(), staff.work_mailbox.clone()?);
    player.applicant.answers.retain(|(question, _)| *question != super::applicant::REFEREE);
    player.applicant.answers.push((super::applicant::REFEREE, answer));
    let mut keys = vec![staff.source_key()];
    keys.extend(cast.enter(players));
    cast.truth.honest("colleague_as_referee", keys);
    Some(())
}

/// Somebody who stands in both directories: under one number and one work mailbox, or under two
/// numbers and one work mailbox.
fn two_directories(cast: &mut Cast, one_number: bool) -> Option<()> {
    let row = cast.take_staff(System::Personio, 1)?.first().copied()?;
    let original = cast.staff.get(row)?.clone();
    let key = if one_number { original.key.clone() } else { (70_001 + cast.staff.len()).to_string() };
    let mut twin = Staff { system: System::BambooHr, key, ..original.clone() };
    twin.hand = Hand::Abbreviated;
    twin.mailbox = None;
    cast.truth.join(original.source_key(), twin.source_key());
    let class = if one_number { "one_employee_number" } else { "one_work_mailbox" };
    cast.truth.honest(class, vec![original.source_key(), twin.source_key()]);
    cast.second_rows.insert(cast.staff.len());
    cast.staff.push(twin);
    Some(())
}

/// Every second of the others came through Greenhouse: the hire is stated by a custom field or by
/// a webhook, and the private contacts are the same. Some have married since.
fn hires(cast: &mut Cast) {
    for row in cast.free_staff() {
        let Some(staff) = cast.staff.get(row) else { continue };
        if staff.system == System::Deel || cast.random.one_in(2) {
            continue;
        }
        let person = staff.person.clone();
        let Some(position) = cast.take(1).and_then(|positions| positions.first().copied()) else { return };
        let mut applicant = cast.applicant_of(&person, position);
        let Some(staff) = cast.staff.get_mut(row) else { continue };
        let applied = applicant.applied.last().copied().unwrap_or(applicant.last_activity);
        staff.started = calendar::later(applied, 45);
        staff.ended = None;
        applicant.last_activity = staff.started;
        let (number, starts, key) = (staff.key.clone(), staff.started, staff.source_key());
        if cast.random.one_in(8) {
            staff.name.1 = Name::draw_family(&mut cast.random);
            cast.truth.honest("hired_and_married", vec![key.clone(), applicant.key()]);
        }
        if cast.random.one_in(3) {
            applicant.external_id = Some(number);
            cast.hires.push((position, starts));
        } else {
            applicant.employee_id = Some(number);
        }
        if !applicant.name.0.is_ascii() && person.name.own_script.is_some() {
            cast.truth.honest("hired_in_two_scripts", vec![key.clone(), applicant.key()]);
        }
        cast.truth.join(applicant.key(), key);
        cast.special.insert(position, applicant);
    }
}

/// Purchasing keeps its own list of half of the contractors, by contract.
fn register(cast: &mut Cast) {
    let mut entries = Vec::new();
    for staff in &cast.staff {
        let Some(contract) = staff.contracts.last() else { continue };
        if staff.system != System::Deel || entries.len() * 2 > cast.people / 5 {
            continue;
        }
        let key = format!("V-{:04}", 410 + entries.len() * 3);
        let entry = Staff {
            system: System::Register,
            key,
            contracts: vec![contract.clone()],
            home: None,
            work_phone: None,
            ..staff.clone()
        };
        cast.truth.join(entry.source_key(), format!("deel:{contract}"));
        entries.push(entry);
    }
    cast.staff.extend(entries);
}

/// Laptops of contractors and of some staff; a few are collected at the office.
fn deliveries(cast: &mut Cast) {
    let mut at_office = Vec::new();
    for row in cast.free_staff() {
        let Some(staff) = cast.staff.get(row) else { continue };
        if staff.system == System::Personio || cast.random.one_in(3) {
            continue;
        }
        let (key, name, home) = (staff.source_key(), staff.person.name.full(), staff.home);
        if at_office.len() < 4 && cast.random.one_in(4) {
            let [office, _] = cast.offices;
            ship(cast, row, office, &name);
            at_office.push(key);
        } else if let Some(own) = home {
            ship(cast, row, own, &name);
        }
    }
    if at_office.len() > 1 {
        cast.truth.honest("collected_at_office", at_office);
    }
}

/// Sends a laptop to the person of a row.
fn ship(cast: &mut Cast, row: usize, home: Home, signed_by: &str) {
    let serial = laptop_serial(cast.seed, row);
    let Some(staff) = cast.staff.get(row) else { return };
    let by_mailbox = cast.random.one_in(4);
    let person = match &staff.work_mailbox {
        Some(mailbox) if by_mailbox => mailbox.clone(),
        _ => staff.reference(),
    };
    cast.shipments.push(Shipment {
        person,
        recipient: format!("{} {}", staff.name.0, staff.name.1),
        home,
        hand: staff.hand,
        serial,
        at: calendar::later(staff.started, 4),
        signed_by: signed_by.to_owned(),
    });
}

/// Some checks were done: most confirmed, one refused, one not possible.
fn checks(cast: &mut Cast) {
    let results = ["confirmed", "confirmed", "refused", "could not be done", "confirmed"];
    let rows = cast.free_staff();
    let mut age = 20;
    for (step, result) in results.into_iter().enumerate() {
        let Some(staff) = rows.get(step * 2).and_then(|&row| cast.staff.get(row)) else { return };
        let on: Date = calendar::later(calendar::EXPORTED, -age);
        age += 31;
        let check = if step % 2 == 0 { "C1" } else { "C2" };
        cast.attested.push(Attested { person: staff.reference(), check, result, on });
    }
}

//! Staff of a measured firm whom the firm itself knows by several rows, and their laptops.

use crate::demo::calendar;

use super::world::{Parcel, Row, System, World, hand, spelling};

/// Somebody who left and came back: two rows under one number.
pub fn rehired(world: &mut World) -> Option<()> {
    let rows = world.take_rows(System::BambooHr, 1)?;
    let row = world.rows.get_mut(*rows.first()?)?;
    row.started = calendar::later(calendar::EXPORTED, -1_900);
    row.ended = Some(calendar::later(calendar::EXPORTED, -1_500));
    let again = Row { started: calendar::later(calendar::EXPORTED, -700), ended: None, ..row.clone() };
    let key = row.source_key();
    world.rows.push(again);
    world.truth.honest("rehired", vec![key]);
    Some(())
}

/// Somebody in both staff systems: by one work mailbox, or by one number and one work mailbox.
pub fn two_systems(world: &mut World) -> Option<()> {
    let rows = world.take_rows(System::BambooHr, 1)?;
    let original = world.rows.get(*rows.first()?)?.clone();
    let key =
        if world.random.one_in(2) { original.key.clone() } else { format!("P9{:04}", world.rows.len()) };
    let twin = Row { system: System::Personio, key, phones: original.phones.clone(), ..original.clone() };
    world.truth.join(original.source_key(), twin.source_key());
    world.truth.honest("two_systems", vec![original.source_key(), twin.source_key()]);
    world.rows.push(twin);
    Some(())
}

/// A freelancer with a contract in Deel, who also stands in the list by that contract.
pub fn deel_and_list(world: &mut World) -> Option<()> {
    let rows = world.take_rows(System::Deel, 1)?;
    let original = world.rows.get(*rows.first()?)?.clone();
    let key = format!("FL/D{:03}", world.rows.len());
    let github = original.person.login.clone();
    let twin =
        Row { system: System::Freelancers, key, contract: original.key.clone(), github, ..original.clone() };
    world.truth.join(original.source_key(), twin.source_key());
    world.truth.honest("deel_and_list", vec![original.source_key(), twin.source_key()]);
    world.rows.push(twin);
    Some(())
}

/// One in three of the rest came through Greenhouse.
pub fn hires(world: &mut World) {
    loop {
        let system = world.random.pick(&[System::BambooHr, System::Personio, System::BambooHr]);
        let lone = world.take_rows(system, 3);
        let Some(&[hired, _, _]) = lone.as_deref() else { return };
        let Some(place) = world.take(1).and_then(|places| places.first().copied()) else { return };
        let by_webhook = world.random.one_in(3);
        let Some(row) = world.rows.get_mut(hired) else { return };
        let (person, number, key) = (row.person.clone(), row.key.clone(), row.source_key());
        let mut started = row.started;
        world.change(&[place], |step, identity, applicant| {
            *identity = person.clone();
            applicant.name = (person.name.given.clone(), person.name.family.clone());
            applicant.only_mailbox(person.mailbox.clone());
            applicant.only_phone(person.phone.written(spelling(step)));
            applicant.only_home(person.home.written(hand(step)));
            applicant.without_links();
            applicant.posts.clone_from(&person.posts);
            started = applicant.applied.last().map_or(started, |&day| calendar::later(day, 30));
            applicant.last_activity = started;
            if by_webhook {
                applicant.external_id = Some(number.clone());
            } else {
                applicant.employee_id = Some(number.clone());
            }
        });
        if let Some(row) = world.rows.get_mut(hired) {
            row.started = started;
            row.ended = None;
        }
        for candidate in world.keys(&[place]) {
            world.truth.join(candidate, key.clone());
        }
    }
}

/// Laptops of freelancers go home.
pub fn parcels(world: &mut World) {
    while let Some(rows) = world.take_rows(System::Deel, 1) {
        let Some(row) = rows.first().and_then(|&place| world.rows.get(place)).cloned() else { return };
        let serial = world.serial();
        world.parcels.push(Parcel {
            person: row.key.clone(),
            recipient: format!("{} {}", row.name.0, row.name.1),
            home: row.home.clone(),
            serial,
            at: calendar::later(row.started, 5),
        });
    }
}

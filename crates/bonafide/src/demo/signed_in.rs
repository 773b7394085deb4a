//! Stories of sign-ins and hardware: factors, browsers, lines and displays that serve several
//! personas, and the many honest people who share a network or a desk.

use std::collections::BTreeSet;

use super::access::{Attached, Stay, stay};
use super::calendar::{self, EXPORTED};
use super::cast::Cast;
use super::hardware::{Display, Usb};
use super::network::Line;
use super::staff::System;

/// Three employees whose second factor is one telephone.
pub fn one_factor(cast: &mut Cast, round: usize) -> Option<()> {
    let rows = cast.recruit(System::BambooHr, 3)?;
    let phone = cast.habit(*rows.first()?)?.phone.clone();
    let mut personas = Vec::new();
    for row in rows {
        let habits = quiet(cast, row)?;
        habits.phone.clone_from(&phone);
        personas.push(cast.staff.get(row)?.source_key());
    }
    cast.operator("one-factor", round, personas, &["second factor"], &["link-mfa-device", "link-device"]);
    Some(())
}

/// Two employees who sign in with one browser.
pub fn one_browser(cast: &mut Cast, round: usize) -> Option<()> {
    let rows = cast.recruit(System::BambooHr, 2)?;
    let browser = cast.habit(*rows.first()?)?.browser.clone();
    let mut personas = Vec::new();
    for row in rows {
        let habits = quiet(cast, row)?;
        habits.browser.clone_from(&browser);
        personas.push(cast.staff.get(row)?.source_key());
    }
    cast.operator("one-browser", round, personas, &["browser"], &["link-device"]);
    Some(())
}

/// Somebody hosts the laptops of three employees who say that they live in three other places.
pub fn laptop_host(cast: &mut Cast, round: usize) -> Option<()> {
    let rows = cast.recruit(System::BambooHr, 3)?;
    let host = cast.extra();
    let mut personas = Vec::new();
    for row in rows {
        let habits = quiet(cast, row)?;
        habits.line = Line::home(host.serial);
        habits.place = (host.home.country.english(), host.home.city());
        personas.push(cast.staff.get(row)?.source_key());
    }
    cast.operator("laptop-host", round, personas, &["network line"], &["dev-two-hosts-one-line"]);
    Some(())
}

/// Two laptops behind hardware switches that pose as one office monitor and a receiver.
pub fn posing_hands(cast: &mut Cast, round: usize) -> Option<()> {
    let rows = cast.recruit(System::BambooHr, 2)?;
    let mut personas = Vec::new();
    for row in rows {
        let usb = Usb::posing_remote_hands(&mut cast.random);
        let habits = quiet(cast, row)?;
        habits.desk = vec![Attached::Display(Display::preset()), Attached::Usb(usb)];
        personas.push(cast.staff.get(row)?.source_key());
    }
    let detectors = ["ep-edid-public-preset", "ep-ipkvm-usb-spoofed", "ep-edid-duplicate-across-hosts"];
    cast.operator("posing-hands", round, personas, &["display identity"], &detectors);
    Some(())
}

/// One laptop with remote hands that did not even change their names.
pub fn remote_hands(cast: &mut Cast, round: usize) -> Option<()> {
    let row = cast.recruit(System::Personio, 1)?.first().copied()?;
    let habits = quiet(cast, row)?;
    habits.desk = vec![Attached::Usb(Usb::known_remote_hands())];
    let personas = vec![cast.staff.get(row)?.source_key()];
    cast.operator("remote-hands", round, personas, &["remote hands"], &["ep-ipkvm-usb-known"]);
    Some(())
}

/// Two contractors, an employee and a candidate: no two of the four share more than one thing, and
/// each thing lies in another system.
pub fn across(cast: &mut Cast, round: usize) -> Option<()> {
    let mut players = cast.campaign(2)?;
    let contractors = cast.recruit(System::Deel, 2)?;
    let employee = cast.recruit(System::BambooHr, 1)?.first().copied()?;
    let lent = cast.extra();
    let account = super::pay::iban::of(lent.serial, super::pay::iban::Land::Home(lent.home.country));
    let mut personas = Vec::new();
    let mut browser = None;
    for row in contractors {
        let pay = cast.pay(row)?;
        pay.route = super::pay::Route::Wise;
        pay.only_account(account.clone());
        browser = Some(quiet(cast, row)?.browser.clone());
        personas.push(cast.staff.get(row)?.source_key());
    }
    quiet(cast, employee)?.browser = browser?;
    personas.push(cast.staff.get(employee)?.source_key());
    let [first, second] = players.as_mut_slice() else { return None };
    first.applicant = cast.application_of_staff(employee, first.position)?;
    super::applied::one_document(cast, &[first.position, second.position]);
    personas.extend(cast.enter(players));
    let shares = ["payout account", "browser", "CV file"];
    let detectors = ["link-bank-account", "link-device", "link-cv-file-fingerprint"];
    cast.operator("across", round, personas, &shares, &detectors);
    Some(())
}

/// Habits of somebody who never leaves their desk, so that only what a story shares is shared.
fn quiet(cast: &mut Cast, row: usize) -> Option<&mut super::access::Habits> {
    let habits = cast.habit(row)?;
    habits.office = None;
    habits.carrier = false;
    habits.relay = false;
    habits.vpn = false;
    habits.space = false;
    habits.stays.clear();
    Some(habits)
}

/// Plants the honest classes, as far as there is room.
pub fn plant_honest(cast: &mut Cast) {
    for _ in 0..(cast.people / 80).max(1) {
        let _: Option<()> = passed_on(cast);
    }
    let free = cast.free_staff();
    let mut turns = free.chunks(9);
    for number in 0..(cast.people / 60).max(1) {
        let _: Option<()> = turns.next().and_then(|rows| small_classes(cast, rows, number as u64));
    }
    desks(cast);
    name_the_rest(cast);
}

/// A laptop that somebody left behind and the next one was given, months later.
fn passed_on(cast: &mut Cast) -> Option<()> {
    let rows = cast.take_staff(System::BambooHr, 2)?;
    let [first, second] = rows.as_slice() else { return None };
    let laptop = cast.habit(*first)?.laptop.clone();
    let left = calendar::later(EXPORTED, -170);
    let staff = cast.staff.get_mut(*first)?;
    staff.started = calendar::later(EXPORTED, -900);
    staff.ended = Some(left);
    let keys = vec![staff.source_key(), cast.staff.get(*second)?.source_key()];
    cast.staff.get_mut(*second)?.started = calendar::later(left, 40);
    cast.staff.get_mut(*second)?.ended = None;
    let habits = cast.habit(*second)?;
    // IT wiped it: it is registered anew, the hardware is the same.
    let registered = habits.laptop.registered.clone();
    habits.laptop = super::access::Laptop { registered, ..laptop };
    cast.truth.honest("passed_on_laptop", keys);
    Some(())
}

/// Travellers, a co-working space, a meeting in a hotel, a streamer, monitors of one careless maker.
fn small_classes(cast: &mut Cast, rows: &[usize], number: u64) -> Option<()> {
    let key = |cast: &Cast, row: usize| cast.staff.get(row).map(super::staff::Staff::source_key);
    let journeys = [
        (0, 300, 45, ("Portugal", "Vila Serena")),
        (0, 200, 60, ("Thailand", "Ban Talay")),
        (1, 150, 40, ("Mexico", "Puerto Claro")),
    ];
    for (step, (place, back, days, town)) in (0_u64..).zip(journeys) {
        let Some(&row) = rows.get(place) else { continue };
        let journey = stay(number * 16 + step, back, days, town);
        cast.habit(row)?.stays.push(journey);
        let person = key(cast, row)?;
        if place == 0 {
            cast.travels.push((person.clone(), journey));
        }
        cast.truth.honest("nomad", vec![person]);
    }
    let sitting: Vec<usize> = rows.iter().skip(2).take(2).copied().collect();
    let mut keys = Vec::new();
    for &row in &sitting {
        cast.habit(row)?.space = true;
        keys.push(key(cast, row)?);
    }
    if keys.len() == 2 && number == 0 {
        cast.truth.honest("coworking_space", keys);
    }
    let mut keys = Vec::new();
    let meeting: Stay = stay(number * 16 + 9, 98, 2, ("Austria", "Hochwies"));
    for &row in rows.iter().skip(3).take(3) {
        cast.habit(row)?.stays.push(meeting);
        keys.push(key(cast, row)?);
    }
    if keys.len() > 1 {
        cast.truth.honest("meeting_in_a_hotel", keys);
    }
    // Nobody gets two oddities: who is paid in an unusual way has no capture card.
    let paid_plainly = |row: &&usize| !cast.pays.contains_key(row);
    if let Some(&row) = rows.iter().skip(6).find(paid_plainly) {
        cast.keep_out(row);
        cast.habit(row)?.desk.push(Attached::Display(Display::capture()));
        let person = key(cast, row)?;
        cast.truth.honest("capture_card", vec![person]);
    }
    let mut keys = Vec::new();
    for &row in rows.iter().skip(5).take(4) {
        cast.habit(row)?.desk.push(Attached::Display(Display::constant()));
        keys.push(key(cast, row)?);
    }
    if keys.len() > 1 {
        cast.truth.honest("monitors_of_one_serial", keys);
    }
    Some(())
}

/// People of the office share desks: docks and monitors belong to the room.
fn desks(cast: &mut Cast) {
    let personas = personas(cast);
    let mut rows: Vec<usize> = Vec::new();
    for (row, staff) in cast.staff.iter().enumerate() {
        let comes = cast.habits_of(row, staff).office.is_some() && !personas.contains(&staff.source_key());
        if comes && staff.system == System::BambooHr && !cast.is_second_row(row) {
            rows.push(row);
        }
    }
    for group in rows.chunks(3) {
        let display = Display::own(&mut cast.random);
        let dock = Usb::dock(&mut cast.random);
        let mut keys = Vec::new();
        for &row in group {
            let Some(habits) = cast.habit(row) else { continue };
            habits.office_desk = vec![Attached::Display(display.clone()), Attached::Usb(dock.clone())];
            keys.extend(cast.staff.get(row).map(super::staff::Staff::source_key));
        }
        if keys.len() > 1 {
            cast.truth.honest("docking_station", keys);
        }
    }
}

/// The keys of all personas.
fn personas(cast: &Cast) -> BTreeSet<String> {
    cast.truth.operators.iter().flat_map(|operator| operator.personas.clone()).collect()
}

/// Notes who shares the office's line, the carrier's address, Private Relay or a VPN, and who works
/// at night.
fn name_the_rest(cast: &mut Cast) {
    let personas = personas(cast);
    let mut classes: [(&'static str, Vec<String>); 5] = [
        ("office_network", Vec::new()),
        ("carrier_address", Vec::new()),
        ("private_relay", Vec::new()),
        ("own_vpn", Vec::new()),
        ("night_owl", Vec::new()),
    ];
    for account in super::access::accounts(cast) {
        let key = account.staff.source_key();
        if personas.contains(&key) {
            continue;
        }
        let habits = &account.habits;
        let member = [habits.office.is_some(), habits.carrier, habits.relay, habits.vpn, habits.nights];
        for ((_, keys), member) in classes.iter_mut().zip(member) {
            if member {
                keys.push(key.clone());
            }
        }
    }
    for (class, keys) in classes {
        if class == "night_owl" {
            for key in keys {
                cast.truth.honest(class, vec![key]);
            }
        } else if keys.len() > 1 {
            cast.truth.honest(class, keys);
        }
    }
}

//! Operators of a measured firm: other groups, sizes and tricks than in the demo.

use crate::demo::applicant::REFEREE;
use crate::demo::calendar;

use super::world::{Parcel, System, World, hand, home_cells, spelling};

/// Plants every ring once a thousand candidates, as far as there is room.
pub fn plant(world: &mut World) {
    let rounds = 1 + world.applicants.len() / 3_000;
    for _ in 0..rounds {
        for ring in [
            four_on_one_line,
            five_tags,
            line_with_decoys,
            chain_of_phones,
            work_page,
            account_of_a_freelancer,
            one_sided_referee,
            five_laptops,
            back_by_mailbox,
            former_number_of_staff,
            everything_at_once,
        ] {
            let _: Option<()> = ring(world);
        }
    }
}

/// Four with one number and no other: too many for a couple, and no office.
fn four_on_one_line(world: &mut World) -> Option<()> {
    let places = world.take(4)?;
    let line = world.extra().phone;
    world.change(&places, |step, _, applicant| applicant.only_phone(line.written(spelling(step))));
    let keys = world.keys(&places);
    world.operator("four-on-one-line", keys, &["phone"], &["link-phone"]);
    Some(())
}

/// Five tags of one mailbox at a provider that is not Gmail.
fn five_tags(world: &mut World) -> Option<()> {
    let places = world.take(5)?;
    let mailbox = world.extra().mailbox;
    let (local, domain) = mailbox.split_once('@')?;
    world.change(&places, |step, _, applicant| {
        let tag = ["hr", "Work", "r2", "eu", "apply"].get(step).copied().unwrap_or("x");
        applicant.only_mailbox(format!("{local}+{tag}@{domain}"));
    });
    let keys = world.keys(&places);
    world.operator("five-tags", keys, &["mailbox"], &["link-email"]);
    Some(())
}

/// Five share a number; three of them give one of their own beside it, two do not.
fn line_with_decoys(world: &mut World) -> Option<()> {
    let places = world.take(5)?;
    let line = world.extra().phone;
    world.change(&places, |step, person, applicant| {
        applicant.only_phone(line.written(spelling(step)));
        if step < 3 {
            applicant.phones.insert(0, (person.phone.written(spelling(step + 1)), "mobile"));
        }
    });
    let keys = world.keys(&places);
    world.operator("line-with-decoys", keys, &["phone"], &["link-phone"]);
    Some(())
}

/// First and second share one number, second and third another, third and fourth a third.
fn chain_of_phones(world: &mut World) -> Option<()> {
    let places = world.take(4)?;
    let lines = [world.extra().phone, world.extra().phone, world.extra().phone];
    world.change(&places, |step, _, applicant| {
        let before = step.checked_sub(1).and_then(|index| lines.get(index));
        let own = [before, lines.get(step)];
        applicant.phones =
            own.into_iter().flatten().map(|line| (line.written(spelling(step)), "other")).collect();
    });
    let keys = world.keys(&places);
    world.operator("chain-of-phones", keys, &["phone"], &["link-phone"]);
    Some(())
}

/// Three who show one page, once with a question mark behind it.
fn work_page(world: &mut World) -> Option<()> {
    let places = world.take(3)?;
    let page = format!("{}/cases/ledger-tools", world.extra().site);
    world.change(&places, |step, _, applicant| {
        applicant.without_links();
        let written = match step {
            0 => format!("https://{page}?from=cv"),
            1 => format!("HTTP://WWW.{page}/"),
            _ => page.clone(),
        };
        applicant.websites.push((written, "personal"));
    });
    let keys = world.keys(&places);
    world.operator("work-page", keys, &["portfolio"], &["link-portfolio"]);
    Some(())
}

/// A candidate names the code account that a freelancer of the firm uses.
fn account_of_a_freelancer(world: &mut World) -> Option<()> {
    let rows = world.take_rows(System::Freelancers, 1)?;
    let places = world.take(1)?;
    let login = world.rows.get(*rows.first()?)?.github.clone();
    world.change(&places, |_, _, applicant| {
        applicant.without_links();
        applicant.websites.push((format!("https://github.com/{login}?tab=repositories"), "other"));
    });
    let mut keys = world.row_keys(&rows);
    keys.extend(world.keys(&places));
    world.operator("account-of-a-freelancer", keys, &["code account"], &["link-code-account"]);
    Some(())
}

/// One persona's referee answers the other persona's private phone.
fn one_sided_referee(world: &mut World) -> Option<()> {
    let places = world.take(2)?;
    let line = world.extra().phone;
    let invented = world.extra();
    world.change(&places, |step, _, applicant| {
        if step == 0 {
            applicant.only_phone(line.written(spelling(1)));
        } else {
            let answer = format!("Prof. {}, call {}", invented.name.full(), line.written(spelling(3)));
            applicant.answers.push((REFEREE, answer));
        }
    });
    let keys = world.keys(&places);
    world.operator("one-sided-referee", keys, &["referee"], &["link-referee"]);
    Some(())
}

/// Laptops of five people who declared five homes go to one flat.
fn five_laptops(world: &mut World) -> Option<()> {
    let mut rows = world.take_rows(System::BambooHr, 2)?;
    rows.extend(world.take_rows(System::Deel, 3)?);
    let flat = world.extra().home;
    for (step, &row) in rows.iter().enumerate() {
        let (person, recipient, at) = {
            let holder = world.rows.get(row)?;
            (holder.key.clone(), holder.person.name.full(), calendar::later(holder.started, 9))
        };
        let serial = world.serial();
        world.parcels.push(Parcel { person, recipient, home: home_cells(flat, hand(step)), serial, at });
    }
    let keys = world.row_keys(&rows);
    world.operator("five-laptops", keys, &["delivery address"], &["link-ship-to-same-unit"]);
    Some(())
}

/// Somebody removed comes back with the old mailbox, in capitals.
fn back_by_mailbox(world: &mut World) -> Option<()> {
    let places = world.take(1)?;
    let old = world.extra();
    let mut removed_on = calendar::EXPORTED;
    world.change(&places, |_, _, applicant| {
        applicant.mailboxes.push((old.mailbox.to_uppercase(), "other"));
        removed_on = calendar::later(applicant.last_activity, -200);
    });
    let phone = old.phone.written(spelling(0));
    world.gone.push([old.name.full(), old.mailbox, phone, removed_on.to_string()]);
    let keys = world.keys(&places);
    world.operator("back-by-mailbox", keys, &["removed persona"], &["link-return-after-removal"]);
    Some(())
}

/// A candidate's number stands in an employee's row as a second private one.
fn former_number_of_staff(world: &mut World) -> Option<()> {
    let rows = world.take_rows(System::BambooHr, 1)?;
    let places = world.take(1)?;
    let line = world.extra().phone;
    let row = world.rows.get_mut(*rows.first()?)?;
    row.phones.push(line.written(spelling(2)));
    row.started = calendar::later(calendar::EXPORTED, -900);
    row.ended = None;
    world.change(&places, |_, _, applicant| {
        applicant.only_phone(line.written(spelling(0)));
        applicant.applied = vec![calendar::later(calendar::EXPORTED, -120)];
        applicant.last_activity = calendar::later(calendar::EXPORTED, -30);
    });
    let mut keys = world.row_keys(&rows);
    keys.extend(world.keys(&places));
    world.operator("second-number-of-staff", keys, &["phone"], &["link-phone"]);
    Some(())
}

/// Six with one home, one mailbox and two sites between them.
fn everything_at_once(world: &mut World) -> Option<()> {
    let places = world.take(6)?;
    let (lent, other) = (world.extra(), world.extra());
    world.change(&places, |step, _, applicant| {
        applicant.without_links();
        applicant.only_home(lent.home.written(hand(step)));
        let site = if step % 2 == 0 { &lent.site } else { &other.site };
        applicant.websites.push((format!("https://{site}"), "portfolio"));
        if step < 2 {
            applicant.only_mailbox(lent.mailbox.clone());
        }
    });
    let keys = world.keys(&places);
    let detectors = ["link-postal-address", "link-portfolio", "link-email"];
    world.operator("everything-at-once", keys, &["postal address", "portfolio", "mailbox"], &detectors);
    Some(())
}

impl World {
    /// A serial number, for some all digits, as spreadsheets like them.
    pub fn serial(&mut self) -> String {
        let number = 10_000_000 + self.random.below(89_999_999);
        if self.random.one_in(3) { format!("{number}") } else { format!("PF{number:X}Q") }
    }
}

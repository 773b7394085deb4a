//! Stories of pay: accounts and wallets behind several contracts, and the many honest reasons for
//! which money goes to another name.

use jiff::civil::{Date, date};

use super::applicant::Applicant;
use super::calendar;
use super::cast::{Cast, Change};
use super::invent::{Identity, Post};
use super::pay::iban::{self, Land};
use super::pay::wallet::{self, Chain};
use super::pay::{ALWAYS, Route, country};
use super::staff::{Staff, System};

/// Two contractors, two names, two homes, one account.
pub fn shared_account(cast: &mut Cast, round: usize) -> Option<()> {
    let rows = cast.recruit(System::Deel, 2)?;
    let lent = cast.extra();
    let account = iban::of(lent.serial, Land::Home(lent.home.country));
    let mut personas = Vec::new();
    for row in rows {
        let pay = cast.pay(row)?;
        pay.route = Route::Wise;
        pay.only_account(account.clone());
        personas.push(cast.staff.get(row)?.source_key());
    }
    cast.operator("shared-account", round, personas, &["payout account"], &["link-bank-account"]);
    Some(())
}

/// Two contractors who are paid into one wallet; it stands on the list beside the exports.
pub fn shared_wallet(cast: &mut Cast, round: usize) -> Option<()> {
    let rows = cast.recruit(System::Deel, 2)?;
    let serial = cast.extra().serial;
    let address = wallet::of(cast.seed, serial, Chain::Tron);
    let mut personas = Vec::new();
    for row in rows {
        let pay = cast.pay(row)?;
        pay.route = Route::Crypto(Chain::Tron);
        pay.only_account(address.clone());
        personas.push(cast.staff.get(row)?.source_key());
    }
    if round == 0 {
        cast.listed.push((address, wallet::currency(Chain::Tron)));
    }
    cast.operator("shared-wallet", round, personas, &["wallet"], &["link-wallet", "pay-wallet-listed"]);
    Some(())
}

/// A contractor whose money goes to the account of somebody who is nowhere in the records.
pub fn lent_account(cast: &mut Cast, round: usize) -> Option<()> {
    let row = cast.recruit(System::Deel, 1)?.first().copied()?;
    let own = cast.staff.get(row)?.person.name.plain();
    let mut lender = cast.extra();
    for _ in 0..20 {
        let (given, family) = lender.name.plain();
        if given != own.0 && family != own.1 {
            break;
        }
        lender = cast.extra();
    }
    let pay = cast.pay(row)?;
    pay.route = Route::Wise;
    pay.holder = lender.name.full();
    pay.only_account(iban::of(lender.serial, Land::Home(lender.home.country)));
    let personas = vec![cast.staff.get(row)?.source_key()];
    cast.operator("lent-account", round, personas, &["account of a stranger"], &["pay-third-party"]);
    Some(())
}

/// An employee whose CV names tools years before they existed, and whose account was changed twice
/// within six weeks: each alone would be a remark.
pub fn old_hand(cast: &mut Cast, round: usize) -> Option<()> {
    let mut players = cast.players(1)?;
    let player = players.first_mut()?;
    let row = cast.recruit(System::BambooHr, 1)?.first().copied()?;
    player.applicant = cast.application_of_staff(row, player.position)?;
    older_career(&mut player.applicant);
    let mut resume = super::cv::Resume::of(cast.seed, player.position);
    resume.claims = &["Next.js", "Hardhat"];
    cast.resumes.insert(player.position, Some(resume));
    for (on, channel) in [(date(2026, 3, 9), "e-mail"), (date(2026, 4, 14), "chat")] {
        change_account(cast, row, on, channel)?;
    }
    let mut personas = vec![cast.staff.get(row)?.source_key()];
    personas.extend(cast.enter(players));
    let shares = ["a career before its tools", "payout account, twice"];
    cast.operator("old-hand", round, personas, &shares, &["cv-tech-before-release", "pay-account-changes"]);
    Some(())
}

/// Adds a post that ended in 2013 below all others.
fn older_career(applicant: &mut Applicant) {
    let mut posts = applicant.posts.clone();
    posts.retain(|post| post.from > 2014);
    posts.push(Post {
        company: "Ostwind Digital B.V.".to_owned(),
        title: "Full Stack Developer",
        from: 2011,
        to: 2013,
    });
    applicant.posts = posts;
}

/// Moves somebody's pay to a new account of theirs and notes the change.
fn change_account(cast: &mut Cast, row: usize, on: Date, channel: &'static str) -> Option<()> {
    let serial = cast.extra().serial;
    let staff = cast.staff.get(row)?;
    let (person, land) = (staff.reference(), Land::Home(country(staff)));
    let pay = cast.pay(row)?;
    let old = pay.account(on).to_owned();
    let new = iban::of(serial, land);
    pay.change(on, new.clone());
    cast.changes.push(Change { person, field: "IBAN", old, new, on, channel });
    Some(())
}

/// Plants the honest classes, as far as there is room.
pub fn plant_honest(cast: &mut Cast) {
    for _ in 0..(cast.people / 60).max(1) {
        let _: Option<()> = own_company(cast);
        let _: Option<()> = umbrella(cast);
        let _: Option<()> = joint_account(cast);
    }
    names_at_the_bank(cast);
    let _: Option<()> = changes(cast);
}

/// A contractor who is paid through a company that bears their family name.
fn own_company(cast: &mut Cast) -> Option<()> {
    let row = cast.take_staff(System::Deel, 1)?.first().copied()?;
    let family = cast.staff.get(row)?.name.1.clone();
    let form = cast.random.pick(&["Software GmbH", "Consulting Ltd", "Digital B.V.", "Engineering Oy"]);
    let pay = bank_route(cast, row)?;
    pay.holder = format!("{family} {form}");
    let key = cast.staff.get(row)?.source_key();
    cast.truth.honest("own_company", vec![key]);
    Some(())
}

/// Three whom an umbrella company bills for: firm.toml knows its account.
fn umbrella(cast: &mut Cast) -> Option<()> {
    let rows = cast.take_staff(System::Deel, 3)?;
    if cast.umbrella.is_none() {
        let lent = cast.extra();
        let name = format!("{} Payroll Oy", Identity::firm(&mut cast.random));
        cast.umbrella = Some((name, iban::of(lent.serial, Land::Home(lent.home.country))));
    }
    let (name, account) = cast.umbrella.clone()?;
    let mut keys = Vec::new();
    for row in rows {
        let pay = cast.pay(row)?;
        pay.route = Route::Wise;
        pay.holder.clone_from(&name);
        pay.only_account(account.clone());
        keys.push(cast.staff.get(row)?.source_key());
    }
    cast.truth.honest("umbrella_company", keys);
    Some(())
}

/// A couple, both contractors: one declared home, one line, one joint account, each under their own
/// name. Nobody told the firm.
fn joint_account(cast: &mut Cast) -> Option<()> {
    let rows = cast.take_staff(System::Deel, 2)?;
    let lent = cast.extra();
    let account = iban::of(lent.serial, Land::Home(lent.home.country));
    let mut keys = Vec::new();
    for row in rows {
        let staff = cast.staff.get_mut(row)?;
        staff.home = Some(lent.home);
        keys.push(staff.source_key());
        let pay = bank_route(cast, row)?;
        pay.only_account(account.clone());
        let habits = cast.habit(row)?;
        habits.line = super::network::Line::home(lent.serial);
    }
    cast.truth.honest("joint_account", keys);
    Some(())
}

/// Pays somebody at a bank, whatever the draw said.
fn bank_route(cast: &mut Cast, row: usize) -> Option<&mut super::pay::Pay> {
    let staff = cast.staff.get(row)?;
    let account = iban::of(staff.person.serial, Land::Home(country(staff)));
    let pay = cast.pay(row)?;
    pay.route = Route::Wise;
    pay.only_account(account);
    Some(pay)
}

/// Rows of people without a story that is an operator's.
fn honest_rows(cast: &Cast) -> Vec<usize> {
    let personas: std::collections::BTreeSet<&String> =
        cast.truth.operators.iter().flat_map(|operator| &operator.personas).collect();
    let honest = |(row, staff): &(usize, &Staff)| {
        staff.system != System::Register
            && !cast.is_second_row(*row)
            && !personas.contains(&staff.source_key())
    };
    cast.staff.iter().enumerate().filter(honest).map(|(row, _)| row).collect()
}

/// Names that banks hold otherwise: the one before a marriage, and one's own script; and accounts
/// in another country of the single payments area.
fn names_at_the_bank(cast: &mut Cast) {
    for row in honest_rows(cast) {
        let Some(staff) = cast.staff.get(row).cloned() else { continue };
        // Nobody gets two oddities: each of them is hard enough.
        let untouched = !cast.pays.contains_key(&row) && !cast.habits.contains_key(&row);
        if staff.name.1 != staff.person.name.family && untouched {
            let birth = staff.person.name.full();
            let Some(pay) = cast.pay(row) else { continue };
            pay.holder = birth;
            cast.truth.honest("birth_name_at_bank", vec![staff.source_key()]);
        } else if let (Some(own), true) = (&staff.person.name.own_script, untouched) {
            let written = format!("{} {}", own.0, own.1);
            let Some(pay) = cast.pay(row) else { continue };
            if matches!(pay.route, Route::Crypto(_)) {
                continue;
            }
            pay.holder = written;
            cast.truth.honest("own_script_at_bank", vec![staff.source_key()]);
        }
        let account = cast.pay_of(row, &staff).account(ALWAYS).to_owned();
        if account.starts_with("BE") {
            cast.truth.honest("account_in_another_country", vec![staff.source_key()]);
        }
    }
}

/// One in ten has changed the bank once, one in twelve has moved.
fn changes(cast: &mut Cast) -> Option<()> {
    for row in honest_rows(cast) {
        let staff = cast.staff.get(row)?.clone();
        let on = calendar::later(date(2026, 1, 12), cast.random.between(0, 130));
        let settled = calendar::later(staff.started, 90) < on && staff.ended.is_none();
        if !settled {
            continue;
        }
        let crypto = matches!(cast.pay_of(row, &staff).route, Route::Crypto(_));
        if cast.random.one_in(10) && !crypto && !cast.pays.contains_key(&row) {
            change_account(cast, row, on, "self service")?;
            cast.truth.honest("changed_bank_once", vec![staff.source_key()]);
        } else if let (true, Some(home)) = (cast.random.one_in(12), staff.home) {
            let hand = super::invent::homes::Hand::Careful;
            let old = cast.extra().home.one_line(hand);
            let new = home.one_line(hand);
            let person = staff.reference();
            cast.changes.push(Change { person, field: "Address", old, new, on, channel: "self service" });
        }
    }
    Some(())
}

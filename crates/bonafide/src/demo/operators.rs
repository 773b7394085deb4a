//! Operators with several personas, from careless to careful. They draw names, homes and careers
//! from the same pools as everybody else.

use super::access::laptop_serial;
use super::applicant::{GITHUB, REFEREE, WEBSITE};
use super::calendar::{self, EXPORTED};
use super::cast::{Cast, Player, introduce};
use super::cv::Resume;
use super::invent::homes::Hand;
use super::invent::{Name, Spelling};
use super::staff::{Removal, Shipment, System};
use super::{applied, paid, signed_in};

type Story = fn(&mut Cast, usize) -> Option<()>;

/// Plants all stories once a round, as far as there is room.
pub fn plant(cast: &mut Cast, rounds: usize) {
    for round in 0..rounds {
        for story in [
            one_phone as Story,
            careless,
            laptop_room,
            one_mailbox,
            one_portfolio,
            one_account,
            vouching,
            returned,
            careful,
            three_names,
            inside,
            paid::shared_account,
            paid::shared_wallet,
            paid::lent_account,
            paid::old_hand,
            signed_in::one_factor,
            signed_in::one_browser,
            signed_in::laptop_host,
            signed_in::posing_hands,
            signed_in::remote_hands,
            signed_in::across,
            applied::cloned_cv,
            applied::master_file,
            applied::ghost,
        ] {
            let _: Option<()> = story(cast, round);
        }
    }
}

/// Three personas who can all be called on one number, each time written otherwise.
fn one_phone(cast: &mut Cast, round: usize) -> Option<()> {
    let mut players = cast.campaign(3)?;
    let line = cast.extra().phone;
    for (player, spelling) in
        players.iter_mut().zip([Spelling::Spaced, Spelling::DoubleZero, Spelling::Bracketed])
    {
        player.applicant.only_phone(line.written(spelling));
    }
    let personas = cast.enter(players);
    cast.operator("one-phone", round, personas, &["phone"], &["link-phone"]);
    Some(())
}

/// Four personas behind one Gmail mailbox, dotted, tagged and under its second domain.
fn one_mailbox(cast: &mut Cast, round: usize) -> Option<()> {
    let mut players = cast.campaign(4)?;
    let person = cast.extra();
    let (given, family) = person.name.plain();
    // A hyphen cannot stand in a real Gmail address: nobody has this one.
    let mark = format!("-demo{}", person.serial);
    let variants = [
        format!("{given}{family}{mark}@gmail.com"),
        format!("{given}.{family}{mark}@gmail.com"),
        format!("{given}{family}{mark}+jobs@googlemail.com"),
        format!("{given}.{family}{mark}+dev@gmail.com"),
    ];
    for (player, variant) in players.iter_mut().zip(variants) {
        player.applicant.only_mailbox(variant);
    }
    let personas = cast.enter(players);
    cast.operator("one-mailbox", round, personas, &["mailbox"], &["link-email"]);
    Some(())
}

/// Two personas who show the work of one site.
fn one_portfolio(cast: &mut Cast, round: usize) -> Option<()> {
    let mut players = cast.campaign(2)?;
    let site = cast.extra().site;
    let [first, second] = players.as_mut_slice() else { return None };
    first.applicant.without_links();
    first.applicant.websites.push((format!("https://www.{site}/"), "portfolio"));
    second.applicant.without_links();
    second.applicant.answers.push((WEBSITE, format!("http://{site}")));
    let personas = cast.enter(players);
    cast.operator("one-portfolio", round, personas, &["portfolio"], &["link-portfolio"]);
    Some(())
}

/// Two personas with one account on GitHub.
fn one_account(cast: &mut Cast, round: usize) -> Option<()> {
    let mut players = cast.campaign(2)?;
    let login = cast.extra().login;
    let [first, second] = players.as_mut_slice() else { return None };
    first.applicant.without_links();
    first.applicant.socials.push(format!("https://github.com/{}", login.to_uppercase()));
    second.applicant.without_links();
    second.applicant.answers.push((GITHUB, format!("github.com/{login}/")));
    let personas = cast.enter(players);
    cast.operator("one-account", round, personas, &["code account"], &["link-code-account"]);
    Some(())
}

/// Two personas who vouch for each other.
fn vouching(cast: &mut Cast, round: usize) -> Option<()> {
    let mut players = cast.campaign(2)?;
    let [first, second] = players.as_mut_slice() else { return None };
    for player in [&mut *first, &mut *second] {
        player.applicant.answers.retain(|(question, _)| *question != REFEREE);
    }
    let phone = |player: &Player| player.person.phone.written(Spelling::Compact);
    let for_first = format!("{}, {}, {}", second.person.name.full(), second.person.mailbox, phone(second));
    let for_second = format!("{} / {}", first.person.name.full(), phone(first));
    first.applicant.answers.push((REFEREE, for_first));
    second.applicant.answers.push((REFEREE, for_second));
    let personas = cast.enter(players);
    cast.operator("vouching", round, personas, &["referee"], &["link-referee"]);
    Some(())
}

/// Four contractors who live in four places and whose laptops all go to one unit.
fn laptop_room(cast: &mut Cast, round: usize) -> Option<()> {
    let rows = cast.recruit(System::Deel, 4)?;
    let room = cast.extra().home;
    let mut personas = Vec::new();
    for (step, row) in rows.into_iter().enumerate() {
        let hand = Hand::ALL.get(step % 3).copied().unwrap_or(Hand::Careful);
        let serial = laptop_serial(cast.seed, row);
        let Some(staff) = cast.staff.get(row) else { continue };
        let at = calendar::later(staff.started, 6);
        personas.push(staff.source_key());
        cast.shipments.push(Shipment {
            person: staff.reference(),
            recipient: staff.person.name.full(),
            home: room,
            hand,
            serial,
            at,
            signed_by: staff.person.name.full(),
        });
    }
    cast.operator("laptop-room", round, personas, &["delivery address"], &["link-ship-to-same-unit"]);
    Some(())
}

/// A removed persona who comes back under another name.
fn returned(cast: &mut Cast, round: usize) -> Option<()> {
    let mut players = cast.campaign(1)?;
    let old = cast.extra();
    let player = players.first_mut()?;
    player.applicant.only_phone(old.phone.written(Spelling::Bracketed));
    let (local, domain) = old.mailbox.split_once('@')?;
    player.applicant.mailboxes.push((format!("{local}+new@{domain}"), "other"));
    let at = calendar::later(player.applicant.last_activity, -500);
    cast.removals.push(Removal {
        name: old.name.full(),
        mailbox: old.mailbox.clone(),
        phone: old.phone.written(Spelling::Compact),
        home: old.home,
        at,
    });
    let personas = cast.enter(players);
    let detectors = ["link-return-after-removal"];
    cast.operator("returned", round, personas, &["removed persona"], &detectors);
    Some(())
}

/// Four personas with something in common at every turn: two a home, three a number, the last two
/// a site, all a referee.
fn careless(cast: &mut Cast, round: usize) -> Option<()> {
    let mut players = cast.campaign(4)?;
    let (lent, referee) = (cast.extra(), cast.extra());
    let introduced = introduce(&referee, &mut cast.random);
    for (step, player) in players.iter_mut().enumerate() {
        let hand = Hand::ALL.get(step % 3).copied().unwrap_or(Hand::Careful);
        let applicant = &mut player.applicant;
        applicant.without_links();
        let home = if step < 2 { lent.home } else { player.person.home };
        applicant.only_home(home.written(hand));
        applicant.answers.retain(|(question, _)| *question != REFEREE);
        applicant.answers.push((REFEREE, introduced.clone()));
        if step < 3 {
            applicant.only_phone(lent.phone.written(Spelling::INTERNATIONAL[step % 4]));
            applicant.only_mailbox(format!("{}{}@mailinator.com", lent.login, step + 1));
        }
        if step > 1 {
            applicant.websites.push((format!("https://{}", lent.site), "portfolio"));
        }
    }
    let personas = cast.enter(players);
    let shares = ["phone", "postal address", "portfolio", "throwaway mailbox"];
    let detectors = ["link-phone", "link-portfolio", "link-postal-address", "contact-disposable-domain"];
    cast.operator("careless", round, personas, &shares, &detectors);
    Some(())
}

/// Two personas who share one thing only: a second mailbox, given once.
fn careful(cast: &mut Cast, round: usize) -> Option<()> {
    let mut players = cast.campaign(2)?;
    let mailbox = cast.extra().mailbox;
    let [first, second] = players.as_mut_slice() else { return None };
    first.applicant.mailboxes.push((mailbox.clone(), "other"));
    second.applicant.mailboxes.push((mailbox.to_uppercase(), "other"));
    let personas = cast.enter(players);
    cast.operator("careful", round, personas, &["mailbox"], &["link-email"]);
    Some(())
}

/// One CV, number and mailbox under three family names: no re-application.
fn three_names(cast: &mut Cast, round: usize) -> Option<()> {
    let mut players = cast.campaign(3)?;
    let lent = cast.extra();
    let posts = players.first()?.applicant.posts.clone();
    let words = cast.random.draw();
    for (player, spelling) in players.iter_mut().zip(Spelling::INTERNATIONAL) {
        let resume = Resume { words, ..Resume::of(cast.seed, player.position) };
        cast.resumes.insert(player.position, Some(resume));
        let applicant = &mut player.applicant;
        applicant.name = (lent.name.given.clone(), Name::draw_family(&mut cast.random));
        applicant.only_phone(lent.phone.written(spelling));
        applicant.only_mailbox(lent.mailbox.clone());
        applicant.posts.clone_from(&posts);
        applicant.without_links();
    }
    let personas = cast.enter(players);
    let shares = ["phone", "mailbox", "employers and years"];
    let detectors = ["link-phone", "link-email", "link-cv-near-duplicate"];
    cast.operator("three-names", round, personas, &shares, &detectors);
    Some(())
}

/// A candidate who can be called on an employee's private number.
fn inside(cast: &mut Cast, round: usize) -> Option<()> {
    let row = cast.recruit(System::Personio, 1)?.first().copied()?;
    let mut players = cast.campaign(1)?;
    let player = players.first_mut()?;
    let staff = cast.staff.get_mut(row)?;
    player.applicant.only_phone(staff.person.phone.written(Spelling::DoubleZero));
    // Both uses go on today: nobody passed the number on.
    staff.ended = None;
    staff.started = calendar::later(EXPORTED, -1_200);
    player.applicant.applied = vec![calendar::later(EXPORTED, -70)];
    player.applicant.last_activity = calendar::later(EXPORTED, -9);
    let mut personas = vec![staff.source_key()];
    personas.extend(cast.enter(players));
    cast.operator("inside", round, personas, &["phone"], &["link-phone"]);
    Some(())
}

//! Honest people who look alike: what a good scan explains, grades down or does not mention.

use super::applicant::{Applicant, PROUD, REFEREE, WEBSITE};
use super::calendar;
use super::cast::{Agency, Cast, Player, introduce};
use super::cv::Resume;
use super::invent::homes::Hand;
use super::invent::{Identity, Name, Random, Spelling};

/// Plants all classes, in proportion to the count of candidates, as far as there is room.
pub fn plant(cast: &mut Cast) {
    let share = |one_in: usize| cast_share(cast.applicants, one_in);
    let counts = [
        (couples as Story, share(60)),
        (agency, share(170).clamp(2, 40)),
        (reapplied, share(45)),
        (cleared, 1),
        (flatmates, share(120)),
        (recycled, share(120)),
        (namesakes, share(120)),
        (one_referee, share(140)),
        (school_site, 1),
        (famous_project, share(2_000)),
        (aliases, share(60)),
        (dots_elsewhere, share(170)),
        (throwaway, share(350)),
        (two_scripts, share(120)),
    ];
    for (story, count) in counts {
        for _ in 0..count {
            if story(cast).is_none() {
                break;
            }
        }
    }
}

type Story = fn(&mut Cast) -> Option<()>;

/// One in so many candidates, at least once.
fn cast_share(applicants: usize, one_in: usize) -> usize {
    (applicants / one_in).max(1)
}

/// Two who live together; half of them share a landline, some also a family mailbox.
fn couples(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(2)?;
    let lent = cast.extra();
    let (landline, mailbox) = (cast.random.one_in(2), cast.random.one_in(3));
    let hand = cast.random.pick(&Hand::ALL);
    for (player, spelling) in players.iter_mut().zip([Spelling::Spaced, Spelling::Compact]) {
        own_phone(player);
        player.applicant.only_home(lent.home.written(if spelling == Spelling::Spaced {
            Hand::Careful
        } else {
            hand
        }));
        if landline {
            player.applicant.phones.push((lent.phone.written(spelling), "home"));
        }
        if mailbox {
            player.applicant.mailboxes.push((lent.mailbox.clone(), "other"));
        }
    }
    cast.enter_honest("couples", players);
    Some(())
}

/// Three who share a flat and nothing else.
fn flatmates(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(3)?;
    let home = cast.extra().home;
    for (player, hand) in players.iter_mut().zip(Hand::ALL) {
        own_phone(player);
        player.applicant.only_home(home.written(hand));
    }
    cast.enter_honest("flatmates", players);
    Some(())
}

/// Six whom one agency sends: its mailbox and line stand beside their own.
fn agency(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(6)?;
    let lent = cast.extra();
    let name = format!("{} Recruiting", Identity::firm(&mut cast.random));
    let agency = Agency {
        name,
        mailbox: format!("talents@agency{}.example", lent.serial),
        phone: lent.phone.written(Spelling::Spaced),
    };
    for player in &mut players {
        own_phone(player);
        player.applicant.mailboxes.push((agency.mailbox.clone(), "work"));
        player.applicant.phones.push((agency.phone.clone(), "work"));
        player.applicant.source.clone_from(&agency.name);
    }
    cast.agencies.push(agency);
    cast.enter_honest("agency", players);
    Some(())
}

/// Somebody who applies a second time, a third of them under a married name.
fn reapplied(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(2)?;
    let married = cast.random.one_in(3);
    let family = Name::draw_family(&mut cast.random);
    let [first, second] = players.as_mut_slice() else { return None };
    let mut again = cast.applicant_of(&first.person, second.position);
    again.posts.clone_from(&first.applicant.posts);
    first.applicant.name = (first.person.name.given.clone(), first.person.name.family.clone());
    again.name =
        (first.person.name.given.clone(), if married { family } else { first.person.name.family.clone() });
    for applicant in [&mut first.applicant, &mut again] {
        applicant.only_home(first.person.home.written(Hand::Careful));
    }
    first.applicant.only_phone(first.person.phone.written(Spelling::Spaced));
    again.only_phone(first.person.phone.written(Spelling::Compact));
    second.applicant = again;
    // The same CV again, saved anew: some let another program do it.
    let sent = Resume::of(cast.seed, first.position);
    let mut anew =
        Resume { words: sent.words, template: sent.template, ..Resume::of(cast.seed, second.position) };
    if !cast.random.one_in(3) {
        anew.marks.clone_from(&sent.marks);
        anew.format = sent.format;
    }
    cast.resumes.insert(first.position, Some(sent));
    cast.resumes.insert(second.position, Some(anew));
    cast.enter_honest(if married { "reapplied_married" } else { "reapplied" }, players);
    Some(())
}

/// Two siblings on one number; somebody asked, and firm.toml says what they answered.
fn cleared(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(2)?;
    let line = cast.extra().phone;
    for (player, spelling) in players.iter_mut().zip(Spelling::INTERNATIONAL) {
        player.applicant.only_phone(line.written(spelling));
    }
    let keys: Vec<String> = players.iter().map(|player| player.applicant.key()).collect();
    cast.cleared.push(keys);
    cast.enter_honest("cleared", players);
    Some(())
}

/// A number that the network gave to somebody else years later.
fn recycled(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(2)?;
    let line = cast.extra().phone;
    let [first, second] = players.as_mut_slice() else { return None };
    let newer = calendar::application_day(second.position, cast.applicants);
    let older = calendar::later(newer, -1_000);
    for (player, day, spelling) in [(first, older, Spelling::Spaced), (second, newer, Spelling::DoubleZero)] {
        player.applicant.only_phone(line.written(spelling));
        player.applicant.applied = vec![day];
        player.applicant.last_activity = calendar::later(day, 35);
    }
    cast.enter_honest("recycled_phone", players);
    Some(())
}

/// Two people of one name.
fn namesakes(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(2)?;
    let [first, second] = players.as_mut_slice() else { return None };
    second.applicant.name = first.applicant.name.clone();
    cast.enter_honest("namesakes", players);
    Some(())
}

/// Two who were led by the same person, whom both name as referee.
fn one_referee(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(2)?;
    let referee = cast.extra();
    for player in &mut players {
        player.applicant.answers.retain(|(question, _)| *question != REFEREE);
        let introduced = introduce(&referee, &mut cast.random);
        player.applicant.answers.push((REFEREE, introduced));
    }
    cast.enter_honest("one_referee", players);
    Some(())
}

/// Five who name the site of the school that they went to.
fn school_site(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(5)?;
    for player in &mut players {
        player.applicant.without_links();
        player.applicant.answers.push((WEBSITE, "https://codeschool-nord.example".to_owned()));
    }
    cast.enter_honest("school_site", players);
    Some(())
}

/// Three who worked on one public project and say so in their prose.
fn famous_project(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(3)?;
    for player in &mut players {
        let prose = "For two years I helped to maintain the parser of \
             https://github.com/demo-harbour-lights/beacon and wrote most of its fuzz tests. I learned \
             how much patience reviews need, and that a small change with a good test is merged first."
            .to_owned();
        player.applicant.answers.push((PROUD, prose));
    }
    cast.enter_honest("famous_project", players);
    Some(())
}

/// Somebody who writes from a forwarding address of their own.
fn aliases(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(1)?;
    let player = players.first_mut()?;
    let provider = cast.random.pick(&["duck.com", "mozmail.com", "privaterelay.appleid.com", "passmail.net"]);
    let word = Random::fork(cast.seed, 0xA11A, player.person.serial).draw() % 0xFF_FFFF;
    player.applicant.only_mailbox(format!("demo-{word:06x}-{}@{provider}", player.person.serial));
    cast.enter_honest("alias", players);
    Some(())
}

/// Two mailboxes that differ in dots only, at a provider where dots count.
fn dots_elsewhere(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(2)?;
    let lent = cast.extra();
    let (given, family) = lent.name.plain();
    let [first, second] = players.as_mut_slice() else { return None };
    first.applicant.only_mailbox(format!("{given}.{family}{}@inbox-nord.example", lent.serial));
    second.applicant.only_mailbox(format!("{given}{family}{}@inbox-nord.example", lent.serial));
    cast.enter_honest("dots_elsewhere", players);
    Some(())
}

/// Somebody who does not trust application forms with a lasting address.
fn throwaway(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(1)?;
    let player = players.first_mut()?;
    let mailbox = format!("{}@yopmail.com", player.person.login);
    player.applicant.only_mailbox(mailbox);
    cast.enter_honest("throwaway_mailbox", players);
    Some(())
}

/// Two people of one name, one of whom writes it in another script.
fn two_scripts(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(2)?;
    let name = Name::draw_in_two_scripts(&mut cast.random);
    let [first, second] = players.as_mut_slice() else { return None };
    first.applicant.name = (name.given.clone(), name.family.clone());
    second.applicant.name = name.own_script?;
    cast.enter_honest("one_name_in_two_scripts", players);
    Some(())
}

/// Leaves a candidate nothing but their own mobile.
fn own_phone(player: &mut Player) {
    let Player { person, applicant, .. } = player;
    let spelling = Spelling::INTERNATIONAL[(person.serial % 4) as usize];
    let own: &mut Applicant = applicant;
    own.only_phone(person.phone.written(spelling));
}

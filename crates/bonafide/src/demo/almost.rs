//! Operators who share nothing that is equal, only what is almost one; and honest people who look
//! almost alike. They come after all other stories, which so stay as they are.

use super::cast::{Cast, Player};
use super::cv::{Resume, text};
use super::invent::homes::Hand;
use super::invent::{FreeLines, Identity, Name, Spelling};

/// Numbers that are nobody's: referees have the highest running numbers.
pub fn free_lines(cast: &Cast) -> FreeLines {
    FreeLines::from(3 * cast.applicants + cast.people + 2_000)
}

/// Plants the operators, once a round, as far as there is room and numbers are left.
pub fn plant(cast: &mut Cast, rounds: usize, lines: &mut FreeLines) {
    for round in 0..rounds {
        let _: Option<()> = almost_everything(cast, lines, round);
        let _: Option<()> = almost_three(cast, lines, round);
    }
}

/// Plants the honest classes, as far as there is room.
pub fn plant_honest(cast: &mut Cast, lines: &mut FreeLines) {
    for _ in 0..(cast.applicants / 300).clamp(1, 40) {
        let _: Option<()> = number_block(cast, lines);
        let _: Option<()> = siblings(cast, lines);
        let _: Option<()> = sentences_of_a_site(cast);
        let _: Option<()> = one_word(cast);
    }
}

/// Three personas: numbers, mailboxes, streets and CVs are almost one.
fn almost_everything(cast: &mut Cast, lines: &mut FreeLines, round: usize) -> Option<()> {
    let phones = lines.near(3, || cast.extra().phone)?;
    let mut players = cast.campaign(3)?;
    let home = cast.extra().home;
    let mailboxes = mailboxes(cast);
    reworded(cast, &players);
    for (step, (player, phone)) in players.iter_mut().zip(phones).enumerate() {
        let applicant = &mut player.applicant;
        applicant.without_links();
        applicant.only_phone(phone.written(Spelling::INTERNATIONAL[step % 4]));
        applicant.only_mailbox(mailboxes.get(step)?.clone());
        applicant.only_home(mistyped(&home.written(Hand::Careful), step));
    }
    let personas = cast.enter(players);
    let shares = ["almost one phone", "almost one mailbox", "almost one street", "CV in other words"];
    cast.operator("almost-everything", round, personas, &shares, &["link-combined"]);
    Some(())
}

/// Two personas who live in two places: numbers, mailboxes and CVs are almost one.
fn almost_three(cast: &mut Cast, lines: &mut FreeLines, round: usize) -> Option<()> {
    let phones = lines.near(2, || cast.extra().phone)?;
    let mut players = cast.campaign(2)?;
    let mailboxes = mailboxes(cast);
    reworded(cast, &players);
    for (step, (player, phone)) in players.iter_mut().zip(phones).enumerate() {
        let Player { person, applicant, .. } = player;
        applicant.without_links();
        applicant.only_phone(phone.written(Spelling::INTERNATIONAL[(step + 2) % 4]));
        applicant.only_mailbox(mailboxes.get(step)?.clone());
        applicant.only_home(person.home.written(Hand::Abbreviated));
    }
    let personas = cast.enter(players);
    let shares = ["almost one phone", "almost one mailbox", "CV in other words"];
    cast.operator("almost-three", round, personas, &shares, &["link-combined"]);
    Some(())
}

/// Mailboxes of one word that is nobody's name, at several providers.
fn mailboxes(cast: &mut Cast) -> [String; 3] {
    let firm = Identity::firm(&mut cast.random).to_lowercase();
    let word: String = firm.chars().filter(char::is_ascii_alphabetic).collect();
    let (head, tail) = word.split_at(word.len() / 2);
    let mark = cast.random.between(10, 99);
    [
        format!("{word}{mark}@example.org"),
        format!("{head}.{tail}{}@postfach.example", mark + 1),
        format!("{word}@mail.nimbus.example"),
    ]
}

/// Gives each player the text of one CV in words of their own, under employers of their own.
fn reworded(cast: &mut Cast, players: &[Player]) {
    let words = cast.random.draw();
    for player in players {
        let mut resume = Resume::of(cast.seed, player.position);
        resume.words = words;
        resume.reworded = Some(cast.random.draw());
        cast.resumes.insert(player.position, Some(resume));
    }
}

/// An address with a letter left out or doubled in its longest word; the first stays as it is.
fn mistyped(address: &str, step: usize) -> String {
    let words = address.lines().next().unwrap_or_default().split([' ', ',']);
    let street =
        words.filter(|word| word.chars().all(char::is_alphabetic)).max_by_key(|word| word.chars().count());
    let Some(street) = street.filter(|_| step > 0) else { return address.to_owned() };
    let letters: Vec<char> = street.chars().collect();
    let middle = letters.len() / 2;
    let typed: String = letters
        .iter()
        .enumerate()
        .flat_map(|(at, letter)| {
            let times = match (at == middle, step) {
                (true, 1) => 0,
                (true, _) => 2,
                _ => 1,
            };
            std::iter::repeat_n(*letter, times)
        })
        .collect();
    address.replacen(street, &typed, 1)
}

/// Five from one firm, whose numbers follow each other.
fn number_block(cast: &mut Cast, lines: &mut FreeLines) -> Option<()> {
    let phones = lines.row(5, || cast.extra().phone)?;
    let mut players = cast.players(5)?;
    for (player, phone) in players.iter_mut().zip(phones) {
        player.applicant.only_phone(phone.written(Spelling::Spaced));
    }
    cast.enter_honest("number_block", players);
    Some(())
}

/// Two of one family under one roof, with mailboxes made of their names and numbers from one shop.
fn siblings(cast: &mut Cast, lines: &mut FreeLines) -> Option<()> {
    let phones = lines.row(2, || cast.extra().phone)?;
    let mut players = cast.players(2)?;
    let lent = cast.extra();
    let family = Name::draw_family(&mut cast.random);
    let plain = any_ascii::any_ascii(&family).to_lowercase();
    let word: String = plain.chars().filter(char::is_ascii_alphabetic).collect();
    for (step, (player, phone)) in players.iter_mut().zip(phones).enumerate() {
        let applicant = &mut player.applicant;
        applicant.name.1.clone_from(&family);
        applicant.only_phone(phone.written(Spelling::Compact));
        applicant.only_mailbox(format!("{word}{}@example.net", 7 + 70 * step));
        applicant.only_home(lent.home.written(Hand::ALL[step]));
    }
    cast.enter_honest("siblings", players);
    Some(())
}

/// Five who took the same sentences from a site that helps with CVs.
fn sentences_of_a_site(cast: &mut Cast) -> Option<()> {
    let players = cast.players(5)?;
    let sentences = text::project(&mut cast.random);
    for player in &players {
        let mut resume = Resume::of(cast.seed, player.position);
        resume.shared = Some(sentences.clone());
        cast.resumes.insert(player.position, Some(resume));
    }
    cast.enter_honest("cv_sentences", players);
    Some(())
}

/// Two strangers who like one word.
fn one_word(cast: &mut Cast) -> Option<()> {
    let mut players = cast.players(2)?;
    let mailboxes = mailboxes(cast);
    for (player, mailbox) in players.iter_mut().zip(mailboxes) {
        player.applicant.only_mailbox(mailbox);
    }
    cast.enter_honest("one_word", players);
    Some(())
}

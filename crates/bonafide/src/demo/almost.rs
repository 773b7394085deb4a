//! Operators who share nothing that is equal, only what is almost one; and honest people who look
//! almost alike. They come after all other stories, which so stay as they are.

use std::collections::BTreeSet;

use super::cast::{Cast, Player};
use super::cv::{Resume, text};
use super::invent::homes::Hand;
use super::invent::{Identity, Name, Number, Spelling};

/// Plants the operators, once a round, as far as there is room and numbers are left.
pub fn plant(cast: &mut Cast, rounds: usize) {
    let mut lines = Lines::of(cast);
    for round in 0..rounds {
        let _: Option<()> = almost_everything(cast, &mut lines, round);
        let _: Option<()> = almost_three(cast, &mut lines, round);
    }
}

/// Plants the honest classes, as far as there is room.
pub fn plant_honest(cast: &mut Cast) {
    let mut lines = Lines::of(cast);
    for _ in 0..(cast.applicants / 300).clamp(1, 40) {
        let _: Option<()> = number_block(cast, &mut lines);
        let _: Option<()> = siblings(cast, &mut lines);
        let _: Option<()> = sentences_of_a_site(cast);
        let _: Option<()> = one_word(cast);
    }
}

/// Three personas: numbers, mailboxes, streets and CVs are almost one.
fn almost_everything(cast: &mut Cast, lines: &mut Lines, round: usize) -> Option<()> {
    let phones = lines.near(cast, 3)?;
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
fn almost_three(cast: &mut Cast, lines: &mut Lines, round: usize) -> Option<()> {
    let phones = lines.near(cast, 2)?;
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
fn number_block(cast: &mut Cast, lines: &mut Lines) -> Option<()> {
    let phones = lines.row(cast, 5)?;
    let mut players = cast.players(5)?;
    for (player, phone) in players.iter_mut().zip(phones) {
        player.applicant.only_phone(phone.written(Spelling::Spaced));
    }
    cast.enter_honest("number_block", players);
    Some(())
}

/// Two of one family under one roof, with mailboxes made of their names and numbers from one shop.
fn siblings(cast: &mut Cast, lines: &mut Lines) -> Option<()> {
    let phones = lines.row(cast, 2)?;
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

/// Numbers that belong to nobody: beyond all running numbers of the firm.
struct Lines {
    /// Running numbers from here on are nobody's.
    free_from: u64,
    taken: BTreeSet<String>,
}

impl Lines {
    fn of(cast: &Cast) -> Self {
        // Referees have the highest running numbers.
        let free_from = (3 * cast.applicants + cast.people + 2_000) as u64;
        Self { free_from, taken: BTreeSet::new() }
    }

    fn take(&mut self, number: &Number) -> bool {
        let is_free = number.serial().is_some_and(|serial| serial >= self.free_from);
        is_free && self.taken.insert(number.written(Spelling::Compact))
    }

    /// So many numbers, each one digit from the first.
    fn near(&mut self, cast: &mut Cast, count: usize) -> Option<Vec<Number>> {
        for _ in 0..50 {
            let first = cast.extra().phone.plus(cast.random.between(1, 400));
            let mut found = Vec::new();
            for step in [10, 20, -10, 30, -20, 100, 200, -100] {
                let other = first.plus(step);
                // A carry would change two digits.
                if found.len() < count && other.differs_in_one_digit(&first) && self.take(&other) {
                    found.push(other);
                }
            }
            if found.len() + 1 >= count && self.take(&first) {
                found.truncate(count - 1);
                found.insert(0, first);
                return Some(found);
            }
        }
        None
    }

    /// So many numbers that follow each other.
    fn row(&mut self, cast: &mut Cast, count: i64) -> Option<Vec<Number>> {
        for _ in 0..200 {
            // The last digits of a row of two must not carry.
            let first = cast.extra().phone.tens();
            let all: Vec<Number> = (0..count).map(|step| first.plus(step)).collect();
            let free = |number: &Number| number.serial().is_some_and(|serial| serial >= self.free_from);
            if all.iter().all(free) && all.iter().all(|number| self.take(number)) {
                return Some(all);
            }
        }
        None
    }
}

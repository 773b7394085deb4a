//! What a CV says: headings, posts with bullets, skills.

use std::fmt::Write as _;

use super::super::applicant::Applicant;
use super::super::invent::Random;
use super::Resume;
use super::pools::{FOR_WHOM, HOBBIES, METHODS, OUTCOMES, TECHNOLOGIES, THINGS, VERBS};

/// One block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The candidate's name.
    Name(String),
    /// A heading.
    Heading(&'static str),
    /// A line of plain text.
    Line(String),
    /// A bullet.
    Bullet(String),
}

/// How many templates there are.
pub const TEMPLATES: usize = 4;

/// Headings for profile, posts, skills and the rest.
const HEADINGS: [[&str; 4]; TEMPLATES] = [
    ["Profile", "Experience", "Skills", "Interests"],
    ["Profil", "Berufserfahrung", "Kenntnisse", "Interessen"],
    ["About", "Employment", "Tools", "Beyond work"],
    ["Summary", "Work history", "Technologies", "Personal"],
];

/// The whole CV of an application.
pub fn compose(applicant: &Applicant, resume: &Resume) -> Vec<Block> {
    let [profile, posts, skills, rest] = HEADINGS[resume.template % TEMPLATES];
    let mut random = Random::new(resume.words);
    let contact: Vec<&str> = applicant
        .mailboxes
        .iter()
        .take(1)
        .chain(applicant.phones.iter().take(1))
        .map(|(value, _)| value.as_str())
        .collect();
    let mut sheet = vec![
        Block::Name(format!("{} {}", applicant.name.0, applicant.name.1)),
        Block::Line(contact.join("  |  ")),
        Block::Heading(profile),
        Block::Line(summary(applicant, &mut random)),
        Block::Heading(posts),
    ];
    let mut known: Vec<&'static str> = Vec::new();
    let mut counted = 0;
    for (index, post) in applicant.posts.iter().enumerate() {
        sheet.push(Block::Line(format!("{}, {}  ({} - {})", post.title, post.company, post.from, post.to)));
        if let (0, Some(shared)) = (index, &resume.shared) {
            sheet.push(Block::Bullet(shared.clone()));
        }
        let mut words = Random::fork(resume.words, 0xB0, index as u64);
        for _ in 0..3 + words.below(3) {
            let mut text = bullet(post.from, &mut known, &mut words);
            if let Some(seed) = resume.reworded {
                text = in_other_words(&text, seed.wrapping_add(counted as u64));
            }
            if resume.without != Some(counted) {
                sheet.push(Block::Bullet(text));
            }
            counted += 1;
        }
        if index + 1 == applicant.posts.len() && !resume.claims.is_empty() {
            let (claims, thing) = (resume.claims.join(" and "), words.pick(&THINGS));
            sheet.push(Block::Bullet(format!("Brought {claims} into production for {thing}.")));
            known.extend(resume.claims);
        }
    }
    known.sort_unstable();
    known.dedup();
    sheet.push(Block::Heading(skills));
    sheet.push(Block::Line(known.join(", ")));
    sheet.push(Block::Heading(rest));
    sheet.push(Block::Line(format!("{}, {}", random.pick(&HOBBIES), random.pick(&HOBBIES))));
    sheet
}

fn summary(applicant: &Applicant, random: &mut Random) -> String {
    let title = applicant.posts.first().map_or(applicant.job, |post| post.title);
    match random.below(3) {
        0 => format!(
            "{title} who likes {} and {}; lately {} for {}.",
            random.pick(&METHODS),
            random.pick(&METHODS),
            random.pick(&THINGS),
            random.pick(&FOR_WHOM)
        ),
        1 => format!(
            "{title}. From {} to {}: I work with {}.",
            random.pick(&THINGS),
            random.pick(&THINGS),
            random.pick(&METHODS)
        ),
        _ => format!(
            "{title} between {} and {}, fond of {}.",
            random.pick(&FOR_WHOM),
            random.pick(&FOR_WHOM),
            random.pick(&METHODS)
        ),
    }
}

/// A technology that had been out for a year when a post began.
fn technology(from: i16, known: &mut Vec<&'static str>, random: &mut Random) -> &'static str {
    let mut found = "Linux";
    for _ in 0..40 {
        let (name, year) = random.pick(&TECHNOLOGIES);
        if year < from {
            found = name;
            break;
        }
    }
    known.push(found);
    found
}

/// One bullet of a post that began in a year.
fn bullet(from: i16, known: &mut Vec<&'static str>, random: &mut Random) -> String {
    let verb = random.pick(&VERBS);
    let (thing, whom) = (random.pick(&THINGS), random.pick(&FOR_WHOM));
    let tool = technology(from, known, random);
    let (method, outcome) = (random.pick(&METHODS), random.pick(&OUTCOMES));
    match random.below(6) {
        0 => {
            let second = technology(from, known, random);
            format!("{verb} {thing} for {whom} with {tool} and {second}, {outcome}; {method} kept it honest.")
        }
        1 => format!("For {whom}: {} {thing} on {tool}, {outcome}, helped by {method}.", verb.to_lowercase()),
        2 => format!(
            "{verb} {thing} ({tool}), {outcome}. Brought {method} to {} colleagues.",
            2 + random.below(17)
        ),
        3 => format!(
            "{tool}: {} {thing} and {}, used by {whom}, {outcome}.",
            verb.to_lowercase(),
            random.pick(&THINGS)
        ),
        4 => format!(
            "{verb} {thing}, {} % {}, {outcome}, through {method} and {}.",
            3 + random.below(60),
            random.pick(&["faster", "cheaper", "leaner", "fewer tickets", "less waiting"]),
            random.pick(&METHODS)
        ),
        _ => format!("{verb} {thing} in {tool} with {method} for {whom}, {outcome}."),
    }
}

/// What stands for a word when a text is reworded.
const OTHERS: [&str; 12] = [
    "own", "daily", "shared", "simple", "whole", "careful", "inner", "steady", "clear", "busy", "common",
    "open",
];

/// A bullet of which about one word in eight is another.
fn in_other_words(text: &str, seed: u64) -> String {
    let mut random = Random::fork(seed, 0xE0, 0);
    let words = text.split(' ').map(|word| if random.one_in(8) { random.pick(&OTHERS) } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// A long bullet about one project, as colleagues may copy it from the firm's own page.
pub fn project(random: &mut Random) -> String {
    let mut text = format!("Project {} {}", random.pick(&HOBBIES), 100 + random.below(900));
    for _ in 0..4 {
        let _ = write!(
            text,
            "; {} {} for {}, {}, with {}",
            random.pick(&VERBS).to_lowercase(),
            random.pick(&THINGS),
            random.pick(&FOR_WHOM),
            random.pick(&OUTCOMES),
            random.pick(&METHODS)
        );
    }
    text.push('.');
    text
}

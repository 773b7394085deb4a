//! Which part of a heading is the employer, as well as it can be told.

use super::Post;
use crate::normal::{country_code, fold_text};

/// Legal forms, folded, as they end a firm's name.
#[rustfmt::skip]
const LEGAL_FORMS: &[&str] = &[
    "gmbh co kg", "gmbh", "ggmbh", "mbh", "ag", "kg", "kgaa", "ohg", "gbr", "ug", "se", "ev", "e v", "eg",
    "inc", "incorporated", "corp", "corporation", "llc", "l l c", "llp", "lp", "plc", "ltd", "limited", "pvt ltd", "private limited", "pty ltd", "co ltd", "co",
    "sa", "s a", "sas", "s a s", "sarl", "s a r l", "srl", "s r l", "spa", "s p a", "sl", "s l", "bv", "b v", "nv", "n v",
    "oy", "oyj", "ab", "as", "aps", "a s", "sp z o o", "sro", "s r o", "kft", "ou", "sia", "uab", "doo", "d o o",
];

/// Words of titles, folded: a part with one of them is no employer, unless it has a legal form.
#[rustfmt::skip]
const TITLE_WORDS: &[&str] = &[
    "developer", "engineer", "engineering", "manager", "lead", "leader", "architect", "consultant", "analyst",
    "intern", "internship", "head", "director", "designer", "administrator", "admin", "scientist", "founder", "cofounder",
    "owner", "specialist", "officer", "cto", "ceo", "cio", "coo", "vp", "president", "programmer", "tester", "qa",
    "sre", "devops", "freelancer", "freelance", "contractor", "assistant", "associate", "researcher", "technician",
    "trainee", "apprentice", "student", "teacher", "tutor", "support", "coordinator", "principal", "staff",
    "senior", "junior", "fullstack", "backend", "frontend", "entwickler", "entwicklerin", "softwareentwickler", "softwareentwicklerin",
    "ingenieur", "ingenieurin", "leiter", "leiterin", "berater", "beraterin", "werkstudent", "werkstudentin", "praktikant", "praktikantin", "praktikum",
    "projektleiter", "projektleiterin", "teamleiter", "teamleiterin", "mitarbeiter", "mitarbeiterin", "geschaftsfuhrer", "geschäftsführer", "geschäftsführerin", "freiberufler", "selbstständig", "auszubildender", "fachinformatiker", "fachinformatikerin",
    "systemadministrator", "architekt", "architektin", "analyst", "designerin", "referent", "sachbearbeiter",
];

/// Words that make a part a place or a way of working.
#[rustfmt::skip]
const PLACE_WORDS: &[&str] = &[
    "remote", "hybrid", "onsite", "homeoffice", "full time", "part time", "fulltime", "parttime", "vollzeit", "teilzeit", "self employed", "contract",
    "permanent", "festanstellung", "freiberuflich", "worldwide", "europe", "emea",
];

impl Post {
    /// The employer, folded and without its legal form: best effort. The part of the heading with a
    /// legal form, else the first that is neither a title nor a country nor a way of working.
    pub fn employer(&self) -> Option<String> {
        let parts = parts(self);
        let formal = parts.iter().find_map(|part| without_legal_form(part));
        formal.or_else(|| parts.into_iter().find(|part| may_be_employer(part)))
    }
}

/// Whether two posts name the same employer: the same firm by [`Post::employer`], or a part with a
/// legal form on one side that stands in the heading of the other.
///
/// ```
/// use bonafide_records::cv::{Cv, same_employer};
/// let post = |heading: &str| {
///     let lines = vec!["Experience".to_owned(), format!("{heading}   2019 – 2021")];
///     Cv::read(&lines).posts.remove(0)
/// };
/// assert!(same_employer(&post("Harbour Systems GmbH, Kiel"), &post("Developer at Harbour Systems")));
/// assert!(!same_employer(&post("Developer, Kiel"), &post("Developer, Lübeck")));
/// ```
pub fn same_employer(first: &Post, second: &Post) -> bool {
    if let (Some(one), Some(two)) = (first.employer(), second.employer())
        && one == two
    {
        return true;
    }
    let (one, two) = (parts(first), parts(second));
    names_firm_of(&one, &two) || names_firm_of(&two, &one)
}

fn names_firm_of(firms: &[String], others: &[String]) -> bool {
    firms.iter().filter_map(|part| without_legal_form(part)).any(|firm| {
        others
            .iter()
            .any(|other| *other == firm || without_legal_form(other).is_some_and(|other| other == firm))
    })
}

/// The folded parts of the heading: between commas, bars, dashes with spaces, `at` and `bei`.
fn parts(post: &Post) -> Vec<String> {
    let mut parts = Vec::new();
    for line in &post.heading {
        let line = line
            .replace(" at ", "|")
            .replace(" bei ", "|")
            .replace(" @ ", "|")
            .replace(" - ", "|")
            .replace(" für ", "|")
            .replace("   ", "|")
            .replace(", Inc", " Inc")
            .replace(", LLC", " LLC")
            .replace(", Ltd", " Ltd");
        let split = line.split(['|', ',', '–', '—', '·', '•', '\t', '(', ')', ';', ':']);
        parts.extend(split.map(fold_text).filter(|part| !part.is_empty()));
    }
    parts
}

fn without_legal_form(part: &str) -> Option<String> {
    let name = LEGAL_FORMS
        .iter()
        .filter_map(|form| part.strip_suffix(form)?.strip_suffix(' '))
        .min_by_key(|name| name.len())?;
    // `Harbour Systems Ltd & Co`: forms follow one another.
    Some(without_legal_form(name).unwrap_or_else(|| name.to_owned()))
}

fn may_be_employer(part: &str) -> bool {
    let is_title = part.split(' ').any(|word| TITLE_WORDS.contains(&word));
    let is_place = PLACE_WORDS.contains(&part) || country_code(part).is_some();
    let has_letters = part.chars().filter(|character| character.is_alphabetic()).count() >= 2;
    !is_title && !is_place && has_letters
}

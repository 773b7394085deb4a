//! One application as the applicant tracking system holds it, before it is written.

use jiff::civil::Date;

use super::calendar;
use super::invent::homes::Hand;
use super::invent::{Identity, Post, Random, Spelling};

/// A value with the type that its holder gave it, e.g. `mobile`.
pub type Typed = (String, &'static str);

/// A candidate with everything that their applications say.
#[derive(Debug, Clone)]
pub struct Applicant {
    /// Candidate id.
    pub id: u64,
    /// Given and family name as typed.
    pub name: (String, String),
    /// Telephone numbers.
    pub phones: Vec<Typed>,
    /// Mailboxes.
    pub mailboxes: Vec<Typed>,
    /// Postal addresses.
    pub addresses: Vec<Typed>,
    /// Web sites.
    pub websites: Vec<Typed>,
    /// Accounts on social and code platforms.
    pub socials: Vec<String>,
    /// Answers to the questions of the job post.
    pub answers: Vec<(&'static str, String)>,
    /// Posts of the CV, newest first.
    pub posts: Vec<Post>,
    /// The job's title.
    pub job: &'static str,
    /// Where the application came from.
    pub source: String,
    /// Employee number, written into a custom field when they were hired.
    pub employee_id: Option<String>,
    /// Employee number, sent by the webhook of the hire.
    pub external_id: Option<String>,
    /// Name of the attached CV, where there is one.
    pub resume: Option<String>,
    /// Days of the applications, oldest first; never empty.
    pub applied: Vec<Date>,
    /// Last activity.
    pub last_activity: Date,
}

/// The question under which candidates name their home page.
pub const WEBSITE: &str = "Website or portfolio";
/// The question under which candidates name their code account.
pub const GITHUB: &str = "GitHub profile";
/// The question that asks for somebody who can be called.
pub const REFEREE: &str = "Please name one referee with e-mail and phone";
/// A question that asks for prose.
pub const PROUD: &str = "Tell us about a project you are proud of";
/// A question whose answer names other people, but no referees.
pub const HEARD: &str = "How did you hear about us?";

/// Where applications come from.
const SOURCES: [&str; 6] =
    ["Jobs page on your website", "LinkedIn (Ad Posting)", "Referral", "Meetups", "Indeed", "Stack Careers"];

impl Applicant {
    /// The application of an honest person who shares nothing with anybody.
    ///
    /// `position` is the place among `count` candidates: ids and days grow with it.
    pub fn of(person: &Identity, position: usize, count: usize, random: &mut Random) -> Self {
        let country = person.home.country;
        let with_home = !random.one_in(5);
        let spelling = if with_home && person.phone.is_of(country) && random.one_in(3) {
            Spelling::National
        } else {
            random.pick(&Spelling::INTERNATIONAL)
        };
        let name = match &person.name.own_script {
            Some(own) if random.one_in(3) => own.clone(),
            _ => (person.name.given.clone(), person.name.family.clone()),
        };
        let applied = calendar::application_day(position, count);
        let mut applicant = Self {
            id: id_at(position),
            name,
            phones: vec![(
                person.phone.written(spelling),
                random.pick(&["mobile", "mobile", "home", "other"]),
            )],
            mailboxes: vec![(person.mailbox.clone(), "personal")],
            addresses: Vec::new(),
            websites: Vec::new(),
            socials: Vec::new(),
            answers: vec![(
                HEARD,
                random.pick(&["A friend", "Online research", "A talk at a meet-up"]).to_owned(),
            )],
            posts: until(&person.posts, applied.year()),
            job: Identity::title(random),
            source: random.pick(&SOURCES).to_owned(),
            employee_id: None,
            external_id: None,
            resume: Some(format!("CV_{}.pdf", id_at(position))),
            applied: vec![applied],
            last_activity: calendar::later(applied, random.between(1, 90)),
        };
        if with_home {
            applicant.addresses.push((person.home.written(random.pick(&Hand::ALL)), "home"));
        }
        match random.below(4) {
            0 => applicant.websites.push((format!("https://{}", person.site), "personal")),
            1 => applicant.answers.push((WEBSITE, format!("www.{}/", person.site))),
            _ => {}
        }
        match random.below(4) {
            0 => applicant.socials.push(format!("https://github.com/{}", person.login)),
            1 => applicant.answers.push((GITHUB, format!("@{}", person.login))),
            _ => {}
        }
        if random.one_in(12) {
            applicant.applied.push(calendar::later(applied, random.between(20, 60)));
            applicant.last_activity = calendar::later(applicant.last_activity, 60);
        }
        applicant
    }

    /// Key of the candidate among all sources.
    pub fn key(&self) -> String {
        format!("greenhouse:{}", self.id)
    }

    /// Replaces the telephone numbers by one.
    pub fn only_phone(&mut self, written: String) {
        self.phones = vec![(written, "mobile")];
    }

    /// Replaces the mailboxes by one.
    pub fn only_mailbox(&mut self, written: impl Into<String>) {
        self.mailboxes = vec![(written.into(), "personal")];
    }

    /// Replaces the addresses by one declared home.
    pub fn only_home(&mut self, written: String) {
        self.addresses = vec![(written, "home")];
    }

    /// Leaves out all links.
    pub fn without_links(&mut self) {
        self.websites.clear();
        self.socials.clear();
        self.answers.retain(|(question, _)| *question != WEBSITE && *question != GITHUB);
    }
}

/// A career moved back so that it does not end after the year of the application.
fn until(posts: &[Post], year: i16) -> Vec<Post> {
    let late = posts.first().map_or(0, |newest| (newest.to - year).max(0));
    posts.iter().map(|post| Post { from: post.from - late, to: post.to - late, ..post.clone() }).collect()
}

/// The candidate id at a place of the list: growing, with gaps as in a real account.
pub fn id_at(position: usize) -> u64 {
    let place = position as u64;
    40_210_400 + place * 17 + place % 5
}

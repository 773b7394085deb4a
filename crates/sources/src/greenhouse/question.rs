//! What a question or custom field asks for, by its words.
//!
//! Questions are the firm's own words, English or German for the most part. Where the words leave
//! room, the cautious reading wins: what is not clearly the person's own links nobody.

use std::collections::HashMap;

use bonafide_records::normal::fold_text;

/// What an answer holds, if it holds a contact or link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// Contacts of referees.
    Referee,
    /// A page or account of the person's own.
    OwnLink,
    /// Another phone number or mailbox of the person's own.
    OwnContact,
    /// A phone number or mailbox of the agency.
    AgencyContact,
    /// The number under which the firm employs the person: the custom field `employee_id`.
    EmployeeNumber,
    /// Anything else: a link in it is only mentioned.
    Other,
}

/// Folded words, one blank between two.
struct Words(&'static str);

impl Words {
    fn has(&self, word: &str) -> bool {
        !word.is_empty() && self.0.split(' ').any(|known| known == word)
    }
}

const REFEREES: Words = Words(
    "referee referees references referenzen referenzgeber referenzperson referenzpersonen referenzkontakt \
     referenzkontakte références referencias referenze referenties referencje suosittelija suosittelijat",
);

/// Words for one referee that have other meanings too.
const REFEREE: Words = Words("reference référence referenz referencia referenza referentie");

/// What follows `reference` where no person is meant: `reference number`, `with reference to`.
const NOT_BEFORE: Words = Words(
    "number no nr id code nummer key to architecture implementation model data point work projekt project",
);

/// What stands before `reference` where no person is meant: `job reference`, `for reference`.
const NOT_BEHIND: Words = Words("job for future cross in with vacancy your ihre unsere");

const LINKS: Words = Words(
    "github gitlab bitbucket codeberg sourcehut npm pypi linkedin xing website websites webseite \
     webseiten homepage portfolio portfolios blog url stackoverflow behance dribbble kaggle profil \
     profile profiles",
);

/// Words that make a link somebody else's, or one among many: the firm's own page, a project that
/// one admires or has contributed to.
const NOT_OWN_LINK: Words = Words(
    "did hear heard found learn erfahren gefunden aufmerksam our unsere unserer unser company \
     companies firma unternehmen employer favourite favorite favorites admire contributed contribution \
     contributions contribute example examples beispiel beispiele product customer client manager \
     recruiter referred referrer competitor project projects projekt projekte open",
);

const CONTACTS: Words = Words(
    "phone mobile telephone telefon telefonnummer handy handynummer mobilnummer cell cellphone whatsapp \
     email mail mailadresse emailadresse mailbox",
);

/// Words that make a contact somebody else's.
const NOT_OWN_CONTACT: Words = Words(
    "emergency notfall notfallkontakt manager supervisor vorgesetzter vorgesetzte vorgesetzten recruiter \
     referrer referred referral refer empfohlen friend colleague kollege kollegin ansprechpartner spouse \
     partner wife husband parent mother father employer arbeitgeber company firma office büro hr our us \
     unser hear who wer kin lawyer doctor school university contact kontaktperson",
);

const AGENCIES: Words = Words("agency agentur personalvermittlung staffing headhunter");

/// Words for code hosts, and the host.
const CODE_HOSTS: &[(&str, &str)] = &[
    ("github", "github.com"),
    ("gitlab", "gitlab.com"),
    ("bitbucket", "bitbucket.org"),
    ("codeberg", "codeberg.org"),
    ("sourcehut", "sr.ht"),
    ("npm", "npmjs.com"),
    ("pypi", "pypi.org"),
];

/// What else may stand in a question that asks for an account there: with any other word (`years
/// of GitHub`, `GitHub or LinkedIn`) a lone word of an answer is no login.
const ASKS_FOR_LOGIN: Words = Words(
    "profile profil profiles username user name handle account accounts login id nick nickname benutzername \
     nutzername benutzerkonto konto accountname url link links page seite com org what is s your you the a an \
     and please provide share enter add give us to of on my for optional wie lautet dein ihr deinen ihren \
     deinem ihrem ihre deine bitte angeben zu zum auf und social media type",
);

/// The code host whose login a question or label asks for, where it names one and asks for no
/// more than that.
pub(super) fn code_host(question: &str) -> Option<&'static str> {
    let folded = fold_text(question);
    let mut found = None;
    for word in folded.split(' ') {
        match CODE_HOSTS.iter().find(|(known, _)| *known == word) {
            Some((_, host)) if found.is_none_or(|before| before == *host) => found = Some(*host),
            Some(_) => return None,
            None if ASKS_FOR_LOGIN.has(word) => {}
            None => return None,
        }
    }
    found
}

/// Remembers what questions ask for: exports repeat the same few.
#[derive(Default)]
pub(super) struct Questions {
    known: HashMap<Box<str>, Asks>,
}

/// Questions that are remembered; a hostile file may not fill the memory with more.
const REMEMBERED: usize = 5_000;

impl Questions {
    /// What this question or field name asks for.
    pub(super) fn asks(&mut self, question: &str) -> Asks {
        if let Some(asks) = self.known.get(question) {
            return *asks;
        }
        let asks = asks(question);
        if self.known.len() < REMEMBERED && question.len() <= 1024 {
            self.known.insert(question.into(), asks);
        }
        asks
    }
}

fn asks(question: &str) -> Asks {
    let folded = fold_text(question);
    if matches!(folded.as_str(), "employee id" | "employeeid") {
        return Asks::EmployeeNumber;
    }
    let words: Vec<&str> = folded.split(' ').collect();
    let any = |list: Words| words.iter().any(|word| list.has(word));
    if any(REFEREES) || names_one_referee(&words) {
        return Asks::Referee;
    }
    if any(CONTACTS) && !any(LINKS) {
        return match (any(AGENCIES), any(NOT_OWN_CONTACT)) {
            (true, _) => Asks::AgencyContact,
            (false, true) => Asks::Other,
            (false, false) => Asks::OwnContact,
        };
    }
    let stack_overflow = words.windows(2).any(|pair| pair == ["stack", "overflow"]);
    if (any(LINKS) || stack_overflow) && !any(NOT_OWN_LINK) && !any(AGENCIES) {
        return Asks::OwnLink;
    }
    Asks::Other
}

/// Whether `reference` in the singular means a person here.
fn names_one_referee(words: &[&str]) -> bool {
    let at = |index: usize| words.get(index).copied().unwrap_or_default();
    words.iter().enumerate().any(|(index, word)| {
        let before = if index == 0 { "" } else { at(index - 1) };
        REFEREE.has(word) && !NOT_BEFORE.has(at(index + 1)) && !NOT_BEHIND.has(before)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_asked_for_by_one_host_and_nothing_else() {
        for (question, host) in [
            ("GitHub", "github.com"),
            ("GitHub profile", "github.com"),
            ("github_username", "github.com"),
            ("What is your GitHub username?", "github.com"),
            ("Please provide your GitHub handle (optional)", "github.com"),
            ("Wie lautet dein GitLab-Benutzername?", "gitlab.com"),
            ("GitHub (github.com/username)", "github.com"),
        ] {
            assert_eq!(code_host(question), Some(host), "{question}");
            assert_eq!(asks(question), Asks::OwnLink, "{question}");
        }
        for question in [
            "",
            "Username",
            "GitHub or GitLab profile",
            "GitHub / LinkedIn profile",
            "Do you use GitHub?",
            "How many years have you used GitHub?",
            "Do you have a GitHub account?",
            "GitHub profile of your team lead",
            "Our GitHub profile",
            "Favourite GitHub project",
        ] {
            assert_eq!(code_host(question), None, "{question}");
        }
    }

    #[test]
    fn questions_are_understood_by_their_words() {
        let cases: &[(Asks, &[&str])] = &[
            (
                Asks::Referee,
                &[
                    "Referee 1 e-mail",
                    "Please name two references",
                    "Referenz (Name, Telefon)",
                    "Bitte nennen Sie Referenzen",
                    "Reference 1: phone number",
                    "Professional reference",
                ],
            ),
            (
                Asks::Other,
                &[
                    "How did you hear about this job?",
                    "Who referred you? (e-mail)",
                    "Job reference",
                    "Reference number",
                    "Preferred name",
                    "Which GitHub project do you admire?",
                    "Where on our website did you find us?",
                    "Link to an open source contribution on GitHub",
                    "Emergency contact phone",
                    "Manager's e-mail",
                    "Your current company's website",
                    "Employee number of the person who referred you",
                    "",
                ],
            ),
            (
                Asks::OwnLink,
                &["GitHub", "LinkedIn Profile", "Website", "Link zu Ihrem Portfolio", "Stack Overflow"],
            ),
            (Asks::OwnContact, &["Second phone", "Private E-Mail", "WhatsApp", "Alternative email address"]),
            (Asks::AgencyContact, &["Agency phone", "E-Mail der Agentur"]),
            (Asks::EmployeeNumber, &["employee_id", "Employee ID", "EMPLOYEE-ID"]),
        ];
        for (expected, questions) in cases {
            for question in *questions {
                assert_eq!(asks(question), *expected, "{question}");
            }
        }
    }
}

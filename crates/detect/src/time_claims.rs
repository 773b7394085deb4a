//! Which claims of a CV lie before the technology that they name was to be had.
//!
//! Two kinds of claim are read. A dated post whose lines name a technology says that it was used at
//! some time until the post's end. A phrase that ties a time to one technology, such as
//! `Kubernetes since 2011`, `Go: 2005 - 2008` or `8 Jahre Solidity`, says so itself. Both are read
//! in favour of the person: whole years by the year's end, open posts never, a time behind a list
//! as the time of the list, rounding up forgiven, and nothing where certificates, studies or
//! birthdays are spoken of.

mod leading;
mod lexicon;
mod phrases;

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

use bonafide_records::cv::Cv;
use jiff::civil::Date;

use crate::tables::technology::{Mention, Setting, Technology, words};
pub use bonafide_records::cv::YearMonth;
pub use leading::leading_span;
use phrases::Said;

/// How many months before the first release a claim may lie (rule of this project, judgement,
/// November 2026: internal alphas and sloppy ranges).
pub const TOLERANCE_MONTHS: u16 = 6;

/// How far, in lines, words of one list may stand apart.
const LIST_REACH: usize = 3;

/// A line of a CV with the time of the post that it stands in; without either month it stands in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timed<'a> {
    /// The post's begin.
    pub from: Option<YearMonth>,
    /// The post's end; `None` in a post means that it goes on.
    pub to: Option<YearMonth>,
    /// The line's number in the CV's text.
    pub line_number: usize,
    /// The line.
    pub text: &'a str,
    /// Whether it is a post's heading, whose names are those of employers unless a role follows:
    /// `Kubernetes Engineer`.
    pub is_heading: bool,
}

/// The lines of a CV, those inside a dated post with its time, those that begin with a time with that.
pub fn timed(cv: &Cv) -> Vec<Timed<'_>> {
    let mut lines = Vec::new();
    let mut push = |from, to, line_number, text, is_heading: bool| {
        let own = leading_span(text).filter(|_| !is_heading);
        let (from, to) = own.map_or((from, to), |span| (span.from, span.to));
        lines.push(Timed { from, to, line_number, text, is_heading });
    };
    for post in &cv.posts {
        let (from, to) = if post.from.is_none() && post.to.is_none() {
            (None, None)
        } else {
            (post.from, post.to.filter(|_| !post.open))
        };
        for item in &post.items {
            push(from, to, item.line, item.text.as_str(), false);
        }
        for heading in &post.heading {
            push(from, to, post.line, heading.as_str(), true);
        }
    }
    for line in cv.others.iter().chain(&cv.header) {
        push(None, None, line.number, line.text.as_str(), false);
    }
    lines.sort_by_key(|line| line.line_number);
    lines
}

/// A span of time as a CV gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its begin, where one is given.
    pub from: Option<YearMonth>,
    /// Its end; `None` where it goes on.
    pub to: Option<YearMonth>,
}

impl fmt::Display for Span {
    /// `2009 – 2012`, `since 2011-03`, `until 2012`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(formatter, "{from}"),
            (Some(from), Some(to)) => write!(formatter, "{from} – {to}"),
            (Some(from), None) => write!(formatter, "since {from}"),
            (None, Some(to)) => write!(formatter, "until {to}"),
            (None, None) => Ok(()),
        }
    }
}

/// How the claim was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A dated post names the technology.
    Post,
    /// A range of years stands right behind it: `Go: 2005 - 2008`.
    Range,
    /// It is used since then: `Kubernetes since 2011`.
    Since,
    /// For so many years before the CV's date: `8 Jahre Solidity`, `5+ years of Go`.
    Years(u16),
}

/// A claim that lies before the first release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed<'a> {
    /// What was not to be had yet.
    pub technology: &'static Technology,
    /// The line's number, as the input gives it.
    pub line: usize,
    /// The time that is claimed.
    pub says: Span,
    /// How it is claimed.
    pub kind: Kind,
    /// The words that claim it; of a post, the technology's name as written.
    pub words: &'a str,
}

/// The claims that contradict the release table, in the order of the lines, each technology once a
/// line. `as_of` is the CV's date: without it, numbers of years claim nothing.
///
/// ```
/// use bonafide_detect::time_claims::{Timed, TOLERANCE_MONTHS, YearMonth, contradictions};
/// let post = |from, to, text| Timed {
///     from: Some(YearMonth::year(from)), to: Some(YearMonth::year(to)), line_number: 7, text, is_heading: false,
/// };
/// let found = contradictions(&[post(2009, 2012, "Ran 40 Kubernetes clusters")], None, TOLERANCE_MONTHS);
/// assert_eq!((found[0].line, found[0].technology.name.as_str()), (7, "Kubernetes"));
/// let honest = [post(2009, 2014, "Moved the shop to Kubernetes")];
/// assert!(contradictions(&honest, None, TOLERANCE_MONTHS).is_empty());
/// ```
pub fn contradictions<'a>(
    lines: &[Timed<'a>],
    as_of: Option<Date>,
    tolerance_months: u16,
) -> Vec<Claimed<'a>> {
    let tolerance = i32::from(tolerance_months);
    let mut claims = Vec::new();
    let listed: Vec<(&str, Vec<&str>)> =
        lines.iter().enumerate().map(|(index, line)| (line.text, same_list(lines, index))).collect();
    let (setting, found) = Setting::of(&listed);
    for ((line, (_, list)), own) in lines.iter().zip(&listed).zip(found) {
        let mentions = setting.mentions(line.text, list, own);
        if mentions.is_empty() || speaks_of_education(line.text) {
            continue;
        }
        let mut told: HashSet<&str> = HashSet::new();
        for mention in &mentions {
            if line.is_heading && !is_before_a_role(line.text, mention) {
                continue;
            }
            let claim = post_claim(line, mention, tolerance)
                .or_else(|| phrase_claim(line, mention, as_of, tolerance));
            let Some(claim) = claim else { continue };
            if told.insert(mention.technology.name.as_str()) {
                claims.push(claim);
            }
        }
    }
    claims
}

/// Whether a role stands right behind a name: `Kubernetes Engineer`, `Rust-Entwickler`.
fn is_before_a_role(text: &str, mention: &Mention) -> bool {
    let behind = text.get(mention.at.end..).unwrap_or_default();
    let next = words(behind).next().filter(|word| {
        behind.get(..word.at.start).is_some_and(|gap| gap.chars().all(|one| one == ' ' || one == '-'))
    });
    next.is_some_and(|word| {
        let lower = word.text.to_lowercase();
        ROLES.iter().any(|role| lower.starts_with(role))
    })
}

/// The lines of the same list: close by, in the same post, and themselves no prose.
fn same_list<'a>(lines: &[Timed<'a>], index: usize) -> Vec<&'a str> {
    let Some(own) = lines.get(index) else { return Vec::new() };
    if !is_list(own.text) {
        return Vec::new();
    }
    let from = index.saturating_sub(LIST_REACH);
    let around = lines.get(from..lines.len().min(index + LIST_REACH + 1)).unwrap_or_default();
    around
        .iter()
        .filter(|line| line.line_number.abs_diff(own.line_number) <= LIST_REACH)
        .filter(|line| line.line_number != own.line_number)
        .filter(|line| (line.from, line.to) == (own.from, own.to) && is_list(line.text))
        .map(|line| line.text)
        .collect()
}

fn is_list(text: &str) -> bool {
    let marks = text.chars().filter(|one| matches!(one, ',' | '/' | '|' | ';' | '•' | '·')).take(3).count();
    marks >= 2 || words(text).take(8).count() < 8
}

fn post_claim<'a>(line: &Timed<'a>, mention: &Mention, tolerance: i32) -> Option<Claimed<'a>> {
    let to = line.to?;
    let release = mention.technology.first_public;
    let backwards = line.from.is_some_and(|from| from.start() > to.end());
    let only_alike =
        line.text.get(mention.at.end..).is_some_and(|behind| ALIKE.iter().any(|end| behind.starts_with(end)));
    if backwards
        || only_alike
        || to.end() + tolerance >= release.start()
        || speaks_of_later(line.text, release)
    {
        return None;
    }
    let says = Span { from: line.from, to: Some(to) };
    Some(claimed(line, mention, says, Kind::Post, mention.at.clone()))
}

fn phrase_claim<'a>(
    line: &Timed<'a>,
    mention: &Mention,
    as_of: Option<Date>,
    tolerance: i32,
) -> Option<Claimed<'a>> {
    if speaks_of_old_systems(line.text) {
        return None;
    }
    let (said, bytes, in_list) = said_of(line.text, mention)?;
    let release = mention.technology.first_public.start();
    let early = |month: YearMonth| month.end() + tolerance < release;
    match said {
        Said::Range(from, to) => {
            // Behind a list the range is that of the list, whose newest member came last.
            let bound = if in_list { to? } else { from };
            let says = Span { from: Some(from), to };
            early(bound).then(|| claimed(line, mention, says, Kind::Range, bytes))
        }
        Said::Since(from) if !in_list => {
            let says = Span { from: Some(from), to: None };
            early(from).then(|| claimed(line, mention, says, Kind::Since, bytes))
        }
        Said::Years(years) if !in_list => {
            let today = YearMonth::of(as_of?);
            let begin = today.start() - i32::from(years) * 12;
            // Who says eight years after seven and a day is forgiven.
            if begin + 12 + tolerance >= release {
                return None;
            }
            let says = Span { from: YearMonth::of_count(begin), to: Some(today) };
            Some(claimed(line, mention, says, Kind::Years(years), bytes))
        }
        Said::Since(_) | Said::Years(_) => None,
    }
}

/// What the words right around a mention say of its time, where they stand, and whether they speak
/// of a list of which the mention is one.
fn said_of(text: &str, mention: &Mention) -> Option<(Said, Range<usize>, bool)> {
    let before = text.get(..mention.at.start)?;
    let after = text.get(mention.at.end..)?;
    if let Some((said, length)) = phrases::after(after) {
        return Some((said, mention.at.start..mention.at.end + length, phrases::ends_in_a_list(before)));
    }
    let (said, start) = phrases::before(before)?;
    Some((said, start..mention.at.end, phrases::begins_with_a_list(after)))
}

fn claimed<'a>(
    line: &Timed<'a>,
    mention: &Mention,
    says: Span,
    kind: Kind,
    bytes: Range<usize>,
) -> Claimed<'a> {
    Claimed {
        technology: mention.technology,
        line: line.line_number,
        says,
        kind,
        words: line.text.get(bytes).unwrap_or(line.text),
    }
}

/// Beginnings of words for what somebody was with a tool.
const ROLES: &[&str] = &[
    "engineer",
    "developer",
    "programmer",
    "admin",
    "architect",
    "architekt",
    "consultant",
    "specialist",
    "spezialist",
    "entwickler",
    "operations",
    "operator",
    "expert",
    "lead",
    "trainer",
    "berater",
    "programmierer",
];

/// Words of certificates, studies and birthdays, whose dates are not those of work.
const EDUCATION: &[&str] = &[
    "certificate",
    "certificates",
    "certification",
    "certifications",
    "certified",
    "zertifikat",
    "zertifikate",
    "zertifiziert",
    "zertifizierte",
    "zertifizierter",
    "zertifizierung",
    "course",
    "courses",
    "coursework",
    "kurs",
    "kurse",
    "bootcamp",
    "diploma",
    "diplom",
    "thesis",
    "degree",
    "bachelor",
    "bachelors",
    "msc",
    "bsc",
    "phd",
    "m.sc",
    "b.sc",
    "ph.d",
    "university",
    "universität",
    "hochschule",
    "college",
    "school",
    "schule",
    "abitur",
    "born",
    "geboren",
    "birth",
    "geburtsdatum",
    "geb",
    "graduated",
    "graduation",
    "studies",
    "studium",
    "masterarbeit",
    "bachelorarbeit",
    "diplomarbeit",
    "udemy",
    "coursera",
];

/// Words by which a line about an old post speaks of what came after it.
const LATER: &[&str] = &[
    "later",
    "now",
    "today",
    "nowadays",
    "currently",
    "meanwhile",
    "since",
    "später",
    "spätere",
    "heute",
    "heutige",
    "inzwischen",
    "mittlerweile",
    "aktuell",
    "derzeit",
    "seither",
    "precursor",
    "predecessor",
    "forerunner",
    "vorläufer",
    "vorgänger",
    "became",
    "renamed",
    "successor",
    "nachfolger",
    "similar",
    "ähnlich",
    "comparable",
    "vergleichbar",
    "before",
    "bevor",
    "future",
    "inspired",
    "ancestor",
    "still",
    "eventually",
    "yet",
    "noch",
];

/// Ends of words by which something is only compared with the name before them.
const ALIKE: &[&str] = &["-like", "-style", "-inspired", "-artig", "-ähnlich"];

/// Beginnings of words about systems that are older than what they were moved to.
const OLD_SYSTEMS: &[&str] = &[
    "migrat",
    "porte",
    "porti",
    "legacy",
    "rewr",
    "rewri",
    "moderni",
    "replatform",
    "abgelöst",
    "umgestellt",
    "converted",
    "founded",
    "gegründet",
];

fn any_word(text: &str, test: impl Fn(&str) -> bool) -> bool {
    words(text).any(|word| test(&word.text.to_lowercase()))
}

fn speaks_of_education(text: &str) -> bool {
    any_word(text, |word| EDUCATION.contains(&word))
}

fn speaks_of_old_systems(text: &str) -> bool {
    any_word(text, |word| OLD_SYSTEMS.iter().any(|begin| word.starts_with(begin)))
}

/// Whether the line itself looks ahead: by its words, or by a year in which the technology was there.
fn speaks_of_later(text: &str, release: YearMonth) -> bool {
    any_word(text, |word| {
        let year = word.parse::<i16>().ok().filter(|year| (1950..=2100).contains(year));
        year.is_some_and(|year| year >= release.year) || LATER.contains(&word)
    })
}

#[cfg(test)]
mod tests;

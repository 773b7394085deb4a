//! What does a column hold? Told from its values.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::look::Look;
use super::overlap::is_separated;
use super::patterns::{Patterns, patterns};
use super::turned::{Written, written};
use super::{amounts, durations};
use crate::distance::geo;
use crate::distance::names::Names;
use crate::distance::number;
use crate::text::how_many_words;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing, or one value in all rows.
    Constant,
    /// Another value in each row, as keys are.
    Identifier,
    /// Days. The patterns, where they are not written year, month, day.
    Date(Patterns),
    /// Years of four digits.
    Year,
    /// Numbers that measure or count.
    Number,
    /// Degrees north and east.
    Place,
    /// Telephone numbers.
    Phone,
    /// E-mail addresses.
    Email,
    /// Addresses of the internet protocol, of four or sixteen bytes.
    Ip,
    /// Short codes that begin with a region: postal codes.
    PostalCode,
    /// Other codes: numbers of documents, models, accounts.
    Code,
    /// Given names.
    GivenName,
    /// One or two words: surnames, places, brands.
    ShortText,
    /// Titles and descriptions.
    LongText,
    /// Several values, with the mark between them; none where they were read as several.
    List(Option<&'static str>),
    /// One of few values.
    Category,
}

impl Kind {
    /// In words, for comments.
    pub fn words(self) -> &'static str {
        match self {
            Self::Constant => "one value or none",
            Self::Identifier => "another value in each row",
            Self::Date(_) => "dates",
            Self::Year => "years",
            Self::Number => "numbers",
            Self::Place => "coordinates",
            Self::Phone => "telephone numbers",
            Self::Email => "e-mail addresses",
            Self::Ip => "IP addresses",
            Self::PostalCode => "postal codes",
            Self::Code => "codes",
            Self::GivenName => "given names",
            Self::ShortText => "names or short texts",
            Self::LongText => "longer texts",
            Self::List(_) => "lists",
            Self::Category => "one of few values",
        }
    }
}

/// Share of values that have to fit a kind: real columns hold slips.
pub const MOST: f64 = 0.9;

/// Marks that stand between the values of a list, the surest first.
const MARKS: [&str; 7] = ["**", "||", "::", " / ", ";", "|", ","];

/// Share of the values that have to be lists, where each part is known for what it is.
const LISTS: f64 = 0.05;

/// Words in a value from which on it is a longer text.
const LONG: f64 = 3.5;

/// Most values of a category, and least rows for each of them.
const FEW: usize = 60;
const OFTEN: usize = 10;

/// The kind of a column.
pub fn kind(look: &Look<'_>) -> Kind {
    if look.distinct < 2 {
        return Kind::Constant;
    }
    if look.is_many {
        return Kind::List(MARKS.into_iter().find(|mark| joins_values(look, mark)));
    }
    if let Some(mark) = list_of(look, is_email).or_else(|| list_of(look, is_phone)) {
        return Kind::List(Some(mark));
    }
    if look.share(is_email) >= MOST {
        return Kind::Email;
    }
    if look.share(is_ip) >= MOST {
        return Kind::Ip;
    }
    if look.share(is_place) >= MOST {
        return Kind::Place;
    }
    if let Some(found) = patterns(look) {
        return Kind::Date(found);
    }
    if look.share(|value| is_year(bare_year(value))) >= MOST
        && look.share(is_year) >= SOME
        && look.distinct < 500
    {
        return Kind::Year;
    }
    if look.share(is_trade_item) >= MOST {
        return Kind::Code;
    }
    let is_written_as_one = |value: &str| has_marks(value) || is_long_number(value);
    if look.share(is_phone) >= MOST && (look.share(has_marks) >= 0.3 || look.share(is_written_as_one) >= MOST)
    {
        return Kind::Phone;
    }
    let is_number = are_numbers(look);
    let is_code = look.share(is_code) >= MOST;
    if look.distinct == look.filled && look.filled > 20 && is_code && !has_fractions(look) {
        return Kind::Identifier;
    }
    let is_few = look.distinct <= FEW && look.filled >= OFTEN * look.distinct;
    if is_number {
        let length = look.common_length();
        let is_fixed = length.is_some();
        if is_fixed && look.share(is_digits) >= MOST && look.distinct > FEW {
            return if matches!(length, Some(4..=6)) { Kind::PostalCode } else { known_code(length) };
        }
        return if is_few { Kind::Category } else { Kind::Number };
    }
    if is_few {
        return Kind::Category;
    }
    if let Some(mark) = MARKS.into_iter().find(|mark| is_list(look, mark))
        && (mark != "," || written(look) == Written::Otherwise && change_places(look, mark))
    {
        return Kind::List(Some(mark));
    }
    if look.share(is_postal) >= MOST {
        return Kind::PostalCode;
    }
    if is_code || look.share(|value| is_separated(value) || is_in_groups(value)) >= MOST {
        return Kind::Code;
    }
    if look.mean(|value| how_many_words(value) as f64) >= LONG {
        return Kind::LongText;
    }
    Kind::ShortText
}

/// Whether values are numbers, however they are written.
pub fn are_numbers(look: &Look<'_>) -> bool {
    look.share(|value| number::parse(value.as_bytes()).is_some()) >= MOST
        || amounts::cleaning(look).is_some()
        || durations::are_written_in_two_ways(look)
}

fn known_code(length: Option<usize>) -> Kind {
    if matches!(length, Some(1..=3)) { Kind::Number } else { Kind::Code }
}

/// The weight of short forms of given names among a column's values: 0 where there are none.
pub fn given_name_share(look: &Look<'_>) -> f64 {
    look.weighed(|value| {
        let names = Names::of(value.as_bytes());
        names.keys().len() > 1 || is_full_name(value)
    })
}

/// Share of the rows in whose value some word is a given name with a short form.
pub fn share_with_given_name(look: &Look<'_>) -> f64 {
    look.weighed(|value| value.split(|own: char| !own.is_alphabetic()).any(is_full_name))
}

/// Share of the rows in whose value some word is a given name with a short form, from which on these are names of people.
const OF_PEOPLE: f64 = 0.1;

/// Whether values are names of people, given names or full ones.
pub fn are_of_people(look: &Look<'_>) -> bool {
    share_with_given_name(look) >= OF_PEOPLE
}

/// Days within which nine in ten lie; none where there are no days.
pub fn spread(mut days: Vec<i32>) -> Option<i32> {
    days.sort_unstable();
    let at = |twentieth: usize| days.get(days.len() * twentieth / 20).copied();
    Some(at(19)? - at(1)?)
}

/// Whether a short form stands for this name.
fn is_full_name(value: &str) -> bool {
    COMMON.contains(value.trim().to_lowercase().as_str())
}

/// Given names of many languages that are common: a column with enough of them holds given names.
static COMMON: std::sync::LazyLock<BTreeSet<&'static str>> = std::sync::LazyLock::new(|| {
    include_str!("../../tables/nicknames.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').next())
        .collect()
});

pub fn is_email(value: &str) -> bool {
    value.trim().split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.is_empty()
            && !domain.contains(['@', ',', ';', '|'])
            && !value.trim().contains(char::is_whitespace)
    })
}

/// Share of the years that are written without marks.
const SOME: f64 = 0.2;

/// A year without what catalogues write around it: `c1999`, `[1999]`, `ca. 1999`, `1999?`.
fn bare_year(value: &str) -> &str {
    let value = value.trim().trim_matches(['[', ']', '(', ')', '?', '©', '.', ' ']);
    let behind = ["circa", "ca.", "ca", "c.", "c", "p"].iter().find_map(|mark| value.strip_prefix(mark));
    behind.unwrap_or(value).trim()
}

pub fn is_year(value: &str) -> bool {
    value.len() == 4 && value.parse().is_ok_and(|year: u32| (1000..2100).contains(&year))
}

fn is_ip(value: &str) -> bool {
    value.trim().parse::<IpAddr>().is_ok()
}

/// Degrees north and east with fractions, perhaps with decimal commas.
fn is_place(value: &str) -> bool {
    let point = value.replace(',', ".");
    let is_read = |text: &str| geo::Place::parse(text.as_bytes()).is_some();
    value.matches('.').count() == 2 && is_read(value) || value.matches(',').count() == 2 && is_read(&point)
}

pub fn is_digits(value: &str) -> bool {
    value.bytes().all(|own| own.is_ascii_digit())
}

fn digits(value: &str) -> usize {
    value.bytes().filter(u8::is_ascii_digit).count()
}

pub fn is_phone(value: &str) -> bool {
    (7..=15).contains(&digits(value))
        && !value.contains('.')
        && value.bytes().all(|own| own.is_ascii_digit() || b" +-/()".contains(&own))
}

fn has_marks(value: &str) -> bool {
    value.trim().bytes().any(|own| b" +-/()".contains(&own))
}

fn is_long_number(value: &str) -> bool {
    (9..=13).contains(&value.len()) && is_digits(value)
}

/// One word with digits in it, or of hexadecimal digits.
fn is_code(value: &str) -> bool {
    let value = value.trim();
    !value.contains(char::is_whitespace) && digits(value) > 0
}

/// Some digits, and no more than four letters beside each other, in groups: `MST 7960-3D`, `U 39S4-37`.
fn is_in_groups(value: &str) -> bool {
    let value = value.trim();
    let letters = value.split(|own: char| !own.is_alphabetic()).map(|run| run.chars().count()).max();
    digits(value) >= 2
        && letters.is_some_and(|run| run <= 4)
        && value.split_whitespace().count() <= 3
        && value.chars().all(|own| own.is_alphanumeric() || " -_/.".contains(own))
}

/// The number of an article, with the check digit that the GS1 General Specifications (7.9) give it: `4006381333931`.
fn is_trade_item(value: &str) -> bool {
    let value = value.trim();
    if !matches!(value.len(), 8 | 12 | 13 | 14) || !is_digits(value) {
        return false;
    }
    let weighed = value
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, own)| u32::from(own - b'0') * if place % 2 == 1 { 3 } else { 1 });
    weighed.sum::<u32>() % 10 == 0
}

/// Letters and digits in two groups of ten characters at most, or in one of eight: `SW1A 1AA`, `10115`, `01310-100`.
fn is_postal(value: &str) -> bool {
    let value = value.trim();
    let groups = value.split([' ', '-']).count();
    value.chars().count() <= if groups > 1 { 10 } else { 8 }
        && groups <= 2
        && digits(value) >= 2
        && value.chars().all(|own| own.is_alphanumeric() || own == ' ' || own == '-')
        && value.chars().filter(|own| own.is_alphabetic()).count() <= 5
        && value.chars().count() >= 4
}

fn has_fractions(look: &Look<'_>) -> bool {
    look.share(|value| value.contains('.') && number::parse(value.as_bytes()).is_some()) > 0.1
}

/// What stands around the values of a list besides blanks, as programs write them out.
pub const AROUND: [char; 6] = ['[', ']', '{', '}', '"', '\''];

/// The parts of a value, without what stands around them.
pub fn parts<'v>(value: &'v str, mark: &'v str) -> impl Iterator<Item = &'v str> {
    let around = |own: char| own.is_whitespace() || AROUND.contains(&own);
    value.split(mark).map(move |part| part.trim_matches(around)).filter(|part| !part.is_empty())
}

/// The mark between the parts of values that nearly all pass a test, where some values have several.
fn list_of(look: &Look<'_>, test: fn(&str) -> bool) -> Option<&'static str> {
    MARKS.into_iter().find(|mark| {
        let several = |value: &str| parts(value, mark).filter(|part| test(part)).nth(1).is_some();
        look.share(several) >= LISTS && look.share(|value| parts(value, mark).all(test)) >= MOST
    })
}

/// Parts that come again in other values, in a third of them at least.
fn is_list(look: &Look<'_>, mark: &str) -> bool {
    if look.share(|value| value.contains(mark)) < 0.3 {
        return false;
    }
    let parts: Vec<&str> = look
        .values
        .iter()
        .flat_map(|value| value.split(mark))
        .map(str::trim)
        .filter(|own| !own.is_empty())
        .collect();
    let distinct: BTreeSet<&str> = parts.iter().copied().collect();
    let words = parts.iter().map(|part| how_many_words(part)).sum::<usize>() as f64;
    !parts.is_empty()
        && (distinct.len() as f64) < 0.85 * parts.len() as f64
        && words <= LONG * parts.len() as f64
}

/// Share of the parts that are values by themselves, where one table has lists and another writes them as text.
const KNOWN: f64 = 0.3;

/// Whether some values are others with a mark between them.
fn joins_values(look: &Look<'_>, mark: &str) -> bool {
    let values: BTreeSet<&str> = look.values.iter().map(AsRef::as_ref).collect();
    let joined = || look.values.iter().filter(|value| value.contains(mark));
    let all = joined().flat_map(|value| parts(value, mark)).count();
    let known = joined().flat_map(|value| parts(value, mark)).filter(|part| values.contains(part)).count();
    joined().count() as f64 >= LISTS * look.values.len() as f64
        && known as f64 >= KNOWN * all as f64
        && all > 0
}

/// Of parts that come often so many are first in some values and last in others.
const CHANGE_PLACES: f64 = 0.2;

/// How often a part comes that comes often.
const OFTEN_MET: usize = 5;

/// Whether parts stand in any order, as who wrote a paper does. Of an address the country is always last.
fn change_places(look: &Look<'_>, mark: &str) -> bool {
    // For each part how often it comes, and whether first and last of several.
    let mut met: BTreeMap<&str, (usize, [bool; 2])> = BTreeMap::new();
    for value in &look.values {
        let all: Vec<&str> = value.split(mark).map(str::trim).filter(|own| !own.is_empty()).collect();
        for (place, part) in all.iter().enumerate().filter(|_| all.len() > 1) {
            let (count, ends) = met.entry(part).or_default();
            *count += 1;
            ends[0] |= place == 0;
            ends[1] |= place + 1 == all.len();
        }
    }
    let often: Vec<[bool; 2]> =
        met.into_values().filter(|(count, _)| *count >= OFTEN_MET).map(|(_, ends)| ends).collect();
    let both = often.iter().filter(|ends| **ends == [true; 2]).count();
    often.is_empty() || both as f64 >= CHANGE_PLACES * often.len() as f64
}

//! When technologies first were to be had, and where a line of text names one.
//!
//! A name that is also an ordinary word, a place or a person (`Go`, `Cairo`, `Julia`) counts only
//! in its exact case, in a place where names of tools stand, and with a word beside it that only
//! the tool has. What is missed costs nothing; what is taken for a tool accuses somebody.

mod place;
mod words;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use place::Place;
pub(crate) use words::{Word, words};

use super::Table as ShippedTable;
use crate::time_claims::YearMonth;

/// The text of the shipped table.
pub const TECHNOLOGY_RELEASES: &str = include_str!("../../tables/technology_releases.toml");

#[derive(Debug, Deserialize)]
struct Written {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    exact: Vec<String>,
    first_public: String,
    source: String,
    #[serde(default)]
    ambiguous: bool,
    #[serde(default)]
    cased: bool,
    #[serde(default)]
    near: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Table {
    name: String,
    date: String,
    #[serde(default)]
    groups: HashMap<String, Vec<String>>,
    technology: Vec<Written>,
}

/// A technology with the month from which it was to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Technology {
    /// Its name.
    pub name: String,
    /// The earliest month in which the public could have it, as far as is known.
    pub first_public: YearMonth,
    /// What says so.
    pub source: String,
    /// Whether a record was read that gives the date; else it is recalled, and early on purpose.
    pub confirmed: bool,
    /// Whether its name is also something else.
    pub ambiguous: bool,
    near: HashSet<String>,
    unless: HashSet<String>,
}

/// How a spelling counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    AnyCase,
    ThisCase,
    Ambiguous,
}

#[derive(Debug)]
struct Spelling {
    words: Vec<String>,
    rule: Rule,
    technology: usize,
}

/// The table, ready to look up.
#[derive(Debug, Default)]
pub struct Releases {
    /// The table's name.
    pub name: String,
    /// The table's date.
    pub date: String,
    /// All technologies.
    pub technologies: Vec<Technology>,
    /// By the first word in lower case; the longest spelling first.
    spellings: HashMap<String, Vec<Spelling>>,
}

/// A technology where a line names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What is named.
    pub technology: &'static Technology,
    /// Which bytes of the line name it.
    pub at: Range<usize>,
}

static RELEASES: LazyLock<Releases> =
    LazyLock::new(|| Releases::read(TECHNOLOGY_RELEASES).unwrap_or_default());

/// The shipped table. A test proves that it parses and that no row is lost.
pub fn technology_releases() -> &'static Releases {
    &RELEASES
}

/// The table for the manifest.
pub fn table() -> ShippedTable {
    let releases = technology_releases();
    ShippedTable {
        name: &releases.name,
        text: TECHNOLOGY_RELEASES,
        date: &releases.date,
        licence: "own, facts",
        entries: releases.technologies.len() as u64,
    }
}

/// The technologies that this line names, in order, each once.
///
/// ```
/// use bonafide_detect::tables::technology::mentions;
/// let names = |line| mentions(line).into_iter().map(|one| one.name.as_str()).collect::<Vec<_>>();
/// assert_eq!(names("Go, Python, K8s and Next.js"), ["Go", "Kubernetes", "Next.js"]);
/// assert!(names("Go live of the Java project in Cairo").is_empty());
/// ```
pub fn mentions(line: &str) -> Vec<&'static Technology> {
    let mut found: Vec<&'static Technology> = Vec::new();
    for mention in mentions_at(line, &[]) {
        if !found.iter().any(|known| std::ptr::eq(*known, mention.technology)) {
            found.push(mention.technology);
        }
    }
    found
}

/// Like [`mentions`], with the places, and with further lines of the same list, whose words count
/// as standing near.
pub fn mentions_at(line: &str, same_list: &[&str]) -> Vec<Mention> {
    RELEASES.find(line, same_list, &Setting::default()).mentions
}

/// What the whole of a text says of how a word in it is to be taken.
#[derive(Debug, Clone, Default)]
pub struct Setting<'a> {
    /// Technologies that it names beyond doubt: a further mention needs no other word of the tool near it.
    pub named: HashSet<&'a str>,
    /// Whether it is somebody's who works with software.
    pub is_software: bool,
}

/// Words of which a text about work with software holds some.
#[rustfmt::skip]
const SOFTWARE: &[&str] = &[
    "java", "python", "javascript", "typescript", "c++", "c#", "php", "sql", "html", "css", "linux", "git", "github",
    "api", "apis", "backend", "frontend", "software", "programming", "developer", "entwickler", "devops",
    "database", "datenbank", "microservices", "deployment", "repository", "postgresql",
    "kubernetes", "docker", "solidity", "blockchain",
];

/// So many of them.
const SOFTWARE_WORDS: usize = 2;

/// What a line names by itself, and whether it holds a word that only the whole text can decide.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// What it names.
    pub mentions: Vec<Mention>,
    held_back: bool,
}

impl Setting<'static> {
    /// The setting of a text by its lines, each with the further lines of its list, and what each line
    /// names by itself.
    pub fn of(lines: &[(&str, Vec<&str>)]) -> (Self, Vec<Found>) {
        static SOFTWARE_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| SOFTWARE.iter().copied().collect());
        let mut setting = Self::default();
        let mut spoken: HashSet<&str> = HashSet::new();
        let mut found = Vec::with_capacity(lines.len());
        for (line, same_list) in lines {
            let own = RELEASES.find(line, same_list, &Setting::default());
            setting.named.extend(own.mentions.iter().map(|mention| mention.technology.name.as_str()));
            found.push(own);
            if spoken.len() < SOFTWARE_WORDS {
                let lower = line.to_lowercase();
                let known = words(&lower).filter_map(|word| SOFTWARE_SET.get(word.text)).copied();
                spoken.extend(known);
            }
        }
        setting.is_software = spoken.len() >= SOFTWARE_WORDS || setting.named.len() >= SOFTWARE_WORDS;
        (setting, found)
    }

    /// What a line of that text names.
    pub fn mentions(&self, line: &str, same_list: &[&str], found: Found) -> Vec<Mention> {
        if found.held_back { RELEASES.find(line, same_list, self).mentions } else { found.mentions }
    }
}

impl Releases {
    fn read(text: &str) -> Option<Self> {
        let table: Table = toml::from_str(text).ok()?;
        let mut releases = Self { name: table.name, date: table.date, ..Self::default() };
        for row in table.technology {
            releases.add(row, &table.groups)?;
        }
        for spellings in releases.spellings.values_mut() {
            spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.words.len()));
        }
        Some(releases)
    }

    fn add(&mut self, row: Written, groups: &HashMap<String, Vec<String>>) -> Option<()> {
        let technology = self.technologies.len();
        let named = match (row.ambiguous, row.cased) {
            (true, _) => Rule::Ambiguous,
            (false, true) => Rule::ThisCase,
            (false, false) => Rule::AnyCase,
        };
        let exact = if row.ambiguous { Rule::Ambiguous } else { Rule::ThisCase };
        self.spell(&row.name, named, technology);
        row.aliases.iter().for_each(|alias| self.spell(alias, Rule::AnyCase, technology));
        row.exact.iter().for_each(|alias| self.spell(alias, exact, technology));
        let mut near = HashSet::new();
        for word in row.near {
            match word.strip_prefix('@') {
                Some(group) => near.extend(groups.get(group)?.iter().cloned()),
                None => drop(near.insert(word.to_lowercase())),
            }
        }
        self.technologies.push(Technology {
            name: row.name,
            first_public: YearMonth::parse(&row.first_public)?,
            confirmed: row.source != "recalled, not confirmed",
            source: row.source,
            ambiguous: row.ambiguous,
            near,
            unless: row.unless.iter().map(|word| word.to_lowercase()).collect(),
        });
        Some(())
    }

    fn spell(&mut self, spelling: &str, rule: Rule, technology: usize) {
        let words: Vec<String> = words(spelling)
            .map(|word| if rule == Rule::AnyCase { word.text.to_lowercase() } else { word.text.to_owned() })
            .collect();
        let Some(first) = words.first() else { return };
        self.spellings.entry(first.to_lowercase()).or_default().push(Spelling { words, rule, technology });
    }

    fn find(&'static self, line: &str, same_list: &[&str], setting: &Setting<'_>) -> Found {
        let here: Vec<Word<'_>> = words(line).collect();
        let lower: Vec<String> = here.iter().map(|word| word.text.to_lowercase()).collect();
        let mut around: Option<HashMap<String, usize>> = None;
        let mut found = Found::default();
        let mut index = 0;
        while let Some(first) = lower.get(index) {
            let candidates = self.spellings.get(first).map_or(&[][..], Vec::as_slice);
            let mut taken = 1;
            for spelling in candidates {
                let end = index + spelling.words.len();
                let (Some(written), Some(folded)) = (here.get(index..end), lower.get(index..end)) else {
                    continue;
                };
                let same = match spelling.rule {
                    Rule::AnyCase => folded == spelling.words.as_slice(),
                    _ => written.iter().zip(&spelling.words).all(|(word, wanted)| word.text == wanted),
                };
                let Some(technology) = self.technologies.get(spelling.technology) else { continue };
                if !same || written.iter().any(|word| word.in_address) || !written_together(line, written) {
                    continue;
                }
                if lower.get(end).is_some_and(|next| technology.unless.contains(next)) {
                    continue;
                }
                let stands = match spelling.rule {
                    Rule::AnyCase => true,
                    Rule::ThisCase => !opens_a_sentence(line, &here, index, end),
                    Rule::Ambiguous => {
                        let counts = around.get_or_insert_with(|| count_words(&lower, same_list));
                        let place = Place { line, here: &here, lower: &lower, index, end };
                        (near_stands(technology, counts, folded) && place.is_a_name(technology))
                            || (setting.named.contains(technology.name.as_str()) && place.is_a_noun())
                            || (setting.is_software && place.is_clear(technology))
                    }
                };
                let (Some(start), Some(last)) = (written.first(), written.last()) else { continue };
                found.held_back |= !stands;
                if stands {
                    found.mentions.push(Mention { technology, at: start.at.start..last.at.end });
                    taken = spelling.words.len();
                    break;
                }
            }
            index += taken;
        }
        found
    }
}

/// Whether the words of a spelling stand side by side: with a space, a hyphen or the like between.
fn written_together(line: &str, written: &[Word<'_>]) -> bool {
    written.windows(2).all(|pair| {
        let [left, right] = pair else { return true };
        line.get(left.at.end..right.at.start).is_some_and(|between| {
            between.len() <= 3 && between.chars().all(|one| " -_/\u{a0}\u{2010}\u{2011}".contains(one))
        })
    })
}

fn count_words(lower: &[String], same_list: &[&str]) -> HashMap<String, usize> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for word in lower {
        *counts.entry(word.clone()).or_default() += 1;
    }
    for word in same_list.iter().flat_map(|line| words(line)) {
        *counts.entry(word.text.to_lowercase()).or_default() += 1;
    }
    counts
}

/// Whether a word that the tool has stands near: another one than the name itself.
fn near_stands(technology: &Technology, counts: &HashMap<String, usize>, itself: &[String]) -> bool {
    technology.near.iter().any(|word| {
        let own = itself.iter().filter(|part| *part == word).count();
        counts.get(word).is_some_and(|count| *count > own)
    })
}

/// Whether a cased name may owe its capital to the start of a sentence: `Docker at the port`.
fn opens_a_sentence(line: &str, here: &[Word<'_>], index: usize, end: usize) -> bool {
    let (Some(own), Some(next)) = (here.get(end.saturating_sub(1)), here.get(end)) else { return false };
    let opens = match index.checked_sub(1).and_then(|at| here.get(at)) {
        None => true,
        Some(before) => {
            line.get(before.at.end..own.at.start).is_some_and(|gap| gap.contains(['.', '!', '?', '•', '–']))
        }
    };
    let lower_next = next.text.chars().next().is_some_and(char::is_lowercase);
    let only_space = line.get(own.at.end..next.at.start).is_some_and(|gap| gap.trim().is_empty());
    let known = place::OBJECTS.contains(&next.text)
        || matches!(
            next.text,
            "since" | "seit" | "smart" | "images" | "from" | "containers" | "user" | "users"
        );
    opens && lower_next && only_space && !known
}

#[cfg(test)]
mod tests;

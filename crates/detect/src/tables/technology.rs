//! When technologies first were to be had, and where a line of text names one.
//!
//! A name that is also an ordinary word, a place or a person (`Go`, `Cairo`, `Julia`) counts only
//! in its exact case, in a place where names of tools stand, and with a word beside it that only
//! the tool has. What is missed costs nothing; what is taken for a tool accuses somebody.

mod words;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

pub(crate) use words::{Word, words};

use super::Table as ShippedTable;
use crate::time_claims::YearMonth;

/// The text of the shipped table.
pub const TECHNOLOGY_RELEASES: &str = include_str!("../../tables/technology_releases.toml");

/// Words that may stand before the name of a tool, beside punctuation.
const BEFORE: &[&str] = &[
    "and", "und", "or", "oder", "in", "with", "mit", "of", "von", "using", "via", "on", "auf", "for", "für",
    "to", "into", "nach", "apache", "years", "jahre", "jahren",
];
/// What one writes, runs or tests with a tool, right behind its name: `Hardhat plugins`. They say that a
/// tool is meant only where a word of its own stands near, too.
const OBJECTS: &[&str] = &[
    "plugin",
    "plugins",
    "test",
    "tests",
    "script",
    "scripts",
    "service",
    "services",
    "microservice",
    "microservices",
    "cluster",
    "clusters",
    "chart",
    "charts",
    "module",
    "modules",
    "component",
    "components",
    "pipeline",
    "pipelines",
    "job",
    "jobs",
    "worker",
    "workers",
    "contract",
    "contracts",
    "codebase",
    "code",
    "backend",
    "backends",
    "frontend",
    "frontends",
    "api",
    "apis",
    "app",
    "apps",
    "application",
    "applications",
    "library",
    "libraries",
    "sdk",
    "cli",
    "tooling",
    "toolchain",
    "stack",
    "operator",
    "operators",
    "dashboard",
    "dashboards",
    "migration",
    "migrations",
    "binding",
    "bindings",
    "package",
    "packages",
    "program",
    "programs",
    "crate",
    "crates",
    "developer",
    "engineer",
    "deployment",
    "deployments",
    "project",
    "projects",
    "server",
    "servers",
    "based",
];
/// Words that may stand behind the name of a tool that begins a sentence: `Go and Java`, not `React to`.
const BEHIND_A_FIRST_WORD: &[&str] = &["and", "und", "or", "oder", "since", "seit"];
/// Words that may stand behind the name of a tool elsewhere.
const BEHIND: &[&str] = &[
    "and", "und", "or", "oder", "since", "seit", "in", "with", "mit", "for", "für", "on", "auf", "using",
    "via", "from", "von", "ab",
];

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
    RELEASES.find(line, same_list, &HashSet::new())
}

/// Like [`mentions_at`] in a text that elsewhere names these technologies beyond doubt: of them a
/// further mention needs no other word of the tool near it.
pub fn mentions_again(line: &str, same_list: &[&str], named: &HashSet<&str>) -> Vec<Mention> {
    RELEASES.find(line, same_list, named)
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

    fn find(&'static self, line: &str, same_list: &[&str], named: &HashSet<&str>) -> Vec<Mention> {
        let here: Vec<Word<'_>> = words(line).collect();
        let lower: Vec<String> = here.iter().map(|word| word.text.to_lowercase()).collect();
        let mut around: Option<HashMap<String, usize>> = None;
        let mut found = Vec::new();
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
                            || (named.contains(technology.name.as_str()) && place.is_a_noun())
                    }
                };
                let (Some(start), Some(last)) = (written.first(), written.last()) else { continue };
                if stands {
                    found.push(Mention { technology, at: start.at.start..last.at.end });
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

/// Where a line holds a word that may name a tool.
struct Place<'a> {
    line: &'a str,
    here: &'a [Word<'a>],
    lower: &'a [String],
    index: usize,
    end: usize,
}

impl Place<'_> {
    fn before(&self) -> Option<usize> {
        self.index.checked_sub(1)
    }

    /// What stands between two neighbours of the line; `None` at its ends.
    fn between(&self, from: Option<&Word<'_>>, to: Option<&Word<'_>>) -> Option<&str> {
        self.line.get(from?.at.end..to?.at.start)
    }

    fn gap_before(&self) -> Option<&str> {
        self.between(self.before().and_then(|at| self.here.get(at)), self.here.get(self.index))
    }

    fn gap_after(&self) -> Option<&str> {
        self.between(self.here.get(self.end.saturating_sub(1)), self.here.get(self.end))
    }

    fn word_before(&self) -> Option<&String> {
        self.before().and_then(|at| self.lower.get(at))
    }

    fn word_after(&self) -> Option<&String> {
        self.lower.get(self.end)
    }

    /// Whether punctuation, a connecting word or a word of the tool's own stands on both sides, or such
    /// a word or what is made with a tool behind it: `React, Redux`, `Go developer` and `wrote Rust
    /// services` do, `React promptly` does not.
    fn is_a_name(&self, technology: &Technology) -> bool {
        let own = |word: Option<&String>| word.is_some_and(|word| technology.near.contains(word));
        let gap_before = self.gap_before().is_none_or(parts);
        let gap_after = self.gap_after().is_none_or(parts);
        let is_one_of =
            |word: Option<&String>, list: &[&str]| word.is_some_and(|word| list.contains(&word.as_str()));
        let open_before = gap_before || is_one_of(self.word_before(), BEFORE);
        let behind = if gap_before { BEHIND_A_FIRST_WORD } else { BEHIND };
        let open_after = gap_after || is_one_of(self.word_after(), behind);
        if (open_before || own(self.word_before())) && open_after {
            return true;
        }
        let makes = own(self.word_after()) || is_one_of(self.word_after(), OBJECTS);
        makes && (open_before || !self.follows_a_capital())
    }

    /// Whether the exact name stands as a noun: not at the start of a sentence that goes on small
    /// (`Go through the logs`), nor inside a name in capitals (`the Express Parcel Team`) or a word
    /// joined by a hyphen.
    fn is_a_noun(&self) -> bool {
        let makes = self.word_after().is_some_and(|word| OBJECTS.contains(&word.as_str()));
        let joined = self.gap_after().is_some_and(|gap| gap.starts_with(['-', '\u{2010}', '\u{2011}']))
            || self.gap_before().is_some_and(|gap| gap.ends_with(['-', '\u{2010}', '\u{2011}']));
        if joined {
            return makes;
        }
        let next = self.here.get(self.end).filter(|_| !self.gap_after().is_none_or(parts));
        let starts = |word: &Word<'_>, test: fn(char) -> bool| word.text.starts_with(test);
        if next.is_some_and(|word| starts(word, char::is_uppercase)) || self.follows_a_capital() {
            return false;
        }
        let connects = self.word_after().is_some_and(|word| BEHIND_A_FIRST_WORD.contains(&word.as_str()));
        let opens = self.gap_before().is_none_or(ends_a_sentence);
        !opens || makes || connects || !next.is_some_and(|word| starts(word, char::is_lowercase))
    }

    /// Whether the word right before has a capital that no sentence gave it: `Rapid Go services`.
    fn follows_a_capital(&self) -> bool {
        let Some(at) = self.before().filter(|_| !self.gap_before().is_none_or(parts)) else { return false };
        let Some(word) = self.here.get(at).filter(|word| word.text.starts_with(char::is_uppercase)) else {
            return false;
        };
        self.between(at.checked_sub(1).and_then(|one| self.here.get(one)), Some(word))
            .is_some_and(|gap| !ends_a_sentence(gap))
    }
}

fn parts(gap: &str) -> bool {
    gap.chars().any(|one| !one.is_whitespace() && one != '\'')
}

fn ends_a_sentence(gap: &str) -> bool {
    gap.contains(['.', '!', '?', '•', '–', ':', ';'])
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
    let known = matches!(
        next.text,
        "since"
            | "seit"
            | "developer"
            | "smart"
            | "contracts"
            | "clusters"
            | "images"
            | "from"
            | "containers"
    );
    opens && lower_next && only_space && !known
}

#[cfg(test)]
mod tests;

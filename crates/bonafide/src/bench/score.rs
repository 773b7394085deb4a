//! Holds a scan against the truth of an invented firm.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, Result};
use bonafide_exchange::ScanDocument;
use bonafide_exchange::document::{Finding, Record};
use bonafide_linkage::Components;
use bonafide_sources::RecordOpener;
use serde::Deserialize;

/// `truth.json` as far as it is scored.
#[derive(Debug, Clone, Deserialize)]
pub struct Truth {
    joins: Vec<[String; 2]>,
    operators: Vec<Operator>,
}

#[derive(Debug, Clone, Deserialize)]
struct Operator {
    personas: Vec<String>,
}

impl Truth {
    /// Reads `truth.json` of a folder.
    pub fn of(folder: &Path) -> Result<Self> {
        let path = folder.join("truth.json");
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("{} is not a truth file", path.display()))
    }
}

/// Counts over one or many firms.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Firms scanned.
    pub firms: u64,
    /// Persons that hold rows of two humans.
    pub mixed_persons: u64,
    /// Joins that the firm states.
    pub joins_stated: u64,
    /// Of these, joins made.
    pub joins_made: u64,
    /// Persons whom the truth knows as honest.
    pub honest: u64,
    /// Of these, persons in any case.
    pub honest_in_cases: u64,
    /// Operators planted.
    pub operators: u64,
    /// Operators of whom two and more personas are in one case, or one alone in a case of their own.
    pub operators_seen: u64,
    /// Records cited by findings.
    pub records: u64,
    /// Of these, records that open at their place with their digest and hold the compared value.
    pub records_open: u64,
    /// What went wrong, for the first few.
    pub notes: Vec<String>,
}

const NOTES: usize = 12;

impl Score {
    /// Scores one scan (made with names, so that compared values can be looked for).
    pub fn add(&mut self, folder: &Path, document: &ScanDocument) -> Result<()> {
        let truth = Truth::of(folder)?;
        self.firms += 1;
        let person_of = person_of_key(document);
        self.score_joins(&truth, &person_of, document);
        self.score_cases(&truth, &person_of, document);
        self.score_records(&mut RecordOpener::new(&[folder.to_path_buf()])?, document);
        Ok(())
    }

    fn note(&mut self, text: String) {
        if self.notes.len() < NOTES {
            self.notes.push(text);
        }
    }

    fn score_joins(&mut self, truth: &Truth, person_of: &BTreeMap<String, usize>, document: &ScanDocument) {
        let keys: BTreeMap<&str, u32> =
            person_of.keys().enumerate().map(|(index, key)| (key.as_str(), index as u32)).collect();
        let mut humans = Components::new(keys.len());
        for [a, b] in &truth.joins {
            if let (Some(left), Some(right)) = (keys.get(a.as_str()), keys.get(b.as_str())) {
                humans.join(*left, *right);
            }
        }
        for [a, b] in &truth.joins {
            self.joins_stated += 1;
            match (person_of.get(a), person_of.get(b)) {
                (Some(left), Some(right)) if left == right => self.joins_made += 1,
                (left, right) => {
                    let known = |found: Option<&usize>| if found.is_some() { "read" } else { "not read" };
                    self.note(format!("join missed: {a} ({}) and {b} ({})", known(left), known(right)));
                }
            }
        }
        for (index, person) in document.persons.iter().enumerate() {
            let roots: BTreeSet<u32> = person_of
                .iter()
                .filter(|(_, owner)| **owner == index)
                .filter_map(|(key, _)| keys.get(key.as_str()))
                .map(|key| humans.root(*key))
                .collect();
            if roots.len() > 1 {
                self.mixed_persons += 1;
                self.note(format!("two humans in one person: {}", person.id));
            }
        }
    }

    fn score_cases(&mut self, truth: &Truth, person_of: &BTreeMap<String, usize>, document: &ScanDocument) {
        let id_of = |key: &String| {
            person_of.get(key).and_then(|at| document.persons.get(*at)).map(|one| one.id.as_str())
        };
        let planted: BTreeSet<&str> =
            truth.operators.iter().flat_map(|operator| operator.personas.iter().filter_map(id_of)).collect();
        self.honest += (document.persons.len() - planted.len()) as u64;
        for case in &document.cases {
            for person in case.persons.iter().filter(|person| !planted.contains(person.as_str())) {
                self.honest_in_cases += 1;
                let detectors: BTreeSet<&str> =
                    case.findings.iter().filter_map(|id| id.split('/').next()).collect();
                self.note(format!("honest in a case: {person} ({detectors:?})"));
            }
        }
        for operator in &truth.operators {
            self.operators += 1;
            let personas: BTreeSet<&str> = operator.personas.iter().filter_map(id_of).collect();
            let wanted = personas.len().min(2);
            let seen = document.cases.iter().any(|case| {
                wanted > 0
                    && case.persons.iter().filter(|person| personas.contains(person.as_str())).count()
                        >= wanted
            });
            if seen {
                self.operators_seen += 1;
            }
        }
    }

    fn score_records(&mut self, opener: &mut RecordOpener, document: &ScanDocument) {
        for finding in &document.findings {
            for record in &finding.records {
                self.records += 1;
                match opens(opener, record) {
                    Ok(text) if finding.things.is_empty() || holds_a_value(document, finding, &text) => {
                        self.records_open += 1;
                    }
                    Ok(_) => self.note(format!("{}: {} does not hold the value", finding.id, record.file)),
                    Err(why) => self.note(format!("{}: {}: {why}", finding.id, record.file)),
                }
            }
        }
    }
}

/// Every `source:key` with the index of its person.
fn person_of_key(document: &ScanDocument) -> BTreeMap<String, usize> {
    let mut owners = BTreeMap::new();
    for (index, person) in document.persons.iter().enumerate() {
        for origin in &person.from {
            owners.insert(format!("{}:{}", origin.source, origin.key), index);
        }
    }
    owners
}

fn opens(opener: &mut RecordOpener, record: &Record) -> Result<String, String> {
    let place = match (&record.line, &record.path) {
        (Some(line), _) => bonafide_records::Place::Line(*line),
        (None, Some(path)) => bonafide_records::Place::Path(path.as_str().into()),
        (None, None) => return Err("names no place".to_owned()),
    };
    let opened = opener.open(&record.file, &place).map_err(|error| error.to_string())?;
    if opened.sha256.hex() == record.sha256 { Ok(opened.text) } else { Err("has another digest".to_owned()) }
}

/// Whether the raw record holds any value that the finding compared: letters and digits of the
/// value's longest part, whatever stands between them.
fn holds_a_value(document: &ScanDocument, finding: &Finding, record: &str) -> bool {
    let squeezed = squeeze(&bonafide_records::normal::fold_text(record));
    finding.things.iter().any(|id| {
        let Some(thing) = document.things.iter().find(|thing| thing.id == *id) else { return false };
        match thing.kind.as_str() {
            "phone" => {
                let digits: String = thing.masked.chars().filter(char::is_ascii_digit).collect();
                let tail: String =
                    digits.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
                squeezed.contains(&tail)
            }
            "mailbox" => {
                let local = thing.masked.split('@').next().unwrap_or_default();
                squeezed.contains(&squeeze(local))
            }
            "code_account" => {
                thing.masked.rsplit('/').next().is_some_and(|login| squeezed.contains(&squeeze(login)))
            }
            "document" => thing.masked.split('/').all(|part| squeezed.contains(&squeeze(part))),
            // Streets are abbreviated in many ways; the house number is not.
            _ => thing
                .masked
                .split(|letter: char| !letter.is_ascii_digit())
                .filter(|part| !part.is_empty())
                .any(|part| squeezed.contains(part)),
        }
    })
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

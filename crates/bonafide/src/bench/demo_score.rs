//! Holds a scan against the truth of a demo firm: which operators are whole, which honest people
//! stand in a case, and whether the first question would settle it.
//!
//! The words are those of the aim: an operator whose personas share something is *whole* when one
//! case holds at least 95 % of the personas and at most 20 % strangers; one that shares nothing is
//! *found* when any persona is in any case; a check *settles* a case when the table of checks says
//! that it settles a claim of one of the rows that can see the operator.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use bonafide_assess::CheckTable;
use bonafide_exchange::ScanDocument;
use serde::{Deserialize, Serialize};

/// `truth.json` as far as it is scored here.
#[derive(Debug, Clone, Deserialize)]
pub struct DemoTruth {
    /// Operators with their personas.
    operators: Vec<Operator>,
    /// Groups of honest people, by class.
    honest_classes: BTreeMap<String, Vec<Vec<String>>>,
}

#[derive(Debug, Clone, Deserialize)]
struct Operator {
    name: String,
    personas: Vec<String>,
    shares: Vec<String>,
    detectors: Vec<String>,
}

impl DemoTruth {
    /// Reads `truth.json` of a folder.
    pub fn of(folder: &Path) -> Result<Self> {
        let path = folder.join("truth.json");
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("{} is not a truth file", path.display()))
    }
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Part {
    /// How many of them.
    pub seen: u64,
    /// How many there are.
    pub of: u64,
}

impl Part {
    /// The share, 0 to 1; 0 where there are none.
    pub fn share(self) -> f64 {
        if self.of == 0 { 0.0 } else { self.seen as f64 / self.of as f64 }
    }

    fn add(&mut self, seen: bool) {
        self.of += 1;
        self.seen += u64::from(seen);
    }
}

/// Counts over one firm or many.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DemoScore {
    /// Firms scanned.
    pub firms: u64,
    /// Of the operators whose personas share something, those that are whole in one case.
    pub whole: Part,
    /// The same by story, without the number of a later round.
    pub stories: BTreeMap<String, Part>,
    /// Of the operators that share nothing, those with a persona in any case.
    pub found_without_trace: Part,
    /// Of the honest persons, those in any case.
    pub honest: Part,
    /// The same by class of innocents.
    pub classes: BTreeMap<String, Part>,
    /// Of the cases that show an operator, those that the first next check settles.
    pub settled: Part,
    /// What went wrong, for the first few.
    pub notes: Vec<String>,
}

const NOTES: usize = 20;

impl DemoScore {
    /// Scores one scan of a folder that holds `truth.json`.
    pub fn add(&mut self, folder: &Path, document: &ScanDocument) -> Result<()> {
        let checks = CheckTable::shipped().context("the shipped table of checks")?;
        self.add_truth(&DemoTruth::of(folder)?, document, &checks);
        Ok(())
    }

    /// Scores one scan against a truth.
    pub fn add_truth(&mut self, truth: &DemoTruth, document: &ScanDocument, checks: &CheckTable) {
        self.firms += 1;
        let owners = owners(document);
        let mut planted: BTreeSet<&str> = BTreeSet::new();
        for operator in &truth.operators {
            planted.extend(persons_of(&operator.personas, &owners).iter());
            self.add_operator(operator, document, &owners, checks);
        }
        let in_cases: BTreeSet<&str> =
            document.cases.iter().flat_map(|case| &case.persons).map(String::as_str).collect();
        for person in &document.persons {
            let id = person.id.as_str();
            if planted.contains(id) {
                continue;
            }
            self.honest.add(in_cases.contains(id));
        }
        for (class, groups) in &truth.honest_classes {
            let keys: Vec<String> = groups.iter().flatten().cloned().collect();
            for id in persons_of(&keys, &owners) {
                if planted.contains(id) {
                    continue;
                }
                self.classes.entry(class.clone()).or_default().add(in_cases.contains(id));
            }
        }
        self.note_honest(document, &planted);
    }

    /// Scores one operator.
    fn add_operator(
        &mut self,
        operator: &Operator,
        document: &ScanDocument,
        owners: &BTreeMap<String, &str>,
        checks: &CheckTable,
    ) {
        let personas = persons_of(&operator.personas, owners);
        let unread = operator.personas.iter().filter(|key| !owners.contains_key(key.as_str())).count();
        let held = |case: &bonafide_exchange::document::Case| {
            case.persons.iter().filter(|person| personas.contains(person.as_str())).count()
        };
        let best = document.cases.iter().filter(|case| held(case) > 0).max_by(|one, other| {
            // Of two cases with as many personas the higher ranked one.
            held(one).cmp(&held(other)).then(other.rank.cmp(&one.rank))
        });
        if operator.shares.is_empty() {
            self.found_without_trace.add(best.is_some());
            if best.is_some() {
                self.note(format!("{}: found, though nothing is shared", operator.name));
            }
            return;
        }
        let whole = best.is_some_and(|case| {
            let inside = held(case);
            let strangers = case.persons.len() - inside;
            inside * 100 >= (personas.len() + unread) * 95 && strangers * 5 <= case.persons.len()
        });
        self.whole.add(whole);
        self.stories.entry(story(&operator.name).to_owned()).or_default().add(whole);
        if !whole {
            let seen = best.map_or(0, held);
            self.note(format!(
                "{}: {seen} of {} personas in one case of {}, {unread} keys not read",
                operator.name,
                personas.len() + unread,
                best.map_or(0, |case| case.persons.len()),
            ));
        }
        let Some(case) = best else { return };
        let claims: Vec<_> =
            operator.detectors.iter().filter_map(|id| bonafide_detect::catalogue::row(id)?.claim).collect();
        let check = case.next_check.as_ref().and_then(|next| checks.check(&next.id));
        let settles = check.is_some_and(|check| check.settles.iter().any(|claim| claims.contains(claim)));
        self.settled.add(settles);
        if !settles {
            let named = check.map_or("no check", |check| check.id.as_str());
            self.note(format!("{}: {named} settles none of its claims", operator.name));
        }
    }

    fn note_honest(&mut self, document: &ScanDocument, planted: &BTreeSet<&str>) {
        for case in &document.cases {
            for person in case.persons.iter().filter(|person| !planted.contains(person.as_str())) {
                let detectors: BTreeSet<&str> =
                    case.findings.iter().filter_map(|id| id.split('/').next()).collect();
                self.note(format!("honest in case {}: {person} ({detectors:?})", case.id));
            }
        }
    }

    fn note(&mut self, text: String) {
        if self.notes.len() < NOTES {
            self.notes.push(text);
        }
    }

    /// Whether every aim is reached.
    pub fn reached(&self) -> bool {
        self.whole.seen == self.whole.of
            && self.found_without_trace.seen == 0
            && self.honest.seen * 1_000 <= self.honest.of
            && self.classes.values().all(|class| class.seen * 20 <= class.of)
            && self.settled.seen * 10 >= self.settled.of * 8
    }

    /// A short table for people.
    pub fn table(&self) -> String {
        let mut text = String::new();
        let mut row = |name: &str, part: Part, aim: &str| {
            let _ = writeln!(text, "{name:<48} {:>6} of {:<6}  {aim}", part.seen, part.of);
        };
        row("operators that share something, whole in a case", self.whole, "all");
        for (story, part) in self.stories.iter().filter(|(_, part)| part.seen < part.of) {
            row(&format!("  {story}"), *part, "");
        }
        row("operators that share nothing, yet found", self.found_without_trace, "0");
        row("honest persons in any case", self.honest, "at most 1 in 1,000");
        for (class, part) in self.classes.iter().filter(|(_, part)| part.seen > 0) {
            row(&format!("  {class}"), *part, "at most 5 %");
        }
        row("cases that the first next check settles", self.settled, "at least 80 %");
        text
    }
}

/// The story of an operator: its name without the number of a later round.
fn story(name: &str) -> &str {
    match name.rsplit_once('-') {
        Some((story, round)) if round.chars().all(|sign| sign.is_ascii_digit()) => story,
        _ => name,
    }
}

/// Every `source:key` with the id of its person.
fn owners(document: &ScanDocument) -> BTreeMap<String, &str> {
    let mut owners = BTreeMap::new();
    for person in &document.persons {
        for origin in &person.from {
            owners.insert(format!("{}:{}", origin.source, origin.key), person.id.as_str());
        }
    }
    owners
}

/// The persons of some keys, as far as they were read.
fn persons_of<'a>(keys: &[String], owners: &BTreeMap<String, &'a str>) -> BTreeSet<&'a str> {
    keys.iter().filter_map(|key| owners.get(key.as_str()).copied()).collect()
}

#[cfg(test)]
mod tests {
    use bonafide_assess::CheckTable;
    use bonafide_exchange::ScanDocument;
    use serde_json::json;

    use super::{DemoScore, DemoTruth, Part, story};

    /// A document of six persons and one case, as far as it is scored.
    fn document(cases: &[&[&str]], check: &str) -> ScanDocument {
        let mut whole = serde_json::to_value(ScanDocument::new("0", "2026-06-30")).unwrap();
        whole["persons"] = (1..=6)
            .map(|number| {
                json!({
                    "id": format!("P{number}"), "kinds": ["applicant"], "label": "", "joined_by": [],
                    "from": [{"file": "a", "source": "greenhouse", "key": number.to_string()}]
                })
            })
            .collect();
        whole["cases"] = cases
            .iter()
            .enumerate()
            .map(|(index, persons)| {
                json!({
                    "id": format!("C-{index}"), "rank": index + 1, "persons": persons, "cluster": null,
                    "findings": ["link-phone/P1+P2/1"],
                    "opened_by": {"rule": "one_a", "findings": []}, "families": ["LINK"],
                    "band": "verify before access", "prior_milli": 0, "claims": [], "total_milli": 0,
                    "next_check": {
                        "id": check, "who": "", "minutes": 5, "ask": "", "if_confirmed": "",
                        "if_contradicted": ""
                    }
                })
            })
            .collect();
        serde_json::from_value(whole).unwrap()
    }

    fn truth() -> DemoTruth {
        serde_json::from_value(json!({
            "joins": [],
            "operators": [
                {"name": "one-phone-2", "personas": ["greenhouse:1", "greenhouse:2"], "shares": ["phone"],
                 "detectors": ["link-phone"]},
                {"name": "ghost", "personas": ["greenhouse:3"], "shares": [], "detectors": []}
            ],
            "honest_classes": {"couples": [["greenhouse:4", "greenhouse:5"]]}
        }))
        .unwrap()
    }

    fn scored(cases: &[&[&str]], check: &str) -> DemoScore {
        let mut score = DemoScore::default();
        score.add_truth(&truth(), &document(cases, check), &CheckTable::shipped().unwrap());
        score
    }

    #[test]
    fn an_operator_is_whole_with_all_personas_and_few_strangers() {
        assert_eq!(scored(&[&["P1", "P2"]], "C1").whole, Part { seen: 1, of: 1 });
        assert_eq!(scored(&[&["P1"]], "C1").whole.seen, 0);
        assert_eq!(scored(&[&["P1"], &["P2"]], "C1").whole.seen, 0);
        let crowded = scored(&[&["P1", "P2", "P6"]], "C1");
        assert_eq!((crowded.whole.seen, crowded.honest), (0, Part { seen: 1, of: 3 }));
        assert!(!crowded.reached());
    }

    #[test]
    fn somebody_careful_in_a_case_and_a_couple_in_a_case_are_faults() {
        let found = scored(&[&["P1", "P2"], &["P3"], &["P4", "P5"]], "C1");
        assert_eq!(found.found_without_trace, Part { seen: 1, of: 1 });
        assert_eq!(found.classes["couples"], Part { seen: 2, of: 2 });
        assert!(found.table().contains("couples"));
    }

    #[test]
    fn the_check_must_settle_a_claim_of_the_rows_that_can_see_it() {
        let shipped = CheckTable::shipped().unwrap();
        let claim = bonafide_detect::catalogue::row("link-phone").unwrap().claim.unwrap();
        for check in shipped.checks() {
            let settles = u64::from(check.settles.contains(&claim));
            assert_eq!(scored(&[&["P1", "P2"]], &check.id).settled, Part { seen: settles, of: 1 });
        }
        assert_eq!(scored(&[&["P1", "P2"]], "C99").settled.seen, 0);
    }

    #[test]
    fn sums_over_firms_and_rounds() {
        let mut score = scored(&[&["P1", "P2"]], "C1");
        score.add_truth(&truth(), &document(&[], "C1"), &CheckTable::shipped().unwrap());
        assert_eq!((score.firms, score.whole), (2, Part { seen: 1, of: 2 }));
        assert_eq!(score.stories["one-phone"], Part { seen: 1, of: 2 });
        assert_eq!(story("one-phone"), "one-phone");
    }
}

//! What a detector may ask, and where it puts what it found.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::finding::{
    BitsFrom, Claim, Condition, Evidence, Finding, PersonId, Rule, Subject, ThingId,
};
use bonafide_records::firm::Figure;
use bonafide_records::normal::NameTokens;
use bonafide_records::{Firm, Grade, MilliBits, Reading, Removed, Shipment, Source};
use jiff::civil::Date;

use crate::catalogue::Row;
use crate::cvs::{Cvs, Much, who_are_alike};
use crate::detector::Built;
use crate::index::ValueIndex;
use crate::near::Near;
use crate::near_value::NearLevel;
use crate::persons::Persons;

/// Everything that a detector may ask.
pub struct Context<'a> {
    /// What was read.
    pub reading: &'a Reading,
    /// Who is who.
    pub persons: &'a Persons,
    /// Who uses which value.
    pub index: &'a ValueIndex,
    /// What the firm declares.
    pub firm: &'a Firm,
    /// The time of the scan, if any record has one.
    pub as_of: Option<Date>,
    /// The CVs, taken apart when they are first asked for.
    pub texts: OnceCell<Cvs>,
    /// Whole names of contract parties, taken apart when they are first asked for.
    pub names: OnceCell<Vec<(PersonId, NameTokens)>>,
    /// Values that are almost one, found when they are first asked for.
    pub almost: OnceCell<Near>,
}

impl Context<'_> {
    /// A whole-number threshold of a detector, and who set it.
    pub fn threshold(&self, detector: &str, name: &str, default: i64) -> (i64, String) {
        match self.firm.thresholds.get(detector).and_then(|own| own.figures.get(name)) {
            Some(Figure::Whole(value)) => (*value, self.set_by(detector)),
            _ => (default, "defaults".to_owned()),
        }
    }

    /// The names of two tokens and more of those whom the firm knows by more than a payment or a
    /// sign-in, sorted by person.
    pub fn names_of_parties(&self) -> &[(PersonId, NameTokens)] {
        self.names.get_or_init(|| {
            let parties = (0_u32..).map(PersonId).zip(&self.persons.list);
            let named = parties
                .filter(|(_, person)| person.is_contract_party())
                .flat_map(|(id, person)| person.names.iter().map(move |name| (id, name.taken_apart())));
            named.filter(|(_, name)| name.has_two()).collect()
        })
    }

    /// Values that are almost one.
    pub fn near(&self) -> &Near {
        self.almost.get_or_init(|| Near::build(self.index, self.reading, self.persons))
    }

    /// The CVs, and which of them share much text.
    pub fn cvs(&self) -> &Cvs {
        self.texts
            .get_or_init(|| Cvs::build(self.reading, self.index, self.much_text().0, &who_are_alike(self)))
    }

    /// What counts as much shared text, and who set it.
    pub fn much_text(&self) -> (Much, String) {
        let id = "link-cv-near-duplicate";
        let (run, _) = self.threshold(id, "run", 40);
        let (per_mille, set_by) = self.share(id, "jaccard", 500);
        (Much { per_mille, run: usize::try_from(run).unwrap_or(40).max(5) }, set_by)
    }

    /// A threshold that is a fraction, in thousandths, and who set it.
    fn share(&self, detector: &str, name: &str, default: u64) -> (u64, String) {
        let figure = self.firm.thresholds.get(detector).and_then(|own| own.figures.get(name));
        let value = match figure {
            Some(Figure::Fraction(value)) => *value,
            Some(Figure::Whole(value)) => *value as f64,
            _ => return (default, "defaults".to_owned()),
        };
        ((value.clamp(0.05, 1.0) * 1000.0).round() as u64, self.set_by(detector))
    }

    /// Who set the thresholds of a detector in firm.toml.
    fn set_by(&self, detector: &str) -> String {
        let Some(own) = self.firm.thresholds.get(detector) else { return "defaults".to_owned() };
        let by = own.by.as_deref().unwrap_or("nobody named");
        let on = own.on.map_or(String::new(), |day| format!(", {day}"));
        format!("firm.toml [thresholds] {detector}: {by}{on}")
    }

    /// The sources of a row that were read: those that a rarity was counted in.
    pub fn counted_in(&self, row: &Row) -> String {
        let read: BTreeSet<&str> =
            self.reading.files.iter().filter_map(|file| file.source.as_ref()).map(Source::as_str).collect();
        let counted: Vec<&str> =
            row.sources.iter().map(String::as_str).filter(|word| read.contains(word)).collect();
        if counted.is_empty() { row.sources.join(", ") } else { counted.join(", ") }
    }

    /// Removed cases by what they hold, so that the order of rows never reaches an id.
    pub fn removed(&self) -> Vec<&Removed> {
        let mut sorted: Vec<(Vec<String>, Option<Date>, &Removed)> = self
            .reading
            .removed
            .iter()
            .map(|one| (one.values.iter().map(|(form, _)| form.key()).collect(), one.at, one))
            .collect();
        sorted.sort_by(|left, right| {
            let cited = |one: &Removed| (one.citation.digest, one.citation.place.clone());
            (&left.0, left.1, cited(left.2)).cmp(&(&right.0, right.1, cited(right.2)))
        });
        sorted.into_iter().map(|(_, _, one)| one).collect()
    }

    /// Deliveries by day and digest, so that the order of rows never reaches an id.
    pub fn shipments(&self) -> Vec<&Shipment> {
        let mut sorted: Vec<&Shipment> = self.reading.shipments.iter().collect();
        sorted.sort_by(|left, right| {
            // All rows of a workbook have the workbook's digest; their places tell them apart.
            let whole =
                |one: &Shipment| (one.at, one.delivered, one.citation.digest, one.citation.place.clone());
            whole(left).cmp(&whole(right))
        });
        sorted
    }

    /// Ids of persons for a sentence: "a and b".
    pub fn names(&self, persons: &[PersonId]) -> String {
        let names: Vec<&str> = persons.iter().map(|person| self.persons.name_of(*person)).collect();
        match names.split_last() {
            None => String::new(),
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        }
    }
}

/// What a detector says about one finding; the rest stands in its row and on its page.
pub struct Draft {
    /// Whom it names.
    pub persons: Vec<PersonId>,
    /// What it names.
    pub things: Vec<ThingId>,
    /// Whom or what the claim speaks of, in the claim's order.
    pub of: Vec<Subject>,
    /// The records.
    pub evidence: Evidence,
    /// Weight and where it comes from.
    pub bits: (MilliBits, BitsFrom),
    /// What the records establish about it.
    pub conditions: BTreeSet<Condition>,
    /// What was seen, in one sentence without a value or a name.
    pub says: String,
    /// Threshold as shown, and who set it.
    pub threshold: Option<(String, String)>,
}

/// Where a detector puts its findings.
pub struct Sink<'a> {
    built: &'static Built,
    persons: &'a Persons,
    running: BTreeMap<Vec<PersonId>, usize>,
    findings: Vec<Finding>,
}

impl<'a> Sink<'a> {
    /// A sink for one detector.
    pub fn new(built: &'static Built, persons: &'a Persons) -> Self {
        Self { built, persons, running: BTreeMap::new(), findings: Vec::new() }
    }

    /// The detector with row and page.
    pub fn built(&self) -> &'static Built {
        self.built
    }

    /// Adds a finding whose claim is about a period.
    pub fn find_during(&mut self, draft: Draft, from: Option<Date>, to: Option<Date>) {
        let before = self.findings.len();
        self.find(draft);
        if let Some(finding) = self.findings.get_mut(before) {
            (finding.claim.from, finding.claim.to) = (from, to);
        }
    }

    /// Adds a finding that something declared in `firm.toml` explains.
    pub fn find_explained(&mut self, draft: Draft, by: &str) {
        let before = self.findings.len();
        self.find(draft);
        if let Some(finding) = self.findings.get_mut(before) {
            finding.explained_by.push(by.to_owned());
        }
    }

    /// Adds a finding on values that are almost one: one grade below the exact value.
    pub fn find_near(&mut self, draft: Draft, level: &'static NearLevel) {
        let before = self.findings.len();
        self.find(draft);
        let page = &self.built.page;
        if let Some(finding) = self.findings.get_mut(before) {
            finding.grade = one_below(finding.grade);
            "near: one grade below the exact value".clone_into(&mut finding.grade_because);
            level.rule.clone_into(&mut finding.rule.text);
            finding.regrades = level.regrades;
            finding.household_explains = level.household_explains;
            finding.innocent =
                page.bullets("Near values").into_iter().chain(finding.innocent.clone()).collect();
        }
    }

    /// Adds a finding whose grade does not follow from conditions.
    pub fn find_graded(&mut self, draft: Draft, grade: Grade, because: &str) {
        let before = self.findings.len();
        self.find(draft);
        if let Some(finding) = self.findings.get_mut(before) {
            finding.grade = grade;
            because.clone_into(&mut finding.grade_because);
        }
    }

    /// Adds a finding.
    pub fn find(&mut self, mut draft: Draft) {
        let Some(kind) = self.built.row.claim else { return };
        draft.persons.sort_unstable();
        draft.persons.dedup();
        draft.things.sort_unstable();
        draft.things.dedup();
        let number = self.running.entry(draft.persons.clone()).or_insert(0);
        *number += 1;
        let names: Vec<&str> = draft.persons.iter().map(|person| self.persons.name_of(*person)).collect();
        let id = format!("{}/{}/{number}", self.built.row.id, names.join("/"));
        let (threshold, set_by) = match draft.threshold {
            Some((threshold, set_by)) => (Some(threshold), set_by),
            None => (None, "defaults".to_owned()),
        };
        let page = &self.built.page;
        self.findings.push(Finding {
            id,
            detector: self.built.detector.id,
            version: self.built.detector.version,
            claim: Claim { kind, of: draft.of, from: None, to: None },
            family: self.built.row.family,
            mechanism: &self.built.row.mechanism,
            grade: self.built.row.grade.unwrap_or(Grade::C),
            attested: self.built.row.attested,
            grade_because: "the row's grade".to_owned(),
            counts: self.built.detector.counts,
            bits: draft.bits.0,
            bits_from: draft.bits.1,
            persons: draft.persons,
            things: draft.things,
            evidence: draft.evidence,
            rule: Rule { text: self.built.detector.rule.to_owned(), threshold, set_by },
            says: draft.says,
            innocent: page.bullets("Innocent explanations"),
            ask: page.ask("EN").unwrap_or_default().to_owned(),
            advisory: page.bullets("Advisory").into_iter().filter(|one| !one.starts_with("none")).collect(),
            conditions: draft.conditions,
            regrades: self.built.detector.regrades,
            household_explains: self.built.detector.household_explains,
            clearing_check: self.built.row.clearing_check.as_deref(),
            explained_by: Vec::new(),
            same_fact_as: None,
        });
    }

    /// The findings, in the order they were made.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

/// The grade below, as far as there is one.
fn one_below(grade: Grade) -> Grade {
    match grade {
        Grade::A => Grade::B,
        Grade::B | Grade::C => Grade::C,
        Grade::P => Grade::P,
    }
}

//! Findings for tests, made of what a test is about and nothing else.
#![allow(dead_code)] // each test file uses its own part of this
#![allow(clippy::unwrap_used)] // helpers of tests, outside test functions

pub mod random;

use std::collections::BTreeSet;

use bonafide_assess::{Assessment, Case, CheckTable, ClaimTable, Input, PersonFacts, assess};
use bonafide_records::finding::{
    BitsFrom, Claim, ClaimKind, Evidence, Family, Finding, Grade, PersonId, Rule, Subject,
};
use bonafide_records::{Citation, Digest, FileId, Firm, Place};

/// The record of this number; equal numbers are one record.
pub fn record(number: u8) -> Citation {
    Citation {
        file: FileId(0),
        place: Place::Line(u64::from(number) + 2),
        digest: Digest([number; 32]),
        field: "value".into(),
    }
}

/// Persons `s:00`, `s:01`, ... of whom the first works here; each is known under a second key too.
pub fn people(count: u32) -> Vec<PersonFacts> {
    (0..count)
        .map(|index| PersonFacts {
            id: format!("s:{index:02}"),
            known_as: vec![format!("s:{index:02}"), format!("t:{index:02}")],
            works_here: index == 0,
            settled_checks: BTreeSet::new(),
        })
        .collect()
}

/// A finding on persons, of grade C, unmeasured, citing a record of its own, of a family of its own
/// claim; tests change what they are about.
pub fn finding(id: &str, persons: &[u32]) -> Finding {
    let persons: Vec<PersonId> = persons.iter().copied().map(PersonId).collect();
    let mut digest = [0_u8; 32];
    for (index, byte) in id.bytes().enumerate() {
        if let Some(slot) = digest.get_mut(index % 31) {
            *slot = slot.wrapping_mul(31).wrapping_add(byte);
        }
    }
    digest[31] = 0xff; // never a digest of `record`
    let own = Citation { digest: Digest(digest), ..record(0) };
    Finding {
        id: id.to_owned(),
        detector: "test-detector",
        version: 1,
        claim: Claim {
            kind: ClaimKind::FalseIdentity,
            of: persons.iter().copied().map(Subject::Person).collect(),
            from: None,
            to: None,
        },
        family: Family::Doc,
        mechanism: Box::leak(format!("mechanism of {id}").into_boxed_str()),
        grade: Grade::C,
        attested: false,
        grade_because: String::new(),
        counts: true,
        bits: 0,
        bits_from: BitsFrom::NotMeasured,
        persons,
        things: Vec::new(),
        evidence: Evidence::new(own, []),
        rule: Rule { text: "equal".to_owned(), threshold: None, set_by: "defaults".to_owned() },
        says: "seen".to_owned(),
        innocent: vec!["a namesake".to_owned()],
        ask: "how come?".to_owned(),
        advisory: Vec::new(),
        conditions: BTreeSet::new(),
        regrades: &[],
        household_explains: false,
        clearing_check: None,
        explained_by: Vec::new(),
        same_fact_as: None,
    }
}

/// What tests change about a finding, in the words of the catalogue.
pub trait But: Sized {
    fn but(self, change: impl FnOnce(&mut Finding)) -> Self;
    fn graded(self, grade: Grade, family: Family) -> Self;
    fn weighing(self, milli: i64, n: u64, of: u64) -> Self;
    fn citing(self, numbers: &[u8]) -> Self;
    fn claiming(self, kind: ClaimKind) -> Self;
}

impl But for Finding {
    fn but(mut self, change: impl FnOnce(&mut Finding)) -> Self {
        change(&mut self);
        self
    }

    fn graded(self, grade: Grade, family: Family) -> Self {
        self.but(|finding| (finding.grade, finding.family) = (grade, family))
    }

    fn weighing(self, milli: i64, n: u64, of: u64) -> Self {
        self.but(|finding| {
            finding.bits = milli;
            finding.bits_from = BitsFrom::Firm { n, of, source: "test".to_owned() };
        })
    }

    fn citing(self, numbers: &[u8]) -> Self {
        let mut records = numbers.iter().copied().map(record);
        let first = records.next().expect("a finding cites a record");
        self.but(|finding| finding.evidence = Evidence::new(first, records))
    }

    fn claiming(self, kind: ClaimKind) -> Self {
        self.but(|finding| finding.claim.kind = kind)
    }
}

pub fn run_with(persons: &[PersonFacts], findings: Vec<Finding>, firm: &Firm) -> Assessment {
    let (claims, checks) = (ClaimTable::shipped().unwrap(), CheckTable::shipped().unwrap());
    assess(Input { persons, findings, firm, claims: &claims, checks: &checks })
}

pub fn run(findings: Vec<Finding>) -> Assessment {
    run_with(&people(8), findings, &Firm::default())
}

pub fn only_case(assessment: &Assessment) -> &Case {
    assert_eq!(assessment.cases.len(), 1, "one case expected: {:#?}", assessment.cases);
    &assessment.cases[0]
}

pub fn same_fact_as<'a>(assessment: &'a Assessment, id: &str) -> Option<&'a str> {
    assessment.finding(id).unwrap().same_fact_as.as_deref()
}

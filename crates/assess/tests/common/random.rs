//! Random findings on few persons, records and mechanisms, so that they collide often.

use bonafide_assess::PersonFacts;
use bonafide_records::Firm;
use bonafide_records::finding::{ClaimKind, Condition, Family, Finding, Grade, Regrade};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;

use super::{But, finding, people};

pub const PERSONS: u32 = 6;
const MECHANISMS: [&str; 4] = ["same-contact", "same-place", "network-path", "papers"];
const DETECTORS: [&str; 6] =
    ["link-phone", "link-phone", "doc-mismatch", "net-path", "pay-wallet-listed", "link-reapplied"];
const ROWS: &[Regrade] = &[
    Regrade { when: Condition::AnotherHomeDeclared, grade: Grade::A },
    Regrade { when: Condition::SameDeclaredHome, grade: Grade::B },
];

pub fn persons() -> Vec<PersonFacts> {
    people(PERSONS)
}

/// A firm that clears one pair and declares one household.
pub fn firm() -> Firm {
    toml::from_str(
        "[[cleared]]\ndetector = \"link-phone\"\npersons = [\"s:00\", \"t:01\"]\nbecause = \"sisters\"\n\
         [[households]]\npersons = [\"s:02\", \"s:03\"]\n",
    )
    .unwrap()
}

/// One finding; its id is given when it takes its place in a list.
pub fn any_finding() -> impl Strategy<Value = Finding> {
    let who = btree_set(0..PERSONS, 1..=3);
    let claims = &ClaimKind::ALL[..5];
    let strength = (select(vec![Grade::C, Grade::C, Grade::B, Grade::B, Grade::A, Grade::P]), 0_i64..14_000);
    let what = (select(DETECTORS.to_vec()), select(Family::ALL[..5].to_vec()), select(claims.to_vec()));
    let ties = (select(MECHANISMS.to_vec()), btree_set(0_u8..14, 1..=3));
    let switches = (any::<[bool; 4]>(), 0..10_u8);
    (who, strength, what, ties, switches).prop_map(
        |(who, (grade, bits), (detector, family, kind), ties, switches)| {
            let ([measured, same_home, other_home, at_home], luck) = switches;
            let who: Vec<u32> = who.into_iter().collect();
            let records: Vec<u8> = ties.1.into_iter().collect();
            let mut made = finding("", &who).graded(grade, family).claiming(kind).citing(&records);
            made.detector = detector;
            made.mechanism = ties.0;
            made.counts = detector != "link-reapplied" && luck != 0;
            made.household_explains = at_home;
            if measured {
                made = made.weighing(bits, 2, 100);
            }
            if luck < 3 {
                made.regrades = ROWS;
                made.conditions.extend(same_home.then_some(Condition::SameDeclaredHome));
                made.conditions.extend(other_home.then_some(Condition::AnotherHomeDeclared));
            }
            made
        },
    )
}

/// A list of findings with ids of its own.
pub fn any_findings(most: usize) -> impl Strategy<Value = Vec<Finding>> {
    vec(any_finding(), 0..=most).prop_map(numbered)
}

/// Gives each finding its id by its place.
pub fn numbered(mut findings: Vec<Finding>) -> Vec<Finding> {
    for (index, finding) in findings.iter_mut().enumerate() {
        finding.id = format!("F{index:03}");
    }
    findings
}

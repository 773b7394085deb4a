//! Which check comes next.

mod common;

use bonafide_assess::{Because, NextCheck, PersonFacts};
use bonafide_records::Firm;
use bonafide_records::finding::{ClaimKind, Family, Finding, Grade};
use common::{But, finding, people, run_with};

fn next_for(persons: &[PersonFacts], findings: Vec<Finding>) -> Option<NextCheck> {
    let assessment = run_with(persons, findings, &Firm::default());
    assessment.cases.first().expect("a case").next_check.clone()
}

fn id(next: Option<NextCheck>) -> Option<String> {
    next.map(|found| found.check.id)
}

fn named(person: u32, words: &'static str) -> Finding {
    finding("F1", &[person])
        .graded(Grade::A, Family::Doc)
        .weighing(8_000, 1, 256)
        .but(|row| row.clearing_check = Some(words))
}

#[test]
fn the_strongest_facts_row_names_the_check_by_its_last_id() {
    let next = next_for(&people(4), vec![named(0, "ask IT which factor belongs to whom, then C12")]).unwrap();
    assert_eq!((next.check.id.as_str(), &next.because), ("C12", &Because::Row { finding: "F1".to_owned() }));
    assert_eq!(
        id(next_for(&people(4), vec![named(0, "complete C2 and C11 before the next run")])).unwrap(),
        "C11"
    );
    // A weaker fact's row does not decide.
    let weaker = finding("F0", &[0]).graded(Grade::B, Family::Net).but(|row| row.clearing_check = Some("C1"));
    assert_eq!(id(next_for(&people(4), vec![named(0, "C2"), weaker])).unwrap(), "C2");
}

#[test]
fn checks_of_workers_are_not_asked_of_applicants() {
    assert_eq!(id(next_for(&people(4), vec![named(0, "C11")])).unwrap(), "C11");
    let applicant = next_for(&people(4), vec![named(1, "C11")]).unwrap();
    // FalseIdentity alone: C3 and C4 settle it in five minutes; C10 would too, but not here.
    assert_eq!(applicant.check.id, "C3");
    assert!(matches!(applicant.because, Because::Most { settles_milli } if settles_milli > 7_000));
    // One who works here is enough.
    let pair = named(0, "C11").but(|row| {
        row.persons = finding("", &[0, 1]).persons;
    });
    assert_eq!(id(next_for(&people(4), vec![pair])).unwrap(), "C11");
}

#[test]
fn a_check_is_done_when_it_is_settled_for_all() {
    let pair = || named(0, "C2").but(|row| row.persons = finding("", &[0, 1]).persons);
    let mut persons = people(4);
    persons[0].settled_checks.insert("C2".to_owned());
    assert_eq!(id(next_for(&persons, vec![pair()])).unwrap(), "C2");
    persons[1].settled_checks.insert("C2".to_owned());
    assert_eq!(id(next_for(&persons, vec![pair()])).unwrap(), "C3");
}

#[test]
fn the_owners_word_is_asked_for_transfers_changes_and_threats_only() {
    assert_eq!(id(next_for(&people(4), vec![named(1, "C13")])).unwrap(), "C3");
    for kind in [ClaimKind::TakesData, ClaimKind::PlantsRisk, ClaimKind::Extorts] {
        assert_eq!(id(next_for(&people(4), vec![named(1, "").claiming(kind)])).unwrap(), "C13");
    }
}

/// SamePerson by 8 bits outweighs FalseHistory by 8: C4 settles it in 5 minutes, C6 settles both in 20.
#[test]
fn minutes_count() {
    let history = finding("F2", &[1])
        .graded(Grade::B, Family::Net)
        .claiming(ClaimKind::FalseHistory)
        .weighing(8_000, 1, 256);
    let same = named(1, "ask whose mailbox it is").claiming(ClaimKind::SamePerson);
    assert_eq!(id(next_for(&people(4), vec![same, history])).unwrap(), "C4");
}

#[test]
fn without_figures_the_first_that_settles_a_claim_comes_and_without_any_none() {
    let unmeasured = finding("F1", &[1]).graded(Grade::A, Family::Code).claiming(ClaimKind::CopiedWork);
    let next = next_for(&people(4), vec![unmeasured]).unwrap();
    assert_eq!((next.check.id.as_str(), next.because), ("C1", Because::Most { settles_milli: 0 }));
    // Only checks of workers settle where somebody is paid to: nothing is left for an applicant.
    let paid = finding("F1", &[1]).graded(Grade::A, Family::Pay).claiming(ClaimKind::PaidToAnother);
    assert_eq!(id(next_for(&people(4), vec![paid])), None);
}

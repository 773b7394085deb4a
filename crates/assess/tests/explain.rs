//! What explains, silences; and what must not.

#![allow(clippy::unwrap_used)] // helpers of tests, outside test functions

mod common;

use bonafide_assess::{Band, LinkKind};
use bonafide_records::Firm;
use bonafide_records::finding::{Condition, Family, Finding, Grade, Regrade};
use common::{But, finding, only_case, people, run, run_with};

fn phone(id: &str, persons: &[u32]) -> Finding {
    finding(id, persons).graded(Grade::A, Family::Link).but(|link| link.detector = "link-phone")
}

fn reapplied(id: &str, persons: &[u32]) -> Finding {
    finding(id, persons).graded(Grade::C, Family::Link).but(|again| {
        again.detector = "link-reapplied";
        again.counts = false;
    })
}

fn firm(text: &str) -> Firm {
    toml::from_str(text).unwrap()
}

fn explained<'a>(assessment: &'a bonafide_assess::Assessment, id: &str) -> &'a [String] {
    &assessment.finding(id).unwrap().explained_by
}

const CLEARED: &str = r#"
[[cleared]]
detector = "link-phone"
persons = ["t:01", "s:00"]
because = "they are sisters and share a flat"
by = "A. Example"
on = 2026-06-01
"#;

#[test]
fn a_clearing_silences_its_pair_and_its_detector_only() {
    let findings = vec![
        phone("F1", &[0, 1]),
        phone("F2", &[0, 2]),
        phone("F3", &[0, 1]).but(|mail| mail.detector = "link-email"),
    ];
    let assessment = run_with(&people(8), findings, &firm(CLEARED));
    let words = "cleared because they are sisters and share a flat, by A. Example, on 2026-06-01";
    assert_eq!(explained(&assessment, "F1"), [words]);
    assert!(explained(&assessment, "F2").is_empty() && explained(&assessment, "F3").is_empty());
    assert!(assessment.unused_clearings.is_empty());
    assert_eq!(only_case(&assessment).findings, ["F2", "F3"]);
}

#[test]
fn a_clearing_of_two_is_none_of_three_or_one() {
    let assessment = run_with(&people(8), vec![phone("F1", &[0, 1, 2]), phone("F2", &[0])], &firm(CLEARED));
    assert!(assessment.findings.iter().all(|finding| finding.explained_by.is_empty()));
    let unused = &assessment.unused_clearings[0];
    assert_eq!((unused.number, unused.unknown.len()), (1, 0));
    assert!(unused.to_string().starts_with("firm.toml [[cleared]] 1 explained nothing: no finding"));
}

#[test]
fn a_clearing_with_an_unknown_key_is_named() {
    let text = CLEARED.replace("t:01", "t:99");
    let assessment = run_with(&people(8), vec![phone("F1", &[0, 1]), phone("F2", &[0])], &firm(&text));
    assert!(assessment.findings.iter().all(|finding| finding.explained_by.is_empty()));
    assert_eq!(assessment.unused_clearings[0].unknown, ["t:99"]);
    let empty =
        run_with(&people(8), vec![phone("F1", &[0, 1])], &firm(&CLEARED.replace("\"t:01\", \"s:00\"", "")));
    assert_eq!((empty.unused_clearings.len(), empty.cases.len()), (1, 1));
}

#[test]
fn a_clearing_without_name_and_day_is_still_one() {
    let text =
        "[[cleared]]\ndetector = \"link-phone\"\npersons = [\"s:00\", \"s:01\"]\nbecause = \"one flat\"\n";
    let assessment = run_with(&people(8), vec![phone("F1", &[0, 1])], &firm(text));
    assert_eq!(explained(&assessment, "F1"), ["cleared because one flat"]);
}

#[test]
fn a_household_explains_only_rows_that_say_so_and_only_if_it_holds_all() {
    let home = firm("[[households]]\npersons = [\"s:04\"]\n[[households]]\npersons = [\"s:00\", \"s:01\"]\n");
    let at_home =
        |id: &str, persons: &[u32]| phone(id, persons).but(|shared| shared.household_explains = true);
    let findings =
        vec![at_home("F1", &[0, 1]), phone("F2", &[0, 1]), at_home("F3", &[0, 1, 2]), at_home("F4", &[0, 4])];
    let assessment = run_with(&people(8), findings, &home);
    assert_eq!(explained(&assessment, "F1"), ["firm.toml [[households]] 2"]);
    for id in ["F2", "F3", "F4"] {
        assert!(explained(&assessment, id).is_empty(), "{id}");
    }
}

#[test]
fn a_second_application_explains_links_of_exactly_these_two() {
    let findings = vec![
        reapplied("F0", &[0, 1]),
        phone("F1", &[0, 1]),
        phone("F2", &[0, 1, 2]),
        phone("F3", &[0, 1]).graded(Grade::B, Family::Pay),
        phone("F4", &[1, 2]).graded(Grade::B, Family::Link),
        phone("F5", &[0]),
    ];
    let assessment = run(findings);
    assert_eq!(explained(&assessment, "F1"), ["link-reapplied F0"]);
    for id in ["F0", "F2", "F3", "F4", "F5"] {
        assert!(explained(&assessment, id).is_empty(), "{id}");
    }
    let kinds: Vec<LinkKind> = assessment.links.iter().map(|link| link.kind).collect();
    assert_eq!(kinds, [LinkKind::Reapplied]);
    assert_eq!((assessment.links[0].bits_milli, assessment.clusters.len()), (0, 0));
}

#[test]
fn a_cleared_second_application_still_explains_and_is_never_explained_by_itself() {
    let again = [phone("F1", &[0, 1]), reapplied("F2", &[0, 1]), reapplied("F3", &[0, 1])];
    let text = CLEARED.replace("link-phone", "link-reapplied");
    let assessment = run_with(&people(8), again.to_vec(), &firm(&text));
    assert_eq!(explained(&assessment, "F1"), ["link-reapplied F2", "link-reapplied F3"]);
    assert!(explained(&assessment, "F2")[0].starts_with("cleared because"));
    assert_eq!(assessment.links[0].findings, ["F2", "F3"]);
    assert!(assessment.cases.is_empty());
    let open = run(again.to_vec());
    assert!(explained(&open, "F2").is_empty());
    assert_eq!(open.bands[0], Band::NoConcern);
}

#[test]
fn one_key_of_two_persons_means_both() {
    let mut persons = people(3);
    for person in persons.iter_mut().take(2) {
        person.known_as.push("wise:account-7".to_owned());
    }
    let text = CLEARED.replace("\"t:01\", \"s:00\"", "\"wise:account-7\"");
    let assessment = run_with(&persons, vec![phone("F1", &[0, 1]), phone("F2", &[0, 2])], &firm(&text));
    assert!(!explained(&assessment, "F1").is_empty() && explained(&assessment, "F2").is_empty());
}

const ROWS: &[Regrade] = &[
    Regrade { when: Condition::AnotherHomeDeclared, grade: Grade::A },
    Regrade { when: Condition::SameDeclaredHome, grade: Grade::B },
];

#[test]
fn the_first_row_whose_condition_holds_decides() {
    let graded = |conditions: &[Condition]| {
        let place = phone("F1", &[0]).graded(Grade::C, Family::Link).but(|place| {
            place.regrades = ROWS;
            place.conditions = conditions.iter().copied().collect();
        });
        let assessment = run(vec![place]);
        let finding = assessment.finding("F1").unwrap();
        (finding.grade, finding.grade_because.clone())
    };
    assert_eq!(graded(&[]), (Grade::C, "the row's grade".to_owned()));
    assert_eq!(graded(&[Condition::FourMeet]).0, Grade::C);
    assert_eq!(graded(&[Condition::SameDeclaredHome]), (Grade::B, "both declared the same home".to_owned()));
    let both = graded(&[Condition::SameDeclaredHome, Condition::AnotherHomeDeclared]);
    assert_eq!(both, (Grade::A, "one of them declared another home".to_owned()));
}

#[test]
fn a_firm_without_anything_to_say_explains_nothing() {
    let assessment = run_with(&people(2), vec![phone("F1", &[0, 1])], &Firm::default());
    assert!(explained(&assessment, "F1").is_empty() && assessment.cases.len() == 1);
}

//! Near values add facts and change none that equal values make.

mod common;

use bonafide_assess::{Assessment, Band, CaseRule, ClaimTable};
use bonafide_records::finding::{ClaimKind, Family, Finding, Grade};
use common::random::any_findings;
use common::{But, finding, only_case, run, same_fact_as};
use proptest::prelude::*;

fn near(id: &str, detector: &'static str, grade: Grade, records: &[u8]) -> Finding {
    finding(id, &[0, 1])
        .graded(grade, Family::Link)
        .claiming(ClaimKind::SamePerson)
        .weighing(5_000, 2, 64)
        .citing(records)
        .but(|own| {
            own.detector = detector;
            "near: one digit apart".clone_into(&mut own.rule.text);
        })
}

fn exact(id: &str, detector: &'static str, grade: Grade, records: &[u8]) -> Finding {
    near(id, detector, grade, records).but(|own| "one number".clone_into(&mut own.rule.text))
}

fn combined(grade: Grade, records: &[u8]) -> Finding {
    finding("combined", &[0, 1])
        .graded(grade, Family::Link)
        .claiming(ClaimKind::SamePerson)
        .citing(records)
        .but(|own| own.detector = "link-combined")
}

fn three_near() -> Vec<Finding> {
    vec![
        near("phone", "link-phone", Grade::B, &[1, 2]),
        near("mail", "link-email", Grade::B, &[3, 4]),
        near("unit", "link-postal-address", Grade::C, &[5, 6]),
    ]
}

#[test]
fn near_values_of_one_family_open_nothing_and_what_they_come_to_does() {
    assert!(run(three_near()).cases.is_empty());
    let mut findings = three_near();
    findings.push(combined(Grade::A, &[1, 2, 3, 4, 5, 6]));
    let assessment = run(findings);
    let case = only_case(&assessment);
    assert_eq!(
        (case.opened_by.rule, case.opened_by.findings.as_slice()),
        (CaseRule::OneA, &["combined".to_owned()][..])
    );
    for part in ["phone", "mail", "unit"] {
        assert_eq!(same_fact_as(&assessment, part), Some("combined"));
    }
    // It weighs what its values' own rows weigh: no finding weighs less than nothing, and each says what it adds.
    assert_eq!(case.claims.iter().map(|claim| claim.inner_milli).collect::<Vec<_>>(), [15_000]);
    let claims = ClaimTable::shipped().expect("shipped");
    let waterfall = assessment.waterfall(case, &claims, Vec::new());
    let step = waterfall.steps.first().expect("a claim");
    assert_eq!(step.items.iter().map(|item| item.bits_milli).sum::<i64>(), step.inner_milli);
    // What it joins, cited apart, is three facts without it.
    assert!(step.items.iter().all(|item| item.marginal_milli >= 0), "{step:?}");
    assert!(step.items.iter().any(|item| item.finding == "phone" && item.marginal_milli > 0), "{step:?}");
}

#[test]
fn values_of_one_record_weigh_once_and_one_more_never_weighs_less() {
    let contacts = || {
        vec![near("phone", "link-phone", Grade::B, &[1, 2]), near("mail", "link-email", Grade::B, &[1, 2])]
    };
    let total = |parts: Vec<Finding>| {
        let mut findings = parts;
        findings.push(combined(Grade::A, &[1, 2, 5, 6]));
        only_case(&run(findings)).claims.iter().map(|claim| claim.inner_milli).sum::<i64>()
    };
    let text = near("text", "link-cv-near-duplicate", Grade::B, &[5, 6]);
    let unit = near("unit", "link-postal-address", Grade::C, &[1, 2]);
    assert_eq!(total(contacts()), 5_000);
    assert_eq!(total(contacts().into_iter().chain([unit]).collect()), 5_000);
    assert_eq!(total(contacts().into_iter().chain([text]).collect()), 10_000);
}

#[test]
fn a_grade_of_b_counts_as_one_b_of_its_family() {
    let mut findings = three_near();
    findings.push(combined(Grade::B, &[1, 2, 3, 4, 5, 6]));
    let assessment = run(findings);
    assert!(assessment.cases.is_empty());
    assert_eq!(same_fact_as(&assessment, "unit"), Some("combined"));
}

#[test]
fn an_equal_value_of_grade_a_keeps_its_weight_beside_it() {
    let equal = exact("mail", "link-email", Grade::A, &[3, 4]);
    let before = run(vec![equal.clone()]);
    let mut findings = three_near();
    findings.retain(|one| one.id != "mail");
    findings.extend([equal, combined(Grade::A, &[1, 2, 3, 4, 5, 6])]);
    let assessment = run(findings);
    assert_eq!(same_fact_as(&assessment, "mail"), None);
    assert_eq!(same_fact_as(&assessment, "combined"), None);
    assert_eq!(same_fact_as(&assessment, "phone"), Some("combined"));
    let inner =
        |assessment: &Assessment| only_case(assessment).claims.iter().map(|one| one.inner_milli).sum::<i64>();
    // The number and the unit are cited apart from it, and weigh as they would without what joins them.
    assert_eq!((inner(&before), inner(&assessment)), (5_000, 15_000));
    // What the record of the equal value says again adds nothing.
    let equal = exact("mail", "link-email", Grade::A, &[3, 4]);
    let again = near("phone", "link-phone", Grade::B, &[3, 4]);
    assert_eq!(inner(&run(vec![equal, again, combined(Grade::A, &[3, 4])])), 5_000);
}

#[test]
fn a_weaker_equal_value_and_one_of_another_family_are_the_same_fact() {
    let unit = exact("unit", "link-postal-address", Grade::B, &[5, 6]);
    let pay = exact("pay", "pay-third-party", Grade::A, &[7]).graded(Grade::A, Family::Pay).but(|own| {
        own.persons.truncate(1);
        own.claim.kind = ClaimKind::PaidToAnother;
    });
    let other = exact("other", "link-bank-account", Grade::B, &[5]).weighing(1_000, 2, 4);
    let assessment = run(vec![
        near("phone", "link-phone", Grade::B, &[1, 2]),
        unit,
        pay,
        other,
        combined(Grade::A, &[1, 2, 5, 6, 7]),
    ]);
    // What says the same as a part says the same as the whole.
    for part in ["phone", "unit", "pay", "other"] {
        assert_eq!(same_fact_as(&assessment, part), Some("combined"), "{part}");
    }
    // The payee would else count twice, and make the case one to stop and call for.
    assert_eq!(only_case(&assessment).band, Band::VerifyBeforeAccess);
}

#[test]
fn a_near_value_never_takes_the_place_of_an_equal_one() {
    let context = finding("throwaway", &[0]).graded(Grade::C, Family::Contact).citing(&[1]);
    let assessment = run(vec![near("phone", "link-phone", Grade::B, &[1, 2]), context]);
    assert_eq!(same_fact_as(&assessment, "throwaway"), None);
    assert_eq!(same_fact_as(&assessment, "phone"), None);
    let same = exact("mail", "link-email", Grade::B, &[8]).but(|own| own.mechanism = "same-contact");
    let phone = near("phone", "link-phone", Grade::B, &[1, 2]).but(|own| own.mechanism = "same-contact");
    assert_eq!(same_fact_as(&run(vec![phone, same]), "phone"), Some("mail"));
}

proptest! {
    /// All of grade C, so that no case has its own view; no combined finding, which may take parts in.
    #[test]
    fn equal_values_are_the_same_facts_whatever_is_near(findings in any_findings(20), others in any_findings(12)) {
        let plain = |list: &[Finding], prefix: &str, text: &str| -> Vec<Finding> {
            list.iter().cloned().map(|one| one.but(|own| {
                own.id = format!("{prefix}{}", own.id);
                own.grade = Grade::C;
                own.regrades = &[];
                own.rule.text = text.to_owned();
                if text != "equal" {
                    // A second application explains, whatever its rule says.
                    own.detector = "link-phone";
                }
            })).collect()
        };
        let exact = plain(&findings, "e", "equal");
        let near = plain(&others, "n", "near: almost");
        let alone = run(exact.clone());
        let both = run(exact.into_iter().chain(near).collect());
        for finding in &alone.findings {
            let beside = both.finding(&finding.id).map(|own| own.same_fact_as.clone());
            prop_assert_eq!(beside, Some(finding.same_fact_as.clone()));
        }
        for finding in both.findings.iter().filter(|finding| finding.same_fact_as.is_some()) {
            let head = finding.same_fact_as.as_deref().and_then(|id| both.finding(id));
            prop_assert!(head.is_some_and(|head| head.same_fact_as.is_none()));
        }
    }
}

//! The worked example of the evidence waterfall, to the last milli-bit.

mod common;

use bonafide_assess::{Band, Because, CaseRule, ClaimTable, Searched};
use bonafide_records::finding::{ClaimKind, Family, Finding, Grade};
use bonafide_records::{Firm, MilliBits};
use common::{But, finding, only_case, people, run, run_with};

/// One payout account of two payees, their handle in the same row, another holder's name, a parcel.
fn findings() -> Vec<Finding> {
    vec![
        finding("F-0091", &[0, 1])
            .graded(Grade::A, Family::Link)
            .claiming(ClaimKind::SharedControl)
            .weighing(10_607, 2, 3_120)
            .citing(&[88, 201])
            .but(|account| account.clearing_check = Some("C11")),
        finding("F-0092", &[0, 1])
            .graded(Grade::A, Family::Link)
            .claiming(ClaimKind::SharedControl)
            .weighing(7_679, 2, 410)
            .citing(&[88]),
        finding("F-0093", &[0])
            .graded(Grade::B, Family::Pay)
            .claiming(ClaimKind::PaidToAnother)
            .citing(&[31]),
        finding("F-0117", &[0])
            .graded(Grade::C, Family::Ship)
            .claiming(ClaimKind::ElsewhereThanSaid)
            .citing(&[14]),
    ]
}

#[test]
fn the_case_is_that_of_the_page() {
    let assessment = run(findings());
    let case = only_case(&assessment);
    assert_eq!(case.id, "C-s:00");
    assert_eq!(case.cluster.as_deref(), Some("K-s:00"));
    assert_eq!(case.rank, 1);
    assert_eq!(case.band, Band::VerifyBeforeAccess);
    assert_eq!(
        (case.opened_by.rule, case.opened_by.findings.as_slice()),
        (CaseRule::OneA, &["F-0091".to_owned()][..])
    );
    assert_eq!(case.families, [Family::Link, Family::Pay, Family::Ship]);
    assert_eq!(case.findings, ["F-0091", "F-0092", "F-0093", "F-0117"]);
    assert_eq!((case.prior_milli, case.total_milli), (-8_963, -3_728));
    let parts: Vec<(ClaimKind, MilliBits, MilliBits)> =
        case.claims.iter().map(|claim| (claim.claim.kind, claim.inner_milli, claim.part_milli)).collect();
    assert_eq!(
        parts,
        [
            (ClaimKind::SharedControl, 10_607, 5_235),
            (ClaimKind::ElsewhereThanSaid, 0, 0),
            (ClaimKind::PaidToAnother, 0, 0),
        ]
    );
    let next = case.next_check.as_ref().unwrap();
    assert_eq!((next.check.id.as_str(), next.check.who.as_str(), next.check.minutes), ("C11", "payroll", 5));
    assert_eq!(next.because, Because::Row { finding: "F-0091".to_owned() });
}

#[test]
fn the_waterfall_is_that_of_the_page() {
    let assessment = run(findings());
    let claims = ClaimTable::shipped().unwrap();
    let searched = vec![Searched { what: "accounts".to_owned(), count: 3_120 }];
    let waterfall = assessment.waterfall(only_case(&assessment), &claims, searched.clone());
    let kinds: Vec<ClaimKind> = waterfall.steps.iter().map(|step| step.claim.kind).collect();
    assert_eq!(kinds, [ClaimKind::SharedControl, ClaimKind::ElsewhereThanSaid, ClaimKind::PaidToAnother]);
    let shared: Vec<(&str, MilliBits, Option<&str>, MilliBits)> = waterfall.steps[0]
        .items
        .iter()
        .map(|item| {
            (item.finding.as_str(), item.bits_milli, item.same_fact_as.as_deref(), item.marginal_milli)
        })
        .collect();
    // Without the account the handle comes to light: 5.235 − 4.764.
    assert_eq!(shared, [("F-0091", 10_607, None, 471), ("F-0092", 7_679, Some("F-0091"), 0)]);
    assert!(waterfall.steps[1..].iter().flat_map(|step| &step.items).all(|item| item.marginal_milli == 0));
    assert_eq!(waterfall.total_milli, -3_728);
    assert_eq!(waterfall.searched, searched);
}

/// A household does not explain the parcel or the payroll row, but the shared account: then two
/// people who live together are left with one B and one C, and no case.
#[test]
fn a_declared_household_leaves_no_case() {
    let firm: Firm = toml::from_str("[[households]]\npersons = [\"s:00\", \"t:01\"]\n").unwrap();
    let mut household = findings();
    for shared in household.iter_mut().take(2) {
        shared.household_explains = true;
    }
    let assessment = run_with(&people(8), household, &firm);
    assert!(assessment.cases.is_empty() && assessment.links.is_empty());
    assert_eq!(assessment.finding("F-0091").unwrap().explained_by, ["firm.toml [[households]] 1"]);
    assert_eq!(assessment.bands[..2], [Band::Verify, Band::NoConcern]);
}

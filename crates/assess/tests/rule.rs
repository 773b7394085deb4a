//! The case rule, bands, links, ranks and one fact once.

mod common;

use bonafide_assess::{Band, CaseRule, LEGAL_STOPS};
use bonafide_records::finding::{ClaimKind, Family, Finding, Grade};
use common::{But, finding, only_case, run, same_fact_as};

fn graded(id: &str, persons: &[u32], grade: Grade, family: Family) -> Finding {
    finding(id, persons).graded(grade, family)
}

fn opens(findings: Vec<Finding>) -> Option<(CaseRule, Vec<String>)> {
    let assessment = run(findings);
    let case = assessment.cases.first()?;
    Some((case.opened_by.rule, case.opened_by.findings.clone()))
}

fn ids(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn every_clause_and_its_near_misses() {
    use Family::{Beh, Doc, Link, Net, Pay};
    use Grade::{A, B, C, P};
    let check = |list: &[(&str, Grade, Family)], expected: Option<(CaseRule, &[&str])>| {
        let findings = list.iter().map(|(id, grade, family)| graded(id, &[3], *grade, *family)).collect();
        assert_eq!(opens(findings), expected.map(|(rule, by)| (rule, ids(by))), "{list:?}");
    };
    check(&[("F1", A, Doc)], Some((CaseRule::OneA, &["F1"])));
    check(&[("F1", B, Doc)], None);
    check(&[("F1", B, Doc), ("F2", B, Doc)], None);
    check(&[("F1", B, Doc), ("F2", B, Doc), ("F3", B, Net)], Some((CaseRule::TwoB, &["F1", "F3"])));
    check(&[("F1", B, Doc), ("F2", C, Net), ("F3", C, Pay)], Some((CaseRule::BAndTwoC, &["F1", "F2", "F3"])));
    check(&[("F1", B, Doc), ("F2", C, Net), ("F3", C, Net)], None);
    check(&[("F1", B, Doc), ("F2", C, Doc), ("F3", C, Net)], None);
    check(&[("F1", B, Doc), ("F2", B, Doc), ("F3", C, Net)], None);
    check(&[("F1", C, Doc), ("F2", C, Net), ("F3", C, Pay), ("F4", C, Link), ("F5", C, Beh)], None);
    check(&[("F1", P, Doc)], None);
    check(&[("F2", B, Doc), ("F1", B, Net), ("F0", C, Pay), ("F3", A, Pay)], Some((CaseRule::OneA, &["F3"])));
}

#[test]
fn bands_need_two_families_of_a_or_a_legal_stop() {
    let band = |findings: Vec<Finding>| run(findings).bands[3];
    let a = |id: &str, family| graded(id, &[3], Grade::A, family);
    assert_eq!(band(vec![a("F1", Family::Doc), a("F2", Family::Doc)]), Band::VerifyBeforeAccess);
    assert_eq!(band(vec![a("F1", Family::Doc), a("F2", Family::Net)]), Band::StopAndCall);
    assert_eq!(band(vec![graded("F1", &[3], Grade::B, Family::Doc)]), Band::Verify);
    assert_eq!(band(vec![graded("F1", &[3, 4], Grade::B, Family::Doc)]), Band::Verify);
    assert_eq!(band(vec![graded("F1", &[3], Grade::C, Family::Doc)]), Band::NoConcern);
    assert_eq!(band(vec![a("F1", Family::Doc).but(|refusal| refusal.counts = false)]), Band::NoConcern);
    assert_eq!(band(vec![]), Band::NoConcern);
}

#[test]
fn a_legal_stop_is_one_only_when_established_and_whatever_the_record_says_else() {
    for detector in LEGAL_STOPS {
        let stop = |grade| {
            let listed =
                graded("F9", &[3], grade, Family::Pay).citing(&[1]).but(|listed| listed.detector = detector);
            let stronger = graded("F1", &[3], Grade::A, Family::Pay).weighing(9_000, 2, 900).citing(&[1]);
            run(vec![listed, stronger])
        };
        let established = stop(Grade::A);
        assert_eq!(same_fact_as(&established, "F9"), Some("F1"));
        assert_eq!(only_case(&established).opened_by.rule, CaseRule::LegalStop);
        assert_eq!(only_case(&established).opened_by.findings, ["F9"]);
        assert_eq!(established.bands[3], Band::StopAndCall);
        assert_eq!(only_case(&stop(Grade::B)).opened_by.rule, CaseRule::OneA, "a name alone stops nothing");
    }
}

#[test]
fn one_record_or_one_mechanism_on_the_same_persons_is_one_fact() {
    let by_record = run(vec![
        graded("F1", &[3], Grade::B, Family::Doc).citing(&[1, 2]),
        graded("F2", &[3], Grade::B, Family::Net).citing(&[2, 3]),
    ]);
    assert!(by_record.cases.is_empty(), "one record read twice is no second family");
    assert_eq!(same_fact_as(&by_record, "F2"), Some("F1"));
    let same = |persons: &[u32]| {
        let hosting = |finding: &mut Finding| finding.mechanism = "network path";
        run(vec![
            graded("F1", &[3], Grade::B, Family::Doc).but(hosting),
            graded("F2", persons, Grade::B, Family::Net).but(hosting),
        ])
    };
    assert!(same(&[3]).cases.is_empty());
    assert_eq!(same_fact_as(&same(&[3]), "F2"), Some("F1"));
    assert_eq!(same_fact_as(&same(&[4]), "F2"), None, "the mechanism on another person is another fact");
}

#[test]
fn the_strongest_stands_for_the_fact_by_grade_then_bits_then_id() {
    let head = |findings: [Finding; 2]| {
        let assessment = run(findings.to_vec());
        let repeated: Vec<_> =
            assessment.findings.iter().filter(|finding| finding.same_fact_as.is_some()).collect();
        assert_eq!(repeated.len(), 1);
        repeated[0].same_fact_as.clone().unwrap()
    };
    let one = |id: &str, grade| graded(id, &[3], grade, Family::Doc).citing(&[1]);
    assert_eq!(head([one("F1", Grade::B).weighing(9_000, 1, 512), one("F2", Grade::A)]), "F2");
    assert_eq!(
        head([one("F1", Grade::B).weighing(1_000, 1, 2), one("F2", Grade::B).weighing(1_001, 1, 2)]),
        "F2"
    );
    assert_eq!(head([one("F2", Grade::B), one("F1", Grade::B)]), "F1");
    let unmeasured = one("F2", Grade::B).but(|claimed| claimed.bits = 50_000);
    assert_eq!(head([one("F1", Grade::B), unmeasured]), "F1", "bits that nobody measured weigh nothing");
    let refusal = one("F1", Grade::A).but(|refusal| refusal.counts = false);
    assert_eq!(head([refusal, one("F2", Grade::C)]), "F2", "a refusal never stands for what counts");
}

/// F2 shares a record with F1, F3 with F2, but F1 and F3 have nothing in common: two facts.
#[test]
fn a_chain_of_records_does_not_melt_two_facts_into_one() {
    let chain = run(vec![
        graded("F1", &[3], Grade::B, Family::Doc).weighing(3_000, 1, 8).citing(&[1]),
        graded("F2", &[3], Grade::B, Family::Net).citing(&[1, 2]),
        graded("F3", &[3], Grade::B, Family::Pay).weighing(2_000, 1, 4).citing(&[2]),
    ]);
    assert_eq!(only_case(&chain).opened_by.findings, ["F1", "F3"]);
    assert_eq!(same_fact_as(&chain, "F2"), Some("F1"));
}

#[test]
fn what_is_outside_a_case_names_a_finding_that_counts() {
    let assessment = run(vec![
        graded("F1", &[0, 1], Grade::A, Family::Link).citing(&[1, 2]),
        graded("F2", &[0, 1, 2], Grade::C, Family::Link).citing(&[2]),
        graded("F3", &[4, 5, 6], Grade::A, Family::Link).citing(&[7]),
        graded("F4", &[4, 5], Grade::C, Family::Link).citing(&[7]),
    ]);
    assert_eq!(same_fact_as(&assessment, "F2"), Some("F1"));
    assert_eq!(same_fact_as(&assessment, "F4"), Some("F3"));
    assert_eq!(only_case(&assessment).findings, ["F1"]);
}

#[test]
fn links_need_the_rule_on_exactly_two_persons() {
    let joined =
        |findings: Vec<Finding>| run(findings).clusters.iter().map(|cluster| cluster.persons.len()).max();
    let link = |id: &str, persons: &[u32], grade, family| graded(id, persons, grade, family);
    assert_eq!(joined(vec![link("F1", &[0, 1], Grade::A, Family::Link)]), Some(2));
    assert_eq!(joined(vec![link("F1", &[0, 1, 2], Grade::A, Family::Link)]), None);
    assert_eq!(
        joined(vec![link("F1", &[0, 1], Grade::B, Family::Link), link("F2", &[0], Grade::B, Family::Net)]),
        None
    );
    let two = [link("F1", &[0, 1], Grade::B, Family::Link), link("F2", &[0, 1], Grade::B, Family::Net)];
    assert_eq!(joined(two.to_vec()), Some(2));
    assert_eq!(joined(two.map(|one| one.citing(&[1])).to_vec()), None, "one fact is one B");
}

#[test]
fn chains_of_links_are_one_cluster_with_one_case() {
    let assessment = run(vec![
        graded("F1", &[4, 6], Grade::A, Family::Link).weighing(4_000, 2, 32),
        graded("F2", &[2, 6], Grade::A, Family::Link).weighing(3_000, 2, 16),
        graded("F3", &[0, 1], Grade::A, Family::Link),
        graded("F4", &[2, 4], Grade::C, Family::Net),
        graded("F5", &[4, 5], Grade::B, Family::Net),
    ]);
    let found: Vec<(&str, usize)> =
        assessment.clusters.iter().map(|cluster| (cluster.id.as_str(), cluster.links.len())).collect();
    assert_eq!(found, [("K-s:00", 1), ("K-s:02", 2)]);
    assert_eq!(assessment.links.iter().map(|link| link.bits_milli).collect::<Vec<_>>(), [0, 3_000, 4_000]);
    // More families come first, although both are in one band.
    let ranked: Vec<(usize, &str, usize)> =
        assessment.cases.iter().map(|case| (case.rank, case.id.as_str(), case.findings.len())).collect();
    assert_eq!(ranked, [(1, "C-s:02", 3), (2, "C-s:00", 1)]);
    assert_eq!(assessment.bands[5], Band::Verify);
}

#[test]
fn ranks_follow_band_families_total_and_id() {
    let a = |id: &str, person: u32, family| graded(id, &[person], Grade::A, family);
    let assessment = run(vec![
        a("F1", 0, Family::Doc),
        a("F2", 1, Family::Doc),
        a("F3", 2, Family::Doc).weighing(5_000, 1, 32),
        a("F4", 3, Family::Doc),
        graded("F5", &[3], Grade::C, Family::Net),
        a("F6", 4, Family::Doc),
        a("F7", 4, Family::Net),
    ]);
    let order: Vec<&str> = assessment.cases.iter().map(|case| case.id.as_str()).collect();
    assert_eq!(order, ["C-s:04", "C-s:03", "C-s:02", "C-s:00", "C-s:01"]);
    assert!(assessment.cases.iter().zip(1..).all(|(case, rank)| case.rank == rank));
}

#[test]
fn of_one_family_only_the_strongest_claim_counts() {
    let weighed = |id: &str, kind, family, milli| {
        graded(id, &[3], Grade::A, family).claiming(kind).weighing(milli, 1, 99)
    };
    let assessment = run(vec![
        weighed("F1", ClaimKind::FalseIdentity, Family::Doc, 4_000),
        weighed("F2", ClaimKind::FalseIdentity, Family::Net, 3_000),
        weighed("F3", ClaimKind::FalseHistory, Family::Doc, 9_000),
        weighed("F4", ClaimKind::PaidToAnother, Family::Pay, 2_000),
    ]);
    let case = only_case(&assessment);
    let parts: Vec<(ClaimKind, Family, i64, bool)> = case
        .claims
        .iter()
        .map(|claim| (claim.claim.kind, claim.family, claim.inner_milli, claim.counted))
        .collect();
    assert_eq!(
        parts,
        [
            (ClaimKind::FalseIdentity, Family::Doc, 7_000, true),
            (ClaimKind::FalseHistory, Family::Doc, 9_000, false),
            (ClaimKind::PaidToAnother, Family::Pay, 2_000, true),
        ]
    );
    assert_eq!(case.claims[1].part_milli, 0);
    assert!(case.claims[1].saturated_milli > 0);
}

#[test]
fn of_two_claims_with_one_part_the_first_counts() {
    let kinds = [ClaimKind::FalseIdentity, ClaimKind::FalseHistory, ClaimKind::CopiedWork];
    let unmeasured = kinds.map(|kind| graded(kind.word(), &[3], Grade::A, Family::Doc).claiming(kind));
    let assessment = run(unmeasured.to_vec());
    let counted: Vec<bool> = only_case(&assessment).claims.iter().map(|claim| claim.counted).collect();
    assert_eq!(counted, [true, false, false]);
}

/// Person 0's one record ties all that the pair has into one B; what stands against person 1 alone
/// would be a case without that record, and stays one.
#[test]
fn a_cluster_without_a_case_hides_nobodys_own() {
    let assessment = run(vec![
        graded("F1", &[0, 1], Grade::B, Family::Link).citing(&[1]),
        graded("F2", &[0, 1], Grade::B, Family::Pay).citing(&[2]),
        graded("F3", &[0], Grade::B, Family::Doc).weighing(9_000, 1, 512).citing(&[1, 2, 3, 4]),
        graded("F4", &[1], Grade::B, Family::Net).citing(&[3]),
        graded("F5", &[1], Grade::B, Family::Code).citing(&[4]),
    ]);
    assert_eq!(assessment.clusters.len(), 1);
    let case = only_case(&assessment);
    assert_eq!((case.id.as_str(), case.cluster.as_deref()), ("C-s:01", None));
    assert_eq!(case.opened_by.findings, ["F4", "F5"]);
    assert_eq!(same_fact_as(&assessment, "F4"), None);
    assert_eq!(same_fact_as(&assessment, "F1"), Some("F3"));
}

#[test]
fn unknown_and_missing_persons_do_no_harm() {
    let assessment = run(vec![
        graded("F1", &[], Grade::A, Family::Link),
        graded("F2", &[99, 98], Grade::A, Family::Link),
        graded("F3", &[4, 4], Grade::A, Family::Link),
    ]);
    let found: Vec<&str> = assessment.cases.iter().map(|case| case.id.as_str()).collect();
    assert_eq!(found, ["C-#98", "C-s:04"]);
    assert_eq!(assessment.links.len(), 1, "a person is not joined to itself");
}

//! What holds for any findings (design 4.10).

#![allow(clippy::unwrap_used)] // helpers of tests, outside test functions

mod common;

use std::collections::BTreeSet;

use bonafide_assess::{Assessment, Case, CaseRule, ClaimTable, Waterfall, waterfall, without_record};
use bonafide_records::MilliBits;
use bonafide_records::finding::{Claim, Finding, Grade, PersonId};
use common::random::{any_finding, any_findings, firm, numbered, persons};
use common::{record, run_with};
use proptest::prelude::*;

fn assessed(findings: &[Finding]) -> Assessment {
    run_with(&persons(), findings.to_vec(), &firm())
}

fn fall<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Waterfall {
    waterfall(findings, &ClaimTable::shipped().unwrap(), Vec::new())
}

/// Whether two findings are one fact, as the design says it.
fn tied(one: &Finding, other: &Finding) -> bool {
    let same_mechanism = one.mechanism == other.mechanism && one.persons == other.persons;
    same_mechanism || one.evidence.shares_record(&other.evidence)
}

fn heads<'a>(assessment: &'a Assessment, case: &Case) -> Vec<&'a Finding> {
    let own = case.findings.iter().map(|id| assessment.finding(id).unwrap());
    own.filter(|finding| finding.counts && finding.same_fact_as.is_none()).collect()
}

/// The case rule as written, over every choice of findings.
fn meets(heads: &[&Finding]) -> bool {
    let of = |grade| heads.iter().filter(move |finding| finding.grade == grade);
    let two_b = of(Grade::B).any(|one| of(Grade::B).any(|other| one.family != other.family));
    let b_and_two_c = of(Grade::B).any(|b| {
        of(Grade::C).any(|one| {
            of(Grade::C).any(|other| BTreeSet::from([b.family, one.family, other.family]).len() == 3)
        })
    });
    of(Grade::A).count() > 0 || two_b || b_and_two_c
}

/// The cases without what lists findings: that of which nothing may change.
fn substance(assessment: &Assessment) -> Vec<Case> {
    let mut cases = assessment.cases.clone();
    for case in &mut cases {
        case.findings.clear();
    }
    cases
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_total_is_exactly_the_prior_plus_the_parts(findings in any_findings(24)) {
        let assessment = assessed(&findings);
        let claims = ClaimTable::shipped().unwrap();
        for case in &assessment.cases {
            let parts: MilliBits = case.claims.iter().map(|claim| claim.part_milli).sum();
            prop_assert_eq!(case.total_milli, case.prior_milli + parts);
            let shown = assessment.waterfall(case, &claims, Vec::new());
            prop_assert_eq!(shown.total_milli, case.total_milli);
            prop_assert_eq!(shown.prior_milli + shown.steps.iter().map(|step| step.part_milli).sum::<MilliBits>(), case.total_milli);
            let mut listed: Vec<&str> = shown.steps.iter().flat_map(|step| &step.items).chain(&shown.context)
                .map(|item| item.finding.as_str()).collect();
            listed.sort_unstable();
            prop_assert_eq!(listed, case.findings.iter().map(String::as_str).collect::<Vec<_>>());
            for claim in &case.claims {
                let of_family = case.claims.iter().filter(|other| other.family == claim.family);
                prop_assert_eq!(of_family.filter(|other| other.counted).count(), 1);
            }
        }
    }

    #[test]
    fn the_order_of_findings_never_matters(findings in any_findings(24), seed in any::<u64>()) {
        let mut shuffled = findings.clone();
        let mut state = seed;
        for index in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(index, (state >> 33) as usize % (index + 1));
        }
        prop_assert_eq!(assessed(&findings), assessed(&shuffled));
        prop_assert_eq!(fall(&findings), fall(&shuffled));
    }

    #[test]
    fn assessing_without_a_record_is_assessing_what_is_rebuilt_without_it(
        findings in any_findings(24), number in 0_u8..14,
    ) {
        let stored = assessed(&findings);
        prop_assert_eq!(&assessed(&stored.findings), &stored);
        let left_out = record(number);
        let rebuilt: Vec<Finding> = findings.iter()
            .filter(|finding| finding.evidence.records().all(|cited| cited.digest != left_out.digest)).cloned().collect();
        prop_assert_eq!(assessed(&without_record(&stored.findings, &left_out)), assessed(&rebuilt));
    }

    #[test]
    fn each_item_shows_what_the_total_loses_without_it(findings in any_findings(16)) {
        let shown = fall(&findings);
        for item in shown.steps.iter().flat_map(|step| &step.items).chain(&shown.context) {
            let without = fall(findings.iter().filter(|finding| finding.id != item.finding));
            prop_assert_eq!(item.marginal_milli, shown.total_milli - without.total_milli, "{}", item.finding);
        }
    }

    /// Connected: by record, mechanism on the same persons, family or claim, over any chain; one
    /// that comes to light may displace another of its family.
    #[test]
    fn claims_that_are_not_connected_with_a_record_keep_their_part(findings in any_findings(14), number in 0_u8..14) {
        let left_out = record(number);
        let kept = without_record(&findings, &left_out);
        let mut touched: BTreeSet<&str> = findings.iter().map(|finding| finding.id.as_str()).collect();
        for finding in &kept {
            touched.remove(finding.id.as_str());
        }
        loop {
            let before = touched.len();
            for finding in &findings {
                let near = |other: &Finding| {
                    tied(finding, other) || finding.family == other.family || finding.claim == other.claim
                };
                if findings.iter().any(|other| touched.contains(other.id.as_str()) && near(other)) {
                    touched.insert(&finding.id);
                }
            }
            if touched.len() == before {
                break;
            }
        }
        let part = |shown: &Waterfall, claim: &Claim| {
            shown.steps.iter().find(|step| step.claim == *claim).map(|step| (step.part_milli, step.counted))
        };
        let (before, after) = (fall(&findings), fall(&kept));
        for finding in findings.iter().filter(|finding| !touched.contains(finding.id.as_str())) {
            prop_assert_eq!(part(&before, &finding.claim), part(&after, &finding.claim));
        }
    }

    #[test]
    fn what_is_explained_opens_nothing_and_changes_no_bits(findings in any_findings(20), mut cleared in any_finding()) {
        cleared.id = "F999".to_owned();
        cleared.detector = "test-cleared";
        let names: Vec<String> = cleared.persons.iter().map(|person| format!("\"t:{:02}\"", person.0)).collect();
        let text = format!("[[cleared]]\ndetector = \"test-cleared\"\npersons = [{}]\nbecause = \"known\"\n", names.join(", "));
        let clearing = toml::from_str(&text).unwrap();
        let without = run_with(&persons(), findings.clone(), &clearing);
        prop_assert_eq!(without.unused_clearings.len(), 1);
        let mut with = run_with(&persons(), [findings, vec![cleared]].concat(), &clearing);
        prop_assert_eq!(with.unused_clearings.len(), 0);
        let reasons = with.findings.pop().unwrap().explained_by;
        // A second application may explain it as well.
        prop_assert_eq!(reasons.first().map(String::as_str), Some("cleared because known"));
        with.unused_clearings.clone_from(&without.unused_clearings);
        prop_assert_eq!(with, without);
    }

    #[test]
    fn what_counts_for_no_rule_changes_no_case(findings in any_findings(20), mut refusal in any_finding()) {
        refusal.id = "F999".to_owned();
        refusal.detector = "int-liveness-declined";
        refusal.counts = false;
        let without = assessed(&findings);
        let with = assessed(&[findings, vec![refusal]].concat());
        prop_assert_eq!(substance(&with), substance(&without));
        prop_assert_eq!((&with.links, &with.clusters, &with.bands), (&without.links, &without.clusters, &without.bands));
        for finding in without.findings.iter().filter(|finding| finding.counts) {
            prop_assert_eq!(with.finding(&finding.id), Some(finding));
        }
    }

    /// An honest person may gather any number of findings of two families, one of them of B.
    #[test]
    fn b_of_one_family_never_makes_a_case(findings in any_findings(20), single in any::<bool>()) {
        use bonafide_records::finding::Family::{Beh, Net};
        let mut honest = findings;
        for (index, finding) in honest.iter_mut().enumerate() {
            finding.regrades = &[];
            let is_b = index == 0 || (!single && index % 3 == 0);
            (finding.grade, finding.family) = match (is_b, index % 2) {
                (true, _) => (Grade::B, Net),
                (false, 0) => (Grade::C, Net),
                (false, _) => (Grade::C, Beh),
            };
        }
        let assessment = assessed(&honest);
        prop_assert!(assessment.cases.is_empty() && assessment.clusters.is_empty());
    }

    #[test]
    fn a_case_meets_the_rule_with_the_smallest_set(findings in any_findings(24)) {
        let assessment = assessed(&findings);
        for case in &assessment.cases {
            let heads = heads(&assessment, case);
            let opened: Vec<&Finding> = case.opened_by.findings.iter().map(|id| assessment.finding(id).unwrap()).collect();
            prop_assert!(meets(&opened), "{:?}", case.opened_by);
            prop_assert!(opened.iter().all(|finding| finding.explained_by.is_empty() && finding.counts));
            for left_out in &opened {
                let fewer: Vec<&Finding> = opened.iter().copied().filter(|finding| finding.id != left_out.id).collect();
                prop_assert!(!meets(&fewer));
            }
            if case.opened_by.rule != CaseRule::LegalStop {
                prop_assert!(opened.iter().all(|finding| heads.iter().any(|head| head.id == finding.id)));
            }
            prop_assert_eq!(case.families.len(), heads.iter().map(|head| head.family).collect::<BTreeSet<_>>().len());
        }
    }

    /// Whoever stands alone and is in no case would not meet the rule, and nobody is in two cases.
    #[test]
    fn nobody_is_forgotten_and_nobody_is_looked_at_twice(findings in any_findings(24)) {
        let assessment = assessed(&findings);
        let mut seen: BTreeSet<PersonId> = BTreeSet::new();
        for case in &assessment.cases {
            prop_assert!(case.persons.iter().all(|person| seen.insert(*person)));
            for id in &case.findings {
                let finding = assessment.finding(id).unwrap();
                prop_assert!(finding.persons.iter().all(|person| case.persons.contains(person)));
                prop_assert!(finding.explained_by.is_empty() && finding.grade != Grade::P);
            }
        }
        for index in 0..6 {
            let person = PersonId(index);
            if !seen.contains(&person) {
                let own = run_with(&persons(), assessment.findings_within(&[person]).into_iter().cloned().collect(), &firm());
                prop_assert!(own.cases.is_empty(), "{:?} has a case of their own", person);
            }
        }
        for link in &assessment.links {
            prop_assert!(link.a < link.b);
        }
    }

    /// Against the definition, pair by pair; all of grade C, so that no case has its own view.
    #[test]
    fn heads_are_chosen_as_defined(findings in any_findings(24)) {
        let mut contexts = findings;
        for finding in &mut contexts {
            finding.grade = Grade::C;
            finding.regrades = &[];
        }
        let assessment = assessed(&contexts);
        prop_assert!(assessment.cases.is_empty());
        let mut speaking: Vec<&Finding> = assessment.findings.iter().filter(|finding| finding.explained_by.is_empty()).collect();
        let measured = |finding: &Finding| match finding.bits_from {
            bonafide_records::finding::BitsFrom::NotMeasured => 0,
            _ if finding.counts => finding.bits,
            _ => 0,
        };
        speaking.sort_by_key(|finding| (!finding.counts, -measured(finding), finding.id.clone()));
        let mut chosen: Vec<&Finding> = Vec::new();
        for finding in speaking {
            let strongest = chosen.iter().find(|head| tied(finding, head));
            prop_assert_eq!(finding.same_fact_as.as_deref(), strongest.map(|head| head.id.as_str()));
            if strongest.is_none() {
                chosen.push(finding);
            }
        }
    }

    #[test]
    fn what_is_named_counts_itself(findings in any_findings(24)) {
        let assessment = assessed(&findings);
        for finding in &assessment.findings {
            let Some(named) = &finding.same_fact_as else { continue };
            let head = assessment.finding(named).unwrap();
            prop_assert!(head.same_fact_as.is_none() && head.explained_by.is_empty() && finding.explained_by.is_empty());
            prop_assert!((head.counts, head.grade) >= (finding.counts, finding.grade), "{} names the weaker {}", finding.id, named);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sizes_from_none_to_two_hundred(findings in proptest::collection::vec(any_finding(), 200)) {
        for size in [0, 1, 200] {
            let some = numbered(findings[..size].to_vec());
            let assessment = assessed(&some);
            prop_assert_eq!(assessment.findings.len(), size);
            let shown = fall(&assessment.findings);
            prop_assert!(size > 1 || shown.steps.len() <= size);
            prop_assert_eq!(shown.total_milli, -8_963 + shown.steps.iter().map(|step| step.part_milli).sum::<MilliBits>());
        }
    }
}

//! What must not change a judgement: order, names, dates, and sources that are not there.

mod generated;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bonafide_assess::{Assessment, CheckTable, ClaimTable, Input, PersonFacts, assess};
use bonafide_detect::Detection;
use bonafide_detect::run::State;
use bonafide_records::Reading;
use generated::{World, reading};
use proptest::prelude::*;

fn judge(reading: &Reading, world: &World) -> (Detection, Assessment) {
    let detection = bonafide_detect::detect(reading, &world.firm, None);
    let persons: Vec<PersonFacts> = detection
        .persons
        .list
        .iter()
        .map(|person| PersonFacts {
            id: person.id.clone(),
            known_as: person.known_as.clone(),
            works_here: person.works_here(),
            ..PersonFacts::default()
        })
        .collect();
    let assessment = assess(Input {
        persons: &persons,
        findings: detection.findings.clone(),
        firm: &world.firm,
        claims: &ClaimTable::shipped().expect("claims"),
        checks: &CheckTable::shipped().expect("checks"),
    });
    (detection, assessment)
}

/// Everything that is judged, without the order of files.
fn judgement(detection: &Detection, assessment: &Assessment) -> String {
    let mut text = String::new();
    for finding in &assessment.findings {
        let mut digests: Vec<String> = finding.evidence.records().map(|record| record.digest.hex()).collect();
        digests.sort();
        let _ = writeln!(
            text,
            "{} {} {} {:?} {:?} {:?} {} {digests:?}",
            finding.id,
            finding.grade,
            finding.bits,
            finding.bits_from,
            finding.explained_by,
            finding.same_fact_as,
            finding.says
        );
    }
    for case in &assessment.cases {
        let _ = writeln!(
            text,
            "{} {} {:?} {:?} {:?} {} {:?}",
            case.id,
            case.rank,
            case.persons,
            case.band,
            case.families,
            case.total_milli,
            case.next_check.as_ref().map(|next| &next.check.id)
        );
    }
    for row in &detection.coverage {
        let _ = writeln!(text, "{} {:?} {} {}", row.detector, row.state, row.seen, row.of);
    }
    let _ = write!(text, "{:?}", detection.gaps.iter().map(|gap| &gap.says).collect::<Vec<_>>());
    text
}

fn judged(reading: &Reading, world: &World) -> String {
    let (detection, assessment) = judge(reading, world);
    judgement(&detection, &assessment)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_of_rows_does_not_matter(world in generated::world(), seed in any::<u64>()) {
        let plain = reading(&world, &generated::AsWritten);
        let shuffled = generated::shuffled(&world, seed);
        prop_assert_eq!(judged(&plain, &world), judged(&shuffled, &world));
    }

    #[test]
    fn renaming_everybody_one_to_one_changes_nothing(world in generated::world(), script in 0_usize..3) {
        let plain = reading(&world, &generated::AsWritten);
        let renamed = reading(&world, &generated::Renamed(script));
        prop_assert_eq!(judged(&plain, &world), judged(&renamed, &world));
    }

    #[test]
    fn moving_every_date_by_364_days_changes_nothing(world in generated::world()) {
        let plain = reading(&world, &generated::AsWritten);
        let moved = reading(&world, &generated::Moved);
        prop_assert_eq!(judged(&plain, &world), judged(&moved, &world));
    }

    #[test]
    fn a_source_left_out_turns_exactly_its_detectors_to_no_data(world in generated::world(), out in 0_usize..6) {
        let source = generated::SOURCES[out % generated::SOURCES.len()];
        let fewer = generated::without_source(&world, source);
        let (before, _) = judge(&reading(&world, &generated::AsWritten), &world);
        let (after, _) = judge(&reading(&fewer, &generated::AsWritten), &fewer);
        let states: BTreeMap<&str, State> =
            before.coverage.iter().map(|row| (row.detector.as_str(), row.state)).collect();
        for row in &after.coverage {
            let was = states[row.detector.as_str()];
            let reads = bonafide_detect::catalogue::row(&row.detector).is_some_and(|own| own.reads(source));
            // A row of table:shipment or an attestation finds its person in the other sources, and who
            // came back has the contacts of all rows that the firm states to be one person's.
            let through_persons = row.detector.starts_with("ship-") || row.detector == "link-ship-to-same-unit"
                || row.detector == "link-postal-address" || row.detector == "link-return-after-removal"
                || row.detector == "link-reapplied";
            if !reads && !through_persons {
                prop_assert_eq!(was, row.state, "{} changed without {}", &row.detector, source);
            }
            if was == State::NoData {
                prop_assert_eq!(row.state, State::NoData, "{} woke up without {}", &row.detector, source);
            }
        }
    }

    #[test]
    fn every_finding_on_two_persons_cites_a_record_of_each(world in generated::world()) {
        let plain = reading(&world, &generated::AsWritten);
        let (detection, _) = judge(&plain, &world);
        for finding in detection.findings.iter().filter(|finding| finding.persons.len() == 2) {
            for person in &finding.persons {
                let own: Vec<String> = generated::digests_of(&plain, &detection.persons, *person);
                let cites = finding.evidence.records().any(|record| own.contains(&record.digest.hex()));
                prop_assert!(cites, "{} cites nothing of {:?}", &finding.id, person);
            }
        }
    }

    #[test]
    fn nobody_joins_through_a_value(world in generated::world()) {
        // Without statements no two keys are one person, whatever they share.
        let mut silent = world.clone();
        for row in &mut silent.rows {
            row.number = None;
        }
        let plain = reading(&silent, &generated::AsWritten);
        let keys: std::collections::BTreeSet<(String, String)> = plain
            .rows
            .iter()
            .map(|row| (row.source.as_str().to_owned(), row.key.as_str().to_owned()))
            .collect();
        let (detection, _) = judge(&plain, &silent);
        prop_assert_eq!(detection.persons.list.len(), keys.len());
    }
}

/// The worlds hold near values, or the tests above would say nothing of them.
#[test]
fn generated_worlds_hold_what_is_almost_one() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut near = std::collections::BTreeSet::new();
    for _ in 0..60 {
        let world = generated::world().new_tree(&mut runner).expect("a world").current();
        let (detection, _) = judge(&reading(&world, &generated::AsWritten), &world);
        let new = detection.findings.iter().filter(|finding| finding.rule.text.starts_with("near:"));
        near.extend(new.map(|finding| finding.detector));
        near.extend(detection.findings.iter().map(|one| one.detector).filter(|id| *id == "link-combined"));
    }
    for id in ["link-phone", "link-email", "link-postal-address", "link-ship-to-same-unit", "link-combined"] {
        assert!(near.contains(id), "no {id} in {near:?}");
    }
}

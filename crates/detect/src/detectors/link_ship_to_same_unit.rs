//! `link-ship-to-same-unit`: parcels for two persons, or for a person and a removed one, to one unit.

use std::collections::BTreeSet;

use bonafide_records::Grade;
use bonafide_records::finding::{BitsFrom, Condition, Evidence, Regrade, Subject};
use bonafide_records::value::{Form, Role, ValueKind};

use crate::context::{Context, Draft, Sink};
use crate::detector::{Detector, Looked};
use crate::detectors::link_return_after_removal::is_the_removed_one;
use crate::index::counted_as;
use crate::near_value::NearLevel;
use crate::shared_value::SharedValue;

/// Devices of so many persons do not meet in one flat by chance (design 4.6).
const MEET_FROM: i64 = 4;

/// Parcels for two persons, or for a person and a removed one, to one unit.
pub static LINK_SHIP_TO_SAME_UNIT: Detector = Detector {
    id: "link-ship-to-same-unit",
    version: 1,
    page: include_str!("../../../../casebooks/link-ship-to-same-unit.md"),
    rule: "parcels for two persons to one unit, or for one person to the unit of a removed case; no office or agency; devices of this many persons in one unit are A",
    regrades: &[
        Regrade { when: Condition::UnitOfRemoved, grade: Grade::A },
        Regrade { when: Condition::FourMeet, grade: Grade::A },
        Regrade { when: Condition::SameDeclaredHome, grade: Grade::B },
        Regrade { when: Condition::AnotherHomeDeclared, grade: Grade::A },
    ],
    counts: true,
    household_explains: true,
    needs: &["shipment address"],
    check,
};

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let shared = SharedValue {
        deliveries_only: true,
        meet_from: Some(MEET_FROM),
        near: Some(&NEAR),
        ..SharedValue::of(ValueKind::Address)
    };
    let looked = shared.check(context, sink);
    units_of_removed(context, sink);
    looked
}

/// A parcel that went to the address of a removed case, for somebody else than the removed one.
fn units_of_removed(context: &Context<'_>, sink: &mut Sink<'_>) {
    let row = sink.built().row;
    for removed in context
        .removed()
        .into_iter()
        .filter(|removed| row.reads(counted_as(removed.source.as_str(), "table:removed")))
    {
        for (form, header) in removed.values.iter().filter(|(form, _)| matches!(form, Form::Address(_))) {
            let Some(entry) = context.index.find(form).filter(|entry| entry.hub.is_none()) else { continue };
            let mut persons = BTreeSet::new();
            for usage in
                entry.uses.iter().filter(|usage| usage.role == Role::Delivery && row.reads(&usage.source))
            {
                let Some(person) = context.persons.get(usage.person) else { continue };
                if is_the_removed_one(person, removed) || !persons.insert(usage.person) {
                    continue;
                }
                sink.find(Draft {
                    persons: vec![usage.person],
                    things: vec![entry.thing],
                    of: vec![Subject::Thing(entry.thing), Subject::Person(usage.person)],
                    evidence: Evidence::new(
                        usage.citation.clone(),
                        [removed.citation.with_field(header.as_str())],
                    ),
                    bits: (0, BitsFrom::NotMeasured),
                    conditions: BTreeSet::from([Condition::UnitOfRemoved]),
                    says: format!(
                        "{} received a parcel at the address of a removed case",
                        context.persons.name_of(usage.person)
                    ),
                    threshold: None,
                });
            }
        }
    }
}

/// Streets one edit apart.
static NEAR: NearLevel = NearLevel {
    rule: "near: parcels for two persons to one number, unit and postcode, in streets of five and more letters that are one letter apart, or have two neighbours swapped; no office or agency; devices of four persons in the two are B",
    regrades: &[
        Regrade { when: Condition::FourMeet, grade: Grade::B },
        Regrade { when: Condition::SameDeclaredHome, grade: Grade::C },
        Regrade { when: Condition::AnotherHomeDeclared, grade: Grade::B },
    ],
    household_explains: true,
};

//! `link-postal-address`: two persons at one unit.

use bonafide_records::finding::{Condition, Regrade};
use bonafide_records::{Grade, ValueKind};

use crate::detector::Detector;
use crate::near_value::NearLevel;
use crate::shared_value::SharedValue;

/// Devices of so many persons do not meet in one flat by chance (design 4.6).
const MEET_FROM: i64 = 4;

/// Two persons whose records carry one postal address, to the unit.
pub static LINK_POSTAL_ADDRESS: Detector = Detector {
    id: "link-postal-address",
    version: 1,
    page: include_str!("../../../../casebooks/link-postal-address.md"),
    rule: "one postal address to the unit, given for two persons; no office or agency; devices of this many persons in one unit are A",
    regrades: &[
        Regrade { when: Condition::FourMeet, grade: Grade::A },
        Regrade { when: Condition::SameDeclaredHome, grade: Grade::B },
        Regrade { when: Condition::AnotherHomeDeclared, grade: Grade::A },
    ],
    counts: true,
    household_explains: true,
    needs: &["address"],
    check: |context, sink| {
        SharedValue { meet_from: Some(MEET_FROM), near: Some(&NEAR), ..SharedValue::of(ValueKind::Address) }
            .check(context, sink)
    },
};

/// Streets one edit apart.
static NEAR: NearLevel = NearLevel {
    rule: "near: two postal addresses of one number, unit and postcode whose streets of five and more letters are one letter apart, or have two neighbours swapped; no office or agency; devices of four persons in the two are B",
    regrades: &[
        Regrade { when: Condition::FourMeet, grade: Grade::B },
        Regrade { when: Condition::SameDeclaredHome, grade: Grade::C },
        Regrade { when: Condition::AnotherHomeDeclared, grade: Grade::B },
    ],
    household_explains: true,
};

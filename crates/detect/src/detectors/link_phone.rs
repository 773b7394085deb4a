//! `link-phone`: two persons whose records carry one telephone number.

use bonafide_records::finding::{Condition, Regrade};
use bonafide_records::{Grade, ValueKind};

use crate::detector::Detector;
use crate::near_value::NearLevel;
use crate::shared_value::SharedValue;

/// A number that fell silent for a year was probably given to somebody new.
const PASSED_ON_AFTER_DAYS: i64 = 365;

/// Two persons whose records carry one telephone number.
pub static LINK_PHONE: Detector = Detector {
    id: "link-phone",
    version: 1,
    page: include_str!("../../../../casebooks/link-phone.md"),
    rule: "one telephone number in E.164, given by two persons as their own; no hub; a number passed on after this many days without use is B",
    regrades: &[
        Regrade { when: Condition::SameDeclaredHome, grade: Grade::B },
        Regrade { when: Condition::LongApart, grade: Grade::B },
    ],
    counts: true,
    household_explains: true,
    needs: &["phone"],
    check: |context, sink| {
        SharedValue {
            passed_on_after_days: Some(PASSED_ON_AFTER_DAYS),
            near: Some(&NEAR),
            ..SharedValue::of(ValueKind::Phone)
        }
        .check(context, sink)
    },
};

/// Numbers one digit apart.
static NEAR: NearLevel = NearLevel {
    rule: "near: two telephone numbers of which one digit is changed or two neighbours are swapped, no extension; not a last digit between people of one declared home, no three and more consecutive numbers, no work number, no hub",
    regrades: &[
        Regrade { when: Condition::SameDeclaredHome, grade: Grade::C },
        Regrade { when: Condition::LongApart, grade: Grade::C },
    ],
    household_explains: false,
};

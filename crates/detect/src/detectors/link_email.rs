//! `link-email`: two persons whose records carry one mailbox.

use bonafide_records::finding::{Condition, Regrade};
use bonafide_records::{Grade, ValueKind};

use crate::detector::Detector;
use crate::near_value::NearLevel;
use crate::shared_value::SharedValue;

/// Two persons whose records carry one mailbox.
pub static LINK_EMAIL: Detector = Detector {
    id: "link-email",
    version: 1,
    page: include_str!("../../../../casebooks/link-email.md"),
    rule: "one mailbox (tag and Gmail dots left out), given by two persons as their own; no hub",
    regrades: &[Regrade { when: Condition::SameDeclaredHome, grade: Grade::B }],
    counts: true,
    household_explains: true,
    needs: &["email"],
    check: |context, sink| {
        SharedValue { near: Some(&NEAR), ..SharedValue::of(ValueKind::Mailbox) }.check(context, sink)
    },
};

/// Mailboxes of one local part.
static NEAR: NearLevel = NearLevel {
    rule: "near: two mailboxes whose local parts of five and more letters are one up to trailing digits, dots and domain; not made of the holders' own name parts, of each or of both together, no word for a task, no work mailbox, no hub",
    regrades: &[Regrade { when: Condition::SameDeclaredHome, grade: Grade::C }],
    household_explains: false,
};

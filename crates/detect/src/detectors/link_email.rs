//! `link-email`: two persons whose records carry one mailbox.

use bonafide_records::finding::{Condition, Regrade};
use bonafide_records::{Grade, ValueKind};

use crate::detector::Detector;
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
    check: |context, sink| SharedValue::of(ValueKind::Mailbox).check(context, sink),
};

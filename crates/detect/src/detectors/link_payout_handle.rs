//! `link-payout-handle`: two persons who are paid to one handle of a payout platform.

use bonafide_records::finding::{Condition, Regrade};
use bonafide_records::{Grade, ValueKind};

use crate::detector::Detector;
use crate::shared_value::SharedValue;

/// Two persons who are paid to one handle of a payout platform.
pub static LINK_PAYOUT_HANDLE: Detector = Detector {
    id: "link-payout-handle",
    version: 1,
    page: include_str!("../../../../casebooks/link-payout-handle.md"),
    rule: "one handle of a payout platform (a tag, a pay link, the platform's mailbox) of two persons; no agency's handle",
    regrades: &[Regrade { when: Condition::SameDeclaredHome, grade: Grade::B }],
    counts: true,
    household_explains: true,
    needs: &["handle"],
    check: |context, sink| {
        SharedValue { verb: "are paid to", ..SharedValue::of(ValueKind::Handle) }.check(context, sink)
    },
};

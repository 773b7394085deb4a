//! `link-device`: one device signs in for two persons, or was given to two.

use bonafide_records::finding::{Condition, Regrade};
use bonafide_records::{Form, Grade, ValueKind};

use crate::context::Context;
use crate::detector::Detector;
use crate::detectors::link_mfa_device::is_no_persons_account;
use crate::index::Entry;
use crate::shared_value::SharedValue;

/// One device signs in for two persons, or was given to two.
pub static LINK_DEVICE: Detector = Detector {
    id: "link-device",
    version: 1,
    page: include_str!("../../../../casebooks/link-device.md"),
    rule: "one device (agent or browser id, serial number) of two persons; periods that do not overlap are a device passed on (B), office desks are C; no device that firm.toml declares as shared",
    regrades: &[
        Regrade { when: Condition::SharedDesk, grade: Grade::C },
        Regrade { when: Condition::PassedOn, grade: Grade::B },
    ],
    counts: true,
    household_explains: false,
    needs: &["sign-in device", "device serial"],
    check: |context, sink| {
        let shared = SharedValue {
            verb: "use",
            may_be_passed_on: true,
            leaves_out: |context, entry, pair| {
                is_declared(context, entry) || is_no_persons_account(context, pair)
            },
            ..SharedValue::of(ValueKind::Device)
        };
        shared.check(context, sink)
    },
};

/// Whether firm.toml declares the device as shared.
fn is_declared(context: &Context<'_>, entry: &Entry) -> bool {
    let Form::Device(device) = &entry.form else { return false };
    context.firm.shares_device(device)
}

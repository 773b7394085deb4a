//! `ep-edid-public-preset`: a display that shows the identity of a KVM device's public preset.

use std::collections::BTreeSet;

use bonafide_records::Grade;
use bonafide_records::finding::{Condition, Regrade};

use crate::detector::Detector;
use crate::plugged::{self, Hit};
use crate::tables::hardware::preset_display;

/// A display that shows the identity of a KVM device's public preset.
pub static EP_EDID_PUBLIC_PRESET: Detector = Detector {
    id: "ep-edid-public-preset",
    version: 1,
    page: include_str!("../../../../casebooks/ep-edid-public-preset.md"),
    rule: "maker, product, name and serial of a display are those of a KVM-over-IP device's default or preset in the shipped table; an identity that capture cards share is B",
    regrades: &[Regrade { when: Condition::CaptureCard, grade: Grade::B }],
    counts: true,
    household_explains: false,
    needs: &["connected_displays"],
    check: |context, sink| {
        plugged::check_displays(context, sink, |display| {
            let preset = preset_display(display)?;
            let conditions =
                if preset.shared { BTreeSet::from([Condition::CaptureCard]) } else { BTreeSet::new() };
            Some(Hit { what: format!("a display with the identity of {}", preset.what), conditions })
        })
    },
};

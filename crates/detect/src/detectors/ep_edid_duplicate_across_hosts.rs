//! `ep-edid-duplicate-across-hosts`: one display on the computers of two persons.

use bonafide_records::finding::{Condition, Regrade};
use bonafide_records::{Form, Grade, ValueKind};

use crate::detector::Detector;
use crate::shared_value::SharedValue;
use crate::tables::hardware::is_model_constant;

/// One display on the computers of two persons.
pub static EP_EDID_DUPLICATE_ACROSS_HOSTS: Detector = Detector {
    id: "ep-edid-duplicate-across-hosts",
    version: 1,
    page: include_str!("../../../../casebooks/ep-edid-duplicate-across-hosts.md"),
    rule: "one display by maker, product and serial on hosts of two persons; serials that are absent, constant or shared by a model never count; periods that do not overlap are a display passed on (B), office desks are C",
    regrades: &[
        Regrade { when: Condition::SharedDesk, grade: Grade::C },
        Regrade { when: Condition::PassedOn, grade: Grade::B },
        Regrade { when: Condition::SameDeclaredHome, grade: Grade::B },
    ],
    counts: true,
    household_explains: true,
    needs: &["connected_displays"],
    check: |context, sink| {
        let shared = SharedValue {
            verb: "use",
            may_be_passed_on: true,
            leaves_out: |_, entry, _| matches!(&entry.form, Form::Display(display) if is_model_constant(display)),
            ..SharedValue::of(ValueKind::Display)
        };
        shared.check(context, sink)
    },
};

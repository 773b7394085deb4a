//! `link-code-account`: two persons who give one account on a code host as their own.

use bonafide_records::ValueKind;

use crate::detector::Detector;
use crate::shared_value::SharedValue;

/// Two persons who give one account on a code host as their own.
pub static LINK_CODE_ACCOUNT: Detector = Detector {
    id: "link-code-account",
    version: 1,
    page: include_str!("../../../../casebooks/link-code-account.md"),
    rule: "one account on one code host, given by two persons as their own; a repository inside an account is no claim to it",
    regrades: &[],
    counts: true,
    household_explains: false,
    needs: &["github"],
    check: |context, sink| SharedValue::of(ValueKind::CodeAccount).check(context, sink),
};

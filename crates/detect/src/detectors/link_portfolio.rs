//! `link-portfolio`: two persons who give one web page as their own.

use bonafide_records::ValueKind;

use crate::detector::Detector;
use crate::shared_value::SharedValue;

/// Two persons who give one web page as their own.
pub static LINK_PORTFOLIO: Detector = Detector {
    id: "link-portfolio",
    version: 1,
    page: include_str!("../../../../casebooks/link-portfolio.md"),
    rule: "one web page by host and path (no scheme, www or last slash), given by two persons as their own; no hub",
    regrades: &[],
    counts: true,
    household_explains: false,
    needs: &["website"],
    check: |context, sink| SharedValue::of(ValueKind::WebPage).check(context, sink),
};

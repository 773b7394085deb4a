//! Every built detector, in one explicit list: order and existence are visible in one place.

use crate::detector::Detector;
use crate::detectors as all;

/// The built detectors.
pub static DETECTORS: &[&Detector] = &[
    &all::contact_disposable_domain::CONTACT_DISPOSABLE_DOMAIN,
    &all::link_code_account::LINK_CODE_ACCOUNT,
    &all::link_email::LINK_EMAIL,
    &all::link_phone::LINK_PHONE,
    &all::link_portfolio::LINK_PORTFOLIO,
    &all::link_postal_address::LINK_POSTAL_ADDRESS,
    &all::link_reapplied::LINK_REAPPLIED,
    &all::link_referee::LINK_REFEREE,
    &all::link_return_after_removal::LINK_RETURN_AFTER_REMOVAL,
    &all::link_ship_to_same_unit::LINK_SHIP_TO_SAME_UNIT,
    &all::ship_third_party_consignee::SHIP_THIRD_PARTY_CONSIGNEE,
];

//! Every built detector, in one explicit list: order and existence are visible in one place.

use crate::detector::Detector;
use crate::detectors as all;

/// The built detectors.
pub static DETECTORS: &[&Detector] = &[
    &all::contact_disposable_domain::CONTACT_DISPOSABLE_DOMAIN,
    &all::cv_tech_before_release::CV_TECH_BEFORE_RELEASE,
    &all::dev_two_hosts_one_line::DEV_TWO_HOSTS_ONE_LINE,
    &all::ep_edid_duplicate_across_hosts::EP_EDID_DUPLICATE_ACROSS_HOSTS,
    &all::ep_edid_public_preset::EP_EDID_PUBLIC_PRESET,
    &all::ep_ipkvm_usb_known::EP_IPKVM_USB_KNOWN,
    &all::ep_ipkvm_usb_spoofed::EP_IPKVM_USB_SPOOFED,
    &all::link_bank_account::LINK_BANK_ACCOUNT,
    &all::link_code_account::LINK_CODE_ACCOUNT,
    &all::link_combined::LINK_COMBINED,
    &all::link_cv_file_fingerprint::LINK_CV_FILE_FINGERPRINT,
    &all::link_cv_near_duplicate::LINK_CV_NEAR_DUPLICATE,
    &all::link_device::LINK_DEVICE,
    &all::link_email::LINK_EMAIL,
    &all::link_mfa_device::LINK_MFA_DEVICE,
    &all::link_payout_handle::LINK_PAYOUT_HANDLE,
    &all::link_phone::LINK_PHONE,
    &all::link_portfolio::LINK_PORTFOLIO,
    &all::link_postal_address::LINK_POSTAL_ADDRESS,
    &all::link_rare_ip::LINK_RARE_IP,
    &all::link_reapplied::LINK_REAPPLIED,
    &all::link_referee::LINK_REFEREE,
    &all::link_return_after_removal::LINK_RETURN_AFTER_REMOVAL,
    &all::link_ship_to_same_unit::LINK_SHIP_TO_SAME_UNIT,
    &all::link_wallet::LINK_WALLET,
    &all::pay_account_changes::PAY_ACCOUNT_CHANGES,
    &all::pay_country_vs_residence::PAY_COUNTRY_VS_RESIDENCE,
    &all::pay_payee_name_differs::PAY_PAYEE_NAME_DIFFERS,
    &all::pay_third_party::PAY_THIRD_PARTY,
    &all::pay_wallet_listed::PAY_WALLET_LISTED,
    &all::ship_third_party_consignee::SHIP_THIRD_PARTY_CONSIGNEE,
];

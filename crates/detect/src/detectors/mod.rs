//! One file per detector; the file's name is the id with `_` for `-`.

pub mod contact_disposable_domain;
pub mod link_code_account;
pub mod link_email;
pub mod link_phone;
pub mod link_portfolio;
pub mod link_postal_address;
pub mod link_reapplied;
pub mod link_referee;
pub mod link_return_after_removal;
pub mod link_ship_to_same_unit;
pub mod ship_third_party_consignee;

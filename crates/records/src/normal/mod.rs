//! When are two values equal? The one place where values are brought to normal form.
//!
//! Each form is built by `parse` from what a source wrote and has `key()`, which decides equality,
//! and `masked()`, which may be shown without `--names`.

mod account;
mod address;
mod country;
pub(crate) mod fold;
mod handle;
mod hardware;
mod mailbox;
mod name;
mod network;
mod phone;
mod punycode;
mod region;
mod text;
mod time;
mod wallet;
mod web;
mod written;

pub use account::{Account, is_eea};
pub use address::{Address, AddressParts, Spelled, is_type, spelled_out};
pub use country::country_code;
pub use handle::Handle;
pub use hardware::{DeviceId, Display, FactorId, Usb};
pub use mailbox::Mailbox;
pub use name::{Name, NameTokens};
pub use network::{Network, Range, RangeSet};
pub use phone::Phone;
pub use region::{country_of_address, country_of_zone};
pub use text::{file_name_key, fold_text};
pub use time::{DateOrder, Moment};
pub use wallet::{Chain, Wallet, normal_memo};
pub use web::{CodeAccount, WebLink, WebPage};

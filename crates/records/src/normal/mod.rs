//! When are two values equal? The one place where values are brought to normal form.
//!
//! Each form is built by `parse` from what a source wrote and has `key()`, which decides equality,
//! and `masked()`, which may be shown without `--names`.

mod address;
mod country;
pub(crate) mod fold;
mod hardware;
mod mailbox;
mod name;
mod network;
mod phone;
mod punycode;
mod region;
mod text;
mod time;
mod web;

pub use address::{Address, AddressParts};
pub use country::country_code;
pub use hardware::{DeviceId, Display, FactorId, Usb};
pub use mailbox::Mailbox;
pub use name::Name;
pub use network::{Network, Range, RangeSet};
pub use phone::Phone;
pub use region::{country_of_address, country_of_zone};
pub use text::fold_text;
pub use time::{DateOrder, Moment};
pub use web::{CodeAccount, WebLink, WebPage};

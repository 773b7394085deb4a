//! What does a person, a phone number, a delivery look like, and when are two values equal?
//!
//! This room holds the types that every other room speaks in, their provenance and their normal
//! forms. It does no I/O and keeps no clock.
//!
//! * [`provenance`]: where a record stands ([`Citation`]), cheap to copy.
//! * [`person`], [`value`], [`fact`]: what the sources say.
//! * [`reading`]: everything that one scan has read.
//! * [`cv`]: the structure of a CV from its lines of text.
//! * [`normal`]: the one place where values are brought to normal form.
//! * [`finding`]: what a detector says, with its evidence.
//! * [`firm`]: what the firm knows and no export says (`firm.toml`, already parsed).
//! * [`bits`]: weights of evidence in integer milli-bits.
//!
//! ```
//! use bonafide_records::normal::Mailbox;
//! let first = Mailbox::parse("Jo.Doe+jobs@gmail.com").unwrap();
//! let second = Mailbox::parse("jodoe@googlemail.com").unwrap();
//! assert_eq!(first.key(), second.key());
//! ```

pub mod bits;
pub mod cv;
pub mod fact;
pub mod finding;
pub mod firm;
pub mod normal;
pub mod person;
pub mod protected;
pub mod provenance;
pub mod reading;
pub mod value;

pub use bits::MilliBits;
pub use fact::{
    Attachment, Attestation, Change, Device, Document, ListedWallet, NameCheck, Payment, Peripheral, Plugged,
    Removed, Shipment, SignInUse,
};
pub use finding::{Claim, Family, Finding, Grade};
pub use firm::Firm;
pub use person::{Key, PersonKind, PersonRow, RowId, Source};
pub use provenance::{Citation, Digest, FileId, Place};
pub use reading::Reading;
pub use value::{FileMark, Form, MarkKind, Role, Value, ValueKind};

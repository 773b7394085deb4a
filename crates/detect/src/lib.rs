//! What do we look for?
//!
//! One file per detector under [`detectors`], one line in [`registry`], one casebook page. Rows of
//! the catalogue that compare one kind of value are declarations over one [`index`], built once,
//! in which hubs, declared homes and shared places are decided. `detect` gives each finding its
//! base grade and sees no other finding; it reads no file.
//!
//! * [`persons`]: who is one person, by what the firm itself states.
//! * [`index`]: who uses which value, since when, and where it stands.
//! * [`near`]: which values are almost one, and [`agreements`]: who agrees with whom, at which level.
//! * [`combined`]: on how many values two persons agree, and what explains each.
//! * [`context`]: what a detector may ask.
//! * [`catalogue`]: every row of the published catalogue, built or not.
//! * [`page`]: the casebook pages, which are documentation, test and words at once.
//! * [`run`]: all detectors over one reading.
//!
//! ```
//! use bonafide_records::{Firm, Reading};
//! let detection = bonafide_detect::run::detect(&Reading::default(), &Firm::default(), None);
//! assert!(detection.findings.is_empty());
//! // nothing was read, so nothing is clear: every detector says "no data"
//! assert!(detection.coverage.iter().all(|row| row.state != bonafide_detect::run::State::Ran));
//! ```

pub mod agreements;
pub mod catalogue;
pub mod combined;
pub mod context;
pub mod cvs;
pub mod detector;
pub mod detectors;
pub mod index;
pub mod joins;
pub mod near;
pub mod near_value;
pub mod page;
pub mod payees;
pub mod persons;
pub mod plugged;
pub mod registry;
pub mod run;
pub mod shared_value;
pub mod tables;
pub mod things;
pub mod time_claims;

pub use run::{Detection, detect};

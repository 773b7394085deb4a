//! Invented people: names, telephone numbers, homes, mailboxes and careers that are nobody's.
//!
//! Everything derives from a seed and a running number, on every machine alike. Two different
//! numbers never give the same telephone number, home, mailbox, site or code account, so that
//! whatever two records share was planted.

mod country;
pub mod homes;
pub mod identity;
pub mod lines;
pub mod names;
pub mod phones;
pub mod random;

pub use country::Country;
pub use homes::Home;
pub use identity::{Identity, Post};
pub use lines::FreeLines;
pub use names::Name;
pub use phones::Spelling;
pub use random::Random;

//! How much does each pattern say?

mod apart;
mod calibration;
mod chance;
#[cfg(test)]
mod chance_tests;
mod coarse;
pub(crate) mod decoys;
mod drift;
mod enumeration;
mod equality;
mod file;
mod inside;
mod kinds;
mod mixture;
mod nulls;
mod related;
mod rivalled;
mod silent;
mod states;
mod train;
#[cfg(test)]
mod train_tests;
mod weights;

pub use calibration::{BINS, Bin, Calibration, ERRORS_NEEDED, Line, Refusal};
pub use chance::{Basis, Blocked, Chance, Chances, chances, label};
pub use file::ModelError;
pub(crate) use inside::tell as tables_tell;
pub use related::are_enough;
pub use rivalled::{Rivalled, alone};
pub use train::Training;
pub use weights::{Bar, Class, Compared, Model, Weigher};

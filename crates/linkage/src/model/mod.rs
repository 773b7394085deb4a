//! How much does each pattern say?

mod chance;

pub use chance::{Basis, Chance, Chances, chances, label};

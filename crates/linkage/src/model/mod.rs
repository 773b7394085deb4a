//! How much does each pattern say?

mod chance;
mod file;
mod mixture;
mod related;
mod states;
mod train;
mod weights;

pub use chance::{Basis, Chance, Chances, chances, label};
pub use file::ModelError;
pub use train::Training;
pub use weights::{Bar, Class, Compared, Model};

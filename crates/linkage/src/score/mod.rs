//! Runs over the pairs: counts patterns, weighs, and keeps what weighs enough.

mod digest;
mod hope;
mod met;
mod run;
mod some;

#[cfg(test)]
mod tests;

pub use digest::row_digests;
pub use run::{Kept, Least, Run, Scored};
pub use some::{Heavy, Partner, Partners};

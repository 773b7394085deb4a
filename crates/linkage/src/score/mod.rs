//! Runs over the pairs: counts patterns, weighs, and keeps what weighs enough.

mod answers;
mod bits;
mod digest;
mod hope;
mod met;
mod run;
mod some;

#[cfg(test)]
mod tests;

pub(crate) use answers::Answers;
pub use digest::row_digests;
pub use run::{Kept, Least, Run, Scored};
pub use some::{Heavy, Partner, Partners};

/// States that bounds are made of at most: 4 bytes each until they are made, then one bit, looked up for every pair.
const MOST_STATES: u64 = 1 << 22;

/// Pairs a state from which on bounds are worth making.
const HOPE_PAYS: u64 = 8;

//! One file per command, and what several of them show.

pub mod bench;
pub mod demo;
pub mod detectors;
pub mod explain;
mod given;
pub mod link;
mod out;
pub mod scan;
pub mod sources;

//! One file per command.

pub mod bench;
pub mod demo;
pub mod detectors;
pub mod explain;
pub mod scan;
pub mod sources;

//! `bonafide bench`: figures on firms whose writer did not look at the detectors.

pub mod cost;
pub mod demo_score;
#[cfg(test)]
mod exact_tests;
pub mod firms;
pub mod score;

use std::fmt::Write as _;

use serde::Serialize;

/// One figure with the aim it is held against.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// What was measured.
    pub name: &'static str,
    /// What was seen.
    pub seen: String,
    /// What it should be.
    pub aim: &'static str,
    /// Whether it was reached.
    pub reached: bool,
}

/// Figures as a table for people.
pub fn table(figures: &[Figure]) -> String {
    let mut text = String::new();
    for figure in figures {
        let mark = if figure.reached { "reached" } else { "MISSED" };
        let _ = writeln!(text, "{:<44} {:>24}   {:<28} {mark}", figure.name, figure.seen, figure.aim);
    }
    text
}

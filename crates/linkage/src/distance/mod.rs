//! How far apart are two values?

pub mod bag;
mod columns;
pub mod damerau;
pub mod date;
pub mod date_text;
pub mod geo;
pub mod grams;
pub mod jaro;
mod jaro_matching;
mod letters;
pub mod levenshtein;
pub mod number;
mod positions;

#[cfg(test)]
mod jaro_tests;
#[cfg(test)]
mod speed_tests;

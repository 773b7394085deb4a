//! How far apart are two values?
//!
//! The kernels of the comparators. All take `&[u8]` that holds UTF-8; letters are characters, and a byte that is
//! no UTF-8 is a letter of its own. ASCII is compared as bytes, up to 64 letters in single words without any
//! allocation. What can be made once for each distinct value has a type of its own.
//!
//! | question | module | once a value |
//! |---|---|---|
//! | Are short names alike, typing errors late in them? | [`jaro`] | |
//! | Can two values be near at all? | [`bag`] | [`bag::Bag`] |
//! | The same, one value against many? | [`bags`], [`marks`] | [`bags::Bags`] |
//! | How many edits? | [`levenshtein`] | |
//! | How many edits, a swap of neighbours being one? | [`damerau`] | |
//! | Do texts hold the same runs of letters? | [`grams`] | [`grams::Grams`] |
//! | How many kilometres? | [`geo`] | [`geo::Place`] |
//! | Which number, and how far apart? | [`number`] | `f64` |
//! | Which date, and what do two have in common? | [`mod@date`], [`date_text`] | [`date::Date`] |
//! | How is a text written without accents? | [`latin`] | `String` |
//! | Which names sound alike? | [`sound`] | a key |
//! | Which spellings are of one given name? | [`mod@spelling`] | a key |
//! | Are full names one but for initials? | [`initials`] | |
//! | Which given names can one person go by? | [`names`] | [`names::Names`] |
//!
//! ```
//! use bonafide_linkage::distance::{bag::Bag, jaro::jaro_winkler_level};
//! let (own, other) = (b"katherine", b"catherina");
//! // The cheap question first: most pairs end here.
//! let level = if Bag::of(own).jaro_winkler_can_reach(Bag::of(other), 0.84) {
//!     jaro_winkler_level(own, other, &[0.92, 0.84])
//! } else {
//!     2
//! };
//! assert_eq!(level, 1);
//! ```

pub mod bag;
pub mod bags;
mod columns;
pub mod damerau;
pub mod date;
pub mod date_text;
pub(crate) mod duration;
pub mod geo;
pub mod grams;
pub mod initials;
pub mod jaro;
mod jaro_matching;
pub mod latin;
mod letters;
pub mod levenshtein;
pub mod marks;
pub mod names;
pub mod number;
mod positions;
pub mod sound;
pub mod spelling;
pub mod titles;

#[cfg(test)]
mod jaro_tests;
#[cfg(test)]
mod speed_tests;

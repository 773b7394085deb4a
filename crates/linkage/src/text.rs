//! Which documents hold the same text?
//!
//! A document is a list of items (bullets, sentences), an item a list of words, a word a 64-bit hash
//! that is the same on every machine. Nothing here knows what the text is about.
//!
//! * [`words`]: text to hashed words.
//! * [`Shingles`] and [`jaccard`]: five words in a row inside one item, and how many two texts share.
//! * [`longest_run`]: the longest run of equal words, across the borders of items.
//! * [`Corpus`]: many documents, the pairs that share rare text, and how rare it is.
//!
//! ```
//! use bonafide_linkage::text::{Shingles, jaccard, longest_run, words};
//! let first = vec![words("Cut the nightly import from nine hours to forty minutes")];
//! let second = vec![words("cut the nightly import, from nine hours to TWENTY minutes")];
//! let overlap = jaccard(&Shingles::of(&first), &Shingles::of(&second));
//! assert_eq!((overlap.shared, overlap.union), (4, 8));
//! assert!(overlap.is_at_least(1, 2));
//! assert_eq!(longest_run(&first, &second).length, 8);
//! ```

mod corpus;
mod fold;
mod frames;
mod frequency;
mod run;
mod shingles;
mod unspaced;
mod words;

pub use corpus::{Corpus, Pair, Settings};
pub use run::{Run, longest_run};
pub use shingles::{Overlap, SHINGLE_WORDS, Shingles, jaccard};
pub use unspaced::{how_many_words, is_unspaced, runs, spaced};
pub use words::words;

#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod tests;

//! How alike are two texts by the runs of letters that they hold?
//!
//! A gram is a run of `q` letters. Each distinct value is cut into its grams once; two of them are
//! compared by the cosine of the angle between their counts: 1 for the same grams equally often, 0 for
//! none in common. Grams say little of order, so words that changed places stay near.
//!
//! ```
//! use bonafide_linkage::distance::grams::{Grams, cosine};
//! let (night, nacht) = (Grams::of(b"night", 2), Grams::of(b"nacht", 2));
//! // ht is in common, of four each
//! assert!((cosine(&night, &nacht) - 0.25).abs() < 1e-12);
//! assert!(cosine(&Grams::padded(b"smith anna", 2), &Grams::padded(b"anna smith", 2)) > 0.6);
//! ```

use super::letters::each;

/// The grams of one value, each with how often it is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grams {
    /// Ascending by gram.
    counts: Box<[(u64, u32)]>,
    /// The sum of the squared counts.
    squares: u64,
}

/// Stands for the letters before the first and behind the last.
const PAD: u32 = 0x1f_ffff;

impl Grams {
    /// The grams of `q` letters; a value with fewer letters is one gram.
    ///
    /// No value has grams of 0 letters. Up to 3 letters a gram is its letters; above, it is a hash of 64 bits.
    pub fn of(bytes: &[u8], q: usize) -> Self {
        let mut letters = Vec::with_capacity(bytes.len());
        each(bytes, |letter| letters.push(letter));
        Self::cut(&letters, q)
    }

    /// The same with `q - 1` marks on either side, so that beginning and end count: none for an empty value.
    pub fn padded(bytes: &[u8], q: usize) -> Self {
        if bytes.is_empty() || q == 0 {
            return Self::default();
        }
        // More marks than letters would say nothing but cost memory.
        let pads = (q - 1).min(bytes.len());
        let mut letters = vec![PAD; pads];
        each(bytes, |letter| letters.push(letter));
        letters.resize(letters.len() + pads, PAD);
        Self::cut(&letters, q)
    }

    fn cut(letters: &[u32], q: usize) -> Self {
        if letters.is_empty() || q == 0 {
            return Self::default();
        }
        let mut grams: Vec<u64> = letters.windows(q.min(letters.len())).map(number).collect();
        grams.sort_unstable();
        let counts: Box<[(u64, u32)]> = grams
            .chunk_by(|left, right| left == right)
            .filter_map(|same| Some((*same.first()?, same.len() as u32)))
            .collect();
        let squares = counts.iter().map(|(_, count)| u64::from(*count) * u64::from(*count)).sum();
        Self { counts, squares }
    }

    /// Each different gram as a number with how often it is there, ascending: a key to block on.
    pub fn counts(&self) -> &[(u64, u32)] {
        &self.counts
    }

    /// Whether the value had no letter at all.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }
}

/// One number for a run of letters: up to three are held in 21 bits each, more are mixed.
fn number(letters: &[u32]) -> u64 {
    if letters.len() <= 3 {
        // One more than the letter, so that a shorter run is no other run with zeros in front.
        return letters.iter().fold(0, |number, letter| number << 21 | (u64::from(*letter) + 1) & 0x1f_ffff);
    }
    letters.iter().fold(letters.len() as u64, |hash, letter| {
        let mixed = (hash ^ u64::from(*letter)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ mixed >> 29
    })
}

/// The cosine of two values' counts, 0 to 1; a value without grams is like no other, and 0.
pub fn cosine(first: &Grams, second: &Grams) -> f64 {
    if first.is_empty() || second.is_empty() {
        return 0.0;
    }
    let mut product = 0_u64;
    let (mut own, mut other) = (first.counts.iter().peekable(), second.counts.iter().peekable());
    while let (Some((left, left_count)), Some((right, right_count))) = (own.peek(), other.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => drop(own.next()),
            std::cmp::Ordering::Greater => drop(other.next()),
            std::cmp::Ordering::Equal => {
                product += u64::from(*left_count) * u64::from(*right_count);
                own.next();
                other.next();
            }
        }
    }
    product as f64 / (first.squares as f64 * second.squares as f64).sqrt()
}

#[cfg(test)]
mod tests;

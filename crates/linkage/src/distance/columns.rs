//! The table of edit distances column by column, each column as bits: what `levenshtein` and `damerau`
//! share.
//!
//! A column is held as the places where the distance grows by one from a row to the next (`grows`) and
//! where it falls (`falls`); the letters of the pattern are the rows. Sources: Myers 1999 and Hyyrö 2001;
//! the swaps after H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
//! distances" (2003).

use super::letters::WORD;
use super::positions::{self, common_ends, equal_bytes, gather};

/// The distance of two values, the shorter of at most 64 letters, where it is at most so much.
///
/// With `SWAPS`, two neighbours that change places are one edit, if no other edit touches them: the
/// optimal string alignment. Without, it is Levenshtein's distance.
#[inline]
pub(super) fn column_distance<const SWAPS: bool>(
    first: &[u8],
    second: &[u8],
    at_most: usize,
) -> Option<usize> {
    let (pattern, text) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    if text.len() - pattern.len() > at_most {
        return None;
    }
    if pattern.is_empty() {
        return Some(text.len());
    }
    positions::with(pattern, 0, |positions| {
        let letters = text.iter().map(|letter| positions.of(*letter));
        read_columns::<SWAPS>(pattern.len(), text.len(), letters, at_most)
    })
}

/// The same for two values of at most eight bytes of ASCII, each as a word with its length; the distance
/// may come back above `at_most`.
#[inline]
pub(super) fn eight_distance<const SWAPS: bool>(
    (first, first_length): (u64, usize),
    (second, second_length): (u64, usize),
    at_most: usize,
) -> Option<usize> {
    if first_length == 0 || second_length == 0 {
        return Some(first_length.max(second_length));
    }
    let (prefix, suffix) = common_ends(first, first_length, second, second_length);
    let (pattern_length, mut length) = (first_length - prefix - suffix, second_length - prefix - suffix);
    if pattern_length == 0 || length == 0 {
        return Some(pattern_length.max(length));
    }
    let (pattern, mut text) = (first >> (8 * prefix), second >> (8 * prefix));
    let letters = std::iter::from_fn(|| {
        length = length.checked_sub(1)?;
        let equal = gather(equal_bytes(pattern, text & 0xff));
        text >>= 8;
        Some(equal)
    });
    read_columns::<SWAPS>(pattern_length, second_length - prefix - suffix, letters, at_most)
}

/// Reads the columns of a text: for each of its letters, where the pattern has it.
#[inline]
fn read_columns<const SWAPS: bool>(
    pattern_length: usize,
    text_length: usize,
    letters: impl Iterator<Item = u64>,
    at_most: usize,
) -> Option<usize> {
    let last = 1_u64 << (pattern_length - 1);
    let mut grows = u64::MAX;
    let mut falls = 0_u64;
    let mut same = 0_u64;
    let mut equal_before = 0_u64;
    let mut distance = pattern_length;
    let mut left = text_length;
    for equal in letters {
        // Where the distance is that of the row and column before.
        let swapped = if SWAPS { (!same & equal) << 1 & equal_before } else { 0 };
        same = ((equal & grows).wrapping_add(grows) ^ grows) | equal | falls | swapped;
        let grows_along = falls | !(same | grows);
        let falls_along = same & grows;
        distance += usize::from(grows_along & last != 0);
        distance -= usize::from(falls_along & last != 0);
        let grows_along = grows_along << 1 | 1;
        grows = falls_along << 1 | !(same | grows_along);
        falls = grows_along & same;
        equal_before = equal;
        // Each letter left takes at most one from the distance.
        left -= 1;
        if distance > at_most.saturating_add(left) {
            return None;
        }
    }
    Some(distance)
}

/// Levenshtein's distance for patterns of any length, where it is at most so much.
///
/// The letters are numbers below `alphabet`.
pub(super) fn words_distance(
    first: &[u32],
    second: &[u32],
    alphabet: usize,
    at_most: usize,
) -> Option<usize> {
    let (pattern, text) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    if text.len() - pattern.len() > at_most {
        return None;
    }
    if pattern.is_empty() {
        return Some(text.len());
    }
    let words = pattern.len().div_ceil(WORD);
    let places = Places::new(pattern, alphabet, words);
    let mut columns = vec![(u64::MAX, 0_u64); words];
    let last = 1_u64 << ((pattern.len() - 1) % WORD);
    let mut distance = pattern.len();
    for (place, letter) in text.iter().enumerate() {
        // What the first row brings along: each column begins one higher than the one before.
        let (mut grows_in, mut falls_in) = (1_u64, 0_u64);
        for (word, (grows, falls)) in columns.iter_mut().enumerate() {
            let equal = places.of(*letter, word);
            let reached = equal | falls_in;
            let same = ((reached & *grows).wrapping_add(*grows) ^ *grows) | reached | *falls;
            let grows_along = *falls | !(same | *grows);
            let falls_along = same & *grows;
            if word == words - 1 {
                distance += usize::from(grows_along & last != 0);
                distance -= usize::from(falls_along & last != 0);
            }
            let (grows_shifted, falls_shifted) = (grows_along << 1 | grows_in, falls_along << 1 | falls_in);
            grows_in = grows_along >> (WORD - 1);
            falls_in = falls_along >> (WORD - 1);
            *grows = falls_shifted | !(same | grows_shifted);
            *falls = grows_shifted & same;
        }
        if distance > at_most.saturating_add(text.len() - 1 - place) {
            return None;
        }
    }
    Some(distance)
}

/// The places of each letter in a pattern of several words; only letters that stand in it have a row.
struct Places {
    rows: Vec<u32>,
    bits: Vec<u64>,
    words: usize,
}

impl Places {
    fn new(pattern: &[u32], alphabet: usize, words: usize) -> Self {
        // Row 0 is that of the letters that are not there.
        let mut places = Self { rows: vec![0; alphabet], bits: vec![0; words], words };
        for (place, letter) in pattern.iter().enumerate() {
            let mut row = places.rows[*letter as usize] as usize;
            if row == 0 {
                row = places.bits.len() / words;
                places.rows[*letter as usize] = row as u32;
                places.bits.resize(places.bits.len() + words, 0);
            }
            places.bits[row * words + place / WORD] |= 1 << (place % WORD);
        }
        places
    }

    fn of(&self, letter: u32, word: usize) -> u64 {
        self.bits[self.rows[letter as usize] as usize * self.words + word]
    }
}

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
        let grows_shifted = grows_along << 1 | 1;
        grows = falls_along << 1 | !(same | grows_shifted);
        falls = grows_shifted & same;
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
/// The letters are numbers below `alphabet`. Only the words are read whose rows lie at most `at_most` off the
/// diagonal (E. Ukkonen, "Algorithms for approximate string matching", 1985): no way of so few edits leaves
/// them, and what stands at their borders is too high at worst. The time grows with the length of the text
/// times the width of this band.
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
    let places = Places::new(pattern, alphabet);
    let last_word = (pattern.len() - 1) / WORD;
    let last_bit = (pattern.len() - 1) % WORD;
    let mut columns = vec![(u64::MAX, 0_u64); last_word + 1];
    // The distance in the row that ends the band: that of the row alone, before the first letter.
    let mut band_end = 0;
    let mut distance = pattern.len().min(WORD);
    for (place, letter) in text.iter().enumerate() {
        let band_start = place.saturating_sub(at_most) / WORD;
        let end = (place.saturating_add(at_most) / WORD).min(last_word);
        if end > band_end {
            distance += pattern.len().min((end + 1) * WORD) - (band_end + 1) * WORD;
            band_end = end;
        }
        let end_bit = if band_end == last_word { last_bit } else { WORD - 1 };
        let equal_words = places.of(*letter);
        let mut equal_words =
            &equal_words[equal_words.partition_point(|(at, _)| (*at as usize) < band_start)..];
        // What the row before brings along: it grows by one each column.
        let (mut grows_in, mut falls_in) = (1_u64, 0_u64);
        for (word, (grows, falls)) in columns.iter_mut().enumerate().take(band_end + 1).skip(band_start) {
            while equal_words.first().is_some_and(|(at, _)| (*at as usize) < word) {
                equal_words = &equal_words[1..];
            }
            let equal =
                equal_words.first().filter(|(at, _)| *at as usize == word).map_or(0, |(_, bits)| *bits);
            let reached = equal | falls_in;
            let same = ((reached & *grows).wrapping_add(*grows) ^ *grows) | reached | *falls;
            let grows_along = *falls | !(same | *grows);
            let falls_along = same & *grows;
            if word == band_end {
                distance += (grows_along >> end_bit & 1) as usize;
                distance -= (falls_along >> end_bit & 1) as usize;
            }
            let (grows_shifted, falls_shifted) = (grows_along << 1 | grows_in, falls_along << 1 | falls_in);
            grows_in = grows_along >> (WORD - 1);
            falls_in = falls_along >> (WORD - 1);
            *grows = falls_shifted | !(same | grows_shifted);
            *falls = grows_shifted & same;
        }
    }
    (distance <= at_most).then_some(distance)
}

/// The places of each letter in a pattern of several words: the words that hold it, ascending, with their bits.
struct Places {
    starts: Vec<u32>,
    words: Vec<(u32, u64)>,
}

impl Places {
    fn new(pattern: &[u32], alphabet: usize) -> Self {
        let mut words: Vec<(u32, (u32, u64))> = Vec::with_capacity(pattern.len());
        for (place, letter) in pattern.iter().enumerate() {
            words.push((*letter, ((place / WORD) as u32, 1 << (place % WORD))));
        }
        words.sort_unstable();
        words.dedup_by(|next, kept| {
            let one = next.0 == kept.0 && next.1.0 == kept.1.0;
            if one {
                kept.1.1 |= next.1.1;
            }
            one
        });
        let mut starts = vec![0_u32; alphabet + 1];
        for (letter, _) in &words {
            starts[*letter as usize + 1] += 1;
        }
        for letter in 0..alphabet {
            starts[letter + 1] += starts[letter];
        }
        Self { starts, words: words.into_iter().map(|(_, word)| word).collect() }
    }

    fn of(&self, letter: u32) -> &[(u32, u64)] {
        &self.words[self.starts[letter as usize] as usize..self.starts[letter as usize + 1] as usize]
    }
}

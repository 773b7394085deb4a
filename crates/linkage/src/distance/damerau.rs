//! How many edits make one value of another, where two neighbours that change places are one edit?
//!
//! Two distances carry the name of F. J. Damerau, "A technique for computer detection and correction of
//! spelling errors", CACM 7 (1964):
//! * [`damerau`], the unrestricted one of Lowrance and Wagner (1975): letters that changed places may be
//!   edited again, so `ca` becomes `abc` by 2. DuckDB's `damerau_levenshtein` is this one.
//! * [`optimal_alignment`]: no letter is edited twice, so `ca` becomes `abc` by 3.
//!
//! The first is never more than the second, and the second never more than half as much again: a swap
//! around `n` letters costs `n + 1`, and `n + 2` plain edits do the same. Up to 2 they are equal. The
//! second takes a bit a letter, so it goes first and mostly answers for both.
//!
//! ```
//! use bonafide_linkage::distance::damerau::{damerau, optimal_alignment, within};
//! assert_eq!((damerau(b"ca", b"abc"), optimal_alignment(b"ca", b"abc")), (2, 3));
//! assert_eq!(damerau(b"martha", b"marhta"), 1);
//! assert_eq!(within(b"martha", b"marhta", 1), Some(1));
//! assert_eq!(within(b"martha", b"mother", 2), None);
//! ```

use super::columns::{column_distance, eight_distance, words_distance};
use super::letters::{WORD, differing, long, short};
use super::positions::{both_eight, is_ascii};

/// The unrestricted distance.
///
/// Above 64 letters the time grows with the product of both lengths: of long texts ask [`within`], whose time grows with
/// their length times what is asked for.
pub fn damerau(first: &[u8], second: &[u8]) -> usize {
    // It is never more than the letters of the longer value.
    within(first, second, first.len().max(second.len())).unwrap_or_default()
}

/// The unrestricted distance where it is at most so much; none where it is more.
pub fn within(first: &[u8], second: &[u8], at_most: usize) -> Option<usize> {
    if let Some((left, right)) = both_eight(first, second) {
        let aligned =
            eight_distance::<true>((left, first.len()), (right, second.len()), aligned_at_most(at_most))?;
        if aligned <= 2 {
            return (aligned <= at_most).then_some(aligned);
        }
        let (own, other) = differing(first, second);
        return within_exactly(own, other, at_most);
    }
    if first.len() <= WORD && second.len() <= WORD && is_ascii(first) && is_ascii(second) {
        let (own, other) = differing(first, second);
        return within_short(own, other, at_most);
    }
    if let Some((left, right)) = short(first, second) {
        let (own, other) = differing(left.letters(), right.letters());
        return within_short(own, other, at_most);
    }
    let letters = long(first, second);
    let (own, other) = differing(&letters.first, &letters.second);
    // Two plain edits do what a swap does, and one more than a wider swap.
    words_distance(own, other, letters.alphabet, at_most.saturating_mul(2))?;
    let mut rows = vec![0; 3 * (other.len() + 2)];
    let mut seen = vec![0; letters.alphabet];
    let distance = unrestricted(own, other, at_most, &mut rows, &mut seen);
    (distance <= at_most).then_some(distance)
}

/// The distance of the optimal string alignment.
pub fn optimal_alignment(first: &[u8], second: &[u8]) -> usize {
    let no_limit = first.len().max(second.len());
    if let Some((left, right)) = both_eight(first, second) {
        let lengths = (first.len(), second.len());
        return eight_distance::<true>((left, lengths.0), (right, lengths.1), no_limit).unwrap_or_default();
    }
    if first.len() <= WORD && second.len() <= WORD && is_ascii(first) && is_ascii(second) {
        let (own, other) = differing(first, second);
        return column_distance::<true>(own, other, no_limit).unwrap_or_default();
    }
    if let Some((left, right)) = short(first, second) {
        let (own, other) = differing(left.letters(), right.letters());
        return column_distance::<true>(own, other, no_limit).unwrap_or_default();
    }
    let letters = long(first, second);
    let (own, other) = differing(&letters.first, &letters.second);
    aligned(own, other)
}

/// The optimal alignment of values whose unrestricted distance is at most so much is at most this.
fn aligned_at_most(at_most: usize) -> usize {
    at_most.saturating_add(at_most / 2)
}

fn within_short(own: &[u8], other: &[u8], at_most: usize) -> Option<usize> {
    let aligned = column_distance::<true>(own, other, aligned_at_most(at_most))?;
    if aligned <= 2 {
        return (aligned <= at_most).then_some(aligned);
    }
    within_exactly(own, other, at_most)
}

#[inline(never)]
fn within_exactly(own: &[u8], other: &[u8], at_most: usize) -> Option<usize> {
    let mut rows = [0; 3 * (WORD + 2)];
    let distance = unrestricted(own, other, at_most, &mut rows, &mut [0; 256]);
    (distance <= at_most).then_some(distance)
}

/// The unrestricted distance row by row, after C. Zhao and S. Sahni, "String correction using the
/// Damerau-Levenshtein distance", BMC Bioinformatics 20 (2019).
///
/// `rows` holds three rows of two more than `other` has letters, `seen` a place for each letter, zeros.
/// Of all swaps that can end at a cell only those count whose letters are neighbours in one of the
/// values: with letters in between on both sides, to replace is as cheap. So two saved cells are enough:
/// `before_swap` by column, for neighbours in `other`, and `before_row`, for neighbours in `own`.
///
/// Only cells at most `at_most` off the diagonal are made: to leave them costs more than that, by a swap too, so that a
/// distance of at most so much is exact and any other is more. What stands at their borders never counts.
fn unrestricted<Letter: Copy + PartialEq + Into<u32>>(
    own: &[Letter],
    other: &[Letter],
    at_most: usize,
    rows: &mut [u32],
    seen: &mut [u32],
) -> usize {
    let width = other.len() + 2;
    let never = (own.len() + other.len() + 1) as u32;
    if own.len().abs_diff(other.len()) > at_most {
        return never as usize;
    }
    let band = at_most.min(own.len().max(other.len()));
    rows[..3 * width].fill(never);
    let (mut row, others) = rows.split_at_mut(width);
    let (mut above, before_swap) = others.split_at_mut(width);
    // A cell stands one place further right than its column: the place in front is never reached.
    for (column, cell) in row[1..].iter_mut().enumerate().take(band + 1) {
        *cell = column as u32;
    }
    for (place, own_letter) in own.iter().enumerate() {
        let number = place as u32 + 1;
        let first = (place + 1).saturating_sub(band).max(1);
        let last = (place + 1 + band).min(other.len());
        std::mem::swap(&mut row, &mut above);
        // `row` holds the row before the last until it is written over.
        let mut two_above = row[first];
        row[first] = if first == 1 { number } else { never };
        let mut last_column = 0;
        let mut before_row = never;
        for (at, other_letter) in other.iter().enumerate().take(last).skip(first - 1) {
            let column = at as u32 + 1;
            let differs = own_letter != other_letter;
            let replaced = above[at + 1] + u32::from(differs);
            let mut best = replaced.min(row[at + 1] + 1).min(above[at + 2] + 1);
            if differs {
                let seen_at = seen[(*other_letter).into() as usize];
                if last_column != 0 && column - last_column == 1 {
                    // What is saved is of the row in which the letter was seen, if that row has this column.
                    if at < seen_at as usize + band {
                        best = best.min(before_swap[at + 2].saturating_add(number - seen_at));
                    }
                } else if seen_at != 0 && number - seen_at == 1 && last_column != 0 {
                    best = best.min(before_row.saturating_add(column - last_column));
                }
            } else {
                last_column = column;
                before_swap[at + 2] = above[at];
                before_row = two_above;
            }
            two_above = row[at + 2];
            row[at + 2] = best;
        }
        if last < other.len() {
            row[last + 2] = never;
        }
        seen[(*own_letter).into() as usize] = number;
    }
    row[width - 1] as usize
}

/// The optimal string alignment for values of any length, row by row.
fn aligned(own: &[u32], other: &[u32]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let mut above = row.clone();
    let mut two_above = row.clone();
    for (place, own_letter) in own.iter().enumerate() {
        std::mem::swap(&mut two_above, &mut above);
        std::mem::swap(&mut above, &mut row);
        row[0] = place + 1;
        for (at, other_letter) in other.iter().enumerate() {
            let replaced = above[at] + usize::from(own_letter != other_letter);
            let mut best = replaced.min(row[at] + 1).min(above[at + 1] + 1);
            let crossed =
                place > 0 && at > 0 && own[place - 1] == *other_letter && *own_letter == other[at - 1];
            if crossed {
                best = best.min(two_above[at - 1] + 1);
            }
            row[at + 1] = best;
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::mix;
    use proptest::prelude::*;

    #[test]
    fn published_values() {
        assert_eq!((damerau(b"ca", b"abc"), optimal_alignment(b"ca", b"abc")), (2, 3));
        assert_eq!((damerau(b"a cat", b"an abct"), optimal_alignment(b"a cat", b"an abct")), (3, 4));
        assert_eq!(damerau(b"duckdb", b"udckbd"), 2);
        assert_eq!(damerau(b"kitten", b"sitting"), 3);
        assert_eq!((damerau(b"", b"ab"), damerau(b"ab", b""), damerau(b"", b"")), (2, 2, 0));
    }

    #[test]
    fn letters_are_characters_and_broken_bytes_are_letters() {
        assert_eq!(damerau("жanна".as_bytes(), "ажnна".as_bytes()), 1 + 1 - usize::from("ж" == "a") - 1 + 1);
        assert_eq!(damerau("éa".as_bytes(), "aé".as_bytes()), 1);
        assert_eq!(damerau(b"\xffa", b"a\xff"), 1);
    }

    #[test]
    fn long_values() {
        let own = format!("{}ab{}", "xy".repeat(60), "yz".repeat(60));
        let other = format!("{}ba{}", "xy".repeat(60), "yz".repeat(60));
        assert_eq!(within(own.as_bytes(), other.as_bytes(), 1), Some(1));
        let unlike = "q".repeat(240);
        assert_eq!(within(own.as_bytes(), unlike.as_bytes(), 50), None);
    }

    #[test]
    fn texts_of_a_hundred_thousand_letters_take_no_minutes() {
        let mut letters: Vec<u8> = (0..100_000_u64).map(|place| b'a' + (mix(place, 3) % 26) as u8).collect();
        let own = letters.clone();
        letters.swap(7, 8);
        letters.swap(50_000, 50_001);
        letters[99_000] = b'!';
        letters.remove(70_000);
        let started = std::time::Instant::now();
        assert_eq!(within(&own, &letters, 4), Some(4));
        assert_eq!(within(&own, &letters, 3), None);
        assert_eq!(within(&letters, &own, 100), Some(4));
        let unlike: Vec<u8> = (0..100_000_u64).map(|place| b'a' + (mix(place, 5) % 26) as u8).collect();
        assert_eq!(within(&own, &unlike, 100), None);
        assert_eq!(super::super::levenshtein::within(&own, &letters, 6), Some(6));
        // The whole table took a minute and more.
        assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    }

    /// Few letters in random order: many swaps with letters in between.
    fn value() -> impl Strategy<Value = String> {
        prop_oneof!["[abc]{0,8}", "[a-e]{0,12}", "[a-d]{60,90}", "[aé\u{431}]{0,90}", "\\PC{0,12}"]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn the_same_as_another_implementation(first in value(), second in value(), at_most in 0_usize..8) {
            let (own, other) = (first.as_bytes(), second.as_bytes());
            let expected = strsim::damerau_levenshtein(&first, &second);
            prop_assert_eq!(damerau(own, other), expected);
            prop_assert_eq!(damerau(other, own), expected);
            prop_assert_eq!(within(own, other, at_most), (expected <= at_most).then_some(expected));
            for more in 0..3 {
                prop_assert_eq!(within(own, other, expected + more), Some(expected));
            }
            prop_assert_eq!(within(own, other, expected.saturating_sub(1)), (expected == 0).then_some(0));
            prop_assert_eq!(optimal_alignment(own, other), strsim::osa_distance(&first, &second));
            prop_assert_eq!(damerau(own, own), 0);
        }

        /// Long values that differ by little, so that a narrow band must find it.
        #[test]
        fn a_band_finds_few_edits(
            first in "[abc]{65,130}",
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..4, "[abc]"), 0..9),
            at_most in 0_usize..20,
        ) {
            let mut letters: Vec<char> = first.chars().collect();
            for (at, kind, letter) in edits {
                let place = at.index(letters.len() - 2);
                match kind {
                    0 => drop(letters.remove(place)),
                    1 => letters.splice(place..=place, letter.chars()).for_each(drop),
                    2 => letters.splice(place..place, letter.chars()).for_each(drop),
                    _ => letters.swap(place, place + 2),
                }
            }
            let second: String = letters.into_iter().collect();
            let expected = strsim::damerau_levenshtein(&first, &second);
            let found = within(first.as_bytes(), second.as_bytes(), at_most);
            prop_assert_eq!(found, (expected <= at_most).then_some(expected));
        }

        #[test]
        fn swaps_with_letters_in_between(first in "[abcd]{2,7}", second in "[abcd]{2,7}") {
            let (own, other) = (first.as_bytes(), second.as_bytes());
            let (free, aligned) = (damerau(own, other), optimal_alignment(own, other));
            prop_assert_eq!(free, strsim::damerau_levenshtein(&first, &second));
            prop_assert!(free <= aligned && 2 * aligned <= 3 * free);
        }

        #[test]
        fn any_bytes_have_a_distance(
            first in proptest::collection::vec(any::<u8>(), 0..100), second in proptest::collection::vec(any::<u8>(), 0..100),
        ) {
            prop_assert_eq!(damerau(&first, &second) == 0, first == second);
            prop_assert_eq!(damerau(&first, &second), damerau(&second, &first));
        }
    }
}

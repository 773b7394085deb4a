//! How many letters must be inserted, deleted or replaced to make one value of another?
//!
//! Source: G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic
//! programming", JACM 46 (1999), in the form of H. Hyyrö, "Explaining and extending the bit-parallel
//! approximate string matching algorithm of Myers" (2001): a column of the table of distances is held as
//! the bits of its differences. Patterns above 64 letters take several words.
//!
//! ```
//! use bonafide_linkage::distance::levenshtein::{levenshtein, within};
//! assert_eq!(levenshtein(b"kitten", b"sitting"), 3);
//! assert_eq!(levenshtein("müller".as_bytes(), b"muller"), 1);
//! assert_eq!(within(b"kitten", b"sitting", 3), Some(3));
//! assert_eq!(within(b"kitten", b"sitting", 2), None);
//! ```

use super::columns::{column_distance, eight_distance, words_distance};
use super::letters::{WORD, differing, long, short};
use super::positions::{both_eight, is_ascii};

/// The Levenshtein distance.
///
/// Above 64 letters the time grows with the product of both lengths: of long texts ask [`within`].
pub fn levenshtein(first: &[u8], second: &[u8]) -> usize {
    // It is never more than the letters of the longer value.
    within(first, second, first.len().max(second.len())).unwrap_or_default()
}

/// The Levenshtein distance where it is at most so much; none where it is more.
pub fn within(first: &[u8], second: &[u8], at_most: usize) -> Option<usize> {
    if let Some((left, right)) = both_eight(first, second) {
        let distance = eight_distance::<false>((left, first.len()), (right, second.len()), at_most)?;
        return (distance <= at_most).then_some(distance);
    }
    if is_ascii(first) && is_ascii(second) {
        let (own, other) = differing(first, second);
        if own.len().min(other.len()) <= WORD {
            return column_distance::<false>(own, other, at_most);
        }
    } else if let Some((left, right)) = short(first, second) {
        let (own, other) = differing(left.letters(), right.letters());
        return column_distance::<false>(own, other, at_most);
    }
    let letters = long(first, second);
    let (own, other) = differing(&letters.first, &letters.second);
    words_distance(own, other, letters.alphabet, at_most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_values() {
        assert_eq!(levenshtein(b"kitten", b"sitting"), 3);
        assert_eq!(levenshtein(b"saturday", b"sunday"), 3);
        assert_eq!(levenshtein(b"intention", b"execution"), 5);
        assert_eq!(levenshtein(b"", b"abc"), 3);
        assert_eq!(levenshtein(b"abc", b""), 3);
        assert_eq!(levenshtein(b"", b""), 0);
    }

    #[test]
    fn letters_are_characters_and_broken_bytes_are_letters() {
        assert_eq!(levenshtein("ÄÖÜ".as_bytes(), "äöü".as_bytes()), 3);
        assert_eq!(levenshtein(b"a\xff\xfeb", b"ab"), 2);
        assert_eq!(levenshtein(b"a\xe9", "aé".as_bytes()), 1);
    }

    #[test]
    fn long_values() {
        let (own, other) = ("ab".repeat(500), "ba".repeat(500));
        assert_eq!(levenshtein(own.as_bytes(), other.as_bytes()), 2);
        assert_eq!(within(own.as_bytes(), other.as_bytes(), 1), None);
        assert_eq!(levenshtein("x".repeat(200).as_bytes(), "y".repeat(130).as_bytes()), 200);
    }

    fn value() -> impl Strategy<Value = String> {
        prop_oneof!["[ab]{0,9}", "[a-e]{0,18}", "[a-d]{50,140}", "[aé\u{431}]{0,140}", "\\PC{0,20}"]
    }

    /// Long values that differ by little, so that a narrow band must find it.
    fn near() -> impl Strategy<Value = (String, String)> {
        let edits = proptest::collection::vec((any::<proptest::sample::Index>(), 0_u8..3, "[a-dé]"), 0..9);
        ("[a-dé]{70,400}", edits).prop_map(|(first, edits)| {
            let mut letters: Vec<char> = first.chars().collect();
            for (at, kind, letter) in edits {
                let place = at.index(letters.len());
                match kind {
                    0 => drop(letters.remove(place)),
                    1 => letters.splice(place..=place, letter.chars()).for_each(drop),
                    _ => letters.splice(place..place, letter.chars()).for_each(drop),
                }
            }
            (first, letters.into_iter().collect())
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn the_same_as_another_implementation(first in value(), second in value(), at_most in 0_usize..12) {
            let (own, other) = (first.as_bytes(), second.as_bytes());
            let expected = strsim::levenshtein(&first, &second);
            prop_assert_eq!(levenshtein(own, other), expected);
            prop_assert_eq!(levenshtein(other, own), expected);
            prop_assert_eq!(within(own, other, at_most), (expected <= at_most).then_some(expected));
            prop_assert_eq!(within(own, other, expected), Some(expected));
            prop_assert_eq!(levenshtein(own, own), 0);
        }

        #[test]
        fn a_band_finds_few_edits((first, second) in near(), at_most in 0_usize..140) {
            let expected = strsim::levenshtein(&first, &second);
            let found = within(first.as_bytes(), second.as_bytes(), at_most);
            prop_assert_eq!(found, (expected <= at_most).then_some(expected));
        }

        #[test]
        fn any_bytes_have_a_distance(
            first in proptest::collection::vec(any::<u8>(), 0..150), second in proptest::collection::vec(any::<u8>(), 0..150),
        ) {
            let distance = levenshtein(&first, &second);
            prop_assert!(distance <= first.len().max(second.len()));
            prop_assert_eq!(distance == 0, first == second);
        }
    }
}

use super::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn each_letter_has_its_places(
        pattern in proptest::collection::vec(0_u8..9, 0..70), from in 0_usize..70, letter in 0_u8..10,
    ) {
        let expected = pattern
            .iter()
            .enumerate()
            .filter(|(place, own)| **own == letter && (from..WORD).contains(place))
            .fold(0_u64, |bits, (place, _)| bits | 1 << place);
        prop_assert_eq!(with(&pattern, from, |positions| positions.of(letter)), expected);
        // Nothing is left of it.
        prop_assert_eq!(with(&[], 0, |positions| positions.of(letter)), 0);
    }

    #[test]
    fn a_word_holds_the_first_eight_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..12)) {
        let mut padded = bytes.clone();
        padded.resize(12, 0);
        let word = eight(&bytes).to_le_bytes();
        prop_assert_eq!(word.as_slice(), &padded[..8]);
    }

    #[test]
    fn bytes_of_a_word(text in "[ab]{1,8}", other in "[ab]{1,8}", letter in "[abc]") {
        let (own, letter) = (text.as_bytes(), letter.as_bytes()[0]);
        let places = gather(equal_bytes(eight(own), u64::from(letter)));
        let expected = with(own, 0, |positions| positions.of(letter));
        prop_assert_eq!(places, expected);
        let (prefix, suffix) = common_ends(eight(own), own.len(), eight(other.as_bytes()), other.len());
        let (left, right) = super::super::letters::differing(own, other.as_bytes());
        prop_assert_eq!(own.len() - prefix - suffix, left.len());
        prop_assert_eq!(&text[prefix..text.len() - suffix], std::str::from_utf8(left).unwrap());
        prop_assert_eq!(&other[prefix..other.len() - suffix], std::str::from_utf8(right).unwrap());
    }

    #[test]
    fn the_same_ascii(mut bytes in proptest::collection::vec(0_u8..128, 0..40), at in any::<proptest::sample::Index>()) {
        prop_assert!(is_ascii(&bytes));
        if !bytes.is_empty() {
            let place = at.index(bytes.len());
            bytes[place] |= 128;
            prop_assert!(!is_ascii(&bytes));
        }
    }
}

//! Folding to ASCII, shared by the forms that know one spelling only.

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;

/// Lower-case printable ASCII for any text: compatibility forms resolved, accents dropped, other
/// scripts transliterated character by character.
pub(crate) fn ascii(text: &str) -> String {
    // Compatibility forms change no ASCII.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.nfkc() {
        if character.is_ascii() {
            folded.push(character.to_ascii_lowercase());
        } else if character.is_whitespace() {
            folded.push(' ');
        } else {
            for letter in any_ascii_char(character).chars() {
                folded.push(letter.to_ascii_lowercase());
            }
        }
    }
    folded
}

/// Doubled spellings written once: `ae`, `oe`, `ue` and `aa` become `a`, `o`, `u` and `a`, so that
/// `mueller`, `muller` (from `müller`) and `muller` are one.
///
/// Behind another vowel and in `que` the second letter stays (`Bauer`, `Jacques`), because there
/// it is no umlaut. Expects lower-case ASCII; applying it twice changes nothing.
pub(crate) fn single_spelling(text: &str) -> String {
    let mut result: Vec<u8> = Vec::with_capacity(text.len());
    for letter in text.bytes() {
        let doubled = match result.as_slice() {
            [.., before, last] => is_doubled(Some(*before), *last, letter),
            [last] => is_doubled(None, *last, letter),
            [] => false,
        };
        if !doubled {
            result.push(letter);
        }
    }
    String::from_utf8(result).unwrap_or_default()
}

fn is_doubled(before: Option<u8>, last: u8, letter: u8) -> bool {
    let pair = matches!((last, letter), (b'a' | b'o' | b'u', b'e') | (b'a', b'a'));
    let keeps = match before {
        Some(b'q') => last == b'u',
        Some(vowel) => matches!(vowel, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'),
        None => false,
    };
    pair && !keeps
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ascii, single_spelling};

    #[test]
    fn umlauts_and_their_spellings_are_one() {
        for (one, other) in
            [("Müller", "Mueller"), ("Øster", "Oester"), ("Åse", "Aase"), ("Straße", "Strasse")]
        {
            assert_eq!(single_spelling(&ascii(one)), single_spelling(&ascii(other)));
        }
        assert_eq!(single_spelling("bauer"), "bauer");
        assert_eq!(single_spelling("jacques"), "jacques");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = single_spelling(&ascii(&text));
            prop_assert!(once.is_ascii());
            prop_assert_eq!(single_spelling(&ascii(&once)), once);
        }
    }
}

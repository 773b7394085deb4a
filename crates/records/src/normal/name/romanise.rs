//! The set of romanisations of one token.

use std::collections::HashMap;

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;

use super::{cyrillic, greek};
use crate::normal::fold::single_spelling;

/// Most romanisations of one token; the systems stand in a fixed order, so the same are kept.
const MAXIMUM_FORMS: usize = 64;

/// All romanisations of a lower-case token, sorted, at least one.
///
/// Latin letters lose their accents and are spelled once where they are doubled (`ü`, `ue` and `u`;
/// `ö`, `ø` and `oe`; `å` and `aa`; `ß` and `ss`): ICAO Doc 9303 part 3, section 6 A, allows both
/// spellings of each. Cyrillic and Greek have one romanisation a system; any other script has one.
pub(super) fn romanisations(token: &str) -> Vec<String> {
    let raw = if token.is_ascii() {
        vec![token.to_owned()]
    } else if token.chars().any(cyrillic::is_cyrillic) {
        cyrillic::romanisations(token)
    } else if token.chars().any(greek::is_greek) {
        greek::romanisations(token)
    } else {
        latin(token)
    };
    let mut forms: Vec<String> =
        raw.iter().map(|form| folded(form)).filter(|form| !form.is_empty()).collect();
    forms.truncate(MAXIMUM_FORMS);
    forms.sort();
    forms.dedup();
    if forms.is_empty() {
        // Letters that no table knows are compared as written.
        forms.push(token.nfkc().collect());
    }
    forms
}

/// Latin letters and all scripts without a table of their own. `đ` is `d` in passports and often
/// `dj` elsewhere.
fn latin(token: &str) -> Vec<String> {
    let spell = |d: &str| {
        let mut text = String::with_capacity(token.len() * 2);
        for character in token.nfc() {
            match character {
                'đ' => text.push_str(d),
                'ə' => text.push('e'),
                _ => text.push_str(any_ascii_char(character)),
            }
        }
        text
    };
    if token.contains('đ') { vec![spell("d"), spell("dj")] } else { vec![spell("d")] }
}

/// Letters and digits in lower case, doubled spellings written once.
fn folded(form: &str) -> String {
    let letters: String =
        form.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    single_spelling(&letters)
}

/// A table written as `letter=Latin` pairs.
pub(super) fn pairs(text: &'static str) -> HashMap<char, &'static str> {
    text.split_whitespace()
        .filter_map(|pair| pair.split_once('='))
        .filter_map(|(letter, latin)| Some((letter.chars().next()?, latin)))
        .collect()
}

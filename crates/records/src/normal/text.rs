//! Folding of free text for equality.

use unicode_normalization::UnicodeNormalization;

/// Text folded for equality: compatibility forms resolved, lower case, anything but letters and
/// digits a single space.
///
/// ```
/// assert_eq!(bonafide_records::normal::fold_text("  ACME  GmbH & Co."), "acme gmbh co");
/// ```
pub fn fold_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.nfkc().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(character);
        } else {
            gap = true;
        }
    }
    folded
}

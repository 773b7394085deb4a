//! Folding of free text and of files' names for equality.

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

/// A file's name as it is compared: in one Unicode form and without case. macOS writes `é` as two
/// characters, recruiting systems mostly as one.
///
/// ```
/// use bonafide_records::normal::file_name_key;
/// assert_eq!(file_name_key("Re\u{301}sume\u{301}.PDF"), file_name_key("R\u{e9}sum\u{e9}.pdf"));
/// ```
pub fn file_name_key(name: &str) -> String {
    // Lower case may take a composed letter apart (`İ`), so the form is made last.
    name.nfc().flat_map(char::to_lowercase).nfc().collect()
}

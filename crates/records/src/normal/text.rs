//! Folding of free text and of files' names for equality.

use std::borrow::Cow;

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

/// A file's name as it is compared: in one Unicode form, without case, and with one space for what
/// browsers and systems write for spaces. macOS writes `é` as two characters, recruiting systems
/// mostly as one; a download turns `My CV.pdf` into `My_CV.pdf` or `My%20CV.pdf`.
///
/// ```
/// use bonafide_records::normal::file_name_key;
/// assert_eq!(file_name_key("Re\u{301}sume\u{301}.PDF"), file_name_key("R\u{e9}sum\u{e9}.pdf"));
/// assert_eq!(file_name_key("My%20new__CV.pdf"), file_name_key("My new CV.pdf"));
/// ```
pub fn file_name_key(name: &str) -> String {
    let decoded = percent_decoded(name);
    let is_gap = |one: char| one.is_whitespace() || matches!(one, '_' | '+');
    let words: Vec<&str> = decoded.split(is_gap).filter(|word| !word.is_empty()).collect();
    // Lower case may take a composed letter apart (`İ`), so the form is made last.
    words.join(" ").nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// A name with its `%20` and the like read, where what comes out is text.
fn percent_decoded(name: &str) -> Cow<'_, str> {
    if !name.contains('%') {
        return Cow::Borrowed(name);
    }
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).filter(|_| *first == b'%');
        let read = code.and_then(|code| std::str::from_utf8(code).ok());
        let read = read.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if let Some(byte) = read.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(byte);
            rest = behind.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(name), Cow::Owned)
}

//! Text as a person sees it, for the forms that a stray invisible character must not split.

use unicode_normalization::UnicodeNormalization;

/// Compatibility forms resolved (full-width digits, ligatures) and invisible characters dropped;
/// every kind of white space stays, as itself.
pub(crate) fn visible(text: &str) -> String {
    text.nfkc().filter(|character| !is_invisible(*character)).collect()
}

/// Control and format characters that take no room on paper: joiners, marks of direction, the soft
/// hyphen, the byte-order mark.
fn is_invisible(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || matches!(
            character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        )
}

//! A small folding of letters of its own, because this room imports nothing: accents of Latin
//! letters are dropped, ligatures that PDF files hold are written out, other scripts stay.

use super::unspaced::is_unspaced;

/// How one lower-case character is written folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folded {
    /// Part of a word.
    Letters(&'static str),
    /// Part of a word as it stands.
    Same(char),
    /// A character that is a word of its own: scripts that write no spaces.
    Alone(char),
    /// Not there at all: accents written behind their letter, soft hyphens, apostrophes.
    Nothing,
    /// Ends a word.
    Gap,
}

/// Base letters of the accented Latin ones, by base.
#[rustfmt::skip]
const BASES: &[(&str, &str)] = &[
    ("a", "àáâãäåāăąǎǟǻȁȃȧạảấầẩẫậắằẳẵặ"), ("c", "çćĉċč"), ("d", "ďđḍ"),
    ("e", "èéêëēĕėęěȅȇẹẻẽếềểễệ"), ("g", "ĝğġģǧ"), ("h", "ĥħḥ"),
    ("i", "ìíîïĩīĭįıǐȉȋỉị"), ("j", "ĵ"), ("k", "ķǩ"), ("l", "ĺļľŀłḷ"), ("n", "ñńņňŉṇ"),
    ("o", "òóôõöøōŏőơǒǿȍȏọỏốồổỗộớờởỡợ"), ("r", "ŕŗřṛ"), ("s", "śŝşšșṣ"), ("t", "ţťŧțṭ"),
    ("u", "ùúûüũūŭůűųưǔȕȗụủứừửữự"), ("w", "ŵẁẃẅ"), ("y", "ýÿŷỳỵỷỹ"), ("z", "źżžẓ"),
    ("ss", "ß"), ("ae", "æǽ"), ("oe", "œ"), ("th", "þ"), ("d", "ð"),
    ("ff", "\u{fb00}"), ("fi", "\u{fb01}"), ("fl", "\u{fb02}"), ("ffi", "\u{fb03}"),
    ("ffl", "\u{fb04}"), ("st", "\u{fb05}\u{fb06}"),
];

/// Folds one character that is lower case already.
pub(super) fn fold(character: char) -> Folded {
    if character.is_ascii_alphanumeric() {
        return Folded::Same(character);
    }
    if character.is_ascii() {
        return if character == '\'' { Folded::Nothing } else { Folded::Gap };
    }
    match character {
        // Accents behind their letter, soft hyphen, joiners, byte order mark, apostrophes.
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '’' | '‘' => {
            Folded::Nothing
        }
        // Full-width Latin letters and digits.
        '\u{ff10}'..='\u{ff5a}' => {
            let narrow = char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character);
            if narrow.is_ascii_alphanumeric() { Folded::Same(narrow) } else { Folded::Gap }
        }
        _ if is_unspaced(character) => Folded::Alone(character),
        _ => base_of(character),
    }
}

fn base_of(character: char) -> Folded {
    if !character.is_alphanumeric() {
        return Folded::Gap;
    }
    BASES
        .iter()
        .find(|(_, accented)| accented.contains(character))
        .map_or(Folded::Same(character), |(base, _)| Folded::Letters(base))
}

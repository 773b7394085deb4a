//! How is a text written in small letters without accents?
//!
//! Letters of the Latin script lose their accents and ligatures are written out, so that `Łukasz Großmann`
//! is `lukasz grossmann`. Other scripts are kept, in small letters.
//!
//! ```
//! use bonafide_linkage::distance::latin::plain;
//! assert_eq!(plain("Łukasz Großmann".as_bytes()), "lukasz grossmann");
//! assert_eq!(plain("Nguyễn Thị Ánh, Ærø".as_bytes()), "nguyen thi anh, aero");
//! assert_eq!(plain("Søren  Жуков".as_bytes()), "soren  жуков");
//! ```

/// Base letters of U+00C0 to U+024F, one for each character; `-` where there is no single one. After the
/// decompositions and the names of the Unicode Character Database.
const FROM_C0: &[u8; 400] = b"aaaaaa-ceeeeiiii-nooooo-ouuuuy--aaaaaa-ceeeeiiii-nooooo-ouuuuy-y\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiii---jjkk-lllllll\
    lllnnnnnn---oooooo--rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
    bbbb---cc-ddd----ffg---ikkl--nnooo--pp-----ttttuu-vyyzz---------\
    -------------aaiioouuuuuuuuuu-aaaa--ggggkkoooo--j---gg--nnaa--oo\
    aaaaeeeeiiiioooorrrruuuusstt--hhnd--zzaaeeooooooooyylnt---acclts\
    z--b--eejj-qrryy";

/// The same of U+1E00 to U+1EFF.
const FROM_1E00: &[u8; 256] = b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
    mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
    wwwwwwwwwwxxxxyyzzzzzzhtwyas----aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy----yy";

/// Small letters that are written with other letters.
const WRITTEN_OUT: &[(&str, &str)] = &[
    ("æǣǽ", "ae"),
    ("œ", "oe"),
    ("ß", "ss"),
    ("þ", "th"),
    ("ð", "d"),
    ("ı", "i"),
    ("ĳ", "ij"),
    ("ŋŉ", "n"),
    ("ĸ", "k"),
    ("ȷ", "j"),
    ("ǆǳ", "dz"),
    ("ǉ", "lj"),
    ("ǌ", "nj"),
    // The e turned over is written a where the script lacks it.
    ("əǝ", "a"),
    ("ɛ", "e"),
    ("ɔ", "o"),
    ("ɓ", "b"),
    ("ɗɖ", "d"),
    ("ﬀ", "ff"),
    ("ﬁ", "fi"),
    ("ﬂ", "fl"),
    ("ﬃ", "ffi"),
    ("ﬄ", "ffl"),
    ("ﬅﬆ", "st"),
];

/// A text in small letters, its Latin letters without accents, other scripts as they are.
///
/// Typographic apostrophes, dashes and blanks become the plain ones, full-width Latin the common one. A byte
/// that is no UTF-8 becomes U+FFFD. To fold twice changes nothing.
pub fn plain(bytes: &[u8]) -> String {
    if bytes.is_ascii() {
        return String::from_utf8(bytes.to_ascii_lowercase()).unwrap_or_default();
    }
    let mut folded = String::with_capacity(bytes.len());
    for character in String::from_utf8_lossy(bytes).chars() {
        if character.is_ascii() {
            folded.push(character.to_ascii_lowercase());
            continue;
        }
        for small in character.to_lowercase() {
            push_plain(small, &mut folded);
        }
    }
    folded
}

fn push_plain(small: char, folded: &mut String) {
    let number = small as usize;
    match small {
        '\0'..='\x7f' => folded.push(small),
        '\u{300}'..='\u{36f}' => compose(small, folded),
        '\u{ff01}'..='\u{ff5e}' => {
            folded.push(((number - 0xff01 + 0x21) as u8 as char).to_ascii_lowercase());
        }
        '‘' | '’' | 'ʼ' | 'ʻ' | 'ʹ' | '′' | '´' => folded.push('\''),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
        // The final form of a letter of the Greek script.
        'ς' => folded.push('σ'),
        // Soft hyphen, joiners, byte order mark.
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        _ if small.is_whitespace() => folded.push(' '),
        _ => {
            let base = number
                .checked_sub(0x1e00)
                .and_then(|place| FROM_1E00.get(place))
                .or(number.checked_sub(0xc0).and_then(|place| FROM_C0.get(place)));
            if let Some(letter) = base.filter(|letter| **letter != b'-') {
                folded.push(*letter as char);
            } else if let Some((_, written)) = WRITTEN_OUT.iter().find(|(letters, _)| letters.contains(small))
            {
                folded.push_str(written);
            } else {
                folded.push(small);
            }
        }
    }
}

/// An accent behind its letter: left away, but where it makes another letter of the Cyrillic script.
fn compose(accent: char, folded: &mut String) {
    let composed = match (folded.chars().next_back(), accent) {
        (Some('и'), '\u{306}') => 'й',
        (Some('у'), '\u{306}') => 'ў',
        (Some('е'), '\u{308}') => 'ё',
        (Some('і'), '\u{308}') => 'ї',
        _ => return,
    };
    folded.pop();
    folded.push(composed);
}

/// Letters of other scripts in Latin ones: Cyrillic as in Russian, Ukrainian, Belarusian, Bulgarian, Serbian,
/// Macedonian and Kazakh passports or near them, and Greek.
const OTHER_SCRIPTS: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('ґ', "g"),
    ('д', "d"),
    ('ѓ', "gj"),
    ('ђ', "dj"),
    ('е', "e"),
    ('ё', "e"),
    ('є', "ye"),
    ('ж', "zh"),
    ('з', "z"),
    ('ѕ', "dz"),
    ('и', "i"),
    ('і', "i"),
    ('ї', "yi"),
    ('й', "y"),
    ('ј', "j"),
    ('к', "k"),
    ('ќ', "kj"),
    ('л', "l"),
    ('љ', "lj"),
    ('м', "m"),
    ('н', "n"),
    ('њ', "nj"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('ћ', "c"),
    ('у', "u"),
    ('ў', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    // With the t the sound is told from the ch of other spellings.
    ('ч', "tch"),
    ('џ', "dzh"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
    ('ә', "a"),
    ('ғ', "g"),
    ('қ', "k"),
    ('ң', "n"),
    ('ө', "o"),
    ('ү', "u"),
    ('ұ', "u"),
    ('һ', "h"),
    ('α', "a"),
    ('ά', "a"),
    ('β', "v"),
    ('γ', "g"),
    ('δ', "d"),
    ('ε', "e"),
    ('έ', "e"),
    ('ζ', "z"),
    ('η', "i"),
    ('ή', "i"),
    ('θ', "th"),
    ('ι', "i"),
    ('ί', "i"),
    ('ϊ', "i"),
    ('ΐ', "i"),
    ('κ', "k"),
    ('λ', "l"),
    ('μ', "m"),
    ('ν', "n"),
    ('ξ', "x"),
    ('ο', "o"),
    ('ό', "o"),
    ('π', "p"),
    ('ρ', "r"),
    ('σ', "s"),
    ('τ', "t"),
    ('υ', "y"),
    ('ύ', "y"),
    ('ϋ', "y"),
    ('ΰ', "y"),
    ('φ', "f"),
    ('χ', "ch"),
    ('ψ', "ps"),
    ('ω', "o"),
    ('ώ', "o"),
];

/// Only the letters a to z of a text: [`plain`], with Cyrillic and Greek written in Latin. All else is left
/// away, blanks too.
pub(super) fn letters(bytes: &[u8]) -> Vec<u8> {
    let mut letters = Vec::with_capacity(bytes.len());
    for character in plain(bytes).chars() {
        if character.is_ascii_lowercase() {
            letters.push(character as u8);
        } else if character == 'υ' || character == 'ύ' {
            // The Greek u is written with an o before.
            letters.push(if letters.last() == Some(&b'o') { b'u' } else { b'y' });
        } else if !character.is_ascii()
            && let Some((_, written)) = OTHER_SCRIPTS.iter().find(|(letter, _)| *letter == character)
        {
            letters.extend_from_slice(written.as_bytes());
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn latin_letters_lose_their_accents() {
        for (text, expected) in [
            ("ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ", "aaaaaaceeeeiiiinoooooouuuuy"),
            ("ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż", "acelnoszz acelnoszz"),
            ("ČĎĚŇŘŠŤŮŽ", "cdenrstuz"),
            ("ĐđĞğİıŞşȘșȚț", "ddggiisssstt"),
            ("ŐőŰű", "oouu"),
            ("ĀĒĢĪĶĻŅŪ", "aegiklnu"),
            ("Nguyễn Đặng Thị Ơn Ưng", "nguyen dang thi on ung"),
            ("Þór Æðelred Œuvre Straße ẞ Ĳssel", "thor aedelred oeuvre strasse ss ijssel"),
            ("Ǆ ǅ ǉ Ǌ", "dz dz lj nj"),
            ("Əliyev Ɛ Ɔ", "aliyev e o"),
            ("ﬁnn ﬄ", "finn ffl"),
            ("ＡＢＣ－１２３", "abc-123"),
            ("O’Neil O‘Neil", "o'neil o'neil"),
            ("Anne–Marie\u{a0}X", "anne-marie x"),
        ] {
            assert_eq!(plain(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn accents_behind_their_letter() {
        assert_eq!(plain("Mu\u{308}ller Nguye\u{302}\u{303}n".as_bytes()), "muller nguyen");
        assert_eq!(plain("Сергеи\u{306}".as_bytes()), plain("Сергей".as_bytes()));
        assert_eq!(plain("\u{308}a".as_bytes()), "a");
    }

    #[test]
    fn other_scripts_are_kept() {
        for (text, expected) in
            [("ЖУКОВ", "жуков"), ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("王小明", "王小明"), ("محمد", "محمد")]
        {
            assert_eq!(plain(text.as_bytes()), expected);
        }
        assert_eq!(plain(b"M\xfcller"), "m\u{fffd}ller");
    }

    #[test]
    fn letters_of_other_scripts() {
        for (text, expected) in [
            ("Сергей Щербаков", "sergeyshcherbakov"),
            ("Ђорђе Џ.", "djordjedzh"),
            ("Παπαδόπουλος", "papadopoulos"),
            ("Smith-Jones 3rd", "smithjonesrd"),
            ("王", ""),
        ] {
            assert_eq!(letters(text.as_bytes()), expected.as_bytes(), "{text}");
        }
    }

    #[test]
    fn no_letter_stands_twice() {
        let mut all: Vec<char> = OTHER_SCRIPTS.iter().map(|(letter, _)| *letter).collect();
        all.extend(WRITTEN_OUT.iter().flat_map(|(letters, _)| letters.chars()));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,20}", accented in "[À-ɏḀ-ỿ]{0,10}", broken in proptest::collection::vec(any::<u8>(), 0..12)) {
            for bytes in [text.as_bytes(), accented.as_bytes(), &broken] {
                let once = plain(bytes);
                prop_assert_eq!(plain(once.as_bytes()), once);
            }
        }

        #[test]
        fn case_does_not_matter(text in "[a-zà-öø-ÿāăąćčďđēęěğīłńňőřśšťūůűźžа-яα-ρσ-ω]{0,20}") {
            prop_assert_eq!(plain(text.as_bytes()), plain(text.to_uppercase().as_bytes()));
        }
    }
}

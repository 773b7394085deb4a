//! Which names sound alike, so that they share a key to block on?
//!
//! * [`soundex`]: the American one, for English names: R. C. Russell's patent of 1918 as the National Archives
//!   of the United States state it.
//! * [`spoken`]: a key of this project for names of many languages, however they are spelled: it takes the
//!   spellings of one consonant in English, German, French, Spanish, Italian, the Slavic languages, Hungarian
//!   and the usual transcriptions as one. It parts less than an equality and more than a Soundex: it keeps
//!   the whole name.
//!
//! Both read Latin letters with or without accents, Cyrillic and Greek, and nothing else.
//!
//! ```
//! use bonafide_linkage::distance::sound::{soundex, spoken};
//! assert_eq!(soundex(b"Robert"), soundex(b"Rupert"));
//! assert_eq!(spoken(b"Schmidt"), spoken(b"Smith"));
//! assert_eq!(spoken(b"Tchaikovsky"), spoken("Чайковский".as_bytes()));
//! ```

use super::latin::letters;

/// The American Soundex: a capital letter and three digits; none for a text without letters.
///
/// `h` and `w` do not part two letters of one code, vowels do.
pub fn soundex(name: &[u8]) -> Option<[u8; 4]> {
    let letters = letters(name);
    let (first, rest) = letters.split_first()?;
    let mut key = [first.to_ascii_uppercase(), b'0', b'0', b'0'];
    let mut places = key[1..].iter_mut();
    let mut before = soundex_code(*first);
    for letter in rest {
        let code = soundex_code(*letter);
        if matches!(letter, b'h' | b'w') {
            continue;
        }
        if code != b'0' && code != before {
            match places.next() {
                Some(place) => *place = code,
                None => break,
            }
        }
        before = code;
    }
    Some(key)
}

fn soundex_code(letter: u8) -> u8 {
    match letter {
        b'b' | b'f' | b'p' | b'v' => b'1',
        b'c' | b'g' | b'j' | b'k' | b'q' | b's' | b'x' | b'z' => b'2',
        b'd' | b't' => b'3',
        b'l' => b'4',
        b'm' | b'n' => b'5',
        b'r' => b'6',
        _ => b'0',
    }
}

/// A key of how a name sounds in many languages, in capital letters; none for a text without such sounds.
///
/// Consonants are `P` (b, p), `F` (f, v, w, ph), `T` (d, t, th), `K` (k, g, hard c, ch, q), `S` (s, z, soft c, and
/// all that hiss: sh, sch, cz, tsch, zh), `L`, `R`, `M`, `N` and, in front only, `J` (j, y); vowels and h count
/// only in front, as `A`. The same letter twice is one unless a vowel stands between. Blanks and hyphens
/// count for nothing.
pub fn spoken(name: &[u8]) -> Option<String> {
    let letters = letters(name);
    let mut key = String::with_capacity(letters.len());
    let (mut place, first) = opening(&letters);
    key.push_str(first);
    // What the next code is not written after: the code before, if no vowel stood between.
    let mut before = key.chars().next_back().filter(|code| *code != 'A');
    while place < letters.len() {
        let (taken, codes) = sound(&letters, place);
        for code in codes.chars() {
            if before != Some(code) {
                key.push(code);
            }
            before = Some(code);
        }
        if codes.is_empty() && is_vowel(letters[place]) {
            before = None;
        }
        place += taken;
    }
    if key.is_empty() { None } else { Some(key) }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'j')
}

/// The beginning of a name, where silent letters stand and vowels count: how many letters and their code.
fn opening(letters: &[u8]) -> (usize, &'static str) {
    match letters {
        [b'k' | b'g', b'n', ..] => (2, "N"),
        [b'w', b'r', ..] => (2, "R"),
        [b'p', b's', ..] => (2, "S"),
        [b'p', b't', ..] => (2, "T"),
        [b'd', b'z', b'h', ..] => (3, "J"),
        [b'h', b'r', ..] => (1, "K"),
        // Yevgeny is Evgeny.
        [b'y' | b'i', b'e', ..] => (2, "A"),
        [b'y' | b'i' | b'j', b'a' | b'o' | b'u', ..] | [b'j', ..] => (1, "J"),
        [b'h', b'a' | b'e' | b'i' | b'o' | b'u' | b'y', ..] => (2, "A"),
        [b'h', ..] => (1, ""),
        [b'a' | b'e' | b'i' | b'o' | b'u' | b'y', ..] => (1, "A"),
        _ => (0, ""),
    }
}

/// What the letters from a place on sound like: how many belong together, and their codes.
fn sound(letters: &[u8], place: usize) -> (usize, &'static str) {
    let before = place.checked_sub(1).map(|before| letters[before]);
    match &letters[place..] {
        // All that hisses.
        [b's', b'h' | b'z', b'c', b'h' | b'z', ..] | [b't' | b'd', b's', b'c', b'h', ..] => (4, "S"),
        [b's' | b't', b'c', b'h', ..] | [b't', b's', b'h', ..] | [b'd', b'z', b'h', ..] => (3, "S"),
        [b's', b'h' | b'z', ..] | [b'z', b'h' | b's', ..] => (2, "S"),
        [b'c' | b't' | b'd', b's' | b'z', ..] => (2, "S"),
        [b's', b'c', b'e' | b'i' | b'y', ..] => (2, "S"),
        // Petrovic, Petrovich.
        [b'c'] | [b'c', b'h'] if matches!(letters[..place], [.., b'v' | b'w', b'i']) => (2, "S"),
        [b'c', b'h' | b'k' | b'q', ..] | [b'k', b'h', ..] => (2, "K"),
        [b'c', b'e' | b'i' | b'y', ..] => (1, "S"),
        [b'g', b'h'] | [b'g', b'h', b't', ..] => (2, ""),
        [b'g', b'h', ..] => (2, "K"),
        [b'p', b'h' | b'f', ..] => (2, "F"),
        // Thompson is Tomson.
        [b'p', b's' | b't', ..] if before == Some(b'm') => (1, ""),
        [b'm', b'b'] => (2, "M"),
        // Brown is Braun.
        [b'w', b'n' | b'm', ..] if before.is_some_and(is_vowel) => (1, ""),
        [b'x', ..] => (1, "KS"),
        [b'b' | b'p', ..] => (1, "P"),
        [b'f' | b'v' | b'w', ..] => (1, "F"),
        [b'd' | b't', ..] => (1, "T"),
        [b'c' | b'g' | b'k' | b'q', ..] => (1, "K"),
        [b's' | b'z', ..] => (1, "S"),
        [b'l', ..] => (1, "L"),
        [b'r', ..] => (1, "R"),
        [b'm', ..] => (1, "M"),
        [b'n', ..] => (1, "N"),
        _ => (1, ""),
    }
}

#[cfg(test)]
mod tests;

//! Which spellings of a given name come from one spelling in another script?
//!
//! [`spelling`] brings the usual transcriptions into one form: first by rules that hold for most languages (`ph`
//! is `f`, `ks` is `x`, `iy` at the end is `i`, a doubled letter is one), then by a table of names whose
//! spellings no rule brings together (Mohammed, Muhammad). It says only that two spellings can name one person;
//! nothing on origin, language or sex. It is made for given names: families often differ by just such letters.
//!
//! ```
//! use bonafide_linkage::distance::spelling::spelling;
//! assert_eq!(spelling(b"Aleksandr"), spelling(b"Alexander"));
//! assert_eq!(spelling(b"Muhammad"), spelling(b"Mohamed"));
//! assert_eq!(spelling(b"Sergey"), spelling("Сергій".as_bytes()));
//! assert_ne!(spelling(b"Marina"), spelling(b"Maria"));
//! ```

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::latin::letters;

/// One name a line: a spelling, a tab, the others.
const TABLE: &str = include_str!("../../tables/spellings.tsv");

/// The common form of each folded spelling in the table.
static COMMON: LazyLock<BTreeMap<Vec<u8>, String>> = LazyLock::new(|| {
    let mut common = BTreeMap::new();
    for (name, others) in rows(TABLE) {
        for spelling in std::iter::once(name).chain(others.split(' ')) {
            common.insert(folded(spelling.as_bytes()), name.to_owned());
        }
    }
    common
});

/// The rows of a table of names: the name and its other forms.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// The common form of a given name's spellings, in letters a to z; empty for a text without letters of the
/// Latin, Cyrillic or Greek script.
pub fn spelling(name: &[u8]) -> String {
    let folded = folded(name);
    match COMMON.get(&folded) {
        Some(common) => common.clone(),
        None => String::from_utf8(folded).unwrap_or_default(),
    }
}

/// The spelling by the rules alone.
fn folded(name: &[u8]) -> Vec<u8> {
    let letters = letters(name);
    let mut written: Vec<u8> = Vec::with_capacity(letters.len());
    let mut place = 0;
    while place < letters.len() {
        let (taken, with) = unit(&letters, place);
        for letter in with {
            if written.last() != Some(letter) {
                written.push(*letter);
            }
        }
        place += taken;
    }
    // Sarah is Sara.
    if let [.., b'a' | b'e' | b'i' | b'o' | b'u', b'h'] = written.as_slice() {
        written.pop();
    }
    match written.as_slice() {
        // Aleksandr is Alexander.
        [_, .., before, b'r'] if !is_vowel(*before) => {
            written.insert(written.len() - 1, b'e');
        }
        // Romanoff is Romanov.
        [_, .., b'o', b'f'] => {
            written.pop();
            written.push(b'v');
        }
        _ => {}
    }
    written
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// What the letters from a place on are written as: how many belong together, and the letters for them.
fn unit(letters: &[u8], place: usize) -> (usize, &'static [u8]) {
    let rest = &letters[place..];
    if place == 0 {
        match rest {
            [b'y' | b'i', b'e', ..] => return (2, b"e"),
            [b'y' | b'i', b'a' | b'o' | b'u', ..] => return (1, b"j"),
            _ => {}
        }
    } else {
        match rest {
            [b'i' | b'y', b'i' | b'y' | b'j' | b'e'] | [b'e', b'i' | b'y' | b'j'] => return (2, b"i"),
            [b'e', b'y', b'i'] => return (3, b"i"),
            _ => {}
        }
    }
    match rest {
        [b's' | b't', b'c', b'h', ..] => (3, if rest[0] == b's' { b"sh" } else { b"ch" }),
        [b't', b's', b'c', b'h', ..] => (4, b"ch"),
        [b'd', b'z', b'h', ..] => (3, b"j"),
        [b'd', b'j', ..] => (2, b"j"),
        [b'k', b'h', ..] => (2, b"h"),
        [b'z', b'h', ..] => (2, b"zh"),
        [b'p', b'h', ..] => (2, b"f"),
        [b't', b'h', ..] => (2, b"t"),
        [b't', b'z', ..] => (2, b"ts"),
        [b'c', b'k', ..] => (2, b"k"),
        [b'k', b's', ..] => (2, b"x"),
        [b'o', b'u' | b'o', ..] => (2, b"u"),
        [b'e', b'e', ..] => (2, b"i"),
        [b'q', b'u', ..] => (2, b"k"),
        [b'c', b'h', ..] => (2, b"ch"),
        [b'c', b'e' | b'i' | b'y', ..] => (1, b"s"),
        [b'c' | b'q', ..] => (1, b"k"),
        [b'w', ..] => (1, b"v"),
        [b'y', ..] => (1, b"i"),
        // Tatjana is Tatiana.
        [b'j', b'a' | b'o' | b'u', ..] if place > 0 => (1, b"i"),
        [letter, ..] => (1, same(*letter)),
        [] => (1, b""),
    }
}

/// A letter a to z as it is.
fn same(letter: u8) -> &'static [u8] {
    const ALPHABET: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    let place = letter.wrapping_sub(b'a') as usize;
    ALPHABET.get(place..=place).unwrap_or_default()
}

#[cfg(test)]
mod tests;

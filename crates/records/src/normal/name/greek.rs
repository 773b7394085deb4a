//! Greek in Latin letters.

use std::collections::HashMap;
use std::sync::LazyLock;

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;

use super::romanise::pairs;

/// Whether the character is a Greek letter.
pub(super) fn is_greek(character: char) -> bool {
    matches!(character, '\u{0370}'..='\u{03ff}' | '\u{1f00}'..='\u{1fff}')
}

/// One system as `letters=Latin` pairs: single letters that differ from [`COMMON`], and two letters
/// that are spelled together at the beginning of a word, or inside it.
struct System {
    letters: &'static str,
    initial_pairs: &'static str,
    inner_pairs: &'static str,
    /// Whether `υ` behind `α`, `ε` and `η` is a consonant: `v`, or `f` before a voiceless one.
    is_upsilon_consonant: bool,
}

const COMMON: &str = "\
    α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o";

/// The systems, each from its publication (from memory; not compared letter by letter).
const SYSTEMS: &[System] = &[
    // ELOT 743 = ISO 843:1997 type 2, transcription; Greek passports.
    System {
        letters: "",
        initial_pairs: "ου=ou γγ=ng γξ=nx γχ=nch μπ=b",
        inner_pairs: "ου=ou γγ=ng γξ=nx γχ=nch μπ=mp",
        is_upsilon_consonant: true,
    },
    // The same without the exception for `μπ`.
    System {
        letters: "",
        initial_pairs: "ου=ou γγ=ng γξ=nx γχ=nch",
        inner_pairs: "ου=ou γγ=ng γξ=nx γχ=nch",
        is_upsilon_consonant: true,
    },
    // ISO 843:1997 type 1, transliteration, diacritics dropped.
    System {
        letters: "",
        initial_pairs: "ου=ou αυ=au ευ=eu ηυ=iu",
        inner_pairs: "ου=ou αυ=au ευ=eu ηυ=iu",
        is_upsilon_consonant: false,
    },
    // As banks, airlines and people themselves spell.
    System {
        letters: "χ=h υ=i",
        initial_pairs: "ου=ou γγ=ng γκ=g μπ=b ντ=d γχ=nh",
        inner_pairs: "ου=ou γγ=ng γκ=g μπ=b ντ=d γχ=nh",
        is_upsilon_consonant: true,
    },
    // The classical spelling: Philippos, Eugenios.
    System {
        letters: "β=b η=e φ=ph",
        initial_pairs: "ου=ou αυ=au ευ=eu ηυ=eu γγ=ng γκ=nk",
        inner_pairs: "ου=ou αυ=au ευ=eu ηυ=eu γγ=ng γκ=nk",
        is_upsilon_consonant: false,
    },
];

/// A system whose pairs are read.
struct Table {
    letters: HashMap<char, &'static str>,
    initial_pairs: Vec<(&'static str, &'static str)>,
    inner_pairs: Vec<(&'static str, &'static str)>,
    is_upsilon_consonant: bool,
}

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let doubles =
        |text: &'static str| text.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
    let table = |system: &System| {
        let mut letters = pairs(COMMON);
        letters.extend(pairs(system.letters));
        Table {
            letters,
            initial_pairs: doubles(system.initial_pairs),
            inner_pairs: doubles(system.inner_pairs),
            is_upsilon_consonant: system.is_upsilon_consonant,
        }
    };
    SYSTEMS.iter().map(table).collect()
});

/// A letter without its accents.
struct Letter {
    base: char,
    /// Diaeresis on it, or an accent on the letter before: then it is no second half of a pair.
    stands_alone: bool,
}

/// The token in every system.
pub(super) fn romanisations(token: &str) -> Vec<String> {
    let letters = letters(token);
    let mut forms: Vec<String> = Vec::with_capacity(SYSTEMS.len());
    for table in TABLES.iter() {
        let form = spell(&letters, table);
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

fn letters(token: &str) -> Vec<Letter> {
    let mut found: Vec<Letter> = Vec::new();
    let mut is_accented = false;
    for character in token.nfd() {
        if !unicode_normalization::char::is_combining_mark(character) {
            found.push(Letter { base: character, stands_alone: is_accented });
            is_accented = false;
        } else if character == '\u{308}' {
            if let Some(last) = found.last_mut() {
                last.stands_alone = true;
            }
        } else if character == '\u{301}' {
            is_accented = true;
        }
    }
    found
}

fn spell(letters: &[Letter], table: &Table) -> String {
    let mut text = String::with_capacity(letters.len() * 2);
    let mut index = 0;
    while let Some(letter) = letters.get(index) {
        let next = letters.get(index + 1).filter(|l| !(l.stands_alone && matches!(l.base, 'υ' | 'ι')));
        if let Some(second) = next {
            let pair: String = [letter.base, second.base].iter().collect();
            let known = if index == 0 { &table.initial_pairs } else { &table.inner_pairs };
            if let Some((_, latin)) = known.iter().find(|(written, _)| *written == pair) {
                text.push_str(latin);
                index += 2;
                continue;
            }
            if table.is_upsilon_consonant && matches!(pair.as_str(), "αυ" | "ευ" | "ηυ") {
                push_letter(&mut text, letter.base, table);
                let following = letters.get(index + 2).map(|l| l.base);
                let is_voiceless = following.is_none_or(|f| "θκξπσςτφχψ".contains(f));
                text.push(if is_voiceless { 'f' } else { 'v' });
                index += 2;
                continue;
            }
        }
        push_letter(&mut text, letter.base, table);
        index += 1;
    }
    text
}

fn push_letter(text: &mut String, letter: char, table: &Table) {
    let spelled = table.letters.get(&letter).copied();
    text.push_str(spelled.unwrap_or_else(|| any_ascii_char(letter)));
}

//! Tokens of a name.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::romanise::romanisations;
use super::words::{PARTICLES, TITLES};

/// One token of a name: its romanisations, sorted, and whether it needs a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// All spellings in Latin letters, at least one.
    pub(super) forms: Vec<String>,
    /// First letter as written, upper case.
    pub(super) initial: String,
    /// A particle or title: it may have a partner but needs none.
    pub(super) is_optional: bool,
    /// A title.
    pub(super) is_title: bool,
    /// Written in a script that sets no spaces between the parts of a name.
    pub(super) is_unspaced: bool,
}

impl Token {
    /// Whether any romanisation of one is one of the other.
    pub(super) fn equals(&self, other: &Self) -> bool {
        self.forms.iter().any(|form| other.forms.binary_search(form).is_ok())
    }
}

/// Longest name that is read; the rest of a longer text is no name.
const MAXIMUM_INPUT: usize = 400;
/// Most tokens of one name.
const MAXIMUM_TOKENS: usize = 16;

static PARTICLE_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| PARTICLES.iter().copied().collect());
static TITLE_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| TITLES.iter().copied().collect());

/// The tokens of a text, in order. Where all are particles they are names: `Al` alone needs a partner.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let normal: String = text.nfkc().take(MAXIMUM_INPUT).collect();
    let mut found = Vec::new();
    for chunk in
        normal.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '،' | '、' | '/' | '(' | ')'))
    {
        let compact: String =
            chunk.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        if TITLE_SET.contains(compact.as_str()) {
            push(&mut found, &compact, true);
            continue;
        }
        let mut word = String::new();
        for character in chunk.chars() {
            if character.is_alphanumeric() || is_combining_mark(character) {
                word.push(character);
            } else if !is_inside_word(character) {
                push(&mut found, &word, false);
                word.clear();
            }
        }
        push(&mut found, &word, false);
    }
    found.truncate(MAXIMUM_TOKENS);
    if found.iter().all(|token| token.is_optional) {
        for token in &mut found {
            token.is_optional = token.is_title;
        }
    }
    found
}

/// Apostrophes, the soft sign's prime and invisible joiners stand inside a word: `O'Neil`, `Solov'ev`.
fn is_inside_word(character: char) -> bool {
    matches!(
        character,
        '\'' | '’' | '‘' | '`' | '´' | 'ʹ' | 'ʼ' | 'ʻ' | '′' | '″' | '"' | '\u{ad}' | '\u{200b}'
            ..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

fn push(found: &mut Vec<Token>, word: &str, is_title_chunk: bool) {
    let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else { return };
    let lower = word.to_lowercase();
    let is_title = is_title_chunk || TITLE_SET.contains(lower.as_str());
    found.push(Token {
        forms: romanisations(&lower),
        initial: first.to_uppercase().take(1).collect(),
        is_optional: is_title || PARTICLE_SET.contains(lower.as_str()),
        is_title,
        is_unspaced: word.chars().any(is_unspaced_script),
    });
}

/// Han, Kana, Hangul, Thai, Lao, Khmer and Myanmar.
fn is_unspaced_script(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

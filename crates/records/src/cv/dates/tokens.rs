//! Words, numbers and marks of a line, with their places.

use crate::normal::fold::ascii;

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, folded to lower-case ASCII.
    Word(String),
    /// Digits; a number too large for a date is 0 with its count of digits.
    Number { value: u32, digits: usize },
    /// Anything else but white space.
    Mark(char),
}

/// One token and its bytes in the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Cuts a line into tokens.
pub(super) fn tokens(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut characters = line.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if character.is_whitespace() {
            continue;
        }
        let mut end = start + character.len_utf8();
        let is_same: fn(char) -> bool = if character.is_ascii_digit() {
            |next| next.is_ascii_digit()
        } else if character.is_alphabetic() {
            |next| next.is_alphabetic() || unicode_normalization::char::is_combining_mark(next)
        } else {
            tokens.push(Token { kind: Kind::Mark(character), start, end });
            continue;
        };
        while let Some((at, next)) = characters.next_if(|(_, next)| is_same(*next)) {
            end = at + next.len_utf8();
        }
        let text = line.get(start..end).unwrap_or_default();
        let kind = if character.is_ascii_digit() {
            Kind::Number { value: text.parse().unwrap_or(0), digits: text.len() }
        } else {
            Kind::Word(folded(text))
        };
        tokens.push(Token { kind, start, end });
    }
    tokens
}

/// No word of a date is longer than this; a longer one is nothing but long.
const LONGEST_WORD: usize = 40;

fn folded(word: &str) -> String {
    if word.len() > LONGEST_WORD { String::new() } else { ascii(word) }
}

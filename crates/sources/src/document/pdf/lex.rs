//! Tokens of content streams, character maps and the clear part of Type 1 fonts: one lexer, which
//! makes something of any bytes and never recurses.

/// Deepest nesting of arrays and dictionaries that is kept.
const DEPTH: usize = 16;

/// Most items of one array or dictionary.
const ITEMS: usize = 65_536;

/// An operand.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A number; what is none reads as 0.
    Number(f32),
    /// A name without its slash.
    Name(Vec<u8>),
    /// A string's bytes.
    Text(Vec<u8>),
    /// An array.
    Array(Vec<Value>),
    /// A dictionary: names and values in turn.
    Dictionary(Vec<Value>),
}

/// What comes next.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'b> {
    /// An operand.
    Value(Value),
    /// An operator, or any other bare word.
    Word(&'b [u8]),
}

impl Value {
    pub(super) fn number(&self) -> Option<f32> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// A dictionary's entry.
    pub(super) fn entry(&self, key: &[u8]) -> Option<&Self> {
        let Self::Dictionary(items) = self else { return None };
        let pair =
            items.chunks_exact(2).find(|pair| matches!(pair.first(), Some(Self::Name(name)) if name == key));
        pair.and_then(|pair| pair.get(1))
    }
}

/// Reads tokens.
#[derive(Debug)]
pub(super) struct Lexer<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Lexer<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next operand or word; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Token<'b>> {
        // Arrays and dictionaries that are open, from the outermost.
        let mut open: Vec<(bool, Vec<Value>)> = Vec::new();
        loop {
            self.skip_space();
            let Some(byte) = self.peek() else {
                // What is left open ends with the bytes.
                return close_all(open).map(Token::Value);
            };
            let value = match byte {
                b'[' => {
                    self.at += 1;
                    open.push((false, Vec::new()));
                    if open.len() > DEPTH {
                        return close_all(open).map(Token::Value);
                    }
                    continue;
                }
                b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                    self.at += 2;
                    open.push((true, Vec::new()));
                    if open.len() > DEPTH {
                        return close_all(open).map(Token::Value);
                    }
                    continue;
                }
                b']' | b'}' | b'{' | b')' => {
                    self.at += 1;
                    if byte != b']' {
                        continue;
                    }
                    let Some(closed) = open.pop() else { continue };
                    closed_value(closed)
                }
                b'>' => {
                    self.at += if self.bytes.get(self.at + 1) == Some(&b'>') { 2 } else { 1 };
                    let Some(closed) = open.pop() else { continue };
                    closed_value(closed)
                }
                b'<' => Value::Text(self.hexadecimal()),
                b'(' => Value::Text(self.literal()),
                b'/' => Value::Name(self.name()),
                b'0'..=b'9' | b'+' | b'-' | b'.' => Value::Number(self.number()),
                _ => {
                    let word = self.word();
                    if open.is_empty() {
                        return Some(Token::Word(word));
                    }
                    // true, false, null and references mean nothing here.
                    continue;
                }
            };
            match open.last_mut() {
                None => return Some(Token::Value(value)),
                Some((_, items)) if items.len() < ITEMS => items.push(value),
                Some(_) => {}
            }
        }
    }

    /// Goes past the data of an inline image, after its `ID`.
    pub(super) fn skip_image(&mut self) {
        while let Some(found) = self.bytes.get(self.at..).and_then(|rest| super::super::find(rest, b"EI")) {
            let at = self.at + found;
            let before =
                at.checked_sub(1).and_then(|index| self.bytes.get(index)).is_none_or(|byte| is_space(*byte));
            let after = self.bytes.get(at + 2).is_none_or(|byte| is_space(*byte));
            self.at = at + 2;
            if before && after {
                return;
            }
        }
        self.at = self.bytes.len();
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn word(&mut self) -> &'b [u8] {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        // Something is always taken, or the same byte would come again for ever.
        self.at = self.at.max(start + 1);
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek() {
            if is_space(byte) || is_delimiter(byte) {
                break;
            }
            self.at += 1;
            let digit =
                |index: usize| self.bytes.get(index).and_then(|digit| char::from(*digit).to_digit(16));
            match (byte, digit(self.at), digit(self.at + 1)) {
                (b'#', Some(high), Some(low)) => {
                    name.push((high * 16 + low) as u8);
                    self.at += 2;
                }
                _ => name.push(byte),
            }
        }
        name
    }

    fn number(&mut self) -> f32 {
        let word = self.word();
        // "12-34" and "--5" are written by broken programs; readers take what a number can be of it.
        let end = word.iter().skip(1).position(|byte| *byte == b'-').map_or(word.len(), |index| index + 1);
        let text = word.get(..end).and_then(|word| std::str::from_utf8(word).ok()).unwrap_or_default();
        let number: f32 = text.parse().unwrap_or_default();
        if number.is_finite() { number } else { 0.0 }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut half: Option<u32> = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = char::from(byte).to_digit(16) else { continue };
            match half.take() {
                None => half = Some(digit),
                Some(high) => text.push((high * 16 + digit) as u8),
            }
        }
        if let Some(high) = half {
            text.push((high * 16) as u8);
        }
        text
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            // A line's end after a backslash is none.
            b'\n' => {}
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek().and_then(|digit| char::from(digit).to_digit(8)) else {
                        break;
                    };
                    code = code * 8 + digit;
                    self.at += 1;
                }
                text.push((code & 0xFF) as u8);
            }
            other => text.push(other),
        }
    }
}

fn closed_value((is_dictionary, items): (bool, Vec<Value>)) -> Value {
    if is_dictionary { Value::Dictionary(items) } else { Value::Array(items) }
}

/// Closes what is open, the innermost first.
fn close_all(mut open: Vec<(bool, Vec<Value>)>) -> Option<Value> {
    let mut value = closed_value(open.pop()?);
    while let Some((is_dictionary, mut items)) = open.pop() {
        items.push(value);
        value = closed_value((is_dictionary, items));
    }
    Some(value)
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<Token<'_>> {
        let mut lexer = Lexer::new(bytes);
        std::iter::from_fn(|| lexer.next()).collect()
    }

    #[test]
    fn operands_and_operators() {
        let tokens = all(b"[(A\\)\\101) -120.5 <4142>] TJ % comment\n/F#31 12 Tf");
        let items = vec![Value::Text(b"A)A".to_vec()), Value::Number(-120.5), Value::Text(b"AB".to_vec())];
        let expected = vec![
            Token::Value(Value::Array(items)),
            Token::Word(b"TJ"),
            Token::Value(Value::Name(b"F1".to_vec())),
            Token::Value(Value::Number(12.0)),
            Token::Word(b"Tf"),
        ];
        assert_eq!(tokens, expected);
    }

    #[test]
    fn a_dictionary_gives_its_entries() {
        let tokens = all(b"/Span << /ActualText (x) /MCID 3 >> BDC");
        let Some(Token::Value(dictionary)) = tokens.get(1) else { panic!("{tokens:?}") };
        assert_eq!(dictionary.entry(b"ActualText"), Some(&Value::Text(b"x".to_vec())));
        assert_eq!(dictionary.entry(b"MCID").and_then(Value::number), Some(3.0));
    }

    #[test]
    fn nonsense_ends() {
        for bytes in
            [&b"((((("[..], b"<<<<[[[[", b">>>>]]]]", b"\\", b"/", b"<", b"{}{}", b"\xff\xfe", b"1e999 -- +"]
        {
            assert!(all(bytes).len() <= bytes.len());
        }
        let deep = vec![b'['; 10_000];
        assert!(!all(&deep).is_empty());
    }

    #[test]
    fn an_inline_image_is_skipped() {
        let mut lexer = Lexer::new(b" \x00EI\x01 EIx EI Q");
        lexer.skip_image();
        assert_eq!(lexer.next(), Some(Token::Word(b"Q")));
    }
}

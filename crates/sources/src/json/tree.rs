//! A JSON value with the raw text of every part.
//!
//! Written here, and not taken from a library, for three reasons: each object needs its own span,
//! for its digest; a record must not be lost for half of a surrogate pair in somebody's self
//! description or for a number beyond 64 bit; and protected members are passed over while
//! parsing, so that no value of theirs is ever built ([`Filter`]). Otherwise it accepts what
//! RFC 8259 does, which a property test compares with `serde_json`.

use std::borrow::Cow;

/// Values that may stand inside each other, as in `serde_json`.
const DEPTH: usize = 128;

/// A value and its raw text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node<'a> {
    /// The text of the value as it stands in the file.
    pub(crate) raw: &'a str,
    /// What it says.
    pub(crate) value: Value<'a>,
}

/// What a value says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Switch(bool),
    /// A number, as written.
    Number(&'a str),
    /// A string; half a surrogate pair reads as U+FFFD.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<Node<'a>>),
    /// An object, in the order of the file, repeated keys included.
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
}

impl<'a> Node<'a> {
    /// The member of this key; of repeated ones the last, as most programs read it.
    pub(crate) fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.members().iter().rev().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// The members of an object; none for anything else.
    pub(crate) fn members(&self) -> &[(Cow<'a, str>, Node<'a>)] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The keys of an object's members that were read; none for anything else.
    pub(crate) fn keys(&self) -> Vec<&str> {
        self.members().iter().map(|(key, _)| key.as_ref()).collect()
    }

    /// The elements of an array; none for anything else.
    pub(crate) fn elements(&self) -> &[Node<'a>] {
        match &self.value {
            Value::List(elements) => elements,
            _ => &[],
        }
    }

    /// A string without white space around it, or a number as written; `None` for anything else
    /// and for an empty string.
    pub(crate) fn text(&self) -> Option<&str> {
        let text = match &self.value {
            Value::Text(text) => text.trim(),
            Value::Number(number) => number,
            _ => "",
        };
        if text.is_empty() { None } else { Some(text) }
    }

    /// [`Self::text`] of the member of this key.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::text)
    }

    /// Whether it is an object.
    pub(crate) fn is_object(&self) -> bool {
        matches!(self.value, Value::Object(_))
    }
}

/// Decides which members are never read.
pub(crate) trait Filter {
    /// Whether the member `key`, which stands under `parents`, is passed over.
    fn passes_over(&mut self, parents: &[Cow<'_, str>], key: &str) -> bool;
}

/// A filter that lets everything through.
pub(crate) struct Everything;

impl Filter for Everything {
    fn passes_over(&mut self, _parents: &[Cow<'_, str>], _key: &str) -> bool {
        false
    }
}

/// Why a text is no JSON, and at which byte of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Byte, counted from 0.
    pub(crate) at: usize,
    /// What was expected, in one line, without any text of the file.
    pub(crate) why: &'static str,
}

/// Parses one value; white space may stand around it.
pub(crate) fn parse<'a>(text: &'a str, filter: &mut dyn Filter) -> Result<Node<'a>, Fault> {
    let mut parser = Parser { text, bytes: text.as_bytes(), at: 0, parents: Vec::new(), filter };
    parser.space();
    let node = parser.value(0)?;
    parser.space();
    if parser.at < parser.bytes.len() { Err(parser.fault("more text follows the value")) } else { Ok(node) }
}

struct Parser<'a, 'f> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    parents: Vec<Cow<'a, str>>,
    filter: &'f mut dyn Filter,
}

impl<'a> Parser<'a, '_> {
    fn fault(&self, why: &'static str) -> Fault {
        Fault { at: self.at, why }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn slice(&self, from: usize) -> &'a str {
        self.text.get(from..self.at).unwrap_or_default()
    }

    fn value(&mut self, depth: usize) -> Result<Node<'a>, Fault> {
        let start = self.at;
        let value = match self.begin(depth)? {
            b'{' => self.object(depth)?,
            b'[' => self.list(depth)?,
            b'"' => Value::Text(self.string()?),
            b't' => self.word("true", Value::Switch(true))?,
            b'f' => self.word("false", Value::Switch(false))?,
            b'n' => self.word("null", Value::Null)?,
            _ => Value::Number(self.number()?),
        };
        Ok(Node { raw: self.slice(start), value })
    }

    /// Follows the grammar of a value of which nothing is kept.
    fn pass(&mut self, depth: usize) -> Result<(), Fault> {
        match self.begin(depth)? {
            b'{' => self.each(b'}', |parser| {
                parser.key_begins()?;
                parser.pass_string()?;
                parser.colon()?;
                parser.pass(depth + 1)
            }),
            b'[' => self.each(b']', |parser| parser.pass(depth + 1)),
            b'"' => self.pass_string(),
            b't' => self.word("true", ()),
            b'f' => self.word("false", ()),
            b'n' => self.word("null", ()),
            _ => self.number().map(|_| ()),
        }
    }

    /// The byte with which a value may begin.
    fn begin(&self, depth: usize) -> Result<u8, Fault> {
        if depth >= DEPTH {
            return Err(self.fault("values nested deeper than 128"));
        }
        match self.peek() {
            Some(byte @ (b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n')) => Ok(byte),
            _ => Err(self.fault("a value was expected")),
        }
    }

    fn word<T>(&mut self, word: &'static str, value: T) -> Result<T, Fault> {
        if !self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            return Err(self.fault("a value was expected"));
        }
        self.at += word.len();
        Ok(value)
    }

    /// Reads what stands between a bracket and the one that closes it.
    fn each(&mut self, close: u8, mut one: impl FnMut(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        self.at += 1;
        self.space();
        if self.peek() == Some(close) {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.space();
            one(self)?;
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(byte) if byte == close => {
                    self.at += 1;
                    return Ok(());
                }
                _ if close == b']' => return Err(self.fault("`,` or `]` was expected")),
                _ => return Err(self.fault("`,` or `}` was expected")),
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value<'a>, Fault> {
        let mut elements = Vec::new();
        self.each(b']', |parser| {
            elements.push(parser.value(depth + 1)?);
            Ok(())
        })?;
        Ok(Value::List(elements))
    }

    fn object(&mut self, depth: usize) -> Result<Value<'a>, Fault> {
        let mut members = Vec::new();
        self.each(b'}', |parser| {
            parser.key_begins()?;
            let key = parser.string()?;
            parser.colon()?;
            parser.member(key, depth, &mut members)
        })?;
        Ok(Value::Object(members))
    }

    fn key_begins(&self) -> Result<(), Fault> {
        if self.peek() == Some(b'"') { Ok(()) } else { Err(self.fault("a key in quotes was expected")) }
    }

    fn colon(&mut self) -> Result<(), Fault> {
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.fault("`:` was expected"));
        }
        self.at += 1;
        self.space();
        Ok(())
    }

    fn member(
        &mut self,
        key: Cow<'a, str>,
        depth: usize,
        members: &mut Vec<(Cow<'a, str>, Node<'a>)>,
    ) -> Result<(), Fault> {
        if self.filter.passes_over(&self.parents, &key) {
            return self.pass(depth + 1);
        }
        // Only objects and lists have members of their own that need the key above them.
        if !matches!(self.peek(), Some(b'{' | b'[')) {
            let node = self.value(depth + 1)?;
            members.push((key, node));
            return Ok(());
        }
        self.parents.push(key);
        let node = self.value(depth + 1)?;
        if let Some(own) = self.parents.pop() {
            members.push((own, node));
        }
        Ok(())
    }

    fn number(&mut self) -> Result<&'a str, Fault> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(self.slice(start))
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.fault("a digit was expected")) } else { Ok(()) }
    }

    /// A string; most have no escapes and are borrowed.
    fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        self.at += 1;
        let start = self.at;
        self.plain();
        let first = self.slice(start);
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(first));
        }
        let mut text = first.to_owned();
        while let Some(character) = self.mark()? {
            text.push(character);
            let piece = self.at;
            self.plain();
            text.push_str(self.slice(piece));
        }
        Ok(Cow::Owned(text))
    }

    fn pass_string(&mut self) -> Result<(), Fault> {
        self.at += 1;
        self.plain();
        while self.mark()?.is_some() {
            self.plain();
        }
        Ok(())
    }

    /// Goes to the next byte that means something inside a string, or to the end of the text. Eight
    /// bytes at a time: most of a log is text in quotes.
    fn plain(&mut self) {
        const ONES: u64 = u64::MAX / 255;
        const HIGH: u64 = ONES * 0x80;
        let zero_in = |word: u64| word.wrapping_sub(ONES) & !word;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let (words, tail) = rest.as_chunks::<8>();
        for bytes in words {
            let word = u64::from_le_bytes(*bytes);
            let quote = zero_in(word ^ (ONES * u64::from(b'"')));
            let escape = zero_in(word ^ (ONES * u64::from(b'\\')));
            let control = word.wrapping_sub(ONES * 0x20) & !word;
            // A borrow reaches only bytes behind a hit, so the first one is always right.
            let hits = (quote | escape | control) & HIGH;
            if hits != 0 {
                self.at += hits.trailing_zeros() as usize / 8;
                return;
            }
            self.at += 8;
        }
        let plain = tail.iter().position(|byte| *byte < 0x20 || matches!(byte, b'"' | b'\\'));
        self.at += plain.unwrap_or(tail.len());
    }

    /// Reads what means something inside a string: an escape gives its character, the end of the
    /// string nothing.
    fn mark(&mut self) -> Result<Option<char>, Fault> {
        match self.peek() {
            None => Err(self.fault("a string is not closed")),
            Some(b'"') => {
                self.at += 1;
                Ok(None)
            }
            Some(b'\\') => {
                self.at += 1;
                self.escape().map(Some)
            }
            Some(0) => Err(self.fault("a zero byte stands inside a string")),
            Some(_) => Err(self.fault("a control character stands inside a string")),
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let character = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode_escape();
            }
            _ => return Err(self.fault("an unknown escape stands inside a string")),
        };
        self.at += 1;
        Ok(character)
    }

    fn unicode_escape(&mut self) -> Result<char, Fault> {
        let high = self.four_digits()?;
        if !(0xD800..0xDC00).contains(&high) {
            return Ok(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let behind = self.at;
        if self.bytes.get(behind..behind + 2) == Some(b"\\u") {
            self.at += 2;
            let low = self.four_digits()?;
            if (0xDC00..0xE000).contains(&low) {
                let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            // The second escape is a character of its own.
            self.at = behind;
        }
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn four_digits(&mut self) -> Result<u32, Fault> {
        let mut code = 0;
        for _ in 0..4 {
            let Some(digit) = self.peek().and_then(|byte| char::from(byte).to_digit(16)) else {
                return Err(self.fault("four hexadecimal digits were expected"));
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}

#[cfg(test)]
#[path = "tree_tests.rs"]
pub(crate) mod tests;

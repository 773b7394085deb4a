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
    /// `null`, and what was only followed inside a member that is passed over.
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
    let mut parser =
        Parser { text, bytes: text.as_bytes(), at: 0, parents: Vec::new(), muted: false, filter };
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
    /// Inside a member that is passed over: its grammar is followed, the filter not asked.
    muted: bool,
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
        if depth >= DEPTH {
            return Err(self.fault("values nested deeper than 128"));
        }
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Value::Switch(true))?,
            Some(b'f') => self.word("false", Value::Switch(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            _ => return Err(self.fault("a value was expected")),
        };
        Ok(Node { raw: self.slice(start), value })
    }

    fn word(&mut self, word: &'static str, value: Value<'a>) -> Result<Value<'a>, Fault> {
        if !self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            return Err(self.fault("a value was expected"));
        }
        self.at += word.len();
        Ok(value)
    }

    fn list(&mut self, depth: usize) -> Result<Value<'a>, Fault> {
        self.at += 1;
        let mut elements = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::List(elements));
        }
        loop {
            self.space();
            let element = self.value(depth + 1)?;
            if !self.muted {
                elements.push(element);
            }
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Value::List(elements));
                }
                _ => return Err(self.fault("`,` or `]` was expected")),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value<'a>, Fault> {
        self.at += 1;
        let mut members = Vec::new();
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.fault("a key in quotes was expected"));
            }
            let key = self.string()?;
            self.space();
            if self.peek() != Some(b':') {
                return Err(self.fault("`:` was expected"));
            }
            self.at += 1;
            self.space();
            self.member(key, depth, &mut members)?;
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Value::Object(members));
                }
                _ => return Err(self.fault("`,` or `}` was expected")),
            }
        }
    }

    fn member(
        &mut self,
        key: Cow<'a, str>,
        depth: usize,
        members: &mut Vec<(Cow<'a, str>, Node<'a>)>,
    ) -> Result<(), Fault> {
        if self.muted {
            self.value(depth + 1)?;
            return Ok(());
        }
        if self.filter.passes_over(&self.parents, &key) {
            self.muted = true;
            let passed = self.value(depth + 1);
            self.muted = false;
            passed?;
            return Ok(());
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

    fn number(&mut self) -> Result<Value<'a>, Fault> {
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
        Ok(Value::Number(self.slice(start)))
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
        let mut piece = self.at;
        let mut owned: Option<String> = None;
        loop {
            match self.peek() {
                None => return Err(self.fault("a string is not closed")),
                Some(b'"') => {
                    let last = self.slice(piece);
                    self.at += 1;
                    return Ok(match owned {
                        None => Cow::Borrowed(last),
                        Some(mut text) => {
                            text.push_str(last);
                            Cow::Owned(text)
                        }
                    });
                }
                Some(b'\\') => {
                    let text = owned.get_or_insert_with(String::new);
                    text.push_str(self.text.get(piece..self.at).unwrap_or_default());
                    self.at += 1;
                    let character = self.escape()?;
                    owned.get_or_insert_with(String::new).push(character);
                    piece = self.at;
                }
                Some(0) => return Err(self.fault("a zero byte stands inside a string")),
                Some(0..=0x1F) => return Err(self.fault("a control character stands inside a string")),
                Some(_) => self.at += 1,
            }
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

//! Where a JSON value ends, found by brackets and strings alone.
//!
//! This scanner checks nothing else, so that the end of an element with a fault inside is still
//! found and the rest of the file goes on; [`super::tree`] checks what lies between. A line end
//! inside a string closes the string: JSON forbids it, and a forgotten quote then costs one line
//! of structure and not the rest of the file.

use std::ops::Range;

/// Brackets that may stand inside each other. Far above what [`super::tree`] accepts.
pub(super) const DEPTH: usize = 512;

/// Members of one object that are listed; what stands behind them decides nothing.
const MEMBERS: usize = 4096;

/// A member of the outermost object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// Where the text of its key stands between the quotes, from the start of the value.
    pub(super) key: Range<usize>,
    /// The first byte of its value; `None` where the bytes at hand end before it.
    pub(super) opens: Option<u8>,
}

/// What the bytes so far say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The value goes on behind the bytes at hand.
    More,
    /// The value ends before this position.
    Whole(usize),
    /// At this position stands a bracket that closes another kind, or one too many is open.
    Torn(usize),
}

/// Follows one value that begins with a bracket or a quote.
#[derive(Default)]
pub(super) struct Spanner {
    at: usize,
    open: Vec<u8>,
    in_text: bool,
    escaped: bool,
    text_start: usize,
    last_text: Option<Range<usize>>,
    value_due: bool,
    members: Vec<Member>,
}

impl Spanner {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Members of the outermost object seen so far.
    pub(super) fn members(&self) -> &[Member] {
        &self.members
    }

    /// How far the bytes were followed.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Whether a torn value was given up because it goes deeper than [`DEPTH`].
    pub(super) fn is_too_deep(&self) -> bool {
        self.open.len() >= DEPTH
    }

    /// Follows the value through `bytes`, which begin where it begins; those already followed are
    /// not looked at again.
    pub(super) fn step(&mut self, bytes: &[u8]) -> Step {
        while let Some(&byte) = bytes.get(self.at) {
            let here = self.at;
            self.at += 1;
            if self.in_text {
                if self.text_goes_on(byte, here) {
                    continue;
                }
                if self.open.is_empty() {
                    return Step::Whole(self.at);
                }
                continue;
            }
            if byte.is_ascii_whitespace() {
                continue;
            }
            if self.value_due {
                self.value_due = false;
                if let Some(member) = self.members.last_mut() {
                    member.opens = Some(byte);
                }
            }
            match byte {
                b'"' => {
                    self.in_text = true;
                    self.text_start = self.at;
                }
                b'{' | b'[' => {
                    if self.open.len() >= DEPTH {
                        return Step::Torn(here);
                    }
                    self.open.push(byte);
                }
                b'}' | b']' => {
                    let opening = if byte == b'}' { b'{' } else { b'[' };
                    if self.open.pop() != Some(opening) {
                        return Step::Torn(here);
                    }
                    if self.open.is_empty() {
                        return Step::Whole(self.at);
                    }
                }
                b':' if self.open.len() == 1 => self.member(),
                _ => {}
            }
        }
        Step::More
    }

    /// Whether the string goes on behind this byte.
    fn text_goes_on(&mut self, byte: u8, here: usize) -> bool {
        match byte {
            b'\n' | b'\r' => self.escaped = false,
            _ if self.escaped => {
                self.escaped = false;
                return true;
            }
            b'\\' => {
                self.escaped = true;
                return true;
            }
            b'"' => {}
            _ => return true,
        }
        self.in_text = false;
        if self.open.len() == 1 {
            self.last_text = Some(self.text_start..here);
        }
        false
    }

    fn member(&mut self) {
        let Some(key) = self.last_text.take() else {
            return;
        };
        if self.open.first() == Some(&b'{') && self.members.len() < MEMBERS {
            self.members.push(Member { key, opens: None });
            self.value_due = true;
        }
    }
}

/// A [`Spanner`] for values that are only passed over: it forgets the bytes behind it.
#[derive(Default)]
pub(super) struct Skipper(Spanner);

impl Skipper {
    /// As [`Spanner::is_too_deep`].
    pub(super) fn is_too_deep(&self) -> bool {
        self.0.is_too_deep()
    }

    /// Follows the value through the next bytes, which join on to those of the call before.
    pub(super) fn step(&mut self, bytes: &[u8]) -> Step {
        self.0.at = 0;
        self.0.members.clear();
        self.0.last_text = None;
        self.0.step(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> (Step, Vec<(String, Option<u8>)>) {
        let mut spanner = Spanner::new();
        let step = spanner.step(text.as_bytes());
        let members = spanner
            .members()
            .iter()
            .map(|member| (text.get(member.key.clone()).unwrap_or_default().to_owned(), member.opens))
            .collect();
        (step, members)
    }

    #[test]
    fn finds_the_end_and_the_members() {
        let (step, members) = whole(r#"{"a" : {"x": [1, "}"]}, "b\"c":[], "d":1} tail"#);
        assert_eq!(step, Step::Whole(41));
        assert_eq!(
            members,
            [("a".into(), Some(b'{')), (r#"b\"c"#.into(), Some(b'[')), ("d".into(), Some(b'1'))]
        );
    }

    #[test]
    fn a_forgotten_quote_costs_one_line_and_not_the_rest() {
        let (step, _) = whole("{\n\"name\": \"Jo,\n\"b\": 1\n}\n");
        assert_eq!(step, Step::Whole(23));
    }

    #[test]
    fn crossed_brackets_are_torn() {
        assert_eq!(whole(r#"{"a": [1, 2}"#).0, Step::Torn(11));
        assert_eq!(whole(&"[".repeat(600)).0, Step::Torn(DEPTH));
    }

    #[test]
    fn pieces_of_any_size_give_the_same_end() {
        let text = r#"{"a": "\\\"", "b": ["\u007d", {"c": "]"}], "d": {}}"#;
        let mut skipper = Skipper::default();
        for (index, byte) in text.bytes().enumerate() {
            let step = skipper.step(&[byte]);
            assert_eq!(step, if index + 1 == text.len() { Step::Whole(1) } else { Step::More });
        }
    }
}

//! Passing over what is not read, in fixed memory.

use std::io::Read;

use super::span::{Skipper, Spanner, Step};
use super::tree::{self, Everything};
use super::window::Window;

/// Bytes of a key, at most; a longer one is taken for an empty one.
const KEY: usize = 1024 * 1024;

impl<R: Read> Window<R> {
    /// Consumes a key and gives its text; an overlong one is cut.
    pub(super) fn key(&mut self) -> String {
        let mut spanner = Spanner::new();
        loop {
            if let Step::Whole(length) = spanner.step(self.ahead()) {
                let bytes = self.ahead().get(..length).unwrap_or_default();
                let raw = std::str::from_utf8(bytes).unwrap_or_default();
                let key = match tree::parse(raw, &mut Everything) {
                    Ok(node) => node.text().unwrap_or_default().to_owned(),
                    Err(_) => String::new(),
                };
                self.consume(length);
                return key;
            }
            if spanner.at() > KEY {
                self.skip_value();
                return String::new();
            }
            if !self.more() {
                let rest = self.ahead().len();
                self.consume(rest);
                return String::new();
            }
        }
    }

    /// Passes over a list, object or string of any length in fixed memory; gives whether it was
    /// given up because it goes too deep.
    pub(super) fn skip_value(&mut self) -> bool {
        let mut skipper = Skipper::default();
        let start = self.offset();
        loop {
            let length = self.ahead().len();
            match skipper.step(self.ahead()) {
                Step::Whole(end) => {
                    self.consume(end);
                    return false;
                }
                Step::Torn(at) => {
                    // At least one byte in all, so that the walk goes on.
                    let least = usize::from(self.offset() == start);
                    self.consume(at.max(least));
                    return skipper.is_too_deep();
                }
                Step::More => self.consume(length),
            }
            if !self.more() {
                return false;
            }
        }
    }

    /// Passes over what is neither list, object nor string; gives whether it is a JSON scalar.
    pub(super) fn skip_scalar(&mut self) -> bool {
        let mut start = Vec::new();
        loop {
            let ahead = self.ahead();
            let is_end = |byte: &u8| {
                matches!(byte, b',' | b'[' | b']' | b'{' | b'}' | b'"') || byte.is_ascii_whitespace()
            };
            let end = ahead.iter().position(is_end);
            let part = ahead.get(..end.unwrap_or(ahead.len())).unwrap_or_default();
            let free = 64_usize.saturating_sub(start.len());
            start.extend_from_slice(part.get(..part.len().min(free)).unwrap_or_default());
            let count = part.len();
            self.consume(count);
            if end.is_some() || !self.more() {
                break;
            }
        }
        if start.is_empty() {
            // A stray bracket or quote: one step, so that the walk always goes on.
            match self.peek() {
                Some(b'"') => {
                    self.skip_value();
                }
                _ => self.consume(1),
            }
            return false;
        }
        std::str::from_utf8(&start).is_ok_and(|text| tree::parse(text, &mut Everything).is_ok())
    }

    /// Consumes up to the next line that begins with so many blanks and `{`, behind this one.
    pub(super) fn next_at(&mut self, indent: usize) -> bool {
        self.consume(1);
        let mut blanks: Option<usize> = None;
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' | b'\r' => blanks = Some(0),
                b' ' | b'\t' => blanks = blanks.map(|count| count + 1),
                b'{' if blanks == Some(indent) => return true,
                _ => blanks = None,
            }
            self.consume(1);
        }
        false
    }
}

//! Lines of a file with their raw bytes, whatever ends them and however they are encoded.
//!
//! `\n`, `\r\n` and a lone `\r` end a line, also mixed in one file. A line keeps its bytes as they
//! stand, because a record's digest is taken of them. A line longer than [`LONGEST`] is skipped in
//! fixed memory.

use std::io::{self, Read};

use crate::text::Encoding;

/// Longest line that is read, in bytes.
pub(crate) const LONGEST: usize = 16 * 1024 * 1024;

/// One line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RawLine {
    /// Counted from 1.
    pub(crate) number: u64,
    /// Its bytes without the line end; empty where it was too long.
    pub(crate) raw: Vec<u8>,
    /// The bytes that end it; empty at the end of the file.
    pub(crate) end: Vec<u8>,
    /// Whether it was longer than [`LONGEST`] and left out.
    pub(crate) too_long: bool,
}

/// Reads lines in fixed memory.
pub(crate) struct LineReader<R> {
    input: R,
    encoding: Encoding,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    number: u64,
    longest: usize,
}

/// What a code unit is to a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Feed,
    Return,
    Other,
}

impl<R: Read> LineReader<R> {
    /// Wraps the raw bytes of a file whose byte order mark is `mark` bytes long.
    pub(crate) fn new(input: R, encoding: Encoding, mark: usize) -> io::Result<Self> {
        let mut reader = Self {
            input,
            encoding,
            buffer: vec![0; 128 * 1024],
            start: 0,
            end: 0,
            ended: false,
            number: 0,
            longest: LONGEST,
        };
        reader.fill()?;
        reader.start = mark.min(reader.end);
        Ok(reader)
    }

    #[cfg(test)]
    pub(crate) fn with_longest(mut self, longest: usize) -> Self {
        self.longest = longest;
        self
    }

    /// Moves what is left to the front and reads more behind it.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        while self.end < 4 && !self.ended {
            let free = self.buffer.get_mut(self.end..).unwrap_or_default();
            match self.input.read(free) {
                Ok(0) => self.ended = true,
                Ok(count) => self.end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Bytes at hand, in whole code units; all that is left at the end of the file.
    fn at_hand(&self) -> &[u8] {
        let length = self.end - self.start;
        let whole = if self.ended { length } else { length - length % self.encoding.unit() };
        self.buffer.get(self.start..self.start + whole).unwrap_or_default()
    }

    fn unit_at(&self, bytes: &[u8], index: usize) -> Unit {
        let value = match (self.encoding, bytes.get(index), bytes.get(index + 1)) {
            (Encoding::Utf16Le, Some(low), Some(high)) => u16::from_le_bytes([*low, *high]),
            (Encoding::Utf16Be, Some(high), Some(low)) => u16::from_be_bytes([*high, *low]),
            (Encoding::Utf8 | Encoding::Windows1252, Some(byte), _) => u16::from(*byte),
            _ => return Unit::Other,
        };
        match value {
            0x0A => Unit::Feed,
            0x0D => Unit::Return,
            _ => Unit::Other,
        }
    }

    /// Where the line at hand ends inside `bytes`.
    fn find_end(&self, bytes: &[u8]) -> Option<usize> {
        if self.encoding.unit() == 1 {
            return bytes.iter().position(|byte| *byte == b'\n' || *byte == b'\r');
        }
        (0..bytes.len()).step_by(2).find(|index| self.unit_at(bytes, *index) != Unit::Other)
    }

    /// Reads the next line into `line`; gives false at the end of the file.
    pub(crate) fn next_line(&mut self, line: &mut RawLine) -> io::Result<bool> {
        line.raw.clear();
        line.end.clear();
        line.too_long = false;
        let mut any = false;
        loop {
            if self.at_hand().is_empty() {
                self.fill()?;
            }
            let bytes = self.at_hand();
            if bytes.is_empty() {
                if any {
                    self.number += 1;
                    line.number = self.number;
                }
                return Ok(any);
            }
            any = true;
            let found = self.find_end(bytes);
            let part = bytes.get(..found.unwrap_or(bytes.len())).unwrap_or_default();
            if line.too_long || line.raw.len() + part.len() > self.longest {
                line.too_long = true;
                line.raw.clear();
                line.raw.shrink_to(64 * 1024);
            } else {
                line.raw.extend_from_slice(part);
            }
            let length = part.len();
            self.start += length;
            if found.is_some() {
                self.take_end(line)?;
                self.number += 1;
                line.number = self.number;
                return Ok(true);
            }
        }
    }

    /// Takes the line end at the reading position: one unit, or `\r\n`.
    fn take_end(&mut self, line: &mut RawLine) -> io::Result<()> {
        let unit = self.encoding.unit();
        if self.end - self.start < 2 * unit {
            self.fill()?;
        }
        let bytes = self.at_hand();
        let pair = self.unit_at(bytes, 0) == Unit::Return && self.unit_at(bytes, unit) == Unit::Feed;
        let length = if pair { 2 * unit } else { unit.min(bytes.len()) };
        line.end.extend_from_slice(bytes.get(..length).unwrap_or_default());
        self.start += length;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(bytes: &[u8], encoding: Encoding) -> Vec<RawLine> {
        let mut reader = LineReader::new(bytes, encoding, 0).unwrap().with_longest(64);
        let mut found = Vec::new();
        let mut line = RawLine::default();
        while reader.next_line(&mut line).unwrap() {
            found.push(line.clone());
        }
        found
    }

    #[test]
    fn every_line_end_counts_once_also_mixed() {
        let texts: Vec<(u64, Vec<u8>)> =
            lines(b"a\nb\r\nc\rd\n\ne", Encoding::Utf8).into_iter().map(|l| (l.number, l.raw)).collect();
        let expected: Vec<(u64, Vec<u8>)> =
            [(1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, ""), (6, "e")].map(|(n, t)| (n, t.into())).into();
        assert_eq!(texts, expected);
    }

    #[test]
    fn a_line_over_the_limit_is_left_out_and_the_next_is_read() {
        let mut bytes = vec![b'x'; 100_000];
        bytes.extend_from_slice(b"\nnext");
        let found = lines(&bytes, Encoding::Utf8);
        assert_eq!(found.len(), 2);
        assert!(found[0].too_long && found[0].raw.is_empty());
        assert_eq!((found[1].number, found[1].raw.as_slice()), (2, b"next".as_slice()));
    }

    #[test]
    fn utf_16_does_not_end_lines_inside_other_characters() {
        // U+0A0D and U+0D0A hold the bytes of both line ends and are letters or unassigned.
        let text = "\u{0A0D}\u{0D0A}\nb";
        for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
            let found = lines(&encoding.encode(text), encoding);
            assert_eq!(found.len(), 2, "{encoding:?}");
            assert_eq!(encoding.decode(&found[1].raw), "b");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn nothing_is_lost(bytes in proptest::collection::vec(prop_oneof![Just(b'\n'), Just(b'\r'), any::<u8>()], 0..60),
                           kind in 0..4_usize) {
            let encoding = [Encoding::Utf8, Encoding::Windows1252, Encoding::Utf16Le, Encoding::Utf16Be][kind];
            let mut joined = Vec::new();
            for (index, line) in lines(&bytes, encoding).into_iter().enumerate() {
                prop_assert_eq!(line.number, index as u64 + 1);
                joined.extend(line.raw);
                joined.extend(line.end);
            }
            prop_assert_eq!(joined, bytes);
        }
    }
}

//! Bytes ahead of the reading position, as many as somebody asks for.

use std::io::Read;

/// Bytes fetched at once.
const CHUNK: u64 = 256 * 1024;

/// The part of a stream that has been fetched and not yet consumed.
///
/// Whoever looks ahead bounds how far: the window itself grows as long as it is asked for more.
pub(super) struct Window<R> {
    input: R,
    bytes: Vec<u8>,
    start: usize,
    consumed: u64,
    ended: bool,
    failure: Option<String>,
}

impl<R: Read> Window<R> {
    pub(super) fn new(input: R) -> Self {
        Self::starting(input, 0)
    }

    /// A window over a part of a file that begins behind `consumed` bytes of it.
    pub(super) fn starting(input: R, consumed: u64) -> Self {
        Self { input, bytes: Vec::new(), start: 0, consumed, ended: false, failure: None }
    }

    /// What has been fetched and not consumed.
    pub(super) fn ahead(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    /// How many bytes were consumed so far.
    pub(super) fn offset(&self) -> u64 {
        self.consumed
    }

    /// Why the stream broke off, if it did so before its end.
    pub(super) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// Fetches more; false at the end of the stream.
    pub(super) fn more(&mut self) -> bool {
        if self.ended {
            return false;
        }
        if self.start > 0 && self.start * 2 >= self.bytes.len() {
            self.bytes.drain(..self.start);
            self.start = 0;
        }
        let kept = self.bytes.len();
        // Into the free part of the buffer, which is not filled with zeros first.
        let read = self.input.by_ref().take(CHUNK).read_to_end(&mut self.bytes);
        if let Err(error) = &read {
            self.failure = Some(crate::walk::reason(error));
        }
        let came = self.bytes.len() > kept;
        self.ended = !came || read.is_err();
        came
    }

    /// Leaves `count` bytes behind.
    pub(super) fn consume(&mut self, count: usize) {
        let count = count.min(self.ahead().len());
        self.start += count;
        self.consumed += count as u64;
    }

    /// The next byte, without consuming it.
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            if let Some(byte) = self.ahead().first() {
                return Some(*byte);
            }
            if !self.more() {
                return None;
            }
        }
    }

    /// Consumes white space and gives the next byte, with the number of spaces that it is indented
    /// by where it is the first of its line.
    pub(super) fn peek_token(&mut self) -> Option<(u8, Option<usize>)> {
        let mut indent = if self.consumed == 0 { Some(0) } else { None };
        loop {
            let byte = self.peek()?;
            match byte {
                b'\n' | b'\r' => indent = Some(0),
                b' ' | b'\t' => indent = indent.map(|count| count + 1),
                _ => return Some((byte, indent)),
            }
            self.consume(1);
        }
    }
}

//! Encodings: how bytes become text, and text the bytes it came from.
//!
//! A file's encoding is decided over the whole file, not over its start, so that neither the
//! order of its rows nor its length changes the decision: a byte order mark first, then UTF-16 by
//! where its zero bytes stand, then UTF-8 if it is valid, else Windows-1252, which contains
//! Latin-1 and gives every byte a character.

use std::borrow::Cow;
use std::io::{self, Read};

use bonafide_records::Digest;
use sha2::{Digest as _, Sha256};

/// How a file writes characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first: what Excel calls "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, of which Latin-1 is a part.
    Windows1252,
}

impl Encoding {
    /// The word used in mapping files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// The encoding that a mapping file names; `None` for one that is not read.
    ///
    /// ```
    /// use bonafide_sources::text::Encoding;
    /// assert_eq!(Encoding::from_word("Latin-1"), Some(Encoding::Windows1252));
    /// assert_eq!(Encoding::from_word("EBCDIC"), None);
    /// ```
    pub fn from_word(word: &str) -> Option<Self> {
        let plain: String =
            word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        match plain.as_str() {
            "utf8" | "utf8sig" | "utf8bom" => Some(Self::Utf8),
            "utf16" | "utf16le" | "unicode" => Some(Self::Utf16Le),
            "utf16be" => Some(Self::Utf16Be),
            "windows1252" | "cp1252" | "1252" | "latin1" | "iso88591" | "iso885915" | "ansi" => {
                Some(Self::Windows1252)
            }
            _ => None,
        }
    }

    /// Bytes of one code unit: 2 for UTF-16, else 1.
    pub fn unit(self) -> usize {
        match self {
            Self::Utf16Le | Self::Utf16Be => 2,
            Self::Utf8 | Self::Windows1252 => 1,
        }
    }

    fn engine(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        }
    }

    /// Bytes as text. What is no character becomes U+FFFD.
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        self.engine().decode_without_bom_handling(bytes).0
    }

    /// Text as the bytes that this encoding writes for it; the inverse of [`Self::decode`] for
    /// all text that came from it without damage.
    pub fn encode(self, text: &str) -> Cow<'_, [u8]> {
        match self {
            Self::Utf8 => Cow::Borrowed(text.as_bytes()),
            Self::Utf16Le => Cow::Owned(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Self::Utf16Be => Cow::Owned(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Self::Windows1252 => encoding_rs::WINDOWS_1252.encode(text).0,
        }
    }
}

/// SHA-256 of bytes.
pub fn digest(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// SHA-256 of a piece of decoded text as it stands in its file: the text is written back in the
/// file's encoding first.
///
/// ```
/// use bonafide_sources::text::{Encoding, digest, raw_digest};
/// assert_eq!(raw_digest("ü", Encoding::Windows1252), digest(b"\xfc"));
/// ```
pub fn raw_digest(text: &str, encoding: Encoding) -> Digest {
    digest(&encoding.encode(text))
}

/// Text of a file as it may stand in a message: on one line, and without anything that could steer
/// a terminal or turn the reading direction.
pub(crate) fn plain(text: &str) -> String {
    let shown = |character: char| match character {
        '\n' | '\r' | '\t' => ' ',
        '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '?',
        other if other.is_control() => '?',
        other => other,
    };
    text.chars().map(shown).collect()
}

/// What one pass over a file finds out.
#[derive(Debug, Clone)]
pub struct Survey {
    /// SHA-256 of the whole file.
    pub sha256: Digest,
    /// Its length in bytes.
    pub length: u64,
    /// How it writes characters.
    pub encoding: Encoding,
    /// Bytes of the byte order mark at its start: 0, 2 or 3.
    pub mark: usize,
    /// Its first bytes, at most [`HEAD`].
    pub head: Vec<u8>,
    /// Whether it is no text: it holds zero bytes although it is not UTF-16, and more than one byte
    /// in twenty is a control character. A single zero byte in a text is damage of its row.
    pub binary: bool,
}

/// Bytes kept of a file's start, for sniffing.
pub const HEAD: usize = 64 * 1024;

/// Reads a file once, in fixed memory: digest, length, encoding and start.
pub fn survey(mut input: impl Read) -> io::Result<Survey> {
    let mut hasher = Sha256::new();
    let mut length = 0_u64;
    let mut head = Vec::new();
    let mut counts = Counts::default();
    let mut buffer = vec![0_u8; 256 * 1024];
    loop {
        let count = match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let part = buffer.get(..count).unwrap_or_default();
        hasher.update(part);
        if head.len() < HEAD {
            head.extend_from_slice(part.get(..part.len().min(HEAD - head.len())).unwrap_or_default());
        }
        counts.add(part, length);
        length += count as u64;
    }
    let (encoding, mark) = counts.decide(&head);
    let binary = encoding.unit() == 1 && counts.is_binary();
    Ok(Survey { sha256: Digest(hasher.finalize().into()), length, encoding, mark, head, binary })
}

/// Counts that decide the encoding, gathered in parts.
#[derive(Debug, Default)]
struct Counts {
    zeros: u64,
    /// Control characters that no text holds, zero bytes among them.
    controls: u64,
    zeros_at_even: u64,
    bytes: u64,
    /// Continuation bytes still due of the UTF-8 character at hand.
    due: u8,
    /// Characters of more than one byte that were whole.
    whole: u64,
    /// Bytes that stand where UTF-8 does not allow them.
    broken: u64,
}

/// Bytes that are looked at together; few enough for their count to fit into a byte.
const BLOCK: usize = 128;

fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 14..=26 | 28..=31)
}

impl Counts {
    /// Five control characters are damage at most, in however short a file.
    fn is_binary(&self) -> bool {
        self.zeros > 0 && self.controls > 5 && self.controls * 20 > self.bytes
    }

    fn add(&mut self, part: &[u8], mut offset: u64) {
        for block in part.chunks(BLOCK) {
            let controls = block.iter().fold(0_u8, |sum, byte| sum + u8::from(is_control(*byte)));
            // A zero byte is a control character, so a block without any holds none.
            if self.due > 0 || controls > 0 || !block.is_ascii() {
                self.controls += u64::from(controls);
                self.look_closely(block, offset);
            }
            self.bytes += block.len() as u64;
            offset += block.len() as u64;
        }
    }

    fn look_closely(&mut self, block: &[u8], offset: u64) {
        for (index, byte) in (offset..).zip(block.iter().copied()) {
            if byte == 0 {
                self.zeros += 1;
                self.zeros_at_even += u64::from(index % 2 == 0);
            }
            self.utf8(byte);
        }
    }

    /// A coarse check of UTF-8: lead and continuation bytes. Overlong forms and surrogates are
    /// found when the record is decoded.
    fn utf8(&mut self, byte: u8) {
        let continues = byte & 0b1100_0000 == 0b1000_0000;
        if self.due > 0 && continues {
            self.due -= 1;
            self.whole += u64::from(self.due == 0);
            return;
        }
        self.broken += u64::from(self.due > 0);
        self.due = match byte {
            0xC2..=0xDF => 1,
            0xE0..=0xEF => 2,
            0xF0..=0xF4 => 3,
            _ => 0,
        };
        self.broken += u64::from(byte >= 0x80 && self.due == 0);
    }

    fn decide(&self, head: &[u8]) -> (Encoding, usize) {
        if head.starts_with(&[0xEF, 0xBB, 0xBF]) {
            return (Encoding::Utf8, 3);
        }
        if head.starts_with(&[0xFF, 0xFE]) {
            return (Encoding::Utf16Le, 2);
        }
        if head.starts_with(&[0xFE, 0xFF]) {
            return (Encoding::Utf16Be, 2);
        }
        // In UTF-16 most high bytes of European text are zero, and nearly all zeros are high bytes.
        if self.bytes >= 4 && self.zeros * 4 >= self.bytes {
            let at_odd = self.zeros - self.zeros_at_even;
            if at_odd > self.zeros_at_even * 8 {
                return (Encoding::Utf16Le, 0);
            }
            if self.zeros_at_even > at_odd * 8 {
                return (Encoding::Utf16Be, 0);
            }
        }
        let broken = self.broken + u64::from(self.due > 0);
        // A few broken bytes in a file full of whole characters are damage, not another encoding.
        if broken == 0 || self.whole > broken * 2 { (Encoding::Utf8, 0) } else { (Encoding::Windows1252, 0) }
    }
}

/// A reader that gives a file's text as UTF-8, without its byte order mark.
///
/// UTF-8 is passed on byte by byte, so that digests of spans are digests of the file's own bytes;
/// what is broken in it is left for the reader behind to set aside. UTF-16 and Windows-1252 are
/// written as UTF-8.
pub struct Utf8Reader<R> {
    input: R,
    /// `None` for UTF-8.
    decoder: Option<encoding_rs::Decoder>,
    raw: Vec<u8>,
    start: usize,
    end: usize,
    skip: usize,
    text: Vec<u8>,
    text_start: usize,
    ended: bool,
}

impl<R: Read> Utf8Reader<R> {
    /// Wraps the raw bytes of a file, from its first one on; `mark` as in [`Survey::mark`].
    pub fn new(input: R, encoding: Encoding, mark: usize) -> Self {
        let decoder = match encoding {
            Encoding::Utf8 => None,
            other => Some(other.engine().new_decoder_without_bom_handling()),
        };
        Self {
            input,
            decoder,
            raw: vec![0; 64 * 1024],
            start: 0,
            end: 0,
            skip: mark,
            text: Vec::new(),
            text_start: 0,
            ended: false,
        }
    }

    /// As [`Self::new`], and what is broken in UTF-8 becomes U+FFFD, for readers that take text alone.
    pub(crate) fn lossy(input: R, encoding: Encoding, mark: usize) -> Self {
        let decoder = Some(encoding.engine().new_decoder_without_bom_handling());
        Self { decoder, ..Self::new(input, encoding, mark) }
    }

    /// Fills the raw buffer when it is used up; gives whether bytes are there.
    fn fill(&mut self) -> io::Result<bool> {
        while self.start >= self.end {
            let count = match self.input.read(&mut self.raw) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if count == 0 {
                return Ok(false);
            }
            let skipped = self.skip.min(count);
            self.skip -= skipped;
            self.start = skipped;
            self.end = count;
        }
        Ok(true)
    }

    /// Decodes what the raw buffer holds into the text buffer.
    fn decode(&mut self, last: bool) {
        let Some(decoder) = self.decoder.as_mut() else {
            return;
        };
        let source = self.raw.get(self.start..self.end).unwrap_or_default();
        let needed = decoder.max_utf8_buffer_length(source.len()).unwrap_or(source.len() * 3 + 16);
        self.text.resize(needed, 0);
        let (_, read, written, _) = decoder.decode_to_utf8(source, &mut self.text, last);
        self.start += read;
        self.text.truncate(written);
        self.text_start = 0;
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.decoder.is_none() {
            if self.skip == 0 && self.start >= self.end {
                return self.input.read(out);
            }
            if !self.fill()? {
                return Ok(0);
            }
            let source = self.raw.get(self.start..self.end).unwrap_or_default();
            let count = copy_into(source, out);
            self.start += count;
            return Ok(count);
        }
        while self.text_start >= self.text.len() {
            if self.ended {
                return Ok(0);
            }
            let more = self.fill()?;
            self.ended = !more;
            self.decode(!more);
        }
        let count = copy_into(self.text.get(self.text_start..).unwrap_or_default(), out);
        self.text_start += count;
        Ok(count)
    }
}

fn copy_into(source: &[u8], out: &mut [u8]) -> usize {
    let count = source.len().min(out.len());
    if let (Some(from), Some(to)) = (source.get(..count), out.get_mut(..count)) {
        to.copy_from_slice(from);
    }
    count
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;

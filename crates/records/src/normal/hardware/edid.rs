//! The base block of an EDID: the 128 bytes by which a screen names itself (VESA E-EDID A2, 3).

/// What the base block says, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edid {
    /// Three letters; `None` where the five-bit letters are none of A to Z.
    pub(super) maker: Option<String>,
    pub(super) product: u16,
    pub(super) number: u32,
    pub(super) text: Option<String>,
    pub(super) name: Option<String>,
    /// 1 to 54; `None` where unsaid, and where the year is that of the model.
    pub(super) week: Option<u8>,
    pub(super) year: u16,
    /// Whether the block's checksum is wrong.
    pub(super) is_damaged: bool,
}

const LENGTH: usize = 128;
const HEADER: [u8; 8] = [0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0];
/// Where the four descriptors stand, 18 bytes each.
const DESCRIPTORS: [usize; 4] = [54, 72, 90, 108];
const SERIAL_TEXT: u8 = 0xff;
const MONITOR_NAME: u8 = 0xfc;

impl Edid {
    /// Reads bytes, or their text in hexadecimal. Extensions are not read and may be missing.
    pub(super) fn read(blob: &[u8]) -> Option<Self> {
        let bytes = if blob.starts_with(&HEADER) {
            blob.get(..LENGTH)?.to_vec()
        } else {
            from_hexadecimal(blob).filter(|bytes| bytes.starts_with(&HEADER))?
        };
        let pair = |at: usize| Some([*bytes.get(at)?, *bytes.get(at + 1)?]);
        let serial = bytes.get(12..16)?.try_into().ok()?;
        let week = *bytes.get(16)?;
        Some(Self {
            // The highest bit is reserved, and set by the default block of one KVM device.
            maker: letters(u16::from_be_bytes(pair(8)?) & 0x7fff),
            product: u16::from_le_bytes(pair(10)?),
            number: u32::from_le_bytes(serial),
            text: descriptor(&bytes, SERIAL_TEXT),
            name: descriptor(&bytes, MONITOR_NAME),
            week: (1..=54).contains(&week).then_some(week),
            year: 1990 + u16::from(*bytes.get(17)?),
            is_damaged: bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte)) != 0,
        })
    }
}

/// The three letters of a maker's number: five bits each, 1 is A, the highest bit is zero.
pub(super) fn letters(number: u16) -> Option<String> {
    if number >> 15 != 0 {
        return None;
    }
    let mut out = String::with_capacity(3);
    for shift in [10, 5, 0] {
        let letter = ((number >> shift) & 31) as u8;
        if !(1..=26).contains(&letter) {
            return None;
        }
        out.push(char::from(b'A' + letter - 1));
    }
    Some(out)
}

/// The text of the first descriptor with the tag, up to its line feed.
fn descriptor(bytes: &[u8], tag: u8) -> Option<String> {
    for start in DESCRIPTORS {
        let Some([0, 0, 0, own, _, content @ ..]) = bytes.get(start..start + 18) else { continue };
        if *own != tag {
            continue;
        }
        let text: String =
            content.iter().take_while(|byte| **byte != b'\n').map(|byte| char::from(*byte)).collect();
        if let Some(visible) = visible(&text) {
            return Some(visible);
        }
    }
    None
}

/// A name without control characters, with single blanks, at most 64 characters.
pub(super) fn visible(text: &str) -> Option<String> {
    let mut out = String::new();
    for character in text.chars().take(256) {
        if character.is_control() || character.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(character);
        }
    }
    let short: String = out.trim().chars().take(64).collect();
    let trimmed = short.trim_end();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// The first 128 bytes of a text in hexadecimal, as registries and tools write it: with or without
/// `0x`, `hex:`, blanks, commas, colons and dashes.
fn from_hexadecimal(text: &[u8]) -> Option<Vec<u8>> {
    let trimmed = text.trim_ascii_start();
    let trimmed = trimmed.strip_prefix(b"hex:").unwrap_or(trimmed);
    let mut bytes = Vec::with_capacity(LENGTH);
    let mut upper: Option<u8> = None;
    let mut rest = trimmed.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        if byte == b'0' && upper.is_none() && matches!(rest.peek(), Some(b'x' | b'X')) {
            rest.next();
            continue;
        }
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            b'A'..=b'F' => byte - b'A' + 10,
            // A line of a registry export ends in a backslash.
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' | b'-' | b'"' | b'\'' | b'<' | b'>' | b'\\' => {
                continue;
            }
            _ => return None,
        };
        match upper.take() {
            None => upper = Some(digit),
            Some(high) => bytes.push(high << 4 | digit),
        }
        if bytes.len() == LENGTH {
            return Some(bytes);
        }
    }
    None
}

//! The frame of a base file: a head, sections with their checksums, and an end that knows them all.
//!
//! ```text
//! "bonalink" version:u32 check:u32
//! section*   tag:u8 length:u64 check:u32  payload  checksum:u64
//! end        a section with tag 0 and without payload, whose checksum is the digest of all before
//! ```
//!
//! A length has a check of its own, so that a changed one is found before anything is made room for.

use super::IndexError;
use crate::table::{hash, mix};

/// What every base file begins with.
const MAGIC: &[u8; 8] = b"bonalink";

/// The format that this version writes and reads.
pub(super) const VERSION: u32 = 1;

/// The tag of the end.
const END: u8 = 0;

/// A section's head: tag, length and check.
const HEAD: usize = 13;

/// Writes a base file, section by section.
pub(super) struct FileWriter<S> {
    sink: S,
    digest: u64,
}

impl<E, S: FnMut(&[u8]) -> Result<(), E>> FileWriter<S> {
    pub fn new(mut sink: S) -> Result<Self, E> {
        let mut head = Vec::from(MAGIC);
        head.extend_from_slice(&VERSION.to_le_bytes());
        let check = check(&head);
        head.extend_from_slice(&check);
        sink(&head)?;
        Ok(Self { sink, digest: u64::from(VERSION) })
    }

    pub fn section(&mut self, tag: u8, payload: &[u8]) -> Result<(), E> {
        let checksum = hash(payload);
        self.digest = mix(mix(self.digest, u64::from(tag)), checksum);
        self.framed(tag, payload, checksum)
    }

    /// Writes the end; the digest of the file.
    pub fn end(mut self) -> Result<u64, E> {
        let digest = self.digest;
        self.framed(END, &[], digest)?;
        Ok(digest)
    }

    fn framed(&mut self, tag: u8, payload: &[u8], checksum: u64) -> Result<(), E> {
        let mut head = vec![tag];
        head.extend_from_slice(&(payload.len() as u64).to_le_bytes());
        let check = check(&head);
        head.extend_from_slice(&check);
        (self.sink)(&head)?;
        (self.sink)(payload)?;
        (self.sink)(&checksum.to_le_bytes())
    }
}

/// The parts of a base file, each with its tag.
pub(super) type Sections<'a> = Vec<(u8, &'a [u8])>;

/// The sections of a base file, each with its tag, and the file's digest.
pub(super) fn sections(bytes: &[u8]) -> Result<(Sections<'_>, u64), IndexError> {
    let damaged = IndexError::Damaged { part: "base file" };
    let Some(rest) = bytes.strip_prefix(MAGIC) else { return Err(IndexError::NotAnIndex) };
    let (Some(version), Some(rest)) = (word(rest), rest.get(8..)) else { return Err(damaged) };
    // Another version's head may have another check, or none.
    if version != VERSION {
        return Err(IndexError::Version { found: version, known: VERSION });
    }
    if bytes[12..16] != check(&bytes[..12]) {
        return Err(damaged);
    }
    let mut rest = rest;
    let mut found = Vec::new();
    let mut digest = u64::from(VERSION);
    loop {
        let Some((head, behind)) = rest.split_at_checked(HEAD) else { return Err(damaged) };
        if head[9..] != check(&head[..9]) {
            return Err(damaged);
        }
        let tag = head[0];
        let length = long(&head[1..]).and_then(|length| usize::try_from(length).ok());
        let split = length.and_then(|length| behind.split_at_checked(length));
        let Some((payload, behind)) = split else { return Err(damaged) };
        let Some(checksum) = long(behind) else { return Err(damaged) };
        rest = &behind[8..];
        if tag == END {
            let whole = payload.is_empty() && rest.is_empty() && checksum == digest;
            return if whole { Ok((found, digest)) } else { Err(damaged) };
        }
        if checksum != hash(payload) {
            return Err(damaged);
        }
        digest = mix(mix(digest, u64::from(tag)), checksum);
        found.push((tag, payload));
    }
}

/// Four bytes that change with any of these.
pub(super) fn check(bytes: &[u8]) -> [u8; 4] {
    ((hash(bytes) >> 32) as u32).to_le_bytes()
}

/// The number of four bytes at the beginning.
pub(super) fn word(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().map(|four| u32::from_le_bytes(*four))
}

/// The number of eight bytes at the beginning.
pub(super) fn long(bytes: &[u8]) -> Option<u64> {
    bytes.first_chunk().map(|eight| u64::from_le_bytes(*eight))
}

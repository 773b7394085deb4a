//! Where a record stands: file, line or path, and a digest of its raw bytes.
//!
//! Every fact carries a [`Citation`]; a finding cannot be built without one
//! (see [`crate::finding::Evidence`]).

use std::fmt;
use std::sync::Arc;

/// Index of a file in [`crate::Reading::files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// SHA-256 of the raw bytes of a record (design: "Records" in the contract of `scan.json`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest as 64 lower-case hexadecimal digits.
    pub fn hex(&self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(64);
        for byte in self.0 {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        text
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", &self.hex()[..12])
    }
}

/// Where in its file a record stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Line, counted from 1; of a quoted row over several lines the first.
    Line(u64),
    /// RFC 6901 pointer into a JSON document, e.g. `/3/applications/0`.
    Path(Arc<str>),
}

/// One record, cited: the file, the place in it, the digest of its raw bytes and the field that
/// was compared, named as the source names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    /// The file.
    pub file: FileId,
    /// Line or path.
    pub place: Place,
    /// Digest of the record's raw bytes.
    pub digest: Digest,
    /// The source's own name of the field, e.g. `phone_numbers` or `Home Phone`.
    pub field: Arc<str>,
}

impl Citation {
    /// The same record, citing another of its fields.
    #[must_use]
    pub fn with_field(&self, field: impl Into<Arc<str>>) -> Self {
        Self { field: field.into(), ..self.clone() }
    }

    /// Whether both cite the same record, whatever the field.
    ///
    /// One record read twice (a copied file) has one digest, so the digest decides.
    pub fn same_record(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

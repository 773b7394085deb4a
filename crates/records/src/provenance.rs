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
    /// RFC 6901 pointer into a JSON document, e.g. `/3/applications/0`; in a document that holds no
    /// text, its part and what is counted there, e.g. `part xl/worksheets/sheet1.xml row 12`.
    Path(Arc<str>),
}

impl Place {
    /// A row of a part of a document that is packed, counted from 1: a row of a workbook's sheet.
    ///
    /// ```
    /// use bonafide_records::Place;
    /// let place = Place::row_in_part("xl/worksheets/sheet1.xml", 12);
    /// assert!(place.is_row_in_part());
    /// assert!(!Place::Line(12).is_row_in_part());
    /// assert!(!Place::Path("/part/0".into()).is_row_in_part());
    /// ```
    pub fn row_in_part(part: &str, row: u64) -> Self {
        Self::Path(format!("part {part} row {row}").into())
    }

    /// Whether this is a row of a part of a document. All rows of one document have the document's
    /// digest, so that only the place tells them apart.
    pub fn is_row_in_part(&self) -> bool {
        let Self::Path(path) = self else { return false };
        let row = path.strip_prefix("part ").and_then(|rest| rest.rsplit_once(" row "));
        row.is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    }
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
    /// One record read twice (a copied file) has one digest, so the digest decides; between rows of
    /// one workbook, which all have its digest, the place as well.
    ///
    /// ```
    /// use bonafide_records::{Citation, Digest, FileId, Place};
    /// let cite = |file, place| Citation { file: FileId(file), place, digest: Digest([7; 32]), field: "a".into() };
    /// let row = |number| Place::row_in_part("xl/worksheets/sheet1.xml", number);
    /// assert!(cite(0, Place::Line(2)).same_record(&cite(1, Place::Line(9))));
    /// assert!(cite(0, row(2)).same_record(&cite(1, row(2))));
    /// assert!(!cite(0, row(2)).same_record(&cite(0, row(3))));
    /// ```
    pub fn same_record(&self, other: &Self) -> bool {
        self.record() == other.record()
    }

    /// What [`Self::same_record`] compares: the digest, and the place of a row of a workbook.
    pub fn record(&self) -> (Digest, Option<&Place>) {
        (self.digest, self.place.is_row_in_part().then_some(&self.place))
    }
}

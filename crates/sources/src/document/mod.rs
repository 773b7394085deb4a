//! CV files: the text of PDF and DOCX documents and the marks that their writers leave.
//!
//! A document from outside is hostile. [`extract`] reads one under [`Limits`] and never panics by
//! intent; [`Reader`] runs it in a long-lived worker process of our own binary, with limits that the
//! system enforces, and starts it again when a bad file ends it.
//!
//! What is read: text in reading order by page or part, the ids and names in the metadata, digests
//! of embedded images, and links. What is not: fonts' outlines, scripts, forms' values, other files
//! inside the file.
//!
//! ```
//! use bonafide_sources::document::{DocumentFault, Limits, ReadBy, Reader, extract, sniff};
//! assert_eq!(sniff(b"nothing of the kind"), None);
//! let fault = extract(b"%PDF-1.7 and then nothing", &Limits::default()).unwrap_err();
//! assert!(matches!(fault, DocumentFault::Damaged { .. }));
//! let mut reader = Reader::new(ReadBy::InProcess, Limits::default());
//! assert_eq!(reader.read(b"%PDF-1.7 and then nothing").unwrap_err(), fault);
//! ```

mod docx;
mod fault;
mod limits;
mod pdf;
mod reader;
mod worker;
mod xml;
mod xmp;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use fault::DocumentFault;
pub use limits::Limits;
pub use reader::{ReadBy, Reader};
pub use worker::{REQUEST_DOCUMENT, REQUEST_SPREADSHEET, WORKER_FLAG, Worker, serve, serve_worker};

/// What kind of document a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Portable Document Format.
    Pdf,
    /// A text document of Office Open XML.
    Docx,
}

/// What a document says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extracted {
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// Pages or parts with their text, in reading order; one without text is left out.
    pub parts: Vec<Part>,
    /// Ids and names in the metadata, each pair of kind and value once, in the order found.
    pub marks: Vec<Mark>,
    /// SHA-256 of embedded images, as they are stored, each once, in the order found. A photo that
    /// both formats hold unchanged has the same digest in both.
    pub images: Vec<[u8; 32]>,
    /// Where links lead, `mailto:` included, from top to bottom; the same target once.
    pub links: Vec<String>,
    /// Day of creation as the file states it, `2024-05-01`.
    pub created: Option<String>,
    /// Day of the last change as the file states it.
    pub modified: Option<String>,
    /// What could not be read, each one plain line.
    pub notes: Vec<String>,
}

impl Extracted {
    /// Nothing yet.
    fn new(kind: DocumentKind) -> Self {
        Self {
            kind,
            parts: Vec::new(),
            marks: Vec::new(),
            images: Vec::new(),
            links: Vec::new(),
            created: None,
            modified: None,
            notes: Vec::new(),
        }
    }

    /// All lines of all parts.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().flat_map(|part| part.lines.iter().map(String::as_str))
    }

    /// Keeps a mark unless it is empty, too long to be one, or known.
    fn mark(&mut self, limits: &Limits, kind: MarkKind, value: &str, part: &str) {
        let value = crate::text::plain(value.trim());
        if value.is_empty() || value.len() > limits.mark_bytes || self.marks.len() >= limits.marks {
            return;
        }
        if self.marks.iter().any(|mark| mark.kind == kind && mark.value == value) {
            return;
        }
        self.marks.push(Mark { kind, value, part: part.to_owned() });
    }

    /// Keeps a link unless it is empty or known.
    fn link(&mut self, limits: &Limits, target: &str) {
        let target = crate::text::plain(target.trim());
        if target.is_empty() || target.len() > limits.link_bytes || self.links.len() >= limits.links {
            return;
        }
        if !self.links.contains(&target) {
            self.links.push(target);
        }
    }

    /// Keeps an image's digest unless it is known.
    fn image(&mut self, limits: &Limits, digest: [u8; 32]) {
        if self.images.len() < limits.images && !self.images.contains(&digest) {
            self.images.push(digest);
        }
    }

    /// Keeps a note unless it is known.
    fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if self.notes.len() < 20 && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// One page of a PDF or one part of a DOCX.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// `page 1` (counted from 1) or `part word/document.xml`: the place of a citation.
    pub name: String,
    /// Lines from top to bottom, none empty, without control characters but the tab, which stands
    /// where a wide gap does. Hyphens at a line's end are kept as they are.
    pub lines: Vec<String>,
}

/// One id or name in a file's metadata.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// The value as written, on one line.
    pub value: String,
    /// Where it stands: `part docProps/core.xml`, `document information`, `xmp`.
    pub part: String,
}

/// Kinds of marks.
///
/// The `/ID` pair of a PDF's trailer is no mark. Writers make it of the time, the file's name or the
/// content, as they like, and tools that fill templates hand one on to strangers, so that an equal
/// one says less than an equal XMP id and no rule of the catalogue compares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// `xmpMM:DocumentID`: one document through its saves.
    XmpDocumentId,
    /// `xmpMM:InstanceID`: one saved state of it.
    XmpInstanceId,
    /// `xmpMM:OriginalDocumentID`: what it was made from. A bought template is one for all its
    /// buyers, so this is kept apart from the document's own id.
    XmpOriginalDocumentId,
    /// `w:rsidRoot`: the first editing session of a DOCX.
    RsidRoot,
    /// `w:rsid`: one later editing session.
    Rsid,
    /// Author of a PDF, creator of a DOCX: a person, or what the system calls one.
    Author,
    /// The program in which the document was written.
    Creator,
    /// The library that wrote the PDF.
    Producer,
    /// Who saved the DOCX last.
    LastModifiedBy,
}

/// What kind of document the first bytes of a file announce.
///
/// A PDF announces itself within its first 1,024 bytes. A DOCX is a ZIP archive and does so only if
/// the part with the text is among the first; otherwise ask [`is_docx`] with the whole file.
///
/// ```
/// use bonafide_sources::document::{DocumentKind, sniff};
/// assert_eq!(sniff(b"%PDF-1.7\n"), Some(DocumentKind::Pdf));
/// ```
pub fn sniff(head: &[u8]) -> Option<DocumentKind> {
    if starts_as_pdf(head) {
        return Some(DocumentKind::Pdf);
    }
    (head.starts_with(docx::ZIP_MAGIC) && find(head, b"word/document").is_some())
        .then_some(DocumentKind::Docx)
}

/// Whether a file is a DOCX: a ZIP archive with a part `word/document*.xml`.
///
/// ```
/// assert!(!bonafide_sources::document::is_docx(b"PK\x03\x04 but cut off"));
/// ```
pub fn is_docx(bytes: &[u8]) -> bool {
    docx::is_docx(bytes)
}

/// Reads a document.
///
/// # Errors
///
/// [`DocumentFault`], when nothing of the file can be used; what is missing from a file otherwise
/// read stands in [`Extracted::notes`].
pub fn extract(bytes: &[u8], limits: &Limits) -> Result<Extracted, DocumentFault> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(DocumentFault::FileTooLarge { limit_bytes: limits.file_bytes });
    }
    if starts_as_pdf(bytes) {
        return pdf::extract(bytes, limits);
    }
    if bytes.starts_with(docx::ZIP_MAGIC) {
        return docx::extract(bytes, limits);
    }
    Err(DocumentFault::NoDocument)
}

fn starts_as_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    find(head, b"%PDF-").is_some()
}

/// Where `wanted` first stands in `bytes`.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len().max(1)).position(|window| window == wanted)
}

/// SHA-256 of some bytes.
fn sha256(bytes: &[u8]) -> [u8; 32] {
    crate::text::digest(bytes).0
}

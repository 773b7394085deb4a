//! CV files: PDF and DOCX as documents of the reading.
//!
//! Which person sent a document is decided later, by the attachment names of their records. What is
//! protected (a date of birth, a nationality) is taken out of the text here, before anything is kept.

use std::io::{self, Read};
use std::sync::Arc;

use bonafide_records::cv::without_protected;
use bonafide_records::value::{FileMark, MarkKind};
use bonafide_records::{Digest, Document, Place, Source};
use jiff::civil::Date;

use crate::body::{Body, Opener, Reopen};
use crate::collector::Collector;
use crate::document::{self, DocumentFault, Extracted, Reader};

/// The source's word.
pub(crate) const WORD: &str = "cv-file";

/// Largest document that is given to the reader, in bytes; the reader's own limit is below it.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What a document says; each is read once, by its digest.
pub(crate) fn extract(
    reader: &mut Reader,
    body: &Body,
    opener: &mut Opener,
) -> io::Result<Result<Arc<Extracted>, DocumentFault>> {
    let mut bytes = Vec::new();
    opener.bind(body).with(&mut |input| input.take(LARGEST).read_to_end(&mut bytes).map(|_| ()))?;
    Ok(reader.read(&bytes))
}

/// Takes a document into the collector, as the collector's current file.
pub(crate) fn take(collector: &mut Collector, name: &str, digest: Digest, extracted: &Extracted) {
    let source = Source::new(WORD);
    collector.understood(&source, None);
    if collector.is_refused(&source) {
        return;
    }
    collector.count_read();
    let mut names: Vec<&str> = extracted.parts.iter().map(|part| part.name.as_str()).collect();
    let mut lines = Vec::new();
    let mut dropped = 0;
    for (number, part) in (0_u16..).zip(&extracted.parts) {
        for line in &part.lines {
            let kept = without_protected(line);
            dropped += u64::from(kept != *line);
            lines.push((number, kept.into_owned()));
        }
    }
    collector.dropped_often(&source, "personal details in the text", dropped);
    let mut marks = Vec::new();
    for mark in &extracted.marks {
        let part = names.iter().position(|name| *name == mark.part).unwrap_or_else(|| {
            names.push(&mark.part);
            names.len() - 1
        });
        let kind = match mark.kind {
            document::MarkKind::XmpDocumentId => MarkKind::XmpDocument,
            document::MarkKind::XmpInstanceId => MarkKind::XmpInstance,
            document::MarkKind::RsidRoot => MarkKind::RsidRoot,
            document::MarkKind::Rsid => MarkKind::Rsid,
            document::MarkKind::Author => MarkKind::Author,
            document::MarkKind::LastModifiedBy => MarkKind::LastModifiedBy,
            // A PDF's creator is the program in which it was written.
            document::MarkKind::Creator | document::MarkKind::Producer => MarkKind::Producer,
        };
        marks.push((part as u16, FileMark { kind, value: mark.value.clone() }));
    }
    let parts =
        names.iter().map(|name| collector.cite_digest(Place::Path((*name).into()), digest, "text")).collect();
    for note in &extracted.notes {
        collector.set_aside(None, note.clone());
    }
    let created: Option<Date> = extracted.created.as_deref().and_then(|day| day.parse().ok());
    collector.document(Document { source, name: name.to_owned(), lines, parts, marks, created });
}

//! CV files: PDF and DOCX as documents of the reading.
//!
//! Which person sent a document is decided later, by the attachment names of their records. What is
//! protected (a date of birth, a nationality) is taken out of the text here, before anything is kept.

use std::io::{self, Read};
use std::sync::Arc;

use bonafide_records::cv::without_protected;
use bonafide_records::value::{FileMark, MarkKind};
use bonafide_records::{Digest, Document, Firm, Place, Source};
use jiff::civil::Date;

use crate::body::{Body, Opener, Reopen};
use crate::collector::Collector;
use crate::document::{self, DocumentFault, Extracted, Reader};
use crate::text::Survey;
use crate::walk::Leaf;

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
    Ok(reader.read(&bytes(body, opener)?))
}

/// A document's bytes, as many as a reader may be given.
pub(crate) fn bytes(body: &Body, opener: &mut Opener) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    opener.bind(body).with(&mut |input| input.take(LARGEST).read_to_end(&mut bytes).map(|_| ()))?;
    Ok(bytes)
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
    let parts_of: Vec<u16> = (0_u16..)
        .zip(&extracted.parts)
        .flat_map(|(number, part)| std::iter::repeat_n(number, part.lines.len()))
        .collect();
    let read: Vec<String> = extracted.lines().map(str::to_owned).collect();
    let kept = without_protected(&read);
    let dropped = read.iter().zip(&kept).filter(|(before, after)| !same_words(before, after)).count() as u64;
    let lines = parts_of.into_iter().zip(kept).collect();
    collector.dropped_often(&source, "personal details in the text", dropped);
    let mut marks = Vec::new();
    for mark in &extracted.marks {
        let kind = match mark.kind {
            document::MarkKind::XmpDocumentId => MarkKind::XmpDocument,
            document::MarkKind::XmpInstanceId => MarkKind::XmpInstance,
            // All that was ever made of one template shares the original's id: it says nothing.
            document::MarkKind::XmpOriginalDocumentId => continue,
            document::MarkKind::RsidRoot => MarkKind::RsidRoot,
            document::MarkKind::Rsid => MarkKind::Rsid,
            document::MarkKind::Author => MarkKind::Author,
            document::MarkKind::LastModifiedBy => MarkKind::LastModifiedBy,
            // A PDF's creator is the program in which it was written.
            document::MarkKind::Creator | document::MarkKind::Producer => MarkKind::Producer,
        };
        if is_blank_id(kind, &mark.value) {
            continue;
        }
        let part = names.iter().position(|name| *name == mark.part).unwrap_or_else(|| {
            names.push(&mark.part);
            names.len() - 1
        });
        marks.push((part as u16, FileMark { kind, value: mark.value.clone() }));
    }
    for image in &extracted.images {
        marks.push((0, FileMark { kind: MarkKind::Image, value: Digest(*image).hex() }));
    }
    if names.is_empty() {
        names.push("file");
    }
    let parts =
        names.iter().map(|name| collector.cite_digest(Place::Path((*name).into()), digest, "text")).collect();
    for note in &extracted.notes {
        collector.set_aside(None, note.clone());
    }
    let links = extracted.links.clone();
    let created: Option<Date> = extracted.created.as_deref().and_then(|day| day.parse().ok());
    collector.document(Document { source, name: name.to_owned(), lines, parts, marks, links, created });
}

/// Whether an id is only zeros, which programs write for want of one.
fn is_blank_id(kind: MarkKind, value: &str) -> bool {
    let is_id =
        matches!(kind, MarkKind::XmpDocument | MarkKind::XmpInstance | MarkKind::RsidRoot | MarkKind::Rsid);
    let digits = value.rsplit(':').next().unwrap_or_default();
    is_id && digits.chars().all(|one| matches!(one, '0' | '-' | '{' | '}'))
}

fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// The word of job advertisements.
const JOB_AD: &str = "job-ad";

/// Largest job advertisement that is given as text, in bytes.
const LARGEST_AD: usize = 1024 * 1024;

/// Whether firm.toml names the file as a job advertisement.
pub(crate) fn is_job_ad(firm: &Firm, name: &str) -> bool {
    let own = |file: &str| file.trim().trim_start_matches("./").replace('\\', "/");
    firm.job_ads.iter().any(|ad| {
        let file = own(&ad.file);
        !file.is_empty() && (name == file || name.ends_with(&format!("/{file}")))
    })
}

/// Takes a job advertisement in as text: what many applicants copy says nothing about any of them.
pub(crate) fn take_job_ad(
    collector: &mut Collector,
    leaf: &Leaf,
    looked: &Survey,
    opener: &mut Opener,
) -> io::Result<()> {
    let source = Source::new(JOB_AD);
    let mut raw = bytes(&leaf.body, opener)?;
    raw.truncate(LARGEST_AD);
    let text = looked.encoding.decode(raw.get(looked.mark..).unwrap_or_default());
    collector.listed(&source);
    collector.count_read();
    let part = collector.cite_digest(Place::Path("part text".into()), looked.sha256, "text");
    let lines = text.lines().map(|line| (0, line.to_owned())).collect();
    collector.document(Document {
        source,
        name: leaf.name.clone(),
        lines,
        parts: vec![part],
        marks: Vec::new(),
        links: Vec::new(),
        created: None,
    });
    Ok(())
}

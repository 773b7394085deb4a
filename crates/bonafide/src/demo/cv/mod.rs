//! Writes `cv/`: CVs as PDF and DOCX, named in the candidates' attachments.
//!
//! What a CV says follows from the application and a seed of words; what stands in the file beside
//! the text (ids, producer, revision ids) from its marks.

pub mod docx;
pub mod pdf;
mod pools;
pub mod text;

use std::fs;
use std::io;
use std::path::Path;

use super::access::uuid;
use super::applicant::Applicant;
use super::cast::Cast;
use super::invent::Random;

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// PDF.
    Pdf,
    /// Office Open XML.
    Docx,
}

/// What a file says about itself beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// XMP document and instance id; some programs write none.
    pub xmp: Option<(String, String)>,
    /// The first revision id of a DOCX.
    pub rsid_root: String,
    /// All revision ids of a DOCX.
    pub rsids: Vec<String>,
    /// The program.
    pub producer: &'static str,
    /// Who saved it; empty where the program does not say.
    pub author: String,
}

/// A CV before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    /// Seed of the words: equal seeds, equal bullets.
    pub words: u64,
    /// The kind of file.
    pub format: Format,
    /// Ids and the like.
    pub marks: Marks,
    /// Technologies that the oldest post names beside its own.
    pub claims: &'static [&'static str],
    /// A bullet of the newest post that somebody else has too.
    pub shared: Option<String>,
    /// A bullet that was left out, counted over all posts.
    pub without: Option<usize>,
    /// Seed of other words here and there: the same text as somebody else's, reworded.
    pub reworded: Option<u64>,
    /// Headings and order.
    pub template: usize,
}

/// Programs that write XMP ids, and programs that do not.
const PDF_PRODUCERS: [(&str, bool); 6] = [
    ("Microsoft: Print To PDF", false),
    ("Microsoft Word for Microsoft 365", true),
    ("LibreOffice 7.6", false),
    ("macOS Version 14.5 Quartz PDFContext", false),
    ("Adobe InDesign 19.4", true),
    ("pdfTeX-1.40.25", false),
];

/// At most so many CVs of people without a story: a large firm keeps its files elsewhere.
const AT_MOST: usize = 1_000;

impl Resume {
    /// The CV of a person without a story.
    pub fn of(seed: u64, position: usize) -> Self {
        let mut random = Random::fork(seed, 0xC5, position as u64);
        let (producer, ids) = random.pick(&PDF_PRODUCERS);
        let mut rsids = Vec::new();
        for _ in 0..4 + random.below(12) {
            rsids.push(format!("{:08X}", 0x0010_0000 | (random.draw() & 0x00EF_FFFF)));
        }
        Self {
            words: random.draw(),
            format: if random.one_in(3) { Format::Docx } else { Format::Pdf },
            marks: Marks {
                xmp: ids
                    .then(|| (format!("uuid:{}", uuid(&mut random)), format!("uuid:{}", uuid(&mut random)))),
                rsid_root: rsids.first().cloned().unwrap_or_default(),
                rsids,
                producer,
                author: String::new(),
            },
            claims: &[],
            shared: None,
            without: None,
            reworded: None,
            template: random.below(text::TEMPLATES),
        }
    }

    /// The name of the file: what the candidate called it, behind their id.
    pub fn file(&self, applicant: &Applicant) -> String {
        let plain = any_ascii::any_ascii(&format!("{}_{}", applicant.name.0, applicant.name.1));
        let name: String =
            plain.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
        let ending = if self.format == Format::Pdf { "pdf" } else { "docx" };
        let word = match self.template {
            0 => "CV",
            1 => "Lebenslauf",
            _ => "Resume",
        };
        format!("{}_{word}_{name}.{ending}", applicant.id)
    }
}

/// Whether a candidate without a story sent a CV that lies in the export: about three in ten, and of a
/// very large firm a thousand.
pub fn sent(seed: u64, position: usize, applicants: usize) -> bool {
    let mut random = Random::fork(seed, 0xCF, position as u64);
    let wanted = (applicants * 28 / 100).min(AT_MOST);
    random.below(applicants.max(1)) < wanted
}

/// Writes every CV; returns the count of files.
pub fn write(cast: &Cast, directory: &Path) -> io::Result<usize> {
    let folder = directory.join("cv");
    let mut files = 0;
    for position in 0..cast.applicants {
        let Some(resume) = cast.resume(position) else { continue };
        let applicant = cast.applicant(position);
        if files == 0 {
            fs::create_dir_all(&folder)?;
        }
        let sheet = text::compose(&applicant, &resume);
        let bytes = match resume.format {
            Format::Pdf => pdf::write(&sheet, &resume.marks, applicant.last_activity),
            Format::Docx => docx::write(&sheet, &resume.marks, applicant.last_activity)?,
        };
        fs::write(folder.join(resume.file(&applicant)), bytes)?;
        files += 1;
    }
    Ok(files)
}

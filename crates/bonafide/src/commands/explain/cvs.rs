//! Findings on CVs as `explain` shows them: the words that two of them share, the lines that date a
//! technology too early. Masked like every other value unless names were asked for.

use std::fmt::Write as _;

use bonafide_detect::cvs::items;
use bonafide_detect::time_claims::TOLERANCE_MONTHS;
use bonafide_exchange::document::{Finding, Record};
use bonafide_exchange::words::plain;
use bonafide_records::cv::Cv;
use bonafide_records::{Document, Place};

use super::around::Reader;
use super::{documents, passages};

/// So many pieces are shown, each as both documents write it.
const MOST_PIECES: usize = 5;

/// The text that the two CVs of a finding share; `None` of other findings, and where one of the two
/// cannot be read now.
pub fn shared(reader: &Reader<'_>, finding: &Finding) -> Option<String> {
    if finding.detector != "link-cv-near-duplicate" {
        return None;
    }
    let [first, second] = two_files(finding)?;
    let documents = [reader.document(first)?, reader.document(second)?];
    let [own, theirs] = documents.each_ref().map(|document| Cv::read(&lines(document)));
    let compared = |cv| items(cv).into_iter().map(|item| (item.line, item.text)).collect::<Vec<_>>();
    let pieces = passages::shared(&compared(&own), &compared(&theirs), &reader.job_ads());
    if pieces.is_empty() {
        return None;
    }
    let mut text = String::new();
    for (number, record) in [(1, first), (2, second)] {
        let _ = writeln!(text, "      {number} {}  field text", reader.file(&record.file));
    }
    let hidden = if reader.shows_names() { "" } else { " (--names shows the words)" };
    let _ = writeln!(text, "        what both write, longest first{hidden}:");
    for piece in pieces.iter().take(MOST_PIECES) {
        for (index, document) in documents.iter().enumerate() {
            let (Some(line), Some(words)) = (piece.lines.get(index), piece.texts.get(index)) else {
                continue;
            };
            let _ = writeln!(
                text,
                "        {} {:<9} {}",
                index + 1,
                part_name(document, *line),
                reader.words(words)
            );
        }
    }
    let rest = pieces.len().saturating_sub(MOST_PIECES);
    if rest > 0 {
        let _ = writeln!(text, "        and {rest} more, shorter or further down");
    }
    Some(text)
}

/// The lines of a cited part that date a technology too early; `None` of other findings, and where
/// none is found now.
pub fn claims(reader: &Reader<'_>, record: &Record, finding: &Finding) -> Option<String> {
    if finding.detector != "cv-tech-before-release" {
        return None;
    }
    let document = reader.document(record)?;
    let part = documents::part_of(&document, record);
    let months = finding.rule.threshold.as_deref().and_then(|text| text.split(' ').next()?.parse().ok());
    let written_on = document.created.or_else(|| reader.as_of());
    let chosen = passages::claims(
        &lines(&document),
        &passages::technologies(&finding.says),
        written_on,
        months.unwrap_or(TOLERANCE_MONTHS),
    );
    let mut text = String::new();
    for (line, is_claim) in chosen {
        let own = document.lines.get(line).filter(|(of, _)| usize::from(*of) == part);
        let Some((_, written)) = own else { continue };
        let mark = if is_claim { ">" } else { " " };
        let words: Vec<&str> = written.split_whitespace().collect();
        let _ = writeln!(
            text,
            "        {mark} {:<9} {}",
            part_name(&document, line),
            reader.words(&words.join(" "))
        );
    }
    (!text.is_empty()).then_some(text)
}

/// The first record of each of the two files that a finding cites.
fn two_files(finding: &Finding) -> Option<[&Record; 2]> {
    let mut files: Vec<&Record> = Vec::new();
    for record in &finding.records {
        if !files.iter().any(|known| known.file == record.file && known.sha256 == record.sha256) {
            files.push(record);
        }
    }
    <[&Record; 2]>::try_from(files).ok()
}

fn lines(document: &Document) -> Vec<String> {
    document.lines.iter().map(|(_, line)| line.clone()).collect()
}

/// `page 2`, or the part of the file, in which a line stands.
fn part_name(document: &Document, line: usize) -> String {
    let part = document.lines.get(line).map_or(0, |(part, _)| usize::from(*part));
    match document.parts.get(part).map(|part| &part.place) {
        Some(Place::Path(path)) => plain(path),
        Some(Place::Line(number)) => format!("line {number}"),
        None => String::new(),
    }
}

//! The parts of an Office document: a ZIP archive whose XML parts refer to one another.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use zip::ZipArchive;

use crate::archive;
use crate::text::plain;
use crate::xml::pieces::{Piece, XmlReader};

/// Most bytes to which the parts of one document may unpack together.
const MOST_UNPACKED: u64 = 512 * 1024 * 1024;

/// Most relations that are kept of one part.
const MOST_RELATIONS: usize = 10_000;

/// A document's bytes, read from anywhere.
pub(crate) enum Bytes {
    /// A file of its own.
    File(File),
    /// An entry of an archive, unpacked.
    Memory(Cursor<Vec<u8>>),
}

impl Read for Bytes {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(out),
            Self::Memory(bytes) => bytes.read(out),
        }
    }
}

impl Seek for Bytes {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
        }
    }
}

/// What kind of Office document it is, by the folders of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A workbook of XML parts.
    Workbook,
    /// A workbook of binary parts (.xlsb).
    Binary,
    /// Anything else.
    Other,
}

/// A reference from one part to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    /// As the part names it.
    pub(crate) id: String,
    /// What it is, as a URI.
    kind: String,
    /// The part that it leads to.
    pub(crate) target: String,
}

impl Relation {
    /// Whether it is of this type: the end of its URI, which differs in front between editions.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.kind.rsplit('/').next() == Some(word)
    }
}

/// An Office document.
pub(crate) struct Package {
    archive: ZipArchive<Bytes>,
    /// Parts by their name in lower case with `/`: number in the archive.
    parts: BTreeMap<String, usize>,
    /// Bytes to which each part unpacked.
    unpacked: BTreeMap<usize, u64>,
}

impl Package {
    /// Opens the document.
    pub(crate) fn open(bytes: Bytes) -> io::Result<Self> {
        let archive = ZipArchive::new(bytes).map_err(archive::plain)?;
        let mut parts = BTreeMap::new();
        for index in 0..archive.len().min(archive::MOST_ENTRIES) {
            if let Some(Ok(name)) = archive.name_for_index(index) {
                parts.entry(folded(&name)).or_insert(index);
            }
        }
        Ok(Self { archive, parts, unpacked: BTreeMap::new() })
    }

    /// What it is.
    pub(crate) fn kind(&self) -> Kind {
        if !self.parts.contains_key("[content_types].xml") {
            return Kind::Other;
        }
        let mut sheets = self.parts.keys().filter(|name| name.starts_with("xl/")).peekable();
        if sheets.peek().is_none() {
            return Kind::Other;
        }
        if sheets.any(|name| name == "xl/workbook.bin") { Kind::Binary } else { Kind::Workbook }
    }

    /// How many bytes its parts have unpacked to so far.
    pub(crate) fn unpacked(&self) -> u64 {
        self.unpacked.values().sum()
    }

    /// Reads a part as XML.
    pub(crate) fn with_xml(
        &mut self,
        part: &str,
        read: &mut dyn FnMut(&mut XmlReader<&mut dyn Read>) -> io::Result<()>,
    ) -> io::Result<()> {
        let missing = || io::Error::other(format!("its part `{}` is missing", plain(part)));
        let index = self.parts.get(&folded(part)).copied().ok_or_else(missing)?;
        // A part that is read again counts once.
        let others: u64 = self.unpacked.iter().filter(|(other, _)| **other != index).map(|(_, n)| n).sum();
        let mut entry = self.archive.by_index(index).map_err(archive::plain)?;
        let mut xml =
            XmlReader::new(&mut entry as &mut dyn Read, MOST_UNPACKED.saturating_sub(others).max(1));
        let result = read(&mut xml);
        let bytes = self.unpacked.entry(index).or_insert(0);
        *bytes = xml.position().max(*bytes);
        result
    }

    /// The part with which the document begins.
    pub(crate) fn main_part(&mut self) -> io::Result<String> {
        let main = self.relations("")?.into_iter().find(|one| one.is("officeDocument"));
        Ok(main.map_or_else(|| "xl/workbook.xml".to_owned(), |one| one.target))
    }

    /// What a part refers to, of this document alone; nothing where it refers to nothing.
    pub(crate) fn relations(&mut self, part: &str) -> io::Result<Vec<Relation>> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let listing = resolved(folder, &format!("_rels/{file}.rels"));
        let mut found = Vec::new();
        if !self.parts.contains_key(&folded(&listing)) {
            return Ok(found);
        }
        self.with_xml(&listing, &mut |xml| {
            loop {
                match xml.next_piece()? {
                    Piece::Start(tag) if tag.name() == "Relationship" => {
                        let text = |name| tag.attribute(name).unwrap_or_default();
                        if text("TargetMode") != "External" && found.len() < MOST_RELATIONS {
                            let target = resolved(folder, &text("Target"));
                            found.push(Relation { id: text("Id"), kind: text("Type"), target });
                        }
                    }
                    Piece::Over => return Ok(()),
                    _ => {}
                }
            }
        })?;
        Ok(found)
    }
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The part that a reference out of a folder leads to.
fn resolved(folder: &str, target: &str) -> String {
    let slashed = target.replace('\\', "/");
    let whole = if slashed.starts_with('/') { slashed } else { format!("{folder}/{slashed}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    plain(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stay_inside_the_document() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl/worksheets", "../media/../a.xml"), "xl/a.xml");
        assert_eq!(resolved("", "../../etc/passwd"), "etc/passwd");
        assert_eq!(resolved("", "_rels/.rels"), "_rels/.rels");
    }
}

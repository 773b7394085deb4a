//! Workbooks (.xlsx): each sheet is a table, read by the one reader of tables.
//!
//! The reader is our own, over `zip` and `quick-xml`: it streams the rows of a sheet and bounds
//! what is kept and unpacked, which the usual crates do not, and it can tell a formula without a
//! value and a rounded number from an empty cell.
//!
//! **Names.** A sheet is cited as `FILE!SHEET`, like an entry of an archive; its rows stand at
//! `part xl/worksheets/sheet1.xml row 12`, and their digest is that of the whole file. A mapping
//! `FILE!SHEET.map.toml` is for one sheet, `FILE.map.toml` for each sheet that has its columns.
//!
//! **Values.** A formula counts with the value it had when the file was saved. A merged cell counts
//! for its first cell only; where that leaves a cell empty, one line says so. Dates are written as
//! ISO by their number format. An error (`#REF!`) is empty, and the table says so once a column. Hidden sheets and rows are read as well, empty sheets are passed over.

mod cells;
mod formats;
mod merged;
mod package;
pub(crate) mod read;
mod rows;
mod texts;

use std::collections::BTreeSet;
use std::io;

use bonafide_records::Digest;

use self::formats::Formats;
pub(crate) use self::package::{Bytes, Kind, Package};
pub(crate) use self::rows::Looked;
use self::texts::Texts;
use crate::xml::pieces::Piece;

/// Most sheets of one workbook.
const MOST_SHEETS: usize = 500;

/// A workbook whose sheets can be read.
pub(crate) struct Workbook {
    package: Package,
    sheets: Vec<Sheet>,
    texts: Texts,
    formats: Formats,
    sha256: Digest,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// Its name, fit to stand behind `FILE!`; no two of one workbook are equal.
    pub(crate) name: String,
    /// The part that holds it.
    pub(crate) part: String,
}

impl Workbook {
    /// Opens a workbook; `sha256` is the digest of its bytes. Fails where it has no list of sheets,
    /// or where its shared texts or formats cannot be read: without them no cell is what it says.
    pub(crate) fn open(mut package: Package, sha256: Digest) -> io::Result<Self> {
        let main = package.main_part()?;
        let relations = package.relations(&main)?;
        let mut formats = Formats::default();
        let mut listed: Vec<(String, String)> = Vec::new();
        package.with_xml(&main, &mut |xml| {
            loop {
                match xml.next_piece()? {
                    Piece::Start(tag) if tag.name() == "workbookPr" => {
                        let word = tag.attribute("date1904").unwrap_or_default();
                        formats.since_1904 = matches!(word.as_str(), "1" | "true");
                    }
                    Piece::Start(tag) if tag.name() == "sheet" && listed.len() <= MOST_SHEETS => {
                        listed.push((
                            tag.attribute("name").unwrap_or_default(),
                            tag.attribute("id").unwrap_or_default(),
                        ));
                    }
                    Piece::Over => return Ok(()),
                    _ => {}
                }
            }
        })?;
        if listed.len() > MOST_SHEETS {
            return Err(io::Error::other(format!("more than {MOST_SHEETS} sheets")));
        }
        let mut sheets: Vec<Sheet> = Vec::new();
        let mut names = BTreeSet::new();
        for (name, id) in listed {
            // Chart sheets and dialogues hold no cells.
            let Some(relation) = relations.iter().find(|one| one.id == id && one.is("worksheet")) else {
                continue;
            };
            let name = own_name(&name, sheets.len() + 1, &mut names);
            sheets.push(Sheet { name, part: relation.target.clone() });
        }
        let mut texts = Texts::default();
        if let Some(shared) = relations.iter().find(|one| one.is("sharedStrings")) {
            package.with_xml(&shared.target, &mut |xml| texts.read(xml))?;
        }
        if let Some(styles) = relations.iter().find(|one| one.is("styles")) {
            package.with_xml(&styles.target, &mut |xml| formats.read(xml))?;
        }
        Ok(Self { package, sheets, texts, formats, sha256 })
    }

    /// Its sheets, in its own order.
    pub(crate) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// How many bytes it has unpacked to so far.
    pub(crate) fn unpacked(&self) -> u64 {
        self.package.unpacked()
    }
}

/// A sheet's name without what parts file names, and unlike those before it.
fn own_name(written: &str, number: usize, names: &mut BTreeSet<String>) -> String {
    let plain: String = crate::text::plain(written)
        .chars()
        .map(|c| if matches!(c, '/' | '\\') { '_' } else { c })
        .take(100)
        .collect();
    let wanted = if plain.trim().is_empty() { format!("sheet {number}") } else { plain };
    let mut name = wanted.clone();
    let mut copy = 2;
    while !names.insert(name.clone()) {
        name = format!("{wanted} ({copy})");
        copy += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_told_apart_and_part_no_path() {
        let mut names = BTreeSet::new();
        let mut name = |written, number| own_name(written, number, &mut names);
        assert_eq!(name("Staff", 1), "Staff");
        assert_eq!(name("Staff", 2), "Staff (2)");
        assert_eq!(name("a/b\\c\n", 3), "a_b_c ");
        assert_eq!(name(" ", 4), "sheet 4");
    }
}

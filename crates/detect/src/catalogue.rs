//! Every row of the published catalogue, built or not.
//!
//! `tables/catalogue.toml` is the one definition of a row: family, mechanism, claim, grade, sources
//! and clearing check. A built detector adds code and a casebook page to it.

use std::collections::HashSet;
use std::sync::LazyLock;

use bonafide_records::Grade;
use bonafide_records::finding::{ClaimKind, Family};
use serde::Deserialize;

/// The text of the shipped table.
pub const CATALOGUE: &str = include_str!("../tables/catalogue.toml");

/// One row as the table writes it.
#[derive(Debug, Clone, Deserialize)]
struct Written {
    id: String,
    family: String,
    mechanism: String,
    #[serde(default)]
    claim: String,
    #[serde(default)]
    grade: String,
    #[serde(default)]
    grade_rule: String,
    #[serde(default)]
    attested: bool,
    #[serde(default)]
    bits: String,
    #[serde(default)]
    base_rate: String,
    #[serde(default)]
    sources: Vec<String>,
    #[serde(default)]
    clearing: String,
    slice: String,
    #[serde(default)]
    note: String,
}

#[derive(Debug, Deserialize)]
struct Table {
    name: String,
    date: String,
    row: Vec<Written>,
}

/// One row of the catalogue.
#[derive(Debug, Clone)]
pub struct Row {
    /// The detector's id.
    pub id: String,
    /// Its family.
    pub family: Family,
    /// What would make findings repeat each other.
    pub mechanism: String,
    /// What it speaks for; `None` for gaps, aliases and rejected rows.
    pub claim: Option<ClaimKind>,
    /// Base grade; `None` for aliases and rejected rows.
    pub grade: Option<Grade>,
    /// The grade's conditions in words.
    pub grade_rule: String,
    /// Whether a named human attests it.
    pub attested: bool,
    /// Where bits come from: `firm-rarity`, `base-rate` or `none`.
    pub bits: String,
    /// The base rate with its n and source, if there is one.
    pub base_rate: String,
    /// The sources that it reads, and no other.
    pub sources: Vec<String>,
    /// The clearing question or check in the catalogue's words.
    pub clearing: String,
    /// The check that the row names: its last id, e.g. `C9`.
    pub clearing_check: Option<String>,
    /// In which slice of the work it is built; `alias` and `rejected` are none.
    pub slice: String,
    /// What else is to know.
    pub note: String,
}

impl Row {
    /// Whether the row reads this source.
    pub fn reads(&self, source: &str) -> bool {
        self.sources.iter().any(|own| own == source)
    }

    /// The row that this alias stands for.
    pub fn alias_of(&self) -> Option<&str> {
        if self.slice != "alias" {
            return None;
        }
        self.note.strip_prefix("alias of ").map(str::trim)
    }

    /// Whether the catalogue rejects it.
    pub fn is_rejected(&self) -> bool {
        self.slice == "rejected"
    }
}

/// The catalogue with its name and date.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// The table's name.
    pub name: String,
    /// The table's date.
    pub date: String,
    /// All rows, sorted by id.
    pub rows: Vec<Row>,
}

static PARSED: LazyLock<Catalogue> = LazyLock::new(|| parse(CATALOGUE).unwrap_or_default());

/// The shipped catalogue. A test proves that it parses and that no row is lost.
pub fn catalogue() -> &'static Catalogue {
    &PARSED
}

/// The row of an id.
pub fn row(id: &str) -> Option<&'static Row> {
    let rows = &catalogue().rows;
    rows.binary_search_by(|known| known.id.as_str().cmp(id)).ok().and_then(|at| rows.get(at))
}

static SOURCES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| catalogue().rows.iter().flat_map(|row| &row.sources).map(String::as_str).collect());

/// Whether any row reads a source of this word.
pub fn names_source(word: &str) -> bool {
    SOURCES.contains(word)
}

fn parse(text: &str) -> Option<Catalogue> {
    let table: Table = toml::from_str(text).ok()?;
    let mut rows = Vec::with_capacity(table.row.len());
    for written in table.row {
        rows.push(Row {
            family: Family::parse(&written.family)?,
            claim: ClaimKind::parse(&written.claim),
            grade: match written.grade.as_str() {
                "A" => Some(Grade::A),
                "B" => Some(Grade::B),
                "C" => Some(Grade::C),
                "P" => Some(Grade::P),
                _ => None,
            },
            clearing_check: last_check(&written.clearing),
            id: written.id,
            mechanism: written.mechanism,
            grade_rule: written.grade_rule,
            attested: written.attested,
            bits: written.bits,
            base_rate: written.base_rate,
            sources: written.sources,
            clearing: written.clearing,
            slice: written.slice,
            note: written.note,
        });
    }
    rows.sort_by(|first, second| first.id.cmp(&second.id));
    Some(Catalogue { name: table.name, date: table.date, rows })
}

/// The last check id that a text names.
fn last_check(text: &str) -> Option<String> {
    text.split(|character: char| !character.is_ascii_alphanumeric())
        .rfind(|word| {
            let digits = word.strip_prefix('C').unwrap_or_default();
            !digits.is_empty() && digits.chars().all(|character| character.is_ascii_digit())
        })
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_catalogue_parses_whole() {
        let parsed = parse(CATALOGUE).expect("the catalogue parses");
        assert_eq!(parsed.rows.len(), CATALOGUE.matches("[[row]]").count());
        assert!(parsed.rows.len() > 150);
        for row in &parsed.rows {
            assert_eq!(row.grade.is_some(), !row.is_rejected(), "{}", row.id);
            assert!(row.alias_of().is_none_or(|target| super::row(target).is_some()), "{}", row.id);
        }
    }

    #[test]
    fn the_last_check_id_counts() {
        assert_eq!(last_check("ask IT which factor belongs to whom, then C12").as_deref(), Some("C12"));
        assert_eq!(last_check("complete C1, C2, C6, C10 or take the right away").as_deref(), Some("C10"));
        assert_eq!(last_check("ask whose mailbox it is"), None);
    }
}

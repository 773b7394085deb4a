//! What a built detector is: code, a casebook page, and a row of the catalogue.

use std::sync::LazyLock;

use bonafide_records::finding::Regrade;

use crate::catalogue::Row;
use crate::context::{Context, Sink};
use crate::page::Page;

/// A built detector. Family, mechanism, claim, grade, sources and clearing check stand in its row of
/// the catalogue; its words stand on its page.
pub struct Detector {
    /// The id of its row, its file and its page.
    pub id: &'static str,
    /// Counted up whenever its findings may change.
    pub version: u32,
    /// The page's text.
    pub page: &'static str,
    /// The rule in words, as findings show it.
    pub rule: &'static str,
    /// Conditions that change the base grade; the first that holds decides.
    pub regrades: &'static [Regrade],
    /// Whether it counts for the case rule and may weigh at all.
    pub counts: bool,
    /// Whether a household of `firm.toml` that holds all its persons explains it.
    pub household_explains: bool,
    /// What it needs to have read, in the words of the table contract.
    pub needs: &'static [&'static str],
    /// Looks through a reading.
    pub check: fn(&Context<'_>, &mut Sink<'_>) -> Looked,
}

/// What a detector had to look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looked {
    /// Persons (or things) that have a value of the kind compared.
    pub seen: u64,
    /// Persons that could have one.
    pub of: u64,
    /// What was missing, if nothing was seen.
    pub needs: Vec<String>,
}

/// A detector with its row and page.
pub struct Built {
    /// The detector.
    pub detector: &'static Detector,
    /// Its row of the catalogue.
    pub row: &'static Row,
    /// Its page.
    pub page: Page,
}

static BUILT: LazyLock<Vec<Built>> = LazyLock::new(|| {
    let mut built: Vec<Built> = crate::registry::DETECTORS
        .iter()
        .filter_map(|detector| {
            let row = crate::catalogue::row(detector.id)?;
            Some(Built { detector, row, page: Page::parse(detector.page) })
        })
        .collect();
    built.sort_by(|first, second| first.row.id.cmp(&second.row.id));
    built
});

/// All built detectors, sorted by id.
pub fn built() -> &'static [Built] {
    &BUILT
}

//! Which given names can one person go by: Robert, Rob and Bob, or Sergei and Sergey?
//!
//! Two names are related if they are spellings of one name ([`mod@super::spelling`]), or one is a short or pet
//! form of the other, or both are of one full name. The relation is symmetric and not transitive: Chris can be
//! Christopher or Christine, who are not related. It says only that two names can belong to one person; nothing
//! on origin, language or sex.
//!
//! The table is `tables/nicknames.tsv`: a full name a line with its forms.
//!
//! ```
//! use bonafide_linkage::distance::names::{Names, related};
//! assert!(related(b"Bob", b"Robert") && related(b"Rob", b"Bob") && related(b"Sasha", b"Aleksandr"));
//! assert!(related(b"Chris", b"Christine") && !related(b"Christopher", b"Christine"));
//! // One key for each name that it can stand for, to block on.
//! assert_eq!(Names::of(b"Bob").keys(), ["bob", "robert"]);
//! ```

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::spelling::{rows, spelling};

/// A full name a line, a tab, its forms.
const TABLE: &str = include_str!("../../tables/nicknames.tsv");

/// The full names of each form, all by their common spelling, sorted.
static FULL_NAMES: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut full_names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (full_name, forms) in rows(TABLE) {
        for form in forms.split(' ') {
            full_names.entry(spelling(form.as_bytes())).or_default().push(spelling(full_name.as_bytes()));
        }
    }
    full_names
});

/// The names that a given name can stand for: made once for each distinct value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// Itself and its full names, sorted.
    keys: Vec<String>,
}

impl Names {
    /// The names of one given name, in any case; none for a text without letters of the Latin, Cyrillic or Greek
    /// script.
    pub fn of(name: &[u8]) -> Self {
        let own = spelling(name);
        if own.is_empty() {
            return Self::default();
        }
        let mut keys = FULL_NAMES.get(&own).cloned().unwrap_or_default();
        keys.push(own);
        keys.sort_unstable();
        keys.dedup();
        Self { keys }
    }

    /// One key for each name that it can stand for, sorted: two names are related if they share one.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// Whether two names can belong to one person.
    pub fn related(&self, other: &Self) -> bool {
        self.keys.iter().any(|key| other.keys.binary_search(key).is_ok())
    }
}

/// Whether two given names can belong to one person. For many pairs make [`Names`] of each value once.
pub fn related(first: &[u8], second: &[u8]) -> bool {
    Names::of(first).related(&Names::of(second))
}

#[cfg(test)]
mod tests;

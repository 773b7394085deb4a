//! With what, when and over what a scan ran.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One run: the same input, `as_of` and versions give the same document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Version of the program.
    pub version: String,
    /// The time that the scan takes for now: a date, or an RFC 3339 time.
    pub as_of: String,
    /// Where `as_of` comes from, in words.
    pub as_of_from: String,
    /// SHA-256 of `firm.toml`, if one was read.
    pub firm: Option<String>,
    /// Shipped tables used.
    pub tables: Vec<Table>,
    /// Lists used.
    pub lists: Vec<Table>,
    /// What is needed to run the scan again.
    pub manifest: Manifest,
    /// Added: the day after which the document and its report should be deleted (`YYYY-MM-DD`).
    #[serde(default)]
    pub expires: String,
    /// Added: how much was searched; shown beside the evidence, never added to it.
    #[serde(default)]
    pub searched: Searched,
}

impl Run {
    /// A run of nothing yet, with its expiry day.
    pub fn new(version: &str, as_of: &str) -> Self {
        Self {
            version: version.to_owned(),
            as_of: as_of.to_owned(),
            as_of_from: String::new(),
            firm: None,
            tables: Vec::new(),
            lists: Vec::new(),
            manifest: Manifest::default(),
            expires: super::expires(as_of).unwrap_or_default(),
            searched: Searched::default(),
        }
    }
}

/// A table or list that the scan used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its date (`YYYY-MM-DD`); `None` for a list that states none. A shipped table always has one.
    pub date: Option<String>,
    /// SHA-256 of its text.
    pub sha256: String,
    /// Entries.
    pub entries: u64,
    /// Added: its licence, `own` for tables of the project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
}

/// What is needed to run the scan again and compare.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Paths as given on the command line.
    pub roots: Vec<String>,
    /// Files with their digests, in reading order.
    pub files: Vec<ManifestFile>,
    /// Whether names were asked for (`--names`); otherwise the document is masked.
    pub names: bool,
    /// Detectors with their versions.
    #[serde(default)]
    pub detectors: Vec<DetectorVersion>,
}

impl Manifest {
    /// SHA-256, in hexadecimal, of the manifest as compact JSON: printed in every report's footer.
    pub fn digest(&self) -> String {
        // A manifest holds only texts, numbers and lists: writing it as JSON cannot fail.
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        let mut hex = String::with_capacity(64);
        for byte in Sha256::digest(&bytes) {
            // Writing to a text cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }
}

/// One file of the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    /// As in `sources[].file`.
    pub file: String,
    /// SHA-256 of the whole file.
    pub sha256: String,
}

/// One detector of the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetectorVersion {
    /// The detector's id.
    pub id: String,
    /// Its version.
    pub version: u32,
}

/// How much was searched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Searched {
    /// Persons compared.
    pub persons: u64,
    /// Distinct values compared, by kind.
    #[serde(default)]
    pub kinds: Vec<SearchedKind>,
}

/// Distinct values of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchedKind {
    /// As in `things[].kind`.
    pub kind: String,
    /// How many.
    pub values: u64,
}

/// A source that was not given, and the detectors that it would wake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adviser {
    /// The source's word, as `bonafide sources how NAME` takes it.
    pub source: String,
    /// Ids of the detectors, sorted.
    pub wakes: Vec<String>,
}

/// A value that many share for a known reason: it links nobody and is always reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hub {
    /// Id of the thing.
    pub thing: String,
    /// Ids of the persons who share it.
    pub persons: Vec<String>,
    /// Why it is a hub, in words.
    pub why: String,
}

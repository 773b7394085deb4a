//! Persons as the firm knows them, and the things that records speak of.

use serde::{Deserialize, Serialize};

/// One applicant, contractor or employee as the firm knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Derived from the smallest source key, never from a name.
    pub id: String,
    /// `applicant`, `staff`, `contractor`, `payee`, `account`.
    pub kinds: Vec<String>,
    /// Source key and initials, e.g. `bamboohr:8813 (M. K.)`; the name only with `--names`.
    pub label: String,
    /// Rows that state the person.
    pub from: Vec<Origin>,
    /// What the firm states that joins these rows.
    pub joined_by: Vec<Join>,
    /// Added: whether the person works for the firm.
    #[serde(default)]
    pub works_here: bool,
}

/// One row that states a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// As in `sources[].file`.
    pub file: String,
    /// The source's word.
    pub source: String,
    /// The key inside the source.
    pub key: String,
}

/// Two rows of one person and the statement that joins them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// `source:key` of the one row.
    pub a: String,
    /// `source:key` of the other.
    pub b: String,
    /// Which statement joins them, in words.
    pub rule: String,
    /// The record that states it.
    pub record: super::Record,
}

/// A device, account, wallet, address, document, network or repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    /// Its id; no value, nor a digest of one.
    pub id: String,
    /// `phone`, `mailbox`, `code_account`, `factor`, `device`, `display`, `payment_account`, `wallet`,
    /// `document`, `network`, `repository`, `address`.
    pub kind: String,
    /// The value, masked unless `--names`.
    pub masked: String,
    /// Ids of the persons whose records name it.
    pub persons: Vec<String>,
    /// Why it links nobody, if it is a hub.
    pub hub: Option<String>,
}

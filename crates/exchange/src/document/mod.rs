//! The scan document: `scan.json`, word for word.
//!
//! Field order is that of the contract, lists are empty and never absent, weights are integers in
//! milli-bits. Types are plain texts and numbers, so that whoever fills or reads the document needs
//! no other room; [`crate::SCHEMA`] says which words each text may be. Fields may be added, never
//! renamed: fields beyond the contract are marked *added* and may be missing when read back.

mod case;
mod finding;
mod person;
mod run;
mod source;

pub use case::{Case, CaseClaim, CaseItem, Cluster, Link, NextCheck, OpenedBy, Pair};
pub use finding::{BitsFrom, Claim, Finding, Gap, Record, Rule};
pub use person::{Join, Origin, Person, Thing};
pub use run::{Adviser, DetectorVersion, Hub, Manifest, ManifestFile, Run, Searched, SearchedKind, Table};
pub use source::{Coverage, Dropped, SetAside, SourceFile, Unread};

use serde::{Deserialize, Serialize};

use crate::error::ExchangeError;

/// The value of [`ScanDocument::schema`].
pub const SCHEMA_NAME: &str = "bonafide.scan/1";

/// How many days after its `as_of` a document, and the report made of it, should be deleted.
///
/// Thirty days is the retention of cleared cases in the shipped example policy; a firm's own policy
/// may say less.
pub const EXPIRES_AFTER_DAYS: i32 = 30;

/// One scan.
///
/// ```
/// use bonafide_exchange::document::ScanDocument;
///
/// let text = ScanDocument::new("0.1.0", "2026-11-23").to_json()?;
/// let again = ScanDocument::from_json(&text)?;
/// assert_eq!(again.run.expires, "2026-12-23");
/// assert_eq!(again.to_json()?, text);
/// # Ok::<(), bonafide_exchange::ExchangeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanDocument {
    /// [`SCHEMA_NAME`].
    pub schema: String,
    /// With what, when and over what the scan ran.
    pub run: Run,
    /// Files given.
    pub sources: Vec<SourceFile>,
    /// Rows or parts left out of files otherwise read.
    pub set_aside: Vec<SetAside>,
    /// Files of which nothing could be used.
    pub unread: Vec<Unread>,
    /// Protected fields dropped while reading; never their values.
    pub dropped: Vec<Dropped>,
    /// Persons, sorted by id.
    pub persons: Vec<Person>,
    /// Things, sorted by id.
    pub things: Vec<Thing>,
    /// Findings, sorted by id.
    pub findings: Vec<Finding>,
    /// Links between two persons.
    pub links: Vec<Link>,
    /// Clusters, sorted by id.
    pub clusters: Vec<Cluster>,
    /// Cases, sorted by rank.
    pub cases: Vec<Case>,
    /// What the firm itself leaves open; never about a person.
    pub gaps: Vec<Gap>,
    /// Every detector's state.
    pub coverage: Vec<Coverage>,
    /// Added: sources that were not given and what each would wake, most first.
    #[serde(default)]
    pub adviser: Vec<Adviser>,
    /// Added: values that many share for a known reason; they link nobody.
    #[serde(default)]
    pub hubs: Vec<Hub>,
}

impl ScanDocument {
    /// An empty document of this version and `as_of` time.
    pub fn new(version: &str, as_of: &str) -> Self {
        Self {
            schema: SCHEMA_NAME.to_owned(),
            run: Run::new(version, as_of),
            sources: Vec::new(),
            set_aside: Vec::new(),
            unread: Vec::new(),
            dropped: Vec::new(),
            persons: Vec::new(),
            things: Vec::new(),
            findings: Vec::new(),
            links: Vec::new(),
            clusters: Vec::new(),
            cases: Vec::new(),
            gaps: Vec::new(),
            coverage: Vec::new(),
            adviser: Vec::new(),
            hubs: Vec::new(),
        }
    }

    /// Reads a document back, refusing one of another schema.
    pub fn from_json(text: &str) -> Result<Self, ExchangeError> {
        /// Only the schema's name, so that a later document is refused by name and not by a missing field.
        #[derive(Deserialize)]
        struct Head {
            schema: String,
        }
        let unreadable = |error: &serde_json::Error| ExchangeError::Read {
            reason: reason_without_place(error),
            line: error.line(),
            column: error.column(),
        };
        let head: Head = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
        if head.schema != SCHEMA_NAME {
            return Err(ExchangeError::Schema { found: head.schema.chars().take(80).collect() });
        }
        serde_json::from_str(text).map_err(|error| unreadable(&error))
    }

    /// The document as indented JSON with one line end at its end; the same document gives the same bytes.
    pub fn to_json(&self) -> Result<String, ExchangeError> {
        let mut text = serde_json::to_string_pretty(self).map_err(ExchangeError::Write)?;
        text.push('\n');
        Ok(text)
    }
}

/// The reader's message without its place (which the error carries apart) and without any value read.
fn reason_without_place(error: &serde_json::Error) -> String {
    match error.classify() {
        serde_json::error::Category::Io => "it could not be read".to_owned(),
        serde_json::error::Category::Eof => "it ends too early".to_owned(),
        serde_json::error::Category::Syntax => "it is not JSON".to_owned(),
        serde_json::error::Category::Data => {
            let message = error.to_string();
            // `missing field` names only a field; other messages may quote what the file holds.
            if message.starts_with("missing field") {
                message.split(" at line ").next().unwrap_or("a field is missing").to_owned()
            } else {
                "a field is of another type than the schema says".to_owned()
            }
        }
    }
}

/// The day after which a document of this `as_of` (a date, or a time that begins with one) should be
/// deleted, as `YYYY-MM-DD`; `None` where `as_of` is no date.
pub fn expires(as_of: &str) -> Option<String> {
    let day: jiff::civil::Date = as_of.get(..10)?.parse().ok()?;
    let span = jiff::Span::new().try_days(EXPIRES_AFTER_DAYS).ok()?;
    day.checked_add(span).ok().map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expires_thirty_days_later_or_not_at_all() {
        assert_eq!(expires("2026-12-15T10:00:00Z").as_deref(), Some("2027-01-14"));
        assert_eq!(expires("2106-02-28").as_deref(), Some("2106-03-30"));
        assert_eq!(expires("9999-12-31"), None);
        assert_eq!(expires("soon"), None);
        assert_eq!(expires("20261123 é"), None);
    }

    #[test]
    fn another_schema_is_refused_by_name() {
        let error = ScanDocument::from_json(r#"{"schema": "bonafide.scan/2"}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the document says schema \"bonafide.scan/2\", this version reads \"bonafide.scan/1\""
        );
        assert!(!error.hint().is_empty());
        // Found by fuzzing: the name of a schema could steer the terminal.
        let steering =
            ScanDocument::from_json(r#"{"schema": "a\u001b[2J\u202e\n"}"#).unwrap_err().to_string();
        assert!(steering.starts_with("the document says schema \"a?[2J? \""), "{steering:?}");
    }

    #[test]
    fn what_is_no_document_says_where_and_shows_no_value() {
        let cut = ScanDocument::from_json("{\"schema\": \"bona").unwrap_err().to_string();
        assert_eq!(cut, "not a scan document: it ends too early (line 1, column 16)");
        let missing = ScanDocument::from_json(r#"{"schema": "bonafide.scan/1"}"#).unwrap_err().to_string();
        assert!(missing.contains("missing field `run`"), "{missing}");
        let wrong = ScanDocument::from_json(r#"{"schema": "bonafide.scan/1", "run": "Ada Example"}"#)
            .unwrap_err()
            .to_string();
        assert!(!wrong.contains("Ada"), "{wrong}");
    }
}

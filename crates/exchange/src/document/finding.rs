//! Findings with their evidence, and the gaps of the firm.

use serde::{Deserialize, Serialize};

/// One detector that fired on named persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Detector, its persons' ids and a running number.
    pub id: String,
    /// The detector's id.
    pub detector: String,
    /// The detector's version.
    pub version: u32,
    /// What it speaks for.
    pub claim: Option<Claim>,
    /// `LINK`, `DOC`, `CONTACT`, `INT`, `SHIP`, `NET`, `END`, `CODE`, `DATA`, `BEH`, `PAY`, `EXIT`.
    pub family: String,
    /// What would make findings repeat each other.
    pub mechanism: String,
    /// `A`, `B` or `C` (`P` stands in `gaps[]` only).
    pub grade: String,
    /// Whether a named human attests it.
    pub attested: bool,
    /// Why the grade is what it is.
    pub grade_because: String,
    /// Weight of evidence in milli-bits; 0 when not measured.
    pub bits_milli: i64,
    /// Where the weight comes from.
    pub bits_from: BitsFrom,
    /// The stronger finding that is the same fact.
    pub same_fact_as: Option<String>,
    /// What explains it, if anything does; an explained finding opens nothing.
    pub explained_by: Option<Vec<String>>,
    /// Ids of the persons it names.
    pub persons: Vec<String>,
    /// Ids of the things it names.
    pub things: Vec<String>,
    /// The records behind it.
    pub records: Vec<Record>,
    /// The rule that fired.
    pub rule: Rule,
    /// What was seen, in one sentence.
    pub says: String,
    /// What it may innocently be.
    pub innocent: Vec<String>,
    /// The clearing question, in words to say aloud.
    pub ask: String,
    /// Published advisories that describe it.
    pub advisory: Vec<String>,
    /// Added: the clearing question in German.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_de: Option<String>,
}

impl Finding {
    /// What a finding weighs that has no rate of its own: nothing, or, where it joins several values, what these weigh.
    pub fn unmeasured(&self) -> &'static str {
        if self.detector == "link-combined" { "weighs as its values" } else { "not measured" }
    }

    /// Whether something explains it, so that it opens nothing.
    pub fn is_explained(&self) -> bool {
        self.explained_by.as_ref().is_some_and(|reasons| !reasons.is_empty())
    }
}

/// The one proposition that a finding speaks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// `SamePerson`, `SharedControl` and so on.
    pub kind: String,
    /// Person and thing ids in the claim's order.
    pub of: Vec<String>,
    /// First day of its period (`YYYY-MM-DD`).
    pub from: Option<String>,
    /// Last day of its period.
    pub to: Option<String>,
}

/// Where the weight of a finding comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BitsFrom {
    /// `firm` (rarity in the firm's own records), `table` (a measured base rate) or `none`.
    pub kind: String,
    /// Persons who share the value, or cases seen; `None` when not measured.
    pub n: Option<u64>,
    /// Persons who have a value of the kind, or cases looked at.
    pub of: Option<u64>,
    /// Which sources were counted, or where the rate was measured.
    pub source: Option<String>,
}

/// One record behind a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// As in `sources[].file`.
    pub file: String,
    /// Line, counted from 1.
    pub line: Option<u64>,
    /// RFC 6901 pointer, or `page N`, `part NAME`.
    pub path: Option<String>,
    /// The field that was compared, as the source names it.
    pub field: String,
    /// SHA-256 of the record's raw bytes.
    pub sha256: String,
}

/// The rule that fired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What is compared, in words.
    pub text: String,
    /// The threshold, if the rule has one.
    pub threshold: Option<String>,
    /// `defaults`, or who set it in `firm.toml` and when.
    pub set_by: String,
}

/// What the firm itself leaves open; never about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The detector or part that noticed it.
    pub detector: String,
    /// What is missing or contradictory.
    pub says: String,
    /// The records behind it; may be empty where something is absent.
    pub records: Vec<Record>,
    /// What to do or ask.
    pub ask: String,
}

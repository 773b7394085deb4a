//! Links, clusters and the cases that a human looks at.

use serde::{Deserialize, Serialize};

use super::Claim;

/// A judgement on two persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Id of the one person.
    pub a: String,
    /// Id of the other.
    pub b: String,
    /// `computed`, `reapplied`, `same`, `distinct` or `undecided`.
    pub kind: String,
    /// Ids of the findings behind it.
    pub findings: Vec<String>,
    /// Sum of its facts in milli-bits.
    pub bits_milli: i64,
}

/// Persons joined by links.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cluster {
    /// Derived from its smallest person id.
    pub id: String,
    /// Ids of the persons.
    pub persons: Vec<String>,
    /// The computed links that join them, each by its two persons as in `links[]`.
    pub links: Vec<Pair>,
}

/// Two persons, in the order of their ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Id of the one person.
    pub a: String,
    /// Id of the other.
    pub b: String,
}

/// What a human looks at: one person or one cluster with its findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Derived from its smallest person id.
    pub id: String,
    /// Place in the queue, from 1.
    pub rank: u64,
    /// Ids of the persons.
    pub persons: Vec<String>,
    /// Id of the cluster, if the case is one.
    pub cluster: Option<String>,
    /// Ids of the findings.
    pub findings: Vec<String>,
    /// What opened it.
    pub opened_by: OpenedBy,
    /// Families of its findings.
    pub families: Vec<String>,
    /// `stop and call`, `verify before access`, `verify` or `no concern`.
    pub band: String,
    /// The starting point in milli-bits.
    pub prior_milli: i64,
    /// Claims in the order of the waterfall.
    pub claims: Vec<CaseClaim>,
    /// Exactly the prior plus the claims' parts, in milli-bits.
    pub total_milli: i64,
    /// What would settle it; `None` when every check that applies has been done.
    pub next_check: Option<NextCheck>,
    /// Added: one sentence in plain words, without any name or value.
    #[serde(default)]
    pub sentence: String,
    /// Added: where the starting point comes from, in words, e.g. `1 in 500, judgement, 2026-11-23`.
    #[serde(default)]
    pub prior_says: String,
}

/// The smallest set of findings that meets the case rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedBy {
    /// `legal_stop`, `one_a`, `two_b` or `b_and_two_c`.
    pub rule: String,
    /// Ids of the findings.
    pub findings: Vec<String>,
}

/// One claim of a case: one bar of the waterfall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseClaim {
    /// The proposition.
    pub claim: Claim,
    /// Sum of its facts in milli-bits, before saturation.
    pub inner_milli: i64,
    /// What it adds to the total, in milli-bits; 0 where it does not count.
    pub part_milli: i64,
    /// Added: family of its strongest fact.
    #[serde(default)]
    pub family: String,
    /// Added: the findings that speak for it, facts first, then those that repeat a fact.
    #[serde(default)]
    pub items: Vec<CaseItem>,
}

/// One finding under its claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseItem {
    /// Id of the finding.
    pub finding: String,
    /// Whether it is the strongest of its fact, so that its bits are in `inner_milli`.
    pub counted: bool,
    /// Its own effect: the total minus the total when assessed without it, in milli-bits.
    pub marginal_milli: i64,
}

/// The human verification step that would settle most for its minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextCheck {
    /// `C1` to `C13`.
    pub id: String,
    /// Who does it.
    pub who: String,
    /// How long it takes.
    pub minutes: u64,
    /// Words to say aloud.
    pub ask: String,
    /// What a confirmation means.
    pub if_confirmed: String,
    /// What a contradiction means.
    pub if_contradicted: String,
    /// Added: the check's title.
    #[serde(default)]
    pub title: String,
    /// Added: words to say aloud, in German.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_de: Option<String>,
}

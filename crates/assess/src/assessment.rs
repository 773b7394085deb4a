//! What an assessment says: links, clusters, cases and what people should look at first.

use std::fmt;

use bonafide_records::MilliBits;
use bonafide_records::finding::{Family, Finding, PersonId};

use crate::facts::speaks;
use crate::{Band, CaseRule, ClaimTable, NextCheck, Searched, Waterfall, WeighedClaim, waterfall};

/// Everything that the findings add up to. Plain data: equal inputs give equal assessments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// All findings, sorted by id: re-graded, with `explained_by` and `same_fact_as`.
    pub findings: Vec<Finding>,
    /// Sorted by persons and kind.
    pub links: Vec<Link>,
    /// Sorted by smallest person.
    pub clusters: Vec<Cluster>,
    /// Sorted by rank.
    pub cases: Vec<Case>,
    /// The band of each person, by index of [`PersonId`].
    pub bands: Vec<Band>,
    /// Clearings of `firm.toml` that explained nothing: a typing error, or no longer needed.
    pub unused_clearings: Vec<UnusedClearing>,
}

impl Assessment {
    /// The finding of this id.
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        let at = self.findings.binary_search_by(|finding| finding.id.as_str().cmp(id)).ok()?;
        self.findings.get(at)
    }

    /// The case that looks at a person.
    pub fn case_of(&self, person: PersonId) -> Option<&Case> {
        self.cases.iter().find(|case| case.persons.contains(&person))
    }

    /// The unexplained findings that name nobody but these persons; `members` is sorted.
    pub fn findings_within(&self, members: &[PersonId]) -> Vec<&Finding> {
        let inside =
            |finding: &Finding| finding.persons.iter().all(|person| members.binary_search(person).is_ok());
        self.findings.iter().filter(|finding| speaks(finding) && inside(finding)).collect()
    }

    /// The waterfall of a case; its total is the case's total.
    pub fn waterfall(&self, case: &Case, claims: &ClaimTable, searched: Vec<Searched>) -> Waterfall {
        waterfall(case.findings.iter().filter_map(|id| self.finding(id)), claims, searched)
    }
}

/// What a link says of two persons. The order is that of the list of links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// The findings that name these two meet the case rule by themselves.
    Computed,
    /// One of them is a second application of the other.
    Reapplied,
    /// People judged them one.
    Same,
    /// People judged them two.
    Distinct,
    /// People could not tell.
    Undecided,
}

impl LinkKind {
    /// The word of the contract (`links[].kind`).
    pub fn word(self) -> &'static str {
        match self {
            Self::Computed => "computed",
            Self::Reapplied => "reapplied",
            Self::Same => "same",
            Self::Distinct => "distinct",
            Self::Undecided => "undecided",
        }
    }

    /// Whether it joins the two into one cluster.
    pub fn joins(self) -> bool {
        matches!(self, Self::Computed | Self::Same)
    }
}

/// A judgement that two persons are, are not, or may be one operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The smaller person.
    pub a: PersonId,
    /// The greater person.
    pub b: PersonId,
    /// What it says.
    pub kind: LinkKind,
    /// Ids of the findings behind it, sorted.
    pub findings: Vec<String>,
    /// The sum of the facts behind it; 0 for all kinds but `computed`.
    pub bits_milli: MilliBits,
}

/// Persons joined by links; two and more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// `K-` and the id of its smallest person.
    pub id: String,
    /// Its persons, sorted.
    pub persons: Vec<PersonId>,
    /// The pairs of the links that join them, sorted.
    pub links: Vec<(PersonId, PersonId)>,
}

/// What opened a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedBy {
    /// The clause of the case rule.
    pub rule: CaseRule,
    /// Ids of the smallest set of findings that meets it, in the order of the clause.
    pub findings: Vec<String>,
}

/// What a human looks at: one person or one cluster with its findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// `C-` and the id of its smallest person.
    pub id: String,
    /// Its place in the queue, from 1.
    pub rank: usize,
    /// Its persons, sorted.
    pub persons: Vec<PersonId>,
    /// The cluster's id, where it is one.
    pub cluster: Option<String>,
    /// Ids of its findings, sorted: unexplained, all their persons in the case.
    pub findings: Vec<String>,
    /// What opened it.
    pub opened_by: OpenedBy,
    /// The families of its facts, that of the strongest first.
    pub families: Vec<Family>,
    /// How urgent it is.
    pub band: Band,
    /// Where the total starts.
    pub prior_milli: MilliBits,
    /// The claims, in their order.
    pub claims: Vec<WeighedClaim>,
    /// Prior plus the claims' parts.
    pub total_milli: MilliBits,
    /// The check that would settle most for its minutes.
    pub next_check: Option<NextCheck>,
}

/// A `[[cleared]]` entry of `firm.toml` that explained nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusedClearing {
    /// Its number in the file, from 1.
    pub number: usize,
    /// The keys that nobody is known as.
    pub unknown: Vec<String>,
}

impl fmt::Display for UnusedClearing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "firm.toml [[cleared]] {} explained nothing: ", self.number)?;
        if self.unknown.is_empty() {
            return formatter.write_str(
                "no finding of this detector names exactly these persons; compare it with explain",
            );
        }
        write!(formatter, "nobody is known as {}; write keys as in persons[].from", self.unknown.join(", "))
    }
}

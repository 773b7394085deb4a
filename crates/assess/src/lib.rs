//! What does it add up to, and how sure may we be?
//!
//! This room takes findings with their base grades and says which of them are explained, which are
//! one fact, whom they join, which cases they open, in which order people should look, and which
//! check would settle most for its minutes. It decides nothing about anybody.
//!
//! It is pure: no file, no clock, no chance, integers only. The same findings in any order give the
//! same [`Assessment`] to the last bit, and an assessment can be assessed again without change.
//!
//! [`assess`] works in fixed order:
//!
//! 1. **Explain**: clearings and households of `firm.toml`, second applications.
//! 2. **Re-grade**: the first row of the detector's table whose condition the records establish.
//! 3. **One fact once**: findings of one mechanism on the same persons, or that cite the same
//!    record, count as their strongest. Findings on near values add facts and change none.
//! 4. **Links and clusters**: two persons are joined when the findings on exactly these two meet
//!    the case rule by themselves.
//! 5. **Cases**: one A; or two B of different families; or one B and two C of three families.
//! 6. **Claims**: facts add within a claim, a claim's part of the total saturates, of one family
//!    one claim counts. The total orders cases inside a band, nothing else.
//! 7. **The next check**.
//!
//! Grades open cases; bits only order and explain. No percentage is ever made.
//!
//! # Example
//!
//! Two payees are paid to one account that 2 of 3,120 share:
//!
//! ```
//! use bonafide_assess::{Band, CheckTable, ClaimTable, Input, PersonFacts, assess};
//! use bonafide_records::finding::*;
//! use bonafide_records::{Citation, Digest, FileId, Firm, Place};
//! # use std::collections::BTreeSet;
//! # fn citation(line: u64) -> Citation {
//! #     let digest = Digest([line as u8; 32]);
//! #     Citation { file: FileId(0), place: Place::Line(line), digest, field: "account".into() }
//! # }
//!
//! let person = |id: &str| PersonFacts { id: id.to_owned(), works_here: true, ..PersonFacts::default() };
//! let persons = [person("deel:P-0219"), person("deel:P-0412")];
//! let shared_account = Finding {
//!     id: "link-bank-account:deel:P-0219:deel:P-0412:1".to_owned(),
//!     detector: "link-bank-account",
//!     claim: Claim {
//!         kind: ClaimKind::SharedControl,
//!         of: vec![
//!             Subject::Thing(ThingId(0)),
//!             Subject::Person(PersonId(0)),
//!             Subject::Person(PersonId(1)),
//!         ],
//!         from: None,
//!         to: None,
//!     },
//!     family: Family::Link,
//!     mechanism: "same-payout-account",
//!     grade: Grade::A,
//!     counts: true,
//!     bits: 10_607, // log2(3120 / 2)
//!     bits_from: BitsFrom::Firm { n: 2, of: 3_120, source: "wise".to_owned() },
//!     persons: vec![PersonId(0), PersonId(1)],
//!     evidence: Evidence::new(citation(88), [citation(301)]),
//!     clearing_check: Some("C11"),
//!     # version: 1,
//!     # attested: false,
//!     # grade_because: String::new(),
//!     # things: vec![ThingId(0)],
//!     # rule: Rule { text: String::new(), threshold: None, set_by: "defaults".to_owned() },
//!     # says: String::new(),
//!     # innocent: Vec::new(),
//!     # ask: String::new(),
//!     # advisory: Vec::new(),
//!     # conditions: BTreeSet::new(),
//!     # regrades: &[],
//!     # household_explains: true,
//!     # explained_by: Vec::new(),
//!     # same_fact_as: None,
//!     // ... and what it says, asks and may innocently be
//! };
//!
//! let assessment = assess(Input {
//!     persons: &persons,
//!     findings: vec![shared_account],
//!     firm: &Firm::default(),
//!     claims: &ClaimTable::shipped()?,
//!     checks: &CheckTable::shipped()?,
//! });
//!
//! let case = &assessment.cases[0];
//! assert_eq!(case.id, "C-deel:P-0219");
//! assert_eq!(case.band, Band::VerifyBeforeAccess);
//! assert_eq!(case.total_milli, -8_963 + 5_235);
//! assert_eq!(case.next_check.as_ref().map(|next| next.check.id.as_str()), Some("C11"));
//! # Ok::<(), bonafide_assess::TableError>(())
//! ```

mod assessment;
mod cases;
mod check_table;
mod claim_table;
mod explain;
mod facts;
mod links;
mod near;
mod next_check;
mod rule;
mod table;
mod waterfall;
mod weigh;

use std::collections::BTreeSet;

use bonafide_records::finding::Finding;
use bonafide_records::{Citation, Firm};

pub use assessment::{Assessment, Case, Cluster, Link, LinkKind, OpenedBy, UnusedClearing};
pub use check_table::{Check, CheckTable};
pub use claim_table::{ClaimRow, ClaimTable, Prior, Share};
pub use next_check::{Because, NextCheck};
pub use rule::{Band, CaseRule, LEGAL_STOPS, is_legal_stop};
pub use table::{TableError, TableHead};
pub use waterfall::{Item, Searched, Step, Waterfall, waterfall};
pub use weigh::WeighedClaim;

/// What the assessment needs to know of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonFacts {
    /// The person's id.
    pub id: String,
    /// All `source:key` of the person, as `firm.toml` names people.
    pub known_as: Vec<String>,
    /// Whether the person is staff or a contractor (C9 to C12 apply).
    pub works_here: bool,
    /// Ids of the checks that are done, e.g. `C1`. A refused check is not.
    pub settled_checks: BTreeSet<String>,
}

/// What is assessed.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// All persons, sorted by id: a [`bonafide_records::finding::PersonId`] is an index here.
    pub persons: &'a [PersonFacts],
    /// The findings, in any order; each id once.
    pub findings: Vec<Finding>,
    /// What the firm declared and cleared.
    pub firm: &'a Firm,
    /// How far claims may carry.
    pub claims: &'a ClaimTable,
    /// Which checks settle them.
    pub checks: &'a CheckTable,
}

/// What the findings add up to.
pub fn assess(input: Input<'_>) -> Assessment {
    let Input { persons, mut findings, firm, claims, checks } = input;
    for finding in &mut findings {
        finding.persons.sort_unstable();
        finding.persons.dedup();
    }
    findings.sort_by(|left, right| left.id.cmp(&right.id));
    let unused_clearings = explain::explain(&mut findings, persons, firm);
    for finding in &mut findings {
        regrade(finding);
    }
    let links = links::links(&findings);
    let clusters = links::clusters(&links, persons);
    let desk = cases::Desk { persons, claims, checks };
    let cases::Opened { cases, mut same_fact_as } = desk.open_all(&findings, &clusters);
    let bands = cases::bands(&findings, &cases, persons.len());
    for finding in &mut findings {
        finding.same_fact_as = same_fact_as.remove(&finding.id);
    }
    Assessment { findings, links, clusters, cases, bands, unused_clearings }
}

/// The findings that remain when a record is left out: those that cite it could not be made.
#[must_use]
pub fn without_record(findings: &[Finding], record: &Citation) -> Vec<Finding> {
    let cites = |finding: &&Finding| finding.evidence.records().any(|citation| citation.same_record(record));
    findings.iter().filter(|finding| !cites(finding)).cloned().collect()
}

/// The first row whose condition holds decides; else the grade stands as it came.
fn regrade(finding: &mut Finding) {
    let row = finding.regrades.iter().find(|row| finding.conditions.contains(&row.when));
    if let Some(row) = row {
        finding.grade = row.grade;
        row.when.word().clone_into(&mut finding.grade_because);
    } else if finding.grade_because.is_empty() {
        "the row's grade".clone_into(&mut finding.grade_because);
    }
}

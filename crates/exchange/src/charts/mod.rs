//! The waterfall of a case: one view of the stored figures, drawn as SVG ([`svg`]), written for a
//! terminal ([`text`]) and shown as a table by the report.
//!
//! Starting point first, then one bar a claim (what it adds after saturation), its findings listed
//! under it and not added, the total, and how much was searched last. All figures are integers in
//! milli-bits, taken from the document and never computed anew.
//!
//! The other charts are drawn by the same hand for whichever page needs them: amounts ([`amounts`]), what
//! comparisons say ([`sayings`]), curves and columns ([`curves`], [`columns`], [`against_diagonal`]), the
//! weight of a pair ([`weighing`]) and clusters ([`graph`]).

mod bars;
mod drawing;
mod graph;
mod plot;
mod steps;
mod text;
mod waterfall;
mod weighing;

pub use bars::{Amount, Said, amounts, sayings};
pub use graph::{Edge, graph};
pub use plot::{Axes, Curve, Point, Stroke, Tick, against_diagonal, columns, curves};
pub use text::{Style, text};
pub use waterfall::svg;
pub use weighing::weighing;

use std::collections::BTreeMap;

use crate::document::{Case, ScanDocument};
use crate::index::{Index, bits_source};
use crate::words;

/// Claims drawn one by one; the rest is one bar.
const CLAIMS: usize = 12;
/// Findings listed under one claim, and records of one finding.
const LISTED: usize = 12;

/// The waterfall of one case, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waterfall {
    /// Id of the case.
    pub case: String,
    /// Its place in the queue.
    pub rank: u64,
    /// Its band.
    pub band: String,
    /// What opened it: rule and short numbers of the findings.
    pub opened_by: String,
    /// Its families' codes.
    pub families: Vec<String>,
    /// Starting point in milli-bits.
    pub prior_milli: i64,
    /// Where the starting point comes from.
    pub prior_says: String,
    /// Claims, in order.
    pub steps: Vec<Step>,
    /// Total in milli-bits.
    pub total_milli: i64,
    /// How much was searched, in words.
    pub searched: String,
    /// What would settle it, in words.
    pub next: String,
}

/// One claim: one bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// `SharedControl` and so on.
    pub claim: String,
    /// Whom or what it speaks of.
    pub subject: String,
    /// Family of its strongest fact.
    pub family: String,
    /// Sum of its facts in milli-bits.
    pub inner_milli: i64,
    /// What it adds in milli-bits.
    pub part_milli: i64,
    /// Whether a stronger claim of its family counts in its place.
    pub outdone: bool,
    /// Its findings.
    pub items: Vec<Item>,
}

/// One finding under its claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Short number inside the case, e.g. `2.1`.
    pub number: String,
    /// The detector's id.
    pub detector: String,
    /// Its grade.
    pub grade: String,
    /// Its weight in words: `10.607`, or `not measured`.
    pub weight: String,
    /// Where the weight comes from; empty when not measured.
    pub weight_from: String,
    /// Short number of the stronger finding that is the same fact.
    pub same_fact_as: Option<String>,
    /// File and line of its records.
    pub places: String,
    /// What the total would change by without it, in milli-bits.
    pub without_milli: i64,
}

impl Waterfall {
    /// The waterfall of a case of this document.
    pub fn of(document: &ScanDocument, case: &Case) -> Self {
        Self::from_index(&Index::of(document), case)
    }

    pub(crate) fn from_index(index: &Index<'_>, case: &Case) -> Self {
        let groups = index.groups(case);
        let numbers: BTreeMap<&str, &str> =
            groups.iter().flatten().map(|(number, finding)| (finding.id.as_str(), number.as_str())).collect();
        let number_of =
            |id: &str| numbers.get(id).map_or_else(|| words::plain(id), |&number| number.to_owned());
        let mut steps = Vec::with_capacity(case.claims.len());
        for claim in &case.claims {
            let mut items = Vec::with_capacity(claim.items.len());
            for item in &claim.items {
                let Some(finding) = index.finding(&item.finding) else { continue };
                let measured = finding.bits_from.n.is_some();
                items.push(Item {
                    number: number_of(&finding.id),
                    detector: finding.detector.clone(),
                    grade: finding.grade.clone(),
                    weight: if measured {
                        crate::figures::bits(finding.bits_milli)
                    } else {
                        finding.unmeasured().to_owned()
                    },
                    weight_from: if measured { bits_source(finding) } else { String::new() },
                    same_fact_as: finding.same_fact_as.as_deref().map(number_of),
                    places: index.files.first(&finding.records, LISTED),
                    without_milli: item.marginal_milli.saturating_neg(),
                });
            }
            steps.push(Step {
                claim: claim.claim.kind.clone(),
                subject: index.subject(&claim.claim),
                family: claim.family.clone(),
                inner_milli: claim.inner_milli,
                part_milli: claim.part_milli,
                outdone: claim.part_milli == 0 && claim.inner_milli > 0,
                items,
            });
        }
        let mut openers: Vec<String> =
            case.opened_by.findings.iter().take(LISTED).map(|id| number_of(id)).collect();
        if let Some(more @ 1..) = case.opened_by.findings.len().checked_sub(LISTED) {
            openers.push(format!("and {more} more"));
        }
        let next = case.next_check.as_ref().map_or_else(String::new, |check| {
            let title = if check.title.is_empty() { "next check" } else { check.title.as_str() };
            format!("{}, {title}: {}, {} min", check.id, check.who, check.minutes)
        });
        Self {
            case: words::plain(&case.id),
            rank: case.rank,
            band: case.band.clone(),
            opened_by: format!("{}: {}", words::opened_by_short(&case.opened_by.rule), openers.join(", ")),
            families: case.families.clone(),
            prior_milli: case.prior_milli,
            prior_says: case.prior_says.clone(),
            steps,
            total_milli: case.total_milli,
            searched: index.searched(),
            next,
        }
    }
    /// The claims that are shown one by one, how many more there are, and what these add together.
    pub(crate) fn shown(&self) -> (&[Step], usize, i64) {
        let (shown, rest) = self.steps.split_at_checked(CLAIMS).unwrap_or((&self.steps, &[]));
        let together = rest.iter().map(|step| step.part_milli).fold(0, i64::saturating_add);
        (shown, rest.len(), together)
    }
}

//! What the facts add up to (design 4.3 and 4.4): facts add within a claim, a claim's part
//! saturates, and of one family only the strongest claim counts towards the total.

use std::collections::BTreeMap;

use bonafide_records::MilliBits;
use bonafide_records::finding::{Claim, Family};

use crate::ClaimTable;
use crate::facts::{Fact, Facts};

/// A claim with what its facts make of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeighedClaim {
    /// The claim.
    pub claim: Claim,
    /// Its family: that of its strongest fact.
    pub family: Family,
    /// Ids of the findings that stand for its facts, strongest first.
    pub facts: Vec<String>,
    /// The sum of its facts, in milli-bits.
    pub inner_milli: MilliBits,
    /// What that saturates to by the claim's row.
    pub saturated_milli: MilliBits,
    /// Whether it is the strongest claim of its family.
    pub counted: bool,
    /// What it adds to the total: `saturated_milli` where it counts, else 0.
    pub part_milli: MilliBits,
}

/// The claims that the facts speak for, in the order of claims.
pub(crate) fn weigh(facts: &Facts<'_>, table: &ClaimTable) -> Vec<WeighedClaim> {
    let mut of_claim: BTreeMap<&Claim, Vec<&Fact<'_>>> = BTreeMap::new();
    for fact in facts.counted() {
        of_claim.entry(&fact.head.claim).or_default().push(fact);
    }
    let mut weighed = Vec::with_capacity(of_claim.len());
    for (claim, own) in of_claim {
        // Facts come strongest first, so the first of a claim is its strongest.
        let Some(strongest) = own.first() else { continue };
        let inner_milli = own.iter().map(|fact| fact.milli).fold(0, MilliBits::saturating_add);
        weighed.push(WeighedClaim {
            claim: claim.clone(),
            family: strongest.head.family,
            facts: own.iter().map(|fact| fact.head.id.clone()).collect(),
            inner_milli,
            saturated_milli: table.part(claim.kind, inner_milli),
            counted: false,
            part_milli: 0,
        });
    }
    let mut best: BTreeMap<Family, (MilliBits, usize)> = BTreeMap::new();
    for (index, claim) in weighed.iter().enumerate() {
        let so_far = best.entry(claim.family).or_insert((claim.saturated_milli, index));
        if claim.saturated_milli > so_far.0 {
            *so_far = (claim.saturated_milli, index);
        }
    }
    for (_, index) in best.into_values() {
        if let Some(claim) = weighed.get_mut(index) {
            claim.counted = true;
            claim.part_milli = claim.saturated_milli;
        }
    }
    weighed
}

/// The prior plus the claims' parts: it orders cases inside a band, nothing else.
pub(crate) fn total(table: &ClaimTable, claims: &[WeighedClaim]) -> MilliBits {
    claims.iter().map(|claim| claim.part_milli).fold(table.prior_milli(), MilliBits::saturating_add)
}

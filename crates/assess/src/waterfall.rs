//! The waterfall: a pure function of stored findings (design 4.10).

use std::collections::BTreeMap;

use bonafide_records::MilliBits;
use bonafide_records::finding::{Claim, Family, Finding};

use crate::ClaimTable;
use crate::facts::{Fact, Facts, weight};
use crate::near::is_combined;
use crate::weigh::{total, weigh};

/// How much was searched: shown last, never added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// What, in the plural, e.g. `accounts`.
    pub what: String,
    /// How many.
    pub count: u64,
}

/// Prior, claims, total: how a case's place in the queue comes about. All in milli-bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waterfall {
    /// Where it starts.
    pub prior_milli: MilliBits,
    /// One step a claim: those that count first, the greatest part first.
    pub steps: Vec<Step>,
    /// Findings that count for no rule (refusals, second applications): shown, not added.
    pub context: Vec<Item>,
    /// Exactly the prior plus the steps' parts.
    pub total_milli: MilliBits,
    /// How much was searched.
    pub searched: Vec<Searched>,
}

/// One claim of a waterfall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The claim.
    pub claim: Claim,
    /// Its family.
    pub family: Family,
    /// The sum of its facts.
    pub inner_milli: MilliBits,
    /// What that saturates to.
    pub saturated_milli: MilliBits,
    /// Whether it is the strongest claim of its family.
    pub counted: bool,
    /// What it adds.
    pub part_milli: MilliBits,
    /// Its facts, strongest first; under each the findings that say the same again.
    pub items: Vec<Item>,
}

/// One finding of a waterfall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The finding's id.
    pub finding: String,
    /// What it weighs by itself; 0 when not measured.
    pub bits_milli: MilliBits,
    /// The stronger finding that is the same fact: then it is shown and not added.
    pub same_fact_as: Option<String>,
    /// The total minus the total without this finding; the total falls by so much when it is
    /// taken away. Less than its weight where a weaker one comes to light.
    pub marginal_milli: MilliBits,
}

/// Up to so many facts every item's effect is computed by leaving it out. Above, where one value is
/// shared by hundreds, only items of claims that count are left out one by one: the rest add
/// nothing to the total as it stands, and are shown with no effect.
const EXACT_UP_TO: usize = 300;

/// The waterfall of some findings; those that are explained, or gaps, are left out.
///
/// The findings' persons are taken as they are: without an item the total is computed for the same
/// persons, even where the item was what joined them.
pub fn waterfall<'a>(
    findings: impl IntoIterator<Item = &'a Finding>,
    claims: &ClaimTable,
    searched: Vec<Searched>,
) -> Waterfall {
    let facts = Facts::among(findings);
    let weighed = weigh(&facts, claims);
    let total_milli = total(claims, &weighed);
    let many = facts.counted().count() > EXACT_UP_TO;
    let mut by_claim: BTreeMap<&Claim, Vec<&Fact<'_>>> = BTreeMap::new();
    for fact in facts.counted() {
        by_claim.entry(&fact.head.claim).or_default().push(fact);
    }
    let mut steps: Vec<Step> = Vec::with_capacity(weighed.len());
    for claim in weighed {
        let mut items = Vec::new();
        for fact in by_claim.get(&claim.claim).into_iter().flatten() {
            push_fact(&mut items, fact, |finding| {
                if many && !claim.counted {
                    return 0;
                }
                total_milli.saturating_sub(total(claims, &weigh(&facts.without(finding), claims)))
            });
        }
        steps.push(Step {
            claim: claim.claim,
            family: claim.family,
            inner_milli: claim.inner_milli,
            saturated_milli: claim.saturated_milli,
            counted: claim.counted,
            part_milli: claim.part_milli,
            items,
        });
    }
    let key = |step: &Step| (step.counted, step.part_milli, step.saturated_milli);
    steps.sort_by(|left, right| key(right).cmp(&key(left)).then_with(|| left.claim.cmp(&right.claim)));
    let mut context = Vec::new();
    for fact in facts.context() {
        push_fact(&mut context, fact, |_| 0);
    }
    Waterfall { prior_milli: claims.prior_milli(), steps, context, total_milli, searched }
}

/// A finding that is no head decides nothing, so its own effect is 0; but what a combined finding joins weighs in its
/// place, which weighs nothing by itself.
fn push_fact(items: &mut Vec<Item>, fact: &Fact<'_>, effect_of: impl Fn(&Finding) -> MilliBits) {
    let item = |finding: &Finding, same_fact_as: Option<String>, effect: MilliBits| Item {
        finding: finding.id.clone(),
        bits_milli: weight(finding),
        same_fact_as,
        marginal_milli: effect,
    };
    items.push(item(fact.head, None, effect_of(fact.head)));
    let parts_weigh = is_combined(fact.head);
    items.extend(fact.same.iter().map(|finding| {
        let effect = if parts_weigh { effect_of(finding) } else { 0 };
        item(finding, Some(fact.head.id.clone()), effect)
    }));
}

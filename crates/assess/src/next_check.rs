//! Which check would settle most for its minutes (design 4.11).

use bonafide_records::MilliBits;
use bonafide_records::finding::{ClaimKind, Finding, PersonId};

use crate::{Check, CheckTable, PersonFacts, WeighedClaim};

/// Checks of somebody who works for the firm already.
const OF_WORKERS: [&str; 4] = ["C9", "C10", "C11", "C12"];
/// The check of a transfer, a change or a threat, and the claims that it is for.
const OF_EVENTS: &str = "C13";
const EVENTS: [ClaimKind; 3] = [ClaimKind::TakesData, ClaimKind::PlantsRisk, ClaimKind::Extorts];

/// The next question of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextCheck {
    /// The check, with its words.
    pub check: Check,
    /// Why this one.
    pub because: Because,
}

/// Why a check comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// The row of the case's strongest fact names it.
    Row {
        /// The finding.
        finding: String,
    },
    /// It settles the most for its minutes.
    Most {
        /// What it settles: the sum of the parts of the claims that it is for.
        settles_milli: MilliBits,
    },
}

/// The check that the strongest fact's row names, unless done or not applicable; else the one that
/// settles the most for its minutes. `None` where nothing that is left settles any of the claims.
///
/// Where no claim has a measured part, all that apply settle as much as each other and the lowest
/// number comes first.
pub(crate) fn next_check(
    strongest: Option<&Finding>,
    claims: &[WeighedClaim],
    members: &[PersonId],
    persons: &[PersonFacts],
    table: &CheckTable,
) -> Option<NextCheck> {
    let people: Vec<&PersonFacts> = members
        .iter()
        .filter_map(|member| usize::try_from(member.0).ok().and_then(|index| persons.get(index)))
        .collect();
    let open = |check: &Check| {
        let done =
            !people.is_empty() && people.iter().all(|person| person.settled_checks.contains(&check.id));
        !done && applies(check, claims, &people)
    };
    if let Some(finding) = strongest {
        let named = finding.clearing_check.and_then(|words| table.named_in(words));
        if let Some(check) = named.filter(|check| open(check)) {
            return Some(NextCheck {
                check: check.clone(),
                because: Because::Row { finding: finding.id.clone() },
            });
        }
    }
    let mut best: Option<(&Check, MilliBits)> = None;
    for check in table.checks().iter().filter(|check| open(check)) {
        let settled = claims.iter().filter(|claim| check.settles.contains(&claim.claim.kind));
        let parts: Vec<MilliBits> = settled.map(|claim| claim.part_milli).collect();
        if parts.is_empty() {
            continue;
        }
        let sum = parts.into_iter().fold(0, MilliBits::saturating_add);
        if best.is_none_or(|(other, most)| per_minute(sum, other) > per_minute(most, check)) {
            best = Some((check, sum));
        }
    }
    best.map(|(check, settles_milli)| NextCheck {
        check: check.clone(),
        because: Because::Most { settles_milli },
    })
}

/// Two sums divided by their checks' minutes compare as each times the other's minutes.
fn per_minute(sum: MilliBits, other: &Check) -> i128 {
    i128::from(sum) * i128::from(other.minutes)
}

fn applies(check: &Check, claims: &[WeighedClaim], people: &[&PersonFacts]) -> bool {
    if OF_WORKERS.contains(&check.id.as_str()) {
        return people.iter().any(|person| person.works_here);
    }
    check.id != OF_EVENTS || claims.iter().any(|claim| EVENTS.contains(&claim.claim.kind))
}

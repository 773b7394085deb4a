//! The case rule and the bands (design 4.5): grades open cases, bits never do.

use bonafide_records::finding::{Family, Finding, Grade};

use crate::facts::{Fact, Facts, speaks};

/// The detectors whose findings of grade A are a legal stop: people freeze first and ask counsel.
///
/// All are of grade A once they are established; `pay-party-listed` is B while only a name agrees,
/// and a name alone stops nothing.
pub const LEGAL_STOPS: [&str; 4] =
    ["ext-threat-received", "net-listed-range", "pay-party-listed", "pay-wallet-listed"];

/// Which clause of the case rule opened a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseRule {
    /// A listed wallet, party or network, or a threat received.
    LegalStop,
    /// One finding of grade A.
    OneA,
    /// Two of grade B, of different families.
    TwoB,
    /// One of grade B and two of grade C, of three families.
    BAndTwoC,
}

impl CaseRule {
    /// The word of the contract (`cases[].opened_by.rule`).
    pub fn word(self) -> &'static str {
        match self {
            Self::LegalStop => "legal_stop",
            Self::OneA => "one_a",
            Self::TwoB => "two_b",
            Self::BAndTwoC => "b_and_two_c",
        }
    }
}

/// How urgent it is. The order is that of urgency: `StopAndCall` is the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// A legal stop, or two A of different families.
    StopAndCall,
    /// The case rule is met.
    VerifyBeforeAccess,
    /// A finding worth a question, but no case.
    Verify,
    /// Everybody else.
    NoConcern,
}

impl Band {
    /// The words shown.
    pub fn words(self) -> &'static str {
        match self {
            Self::StopAndCall => "stop and call",
            Self::VerifyBeforeAccess => "verify before access",
            Self::Verify => "verify",
            Self::NoConcern => "no concern",
        }
    }
}

/// Whether a finding, as graded now, is a legal stop.
pub fn is_legal_stop(finding: &Finding) -> bool {
    finding.grade == Grade::A && finding.counts && speaks(finding) && LEGAL_STOPS.contains(&finding.detector)
}

/// The clause that the facts meet, with the smallest set of findings that meets it.
///
/// Clauses are tried in the order of [`CaseRule`]; of several sets the one with the strongest
/// findings is taken. Only heads count, but for the legal stop: a listed wallet is one whatever
/// else the same record says.
pub(crate) fn case_rule<'a>(facts: &Facts<'a>) -> Option<(CaseRule, Vec<&'a Finding>)> {
    let every = facts.counted().flat_map(|fact| std::iter::once(fact.head).chain(fact.same.iter().copied()));
    if let Some(stop) = every.into_iter().find(|finding| is_legal_stop(finding)) {
        return Some((CaseRule::LegalStop, vec![stop]));
    }
    if let Some(first) = of_grade(facts, Grade::A).next() {
        return Some((CaseRule::OneA, vec![first]));
    }
    // With a B of another family anywhere, the strongest B has a partner too.
    let first = of_grade(facts, Grade::B).next()?;
    if let Some(second) = of_grade(facts, Grade::B).find(|finding| finding.family != first.family) {
        return Some((CaseRule::TwoB, vec![first, second]));
    }
    let second = of_grade(facts, Grade::C).find(|finding| finding.family != first.family)?;
    let taken = [first.family, second.family];
    let third = of_grade(facts, Grade::C).find(|finding| !taken.contains(&finding.family))?;
    Some((CaseRule::BAndTwoC, vec![first, second, third]))
}

/// The band of facts that meet the case rule by this clause.
pub(crate) fn band_of_case(rule: CaseRule, facts: &Facts<'_>) -> Band {
    let first = of_grade(facts, Grade::A).next().map(|finding| finding.family);
    let two_families = of_grade(facts, Grade::A).any(|finding| Some(finding.family) != first);
    if rule == CaseRule::LegalStop || two_families { Band::StopAndCall } else { Band::VerifyBeforeAccess }
}

/// The families of the facts that count, in the order of their strongest facts.
pub(crate) fn families(facts: &Facts<'_>) -> Vec<Family> {
    let mut families = Vec::new();
    for Fact { head, .. } in facts.counted() {
        if !families.contains(&head.family) {
            families.push(head.family);
        }
    }
    families
}

fn of_grade<'a>(facts: &Facts<'a>, grade: Grade) -> impl Iterator<Item = &'a Finding> {
    facts.counted().map(|fact| fact.head).filter(move |finding| finding.grade == grade)
}

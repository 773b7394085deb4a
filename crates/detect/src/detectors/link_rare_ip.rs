//! `link-rare-ip`: two persons on one network address within a month.

use std::collections::BTreeSet;

use bonafide_linkage::pairs;
use bonafide_records::bits::log2_milli;
use bonafide_records::finding::{BitsFrom, Condition, Evidence, PersonId, Regrade, Subject};
use bonafide_records::{Citation, Grade, ValueKind};
use jiff::civil::Date;

use crate::context::{Context, Draft, Sink};
use crate::detector::{Detector, Looked};
use crate::detectors::link_mfa_device::is_no_persons_account;
use crate::index::Entry;

/// Days within which both must have used the address (design 4.13).
const WITHIN_DAYS: i64 = 30;

/// Up to this many persons every pair is a finding.
const ALL_PAIRS_UP_TO: usize = 16;

/// Two persons on one network address within a month.
pub static LINK_RARE_IP: Detector = Detector {
    id: "link-rare-ip",
    version: 1,
    page: include_str!("../../../../casebooks/link-rare-ip.md"),
    rule: "one public network address (in IPv6 one /64) of two persons within this many days; no office, relay, hosting or VPN network, none that more than max(5, 1 %) of a source's persons used",
    regrades: &[
        Regrade { when: Condition::SameDeclaredHome, grade: Grade::B },
        Regrade { when: Condition::ApplicantAndStaff, grade: Grade::A },
    ],
    counts: true,
    household_explains: true,
    needs: &["sign-in ip"],
    check,
};

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let reads = |source: &str| row.reads(source);
    let (within, set_by) = context.threshold(&row.id, "within_days", WITHIN_DAYS);
    let population = context.index.population(ValueKind::Network, reads);
    for entry in context.index.entries(ValueKind::Network).iter().filter(|entry| entry.hub.is_none()) {
        let holders = entry.holders(reads);
        let codes: Vec<u32> = holders.iter().map(|person| person.0).collect();
        for (first, second) in pairs(&codes, ALL_PAIRS_UP_TO) {
            let pair = [PersonId(first), PersonId(second)];
            if is_no_persons_account(context, pair) {
                continue;
            }
            let Some((left, right)) = nearest(context, entry, pair, reads, within) else { continue };
            let n = holders.len() as u64;
            sink.find(Draft {
                persons: pair.to_vec(),
                things: vec![entry.thing],
                of: vec![Subject::Thing(entry.thing), Subject::Person(pair[0]), Subject::Person(pair[1])],
                evidence: Evidence::new(left, [right]),
                bits: (
                    log2_milli(u128::from(population), u128::from(n)),
                    BitsFrom::Firm { n, of: population, source: context.counted_in(row) },
                ),
                conditions: conditions(context, pair),
                says: format!(
                    "{} used one network address within {within} days; {n} of the {population} persons with sign-ins did",
                    context.names(&pair)
                ),
                threshold: Some((within.to_string(), set_by.clone())),
            });
        }
    }
    Looked { seen: population, of: context.persons.list.len() as u64, needs: Vec::new() }
}

fn conditions(context: &Context<'_>, pair: [PersonId; 2]) -> BTreeSet<Condition> {
    let mut conditions = BTreeSet::new();
    if context.index.same_home(pair[0], pair[1]) {
        conditions.insert(Condition::SameDeclaredHome);
    }
    let works =
        pair.map(|person| context.persons.get(person).is_some_and(super::super::persons::Person::works_here));
    let applies = pair
        .map(|person| context.persons.get(person).is_some_and(super::super::persons::Person::only_applies));
    if works[0] && applies[1] || applies[0] && works[1] {
        conditions.insert(Condition::ApplicantAndStaff);
    }
    conditions
}

/// The records of the two days that lie nearest to each other, if that is near enough.
fn nearest(
    context: &Context<'_>,
    entry: &Entry,
    pair: [PersonId; 2],
    reads: impl Fn(&str) -> bool + Copy,
    within: i64,
) -> Option<(Citation, Citation)> {
    let (left, right) = (entry.days(pair[0], reads), entry.days(pair[1], reads));
    let mut best: Option<(i64, u32, u32)> = None;
    let mut at = 0;
    for (day, index) in &left {
        while right.get(at + 1).is_some_and(|next| apart(*day, next.0) <= apart(*day, right_day(&right, at)))
        {
            at += 1;
        }
        let Some((other, other_index)) = right.get(at) else { continue };
        let days = apart(*day, *other);
        if best.is_none_or(|(before, ..)| days < before) {
            best = Some((days, *index, *other_index));
        }
    }
    let (days, own, theirs) = best?;
    let cite = |index: u32| context.reading.sign_ins.get(index as usize).map(|usage| usage.first.clone());
    if days <= within { cite(own).zip(cite(theirs)) } else { None }
}

fn right_day(days: &[(Date, u32)], at: usize) -> Date {
    days.get(at).map_or(Date::MAX, |(day, _)| *day)
}

fn apart(one: Date, other: Date) -> i64 {
    i64::from((one - other).get_days().abs())
}

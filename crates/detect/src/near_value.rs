//! The one comparison behind the near levels of rows: do two persons have values of a kind that are
//! almost one?
//!
//! A near finding stands one grade below the exact value, is of the same mechanism, and its rule begins
//! with "near:". It is made after all exact findings of its row and only for two persons who share no
//! value of the kind, so that no exact finding gets another number.

use std::collections::BTreeSet;

use bonafide_records::bits::log2_milli;
use bonafide_records::finding::{BitsFrom, Condition, Evidence, PersonId, Regrade};
use bonafide_records::value::ValueKind;

use crate::agreements::{Agreements, NearValues, Pair};
use crate::context::{Context, Draft, Sink};
use crate::index::Entry;
use crate::near::{How, declare_one_home};
use crate::shared_value::{SharedValue, claimed_of, lie_apart};

/// The near level of a row.
#[derive(Debug)]
pub struct NearLevel {
    /// The rule in words; begins with "near:".
    pub rule: &'static str,
    /// Conditions that change the near grade; the first that holds decides.
    pub regrades: &'static [Regrade],
    /// Whether a household of `firm.toml` that holds both explains it.
    pub household_explains: bool,
}

/// From so many persons on a level at which more than half have a partner says nothing: their values
/// come out of few ranges. Judgement, November 2026.
const SAYS_NOTHING_FROM: usize = 200;

/// Whether a level is so common that it says less than one bit.
pub fn says_nothing(with_partner: usize, population: usize) -> bool {
    with_partner >= SAYS_NOTHING_FROM && with_partner * 2 > population
}

/// Makes a finding of each pair of persons whose values are near and who share none.
pub fn check(shared: &SharedValue, level: &'static NearLevel, context: &Context<'_>, sink: &mut Sink<'_>) {
    let row = sink.built().row;
    let agreements = Agreements::of(context, vec![row], shared.kind, shared.compares());
    let (n, of) = (agreements.with_partner().len(), agreements.holders.len());
    if says_nothing(n, of) {
        return;
    }
    let apart =
        shared.passed_on_after_days.map(|default| context.threshold(&row.id, "apart_days", default).0);
    let meet = shared.meet_from.map(|default| context.threshold(&row.id, "meet_from", default).0);
    for values in agreements.near_by_pair() {
        let Some(NearValues { pair, how, .. }) = values.first().copied() else { continue };
        let entries: Vec<[&Entry; 2]> =
            values.iter().filter_map(|one| both(one.entries.map(|at| agreements.entry(at)))).collect();
        let cited = values.iter().flat_map(|one| {
            let records = |side: usize| agreements.records(one.entries[side], one.pair[side]);
            records(0).into_iter().chain(records(1))
        });
        let mut rest = cited.collect::<Vec<_>>().into_iter();
        let Some(head) = rest.next() else { continue };
        let mut things: Vec<_> = entries.iter().flatten().map(|entry| entry.thing).collect();
        things.sort_unstable();
        let Some(thing) = things.first().copied() else { continue };
        let conditions = conditions(context, shared.kind, pair, &entries, (apart, meet));
        let draft = Draft {
            persons: pair.to_vec(),
            things,
            of: claimed_of(row.claim, thing, pair),
            evidence: Evidence::new(head, rest),
            bits: (
                log2_milli(of as u128, n as u128),
                BitsFrom::Firm { n: n as u64, of: of as u64, source: context.counted_in(row) },
            ),
            conditions,
            says: format!(
                "{} {} {}; {n} of the {of} persons who have one share it or have one as near",
                context.names(&pair),
                if shared.deliveries_only { "received parcels at" } else { "give" },
                words(how, shared)
            ),
            threshold: None,
        };
        sink.find_near(draft, level);
    }
}

/// What lies between the values, in words without a value.
fn words(how: How, shared: &SharedValue) -> &'static str {
    match how {
        How::LastDigit | How::Digit | How::InARow => "phone numbers of which one digit is another",
        How::Swap => "phone numbers of which two neighbouring digits are swapped",
        How::LocalPart => "mailboxes that are one up to digits, dots and domain",
        How::Street if shared.deliveries_only => "delivery addresses whose streets are one letter apart",
        How::Street => "postal addresses whose streets are one letter apart",
    }
}

fn both(sides: [Option<&Entry>; 2]) -> Option<[&Entry; 2]> {
    match sides {
        [Some(first), Some(second)] => Some([first, second]),
        _ => None,
    }
}

fn conditions(
    context: &Context<'_>,
    kind: ValueKind,
    pair: Pair,
    entries: &[[&Entry; 2]],
    (apart, meet): (Option<i64>, Option<i64>),
) -> BTreeSet<Condition> {
    let mut conditions = BTreeSet::new();
    let elsewhere = |person: PersonId, entries: &[&Entry; 2]| {
        entries.iter().all(|entry| context.index.lives_elsewhere(person, &entry.key))
    };
    // Of what is exactly one, homes that are exactly one explain a grade; the near level is one below it.
    let is_one_home = if kind == ValueKind::Address {
        declare_one_home(context, pair)
    } else {
        context.index.same_home(pair[0], pair[1])
    };
    if is_one_home {
        conditions.insert(Condition::SameDeclaredHome);
    } else if kind == ValueKind::Address
        && pair.iter().any(|person| entries.iter().all(|both| elsewhere(*person, both)))
    {
        conditions.insert(Condition::AnotherHomeDeclared);
    }
    if pair.iter().any(|person| !context.index.has_home(*person)) {
        conditions.insert(Condition::NoHomeOnRecord);
    }
    let devices_at = |both: &[&Entry; 2]| {
        let uses = both.iter().flat_map(|entry| &entry.uses).filter(|usage| usage.device);
        uses.map(|usage| usage.person).collect::<BTreeSet<_>>().len()
    };
    if meet.is_some_and(|from| {
        entries.iter().any(|both| i64::try_from(devices_at(both)).is_ok_and(|met| met >= from))
    }) {
        conditions.insert(Condition::FourMeet);
    }
    if apart.is_some_and(|days| entries.iter().all(|both| lie_apart(*both, pair, days))) {
        conditions.insert(Condition::LongApart);
    }
    conditions
}

//! The one comparison behind the rows that ask "do two persons share a value of this kind?".

use std::collections::BTreeSet;

use bonafide_linkage::pairs;
use bonafide_records::bits::log2_milli;
use bonafide_records::finding::{BitsFrom, ClaimKind, Condition, Evidence, PersonId, Subject, ThingId};
use bonafide_records::value::{Role, ValueKind};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::agreements::{ALL_PAIRS_UP_TO, links};
use crate::context::{Context, Draft, Sink};
use crate::detector::Looked;
use crate::index::{Entry, Use};
use crate::near_value::{self, NearLevel};

/// How a row compares values of one kind.
#[derive(Debug, Clone, Copy)]
pub struct SharedValue {
    /// The kind.
    pub kind: ValueKind,
    /// Which roles it compares besides what is the person's own.
    pub deliveries_only: bool,
    /// Uses this many days apart that never overlap are a number passed on; `None` where an
    /// account passed on stays what it is.
    pub passed_on_after_days: Option<i64>,
    /// Persons with a device in one unit from which on it is no flat any more.
    pub meet_from: Option<i64>,
    /// What the two do with it, for the sentence: "give", "are paid to".
    pub verb: &'static str,
    /// Whether a thing of two periods that do not overlap was passed on.
    pub may_be_passed_on: bool,
    /// What else the records establish about a pair.
    pub conditions: fn(&Context<'_>, &Entry, [PersonId; 2]) -> BTreeSet<Condition>,
    /// Pairs that are left out.
    pub leaves_out: fn(&Context<'_>, &Entry, [PersonId; 2]) -> bool,
    /// The level of values that are almost one, where the row has it.
    pub near: Option<&'static NearLevel>,
}

impl SharedValue {
    /// A row that compares the values that persons give as their own.
    pub const fn of(kind: ValueKind) -> Self {
        Self {
            kind,
            deliveries_only: false,
            passed_on_after_days: None,
            meet_from: None,
            verb: "give",
            may_be_passed_on: false,
            conditions: |_, _, _| BTreeSet::new(),
            leaves_out: |_, _, _| false,
            near: None,
        }
    }

    /// Makes a finding of each pair of persons who share a value that is no hub.
    pub fn check(&self, context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
        let row = sink.built().row;
        let reads = |source: &str| row.reads(source);
        let population = self.population(context, reads);
        let meet = self.meet_from.map(|default| context.threshold(&row.id, "meet_from", default));
        let apart =
            self.passed_on_after_days.map(|default| context.threshold(&row.id, "apart_days", default));
        for entry in context.index.entries(self.kind) {
            if !links(entry) {
                continue;
            }
            let holders = self.holders(entry, reads);
            if holders.len() < 2 {
                continue;
            }
            let codes: Vec<u32> = holders.iter().map(|person| person.0).collect();
            let four_meet = meet
                .as_ref()
                .is_some_and(|(from, _)| i64::try_from(devices_meet(entry)).is_ok_and(|met| met >= *from));
            let unit_of_removed = self.deliveries_only && is_unit_of_removed(context, entry);
            for (first, second) in pairs(&codes, ALL_PAIRS_UP_TO) {
                let pair = [PersonId(first), PersonId(second)];
                if (self.leaves_out)(context, entry, pair) {
                    continue;
                }
                let mut conditions = Self::place_conditions(context, entry, pair);
                conditions.extend((self.conditions)(context, entry, pair));
                if holders.len() > 2 {
                    conditions.insert(Condition::ThreeShare);
                }
                if self.may_be_passed_on {
                    conditions.extend(use_conditions(context, entry, pair, reads));
                }
                if four_meet {
                    conditions.insert(Condition::FourMeet);
                }
                if unit_of_removed {
                    conditions.insert(Condition::UnitOfRemoved);
                }
                if apart.as_ref().is_some_and(|(days, _)| lie_apart([entry, entry], pair, *days)) {
                    conditions.insert(Condition::LongApart);
                }
                let set = meet.as_ref().or(apart.as_ref());
                let count = (holders.len() as u64, population);
                self.find(context, sink, entry, pair, count, conditions, set);
            }
        }
        if let Some(level) = self.near {
            near_value::check(self, level, context, sink);
        }
        Looked { seen: population, of: context.persons.list.len() as u64, needs: Vec::new() }
    }

    #[expect(clippy::too_many_arguments, reason = "one call, everything already computed")]
    fn find(
        &self,
        context: &Context<'_>,
        sink: &mut Sink<'_>,
        entry: &Entry,
        pair: [PersonId; 2],
        (n, of): (u64, u64),
        conditions: BTreeSet<Condition>,
        threshold: Option<&(i64, String)>,
    ) {
        let row = sink.built().row;
        let mut citations = Vec::new();
        for person in pair {
            citations.extend(
                entry
                    .uses
                    .iter()
                    .filter(|usage| {
                        usage.person == person && self.compares()(usage.role) && row.reads(&usage.source)
                    })
                    .flat_map(Use::records),
            );
        }
        let mut rest = citations.into_iter();
        let Some(head) = rest.next() else { return };
        let noun = if self.deliveries_only { "delivery address" } else { self.kind.noun() };
        let says = format!(
            "{} {} the same {noun}; {n} of the {of} persons who have one do",
            context.names(&pair),
            if self.deliveries_only { "received parcels at" } else { self.verb },
        );
        sink.find(Draft {
            persons: pair.to_vec(),
            things: vec![entry.thing],
            of: claimed_of(row.claim, entry.thing, pair),
            evidence: Evidence::new(head, rest),
            bits: (
                log2_milli(u128::from(of), u128::from(n)),
                BitsFrom::Firm { n, of, source: context.counted_in(row) },
            ),
            conditions,
            says,
            threshold: threshold.map(|(value, by)| (value.to_string(), by.clone())),
        });
    }

    /// Which roles it compares.
    pub fn compares(&self) -> fn(Role) -> bool {
        if self.deliveries_only { |role| role == Role::Delivery } else { Role::is_own }
    }

    fn holders(&self, entry: &Entry, reads: impl Fn(&str) -> bool) -> Vec<PersonId> {
        entry.persons(self.compares(), reads)
    }

    fn population(&self, context: &Context<'_>, reads: impl Fn(&str) -> bool + Copy) -> u64 {
        let mut persons: BTreeSet<PersonId> = BTreeSet::new();
        for entry in context.index.entries(self.kind) {
            persons.extend(self.holders(entry, reads));
        }
        persons.len() as u64
    }

    fn place_conditions(context: &Context<'_>, entry: &Entry, pair: [PersonId; 2]) -> BTreeSet<Condition> {
        let index = context.index;
        let mut conditions = BTreeSet::new();
        if index.same_home(pair[0], pair[1]) {
            conditions.insert(Condition::SameDeclaredHome);
        } else if pair.iter().any(|person| index.lives_elsewhere(*person, &entry.key)) {
            conditions.insert(Condition::AnotherHomeDeclared);
        }
        if pair.iter().any(|person| !index.has_home(*person)) {
            conditions.insert(Condition::NoHomeOnRecord);
        }
        conditions
    }
}

/// The parts of a claim in its order: the thing, where the row speaks of one, and both persons.
pub fn claimed_of(claim: Option<ClaimKind>, thing: ThingId, pair: [PersonId; 2]) -> Vec<Subject> {
    let with_thing = claim == Some(ClaimKind::SharedControl);
    with_thing.then_some(Subject::Thing(thing)).into_iter().chain(pair.map(Subject::Person)).collect()
}

/// What the days of use say of two persons: a thing passed on, a shared desk.
pub fn use_conditions(
    context: &Context<'_>,
    entry: &Entry,
    pair: [PersonId; 2],
    reads: impl Fn(&str) -> bool,
) -> BTreeSet<Condition> {
    let mut conditions = BTreeSet::new();
    if pair.iter().all(|person| context.index.signs_in_at_office(*person)) {
        conditions.insert(Condition::SharedDesk);
    }
    let span = |person: PersonId| {
        let own = entry.uses.iter().filter(|usage| usage.person == person && reads(&usage.source));
        let days: Vec<(Date, Option<Date>)> =
            own.filter_map(|usage| usage.first.map(|first| (first, usage.last))).collect();
        let first = days.iter().map(|(first, _)| *first).min()?;
        let last = if days.iter().any(|(_, last)| last.is_none()) {
            None
        } else {
            days.iter().filter_map(|(_, last)| *last).max()
        };
        Some((first, last))
    };
    if let (Some(left), Some(right)) = (span(pair[0]), span(pair[1])) {
        let (earlier, later) = if left.0 <= right.0 { (left, right) } else { (right, left) };
        // On the day of the handover both may be seen.
        let ended = earlier.1.is_some_and(|last| last < later.0 || last == later.0 && earlier.0 < last);
        if ended {
            conditions.insert(Condition::PassedOn);
        }
    }
    conditions
}

/// Persons for whom a device went to this address.
fn devices_meet(entry: &Entry) -> usize {
    let persons: BTreeSet<PersonId> =
        entry.uses.iter().filter(|usage| usage.device).map(|usage| usage.person).collect();
    persons.len()
}

/// Whether a removed case gave this address.
fn is_unit_of_removed(context: &Context<'_>, entry: &Entry) -> bool {
    let values = context.reading.removed.iter().flat_map(|removed| &removed.values);
    values.filter_map(|(form, _)| context.index.find(form)).any(|known| known.thing == entry.thing)
}

/// Whether the one stopped using their value at least so many days before the other began with theirs.
pub fn lie_apart(entries: [&Entry; 2], pair: [PersonId; 2], days: i64) -> bool {
    let (Some(left), Some(right)) = (entries[0].period(pair[0]), entries[1].period(pair[1])) else {
        return false;
    };
    let (earlier, later) = if left.0 <= right.0 { (left, right) } else { (right, left) };
    let Some(end) = earlier.1 else { return false };
    end.checked_add(days.days()).is_ok_and(|reached| reached <= later.0)
}

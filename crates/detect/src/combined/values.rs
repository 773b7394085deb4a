//! Which persons have each of the six values, and which pairs agree on it, in the sources of one row; a unit in those of
//! the rows that find units, too, so that a delivery counts as a home does.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::Citation;
use bonafide_records::finding::{PersonId, ThingId};
use bonafide_records::value::{Role, ValueKind};

use super::explained::explained;
use super::{Level, What};
use crate::agreements::{Agreements, Pair, links};
use crate::catalogue::{Row, catalogue};
use crate::context::Context;
use crate::cvs::CV_FILE;
use crate::detectors::link_cv_near_duplicate::records as records_of_text;
use crate::payees::{Holder, agency, compare, known_holder, payees};

/// Numbers of a block count beside so many other values (judgement, November 2026).
const OTHERS: usize = 2;

/// The things and records behind an agreement.
type Evidence = (Vec<ThingId>, Vec<Citation>);

/// What is known of one value.
#[derive(Default)]
struct Known {
    holders: BTreeSet<PersonId>,
    exact: Vec<Pair>,
    near: Vec<Pair>,
    /// Near values that say nothing by themselves: they are counted as chance.
    common: Vec<Pair>,
}

/// All six values.
pub(super) struct Values<'a> {
    contacts: BTreeMap<What, Agreements<'a>>,
    known: BTreeMap<What, Known>,
    /// Referees and payees: few, kept with their evidence.
    named: BTreeMap<(What, Pair), Evidence>,
}

impl<'a> Values<'a> {
    pub(super) fn of(context: &'a Context<'_>, row: &'a Row) -> Self {
        let mut values = Self { contacts: BTreeMap::new(), known: BTreeMap::new(), named: BTreeMap::new() };
        values.texts(context, row);
        values.referees(context, row);
        values.pay(context, row);
        // Numbers last: those of a block count beside the others.
        for (what, kind) in [
            (What::Mailbox, ValueKind::Mailbox),
            (What::Unit, ValueKind::Address),
            (What::Phone, ValueKind::Phone),
        ] {
            let mut found = Agreements::of(context, rows_of(what, row), kind, Role::is_own);
            found.take_up_beside(values.beyond_a_home());
            if what == What::Phone {
                found.take_up_blocks(context, &values.two_unexplained(context));
            }
            let near = found.near_by_pair().filter_map(|values| values.first().map(|one| one.pair)).collect();
            let common = found.common_pairs();
            let known = Known { holders: found.holders.clone(), exact: found.exact_pairs(), near, common };
            values.known.insert(what, known);
            values.contacts.insert(what, found);
        }
        // Two may name each other by several values.
        for known in values.known.values_mut() {
            known.exact.sort_unstable();
            known.exact.dedup();
        }
        values
    }

    /// The pairs that share what no home explains: near mailboxes, or the text of a CV.
    fn beyond_a_home(&self) -> Vec<Pair> {
        let texts = [Level::Exact, Level::Near].map(|level| self.pairs(What::Text, level));
        [self.pairs(What::Mailbox, Level::Near)].into_iter().chain(texts).flatten().copied().collect()
    }

    /// The pairs that agree on two and more values so far which nothing explains.
    fn two_unexplained(&self, context: &Context<'_>) -> BTreeSet<Pair> {
        let mut found = BTreeSet::new();
        for (pair, agreed) in self.pairs_of_several(OTHERS) {
            let unexplained: BTreeSet<What> = agreed
                .into_iter()
                .filter(|(what, level)| explained(context, pair, *what, *level).is_none())
                .map(|(what, _)| what)
                .collect();
            if unexplained.len() >= OTHERS {
                found.insert(pair);
            }
        }
        found
    }

    fn texts(&mut self, context: &Context<'_>, row: &Row) {
        if !row.reads(CV_FILE) {
            return;
        }
        let cvs = context.cvs();
        let known = self.known.entry(What::Text).or_default();
        known.holders.extend(cvs.texts.iter().filter_map(|text| text.sender));
        known.exact.extend(cvs.shared().map(|shared| shared.persons));
        known.near.extend(cvs.reworded().map(|shared| shared.persons));
    }

    /// A referee of the one whose contact is the other's own, as in `link-referee`.
    fn referees(&mut self, context: &Context<'_>, row: &Row) {
        let reads = |source: &str| row.reads(source);
        let mut holders: BTreeSet<PersonId> = BTreeSet::new();
        for kind in [ValueKind::Mailbox, ValueKind::Phone] {
            for entry in context.index.entries(kind) {
                let owners = entry.persons(Role::is_private, reads);
                let candidates = entry.persons(|role| role == Role::Referee, reads);
                holders.extend(owners.iter().chain(&candidates).copied());
                if !links(entry) {
                    continue;
                }
                for (candidate, owner) in cross(&candidates, &owners) {
                    let uses = entry.uses.iter().filter(|usage| {
                        row.reads(&usage.source)
                            && (usage.person == candidate && usage.role == Role::Referee
                                || usage.person == owner && usage.role.is_private())
                    });
                    let records = uses.map(|usage| usage.citation.clone()).collect();
                    self.name(What::Referee, [candidate, owner], vec![entry.thing], records);
                }
            }
        }
        self.known.entry(What::Referee).or_default().holders = holders;
    }

    /// An account of the one whose holder bears the name of the other, and not their own.
    fn pay(&mut self, context: &Context<'_>, row: &Row) {
        let mut holders: BTreeSet<PersonId> = BTreeSet::new();
        for payee in payees(context, row) {
            holders.insert(payee.person);
            let is_another = matches!(
                compare(context, payee.person, payee.holder),
                Some(Holder::Related | Holder::Stranger)
            );
            if !is_another || agency(context, &payee).is_some() {
                continue;
            }
            let Some((other, _)) = known_holder(context, &payee) else { continue };
            let mut records = payee.records.clone();
            records.extend(own_record(context, other));
            let things = payee.entry.map(|entry| entry.thing).into_iter().collect();
            self.name(What::Pay, [payee.person, other], things, records);
        }
        if !holders.is_empty() {
            holders.extend(context.names_of_parties().iter().map(|(person, _)| *person));
        }
        self.known.entry(What::Pay).or_default().holders = holders;
    }

    /// Notes that the one names the other.
    fn name(&mut self, what: What, [one, other]: Pair, things: Vec<ThingId>, records: Vec<Citation>) {
        let pair = [one.min(other), one.max(other)];
        self.known.entry(what).or_default().exact.push(pair);
        let evidence = self.named.entry((what, pair)).or_default();
        evidence.0.extend(things);
        evidence.1.extend(records);
    }

    /// The pairs that agree on a value at exactly this level.
    pub(super) fn pairs(&self, what: What, level: Level) -> &[Pair] {
        let known = self.known.get(&what);
        known.map_or(&[], |known| if level == Level::Exact { &known.exact } else { &known.near })
    }

    /// The pairs whose near values are common.
    pub(super) fn common(&self, what: What) -> &[Pair] {
        self.known.get(&what).map_or(&[], |known| &known.common)
    }

    /// How many persons have all of some values.
    pub(super) fn having(&self, all: &[What]) -> u64 {
        let mut sets = all.iter().map(|what| self.known.get(what).map(|known| &known.holders));
        let Some(Some(first)) = sets.next() else { return 0 };
        let others: Vec<_> = sets.collect();
        let has_all =
            |person: &&PersonId| others.iter().all(|set| set.is_some_and(|set| set.contains(*person)));
        first.iter().filter(has_all).count() as u64
    }

    /// How many persons have any of the values.
    pub(super) fn persons(&self) -> u64 {
        let all: BTreeSet<&PersonId> = self.known.values().flat_map(|known| &known.holders).collect();
        all.len() as u64
    }

    /// The pairs that agree on so many values and more, sorted, each with its values at their level.
    pub(super) fn pairs_of_several(&self, least: usize) -> Vec<(Pair, Vec<(What, Level)>)> {
        let mut all: Vec<(Pair, What, Level)> = Vec::new();
        for (what, known) in &self.known {
            all.extend(known.exact.iter().map(|pair| (*pair, *what, Level::Exact)));
            all.extend(known.near.iter().map(|pair| (*pair, *what, Level::Near)));
        }
        all.sort_unstable();
        let groups = all.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() >= least);
        groups
            .filter_map(|group| {
                let pair = group.first()?.0;
                Some((pair, group.iter().map(|(_, what, level)| (*what, *level)).collect()))
            })
            .collect()
    }

    /// The things and records behind what two persons agree on.
    pub(super) fn evidence(&self, context: &Context<'_>, pair: Pair, what: What, level: Level) -> Evidence {
        if let Some(found) = self.named.get(&(what, pair)) {
            return found.clone();
        }
        if what == What::Text {
            let shared = context.cvs().near_between(pair[0], pair[1]);
            let records = shared.map(|shared| records_of_text(context, context.cvs(), shared));
            return (Vec::new(), records.unwrap_or_default());
        }
        let Some(found) = self.contacts.get(&what) else { return Evidence::default() };
        let entries: Vec<[u32; 2]> = match level {
            Level::Exact => found.shared_by(pair).into_iter().map(|at| [at, at]).collect(),
            Level::Near => found.near_of(pair).iter().map(|values| values.entries).collect(),
        };
        let mut evidence = Evidence::default();
        for (at, person) in entries.iter().flat_map(|both| both.iter().copied().zip(pair)) {
            evidence.0.extend(found.entry(at).map(|entry| entry.thing));
            evidence.1.extend(found.records(at, person));
        }
        evidence
    }
}

/// The rows whose sources a value is taken from: the row itself, and for a unit those that find units alone. Deliveries
/// stand in tables that name no person, which the row itself does not list.
fn rows_of(what: What, row: &Row) -> Vec<&Row> {
    let alone: &[&str] = if what == What::Unit { what.rows() } else { &[] };
    let others = catalogue().rows.iter().filter(|own| alone.contains(&own.id.as_str()));
    std::iter::once(row).chain(others).collect()
}

/// Each candidate with each owner who is another.
fn cross(candidates: &[PersonId], owners: &[PersonId]) -> Vec<(PersonId, PersonId)> {
    let pairs = candidates.iter().flat_map(|one| owners.iter().map(move |other| (*one, *other)));
    pairs.filter(|(one, other)| one != other).collect()
}

/// A record that names a person: where an account bears their name, it is their only one.
fn own_record(context: &Context<'_>, person: PersonId) -> Option<Citation> {
    let rows = context.persons.get(person)?.rows.iter();
    rows.filter_map(|row| context.reading.rows.get(row.0 as usize))
        .find(|row| !row.is_dependent() && !row.name.is_empty())
        .map(|row| row.citation.clone())
}

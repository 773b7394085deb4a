//! Who agrees with whom on values of one kind, and at which level?

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linkage::pairs;
use bonafide_records::Citation;
use bonafide_records::finding::PersonId;
use bonafide_records::value::{Form, Role, ValueKind};

use crate::catalogue::Row;
use crate::context::Context;
use crate::index::{Entry, Use};
use crate::near::{How, Says, may_be_near, numbers_in_a_block, says};

/// Up to this many persons every pair of those who share a value is made; above, each with the first
/// and its neighbour.
pub const ALL_PAIRS_UP_TO: usize = 16;

/// So many holders of each of two near values are paired.
const MOST_HOLDERS: usize = 64;

/// So many numbers of each of two persons are compared.
const MOST_NUMBERS: usize = 16;

/// Two persons, the smaller first.
pub type Pair = [PersonId; 2];

/// Two persons who give values that are near: the values in the order of the persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NearValues {
    /// The persons, the smaller first.
    pub pair: Pair,
    /// The value of each, by its place in the index.
    pub entries: [u32; 2],
    /// What lies between the values.
    pub how: How,
}

/// Which persons agree on values of one kind, in the sources of some rows.
pub struct Agreements<'a> {
    entries: &'a [Entry],
    rows: Vec<&'a Row>,
    compares: fn(Role) -> bool,
    /// All persons who have such a value: the N of log2(N/n).
    pub holders: BTreeSet<PersonId>,
    /// Those who share one with somebody, each with the values that they share.
    shared: BTreeMap<PersonId, Vec<u32>>,
    near: Vec<NearValues>,
    /// Near values that say something only of two who share something else.
    beside_others: Vec<NearValues>,
    /// Near values that are common: they say something only of two who agree on two other values.
    common: Vec<NearValues>,
}

impl<'a> Agreements<'a> {
    /// Compares the values of a kind in the roles that rows compare, of any source that one of them reads. Hubs and
    /// what only the firm issues agree with nothing.
    pub fn of(
        context: &'a Context<'_>,
        rows: Vec<&'a Row>,
        kind: ValueKind,
        compares: fn(Role) -> bool,
    ) -> Self {
        let entries = context.index.entries(kind);
        let mut found = Self {
            entries,
            rows,
            compares,
            holders: BTreeSet::new(),
            shared: BTreeMap::new(),
            near: Vec::new(),
            beside_others: Vec::new(),
            common: Vec::new(),
        };
        for (at, entry) in (0_u32..).zip(entries) {
            let holders = entry.persons(compares, |source| found.reads(source));
            found.holders.extend(&holders);
            if links(entry) && holders.len() > 1 {
                for person in holders {
                    found.shared.entry(person).or_default().push(at);
                }
            }
        }
        found.compare_near(context, kind);
        found
    }

    /// Whether one of the rows reads a source.
    fn reads(&self, source: &str) -> bool {
        self.rows.iter().any(|row| row.reads(source))
    }

    fn compare_near(&mut self, context: &Context<'_>, kind: ValueKind) {
        let holders = |entry: &Entry| {
            let compares = |role| (self.compares)(role) && may_be_near(kind, role);
            let mut persons = entry.persons(compares, |source| self.reads(source));
            persons.truncate(MOST_HOLDERS);
            persons
        };
        let (mut near, mut beside, mut common) = (Vec::new(), Vec::new(), Vec::new());
        for pair in context.near().of(kind) {
            let [Some(first), Some(second)] = pair.entries.map(|at| self.entry(at)) else { continue };
            let others = holders(second);
            for one in holders(first) {
                for other in others.iter().copied().filter(|other| *other != one) {
                    let into = match says(context, pair, [one, other]) {
                        Says::Nothing => continue,
                        Says::BesideOthers => &mut beside,
                        Says::BesideTwo => &mut common,
                        Says::Something => &mut near,
                    };
                    let [low, high] = pair.entries;
                    let (persons, entries) =
                        if one < other { ([one, other], [low, high]) } else { ([other, one], [high, low]) };
                    into.push(NearValues { pair: persons, entries, how: pair.how });
                }
            }
        }
        near.sort_unstable();
        beside.sort_unstable();
        common.sort_unstable();
        (self.near, self.beside_others, self.common) = (near, beside, common);
    }

    /// Takes up what says something of these pairs, who share something else, and else nothing.
    pub fn take_up_beside(&mut self, others: impl IntoIterator<Item = Pair>) {
        let beside = std::mem::take(&mut self.beside_others);
        let known: BTreeSet<Pair> = others.into_iter().collect();
        self.near.extend(beside.into_iter().filter(|values| known.contains(&values.pair)));
        self.near.sort_unstable();
    }

    /// Takes up telephone numbers that are near, in whatever row or range they stand, of these pairs, who agree on two
    /// other values.
    pub fn take_up_blocks(&mut self, context: &Context<'_>, others: &BTreeSet<Pair>) {
        let persons: BTreeSet<PersonId> = others.iter().flatten().copied().collect();
        let mut numbers: BTreeMap<PersonId, Vec<u32>> = BTreeMap::new();
        for (at, entry) in (0_u32..).zip(self.entries) {
            let compares = |role| (self.compares)(role) && may_be_near(ValueKind::Phone, role);
            let holders = entry.persons(compares, |source| self.reads(source));
            for person in holders.into_iter().filter(|person| persons.contains(person)) {
                numbers.entry(person).or_default().push(at);
            }
        }
        let known: BTreeSet<Pair> = self.near.iter().map(|values| values.pair).collect();
        for pair in others.iter().filter(|pair| !known.contains(*pair)) {
            let of = |person: PersonId| numbers.get(&person).into_iter().flatten().take(MOST_NUMBERS);
            for one in of(pair[0]) {
                for other in of(pair[1]) {
                    let (Some(first), Some(second)) = (self.entry(*one), self.entry(*other)) else {
                        continue;
                    };
                    if let Some(how) = numbers_in_a_block(context, *pair, [first, second]) {
                        self.near.push(NearValues { pair: *pair, entries: [*one, *other], how });
                    }
                }
            }
        }
        self.near.sort_unstable();
    }

    /// The value at a place.
    pub fn entry(&self, at: u32) -> Option<&'a Entry> {
        self.entries.get(at as usize)
    }

    /// Persons who share a value with somebody, or have one that is near to somebody's: the n of a near
    /// level, which holds whoever has a partner at that level or better.
    pub fn with_partner(&self) -> BTreeSet<PersonId> {
        let near = self.near.iter().chain(&self.common).flat_map(|values| values.pair);
        self.shared.keys().copied().chain(near).collect()
    }

    /// The values that two persons share.
    pub fn shared_by(&self, pair: Pair) -> Vec<u32> {
        let of = |person: PersonId| self.shared.get(&person).map_or(&[][..], Vec::as_slice);
        of(pair[0]).iter().copied().filter(|at| of(pair[1]).contains(at)).collect()
    }

    /// The pairs of persons who share a value, sorted; of more than [`ALL_PAIRS_UP_TO`] who share one, each
    /// with the first and its neighbour.
    pub fn exact_pairs(&self) -> Vec<Pair> {
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (person, values) in &self.shared {
            for value in values {
                groups.entry(*value).or_default().push(person.0);
            }
        }
        let mut made: Vec<Pair> = groups
            .into_values()
            .flat_map(|persons| pairs(&persons, ALL_PAIRS_UP_TO))
            .map(|(first, second)| [PersonId(first), PersonId(second)])
            .collect();
        made.sort_unstable();
        made.dedup();
        made
    }

    /// The near values of the pairs that share none, sorted by pair.
    pub fn near_by_pair(&self) -> impl Iterator<Item = &[NearValues]> {
        self.near
            .chunk_by(|one, other| one.pair == other.pair)
            .filter(|values| values.first().is_some_and(|one| self.shared_by(one.pair).is_empty()))
    }

    /// The pairs whose near values are common, sorted: they count where it is asked how common such values are.
    pub fn common_pairs(&self) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = self.common.iter().map(|values| values.pair).collect();
        pairs.dedup();
        pairs.retain(|pair| self.shared_by(*pair).is_empty() && self.near_of(*pair).is_empty());
        pairs
    }

    /// The near values of two persons.
    pub fn near_of(&self, pair: Pair) -> &[NearValues] {
        let from = self.near.partition_point(|values| values.pair < pair);
        let to = self.near.partition_point(|values| values.pair <= pair);
        self.near.get(from..to).unwrap_or_default()
    }

    /// The records of a person's uses of a value.
    pub fn records(&self, at: u32, person: PersonId) -> Vec<Citation> {
        let uses = self.entry(at).into_iter().flat_map(|entry| &entry.uses);
        uses.filter(|usage| {
            usage.person == person && (self.compares)(usage.role) && self.reads(&usage.source)
        })
        .flat_map(Use::records)
        .collect()
    }
}

/// Whether a value may link anybody: no hub, and no mailbox that only the firm issues.
pub fn links(entry: &Entry) -> bool {
    entry.hub.is_none() && !is_the_firms_own(entry)
}

/// A mailbox that only the firm issues says nothing about who is who.
fn is_the_firms_own(entry: &Entry) -> bool {
    matches!(entry.form, Form::Mailbox(_)) && entry.uses.iter().all(|usage| usage.role == Role::Work)
}

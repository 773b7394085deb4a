//! The joins that make one person of several rows: only what the firm itself states.
//!
//! Employee number in two systems, contract id, work e-mail in two staff systems, the
//! hired-employee id of an application, a product's own worker id. Never a shared value: an
//! account, phone, address or private mailbox is a thing and joins nobody.
//!
//! No two humans may ever end up in one person. So a statement that the records contradict is not
//! believed (`believe.rs`), the two stay apart whatever else would join them, and the contradiction
//! becomes a gap of the firm.

mod believe;
mod identity;

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linkage::Components;
use bonafide_records::finding::Gap;
use bonafide_records::{Citation, Firm, Reading};

use believe::{Doubt, Verdict};
use identity::{Identity, Rule};

/// A join that was made, for `persons[].joined_by`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Join {
    /// `source:key` of one side, the smaller.
    pub a: String,
    /// `source:key` of the other.
    pub b: String,
    /// Which statement.
    pub rule: &'static str,
    /// The record that states it.
    pub record: Citation,
}

/// Rows and the root of their component.
#[derive(Debug, Clone, Default)]
pub struct Joined {
    /// Smallest identity of each row's component; `None` for rows that depend on others.
    pub root_of_row: Vec<Option<u32>>,
    /// Joins made.
    pub joins: Vec<Join>,
    /// Contradictory statements.
    pub gaps: Vec<Gap>,
}

/// One statement that two identities make alike.
#[derive(Debug, Clone, Copy)]
struct Edge<'a> {
    rule: Rule,
    value: &'a str,
    first: u32,
    second: u32,
}

/// Joins the rows of a reading.
pub fn join(reading: &Reading, firm: &Firm) -> Joined {
    let (identities, identity_of_row) = identity::of_reading(reading, firm);
    let mut by_statement: BTreeMap<(Rule, &str), Vec<u32>> = BTreeMap::new();
    for (index, identity) in identities.iter().enumerate() {
        for (rule, value) in identity.statements.keys() {
            by_statement.entry((*rule, value.as_str())).or_default().push(index as u32);
        }
    }
    let mut table = Table { identities: &identities, gaps: Vec::new(), apart: BTreeSet::new() };
    let mut edges = Vec::new();
    for ((rule, value), holders) in &by_statement {
        if holders.len() > 1 {
            edges.extend(table.believed(*rule, value, holders));
        }
    }
    let (mut components, mut joins) = table.unite(&edges);
    let mut gaps = table.gaps;
    joins.sort();
    gaps.sort();
    gaps.dedup();
    let root_of_row =
        identity_of_row.iter().map(|identity| identity.map(|own| components.root(own))).collect();
    Joined { root_of_row, joins, gaps }
}

struct Table<'a> {
    identities: &'a [Identity<'a>],
    gaps: Vec<Gap>,
    /// Pairs that a contradicted statement keeps apart.
    apart: BTreeSet<(u32, u32)>,
}

impl<'a> Table<'a> {
    fn get(&self, index: u32) -> Option<&'a Identity<'a>> {
        self.identities.get(index as usize)
    }

    /// The edges of one value that the records do not contradict.
    fn believed<'v>(&mut self, rule: Rule, value: &'v str, holders: &[u32]) -> Vec<Edge<'v>> {
        if let Some(doubt) = believe::given_twice(rule, holders.iter().filter_map(|index| self.get(*index))) {
            self.gap(rule, holders, doubt);
            return Vec::new();
        }
        let mut edges = Vec::new();
        let mut refused = Vec::new();
        for (at, first) in holders.iter().enumerate() {
            for second in holders.iter().skip(at + 1) {
                let (Some(left), Some(right)) = (self.get(*first), self.get(*second)) else { continue };
                match believe::verdict(rule, left, right) {
                    Verdict::Join => edges.push(Edge { rule, value, first: *first, second: *second }),
                    Verdict::Apart(doubt) => {
                        self.gap(rule, &[*first, *second], doubt);
                        refused.push((*first, *second));
                    }
                }
            }
        }
        for (left, right) in &refused {
            self.apart.insert((*left, *right));
            self.drop_bridges(&mut edges, *left, *right);
        }
        edges
    }

    /// A row that agrees with both sides of a contradiction joins the one that it agrees with more,
    /// and neither where it agrees with both alike.
    fn drop_bridges(&mut self, edges: &mut Vec<Edge<'_>>, left: u32, right: u32) {
        let other = |edge: &Edge<'_>, side: u32| match (edge.first == side, edge.second == side) {
            (true, false) => Some(edge.second),
            (false, true) => Some(edge.first),
            _ => None,
        };
        let of_left: BTreeSet<u32> = edges.iter().filter_map(|edge| other(edge, left)).collect();
        let bridges: Vec<u32> = edges
            .iter()
            .filter_map(|edge| other(edge, right))
            .filter(|bridge| of_left.contains(bridge))
            .collect();
        for bridge in bridges {
            let (Some(middle), Some(one), Some(two)) = (self.get(bridge), self.get(left), self.get(right))
            else {
                continue;
            };
            let (to_left, to_right) = (believe::strength(middle, one), believe::strength(middle, two));
            let keeps_left = to_left > to_right;
            let keeps_right = to_right > to_left;
            edges.retain(|edge| {
                let touches = |side: u32| other(edge, side) == Some(bridge);
                (keeps_left || !touches(left)) && (keeps_right || !touches(right))
            });
        }
    }

    /// Unites what is believed; nothing ever unites a pair that is to stay apart.
    fn unite(&mut self, edges: &[Edge<'_>]) -> (Components, Vec<Join>) {
        let mut components = Components::new(self.identities.len());
        let mut members: Vec<Vec<u32>> = (0..self.identities.len()).map(|index| vec![index as u32]).collect();
        let mut joins = Vec::new();
        for edge in edges {
            let (Some(left), Some(right)) = (self.get(edge.first), self.get(edge.second)) else { continue };
            let (left_root, right_root) = (components.root(edge.first), components.root(edge.second));
            if left_root != right_root {
                if self.would_mix(&members, left_root, right_root) {
                    self.gap(edge.rule, &[edge.first, edge.second], Doubt::ThroughOthers);
                    continue;
                }
                components.join(edge.first, edge.second);
                let (keeps, yields) = (left_root.min(right_root), left_root.max(right_root));
                let moved = members.get_mut(yields as usize).map(std::mem::take).unwrap_or_default();
                if let Some(kept) = members.get_mut(keeps as usize) {
                    kept.extend(moved);
                }
            }
            let Some(record) = left.statements.get(&(edge.rule, edge.value.to_owned())) else { continue };
            // A work e-mail joins a login too, and that is no hire.
            let hired = edge.rule == Rule::EmployeeNumber && left.works_here != right.works_here;
            joins.push(Join {
                a: left.written.clone(),
                b: right.written.clone(),
                rule: if hired { "hired_employee" } else { edge.rule.word() },
                record: (*record).clone(),
            });
        }
        (components, joins)
    }

    /// Whether two components hold a pair that is to stay apart, or keys of one system under names
    /// that have nothing in common.
    fn would_mix(&self, members: &[Vec<u32>], left: u32, right: u32) -> bool {
        let of = |root: u32| members.get(root as usize).map_or(&[][..], Vec::as_slice);
        of(left).iter().any(|first| {
            of(right).iter().any(|second| {
                let pair = (*first.min(second), *first.max(second));
                let strangers = match (self.get(*first), self.get(*second)) {
                    (Some(one), Some(two)) => one.source == two.source && one.names_disagree(two),
                    _ => false,
                };
                strangers || self.apart.contains(&pair)
            })
        })
    }

    fn gap(&mut self, rule: Rule, holders: &[u32], doubt: Doubt) {
        let held: Vec<&Identity<'_>> = holders.iter().filter_map(|index| self.get(*index)).collect();
        let mut records: Vec<Citation> = held
            .iter()
            .flat_map(|identity| identity.statements.iter().filter(|entry| entry.0.0 == rule))
            .map(|(_, citation)| (*citation).clone())
            .collect();
        records.sort();
        records.dedup();
        // Keys that are e-mail addresses stay out of the sentence.
        let shown = held
            .iter()
            .map(|one| if one.written.contains('@') { "a row without a key" } else { &one.written });
        let keys = shown.collect::<Vec<_>>().join(", ");
        let noun = rule.noun();
        self.gaps.push(Gap {
            detector: "joins".to_owned(),
            says: format!("one {noun} {}: {keys}; they were not joined", doubt.words()),
            records,
            ask: format!("whose {noun} is it? correct it in one of the systems"),
        });
    }
}

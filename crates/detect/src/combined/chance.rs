//! How many pairs of a firm's persons would agree on some values by chance.
//!
//! Of the pairs of persons who have all those values, so many as the shares of each value alone say,
//! multiplied: the share of a value is counted, the pairs that agree on it (at that level or better) of
//! all pairs of persons who have one. Pairs that agree on three and more values are left out of the
//! count: they are what is asked about, and no chance. So are all pairs of a group that such pairs connect:
//! else the personas of one operator, who have a value or two in common with each other, would be the chance
//! that acquits them. Independence of the values is assumed, which is why a home, a household and an agency
//! are explanations of their own.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linkage::components::Components;
use bonafide_records::MilliBits;
use bonafide_records::bits::log2_milli;
use bonafide_records::finding::PersonId;

use super::values::Values;
use super::{Level, What};
use crate::agreements::Pair;

/// The number of pairs that would agree by chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chance {
    /// Pairs of persons who have all the values.
    pub pairs: u64,
    /// log2 of the number, in milli-bits; `None` where no other pair agrees on one of the values.
    pub log2_milli: Option<MilliBits>,
}

/// At most one in a hundred (row: 0.01), as log2 in milli-bits.
const AT_MOST: (u128, u128) = (1, 100);

impl Chance {
    /// Whether at most 0.01 pairs are expected.
    pub fn is_small(&self) -> bool {
        self.log2_milli.is_none_or(|found| found <= log2_milli(AT_MOST.0, AT_MOST.1))
    }

    /// In words: the power of ten that it does not exceed.
    pub fn words(&self) -> String {
        let Some(found) = self.log2_milli else { return "none".to_owned() };
        let above = |power: u32| found > log2_milli(1, 10_u128.pow(power));
        match (0..=9_u32).take_while(|power| !above(*power)).last() {
            None => "more than 1".to_owned(),
            Some(0) => "at most 1".to_owned(),
            Some(power) => format!("at most 0.{}1", "0".repeat(power as usize - 1)),
        }
    }
}

/// The pairs that are asked about.
pub(super) struct Asked {
    pairs: BTreeSet<Pair>,
    /// The group of each person in one of the pairs; none where a group is so large that too little would be left.
    group_of: BTreeMap<u32, u32>,
}

impl Asked {
    /// Those that agree on three and more values, and the groups that they connect, among so many persons. A group
    /// that holds more than half of all pairs of those who have any value is the firm itself: what its members have in
    /// common is counted.
    pub(super) fn new(pairs: BTreeSet<Pair>, persons: usize, with_values: u64) -> Self {
        let mut components = Components::new(persons);
        for pair in &pairs {
            components.join(pair[0].0, pair[1].0);
        }
        let members: BTreeSet<u32> = pairs.iter().flatten().map(|person| person.0).collect();
        let mut size_of: BTreeMap<u32, u64> = BTreeMap::new();
        let mut group_of = BTreeMap::new();
        for person in members {
            let root = components.root(person);
            *size_of.entry(root).or_default() += 1;
            group_of.insert(person, root);
        }
        let is_the_firm =
            |root: &u32| size_of.get(root).is_some_and(|size| pairs_of(*size) * 2 > pairs_of(with_values));
        group_of.retain(|_, root| !is_the_firm(root));
        Self { pairs, group_of }
    }

    fn holds(&self, pair: Pair) -> bool {
        let group = |person: PersonId| self.group_of.get(&person.0);
        self.pairs.contains(&pair) || group(pair[0]).is_some_and(|own| group(pair[1]) == Some(own))
    }
}

/// What was counted of each value and level.
pub(super) struct Counted<'v, 'a> {
    values: &'v Values<'a>,
    /// Pairs that agree at the level or better, without those left out.
    agreeing: BTreeMap<(What, Level), u64>,
    /// Persons who have all of some values.
    having: BTreeMap<Vec<What>, u64>,
}

impl<'v, 'a> Counted<'v, 'a> {
    pub(super) fn new(values: &'v Values<'a>, asked: &Asked) -> Self {
        let count = |pairs: &[Pair]| pairs.iter().filter(|pair| !asked.holds(**pair)).count() as u64;
        let mut agreeing = BTreeMap::new();
        for what in What::ALL {
            let exact = count(values.pairs(what, Level::Exact));
            agreeing.insert((what, Level::Exact), exact);
            agreeing.insert(
                (what, Level::Near),
                exact + count(values.pairs(what, Level::Near)) + count(values.common(what)),
            );
        }
        Self { values, agreeing, having: BTreeMap::new() }
    }

    /// How many pairs would agree on these values by chance.
    pub(super) fn chance(&mut self, agreed: &[(What, Level)]) -> Chance {
        let all: Vec<What> = agreed.iter().map(|(what, _)| *what).collect();
        let pairs = pairs_of(self.having(all));
        let mut sum = log2_milli(u128::from(pairs.max(1)), 1);
        for (what, level) in agreed {
            let agreeing = self.agreeing.get(&(*what, *level)).copied().unwrap_or_default();
            if agreeing == 0 {
                return Chance { pairs, log2_milli: None };
            }
            let of = pairs_of(self.having(vec![*what])).max(1);
            sum += log2_milli(u128::from(agreeing), u128::from(of));
        }
        Chance { pairs, log2_milli: Some(sum) }
    }

    /// How many persons have all of some values, counted once.
    fn having(&mut self, all: Vec<What>) -> u64 {
        if let Some(known) = self.having.get(&all) {
            return *known;
        }
        let counted = self.values.having(&all);
        self.having.insert(all, counted);
        counted
    }
}

/// The pairs of so many persons.
fn pairs_of(persons: u64) -> u64 {
    persons.saturating_mul(persons.saturating_sub(1)) / 2
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use bonafide_records::bits::log2_milli;
    use bonafide_records::finding::PersonId;

    use super::{Asked, Chance};
    use crate::agreements::Pair;

    #[test]
    fn a_group_is_left_out_whole_unless_it_is_nearly_the_firm() {
        let pair = |one: u32, other: u32| -> Pair { [PersonId(one), PersonId(other)] };
        let chain = || -> BTreeSet<Pair> { (0..4).map(|at| pair(at, at + 1)).chain([pair(6, 7)]).collect() };
        let asked = Asked::new(chain(), 12, 12);
        assert!(asked.holds(pair(0, 4)) && asked.holds(pair(6, 7)));
        assert!(!asked.holds(pair(4, 6)) && !asked.holds(pair(0, 9)) && !asked.holds(pair(8, 9)));
        let nearly_all = Asked::new(chain(), 12, 6);
        assert!(nearly_all.holds(pair(0, 1)) && !nearly_all.holds(pair(0, 4)));
    }

    #[test]
    fn a_hundredth_is_small_and_more_is_not() {
        let of = |one: u128, of: u128| Chance { pairs: 10, log2_milli: Some(log2_milli(one, of)) };
        assert!(of(1, 100).is_small() && !of(1, 99).is_small());
        assert_eq!(of(1, 100).words(), "at most 0.01");
        assert_eq!(of(1, 99).words(), "at most 0.1");
        assert_eq!(of(1, 1_000_001).words(), "at most 0.000001");
        assert_eq!(of(1, 1).words(), "at most 1");
        assert_eq!(of(5, 2).words(), "more than 1");
        let none = Chance { pairs: 10, log2_milli: None };
        assert!(none.is_small());
        assert_eq!(none.words(), "none");
    }
}

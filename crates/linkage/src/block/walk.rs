//! Walks the pairs of all rules, tile by tile, each pair once.

use std::ops::Range;

use super::groups::ALONE;
use super::{Blocking, Mode};
use crate::table::Lines;

/// Pairs that one tile has at most, about.
const TILE: u64 = 65_536;

/// Groups of so few rows are not laid side by side: that would cost more than it saves.
const FEW: usize = 3;

/// Rows whose memory is asked for at once, before any of it is needed: the waits overlap, and what comes still lies
/// near when its group is walked.
const AHEAD: usize = 64;

/// Says of which rows pairs are walked, where that is all.
pub const ALL_ROWS: Option<&fn(u32) -> bool> = None;

/// A piece of the work: some groups of one rule, or some rows of one large group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// The rule.
    pub rule: usize,
    /// Its groups.
    pub groups: Range<u32>,
    /// Where a tile is a part of one group: the rows of the group that are the first of their pairs.
    pub part: Option<Range<u32>>,
}

/// Which rules are walked, and which of them a pair belongs to that several make: it is walked once, under the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// By rule, where it takes part: the less the sooner pairs belong to it.
    ranks: Vec<Option<usize>>,
    walked: Vec<bool>,
}

impl Scope {
    /// All rules, in their order.
    pub fn all(blocking: &Blocking) -> Self {
        let rules = blocking.rules.len();
        Self { ranks: (0..rules).map(Some).collect(), walked: vec![true; rules] }
    }

    /// Some rules, by their places; the others are as if they were not.
    pub fn some(blocking: &Blocking, places: &[usize]) -> Self {
        let walked: Vec<bool> = (0..blocking.rules.len()).map(|place| places.contains(&place)).collect();
        Self { ranks: walked.iter().enumerate().map(|(place, own)| own.then_some(place)).collect(), walked }
    }

    /// All rules but some, without the pairs that these make.
    pub fn besides(blocking: &Blocking, places: &[usize]) -> Self {
        let rules = blocking.rules.len();
        let walked: Vec<bool> = (0..rules).map(|place| !places.contains(&place)).collect();
        let rank = |(place, own): (usize, &bool)| Some(if *own { rules + place } else { place });
        Self { ranks: walked.iter().enumerate().map(rank).collect(), walked }
    }

    /// Whether the pairs of a rule are walked.
    pub fn walks(&self, place: usize) -> bool {
        self.walked.get(place).copied().unwrap_or(false)
    }

    /// The rules that pairs belong to rather than to this one.
    fn owners(&self, place: usize) -> impl Iterator<Item = usize> {
        let own = self.ranks[place].unwrap_or(0);
        let ranks = self.ranks.iter().enumerate();
        ranks.filter(move |(_, rank)| rank.is_some_and(|rank| rank < own)).map(|(other, _)| other)
    }
}

/// The rows of one group, laid side by side.
#[derive(Debug, Default)]
pub struct Batch {
    /// The rows of the group that take part, where not all do.
    rows: Vec<u32>,
    /// Their places in the group.
    places: Vec<u32>,
    /// Numbers of the blocks of earlier rules, rule by rule.
    numbers: Vec<u32>,
    /// Whether an earlier rule owns the pair with each row behind the first: 1 or 0, as wide as the numbers, so
    /// that several are compared at once.
    owned: Vec<u32>,
    /// Places of those that none does.
    rights: Vec<u32>,
}

impl Batch {
    /// Lays the numbers of the rows of a group side by side, rule by rule.
    #[inline]
    fn lay_out(&mut self, group: &[u32], rules: &[usize], matrix: &Lines) {
        let size = group.len();
        self.numbers.resize(rules.len() * size, 0);
        for (place, row) in group.iter().enumerate() {
            let own = matrix.row(*row);
            for (column, rule) in rules.iter().enumerate() {
                self.numbers[column * size + place] = own[*rule];
            }
        }
    }

    /// Finds the places from one on whose pairs with the first row no rule laid out owns.
    #[inline]
    fn find_rights(&mut self, size: usize, first: usize, from: usize) {
        self.owned.clear();
        self.owned.resize(size - from, 0);
        for numbers in self.numbers.chunks_exact(size) {
            let own = numbers[first];
            if own < ALONE {
                for (owned, other) in self.owned.iter_mut().zip(&numbers[from..]) {
                    *owned |= u32::from(*other == own);
                }
            }
        }
        // Without a branch: which pairs are owned cannot be guessed.
        self.rights.resize(self.owned.len(), 0);
        let mut free = 0;
        for (place, owned) in self.owned.iter().enumerate() {
            self.rights[free] = (from + place) as u32;
            free += usize::from(*owned == 0);
        }
        self.rights.truncate(free);
    }
}

/// The rows of the block that a pair is met in; `number` tells blocks of one tile apart.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a> {
    /// Its number among those of its rule.
    pub number: u32,
    /// Its rows, ascending.
    pub rows: &'a [u32],
}

impl Blocking {
    /// All work, cut into tiles of about 64 k pairs.
    pub fn tiles(&self, scope: &Scope) -> Vec<Tile> {
        let mut tiles = Vec::new();
        for (place, rule) in self.rules.iter().enumerate() {
            if !scope.walks(place) {
                continue;
            }
            let (mut first, mut so_far) = (0_u32, 0_u64);
            for number in 0..rule.groups.len() as u32 {
                let size = rule.groups.group(number as usize).len() as u64;
                let pairs = size * (size - 1) / 2;
                if pairs > TILE {
                    if first < number {
                        tiles.push(Tile { rule: place, groups: first..number, part: None });
                    }
                    let rows = (TILE / size).max(1);
                    let mut start = 0;
                    while start < size {
                        let end = (start + rows).min(size);
                        tiles.push(Tile {
                            rule: place,
                            groups: number..number + 1,
                            part: Some(start as u32..end as u32),
                        });
                        start = end;
                    }
                    (first, so_far) = (number + 1, 0);
                    continue;
                }
                so_far += pairs;
                if so_far > TILE {
                    tiles.push(Tile { rule: place, groups: first..number + 1, part: None });
                    (first, so_far) = (number + 1, 0);
                }
            }
            if (first as usize) < rule.groups.len() {
                tiles.push(Tile { rule: place, groups: first..rule.groups.len() as u32, part: None });
            }
        }
        tiles
    }

    /// How many pairs the rules make together: each is counted once, so that all are walked.
    pub fn distinct_pairs(&self) -> u64 {
        self.new_pairs(&Scope::all(self)).iter().sum()
    }

    /// How many pairs each rule makes that no earlier one in the scope does: all are walked.
    pub fn new_pairs(&self, scope: &Scope) -> Vec<u64> {
        let (mut batch, mut pairs) = (Batch::default(), vec![0; self.rules.len()]);
        for tile in self.tiles(scope) {
            let own = &mut pairs[tile.rule];
            self.walk_rows(&tile, scope, &mut batch, |_, _, rights| *own += rights.len() as u64);
        }
        pairs
    }

    /// Calls `visit` with the pairs of a tile, the smaller row first.
    #[inline]
    pub fn walk(&self, tile: &Tile, scope: &Scope, batch: &mut Batch, mut visit: impl FnMut(u32, u32)) {
        self.walk_rows(tile, scope, batch, |block, left, rights| {
            for right in rights {
                visit(block.rows[left], block.rows[*right as usize]);
            }
        });
    }

    /// Calls `visit` for each row of a tile that is the first of pairs, with its place in its block and the
    /// places of those behind it that it makes pairs with.
    #[inline]
    pub fn walk_rows(
        &self,
        tile: &Tile,
        scope: &Scope,
        batch: &mut Batch,
        visit: impl FnMut(Block<'_>, usize, &[u32]),
    ) {
        self.walk_some(tile, scope, batch, ALL_ROWS, |_| 0, visit);
    }

    /// The same among the rows that `takes_part` says, by number; all where nothing says. `ahead` reads a little of
    /// what will be asked of a row soon; what it gives means nothing.
    #[inline]
    pub fn walk_some(
        &self,
        tile: &Tile,
        scope: &Scope,
        batch: &mut Batch,
        takes_part: Option<&impl Fn(u32) -> bool>,
        ahead: impl Fn(u32) -> u32,
        mut visit: impl FnMut(Block<'_>, usize, &[u32]),
    ) {
        let rule = &self.rules[tile.rule];
        let owners = || scope.owners(tile.rule);
        let plain: Vec<usize> = owners().filter(|place| self.is_plain(*place)).collect();
        let plain: Vec<usize> =
            self.needed(&plain).into_iter().filter_map(|place| self.places[place]).collect();
        let slow: Vec<usize> = owners().filter(|place| !self.is_plain(*place)).collect();
        let is_slow = !slow.is_empty() || rule.groups.several.is_some() || rule.conditions.is_some();
        let ahead = |row: u32| {
            // Where few rows take part the numbers of most are never needed.
            if takes_part.is_some() || plain.is_empty() {
                return ahead(row);
            }
            self.matrix.touch(row) ^ ahead(row)
        };
        let mut read_until = 0;
        for number in tile.groups.clone() {
            let mut group = rule.groups.group(number as usize);
            let (start, end) = rule.groups.span(number as usize);
            read_until = read_until.max(start);
            while read_until < end {
                let rows = &rule.groups.rows[read_until..(read_until + AHEAD).min(rule.groups.rows.len())];
                std::hint::black_box(rows.iter().fold(0, |read, row| read ^ ahead(*row)));
                read_until += AHEAD;
            }
            let mut firsts =
                tile.part.clone().map_or(0..group.len(), |part| part.start as usize..part.end as usize);
            let mut chosen = std::mem::take(&mut batch.rows);
            if let Some(takes_part) = takes_part {
                chosen.clear();
                batch.places.clear();
                for (place, row) in group.iter().enumerate() {
                    if takes_part(*row) {
                        chosen.push(*row);
                        batch.places.push(place as u32);
                    }
                }
                let at = |place: usize| batch.places.partition_point(|own| (*own as usize) < place);
                firsts = at(firsts.start)..at(firsts.end);
                group = &chosen;
            }
            let is_few = group.len() <= FEW;
            if !is_few {
                batch.lay_out(group, &plain, &self.matrix);
            }
            for first in firsts {
                let from = if self.mode == Mode::Link { self.behind_input(group, first) } else { first + 1 };
                if is_few {
                    let own = self.matrix.row(group[first]);
                    batch.rights.clear();
                    batch.rights.extend((from..group.len()).map(|place| place as u32).filter(|place| {
                        let other = self.matrix.row(group[*place as usize]);
                        !plain.iter().any(|column| own[*column] == other[*column])
                    }));
                } else {
                    batch.find_rights(group.len(), first, from);
                }
                if is_slow {
                    let left = group[first];
                    batch.rights.retain(|place| {
                        let right = group[*place as usize];
                        let is_first = rule.groups.several.is_none()
                            || rule.groups.first_shared(left, right) == Some(number);
                        is_first
                            && !slow.iter().any(|other| self.makes(*other, left, right))
                            && rule.admits(left, right)
                    });
                }
                if !batch.rights.is_empty() {
                    visit(Block { number, rows: group }, first, &batch.rights);
                }
            }
            batch.rows = chosen;
        }
    }

    /// Whether a rule makes a pair.
    pub fn makes(&self, place: usize, left: u32, right: u32) -> bool {
        let rule = &self.rules[place];
        let together = match self.places[place] {
            Some(column) => self.matrix.row(left)[column] == self.matrix.row(right)[column],
            None => rule.groups.first_shared(left, right).is_some(),
        };
        together && rule.admits(left, right)
    }

    /// Whether any rule makes a pair.
    pub fn makes_any(&self, left: u32, right: u32) -> bool {
        (0..self.rules.len()).any(|place| self.makes(place, left, right))
    }

    /// Whether a pair is compared: some rule makes it, and of two inputs where only such are asked about.
    pub fn compares(&self, left: u32, right: u32) -> bool {
        let input = |row: u32| self.inputs.get(row as usize);
        let is_asked = self.mode != Mode::Link || input(left) != input(right);
        is_asked && self.makes_any(left, right)
    }

    /// The first place in a group, whose rows ascend, that belongs to a later input.
    fn behind_input(&self, group: &[u32], first: usize) -> usize {
        let own = self.inputs[group[first] as usize];
        first + group[first..].partition_point(|row| self.inputs[*row as usize] == own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Rule;
    use crate::expression::{Derived, Expression};
    use crate::table::{Table, TableBuilder};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn table(rows: &[(u8, u8, Vec<u8>)], first: usize) -> Table {
        let mut builder = TableBuilder::default();
        let places = [builder.column("a"), builder.column("b"), builder.column("m")];
        for (number, part) in [&rows[..first], &rows[first..]].into_iter().enumerate() {
            for (one, other, list) in part {
                builder.at(places[0]).push(if *one == 0 { b"" } else { std::slice::from_ref(one) });
                builder.at(places[1]).push(if *other == 0 { b"" } else { std::slice::from_ref(other) });
                builder.at(places[2]).push_many(list.iter().map(std::slice::from_ref));
            }
            builder.end_input(if number == 0 { "left" } else { "right" }, part.len(), false);
        }
        builder.finish()
    }

    fn rule(keys: &[&str]) -> Rule {
        Rule {
            keys: keys.iter().map(|key| Expression::parse(key).expect("a key")).collect(),
            ..Rule::default()
        }
    }

    /// Walks all pairs of a scope; one that was walked before.
    fn walk_all(blocking: &Blocking, scope: &Scope, seen: &mut BTreeSet<(u32, u32)>) -> Option<(u32, u32)> {
        let mut twice = None;
        for tile in blocking.tiles(scope) {
            blocking.walk(&tile, scope, &mut Batch::default(), |left, right| {
                if !seen.insert((left, right)) {
                    twice = Some((left, right));
                }
            });
        }
        twice
    }

    #[test]
    fn a_row_whose_lists_make_too_many_keys_is_named() {
        let blocked = |most: u32| {
            let mut builder = TableBuilder::default();
            for header in ["m", "n"] {
                let place = builder.column(header);
                builder.at(place).push(b"");
                let values: Vec<[u8; 4]> = (0..most).map(u32::to_le_bytes).collect();
                builder.at(place).push_many(values.iter().map(<[u8; 4]>::as_slice));
            }
            builder.end_input("left", 2, false);
            let rules = [rule(&["m", "n"])];
            Blocking::new(&builder.finish(), &Derived::default(), &rules, Mode::Dedupe)
        };
        assert!(blocked(512).is_ok());
        let error = blocked(513).expect_err("263 169 keys").to_string();
        assert!(error.contains("rule 1 `m; n`: the row 2 of left makes 263169 keys"), "{error}");
    }

    proptest! {
        #[test]
        fn each_pair_is_walked_once_and_none_is_missed(
            rows in prop::collection::vec((0_u8..4, 0_u8..4, prop::collection::vec(1_u8..5, 0..3)), 2..40),
            cut in 0.0_f64..1.0,
            link in any::<bool>(),
        ) {
            let first = (rows.len() as f64 * cut) as usize;
            let table = table(&rows, first);
            let rules = [rule(&["a", "b"]), rule(&["m"]), rule(&["b", "m"]), rule(&["b"]), rule(&["a"])];
            let mode = if link { Mode::Link } else { Mode::LinkAndDedupe };
            let blocking = Blocking::new(&table, &Derived::default(), &rules, mode).expect("rules fit");
            let mut seen = BTreeSet::new();
            let scope = Scope::all(&blocking);
            prop_assert_eq!(walk_all(&blocking, &scope, &mut seen), None);
            let mut expected = BTreeSet::new();
            for left in 0..rows.len() {
                for right in left + 1..rows.len() {
                    let (one, two) = (&rows[left], &rows[right]);
                    let shares = one.2.iter().any(|value| two.2.contains(value));
                    let made = (one.0 == two.0 && one.0 != 0) || shares || (one.1 == two.1 && one.1 != 0);
                    if made && !(link && (left < first) == (right < first)) {
                        expected.insert((left as u32, right as u32));
                    }
                }
            }
            prop_assert_eq!(blocking.distinct_pairs(), expected.len() as u64);
            // Some rules, and what the others make besides.
            let (looked_at, mut parts) = ([1, 3], BTreeSet::new());
            for part in [Scope::some(&blocking, &looked_at), Scope::besides(&blocking, &looked_at)] {
                prop_assert_eq!(walk_all(&blocking, &part, &mut parts), None);
                if part.walks(1) {
                    let makes = |pair: &&(u32, u32)| looked_at.iter().any(|rule| blocking.makes(*rule, pair.0, pair.1));
                    prop_assert_eq!(&parts, &seen.iter().filter(makes).copied().collect());
                }
            }
            prop_assert_eq!(&parts, &seen);
            prop_assert!(seen.iter().all(|(left, right)| blocking.makes_any(*left, *right)));
            // Of some rows the pairs among them.
            let takes_part = |row: u32| !row.is_multiple_of(3);
            let mut some = BTreeSet::new();
            for tile in blocking.tiles(&scope) {
                blocking.walk_some(&tile, &scope, &mut Batch::default(), Some(&takes_part), |_| 0, |block, left, rights| {
                    some.extend(rights.iter().map(|right| (block.rows[left], block.rows[*right as usize])));
                });
            }
            let among: BTreeSet<(u32, u32)> =
                seen.iter().copied().filter(|(one, other)| takes_part(*one) && takes_part(*other)).collect();
            prop_assert_eq!(some, among);
            prop_assert_eq!(seen, expected);
        }
    }
}

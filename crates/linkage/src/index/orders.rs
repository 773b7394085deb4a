//! Where do rows stand among all that came between the same two?
//!
//! The rows of a base file lie [`APART`] from each other, and what comes later halves a gap. Where none is left, its neighbours
//! move: as few as leave all of them room again, so that it takes little time whatever order rows come in.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::rows::Id;

/// Orders of neighbours in one input lie so far apart, so that others find room between them.
pub(super) const APART: u64 = 1 << 16;

/// So many rows to each side move at first, and so many times as many where that leaves too little room.
const MOVED: usize = 16;
const TIMES: usize = 4;

/// Room enough is so much between neighbours: rows that come one before the other halve it four times.
const ROOM: u64 = 16;

/// The input of a row, its id as it is sorted, and the row.
pub(super) type Key = (u32, Id, u32);

/// Rows that came since the base file was written, with their orders.
#[derive(Debug, Default)]
pub(super) struct Since(BTreeMap<Key, u64>);

impl Since {
    /// Takes up a row that stands between two orders of the base file: the rows that move for it with their orders, and itself
    /// last. Where there is no room at all, between two rows of the base file for more than 65,000, it stands with its
    /// neighbour, until the base file is renewed.
    pub fn insert(&mut self, key: Key, (base_low, base_high): (u64, u64)) -> Vec<(u32, u64)> {
        let row = key.2;
        let low = self.before(&key, base_low).next().map_or(base_low, |own| own.1);
        let high = self.behind(&key, base_high).next().map_or(base_high, |own| own.1);
        let half = high.saturating_sub(low) / 2;
        if half > 0 {
            let order = low + half.min(APART);
            self.0.insert(key, order);
            return vec![(row, order)];
        }
        let mut moved = self.spread(&key, (base_low, base_high));
        let own = moved.iter().find(|own| own.0 == row).map_or(low, |own| own.1);
        self.0.insert(key, own);
        moved.retain(|own| own.0 != row);
        moved.push((row, own));
        moved
    }

    /// Takes a row back.
    pub fn remove(&mut self, key: &Key) {
        self.0.remove(key);
    }

    /// Moves rows around a new one as far apart as there is room; the orders of all of them, empty where there is none.
    fn spread(&mut self, key: &Key, (base_low, base_high): (u64, u64)) -> Vec<(u32, u64)> {
        let mut most = MOVED;
        let (keys, low, step) = loop {
            let mut before: Vec<(Key, u64)> = self.before(key, base_low).take(most + 1).collect();
            let mut behind: Vec<(Key, u64)> = self.behind(key, base_high).take(most + 1).collect();
            let ends = |rows: &mut Vec<(Key, u64)>, base: u64| {
                if rows.len() > most { rows.pop().map_or(base, |own| own.1) } else { base }
            };
            let (low, high) = (ends(&mut before, base_low), ends(&mut behind, base_high));
            let is_all = (low, high) == (base_low, base_high);
            let count = (before.len() + behind.len() + 1) as u64;
            let step = (high.saturating_sub(low) / (count + 1)).min(APART);
            if step >= ROOM || is_all {
                let own = std::iter::once(key.clone());
                let sorted = before.into_iter().rev().map(|own| own.0);
                let keys: Vec<Key> = sorted.chain(own).chain(behind.into_iter().map(|own| own.0)).collect();
                break (keys, low, step);
            }
            most *= TIMES;
        };
        if step == 0 {
            return Vec::new();
        }
        let mut moved = Vec::with_capacity(keys.len());
        for (place, own) in keys.iter().enumerate() {
            let order = low + (place as u64 + 1) * step;
            if let Some(kept) = self.0.get_mut(own) {
                *kept = order;
            }
            moved.push((own.2, order));
        }
        moved
    }

    /// Rows before this one, the nearest first, as far as an order of the base file.
    fn before(&self, key: &Key, base: u64) -> impl Iterator<Item = (Key, u64)> {
        let source = key.0;
        self.0
            .range(..key)
            .rev()
            .map(|(own, order)| (own.clone(), *order))
            .take_while(move |own| own.0.0 == source && own.1 > base)
    }

    /// Rows behind this one, the nearest first, as far as an order of the base file.
    fn behind(&self, key: &Key, base: u64) -> impl Iterator<Item = (Key, u64)> {
        let source = key.0;
        self.0
            .range((Bound::Excluded(key), Bound::Unbounded))
            .map(|(own, order)| (own.clone(), *order))
            .take_while(move |own| own.0.0 == source && own.1 < base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows with these ids come one by one between two orders; the ids by order, and how many orders were given.
    fn come(ids: impl Iterator<Item = i64>, between: (u64, u64)) -> (Vec<i64>, usize) {
        let mut since = Since::default();
        let mut orders: BTreeMap<u32, (u64, i64)> = BTreeMap::new();
        let mut given = 0;
        for (row, id) in ids.enumerate() {
            let made = since.insert((0, Id::Number(id), row as u32), between);
            assert_eq!(made.last().map(|own| own.0), Some(row as u32));
            given += made.len();
            orders.insert(row as u32, (0, id));
            for (moved, order) in made {
                assert!(between.0 < order && order < between.1, "{order}");
                orders.get_mut(&moved).expect("a row").0 = order;
            }
        }
        let mut by_order: Vec<(u64, i64)> = orders.into_values().collect();
        by_order.sort_unstable();
        assert!(by_order.windows(2).all(|two| two[0].0 < two[1].0));
        (by_order.into_iter().map(|own| own.1).collect(), given)
    }

    #[test]
    fn newest_first_is_in_order_too_and_few_rows_move() {
        for (rows, between) in [(500_u32, (1 << 20, (1 << 20) + APART)), (20_000, (1 << 48, 2 << 48))] {
            let (by_order, given) = come((0..i64::from(rows)).rev(), between);
            assert!(by_order.is_sorted(), "{between:?}");
            assert!(given < rows as usize * 30, "{given}");
        }
    }

    proptest! {
        #[test]
        fn rows_stand_by_their_ids_whatever_order_they_come_in(
            ids in prop::collection::btree_set(-500_i64..500, 1..300),
            seed in any::<u64>(),
        ) {
            let mut shuffled: Vec<i64> = ids.iter().copied().collect();
            shuffled.sort_by_key(|id| crate::table::mix(seed, id.cast_unsigned()));
            let (by_order, _) = come(shuffled.into_iter(), (7, 7 + 4_096));
            prop_assert_eq!(by_order, ids.into_iter().collect::<Vec<_>>());
        }
    }
}

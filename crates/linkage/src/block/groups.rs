//! Rows with equal keys, by refining a partition column by column.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::table::{Cells, Column, NULL};

/// From here on a number names a row that shares its key with nobody.
pub(super) const ALONE: u32 = 1 << 31;

/// Keys that one row may have of several columns of many values: 512 by 512 words.
pub(super) const MOST_KEYS: usize = 1 << 18;

/// Keys that all rows together may have so: while they are sorted each takes some forty bytes.
pub(super) const MOST_TOGETHER: u64 = 1 << 28;

/// More keys than may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooManyKeys {
    /// Of one row.
    Row { row: u32, keys: usize },
    /// Of all.
    Together { keys: u64 },
}

/// How many keys all rows have so far with those of one more.
pub(crate) fn together(so_far: u64, more: usize) -> Result<u64, TooManyKeys> {
    let keys = so_far.saturating_add(more as u64);
    if keys > MOST_TOGETHER { Err(TooManyKeys::Together { keys }) } else { Ok(keys) }
}

/// How many keys a row has, by what it holds alone: each value of a column with each of the others.
pub(crate) fn keys_of<'c>(columns: impl Iterator<Item = &'c Column>, row: u32) -> Result<usize, TooManyKeys> {
    // A column in which it holds nothing leaves none, however many there are of the others.
    let counts = columns.map(|column| column.row(row as usize).len());
    let keys = counts.fold((1_usize, false), |(keys, has_none), count| {
        (keys.saturating_mul(count.max(1)), has_none || count == 0)
    });
    match keys {
        (_, true) => Ok(0),
        (keys, false) if keys > MOST_KEYS => Err(TooManyKeys::Row { row, keys }),
        (keys, false) => Ok(keys),
    }
}

/// Rows that share a key, in groups of two and more.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    /// The group of each row; a number of its own, from 2^31 on, for a row without partner. Empty where
    /// a row can be in several groups.
    pub of: Vec<u32>,
    /// The groups of each row, ascending, where it can be in several: `starts`, `numbers`.
    pub several: Option<(Vec<u32>, Vec<u32>)>,
    /// Rows group by group, ascending inside each.
    pub rows: Vec<u32>,
    /// Where each group starts in `rows`; one longer than there are groups.
    pub starts: Vec<u32>,
}

impl Groups {
    /// All rows in one group; no group where there are no two.
    pub fn everything(rows: usize) -> Self {
        if rows < 2 {
            return Self { of: vec![ALONE; rows], several: None, rows: Vec::new(), starts: vec![0] };
        }
        Self {
            of: vec![0; rows],
            several: None,
            rows: (0..rows as u32).collect(),
            starts: vec![0, rows as u32],
        }
    }

    /// The rows that agree on all columns; a row that holds nothing in one of them is in no group. Columns that other
    /// rules ask too have a name: rows by the first of them are kept for these.
    pub(super) fn by(columns: &[(Option<&str>, &Column)], firsts: &mut Firsts) -> Result<Self, TooManyKeys> {
        let mut single: Vec<(Option<&str>, &Column, &[u32])> = Vec::new();
        let mut many: Vec<&Column> = Vec::new();
        for (name, column) in columns {
            match &column.cells {
                Cells::One(codes) => single.push((*name, column, codes)),
                Cells::Many { .. } => many.push(column),
            }
        }
        let rows = columns.first().map_or(0, |(_, column)| column.rows());
        // The column with most values first: its groups are the smallest.
        single.sort_by_key(|(_, column, _)| std::cmp::Reverse(column.values.len()));
        let mut parts = single.split_first().map(|((name, column, codes), others)| {
            let all = || Parts::first(codes, column.values.len());
            let first = match name {
                Some(name) => Cow::Borrowed(&*firsts.0.entry((*name).to_owned()).or_insert_with(all)),
                None => Cow::Owned(all()),
            };
            others.iter().fold(first, |so_far, (.., codes)| Cow::Owned(so_far.refine(codes))).into_owned()
        });
        if many.is_empty() {
            return Ok(Self::of_parts(parts.unwrap_or_else(|| Parts::all(rows)), rows));
        }
        let mut base = Self::of_parts(parts.take().unwrap_or_else(|| Parts::all(rows)), rows);
        let mut made = 0;
        for row in 0..rows as u32 {
            // Also of a row that shares a key with nobody: one that comes to an index may share it.
            let keys = keys_of(columns.iter().map(|(_, column)| *column), row)?;
            if keys == 0 {
                base.of[row as usize] = ALONE | row;
            }
            made = together(made, keys)?;
        }
        let mut cells: Vec<(u32, u32)> = Vec::new();
        for (place, column) in many.iter().enumerate() {
            cells =
                if place == 0 { entries(column, &base.of) } else { combine(column, &number(&cells, rows)) };
        }
        Ok(Self::of_entries(&cells, rows))
    }

    /// Without the groups of more rows than this; `rows` is how many there are in all.
    #[must_use]
    pub fn at_most(self, most: usize, rows: usize) -> Self {
        let kept: Vec<usize> = (0..self.len()).filter(|number| self.group(*number).len() <= most).collect();
        if kept.len() == self.len() {
            return self;
        }
        if self.several.is_some() {
            let cells: Vec<(u32, u32)> = kept
                .iter()
                .flat_map(|number| self.group(*number).iter().map(|row| (*number as u32, *row)))
                .collect();
            return Self::of_entries(&cells, rows);
        }
        let mut parts = Parts { rows: Vec::new(), starts: vec![0] };
        for number in kept {
            parts.rows.extend_from_slice(self.group(number));
            parts.starts.push(parts.rows.len() as u32);
        }
        Self::of_parts(parts, rows)
    }

    /// How many groups there are.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether no two rows share a key.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows of a group.
    pub fn group(&self, number: usize) -> &[u32] {
        let (start, end) = self.span(number);
        &self.rows[start..end]
    }

    /// Where the rows of a group begin and end among those of all.
    pub fn span(&self, number: usize) -> (usize, usize) {
        (self.starts[number] as usize, self.starts[number + 1] as usize)
    }

    /// The groups of a row, ascending.
    pub fn groups_of(&self, row: u32) -> &[u32] {
        match &self.several {
            Some((starts, numbers)) => {
                &numbers[starts[row as usize] as usize..starts[row as usize + 1] as usize]
            }
            None => std::slice::from_ref(&self.of[row as usize]),
        }
    }

    /// The first group that two rows share.
    pub fn first_shared(&self, left: u32, right: u32) -> Option<u32> {
        let (mut one, mut other) = (self.groups_of(left), self.groups_of(right));
        while let (Some(first), Some(second)) = (one.first(), other.first()) {
            match first.cmp(second) {
                std::cmp::Ordering::Less => one = &one[1..],
                std::cmp::Ordering::Greater => other = &other[1..],
                std::cmp::Ordering::Equal => return Some(*first),
            }
        }
        None
    }

    fn of_parts(parts: Parts, rows: usize) -> Self {
        let mut of: Vec<u32> = (0..rows as u32).map(|row| ALONE | row).collect();
        for (number, window) in parts.starts.windows(2).enumerate() {
            for row in &parts.rows[window[0] as usize..window[1] as usize] {
                of[*row as usize] = number as u32;
            }
        }
        Self { of, several: None, rows: parts.rows, starts: parts.starts }
    }

    /// Groups of (key, row), keys being any numbers.
    fn of_entries(cells: &[(u32, u32)], rows: usize) -> Self {
        let mut sorted = cells.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let (mut grouped, mut starts, mut memberships) = (Vec::new(), vec![0], Vec::new());
        for same in sorted.chunk_by(|left, right| left.0 == right.0) {
            if same.len() < 2 {
                continue;
            }
            let number = (starts.len() - 1) as u32;
            for (_, row) in same {
                grouped.push(*row);
                memberships.push((*row, number));
            }
            starts.push(grouped.len() as u32);
        }
        memberships.sort_unstable();
        let mut member_starts = vec![0_u32; rows + 1];
        for (row, _) in &memberships {
            member_starts[*row as usize + 1] += 1;
        }
        for row in 0..rows {
            member_starts[row + 1] += member_starts[row];
        }
        let numbers = memberships.into_iter().map(|(_, number)| number).collect();
        Self { of: Vec::new(), several: Some((member_starts, numbers)), rows: grouped, starts }
    }
}

/// (key, row) of a many-valued column inside the groups of single-valued ones.
fn entries(column: &Column, of: &[u32]) -> Vec<(u32, u32)> {
    let mut keyed: Vec<(u64, u32)> = Vec::new();
    for (row, number) in of.iter().enumerate().filter(|(_, number)| **number < ALONE) {
        for code in column.row(row) {
            keyed.push((u64::from(*number) << 32 | u64::from(*code), row as u32));
        }
    }
    dense(keyed)
}

/// The keys that each row has so far.
fn number(cells: &[(u32, u32)], rows: usize) -> Vec<Vec<u32>> {
    let mut keys = vec![Vec::new(); rows];
    for (key, row) in cells {
        keys[*row as usize].push(*key);
    }
    keys
}

/// Each key that a row has so far with each of its values.
fn combine(column: &Column, numbered: &[Vec<u32>]) -> Vec<(u32, u32)> {
    let mut keyed: Vec<(u64, u32)> = Vec::new();
    for (row, keys) in numbered.iter().enumerate() {
        for key in keys {
            for code in column.row(row) {
                keyed.push((u64::from(*key) << 32 | u64::from(*code), row as u32));
            }
        }
    }
    dense(keyed)
}

/// Small numbers for large keys.
fn dense(mut keyed: Vec<(u64, u32)>) -> Vec<(u32, u32)> {
    keyed.sort_unstable();
    let mut made = Vec::with_capacity(keyed.len());
    for (number, same) in keyed.chunk_by(|left, right| left.0 == right.0).enumerate() {
        made.extend(same.iter().map(|(_, row)| (number as u32, *row)));
    }
    made
}

/// Rows by one column, by its name, as rules that begin with it share them.
#[derive(Debug, Default)]
pub(super) struct Firsts(BTreeMap<String, Parts>);

/// A partition of some rows into groups of two and more.
#[derive(Debug, Clone)]
struct Parts {
    rows: Vec<u32>,
    starts: Vec<u32>,
}

impl Parts {
    fn all(rows: usize) -> Self {
        if rows < 2 {
            return Self { rows: Vec::new(), starts: vec![0] };
        }
        Self { rows: (0..rows as u32).collect(), starts: vec![0, rows as u32] }
    }

    /// Rows by one column, by counting.
    fn first(codes: &[u32], values: usize) -> Self {
        let mut counts = vec![0_u32; values];
        for code in codes {
            counts[*code as usize] += 1;
        }
        counts[NULL as usize] = 0;
        let mut starts = vec![0];
        let mut next = vec![u32::MAX; values];
        let mut end = 0;
        for (code, count) in counts.iter().enumerate() {
            if *count > 1 {
                next[code] = end;
                end += count;
                starts.push(end);
            }
        }
        let mut rows = vec![0; end as usize];
        for (row, code) in codes.iter().enumerate() {
            let place = &mut next[*code as usize];
            if *place != u32::MAX {
                rows[*place as usize] = row as u32;
                *place += 1;
            }
        }
        Self { rows, starts }
    }

    /// The groups, each split by one more column.
    fn refine(&self, codes: &[u32]) -> Self {
        let (mut rows, mut starts) = (Vec::with_capacity(self.rows.len() / 2), vec![0]);
        let mut keyed: Vec<(u32, u32)> = Vec::new();
        for window in self.starts.windows(2) {
            let group = &self.rows[window[0] as usize..window[1] as usize];
            keyed.clear();
            keyed.extend(
                group.iter().map(|row| (codes[*row as usize], *row)).filter(|(code, _)| *code != NULL),
            );
            if keyed.len() < 2 {
                continue;
            }
            keyed.sort_unstable();
            for same in keyed.chunk_by(|left, right| left.0 == right.0) {
                if same.len() > 1 {
                    rows.extend(same.iter().map(|(_, row)| *row));
                    starts.push(rows.len() as u32);
                }
            }
        }
        Self { rows, starts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::ColumnBuilder;
    use proptest::prelude::*;

    fn column(cells: &[Option<u8>]) -> Column {
        let mut builder = ColumnBuilder::new("c");
        for cell in cells {
            match cell {
                Some(value) => builder.push(&[b'a' + value]),
                None => builder.push(b""),
            }
        }
        builder.finish()
    }

    fn lists(cells: &[Vec<u8>]) -> Column {
        let mut builder = ColumnBuilder::new("m");
        for cell in cells {
            let values: Vec<[u8; 1]> = cell.iter().map(|value| [b'a' + value]).collect();
            builder.push_many(values.iter().map(<[u8; 1]>::as_slice));
        }
        builder.finish()
    }

    fn by(columns: &[&Column]) -> Groups {
        let unnamed: Vec<(Option<&str>, &Column)> = columns.iter().map(|column| (None, *column)).collect();
        Groups::by(&unnamed, &mut Firsts::default()).expect("few keys")
    }

    #[test]
    fn keys_of_all_rows_are_bounded_together() {
        let most = MOST_TOGETHER as usize;
        assert_eq!(together(MOST_TOGETHER - 1, 1), Ok(MOST_TOGETHER));
        assert_eq!(together(0, most), Ok(MOST_TOGETHER));
        let refused = together(MOST_TOGETHER, 1);
        assert_eq!(refused, Err(TooManyKeys::Together { keys: MOST_TOGETHER + 1 }));
        assert_eq!(together(u64::MAX, usize::MAX), Err(TooManyKeys::Together { keys: u64::MAX }));
    }

    proptest! {
        #[test]
        fn rows_are_together_exactly_where_all_keys_agree(
            cells in prop::collection::vec((prop::option::of(0_u8..4), prop::option::of(0_u8..3)), 2..40),
        ) {
            let one: Vec<_> = cells.iter().map(|cell| cell.0).collect();
            let other: Vec<_> = cells.iter().map(|cell| cell.1).collect();
            let columns = [column(&one), column(&other)];
            let groups = by(&[&columns[0], &columns[1]]);
            // What is kept for other rules changes nothing.
            let mut firsts = Firsts::default();
            let mut named = |places: &[usize]| {
                let some: Vec<(Option<&str>, &Column)> =
                    places.iter().map(|place| (Some(["one", "other"][*place]), &columns[*place])).collect();
                Groups::by(&some, &mut firsts).expect("few keys").rows
            };
            for places in [&[0_usize][..], &[1], &[0, 1], &[1, 0], &[0]] {
                let some: Vec<&Column> = places.iter().map(|place| &columns[*place]).collect();
                prop_assert_eq!(named(places), by(&some).rows);
            }
            for left in 0..cells.len() {
                for right in left + 1..cells.len() {
                    let equal = cells[left].0.is_some() && cells[left].1.is_some() && cells[left] == cells[right];
                    prop_assert_eq!(groups.of[left] == groups.of[right], equal);
                }
            }
            for number in 0..groups.len() {
                prop_assert!(groups.group(number).len() > 1);
                prop_assert!(groups.group(number).iter().all(|row| groups.of[*row as usize] == number as u32));
            }
        }

        #[test]
        fn groups_of_more_rows_than_allowed_are_gone_and_no_other(
            cells in prop::collection::vec((prop::collection::vec(0_u8..5, 0..3), prop::option::of(0_u8..4)), 2..40),
            most in 2_usize..6,
        ) {
            let some: Vec<_> = cells.iter().map(|cell| cell.0.clone()).collect();
            let other: Vec<_> = cells.iter().map(|cell| cell.1).collect();
            for columns in [vec![column(&other)], vec![lists(&some)], vec![column(&other), lists(&some)]] {
                let borrowed: Vec<&Column> = columns.iter().collect();
                let all = by(&borrowed);
                let few = all.clone().at_most(most, cells.len());
                let shares = |groups: &Groups, left: u32, right: u32| match groups.first_shared(left, right) {
                    Some(number) => groups.group(number as usize).len() <= most,
                    None => false,
                };
                for left in 0..cells.len() as u32 {
                    for right in left + 1..cells.len() as u32 {
                        let expected = all.groups_of(left).iter().any(|number| {
                            (*number as usize) < all.len()
                                && all.groups_of(right).contains(number)
                                && all.group(*number as usize).len() <= most
                        });
                        prop_assert_eq!(shares(&few, left, right), expected);
                    }
                }
            }
        }

        #[test]
        fn lists_are_together_where_they_share_a_value(
            cells in prop::collection::vec((prop::collection::vec(0_u8..5, 0..4), prop::option::of(0_u8..2)), 2..30),
        ) {
            let some: Vec<_> = cells.iter().map(|cell| cell.0.clone()).collect();
            let other: Vec<_> = cells.iter().map(|cell| cell.1).collect();
            let groups = by(&[&lists(&some), &column(&other)]);
            for left in 0..cells.len() {
                for right in left + 1..cells.len() {
                    let equal = cells[left].1.is_some()
                        && cells[left].1 == cells[right].1
                        && cells[left].0.iter().any(|value| cells[right].0.contains(value));
                    prop_assert_eq!(groups.first_shared(left as u32, right as u32).is_some(), equal);
                }
            }
        }
    }
}

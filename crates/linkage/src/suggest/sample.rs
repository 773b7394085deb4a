//! A table small enough to be looked at many times, whose rows do not depend on where they stood.

use std::collections::HashSet;

use super::fields::Field;
use crate::table::{Cells, Column, ColumnBuilder, Input, NULL, Table, TableBuilder, hash, mix};

/// Rows up to which a table is looked at whole.
pub const WHOLE: usize = 100_000;

/// Rows of a table, and what they stand for.
#[derive(Debug)]
pub struct Sample {
    /// The rows that were taken, with the columns that are compared.
    pub table: Table,
    /// The number that each has in the whole table.
    pub rows: Vec<u32>,
    /// A digest of what each row holds.
    pub digests: Vec<u64>,
    /// Rows of the whole table for one of the sample.
    pub scale: f64,
}

/// Takes so many rows at most: those with the smallest digests of what they hold.
pub fn sample(table: &Table, fields: &[Field], most: usize) -> Sample {
    let mut digests = vec![0_u64; table.rows()];
    for (place, field) in fields.iter().enumerate() {
        let values = &field.column.values;
        let by_code: Vec<u64> =
            (0..values.len() as u32).map(|code| mix(hash(values.get(code)), place as u64)).collect();
        for (row, digest) in digests.iter_mut().enumerate() {
            // A sum: the codes of a list have no order of their own.
            let own = field
                .column
                .row(row)
                .iter()
                .fold(0_u64, |sum, code| sum.wrapping_add(by_code[*code as usize]));
            *digest = mix(*digest, own);
        }
    }
    if table.rows() <= most {
        let rows = (0..table.rows() as u32).collect();
        return Sample { table: table.clone(), rows, digests, scale: 1.0 };
    }
    let mut sorted = digests.clone();
    let (_, bound, _) = sorted.select_nth_unstable(most);
    let bound = *bound;
    // Rows that hold the same come together or not at all.
    let of_digests = |is_taken: &dyn Fn(u64) -> bool| -> Vec<u32> {
        (0..table.rows() as u32).filter(|row| is_taken(digests[*row as usize])).collect()
    };
    let mut rows = of_digests(&|digest| digest < bound);
    if rows.len() < most / 2 {
        // Very many hold the same: they stand for themselves alone, and leave the room to others.
        sorted.sort_unstable();
        let taken = without_the_many(&sorted, most);
        rows = of_digests(&|digest| taken.contains(&digest));
    }
    let mut builder = TableBuilder::default();
    for column in &table.columns {
        builder.column(&column.name);
    }
    for input in &table.inputs {
        let of = &rows[within(&rows, input)];
        for (place, column) in table.columns.iter().enumerate() {
            copy(column, of, builder.at(place));
        }
        builder.end_input(&input.name, of.len(), false);
    }
    let digests = rows.iter().map(|row| digests[*row as usize]).collect();
    let scale = table.rows() as f64 / rows.len().max(1) as f64;
    Sample { table: builder.finish(), rows, digests, scale }
}

/// The smallest digests that up to so many rows have, without those of more than half as many.
fn without_the_many(sorted: &[u64], most: usize) -> HashSet<u64> {
    let (mut taken, mut room) = (HashSet::new(), most);
    for same in sorted.chunk_by(|one, other| one == other) {
        if same.len() > most / 2 {
            continue;
        }
        let Some(left) = room.checked_sub(same.len()) else { break };
        room = left;
        taken.insert(same[0]);
    }
    taken
}

fn within(rows: &[u32], input: &Input) -> std::ops::Range<usize> {
    rows.partition_point(|row| *row < input.rows.start)..rows.partition_point(|row| *row < input.rows.end)
}

fn copy(column: &Column, rows: &[u32], builder: &mut ColumnBuilder) {
    let mut known = vec![NULL; column.values.len()];
    for row in rows {
        let codes = column.row(*row as usize);
        if matches!(column.cells, Cells::Many { .. }) {
            builder.push_many(codes.iter().map(|code| column.values.get(*code)));
            continue;
        }
        let Some(code) = codes.first() else {
            builder.push_code(NULL);
            continue;
        };
        let place = &mut known[*code as usize];
        if *place == NULL {
            *place = builder.code(column.values.get(*code));
        }
        builder.push_code(*place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn many_equal_rows_leave_the_room_to_others(
            mut digests in prop::collection::vec(0_u64..12, 1..80),
            most in 2_usize..20,
        ) {
            digests.sort_unstable();
            let count = |digest: u64| digests.iter().filter(|own| **own == digest).count();
            let taken = without_the_many(&digests, most);
            prop_assert!(taken.iter().map(|digest| count(*digest)).sum::<usize>() <= most);
            let is_few = |digest: &u64| count(*digest) <= most / 2;
            prop_assert!(taken.iter().all(is_few));
            // The smallest that is few is there, whatever stands before it.
            let smallest = digests.iter().find(|digest| is_few(digest));
            prop_assert!(smallest.is_none_or(|digest| taken.contains(digest)));
        }
    }
}

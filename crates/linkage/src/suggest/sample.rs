//! A table small enough to be looked at many times, whose rows do not depend on where they stood.

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
    let rows: Vec<u32> = (0..table.rows() as u32).filter(|row| digests[*row as usize] < bound).collect();
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

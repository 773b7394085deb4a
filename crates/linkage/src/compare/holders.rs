//! How many rows hold each value, where those that are plainly of one entity count once?
//!
//! A value is common if many hold it. Who has sent twenty parcels stands on twenty rows of one table and once in the
//! address book: their name is no more common for that. Such values are known by the rows of the table that has more of
//! them: these agree on everything that tells rows apart. Rows of films that share a title differ in their years.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Comparison;
use super::evaluate::band;
use crate::expression::{Derived, ExpressionError};
use crate::table::{Cells, Column, Table};

/// Bits that agreement on a column says at least for it to tell rows apart.
const TELLS: f64 = 5.0;

/// For each comparison how many rows hold each value of its column, by code; none where rows of several tables are not
/// compared or rarity does not matter.
pub(crate) fn holders(
    table: &Table,
    derived: &Derived,
    comparisons: &[Comparison],
) -> Result<Vec<Option<Vec<u32>>>, ExpressionError> {
    if table.inputs.len() < 2 {
        return Ok(vec![None; comparisons.len()]);
    }
    let mut columns: Vec<Cow<'_, Column>> = Vec::new();
    for comparison in comparisons {
        columns.push(derived.column(table, &comparison.column)?);
    }
    let telling: Vec<bool> =
        columns.iter().map(|column| column.bits(column.filled() as f64) >= TELLS).collect();
    let counted = comparisons.iter().enumerate().map(|(place, own)| {
        let others = (0..columns.len()).filter(|other| *other != place && telling[*other]);
        let others: Vec<&Column> = others.map(|other| columns[other].as_ref()).collect();
        let is_single = matches!(columns[place].cells, Cells::One(_));
        (own.is_by_rarity() && is_single).then(|| of_column(table, &columns[place], &others))
    });
    Ok(counted.collect())
}

/// The rows that hold each value of one column, told apart by others.
fn of_column(table: &Table, own: &Column, others: &[&Column]) -> Vec<u32> {
    let mut counts = own.counts();
    if others.is_empty() {
        return counts;
    }
    // The table that has most of them, and how many.
    let mut most: Vec<(u32, usize)> = vec![(0, 0); counts.len()];
    for (place, input) in table.inputs.iter().enumerate() {
        let mut held = vec![0_u32; counts.len()];
        for row in input.rows.clone() {
            own.row(row as usize).iter().for_each(|code| held[*code as usize] += 1);
        }
        for (most, held) in most.iter_mut().zip(held) {
            *most = (*most).max((held, place));
        }
    }
    let is_heavy = |code: u32| {
        let (all, most) = (counts[code as usize], most[code as usize].0);
        all > most && band(all) > band(2 * (all - most))
    };
    let mut rows: Vec<(u32, u32)> = Vec::new();
    for (place, input) in table.inputs.iter().enumerate() {
        for row in input.rows.clone() {
            if let [code] = own.row(row as usize)
                && most[*code as usize].1 == place
                && is_heavy(*code)
            {
                rows.push((*code, row));
            }
        }
    }
    rows.sort_unstable();
    for held in rows.chunk_by(|one, other| one.0 == other.0) {
        // Where nothing tells them apart and nothing together, each may be somebody's.
        let apart =
            others.iter().filter_map(|column| share_apart(column, held)).reduce(f64::max).unwrap_or(1.0);
        let entities = (apart * held.len() as f64).ceil() as u32;
        counts[held[0].0 as usize] -= held.len() as u32 - entities;
    }
    counts
}

/// Distinct values of a column for each of some rows that it fills; none where it fills fewer than half of them.
fn share_apart(column: &Column, rows: &[(u32, u32)]) -> Option<f64> {
    let (mut filled, mut values) = (0_usize, BTreeSet::new());
    for (_, row) in rows {
        if let Some(value) = column.smallest(*row as usize) {
            filled += 1;
            values.insert(value);
        }
    }
    (filled * 2 >= rows.len()).then(|| values.len() as f64 / filled as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Level;
    use crate::expression::Expression;
    use crate::table::TableBuilder;

    /// A comparison by equality of one column.
    fn by(column: &str) -> Comparison {
        Comparison {
            name: column.to_owned(),
            column: Expression::column(column),
            levels: vec![Level::parse("exact").expect("a level")],
            term_frequency: true,
        }
    }

    /// How many hold a name, where twenty parcels to it lie in one table and one row of it in the other.
    fn count_of(street_of_parcel: impl Fn(usize) -> String) -> u32 {
        let mut builder = TableBuilder::default();
        let [name, street] = ["name", "street"].map(|header| builder.column(header));
        let others: Vec<String> = (0..300).map(|row| format!("other {row}")).collect();
        for other in &others {
            builder.at(name).push(other.as_bytes());
            builder.at(street).push(other.as_bytes());
        }
        for parcel in 0..20 {
            builder.at(name).push(b"ada");
            builder.at(street).push(street_of_parcel(parcel).as_bytes());
        }
        builder.end_input("parcels.csv", 320, false);
        builder.at(name).push(b"ada");
        builder.at(street).push(b"street 0");
        builder.end_input("addresses.csv", 1, false);
        let (table, derived) = (builder.finish(), Derived::default());
        let counted = holders(&table, &derived, &[by("name"), by("street")]).expect("columns");
        let column = derived.column(&table, &Expression::column("name")).expect("a column");
        let code = column.values.codes().find(|code| column.values.get(*code) == b"ada").expect("a value");
        counted[0].as_ref().expect("rarity matters")[code as usize]
    }

    #[test]
    fn rows_of_one_entity_count_once_and_others_each() {
        assert_eq!(count_of(|_| "street 0".to_owned()), 2, "all to one street");
        assert_eq!(count_of(|parcel| format!("street {}", parcel % 2)), 3, "somebody has moved");
        assert_eq!(count_of(|parcel| format!("street {parcel}")), 21, "namesakes");
        assert_eq!(count_of(|_| String::new()), 21, "what nobody fills tells nothing");
    }

    #[test]
    fn the_order_of_rows_does_not_show_through_lists() {
        let shares = |cells: [&[&[u8]]; 2]| {
            let mut builder = crate::table::ColumnBuilder::new("phones");
            for cell in cells {
                builder.push_many(cell.iter().copied());
            }
            share_apart(&builder.finish(), &[(1, 0), (1, 1)])
        };
        let (both, one): ([&[u8]; 2], [&[u8]; 1]) = ([b"a", b"b"], [b"b"]);
        assert_eq!(shares([&both, &one]), Some(1.0));
        assert_eq!(shares([&one, &both]), Some(1.0));
    }

    #[test]
    fn one_table_is_counted_by_rows() {
        let mut builder = TableBuilder::default();
        let name = builder.column("name");
        builder.at(name).push(b"ada");
        builder.end_input("a.csv", 1, false);
        assert_eq!(holders(&builder.finish(), &Derived::default(), &[by("name")]), Ok(vec![None]));
    }
}

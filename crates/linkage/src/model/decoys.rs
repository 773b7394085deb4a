//! Where one column of one table is all that is compared: how alike are strangers?
//!
//! Nothing else agrees or differs with it, and no second table is at hand whose pairs inside are strangers
//! ([`super::inside`]). But texts of several words tell: texts put together anew, each word from another row at its place,
//! are alike as often as strangers whose words have nothing to do with each other. What is more alike than these is taken
//! for matches. Words that go together (`New York`) make this too hopeful by as much.

use std::collections::{BTreeMap, BTreeSet};

use super::chance::ENOUGH;
use super::enumeration::{Within, enumerate};
use super::equality::{Equal, MISSED, between};
use crate::block::Mode;
use crate::compare::{Comparer, Comparison, Fields, Gathered, Outcome};
use crate::expression::{Derived, ExpressionError};
use crate::settings::Settings;
use crate::table::{Column, ColumnBuilder, Input, Table, hash, mix};
use crate::text::how_many_words;

/// Words of a value on average from which on it tells.
const WORDS: f64 = 1.5;

/// Decoys whose pairs are compared.
const ROWS: usize = 2_000;

/// Whether one column of one table is all that is compared, and its texts tell.
pub fn tell(mode: Mode, comparer: &Comparer, fields: &Fields) -> bool {
    if comparer.outcomes().len() != 1 || mode == Mode::Link {
        return false;
    }
    let Some(slot) = comparer.slot_of(0) else { return false };
    let values = &fields.slots[slot].values;
    let words: usize = values.codes().map(|code| how_many_words(&values.text(code))).sum();
    words as f64 >= WORDS * values.len().max(1) as f64
}

/// For each of these outcomes of the only comparison, the share of pairs that strangers make at most; infinite for the null
/// and the last.
pub fn most(
    (table, mode): (&Table, Mode),
    derived: &Derived,
    settings: &Settings,
    outcomes: &[Outcome],
) -> Result<Vec<f64>, ExpressionError> {
    let read = settings.names_read(settings.comparisons.iter().flat_map(Comparison::expressions));
    let decoys = decoys(table, &read);
    let mut fields = Fields::default();
    let comparer = Comparer::new(&decoys, derived, &settings.comparisons, &mut fields)?;
    fields.seal();
    let made = &comparer.outcomes()[0].all;
    let digests = crate::score::row_digests(&fields);
    let mut rows: Vec<u32> = (0..decoys.rows() as u32).collect();
    rows.sort_unstable_by_key(|row| (digests[*row as usize], *row));
    rows.truncate(ROWS);
    let mut gathered = Gathered::default();
    gathered.fill(&fields, &rows);
    let within = Within { rows: &rows, gathered: &gathered, share: 1.0, enough: ENOUGH, blocking: None };
    let met = enumerate((&decoys, Mode::Dedupe), (&comparer, &fields), (0, made.len()), &within);
    let equal = comparer.slot_of(0).map_or_else(BTreeMap::new, |slot| {
        Equal::count(&decoys, Mode::Dedupe, &fields, slot).pairs(&|code| comparer.exact_outcome(0, code))
    });
    let held = comparer.rows_with_value(&fields, 0).unwrap_or_default();
    let most = |outcome: &Outcome| {
        if matches!(outcome, Outcome::Null | Outcome::Else) {
            return f64::INFINITY;
        }
        let place = made.iter().position(|own| own == outcome);
        if let Some(place) = place.filter(|place| !comparer.is_exact(0, *place as u8)) {
            return at_most(met[place].agreeing) / (met[place].of as f64).max(1.0);
        }
        // No text of decoys may be on as many rows as one of the table is: then these are equal on so many in no pair.
        let agreeing = place.and_then(|place| equal.get(&(place as u8)).copied()).unwrap_or(0);
        at_most(agreeing) / (between(&[held], mode) as f64).max(1.0)
    };
    Ok(outcomes.iter().map(most).collect())
}

/// How many pairs strangers may make where decoys made so many: three standard errors more, since both are by chance.
fn at_most(agreeing: u64) -> f64 {
    let agreeing = agreeing as f64;
    agreeing + 3.0 * agreeing.sqrt() + MISSED
}

/// A table of the same words, each where it stood in its text and with others, of the columns that are read.
fn decoys(table: &Table, read: &BTreeSet<&str>) -> Table {
    let rows = table.rows();
    let of_read = table.columns.iter().filter(|column| read.contains(column.name.as_str()));
    let columns = of_read.map(|column| of_column(column, rows)).collect();
    let inputs = vec![Input { name: "decoys".to_owned(), rows: 0..rows as u32 }];
    Table { columns, inputs, ids: table.ids.clone() }
}

fn of_column(column: &Column, rows: usize) -> Column {
    let texts: Vec<String> = (0..rows)
        .map(|row| {
            let mut held: Vec<_> = column.row(row).iter().map(|code| column.values.text(*code)).collect();
            // Codes follow the order of rows; texts do not.
            held.sort_unstable();
            held.join(" ")
        })
        .collect();
    let words: Vec<Vec<&str>> = texts.iter().map(|text| text.split_whitespace().collect()).collect();
    let mut made: Vec<Vec<&str>> = vec![Vec::new(); rows];
    // Texts of as many words are made alike: the third of three ends a name, the third of four does not.
    let mut by_length: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (row, own) in words.iter().enumerate() {
        by_length.entry(own.len()).or_default().push(row);
    }
    for (length, alike) in by_length {
        for place in 0..length {
            // Which row's word stands here follows from what rows hold, not from where they stand.
            let key = |row: &usize| (mix(hash(texts[*row].as_bytes()), place as u64), *row);
            let mut from: Vec<(u64, usize)> = alike.iter().map(key).collect();
            let mut to: Vec<(u64, usize)> = from.iter().map(|(own, row)| (mix(*own, 1), *row)).collect();
            from.sort_unstable();
            to.sort_unstable();
            for ((_, source), (_, target)) in from.into_iter().zip(to) {
                made[target].extend(words[source].get(place));
            }
        }
    }
    let mut builder = ColumnBuilder::new(&column.name);
    for text in made {
        builder.push(text.join(" ").as_bytes());
    }
    builder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_values_and_rows_changes_nothing() {
        let cells: Vec<[String; 2]> = (0..40_u64)
            .map(|row| [0, 1].map(|place| format!("v{} w{}", mix(row, place) % 20, row % 5)))
            .collect();
        let made = |cells: &mut dyn Iterator<Item = [String; 2]>| {
            let mut builder = ColumnBuilder::new("text");
            let mut rows = 0;
            for cell in cells {
                builder.push_many(cell.iter().map(String::as_bytes));
                rows += 1;
            }
            let made = of_column(&builder.finish(), rows);
            let mut texts: Vec<String> = (0..rows)
                .flat_map(|row| made.row(row).iter().map(|code| made.values.text(*code).into_owned()))
                .collect();
            texts.sort_unstable();
            texts
        };
        let straight = made(&mut cells.iter().cloned());
        assert_eq!(straight, made(&mut cells.iter().rev().cloned()));
        assert_eq!(straight, made(&mut cells.iter().cloned().map(|[one, other]| [other, one])));
    }
}

//! Do the days or numbers of one table say anything of those of another?
//!
//! When somebody was hired and when their account was last seen are days of one year, so that nearly every day is in both
//! columns, and their values overlap in all. Whether they belong together shows in rows that are linked otherwise: those
//! that alone hold a number or a name in each of two tables. Their days are nearer to each other than to other rows' days,
//! or the two columns are two things.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::alike::OF_BIRTHS;
use super::fields::Field;
use super::kind::Kind;
use super::overlap::words;
use crate::distance::date::Date;
use crate::distance::number;
use crate::table::{Table, hash};

/// Pairs of rows from which on something can be said.
const ENOUGH: usize = 40;

/// Days that are near, and how many times as often as by chance rows that belong together have to be so.
const NEAR: f64 = 31.0;
const TIMES: f64 = 1.5;

/// The same of numbers: the share of the larger by which they lie apart.
const ALIKE: f64 = 0.05;

/// Bits of a column by which rows are linked.
const BITS: f64 = 8.0;

/// The places of columns with days or numbers, put together of several inputs' columns, that tell nothing; in order.
pub fn that_tell_nothing(table: &Table, fields: &[Field]) -> Vec<usize> {
    // Births are spread so far that columns of them overlap because they are births; and who is linked by a name alone may be
    // a namesake.
    let is_joined = |own: &Field| {
        let may_be_another = match own.kind {
            Kind::Date(_) => own.spread_of_days().is_some_and(|days| days < OF_BIRTHS),
            kind => kind == Kind::Number,
        };
        own.is_joined() && may_be_another
    };
    let joined: Vec<usize> = (0..fields.len()).filter(|place| is_joined(&fields[*place])).collect();
    if joined.is_empty() || table.inputs.len() < 2 {
        return Vec::new();
    }
    let pairs: Vec<(usize, usize)> = linking(fields).flat_map(|own| linked(table, own)).collect();
    joined.into_iter().filter(|place| tells_nothing(&fields[*place], &pairs)).collect()
}

/// The columns by which rows are linked.
pub fn linking(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|own| !matches!(own.kind, Kind::Date(_) | Kind::Number) && own.bits >= BITS)
}

/// Rows of two inputs each of which alone holds a value in its own.
pub fn linked(table: &Table, own: &Field) -> Vec<(usize, usize)> {
    // By value, the inputs that hold it with their rows; none once an input holds it twice.
    let mut held: BTreeMap<u32, Option<Vec<(usize, usize)>>> = BTreeMap::new();
    for row in 0..own.column.rows() {
        let [code] = own.column.row(row) else { continue };
        let input = table.input_of(row as u32);
        let rows = held.entry(*code).or_insert_with(|| Some(Vec::new()));
        match rows {
            Some(known) if known.iter().any(|(other, _)| *other == input) => *rows = None,
            Some(known) => known.push((input, row)),
            None => {}
        }
    }
    let of_two = held.into_values().flatten().filter(|rows| rows.len() == 2);
    of_two.map(|rows| (rows[0].1, rows[1].1)).collect()
}

/// Whether what linked rows hold is no nearer to each other than to that of other linked rows.
fn tells_nothing(own: &Field, pairs: &[(usize, usize)]) -> bool {
    goes_beyond_chance(own, pairs) == Some(false)
}

/// Whether linked rows are nearer to each other in a column than to other linked rows; none where too few fill it.
///
/// Days and numbers are near or not, texts as near as they have words in common.
pub fn goes_beyond_chance(own: &Field, pairs: &[(usize, usize)]) -> Option<bool> {
    let text = |row: usize| own.column.smallest(row).map(|code| own.column.values.get(code));
    if !matches!(own.kind, Kind::Number | Kind::Date(_)) {
        let digests = |row: usize| -> Option<BTreeSet<u64>> {
            let codes = own.column.row(row);
            let words = codes.iter().flat_map(|code| words(&own.column.values.text(*code)));
            Some(words.map(|word| hash(word.as_bytes())).collect())
                .filter(|all: &BTreeSet<u64>| !all.is_empty())
        };
        let both = pairs.iter().filter_map(|(one, other)| Some((digests(*one)?, digests(*other)?))).collect();
        return is_beyond(both, BTreeSet::cmp, |one, other| {
            let shared = one.intersection(other).count() as f64;
            shared / (one.len() as f64 + other.len() as f64 - shared)
        });
    }
    let value = |row: usize| {
        let text = text(row)?;
        if own.kind == Kind::Number {
            return number::parse(text);
        }
        Some(f64::from(Date::parse(text)?.days()?))
    };
    let both = pairs.iter().filter_map(|(one, other)| Some((value(*one)?, value(*other)?))).collect();
    is_beyond(both, f64::total_cmp, |one, other| {
        let most = if own.kind == Kind::Number { ALIKE * one.abs().max(other.abs()) } else { NEAR };
        f64::from(u8::from((one - other).abs() <= most))
    })
}

/// Whether pairs are nearer than they would be if each had another's partner.
fn is_beyond<T>(
    mut both: Vec<(T, T)>,
    order: impl Fn(&T, &T) -> Ordering,
    near: impl Fn(&T, &T) -> f64,
) -> Option<bool> {
    if both.len() < ENOUGH {
        return None;
    }
    // Whichever way rows stand.
    both.sort_unstable_by(|one, other| order(&one.0, &other.0).then(order(&one.1, &other.1)));
    let are_near: f64 = both.iter().map(|(one, other)| near(one, other)).sum();
    let (mut by_chance, mut asked) = (0.0, 0_usize);
    for step in 1..=LOOKED_AT {
        let away = (both.len() * step / (LOOKED_AT + 1)).max(step);
        for (place, (one, _)) in both.iter().enumerate() {
            by_chance += near(one, &both[(place + away) % both.len()].1);
            asked += 1;
        }
    }
    let expected = by_chance * both.len() as f64 / asked.max(1) as f64;
    Some(are_near >= TIMES * expected + 5.0)
}

/// Other rows that each is held against.
const LOOKED_AT: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::suggest;
    use crate::table::{TableBuilder, mix};

    /// Two tables of things with a serial number each; one says when they were bought, the other something else, `later`
    /// days after that or on any day at all.
    fn columns(later: Option<u64>) -> Vec<String> {
        let mut builder = TableBuilder::default();
        let headers = ["serial", "place", "bought", "seen"].map(|header| builder.column(header));
        for input in 0..2_u64 {
            for thing in 0..600_u64 {
                let drawn = |salt: u64| mix(hash(&thing.to_le_bytes()), salt);
                let day = drawn(1) % 700;
                let day = match later {
                    _ if input == 0 => day,
                    Some(later) => day + drawn(2) % later,
                    None => drawn(3) % 700,
                };
                let date = Date::from_days(18_000 + day as i32).expect("a day").to_string();
                let cells = [format!("SN{:08}", drawn(4) % 90_000_000), format!("room {}", drawn(5) % 40)];
                for (column, cell) in headers.into_iter().zip(cells) {
                    builder.at(column).push(cell.as_bytes());
                }
                let dates = if input == 0 { [date.as_str(), ""] } else { ["", date.as_str()] };
                for (column, cell) in headers[2..].iter().zip(dates) {
                    builder.at(*column).push(cell.as_bytes());
                }
            }
            builder.end_input(["stock", "seen"][input as usize], 600, false);
        }
        let suggested = suggest(&builder.finish(), None).expect("settings");
        suggested.settings.comparisons.into_iter().map(|own| own.name).collect()
    }

    #[test]
    fn days_that_follow_each_other_are_one_column_and_others_are_not() {
        assert!(columns(Some(20)).contains(&"bought_seen".to_owned()), "{:?}", columns(Some(20)));
        assert!(!columns(None).contains(&"bought_seen".to_owned()), "{:?}", columns(None));
    }
}

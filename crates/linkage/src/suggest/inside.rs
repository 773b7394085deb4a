//! Which column follows from another, as the town does from the postal code?
//!
//! Two columns that say one thing are one comparison, or their evidence would count twice. Duplicates agree
//! in all columns, so only strangers can show it: rows that share the narrower column and nothing else.

use super::fields::Field;
use super::kind::Kind;
use super::sample::Sample;
use crate::table::Cells;

/// Share of strangers with one postal code that have to agree on the town.
const SHARE: f64 = 0.6;

/// Strangers that have to be seen.
const LEAST: u64 = 50;

/// Share of rows that have to hold the narrower column: where it is empty, the wider one is not compared.
const FILLED: f64 = 0.85;

/// Two rows are strangers where they hold another column of so many bits, and agree on none.
const KNOWN: f64 = 5.0;

/// For each field the narrower field that it follows from, if there is one.
pub fn narrower(fields: &[Field], sample: &Sample) -> Vec<Option<usize>> {
    let mut made: Vec<Option<usize>> = vec![None; fields.len()];
    for wide in 0..fields.len() {
        if !matches!(fields[wide].kind, Kind::ShortText | Kind::Category) {
            continue;
        }
        let mut best: Option<(f64, usize)> = None;
        for narrow in 0..fields.len() {
            let own = &fields[narrow];
            let fits = narrow != wide
                && matches!(own.kind, Kind::PostalCode | Kind::Code | Kind::ShortText)
                && own.bits > fields[wide].bits + 2.0
                && own.filled >= FILLED
                && made[narrow].is_none();
            if !fits {
                continue;
            }
            let share = share(fields, sample, narrow, wide);
            if share >= SHARE && best.is_none_or(|(most, _)| share > most) {
                best = Some((share, narrow));
            }
        }
        made[wide] = best.map(|(_, narrow)| narrow);
    }
    made
}

/// Share of the strangers with one value in the narrow column that agree on the wide one.
fn share(fields: &[Field], sample: &Sample, narrow: usize, wide: usize) -> f64 {
    let code = |field: usize, row: u32| match &fields[field].column.cells {
        Cells::One(codes) => codes[sample.rows[row as usize] as usize],
        Cells::Many { .. } => 0,
    };
    let mut rows: Vec<u32> = (0..sample.rows.len() as u32)
        .filter(|row| code(narrow, *row) != 0 && code(wide, *row) != 0)
        .collect();
    rows.sort_unstable_by_key(|row| (code(narrow, *row), sample.digests[*row as usize]));
    let (mut agree, mut all) = (0_u64, 0_u64);
    for pair in rows.windows(2).filter(|pair| code(narrow, pair[0]) == code(narrow, pair[1])) {
        // Another column has to tell them apart: two rows of one name and one town may be one person.
        let mut others = (0..fields.len())
            .filter(|field| *field != narrow && *field != wide && fields[*field].bits >= KNOWN)
            .map(|field| (code(field, pair[0]), code(field, pair[1])))
            .filter(|(one, other)| *one != 0 && *other != 0)
            .peekable();
        let are_strangers = others.peek().is_some() && others.all(|(one, other)| one != other);
        if are_strangers {
            all += 1;
            agree += u64::from(code(wide, pair[0]) == code(wide, pair[1]));
        }
    }
    if all < LEAST { 0.0 } else { agree as f64 / all as f64 }
}

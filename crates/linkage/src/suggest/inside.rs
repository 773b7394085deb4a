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

/// Strangers that have to be seen, and their share of the rows that hold one value: nobody but a duplicate shares the
/// number of a document, and of duplicates some differ in much.
const LEAST: u64 = 50;
const SHARE_OF_PAIRS: f64 = 0.25;

/// Other rows with the same code or text that a row has on average, at least: those who share the number of a document or
/// a device are few, and mostly one person or household, of whom everything follows.
const PARTNERS: f64 = 1.0;

/// Share of rows that have to hold the narrower column: where it is empty, the wider one is not compared.
pub const FILLED: f64 = 0.85;

/// Two rows are strangers where they differ in so many other columns of so many bits.
const APART: usize = 2;
const KNOWN: f64 = 5.0;

/// For each field the narrower field that it follows from, if there is one.
pub fn narrower(fields: &[Field], sample: &Sample) -> Vec<Option<usize>> {
    let mut made: Vec<Option<usize>> = vec![None; fields.len()];
    for wide in 0..fields.len() {
        if !may_follow(fields[wide].kind) {
            continue;
        }
        let mut best: Option<(f64, usize)> = None;
        for narrow in 0..fields.len() {
            let own = &fields[narrow];
            let fits = narrow != wide
                && matches!(own.kind, Kind::PostalCode | Kind::Code | Kind::ShortText)
                && own.bits > fields[wide].bits + 2.0
                && own.filled >= FILLED
                && made[narrow].is_none()
                && (own.kind == Kind::PostalCode
                    || fields[wide].kind == Kind::Category
                    || partners(own) >= PARTNERS);
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

/// How many other rows hold what a row holds, on average over rows that hold something.
fn partners(own: &Field) -> f64 {
    let (mut rows, mut pairs) = (0.0, 0.0);
    for count in own.column.counts().iter().skip(1).map(|count| f64::from(*count)) {
        rows += count;
        pairs += count * (count - 1.0);
    }
    if rows > 0.0 { pairs / rows } else { 0.0 }
}

/// Whether values of a kind may follow from another column's: towns, districts, dialling codes.
fn may_follow(kind: Kind) -> bool {
    matches!(kind, Kind::ShortText | Kind::Category | Kind::PostalCode | Kind::Code | Kind::Number)
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
    let pairs: Vec<[u32; 2]> = rows
        .array_windows()
        .copied()
        .filter(|[one, other]| code(narrow, *one) == code(narrow, *other))
        .collect();
    // What several columns follow from, strangers with one value of it agree on all of these: they are told apart by the
    // two columns in which such pairs are equal least often.
    let equal = |field: usize, [one, other]: [u32; 2]| {
        let (own, theirs) = (code(field, one), code(field, other));
        (own != 0 && theirs != 0).then_some(own == theirs)
    };
    let tells = |field: &usize| *field != narrow && *field != wide && fields[*field].bits >= KNOWN;
    let mut apart: Vec<(f64, usize)> = (0..fields.len())
        .filter(tells)
        .filter_map(|field| {
            let both: Vec<bool> = pairs.iter().filter_map(|pair| equal(field, *pair)).collect();
            let agree = both.iter().filter(|is_equal| **is_equal).count();
            (both.len() as u64 >= LEAST).then(|| (agree as f64 / both.len() as f64, field))
        })
        .collect();
    apart.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    apart.truncate(APART);
    let (mut agree, mut all) = (0_u64, 0_u64);
    for pair in pairs.iter().copied() {
        let told: Vec<bool> = apart.iter().filter_map(|(_, field)| equal(*field, pair)).collect();
        if !told.is_empty() && !told.contains(&true) {
            all += 1;
            agree += u64::from(equal(wide, pair) == Some(true));
        }
    }
    let are_few = all < LEAST || (all as f64) < SHARE_OF_PAIRS * pairs.len() as f64;
    if are_few { 0.0 } else { agree as f64 / all as f64 }
}

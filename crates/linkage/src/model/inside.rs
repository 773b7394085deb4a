//! Where one column is all that is compared: how alike are strangers?
//!
//! One column alone cannot tell matches from strangers who share a value or nearly do: nothing else agrees or differs with
//! it. Two tables can. Pairs inside of a table are strangers but for duplicates, and how alike these are strangers of two
//! tables are at most, as with equality ([`super::equality`]; for what is near the bound of Cauchy and Schwarz holds as far
//! as nearness is a product of what both hold). What tables have in common beyond it is matches.

use super::enumeration::{Within, enumerate};
use super::equality::{MISSED, most_between};
use crate::block::Mode;
use crate::compare::{Comparer, Fields, Gathered};
use crate::table::Table;

/// Whether one column is all that is compared, and tables tell of it. Where most values are numbers or hold them and little
/// else, nothing does: they are handed out in turn, so that each table may hold the same ones once, and near ones next to
/// each other.
pub fn tell(mode: Mode, comparer: &Comparer, fields: &Fields) -> bool {
    if comparer.outcomes().len() != 1 || mode != Mode::Link {
        return false;
    }
    let Some(slot) = comparer.slot_of(0) else { return true };
    let values = &fields.slots[slot].values;
    let is_number = |code: &u32| {
        let text = values.text(*code);
        text.contains(|own: char| own.is_ascii_digit()) && text.split_whitespace().nth(2).is_none()
    };
    values.codes().filter(is_number).count() * 2 <= values.len()
}

/// By outcome of the only comparison, those of equality and the last left out, the share of pairs between tables that
/// strangers make at most. `rows` are those whose pairs are looked at.
pub(super) fn most_alike(
    table: &Table,
    (comparer, fields): (&Comparer, &Fields),
    rows: &[u32],
    enough: u64,
) -> Vec<(usize, f64)> {
    let outcomes = comparer.outcomes()[0].all.len();
    let (mut held, mut shares) = (Vec::new(), vec![Vec::new(); outcomes]);
    for input in &table.inputs {
        let own: Vec<u32> = rows.iter().copied().filter(|row| input.rows.contains(row)).collect();
        let mut gathered = Gathered::default();
        gathered.fill(fields, &own);
        let within = Within { rows: &own, gathered: &gathered, share: 1.0, enough, blocking: None };
        let met = enumerate((table, Mode::Dedupe), (comparer, fields), (0, outcomes), &within);
        held.push(input.rows.clone().filter(|row| comparer.has_value(fields, 0, *row)).count() as f64);
        for (shares, met) in shares.iter_mut().zip(&met) {
            shares.push((met.agreeing as f64 + MISSED) / (met.of as f64).max(1.0));
        }
    }
    let is_near = |outcome: &usize| !comparer.is_exact(0, *outcome as u8);
    (1..outcomes - 1).filter(is_near).map(|own| (own, most_between(&held, &shares[own]))).collect()
}

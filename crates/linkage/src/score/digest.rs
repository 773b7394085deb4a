//! Digests of rows: an order of rows that does not depend on where they stand.

use crate::compare::Fields;
use crate::table::{NULL, hash, mix};

/// A digest of what comparisons read of each row. Rows that say the same have the same.
pub fn row_digests(fields: &Fields) -> Vec<u64> {
    let by_value: Vec<Vec<u64>> = fields
        .slots
        .iter()
        .enumerate()
        .map(|(place, slot)| {
            let all = 0..slot.values.len() as u32;
            all.map(|code| if code == NULL { 0 } else { mix(hash(slot.values.get(code)), place as u64) })
                .collect()
        })
        .collect();
    (0..fields.rows() as u32)
        .map(|row| {
            let codes = fields.row(row).iter().zip(&by_value);
            let single = codes.fold(0, |state, (code, digests)| mix(state, digests[*code as usize]));
            let many = fields.many.iter().map(|slot| slot.digest(row as usize));
            many.fold(single, mix)
        })
        .collect()
}

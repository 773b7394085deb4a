//! How many pairs of rows lack what?

use std::collections::BTreeMap;

use crate::block::Mode;
use crate::compare::{Comparer, Fields};
use crate::table::Table;

/// Kinds of rows, by what they lack, of which each is held against each.
const LISTED: usize = 2_048;

/// Comparisons up to which a table of all kinds of rows is made, where there are more kinds than that.
const TABLED: u32 = 16;

/// Rows of one kind: how many each input has, by its number.
type Counted = Vec<(u32, u64)>;

/// All pairs by what they lack: a bit for each comparison in which one side holds nothing. There are at most so many kinds
/// of pairs: where there would be more, what is lacked most rarely is taken for held.
pub(super) fn null_masks(
    (table, mode): (&Table, Mode),
    (comparer, fields): (&Comparer, &Fields),
    most: usize,
) -> BTreeMap<u64, f64> {
    let comparisons = comparer.outcomes().len().min(64);
    let mut rows: BTreeMap<u64, Counted> = BTreeMap::new();
    for row in 0..fields.rows() as u32 {
        let mask = (0..comparisons)
            .filter(|comparison| !comparer.has_value(fields, *comparison, row))
            .fold(0_u64, |mask, comparison| mask | 1 << comparison);
        let input = if mode == Mode::Link { table.input_of(row) as u32 } else { 0 };
        add(rows.entry(mask).or_default(), input, 1);
    }
    few(rows, mode, most)
}

/// Inputs come in their order.
fn add(counted: &mut Counted, input: u32, rows: u64) {
    match counted.binary_search_by_key(&input, |own| own.0) {
        Ok(place) => counted[place].1 += rows,
        Err(place) => counted.insert(place, (input, rows)),
    }
}

/// Pairs by what they lack, of at most so many kinds.
fn few(mut rows: BTreeMap<u64, Counted>, mode: Mode, most: usize) -> BTreeMap<u64, f64> {
    let all = rows.keys().fold(0, |all, mask| all | mask);
    let mut lacking = [0_u64; 64];
    for (mask, counted) in &rows {
        let of_kind: u64 = counted.iter().map(|own| own.1).sum();
        for bit in (0..64).filter(|bit| mask >> bit & 1 == 1) {
            lacking[bit] += of_kind;
        }
    }
    let mut rarest_first: Vec<usize> = (0..64).filter(|bit| all >> bit & 1 == 1).collect();
    rarest_first.sort_by_key(|bit| (lacking[*bit], *bit));
    let mut rarest_first = rarest_first.into_iter();
    let mut kept = all;
    let mut kinds: Vec<u64> = rows.keys().copied().collect();
    while kinds.len() > LISTED && kept.count_ones() > TABLED {
        let Some(bit) = rarest_first.next() else { break };
        kept &= !(1 << bit);
        for kind in &mut kinds {
            *kind &= kept;
        }
        kinds.sort_unstable();
        kinds.dedup();
    }
    if kept != all {
        let mut merged: BTreeMap<u64, Counted> = BTreeMap::new();
        for (mask, counted) in rows {
            let own = merged.entry(mask & kept).or_default();
            for (input, many) in counted {
                add(own, input, many);
            }
        }
        rows = merged;
    }
    let mut pairs = if rows.len() > LISTED { tabled(&rows, kept, mode) } else { listed(&rows, mode) };
    while pairs.len() > most {
        let Some(bit) = rarest_first.next() else { break };
        let mut merged = BTreeMap::new();
        for (mask, made) in pairs {
            *merged.entry(mask & !(1 << bit)).or_insert(0.0) += made;
        }
        pairs = merged;
    }
    pairs
}

/// Each kind of rows with each.
fn listed(rows: &BTreeMap<u64, Counted>, mode: Mode) -> BTreeMap<u64, f64> {
    let is_link = mode == Mode::Link;
    let sum = |counted: &Counted| counted.iter().map(|own| own.1).sum::<u64>() as f64;
    let kinds: Vec<(u64, &Counted, f64)> = rows.iter().map(|(mask, own)| (*mask, own, sum(own))).collect();
    let mut pairs = BTreeMap::new();
    for (place, (one, held, all)) in kinds.iter().enumerate() {
        for (other, others, both) in &kinds[place..] {
            let within = if is_link { within(held, others) } else { 0.0 };
            let made = match (is_link, one == other) {
                (true, true) => (all * all - within) / 2.0,
                (true, false) => all * both - within,
                (false, true) => all * (all - 1.0) / 2.0,
                (false, false) => all * both,
            };
            if made > 0.0 {
                *pairs.entry(one | other).or_insert(0.0) += made;
            }
        }
    }
    pairs
}

/// Pairs of rows of one input.
fn within(held: &Counted, others: &Counted) -> f64 {
    let of = |(input, many): &(u32, u64)| {
        let other = others.binary_search_by_key(input, |own| own.0).ok().map_or(0, |place| others[place].1);
        *many as f64 * other as f64
    };
    held.iter().map(of).sum()
}

/// The same by a table of all kinds. Pairs that lack no column but some given ones are pairs of rows that lack no other; from
/// these numbers it follows, one column after the other, how many lack just those.
fn tabled(rows: &BTreeMap<u64, Counted>, kept: u64, mode: Mode) -> BTreeMap<u64, f64> {
    let bits: Vec<u32> = (0..64).filter(|bit| kept >> bit & 1 == 1).collect();
    let small = |mask: u64| {
        let own = bits.iter().enumerate().map(|(place, bit)| ((mask >> bit & 1) as usize) << place);
        own.fold(0, |all, bit| all | bit)
    };
    let whole = |small: usize| {
        let own = bits.iter().enumerate().filter(|(place, _)| small >> place & 1 == 1);
        own.fold(0_u64, |all, (_, bit)| all | 1 << bit)
    };
    let size = 1_usize << bits.len();
    let mut by_input: BTreeMap<u32, Vec<(usize, i128)>> = BTreeMap::new();
    for (mask, counted) in rows {
        for (input, many) in counted {
            by_input.entry(*input).or_default().push((small(*mask), i128::from(*many)));
        }
    }
    // Rows that lack nothing but these, and the pairs among them that are of one input.
    let (mut all, mut of_one) = (vec![0_i128; size], vec![0_i128; size]);
    for kinds in by_input.values() {
        let mut own = vec![0_i128; size];
        for (mask, many) in kinds {
            own[*mask] += many;
        }
        for bit in 0..bits.len() {
            for mask in (0..size).filter(|mask| mask >> bit & 1 == 1) {
                own[mask] += own[mask ^ 1 << bit];
            }
        }
        for (mask, many) in own.into_iter().enumerate() {
            all[mask] += many;
            of_one[mask] += if mode == Mode::Link { many * many } else { many };
        }
    }
    let mut pairs: Vec<i128> =
        all.iter().zip(&of_one).map(|(all, of_one)| (all * all - of_one) / 2).collect();
    for bit in 0..bits.len() {
        for mask in (0..size).filter(|mask| mask >> bit & 1 == 1) {
            pairs[mask] -= pairs[mask ^ 1 << bit];
        }
    }
    let made = pairs.into_iter().enumerate().filter(|(_, made)| *made > 0);
    made.map(|(mask, made)| (whole(mask), made as f64)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::mix;
    use proptest::prelude::*;

    fn drawn(kinds: u64, bits: u32, inputs: u64) -> BTreeMap<u64, Counted> {
        let mut rows: BTreeMap<u64, Counted> = BTreeMap::new();
        for number in 0..kinds {
            let mask = mix(number, 1) >> (64 - bits);
            add(rows.entry(mask).or_default(), (mix(number, 2) % inputs) as u32, 1 + mix(number, 3) % 5);
        }
        rows
    }

    proptest! {
        #[test]
        fn a_table_of_all_kinds_counts_what_a_list_does(
            kinds in 1_u64..60,
            bits in 1_u32..7,
            inputs in 1_u64..4,
            mode in prop_oneof![Just(Mode::Dedupe), Just(Mode::Link)],
        ) {
            let rows = drawn(kinds, bits, inputs);
            let kept = rows.keys().fold(0, |all, mask| all | mask);
            prop_assert_eq!(tabled(&rows, kept, mode), listed(&rows, mode));
        }
    }

    #[test]
    fn however_many_columns_are_sparse_kinds_stay_few() {
        for (bits, inputs) in [(16, 1), (16, 3), (40, 2), (63, 1)] {
            let rows = drawn(60_000, bits, inputs);
            let all: u64 = rows.values().flatten().map(|own| own.1).sum();
            let of_one = |input: u32| -> u64 {
                rows.values().flatten().filter(|own| own.0 == input).map(|own| own.1).sum()
            };
            let inside: u64 = (0..inputs as u32).map(|input| of_one(input) * of_one(input)).sum();
            let pairs = few(rows.clone(), Mode::Link, 50_000);
            assert!(pairs.len() <= 50_000, "{} of {bits}", pairs.len());
            let expected = (all * all - inside) as f64 / 2.0;
            assert!((pairs.values().sum::<f64>() - expected).abs() <= 1e-9 * expected, "{bits}");
        }
    }
}

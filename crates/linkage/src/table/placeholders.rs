//! Which values of a column stand for nothing?
//!
//! A form that insists on a telephone number gets `000000000`, one that insists on a birth `1900-01-01`. Whoever typed
//! that has it in common with all others who did, and by the thousand such pairs look like people who stand twice.
//! A word that stands for nothing is known by its sense; a number only by how far its count is out of line.

/// So many times as many rows as any value below have to hold it.
const TIMES: f64 = 10.0;

/// Rows that hold it at least.
const LEAST: u32 = 20;

/// Most values that are placeholders in one column.
const MOST: usize = 8;

/// Bits that equality says at least where placeholders are left out: of towns and first names some are common.
const BITS: f64 = 10.0;

/// The share of the rows, and the number of values, that have to be left.
const LEFT: (f64, usize) = (0.1, 100);

/// Words that say that nothing stands there, in small letters.
const NOTHING: [&str; 24] = [
    "unknown",
    "n/a",
    "na",
    "none",
    "null",
    "nil",
    "-",
    "--",
    ".",
    "?",
    "not known",
    "not available",
    "missing",
    "unbekannt",
    "k.a.",
    "keine angabe",
    "inconnu",
    "desconocido",
    "sconosciuto",
    "onbekend",
    "okänd",
    "nan",
    "undefined",
    "(null)",
];

/// Whether a value in small letters says by its sense that nothing stands there.
pub(crate) fn says_nothing(value: &str) -> bool {
    NOTHING.contains(&value)
}

/// The values that stand for nothing, by how many rows hold each: places in `counts`, the most common first.
///
/// ```
/// use bonafide_linkage::table::placeholders;
/// let mut counts = vec![1; 1_000];
/// assert!(placeholders(&counts).is_empty());
/// counts[7] = 300;
/// assert_eq!(placeholders(&counts), [7]);
/// ```
pub fn placeholders(counts: &[u32]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..counts.len()).filter(|place| counts[*place] > 0).collect();
    if places.len() <= LEFT.1 {
        return Vec::new();
    }
    let by_count = |one: &usize, other: &usize| counts[*other].cmp(&counts[*one]).then(one.cmp(other));
    places.select_nth_unstable_by(MOST, by_count);
    places[..MOST].sort_unstable_by(by_count);
    let rows = |places: &[usize]| places.iter().map(|place| f64::from(counts[*place])).sum::<f64>();
    let all = rows(&places);
    for many in (1..=MOST).rev() {
        let (out, rest) = places.split_at(many);
        let least = counts[out[many - 1]];
        if least < LEAST || f64::from(least) < TIMES * f64::from(counts[rest[0]]) {
            continue;
        }
        let left = rows(rest);
        let pairs = |places: &[usize]| -> f64 {
            places.iter().map(|place| f64::from(counts[*place])).map(|count| count * (count - 1.0)).sum()
        };
        let equal = pairs(rest);
        let is_told_apart = left * left >= BITS.exp2() * equal.max(1.0);
        if is_told_apart && left >= LEFT.0 * all && rest.len() >= LEFT.1 && pairs(out) > equal {
            return out.to_vec();
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_far_out_of_line_stands_for_nothing() {
        let of = |few: &[u32], rest: Vec<u32>| placeholders(&[few.to_vec(), rest].concat());
        // Numbers that one or two people have, and three that were typed to fill the field.
        assert_eq!(of(&[40, 900, 310], (0..5_000).map(|row| 1 + row % 3).collect()), [1, 2, 0]);
        // An office line of a dozen, numbers by the family, and nothing at all.
        assert_eq!(of(&[12], vec![1; 5_000]), [0; 0]);
        assert_eq!(of(&[30, 20, 9], vec![1; 5_000]), [0; 0]);
        assert_eq!(of(&[], vec![2; 5_000]), [0; 0]);
        // Surnames, towns and brands have a most common one.
        let falls = |most: f64| (1..2_000).map(|rank| (most / f64::from(rank)) as u32).collect::<Vec<_>>();
        assert_eq!(placeholders(&falls(3_000.0)), [0; 0]);
        assert_eq!(of(&[9_000], vec![40; 150]), [0; 0], "what is left tells too little apart");
        assert_eq!(of(&[900], vec![1; 60]), [0; 0], "nearly all hold it: the column tells nothing");
    }

    proptest! {
        #[test]
        fn the_order_of_values_changes_nothing(
            mut counts in proptest::collection::vec(0_u32..3, 100..400),
            common in proptest::collection::vec(0_u32..200, 0..12),
        ) {
            counts.extend(common);
            let held = |counts: &[u32]| -> Vec<u32> {
                placeholders(counts).into_iter().map(|place| counts[place]).collect()
            };
            let found = held(&counts);
            counts.reverse();
            prop_assert_eq!(held(&counts), found);
        }
    }
}

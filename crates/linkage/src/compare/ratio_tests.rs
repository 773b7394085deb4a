//! Tests that ask in one direction ask so between inputs, and both ways inside of one: there only the order of rows says
//! which is the left one.

use super::{Comparer, Fields};
use crate::expression::Derived;
use crate::settings::Settings;
use crate::table::TableBuilder;

/// The outcomes of some pairs of rows with these values, of which the inputs have so many each.
fn outcomes(level: &str, values: &[&str], inputs: &[usize], pairs: &[(u32, u32)]) -> Vec<u8> {
    let mut builder = TableBuilder::default();
    let column = builder.column("amount");
    for own in values {
        builder.at(column).push(own.as_bytes());
    }
    for (number, rows) in inputs.iter().enumerate() {
        builder.end_input(&number.to_string(), *rows, false);
    }
    let (table, mut fields) = (builder.finish(), Fields::default());
    let settings = format!("[[comparisons]]\ncolumn = \"amount\"\nlevels = [\"{level}\"]\n");
    let settings = Settings::parse(&settings).expect("settings");
    let comparer =
        Comparer::new(&table, &Derived::default(), &settings.comparisons, &mut fields).expect("a comparer");
    fields.seal();
    assert!(!comparer.is_symmetric(0));
    let outcome = |(left, right): &(u32, u32)| comparer.outcome(&fields, 0, fields.sides(*left, *right));
    pairs.iter().map(outcome).collect()
}

const NULL: u8 = 0;
const LEVEL: u8 = 1;
const ELSE: u8 = 2;

#[test]
fn a_ratio_lies_between_its_bounds_from_left_to_right_only() {
    let of = |values: [&str; 2]| outcomes("ratio 0.7 1.3", &values, &[1, 1], &[(0, 1)])[0];
    assert_eq!((of(["100", "135"]), of(["135", "100"])), (LEVEL, ELSE), "0.74, and 1.35");
    assert_eq!((of(["70", "100"]), of(["100", "70"])), (ELSE, ELSE), "0.7 is not included, and 1.43");
    assert_eq!(
        (of(["0", "0"]), of(["100", "0"]), of(["0", "100"])),
        (ELSE, ELSE, ELSE),
        "nothing by nothing"
    );
    assert_eq!((of(["100", "no number"]), of(["100", ""])), (ELSE, NULL));
}

#[test]
fn inside_of_one_input_either_row_is_the_left_one() {
    let both = [(0, 1), (1, 0), (0, 2), (2, 0)];
    let ratios = outcomes("ratio 0.7 1.3", &["10", "14", "15"], &[3], &both);
    assert_eq!(ratios, [LEVEL, LEVEL, ELSE, ELSE], "10 of 14 is 0.71, 10 of 15 is 0.67");
    let days = ["2024-01-01", "2024-01-04", "2024-01-09"];
    assert_eq!(outcomes("days-later 4", &days, &[3], &both), [LEVEL, LEVEL, ELSE, ELSE]);
    assert_eq!(outcomes("days-later 4", &days, &[1, 2], &both), [LEVEL, ELSE, ELSE, ELSE]);
}

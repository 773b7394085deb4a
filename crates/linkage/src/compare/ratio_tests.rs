//! A ratio of numbers is asked in one direction.

use super::{Comparer, Fields};
use crate::expression::Derived;
use crate::settings::Settings;
use crate::table::TableBuilder;

#[test]
fn a_ratio_lies_between_its_bounds_from_left_to_right_only() {
    let mut builder = TableBuilder::default();
    let amount = builder.column("amount");
    for own in ["135", "100", "70", "0", "no number", ""] {
        builder.at(amount).push(own.as_bytes());
    }
    builder.end_input("rows", 6, false);
    let (table, mut fields) = (builder.finish(), Fields::default());
    let settings = "[[comparisons]]\ncolumn = \"amount\"\nlevels = [\"ratio 0.7 1.3\"]\n";
    let settings = Settings::parse(settings).expect("settings");
    let comparer =
        Comparer::new(&table, &Derived::default(), &settings.comparisons, &mut fields).expect("a comparer");
    fields.seal();
    assert!(!comparer.is_symmetric(0));
    let of = |left: u32, right: u32| comparer.outcome(&fields, 0, fields.sides(left, right));
    let (level, otherwise, null) = (1, 2, 0);
    assert_eq!((of(1, 0), of(0, 1)), (level, otherwise), "0.74, and 1.35");
    assert_eq!((of(2, 1), of(1, 2)), (otherwise, otherwise), "0.7 is not included, and 1.43");
    assert_eq!((of(3, 3), of(1, 3), of(3, 1)), (otherwise, otherwise, otherwise), "nothing by nothing");
    assert_eq!((of(1, 4), of(1, 5)), (otherwise, null));
}

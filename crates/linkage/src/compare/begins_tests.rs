//! How much of a value has to be there for another to begin with it.

use super::{Comparer, Fields};
use crate::expression::Derived;
use crate::settings::Settings;
use crate::table::TableBuilder;

#[test]
fn beginnings_are_counted_in_characters() {
    let mut builder = TableBuilder::default();
    let name = builder.column("name");
    for own in ["Жанна".as_bytes(), "Жа".as_bytes(), "Жанн".as_bytes(), b"\xffbcde", b"\xffbcd"] {
        builder.at(name).push(own);
    }
    builder.end_input("rows", 5, false);
    let (table, mut fields) = (builder.finish(), Fields::default());
    let settings = "[[comparisons]]\ncolumn = \"name\"\nlevels = [\"begins 4\"]\n";
    let settings = Settings::parse(settings).expect("settings");
    let comparer =
        Comparer::new(&table, &Derived::default(), &settings.comparisons, &mut fields).expect("a comparer");
    fields.seal();
    let of = |left: u32, right: u32| comparer.outcome(&fields, 0, fields.sides(left, right));
    let (level, otherwise) = (1, 2);
    assert_eq!((of(0, 1), of(1, 0)), (otherwise, otherwise), "two letters of four bytes");
    assert_eq!((of(0, 2), of(2, 0)), (level, level));
    assert_eq!(of(3, 4), level, "what is no text is counted in bytes");
}

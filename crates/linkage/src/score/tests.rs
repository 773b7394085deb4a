//! A sample stands for all pairs.

use crate::block::{Blocking, Mode, Rule};
use crate::compare::{Comparer, Fields};
use crate::expression::{Derived, Expression};
use crate::pattern::Space;
use crate::score::{Run, row_digests};
use crate::settings::Settings;
use crate::table::TableBuilder;

#[test]
fn a_sample_stands_for_all_pairs_and_for_those_of_rows_that_hold_the_same() {
    // Each two rows hold the same; twenty rows of one town are a block.
    let mut builder = TableBuilder::default();
    let (name, town) = (builder.column("name"), builder.column("town"));
    for row in 0..4_000_u32 {
        builder.at(name).push(format!("person {}", row / 2).as_bytes());
        builder.at(town).push(format!("town {}", row / 20).as_bytes());
    }
    builder.end_input("people", 4_000, false);
    let table = builder.finish();
    let settings =
        Settings::parse("[[comparisons]]\ncolumn = \"name\"\nlevels = [\"exact\"]\n").expect("settings");
    let (derived, mut fields) = (Derived::default(), Fields::default());
    let comparer = Comparer::new(&table, &derived, &settings.comparisons, &mut fields).expect("a comparer");
    fields.seal();
    let rule = Rule { keys: vec![Expression::parse("town").expect("a key")], ..Rule::default() };
    let blocking = Blocking::new(&table, &derived, &[rule], Mode::Dedupe).expect("blocks");
    let space = Space::new(comparer.outcomes()).expect("a space");
    let run = Run { blocking: &blocking, comparer: &comparer, fields: &fields, space: &space, threads: 1 };
    let digests = row_digests(&fields);
    let counted = |sample: u64| {
        let counts = run.sample(&digests, &[0], sample).list();
        let same = |pattern: u64| space.outcome(pattern, 0) != comparer.outcomes()[0].all.len() as u8 - 1;
        let of = |wanted: bool| {
            counts
                .iter()
                .filter(|(pattern, _)| same(*pattern) == wanted)
                .map(|(_, pairs)| *pairs)
                .sum::<u64>()
        };
        (of(true), of(false))
    };
    assert_eq!(counted(100_000), (2_000, 36_000), "all pairs where they are few");
    // One in 32: of 2,000 pairs about 62, give or take 8.
    let (same, others) = counted(2_000);
    assert!((1_000..3_000).contains(&same), "{same} stand for 2,000");
    assert!((26_000..46_000).contains(&others), "{others} stand for 36,000");
}

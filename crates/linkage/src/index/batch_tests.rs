//! What a batch makes together: blocks that it outgrows, pairs that are counted before, and limits.

use super::tests::{Row, base_of, open, table};
use super::{Index, IndexError, Matched, Outgrown};
use crate::job::{Known, link};
use crate::settings::Settings;

/// Everybody is called alike.
fn alike(input: u8, id: u32) -> Row {
    (input, id, 1, 1, Vec::new(), 1)
}

fn index_of(rows: &[Row], settings: &str) -> Index {
    let compared = "[[comparisons]]\ncolumn = \"name\"\nlevels = [\"exact\"]\n[output]\nat_least = 0.0\n";
    let settings = Settings::parse(&format!("{settings}\n{compared}")).expect("settings");
    let base = table(rows);
    let linked = link(&base, &settings, Known::default(), 1, |_| {}).expect("linked");
    open(&base_of(&base, &settings, &linked), &[]).expect("an index").0
}

fn matched(index: &Index, rows: &[Row]) -> Result<Matched, IndexError> {
    index.matches(&index.arrivals(&table(rows), &[]))
}

#[test]
fn a_block_that_a_batch_outgrows_makes_pairs_of_none_of_its_rows() {
    let settings =
        "[[blocking]]\nkeys = [\"name\"]\nat_most_rows = 4\n[[blocking]]\nkeys = [\"town\", \"born\"]";
    let rows = [alike(0, 1), alike(0, 2), (0, 3, 2, 2, Vec::new(), 2)];
    let index = index_of(&rows, settings);
    // The third is in no other block, the others are in one.
    let mut batch = [alike(0, 4), alike(0, 5), (0, 6, 1, 0, Vec::new(), 0)];
    for _ in 0..2 {
        let found = matched(&index, &batch).expect("matches");
        assert_eq!(found.outgrown, Outgrown { records: 3, alone: 1 });
        assert_eq!(found.compared, 2 * 2 + 1);
        batch.reverse();
    }
    let found = matched(&index, &batch[1..]).expect("matches");
    assert_eq!((found.compared, found.outgrown), (2 * 2 + 1, Outgrown::default()));
}

#[test]
fn what_only_new_rows_hold_often_is_told() {
    // Nobody had the name before, and now forty have.
    let rows: Vec<Row> = (0..200).map(|id| (0, id, (id % 4) as u8, 1, Vec::new(), 1)).collect();
    let batch =
        |rows: u32| -> Vec<Row> { (0..rows).map(|id| (0, 1_000 + id, 5, 1, Vec::new(), 1)).collect() };
    let settings = "[[blocking]]\nkeys = [\"name\"]";
    let index = index_of(&rows, settings);
    let common =
        |index: &Index, rows: &[Row]| index.common(&index.arrivals(&table(rows), &[])).expect("counted");
    let told = common(&index, &batch(40));
    assert_eq!(
        told.iter().map(|own| (own.comparison.as_str(), own.rows)).collect::<Vec<_>>(),
        [("name", 40)]
    );
    assert_eq!(common(&index, &batch(19)), []);
    // Where it was as frequent before nothing has changed.
    let index = index_of(&batch(100), settings);
    assert_eq!(common(&index, &batch(40)), []);
}

#[test]
fn pairs_are_counted_before_one_is_made() {
    let settings = |limit: u64| format!("[run]\nat_most_pairs = {limit}\n[[blocking]]\nkeys = [\"name\"]");
    let (rows, batch) = ([1, 2, 3].map(|id| alike(0, id)), [4, 5, 6, 7].map(|id| alike(0, id)));
    let pairs = 3 * 4 + 6;
    let refused = matched(&index_of(&rows, &settings(pairs - 1)), &batch);
    assert_eq!(refused.err(), Some(IndexError::TooManyPairs { pairs, limit: pairs - 1 }));
    let found = matched(&index_of(&rows, &settings(pairs)), &batch).expect("matches");
    assert_eq!(found.compared, pairs);
    // Between inputs alone rows of one make no pairs: the first of b.csv meets three, the second of c.csv four and one.
    let settings =
        format!("[run]\nmode = \"link\"\nat_most_pairs = 8\n{}", "[[blocking]]\nkeys = [\"name\"]");
    let rows = [alike(0, 1), alike(0, 2), alike(0, 3), alike(1, 4)];
    let index = index_of(&rows, &settings);
    assert_eq!(matched(&index, &[alike(1, 5), alike(2, 6)]).expect("matches").compared, 3 + 4 + 1);
    let refused = matched(&index, &[alike(1, 5), alike(2, 6), alike(2, 7)]);
    assert_eq!(refused.err(), Some(IndexError::TooManyPairs { pairs: 3 + 5 + 5, limit: 8 }));
}

#[test]
fn no_more_pairs_are_kept_than_a_run_may_keep() {
    let settings = |limit: u64| format!("[run]\nat_most_kept = {limit}\n[[blocking]]\nkeys = [\"name\"]");
    let (rows, batch) = ([1, 2, 3].map(|id| alike(0, id)), [4, 5].map(|id| alike(0, id)));
    // Seven are new, of which each takes eight times the room.
    let refused = matched(&index_of(&rows, &settings(55)), &batch);
    assert_eq!(refused.err(), Some(IndexError::TooManyKept { limit: 55, new: 6 }));
    assert!(matched(&index_of(&rows, &settings(56)), &batch).is_ok());
    // Fifteen stand, and each new one makes six.
    let rows = [1, 2, 3, 6, 7, 8].map(|id| alike(0, id));
    let refused = matched(&index_of(&rows, &settings(47)), &batch[..1]);
    assert_eq!(refused.err(), Some(IndexError::TooManyKept { limit: 47, new: 5 }));
    let mut index = index_of(&rows, &settings(20));
    index.limit(1000, 80);
    assert!(matched(&index, &batch[..1]).is_ok());
}

#[test]
fn rows_that_are_only_looked_at_count_too() {
    // A rule without keys looks at all rows, and those of the record's own input make no pairs.
    let mut rows: Vec<Row> = (0..super::LARGEST_BLOCK as u32).map(|id| alike(0, id)).collect();
    rows.push(alike(1, 1));
    let text = "[run]\nmode = \"link\"\n[[comparisons]]\ncolumn = \"name\"\nlevels = [\"exact\"]\n[[blocking]]\nkeys = ";
    let parsed = |keys: &str| Settings::parse(&format!("{text}{keys}")).expect("settings");
    let base = table(&rows);
    let linked = link(&base, &parsed("[\"phones\"]"), Known::default(), 1, |_| {}).expect("linked");
    let (index, _) = open(&base_of(&base, &parsed("[]"), &linked), &[]).expect("an index");
    let found = matched(&index, &[alike(0, 900_000)]).expect("matches");
    let skipped: Vec<usize> = found.skipped.iter().map(|own| own.rows).collect();
    assert_eq!((found.compared, skipped), (0, vec![super::LARGEST_BLOCK + 2]));
}

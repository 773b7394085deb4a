//! A sample stands for all pairs.

use super::hope::{self, Hope};
use crate::block::{Batch, Blocking, BlockingError, Mode, Rule, Scope};
use crate::compare::{self, Comparer, Detail, Fields, Gathered};
use crate::expression::{Derived, Expression};
use crate::pattern::Space;
use crate::score::{Heavy, Least, Partner, Run, Scored, row_digests};
use crate::settings::Settings;
use crate::table::TableBuilder;
use proptest::prelude::*;

/// A level of each kind that rows laid side by side are asked in a way of their own.
const LEVELS: &str = r#"
[[comparisons]]
column = "name"
levels = ["exact", "jaro-winkler 0.95", "jaro-winkler 0.8", "levenshtein 3"]
[[comparisons]]
column = "code"
term_frequency = false
levels = ["exact", "name: exact and levenshtein 1", "name: exact", "levenshtein 1", "levenshtein 2"]
[[comparisons]]
column = "born"
levels = ["exact", "one-digit", "day-and-month-swapped", "same-month", "same-year"]
[[comparisons]]
column = "code"
levels = ["name: jaro-winkler 0.9", "damerau 1 and name: exact", "damerau 2"]
[[comparisons]]
column = "words"
levels = ["jaccard 1", "rarity-cosine 0.5", "shares 1"]
"#;

/// What a row holds: places of its name, code and birth among those below, its words, and its block.
type Row = (usize, usize, usize, Vec<u8>, u8);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0_usize..6, 0_usize..6, 0_usize..5, prop::collection::vec(0_u8..4, 0..3), 0_u8..3);
    prop::collection::vec(row, 2..120)
}

/// Calls `check` with a run over rows in two rules' blocks.
fn with_run(rows: &[Row], by_row: bool, check: impl FnOnce(&Run<'_>)) {
    let mut builder = TableBuilder::default();
    let [name, code, born, words, block] =
        ["name", "code", "born", "words", "block"].map(|own| builder.column(own));
    for (own_name, own_code, own_born, own_words, own_block) in rows {
        builder.at(name).push(["", "marta", "martha", "jon", "john", "johnathan"][*own_name].as_bytes());
        builder.at(code).push(["", "1234", "1243", "1235", "9234", "12"][*own_code].as_bytes());
        builder
            .at(born)
            .push(["", "1980-02-03", "1980-03-02", "1980-02-04", "1981-07-01"][*own_born].as_bytes());
        builder.at(words).push_many(own_words.iter().map(std::slice::from_ref));
        builder.at(block).push(std::slice::from_ref(own_block));
    }
    builder.end_input("rows", rows.len(), false);
    let table = builder.finish();
    let settings = Settings::parse(LEVELS).expect("settings");
    let (derived, mut fields) = (Derived::default(), Fields::default());
    let comparer = Comparer::new(&table, &derived, &settings.comparisons, &mut fields).expect("a comparer");
    if by_row {
        fields.seal_with_bags();
    } else {
        fields.seal();
    }
    let rule = |key: &str| Rule { keys: vec![Expression::parse(key).expect("a key")], ..Rule::default() };
    let rules = [rule("block"), rule("name")];
    let blocking = Blocking::new(&table, &derived, &rules, Mode::Dedupe).expect("blocks");
    let space = Space::new(comparer.outcomes()).expect("a space");
    check(&Run::alone(&blocking, (&comparer, &fields), &space));
}

/// Weights that follow no rule but the seed's.
fn weight(seed: u64, pattern: u64) -> i32 {
    (crate::table::mix(pattern, seed) % 2_000) as i32 - 1_000
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn rows_laid_side_by_side_come_to_the_same_as_pairs_alone(rows in rows(), by_row in any::<bool>()) {
        with_run(&rows, by_row, |run| {
            let scored = run.score(&|_| 0, Least { kept: i32::MIN, counted: i32::MIN }).expect("few pairs");
            assert_eq!(scored.kept.len() as u64, run.blocking.distinct_pairs());
            for pair in &scored.kept {
                assert_eq!(pair.pattern, run.pattern(pair.left, pair.right), "{} and {}", pair.left, pair.right);
            }
        });
    }

    #[test]
    fn rows_that_are_looked_at_come_to_the_same_as_pairs_alone(
        rows in rows(),
        by_row in any::<bool>(),
        seed in any::<u64>(),
        looked_at in prop::collection::btree_set(0_u32..120, 1..9),
        first in 1_u32..100,
        with_own in any::<bool>(),
        heavy in 0_i32..1_000,
    ) {
        with_run(&rows, by_row, |run| {
            let all = rows.len() as u32;
            let first = first.min(all - 1);
            let inputs = [0..first, first..all];
            let input = |row: u32| usize::from(row >= first);
            let looked_at: Vec<u32> = looked_at.into_iter().filter(|row| *row < all).collect();
            let least = Heavy { kept: heavy, summed: -500 };
            // Lighter than 0, or the odds of lighter ones were above 1.
            let own = |pattern| if weight(seed, pattern) < heavy { -weight(seed, pattern).abs() } else { heavy };
            let found = run.partners(&looked_at, (&inputs, with_own), &own, least);
            let (mut kept, mut lighter) = (Vec::new(), vec![0.0; 2 * looked_at.len()]);
            for (place, row) in looked_at.iter().enumerate() {
                for other in (0..all).filter(|other| other != row) {
                    if input(other) < input(*row) || input(other) == input(*row) && !with_own {
                        continue;
                    }
                    let weight_milli = own(run.pattern(*row, other));
                    if weight_milli >= heavy {
                        kept.push(Partner { place: place as u32, row: other, weight_milli });
                    } else if weight_milli >= -500 {
                        lighter[2 * place + input(other)] += (f64::from(weight_milli) / 1_000.0).exp2();
                    }
                }
            }
            assert_eq!(found.kept, kept);
            for (one, other) in found.lighter.iter().zip(&lighter) {
                assert!((one - other).abs() < 1e-6, "{one} instead of {other}");
            }
        });
    }

    #[test]
    fn a_pair_without_hope_is_too_light_and_any_other_has_its_own_pattern(
        rows in rows(),
        by_row in any::<bool>(),
        seed in any::<u64>(),
        least in 800_i32..1_001,
        is_each in any::<bool>(),
    ) {
        with_run(&rows, by_row, |run| {
            let detail = if is_each { Detail::Each } else { Detail::Any };
            let own = |pattern| weight(seed, pattern);
            let hope = Hope::new(run.comparer, run.space, detail, &own, least).expect("few states");
            let (scope, mut batch, mut room) = (Scope::all(run.blocking), Batch::default(), hope::Room::default());
            let mut gathered = Gathered::default();
            for tile in run.blocking.tiles(&scope) {
                run.blocking.walk_rows(&tile, &scope, &mut batch, |block, left, rights| {
                    gathered.fill(run.fields, block.rows);
                    let row = compare::Row { gathered: &gathered, left, rights };
                    let hopeful = hope.of(run.comparer, run.fields, row, &mut room);
                    let asked = (run.comparer, run.fields, run.space);
                    for right in rights {
                        let alone = run.pattern(block.rows[left], block.rows[*right as usize]);
                        let fits = |found: Option<u64>| match found {
                            Some(pattern) => assert_eq!(pattern, alone),
                            None => assert!(weight(seed, alone) < least),
                        };
                        let state = hopeful.iter().find(|(own, _)| own == right).map(|own| own.1);
                        fits(state.and_then(|own| hope.pattern(asked, &gathered, (left as u32, *right), own)));
                        let sides = run.fields.sides(block.rows[left], block.rows[*right as usize]);
                        let of = |comparison| run.comparer.outcome(run.fields, comparison, sides);
                        fits(hope.alone.pattern(run.space, of));
                    }
                });
            }
        });
    }
}

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
    let run = Run::alone(&blocking, (&comparer, &fields), &space);
    let digests = row_digests(&fields);
    let counted = |sample: u64| {
        let counts = run.sample(&digests, &Scope::all(&blocking), sample).list();
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
    // Nearly all that is compared cannot weigh enough: let go, it is missed nowhere but among light patterns.
    let weight = |pattern: u64| if space.outcome(pattern, 0) == 1 { 5_000 } else { -20_000 };
    let all = run.score(&weight, Least { kept: 0, counted: i32::MIN }).expect("few pairs");
    let heavy = run.score(&weight, Least { kept: 0, counted: 0 }).expect("few pairs");
    assert_eq!((all.kept.len(), &all.kept, &all.by_rule), (2_000, &heavy.kept, &heavy.by_rule));
    let of = |scored: &Scored, is_heavy: bool| {
        let counts =
            scored.counts.list().into_iter().filter(|(pattern, _)| (weight(*pattern) >= 0) == is_heavy);
        counts.map(|(_, pairs)| pairs).sum::<u64>()
    };
    assert_eq!((of(&all, true), of(&heavy, true), of(&all, false)), (2_000, 2_000, 36_000));
    assert_eq!(of(&heavy, false), 0, "what cannot weigh enough is seen without a distance here");
    // What is kept is held in memory, however many threads keep it.
    for (threads, at_most_kept) in [(1, 1_999), (1, 2_000), (3, 1_999), (3, 2_000)] {
        let limited = Run { threads, at_most_kept, ..run };
        let found = limited.score(&weight, Least { kept: 0, counted: 0 }).map(|own| own.kept.len());
        let expected =
            if at_most_kept < 2_000 { Err(BlockingError::TooManyKept { limit: 1_999 }) } else { Ok(2_000) };
        assert_eq!(found, expected, "{threads}");
    }
    for threads in [1, 3] {
        let limited = Run { threads, at_most_kept: 20_000, ..run };
        let refused = limited.score(&weight, Least { kept: i32::MIN, counted: i32::MIN }).map(|_| ());
        assert!(refused.expect_err("38,000 pairs").to_string().contains("raise `[run] at_most_kept`"));
    }
}

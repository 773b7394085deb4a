//! Rare agreement is counted where it is met.

use super::{Basis, Blocked, chances};
use crate::block::{Blocking, Mode, Rule, Scope};
use crate::compare::{Comparer, Fields};
use crate::expression::{Derived, Expression};
use crate::pattern::Space;
use crate::score::{Run, row_digests};
use crate::settings::Settings;
use crate::table::{TableBuilder, hash};

/// Rows, which make more pairs than are enumerated.
const ROWS: u32 = 6_000;
/// Pairs of names that are one letter apart, all in blocks of two rows.
const NEAR: u32 = 40;

#[test]
fn a_rare_level_is_counted_among_blocked_pairs_wherever_the_enumeration_starts() {
    let mut builder = TableBuilder::default();
    let [name, house] = ["name", "house"].map(|own| builder.column(own));
    for row in 0..ROWS {
        let is_near = row % 2 == 1 && row < 2 * NEAR;
        let mut own = format!("{:016x}", hash(&(if is_near { row - 1 } else { row }).to_le_bytes()));
        if is_near {
            own.replace_range(7..8, "x");
        }
        builder.at(name).push(own.as_bytes());
        builder.at(house).push(format!("{}", row / 2).as_bytes());
    }
    builder.end_input("people", ROWS as usize, false);
    let (table, derived, mut fields) = (builder.finish(), Derived::default(), Fields::default());
    let settings = "[[comparisons]]\ncolumn = \"name\"\nlevels = [\"exact\", \"levenshtein 1\"]\n";
    let settings = Settings::parse(settings).expect("settings");
    let comparer = Comparer::new(&table, &derived, &settings.comparisons, &mut fields).expect("a comparer");
    fields.seal();
    let rule = Rule { keys: vec![Expression::parse("house").expect("a key")], ..Rule::default() };
    let blocking = Blocking::new(&table, &derived, &[rule], Mode::Dedupe).expect("blocks");
    let space = Space::new(comparer.outcomes()).expect("a space");
    let run = Run::alone(&blocking, (&comparer, &fields), &space);
    let digests = row_digests(&fields);
    let patterns = run.sample(&digests, &Scope::all(&blocking), 100_000).list();
    let all = f64::from(ROWS) * f64::from(ROWS - 1) / 2.0;
    for start in 0..2 {
        let blocked = Blocked { blocking: &blocking, space: &space, patterns: &patterns };
        let of =
            |known| chances((&table, Mode::Dedupe), (&comparer, &fields), &digests, start, known).by[0][2];
        let near = of(Some(blocked));
        assert_eq!(near.basis, Basis::Few);
        assert!(u64::from(NEAR) > near.agreeing, "not all pairs are looked at: {near:?}");
        // Half a pair of a quarter of all stands for what was not seen: two pairs.
        let pairs = near.share * all;
        assert!(
            (f64::from(NEAR)..f64::from(NEAR) + 3.0).contains(&pairs),
            "{pairs} pairs from start {start}"
        );
        // Without blocked pairs that is left to luck.
        let alone = of(None);
        let expected = (alone.agreeing as f64 + 0.5) / alone.of as f64;
        assert!((alone.share / expected - 1.0).abs() < 0.01, "{alone:?}");
    }
}

#[test]
fn equality_that_no_pair_shows_is_rare_and_not_what_is_left_over() {
    let mut builder = TableBuilder::default();
    let place = builder.column("venue");
    for input in ["one", "other"] {
        for row in 0..20 {
            builder.at(place).push(format!("{input}{}", row % 2).as_bytes());
        }
        builder.end_input(input, 20, false);
    }
    let (table, derived, mut fields) = (builder.finish(), Derived::default(), Fields::default());
    let settings = "[[comparisons]]\ncolumn = \"venue\"\nlevels = [\"exact\"]\n";
    let settings = Settings::parse(settings).expect("settings");
    let comparer = Comparer::new(&table, &derived, &settings.comparisons, &mut fields).expect("a comparer");
    fields.seal();
    let digests = row_digests(&fields);
    let chances = chances((&table, Mode::Link), (&comparer, &fields), &digests, 0, None);
    let (otherwise, equal) = chances.by[0][1..].split_last().expect("outcomes");
    for own in equal {
        assert_eq!((own.basis, own.agreeing), (Basis::Exact, 0));
        assert!((own.share - 0.5 / 400.0).abs() < 1e-12, "{own:?}");
    }
    assert!(otherwise.share > 0.99, "{otherwise:?}");
}

#[test]
fn rows_that_hold_the_same_are_not_met_more_often_than_others() {
    // Two lists, or one, of things that stand in both or twice, letter by letter. Of a list of marks equality is no level.
    let things = 8_000_u64;
    for mode in [Mode::Dedupe, Mode::Link] {
        let mut builder = TableBuilder::default();
        let [name, mark] = ["name", "mark"].map(|own| builder.column(own));
        for list in 0..2 {
            for thing in 0..things {
                builder.at(name).push(format!("{:016x}", hash(&thing.to_le_bytes())).as_bytes());
                builder.at(mark).push(format!("{:016x}", hash(&(thing + things).to_le_bytes())).as_bytes());
            }
            builder.end_input(["one", "other"][list], things as usize, false);
        }
        let (table, derived, mut fields) = (builder.finish(), Derived::default(), Fields::default());
        let settings = "[[comparisons]]\ncolumn = \"name\"\nlevels = [\"mark: exact\"]\n";
        let settings = Settings::parse(settings).expect("settings");
        let comparer =
            Comparer::new(&table, &derived, &settings.comparisons, &mut fields).expect("a comparer");
        fields.seal();
        let digests = row_digests(&fields);
        let all = if mode == Mode::Link { things * things } else { things * (2 * things - 1) };
        let truth = things as f64 / all as f64;
        let met = chances((&table, mode), (&comparer, &fields), &digests, 0, None).by[0][1];
        assert_ne!(met.basis, Basis::Exact);
        assert!((0.5..2.0).contains(&(met.share / truth)), "{met:?}, not {truth}");
    }
}

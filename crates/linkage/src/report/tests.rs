//! Charts have to agree with each other and with the run, whatever the rows are and however they stand.

use proptest::prelude::*;

use super::{Report, Why, report};
use crate::cluster::{Judgement, Partition};
use crate::job::tests::tables;
use crate::job::{Known, Linked, link};
use crate::model::Model;
use crate::score::Kept;
use crate::settings::Settings;
use crate::table::{Table, TableBuilder};

const SETTINGS: &str = r#"
[columns]
start = "name | first 2"

[[comparisons]]
column = "name"
levels = ["exact", "levenshtein 1", "start: exact"]

[[comparisons]]
name = "town and phone"
column = "town"
levels = ["exact", "phones: shares 1"]

[[comparisons]]
column = "nothing"
levels = ["exact"]

[[blocking]]
keys = ["start"]

[[blocking]]
keys = ["town"]

[output]
at_least = 0.05
"#;

/// A row: its id, name, town and phones.
type Row = (u32, String, u8, Vec<u8>);

fn table(rows: &[Row], cut: usize) -> Table {
    let mut builder = TableBuilder::default();
    let places =
        [builder.column("name"), builder.column("town"), builder.column("phones"), builder.column("nothing")];
    let note = builder.column("note");
    for (number, part) in [&rows[..cut], &rows[cut..]].into_iter().enumerate() {
        for (id, name, town, phones) in part {
            builder.ids().push_number(i64::from(*id));
            builder.at(places[0]).push(name.as_bytes());
            builder.at(places[1]).push(if *town == 0 { b"" } else { std::slice::from_ref(town) });
            builder.at(places[2]).push_many(phones.iter().map(std::slice::from_ref));
            builder.at(places[3]).push(b"");
            builder.at(note).push("<b> & \u{202e}".as_bytes());
        }
        builder.end_input(if number == 0 { "left" } else { "right" }, part.len(), true);
    }
    builder.finish()
}

fn run(rows: &[Row], cut: usize, mode: &str) -> (Linked, Report) {
    let settings = Settings::parse(&format!("[run]\nmode = \"{mode}\"\n{SETTINGS}")).expect("settings");
    let table = table(rows, cut);
    let linked = link(&table, &settings, Known::default(), 2, |_| ()).expect("a run");
    let figures = report(&table, &settings, &linked, None);
    (linked, figures)
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = ("[ab]{0,4}", 0_u8..4, prop::collection::vec(1_u8..6, 0..3));
    prop::collection::vec(row, 0..50).prop_map(|rows| {
        let numbered = (1..).zip(rows);
        numbered.map(|(id, (name, town, phones))| (id, name, town, phones)).collect()
    })
}

/// What has to hold of any run.
fn check(linked: &Linked, figures: &Report) {
    let totals = &figures.totals;
    let compared: u64 = linked.patterns.iter().map(|(_, pairs)| pairs).sum();
    assert_eq!(totals.compared, compared);
    assert_eq!(figures.histogram.bars.iter().map(|bar| bar.pairs).sum::<u64>(), compared);
    assert_eq!(figures.certainty.iter().map(|bin| bin.pairs).sum::<u64>(), compared);
    assert_eq!(figures.blocking.iter().map(|rule| rule.new_pairs).sum::<u64>(), compared);
    assert!(figures.blocking.iter().all(|rule| rule.new_pairs <= rule.pairs));
    if totals.threshold_milli >= totals.at_least_milli {
        assert_eq!(figures.thresholds.own.pairs, totals.likely, "the chart counts what the headline counts");
    }
    for own in &figures.strengths {
        let pairs: u64 = own.levels.iter().map(|level| level.pairs).sum();
        assert_eq!(pairs + own.empty_pairs, compared, "{}", own.comparison);
        let m: f64 = own.levels.iter().map(|level| level.m).sum();
        assert!((m - 1.0).abs() < 1e-6, "{}: {m}", own.comparison);
    }
    for pair in figures.thresholds.points.windows(2) {
        assert!(pair[0].threshold_milli < pair[1].threshold_milli);
        assert!(pair[0].recall >= pair[1].recall && pair[0].pairs >= pair[1].pairs);
    }
    for at in figures.thresholds.points.iter().chain(&figures.thresholds.told) {
        assert!((0.0..=1.0).contains(&at.precision) && (0.0..=1.0).contains(&at.recall), "{at:?}");
        assert!(figures.thresholds.best.is_none_or(|best| best.f1 >= at.f1 - 1e-12), "{at:?}");
    }
    let unlinkable = &figures.unlinkable;
    assert_eq!(unlinkable.rows, totals.rows);
    assert_eq!(
        unlinkable.causes.iter().map(|cause| cause.rows).sum::<u64>() + unlinkable.other,
        unlinkable.below
    );
    assert!(unlinkable.points.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1));
    assert_eq!(
        figures.clusters.sizes.iter().map(|(size, count)| u64::from(*size) * count).sum::<u64>(),
        totals.rows
    );
    assert_eq!(totals.inputs.iter().map(|input| input.joined).sum::<u64>(), totals.joined);
    for picture in &figures.clusters.pictures {
        assert!(
            picture.shown.iter().all(|edge| edge.left < edge.right && edge.right < picture.members.len())
        );
        assert!(picture.members.iter().all(|member| member.values.len() == picture.columns.len()));
        assert!(picture.why != Why::WeaklyHeld || picture.shown.iter().any(|edge| edge.is_bridge));
    }
    for example in &figures.examples {
        let sum: i32 = example.bars.iter().map(|bar| bar.part_milli).sum();
        assert_eq!(sum, example.weight_milli);
        assert_eq!(example.compared.len(), 3);
        assert!(example.weight_milli >= totals.at_least_milli && example.pairs > 0);
        let parts: i32 = example.compared.iter().map(|own| own.part_milli).sum();
        let besides: i32 =
            example.bars.iter().filter(|bar| bar.outcome.is_empty()).map(|bar| bar.part_milli).sum();
        assert_eq!(parts + besides, example.weight_milli, "the table adds up as the bars do");
        assert_eq!(example.others.iter().map(|own| own.column.as_str()).collect::<Vec<_>>(), ["note"]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn charts_agree_with_the_run(rows in rows(), cut in 0.0_f64..1.0, link in any::<bool>()) {
        let cut = (rows.len() as f64 * cut) as usize;
        let (linked, figures) = run(&rows, cut, if link { "link" } else { "link-and-dedupe" });
        check(&linked, &figures);
    }

    #[test]
    fn the_order_of_rows_changes_nothing(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        prop_assert_eq!(run(&rows, 0, "dedupe").1, run(&shuffled, 0, "dedupe").1);
    }
}

fn family() -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for number in 0..60_u32 {
        let name: String = [number / 12, number % 12]
            .iter()
            .map(|part| char::from(b'a' + *part as u8))
            .cycle()
            .take(6)
            .collect();
        rows.push((number * 2 + 1, name.clone(), (number % 30) as u8 + 1, vec![number as u8 + 1]));
        if number % 2 == 0 {
            rows.push((number * 2 + 2, name, (number % 30) as u8 + 1, vec![number as u8 + 1, 0xff]));
        }
    }
    rows
}

#[test]
fn an_example_shows_what_its_rows_hold() {
    let (_, figures) = run(&family(), 0, "dedupe");
    assert!(figures.totals.clusters > 20, "{:?}", figures.totals);
    let example = figures.examples.last().expect("an example");
    let columns: Vec<&str> =
        example.compared.iter().flat_map(|own| &own.values).map(|own| own.column.as_str()).collect();
    // Named columns are shown by the columns of the table that they are made of.
    assert_eq!(columns, ["name", "town", "phones", "nothing"]);
    assert_eq!(example.left.input, "right");
    assert_ne!(example.left.id, example.right.id);
    assert_eq!(example.compared[2].outcome, "nothing to compare");
    assert_eq!(example.compared[2].part_milli, 0);
}

#[test]
fn a_pair_says_what_is_set_aside_who_judged_it_and_whether_it_was_compared() {
    let table = tables(&["id,name,wallet\n1,Ada,000\n2,Ada,000\n3,Ada,w3\n4,Bo,w4\n"]);
    let settings = "[[comparisons]]\ncolumn = \"name\"\nlevels = [\"exact\"]\n\
        [[comparisons]]\ncolumn = 'wallet | without \"000\"'\nlevels = [\"exact\"]\n\
        [[blocking]]\nkeys = [\"name\"]\n";
    let settings = Settings::parse(settings).expect("settings");
    let judgements = vec![Judgement { left: 2, right: 1, same: false }];
    let known = Known { judgements, shown: vec![(0, 1), (1, 2), (2, 3)], ..Known::default() };
    let linked = link(&table, &settings, known, 1, |_| {}).expect("linked");
    let asked = report(&table, &settings, &linked, None).asked;
    let told = |place: usize| {
        (asked[place].compared[1].outcome.as_str(), asked[place].judged, asked[place].is_compared)
    };
    assert_eq!(told(0), ("both are set aside: nothing to compare", None, true));
    assert_eq!(told(1), ("one is set aside: nothing to compare", Some(false), true));
    assert_eq!(told(2), ("else", None, false));
}

#[test]
fn a_row_that_holds_nothing_is_unlinkable_and_the_report_says_why() {
    let mut rows = family();
    rows.push((1_000, String::new(), 0, Vec::new()));
    let (_, figures) = run(&rows, 0, "dedupe");
    let empty = figures.unlinkable.causes.iter().find(|cause| cause.lacking.len() == 3).expect("a cause");
    assert_eq!(empty.rows, 1);
    assert_eq!(empty.lacking, ["name", "town and phone", "nothing"]);
}

#[test]
fn a_weakly_held_cluster_is_pictured_by_its_bridge() {
    let rows = family();
    let (mut linked, _) = run(&rows, 0, "dedupe");
    // Two triangles and a bridge of 0.7 bits between them; all other rows alone.
    let pair = |left, right, weight_milli| Kept { left, right, weight_milli, pattern: 0 };
    linked.pairs = vec![
        pair(0, 1, 9_000),
        pair(0, 2, 9_000),
        pair(1, 2, 9_000),
        pair(2, 3, 700),
        pair(3, 4, 9_000),
        pair(3, 5, 9_000),
        pair(4, 5, 9_000),
    ];
    let labels: Vec<u32> = (0..rows.len() as u32).map(|row| if row < 6 { 0 } else { row }).collect();
    linked.clusters = Partition::from_labels(&labels, &linked.order);
    let settings = Settings::parse(SETTINGS).expect("settings");
    let figures = report(&table(&rows, 0), &settings, &linked, None);
    let picture = &figures.clusters.pictures[0];
    assert_eq!((picture.size, picture.links, picture.weakest_bridge_milli), (6, 7, Some(700)));
    assert_eq!(picture.shown.iter().filter(|edge| edge.is_bridge).count(), 1);
    assert!(picture.shown[0].is_bridge);
    assert_eq!((figures.clusters.hanging, figures.clusters.of_three), (1, 1));
    assert_eq!(figures.totals.likely, 7);
}

#[test]
fn what_weights_have_beyond_the_model_is_a_bar_of_its_own() {
    let (linked, figures) = run(&family(), 0, "dedupe");
    assert!(figures.examples.iter().all(|example| example.bars.iter().all(|bar| bar.name != "calibration")));
    let heaviest = linked.pairs.iter().map(|pair| pair.weight_milli).max().expect("a pair");
    let most = linked.patterns.iter().map(|(own, _)| linked.model.weight_milli(&linked.space, *own)).max();
    assert_eq!(most, Some(heaviest));
    assert!(figures.histogram.bars.last().expect("a bar").from_milli <= heaviest);
}

#[test]
fn long_and_foreign_values_are_cut_and_kept_apart() {
    use super::values::bounded;
    assert_eq!(bounded("مريم".as_bytes()), "مريم");
    assert_eq!(bounded(&[b'x'; 161]).chars().count(), 161);
    assert!(bounded(&[b'x'; 161]).ends_with('\u{2026}'));
    assert!(!bounded(&[b'x'; 160]).ends_with('\u{2026}'));
    assert_eq!(bounded(&vec![0xff; 1 << 20]).chars().count(), 161);
}

#[test]
fn nothing_gives_an_empty_report() {
    let (linked, figures) = run(&[], 0, "dedupe");
    check(&linked, &figures);
    assert!(figures.histogram.bars.is_empty() && figures.thresholds.points.is_empty());
    assert_eq!(figures.thresholds.best, None);
    assert!((Model::probability(figures.totals.threshold_milli) - 0.5).abs() < 1e-9);
}

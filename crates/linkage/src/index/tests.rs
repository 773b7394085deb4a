//! An index against a full run over the same rows with the same model and frequencies.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use proptest::prelude::*;

use super::{Index, IndexError, write};
use crate::block::{Blocking, Mode};
use crate::cluster::{Change, Edge, Judgement, Options, Problem, average_link, linked_components};
use crate::compare::{Comparer, Fields};
use crate::expression::Derived;
use crate::job::{Known, Linked, link};
use crate::model::Model;
use crate::pattern::Space;
use crate::score::{Least, Run};
use crate::settings::{Method, Settings};
use crate::table::{Table, TableBuilder, hash};

/// A row: input, id, name, town, phones, born.
pub(super) type Row = (u8, u32, u8, u8, Vec<u8>, u8);

const NAMES: [&str; 7] = ["", "ada king", "ada kinge", "grace hopper", "grace m hopper", "alan", "allan"];
const TOWNS: [&str; 4] = ["", "ulm", "bonn", "ulm am see"];
const BORN: [&str; 5] = ["", "1990-01-02", "1990-02-01", "1990-01-03", "1985-07-07"];

const SETTINGS: &str = r#"
    [run]
    MODE
    [columns]
    key = "name | plain | first 3"
    name = "name | lower"
    [[comparisons]]
    column = "name"
    levels = ["exact", "jaro-winkler 0.9"]
    [[comparisons]]
    column = "town | plain"
    levels = ["exact", "town | words: shares 1"]
    [[comparisons]]
    column = "phones"
    levels = ["shares 2", "shares 1"]
    [[comparisons]]
    column = "born"
    levels = ["exact", "day-and-month-swapped", "days-later 40", "same-year"]
    term_frequency = false
    [[comparisons]]
    name = "words"
    column = "name | words"
    levels = ["rarity-cosine 0.8", "shares 1"]
    [[blocking]]
    keys = ["key", "born"]
    [[blocking]]
    keys = ["phones"]
    [[blocking]]
    keys = ["name | words | rare 3", "town"]
    [[blocking]]
    keys = ["town"]
    only_where = { born = "same-year" }
    [[blocking]]
    keys = ["town | first 2"]
    right_keys = ["name | first 2"]
    [output]
    AT_LEAST
    [clusters]
    METHOD
    threshold = 0.3
"#;

fn settings(mode: Mode, method: Method, strict: bool) -> Settings {
    // Above and below what clusters hear of.
    let at_least = if strict { "at_least = 0.6" } else { "at_least = 0.02" };
    let mode = match mode {
        Mode::Dedupe => "mode = \"dedupe\"",
        // Whether tables are free of duplicates is counted by a run, and told to an index.
        Mode::Link => "mode = \"link\"\nunique = []",
        Mode::LinkAndDedupe => "mode = \"link-and-dedupe\"",
    };
    let method = match method {
        Method::Split => "method = \"split\"",
        Method::Components => "method = \"components\"",
    };
    Settings::parse(&SETTINGS.replace("MODE", mode).replace("METHOD", method).replace("AT_LEAST", at_least))
        .expect("settings")
}

const INPUTS: [&str; 3] = ["a.csv", "b.csv", "c.csv"];

/// Inputs below each other, as a run over files would have them.
pub(super) fn table(rows: &[Row]) -> Table {
    table_of(rows, INPUTS)
}

/// The same, the inputs called otherwise.
pub(super) fn table_of(rows: &[Row], names: [&str; 3]) -> Table {
    let mut builder = TableBuilder::default();
    let columns = ["name", "town", "phones", "born", "unread"].map(|name| builder.column(name));
    let mut inputs: Vec<u8> = rows.iter().map(|row| row.0).collect();
    inputs.sort_unstable();
    inputs.dedup();
    for input in inputs {
        builder.begin_input();
        let own: Vec<&Row> = rows.iter().filter(|row| row.0 == input).collect();
        for row in &own {
            builder.ids().push_number(i64::from(row.1));
            builder.at(columns[0]).push(NAMES[row.2 as usize].as_bytes());
            builder.at(columns[1]).push(TOWNS[row.3 as usize].as_bytes());
            builder.at(columns[2]).push_many(row.4.iter().map(std::slice::from_ref));
            builder.at(columns[3]).push(BORN[row.5 as usize].as_bytes());
            builder.at(columns[4]).push(b"x");
        }
        builder.end_input(names[input as usize], own.len(), true);
    }
    builder.finish()
}

pub(super) fn namer(input: &str, id: &str, attempt: u32) -> u64 {
    hash(format!("{input} {id} {attempt}").as_bytes())
}

pub(super) fn base_of(table: &Table, settings: &Settings, linked: &Linked) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(table, settings, linked, &[], namer, |piece| {
        bytes.extend_from_slice(piece);
        Ok::<(), IndexError>(())
    })
    .expect("an index of what was linked");
    bytes
}

/// A base file, and a log of one entry for each row that follows.
pub(super) fn example() -> (Vec<u8>, Vec<u8>) {
    static MADE: OnceLock<(Vec<u8>, Vec<u8>)> = OnceLock::new();
    MADE.get_or_init(make_example).clone()
}

fn make_example() -> (Vec<u8>, Vec<u8>) {
    let rows: Vec<Row> = (0..40_u32)
        .map(|row| {
            let seed = hash(&row.to_le_bytes());
            let of = |shift: u32, most: u64| ((seed >> shift) % most) as u8;
            (of(0, 2), row, of(8, 7), of(16, 4), vec![b'1' + of(24, 4), b'1' + of(32, 4)], of(40, 5))
        })
        .collect();
    let settings = settings(Mode::LinkAndDedupe, Method::Split, false);
    let base_table = table(&rows[..30]);
    let linked = link(&base_table, &settings, Known::default(), 1, |_| {}).expect("a linkage");
    let base = base_of(&base_table, &settings, &linked);
    let (mut index, _) = Index::open(&base, &[], namer).expect("an index");
    let mut log = index.log_start();
    for row in rows[30..].chunks(3) {
        let arrivals = index.arrivals(&table(row), &[]);
        let matched = index.matches(&arrivals).expect("matches");
        log.extend(index.add(arrivals, &matched, &[]).expect("added").entry);
    }
    (base, log)
}

pub(super) fn open(base: &[u8], log: &[u8]) -> Result<(Index, super::Opened), IndexError> {
    Index::open(base, log, namer)
}

type Named = (String, String);

fn name(index: &Index, row: u32) -> Named {
    (index.input(row).to_owned(), index.id_text(row))
}

fn pairs_of(index: &Index) -> BTreeSet<(Named, Named, i32)> {
    let sorted = |one: Named, other: Named| if one < other { (one, other) } else { (other, one) };
    let edges = index.pairs();
    let named = edges.iter().map(|edge| (sorted(name(index, edge.left), name(index, edge.right)), edge));
    let pairs: Vec<_> = named.map(|(names, edge)| (names.0, names.1, edge.weight_milli)).collect();
    let distinct: BTreeSet<_> = pairs.iter().cloned().collect();
    assert_eq!(pairs.len(), distinct.len(), "a pair is kept once");
    distinct
}

fn clusters_of(index: &Index) -> BTreeSet<BTreeSet<Named>> {
    (0..index.rows()).map(|row| index.members(row).iter().map(|own| name(index, *own)).collect()).collect()
}

/// Pairs, and clusters, by names.
type ByNames = (BTreeSet<(Named, Named, i32)>, BTreeSet<BTreeSet<Named>>);

/// Pairs and clusters of all rows at once, with the model and frequencies of an index.
fn full(rows: &Table, index: &Index) -> ByNames {
    let settings = index.settings();
    let derived = Derived::new(settings.columns.clone()).keeping(Arc::clone(index.kept()));
    let mut fields = Fields::default();
    let comparer = Comparer::new(rows, &derived, &settings.comparisons, &mut fields).expect("comparisons");
    fields.seal();
    let space = Space::new(comparer.outcomes()).expect("a small space");
    let mode = settings.mode.expect("a kept mode");
    let blocking = Blocking::new(rows, &derived, &settings.blocking, mode).expect("rules");
    let run = Run::alone(&blocking, (&comparer, &fields), &space);
    let at_least = Model::weight_of(settings.at_least);
    let scored = run
        .score(
            &|pattern| index.model().weight_milli(&space, pattern),
            Least { kept: i32::MIN, counted: i32::MIN },
        )
        .expect("few pairs");
    let named = |row: u32| (rows.inputs[rows.input_of(row)].name.clone(), rows.ids.text(row));
    let sorted = |one: Named, other: Named| if one < other { (one, other) } else { (other, one) };
    let written = scored.kept.iter().filter(|pair| pair.weight_milli >= at_least);
    let pairs = written.map(|pair| {
        let (one, other) = sorted(named(pair.left), named(pair.right));
        (one, other, pair.weight_milli)
    });
    let heard = Model::weight_of(0.1);
    let edges: Vec<Edge> = scored
        .kept
        .iter()
        .filter(|pair| pair.weight_milli >= heard)
        .map(|pair| Edge { left: pair.left, right: pair.right, weight_milli: pair.weight_milli })
        .collect();
    let mut by_order: Vec<u32> = (0..rows.rows() as u32).collect();
    by_order.sort_by(|one, other| {
        let name = |row: u32| &rows.inputs[rows.input_of(row)].name;
        name(*one).cmp(name(*other)).then(rows.ids.compare(*one, *other))
    });
    let mut order = vec![0; by_order.len()];
    for (rank, row) in by_order.iter().enumerate() {
        order[*row as usize] = rank as u32;
    }
    let threshold_milli = Model::weight_of(settings.clusters.threshold);
    let clusters = match settings.clusters.method {
        Method::Components => linked_components(&order, &edges, threshold_milli),
        Method::Split => {
            let inputs: Vec<u32> = (0..rows.rows() as u32).map(|row| rows.input_of(row) as u32).collect();
            let problem = Problem { order: &order, edges: &edges, inputs: &inputs, ..Problem::default() };
            let only_between = mode == Mode::Link;
            average_link(&problem, &Options { threshold_milli, only_between, ..Options::default() })
        }
    };
    let clusters = clusters.expect("clusters");
    let clusters = clusters.iter().map(|members| members.iter().map(|row| named(*row)).collect()).collect();
    (pairs.collect(), clusters)
}

fn rows(most: usize, inputs: u8) -> impl Strategy<Value = Vec<Row>> {
    let row = (0..inputs, 0_u8..7, 0_u8..4, prop::collection::vec(b'1'..b'6', 0..3), 0_u8..5);
    prop::collection::vec(row, 6..most).prop_flat_map(|rows| {
        let ids: Vec<u32> = (0..rows.len() as u32).collect();
        (Just(rows), Just(ids).prop_shuffle()).prop_map(|(rows, ids)| {
            let made = rows.into_iter().zip(ids);
            made.map(|(row, id)| (row.0, id, row.1, row.2, row.3, row.4)).collect()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn rows_that_come_later_weigh_what_they_weigh_in_a_full_run(
        rows in rows(36, 3),
        cut in 0.3_f64..0.9,
        size in 1_usize..6,
        mode in prop_oneof![Just(Mode::Dedupe), Just(Mode::Link), Just(Mode::LinkAndDedupe)],
        method in prop_oneof![Just(Method::Split), Just(Method::Components)],
        renew in any::<bool>(),
        strict in any::<bool>(),
        // Inputs are ranked by their names, in whatever order they are given.
        names in prop_oneof![Just(INPUTS), Just(["c.csv", "a.csv", "b.csv"])],
    ) {
        let settings = settings(mode, method, strict);
        let cut = (rows.len() as f64 * cut) as usize;
        let base_table = table_of(&rows[..cut], names);
        // The numbers of inputs are those of a full run where the base has them all.
        prop_assume!(base_table.inputs.len() == 3);
        let linked = link(&base_table, &settings, Known::default(), 1, |_| {}).expect("a linkage");
        let mut base = base_of(&base_table, &settings, &linked);
        let (mut index, _) = open(&base, &[]).expect("an index");
        let mut log = index.log_start();
        let mut ids: BTreeMap<Named, u64> = BTreeMap::new();
        for (place, batch) in rows[cut..].chunks(size).enumerate() {
            let arrivals = index.arrivals(&table_of(batch, names), &[]);
            prop_assert_eq!(&arrivals.unread, &["unread".to_owned()]);
            prop_assert_eq!(arrivals.len(), batch.len());
            let matched = index.matches(&arrivals).expect("matches");
            log.extend(index.add(arrivals, &matched, &[]).expect("added").entry);
            if renew && place == 1 {
                let before: BTreeMap<Named, u64> =
                    (0..index.rows()).map(|row| (name(&index, row), index.cluster(row))).collect();
                let mut renewed = Vec::new();
                index
                    .renewed(|piece| {
                        renewed.extend_from_slice(piece);
                        Ok::<(), IndexError>(())
                    })
                    .expect("a new base");
                // The old log is known as taken up.
                let (taken_up, opened) = open(&renewed, &log).expect("the new base beside the old log");
                prop_assert_eq!((opened.changes.len(), opened.log_length), (0, 0));
                prop_assert_eq!(pairs_of(&taken_up), pairs_of(&index));
                let after: BTreeMap<Named, u64> =
                    (0..taken_up.rows()).map(|row| (name(&taken_up, row), taken_up.cluster(row))).collect();
                prop_assert_eq!(before, after);
                (base, index) = (renewed, taken_up);
                log = index.log_start();
            }
            // Everybody in a cluster has its id, and no two clusters share one.
            ids = (0..index.rows()).map(|row| (name(&index, row), index.cluster(row))).collect();
            let distinct: BTreeSet<u64> = ids.values().copied().collect();
            prop_assert_eq!(distinct.len(), clusters_of(&index).len());
        }
        let (pairs, clusters) = full(&table_of(&rows, names), &index);
        prop_assert_eq!(pairs_of(&index), pairs);
        prop_assert_eq!(clusters_of(&index), clusters);
        let (again, opened) = open(&base, &log).expect("the same index from its bytes");
        prop_assert_eq!((opened.log_length, opened.torn), (log.len(), 0));
        prop_assert_eq!(pairs_of(&again), pairs_of(&index));
        let same: BTreeMap<Named, u64> =
            (0..again.rows()).map(|row| (name(&again, row), again.cluster(row))).collect();
        prop_assert_eq!(same, ids);
        prop_assert_eq!(again.ranks(), index.ranks());
    }

    #[test]
    fn the_order_of_a_batch_changes_nothing(rows in rows(30, 1), cut in 0.3_f64..0.8) {
        let text = SETTINGS.replace("MODE", "").replace("METHOD", "").replace("AT_LEAST", "");
        let settings = Settings::parse(&text).expect("settings");
        let cut = (rows.len() as f64 * cut) as usize;
        let base_table = table(&rows[..cut]);
        let linked = link(&base_table, &settings, Known::default(), 1, |_| {}).expect("a linkage");
        let base = base_of(&base_table, &settings, &linked);
        let added = |batch: &[Row]| {
            let (mut index, _) = open(&base, &[]).expect("an index");
            let arrivals = index.arrivals(&table(batch), &[]);
            let matched = index.matches(&arrivals).expect("matches");
            index.add(arrivals, &matched, &[]).expect("added");
            let ids: BTreeMap<Named, u64> =
                (0..index.rows()).map(|row| (name(&index, row), index.cluster(row))).collect();
            (matched.compared, pairs_of(&index), clusters_of(&index), ids)
        };
        let reversed: Vec<Row> = rows[cut..].iter().rev().cloned().collect();
        prop_assert_eq!(added(&rows[cut..]), added(&reversed));
    }
}

#[test]
fn the_example_has_pairs_from_every_entry_and_clusters() {
    // Else the properties above could hold of nothing.
    let (base, log) = example();
    let (before, _) = open(&base, &[]).expect("an index");
    let (index, _) = open(&base, &log).expect("an index");
    assert!(before.pairs().len() > 10 && index.pairs().len() > before.pairs().len() + 5);
    assert!(
        (0..index.rows()).any(|row| index.members(row).iter().any(|own| *own >= before.rows()) && row < 30)
    );
}

/// Who shares a telephone number is looked at, and all that a chain of pairs holds together is a cluster.
pub(super) const BY_PHONES: &str = r#"
    [[comparisons]]
    column = "name"
    levels = ["exact"]
    [[comparisons]]
    column = "phones"
    levels = ["shares 1"]
    [[blocking]]
    keys = ["phones"]
    [clusters]
    method = "components"
"#;

#[test]
fn changes_tell_who_joined_whom_and_ids_stay() {
    let settings = Settings::parse(BY_PHONES).expect("settings");
    let row = |id: u32, name: u8, phones: &[u8]| (0, id, name, 1, phones.to_vec(), 1);
    let mut rows = vec![row(1, 1, b"1"), row(2, 1, b"1"), row(3, 1, b"2"), row(4, 1, b"2")];
    rows.extend((5..60).map(|id| row(id, 3, &[200 - id as u8])));
    let base_table = table(&rows);
    let linked = link(&base_table, &settings, Known::default(), 1, |_| {}).expect("a linkage");
    let (mut index, _) = open(&base_of(&base_table, &settings, &linked), &[]).expect("an index");
    assert_eq!((index.members(0), index.members(2)), (vec![0, 1], vec![2, 3]));
    let (first, second) = (index.cluster(0), index.cluster(2));
    let mut add = |row: Row, judgements: &[Judgement]| {
        let arrivals = index.arrivals(&table(&[row]), &[]);
        let matched = index.matches(&arrivals).expect("matches");
        index.add(arrivals, &matched, judgements).expect("added").changes
    };
    let bridge = add(row(70, 1, b"12"), &[]);
    let (kept, given_up) = (first.min(second), first.max(second));
    assert_eq!(
        bridge,
        [Change::Merged { from: vec![given_up], kept }, Change::Joined { record: 59, cluster: kept }]
    );
    let lonely = add(row(71, 5, b"7"), &[]);
    assert_eq!(lonely, [Change::Made { cluster: namer("a.csv", "71", 0), records: vec![60] }]);
    // A smaller id joins: the cluster keeps its own id all the same.
    assert_eq!(add(row(0, 5, b"7"), &[]), [Change::Joined { record: 61, cluster: namer("a.csv", "71", 0) }]);
    assert_eq!(index.members(60), [61, 60]);
    // What was sent again is left out.
    let again = index.arrivals(&table(&[row(70, 1, b"12")]), &[]);
    assert_eq!((again.len(), again.known), (0, vec![("a.csv".to_owned(), "70".to_owned())]));
    // Rows without ids of their own go on counting.
    let numbered = index.arrivals(&table(&[row(1, 1, b"9"), row(2, 1, b"9")]), &[true]);
    assert_eq!(numbered.len(), 2);
    let outdated = index.matches(&numbered).expect("matches");
    index.add(numbered.clone(), &outdated, &[]).expect("added");
    assert_eq!(index.id_text(62), "63");
    assert_eq!(index.add(numbered, &outdated, &[]), Err(IndexError::Outdated));
    // As they stand in their table, from which lines may have been set aside; what is taken is left out.
    let aside = [row(1, 1, b"9"), row(3, 1, b"9"), row(6, 1, b"9"), row(7, 1, b"9")];
    let arrivals = index.arrivals(&table(&aside), &[true]);
    let mut ids: Vec<String> = arrivals.rows_by_id().into_keys().collect();
    ids.sort_unstable();
    assert_eq!(ids, ["65", "67", "72", "73"]);
}

#[test]
fn inputs_free_of_duplicates_stay_so() {
    let text = SETTINGS.replace("MODE", "mode = \"link\"\nunique = [\"left\", \"right\"]");
    let text = text.replace("METHOD", "").replace("AT_LEAST", "at_least = 0.02");
    let settings = Settings::parse(&text).expect("settings");
    let phone = |row: u32| vec![b'!' + row as u8, b'a' + row as u8];
    let mut rows: Vec<Row> = (0..20).map(|row| (0, row, 1 + (row % 6) as u8, 1, phone(row), 1)).collect();
    rows.extend((0..10).map(|row| (1, row, 1 + (row % 6) as u8, 1, phone(row), 1)));
    let base_table = table(&rows);
    let linked = link(&base_table, &settings, Known::default(), 1, |_| {}).expect("a linkage");
    let (mut index, _) = open(&base_of(&base_table, &settings, &linked), &[]).expect("an index");
    // One that is somebody's already, and one that has a partner on the left; both look like it.
    let new = [(1, 50, 1, 1, phone(0), 1), (1, 51, 1, 1, phone(12), 1)];
    let arrivals = index.arrivals(&table(&new), &[]);
    let matched = index.matches(&arrivals).expect("matches");
    let heaviest = |place: usize| matched.matches[place].iter().max_by_key(|own| own.weight_milli).copied();
    let (taken, free) = (heaviest(0).expect("a match"), heaviest(1).expect("a match"));
    // Who fits as well as the one who stands has even odds, whatever that one has lost to others before.
    let stands = index.pairs().into_iter().find(|pair| pair.left == taken.row).expect("a pair that stands");
    assert!(stands.weight_milli > 7_000 && (-10..10).contains(&taken.weight_milli), "{taken:?} {stands:?}");
    assert!(free.weight_milli > 7_000, "{free:?}");
    index.add(arrivals, &matched, &[]).expect("added");
    let mut seats = BTreeSet::new();
    for pair in index.pairs() {
        assert!(seats.insert(pair.left) && seats.insert(pair.right), "{pair:?} takes a seat again");
    }
    for row in 0..index.rows() {
        let inputs: Vec<&str> = index.members(row).iter().map(|own| index.input(*own)).collect();
        assert!(inputs.len() < 3 && (inputs.len() == 1 || inputs[0] != inputs[1]), "{inputs:?}");
    }
    let partner = index.row("a.csv", "12").expect("a row");
    assert_eq!(index.members(partner), [partner, index.row("b.csv", "51").expect("a row")]);
}

#[test]
fn contradictory_judgements_add_nothing() {
    let (base, log) = example();
    let (mut index, _) = open(&base, &log).expect("an index");
    let rows = index.rows();
    let arrivals = index.arrivals(&table(&[(0, 900, 1, 1, vec![b'1'], 1)]), &[]);
    let matched = index.matches(&arrivals).expect("matches");
    let same = Judgement { left: 0, right: rows, same: true };
    let refused = index.add(arrivals.clone(), &matched, &[same, Judgement { same: false, ..same }]);
    let Err(IndexError::Judged(why)) = refused else { panic!("{refused:?}") };
    assert!(why.contains("`900` of a.csv"), "{why}");
    assert_eq!((index.rows(), index.row("a.csv", "900")), (rows, None));
    index.add(arrivals, &matched, &[same]).expect("added");
    assert!(index.members(0).contains(&rows));
    assert_eq!(index.row("a.csv", "900"), Some(rows));
}

#[test]
fn a_block_that_outgrows_its_rule_makes_no_more_pairs() {
    let row = |id: u32| -> Row { (0, id, 1, 1, Vec::new(), 1) };
    let text = |most: u32| {
        format!(
            "[[comparisons]]\ncolumn = \"name\"\nlevels = [\"exact\"]\n[[blocking]]\nkeys = [\"name\"]\n\
             at_most_rows = {most}\n[output]\nat_least = 0.0\n"
        )
    };
    let compared = |most: u32| {
        let settings = Settings::parse(&text(most)).expect("settings");
        let base = table(&[row(1), row(2), row(3)]);
        let linked = link(&base, &settings, Known::default(), 1, |_| {}).expect("linked");
        let mut bytes = Vec::new();
        write(&base, &settings, &linked, &[], namer, |piece| {
            bytes.extend_from_slice(piece);
            Ok::<(), IndexError>(())
        })
        .expect("written");
        let (index, _) = Index::open(&bytes, &[], namer).expect("opened");
        let arrivals = index.arrivals(&table(&[row(4)]), &[]);
        index.matches(&arrivals).expect("matched").compared
    };
    assert_eq!((compared(4), compared(3)), (3, 0));
}

#[test]
fn a_row_of_too_many_keys_is_refused_by_name_and_not_compared() {
    let text = "[[comparisons]]\ncolumn = \"name\"\nlevels = [\"exact\"]\n[[blocking]]\n\
                keys = [\"name\", \"skills\", \"towns\"]\n";
    let settings = Settings::parse(text).expect("settings");
    let lists = |name: &str, ids: &[(i64, usize)]| {
        let mut builder = TableBuilder::default();
        let columns = ["name", "skills", "towns"].map(|column| builder.column(column));
        for (id, values) in ids {
            builder.ids().push_number(*id);
            builder.at(columns[0]).push(format!("ada {id}").as_bytes());
            let values: Vec<String> = (0..*values).map(|value| format!("v{value}")).collect();
            for column in &columns[1..] {
                builder.at(*column).push_many(values.iter().map(String::as_bytes));
            }
        }
        builder.end_input(name, ids.len(), true);
        builder.finish()
    };
    let base = lists("a.csv", &[(1, 3), (2, 512), (3, 0)]);
    let linked = link(&base, &settings, Known::default(), 1, |_| {}).expect("linked");
    let (index, _) = open(&base_of(&base, &settings, &linked), &[]).expect("an index");
    let arrivals = index.arrivals(&lists("b.csv", &[(7, 2), (8, 520)]), &[]);
    let refused = index.matches(&arrivals).expect_err("too many keys").to_string();
    assert!(refused.contains("the row 8 of b.csv makes 270400 keys"), "{refused}");
    assert!(index.matches(&index.arrivals(&lists("b.csv", &[(7, 2), (8, 512)]), &[])).is_ok());
    // A run refuses the same rows, whether others share a key with them or not: an index is made of what it took.
    let refused = link(&lists("a.csv", &[(1, 3), (2, 520)]), &settings, Known::default(), 1, |_| {});
    assert!(refused.is_err_and(|error| error.to_string().contains("the row 2 of a.csv makes 270400 keys")));
}

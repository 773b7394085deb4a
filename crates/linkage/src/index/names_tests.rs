//! Inputs whose names do not ascend as they are given: what is called what, in a run and in what is added to it.

use super::rows::{Id, Record, Rows};
use super::tests::{BY_PHONES, Row, base_of, namer, open, table_of};
use super::{Index, IndexError};
use crate::cluster::Judgement;
use crate::job::{Known, link};
use crate::settings::Settings;
use crate::table::{Ids, Table};

/// The second input is called by the smaller name.
const NAMES: [&str; 3] = ["m.csv", "b.csv", "a.csv"];

fn row(input: u8, id: u32, phone: u8) -> Row {
    (input, id, 1, 1, vec![phone], 1)
}

/// Adds rows, of which some are judged the same, by their places; rows of the index are numbered before them.
fn add(index: &mut Index, table: &Table, same: &[(u32, u32)]) -> Vec<u8> {
    let arrivals = index.arrivals(table, &[]);
    let matched = index.matches(&arrivals).expect("matches");
    let judgements: Vec<Judgement> =
        same.iter().map(|(left, right)| Judgement { left: *left, right: *right, same: true }).collect();
    index.add(arrivals, &matched, &judgements).expect("added").entry
}

#[test]
fn a_cluster_is_called_after_its_smallest_input_and_id_by_name() {
    let settings = Settings::parse(BY_PHONES).expect("settings");
    let mut rows: Vec<Row> = (1..30).map(|id| row(0, id, 60 + id as u8)).collect();
    rows.extend((1..30).map(|id| row(1, id, 60 + id as u8)));
    let base_table = table_of(&rows, NAMES);
    // The seventh of each.
    let known = Known { judgements: vec![Judgement { left: 6, right: 35, same: true }], ..Known::default() };
    let linked = link(&base_table, &settings, known, 1, |_| {}).expect("a linkage");
    let base = base_of(&base_table, &settings, &linked);
    let (mut index, _) = open(&base, &[]).expect("an index");
    let called = |index: &Index, input: &str, id: &str| {
        index.cluster(index.row(input, id).unwrap_or_else(|| panic!("{input} {id}")))
    };
    assert_eq!(called(&index, "m.csv", "7"), namer("b.csv", "7", 0));
    let mut log = index.log_start();
    // One of each input that was there, and one of an input whose name stands before both: they are numbered by their names.
    let new = [row(0, 50, 1), row(0, 51, 2), row(1, 90, 3), row(2, 99, 4)];
    log.extend(add(&mut index, &table_of(&new, NAMES), &[(60, 59), (61, 58)]));
    log.extend(add(&mut index, &table_of(&[row(1, 40, 5)], NAMES), &[(59, 62)]));
    let expected = [
        ("m.csv", "7", namer("b.csv", "7", 0)),
        ("m.csv", "50", namer("b.csv", "90", 0)),
        ("b.csv", "40", namer("b.csv", "90", 0)),
        ("m.csv", "51", namer("a.csv", "99", 0)),
    ];
    let mut renewed = Vec::new();
    index
        .renewed(|piece| {
            renewed.extend_from_slice(piece);
            Ok::<(), IndexError>(())
        })
        .expect("a new base");
    let again = open(&base, &log).expect("the same from its bytes").0;
    let taken_up = open(&renewed, &[]).expect("the new base").0;
    for own in [&index, &again, &taken_up] {
        for (input, id, cluster) in expected {
            assert_eq!(called(own, input, id), cluster, "{input} {id}");
        }
        let first = |input: &str, id: &str| own.members(own.row(input, id).expect("a row"))[0];
        assert_eq!(own.id_text(first("m.csv", "50")), "40");
        assert_eq!(own.ranks(), index.ranks());
    }
    // The one that stands before all others by name is the first of all.
    let smallest = index.ranks().iter().position(|rank| *rank == 0).expect("a row");
    assert_eq!((index.input(smallest as u32), index.id_text(smallest as u32).as_str()), ("a.csv", "99"));
}

#[test]
fn many_inputs_keep_the_order_of_their_names() {
    let settings = Settings::parse(BY_PHONES).expect("settings");
    let rows: Vec<Row> = (1..30).map(|id| row(0, id, 60 + id as u8)).collect();
    let base_table = table_of(&rows, NAMES);
    let linked = link(&base_table, &settings, Known::default(), 1, |_| {}).expect("a linkage");
    let (mut index, _) = open(&base_of(&base_table, &settings, &linked), &[]).expect("an index");
    // Inputs that come behind all others and before them in turn, each with one row of one person.
    let mut expected = Vec::new();
    for day in 1..60_u32 {
        let name = if day % 2 == 0 { format!("n-{day:03}.csv") } else { format!("c-{:03}.csv", 100 - day) };
        let same = [(29, 28 + day)];
        let same = if day == 1 { &[][..] } else { &same };
        add(&mut index, &table_of(&[row(0, day, 1)], [&name, "", ""]), same);
        expected.push(name);
    }
    expected.sort_unstable();
    let members = index.members(index.rows() - 1);
    let inputs: Vec<&str> = members.iter().map(|row| index.input(*row)).collect();
    assert_eq!(inputs, expected);
}

#[test]
fn rows_that_come_newest_first_stand_by_their_ids() {
    let settings = Settings::parse(BY_PHONES).expect("settings");
    let rows: Vec<Row> = (1..30).map(|id| row(0, id, 60 + id as u8)).collect();
    let base_table = table_of(&rows, NAMES);
    let linked = link(&base_table, &settings, Known::default(), 1, |_| {}).expect("a linkage");
    let (mut index, _) = open(&base_of(&base_table, &settings, &linked), &[]).expect("an index");
    let ids: Vec<u32> = (100..180).rev().collect();
    for (place, id) in ids.iter().enumerate() {
        let own = 29 + place as u32;
        let same = [(own - 1, own)];
        let same = if place == 0 { &[][..] } else { &same };
        add(&mut index, &table_of(&[row(0, *id, 1)], NAMES), same);
    }
    let members = index.members(index.rows() - 1);
    let by_order: Vec<String> = members.iter().map(|row| index.id_text(*row)).collect();
    assert_eq!(by_order, ids.iter().rev().map(u32::to_string).collect::<Vec<_>>());
}

#[test]
fn more_inputs_than_there_are_places_are_taken_up_all_the_same() {
    let mut rows = Rows::new(Vec::new(), Vec::new(), Ids::default(), Vec::new(), Vec::new());
    let mut last = 0;
    for number in 0..5_000_u32 {
        rows.add_source(format!("{number:05}"));
        let record = Record { source: number, id: Id::of(b"1"), cells: Vec::new() };
        let order = rows.push(record).last().expect("its own order").1;
        // One behind the other, until no place is left; what comes then stands with the last.
        assert!(order > last || number > 4_000 && order == last, "{number}");
        last = order;
    }
}

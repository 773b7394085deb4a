//! Whole linkages over small tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::read::{Bytes, Options, read};
use crate::table::TableBuilder;

/// Tables from CSV texts, named a, b, ...
pub(crate) fn tables(texts: &[&str]) -> Table {
    let mut builder = TableBuilder::default();
    for (place, text) in texts.iter().enumerate() {
        let name = char::from(b'a' + place as u8).to_string();
        let bytes = Bytes::from(text.as_bytes().to_vec());
        read(&mut builder, &name, None, &bytes, &Options::default()).expect("a table");
    }
    builder.finish()
}

pub(super) fn run(table: &Table, settings: &str, known: Known) -> Result<Linked, LinkError> {
    link(table, &Settings::parse(settings).expect("settings"), known, 2, |_| {})
}

/// What stands before the `-` of a row's id.
pub(super) fn entity(table: &Table, row: u32) -> Option<String> {
    table.ids.text(row).split('-').next().map(str::to_owned)
}

/// Pairs that are more likely the same than not, and how many of them are, by what stands before the `-` of ids.
pub(super) fn likely(table: &Table, linked: &Linked) -> (usize, usize) {
    let likely = linked.pairs.iter().filter(|pair| pair.weight_milli >= 0);
    let right = likely.clone().filter(|pair| entity(table, pair.left) == entity(table, pair.right)).count();
    (likely.count(), right)
}

const PEOPLE: &str = r#"
[[comparisons]]
column = "name"
levels = ["exact", "jaro-winkler 0.9"]
[[comparisons]]
column = "phone"
levels = ["exact", "levenshtein 1"]
[[comparisons]]
column = "town"
levels = ["exact"]
[[blocking]]
keys = ["name"]
[[blocking]]
keys = ["phone"]
"#;

/// People, some of them twice: with another phone or another spelling. (id, name, phone, town)
fn people(number: u32) -> Vec<[String; 4]> {
    let mut rows = Vec::new();
    for person in 0..number {
        let name =
            format!("{}{}", ["mira", "tom", "ada", "lev", "noor"][person as usize % 5], person * 7919 % 1000);
        let (phone, town) = (format!("{:07}", person * 104_729 % 10_000_000), format!("t{}", person % 9));
        rows.push([format!("x{person}"), name.clone(), phone.clone(), town.clone()]);
        if person % 3 == 0 {
            let phone = if person % 2 == 0 { phone } else { String::new() };
            rows.push([format!("y{person}"), name, phone, town]);
        }
    }
    rows
}

fn csv(rows: &[[String; 4]]) -> String {
    let mut text = "id,name,phone,town\n".to_owned();
    for row in rows {
        writeln!(text, "{}", row.join(",")).expect("a string takes all");
    }
    text
}

/// Pairs and clusters by the ids of rows.
type ByIds = (BTreeMap<(String, String), i32>, BTreeSet<BTreeSet<String>>);

fn by_ids(table: &Table, linked: &Linked) -> ByIds {
    let id = |row: u32| format!("{}:{}", table.inputs[table.input_of(row)].name, table.ids.text(row));
    let mut pairs = BTreeMap::new();
    for pair in &linked.pairs {
        let (left, right) = (id(pair.left), id(pair.right));
        pairs.insert(if left < right { (left, right) } else { (right, left) }, pair.weight_milli);
    }
    let clusters =
        linked.clusters.iter().map(|members| members.iter().map(|row| id(*row)).collect()).collect();
    (pairs, clusters)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn neither_order_of_rows_nor_threads_nor_ids_change_what_is_found(seed in any::<u64>(), threads in 1_usize..4) {
        let rows = people(120);
        let mut turned = rows.clone();
        turned.sort_by_key(|row| crate::table::mix(crate::table::hash(row[0].as_bytes()), seed));
        let (one, other) = (tables(&[&csv(&rows)]), tables(&[&csv(&turned)]));
        let settings = Settings::parse(PEOPLE).expect("settings");
        let first = link(&one, &settings, Known::default(), 1, |_| {}).expect("linked");
        let second = link(&other, &settings, Known::default(), threads, |_| {}).expect("linked");
        prop_assert_eq!(by_ids(&one, &first), by_ids(&other, &second));
        prop_assert_eq!(first.patterns, second.patterns);
        prop_assert_eq!(first.model, second.model);
    }
}

#[test]
fn people_who_stand_twice_are_found() {
    let rows = people(300);
    let table = tables(&[&csv(&rows)]);
    let linked = run(&table, PEOPLE, Known::default()).expect("linked");
    let (_, clusters) = by_ids(&table, &linked);
    let twice: Vec<_> = clusters.iter().filter(|cluster| cluster.len() > 1).collect();
    let right = twice.iter().filter(|cluster| {
        let people: BTreeSet<&str> = cluster.iter().map(|id| &id[3..]).collect();
        people.len() == 1
    });
    assert_eq!((twice.len(), right.count()), (100, 100));
}

#[test]
fn a_waterfall_adds_up_to_the_weight_of_each_pair() {
    let table = tables(&[&csv(&people(200))]);
    let linked = run(&table, PEOPLE, Known::default()).expect("linked");
    assert!(!linked.pairs.is_empty());
    for pair in &linked.pairs {
        let bars = linked.model.waterfall(&linked.space, pair.pattern);
        assert_eq!(bars.iter().map(|bar| bar.part_milli).sum::<i32>(), pair.weight_milli);
    }
}

#[test]
fn rows_of_tables_without_duplicates_get_one_partner() {
    let rows = people(200);
    let (left, right): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row[0].starts_with('x'));
    // One more on the right that looks like somebody who has a partner already, from another town.
    let mut more = right.clone();
    more.push(["z".to_owned(), right[0][1].clone(), right[0][2].clone(), "elsewhere".to_owned()]);
    let table = tables(&[&csv(&left), &csv(&more)]);
    let told = |unique: &str| format!("[run]\nunique = {unique}\n{PEOPLE}");
    let free = run(&table, &told("[]"), Known::default()).expect("linked");
    let (pairs, _) = by_ids(&table, &free);
    let rival = ("a:x0".to_owned(), "b:z".to_owned());
    assert!(pairs.contains_key(&rival), "it is likely enough by itself");
    assert_eq!(free.refused, 0);

    let bound = run(&table, &told("[\"left\", \"right\"]"), Known::default()).expect("linked");
    let (pairs, clusters) = by_ids(&table, &bound);
    assert!(!pairs.contains_key(&rival) && pairs.contains_key(&("a:x0".to_owned(), "b:y0".to_owned())));
    assert!(bound.refused >= 1);
    for cluster in clusters {
        let of_left = cluster.iter().filter(|id| id.starts_with("a:")).count();
        assert!(of_left <= 1 && cluster.len() - of_left <= 1, "{cluster:?}");
    }
    assert_eq!(bound.duplicates, [Duplicates::ToldNone; 2]);
    let found = run(&table, PEOPLE, Known::default()).expect("linked");
    assert!(matches!(found.duplicates[0], Duplicates::Counted(counts) if counts.records == 200));
}

#[test]
fn clusters_obey_judgements() {
    let rows = people(90);
    let table = tables(&[&csv(&rows)]);
    let row = |id: &str| (0..table.rows() as u32).find(|row| table.ids.text(*row) == id).expect("an id");
    let judgements = vec![
        Judgement { left: row("x0"), right: row("y0"), same: false },
        Judgement { left: row("x1"), right: row("x2"), same: true },
    ];
    let known = Known { judgements: judgements.clone(), ..Known::default() };
    let linked = run(&table, PEOPLE, known.clone()).expect("linked");
    assert_ne!(linked.clusters.of(row("x0")), linked.clusters.of(row("y0")));
    assert_eq!(linked.clusters.of(row("x1")), linked.clusters.of(row("x2")));
    let components = format!("{PEOPLE}\n[clusters]\nmethod = \"components\"");
    assert_eq!(run(&table, &components, known).err(), Some(LinkError::JudgedComponents));
    let known = Known { judgements: judgements[1..].to_vec(), ..Known::default() };
    let linked = run(&table, &components, known).expect("linked");
    assert_eq!(linked.clusters.of(row("x1")), linked.clusters.of(row("x2")));
}

#[test]
fn clusters_of_rows_that_share_an_id_are_called_otherwise() {
    let mut rows = people(30);
    for row in &mut rows[..12] {
        row[0] = "twice".to_owned();
    }
    let table = tables(&[&csv(&rows)]);
    let linked = run(&table, PEOPLE, Known::default()).expect("linked");
    let namer: Namer = |file, id, attempt| crate::table::hash(format!("{file} {id} {attempt}").as_bytes());
    let ids = linked.cluster_ids(&table, namer);
    assert_eq!(ids.len(), linked.clusters.len());
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    // Whoever shares no id is called as ever.
    let alone = linked.clusters.iter().position(|rows| table.ids.text(rows[0]) == "x20").expect("a cluster");
    assert_eq!(ids[alone], namer(&table.inputs[0].name, "x20", 0));
    // Inputs of one name are one.
    let rows = people(30);
    let mut double = tables(&[&csv(&rows), &csv(&rows)]);
    double.inputs[1].name = double.inputs[0].name.clone();
    let linked = run(
        &double,
        &format!("[run]\nmode = \"dedupe\"\n{PEOPLE}[clusters]\nthreshold = 1.0\n"),
        Known::default(),
    );
    let ids = linked.expect("linked").cluster_ids(&double, namer);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
}

/// All rooms are alike, so that no pair falls through to the end of the ladder.
#[test]
fn a_level_that_no_pair_has_speaks_for_nobody() {
    let rows = people(120).into_iter().enumerate().map(|(place, mut row)| {
        row[3] = format!("Flat{}", place % 37);
        row
    });
    let table = tables(&[&csv(&rows.collect::<Vec<_>>())]);
    let settings = PEOPLE.replace(
        "column = \"town\"\nlevels = [\"exact\"]",
        "column = \"town\"\nlevels = [\"exact\", \"jaro-winkler 0.9\", \"jaro-winkler 0.6\"]",
    );
    let linked = run(&table, &settings, Known::default()).expect("linked");
    let [matches, .., strangers] = linked.model.classes.as_slice() else { panic!("two classes") };
    let weight = |outcome: usize| (matches.outcomes[2][outcome] / strangers.outcomes[2][outcome]).log2();
    let last = matches.outcomes[2].len() - 1;
    assert_eq!(linked.chances.by[2][last].agreeing, 0);
    assert!(weight(last) <= 0.0 && weight(last) <= weight(last - 1), "{:?}", matches.outcomes[2]);
}

#[test]
fn judgements_go_before_what_was_counted_of_duplicates() {
    let (left, right): (Vec<_>, Vec<_>) = people(200).into_iter().partition(|row| row[0].starts_with('x'));
    let table = tables(&[&csv(&left), &csv(&right)]);
    let row = |id: &str| (0..table.rows() as u32).find(|row| table.ids.text(*row) == id).expect("an id");
    let same = |left: &str, right: &str| Judgement { left: row(left), right: row(right), same: true };
    // Two rows of the left table are one, through a row of the right one.
    let judgements = vec![same("x0", "y0"), same("x1", "y0")];
    let known = Known { judgements: judgements.clone(), ..Known::default() };
    assert!(run(&table, PEOPLE, Known::default()).expect("linked").duplicates.iter().all(Duplicates::none));
    let linked = run(&table, PEOPLE, known.clone()).expect("linked");
    assert_eq!(linked.duplicates[0], Duplicates::JudgedSome);
    assert!(linked.duplicates[1].none());
    assert_eq!(linked.clusters.of(row("x0")), linked.clusters.of(row("x1")));
    // What settings declare stands, and the rows that contradict it are named.
    let told = format!("[run]\nunique = [\"left\"]\n{PEOPLE}");
    let error = run(&table, &told, known).expect_err("declared otherwise").to_string();
    assert!(error.contains("`x0` of") && error.contains("`x1` of"), "{error}");
    let both = vec![judgements[0], Judgement { same: false, ..judgements[0] }];
    let error = run(&table, PEOPLE, Known { judgements: both, ..Known::default() }).expect_err("both");
    assert!(error.to_string().contains("`x0` of"), "{error}");
}

#[test]
fn labels_recalibrate_where_the_model_errs_and_are_refused_where_it_does_not() {
    let table = tables(&[&csv(&people(300))]);
    let row = |id: String| (0..table.rows() as u32).find(|row| table.ids.text(*row) == id).expect("an id");
    let right: Vec<Judgement> = (0..60)
        .map(|number| {
            let (left, right) = (row(format!("x{}", 3 * number)), row(format!("y{}", 3 * number)));
            Judgement { left, right, same: true }
        })
        .chain((0..60).map(|number| Judgement {
            left: row(format!("x{}", 3 * number)),
            right: row(format!("x{}", 3 * number + 1)),
            same: false,
        }))
        .collect();
    let told = |labels: Vec<Judgement>| {
        run(&table, PEOPLE, Known { labels, ..Known::default() })
            .expect("linked")
            .calibration
            .expect("labels")
    };
    assert!(told(right.clone()).line.is_err());
    let wrong: Vec<Judgement> = right
        .iter()
        .enumerate()
        .map(|(place, own)| Judgement { same: own.same != (place % 3 == 0), ..*own })
        .collect();
    let line = told(wrong).line.expect("many errors");
    assert!(line.slope < 0.5, "{line:?}");
}

#[test]
fn what_is_odd_is_said() {
    let mut rows = people(40);
    for row in &mut rows {
        row[3] = "here".to_owned();
        row[2] = String::new();
    }
    let table = tables(&[&csv(&rows)]);
    let linked = run(&table, PEOPLE, Known::default()).expect("linked");
    assert_eq!(linked.warnings, [Warning::NoValue("phone".to_owned()), Warning::OneValue("town".to_owned())]);
}

#[test]
fn what_settings_say_of_inputs_that_are_not_is_said() {
    let (one, two) = (tables(&[&csv(&people(10))]), tables(&[&csv(&people(10)), &csv(&people(20))]));
    let odd = |table: &Table, run_part: &str| {
        let linked = run(table, &format!("[run]\n{run_part}\n{PEOPLE}"), Known::default()).expect("linked");
        let is_of_inputs = |own: &Warning| {
            matches!(own, Warning::OneTable | Warning::NothingToFind(_) | Warning::NoInput { .. })
        };
        linked.warnings.into_iter().filter(is_of_inputs).collect::<Vec<_>>()
    };
    assert_eq!(odd(&one, "mode = \"link\""), [Warning::OneTable]);
    assert_eq!(odd(&one, "unique = [\"a\"]"), [Warning::NothingToFind("a".to_owned())]);
    let (names, there) = (vec!["c".to_owned()], vec!["a".to_owned(), "b".to_owned()]);
    assert_eq!(odd(&two, "unique = [\"left\", \"c\", \"b\"]"), [Warning::NoInput { names, there }]);
    assert_eq!(odd(&two, "unique = [\"left\", \"b\"]"), []);
}

#[test]
fn keys_of_a_second_table_that_is_not_there_are_said_to_be_unused() {
    let settings = format!("{PEOPLE}right_keys = [\"town\"]\n");
    let of = |table: &Table| run(table, &settings, Known::default()).expect("linked").warnings;
    let said = Warning::RightKeys("phone".to_owned());
    assert!(of(&tables(&[&csv(&people(20))])).contains(&said));
    assert!(!of(&tables(&[&csv(&people(20)), &csv(&people(9))])).contains(&said));
}

#[test]
fn rows_of_blocks_that_are_too_large_alone_are_said_to_be_compared_with_nobody() {
    let table = tables(&[&csv(&people(300))]);
    let by = |blocking: &str| {
        let (comparisons, _) = PEOPLE.split_once("[[blocking]]").expect("rules");
        let linked = run(&table, &format!("{comparisons}{blocking}"), Known::default()).expect("linked");
        linked.warnings.into_iter().find(|own| matches!(own, Warning::NotCompared(_)))
    };
    let towns = "[[blocking]]\nkeys = [\"town\"]\nat_most_rows = 2\n";
    assert_eq!(by(towns), Some(Warning::NotCompared(table.rows())));
    // Split by a key that tells them apart, or beside a rule that takes them up, they are compared.
    assert_eq!(by(&format!("{towns}[[blocking]]\nkeys = []\n")), None);
    assert_eq!(by("[[blocking]]\nkeys = [\"town\"]\n"), None);
}

#[test]
fn one_column_alone_is_said_to_tell_little_unless_something_else_is_known() {
    let table = tables(&[&csv(&people(40))]);
    let one = r#"
        [[comparisons]]
        name = "town"
        column = "town"
        levels = ["exact"]
        [[blocking]]
        keys = ["town"]
    "#;
    let alone = run(&table, one, Known::default()).expect("linked");
    assert_eq!(alone.warnings, [Warning::Alone("town".to_owned())]);
    let known = Known { model: Some(alone.model), ..Known::default() };
    assert_eq!(run(&table, one, known).expect("linked").warnings, []);
}

/// Films by title and person: the writer in one table, who directed it three times in ten, the director in the other.
/// Three in seven have no title in one table, and both tables have 300 more of three persons, none of them the same.
fn films() -> Table {
    let letters =
        |number: u32| [number / 676, number / 26 % 26, number % 26].map(|own| (b'a' + own as u8) as char);
    let mut texts = ["a", "b"].map(|_| "id,title,person\n".to_owned());
    for film in 0..600_u32 {
        let (director, other) = (film % 60, film * 7919 % 61);
        let writer = if film % 10 < 3 { director } else { other };
        let title: String = letters(film * 104_729 % 9973).iter().collect();
        let known = if film % 7 < 3 { "" } else { title.as_str() };
        let _ = writeln!(texts[0], "x{film},{known},person {writer}");
        let _ = writeln!(texts[1], "y{film},{title},person {director}");
    }
    for film in 600..900 {
        for text in &mut texts {
            let _ = writeln!(text, "z{film},,star {}", film % 3);
        }
    }
    tables(&[&texts[0], &texts[1]])
}

const FILMS: &str = r#"
[run]
unique = []
[[comparisons]]
column = "title"
levels = ["exact"]
[[comparisons]]
column = "person"
levels = ["exact"]
[[blocking]]
keys = ["title"]
[[blocking]]
keys = ["person"]
"#;

/// Titles that neither table holds twice are not shared by chance, however seldom persons agree.
#[test]
fn what_tables_share_beyond_what_each_repeats_is_no_chance() {
    let linked = run(&films(), FILMS, Known::default()).expect("linked");
    let likely = linked.pairs.iter().filter(|pair| pair.weight_milli >= 0);
    let same = |pair: &&Kept| pair.right == pair.left + 900;
    assert_eq!((likely.clone().count(), likely.filter(same).count()), (342, 342), "those with a title");
}

/// Of a pair that shares a person and has no title nobody can tell whether it is one film: who made a hundred is no
/// more often in both tables for it.
#[test]
fn pairs_that_hold_one_column_alone_teach_nothing() {
    let linked = run(&films(), FILMS, Known::default()).expect("linked");
    let persons = &linked.model.classes[0].outcomes[1];
    let (stars, all) = (persons[3], persons[1..4].iter().sum::<f64>());
    assert!((0.3..0.4).contains(&all) && stars < 0.001, "{persons:?}");
}

#[test]
fn what_cannot_be_run_is_refused() {
    let table = tables(&[&csv(&people(40))]);
    assert_eq!(run(&table, "", Known::default()).err(), Some(LinkError::NoComparison));
    let missing = PEOPLE.replace("\"town\"", "\"city\"");
    let error = run(&table, &missing, Known::default()).expect_err("no such column").to_string();
    assert!(error.contains("city"), "{error}");
    let no_rule = PEOPLE.split("[[blocking]]").next().expect("a part");
    assert!(matches!(
        run(&table, no_rule, Known::default()),
        Err(LinkError::Blocking(BlockingError::NoRule))
    ));
    let all = format!("[run]\nat_most_pairs = 100\n{no_rule}\n[[blocking]]\nkeys = []");
    let error = run(&table, &all, Known::default()).expect_err("too many").to_string();
    assert!(error.contains("more than the limit of 100"), "{error}");
}

#[test]
fn tables_of_no_and_of_one_row_are_linked() {
    for rows in [0, 1] {
        let table = tables(&[&csv(&people(40)[..rows])]);
        let all = "[[comparisons]]\ncolumn = \"name\"\nlevels = [\"exact\"]\n[[blocking]]\nkeys = []";
        let linked = run(&table, all, Known::default()).expect("linked");
        assert_eq!((linked.pairs.len(), linked.clusters.len()), (0, rows));
    }
}

#[test]
fn the_prior_follows_rules_that_are_nearly_always_right() {
    let table = tables(&[&csv(&people(300))]);
    let share = |training: &str| {
        let linked = run(&table, &format!("{training}{PEOPLE}"), Known::default()).expect("linked");
        linked.model.classes[0].share * linked.chances.pairs as f64
    };
    // 100 people stand twice, and all of them with the same name.
    let certain = "[training]\ncertain = [[\"name\"]]\n";
    let (all, half) =
        (share(&format!("{certain}recall = 1.0\n")), share(&format!("{certain}recall = 0.5\n")));
    assert!((all - 100.0).abs() < 1e-6 && (half - 200.0).abs() < 1e-6, "{half} and {all}");
    let own = share("");
    assert!((own - all).abs() > 1e-9, "the prior of its own is {own}, that of the rule {all}");
}

#[test]
fn tables_can_be_compared_by_words_alone() {
    let mut text = "id,title\n".to_owned();
    for row in 0..400_u32 {
        let (one, other) = (row / 2 * 7919 % 400, row / 2 * 104_729 % 1_000);
        let _ = writeln!(
            text,
            "r{row},lamp{one} shade{other} model{}{}",
            row / 2,
            if row % 2 == 0 { " new" } else { "" }
        );
    }
    let table = tables(&[&text]);
    let words = "[columns]\nword = 'title | plain | words'\n[[comparisons]]\ncolumn = \"word\"\n\
        levels = [\"jaccard 0.7\", \"jaccard 0.3\"]\n[[blocking]]\nkeys = [\"word\"]\n";
    let linked = run(&table, words, Known::default()).expect("linked");
    let chance = linked.chances.by[0][1];
    assert!(chance.of > 10_000 && chance.agreeing >= 100, "{chance:?} was counted over pairs of rows");
    let weights = |outcome: usize| {
        let of = |class: usize| linked.model.classes[class].outcomes[0][outcome];
        of(0) / of(linked.model.classes.len() - 1)
    };
    assert!(weights(1) > 100.0 * weights(3), "alike {} and else {}", weights(1), weights(3));
}

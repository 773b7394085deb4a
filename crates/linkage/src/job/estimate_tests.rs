use super::{Known, estimate, link};
use crate::block::{Blocking, Mode, Rule};
use crate::expression::{Derived, Expression};
use crate::settings::{Settings, Unique};
use crate::suggest::suggest;
use crate::suggest::tests::People;
use crate::table::{Table, TableBuilder, hash, mix};

#[test]
fn poor_rules_are_told_to_lose_what_they_lose() {
    let rows = 6_000;
    let table = People::new(rows).table(0..rows);
    let suggested = suggest(&table, None).expect("settings");
    let lost = |keys: &[&str]| {
        let keys = keys.iter().map(|key| Expression::parse(key).expect("a key")).collect();
        let settings =
            Settings { blocking: vec![Rule { keys, ..Rule::default() }], ..suggested.settings.clone() };
        let estimate = estimate(&table, &settings, Known::default(), 2, |_| {}).expect("an estimate");
        let lost = estimate.lost.expect("a model");
        let seen = lost.seen.expect("rows are looked at");
        assert!(seen.rows >= 300 && seen.pairs > 100.0, "{seen:?}");
        assert!((seen.finds[0] + lost.share - 1.0).abs() < 1e-6 && seen.finds == seen.adds, "{seen:?}");
        lost.share
    };
    // One in four repeats has a slip in each of the first four columns.
    for (keys, expected) in [(vec!["c2"], 0.25), (vec!["c2", "born"], 0.5), (vec!["mail"], 0.0)] {
        let told = lost(&keys);
        assert!((told - expected).abs() < 0.06, "{keys:?}: {told} instead of {expected}");
    }
}

/// Sixty entities of a hundred rows each, with a slip in every sixth cell.
fn crowded() -> Table {
    let mut builder = TableBuilder::default();
    let columns = ["name", "town", "trade", "street", "maker"].map(|header| builder.column(header));
    for row in 0..6_000_u64 {
        let entity = row / 100;
        let drawn = |salt: u64| mix(hash(&row.to_le_bytes()), salt);
        let slip = |salt: u64| {
            if drawn(salt) % 6 == 0 { format!(" {}", drawn(salt + 9) % 50) } else { String::new() }
        };
        let text = |what: &str, salt: u64| format!("{what} {}{}", entity * 7 % 60 + salt, slip(salt));
        let cells = [text("name", 1), text("town", 2), text("trade", 3), text("street", 4), text("maker", 5)];
        for (column, cell) in columns.into_iter().zip(cells) {
            builder.at(column).push(cell.as_bytes());
        }
    }
    builder.end_input("crowded.csv", 6_000, false);
    builder.finish()
}

#[test]
fn entities_of_more_rows_than_rules_may_bring_together_are_told_to_be_lost() {
    let table = crowded();
    let suggested = suggest(&table, None).expect("settings");
    let derived = Derived::new(suggested.settings.columns.clone());
    let blocking =
        Blocking::new(&table, &derived, &suggested.settings.blocking, Mode::Dedupe).expect("rules fit");
    let (mut lost, mut all) = (0_u32, 0_u32);
    for left in (0..6_000_u32).step_by(17) {
        let entity = left / 100 * 100;
        for right in (entity..entity + 100).filter(|right| *right != left) {
            all += 1;
            lost += u32::from(!blocking.makes_any(left, right));
        }
    }
    let truth = f64::from(lost) / f64::from(all);
    assert!(truth > 0.3, "rules find more than they can: {truth} lost");
    let told = estimate(&table, &suggested.settings, Known::default(), 2, |_| {}).expect("an estimate").lost;
    let share = told.as_ref().expect("a model").share;
    assert!((share - truth).abs() < 0.1, "{truth} lost, but {told:?}");
}

/// Two lists of who goes by a name and lives in a town, all of whom stand in both.
fn two_lists(rows: u32) -> Table {
    let mut builder = TableBuilder::default();
    let [name, town] = ["name", "town"].map(|header| builder.column(header));
    for list in 0..2 {
        for row in 0..rows {
            let drawn = mix(hash(&row.to_le_bytes()), 5);
            builder.at(name).push(format!("{:x}", drawn % 900_000_007).as_bytes());
            builder.at(town).push(format!("town {}", drawn % 11).as_bytes());
        }
        builder.end_input(&format!("list {list}"), rows as usize, false);
    }
    builder.finish()
}

const BY_NAME: &str = r#"
    [run]
    unique = ["left", "right"]
    [[comparisons]]
    column = "name"
    levels = ["exact", "jaro-winkler 0.9"]
    [[comparisons]]
    column = "town"
    levels = ["exact"]
    [[blocking]]
    keys = ["name"]
"#;

#[test]
fn rows_that_found_their_partner_are_not_lost_a_second_time() {
    // A town is shared by one in eleven.
    let table = two_lists(800);
    let settings = Settings::parse(BY_NAME).expect("settings");
    let lost = |settings: &Settings| {
        estimate(&table, settings, Known::default(), 2, |_| {}).expect("an estimate").lost.expect("a model")
    };
    let free = Settings { unique: Unique::These(Vec::new()), ..settings.clone() };
    let (bound, free) = (lost(&settings), lost(&free));
    assert!(free.share > 0.05, "who is not bound to one partner may have others from his town: {free:?}");
    assert!(bound.share < 0.01, "all found theirs: {bound:?}");
    let linked = link(&table, &settings, Known::default(), 2, |_| {}).expect("linked");
    assert!(linked.lost.is_some_and(|own| own.share < 0.01 && own.seen.is_some()));
}

#[test]
fn what_holds_no_column_both_is_not_lost() {
    // Two lists of people and of films, half of whom stand in both, each under a header of its own.
    let mut builder = TableBuilder::default();
    let headers = ["person", "film", "town", "year"].map(|header| builder.column(header));
    for list in 0..2_u64 {
        for row in 0..800_u64 {
            let drawn =
                mix(hash(&[row, if row % 4 < 2 { list } else { 0 }].map(u64::to_le_bytes).concat()), 5);
            let name = format!("{:x}", drawn % 900_000_007);
            let (town, year) = (format!("town {}", drawn % 30), format!("{}", 1960 + drawn % 50));
            let cells = match row % 2 {
                0 => [name.as_str(), "", town.as_str(), ""],
                _ => ["", name.as_str(), "", year.as_str()],
            };
            for (cell, header) in cells.into_iter().zip(headers) {
                builder.at(header).push(cell.as_bytes());
            }
        }
        builder.end_input(&format!("list {list}"), 800, false);
    }
    let settings = r#"
        [[comparisons]]
        column = "person"
        levels = ["exact", "jaro-winkler 0.9"]
        [[comparisons]]
        column = "film"
        levels = ["exact", "jaro-winkler 0.9"]
        [[comparisons]]
        column = "town"
        levels = ["exact"]
        [[comparisons]]
        column = "year"
        levels = ["exact"]
        [[blocking]]
        keys = ["person"]
        [[blocking]]
        keys = ["film"]
    "#;
    let settings = Settings::parse(settings).expect("settings");
    let told = estimate(&builder.finish(), &settings, Known::default(), 2, |_| {}).expect("an estimate").lost;
    assert!(told.as_ref().is_some_and(|own| own.share < 0.25), "{told:?}");
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let people = People::new(6_000);
    let told = |rows: Vec<usize>| {
        let table = people.table(rows.into_iter());
        let settings = suggest(&table, None).expect("settings").settings;
        estimate(&table, &settings, Known::default(), 2, |_| {}).expect("an estimate")
    };
    let (one, other) = (told((0..6_000).collect()), told((0..6_000).rev().collect()));
    assert_eq!(one, other);
}

#[test]
fn more_pairs_than_are_allowed_are_counted_and_nothing_is_trained() {
    let table = two_lists(100);
    let settings = Settings::parse(&BY_NAME.replace("[run]", "[run]\nat_most_pairs = 10")).expect("settings");
    let told = estimate(&table, &settings, Known::default(), 2, |_| {}).expect("an estimate");
    assert!(told.pairs() >= 50 && told.lost.is_none(), "{told:?}");
}

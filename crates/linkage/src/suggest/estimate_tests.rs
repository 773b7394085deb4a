use super::tests::People;
use super::*;
use crate::block::Rule;
use crate::expression::Expression;
use crate::table::{TableBuilder, hash, mix};

#[test]
fn poor_rules_are_told_to_lose_what_they_lose() {
    let rows = 6_000;
    let table = People::new(rows).table(0..rows);
    let suggested = suggest(&table, None).expect("settings");
    let lost = |keys: &[&str]| {
        let keys = keys.iter().map(|key| Expression::parse(key).expect("a key")).collect();
        let settings =
            Settings { blocking: vec![Rule { keys, ..Rule::default() }], ..suggested.settings.clone() };
        let estimate = estimate(&table, &settings).expect("an estimate");
        assert!(estimate.likely > 300, "{}", estimate.text());
        estimate.lost
    };
    // One in four repeats has a slip in each of the first four columns.
    for (keys, expected) in [(vec!["c2"], 0.25), (vec!["c2", "born"], 0.5), (vec!["mail"], 0.0)] {
        let told = lost(&keys);
        assert!((told - expected).abs() < 0.05, "{keys:?}: {told} instead of {expected}");
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
    let told = [suggested.estimate.clone(), estimate(&table, &suggested.settings).expect("an estimate")];
    for own in told {
        assert!((own.lost_in_all() - truth).abs() < 0.1, "{truth} lost, but {}", own.text());
    }
}

//! One operator behind many accounts, none of which shares all with another: this one a device, that one a wallet.

use std::fmt::Write as _;

use super::drawn::Drawn;
use super::*;
use crate::job::tests::{entity, run, tables};

const SETTINGS: &str = r#"
[[comparisons]]
column = "name"
levels = ["exact"]
[[comparisons]]
column = "born"
levels = ["exact"]
[[comparisons]]
column = "device"
levels = ["exact"]
[[comparisons]]
column = "network"
levels = ["exact"]
[[comparisons]]
column = "wallet"
levels = ["exact"]
[[comparisons]]
column = "document"
levels = ["exact", "document | first 6: exact"]
[[comparisons]]
column = "phone"
levels = ["exact", "phone | first 7: exact"]
[[comparisons]]
column = "opened"
levels = ["days 0", "days 3"]
[[blocking]]
keys = ["device"]
[[blocking]]
keys = ["network"]
[[blocking]]
keys = ["wallet"]
[[blocking]]
keys = ["document | first 6"]
[[blocking]]
keys = ["phone | first 7"]
[[blocking]]
keys = ["name"]
"#;

/// Accounts of honest people, some of whom share a device with somebody of their house or come again under their own name,
/// two cafés with one device each, and operators with two to eleven accounts under as many names, whose telephone numbers are
/// of one block of so many.
fn accounts(seed: u64, numbers_in_a_block: u64) -> String {
    let mut drawn = Drawn(seed);
    let mut text = "id,name,born,device,network,wallet,document,phone,opened\n".to_owned();
    let fresh = |drawn: &mut Drawn| -> [String; 8] {
        [
            format!("n{} s{}", drawn.below(60), drawn.below(900)),
            format!("{}-{:02}-{:02}", 1960 + drawn.below(45), 1 + drawn.below(12), 1 + drawn.below(28)),
            format!("d{}", drawn.below(1 << 40)),
            format!("w{}", drawn.below(2_500)),
            format!("x{}", drawn.below(1 << 40)),
            format!("{:09}", drawn.below(1_000_000_000)),
            format!("49{:010}", drawn.below(10_000_000_000)),
            format!("2025-{:02}-{:02}", 1 + drawn.below(12), 1 + drawn.below(28)),
        ]
    };
    let mut write = |id: String, cells: &[String; 8]| {
        writeln!(text, "{id},{}", cells.join(",")).expect("a string takes all");
    };
    for person in 0..4_000 {
        let own = fresh(&mut drawn);
        write(format!("h{person}-0"), &own);
        let [other_chance, again_chance] = [drawn.happens(5), drawn.happens(1)];
        if other_chance {
            let mut other = fresh(&mut drawn);
            (other[2], other[3]) = (own[2].clone(), own[3].clone());
            write(format!("o{person}-0"), &other);
        }
        if again_chance {
            let mut again = fresh(&mut drawn);
            for cell in [0, 1, 2, 5].into_iter().filter(|cell| *cell < 2 || drawn.happens(60)) {
                again[cell].clone_from(&own[cell]);
            }
            write(format!("h{person}-1"), &again);
        }
    }
    for guest in 0..80 {
        let mut own = fresh(&mut drawn);
        (own[2], own[3]) = (format!("café {}", guest % 2), format!("café {}", guest % 2));
        write(format!("c{guest}-0"), &own);
    }
    for operator in 0..60_u64 {
        let accounts = [2, 3, 4, 6, 11][drawn.below(5) as usize];
        let (document, phone) = (drawn.below(1_000_000), drawn.below(100_000));
        let day = 1 + drawn.below(24);
        for account in 0..accounts {
            let mut own = fresh(&mut drawn);
            let place = account / 3;
            let shares: [bool; 6] = [55, 60, 50, 40, 50, 60].map(|percent| drawn.happens(percent));
            let cells = [
                format!("own {operator} {place}"),
                format!("net {operator} {place}"),
                format!("wallet {operator} {place}"),
                format!("{document:06}{:03}", drawn.below(1_000)),
                format!("49{:010}", phone * 100_000 + drawn.below(numbers_in_a_block)),
                format!("2025-06-{:02}", day + drawn.below(4)),
            ];
            for (place, cell) in cells.into_iter().enumerate().filter(|(place, _)| shares[*place]) {
                own[place + 2] = cell;
            }
            write(format!("p{operator}-{account}"), &own);
        }
    }
    text
}

/// Of pairs of accounts of one operator how many stand in one cluster, how many pairs there are, and how many of a cluster are
/// wrong.
fn found(table: &Table, linked: &Linked) -> (u32, u32, u32) {
    let entity = |row: u32| entity(table, row);
    let is_operator = |row: u32| entity(row).is_some_and(|own| own.starts_with('p'));
    let (mut right, mut wrong) = (0, 0);
    for members in linked.clusters.iter() {
        for (place, one) in members.iter().enumerate() {
            for other in &members[place + 1..] {
                let is_right = entity(*one) == entity(*other);
                right += u32::from(is_right && is_operator(*one));
                wrong += u32::from(!is_right);
            }
        }
    }
    let mut accounts: BTreeMap<Option<String>, u32> = BTreeMap::new();
    for row in (0..table.rows() as u32).filter(|row| is_operator(*row)) {
        *accounts.entry(entity(row)).or_default() += 1;
    }
    (right, accounts.values().map(|count| count * (count - 1) / 2).sum(), wrong)
}

#[test]
fn accounts_of_one_operator_are_found_whatever_each_two_of_them_share() {
    for seed in [1, 20_000] {
        let table = tables(&[&accounts(seed, 100_000)]);
        let linked = run(&table, SETTINGS, Known::default()).expect("linked");
        let (right, all, wrong) = found(&table, &linked);
        assert!(right * 100 >= all * 40, "{right} of {all} found");
        assert!(wrong * 100 <= right * 60, "{wrong} wrong beside {right}");
    }
}

#[test]
fn suggested_settings_find_them_too() {
    let table = tables(&[&accounts(40_000, 1_000)]);
    let mut settings = crate::suggest::suggest(&table, None).expect("suggested").settings;
    // Of so few rows all pairs are compared, which takes its time; those of the other rules are enough.
    settings.blocking.retain(|rule| !rule.keys.is_empty());
    let linked = link(&table, &settings, Known::default(), 1, |_| {}).expect("linked");
    let (right, all, wrong) = found(&table, &linked);
    assert!(right * 100 >= all * 30, "{right} of {all} found");
    assert!(wrong * 100 <= right * 60, "{wrong} wrong beside {right}");
}

//! What must never change what is read: protected columns, the order of rows and files, a copy.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::fs;

use bonafide_records::Reading;
use bonafide_sources::{Options, read};
use proptest::prelude::*;

const PROTECTED: [&str; 4] = ["Nationality", "Date of Birth", "Gender", "Religion"];

/// What a reading says of persons and facts, without places and digests, in no order.
fn says(reading: &Reading) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for (index, row) in reading.rows.iter().enumerate() {
        let statements: Vec<_> = row.statements.iter().map(|(s, c)| (s, &c.field)).collect();
        let mut values: Vec<String> = reading
            .values
            .iter()
            .filter(|value| value.row.0 as usize == index)
            .map(|v| format!("{:?} {:?} {:?} {:?} {}", v.role, v.form, v.first, v.last, v.citation.field))
            .collect();
        values.sort();
        said.insert(format!(
            "{} {} {:?} {:?} {statements:?} {:?} {:?} {:?} {:?} {values:?}",
            row.source, row.key, row.kind, row.name, row.agency, row.role, row.from, row.to
        ));
    }
    for change in &reading.changes {
        said.insert(format!("{} {:?} {:?}", change.person, change.field, change.at));
    }
    said
}

fn scan(files: &[(&str, String)]) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    read(&[folder.path().to_owned()], &Options::default()).unwrap()
}

/// A BambooHR report with these cells in its protected columns, which stand among the others.
fn report(people: &[(u32, String)], protected: Option<&[[String; 4]]>) -> String {
    let with = |cells: [&str; 4], extra: [&str; 4]| {
        let quote = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut row = Vec::new();
        for (own, other) in cells.into_iter().zip(extra) {
            if protected.is_some() {
                row.push(quote(other));
            }
            row.push(quote(own));
        }
        row.join(",")
    };
    let mut text = with(["Employee #", "Home Email", "Mobile Phone", "Hire Date"], PROTECTED);
    for (index, (number, name)) in people.iter().enumerate() {
        let cells = protected.and_then(|all| all.get(index));
        let extra: [&str; 4] = cells.map_or([""; 4], |cells| std::array::from_fn(|i| cells[i].as_str()));
        let email = format!("{name}@example.org");
        let phone = format!("+49 30 23125 {:03}", number % 1000);
        let key = number.to_string();
        text.push('\n');
        text.push_str(&with([&key, &email, &phone, "03/04/2026"], extra));
    }
    text.push('\n');
    text
}

fn people() -> impl Strategy<Value = Vec<(u32, String)>> {
    // Few numbers and names, so that rows often repeat.
    proptest::collection::vec((1_u32..4, "[ab]c"), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn protected_columns_change_nothing_but_what_was_dropped(
        people in people(),
        cells in proptest::collection::vec(
            proptest::array::uniform4("([0-9]{1,2}/[0-9]{1,2}/20[0-9]{2}|Total|[a-z]{1,5}@example\\.org|\\+49 30 2312[0-9]{4}|[ -~é\n]{0,12})"), 6)
    ) {
        let plain = scan(&[("a.csv", report(&people, None))]);
        let filled = scan(&[("a.csv", report(&people, Some(&cells)))]);
        prop_assert_eq!(says(&plain), says(&filled));
        prop_assert_eq!((plain.rows.len(), plain.values.len()), (filled.rows.len(), filled.values.len()));
        prop_assert_eq!(plain.files[0].read, filled.files[0].read);
        prop_assert!(filled.set_aside.is_empty(), "{:?}", filled.set_aside);
        prop_assert_eq!(plain.newest, filled.newest);
        let dropped: Vec<&str> = filled.dropped.keys().map(|(_, field)| field.as_str()).collect();
        prop_assert_eq!(dropped, ["Date of Birth", "Gender", "Nationality", "Religion"]);
        let counts: BTreeSet<u64> = filled.dropped.values().copied().collect();
        let distinct: BTreeSet<_> = people.iter().collect();
        prop_assert_eq!(counts, BTreeSet::from([distinct.len() as u64]));
    }

    #[test]
    fn order_of_rows_and_copies_change_nothing(people in people(), turn in 0..6_usize) {
        let mut turned = people.clone();
        turned.rotate_left(turn % people.len());
        let (one, other) = (report(&people, None), report(&turned, None));
        let plain = scan(&[("a.csv", one.clone())]);
        let copied = scan(&[("a.csv", one.clone()), ("a copy.csv", one.clone()), ("backup/a.csv", other.clone())]);
        prop_assert_eq!(says(&plain), says(&copied));
        prop_assert_eq!(plain.rows.len(), copied.rows.len());
        prop_assert!(copied.rows.iter().all(|row| copied.files[row.citation.file.0 as usize].name == "a.csv"));
        prop_assert_eq!(says(&plain), says(&scan(&[("b.csv", other)])));
        let split = scan(&[("z.csv", one.clone()), ("y.csv", one)]);
        prop_assert_eq!(plain.dropped, split.dropped);
    }

    #[test]
    fn no_bytes_panic_and_each_file_is_accounted_for(
        bytes in proptest::collection::vec(prop_oneof![Just(b'"'), Just(b'\n'), Just(b';'), Just(b','), Just(b'{'), any::<u8>()], 0..200),
        mapping in "(kind = \"(person|change|device|removed)\"\n)?[ -~\n]{0,30}"
    ) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.csv"), &bytes).unwrap();
        fs::write(folder.path().join("b.csv"), &bytes).unwrap();
        fs::write(folder.path().join("b.csv.map.toml"), mapping).unwrap();
        let reading = read(&[folder.path().to_owned()], &Options::default()).unwrap();
        prop_assert_eq!(reading.files.len(), 2);
        for file in &reading.files {
            let named = reading.unread.iter().any(|unread| unread.file == file.name);
            prop_assert!(named != file.source.is_some(), "{} is read or named as unread", file.name);
        }
        let _ = bonafide_sources::sniff_table(&folder.path().join("a.csv"));
    }
}

#[test]
fn a_date_column_is_read_alike_in_any_order_of_rows() {
    let rows = ["1,a@example.org,03/04/2026", "2,b@example.org,04/25/2026", "3,c@example.org,05/06/2026"];
    let text = |order: [usize; 3]| {
        let body: Vec<&str> = order.iter().map(|i| rows[*i]).collect();
        format!("Employee #,Home Email,Hire Date\n{}\n", body.join("\n"))
    };
    let first = says(&scan(&[("a.csv", text([0, 1, 2]))]));
    assert_eq!(first, says(&scan(&[("a.csv", text([1, 2, 0]))])));
    assert!(
        first.iter().any(|row| row.contains("2026-03-04")),
        "month first, as the second row shows: {first:?}"
    );
}

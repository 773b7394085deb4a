//! What must not change a scan, over the real binary and real files.

mod common;

use std::fs;
use std::path::Path;

use common::{demo, judgement, scan};
use serde_json::Value;

fn firm(seed: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    demo(folder.path(), seed);
    folder
}

/// Puts the data rows of a CSV into reverse order; rows of several lines are left where they are.
fn reverse_rows(path: &Path) {
    let text = fs::read(path).expect("a table");
    let mut lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    let header = lines.remove(0);
    lines.retain(|line| !line.is_empty());
    lines.reverse();
    let mut mixed = header.to_vec();
    for line in lines {
        mixed.extend_from_slice(line);
        if !line.ends_with(b"\n") {
            mixed.push(b'\n');
        }
    }
    fs::write(path, mixed).expect("a table");
}

fn edit_json(path: &Path, edit: impl Fn(&mut Value)) {
    let mut value: Value = serde_json::from_slice(&fs::read(path).expect("a file")).expect("json");
    edit(&mut value);
    fs::write(path, serde_json::to_vec(&value).expect("json")).expect("a file");
}

#[test]
fn the_order_of_files_and_rows_never_matters() {
    let folder = firm("7");
    let root = folder.path().join("firm");
    let before = judgement(&scan(&root, &[]));
    for table in ["bamboohr.csv", "personio.csv", "deel_people.csv", "deel_contracts.csv"] {
        reverse_rows(&root.join(table));
    }
    edit_json(&root.join("greenhouse_candidates.json"), |value| {
        if let Some(list) = value.as_array_mut() {
            list.reverse();
        }
    });
    // Names decide the order in which files are read.
    fs::create_dir(root.join("aa")).expect("a folder");
    fs::rename(root.join("personio.csv"), root.join("aa/zz.csv")).expect("a move");
    fs::rename(root.join("greenhouse_candidates.json"), root.join("zzz.json")).expect("a move");
    assert_eq!(before, judgement(&scan(&root, &[])));
}

#[test]
fn a_copied_file_changes_nothing() {
    let folder = firm("8");
    let root = folder.path().join("firm");
    let before = scan(&root, &[]);
    fs::create_dir(root.join("backup")).expect("a folder");
    for name in ["greenhouse_candidates.json", "bamboohr.csv", "shipments.csv", "shipments.csv.map.toml"] {
        fs::copy(root.join(name), root.join("backup").join(name)).expect("a copy");
    }
    fs::copy(root.join("personio.csv"), root.join("personio (1).csv")).expect("a copy");
    let after = scan(&root, &[]);
    for part in ["findings", "links", "clusters", "cases", "things", "coverage", "gaps"] {
        assert_eq!(before[part], after[part], "{part}");
    }
}

#[test]
fn protected_fields_at_random_change_no_byte_of_findings_cases_and_bits() {
    let folder = firm("9");
    let root = folder.path().join("firm");
    let before = scan(&root, &[]);
    let mut number = 0_u32;
    edit_json(&root.join("greenhouse_candidates.json"), |value| {
        for (index, candidate) in value.as_array_mut().expect("candidates").iter_mut().enumerate() {
            candidate["photo_url"] =
                Value::from(format!("https://pictures.example.org/{}", index * 7919 % 13));
            candidate["demographic_answers"] =
                serde_json::json!([{ "question": "gender", "answer": index % 3 }]);
            candidate["eeoc"] = serde_json::json!({ "race": index % 5, "veteran_status": index % 2 == 0 });
            candidate["keyed_custom_fields"]["date_of_birth"] = serde_json::json!({ "name": "Date of birth", "type": "date", "value": format!("19{:02}-01-01", 50 + index % 50) });
        }
    });
    let table = root.join("bamboohr.csv");
    let text = String::from_utf8(fs::read(&table).expect("a table")).expect("utf-8");
    let mixed: String = text
        .lines()
        .enumerate()
        .map(|(index, line)| {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if index == 0 {
                format!("{line},Gender,Nationality,Date of Birth\r\n")
            } else {
                format!("{line},{},{},{}\r\n", number % 3, number % 97, number % 31)
            }
        })
        .collect();
    fs::write(&table, mixed).expect("a table");
    let after = scan(&root, &[]);
    assert_eq!(judgement(&before), judgement(&after));
    let dropped = after["dropped"].as_array().expect("dropped");
    for field in ["Gender", "Nationality", "Date of Birth"] {
        assert!(dropped.iter().any(|row| row["field"] == field), "{field} was not counted: {dropped:?}");
    }
    assert!(dropped.iter().any(|row| row["field"].as_str().is_some_and(|name| name.contains("photo_url"))));
}

#[test]
fn a_source_left_out_turns_exactly_its_detectors_to_no_data() {
    let folder = firm("10");
    let root = folder.path().join("firm");
    let before = scan(&root, &[]);
    for name in ["shipments.csv", "shipments.csv.map.toml"] {
        fs::remove_file(root.join(name)).expect("gone");
    }
    let after = scan(&root, &[]);
    let state = |document: &Value, detector: &str| {
        let rows = document["coverage"].as_array().expect("coverage");
        rows.iter().find(|row| row["detector"] == detector).map(|row| row["state"].clone())
    };
    for row in before["coverage"].as_array().expect("coverage") {
        let detector = row["detector"].as_str().expect("an id");
        let silent = ["link-ship-to-same-unit", "ship-third-party-consignee"].contains(&detector);
        let expected = if silent { Some(Value::from("no_data")) } else { state(&before, detector) };
        if silent {
            assert_eq!(row["state"], "ran", "{detector}");
        }
        assert_eq!(state(&after, detector), expected, "{detector}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = firm("11");
    let root = folder.path().join("firm");
    let bytes = || common::bonafide(&root, &["scan", ".", "--json"]).stdout;
    assert_eq!(bytes(), bytes());
}

//! A measured firm is the same for one seed, differs between seeds, and its truth is in its files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{write_firm, write_sized};
use crate::demo::truth::Truth;
use crate::demo::{DemoError, DemoOptions};

fn written(seed: u64) -> (TempDir, Truth) {
    let folder = TempDir::new().unwrap();
    let truth =
        write_sized(folder.path(), &DemoOptions { people: 240, applicants: 900, seed }, true).unwrap();
    (folder, truth)
}

/// All files below a folder, as text whatever their encoding.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn text(bytes: &[u8]) -> String {
    if bytes.starts_with(b"\xFF\xFE") {
        let units: Vec<u16> =
            bytes[2..].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        return String::from_utf16(&units).unwrap();
    }
    encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned()
}

#[test]
fn one_seed_is_one_firm_and_seeds_differ_in_shape() {
    assert_eq!(contents(written(1).0.path()), contents(written(1).0.path()));
    let shapes: BTreeSet<String> = (1..9)
        .map(|seed| {
            let files = contents(written(seed).0.path());
            let report = files.iter().find(|(name, _)| name.ends_with("report (3).csv")).unwrap();
            text(report.1).lines().next().unwrap().to_owned()
        })
        .collect();
    assert!(shapes.len() > 4, "{shapes:?}");
}

#[test]
fn every_key_of_the_truth_stands_in_a_file() {
    for seed in 1..5 {
        let (folder, truth) = written(seed);
        let all: String = contents(folder.path())
            .iter()
            .filter(|(name, _)| !name.ends_with("truth.json"))
            .map(|(_, bytes)| text(bytes))
            .collect();
        let words: BTreeSet<&str> =
            all.split(|letter: char| !letter.is_alphanumeric() && letter != '/' && letter != '-').collect();
        let mut keys: BTreeSet<&String> = truth.joins.iter().flatten().collect();
        keys.extend(truth.operators.iter().flat_map(|operator| &operator.personas));
        keys.extend(truth.honest_classes.values().flatten().flatten());
        assert!(keys.len() > 200, "{}", keys.len());
        for key in keys {
            let word = key.rsplit(':').next().unwrap();
            assert!(words.contains(word), "{key}");
        }
    }
}

#[test]
fn every_ring_and_every_trap_is_there_and_no_ring_member_is_called_honest() {
    let (_folder, truth) = written(3);
    let names: Vec<&String> = truth.operators.iter().map(|operator| &operator.name).collect();
    assert!(names.len() >= 14, "{names:?}");
    assert!(truth.honest_classes.len() >= 21, "{:?}", truth.honest_classes.keys());
    let personas: Vec<&String> = truth.operators.iter().flat_map(|operator| &operator.personas).collect();
    let distinct: BTreeSet<&String> = personas.iter().copied().collect();
    assert_eq!(personas.len(), distinct.len(), "one persona, one operator");
    for key in truth.honest_classes.values().flatten().flatten() {
        assert!(!distinct.contains(key), "{key}");
    }
}

#[test]
fn keys_are_joined_to_one_human_only_and_traps_to_nobody() {
    let (_folder, truth) = written(2);
    assert!(truth.joins.len() > 30, "{}", truth.joins.len());
    let trapped: BTreeSet<&String> = ["number_given_twice", "work_mailbox_reused", "namesakes"]
        .iter()
        .flat_map(|class| truth.honest_classes[class].iter().flatten())
        .collect();
    for pair in &truth.joins {
        assert_ne!(pair[0], pair[1]);
        assert!(pair.iter().all(|key| !trapped.contains(key)), "{pair:?}");
    }
}

#[test]
fn numbers_given_twice_are_one_number_in_two_systems() {
    let (_folder, truth) = written(4);
    for pair in &truth.honest_classes["number_given_twice"] {
        let numbers: BTreeSet<&str> = pair.iter().filter_map(|key| key.split(':').nth(1)).collect();
        let systems: BTreeSet<&str> = pair.iter().filter_map(|key| key.split(':').next()).collect();
        assert_eq!((numbers.len(), systems.len()), (1, 2));
    }
}

#[test]
fn firm_toml_parses_and_small_firms_do_not_fail() {
    for (people, applicants) in [(0, 0), (3, 5), (40, 60)] {
        let folder = TempDir::new().unwrap();
        write_sized(folder.path(), &DemoOptions { people, applicants, seed: 8 }, true).unwrap();
        let text = fs::read_to_string(folder.path().join("firm.toml")).unwrap();
        let firm: bonafide_records::Firm = toml::from_str(&text).unwrap();
        assert_eq!(firm.email_domains.len(), 1);
        let again = write_sized(folder.path(), &DemoOptions { people, applicants, seed: 8 }, true);
        assert!(matches!(again, Err(DemoError::NotEmpty(_))));
    }
}

#[test]
fn sizes_come_from_the_seed() {
    let folder = TempDir::new().unwrap();
    let truth = write_firm(folder.path(), 1).unwrap();
    assert!(truth.operators.len() >= 11);
    assert!(folder.path().join("truth.json").is_file());
}

//! The invented firm as it stands on disk: same seed same bytes, truth and files agree.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use bonafide_records::normal::Mailbox;
use serde_json::Value;
use tempfile::TempDir;

use super::{DemoError, DemoOptions, DemoSummary, Shape, write_shaped_firm};

/// A firm with few sign-ins: a year of everybody's is a matter of half a gigabyte.
pub(super) fn written(options: DemoOptions) -> (TempDir, DemoSummary) {
    shaped(options, Shape { events: 30, ..Shape::default() })
}

pub(super) fn shaped(options: DemoOptions, shape: Shape) -> (TempDir, DemoSummary) {
    let folder = TempDir::new().unwrap();
    let summary = write_shaped_firm(folder.path(), &options, shape).unwrap();
    (folder, summary)
}

pub(super) fn small() -> DemoOptions {
    DemoOptions::default()
}

pub(super) fn json(folder: &Path, name: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap()
}

pub(super) fn texts(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}

/// First cells of a table without quoted ones.
fn column(folder: &Path, name: &str, delimiter: char, index: usize) -> Vec<String> {
    let bytes = fs::read(folder.join(name)).unwrap();
    let text = encoding_rs::WINDOWS_1252.decode(&bytes).0.into_owned();
    text.lines().skip(1).filter_map(|line| line.split(delimiter).nth(index).map(str::to_owned)).collect()
}

/// All `source:key` that the files of the folder state.
fn stated_keys(folder: &Path) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for candidate in json(folder, "greenhouse_candidates.json").as_array().unwrap() {
        assert!(keys.insert(format!("greenhouse:{}", candidate["id"])), "an id stands twice");
    }
    for (name, delimiter, source) in [
        ("bamboohr.csv", ',', "bamboohr"),
        ("personio.csv", ';', "personio"),
        ("deel_people.csv", ',', "deel"),
        ("deel_contracts.csv", ',', "deel"),
        ("contractor_register.csv", ';', "table:person"),
    ] {
        for key in column(folder, name, delimiter, 0) {
            assert!(keys.insert(format!("{source}:{key}")), "{name}: {key} stands twice");
        }
    }
    for line in fs::read_to_string(folder.join("okta_system_log.jsonl")).unwrap().lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        keys.insert(format!("okta:{}", event["actor"]["id"].as_str().unwrap()));
    }
    keys
}

/// Names and bytes of all files below the folder.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for inside in ["", "webhooks/", "cv/", "pain001/", "camt053/", "lists/"] {
        let Ok(entries) = fs::read_dir(folder.join(inside)) else { continue };
        for entry in entries {
            let entry = entry.unwrap();
            if entry.path().is_file() {
                let name = format!("{inside}{}", entry.file_name().to_string_lossy());
                files.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    files
}

#[test]
fn one_seed_is_one_firm_and_another_seed_another() {
    let of_seed = |seed| contents(written(DemoOptions { seed, ..small() }).0.path());
    assert_eq!(of_seed(1), of_seed(1));
    assert_ne!(of_seed(1)["greenhouse_candidates.json"], of_seed(2)["greenhouse_candidates.json"]);
}

#[test]
fn counts_are_those_that_were_asked_for() {
    let (folder, summary) = written(small());
    assert_eq!(contents(folder.path()).len(), summary.files + 1, "all files and truth.json");
    assert_eq!(json(folder.path(), "greenhouse_candidates.json").as_array().unwrap().len(), 350);
    // Ten, three and seven in twenty; some of Personio stand in BambooHR too; one row is broken.
    assert_eq!(column(folder.path(), "bamboohr.csv", ',', 0).len(), 30 + 3 + 1);
    assert_eq!(column(folder.path(), "personio.csv", ';', 0).len(), 9);
    assert_eq!(column(folder.path(), "deel_people.csv", ',', 0).len(), 21);
    assert_eq!((summary.people, summary.applicants), (60, 350));
    let truth = json(folder.path(), "truth.json");
    let operators = truth["operators"].as_array().unwrap();
    let names: BTreeSet<&str> = operators.iter().map(|operator| operator["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 26, "{names:?}");
}

#[test]
fn every_key_of_the_truth_stands_in_a_file() {
    for options in [small(), DemoOptions { people: 200, applicants: 1_500, seed: 9 }] {
        let (folder, _) = written(options);
        let keys = stated_keys(folder.path());
        let truth = json(folder.path(), "truth.json");
        let mut named: Vec<String> = Vec::new();
        for pair in truth["joins"].as_array().unwrap() {
            assert_eq!(texts(pair).len(), 2);
            named.extend(texts(pair));
        }
        for operator in truth["operators"].as_array().unwrap() {
            assert!(!texts(&operator["personas"]).is_empty());
            assert_eq!(
                texts(&operator["shares"]).is_empty(),
                operator["name"].as_str().unwrap().starts_with("ghost")
            );
            for detector in texts(&operator["detectors"]) {
                assert!(bonafide_detect::catalogue::row(&detector).is_some(), "{detector}");
            }
            named.extend(texts(&operator["personas"]));
        }
        for groups in truth["honest_classes"].as_object().unwrap().values() {
            named.extend(groups.as_array().unwrap().iter().flat_map(texts));
        }
        assert!(named.len() > 150, "{}", named.len());
        for key in named {
            assert!(keys.contains(&key), "{key}");
        }
    }
}

#[test]
fn nobody_is_both_honest_and_a_persona_and_no_persona_has_two_operators() {
    let (folder, _) = written(DemoOptions { people: 200, applicants: 9_000, seed: 4 });
    let truth = json(folder.path(), "truth.json");
    let mut personas = BTreeSet::new();
    for operator in truth["operators"].as_array().unwrap() {
        for persona in texts(&operator["personas"]) {
            assert!(personas.insert(persona.clone()), "{persona}");
        }
    }
    for (class, groups) in truth["honest_classes"].as_object().unwrap() {
        for key in groups.as_array().unwrap().iter().flat_map(texts) {
            // The office line is everybody's; all other classes are of the honest alone.
            assert!(class == "office_line" || !personas.contains(&key), "{class} {key}");
        }
    }
    assert!(personas.len() * 100 < 9_000 * 3, "honest people are the majority: {}", personas.len());
}

#[test]
fn what_the_stories_say_stands_in_the_records() {
    let (folder, _) = written(small());
    let truth = json(folder.path(), "truth.json");
    let candidates = json(folder.path(), "greenhouse_candidates.json");
    let by_key: BTreeMap<String, &Value> = candidates
        .as_array()
        .unwrap()
        .iter()
        .map(|candidate| (format!("greenhouse:{}", candidate["id"]), candidate))
        .collect();
    let digits = |key: &str| -> String {
        let written = by_key[key]["phone_numbers"][0]["value"].as_str().unwrap();
        let all: String = written.replace("(0)", "").chars().filter(char::is_ascii_digit).collect();
        all.trim_start_matches("00").to_owned()
    };
    let operator = |name: &str| -> Vec<String> {
        let found = truth["operators"].as_array().unwrap().iter().find(|operator| operator["name"] == name);
        texts(&found.unwrap()["personas"])
    };
    let phones: BTreeSet<String> = operator("one-phone").iter().map(|key| digits(key)).collect();
    assert_eq!(phones.len(), 1);
    let families: BTreeSet<String> =
        operator("three-names").iter().map(|key| by_key[key]["last_name"].to_string()).collect();
    assert_eq!(families.len(), 3);
    let mailboxes = |keys: Vec<String>| -> BTreeSet<String> {
        let written = |key: &String| by_key[key]["email_addresses"][0]["value"].as_str().unwrap().to_owned();
        keys.iter().map(|key| Mailbox::parse(&written(key)).unwrap().key().to_owned()).collect()
    };
    assert_eq!(mailboxes(operator("one-mailbox")).len(), 1);
    for pair in truth["honest_classes"]["dots_elsewhere"].as_array().unwrap() {
        assert_eq!(mailboxes(texts(pair)).len(), 2);
    }
    for pair in truth["honest_classes"]["reapplied"].as_array().unwrap() {
        let [first, second] = texts(pair).try_into().unwrap();
        assert_eq!(by_key[&first]["last_name"], by_key[&second]["last_name"]);
        assert_eq!(by_key[&first]["email_addresses"], by_key[&second]["email_addresses"]);
        assert_eq!(digits(&first), digits(&second));
        let posts = |key: &String| -> Vec<Value> {
            let list = by_key[key]["employments"].as_array().unwrap();
            list.iter().map(|post| post["company_name"].clone()).collect()
        };
        assert_eq!(posts(&first), posts(&second));
    }
    for pair in truth["honest_classes"]["namesakes"].as_array().unwrap() {
        let [first, second] = texts(pair).try_into().unwrap();
        assert_eq!(by_key[&first]["first_name"], by_key[&second]["first_name"]);
        assert_ne!(by_key[&first]["email_addresses"], by_key[&second]["email_addresses"]);
        assert_ne!(digits(&first), digits(&second));
    }
}

#[test]
fn people_without_a_story_share_no_phone_and_no_mailbox() {
    let (folder, _) = written(DemoOptions { people: 100, applicants: 3_000, seed: 2 });
    let truth = json(folder.path(), "truth.json");
    let mut storied: BTreeSet<String> = BTreeSet::new();
    for operator in truth["operators"].as_array().unwrap() {
        storied.extend(texts(&operator["personas"]));
    }
    for groups in truth["honest_classes"].as_object().unwrap().values() {
        storied.extend(groups.as_array().unwrap().iter().flat_map(texts));
    }
    let mut seen = BTreeSet::new();
    let mut lone = 0;
    for candidate in json(folder.path(), "greenhouse_candidates.json").as_array().unwrap() {
        if storied.contains(&format!("greenhouse:{}", candidate["id"])) {
            continue;
        }
        lone += 1;
        for list in
            ["phone_numbers", "email_addresses", "addresses", "website_addresses", "social_media_addresses"]
        {
            for entry in candidate[list].as_array().unwrap() {
                let value = entry["value"].as_str().unwrap().to_owned();
                assert!(seen.insert(value.clone()), "{list}: {value}");
            }
        }
    }
    assert!(lone > 1_800, "{lone}");
}

#[test]
fn protected_blocks_are_filled_so_that_dropping_shows() {
    let (folder, _) = written(small());
    let text = fs::read_to_string(folder.path().join("greenhouse_candidates.json")).unwrap();
    for field in ["\"eeoc\":{", "\"demographic_answers\":[{", "\"date_of_birth\":\"", "\"photo_url\":\"https"]
    {
        assert!(text.matches(field).count() > 20, "{field}");
    }
    assert!(fs::read_to_string(folder.path().join("bamboohr.csv")).unwrap().contains("Nationality"));
}

#[test]
fn one_table_is_unknown_one_row_is_ragged_and_one_file_is_windows_1252() {
    let (folder, _) = written(small());
    let bamboohr = fs::read_to_string(folder.path().join("bamboohr.csv")).unwrap();
    let cells = bamboohr.lines().next().unwrap().split(',').count();
    let ragged = bamboohr.lines().find(|line| line.starts_with("999999,")).unwrap();
    assert!(ragged.split(',').count() > cells);
    assert!(String::from_utf8(fs::read(folder.path().join("personio.csv")).unwrap()).is_err());
    assert!(!folder.path().join("canteen_balance.csv.map.toml").exists());
}

#[test]
fn firm_toml_says_what_no_export_says() {
    let (folder, _) = written(small());
    let text = fs::read_to_string(folder.path().join("firm.toml")).unwrap();
    let firm: bonafide_records::Firm = toml::from_str(&text).unwrap();
    assert_eq!(firm.email_domains, ["nordlicht.example"]);
    assert_eq!((firm.offices.len(), firm.agencies.len()), (2, 2));
    assert_eq!((firm.spaces.len(), firm.travel.len()), (1, 2));
    assert!(firm.offices.iter().all(|office| office.egress.len() == 2));
    assert_eq!(firm.agencies[1].accounts.len(), 1);
    assert_eq!((firm.households.len(), firm.cleared.len()), (1, 1));
    let keys = stated_keys(folder.path());
    assert!(firm.households[0].persons.iter().chain(&firm.cleared[0].persons).all(|key| keys.contains(key)));
}

#[test]
fn mappings_name_headers_that_their_tables_have() {
    let (folder, _) = written(small());
    let files = contents(folder.path());
    let mappings: Vec<&String> = files.keys().filter(|name| name.ends_with(".map.toml")).collect();
    assert_eq!(mappings.len(), 7);
    for name in mappings {
        let mapping: toml::Table =
            toml::from_str(&fs::read_to_string(folder.path().join(name)).unwrap()).unwrap();
        let table = fs::read_to_string(folder.path().join(name.trim_end_matches(".map.toml"))).unwrap();
        let headers: BTreeSet<&str> = table.lines().next().unwrap().split([',', ';']).collect();
        for header in mapping["columns"].as_table().unwrap().values() {
            assert!(headers.contains(header.as_str().unwrap()), "{name}: {header}");
        }
    }
}

#[test]
fn any_size_is_a_firm_even_none() {
    for (people, applicants) in [(0, 0), (1, 1), (0, 30), (25, 0), (7, 12)] {
        let (folder, summary) = written(DemoOptions { people, applicants, seed: 5 });
        assert_eq!((summary.people, summary.applicants), (people, applicants));
        let found = json(folder.path(), "greenhouse_candidates.json").as_array().unwrap().len();
        assert_eq!(found, applicants);
    }
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let refused = write_shaped_firm(folder.path(), &small(), Shape::default());
    assert!(matches!(refused, Err(DemoError::NotEmpty(_))));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let file = folder.path().join("notes.txt");
    assert!(matches!(write_shaped_firm(&file, &small(), Shape::default()), Err(DemoError::Write { .. })));
}

#[test]
fn a_thousand_applicants_take_seconds_at_most() {
    let started = Instant::now();
    let _ = written(DemoOptions { people: 100, applicants: 1_000, seed: 3 });
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

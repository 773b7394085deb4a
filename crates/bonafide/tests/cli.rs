//! What the program prints, how it ends, and what it leaves on the disk.

mod common;

use std::fs;
use std::path::Path;

use common::{bonafide, demo, scan, shown};
use serde_json::Value;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn write(root: &Path, name: &str, text: &str) {
    fs::write(root.join(name), text).expect("a file");
}

#[test]
fn help_and_usage() {
    let here = folder();
    insta::assert_snapshot!("help", shown(&bonafide(here.path(), &["--help"])));
    insta::assert_snapshot!("help-scan", shown(&bonafide(here.path(), &["scan", "--help"])));
    let wrong = bonafide(here.path(), &["scan"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert_eq!(bonafide(here.path(), &["nonsense"]).status.code(), Some(2));
}

#[test]
fn detectors_and_sources() {
    let here = folder();
    insta::assert_snapshot!("detectors", shown(&bonafide(here.path(), &["detectors"])));
    insta::assert_snapshot!(
        "detectors-not-built",
        shown(&bonafide(here.path(), &["detectors", "link-wallet"]))
    );
    insta::assert_snapshot!("detectors-unknown", shown(&bonafide(here.path(), &["detectors", "phone"])));
    insta::assert_snapshot!("sources", shown(&bonafide(here.path(), &["sources"])));
    insta::assert_snapshot!("sources-unknown", shown(&bonafide(here.path(), &["sources", "how", "nothing"])));
    let page = bonafide(here.path(), &["detectors", "link-phone"]);
    assert!(String::from_utf8_lossy(&page.stdout).contains("## Innocent explanations"));
    for source in ["greenhouse", "bamboohr", "personio", "deel", "table", "firm"] {
        let how = bonafide(here.path(), &["sources", "how", source]);
        assert!(how.status.success(), "{source}: {}", shown(&how));
        assert!(how.stdout.len() > 400, "{source}");
    }
}

#[test]
fn scan_and_explain_the_demo_firm() {
    let here = folder();
    demo(here.path(), "1");
    let output = bonafide(here.path(), &["scan", "firm", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
    insta::assert_snapshot!("scan-demo", shown(&output));
    let document: Value =
        serde_json::from_str(&fs::read_to_string(here.path().join("out/scan.json")).expect("scan.json"))
            .expect("json");
    let cases = document["cases"].as_array().expect("cases");
    assert!(!cases.is_empty());
    for (index, case) in cases.iter().enumerate() {
        let id = case["id"].as_str().expect("an id");
        let explained = bonafide(here.path(), &["explain", id, "--in", "out"]);
        assert!(explained.status.success(), "{}", shown(&explained));
        let again = bonafide(here.path(), &["explain", id, "--in", "firm"]);
        assert_eq!(explained.stdout, again.stdout, "{id}: the written and the new scan differ");
        if index == 0 {
            insta::assert_snapshot!("explain-first-case", shown(&explained));
        }
    }
    let person = cases[0]["persons"][0].as_str().expect("a person");
    insta::assert_snapshot!(
        "explain-person",
        shown(&bonafide(here.path(), &["explain", person, "--in", "out"]))
    );
    insta::assert_snapshot!(
        "explain-nobody",
        shown(&bonafide(here.path(), &["explain", "nobody", "--in", "out"]))
    );
}

#[cfg(unix)]
#[test]
fn written_files_are_private_and_hold_no_names() {
    use std::os::unix::fs::PermissionsExt as _;
    let here = folder();
    demo(here.path(), "2");
    let output = bonafide(here.path(), &["scan", "firm", "--out", "out"]);
    let candidates: Vec<Value> = serde_json::from_str(
        &fs::read_to_string(here.path().join("firm/greenhouse_candidates.json")).expect("candidates"),
    )
    .expect("json");
    let mut written = shown(&output);
    for name in ["scan.json", "report.html", "set_aside.csv"] {
        let path = here.path().join("out").join(name);
        let mode = fs::metadata(&path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
        written.push_str(&fs::read_to_string(&path).expect("text"));
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for candidate in &candidates {
        let full = format!("{} {}", text(&candidate["first_name"]), text(&candidate["last_name"]));
        assert!(full.trim().is_empty() || !written.contains(&full), "a name stands in the output: {full}");
        for (list, _) in [("email_addresses", ""), ("phone_numbers", "")] {
            for value in candidate[list].as_array().into_iter().flatten() {
                let planted = text(&value["value"]);
                assert!(
                    planted.len() < 6 || !written.contains(&planted),
                    "a value stands in the output: {planted}"
                );
            }
        }
    }
    let named = bonafide(here.path(), &["scan", "firm", "--names", "--json"]);
    let document: Value = serde_json::from_slice(&named.stdout).expect("json");
    assert_eq!(document["run"]["manifest"]["names"], true);
}

#[test]
fn every_document_validates() {
    let here = folder();
    let schema: Value = serde_json::from_slice(&bonafide(here.path(), &["scan", "--schema"]).stdout)
        .expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let mut documents = Vec::new();
    for seed in ["3", "4"] {
        let firm = folder();
        demo(firm.path(), seed);
        documents.push(scan(&firm.path().join("firm"), &[]));
        documents.push(scan(&firm.path().join("firm"), &["--names", "--as-of", "2026-06-01"]));
    }
    documents.push(scan(here.path(), &[]));
    for document in &documents {
        let faults: Vec<String> = validator
            .iter_errors(document)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .take(5)
            .collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[test]
fn how_a_scan_ends() {
    let empty = folder();
    assert_eq!(bonafide(empty.path(), &["scan", "."]).status.code(), Some(0));
    insta::assert_snapshot!("scan-empty", shown(&bonafide(empty.path(), &["scan", "."])));
    insta::assert_snapshot!("scan-missing", shown(&bonafide(empty.path(), &["scan", "nowhere"])));

    let unknown = folder();
    write(unknown.path(), "prices.csv", "article,price\nscrew,0.02\nnut,0.03\n");
    let output = bonafide(unknown.path(), &["scan", "."]);
    assert_eq!(output.status.code(), Some(3), "nothing could be read");
    insta::assert_snapshot!("scan-unknown-table", shown(&output));

    let refused = folder();
    write(refused.path(), "people.csv", "key,name\n1,Alva Renning\n");
    write(
        refused.path(),
        "people.csv.map.toml",
        "kind = \"person\"\n[columns]\nkey = \"key\"\nname = \"name\"\n",
    );
    write(
        refused.path(),
        "firm.toml",
        "[policy]\npurpose = \"fraud defence\"\nallow = [{ source = \"greenhouse\" }]\n",
    );
    let stopped = bonafide(refused.path(), &["scan", "."]);
    assert_eq!(stopped.status.code(), Some(4), "{}", shown(&stopped));

    let strict = folder();
    write(strict.path(), "people.csv", "key,phone\n1,+49 30 23125 001\n2\n3,+49 30 23125 009,one too many\n");
    write(
        strict.path(),
        "people.csv.map.toml",
        "kind = \"person\"\n[columns]\nkey = \"key\"\nphone = \"phone\"\n",
    );
    assert_eq!(bonafide(strict.path(), &["scan", "."]).status.code(), Some(0));
    assert_eq!(bonafide(strict.path(), &["scan", ".", "--strict"]).status.code(), Some(3));
}

#[test]
fn a_guess_at_a_mapping_reads_the_table() {
    let here = folder();
    write(
        here.path(),
        "kontakte.csv",
        "Kandidat;Telefon;E-Mail;Geburtsdatum\n1;+49 30 23125 001;a@example.org;1.1.1990\n2;+49 30 23125 001;b@example.org;2.2.1991\n",
    );
    assert_eq!(bonafide(here.path(), &["scan", "."]).status.code(), Some(3));
    let sniffed = bonafide(here.path(), &["sources", "sniff", "kontakte.csv", "--write-mapping"]);
    assert!(sniffed.status.success(), "{}", shown(&sniffed));
    insta::assert_snapshot!(
        "sniffed-mapping",
        fs::read_to_string(here.path().join("kontakte.csv.map.toml")).expect("a mapping")
    );
    let again = bonafide(here.path(), &["sources", "sniff", "kontakte.csv", "--write-mapping"]);
    assert_eq!(again.status.code(), Some(3), "a confirmed mapping is never overwritten");
    let output = bonafide(here.path(), &["scan", "."]);
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
}

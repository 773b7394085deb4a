//! What `explain` shows, and that the commands that are printed can be typed as they stand.

mod common;

use std::fs;
use std::path::Path;

use common::{bonafide, demo, shown};
use serde_json::Value;

const CONTRACTS: &str = "\
Contract ID,Worker ID,Worker name,Worker email,Street,City,Zip code,Country,Start date,End date,Job title,Worker type
C-7001,W7001,Klara Brackwede,klara.40@mail40.example.net,Fliederbogen 43,Stuttgart,70173,Germany,2025-01-15,,Developer,contractor
C-7002,W7002,Nele Lauterbach,nele.41@mail41.example.net,Fliederbogen 44,Bremen,28195,Germany,2025-01-15,,Developer,contractor
C-7003,W7003,Paula Velmeer,paula.42@mail42.example.net,Erlenkai 45,Leipzig,04109,Germany,2025-01-15,,Developer,contractor
";
const BATCH: &str = "\
name,recipientEmail,paymentReference,receiverType,amountCurrency,amount,sourceCurrency,targetCurrency,IBAN
Klara Brackwede,,C-7001,PRIVATE,source,2400,EUR,EUR,DE50526018159083016613
Nele Lauterbach,,C-7002,PRIVATE,source,2400,EUR,EUR,DE50526018159083016613
Paula Velmeer,,C-7003,PRIVATE,source,2400,EUR,EUR,DE85186091390996030824
";
const WALLET: &str = "0x4420823CfdE6f1C26B30f90EC7DD01e4887534A2";

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn write(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// The first command that a text shows, as the words behind the program's name.
fn typed(text: &str) -> Vec<String> {
    let line = text.lines().find_map(|line| line.split_once("bonafide explain ")).expect("a command").1;
    let words = line.split_whitespace().map(|word| word.trim_matches('\'').to_owned());
    std::iter::once("explain".to_owned()).chain(words).collect()
}

/// Runs a command and the one that it shows; gives both texts.
fn run_and_follow(root: &Path, arguments: &[&str]) -> (String, String) {
    let printed = shown(&bonafide(root, arguments));
    let next = typed(&printed);
    let next: Vec<&str> = next.iter().map(String::as_str).collect();
    let followed = bonafide(root, &next);
    assert!(followed.status.success(), "{next:?}: {}", shown(&followed));
    (printed, shown(&followed))
}

/// A contractor whose wallet stands on a list.
fn listed(root: &Path) {
    write(root, "in/deel_contracts.csv", CONTRACTS);
    write(root, "in/p.csv", &format!("c,name,wallet\nC-7001,Klara Brackwede,{WALLET}\n"));
    let mapping = "kind = \"payee\"\n[columns]\nperson = \"c\"\nname = \"name\"\nwallet = \"wallet\"\n";
    write(root, "in/p.csv.map.toml", mapping);
    write(root, "my lists/l.csv", &format!("# Last Updated: 2026-03-13\naddress\n{WALLET}\n"));
}

#[test]
fn a_case_of_a_list_is_explained_by_the_command_shown() {
    let here = folder();
    listed(here.path());
    let given = ["scan", "in", "--lists", "my lists", "--as-of", "2026-06-01"];
    let printed = shown(&bonafide(here.path(), &given));
    let command = "bonafide explain C-deel:C-7001 --in in --lists 'my lists' --as-of 2026-06-01\n";
    assert!(printed.contains(command), "{printed}");
    let explain = ["explain", "C-deel:C-7001", "--in", "in", "--lists", "my lists", "--as-of", "2026-06-01"];
    let explained = bonafide(here.path(), &explain);
    let text = shown(&explained);
    assert!(explained.status.success(), "{text}");
    assert!(text.contains("pay-wallet-listed") && text.contains("        > line 3    0····"), "{text}");
    assert!(!text.contains("cannot be opened"), "{text}");
    // A person's page shows the same command.
    let mut person = explain;
    person[1] = "deel:C-7001";
    let text = shown(&bonafide(here.path(), &person));
    assert!(text.contains(command), "{text}");
}

#[test]
fn a_line_of_a_list_is_shown_where_the_list_is_given() {
    let here = folder();
    listed(here.path());
    let scanned = bonafide(here.path(), &["scan", "in", "--lists", "my lists", "--out", "out"]);
    let command = "bonafide explain C-deel:C-7001 --in out --lists 'my lists'\n";
    assert!(shown(&scanned).contains(command), "{}", shown(&scanned));
    let without = shown(&bonafide(here.path(), &["explain", "1", "--in", "out"]));
    assert!(without.contains("an entry of a list: give --lists"), "{without}");
    let with =
        shown(&bonafide(here.path(), &["explain", "1", "--in", "out", "--lists", "my lists", "--names"]));
    assert!(with.contains(&format!("        > line 3    {WALLET}")), "{with}");
    // Another list of the same name does not hold the line; a changed one is said to be so.
    write(here.path(), "other/l.csv", "address\n");
    let other = shown(&bonafide(here.path(), &["explain", "1", "--in", "out", "--lists", "other"]));
    assert!(other.contains("no such entry in the lists given"), "{other}");
    write(here.path(), "other/l.csv", &format!("#\naddress\n{}\n", WALLET.to_lowercase()));
    let other = shown(&bonafide(here.path(), &["explain", "1", "--in", "out", "--lists", "other"]));
    assert!(other.contains("the file has changed since the scan"), "{other}");
}

#[test]
fn a_firm_given_to_the_scan_is_given_to_explain() {
    let here = folder();
    write(here.path(), "in/deel_contracts.csv", CONTRACTS);
    write(here.path(), "in/wise_batch.csv", BATCH);
    write(here.path(), "ours.toml", "[[households]]\npersons = [\"deel:C-7002\", \"deel:C-7003\"]\n");
    let (printed, followed) = run_and_follow(here.path(), &["scan", "in", "--firm", "ours.toml"]);
    assert!(printed.contains(" --in in --firm ours.toml\n"), "{printed}");
    assert!(!followed.contains("judged without one"), "{followed}");
    let without = shown(&bonafide(here.path(), &["explain", "1", "--in", "in"]));
    let note = "note: no firm.toml was found with the exports, so this is judged without one";
    assert_eq!(without.matches(note).count(), 1, "{without}");
    // A written scan keeps its verdict; whoever gives it another firm is told.
    bonafide(here.path(), &["scan", "in", "--firm", "ours.toml", "--out", "out"]);
    let same = shown(&bonafide(here.path(), &["explain", "1", "--in", "out", "--firm", "ours.toml"]));
    assert!(!same.contains("warning") && !same.contains("note"), "{same}");
    write(here.path(), "other.toml", "name = \"another\"\n");
    let other = shown(&bonafide(here.path(), &["explain", "1", "--in", "out", "--firm", "other.toml"]));
    assert!(other.contains("was judged otherwise than this says (--firm)"), "{other}");
    // Names are read from the exports again: not without what the scan had.
    let names = shown(&bonafide(here.path(), &["explain", "1", "--in", "out", "--names"]));
    assert!(names.contains("was judged otherwise than this says (--firm)"), "{names}");
}

#[test]
fn exports_in_two_places_are_explained_together() {
    let here = folder();
    write(here.path(), "a/deel_contracts.csv", CONTRACTS);
    write(here.path(), "b/wise_batch.csv", BATCH);
    let (printed, followed) = run_and_follow(here.path(), &["scan", "a", "b", "--names"]);
    assert!(printed.contains(" --in a --in b --names\n"), "{printed}");
    assert!(followed.contains("Klara Brackwede") && !followed.contains("cannot be opened"), "{followed}");
}

/// The findings of a detector in the written scan of a demo firm.
fn findings(root: &Path, detector: &str) -> Vec<String> {
    let text = fs::read_to_string(root.join("out/scan.json")).expect("scan.json");
    let document: Value = serde_json::from_str(&text).expect("json");
    let all = document["findings"].as_array().expect("findings");
    let of_detector = all.iter().filter(|finding| finding["detector"] == detector);
    of_detector.map(|finding| finding["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn shared_text_and_early_claims_of_cvs_are_shown() {
    let here = folder();
    demo(here.path(), "1");
    bonafide(here.path(), &["scan", "firm", "--out", "out"]);
    let copied = findings(here.path(), "link-cv-near-duplicate");
    let id = copied.first().expect("the demo firm has copied CVs");
    let masked = bonafide(here.path(), &["explain", id, "--in", "out"]);
    insta::assert_snapshot!("explain-shared-text-masked", shown(&masked));
    let named = bonafide(here.path(), &["explain", id, "--in", "out", "--names"]);
    insta::assert_snapshot!("explain-shared-text", shown(&named));
    let early = findings(here.path(), "cv-tech-before-release");
    let id = early.first().expect("the demo firm has a CV that dates a technology too early");
    let named = bonafide(here.path(), &["explain", id, "--in", "out", "--names"]);
    insta::assert_snapshot!("explain-early-claim", shown(&named));
}

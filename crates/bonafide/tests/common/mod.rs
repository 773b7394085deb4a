//! Runs the real binary.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// Runs `bonafide` in a folder.
pub fn bonafide(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bonafide"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("bonafide runs")
}

/// Standard output, standard error and status as one text for snapshots.
pub fn shown(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!(
        "{}--- messages\n{}--- status {}\n",
        text(&output.stdout),
        text(&output.stderr),
        output.status.code().map_or("none".to_owned(), |code| code.to_string())
    )
}

/// The scan document of a folder.
pub fn scan(folder: &Path, more: &[&str]) -> Value {
    let mut arguments = vec!["scan", ".", "--json"];
    arguments.extend(more);
    let output = bonafide(folder, &arguments);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("no document: {error}\n{}", String::from_utf8_lossy(&output.stderr)))
}

/// What a scan judges: findings, links, clusters and cases, without where their records stand.
pub fn judgement(document: &Value) -> String {
    let mut findings = document["findings"].clone();
    for finding in findings.as_array_mut().expect("findings") {
        finding["records"] = Value::Null;
    }
    serde_json::to_string_pretty(&serde_json::json!({
        "findings": findings,
        "links": document["links"],
        "clusters": document["clusters"],
        "cases": document["cases"],
        "things": document["things"],
    }))
    .expect("json")
}

/// Writes a small demo firm.
pub fn demo(folder: &Path, seed: &str) {
    let output = bonafide(
        folder,
        &["demo", "firm", "--people", "30", "--applicants", "120", "--seed", seed, "--events", "60"],
    );
    assert!(output.status.success(), "{}", shown(&output));
}

//! Detector, file, registry line, catalogue row and casebook page must agree.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::files;

const HEADINGS: &[&str] = &[
    "What it finds",
    "Why it matters",
    "Innocent explanations",
    "How strong",
    "Ask",
    "Advisory",
    "Example",
    "Should stay silent",
    "No data",
];

/// Every fault of ids, files, registry lines, rows and pages.
pub fn pages(root: &Path) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let catalogue: toml::Table = std::fs::read_to_string(root.join("crates/detect/tables/catalogue.toml"))
        .context("reading the catalogue")?
        .parse()
        .context("parsing the catalogue")?;
    let rows = catalogue.get("row").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let ids: Vec<&str> = rows.iter().filter_map(|row| row.get("id")?.as_str()).collect();
    let registry = std::fs::read_to_string(root.join("crates/detect/src/registry.rs"))?;
    let mut built = Vec::new();
    for path in files(&root.join("crates/detect/src/detectors"), "rs")? {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        if stem == "mod" {
            continue;
        }
        let id = stem.replace('_', "-");
        let text = std::fs::read_to_string(&path)?;
        let mut fault = |what: String| faults.push(format!("detector `{id}`: {what}"));
        if !ids.contains(&id.as_str()) {
            fault("has no row in the catalogue".to_owned());
        }
        if !text.contains(&format!("id: \"{id}\"")) {
            fault(format!("its file {stem}.rs declares another id"));
        }
        if !registry.contains(&format!("::{stem}::")) {
            fault("has no line in registry.rs".to_owned());
        }
        if !text.contains(&format!("casebooks/{id}.md")) {
            fault("does not include its own casebook page".to_owned());
        }
        match std::fs::read_to_string(root.join(format!("casebooks/{id}.md"))) {
            Ok(page) => faults.extend(page_faults(&id, &page)),
            Err(_) => fault(format!("has no page casebooks/{id}.md")),
        }
        built.push(id);
    }
    for path in files(&root.join("casebooks"), "md")? {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if !built.iter().any(|id| id == stem) {
            faults.push(format!("casebooks/{stem}.md belongs to no detector"));
        }
    }
    Ok(faults)
}

fn page_faults(id: &str, page: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |what: &str| faults.push(format!("casebooks/{id}.md: {what}"));
    if !page.lines().next().is_some_and(|line| line.starts_with("# ") && line.ends_with(&format!("(`{id}`)")))
    {
        fault("the title does not end in its id");
    }
    let mut last = 0;
    for heading in HEADINGS {
        match page.find(&format!("\n## {heading}\n")) {
            Some(at) if at < last => fault(&format!("`{heading}` stands out of order")),
            Some(at) => last = at,
            None => fault(&format!("`{heading}` is missing")),
        }
    }
    let section = |heading: &str| {
        let start = page.find(&format!("\n## {heading}\n")).map_or(page.len(), |at| at + 1);
        let rest = page.get(start..).unwrap_or_default();
        rest.get(3..).and_then(|text| text.find("\n## ").map(|end| &rest[..end + 3])).unwrap_or(rest)
    };
    if !section("Innocent explanations").contains("\n- ") {
        fault("it has no innocent explanation");
    }
    for (heading, block) in
        [("Example", "```findings"), ("Should stay silent", "```findings"), ("No data", "```coverage")]
    {
        if !section(heading).contains(block) {
            fault(&format!("`{heading}` holds no {} block", &block[3..]));
        }
    }
    for line in section("How strong").lines().filter(|line| line.starts_with('|')).skip(2) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if cells.len() != 4 || cells.iter().any(|cell| cell.is_empty()) {
            fault(&format!("a row of `How strong` lacks a cell or its source: {line}"));
        }
    }
    faults
}

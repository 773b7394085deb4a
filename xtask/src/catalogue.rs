//! `cargo xtask tables`: the catalogue of detectors, from the project's own `detectors.csv`.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};

/// Writes `crates/detect/tables/catalogue.toml` from `detectors.csv`.
pub fn catalogue(shared: &Path, root: &Path) -> Result<()> {
    let source = shared.join("detectors.csv");
    let mut reader =
        csv::Reader::from_path(&source).with_context(|| format!("reading {}", source.display()))?;
    let headers = reader.headers()?.clone();
    let mut text = String::from(
        "# The catalogue of detectors, one row a detector: the one definition of family, mechanism, claim,\n\
         # grade, sources and clearing check. Written by `cargo xtask tables`; change the catalogue, not this.\n\
         # origin: this project's detectors.csv (its sources stand in each row's casebook page)\n\
         # licence: own\n\
         name = \"catalogue\"\ndate = \"2026-11-23\"\n",
    );
    for record in reader.records() {
        let fields = record?;
        let cell = |name: &str| {
            headers
                .iter()
                .position(|header| header == name)
                .and_then(|at| fields.get(at))
                .unwrap_or_default()
                .trim()
        };
        text.push_str("\n[[row]]\n");
        for (key, column) in [
            ("id", "id"),
            ("family", "family"),
            ("mechanism", "mechanism"),
            ("claim", "claim"),
            ("grade", "grade"),
            ("grade_rule", "grade_rule"),
            ("bits", "bits"),
            ("base_rate", "base_rate"),
            ("clearing", "clearing_check"),
            ("slice", "slice"),
            ("note", "state_note"),
        ] {
            if !cell(column).is_empty() {
                writeln!(text, "{key} = {}", toml_text(cell(column)))?;
            }
        }
        if cell("attested") == "yes" {
            text.push_str("attested = true\n");
        }
        let sources: Vec<String> =
            cell("sources").split(';').filter(|word| !word.is_empty()).map(toml_text).collect();
        writeln!(text, "sources = [{}]", sources.join(", "))?;
    }
    let target = root.join("crates/detect/tables/catalogue.toml");
    std::fs::write(&target, text).with_context(|| format!("writing {}", target.display()))
}

fn toml_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

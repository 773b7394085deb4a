//! What `explain` explains: a written scan, or a new one of the exports.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use bonafide_exchange::ScanDocument;
use bonafide_exchange::document::Table;

use crate::cli::{ExplainArgs, JudgeArgs};
use crate::output;
use crate::pipeline::{self, Options};

/// A scan, and where its exports lie.
pub struct Loaded {
    /// The scan.
    pub document: ScanDocument,
    /// The paths that were scanned.
    pub roots: Vec<PathBuf>,
}

/// The written scan of a folder, or a new scan of the exports in it.
pub fn load(arguments: &ExplainArgs) -> Result<Loaded> {
    let written = match arguments.inputs.as_slice() {
        [only] => written_scan(only),
        _ => None,
    };
    let Some(path) = written else {
        let roots = arguments.inputs.clone();
        let document = scan(&arguments.judge, &roots, arguments.names)?;
        if document.run.firm.is_none() {
            output::message(
                "note: no firm.toml was found with the exports, so this is judged without one; --firm FILE gives one",
            );
        }
        return Ok(Loaded { document, roots });
    };
    let kept = read_document(&path)?;
    let roots: Vec<PathBuf> = kept.run.manifest.roots.iter().map(PathBuf::from).collect();
    if !arguments.names || kept.run.manifest.names {
        warn(&path, &judged_otherwise(&kept, &arguments.judge)?);
        return Ok(Loaded { document: kept, roots });
    }
    // Names are not in a masked document: the exports are scanned again, which gives the same ids.
    let mut judge = arguments.judge.clone();
    if judge.as_of.is_none() && kept.run.as_of_from == "given" {
        judge.as_of = Some(kept.run.as_of.clone());
    }
    let document = scan(&judge, &roots, arguments.names)?;
    warn(&path, &differences(&kept, &document));
    Ok(Loaded { document, roots })
}

/// The `scan.json` that a path is or holds.
fn written_scan(input: &Path) -> Option<PathBuf> {
    let written = if input.is_dir() { input.join("scan.json") } else { input.to_path_buf() };
    let is_written = written.extension().is_some_and(|ending| ending == "json") && written.is_file();
    is_written.then_some(written)
}

/// A written scan; what cannot be used is said, never passed over.
fn read_document(path: &Path) -> Result<ScanDocument> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", pipeline::shown(path)))?;
    ScanDocument::from_json(&text).map_err(|error| {
        let hint = error.hint();
        anyhow::anyhow!("{} cannot be used: {error}; {hint}", pipeline::shown(path))
    })
}

fn scan(judge: &JudgeArgs, roots: &[PathBuf], names: bool) -> Result<ScanDocument> {
    let options = Options { paths: roots.to_vec(), names, ..Options::judged_by(judge) };
    let scanned = pipeline::scan(&options)?;
    scanned.tell();
    Ok(scanned.document)
}

/// What is given here that a written scan was not judged by. Its lists are only opened here.
fn judged_otherwise(kept: &ScanDocument, judge: &JudgeArgs) -> Result<Vec<&'static str>> {
    let mut others = Vec::new();
    if let Some(file) = &judge.firm {
        let loaded =
            bonafide_sources::load_firm(file).with_context(|| format!("--firm {}", pipeline::shown(file)))?;
        if loaded.sha256.map(|digest| digest.hex()) != kept.run.firm {
            others.push("--firm");
        }
    }
    if let Some(typed) = &judge.as_of
        && pipeline::parse_as_of(typed)?.to_string() != kept.run.as_of
    {
        others.push("--as-of");
    }
    Ok(others)
}

/// What a new scan was judged by that a written one was not.
fn differences(kept: &ScanDocument, again: &ScanDocument) -> Vec<&'static str> {
    let mut others = Vec::new();
    if kept.run.firm != again.run.firm {
        others.push("--firm");
    }
    if kept.run.as_of != again.run.as_of {
        others.push("--as-of");
    }
    let digests = |document: &ScanDocument| {
        let mut all: Vec<String> = document.run.lists.iter().map(digest).collect();
        all.sort_unstable();
        all
    };
    if digests(kept) != digests(again) {
        others.push("--lists");
    }
    others
}

fn digest(list: &Table) -> String {
    list.sha256.clone()
}

fn warn(written: &Path, options: &[&str]) {
    if options.is_empty() {
        return;
    }
    output::message(&format!(
        "warning: {} was judged otherwise than this says ({}): give what that scan had, or scan again",
        pipeline::shown(written),
        options.join(", ")
    ));
}

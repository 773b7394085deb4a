//! `bonafide explain`: one case or person, with every record and those around it.

mod around;
mod documents;
mod text;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use bonafide_exchange::ScanDocument;
use bonafide_exchange::document::{Case, Finding, Person};

use crate::Status;
use crate::cli::ExplainArgs;
use crate::output;
use crate::pipeline::{self, Options};

/// Runs `explain`.
pub fn run(arguments: &ExplainArgs) -> Result<Status> {
    let (document, roots) = load(&arguments.input, arguments.names)?;
    let reader = around::Reader::new(&document, &roots, arguments.names);
    let subject = find(&document, &arguments.id)?;
    if let Some(missing) = reader.missing() {
        output::message(&format!("warning: {missing}"));
    }
    let written = match subject {
        Subject::Case(case) => text::case(&document, case, &reader),
        Subject::Person(person) => text::person(&document, person, &reader, &arguments.input),
        Subject::Finding(finding) => text::one_finding(&document, finding, &reader),
    };
    output::data(&written)?;
    Ok(Status::Fine)
}

/// What an id names.
enum Subject<'a> {
    Case(&'a Case),
    Person(&'a Person),
    Finding(&'a Finding),
}

/// The written scan of a folder, or a new scan of the exports in it.
fn load(input: &Path, names: bool) -> Result<(ScanDocument, Vec<PathBuf>)> {
    let written = if input.is_dir() { input.join("scan.json") } else { input.to_path_buf() };
    let is_written = written.extension().is_some_and(|ending| ending == "json") && written.is_file();
    let kept = if is_written { Some(read_document(&written)?) } else { None };
    let roots: Vec<PathBuf> = match &kept {
        Some(document) => document.run.manifest.roots.iter().map(PathBuf::from).collect(),
        None => vec![input.to_path_buf()],
    };
    if let Some(document) = kept.filter(|document| !names || document.run.manifest.names) {
        return Ok((document, roots));
    }
    // Names are not in a masked document: the exports are scanned again, which gives the same ids.
    let scanned = pipeline::scan(&Options { paths: roots.clone(), names, ..Options::default() })?;
    Ok((scanned.document, roots))
}

/// A written scan; what cannot be used is said, never passed over.
fn read_document(path: &Path) -> Result<ScanDocument> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", pipeline::shown(path)))?;
    ScanDocument::from_json(&text).map_err(|error| {
        let hint = error.hint();
        anyhow::anyhow!("{} cannot be used: {error}; {hint}", pipeline::shown(path))
    })
}

/// Finds a case by id or rank, a cluster, a finding, or a person by id or any of their keys.
fn find<'a>(document: &'a ScanDocument, written: &str) -> Result<Subject<'a>> {
    let wanted = written.trim();
    let by_case = document.cases.iter().find(|case| {
        case.id == wanted || case.rank.to_string() == wanted || case.cluster.as_deref() == Some(wanted)
    });
    if let Some(case) = by_case {
        return Ok(Subject::Case(case));
    }
    if let Some(finding) = document.findings.iter().find(|finding| finding.id == wanted) {
        return Ok(Subject::Finding(finding));
    }
    let mut known = document.persons.iter().filter(|person| {
        person.id == wanted
            || person
                .from
                .iter()
                .any(|origin| origin.key == wanted || format!("{}:{}", origin.source, origin.key) == wanted)
    });
    match (known.next(), known.next()) {
        (Some(only), None) => Ok(Subject::Person(only)),
        (Some(first), Some(second)) => {
            bail!("`{wanted}` is a key of {} and {}; give one of these ids", first.id, second.id)
        }
        _ => bail!(
            "nothing is called `{wanted}` in this scan; give a case (C-…, or its rank), a finding, or a person as source:key"
        ),
    }
}

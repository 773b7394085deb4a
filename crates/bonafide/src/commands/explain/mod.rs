//! `bonafide explain`: one case or person, with every record and those around it.

mod around;
mod cvs;
mod documents;
mod lists;
mod load;
mod passages;
mod text;

use std::path::PathBuf;

use anyhow::{Result, bail};
use bonafide_exchange::ScanDocument;
use bonafide_exchange::document::{Case, Finding, Person};

use crate::Status;
use crate::cli::ExplainArgs;
use crate::commands::given::Given;
use crate::output;

/// Runs `explain`.
pub fn run(arguments: &ExplainArgs) -> Result<Status> {
    let load::Loaded { document, roots } = load::load(arguments)?;
    let reader = around::Reader::new(&document, &roots, &arguments.judge.lists, arguments.names);
    let subject = find(&document, &arguments.id)?;
    if let Some(missing) = reader.missing() {
        output::message(&format!("warning: {missing}"));
    }
    let given = Given {
        inputs: arguments.inputs.iter().map(PathBuf::as_path).collect(),
        judge: &arguments.judge,
        names: arguments.names,
    };
    let written = match subject {
        Subject::Case(case) => text::case(&document, case, &reader),
        Subject::Person(person) => text::person(&document, person, &reader, &given),
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

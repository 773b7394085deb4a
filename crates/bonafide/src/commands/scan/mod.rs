//! `bonafide scan`: a folder of exports in, explained cases out.

mod text;

use std::path::PathBuf;

use anyhow::Result;
use bonafide_exchange::{csv, report};

use crate::Status;
use crate::cli::{Format, ScanArgs};
use crate::commands::given::Given;
use crate::commands::out;
use crate::output;
use crate::pipeline::{self, Options};

/// Runs `scan`.
pub fn run(arguments: &ScanArgs) -> Result<Status> {
    if arguments.schema {
        output::data(bonafide_exchange::SCHEMA)?;
        return Ok(Status::Fine);
    }
    if let Some(folder) = &arguments.out {
        out::prepare(folder)?;
    }
    let options = Options {
        paths: arguments.paths.clone(),
        names: arguments.names,
        progress: true,
        ..Options::judged_by(&arguments.judge)
    };
    let scanned = pipeline::scan(&options);
    output::end_progress();
    let scanned = scanned?;
    scanned.tell();
    let document = &scanned.document;
    if let Some(folder) = &arguments.out {
        let files = [
            ("scan.json", document.to_json()?.into_bytes()),
            ("report.html", report::render(document)?.into_bytes()),
            ("set_aside.csv", csv::set_aside(&document.set_aside).into_bytes()),
        ];
        out::write(folder, &files)?;
    }
    let json = arguments.json || arguments.format == Format::Json;
    text::messages(document);
    if json {
        output::data(&document.to_json()?)?;
    } else {
        let given = Given {
            inputs: match &arguments.out {
                Some(folder) => vec![folder],
                None => options.paths.iter().map(PathBuf::as_path).collect(),
            },
            judge: &arguments.judge,
            names: arguments.names,
        };
        output::data(&text::report(document, arguments.out.as_deref(), &given))?;
    }
    Ok(status(arguments.strict, &scanned))
}

/// Refused by policy before bad input before findings.
fn status(strict: bool, scanned: &pipeline::Scanned) -> Status {
    let document = &scanned.document;
    if scanned.refused {
        return Status::Refused;
    }
    let nothing_read =
        !document.unread.is_empty() && document.sources.iter().all(|file| file.source.is_none());
    let imperfect =
        !document.unread.is_empty() || !document.set_aside.is_empty() || !scanned.errors.is_empty();
    if nothing_read || (strict && imperfect) {
        return Status::BadInput;
    }
    if document.cases.is_empty() { Status::Fine } else { Status::Findings }
}

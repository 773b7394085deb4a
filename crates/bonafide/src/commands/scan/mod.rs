//! `bonafide scan`: a folder of exports in, explained cases out.

mod files;
mod text;

use anyhow::Result;

use bonafide_exchange::words::plain;

use crate::Status;
use crate::cli::{Format, ScanArgs};
use crate::output;
use crate::pipeline::{self, Options};

/// Runs `scan`.
pub fn run(arguments: &ScanArgs) -> Result<Status> {
    if arguments.schema {
        output::data(bonafide_exchange::SCHEMA)?;
        return Ok(Status::Fine);
    }
    if let Some(folder) = &arguments.out {
        files::prepare(folder)?;
    }
    let options = Options {
        paths: arguments.paths.clone(),
        firm: arguments.firm.clone(),
        as_of: arguments.as_of.clone(),
        names: arguments.names,
        typed: None,
        lists: arguments.lists.clone(),
        progress: true,
    };
    let scanned = pipeline::scan(&options);
    output::end_progress();
    let scanned = scanned?;
    for warning in &scanned.warnings {
        output::message(&format!("warning: {}", plain(warning)));
    }
    for error in &scanned.errors {
        output::message(&format!("error: {}", plain(error)));
    }
    let document = &scanned.document;
    if let Some(folder) = &arguments.out {
        files::write(folder, document)?;
    }
    let json = arguments.json || arguments.format == Format::Json;
    text::messages(document);
    if json {
        output::data(&document.to_json()?)?;
    } else {
        output::data(&text::report(document, arguments.out.as_deref(), &options.paths))?;
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

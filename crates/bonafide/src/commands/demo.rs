//! `bonafide demo`: an invented firm's exports in real formats, plus the truth about them.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::Status;
use crate::bench::demo_score::DemoScore;
use crate::cli::DemoArgs;
use crate::demo::{DemoOptions, Shape, write_shaped_firm};
use crate::output::{self, counted, number};
use crate::pipeline::{self, Options};

/// Runs `demo`.
pub fn run(arguments: &DemoArgs) -> Result<Status> {
    let options =
        DemoOptions { people: arguments.people, applicants: arguments.applicants, seed: arguments.seed };
    let shape = Shape { operators: !arguments.honest, events: arguments.events, ..Shape::default() };
    let written = write_shaped_firm(&arguments.dir, &options, shape)?;
    let shown = arguments.dir.display();
    output::data(&format!(
        "{} and {} in {} files, and truth.json            invented; nothing leaves this machine\n\
         try  bonafide scan {shown} --out {shown}/report\n",
        counted(written.people as u64, "person", "people"),
        counted(written.applicants as u64, "applicant", "applicants"),
        number(written.files as u64),
    ))?;
    if !arguments.check {
        return Ok(Status::Fine);
    }
    let score = check(&arguments.dir)?;
    for note in &score.notes {
        output::message(&format!("note: {note}"));
    }
    output::data(&score.table())?;
    Ok(if score.reached() { Status::Fine } else { Status::Findings })
}

/// Scans a demo firm and holds the cases against its truth.
fn check(folder: &Path) -> Result<DemoScore> {
    let scanned = pipeline::scan(&Options { names: true, ..Options::of(folder) })
        .context("scanning the firm that was written")?;
    let mut score = DemoScore::default();
    score.add(folder, &scanned.document)?;
    Ok(score)
}

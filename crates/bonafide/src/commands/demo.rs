//! `bonafide demo`: an invented firm's exports in real formats, plus the truth about them.

use anyhow::Result;

use crate::Status;
use crate::cli::DemoArgs;
use crate::demo::{DemoOptions, write_firm};
use crate::output::{self, counted, number};

/// Runs `demo`.
pub fn run(arguments: &DemoArgs) -> Result<Status> {
    let options =
        DemoOptions { people: arguments.people, applicants: arguments.applicants, seed: arguments.seed };
    let written = write_firm(&arguments.dir, &options)?;
    let shown = arguments.dir.display();
    output::data(&format!(
        "{} and {} in {} files, and truth.json            invented; nothing leaves this machine\n\
         try  bonafide scan {shown} --out {shown}/report\n",
        counted(written.people as u64, "person", "people"),
        counted(written.applicants as u64, "applicant", "applicants"),
        number(written.files as u64),
    ))?;
    Ok(Status::Fine)
}

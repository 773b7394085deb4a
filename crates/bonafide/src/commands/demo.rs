//! `bonafide demo`: an invented firm's exports in real formats, plus the truth about them.

use anyhow::Result;

use crate::Status;
use crate::cli::DemoArgs;
use crate::demo::{DemoOptions, write_firm};
use crate::output::{self, number};

/// Runs `demo`.
pub fn run(arguments: &DemoArgs) -> Result<Status> {
    let options =
        DemoOptions { people: arguments.people, applicants: arguments.applicants, seed: arguments.seed };
    let written = write_firm(&arguments.dir, &options)?;
    let shown = arguments.dir.display();
    output::data(&format!(
        "{} people and {} applicants in {} files, and truth.json            invented; nothing leaves this machine\n\
         try  bonafide scan {shown} --out {shown}/report\n",
        number(written.people as u64),
        number(written.applicants as u64),
        number(written.files as u64),
    ))?;
    Ok(Status::Fine)
}

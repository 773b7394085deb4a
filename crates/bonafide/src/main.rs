//! `bonafide`: what can I type?

mod bench;
mod cli;
mod commands;
mod demo;
mod document;
mod output;
mod pipeline;
mod processor;

use std::process::ExitCode;

use bonafide_sources::document::WORKER_FLAG;
use clap::Parser as _;

use cli::{Cli, Command};

/// How a command ended (design 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nothing to do.
    Fine,
    /// There are findings to look at.
    Findings,
    /// What was typed cannot be meant.
    Usage,
    /// The input could not be used.
    BadInput,
    /// The policy of firm.toml refused something.
    Refused,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Fine => 0,
            Status::Findings => 1,
            Status::Usage => 2,
            Status::BadInput => 3,
            Status::Refused => 4,
        })
    }
}

fn main() -> ExitCode {
    if let Some(lacks) = processor::lacks() {
        output::message(&format!("error: {lacks}"));
        return Status::BadInput.into();
    }
    // A scan starts this program again as the reader of hostile documents. It is no command: it
    // speaks a protocol over its pipes and prints nothing.
    if std::env::args_os().nth(1).is_some_and(|first| first == WORKER_FLAG) {
        let served = bonafide_sources::document::serve_worker();
        return if served.is_ok() { Status::Fine } else { Status::BadInput }.into();
    }
    let cli = Cli::parse();
    let ended = match cli.command {
        Command::Demo(arguments) => commands::demo::run(&arguments),
        Command::Scan(arguments) => commands::scan::run(&arguments),
        Command::Explain(arguments) => commands::explain::run(&arguments),
        Command::Sources(arguments) => commands::sources::run(&arguments),
        Command::Detectors(arguments) => commands::detectors::run(&arguments),
        Command::Link(arguments) => commands::link::run(&arguments),
        Command::Bench(arguments) => commands::bench::run(&arguments),
    };
    match ended {
        Ok(status) => status.into(),
        Err(error) => {
            output::message(&format!("error: {}", bonafide_exchange::words::plain(&format!("{error:#}"))));
            if let Some(known) = error.downcast_ref::<bonafide_sources::SourceError>() {
                output::hint(known.hint());
            }
            let status = if error.is::<pipeline::Usage>() { Status::Usage } else { Status::BadInput };
            status.into()
        }
    }
}

//! What does one run of a program cost, from its start to its end?
//!
//! The system adds up what a process's ended children used, and keeps one peak of memory for all of them. So
//! each run gets a process of its own to be the child of: this very program as `bench cost`, which is small,
//! waits, and prints what the system then says about its only child and all that this one waited for.

use std::ffi::OsString;
use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use serde::{Deserialize, Serialize};

use crate::Status;
use crate::output;

/// What one run cost.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// User and system seconds of the program and of all that it waited for.
    pub cpu_seconds: f64,
    /// Peak resident memory of the largest of these processes, in MB (KiB / 1024).
    pub peak_mb: f64,
    /// Its exit status; 255 where a signal ended it.
    status: i32,
}

/// A run that has ended.
#[derive(Debug)]
pub struct Ran {
    /// What it cost.
    pub cost: Cost,
    /// What it printed.
    pub printed: String,
}

/// Runs a program, then prints its cost as the last line.
pub fn serve(command: &[OsString]) -> Result<Status> {
    let Some((program, arguments)) = command.split_first() else { bail!("no program was given") };
    let ended = Command::new(program).args(arguments).stdin(Stdio::null()).status();
    let ended = ended.with_context(|| format!("starting {}", program.display()))?;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).context("reading usage")?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    let cost = Cost {
        cpu_seconds: micros as f64 / 1e6,
        peak_mb: usage.max_rss() as f64 / 1024.0,
        status: ended.code().unwrap_or(255),
    };
    output::data(&format!("\n{}\n", serde_json::to_string(&cost)?))?;
    Ok(Status::Fine)
}

/// Runs a program; an error where its status is none of `fine`, with the end of what it said.
pub fn measure(program: &Path, arguments: &[OsString], fine: &[i32]) -> Result<Ran> {
    let own = std::env::current_exe().context("finding this program")?;
    let (mut out, mut said) = (tempfile::tempfile()?, tempfile::tempfile()?);
    let mut command = Command::new(own);
    command.args(["bench", "cost", "--"]).arg(program).args(arguments);
    command.stdin(Stdio::null()).stdout(out.try_clone()?).stderr(said.try_clone()?);
    let ended = command.status().context("starting a run")?;
    let (text, messages) = (whole(&mut out)?, whole(&mut said)?);
    let last: Vec<&str> = messages.lines().rev().take(3).collect();
    let told: String = last.into_iter().rev().collect::<Vec<_>>().join("; ");
    if !ended.success() {
        bail!("{} could not be run: {told}", program.display());
    }
    let (cost, printed) = split(&text)?;
    if !fine.contains(&cost.status) {
        bail!("{} ended with status {}: {told}", program.display(), cost.status);
    }
    Ok(Ran { cost, printed })
}

/// The cost on the last line, and what stands before it.
fn split(text: &str) -> Result<(Cost, String)> {
    let text = text.trim_end();
    let (printed, line) = text.rsplit_once('\n').unwrap_or(("", text));
    let cost = serde_json::from_str(line).context("a run printed no cost")?;
    Ok((cost, printed.trim_end().to_owned()))
}

fn whole(file: &mut File) -> Result<String> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The smallest, the middle and the largest of several figures; of an even number the lower middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The smallest.
    pub least: f64,
    /// The middle.
    pub median: f64,
    /// The largest.
    pub most: f64,
}

impl Spread {
    /// None of no figure.
    pub fn of(figures: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = figures.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        let median = *sorted.get(sorted.len().checked_sub(1)? / 2)?;
        Some(Self { least: *sorted.first()?, median, most: *sorted.last()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cost_is_the_last_line() {
        let text = "one\n{\"two\": 2}\n{\"cpu_seconds\":1.5,\"peak_mb\":20.25,\"status\":1}\n";
        let (cost, printed) = split(text).expect("a cost");
        assert_eq!(cost, Cost { cpu_seconds: 1.5, peak_mb: 20.25, status: 1 });
        assert_eq!(printed, "one\n{\"two\": 2}");
        let (_, nothing) = split("\n{\"cpu_seconds\":0.0,\"peak_mb\":0.0,\"status\":0}\n").expect("a cost");
        assert_eq!(nothing, "");
        assert!(split("killed").is_err());
    }

    #[test]
    fn a_spread_has_the_middle_run() {
        let spread = |figures: &[f64]| Spread::of(figures.iter().copied());
        assert_eq!(spread(&[3.0, 1.0, 2.0]), Some(Spread { least: 1.0, median: 2.0, most: 3.0 }));
        assert_eq!(spread(&[4.0, 1.0]), Some(Spread { least: 1.0, median: 1.0, most: 4.0 }));
        assert_eq!(spread(&[]), None);
    }
}

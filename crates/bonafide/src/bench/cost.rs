//! CPU seconds and peak memory of this program as a child process, from the system's accounting.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

/// What one or several runs cost.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// User and system seconds.
    pub cpu_seconds: f64,
    /// Peak resident memory of the largest child so far, in MB.
    pub peak_mb: f64,
}

/// Runs `scan FOLDER` with this very program and says what it cost.
pub fn scan(folder: &Path, out: Option<&Path>) -> Result<Cost> {
    let program = std::env::current_exe().context("finding this program")?;
    let before = children_seconds()?;
    let mut command = Command::new(program);
    command.arg("scan").arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some(target) = out {
        command.arg("--out").arg(target);
    }
    command.status().context("running scan")?;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).context("reading usage")?;
    Ok(Cost { cpu_seconds: children_seconds()? - before, peak_mb: usage.max_rss() as f64 / 1024.0 })
}

/// CPU seconds that this process itself has used so far.
pub fn own_seconds() -> Result<f64> {
    seconds(UsageWho::RUSAGE_SELF)
}

fn children_seconds() -> Result<f64> {
    seconds(UsageWho::RUSAGE_CHILDREN)
}

fn seconds(who: UsageWho) -> Result<f64> {
    let usage = getrusage(who).context("reading usage")?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Ok(micros as f64 / 1e6)
}

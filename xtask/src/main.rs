//! Room rules, shipped tables and generated documents.
//!
//! `cargo xtask tidy` turns each invariant of ARCHITECTURE.md into a failing check;
//! `cargo xtask tables` rebuilds the shipped tables from `../shared`.

mod catalogue;
mod displays;
mod disposable;
mod kvm;
mod networks;
mod tables;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let root = root()?;
    let command = std::env::args().nth(1).unwrap_or_default();
    match command.as_str() {
        "tidy" => {
            let faults = tidy::check(&root)?;
            for fault in &faults {
                say(fault);
            }
            if faults.is_empty() {
                say("tidy: every room keeps its rules");
                return Ok(());
            }
            bail!("{} faults", faults.len())
        }
        "tables" => {
            let shared = shared(&root);
            tables::write(&shared, &root.join("crates/assess/tables"))?;
            catalogue::catalogue(&shared, &root)?;
            disposable::disposable_domains(&shared, &root)?;
            kvm::write(&shared, &root)?;
            displays::write(&shared, &root)?;
            networks::write(&shared, &root)
        }
        other => bail!("no command `{other}`: write `cargo xtask tidy` or `cargo xtask tables`"),
    }
}

fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(Path::to_path_buf).context("xtask stands in the workspace")
}

/// The folder of what is shared with the project: beside it, or where `BONAFIDE_SHARED` says.
fn shared(root: &Path) -> PathBuf {
    std::env::var_os("BONAFIDE_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from)
}

#[expect(clippy::print_stderr, reason = "a tool for the terminal")]
fn say(line: &str) {
    eprintln!("{line}");
}

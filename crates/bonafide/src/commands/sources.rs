//! `bonafide sources`: what can be read, how to get an export, a first guess at a mapping.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use bonafide_sources::known_sources;

use crate::Status;
use crate::cli::{SourcesAction, SourcesArgs};
use crate::output;

/// Runs `sources`.
pub fn run(arguments: &SourcesArgs) -> Result<Status> {
    match &arguments.action {
        None => output::data(&list())?,
        Some(SourcesAction::How { name }) => output::data(&how(name)?)?,
        Some(SourcesAction::Sniff { file, write_mapping }) => sniff(file, *write_mapping)?,
    }
    Ok(Status::Fine)
}

fn list() -> String {
    let mut text = String::new();
    for source in known_sources() {
        let seen = if source.seen { "" } else { "  from documentation, not seen" };
        let _ = writeln!(text, "{:<18} {}{seen}", source.word, source.title);
    }
    text.push_str("\nbonafide sources how NAME    how to get the export, what to expect, where it ends\n");
    text.push_str("bonafide sources sniff FILE  a first guess at a mapping for any other table\n");
    text
}

fn how(name: &str) -> Result<String> {
    let known = known_sources();
    let wanted = name.trim().to_lowercase();
    if let Some(source) = known.iter().find(|source| source.word == wanted) {
        return Ok(source.how.to_owned());
    }
    let words: Vec<&str> = known.iter().map(|source| source.word).collect();
    bail!("no source is called `{name}`; known are {}", words.join(", "))
}

fn sniff(file: &Path, write_mapping: bool) -> Result<()> {
    let sniffed = bonafide_sources::sniff_table(file)?;
    if !write_mapping {
        return Ok(output::data(&sniffed.mapping)?);
    }
    let target = mapping_beside(file);
    if target.exists() {
        bail!("{} is there already: a person may have confirmed it, so it was left alone", target.display());
    }
    std::fs::write(&target, &sniffed.mapping).with_context(|| format!("writing {}", target.display()))?;
    output::message(&format!("wrote {}: read it, correct it, then scan again", target.display()));
    Ok(())
}

/// `FILE.map.toml` beside FILE.
fn mapping_beside(file: &Path) -> PathBuf {
    let mut name = file.file_name().map(std::ffi::OsStr::to_os_string).unwrap_or_default();
    name.push(".map.toml");
    file.with_file_name(name)
}

//! What was given stays as it was: no result takes its place.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use bonafide_linkage::settings::Settings;

use super::RESULTS;
use super::results::Written;
use crate::cli::LinkArgs;
use crate::output;
use crate::pipeline::shown;

/// The settings of a run, beside its results.
const SETTINGS: &str = "settings.toml";

/// Refuses where a table, a file of judged pairs or settings lie where this run writes: they would be gone.
pub fn keep_apart(arguments: &LinkArgs, settings: Option<&Settings>) -> Result<()> {
    let written = written(arguments);
    let tables = arguments.files.iter().map(PathBuf::as_path).filter(|path| path.as_os_str() != "-");
    let judged = settings.into_iter().flat_map(|own| [&own.judgements, &own.labels, &own.shows]);
    let own = arguments.settings.as_deref().filter(|_| !are_settings_kept(arguments));
    for path in tables.chain(judged.flatten().map(Path::new)).chain(own) {
        if written.iter().any(|target| is_one(path, target)) {
            bail!(
                "{} lies where this run writes a file of its own, which would take its place; give another folder with \
                 --out, or put it elsewhere",
                shown(path)
            );
        }
    }
    Ok(())
}

/// Whether the settings that were given are those in the folder of the results. They are left as somebody wrote them,
/// with what they say in comments: who changes them there and runs again wants them back, and they do make this run.
pub fn are_settings_kept(arguments: &LinkArgs) -> bool {
    arguments.settings.as_deref().is_some_and(|path| is_one(path, &arguments.out.join(SETTINGS)))
}

/// The settings as they are to be written; none where those that were given stay.
pub fn settings_file(arguments: &LinkArgs, text: String, is_id_new: bool) -> Option<Written> {
    if !are_settings_kept(arguments) {
        return Some((SETTINGS, text.into_bytes()));
    }
    if is_id_new {
        output::message(&format!(
            "{} stays as it is and does not say what --id says; write [run] id there to run the same again",
            shown(&arguments.out.join(SETTINGS))
        ));
    }
    None
}

/// All that a run writes or takes away, with what stands beside a file while it is written.
fn written(arguments: &LinkArgs) -> Vec<PathBuf> {
    let results = if arguments.estimate { &[][..] } else { &RESULTS[..] };
    let index = ["base", "log", "told", "lock"].map(|name| Path::new("index").join(name));
    let names = results.iter().copied().chain([SETTINGS, "model.toml"]).map(PathBuf::from);
    let files = names.chain(index).map(|name| arguments.out.join(name));
    files.flat_map(|file| [file.with_extension("part"), file]).collect()
}

/// Whether two paths lead to one file that is there.
fn is_one(path: &Path, other: &Path) -> bool {
    let places = (fs::canonicalize(path), fs::canonicalize(other));
    matches!(places, (Ok(own), Ok(target)) if own == target)
}

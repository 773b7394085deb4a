//! What may settings that come with `--onto` say? How tables are read, what people judged, how much may be made, and how
//! results are written; all else was decided when the linkage was made.

use anyhow::{Result, bail};
use bonafide_linkage::settings::Settings;

use crate::cli::LinkArgs;
use crate::pipeline::shown;

/// The kept settings with what was given besides; also the file of judgements that they bring.
pub fn settings(
    arguments: &LinkArgs,
    given: Option<Settings>,
    kept: &Settings,
) -> Result<(Settings, Option<String>)> {
    let Some(given) = given else { return Ok((kept.clone(), None)) };
    let judged = given.judgements.clone();
    let plain = Settings::default();
    let asks_nothing_else = other(&given, &plain).is_empty() && given.mode.is_none();
    let others = if asks_nothing_else { Vec::new() } else { other(&given, kept) };
    if !others.is_empty() {
        bail!(
            "{} differs from the kept linkage in {}; leave --settings out, give one that says nothing of these, or link \
             the tables anew without --onto",
            arguments.settings.as_deref().map_or_else(String::new, shown),
            others.join(", ")
        );
    }
    // Limits that were not given are the usual ones, and these say nothing where nothing else is said.
    let limit =
        |given: u64, kept: u64, usual: u64| if asks_nothing_else && given == usual { kept } else { given };
    let used = Settings {
        id: given.id,
        split: if asks_nothing_else && given.split.is_empty() { kept.split.clone() } else { given.split },
        at_most_pairs: limit(given.at_most_pairs, kept.at_most_pairs, plain.at_most_pairs),
        at_most_kept: limit(given.at_most_kept, kept.at_most_kept, plain.at_most_kept),
        format: given.format,
        shows: None,
        judgements: given.judgements.or_else(|| kept.judgements.clone()),
        ..kept.clone()
    };
    Ok((used, judged))
}

/// In what the given settings differ from others that decide it, by the names that it has in a file.
fn other(given: &Settings, decided: &Settings) -> Vec<&'static str> {
    let parts = [
        ("[run] mode", given.mode.is_some() && given.mode != decided.mode),
        ("[columns]", given.columns != decided.columns),
        ("[borrowed]", given.borrowed != decided.borrowed),
        ("[[comparisons]]", given.comparisons != decided.comparisons),
        ("[[blocking]]", given.blocking != decided.blocking),
        ("[output] at_least", given.at_least.to_bits() != decided.at_least.to_bits()),
        ("[output] index", given.index != decided.index),
        ("[output] report", given.report != decided.report),
        ("[clusters]", given.clusters != decided.clusters),
        ("[labels]", given.labels != decided.labels),
    ];
    parts.into_iter().filter(|part| part.1).map(|part| part.0).collect()
}

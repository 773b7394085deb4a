//! Runs `link`, this very program, as people run it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::cost::{Cost, measure};
use super::place::{Place, Set};
use super::score::Results;
use super::settings::{self, Change};

/// A run of `link`.
#[derive(Debug)]
pub struct OwnRun {
    /// What it cost.
    pub cost: Cost,
    /// Pairs that it compared, as it says.
    pub compared: Option<u64>,
    /// Its pairs.
    pub pairs: PathBuf,
    /// Its clusters.
    pub clusters: PathBuf,
}

impl OwnRun {
    /// What is scored.
    pub fn results(&self) -> Results<'_> {
        Results { pairs: &self.pairs, clusters: Some(&self.clusters) }
    }
}

/// Links a set with these settings, of which only `change` is changed.
pub fn run(place: &Place, set: &Set, settings: &Path, change: Change) -> Result<OwnRun> {
    let (copy, out) = (place.work.join("settings.toml"), place.work.join("ours"));
    settings::copy(settings, &copy, change)?;
    let mut arguments = link(set, &out);
    arguments.extend(["--settings".into(), copy.into()]);
    let ran = measure(&program()?, &arguments, &[0, 1])?;
    Ok(OwnRun {
        cost: ran.cost,
        compared: compared(&ran.printed),
        pairs: out.join("pairs.parquet"),
        clusters: out.join("clusters.parquet"),
    })
}

/// Lets `link --suggest` write settings; where they stand.
pub fn suggest(place: &Place, set: &Set) -> Result<PathBuf> {
    let out = place.work.join("suggested");
    let mut arguments = link(set, &out);
    arguments.push("--suggest".into());
    measure(&program()?, &arguments, &[0, 1])?;
    Ok(out.join("settings.toml"))
}

fn program() -> Result<PathBuf> {
    std::env::current_exe().context("finding this program")
}

fn link(set: &Set, out: &Path) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = vec!["link".into()];
    arguments.extend(set.files.iter().map(Into::into));
    arguments.extend(["--out".into(), out.into()]);
    arguments
}

/// The number before "pairs compared".
fn compared(printed: &str) -> Option<u64> {
    let (before, _) =
        printed.split_once(" pairs compared").or_else(|| printed.split_once(" pair compared"))?;
    let digits = before.rsplit(|letter: char| !letter.is_ascii_digit() && letter != ',').next()?;
    digits.replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_pairs_is_read_from_what_link_prints() {
        let printed =
            "1,000,000 rows of 1 table; 558,625 pairs compared\n12,000 pairs are more likely the same";
        assert_eq!(compared(printed), Some(558_625));
        assert_eq!(compared("2 rows of 1 table; 1 pair compared\n"), Some(1));
        assert_eq!(compared("2 rows"), None);
        assert_eq!(compared("no pairs compared"), None);
    }
}

//! Each invariant of ARCHITECTURE.md as a failing check. A message names the room and what it took.

mod casebooks;
mod documents;
mod rooms;
mod sizes;
mod text;

use std::path::Path;

use anyhow::Result;

/// One invariant: the id that ARCHITECTURE.md cites, and the check.
type Check = (&'static str, fn(&Path) -> Result<Vec<String>>);

/// All invariants.
const CHECKS: &[Check] = &[
    ("room-edges", rooms::edges),
    ("pure-rooms-do-no-io", text::pure_rooms_do_no_io),
    ("no-clock", text::no_clock),
    ("only-bonafide-prints", text::only_bonafide_prints),
    ("no-connection", text::no_connection),
    ("no-unsafe", text::no_unsafe),
    ("one-page-a-detector", casebooks::pages),
    ("tables-say-their-origin", documents::tables),
    ("file-sizes", sizes::sizes),
    ("architecture-names-every-room", documents::architecture),
];

/// Runs every check; each fault is one line.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for (id, run) in CHECKS {
        faults.extend(run(root)?.into_iter().map(|fault| format!("{id}: {fault}")));
    }
    Ok(faults)
}

/// The ids of all checks, for ARCHITECTURE.md.
fn ids() -> Vec<&'static str> {
    CHECKS.iter().map(|(id, _)| *id).collect()
}

/// All files below a folder that end in `extension`, sorted.
fn files(folder: &Path, extension: &str) -> Result<Vec<std::path::PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else { continue };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|own| own == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The code of a file: without comments and without its test module.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.trim_start().starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line))
}

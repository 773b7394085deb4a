//! File sizes: median 150 lines, 400 at most in nine of ten, 600 never exceeded (design 7).

use std::path::Path;

use anyhow::Result;

use super::files;

const MEDIAN: usize = 150;
const NINE_OF_TEN: usize = 400;
const NEVER: usize = 600;

/// Files that are too long, and rooms whose files are.
pub fn sizes(root: &Path) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let mut all = Vec::new();
    for path in files(&root.join("crates"), "rs")?.into_iter().chain(files(&root.join("xtask"), "rs")?) {
        let lines = std::fs::read_to_string(&path)?.lines().count();
        if lines > NEVER {
            faults.push(format!(
                "{} has {lines} lines, over {NEVER}",
                path.strip_prefix(root).unwrap_or(&path).display()
            ));
        }
        if path.components().any(|part| part.as_os_str() == "src") {
            all.push(lines);
        }
    }
    all.sort_unstable();
    let at = |share: usize| all.get(all.len() * share / 100).copied().unwrap_or_default();
    if at(50) > MEDIAN {
        faults.push(format!("the median file has {} lines, over {MEDIAN}", at(50)));
    }
    if at(90) > NINE_OF_TEN {
        faults.push(format!("one file in ten has {} lines or more, over {NINE_OF_TEN}", at(90)));
    }
    Ok(faults)
}

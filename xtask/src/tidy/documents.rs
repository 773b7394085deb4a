//! ARCHITECTURE.md and the heads of shipped tables.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::{files, ids};

/// Every room has a heading with its question; every invariant names its check and every check stands there.
pub fn architecture(root: &Path) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(root.join("ARCHITECTURE.md")).context("reading ARCHITECTURE.md")?;
    let mut faults = Vec::new();
    for folder in ["crates", "."] {
        for entry in std::fs::read_dir(root.join(folder))? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            let hidden = name.starts_with('.') || ["target", "crates"].contains(&name.as_str());
            if !path.is_dir() || hidden {
                continue;
            }
            let shown = if folder == "." { name } else { format!("{folder}/{name}") };
            let heading =
                text.lines().find(|line| line.starts_with("## ") && line.contains(&format!("`{shown}/`")));
            match heading {
                None => faults.push(format!("`{shown}/` has no heading in ARCHITECTURE.md")),
                Some(line) if !line.ends_with('?') => {
                    faults.push(format!("the heading of `{shown}/` asks no question"));
                }
                Some(_) => {}
            }
        }
    }
    for id in ids() {
        if !text.contains(&format!("`tidy {id}`")) {
            faults.push(format!("ARCHITECTURE.md states no invariant for `tidy {id}`"));
        }
    }
    for paragraph in text.split("**Invariant:**").skip(1) {
        let invariant = paragraph.split("\n\n").next().unwrap_or_default();
        if !invariant.contains("`tidy ") && !invariant.contains("test") {
            let shown: String = invariant.trim().chars().take(60).collect();
            faults.push(format!("ARCHITECTURE.md: the invariant \"{shown}…\" names no check"));
        }
    }
    Ok(faults)
}

/// Shipped tables say origin, licence and date in their first lines.
pub fn tables(root: &Path) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for room in ["detect", "assess", "linkage"] {
        for extension in ["toml", "txt", "tsv"] {
            for path in files(&root.join("crates").join(room).join("tables"), extension)? {
                let text = std::fs::read_to_string(&path)?;
                let head: String = text.lines().take(14).collect::<Vec<_>>().join("\n").to_lowercase();
                for word in ["origin", "licence", "date"] {
                    if !head.contains(word) {
                        faults.push(format!(
                            "{} does not say its {word}",
                            path.strip_prefix(root).unwrap_or(&path).display()
                        ));
                    }
                }
            }
        }
    }
    Ok(faults)
}

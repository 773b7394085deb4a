//! `cargo xtask tables`: disposable mail domains, from the published block list.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};

/// Writes `crates/detect/tables/disposable_domains.txt` from the list in `../shared/data/lists`.
pub fn disposable_domains(shared: &Path, root: &Path) -> Result<()> {
    let source = shared.join("data/lists/disposable_email_blocklist.conf");
    let list = std::fs::read_to_string(&source).with_context(|| format!("reading {}", source.display()))?;
    let mut domains: Vec<String> = list
        .lines()
        .map(|line| line.trim().to_ascii_lowercase())
        .filter(|line| !line.is_empty() && !line.starts_with('#') && line.contains('.'))
        .collect();
    domains.sort();
    domains.dedup();
    ensure!(domains.len() > 5_000, "{} holds only {} domains: is it whole?", source.display(), domains.len());
    let text = format!(
        "# disposable mail domains: {} entries\n\
         # origin: disposable-email-domains/disposable-email-domains, disposable_email_blocklist.conf, commit a6458931ee3e\n\
         # licence: CC0-1.0\n\
         # date: 2026-08-21\n\
         {}\n",
        domains.len(),
        domains.join("\n")
    );
    let target = root.join("crates/detect/tables/disposable_domains.txt");
    std::fs::write(&target, text).with_context(|| format!("writing {}", target.display()))
}

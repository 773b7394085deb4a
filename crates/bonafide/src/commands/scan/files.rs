//! The files of `scan --out`: scan.json, report.html, set_aside.csv, mode 0600.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use bonafide_exchange::{ScanDocument, csv, report};

use crate::pipeline::{plain, shown};

/// Makes the folder before anything is scanned, so that a long scan is not lost to a wrong path.
pub fn prepare(folder: &Path) -> Result<()> {
    let made = fs::create_dir_all(folder).and_then(|()| tempfile::tempfile_in(folder).map(drop));
    if let Err(error) = made {
        bail!("{} cannot be written to: {}; give another folder with --out", shown(folder), plain(&error));
    }
    Ok(())
}

/// Writes all three; each is written beside its place first and then renamed, so that none is ever half.
pub fn write(folder: &Path, document: &ScanDocument) -> Result<()> {
    for (name, text) in [
        ("scan.json", document.to_json()?),
        ("report.html", report::render(document)?),
        ("set_aside.csv", csv::set_aside(&document.set_aside)),
    ] {
        let target = folder.join(name);
        private(&target, &text).with_context(|| format!("writing {}", target.display()))?;
    }
    Ok(())
}

fn private(target: &Path, text: &str) -> std::io::Result<()> {
    let beside = target.with_extension("part");
    // A file left over with other rights would keep them.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, target)
}

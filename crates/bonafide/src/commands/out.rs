//! The files of `--out`: for their owner alone (mode 0600), and never half.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::pipeline::{plain, shown};

/// Makes the folder before the work, so that long work is not lost to a wrong path.
pub fn prepare(folder: &Path) -> Result<()> {
    let made = fs::create_dir_all(folder).and_then(|()| tempfile::tempfile_in(folder).map(drop));
    if let Err(error) = made {
        bail!("{} cannot be written to: {}; give another folder with --out", shown(folder), plain(&error));
    }
    Ok(())
}

/// Writes files into the folder; each is written beside its place first and then renamed, so that none is
/// ever half.
pub fn write(folder: &Path, files: &[(&str, Vec<u8>)]) -> Result<()> {
    for (name, bytes) in files {
        let target = folder.join(name);
        if let Err(error) = replace(&target, bytes) {
            bail!(
                "{} cannot be written: {}; make room for it, or give another folder with --out",
                shown(&target),
                plain(&error)
            );
        }
    }
    Ok(())
}

/// Removes files of an earlier run that are there.
pub fn remove<'n>(folder: &Path, names: impl Iterator<Item = &'n str>) -> Result<()> {
    for target in names.map(|name| folder.join(name)).filter(|target| target.exists()) {
        fs::remove_file(&target).with_context(|| format!("removing {}", target.display()))?;
    }
    Ok(())
}

fn replace(target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let beside = target.with_extension("part");
    let mut file = private(&beside)?;
    let written =
        file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| fs::rename(&beside, target));
    if written.is_err() {
        // Half of a result is none. The first error is the one to tell.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// A new file for its owner alone, in the place of one that is there.
pub fn private(path: &Path) -> std::io::Result<File> {
    // A file left over with other rights would keep them.
    match fs::remove_file(path) {
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
    options.open(path)
}

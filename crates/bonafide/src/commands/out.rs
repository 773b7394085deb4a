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
        replace(&target, bytes).with_context(|| format!("writing {}", target.display()))?;
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
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, target)
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

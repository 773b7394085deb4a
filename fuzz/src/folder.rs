//! A folder with the files of one run.

use std::fs;
use std::path::{Path, PathBuf};

use bonafide_records::Reading;
use bonafide_sources::{Options, read};
use tempfile::TempDir;

/// Held in memory where the system has such a file system: a run writes and forgets a few files.
const IN_MEMORY: &str = "/dev/shm";

/// A folder that goes when it is dropped. Readers get their bytes through it, as from a real
/// export, so that walking, sniffing and archives are part of what is fuzzed.
pub(super) struct Folder(TempDir);

impl Folder {
    /// A folder with these files.
    pub(super) fn with(files: &[(&str, &[u8])]) -> Self {
        let in_memory = Path::new(IN_MEMORY);
        let made = if in_memory.is_dir() { TempDir::new_in(in_memory) } else { TempDir::new() };
        let Ok(folder) = made else { panic!("no folder for the files of a run") };
        for (name, bytes) in files {
            assert!(fs::write(folder.path().join(name), bytes).is_ok(), "no room for the files of a run");
        }
        Self(folder)
    }

    /// The path of one of its files.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The folder as a scan is given it.
    pub(super) fn roots(&self) -> [PathBuf; 1] {
        [self.0.path().to_owned()]
    }

    /// Reads the folder as a scan does, and checks what every reading promises.
    pub(super) fn read(&self, options: &Options) -> Reading {
        let Ok(reading) = read(&self.roots(), options) else { panic!("a folder that is there is read") };
        super::promises::check(&reading, &self.roots());
        reading
    }
}

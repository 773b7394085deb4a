//! A file's bytes, wherever they lie, read from their start as often as needed.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use crate::archive;

/// Where a file's bytes lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Body {
    /// A file of its own.
    File(PathBuf),
    /// An entry of a ZIP archive, by its number.
    Entry(PathBuf, usize),
}

/// Something that can be read from its start more than once.
pub(crate) trait Reopen {
    /// Opens it at its start and gives it to `read`.
    fn with(&mut self, read: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>) -> io::Result<()>;
}

/// Opens bodies and keeps the archives that are in use open.
#[derive(Default)]
pub(crate) struct Opener {
    archives: HashMap<PathBuf, ZipArchive<File>>,
}

/// Archives kept open at once.
const KEPT: usize = 8;

impl Opener {
    /// The archive at a path.
    pub(crate) fn archive(&mut self, path: &Path) -> io::Result<&mut ZipArchive<File>> {
        if !self.archives.contains_key(path) && self.archives.len() >= KEPT {
            self.archives.clear();
        }
        let slot = match self.archives.entry(path.to_owned()) {
            std::collections::hash_map::Entry::Occupied(slot) => slot.into_mut(),
            std::collections::hash_map::Entry::Vacant(slot) => {
                slot.insert(ZipArchive::new(File::open(path)?).map_err(archive::plain)?)
            }
        };
        Ok(slot)
    }

    /// Binds a body, so that it can be read.
    pub(crate) fn bind<'o>(&'o mut self, body: &'o Body) -> Bound<'o> {
        Bound { opener: self, body }
    }
}

/// A body with its opener.
pub(crate) struct Bound<'o> {
    opener: &'o mut Opener,
    body: &'o Body,
}

impl Reopen for Bound<'_> {
    fn with(&mut self, read: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>) -> io::Result<()> {
        match self.body {
            Body::File(path) => read(&mut File::open(path)?),
            Body::Entry(path, index) => {
                let mut entry = self.opener.archive(path)?.by_index(*index).map_err(archive::plain)?;
                let packed = entry.compressed_size();
                read(&mut archive::Limited::new(&mut entry, packed))
            }
        }
    }
}

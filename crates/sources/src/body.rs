//! A file's bytes, wherever they lie, read from their start as often as needed.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use crate::archive;
use crate::sheet::Bytes;

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

/// Largest document inside an archive that is kept in memory to be read from anywhere.
const LARGEST_INSIDE: u64 = 64 * 1024 * 1024;

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

    /// A body that can be read from anywhere; an entry is unpacked into memory for that.
    pub(crate) fn seekable(&mut self, body: &Body) -> io::Result<Bytes> {
        if let Body::File(path) = body {
            return Ok(Bytes::File(File::open(path)?));
        }
        let mut bytes = Vec::new();
        self.bind(body)
            .with(&mut |input| input.take(LARGEST_INSIDE + 1).read_to_end(&mut bytes).map(drop))?;
        if bytes.len() as u64 > LARGEST_INSIDE {
            return Err(io::Error::other("a document of more than 64 MiB inside an archive"));
        }
        Ok(Bytes::Memory(Cursor::new(bytes)))
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

//! An index on the disk: a base file, a log behind it, and who may write them.
//!
//! Files are for their owner alone. The base is written beside its place and renamed; an entry of the log
//! is safe once [`Store::append`] returns.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use bonafide_linkage::cluster::Change;
use bonafide_linkage::index::{self, Index, IndexError};
use bonafide_linkage::job::{Judgement, Linked};
use bonafide_linkage::settings::Settings;
use bonafide_linkage::table::Table;

use super::super::results::cluster_id;
use crate::commands::out;
use crate::output::{self, counted, number};
use crate::pipeline::{plain, shown};

const BASE: &str = "base";
const LOG: &str = "log";
const LOCK: &str = "lock";
/// Up to where changes were told: the digest of the base, and how many entries of the log.
const TOLD: &str = "told";

/// An opened index's files.
pub struct Store {
    folder: PathBuf,
    log: File,
    base_length: usize,
    log_length: usize,
    /// Held until the end: two programs that add at once would spoil the log.
    _lock: File,
}

/// The folder of an index that a run is about to write; nobody else can while this is held.
pub struct Place {
    folder: PathBuf,
    _lock: File,
}

/// Why a base file was not written.
#[derive(Debug, thiserror::Error)]
enum WriteError {
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error("{}", plain(.0))]
    Disk(#[from] std::io::Error),
}

/// Takes a folder for an index, made if it is missing.
pub fn take(folder: &Path) -> Result<Place> {
    make(folder)?;
    Ok(Place { folder: folder.to_owned(), _lock: lock(folder)? })
}

/// Writes the index of a linkage that was just made into its folder.
pub fn first(
    place: &Place,
    table: &Table,
    settings: &Settings,
    linked: &Linked,
    judgements: &[Judgement],
) -> Result<()> {
    let folder = &place.folder;
    let write = |part: &Path| {
        let mut file = BufWriter::with_capacity(1 << 20, out::private(part)?);
        index::write(table, settings, linked, judgements, cluster_id, |piece| {
            Ok::<(), WriteError>(file.write_all(piece)?)
        })?;
        finish(file)
    };
    renew(folder, write).with_context(|| format!("writing {}", shown(folder)))
}

/// Takes the folder of an index that is there, so that a run may put its own in its place; says what goes with it.
pub fn replace(folder: &Path) -> Result<Option<Place>> {
    if !folder.join(BASE).is_file() {
        return Ok(None);
    }
    let place = take(folder)?;
    if fs::metadata(folder.join(LOG)).is_ok_and(|log| log.len() > index::LOG_START as u64) {
        output::message(&format!(
            "{} holds records that were added with --onto; the index of this run takes its place and has the rows of its own \
             tables alone",
            shown(folder)
        ));
    }
    Ok(Some(place))
}

/// Opens the index that stands in the folder of an earlier run; also what earlier additions changed that no results told.
pub fn open(kept: &Path) -> Result<(Index, Store, Vec<Vec<Change>>)> {
    let folder = if kept.join(BASE).is_file() { kept.to_owned() } else { kept.join("index") };
    let base = match fs::read(folder.join(BASE)) {
        Ok(base) => base,
        Err(error) => bail!(
            "{}: {}; give the folder that an earlier `link --out` wrote",
            shown(&folder.join(BASE)),
            plain(&error)
        ),
    };
    let lock = lock(&folder)?;
    let log = match fs::read(folder.join(LOG)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        read => read.with_context(|| format!("reading {}", shown(&folder.join(LOG))))?,
    };
    let (index, opened) = Index::open(&base, &log, cluster_id).with_context(|| shown(&folder))?;
    let told = fs::read_to_string(folder.join(TOLD)).ok();
    let told = told.as_deref().and_then(|text| told_of(text, index.state().0)).unwrap_or(index.state().1);
    all_there(&folder, told, index.state().1)?;
    if opened.torn > 0 {
        output::message(&format!(
            "{}: the last {} bytes are of an addition that was cut off and never acknowledged; they were left \
             out: add those records again",
            shown(&folder.join(LOG)),
            number(opened.torn as u64)
        ));
    }
    let untold = opened.changes.into_iter().skip(told as usize).collect();
    let mut store = Store {
        log: start(&folder, &index, opened.log_length).with_context(|| shown(&folder))?,
        folder,
        base_length: base.len(),
        log_length: opened.log_length,
        _lock: lock,
    };
    store.log_length = store.log_length.max(index.log_start().len());
    store.tell((index.state().0, told))?;
    Ok((index, store, untold))
}

/// Whether the log still holds all that results were written of: they were on the disk before these, so that no machine
/// that stops loses them.
fn all_there(folder: &Path, told: u64, entries: u64) -> Result<()> {
    if entries >= told {
        return Ok(());
    }
    bail!(
        "{} holds {} whole, but results were written of {}: it was cut, replaced or deleted; restore the whole folder \
         from one copy, link the tables anew, or delete {} to go on without those records and add them again",
        shown(&folder.join(LOG)),
        counted(entries, "batch", "batches"),
        number(told),
        shown(&folder.join(TOLD))
    )
}

/// How many entries were told of, where they are of this base.
fn told_of(text: &str, base: u64) -> Option<u64> {
    let (digest, entries) = text.trim().split_once(' ')?;
    if u64::from_str_radix(digest, 16) != Ok(base) {
        return None;
    }
    entries.parse().ok()
}

impl Store {
    /// Appends an entry, which is on the disk when this returns.
    pub fn append(&mut self, entry: &[u8]) -> Result<()> {
        let written = self.log.write_all(entry).and_then(|()| self.log.sync_data());
        written.with_context(|| format!("writing {}", shown(&self.folder.join(LOG))))?;
        self.log_length += entry.len();
        Ok(())
    }

    /// Notes up to where changes were told, so that a run that ends early loses none. All that it speaks of is on the disk
    /// already, so that it never says more than the log holds.
    fn tell(&self, (base, entries): (u64, u64)) -> Result<()> {
        out::write(&self.folder, &[(TOLD, format!("{base:016x} {entries}\n").into_bytes())])
    }

    /// Notes that results were written, and takes the log up into a new base file, where it has grown long. Nothing can be added afterwards.
    pub fn finish(self, index: &Index) -> Result<()> {
        self.tell(index.state())?;
        if !Index::is_worth_renewing(self.base_length, self.log_length) {
            return Ok(());
        }
        output::step("taking additions up into the index");
        let write = |part: &Path| {
            let mut file = BufWriter::with_capacity(1 << 20, out::private(part)?);
            index.renewed(|piece| Ok::<(), WriteError>(file.write_all(piece)?))?;
            finish(file)
        };
        // The old log may stay behind for a moment: the new base knows that it took it up.
        renew(&self.folder, write).with_context(|| format!("writing {}", shown(&self.folder)))
    }
}

/// The log, cut to its whole entries or begun.
fn start(folder: &Path, index: &Index, length: usize) -> std::io::Result<File> {
    let path = folder.join(LOG);
    if length == 0 {
        let part = folder.join("log.part");
        let mut file = out::private(&part)?;
        file.write_all(&index.log_start())?;
        file.sync_all()?;
        fs::rename(&part, &path)?;
        sync(folder)?;
    }
    let file = OpenOptions::new().append(true).open(&path)?;
    if length > 0 && file.metadata()?.len() > length as u64 {
        file.set_len(length as u64)?;
        file.sync_all()?;
    }
    Ok(file)
}

/// Puts a new base file in the place of the old one, and takes the old log away, and before it what was told of it: a run
/// over the same tables writes the same base again, which has no log.
fn renew(folder: &Path, write: impl FnOnce(&Path) -> Result<(), WriteError>) -> Result<(), WriteError> {
    let part = folder.join("base.part");
    write(&part)?;
    take_away(&folder.join(TOLD))?;
    fs::rename(&part, folder.join(BASE))?;
    sync(folder)?;
    take_away(&folder.join(LOG))?;
    Ok(sync(folder)?)
}

fn take_away(path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn finish(mut file: BufWriter<File>) -> Result<(), WriteError> {
    file.flush()?;
    Ok(file.get_ref().sync_all()?)
}

fn make(folder: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder).with_context(|| format!("making {}", shown(folder)))
}

fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let file = options.open(&path).with_context(|| format!("writing {}", shown(&path)))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("{} is in use by another run; wait until that is done", shown(folder))
        }
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("locking {}", shown(&path))),
    }
}

fn sync(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

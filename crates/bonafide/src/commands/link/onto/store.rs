//! An index on the disk: a base file, a log behind it, and who may write them.
//!
//! Files are for their owner alone. The base is written beside its place and renamed; an entry of the log
//! is safe once [`Store::append`] returns.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use bonafide_linkage::cluster::Change;
use bonafide_linkage::index::{self, Index, IndexError};
use bonafide_linkage::job::Linked;
use bonafide_linkage::settings::Settings;
use bonafide_linkage::table::Table;

use super::super::results::cluster_id;
use crate::commands::out;
use crate::output::{self, counted, number};
use crate::pipeline::{plain, shown};

const BASE: &str = "base";
const LOG: &str = "log";
const LOCK: &str = "lock";
/// A base file while it is written.
const PART: &str = "base.part";
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
pub fn first(place: &Place, table: &Table, settings: &Settings, linked: &Linked) -> Result<()> {
    let folder = &place.folder;
    let write = |part: &Path| {
        let mut file = BufWriter::with_capacity(1 << 20, out::private(part)?);
        index::write(table, settings, linked, &linked.judgements, cluster_id, |piece| {
            Ok::<(), WriteError>(file.write_all(piece)?)
        })?;
        finish(file)
    };
    begin(folder, write).with_context(|| format!("writing {}", shown(folder)))
}

/// Takes the folder of an index that is there, so that a run may put its own in its place. Refused where records were added
/// to it: they would be gone, for they are in no table of that run.
pub fn replace(folder: &Path) -> Result<Option<Place>> {
    if !folder.join(BASE).is_file() {
        return Ok(None);
    }
    let place = take(folder)?;
    if fs::metadata(folder.join(LOG)).is_ok_and(|log| log.len() > index::LOG_START as u64) {
        bail!(
            "{} holds records that were added with --onto, and the index of this run would take its place without them; give \
             another folder with --out, or delete this index if its records are in the tables",
            shown(folder)
        );
    }
    Ok(Some(place))
}

/// Where the index of an earlier run stands, given its folder or that of the run.
fn folder_of(kept: &Path) -> PathBuf {
    if kept.join(BASE).is_file() { kept.to_owned() } else { kept.join("index") }
}

/// Whether results are written into the folder of the run whose index this is.
pub fn is_beside(kept: &Path, out: &Path) -> bool {
    let places = (fs::canonicalize(folder_of(kept)), fs::canonicalize(out.join("index")));
    matches!(places, (Ok(own), Ok(other)) if own == other)
}

/// Refuses a folder for results in which those of another linkage stand, or an index itself.
pub fn refuse_another(kept: &Path, out: &Path) -> Result<()> {
    if out.join(BASE).is_file() {
        bail!("{} is the folder of an index; give another one with --out", shown(out));
    }
    if out.join("index").join(BASE).is_file() && folder_of(kept).join(BASE).is_file() && !is_beside(kept, out)
    {
        bail!(
            "{} holds another kept linkage, whose index would no longer fit the results beside it; give another folder \
             with --out",
            shown(out)
        );
    }
    Ok(())
}

/// Opens the index that stands in the folder of an earlier run; also what earlier additions changed that no results told.
pub fn open(kept: &Path) -> Result<(Index, Store, Vec<Vec<Change>>)> {
    let folder = folder_of(kept);
    if !folder.join(BASE).exists() && kept.join("changes.csv").is_file() {
        bail!(
            "{} holds what records changed that were added, and no index: this is in the folder of the linkage that they \
             were added to, which is to be given with --onto",
            shown(kept)
        );
    }
    let unread = |error: std::io::Error| {
        let file = shown(&folder.join(BASE));
        anyhow!("{file}: {}; give the folder that an earlier `link --out` wrote", plain(&error))
    };
    // A lock is a file of the folder: none is made where there is no index.
    fs::metadata(folder.join(BASE)).map_err(unread)?;
    // Whoever holds the lock may be about to put another base file in the place of this one.
    let lock = lock(&folder)?;
    let base = fs::read(folder.join(BASE)).map_err(unread)?;
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
            "{}: the last {} bytes are of an addition that was cut off; they were left out: add those \
             records again",
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

/// Puts a base file in the place of the old one that takes up its log, and takes that away. Until then the log is known as
/// taken up; what was told is of the old base file alone.
fn renew(folder: &Path, write: impl FnOnce(&Path) -> Result<(), WriteError>) -> Result<(), WriteError> {
    let part = folder.join(PART);
    write(&part)?;
    fs::rename(&part, folder.join(BASE))?;
    sync(folder)?;
    take_away(&folder.join(LOG))?;
    take_away(&folder.join(TOLD))?;
    Ok(sync(folder)?)
}

/// Puts the base file of a new linkage in the place of an index. A run over the same tables writes the same base again, which
/// would take an old log for its own. So the index goes first, its base file before all: wherever a machine stops there is the
/// old index, none or the new one, each step being on the disk before the next.
fn begin(folder: &Path, write: impl FnOnce(&Path) -> Result<(), WriteError>) -> Result<(), WriteError> {
    let part = folder.join(PART);
    write(&part)?;
    for name in [BASE, LOG, TOLD] {
        if take_away(&folder.join(name))? {
            sync(folder)?;
        }
    }
    fs::rename(&part, folder.join(BASE))?;
    Ok(sync(folder)?)
}

/// Deletes a file, if it is there; whether it was.
fn take_away(path: &Path) -> std::io::Result<bool> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn held() -> (tempfile::TempDir, Place) {
        let here = tempfile::tempdir().expect("a folder");
        let place = take(here.path()).expect("a place");
        (here, place)
    }

    fn why(folder: &Path) -> String {
        open(folder).map(|_| ()).expect_err("it cannot be opened").to_string()
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn nothing_is_read_before_the_lock_is_held() {
        let (here, place) = held();
        // A file that is there and cannot be read: whoever reads it says so.
        std::os::unix::fs::symlink("/proc/self/mem", here.path().join(BASE)).expect("a base file");
        assert!(why(here.path()).contains("in use by another run"), "{}", why(here.path()));
        drop(place);
        assert!(why(here.path()).contains("an earlier `link --out` wrote"), "{}", why(here.path()));
    }

    #[test]
    fn a_folder_without_an_index_gets_no_lock() {
        let here = tempfile::tempdir().expect("a folder");
        assert!(why(here.path()).contains("an earlier `link --out` wrote"), "{}", why(here.path()));
        assert_eq!(fs::read_dir(here.path()).expect("a folder").count(), 0);
    }

    #[test]
    fn a_new_linkage_never_stands_beside_an_old_log() {
        let (here, place) = held();
        for name in [BASE, LOG, TOLD] {
            fs::write(here.path().join(name), "old").expect("a file");
        }
        // The run ends when the log cannot be taken away: there is no base file to take it for its own.
        fs::remove_file(here.path().join(LOG)).expect("away");
        fs::create_dir(here.path().join(LOG)).expect("a folder in the way");
        let write = |part: &Path| Ok(fs::write(part, "new")?);
        assert!(begin(here.path(), write).is_err());
        assert!(!here.path().join(BASE).exists());
        fs::remove_dir(here.path().join(LOG)).expect("out of the way");
        begin(here.path(), write).expect("a new base file");
        assert_eq!(fs::read(here.path().join(BASE)).expect("a base file"), b"new");
        assert!(!here.path().join(TOLD).exists() && !here.path().join(PART).exists());
        drop(place);
    }
}

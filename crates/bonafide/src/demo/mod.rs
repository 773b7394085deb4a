//! `bonafide demo`: a small invented firm in the formats that real products export.
//!
//! The firm is the same for the same options on every machine. Its files look like a folder that
//! somebody in security was handed: Greenhouse candidates, applications and webhooks, BambooHR in
//! English, Personio in German, Deel, a few hand-made tables with their mappings, one table that
//! nobody knows, one broken row, and `firm.toml`. Most people in it are honest, and many of
//! those look alike for good reasons. `truth.json` says who is who; no scan reads it.
//!
//! ```text
//! greenhouse_candidates.json     candidates (Harvest v1), most with their applications inside
//! greenhouse_applications.json   applications of the others (Harvest v3)
//! webhooks/hire-ID.json          hires with the employee number as external_id
//! bamboohr.csv                   English, commas, UTF-8 with mark
//! personio.csv                   German, semicolons, Windows-1252
//! deel_people.csv, deel_contracts.csv
//! contractor_register.csv, shipments.csv, removed.csv, attestations.csv   each with NAME.map.toml
//! canteen_balance.csv            a table that no reader knows
//! cv/ID_NAME.pdf, .docx          CVs of a third of the candidates, named in their attachments
//! wise_batch.csv, wise_statement_EUR.csv
//! pain001/*.xml, camt053/*.xml   orders and statements of the firm's bank, in two versions each
//! crypto_payees.csv, payout_changes.csv            each with NAME.map.toml
//! okta_system_log.jsonl          a year of sign-ins, oldest first
//! osquery_results.jsonl          USB devices and displays of the laptops
//! devices.csv                    who was handed which laptop, with NAME.map.toml
//! lists/demo_listed_wallets.csv  an invented list, to be given to the scan as such
//! firm.toml, truth.json
//! ```
//!
//! | module | question |
//! |---|---|
//! | `invent` | who could exist? |
//! | `cast`, `planned` | who plays whom? |
//! | `operators`, `innocents`, `colleagues`, `paid`, `signed_in`, `applied`, `almost` | what are the stories? |
//! | `applicant`, `staff`, `access`, `pay` | what does a record say? |
//! | `network`, `hardware` | which lines and devices are there? |
//! | `greenhouse`, `exports`, `cv`, `okta`, `osquery`, `pay`, `firm_file` | how is it written? |
//! | `truth` | what was planted? |

mod access;
mod almost;
pub mod applicant;
mod applied;
pub mod calendar;
mod cast;
mod colleagues;
pub mod cv;
#[cfg(test)]
mod export_tests;
mod exports;
mod firm_file;
pub mod greenhouse;
mod hardware;
mod innocents;
pub mod invent;
mod network;
mod okta;
mod operators;
mod osquery;
mod paid;
pub mod pay;
mod planned;
mod signed_in;
mod staff;
pub mod table;
#[cfg(test)]
mod tests;
pub mod truth;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use cast::Cast;
use greenhouse::Nesting;
use invent::Random;

/// The domain of the invented firm's own mailboxes.
pub const WORK_DOMAIN: &str = "nordlicht.example";

/// How large the firm is, and which one of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoOptions {
    /// Staff and contractors.
    pub people: usize,
    /// Candidates.
    pub applicants: usize,
    /// Seed: equal seeds give equal firms.
    pub seed: u64,
}

impl Default for DemoOptions {
    fn default() -> Self {
        Self { people: 60, applicants: 350, seed: 1 }
    }
}

/// What a firm of a size holds, beside its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Whether operators are planted; else everybody is honest.
    pub operators: bool,
    /// About how many sign-in events an account has in the year of the log; 0 for no log.
    pub events: usize,
    /// Whether some look almost alike: the stories of values that are nearly one.
    pub almost: bool,
}

impl Default for Shape {
    fn default() -> Self {
        Self { operators: true, events: 5_000, almost: true }
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoSummary {
    /// Staff and contractors.
    pub people: usize,
    /// Candidates.
    pub applicants: usize,
    /// Files written, `truth.json` not counted.
    pub files: usize,
}

/// Why no firm was written.
#[derive(Debug, Error)]
pub enum DemoError {
    /// The folder holds something already.
    #[error("{} is not empty: name a new folder, nothing was written", .0.display())]
    NotEmpty(PathBuf),
    /// A file could not be written.
    #[error("{} could not be written ({source}): check the folder's permissions and free space", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

/// Writes an invented firm of a shape into a new or empty folder.
///
/// Candidates, events and payments are written one by one: memory grows with the staff and with
/// the stories, about a tenth of the candidates, and not with the count of events.
pub fn write_shaped_firm(
    directory: &Path,
    options: &DemoOptions,
    shape: Shape,
) -> Result<DemoSummary, DemoError> {
    let fail = |path: &Path| {
        let path = path.to_owned();
        move |source| DemoError::Write { path, source }
    };
    fs::create_dir_all(directory).map_err(fail(directory))?;
    if fs::read_dir(directory).map_err(fail(directory))?.next().is_some() {
        return Err(DemoError::NotEmpty(directory.to_owned()));
    }
    let mut cast = invent_firm(options, shape);

    let mut files = exports::write(&cast, directory).map_err(fail(directory))?;
    files += write_greenhouse(&cast, directory).map_err(fail(directory))?;
    files += cv::write(&cast, directory).map_err(fail(directory))?;
    files += pay::write(&cast, directory).map_err(fail(directory))?;
    files += osquery::write_results(&cast, directory).map_err(fail(directory))?;
    osquery::write_inventory(&cast, directory).map_err(fail(directory))?;
    files += 2;
    let actors = okta::write(&cast, directory, shape.events).map_err(fail(directory))?;
    files += usize::from(!actors.is_empty());
    for (row, actor) in actors {
        let Some(staff) = cast.staff.get(row) else { continue };
        let key = staff.source_key();
        cast.truth.join(key, format!("okta:{actor}"));
    }
    cast.truth.sort();
    let path = directory.join("firm.toml");
    fs::write(&path, firm_file::text(&cast)).map_err(fail(&path))?;
    let path = directory.join("truth.json");
    truth::write(&cast.truth, &path).map_err(fail(&path))?;
    Ok(DemoSummary { people: cast.people, applicants: cast.applicants, files: files + 1 })
}

/// Invents the firm with all its stories: operators first, so that a small firm has some too.
fn invent_firm(options: &DemoOptions, shape: Shape) -> Cast {
    let mut cast = Cast::new(options);
    if shape.operators {
        operators::plant(&mut cast, 1 + options.applicants / 4_000);
    }
    colleagues::plant(&mut cast);
    applied::plant_honest(&mut cast);
    innocents::plant(&mut cast);
    signed_in::plant_honest(&mut cast);
    paid::plant_honest(&mut cast);
    // Last, so that all other stories are the same without them.
    if shape.almost {
        let mut lines = almost::free_lines(&cast);
        if shape.operators {
            almost::plant(&mut cast, 1 + options.applicants / 4_000, &mut lines);
        }
        almost::plant_honest(&mut cast, &mut lines);
    }
    cast
}

/// Writes candidates, the applications that stand apart, and the webhooks of hires; returns the
/// count of files.
fn write_greenhouse(cast: &Cast, directory: &Path) -> io::Result<usize> {
    let mut candidates = JsonArray::create(&directory.join("greenhouse_candidates.json"))?;
    let mut applications = JsonArray::create(&directory.join("greenhouse_applications.json"))?;
    for position in 0..cast.applicants {
        let applicant = cast.applicant(position);
        let mut noise = Random::fork(cast.seed, 0x5EC, 100 + position as u64);
        let nesting = if position % 9 == 4 { Nesting::Apart } else { Nesting::Nested };
        candidates.before_item()?;
        greenhouse::candidate(&mut candidates.out, &applicant, nesting, &mut noise)?;
        if nesting == Nesting::Apart {
            greenhouse::applications_apart(&applicant, |record| {
                applications.before_item()?;
                applications.out.write_all(record)
            })?;
        }
    }
    candidates.finish()?;
    applications.finish()?;
    let webhooks = directory.join("webhooks");
    if !cast.hires.is_empty() {
        fs::create_dir(&webhooks)?;
    }
    for &(position, starts) in &cast.hires {
        let applicant = cast.applicant(position);
        let path = webhooks.join(format!("hire-{}.json", applicant.id));
        let mut out = BufWriter::new(File::create(path)?);
        greenhouse::hire(&mut out, &applicant, starts)?;
        out.flush()?;
    }
    Ok(2 + cast.hires.len())
}

/// A JSON array that is written item by item, one a line.
struct JsonArray {
    out: BufWriter<File>,
    begun: bool,
}

impl JsonArray {
    fn create(path: &Path) -> io::Result<Self> {
        Ok(Self { out: BufWriter::new(File::create(path)?), begun: false })
    }

    /// Writes what stands before the next item.
    fn before_item(&mut self) -> io::Result<()> {
        let before: &[u8] = if self.begun { b",\n" } else { b"[\n" };
        self.begun = true;
        self.out.write_all(before)
    }

    fn finish(mut self) -> io::Result<()> {
        let end: &[u8] = if self.begun { b"\n]\n" } else { b"[]\n" };
        self.out.write_all(end)?;
        self.out.flush()
    }
}

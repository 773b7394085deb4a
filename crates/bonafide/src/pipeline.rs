//! One scan from paths to document: read, find, assess, write down.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use bonafide_assess::{CheckTable, ClaimTable, Input, PersonFacts, assess};
use bonafide_detect::Detection;
use bonafide_exchange::ScanDocument;
use bonafide_records::normal::{DateOrder, Moment};
use bonafide_records::{Digest, Firm, Reading};
use bonafide_sources::document::ReadBy;
use bonafide_sources::{FirmFile, load_firm};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cli::JudgeArgs;
use crate::document::Parts;
use crate::output;

/// What to scan, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Folders, files and archives.
    pub paths: Vec<PathBuf>,
    /// `firm.toml`, if not the one in a scanned folder.
    pub firm: Option<PathBuf>,
    /// The day to judge from.
    pub as_of: Option<String>,
    /// Whether names and values are shown.
    pub names: bool,
    /// The paths as typed, where they are not `paths` themselves.
    pub typed: Option<Vec<PathBuf>>,
    /// Lists of wallets, or folders of them.
    pub lists: Vec<PathBuf>,
    /// Whether to tell which file is being read, on a terminal.
    pub progress: bool,
}

impl Options {
    /// Of nothing yet, judged as typed.
    pub fn judged_by(judge: &JudgeArgs) -> Self {
        Self {
            firm: judge.firm.clone(),
            as_of: judge.as_of.clone(),
            lists: judge.lists.clone(),
            ..Self::default()
        }
    }

    /// A scan of one folder, with the lists that lie in its `lists` folder.
    pub fn of(folder: &std::path::Path) -> Self {
        let lists = folder.join("lists");
        Self {
            paths: vec![folder.to_path_buf()],
            lists: lists.is_dir().then_some(lists).into_iter().collect(),
            ..Self::default()
        }
    }
}

/// What came of it.
pub struct Scanned {
    /// The document.
    pub document: ScanDocument,
    /// Things to tell people once: misspelt keys of firm.toml, rows that the policy refused.
    pub warnings: Vec<String>,
    /// What was given and could not be read, or was refused.
    pub errors: Vec<String>,
    /// Whether the policy refused anything that was given.
    pub refused: bool,
}

impl Scanned {
    /// Says on standard error what people are told once.
    pub fn tell(&self) {
        for warning in &self.warnings {
            output::message(&format!("warning: {}", bonafide_exchange::words::plain(warning)));
        }
        for error in &self.errors {
            output::message(&format!("error: {}", bonafide_exchange::words::plain(error)));
        }
    }
}

/// Runs one scan. A path `-` is standard input, read as one file named `stdin`.
pub fn scan(options: &Options) -> Result<Scanned> {
    if options.paths.iter().any(|path| path.as_os_str() == "-") {
        let spooled = Spooled::standard_input()?;
        let given =
            |path: &PathBuf| if path.as_os_str() == "-" { spooled.file.clone() } else { path.clone() };
        let paths = options.paths.iter().map(given).collect();
        return scan(&Options { paths, typed: Some(options.paths.clone()), ..options.clone() });
    }
    let as_of_given = options.as_of.as_deref().map(parse_as_of).transpose()?;
    let mut notes = Notes::default();
    let mut paths = Vec::with_capacity(options.paths.len());
    for path in &options.paths {
        match std::fs::symlink_metadata(path) {
            Ok(_) => paths.push(path.clone()),
            Err(error) => notes.errors.push(format!(
                "{} cannot be read: {}; give a folder, a file or a ZIP of exports",
                shown(path),
                plain(&error)
            )),
        }
    }
    if paths.is_empty() {
        bail!("{}", notes.errors.join("; "));
    }
    let firms = firm_files(options, &paths)?;
    let loaded = firms.loaded;
    let mut skip = firms.files;
    // Lists that lie inside a scanned folder are lists, no exports.
    skip.extend(options.lists.iter().cloned());
    let read_options = bonafide_sources::Options {
        firm: loaded.firm.clone(),
        as_of: as_of_given,
        skip,
        lists: options.lists.clone(),
        documents: reader(),
        progress: options.progress.then_some(if options.names {
            output::progress as fn(&str, usize, usize)
        } else {
            output::progress_by_folder
        }),
    };
    let reading = bonafide_sources::read(&paths, &read_options)?;
    let as_of = as_of_given.or(reading.newest);
    let detection = bonafide_detect::detect(&reading, &loaded.firm, as_of);
    let document = assess_and_write(options, &reading, &detection, &loaded.firm, loaded.sha256, as_of)?;
    notes.policy(&reading);
    if let (Some(given), Some(newest)) = (as_of_given, reading.newest)
        && newest > given
    {
        notes
            .warnings
            .push(format!("records reach to {newest}, after --as-of {given}: they were read all the same"));
    }
    notes.warnings.splice(0..0, loaded.warnings);
    Ok(Scanned { document, warnings: notes.warnings, errors: notes.errors, refused: notes.refused })
}

/// Documents are read by a worker of this very program, under limits that the system enforces; tests
/// inside the program have none and read in their own process.
pub fn reader() -> Option<ReadBy> {
    if cfg!(test) {
        return None;
    }
    std::env::current_exe().ok().map(ReadBy::Worker)
}

/// What people are told once, on standard error.
#[derive(Default)]
struct Notes {
    warnings: Vec<String>,
    errors: Vec<String>,
    refused: bool,
}

impl Notes {
    /// What the policy refused: a whole source, or rows of one.
    fn policy(&mut self, reading: &Reading) {
        for why in reading.refused.values() {
            self.refused = true;
            self.errors.push(format!("refused by policy: {why}; nothing of it was kept"));
        }
        for (source, count) in &reading.passed_over {
            let kept = reading.rows.iter().any(|row| row.source == *source);
            self.refused |= !kept;
            self.warnings.push(format!(
                "refused by policy: {count} rows of {source} are of persons whom no entry of [policy] allow names; \
                 nothing of them was kept"
            ));
        }
    }
}

/// Standard input as a file that readers can open twice; gone with the value.
struct Spooled {
    file: PathBuf,
    _folder: tempfile::TempDir,
}

impl Spooled {
    fn standard_input() -> Result<Self> {
        let folder = tempfile::tempdir().context("making a private folder for standard input")?;
        let file = folder.path().join("stdin");
        let mut target = std::fs::File::create(&file).context("keeping standard input")?;
        std::io::copy(&mut std::io::stdin().lock(), &mut target).context("reading standard input")?;
        Ok(Self { file, _folder: folder })
    }
}

/// The firm's file and every file that is one.
struct Firms {
    loaded: FirmFile,
    files: Vec<PathBuf>,
}

/// The file given with `--firm`; else `firm.toml` in or beside what is scanned, or given itself.
///
/// Two that differ are an error: a policy must never be passed over in silence.
fn firm_files(options: &Options, paths: &[PathBuf]) -> Result<Firms> {
    let mut files: Vec<PathBuf> = options.firm.iter().cloned().collect();
    for path in paths {
        let beside = if path.is_dir() { path.join("firm.toml") } else { path.with_file_name("firm.toml") };
        if beside.exists() && !files.contains(&beside) {
            files.push(beside);
        }
    }
    if let Some(file) = &options.firm {
        let loaded = load_firm(file).with_context(|| format!("--firm {}", shown(file)))?;
        return Ok(Firms { loaded, files });
    }
    let mut found: Option<(FirmFile, &PathBuf)> = None;
    for file in &files {
        let loaded = load_firm(file)?;
        match &found {
            None => found = Some((loaded, file)),
            Some((first, _)) if first.sha256 == loaded.sha256 => {}
            Some((_, first)) => bail!(
                "{} and {} differ: say with --firm which one holds, nothing was read",
                shown(first),
                shown(file)
            ),
        }
    }
    Ok(Firms { loaded: found.map(|(loaded, _)| loaded).unwrap_or_default(), files })
}

/// A path as it may be printed.
pub fn shown(path: &std::path::Path) -> String {
    bonafide_exchange::words::plain(&path.display().to_string())
}

fn assess_and_write(
    options: &Options,
    reading: &Reading,
    detection: &Detection,
    firm: &Firm,
    digest: Option<Digest>,
    as_of: Option<Date>,
) -> Result<ScanDocument> {
    let claims = ClaimTable::shipped().context("the shipped table of claims")?;
    let checks = CheckTable::shipped().context("the shipped table of checks")?;
    let persons = person_facts(reading, detection);
    let assessment = assess(Input {
        persons: &persons,
        findings: detection.findings.clone(),
        firm,
        claims: &claims,
        checks: &checks,
    });
    let given = options.as_of.is_some();
    let typed = options.typed.as_ref().unwrap_or(&options.paths);
    let parts = Parts {
        reading,
        detection,
        assessment: &assessment,
        claims: &claims,
        checks: &checks,
        roots: typed.iter().map(|path| path.display().to_string()).collect(),
        firm: digest,
        as_of: as_of.map_or_else(String::new, |day| day.to_string()),
        as_of_from: match (given, as_of) {
            (true, _) => "given".to_owned(),
            (false, Some(_)) => "the newest plausible day in the records".to_owned(),
            (false, None) => "no record has a time".to_owned(),
        },
        names: options.names,
    };
    Ok(parts.document())
}

/// Checks that are done, by person.
fn person_facts(reading: &Reading, detection: &Detection) -> Vec<PersonFacts> {
    let mut facts: Vec<PersonFacts> = detection
        .persons
        .list
        .iter()
        .map(|person| PersonFacts {
            id: person.id.clone(),
            known_as: person.known_as.clone(),
            works_here: person.works_here(),
            settled_checks: BTreeSet::new(),
        })
        .collect();
    for attestation in reading.attestations.iter().filter(|one| one.result.settles()) {
        let person = detection.persons.resolve(&attestation.person);
        if let Some(fact) = person.and_then(|id| facts.get_mut(id.0 as usize)) {
            fact.settled_checks.insert(attestation.check.trim().to_ascii_uppercase());
        }
    }
    facts
}

/// The day that was typed.
pub fn parse_as_of(text: &str) -> Result<Date> {
    match Moment::parse(text, DateOrder::DayFirst, &TimeZone::UTC) {
        Some(moment) => Ok(moment.day()),
        None => Err(Usage(format!("--as-of {text} is no time: write it as 2026-11-23")).into()),
    }
}

/// A fault in what was typed: exit status 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// An error of the system without its number.
pub fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(at) => text.get(..at).unwrap_or(&text).to_lowercase(),
        None => text.to_lowercase(),
    }
}

//! Opens the tables that `link` was given.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use bonafide_linkage::read::{Format, Options, ReadReport, Reader, Warning, read_parquet};
use bonafide_linkage::settings::Settings;
use bonafide_linkage::table::{Table, TableBuilder};

use super::names;
use crate::cli::LinkArgs;
use crate::output::{self, counted};
use crate::pipeline::{plain, shown};

/// Bytes of text that are read at once.
const PIECE: usize = 1 << 20;

/// Lines that were set aside and are named one by one.
const NAMED: usize = 5;

/// Reads all tables, one below the other: as they were given where settings were, which may say something of the first, else
/// by name, so that what is made from the data does not depend on the order.
pub fn tables(arguments: &LinkArgs, given: Option<&Settings>) -> Result<(Table, Vec<ReadReport>)> {
    let made = Settings::default();
    let options = options(arguments, given.unwrap_or(&made));
    let mut files: Vec<&PathBuf> = arguments.files.iter().collect();
    if given.is_none() {
        files.sort_by_key(|path| (path.file_name(), *path));
    }
    let names = names::of(&files)?;
    let mut builder = TableBuilder::default();
    let mut reports = Vec::new();
    for (path, name) in files.into_iter().zip(&names) {
        reports.push(one(&mut builder, path, name, &options)?);
    }
    Ok((builder.finish(), reports))
}

/// How tables are read: what the command line says of ids goes before what settings say.
pub fn options(arguments: &LinkArgs, settings: &Settings) -> Options {
    Options {
        id: if arguments.id.is_empty() { settings.id.clone() } else { arguments.id.clone() },
        split: settings.split.clone(),
        ..Options::default()
    }
}

/// The name of a file without its folders.
pub fn short(path: &Path) -> String {
    path.file_name().map_or_else(|| shown(path), |name| name.to_string_lossy().into_owned())
}

fn one(builder: &mut TableBuilder, path: &Path, name: &str, options: &Options) -> Result<ReadReport> {
    if path.as_os_str() == "-" {
        return text(builder, &mut std::io::stdin().lock(), name, options, &[]);
    }
    if path.is_dir() {
        bail!("{} is a folder; give the files in it, CSV, TSV, JSON lines or Parquet", shown(path));
    }
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) => {
            bail!("{}: {}; give a CSV, TSV, JSON lines or Parquet file", shown(path), plain(&error))
        }
    };
    let mut first = [0; 4];
    let length = file.read(&mut first).with_context(|| format!("reading {}", shown(path)))?;
    if Format::of(&first[..length]) == Format::Parquet {
        return Ok(read_parquet(builder, name, &file, options)?);
    }
    text(builder, &mut file, name, options, &first[..length])
}

fn text(
    builder: &mut TableBuilder,
    source: &mut impl std::io::Read,
    name: &str,
    options: &Options,
    first: &[u8],
) -> Result<ReadReport> {
    let mut reader = Reader::new(builder, name, None, options);
    reader.feed(first)?;
    let mut piece = vec![0; PIECE];
    loop {
        let length = source.read(&mut piece).with_context(|| format!("reading {name}"))?;
        if length == 0 {
            return Ok(reader.finish()?);
        }
        reader.feed(&piece[..length])?;
    }
}

/// Says what was odd about a table, one line each.
pub fn tell(name: &str, report: &ReadReport) {
    tell_read(name, report, |_| true);
    tell_ids(name, report);
}

/// Says how the lines of a table were read, and of warnings those that say something here.
pub fn tell_read(name: &str, report: &ReadReport, says: impl Fn(&Warning) -> bool) {
    for warning in report.warnings.iter().filter(|warning| says(warning)) {
        output::message(&format!("{name}: {warning}"));
    }
    for (line, why) in report.set_aside.first.iter().take(NAMED) {
        output::message(&format!("{name}: line {line} {why}; it was set aside"));
    }
    if report.set_aside.count > NAMED as u64 {
        let rest = report.set_aside.count - NAMED as u64;
        output::message(&format!(
            "{name}: {} set aside besides",
            counted(rest, "more line was", "more lines were")
        ));
    }
}

/// Says where ids tell no rows apart.
fn tell_ids(name: &str, report: &ReadReport) {
    if report.duplicates.rows > 0 {
        output::message(&format!(
            "{name}: {} an id that another row has already ({}); pairs and clusters name them alike: give \
             another column with --id",
            counted(report.duplicates.rows, "row has", "rows have"),
            report.duplicates.first.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ")
        ));
    }
    if report.id.is_none() {
        output::message(&format!(
            "{name}: no id column; {} numbered from 1 as they stand in it: give one with --id",
            counted(report.rows, "row is", "rows are")
        ));
    }
}

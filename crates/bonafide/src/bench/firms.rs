//! Firms to measure a scan on: same sources as the demo, but told and written otherwise.
//!
//! Written apart from the detectors, to be read by nobody who tunes one. A seed decides which
//! columns a report has and in which order, its language, delimiter, encoding and date format,
//! how Greenhouse's pages are wrapped, which groups share what and how large they are, and which
//! traps lie about: one employee number for two people in two systems, work mailboxes given to the
//! next, desk lines shared by a few, families under one roof, colleagues who vouch, values that
//! say "nothing", numbers that a spreadsheet spoilt.
//!
//! | module | question |
//! |---|---|
//! | `world` | who is there, and what do their rows say? |
//! | `traps` | who looks alike for good reasons? |
//! | `staffing` | whom does the firm itself know by several rows? |
//! | `rings` | who is run by somebody else? |
//! | `almost` | who shares only what is almost one, for good reasons or bad? |
//! | `reports` | how does a report that somebody ticked together look? |

mod almost;
mod reports;
mod rings;
mod staffing;
#[cfg(test)]
mod tests;
mod traps;
mod world;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::demo::greenhouse::{self, Nesting};
use crate::demo::invent::Random;
use crate::demo::truth::{self, Truth};
use crate::demo::{DemoError, DemoOptions};

use world::World;

/// Writes the firm of a seed into a new or empty folder, with `truth.json` beside the exports;
/// returns the same truth. Sizes come from the seed too: 100 to 400 people, 800 to 2,800 candidates.
pub fn write_firm(directory: &Path, seed: u64) -> Result<Truth, DemoError> {
    write_sized(directory, &size_of(seed), true)
}

/// The same without anybody whose values are almost one: the firm as it was before near values were
/// compared.
#[cfg(test)]
pub fn write_firm_without_near(directory: &Path, seed: u64) -> Result<Truth, DemoError> {
    write_sized(directory, &size_of(seed), false)
}

fn size_of(seed: u64) -> DemoOptions {
    let mut random = Random::fork(seed, 0x512E, 0);
    let people = 100 + random.below(300);
    let applicants = 800 + random.below(2_000);
    DemoOptions { people, applicants, seed }
}

/// Writes a firm of a given size, with or without people whose values are almost one.
fn write_sized(directory: &Path, options: &DemoOptions, near: bool) -> Result<Truth, DemoError> {
    let fail = |source| DemoError::Write { path: directory.to_owned(), source };
    fs::create_dir_all(directory).map_err(fail)?;
    if fs::read_dir(directory).map_err(fail)?.next().is_some() {
        return Err(DemoError::NotEmpty(directory.to_owned()));
    }
    let mut world = World::new(options);
    rings::plant(&mut world);
    traps::plant(&mut world);
    if near {
        almost::plant(&mut world);
    }
    world.truth.sort();
    reports::write(&mut world, directory).map_err(fail)?;
    write_greenhouse(&mut world, directory).map_err(fail)?;
    truth::write(&world.truth, &directory.join("truth.json")).map_err(fail)?;
    Ok(world.truth)
}

/// How a saved list of objects is held together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrapping {
    /// One array.
    Array,
    /// `{"NAME": [...]}`.
    Named(&'static str),
    /// One object a line.
    Lines,
    /// An array of pages, each an array.
    Pages,
}

/// Writes candidates in several files of one wrapping, applications that stand apart, and hires.
fn write_greenhouse(world: &mut World, directory: &Path) -> io::Result<()> {
    let folder = directory.join(world.random.pick(&["ats", "recruiting/api", "2026-06"]));
    fs::create_dir_all(&folder)?;
    let wrapping = world.random.pick(&[
        Wrapping::Array,
        Wrapping::Named("candidates"),
        Wrapping::Named("data"),
        Wrapping::Lines,
        Wrapping::Pages,
    ]);
    let apart_every = 2 + world.random.below(8);
    let parts = 1 + world.random.below(4);
    let size = world.applicants.len().div_ceil(parts).max(1);
    let mut apart = Vec::new();
    for (part, players) in world.applicants.chunks(size).enumerate() {
        let mut records = Vec::new();
        for (index, (_, applicant)) in players.iter().enumerate() {
            let nesting = if index % apart_every == 1 { Nesting::Apart } else { Nesting::Nested };
            let mut noise = Random::fork(world.seed, 0x9E, applicant.id);
            let mut record = Vec::new();
            greenhouse::candidate(&mut record, applicant, nesting, &mut noise)?;
            records.push(record);
            if nesting == Nesting::Apart {
                greenhouse::applications_apart(applicant, |bytes| {
                    apart.push(bytes.to_vec());
                    Ok(())
                })?;
            }
        }
        save(&folder.join(format!("export-{:02}.json", part + 1)), wrapping, &records)?;
    }
    let other = if wrapping == Wrapping::Lines { Wrapping::Named("applications") } else { Wrapping::Lines };
    save(&folder.join("export-more.json"), other, &apart)?;
    for (_, applicant) in &world.applicants {
        if applicant.external_id.is_some() {
            let mut out = BufWriter::new(File::create(folder.join(format!("event-{}.txt", applicant.id)))?);
            greenhouse::hire(&mut out, applicant, applicant.last_activity)?;
            out.flush()?;
        }
    }
    Ok(())
}

fn save(path: &Path, wrapping: Wrapping, records: &[Vec<u8>]) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let (before, between, after) = match wrapping {
        Wrapping::Array => ("[".to_owned(), ",", "]\n"),
        Wrapping::Named(name) => (format!("{{\"{name}\": ["), ",\n  ", "]}\n"),
        Wrapping::Lines => (String::new(), "\n", "\n"),
        Wrapping::Pages => ("[[".to_owned(), ",", "]]\n"),
    };
    out.write_all(before.as_bytes())?;
    for (index, record) in records.iter().enumerate() {
        if index > 0 {
            let turn = wrapping == Wrapping::Pages && index % 50 == 0;
            out.write_all(if turn { b"],\n[" } else { between.as_bytes() })?;
        }
        out.write_all(record)?;
    }
    out.write_all(after.as_bytes())?;
    out.flush()
}

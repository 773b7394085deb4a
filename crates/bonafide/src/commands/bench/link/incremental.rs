//! What does one more record cost on a large index?
//!
//! Some records of a set are held back, the others are linked and kept as an index; then each of those that were
//! held back comes alone: matched, clustered, and written to the log with one fsync.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::time::Instant;

use anyhow::{Context as _, Result};
use bonafide_linkage::index::{self, Index};
use bonafide_linkage::job::{Known, link};
use bonafide_linkage::read::{Options, read_parquet};
use bonafide_linkage::settings::Settings;
use bonafide_linkage::table::{Table, TableBuilder, hash};

use super::measured::Who;

/// The one input of all rows.
const INPUT: &str = "people";

/// What single records cost, in seconds each.
#[derive(Debug, Default)]
pub struct Incremental {
    /// Rows of the index before.
    pub rows: u64,
    /// Pairs that were compared for all of them.
    pub compared: u64,
    /// CPU of finding what a record matches.
    pub matching: Vec<f64>,
    /// CPU of its clusters and of writing it.
    pub writing: Vec<f64>,
    /// Wall time of that.
    pub wall: Vec<f64>,
    /// Wall time of writing as many bytes to another file with one fsync.
    pub bare: Vec<f64>,
}

impl Who<'_> {
    /// Holds back so many records of a set of one table and adds them one by one.
    pub fn one_by_one(&self, records: usize) -> Result<Incremental> {
        self.tell("linking what is kept as an index");
        let all = table(&self.set.files[0])?;
        let step = (all.rows() / records.max(1)).max(2);
        let (more, kept): (Vec<u32>, Vec<u32>) =
            (0..all.rows() as u32).partition(|row| (*row as usize).is_multiple_of(step));
        let settings = Settings::parse(&fs::read_to_string(&self.set.settings)?)?;
        let mut base = Vec::new();
        {
            let table = some(&all, kept.iter().copied());
            let linked = link(&table, &settings, Known::default(), 1, |_| {})?;
            index::write(&table, &settings, &linked, &[], name, |piece| {
                base.extend_from_slice(piece);
                Ok::<(), index::IndexError>(())
            })?;
        }
        let (mut index, _) = Index::open(&base, &[], name)?;
        drop(base);
        let mut seen = Incremental { rows: index.rows() as u64, ..Incremental::default() };
        let file = |name: &str| {
            let path = self.place.work.join(name);
            OpenOptions::new().create(true).write(true).truncate(true).open(path).context("making a log")
        };
        let (mut log, mut bare) = (file("log")?, file("bare")?);
        log.write_all(&index.log_start())?;
        self.tell("adding records one by one");
        for row in more.into_iter().take(records) {
            let record = some(&all, std::iter::once(row));
            let start = cpu();
            let arrivals = index.arrivals(&record, &[]);
            let matched = index.matches(&arrivals)?;
            let (middle, wall) = (cpu(), Instant::now());
            let added = index.add(arrivals, &matched, &[])?;
            log.write_all(&added.entry)?;
            log.sync_data()?;
            seen.wall.push(wall.elapsed().as_secs_f64());
            seen.writing.push(cpu() - middle);
            seen.matching.push(middle - start);
            seen.compared += matched.compared;
            let wall = Instant::now();
            bare.write_all(&added.entry)?;
            bare.sync_data()?;
            seen.bare.push(wall.elapsed().as_secs_f64());
        }
        Ok(seen)
    }
}

fn name(input: &str, id: &str, attempt: u32) -> u64 {
    hash(format!("{input} {id} {attempt}").as_bytes())
}

fn table(path: &std::path::Path) -> Result<Table> {
    let mut builder = TableBuilder::default();
    let options = Options { id: vec!["record_id".to_owned()], ..Options::default() };
    read_parquet(&mut builder, INPUT, &File::open(path)?, &options)?;
    Ok(builder.finish())
}

/// Some rows of a table of single values as a table.
fn some(table: &Table, rows: impl Iterator<Item = u32>) -> Table {
    let mut builder = TableBuilder::default();
    let places: Vec<usize> = table.columns.iter().map(|column| builder.column(&column.name)).collect();
    let mut count = 0;
    for row in rows {
        builder.ids().push_text(table.ids.text(row).as_bytes());
        for (column, place) in table.columns.iter().zip(&places) {
            let code = column.row(row as usize).first();
            builder.at(*place).push(code.map_or(&b""[..], |code| column.values.get(*code)));
        }
        count += 1;
    }
    builder.end_input(INPUT, count, true);
    builder.finish()
}

/// Seconds that this thread has run, system calls included, as the scheduler counts them.
fn cpu() -> f64 {
    // Else the count is that of the latest tick of the clock.
    std::thread::yield_now();
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds: f64 =
        text.split_whitespace().next().and_then(|own| own.parse().ok()).unwrap_or_default();
    nanoseconds / 1e9
}

//! What one record costs on a large index.
//!
//! ```text
//! cargo run --release -p bonafide-linkage --example incremental -- make SETTINGS BASE.parquet FOLDER
//! cargo run --release -p bonafide-linkage --example incremental -- add MORE.parquet FOLDER
//! ```
//!
//! `make` links a table and writes its index; `add` opens that and adds the rows of another table one by one,
//! each to the log with one fsync.
#![allow(clippy::print_stdout, reason = "it prints figures")]

use std::error::Error;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use bonafide_linkage::index::{self, Index, IndexError};
use bonafide_linkage::job::{Known, link};
use bonafide_linkage::read::{Options, read_parquet};
use bonafide_linkage::settings::Settings;
use bonafide_linkage::table::{Table, TableBuilder, hash};

/// The one input of all rows.
const INPUT: &str = "people.parquet";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", settings, base, folder] => make(settings, base, Path::new(folder)),
        ["add", more, folder] => add(more, Path::new(folder)),
        _ => Err("give make SETTINGS BASE FOLDER or add MORE FOLDER".into()),
    }
}

fn make(settings: &str, base: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let settings = Settings::parse(&fs::read_to_string(settings)?)?;
    let table = table(base)?;
    let start = cpu();
    let linked = link(&table, &settings, Known::default(), 1, |_| {})?;
    println!("link: {:.2} CPU-s, {} rows, {} pairs kept", cpu() - start, table.rows(), linked.pairs.len());
    let (start, before) = (cpu(), peak_mb());
    let mut file = std::io::BufWriter::with_capacity(1 << 20, File::create(folder.join("base"))?);
    let mut bytes = 0;
    index::write(&table, &settings, &linked, &[], |piece| {
        bytes += piece.len();
        Ok::<(), Failed>(file.write_all(piece)?)
    })?;
    file.flush()?;
    file.get_ref().sync_all()?;
    println!(
        "write: {:.3} CPU-s, {bytes} bytes, peak {before:.0} MB before, {:.0} behind",
        cpu() - start,
        peak_mb()
    );
    Ok(())
}

fn add(more: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let more = table(more)?;
    let (start, wall, before) = (cpu(), Instant::now(), peak_mb());
    let base = fs::read(folder.join("base"))?;
    let (mut index, _) = Index::open(&base, &[], name)?;
    let base_length = base.len();
    drop(base);
    println!(
        "open: {:.3} CPU-s, {:.3} s, {} rows, peak {before:.0} MB before, {:.0} behind, {:.0} now",
        cpu() - start,
        wall.elapsed().as_secs_f64(),
        index.rows(),
        peak_mb(),
        status_mb("VmRSS")
    );
    let mut log = OpenOptions::new().create(true).write(true).truncate(true).open(folder.join("log"))?;
    log.write_all(&index.log_start())?;
    let mut bare = File::create(folder.join("bare"))?;
    let [mut matching, mut writing, mut walls, mut fsyncs]: [Vec<f64>; 4] = Default::default();
    let (mut compared, mut largest, mut pairs) = (0, 0, 0);
    for row in 0..more.rows() as u32 {
        let record = single(&more, row);
        let start = cpu();
        let arrivals = index.arrivals(&record, &[]);
        let matched = index.matches(&arrivals)?;
        let middle = cpu();
        let wall = Instant::now();
        let added = index.add(arrivals, &matched, &[])?;
        log.write_all(&added.entry)?;
        log.sync_data()?;
        walls.push(wall.elapsed().as_secs_f64());
        writing.push(cpu() - middle);
        matching.push(middle - start);
        compared += matched.compared;
        largest = largest.max(matched.compared);
        pairs += matched.matches.iter().flatten().count();
        let wall = Instant::now();
        bare.write_all(&added.entry)?;
        bare.sync_data()?;
        fsyncs.push(wall.elapsed().as_secs_f64());
    }
    println!("{compared} pairs compared, at most {largest} for one record; {pairs} kept");
    told("match, CPU", matching);
    told("write and clusters, CPU", writing);
    told("write and clusters, wall", walls);
    told("bare fsync, wall", fsyncs);
    drop(index);
    let (start, wall) = (cpu(), Instant::now());
    let (base, log) = (fs::read(folder.join("base"))?, fs::read(folder.join("log"))?);
    let (index, _) = Index::open(&base, &log, name)?;
    println!(
        "open with the log of {} bytes: {:.3} CPU-s, {:.3} s",
        log.len(),
        cpu() - start,
        wall.elapsed().as_secs_f64()
    );
    let start = cpu();
    let mut renewed = 0;
    index.renewed(|piece| {
        renewed += piece.len();
        Ok::<(), IndexError>(())
    })?;
    println!("renew: {:.3} CPU-s, {renewed} bytes for {base_length}", cpu() - start);
    Ok(())
}

#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error(transparent)]
    Disk(#[from] std::io::Error),
}

fn name(input: &str, id: &str, attempt: u32) -> u64 {
    hash(format!("{input} {id} {attempt}").as_bytes())
}

fn table(path: &str) -> Result<Table, Box<dyn Error>> {
    let mut builder = TableBuilder::default();
    read_parquet(&mut builder, INPUT, &File::open(path)?, &Options::default())?;
    Ok(builder.finish())
}

/// One row of a table as a table.
fn single(table: &Table, row: u32) -> Table {
    let mut builder = TableBuilder::default();
    builder.ids().push_text(table.ids.text(row).as_bytes());
    for column in &table.columns {
        let place = builder.column(&column.name);
        let value = column.row(row as usize).first().map_or(&b""[..], |code| column.values.get(*code));
        builder.at(place).push(value);
    }
    builder.end_input(INPUT, 1, true);
    builder.finish()
}

fn told(what: &str, mut costs: Vec<f64>) {
    costs.sort_by(f64::total_cmp);
    let at =
        |share: f64| costs.get(((costs.len() - 1) as f64 * share) as usize).map_or(0.0, |cost| cost * 1000.0);
    println!("{what}: p50 {:.3} ms, p99 {:.3} ms, largest {:.3} ms", at(0.5), at(0.99), at(1.0));
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

fn peak_mb() -> f64 {
    status_mb("VmHWM")
}

fn status_mb(field: &str) -> f64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(field)).unwrap_or_default();
    let kilobytes: f64 = line.split_whitespace().nth(1).and_then(|own| own.parse().ok()).unwrap_or_default();
    kilobytes / 1024.0
}

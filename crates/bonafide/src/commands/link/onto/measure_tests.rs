//! What one record costs on a large index: run by hand on a folder with `base.parquet`, `more.parquet` and
//! `settings.toml`.
//!
//! ```text
//! INDEX_MEASURE=FOLDER cargo test --release -p bonafide one_record_at_a_time -- --ignored --nocapture
//! ```

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use bonafide_linkage::job::{Known, link};
use bonafide_linkage::read::{Options, read_parquet};
use bonafide_linkage::settings::Settings;
use bonafide_linkage::table::{Table, TableBuilder};

use super::store;
use crate::bench::cost::own_seconds;

fn table(path: &std::path::Path) -> Table {
    let mut builder = TableBuilder::default();
    let file = File::open(path).expect("a table");
    read_parquet(&mut builder, "people.parquet", &file, &Options::default()).expect("Parquet");
    builder.finish()
}

/// One row of a table as a table.
fn single(table: &Table, row: u32) -> Table {
    let mut builder = TableBuilder::default();
    builder.ids().push_text(table.ids.text(row).as_bytes());
    for column in &table.columns {
        let place = builder.column(&column.name);
        builder.at(place).push_many(column.row(row as usize).iter().map(|code| column.values.get(*code)));
    }
    builder.end_input("people.parquet", 1, true);
    builder.finish()
}

fn told(what: &str, mut costs: Vec<f64>) {
    costs.sort_by(f64::total_cmp);
    let at = |share: f64| costs[((costs.len() - 1) as f64 * share) as usize] * 1000.0;
    eprintln!("{what}: p50 {:.3} ms, p99 {:.3} ms, largest {:.3} ms", at(0.5), at(0.99), at(1.0));
}

fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    let kilobytes: f64 =
        line.split_whitespace().nth(1).and_then(|text| text.parse().ok()).unwrap_or_default();
    kilobytes / 1024.0
}

#[test]
#[ignore = "needs a large table, and says what it measures"]
fn one_record_at_a_time() {
    let folder = PathBuf::from(std::env::var_os("INDEX_MEASURE").expect("INDEX_MEASURE names a folder"));
    let cpu = || own_seconds().expect("usage");
    let kept = folder.join("kept");
    let text = std::fs::read_to_string(folder.join("settings.toml")).expect("settings");
    let settings = Settings::parse(&text).expect("settings");
    if std::env::var_os("INDEX_OPEN_ONLY").is_none() {
        let base = table(&folder.join("base.parquet"));
        let start = cpu();
        let linked = link(&base, &settings, Known::default(), 2, |_| {}).expect("a linkage");
        eprintln!(
            "link: {:.2} CPU-s, {} rows, {} pairs kept",
            cpu() - start,
            base.rows(),
            linked.pairs.len()
        );
        let (start, before) = (cpu(), peak_mb());
        store::first(&kept.join("index"), &base, &settings, &linked).expect("an index");
        eprintln!(
            "write: {:.3} CPU-s, peak {:.0} MB before, {:.0} MB behind",
            cpu() - start,
            before,
            peak_mb()
        );
        return;
    }
    let (start, wall) = (cpu(), Instant::now());
    let (mut index, mut store) = store::open(&kept).expect("an index");
    let (rows, spent) = (index.rows(), cpu() - start);
    eprintln!(
        "open: {spent:.3} CPU-s, {:.3} s, {rows} rows, peak {:.0} MB",
        wall.elapsed().as_secs_f64(),
        peak_mb()
    );
    let more = table(&folder.join("more.parquet"));
    let mut bare = File::create(folder.join("bare")).expect("a file");
    let (mut matching, mut writing, mut walls, mut fsyncs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut compared, mut largest) = (0, 0);
    for row in 0..more.rows() as u32 {
        let record = single(&more, row);
        let start = cpu();
        let arrivals = index.arrivals(&record, &[]);
        let matched = index.matches(&arrivals).expect("matches");
        let middle = cpu();
        let wall = Instant::now();
        let made = index.add(arrivals, &matched, &[]).expect("added");
        store.append(&made.entry).expect("written");
        walls.push(wall.elapsed().as_secs_f64());
        writing.push(cpu() - middle);
        matching.push(middle - start);
        compared += matched.compared;
        largest = largest.max(matched.compared);
        let wall = Instant::now();
        bare.write_all(&made.entry).and_then(|()| bare.sync_data()).expect("written");
        fsyncs.push(wall.elapsed().as_secs_f64());
    }
    eprintln!("{compared} pairs compared, at most {largest} for one record; {} rows", index.rows());
    told("match, CPU", matching);
    told("write and clusters, CPU", writing);
    told("write and clusters, wall", walls);
    told("bare fsync, wall", fsyncs);
    let (start, wall) = (cpu(), Instant::now());
    drop((index, store));
    let (index, store) = store::open(&kept).expect("the index again");
    eprintln!("open with the log: {:.3} CPU-s, {:.3} s", cpu() - start, wall.elapsed().as_secs_f64());
    let start = cpu();
    let mut renewed = 0;
    index
        .renewed(|piece| {
            renewed += piece.len();
            Ok::<(), bonafide_linkage::index::IndexError>(())
        })
        .expect("a new base");
    eprintln!("renew: {:.3} CPU-s, {renewed} bytes, peak {:.0} MB", cpu() - start, peak_mb());
    store.finish(&index).expect("the end");
}

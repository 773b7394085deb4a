//! How good are suggested settings, held against the truth of a labelled set and against settings set by hand?
//!
//! `suggested FOLDER SET [SETTINGS.toml]`: FOLDER holds `SET.parquet`, or `SET_a.parquet` and `SET_b.parquet`, and
//! `SET_truth.parquet`. The truth is used for the score alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Instant;

use bonafide_linkage::assign::{self, Verdict};
use bonafide_linkage::block::{Blocking, Mode};
use bonafide_linkage::cluster::Edge;
use bonafide_linkage::expression::Derived;
use bonafide_linkage::job::{Known, Linked, link};
use bonafide_linkage::read::{Options, read_parquet};
use bonafide_linkage::settings::Settings;
use bonafide_linkage::suggest::{estimate, suggest};
use bonafide_linkage::table::{Table, TableBuilder};

type Fault = Box<dyn std::error::Error>;

fn main() -> Result<(), Fault> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [folder, set, rest @ ..] = given.as_slice() else {
        return Err("give a folder and a set".into());
    };
    let folder = PathBuf::from(folder);
    let Some(inputs) = inputs(&folder, set) else {
        println!("{set}: skipped, its files are not in {}", folder.display());
        return Ok(());
    };
    let table = read(&inputs)?;
    let truth = truth(&folder, set, &table)?;
    let began = Instant::now();
    let mut settings = if let Some(path) = rest.first() {
        Settings::parse(&std::fs::read_to_string(path)?)?
    } else {
        let suggested = suggest(&table, None)?;
        if std::env::var_os("SHOW").is_some() {
            println!("{}", suggested.to_toml());
        }
        suggested.settings
    };
    let took = began.elapsed();
    settings.at_least = 0.001;
    let mode = if table.inputs.len() > 1 { Mode::Link } else { Mode::Dedupe };
    let blocking = Blocking::new(&table, &Derived::new(settings.columns.clone()), &settings.blocking, mode)?;
    let rules = 0..blocking.rules.len();
    let found =
        truth.iter().filter(|pair| rules.clone().any(|place| blocking.makes(place, pair.0, pair.1))).count();
    println!(
        "{set}: {} rows, {} rules, at most {:.1} pairs a row, recall {:.4}, suggested in {:.2} s",
        table.rows(),
        rules.len(),
        blocking.pairs() as f64 / table.rows() as f64,
        found as f64 / truth.len() as f64,
        took.as_secs_f64(),
    );
    let began = Instant::now();
    let estimate = estimate(&table, &settings, &blocking)?;
    println!(
        "  {} ({:.2} and {:.2} %), estimated in {:.2} s",
        estimate.text(),
        100.0 * estimate.lost,
        100.0 * estimate.unseen,
        began.elapsed().as_secs_f64()
    );
    if std::env::var_os("BLOCK_ONLY").is_some() {
        return Ok(());
    }
    let began = Instant::now();
    let linked = link(&table, &settings, Known::default(), 2, |_| {})?;
    let compared: u64 = linked.patterns.iter().map(|(_, pairs)| pairs).sum();
    println!(
        "  {:.1} pairs a row, linked in {:.1} s; best F1 {:.4}, at even odds {:.4}",
        compared as f64 / table.rows() as f64,
        began.elapsed().as_secs_f64(),
        best(&linked, &truth, i32::MIN),
        best(&linked, &truth, 0),
    );
    if mode == Mode::Link {
        println!("  one to one: best F1 {:.4}", one_to_one(&linked, &truth)?);
    }
    Ok(())
}

fn inputs(folder: &Path, set: &str) -> Option<Vec<PathBuf>> {
    let one = folder.join(format!("{set}.parquet"));
    if one.exists() {
        return Some(vec![one]);
    }
    let two: Vec<PathBuf> = ["a", "b"].map(|side| folder.join(format!("{set}_{side}.parquet"))).to_vec();
    two.iter().all(|path| path.exists()).then_some(two)
}

fn read(inputs: &[PathBuf]) -> Result<Table, Fault> {
    let mut builder = TableBuilder::default();
    for path in inputs {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        read_parquet(&mut builder, &name, &File::open(path)?, &Options::default())?;
    }
    Ok(builder.finish())
}

/// True pairs, the smaller row first.
fn truth(folder: &Path, set: &str, table: &Table) -> Result<BTreeSet<(u32, u32)>, Fault> {
    let labelled = read(&[folder.join(format!("{set}_truth.parquet"))])?;
    let mut rows: Vec<BTreeMap<String, u32>> = vec![BTreeMap::new(); table.inputs.len()];
    for row in 0..table.rows() as u32 {
        rows[table.input_of(row)].insert(table.ids.text(row), row);
    }
    let text = |column: usize, row: usize| {
        let column = &labelled.columns[column];
        column.row(row).first().map(|code| column.values.text(*code).into_owned()).unwrap_or_default()
    };
    let mut pairs = BTreeSet::new();
    if table.inputs.len() == 1 {
        let mut clusters: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for row in 0..labelled.rows() {
            let Some(own) = rows[0].get(&labelled.ids.text(row as u32)) else { continue };
            clusters.entry(text(0, row)).or_default().push(*own);
        }
        for members in clusters.values() {
            for (place, one) in members.iter().enumerate() {
                pairs.extend(members[place + 1..].iter().map(|other| (*one.min(other), *one.max(other))));
            }
        }
        return Ok(pairs);
    }
    for row in 0..labelled.rows() {
        let (Some(one), Some(other)) = (rows[0].get(&text(0, row)), rows[1].get(&text(1, row))) else {
            continue;
        };
        pairs.insert((*one, *other));
    }
    Ok(pairs)
}

/// The best F1 over all thresholds of at least this weight.
fn best(linked: &Linked, truth: &BTreeSet<(u32, u32)>, at_least: i32) -> f64 {
    let pairs: Vec<(i32, bool)> = linked
        .pairs
        .iter()
        .filter(|pair| pair.weight_milli >= at_least)
        .map(|pair| (pair.weight_milli, truth.contains(&(pair.left, pair.right))))
        .collect();
    if at_least == 0 {
        let right = pairs.iter().filter(|pair| pair.1).count();
        return f1(right, pairs.len(), truth.len());
    }
    best_of(pairs, truth.len())
}

fn one_to_one(linked: &Linked, truth: &BTreeSet<(u32, u32)>) -> Result<f64, Fault> {
    let edges: Vec<Edge> = linked
        .pairs
        .iter()
        .map(|pair| Edge { left: pair.left, right: pair.right, weight_milli: pair.weight_milli })
        .collect();
    let options = assign::Options { threshold_milli: -10_000, ..assign::Options::default() };
    let assigned = assign::assign(&edges, &linked.order, &linked.order, &options)?;
    let pairs: Vec<(i32, bool)> = edges
        .iter()
        .zip(&assigned.verdicts)
        .filter(|(_, verdict)| matches!(verdict, Verdict::Kept { .. }))
        .map(|(edge, _)| (edge.weight_milli, truth.contains(&(edge.left, edge.right))))
        .collect();
    Ok(best_of(pairs, truth.len()))
}

fn best_of(mut pairs: Vec<(i32, bool)>, all: usize) -> f64 {
    pairs.sort_unstable_by(|one, other| other.cmp(one));
    let (mut right, mut best) = (0, 0.0_f64);
    for (place, pair) in pairs.iter().enumerate() {
        right += usize::from(pair.1);
        if pairs.get(place + 1).is_none_or(|next| next.0 != pair.0) {
            best = best.max(f1(right, place + 1, all));
        }
    }
    best
}

fn f1(right: usize, found: usize, all: usize) -> f64 {
    2.0 * right as f64 / (found + all).max(1) as f64
}

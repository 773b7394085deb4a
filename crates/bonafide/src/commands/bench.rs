//! `bonafide bench`: figures beside their aims.

use anyhow::{Context as _, Result};

use crate::Status;
use crate::bench::score::Score;
use crate::bench::{Figure, cost, firms, table};
use crate::cli::{BenchArgs, Benchmark};
use crate::demo::{DemoOptions, write_firm};
use crate::output;
use crate::pipeline::{self, Options};

/// Runs `bench`.
pub fn run(arguments: &BenchArgs) -> Result<Status> {
    let figures = match arguments.name {
        Benchmark::Scan => scan(arguments)?,
    };
    let text = if arguments.json { serde_json::to_string_pretty(&figures)? + "\n" } else { table(&figures) };
    output::data(&text)?;
    Ok(if figures.iter().all(|figure| figure.reached) { Status::Fine } else { Status::Findings })
}

fn scan(arguments: &BenchArgs) -> Result<Vec<Figure>> {
    let folder = tempfile::tempdir().context("making a folder")?;
    let empty = folder.path().join("empty");
    std::fs::create_dir_all(&empty)?;
    let runs = 25;
    let mut start_up: Vec<f64> = Vec::with_capacity(runs);
    for _ in 0..runs {
        start_up.push(cost::scan(&empty, None)?.cpu_seconds * 1000.0);
    }
    start_up.sort_by(f64::total_cmp);
    let median = start_up.get(runs / 2).copied().unwrap_or_default();

    let mut score = Score::default();
    for seed in arguments.seed..arguments.seed + arguments.firms {
        let target = folder.path().join(format!("firm-{seed}"));
        std::fs::create_dir_all(&target)?;
        firms::write_firm(&target, seed)?;
        let options = Options { paths: vec![target.clone()], names: true, ..Options::default() };
        let scanned = pipeline::scan(&options)?;
        score.add(&target, &scanned.document)?;
    }
    for note in &score.notes {
        output::message(&format!("note: {note}"));
    }

    let large = folder.path().join("large");
    write_firm(&large, &DemoOptions { people: 60, applicants: arguments.applicants, seed: arguments.seed })?;
    let cost = cost::scan(&large, None)?;
    Ok(figures(arguments, &score, &cost, median))
}

fn figures(arguments: &BenchArgs, score: &Score, cost: &cost::Cost, start_up: f64) -> Vec<Figure> {
    let joins = share(score.joins_made, score.joins_stated);
    let honest = share(score.honest_in_cases, score.honest);
    let scale = arguments.applicants as f64 / 100_000.0;
    vec![
        Figure {
            name: "two humans in one person",
            seen: format!("{} in {} firms", score.mixed_persons, score.firms),
            aim: "0",
            reached: score.mixed_persons == 0,
        },
        Figure {
            name: "joins that the firm states",
            seen: format!("{} of {} ({:.1} %)", score.joins_made, score.joins_stated, joins * 100.0),
            aim: "at least 98 %",
            reached: joins >= 0.98,
        },
        Figure {
            name: "records that open and hold the value",
            seen: format!("{} of {}", score.records_open, score.records),
            aim: "all",
            reached: score.records_open == score.records,
        },
        Figure {
            name: "honest persons in any case",
            seen: format!("{} of {} ({:.2} in 1,000)", score.honest_in_cases, score.honest, honest * 1000.0),
            aim: "at most 1 in 1,000",
            reached: honest <= 0.001,
        },
        Figure {
            name: "operators with two personas in one case",
            seen: format!("{} of {}", score.operators_seen, score.operators),
            aim: "shown, no aim",
            reached: true,
        },
        Figure {
            name: "CPU seconds, applicants in JSON",
            seen: format!("{:.1} for {}", cost.cpu_seconds, output::number(arguments.applicants as u64)),
            aim: "under 60 for 100,000",
            reached: cost.cpu_seconds < 60.0 * scale.max(0.01),
        },
        Figure {
            name: "peak memory of that scan",
            seen: format!("{:.0} MB", cost.peak_mb),
            aim: "under 2,000 MB",
            reached: cost.peak_mb < 2_000.0,
        },
        Figure {
            name: "scan of an empty folder, CPU",
            seen: format!("{start_up:.1} ms (median)"),
            aim: "under 20 ms",
            reached: start_up < 20.0,
        },
    ]
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

//! `bonafide bench`: figures beside their aims.

mod link;

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use bonafide_sources::document::Reader;

use crate::Status;
use crate::bench::demo_score::{DemoScore, Part};
use crate::bench::score::Score;
use crate::bench::{Figure, cost, firms, table};
use crate::cli::{BenchArgs, BenchScanArgs, Benchmark};
use crate::demo::{DemoOptions, Shape, write_shaped_firm};
use crate::output;
use crate::pipeline::{self, Options};

/// Workers of the sign-in measurement, and events of each in the year: about 300,000 together.
const WORKERS: usize = 60;
const EVENTS: usize = 5_000;

/// Events of each account in the firms that are scored: enough for every story.
const SCORED_EVENTS: usize = 600;

/// Runs `bench`.
pub fn run(arguments: &BenchArgs) -> Result<Status> {
    match &arguments.name {
        Benchmark::Scan(own) => scan(own),
        Benchmark::Link(own) => link::run(own),
        Benchmark::Cost(own) => link::cost::serve(&own.command),
    }
}

fn scan(arguments: &BenchScanArgs) -> Result<Status> {
    let figures = figures(arguments)?;
    let text = if arguments.json { serde_json::to_string_pretty(&figures)? + "\n" } else { table(&figures) };
    output::data(&text)?;
    Ok(if figures.iter().all(|figure| figure.reached) { Status::Fine } else { Status::Findings })
}

fn figures(arguments: &BenchScanArgs) -> Result<Vec<Figure>> {
    let folder = tempfile::tempdir().context("making a folder")?;
    let mut figures = Vec::new();
    figures.push(start_up(folder.path())?);
    // Before anything larger: the system keeps one peak for all children together.
    figures.extend(sign_ins(folder.path(), arguments.seed)?);
    figures.extend(unseen_firms(folder.path(), arguments)?);
    figures.extend(demo_firms(folder.path(), arguments)?);
    figures.push(documents(folder.path(), arguments.seed)?);
    figures.extend(applicants(folder.path(), arguments)?);
    figures.push(binary()?);
    Ok(figures)
}

/// What a scan of nothing costs.
fn start_up(folder: &Path) -> Result<Figure> {
    let empty = folder.join("empty");
    std::fs::create_dir_all(&empty)?;
    let runs = 25;
    let mut seen: Vec<f64> = Vec::with_capacity(runs);
    for _ in 0..runs {
        seen.push(cost::scan(&empty, None)?.cpu_seconds * 1000.0);
    }
    seen.sort_by(f64::total_cmp);
    let median = seen.get(runs / 2).copied().unwrap_or_default();
    Ok(Figure {
        name: "scan of an empty folder, CPU",
        seen: format!("{median:.1} ms (median)"),
        aim: "under 20 ms",
        reached: median < 20.0,
    })
}

/// What a year of sign-ins costs, and what twice as many events a person cost more in memory.
fn sign_ins(folder: &Path, seed: u64) -> Result<Vec<Figure>> {
    let options = DemoOptions { people: WORKERS, applicants: 0, seed };
    let (once, twice) = (folder.join("year"), folder.join("year-twice"));
    write_shaped_firm(&once, &options, Shape { operators: true, events: EVENTS, ..Shape::default() })?;
    let single = cost::scan(&once, None)?;
    let events = lines(&once.join("okta_system_log.jsonl"))?;
    std::fs::remove_dir_all(&once)?;
    write_shaped_firm(&twice, &options, Shape { operators: true, events: EVENTS * 2, ..Shape::default() })?;
    let double = cost::scan(&twice, None)?;
    std::fs::remove_dir_all(&twice)?;
    let growth = double.peak_mb / single.peak_mb.max(1.0);
    Ok(vec![
        Figure {
            name: "CPU seconds, a year of sign-ins",
            seen: format!("{:.1} for {} events", single.cpu_seconds, output::number(events)),
            aim: "under 6 for 300,000",
            reached: single.cpu_seconds < 6.0,
        },
        Figure {
            name: "peak memory of it, and with twice the events",
            seen: format!("{:.0} MB, {:.0} MB", single.peak_mb, double.peak_mb),
            aim: "flat: at most a tenth more",
            reached: growth <= 1.1,
        },
    ])
}

fn lines(path: &Path) -> Result<u64> {
    // Piece by piece: what this program holds counts as memory of the children that it starts.
    let mut file = std::fs::File::open(path).with_context(|| format!("reading {}", path.display()))?;
    let mut piece = vec![0_u8; 64 * 1024];
    let mut count = 0;
    loop {
        let length = file.read(&mut piece)?;
        if length == 0 {
            return Ok(count);
        }
        let ends = piece.iter().take(length).map(|byte| u64::from(*byte == b'\n'));
        count += ends.sum::<u64>();
    }
}

/// Hiring and staff records of firms whose writer did not look at the detectors.
fn unseen_firms(folder: &Path, arguments: &BenchScanArgs) -> Result<Vec<Figure>> {
    let mut score = Score::default();
    for seed in arguments.seed..arguments.seed + arguments.firms {
        let target = folder.join(format!("firm-{seed}"));
        std::fs::create_dir_all(&target)?;
        firms::write_firm(&target, seed)?;
        let options = Options { paths: vec![target.clone()], names: true, ..Options::default() };
        let scanned = pipeline::scan(&options)?;
        score.add(&target, &scanned.document)?;
    }
    for note in &score.notes {
        output::message(&format!("note: {note}"));
    }
    let joins = share(score.joins_made, score.joins_stated);
    let honest = share(score.honest_in_cases, score.honest);
    Ok(vec![
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
    ])
}

/// Demo firms with operators, and a quarter as many without any.
fn demo_firms(folder: &Path, arguments: &BenchScanArgs) -> Result<Vec<Figure>> {
    let mut score = DemoScore::default();
    let mut without = DemoScore::default();
    let seeds: Vec<u64> = (arguments.seed..arguments.seed + arguments.firms).collect();
    for (number, seed) in seeds.iter().enumerate() {
        score_firm(folder, *seed, true, &mut score)?;
        if number % 4 == 0 {
            score_firm(folder, *seed, false, &mut without)?;
        }
    }
    for note in score.notes.iter().chain(&without.notes) {
        output::message(&format!("note: {note}"));
    }
    let name = "class of innocents with the largest share in cases";
    let worst = score
        .classes
        .iter()
        .chain(&without.classes)
        .max_by(|one, other| one.1.share().total_cmp(&other.1.share()));
    let (class, most) = worst.map_or(("none", Part::default()), |(class, part)| (class.as_str(), *part));
    let part = |part: Part| format!("{} of {}", output::number(part.seen), output::number(part.of));
    Ok(vec![
        Figure {
            name: "demo firms: operators whole in one case",
            seen: format!(
                "{} (seeds {} to {})",
                part(score.whole),
                arguments.seed,
                arguments.seed + arguments.firms - 1
            ),
            aim: "all that share something",
            reached: score.whole.seen == score.whole.of,
        },
        Figure {
            name: "demo firms: operators without a trace, found",
            seen: part(score.found_without_trace),
            aim: "0",
            reached: score.found_without_trace.seen == 0,
        },
        Figure {
            name: "demo firms: honest persons in any case",
            seen: part(score.honest),
            aim: "at most 1 in 1,000",
            reached: score.honest.share() <= 0.001,
        },
        Figure {
            name: "firms without any operator: persons in a case",
            seen: part(without.honest),
            aim: "at most 1 in 1,000",
            reached: without.honest.share() <= 0.001,
        },
        Figure {
            name,
            seen: format!("{class}: {}", part(most)),
            aim: "at most 5 %",
            reached: most.share() <= 0.05,
        },
        Figure {
            name: "cases that the first next check settles",
            seen: part(score.settled),
            aim: "at least 80 %",
            reached: score.settled.share() >= 0.8,
        },
    ])
}

fn score_firm(folder: &Path, seed: u64, operators: bool, score: &mut DemoScore) -> Result<()> {
    let target = folder.join(format!("demo-{seed}-{operators}"));
    let options = DemoOptions { seed, ..DemoOptions::default() };
    write_shaped_firm(&target, &options, Shape { operators, events: SCORED_EVENTS, ..Shape::default() })?;
    let scanned = pipeline::scan(&Options { names: true, ..Options::of(&target) })?;
    score.add(&target, &scanned.document)?;
    std::fs::remove_dir_all(&target).context("removing a firm that was scored")
}

/// What one PDF CV costs to read.
fn documents(folder: &Path, seed: u64) -> Result<Figure> {
    let target = folder.join("papers");
    let options = DemoOptions { people: 0, applicants: 350, seed };
    write_shaped_firm(&target, &options, Shape { operators: false, events: 0, ..Shape::default() })?;
    let mut papers = Vec::new();
    for entry in std::fs::read_dir(target.join("cv")).context("the CVs of a demo firm")? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "pdf") {
            papers.push(std::fs::read(path)?);
        }
    }
    let mut reader = Reader::in_process();
    let before = cost::own_seconds()?;
    let read = papers.iter().filter(|paper| reader.read(paper).is_ok()).count();
    let each = (cost::own_seconds()? - before) * 1000.0 / papers.len().max(1) as f64;
    Ok(Figure {
        name: "CPU of one PDF CV",
        seen: format!("{each:.1} ms, {read} of {} read", papers.len()),
        aim: "at most 50 ms, all read",
        reached: each <= 50.0 && read == papers.len(),
    })
}

fn applicants(folder: &Path, arguments: &BenchScanArgs) -> Result<Vec<Figure>> {
    let large = folder.join("large");
    let options = DemoOptions { people: 60, applicants: arguments.applicants, seed: arguments.seed };
    // Sign-ins have a figure of their own.
    write_shaped_firm(&large, &options, Shape { operators: true, events: 0, ..Shape::default() })?;
    // The records first, as the aim has it; then with the CV files, whose number grows alike.
    let (papers, aside) = (large.join("cv"), folder.join("large-cv"));
    std::fs::rename(&papers, &aside).with_context(|| format!("moving {}", papers.display()))?;
    let cost = cost::scan(&large, None)?;
    std::fs::rename(&aside, &papers).with_context(|| format!("moving {}", aside.display()))?;
    let count = std::fs::read_dir(&papers)?.count();
    let with_papers = cost::scan(&large, None)?;
    let scale = arguments.applicants as f64 / 100_000.0;
    Ok(vec![
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
            name: "the same with their CV files",
            seen: format!(
                "{:.1} CPU-s, {:.0} MB with {}",
                with_papers.cpu_seconds,
                with_papers.peak_mb,
                output::number(count as u64)
            ),
            aim: "shown, no aim",
            reached: true,
        },
    ])
}

fn binary() -> Result<Figure> {
    let program = std::env::current_exe().context("finding this program")?;
    let megabytes = std::fs::metadata(program)?.len() as f64 / 1e6;
    Ok(Figure {
        name: "size of this program",
        seen: format!("{megabytes:.1} MB"),
        aim: "under 40 MB (release)",
        reached: megabytes < 40.0 || cfg!(debug_assertions),
    })
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

//! `bonafide link`: which rows of any table are the same entity?

mod judged;
mod onto;
mod read;
mod report;
mod results;
mod suggested;

use std::path::Path;

use anyhow::{Context as _, Result};
use bonafide_linkage::job::{Duplicates, Judgement, Known, Linked, Step, link};
use bonafide_linkage::model::Model;
use bonafide_linkage::settings::Settings;
use bonafide_linkage::table::Table;

use crate::Status;
use crate::cli::LinkArgs;
use crate::commands::out;
use crate::output::{self, counted, number};
use crate::pipeline::shown;

/// Runs `link`.
pub fn run(arguments: &LinkArgs) -> Result<Status> {
    out::prepare(&arguments.out)?;
    if let Some(kept) = &arguments.onto {
        return onto::run(arguments, kept);
    }
    let given = arguments.settings.as_deref().map(settings_in).transpose()?;
    let (table, reports) = read::tables(arguments, given.as_ref().unwrap_or(&Settings::default()))?;
    for (input, report) in table.inputs.iter().zip(&reports) {
        read::tell(&input.name, report);
    }
    let (settings, written) = match given {
        Some(settings) => {
            let written = settings.to_toml();
            (settings, written)
        }
        None => suggested::settings(&table, arguments.id.as_deref())?,
    };
    let judged = |name: &Option<String>| -> Result<Vec<Judgement>> {
        let beside = arguments.settings.as_deref();
        name.as_deref().map_or(Ok(Vec::new()), |name| judged::pairs(name, beside, &table))
    };
    let judgements = judged(&settings.judgements)?;
    let known = Known { judgements: judgements.clone(), labels: judged(&settings.labels)?, model: None };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let linked = link(&table, &settings, known, threads, tell);
    output::end_progress();
    let linked = linked?;
    let mut files = results::of_run(&table, &linked, settings.format)?;
    files.push(("settings.toml", written.into_bytes()));
    files.push(("model.toml", linked.model.to_toml()?.into_bytes()));
    if settings.report {
        files.push(("report.html", report::html(&table, &settings, &linked)?));
    }
    out::write(&arguments.out, &files)?;
    let mut names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    if settings.index {
        onto::keep(&arguments.out, &table, &settings, &linked, &judgements)?;
        names.push("index");
    }
    let summary = summary(&table, &linked);
    output::data(&format!("{summary}written to {}: {}\n", shown(&arguments.out), names.join(", ")))?;
    let joins = linked.clusters.iter().any(|members| members.len() > 1);
    Ok(if joins { Status::Findings } else { Status::Fine })
}

fn settings_in(path: &Path) -> Result<Settings> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", shown(path)))?;
    Settings::parse(&text).with_context(|| shown(path))
}

fn tell(step: Step<'_>) {
    output::step(&match step {
        Step::Odd(warning) => return output::message(&warning.to_string()),
        Step::Blocking => "putting rows into blocks".to_owned(),
        Step::Pairs(pairs) => format!("{} pairs at most", number(pairs)),
        Step::Training => "training the model".to_owned(),
        Step::Scoring => "scoring pairs".to_owned(),
        Step::Clustering => "making clusters".to_owned(),
    });
}

fn summary(table: &Table, linked: &Linked) -> String {
    let compared: u64 = linked.patterns.iter().map(|(_, pairs)| pairs).sum();
    let likely = linked.pairs.iter().filter(|pair| pair.weight_milli >= 0).count() as u64;
    let joined: Vec<usize> = linked.clusters.iter().map(<[u32]>::len).filter(|size| *size > 1).collect();
    let largest = joined.iter().max().copied().unwrap_or(1) as u64;
    let rows = counted(table.rows() as u64, "row", "rows");
    let inputs = counted(table.inputs.len() as u64, "table", "tables");
    let clusters = counted(joined.len() as u64, "cluster", "clusters");
    let matches: f64 = linked.pairs.iter().map(|pair| Model::probability(pair.weight_milli)).sum();
    let mut lines = vec![format!(
        "{rows} of {inputs}; {} compared\n{} more likely the same than not; about {} true among all {} kept",
        counted(compared, "pair", "pairs"),
        counted(likely, "pair is", "pairs are"),
        number(matches.round() as u64),
        number(linked.pairs.len() as u64),
    )];
    for (input, duplicates) in table.inputs.iter().zip(&linked.duplicates) {
        lines.extend(of_duplicates(&input.name, duplicates));
    }
    if linked.refused > 0 {
        let refused = counted(linked.refused, "pair was", "pairs were");
        lines.push(format!("{refused} left out: one of the rows has a better partner"));
    }
    if let Some(found) = &linked.calibration {
        let labels: u64 = found.before.iter().map(|bin| bin.pairs).sum();
        lines.push(match &found.line {
            Ok(line) => format!(
                "weights were recalibrated by {}: {:+.2} bits, times {:.2}",
                counted(labels, "label", "labels"),
                line.offset,
                line.slope
            ),
            Err(why) => why.to_string(),
        });
    }
    lines.push(format!("{clusters} of two and more rows, the largest of {}\n", number(largest)));
    lines.join("\n")
}

/// One line on whether a table is free of duplicates; none where nobody asked.
fn of_duplicates(name: &str, duplicates: &Duplicates) -> Option<String> {
    match duplicates {
        Duplicates::NotAsked | Duplicates::ToldSome => None,
        Duplicates::ToldNone => {
            Some(format!("{name}: free of duplicates, as the settings say; each row has one partner at most"))
        }
        Duplicates::Counted(counts) if duplicates.none() => Some(format!(
            "{name}: {} of {} match another one of the table; taken as free of duplicates, each has one partner at \
             most ([run] unique = [] turns that off)",
            number(counts.matched),
            counted(counts.records, "row", "rows"),
        )),
        Duplicates::Counted(counts) => Some(format!(
            "{name}: {} of {} match another one of the table, so that a row may have several partners ([run] unique = \
             [\"{name}\"] if there are no duplicates)",
            number(counts.matched),
            counted(counts.records, "row", "rows"),
        )),
        Duplicates::TooMany(pairs) => Some(format!(
            "{name}: whether it holds duplicates was not counted, for it takes {}; say so in [run] unique",
            counted(*pairs, "pair", "pairs"),
        )),
    }
}

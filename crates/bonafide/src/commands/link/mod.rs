//! `bonafide link`: which rows of any table are the same entity?

mod onto;
mod read;
mod results;

use anyhow::{Context as _, Result, bail};
use bonafide_linkage::job::{Known, Linked, Step, link};
use bonafide_linkage::model::Model;
use bonafide_linkage::settings::{OutputFormat, Settings};
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
    let Some(path) = &arguments.settings else { bail!("give --settings, or --onto with a kept linkage") };
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", shown(path)))?;
    let settings = Settings::parse(&text).with_context(|| shown(path))?;
    let (table, reports) = read::tables(arguments, &settings)?;
    for (input, report) in table.inputs.iter().zip(&reports) {
        read::tell(&input.name, report);
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let linked = link(&table, &settings, Known::default(), threads, tell);
    output::end_progress();
    let linked = linked?;
    let mut files = match settings.format {
        OutputFormat::Csv => results::csv(&table, &linked),
        OutputFormat::Parquet => results::parquet(&table, &linked)?,
    };
    files.push(("settings.toml", settings.to_toml().into_bytes()));
    files.push(("model.toml", linked.model.to_toml()?.into_bytes()));
    out::write(&arguments.out, &files)?;
    onto::keep(&arguments.out, &table, &settings, &linked)?;
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).chain(["index"]).collect();
    let summary = summary(&table, &linked);
    output::data(&format!("{summary}written to {}: {}\n", shown(&arguments.out), names.join(", ")))?;
    let joins = linked.clusters.iter().any(|members| members.len() > 1);
    Ok(if joins { Status::Findings } else { Status::Fine })
}

fn tell(step: Step) {
    output::step(&match step {
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
    format!(
        "{rows} of {inputs}; {} compared\n{} more likely the same than not; about {} true among all that were kept\n\
         {clusters} of two and more rows, the largest of {}\n",
        counted(compared, "pair", "pairs"),
        counted(likely, "pair is", "pairs are"),
        number(matches.round() as u64),
        number(largest),
    )
}

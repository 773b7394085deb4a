//! `bonafide link`: which rows of any table are the same entity?

mod estimated;
mod given;
mod judged;
mod names;
mod onto;
mod read;
mod report;
mod results;
mod said;
mod suggested;

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use bonafide_linkage::job::{Judgement, Known, Step, borrow, link};
use bonafide_linkage::settings::Settings;

use crate::Status;
use crate::cli::LinkArgs;
use crate::commands::out;
use crate::output::{self, counted, number};
use crate::pipeline::{plain, shown};

/// What a run may write, but for its index: what an earlier one left of them is no result of this one.
const RESULTS: [&str; 6] =
    ["pairs.csv", "clusters.csv", "pairs.parquet", "clusters.parquet", "report.html", "changes.csv"];

/// Runs `link`.
pub fn run(arguments: &LinkArgs) -> Result<Status> {
    out::prepare(&arguments.out)?;
    let mut given = arguments.settings.as_deref().map(settings_in).transpose()?;
    given::keep_apart(arguments, given.as_ref())?;
    if let Some(kept) = &arguments.onto {
        return onto::run(arguments, given, kept);
    }
    let mut is_id_new = false;
    if let Some(settings) = given.as_mut().filter(|_| !arguments.id.is_empty()) {
        is_id_new = settings.id != arguments.id;
        settings.id.clone_from(&arguments.id);
    }
    // Records would be added to an index of another linkage than the one that lies beside it.
    let index_stays = given.as_ref().is_some_and(|settings| !settings.index) && !arguments.estimate;
    if index_stays && arguments.out.join("index").exists() {
        bail!(
            "{} holds the index of an earlier linkage, and this one keeps none ([output] index = false); give another \
             folder with --out",
            shown(&arguments.out)
        );
    }
    // Held to the end, so that nobody else can write there meanwhile.
    let mut place = if arguments.estimate { None } else { onto::replace(&arguments.out)? };
    let (mut table, reports) = read::tables(arguments, given.as_ref())?;
    for (input, report) in table.inputs.iter().zip(&reports) {
        read::tell(&input.name, report);
    }
    let (settings, written) = if let Some(settings) = given {
        // One row may be the first of a kept linkage; of none nothing is learnt.
        if table.rows() == 0 {
            bail!("the tables have 0 rows together: nothing can be linked");
        }
        let place = || arguments.settings.as_deref().map_or_else(String::new, shown);
        settings.check(&table).with_context(place)?;
        let written = settings.to_toml();
        (settings, written)
    } else {
        suggested::settings(&table, &arguments.id)?
    };
    let judged = |name: &Option<String>| -> Result<Vec<Judgement>> {
        name.as_deref().map_or(Ok(Vec::new()), |name| judged::pairs(name, &(&table, &settings)))
    };
    let asked =
        settings.shows.as_deref().map(|name| judged::shown_pairs(name, &(&table, &settings))).transpose()?;
    let known = Known {
        judgements: judged(&settings.judgements)?,
        labels: judged(&settings.labels)?,
        model: None,
        shown: asked.unwrap_or_default(),
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let written = given::settings_file(arguments, written, is_id_new);
    if arguments.estimate {
        return estimated::run(arguments, &table, (&settings, written), known, threads);
    }
    let linked = borrow(&mut table, &settings, &known, threads, tell)
        .and_then(|()| link(&table, &settings, known, threads, tell));
    output::end_progress();
    let linked = linked?;
    let mut files = results::of_run(&table, &linked, settings.format)?;
    files.extend(written);
    files.push(("model.toml", linked.model.to_toml()?.into_bytes()));
    if settings.report {
        files.push(("report.html", report::html(&table, &settings, &linked)?));
    }
    if settings.index && place.is_none() {
        // A folder that cannot be had is told before a result is written.
        place = Some(onto::take(&arguments.out)?);
    }
    out::write(&arguments.out, &files)?;
    let mut names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    out::remove(&arguments.out, RESULTS.iter().copied().filter(|name| !names.contains(name)))?;
    if let Some(place) = &place {
        onto::keep(place, &table, &settings, &linked)?;
        names.push("index");
    }
    let summary = said::summary(&table, &linked);
    let summary = output::with_short_names(&summary);
    output::data(&format!("{summary}written to {}: {}\n", shown(&arguments.out), names.join(", ")))?;
    let joins = linked.clusters.iter().any(|members| members.len() > 1);
    Ok(if joins { Status::Findings } else { Status::Fine })
}

fn settings_in(path: &Path) -> Result<Settings> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            bail!("{} is no text in UTF-8, as settings are; save it as UTF-8", shown(path))
        }
        Err(error) => bail!(
            "{}: {}; give a file of settings, or leave --settings out to have them made from the data",
            shown(path),
            plain(&error)
        ),
    };
    let mut settings = Settings::parse(&text).with_context(|| shown(path))?;
    // What is written beside the results lies elsewhere.
    let Settings { judgements, labels, shows, .. } = &mut settings;
    for name in [judgements, labels, shows].into_iter().flatten() {
        *name = judged::file(name, path);
    }
    Ok(settings)
}

fn tell(step: Step<'_>) {
    output::step(&match step {
        Step::Odd(warning) => return output::message(&warning.to_string()),
        Step::Blocking => "putting rows into blocks".to_owned(),
        Step::Pairs(pairs) => format!("{} pairs at most", number(pairs)),
        Step::Training => "training the model".to_owned(),
        Step::Scoring(lost) => {
            if let Some(text) = lost.and_then(said::of_lost) {
                output::message(&format!("{text}; add rules to compare them too"));
            }
            "scoring pairs".to_owned()
        }
        Step::Clustering => "making clusters".to_owned(),
        Step::Borrowed { column, rows } => {
            let rows = counted(rows, "row borrows", "rows borrow");
            return output::message(&format!(
                "{rows} a value of `{column}` from rows beside; linking again with it"
            ));
        }
    });
}

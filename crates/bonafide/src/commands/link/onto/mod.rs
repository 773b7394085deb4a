//! `bonafide link --onto`: new records for a linkage that was kept.

mod asked;
mod changes;
mod store;
mod stream;
mod told;

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use bonafide_linkage::cluster::Change;
use bonafide_linkage::index::{Arrivals, Index, Matched};
use bonafide_linkage::job::{Judgement, Linked, borrow_nothing};
use bonafide_linkage::model::Model;
use bonafide_linkage::read::Format;
use bonafide_linkage::settings::Settings;
use bonafide_linkage::table::Table;
use serde_json::{Value, json};

pub use store::Place;

use super::results::{self, hex};
use super::{given, judged, read};
use crate::Status;
use crate::cli::LinkArgs;
use crate::commands::out;
use crate::output::{self, counted, number};
use crate::pipeline::shown;

/// Keeps a linkage that was just made, so that it can be added to.
pub fn keep(place: &Place, table: &Table, settings: &Settings, linked: &Linked) -> Result<()> {
    output::step("writing the index");
    let kept = store::first(place, table, settings, linked);
    output::end_progress();
    kept
}

/// Takes the place of an index in a folder that is to give way to that of a run; none where there is no index.
pub fn replace(folder: &Path) -> Result<Option<Place>> {
    store::replace(&folder.join("index"))
}

/// Takes the place of the index that a run is about to write into a folder.
pub fn take(folder: &Path) -> Result<Place> {
    store::take(&folder.join("index"))
}

/// What was added, for the summary.
#[derive(Default)]
struct Added {
    rows: u64,
    judgements: u64,
    compared: u64,
    pairs: u64,
    /// Records of standard input that could not be read or have no id.
    set_aside: u64,
    /// Records of standard input that the index has with other values.
    changed: u64,
    changes: changes::Changes,
}

/// Runs `link --onto`.
pub fn run(arguments: &LinkArgs, given: Option<Settings>, kept: &Path) -> Result<Status> {
    store::refuse_another(kept, &arguments.out)?;
    output::step("opening the index");
    let opened = store::open(kept);
    output::end_progress();
    let (mut index, mut store, untold) = opened?;
    let (settings, judged) = asked::settings(arguments, given, index.settings())?;
    index.limit(settings.at_most_pairs, settings.at_most_kept);
    if arguments.files.is_empty() && judged.is_none() {
        output::message(
            "nothing to add: no table and no [judgements] were given; results are written as they stand",
        );
    }
    let mut added = Added::default();
    for changes in &untold {
        added.changes.add(&index, changes);
    }
    told::learnt(&index);
    // The kept judgements are obeyed already; those of settings that were given come besides.
    let judged = |index: &Index, arrivals: &Arrivals| -> Result<Vec<Judgement>> {
        let found = judged.as_ref().map(|name| judged::pairs(name, &(index, arrivals))).transpose()?;
        Ok(index.new_judgements(&found.unwrap_or_default()))
    };
    let is_stream = matches!(arguments.files.as_slice(), [only] if only.as_os_str() == "-");
    if is_stream || arguments.files.is_empty() {
        let nobody = index.arrivals(&Table::default(), &[]);
        let judgements = judged(&index, &nobody)?;
        if !judgements.is_empty() {
            let matched = index.matches(&nobody)?;
            take_up(&mut index, &mut store, nobody, &matched, &judgements, &mut added)?;
        }
    }
    if is_stream {
        one_by_one(arguments, &settings, &mut index, &mut store, &mut added)?;
    } else if !arguments.files.is_empty() {
        let (mut table, reports) = read::tables(arguments, Some(&settings))?;
        borrow_nothing(&mut table, &settings)?;
        for (input, report) in table.inputs.iter().zip(&reports) {
            told::table(&index, &input.name, report);
        }
        let numbered: Vec<bool> = reports.iter().map(|report| report.id.is_none()).collect();
        let arrivals = index.arrivals(&table, &numbered);
        refuse_others(&arrivals)?;
        told::left_out(&arrivals);
        for input in table.inputs.iter().filter(|input| index.has_input(&input.name)) {
            output::message(&format!("{}: added to the table of this name in the kept linkage", input.name));
        }
        drop(table);
        told::common(&index.common(&arrivals)?);
        output::step("comparing new records");
        let matched = index.matches(&arrivals);
        output::end_progress();
        let matched = matched?;
        told::skipped(&matched.skipped);
        told::outgrown(matched.outgrown);
        let judgements = judged(&index, &arrivals)?;
        if !arrivals.is_empty() || !judgements.is_empty() {
            take_up(&mut index, &mut store, arrivals, &matched, &judgements, &mut added)?;
        }
    }
    told::all_with_all(&index);
    let summary = summary(&index, &added);
    let found = added.pairs > 0 || added.changes.any();
    let mut files = results::all(&index, &index.ranks(), index.pairs(), settings.format)?;
    files.push(added.changes.file());
    files.extend(given::settings_file(arguments, settings.to_toml(), false));
    files.push(("model.toml", index.model_text().as_bytes().to_vec()));
    out::write(&arguments.out, &files).context(
        "the records are in the kept linkage already; run again with the same tables to have the results written",
    )?;
    store.finish(&index)?;
    output::end_progress();
    if !untold.is_empty() {
        output::message(&format!(
            "an earlier run added {} and ended before it told what changed; changes.csv tells it too",
            counted(untold.len() as u64, "batch", "batches")
        ));
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    // Beside the index the report is that of the run which it was made by.
    let is_beside = store::is_beside(kept, &arguments.out);
    if is_beside && added.rows + added.judgements > 0 && arguments.out.join("report.html").is_file() {
        output::message(&format!(
            "{} shows the linkage as it was made, without what was added since",
            shown(&arguments.out.join("report.html"))
        ));
    }
    let stays = |name: &str| names.contains(&name) || (is_beside && name == "report.html");
    out::remove(&arguments.out, super::RESULTS.iter().copied().filter(|name| !stays(name)))?;
    let text = format!("{summary}written to {}: {}\n", shown(&arguments.out), names.join(", "));
    // Where records come one by one standard output is theirs.
    if is_stream {
        text.lines().for_each(output::message);
    } else {
        output::data(&text)?;
    }
    Ok(if found { Status::Findings } else { Status::Fine })
}

/// Refuses tables of something else: no value of theirs would be compared.
fn refuse_others(arrivals: &Arrivals) -> Result<()> {
    if arrivals.without_all.is_empty() {
        return Ok(());
    }
    bail!(
        "the new records have none of the columns that the kept linkage compares: {}; give tables with columns of these \
         names",
        arrivals.without_all.join(", ")
    )
}

fn take_up(
    index: &mut Index,
    store: &mut store::Store,
    arrivals: Arrivals,
    matched: &Matched,
    judgements: &[Judgement],
    added: &mut Added,
) -> Result<Vec<Change>> {
    let rows = arrivals.len() as u64;
    let made = index.add(arrivals, matched, judgements)?;
    store.append(&made.entry)?;
    added.rows += rows;
    added.judgements += judgements.len() as u64;
    added.compared += matched.compared;
    let matches = matched.matches.iter().flatten();
    added.pairs += matches.filter(|own| own.weight_milli >= index.at_least()).count() as u64;
    added.changes.add(index, &made.changes);
    Ok(made.changes)
}

/// Takes records from standard input as they come; what each matches is printed once it is on the disk.
fn one_by_one(
    arguments: &LinkArgs,
    settings: &Settings,
    index: &mut Index,
    store: &mut store::Store,
    added: &mut Added,
) -> Result<()> {
    let options = read::options(arguments, settings);
    let Some(mut records) = stream::Records::new(std::io::stdin().lock(), &options)? else { return Ok(()) };
    let (mut has_ids, mut told) = (false, told::Once::default());
    while let Some((mut table, report)) = records.next()? {
        borrow_nothing(&mut table, settings)?;
        let count = records.count();
        told::rows_in_cell(count, &report);
        let arrivals = index.arrivals(&table, &[report.id.is_none()]);
        // Each object may have other columns than the one before.
        if count == 1 && report.format != Format::Json {
            refuse_others(&arrivals)?;
            told::columns(&arrivals);
        }
        if report.rows == 0 {
            told::set_aside(count, &report);
            added.set_aside += 1;
            continue;
        }
        // Numbers are for records of which none has an id: else they would be ids of others.
        has_ids |= report.id.is_some();
        if arrivals.nameless > 0 || (has_ids && report.id.is_none()) {
            output::message(&format!(
                "{}: record {} has no id, by which a kept linkage tells records; it was set aside",
                stream::NAME,
                number(count)
            ));
            added.set_aside += 1;
            continue;
        }
        added.changed += arrivals.changed.len() as u64;
        if let Some((file, id)) = arrivals.known.first().or(arrivals.changed.first()) {
            let cluster = index.row(file, id).map(|row| hex(index.cluster(row)));
            let is_other = !arrivals.changed.is_empty();
            let known = json!({ "file": file, "id": id, "cluster": cluster, "known": true, "other_values": is_other });
            output::data(&format!("{known}\n"))?;
            continue;
        }
        let matched = index.matches(&arrivals)?;
        told.tell(count, &matched);
        let row = index.rows();
        let changes = take_up(index, store, arrivals, &matched, &[], added)?;
        let answer = answer(index, row, &matched, &changes);
        output::data(&format!("{answer}\n"))?;
    }
    told.tell_in_all();
    Ok(())
}

fn answer(index: &Index, row: u32, matched: &Matched, changes: &[Change]) -> Value {
    let matches: Vec<Value> = matched
        .matches
        .iter()
        .flatten()
        .filter(|own| own.weight_milli >= index.at_least())
        .map(|own| {
            json!({
                "file": index.input(own.row),
                "id": index.id_text(own.row),
                "weight_milli": own.weight_milli,
                "probability": Model::probability(own.weight_milli),
            })
        })
        .collect();
    let changes: Vec<Value> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Joined { cluster, .. } => Some(json!({ "change": "joined", "to": hex(*cluster) })),
            Change::Merged { from, kept } => {
                let from: Vec<String> = from.iter().map(|id| hex(*id)).collect();
                Some(json!({ "change": "merged", "from": from, "to": hex(*kept) }))
            }
            Change::Split { from, into } => {
                let into: Vec<String> = into.iter().map(|id| hex(*id)).collect();
                Some(json!({ "change": "split", "from": hex(*from), "to": into }))
            }
            // One record makes none with itself.
            Change::Made { .. } => None,
        })
        .collect();
    json!({
        "file": index.input(row),
        "id": index.id_text(row),
        "cluster": hex(index.cluster(row)),
        "matches": matches,
        "changes": changes,
    })
}

fn summary(index: &Index, added: &Added) -> String {
    let judged = match added.judgements {
        0 => String::new(),
        new => format!("{} taken up\n", counted(new, "new judgement", "new judgements")),
    };
    let left_out = match (added.set_aside, added.changed) {
        (0, 0) => String::new(),
        (aside, 0) => format!("{} set aside and not added\n", counted(aside, "record was", "records were")),
        (aside, changed) => format!(
            "{} set aside, and {} an id that the index has with other values: none of these is in the linkage\n",
            counted(aside, "record was", "records were"),
            counted(changed, "record has", "records have")
        ),
    };
    format!(
        "{} added, {} in all; {} compared, {} kept\n{left_out}{judged}{} joined a cluster that was there, {} made of new records \
         alone, {} merged, {} split\n",
        counted(added.rows, "record", "records"),
        counted(u64::from(index.rows()), "row", "rows"),
        counted(added.compared, "pair", "pairs"),
        number(added.pairs),
        counted(added.changes.joined, "record", "records"),
        counted(added.changes.made, "cluster was", "clusters were"),
        counted(added.changes.merged, "cluster was", "clusters were"),
        counted(added.changes.split, "cluster was", "clusters were"),
    )
}

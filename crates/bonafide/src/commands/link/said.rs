//! What a linkage says of itself: the summary of a run, whose lines on duplicates the report has too.

use bonafide_linkage::assign::Freedom;
use bonafide_linkage::job::{Duplicates, Linked, Lost};
use bonafide_linkage::model::Model;
use bonafide_linkage::table::Table;

use crate::output::{counted, number};

/// True pairs that are not compared are spoken of from this share on.
const LOST: f64 = 0.01;

/// What to do where no pair was taken for the same.
const NOBODY: &str = "no two rows seem to be the same; if you know some that are, list them: [output] shows = \
                      \"some.csv\" tells what speaks against them, and [labels] file = \"some.csv\" teaches the model";

/// What a run found, line by line.
pub fn summary(table: &Table, linked: &Linked) -> String {
    let compared = linked.compared();
    // Also where fewer are written, as clusters and report have it.
    let likely = linked.heard().filter(|pair| pair.weight_milli >= 0).count() as u64;
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
    let lost = linked.lost.as_ref().and_then(of_lost);
    lines.extend(lost.map(|text| format!("{text} and were not compared")));
    lines.extend(of_tables(table, linked));
    if likely > 0 {
        lines.extend(of_silent(&linked.model));
    } else if compared > 0 {
        lines.push(NOBODY.to_owned());
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

/// What rules lose of the true pairs; none where nearly nothing.
pub fn of_lost(lost: &Lost) -> Option<String> {
    (lost.share >= LOST).then(|| share_lost(lost))
}

/// What rules lose of the true pairs, by the model.
pub fn share_lost(lost: &Lost) -> String {
    let percent = |share: f64| {
        if share >= LOST { format!("about {:.0} %", 100.0 * share) } else { "under 1 %".to_owned() }
    };
    let all = percent(lost.share);
    let likely = lost.seen.as_ref().map(|seen| percent(seen.share_of_likely)).filter(|own| *own != all);
    let of_likely =
        likely.map_or_else(String::new, |own| format!(" ({own} of those more likely the same than not)"));
    format!("{all} of the true pairs share no key of a blocking rule{of_likely}")
}

/// A comparison in which so many matches differ tells nothing of them.
const DIFFERENT: f64 = 0.9;

/// Columns in which what is taken for the same hardly ever agrees, one line each.
fn of_silent(model: &Model) -> Vec<String> {
    let Some(matches) = model.classes.first() else { return Vec::new() };
    let both = model.compared.iter().zip(&matches.outcomes);
    let different = both.filter_map(|(own, outcomes)| Some((own, *outcomes.last()?)));
    different
        .filter(|(_, share)| *share >= DIFFERENT)
        .map(|(own, share)| {
            format!(
                "`{}`: of the pairs taken for the same {:.0} % differ in it; if the tables mean one thing by it, look at \
                 some before you believe them: they may be relatives or namesakes",
                own.name,
                // Never all, where a few are known to agree.
                (100.0 * share).floor()
            )
        })
        .collect()
}

/// What was taken of the tables' duplicates, and what followed.
pub fn of_tables(table: &Table, linked: &Linked) -> Vec<String> {
    let both = table.inputs.iter().zip(&linked.duplicates);
    let mut lines: Vec<String> =
        both.filter_map(|(input, duplicates)| of_duplicates(&input.name, duplicates)).collect();
    if linked.refused > 0 {
        let refused = counted(linked.refused, "pair was", "pairs were");
        lines.push(format!("{refused} left out: one of the rows has a better partner, or one as good"));
    }
    lines
}

/// One line on whether a table is free of duplicates; none where nobody asked.
fn of_duplicates(name: &str, duplicates: &Duplicates) -> Option<String> {
    match duplicates {
        Duplicates::NotAsked | Duplicates::ToldSome => None,
        Duplicates::ToldNone => {
            Some(format!("{name}: free of duplicates, as the settings say; each row has one partner at most"))
        }
        Duplicates::Counted(counts) if duplicates.none() => Some(format!(
            "{name}: {} of {} match another one of the table{}; taken as free of duplicates, each has one partner at \
             most ([run] unique = [] turns that off)",
            number(counts.matched),
            counted(counts.records, "row", "rows"),
            if counts.freedom() == Freedom::PartnersDiffer {
                ", but the two of most such pairs have different partners in the other table"
            } else {
                ""
            },
        )),
        Duplicates::Counted(counts) => Some(format!(
            "{name}: {} of {} match another one of the table, so that a row may have several partners ([run] unique = \
             [\"{name}\"] if there are no duplicates)",
            number(counts.matched),
            counted(counts.records, "row", "rows"),
        )),
        Duplicates::JudgedSome => Some(format!(
            "{name}: judgements say that rows of it are the same, so that a row may have several partners"
        )),
        Duplicates::TooMany(pairs) => Some(format!(
            "{name}: whether it holds duplicates was not counted, for it takes {}; say so in [run] unique",
            counted(*pairs, "pair", "pairs"),
        )),
    }
}

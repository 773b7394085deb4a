//! What a linkage says of itself: the summary of a run, whose lines on duplicates the report has too.

use bonafide_linkage::assign::Freedom;
use bonafide_linkage::block::Mode;
use bonafide_linkage::job::{Duplicates, Linked, Lost};
use bonafide_linkage::model::Model;
use bonafide_linkage::table::Table;

use crate::output::{counted, number};

/// True pairs that are not compared are spoken of from this share on.
const LOST: f64 = 0.01;

/// Labels that leave less than this of a weight speak against the model more than they correct it. It is chosen, not measured: 150
/// labels of which twelve were wrong left .07.
const AGAINST: f64 = 0.3;
const CONTRADICTED: &str = "; so little is left because labels contradict what pairs agree on: look at those judged distinct \
                            that weigh most and those judged the same that weigh least, or leave [labels] out";

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
        lines.extend(of_relatives(&linked.model, linked.chances.pairs));
    } else if compared > 0 {
        lines.push(NOBODY.to_owned());
    }
    if let Some(found) = &linked.calibration {
        let labels: u64 = found.before.iter().map(|bin| bin.pairs).sum();
        lines.push(match &found.line {
            Ok(line) => format!(
                "weights were recalibrated by {}: {:+.2} bits, times {:.2}{}",
                counted(labels, "label", "labels"),
                line.offset,
                line.slope,
                if line.slope < AGAINST { CONTRADICTED } else { "" }
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

/// Who is related agrees on a column so often, and strangers so seldom at least.
const AGREE: f64 = 0.8;
const BY_CHANCE: f64 = 0.2;

/// Classes of related pairs are spoken of where they are such a share of the matches, the largest of them.
const WORTH_A_LINE: f64 = 0.1;
const LINES: usize = 2;

/// What was taken for related and not for the same, by the columns in which it is equal or nearly so, of so many pairs in all.
fn of_relatives(model: &Model, pairs: u64) -> Vec<String> {
    let [matches, related @ .., strangers] = model.classes.as_slice() else { return Vec::new() };
    let agrees = |outcomes: &[f64]| 1.0 - outcomes.last().copied().unwrap_or(1.0);
    let mut told: Vec<(f64, Vec<String>)> = Vec::new();
    for class in related.iter().filter(|class| class.share >= WORTH_A_LINE * matches.share) {
        let mut columns = Vec::new();
        for (place, own) in model.compared.iter().enumerate() {
            let [of_class, by_chance] = [class, strangers].map(|own| agrees(&own.outcomes[place]));
            if of_class >= AGREE && by_chance <= BY_CHANCE {
                columns.push(format!("`{}`", own.name));
            }
        }
        if columns.len() > 1 {
            told.push((class.share * pairs as f64, columns));
        }
    }
    told.sort_by(|one, other| other.0.total_cmp(&one.0));
    told.truncate(LINES);
    let line = |(pairs, columns): (f64, Vec<String>)| {
        let (last, rest) = columns.split_last()?;
        Some(format!(
            "about {} are alike in {} and {last} and are taken for related, not for the same; where no two others are alike \
             in one of these, say so: [training] lasting = [that column]",
            counted(pairs.round() as u64, "pair", "pairs"),
            rest.join(", "),
        ))
    };
    told.into_iter().filter_map(line).collect()
}

/// What was taken of the tables' duplicates, and what followed.
pub fn of_tables(table: &Table, linked: &Linked) -> Vec<String> {
    let both = table.inputs.iter().zip(&linked.duplicates);
    let mut lines: Vec<String> =
        both.filter_map(|(input, duplicates)| of_duplicates(&input.name, duplicates, linked.mode)).collect();
    if linked.refused > 0 {
        let refused = counted(linked.refused, "pair was", "pairs were");
        lines.push(format!("{refused} left out: one of the rows has a better partner, or one as good"));
    }
    lines
}

/// One line on whether a table is free of duplicates; none where nobody asked.
fn of_duplicates(name: &str, duplicates: &Duplicates, mode: Mode) -> Option<String> {
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
            match counts.freedom() {
                Freedom::PartnersDiffer => {
                    ", but the two of most such pairs have different partners in other tables"
                }
                Freedom::KindsDiffer => {
                    ", but most such pairs differ in what rows of two tables agree on, as branches and variants do"
                }
                _ => "",
            },
        )),
        Duplicates::Counted(counts) => {
            let found = format!(
                "{name}: {} of {} match another one of the table, so that a row may have several partners",
                number(counts.matched),
                counted(counts.records, "row", "rows")
            );
            let none = format!("[run] unique = [\"{name}\"]");
            Some(if mode == Mode::Link {
                format!(
                    "{found}; these pairs inside of a table are not among those found: [run] mode = \"link-and-dedupe\" \
                     finds them, too ({none} if there are no duplicates)"
                )
            } else {
                format!("{found} ({none} if there are no duplicates)")
            })
        }
        Duplicates::JudgedSome => Some(format!(
            "{name}: judgements say that rows of it are the same, so that a row may have several partners"
        )),
        Duplicates::TooMany(pairs) => Some(format!(
            "{name}: whether it holds duplicates was not counted, for it takes {}; say so in [run] unique",
            counted(*pairs, "pair", "pairs"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use bonafide_linkage::model::{Class, Compared, Line};

    use super::*;

    /// A model of a name, a door and a day of birth, whose related class agrees so often on each.
    fn told(related: [f64; 3], share: f64) -> Vec<String> {
        let class = |share: f64, agrees: [f64; 3]| Class {
            name: String::new(),
            share,
            outcomes: agrees.map(|own| vec![1.0, own, 1.0 - own]).to_vec(),
        };
        let compared =
            ["name", "door", "born"].map(|name| Compared { name: name.to_owned(), labels: Vec::new() });
        let classes = vec![class(0.001, [0.95; 3]), class(share, related), class(0.998, [0.01; 3])];
        of_relatives(&Model { compared: compared.to_vec(), classes, line: Line::NONE, alone: 1.0 }, 100_000)
    }

    #[test]
    fn what_is_taken_for_related_is_told_by_what_it_is_alike_in() {
        let [line] = &told([0.9, 0.95, 0.01], 0.002)[..] else { panic!("one line") };
        assert!(
            line.starts_with("about 200 pairs are alike in `name` and `door` and are taken for related"),
            "{line}"
        );
        // Of one column they are namesakes; and few are not worth a line.
        assert_eq!(told([0.9, 0.1, 0.01], 0.002), [""; 0]);
        assert_eq!(told([0.9, 0.95, 0.01], 0.000_05), [""; 0]);
    }
}

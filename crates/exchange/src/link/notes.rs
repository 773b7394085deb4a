//! Where should somebody look next? Each note is one thing that the figures show, why it matters, and where
//! on the page it stands.

use super::figures::{Basis, LinkFigures, Operating};
use crate::figures::{bits, count, counted, percent, signed_bits};
use crate::words::plain;

/// A note of each kind of level is given for so many of them.
const NAMED: usize = 4;
/// A cluster of so many rows is looked at.
const LARGE: u64 = 10;
/// A rule that makes this share of the pairs is named, where its largest block alone makes half of that.
const SKEWED: f64 = 0.5;
/// A level that rests on few random pairs is named from this weight on.
const HEAVY_MILLI: i32 = 5_000;
/// Another threshold is named where it is expected to gain this much.
const GAIN: f64 = 0.01;
/// Unlinkable rows are named from this share on, matches in pairs never compared from the same.
const SHARE: f64 = 0.01;
const MISSED: f64 = 0.05;
/// An expected calibration error above this is named.
const OFF: f64 = 0.05;

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub what: String,
    pub why: String,
    /// The section that shows it.
    pub at: &'static str,
}

/// What to look at, the most pressing first.
pub(super) fn notes(figures: &LinkFigures) -> Vec<Note> {
    let mut notes = Vec::new();
    odd(figures, &mut notes);
    if figures.totals.compared == 0 {
        notes.push(Note {
            what: "No pair was compared".to_owned(),
            why: nothing_compared(figures),
            at: "blocking",
        });
        return notes;
    }
    let are_learnt = figures.totals.expects_matches();
    if !are_learnt {
        no_matches(&mut notes);
    }
    pairs(figures, &mut notes);
    clusters(figures, &mut notes);
    threshold(figures, &mut notes);
    blocking(figures, &mut notes);
    if are_learnt {
        rows(figures, &mut notes);
        levels(figures, &mut notes);
    }
    calibration(figures, &mut notes);
    duplicates(figures, &mut notes);
    notes
}

fn no_matches(notes: &mut Vec<Note>) {
    notes.push(Note {
        what: "No match was found to learn from".to_owned(),
        why: "Nothing compared is expected to be one. How often matches agree (m) is a starting value then and no figure of \
              this data, and with it every weight, threshold and row that cannot be linked. If there should be matches, \
              other columns or rules may show them, or some labels."
            .to_owned(),
        at: "strengths",
    });
}

fn odd(figures: &LinkFigures, notes: &mut Vec<Note>) {
    let what = "Something is odd about the data under these settings";
    let named = figures.odd.iter().take(NAMED);
    notes.extend(named.map(|why| Note { what: what.to_owned(), why: sentence(why), at: "blocking" }));
    if let Some(rest) = figures.odd.len().checked_sub(NAMED).filter(|rest| *rest > 0) {
        let what = counted(rest as u64, "more oddity", "more oddities");
        notes.push(Note { what, why: "They are said where the run is started.".to_owned(), at: "blocking" });
    }
}

fn duplicates(figures: &LinkFigures, notes: &mut Vec<Note>) {
    if figures.duplicates.is_empty() {
        return;
    }
    let why: Vec<String> = figures.duplicates.iter().map(|own| sentence(own)).collect();
    notes.push(Note {
        what: "Whether a row has one partner at most follows from the tables".to_owned(),
        why: why.join(" "),
        at: "pairs",
    });
}

fn sentence(text: &str) -> String {
    format!("{}.", plain(text))
}

fn nothing_compared(figures: &LinkFigures) -> String {
    if figures.totals.rows < 2 {
        return "There are fewer than two rows.".to_owned();
    }
    if figures.totals.possible == 0 {
        return "Only pairs between tables were asked about, and one side holds no row.".to_owned();
    }
    "No two rows share a key of any blocking rule: the keys may be empty in all rows, or written differently."
        .to_owned()
}

fn pairs(figures: &LinkFigures, notes: &mut Vec<Note>) {
    let totals = &figures.totals;
    if totals.unsure > 0 {
        notes.push(Note {
            what: format!("{} between p 0.1 and 0.9", counted(totals.unsure, "pair is", "pairs are")),
            why: format!(
                "These are the ones worth a human’s time: the figures alone do not decide them. The pairs table \
                 has them by their probability. Expected wrong among the {} that reach the threshold: {}.",
                count(figures.own.pairs),
                count(wrong(&figures.own)),
            ),
            at: "pairs",
        });
    }
    if totals.apart > 0 {
        notes.push(Note {
            what: format!(
                "{} the threshold but {} in different clusters",
                counted(totals.apart, "pair reaches", "pairs reach"),
                if totals.apart == 1 { "stands" } else { "stand" }
            ),
            why:
                "The other pairs of their clusters speak against joining them, or a row has one partner only."
                    .to_owned(),
            at: "clusters",
        });
    }
}

/// Pairs at a threshold that are expected to be no matches.
fn wrong(at: &Operating) -> u64 {
    ((1.0 - at.precision) * at.pairs as f64).round() as u64
}

fn clusters(figures: &LinkFigures, notes: &mut Vec<Note>) {
    if figures.hanging > 0 {
        notes.push(Note {
            what: format!(
                "{} of three and more rows {} on one single pair",
                counted(figures.hanging, "cluster", "clusters"),
                if figures.hanging == 1 { "hangs" } else { "hang" }
            ),
            why: "Take that pair away and the cluster falls into two: a wrong one has joined two entities. The \
                  weakest are pictured."
                .to_owned(),
            at: "clusters",
        });
    }
    if figures.held_by_row > 0 {
        notes.push(Note {
            what: format!(
                "{} on one single row",
                counted(figures.held_by_row, "cluster hangs", "clusters hang")
            ),
            why: "Take that row away and two parts of two and more rows are left without a link between them: a row that \
                  mixes two entities has joined them. Those with the largest parts are pictured."
                .to_owned(),
            at: "clusters",
        });
    }
    if figures.totals.largest >= LARGE {
        notes.push(Note {
            what: format!("The largest cluster has {} rows", count(figures.totals.largest)),
            why: "Either something is in the data very often, or a common value (a default phone, a switchboard) \
                  chains entities together."
                .to_owned(),
            at: "clusters",
        });
    }
}

fn threshold(figures: &LinkFigures, notes: &mut Vec<Note>) {
    let Some(best) = figures.best.filter(|best| best.f1 >= figures.own.f1 + GAIN) else { return };
    notes.push(Note {
        what: format!(
            "A threshold of {} bits (p {}) is expected to do better",
            bits(i64::from(best.threshold_milli)),
            super::page::probability(best.threshold_milli)
        ),
        why: format!(
            "Expected F1 {:.3} in place of {:.3}, with {} precision and {} recall.",
            best.f1,
            figures.own.f1,
            percent(best.precision),
            percent(best.recall)
        ),
        at: "thresholds",
    });
}

fn blocking(figures: &LinkFigures, notes: &mut Vec<Note>) {
    let totals = &figures.totals;
    // Where all are lost nothing tells how many these are.
    let lost = totals.lost.unwrap_or(0.0).min(0.99);
    let missed = totals.expected * lost / (1.0 - lost);
    if totals.compared < totals.possible && lost > MISSED && missed >= 1.0 {
        notes.push(Note {
            what: format!("About {} matches may stand in pairs that were never compared", count(missed.round() as u64)),
            why: format!(
                "The model expects {} among the pairs that blocking made, and that these hold {} of all. One more rule \
                 on other columns would find some.",
                count(totals.expected.round() as u64),
                percent(1.0 - lost)
            ),
            at: "blocking",
        });
    }
    // What compares everything has one block and no key.
    for rule in figures.rules.iter().filter(|rule| !rule.largest_key.is_empty()) {
        let block = rule.largest as f64 * (rule.largest as f64 - 1.0) / 2.0;
        let all: u64 = figures.rules.iter().map(|own| own.pairs).fold(0, u64::saturating_add);
        if rule.pairs as f64 > SKEWED * all as f64
            && block > SKEWED * rule.pairs as f64
            && rule.largest >= LARGE
        {
            notes.push(Note {
                what: format!("One block of rule “{}” makes most of the pairs", plain(&rule.rule)),
                why: format!(
                    "It holds {} rows (“{}”). If that value means “unknown”, empty it: the run gets faster and \
                     loses nothing.",
                    count(rule.largest),
                    plain(&rule.largest_key)
                ),
                at: "blocking",
            });
        }
    }
}

fn rows(figures: &LinkFigures, notes: &mut Vec<Note>) {
    let own = &figures.unlinkable;
    if own.below == 0 || (own.below as f64) < SHARE * own.rows as f64 {
        return;
    }
    notes.push(Note {
        what: format!("{} be linked to anything", counted(own.below, "row cannot", "rows cannot")),
        why: format!(
            "Even an exact copy would not reach the threshold, because too little is filled in or too common. \
             That is {} of all rows.",
            percent(own.below as f64 / own.rows.max(1) as f64)
        ),
        at: "unlinkable",
    });
}

fn levels(figures: &LinkFigures, notes: &mut Vec<Note>) {
    let mut few = Vec::new();
    let mut empty = Vec::new();
    let mut against = Vec::new();
    for comparison in &figures.comparisons {
        if comparison.filled <= 0.0 {
            empty.push(plain(&comparison.name));
            continue;
        }
        for level in &comparison.levels {
            if level.basis == Basis::Few && level.weight_milli >= HEAVY_MILLI && level.pairs > 0 {
                few.push(format!("{}: {}", plain(&comparison.name), plain(&level.label)));
            }
        }
        // The last is "else".
        let agreeing = comparison.levels.split_last().map_or(&[][..], |(_, levels)| levels);
        let heaviest = agreeing.iter().filter(|level| level.pairs > 0).map(|level| level.weight_milli).max();
        if let Some(weight) = heaviest.filter(|weight| *weight <= 0) {
            against.push(format!("{} ({})", plain(&comparison.name), signed_bits(i64::from(weight))));
        }
    }
    if !empty.is_empty() {
        notes.push(Note {
            what: format!("Nothing to compare in {}", named(&empty)),
            why: "No two rows both hold a value there, so it says nothing for or against.".to_owned(),
            at: "strengths",
        });
    }
    if !against.is_empty() {
        notes.push(Note {
            what: format!("No agreement counts for a match in {}", named(&against)),
            why: "Strangers agree there as often as matches: the column is too common, or training went astray."
                .to_owned(),
            at: "strengths",
        });
    }
    if !few.is_empty() {
        notes.push(Note {
            what: format!(
                "{} on few random pairs",
                counted(few.len() as u64, "heavy level rests", "heavy levels rest")
            ),
            why: format!(
                "Fewer than 1,000 random pairs had such a level, too few to weigh it closely: {}.",
                named(&few)
            ),
            at: "strengths",
        });
    }
}

fn named(all: &[String]) -> String {
    let mut some: Vec<String> = all.iter().take(NAMED).cloned().collect();
    if let Some(more @ 1..) = all.len().checked_sub(NAMED) {
        some.push(format!("{more} more"));
    }
    crate::figures::listed(&some)
}

fn calibration(figures: &LinkFigures, notes: &mut Vec<Note>) {
    match &figures.calibration {
        None => notes.push(Note {
            what: "No label has checked the probabilities".to_owned(),
            why:
                "All expected figures here are as good as the model’s own probabilities. Some hundred judged \
                  pairs ([labels] in the settings) would tell."
                    .to_owned(),
            at: "calibration",
        }),
        Some(table) => {
            if !table.refused.is_empty() {
                notes.push(Note {
                    what: "Labels could not correct the probabilities".to_owned(),
                    why: plain(&table.refused),
                    at: "calibration",
                });
            }
            if let Some(error) = table.error.filter(|error| *error > OFF) {
                notes.push(Note {
                    what: format!("Probabilities are off by {error:.2} on average"),
                    why: "Held against the labels. Read the threshold chart with that in mind.".to_owned(),
                    at: "calibration",
                });
            }
        }
    }
}

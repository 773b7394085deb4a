//! `link --estimate`: what would rules make, find and lose?

use std::fmt::Write as _;

use anyhow::Result;
use bonafide_linkage::job::{Estimate, Known, Seen, estimate};
use bonafide_linkage::settings::Settings;
use bonafide_linkage::table::Table;

use super::results::Written;
use super::{said, tell};
use crate::Status;
use crate::cli::LinkArgs;
use crate::commands::out;
use crate::output::{self, counted, number};
use crate::pipeline::shown;

/// Says what the rules make, find and lose; only the settings are written.
pub fn run(
    arguments: &LinkArgs,
    table: &Table,
    (settings, written): (&Settings, Option<Written>),
    known: Known,
    threads: usize,
) -> Result<Status> {
    let estimate = estimate(table, settings, known, threads, tell);
    output::end_progress();
    let estimate = estimate?;
    let text = text(table, settings, &estimate);
    let Some(file) = written else {
        output::data(&format!("{text}no pair was scored\n"))?;
        return Ok(Status::Fine);
    };
    let folder = shown(&arguments.out);
    let told = format!("{text}no pair was scored; written to {folder}: {}\n", file.0);
    out::write(&arguments.out, &[file])?;
    output::data(&told)?;
    Ok(Status::Fine)
}

/// A line a rule, then what all of them come to.
fn text(table: &Table, settings: &Settings, estimate: &Estimate) -> String {
    let rows = counted(table.rows() as u64, "row", "rows");
    let mut text = format!("{rows} of {}\n\n", counted(table.inputs.len() as u64, "table", "tables"));
    let seen = estimate.lost.as_ref().and_then(|lost| lost.seen.as_ref());
    text.push_str("         pairs  largest block    finds     adds  rule\n");
    for (place, rule) in estimate.rules.iter().enumerate() {
        let share = |shares: fn(&Seen) -> &[f64]| {
            let own = seen.and_then(|seen| shares(seen).get(place));
            own.map_or_else(|| "-".to_owned(), |share| format!("{:.1} %", 100.0 * share))
        };
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "{:>14}  {:>13}  {:>7}  {:>7}  {}",
            number(rule.pairs),
            number(rule.largest as u64),
            share(|seen| &seen.finds),
            share(|seen| &seen.adds),
            rule.rule
        );
    }
    let pairs = estimate.pairs();
    let a_row = pairs as f64 / table.rows().max(1) as f64;
    let _ = writeln!(text, "\n{}, repeats included: {a_row:.1} a row", counted(pairs, "pair", "pairs"));
    if pairs > settings.at_most_pairs {
        let limit = number(settings.at_most_pairs);
        let _ = writeln!(
            text,
            "more than the limit of {limit}: what they find is told below it; narrow the rules, or raise `[run] \
             at_most_pairs`"
        );
    }
    if estimate.compares_all {
        text.push_str("all pairs are compared: none is lost\n");
    } else if let (Some(lost), Some(seen)) = (&estimate.lost, seen) {
        let _ = writeln!(
            text,
            "{}, by {} held against all others, which are expected to be in {} true pairs",
            said::share_lost(lost),
            counted(seen.rows as u64, "row", "rows"),
            number(seen.pairs.round() as u64)
        );
    }
    text
}

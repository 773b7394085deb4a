//! `link --estimate`: what would rules make and find?

use std::fmt::Write as _;

use anyhow::Result;
use bonafide_linkage::settings::Settings;
use bonafide_linkage::suggest::{Estimate, estimate};
use bonafide_linkage::table::Table;

use crate::Status;
use crate::cli::LinkArgs;
use crate::commands::out;
use crate::output::{self, counted, number};
use crate::pipeline::shown;

/// Says what the rules make, find and lose; only the settings are written.
pub fn run(
    arguments: &LinkArgs,
    table: &Table,
    settings: &Settings,
    written: String,
    known: Option<Estimate>,
) -> Result<Status> {
    output::step("looking at what the rules bring together");
    let estimate = match known {
        Some(estimate) => estimate,
        None => estimate(table, settings)?,
    };
    output::end_progress();
    out::write(&arguments.out, &[("settings.toml", written.into_bytes())])?;
    let text = text(table, settings, &estimate);
    output::data(&format!(
        "{text}nothing was compared; written to {}: settings.toml\n",
        shown(&arguments.out)
    ))?;
    Ok(Status::Fine)
}

/// A line a rule, then what all of them come to.
fn text(table: &Table, settings: &Settings, estimate: &Estimate) -> String {
    let rows = counted(table.rows() as u64, "row", "rows");
    let mut text = format!("{rows} of {}\n\n", counted(table.inputs.len() as u64, "table", "tables"));
    text.push_str("         pairs  largest block    finds     adds  rule\n");
    let shares = estimate.finds.iter().zip(&estimate.adds);
    for (rule, (finds, adds)) in estimate.rules.iter().zip(shares) {
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "{:>14}  {:>13}  {:>5.1} %  {:>5.1} %  {}",
            number(rule.pairs),
            number(rule.largest as u64),
            100.0 * finds,
            100.0 * adds,
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
            "more than the limit of {limit}; narrow the rules, or raise `[run] at_most_pairs`"
        );
    }
    text.push_str(&estimate.text());
    text.push('\n');
    text
}

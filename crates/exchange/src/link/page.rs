//! The page: headline, then what to look at, then everything else.

use askama::Template;

use super::charts::Chart;
use super::evidence::{self, Pair, Picture};
use super::expected;
use super::figures::LinkFigures;
use super::made;
use super::notes::{Note, notes};
use crate::error::ExchangeError;
use crate::figures::{count, counted, percent, rough_percent};
use crate::words::plain;

/// The sheet of every page, and what this one has besides.
const CSS: &str = include_str!("../../templates/report.css");
const LINK_CSS: &str = include_str!("../../templates/link.css");
/// Inputs named one by one.
const INPUTS: usize = 40;

#[derive(Template)]
#[template(path = "link.html")]
struct Page {
    css: &'static str,
    link_css: &'static str,
    version: String,
    title: String,
    lead: String,
    counts: Vec<(&'static str, String)>,
    inputs: Vec<[String; 4]>,
    more_inputs: u64,
    notes: Vec<Note>,
    pairs: Vec<Pair>,
    compared: bool,
    kept_from: String,
    sizes: Option<Chart>,
    pictures: Vec<Picture>,
    of_three: String,
    thresholds: Option<Chart>,
    threshold_says: String,
    histogram: Option<Chart>,
    calibration: Option<Chart>,
    calibration_says: String,
    unlinkable: Option<Chart>,
    blocking: Option<Chart>,
    blocking_says: String,
    strengths: Option<Chart>,
    classes: Vec<Vec<String>>,
}

pub(super) fn render(figures: &LinkFigures) -> Result<String, ExchangeError> {
    let totals = &figures.totals;
    let inputs = totals.inputs.iter().take(INPUTS).map(|(name, rows, joined)| {
        [plain(name), count(*rows), count(*joined), count(rows.saturating_sub(*joined))]
    });
    let page = Page {
        css: CSS,
        link_css: LINK_CSS,
        version: plain(&figures.version),
        title: title(figures),
        lead: lead(figures),
        counts: vec![
            (
                "clusters of two and more rows",
                if totals.clusters == 0 {
                    "0".to_owned()
                } else {
                    format!("{}, the largest of {}", count(totals.clusters), count(totals.largest))
                },
            ),
            ("pairs reach the threshold", count(totals.likely)),
            ("pairs between p 0.1 and 0.9", count(totals.unsure)),
        ],
        inputs: inputs.collect(),
        more_inputs: totals.inputs.len().saturating_sub(INPUTS) as u64,
        notes: notes(figures),
        pairs: evidence::pairs(figures),
        compared: totals.compared > 0,
        kept_from: probability(totals.at_least_milli),
        sizes: evidence::sizes(figures),
        pictures: evidence::pictures(figures),
        of_three: count(figures.of_three),
        thresholds: expected::thresholds(figures),
        threshold_says: threshold_says(figures),
        histogram: expected::histogram(figures),
        calibration: expected::calibration(figures),
        calibration_says: calibration_says(figures),
        unlinkable: expected::unlinkable(figures),
        blocking: made::blocking(figures),
        blocking_says: blocking_says(figures),
        strengths: made::strengths(figures),
        classes: made::classes(figures),
    };
    let mut text = page.render()?;
    text.push('\n');
    Ok(text)
}

/// The headline.
fn title(figures: &LinkFigures) -> String {
    let totals = &figures.totals;
    if totals.compared == 0 {
        return "No pair was compared".to_owned();
    }
    if totals.joined == 0 {
        return format!("No two of {} belong together", counted(totals.rows, "row", "rows"));
    }
    if totals.between_inputs {
        return format!(
            "{} of {} have a match in another table",
            count(totals.joined),
            counted(totals.rows, "row", "rows")
        );
    }
    let entities = (totals.rows - totals.joined.min(totals.rows)).saturating_add(totals.clusters);
    format!("{} stand for {} entities", counted(totals.rows, "row", "rows"), count(entities))
}

fn lead(figures: &LinkFigures) -> String {
    let totals = &figures.totals;
    if totals.compared == 0 {
        return format!("{} in {}.", counted(totals.rows, "row", "rows"), tables(figures));
    }
    let all = if totals.compared == totals.possible {
        format!("All {} of {} were compared", counted(totals.possible, "pair", "pairs"), tables(figures))
    } else {
        format!(
            "{} of {} of {} were compared",
            count(totals.compared),
            counted(totals.possible, "pair", "pairs"),
            tables(figures)
        )
    };
    let threshold = probability(totals.threshold_milli);
    if totals.likely == 0 {
        return format!("{all}; none reaches the threshold of p {threshold}.");
    }
    format!(
        "{all}; {} the threshold of p {threshold}, and {} of {} expected to be right.",
        counted(totals.likely, "reaches", "reach"),
        rough_percent(figures.own.precision),
        if totals.likely == 1 { "it is" } else { "these are" },
    )
}

fn tables(figures: &LinkFigures) -> String {
    match figures.totals.inputs.as_slice() {
        [(only, _, _)] => plain(only),
        several => counted(several.len() as u64, "table", "tables"),
    }
}

fn threshold_says(figures: &LinkFigures) -> String {
    let own = &figures.own;
    let threshold = probability(own.threshold_milli);
    if own.pairs == 0 {
        return format!("As set, p {threshold} and more joins, which no pair reaches.");
    }
    format!(
        "As set, p {threshold} and more joins: {} expected right, {} of the matches among compared pairs found. Reckoned \
         from the pairs’ own probabilities, without knowing the truth.",
        rough_percent(own.precision),
        rough_percent(own.recall)
    )
}

fn calibration_says(figures: &LinkFigures) -> String {
    let Some(table) = &figures.calibration else {
        return "Nobody has judged pairs of this run, so this shows how sure the model is and not whether it may be. \
                Name a file of judged pairs under [labels] in the settings (left, right, same or distinct)."
            .to_owned();
    };
    let mut text = format!("Labels: {}.", plain(&table.labels));
    if !table.refused.is_empty() {
        text.push_str(" The probabilities were left as they are: ");
        text.push_str(&plain(&table.refused));
        text.push('.');
    }
    text
}

fn blocking_says(figures: &LinkFigures) -> String {
    let totals = &figures.totals;
    if totals.compared == totals.possible && totals.compared > 0 {
        return "Every pair was compared, so none is lost.".to_owned();
    }
    let share = if totals.possible == 0 { 0.0 } else { totals.compared as f64 / totals.possible as f64 };
    let mut text = format!(
        "{} of {} possible pairs were compared ({}).",
        count(totals.compared),
        count(totals.possible),
        percent(share)
    );
    if let Some(lost) = totals.lost.filter(|_| totals.compared > 0) {
        text.push_str(" They hold about ");
        text.push_str(&percent(1.0 - lost));
        text.push_str(" of all matches, by the model’s own estimate.");
    }
    text
}

/// The probability that a weight stands for, with more digits near 0 and 1.
pub(super) fn probability(weight_milli: i32) -> String {
    let value = 1.0 / (1.0 + (-f64::from(weight_milli) / 1_000.0).exp2());
    let mut text = match value.min(1.0 - value) {
        0.095.. => format!("{value:.2}"),
        0.009_5.. => format!("{value:.3}"),
        0.000_09.. => format!("{value:.4}"),
        _ if value > 0.5 => "over 0.9999".to_owned(),
        _ => "under 0.0001".to_owned(),
    };
    // Two decimals stay: p 0.50 is a figure, p 0.5 reads like a guess.
    while text.len() > 4 && text.starts_with("0.") && text.ends_with('0') {
        text.pop();
    }
    text
}

/// A share as odds: `1 in 2,500`.
pub(super) fn odds(share: f64) -> String {
    if share >= 0.1 {
        return percent(share);
    }
    if share.is_nan() || share <= 0.0 {
        return "none".to_owned();
    }
    format!("1 in {}", count((1.0 / share).round() as u64))
}

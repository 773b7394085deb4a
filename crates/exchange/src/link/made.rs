//! How it was made: the charts of blocking, of the comparisons and of the classes of pairs.

use super::charts::{Chart, heads};
use super::figures::{Basis, LinkFigures};
use super::page::odds;
use crate::charts::{self, Amount, Said};
use crate::figures::{count, counted, signed_bits};
use crate::words::plain;

/// Rules drawn one by one.
const RULES: usize = 20;
/// Outcomes drawn one by one; the table has more.
const SAID: usize = 90;
/// Rows of a table.
const ROWS: usize = 400;

pub(super) fn blocking(figures: &LinkFigures) -> Option<Chart> {
    figures.rules.first()?;
    let amount = |rule: &super::figures::Rule| Amount {
        label: plain(&rule.rule),
        figure: crate::figures::short(rule.pairs),
        note: String::new(),
        whole: rule.pairs,
        part: rule.new_pairs,
    };
    let mut drawn: Vec<Amount> = figures.rules.iter().take(RULES).map(amount).collect();
    let rest = figures.rules.get(RULES..).unwrap_or(&[]);
    if !rest.is_empty() {
        let sum = |of: fn(&super::figures::Rule) -> u64| rest.iter().map(of).fold(0, u64::saturating_add);
        let label = counted(rest.len() as u64, "more rule", "more rules");
        let (whole, part) = (sum(|rule| rule.pairs), sum(|rule| rule.new_pairs));
        drawn.push(Amount { label, figure: crate::figures::short(whole), whole, part, note: String::new() });
    }
    let totals = &figures.totals;
    let description = format!(
        "{} made {} in all. The same as a table follows.",
        counted(figures.rules.len() as u64, "rule", "rules"),
        counted(totals.compared, "pair", "different pairs")
    );
    let rows = figures.rules.iter().take(ROWS).map(|rule| {
        vec![
            plain(&rule.rule),
            count(rule.pairs),
            count(rule.new_pairs),
            count(rule.blocks),
            count(rule.largest),
            plain(&rule.largest_key),
        ]
    });
    Some(Chart {
        svg: charts::amounts(&drawn, "Pairs by blocking rule", &description, "blocking"),
        caption: "Hatched: pairs that an earlier rule made already, or that its conditions refuse".to_owned(),
        heads: heads(&["Rows that share", "#Pairs", "#New", "#Blocks", "#Largest", "Its key"]),
        rows: rows.collect(),
    })
}

pub(super) fn strengths(figures: &LinkFigures) -> Option<Chart> {
    figures.comparisons.first()?;
    let mut left = SAID;
    let mut groups = Vec::new();
    let mut rows = Vec::new();
    for comparison in &figures.comparisons {
        let name = plain(&comparison.name);
        let said: Vec<Said> = comparison.levels.iter().take(left).map(said).collect();
        left -= said.len();
        if !said.is_empty() {
            groups.push((name.clone(), said));
        }
        for level in &comparison.levels {
            rows.push(vec![
                format!("{name}: {}", plain(&level.label)),
                share(level.m),
                share(level.u),
                signed_bits(i64::from(level.weight_milli)),
                count(level.pairs),
                basis(level.basis, level.agreeing, level.of),
            ]);
        }
    }
    let hidden = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    let strongest = figures
        .comparisons
        .iter()
        .flat_map(|own| own.levels.iter().map(move |level| (level.weight_milli, own, level)))
        .max_by_key(|(weight, _, _)| *weight);
    let description = strongest.map_or_else(String::new, |(weight, own, level)| {
        format!(
            "Most is said by {}: {}, {} bits. The same as a table follows.",
            plain(&own.name),
            plain(&level.label),
            signed_bits(i64::from(weight))
        )
    });
    let more = if hidden > 0 { format!("; and {hidden} more in model.toml") } else { String::new() };
    Some(Chart {
        svg: charts::sayings(&groups, "What each comparison says", &description, "strengths"),
        caption: format!("m: share of matches with it; u: share of strangers{more}"),
        heads: heads(&["Outcome", "#m", "#u", "#Weight", "#Pairs", "u rests on"]),
        rows,
    })
}

fn said(level: &super::figures::Level) -> Said {
    // The width of a telephone leaves few letters.
    let label = plain(&level.label).replace(", value on ", ", ");
    Said { label, m: level.m, u: level.u, weight_milli: level.weight_milli }
}

/// A probability that may be very small.
fn share(value: f64) -> String {
    if value > 0.0 && value < 0.000_1 { format!("{value:.1e}") } else { format!("{value:.4}") }
}

fn basis(basis: Basis, agreeing: u64, of: u64) -> String {
    match basis {
        Basis::Exact => format!("all pairs: {}", count(agreeing)),
        Basis::Enumerated => format!("{} of {} enumerated", count(agreeing), count(of)),
        Basis::Few => format!("few: {} of {} enumerated", count(agreeing), count(of)),
    }
}

/// Classes of pairs: name, share, pairs.
pub(super) fn classes(figures: &LinkFigures) -> Vec<Vec<String>> {
    let rows = figures.classes.iter().take(ROWS);
    rows.map(|class| vec![plain(&class.name), odds(class.share), count(class.pairs)]).collect()
}

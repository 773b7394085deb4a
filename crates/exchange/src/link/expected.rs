//! How good it is expected to be: the charts of weights, thresholds, probabilities and unlinkable rows.

use super::charts::{Chart, Decades, Span, heads, share_ticks, whole_bits};
use super::figures::{Bin, LinkFigures, Operating};
use super::page::probability;
use crate::charts::{self, Axes, Curve, Stroke};
use crate::figures::{bits, count, counted, percent, rough_percent, signed_bits, tenth_bits};
use crate::words::plain;

/// Bars of weight in the table: neighbours share a row where there are more.
const WEIGHTS: usize = 14;
/// Thresholds nearer than this, in milli-bits, are one row of the table.
const NEAR_MILLI: i64 = 50;
/// An F1 below this is no best one.
const LEAST_F1: f64 = 0.01;
/// Two marks nearer than this would be written over each other.
const APART: f64 = 0.08;

pub(super) fn histogram(figures: &LinkFigures) -> Option<Chart> {
    let (first, last) = (figures.histogram.first()?, figures.histogram.last()?);
    let width = figures.bar_milli;
    let span = Span { from: first.from_milli, to: last.from_milli.saturating_add(width) };
    let most = figures.histogram.iter().map(|bar| bar.pairs).max().unwrap_or(0);
    let decades = Decades::up_to(most);
    let heights: Vec<(f64, f64)> = figures
        .histogram
        .iter()
        .map(|bar| (decades.height(bar.pairs), decades.height(rounded(bar.expected).min(bar.pairs))))
        .collect();
    let totals = &figures.totals;
    let description = format!(
        "{} compared, from {} to {} bits; {} of them reach the threshold. The same as a table follows.",
        counted(totals.compared, "pair was", "pairs were"),
        whole_bits(span.from),
        whole_bits(span.to),
        count(figures.own.pairs)
    );
    let axes = Axes {
        title: "Compared pairs by weight".to_owned(),
        description,
        across: "weight in bits; pairs on a logarithmic scale".to_owned(),
        across_ticks: span.ticks(),
        up_ticks: decades.ticks(),
        marks: marks(figures, span),
    };
    let together = figures.histogram.len().div_ceil(WEIGHTS);
    // No row of the table lies on both sides of the threshold.
    let below = figures.histogram.iter().take_while(|bar| bar.from_milli < totals.threshold_milli).count();
    let (light, heavy) = figures.histogram.split_at(below);
    let rows = light.rchunks(together).rev().chain(heavy.chunks(together)).map(|bars| {
        let from = bars.first().map_or(0, |bar| bar.from_milli);
        let to = bars.last().map_or(0, |bar| bar.from_milli.saturating_add(width));
        vec![
            format!("{} to {}", bits_of(from), bits_of(to)),
            count(bars.iter().map(|bar| bar.pairs).fold(0, u64::saturating_add)),
            count(rounded(bars.iter().map(|bar| bar.expected).sum())),
        ]
    });
    Some(Chart {
        svg: charts::columns(&axes, &heights, ("pairs", "expected matches"), "histogram"),
        caption: counted(totals.compared, "compared pair", "compared pairs"),
        heads: heads(&["Weight in bits", "#Pairs", "#Expected matches"]),
        rows: rows.collect(),
    })
}

/// A number of pairs that is expected, as one of pairs.
fn rounded(expected: f64) -> u64 {
    expected.round() as u64
}

/// Bits with one decimal where they are not whole.
fn bits_of(milli: i32) -> String {
    if milli % 1_000 == 0 {
        return whole_bits(milli);
    }
    let sign = if milli < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}.{}", milli.unsigned_abs() / 1_000, milli.unsigned_abs() % 1_000 / 100)
}

/// The threshold, where the axis holds it.
fn marks(figures: &LinkFigures, span: Span) -> Vec<charts::Tick> {
    let own = figures.totals.threshold_milli;
    if span.holds(own) { vec![(span.place(own), "threshold".to_owned())] } else { Vec::new() }
}

pub(super) fn thresholds(figures: &LinkFigures) -> Option<Chart> {
    let (first, last) = (figures.thresholds.first()?, figures.thresholds.last()?);
    let span = Span { from: first.threshold_milli, to: last.threshold_milli };
    let curve = |name: &str, stroke, of: fn(&Operating) -> f64| Curve {
        name: name.to_owned(),
        stroke,
        points: figures.thresholds.iter().map(|at| (span.place(at.threshold_milli), of(at))).collect(),
    };
    let all = [
        curve("precision", Stroke::Thin, |at| at.precision),
        curve("recall", Stroke::Dashed, |at| at.recall),
        curve("F1", Stroke::Thick, |at| at.f1),
    ];
    let own = &figures.own;
    let description = format!(
        "At the threshold of {} bits: precision {}, recall {}, F1 {:.3}, all expected from the probabilities. The \
         same as a table follows.",
        bits(i64::from(own.threshold_milli)),
        rough_percent(own.precision),
        rough_percent(own.recall),
        own.f1
    );
    let mut marked = marks(figures, span);
    // The best of nothing is nothing.
    let best = figures.best.filter(|best| best.f1 >= LEAST_F1);
    if let Some(best) = best.filter(|best| span.holds(best.threshold_milli)) {
        let place = span.place(best.threshold_milli);
        if marked.iter().all(|(other, _)| (other - place).abs() > APART) {
            marked.push((place, "best F1".to_owned()));
        }
    }
    let axes = Axes {
        title: "Expected precision and recall by threshold".to_owned(),
        description,
        across: "threshold in bits".to_owned(),
        across_ticks: span.ticks(),
        up_ticks: share_ticks(),
        marks: marked,
    };
    let row = |name: &str, at: &Operating| {
        let p = probability(at.threshold_milli);
        vec![
            if name.is_empty() { p } else { format!("{p} ({name})") },
            tenth_bits(i64::from(at.threshold_milli)),
            count(at.pairs),
            if at.pairs == 0 { "\u{2013}".to_owned() } else { rough_percent(at.precision) },
            rough_percent(at.recall),
            format!("{:.3}", at.f1),
        ]
    };
    let mut told = vec![("as set", *own)];
    told.extend(best.map(|best| ("best F1", best)));
    let is_told = |threshold: i32, known: &[(&str, Operating)]| {
        known.iter().any(|(_, at)| (i64::from(at.threshold_milli) - i64::from(threshold)).abs() < NEAR_MILLI)
    };
    for at in &figures.told {
        if !is_told(at.threshold_milli, &told) {
            told.push(("", *at));
        }
    }
    told.sort_by_key(|(_, at)| at.threshold_milli);
    Some(Chart {
        svg: charts::curves(&axes, &all, "thresholds"),
        caption: "Recall is of the matches among compared pairs".to_owned(),
        heads: heads(&["From p", "#Bits", "#Pairs", "#Precision", "#Recall", "#F1"]),
        rows: told.iter().map(|(name, at)| row(name, at)).collect(),
    })
}

/// Labels against predictions, or, without labels, how sure the run is.
pub(super) fn calibration(figures: &LinkFigures) -> Option<Chart> {
    let Some(table) = figures.calibration.as_ref().filter(|table| !table.bins.is_empty()) else {
        return certainty(figures);
    };
    let labelled: Vec<&Bin> = table.bins.iter().filter(|bin| bin.pairs > 0).collect();
    let points = labelled.iter().map(|bin| {
        let share = bin.matches as f64 / bin.pairs as f64;
        let (least, most) = plausible(bin.matches, bin.pairs);
        (bin.predicted, share, least, most)
    });
    let points: Vec<charts::Point> = points.collect();
    let all: u64 = labelled.iter().map(|bin| bin.pairs).fold(0, u64::saturating_add);
    let error = table.error.map_or_else(String::new, |error| format!(" Mean distance {error:.3}."));
    let axes = Axes {
        title: "Predicted against labelled".to_owned(),
        description: format!(
            "{}, in {}.{error} The same as a table follows.",
            counted(all, "labelled pair", "labelled pairs"),
            counted(labelled.len() as u64, "bin", "bins")
        ),
        across: "predicted share of matches; upwards the labelled one".to_owned(),
        across_ticks: share_ticks(),
        up_ticks: share_ticks(),
        marks: Vec::new(),
    };
    let rows = labelled.iter().zip(&points).map(|(bin, (_, share, least, most))| {
        vec![
            format!("{:.2} to {:.2}", bin.from, bin.to),
            count(bin.pairs),
            percent(bin.predicted),
            percent(*share),
            format!("{} to {}", percent(*least), percent(*most)),
        ]
    });
    Some(Chart {
        svg: charts::against_diagonal(&axes, &points, "calibration"),
        caption: format!("{}.{error}", counted(all, "labelled pair", "labelled pairs")),
        heads: heads(&["p", "#Labelled", "#Predicted", "#Matches", "#95 % range"]),
        rows: rows.collect(),
    })
}

/// What a share could plausibly be, at 95 % (Wilson 1927).
fn plausible(matches: u64, pairs: u64) -> (f64, f64) {
    const Z: f64 = 1.96;
    let count = pairs.max(1) as f64;
    let share = matches as f64 / count;
    let middle = share + Z * Z / (2.0 * count);
    let half = Z * (share * (1.0 - share) / count + Z * Z / (4.0 * count * count)).sqrt();
    let whole = 1.0 + Z * Z / count;
    (((middle - half) / whole).max(0.0), ((middle + half) / whole).min(1.0))
}

fn certainty(figures: &LinkFigures) -> Option<Chart> {
    let most = figures.certainty.iter().map(|bin| bin.pairs).max().filter(|most| *most > 0)?;
    let decades = Decades::up_to(most);
    let expected = |bin: &Bin| rounded(bin.predicted * bin.pairs as f64);
    let heights: Vec<(f64, f64)> = figures
        .certainty
        .iter()
        .map(|bin| (decades.height(bin.pairs), decades.height(expected(bin).min(bin.pairs))))
        .collect();
    let axes = Axes {
        title: "Compared pairs by predicted probability".to_owned(),
        description: "How many pairs the model is sure of, and how many not. The same as a table follows."
            .to_owned(),
        across: "probability; pairs on a logarithmic scale".to_owned(),
        across_ticks: (0..=5)
            .map(|tick| (f64::from(tick) / 5.0, format!("0.{}", tick * 2).replace("0.10", "1")))
            .collect(),
        up_ticks: decades.ticks(),
        marks: Vec::new(),
    };
    let rows = figures
        .certainty
        .iter()
        .map(|bin| vec![format!("{:.1} to {:.1}", bin.from, bin.to), count(bin.pairs), count(expected(bin))]);
    Some(Chart {
        svg: charts::columns(&axes, &heights, ("pairs", "expected matches"), "calibration"),
        caption: "Predicted only: there are no labels to hold against them".to_owned(),
        heads: heads(&["p", "#Pairs", "#Expected matches"]),
        rows: rows.collect(),
    })
}

pub(super) fn unlinkable(figures: &LinkFigures) -> Option<Chart> {
    let own = &figures.unlinkable;
    let (first, last) = (own.points.first()?, own.points.last()?);
    let span = Span { from: first.0, to: last.0 };
    let all = own.rows.max(1) as f64;
    let curve = Curve {
        name: "rows below it".to_owned(),
        stroke: Stroke::Thick,
        points: own.points.iter().map(|(weight, rows)| (span.place(*weight), *rows as f64 / all)).collect(),
    };
    let axes = Axes {
        title: "Rows that cannot reach a weight even against themselves".to_owned(),
        description: format!(
            "{} of {} stay below the threshold: {}. The table says what they lack.",
            count(own.below),
            counted(own.rows, "row", "rows"),
            percent(own.below as f64 / all)
        ),
        across: "weight in bits".to_owned(),
        across_ticks: span.ticks(),
        up_ticks: share_ticks(),
        marks: marks(figures, span),
    };
    let mut rows: Vec<Vec<String>> = own
        .causes
        .iter()
        .map(|(lacking, count_of, best)| {
            let lacking: Vec<String> = lacking.iter().map(|name| plain(name)).collect();
            let lack = if lacking.is_empty() && !figures.totals.expects_matches() {
                "nothing: hardly any match is expected here at all".to_owned()
            } else if lacking.is_empty() {
                "nothing: what they hold is too common".to_owned()
            } else {
                crate::figures::listed(&lacking)
            };
            vec![lack, count(*count_of), signed_bits(i64::from(*best))]
        })
        .collect();
    if own.other > 0 {
        rows.push(vec!["other combinations".to_owned(), count(own.other), String::new()]);
    }
    if rows.is_empty() {
        rows.push(vec!["no row is below the threshold".to_owned(), "0".to_owned(), String::new()]);
    }
    Some(Chart {
        svg: charts::curves(&axes, &[curve], "unlinkable"),
        caption: format!(
            "{} of {} below the threshold, by what they lack",
            count(own.below),
            counted(own.rows, "row", "rows")
        ),
        heads: heads(&["Lacking", "#Rows", "#Best weight"]),
        rows,
    })
}

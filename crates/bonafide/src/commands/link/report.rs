//! Hands the figures of a linkage to the room that draws them.

use std::path::Path;

use anyhow::Result;
use bonafide_exchange::link::{self as drawn, LinkFigures};
use bonafide_linkage::block::Mode;
use bonafide_linkage::job::Linked;
use bonafide_linkage::model::{Bar, Basis};
use bonafide_linkage::report::{self as counted, Report, Why};
use bonafide_linkage::settings::Settings;
use bonafide_linkage::table::Table;

use super::read::short;

/// report.html of a run.
pub fn html(table: &Table, settings: &Settings, linked: &Linked) -> Result<Vec<u8>> {
    let report = counted::report(table, settings, linked, of_labels(settings, linked));
    let mut figures = figures(report);
    figures.odd = linked.warnings.iter().map(ToString::to_string).collect();
    figures.duplicates = super::said::of_tables(table, linked);
    Ok(drawn::render(&figures)?.into_bytes())
}

/// What labels say of the probabilities as they are used, where there are labels.
fn of_labels(settings: &Settings, linked: &Linked) -> Option<counted::Calibration> {
    let found = linked.calibration.as_ref()?;
    let bins = found.after.iter().enumerate().filter(|(_, bin)| bin.pairs > 0);
    let width = 1.0 / found.after.len() as f64;
    Some(counted::Calibration {
        // Where it lies is no part of the report.
        labels: settings.labels.as_ref().map_or_else(String::new, |file| short(Path::new(file))),
        bins: bins
            .map(|(place, bin)| counted::CalibrationBin {
                from: place as f64 * width,
                to: (place + 1) as f64 * width,
                pairs: bin.pairs,
                matches: bin.same,
                predicted: bin.predicted / bin.pairs as f64,
            })
            .collect(),
        refused: found.line.as_ref().err().map_or_else(String::new, ToString::to_string),
    })
}

fn figures(report: Report) -> LinkFigures {
    LinkFigures {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        totals: totals(report.totals),
        rules: report.blocking.into_iter().map(rule).collect(),
        odd: Vec::new(),
        duplicates: Vec::new(),
        comparisons: report.strengths.into_iter().map(comparison).collect(),
        classes: report
            .classes
            .into_iter()
            .map(|class| drawn::Class { name: class.name, share: class.share, pairs: class.pairs })
            .collect(),
        bar_milli: report.histogram.width_milli,
        histogram: report
            .histogram
            .bars
            .into_iter()
            .map(|bar| drawn::WeightBar {
                from_milli: bar.from_milli,
                pairs: bar.pairs,
                expected: bar.expected,
            })
            .collect(),
        thresholds: report.thresholds.points.into_iter().map(operating).collect(),
        told: report.thresholds.told.into_iter().map(operating).collect(),
        own: operating(report.thresholds.own),
        best: report.thresholds.best.map(operating),
        certainty: report
            .certainty
            .into_iter()
            .map(|bin| drawn::Bin {
                from: bin.from,
                to: bin.to,
                pairs: bin.pairs,
                predicted: bin.predicted,
                matches: 0,
            })
            .collect(),
        calibration: report.calibration.map(calibration),
        unlinkable: unlinkable(report.unlinkable),
        sizes: report.clusters.sizes,
        of_three: report.clusters.of_three,
        hanging: report.clusters.hanging,
        held_by_row: report.clusters.held_by_row,
        clusters: report.clusters.pictures.into_iter().map(cluster).collect(),
        asked: report.asked.into_iter().map(example).collect(),
        examples: report.examples.into_iter().map(example).collect(),
    }
}

fn totals(own: counted::Totals) -> drawn::Totals {
    drawn::Totals {
        inputs: own.inputs.into_iter().map(|input| (input.name, input.rows, input.joined)).collect(),
        between_inputs: own.mode == Mode::Link,
        rows: own.rows,
        possible: own.possible,
        compared: own.compared,
        kept: own.kept,
        at_least_milli: own.at_least_milli,
        threshold_milli: own.threshold_milli,
        likely: own.likely,
        apart: own.apart,
        unsure: own.unsure,
        expected: own.expected,
        lost: own.lost,
        clusters: own.clusters,
        joined: own.joined,
        largest: own.largest,
    }
}

fn rule(own: counted::RuleFigures) -> drawn::Rule {
    drawn::Rule {
        rule: own.rule,
        pairs: own.pairs,
        new_pairs: own.new_pairs,
        blocks: own.blocks,
        largest: own.largest,
        largest_key: own.largest_key,
    }
}

fn comparison(own: counted::Strength) -> drawn::Comparison {
    let level = |level: counted::StrengthLevel| drawn::Level {
        label: level.label,
        m: level.m,
        u: level.u,
        weight_milli: level.weight_milli,
        pairs: level.pairs,
        basis: match level.basis {
            Basis::Exact => drawn::Basis::Exact,
            Basis::Enumerated => drawn::Basis::Enumerated,
            Basis::Few => drawn::Basis::Few,
        },
        agreeing: level.agreeing,
        of: level.of,
    };
    drawn::Comparison {
        name: own.comparison,
        filled: own.filled,
        empty_pairs: own.empty_pairs,
        levels: own.levels.into_iter().map(level).collect(),
    }
}

fn operating(own: counted::Operating) -> drawn::Operating {
    drawn::Operating {
        threshold_milli: own.threshold_milli,
        pairs: own.pairs,
        precision: own.precision,
        recall: own.recall,
        f1: own.f1,
    }
}

fn calibration(own: counted::Calibration) -> drawn::Calibration {
    let error = own.error();
    let bin = |bin: counted::CalibrationBin| drawn::Bin {
        from: bin.from,
        to: bin.to,
        pairs: bin.pairs,
        predicted: bin.predicted,
        matches: bin.matches,
    };
    drawn::Calibration {
        labels: own.labels,
        bins: own.bins.into_iter().map(bin).collect(),
        error,
        refused: own.refused,
    }
}

fn unlinkable(own: counted::Unlinkable) -> drawn::Unlinkable {
    drawn::Unlinkable {
        rows: own.rows,
        below: own.below,
        points: own.points,
        causes: own.causes.into_iter().map(|cause| (cause.lacking, cause.rows, cause.best_milli)).collect(),
        other: own.other,
    }
}

fn row(own: counted::RowName) -> drawn::Row {
    drawn::Row { input: own.input, id: own.id }
}

fn cluster(own: counted::Picture) -> drawn::Cluster {
    let edge = |edge: counted::PictureEdge| drawn::ClusterEdge {
        left: edge.left,
        right: edge.right,
        weight_milli: edge.weight_milli,
        is_link: edge.is_link,
        is_bridge: edge.is_bridge,
        is_judged: edge.is_judged,
    };
    drawn::Cluster {
        why: match own.why {
            Why::Largest => drawn::Why::Largest,
            Why::WeaklyHeld => drawn::Why::WeaklyHeld,
            Why::HeldByRow => drawn::Why::HeldByRow,
        },
        size: own.size,
        edges: own.edges,
        links: own.links,
        density: own.density,
        mean_milli: own.mean_milli,
        weakest_bridge_milli: own.weakest_bridge_milli,
        held_by: own.held_by.map(|(held, smaller)| (row(held), smaller)),
        columns: own.columns,
        members: own
            .members
            .into_iter()
            .map(|member| (row(member.row), member.values, member.links))
            .collect(),
        shown: own.shown.into_iter().map(edge).collect(),
    }
}

fn example(own: counted::Example) -> drawn::Example {
    let bar = |bar: Bar| (bar.name, bar.outcome, bar.part_milli);
    drawn::Example {
        left: row(own.left),
        right: row(own.right),
        weight_milli: own.weight_milli,
        probability: own.probability,
        pairs: own.pairs,
        together: own.together,
        is_uncompared: !own.is_compared,
        judged: own.judged,
        compared: own.compared.into_iter().map(compared).collect(),
        others: own.others.into_iter().map(values).collect(),
        more_others: own.more_others,
        bars: own.bars.into_iter().map(bar).collect(),
    }
}

fn compared(own: counted::Compared) -> drawn::Compared {
    drawn::Compared {
        name: own.name,
        outcome: own.outcome,
        part_milli: own.part_milli,
        values: own.values.into_iter().map(values).collect(),
    }
}

fn values(own: counted::Values) -> drawn::Values {
    drawn::Values { column: own.column, left: own.left, right: own.right }
}

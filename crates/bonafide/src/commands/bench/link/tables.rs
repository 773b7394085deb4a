//! Makes tables of what was measured.

use super::aims;
use super::cost::Spread;
use super::measured::{Measured, Side};
use super::peer::Training;
use super::score::{Interval, Scored};
use super::show::{Row, Table};
use crate::cli::BenchLinkArgs;
use crate::output::number;

/// All tables; those without a row say nothing.
pub fn all(sets: &[Measured], arguments: &BenchLinkArgs) -> Vec<Table> {
    vec![
        pairs(sets, arguments),
        cost(sets),
        truth(sets),
        starts(sets),
        order(sets),
        calibration(sets),
        with_labels(sets),
        clusters(sets),
        one_by_one(sets),
        own_rules(sets),
    ]
}

/// Whether both compare the same pairs, and how many true ones are among them.
fn pairs(sets: &[Measured], arguments: &BenchLinkArgs) -> Table {
    let mut rows = Vec::new();
    for set in sets {
        let (ours, peer) = (set.ours.compared, set.peer_compared());
        let recall =
            |side: &Side| side.scored.as_ref().map(|own| own.true_pairs as f64 / set.known.max(1) as f64);
        let of_peer = set.peer.iter().filter_map(|(_, side)| recall(side)).max_by(f64::total_cmp);
        let at_least = if set.set.wide() { "≥ " } else { "" };
        let seen = vec![
            set.set.name.clone(),
            number(set.records),
            number(set.known),
            peer.map_or_else(String::new, number),
            ours.map_or_else(|| "not said".to_owned(), number),
            of_peer.map_or_else(String::new, digits),
            recall(&set.ours).map_or_else(String::new, |own| format!("{at_least}{}", digits(own))),
        ];
        let lean = !set.set.wide() && set.set.people == Some(aims::MILLION) && arguments.seed == 7;
        rows.push(match peer.or(lean.then_some(aims::LEAN_PAIRS)) {
            Some(peer) => Row::aimed(seen, format!("{} by both", number(peer)), ours == Some(peer)),
            None => Row::shown(seen),
        });
    }
    Table {
        title: "Pairs compared by the same rules, and the share of true pairs among them".to_owned(),
        columns: vec![
            "set",
            "records",
            "true pairs",
            "peer compares",
            "ours compares",
            "recall, peer",
            "ours",
        ],
        rows,
        notes: vec!["≥: only pairs of at least -10 bits were kept"],
    }
}

/// CPU seconds and memory, median and range.
fn cost(sets: &[Measured]) -> Table {
    let mut rows = Vec::new();
    for set in sets {
        let Some(own) = Spread::of(set.ours.cpu_seconds.iter().copied()) else { continue };
        let seen = cost_cells(set, "ours", &set.ours, "");
        rows.push(match (aims::peak_mb(&set.set), Spread::of(set.ours.peak_mb.iter().copied())) {
            (Some(most), Some(peak)) => {
                Row::aimed(seen, format!("at most {most:.0} MB"), peak.median <= most)
            }
            _ => Row::shown(seen),
        });
        for training in [Training::Default, Training::Sampled] {
            let Some(side) = set.trained(training) else { continue };
            let Some(peer) = Spread::of(side.cpu_seconds.iter().copied()) else { continue };
            let times = peer.median / own.median.max(1e-6);
            let name = format!("peer, {}", training.name());
            let seen = cost_cells(set, &name, side, &format!("1/{times:.1}"));
            rows.push(match aims::times_cheaper(&set.set, training) {
                Some(least) => Row::aimed(seen, format!("ours at most 1/{least:.0}"), times >= least),
                None => Row::shown(seen),
            });
        }
    }
    rows.extend(rate(sets));
    Table {
        title: "Cost of the whole job: reading, training, scoring, clusters, writing".to_owned(),
        columns: vec!["set", "program", "CPU seconds", "peak MB", "ours / peer, CPU"],
        rows,
        notes: vec![
            "medians of the runs, with their range; where the peer's script scores itself, up to there, by its own count",
        ],
    }
}

fn cost_cells(set: &Measured, name: &str, side: &Side, ratio: &str) -> Vec<String> {
    let range = |figures: &[f64], places: usize| match Spread::of(figures.iter().copied()) {
        Some(own) if figures.len() > 1 => {
            format!("{:.places$} ({:.places$} to {:.places$})", own.median, own.least, own.most)
        }
        Some(own) => format!("{:.places$}", own.median),
        None => String::new(),
    };
    vec![
        set.set.name.clone(),
        name.to_owned(),
        range(&side.cpu_seconds, 2),
        range(&side.peak_mb, 0),
        ratio.to_owned(),
    ]
}

/// What the wide rules cost more than the lean ones, for the pairs that they make more.
fn rate(sets: &[Measured]) -> Option<Row> {
    let of = |wide: bool| {
        let set = sets.iter().find(|set| set.set.people.is_some() && set.set.wide() == wide)?;
        let cpu = Spread::of(set.ours.cpu_seconds.iter().copied())?.median;
        Some((set.ours.compared? as f64, cpu, set.set.people?))
    };
    let ((lean, lean_cpu, people), (wide, wide_cpu, _)) = (of(false)?, of(true)?);
    let a_second = (wide - lean) / (wide_cpu - lean_cpu).max(1e-3);
    let seen = vec![
        "people".to_owned(),
        "ours, scoring".to_owned(),
        format!("{:.1} million pairs a second", a_second / 1e6),
        String::new(),
        String::new(),
    ];
    if people != aims::MILLION {
        return Some(Row::shown(seen));
    }
    let aim = format!("at least {:.0} million", aims::PAIRS_A_SECOND / 1e6);
    Some(Row::aimed(seen, aim, a_second >= aims::PAIRS_A_SECOND))
}

/// Best F1 of both, and the difference.
fn truth(sets: &[Measured]) -> Table {
    let mut rows = Vec::new();
    for set in sets {
        let Some(ours) = &set.ours.scored else { continue };
        let Some((training, peer)) = set.best_peer() else {
            let mut seen = vec![set.set.name.clone(), String::new(), String::new(), String::new()];
            seen.extend([digits(ours.best.f1), parts(ours, set.known), String::new()]);
            rows.push(Row::shown(seen));
            continue;
        };
        let (least, aim) = aims::best_f1(peer, set.known);
        let with = |value: String, interval: Option<Interval>, show: &dyn Fn(f64) -> String| match interval {
            Some(own) => format!("{value} ({} to {})", show(own.from), show(own.to)),
            None => value,
        };
        let seen = vec![
            set.set.name.clone(),
            training.name().to_owned(),
            with(digits(peer.best.f1), set.intervals.map(|own| own.first), &digits),
            parts(peer, set.known),
            with(digits(ours.best.f1), set.intervals.map(|own| own.second), &digits),
            parts(ours, set.known),
            with(signed(ours.best.f1 - peer.best.f1), set.intervals.map(|own| own.difference), &signed),
        ];
        rows.push(Row::aimed(seen, aim.to_owned(), ours.best.f1 >= least));
    }
    Table {
        title: "Truth: best pairwise F1 over all thresholds".to_owned(),
        columns: vec![
            "set",
            "peer's training",
            "peer (95 %)",
            "P, R",
            "ours (95 %)",
            "P, R",
            "difference (95 %)",
        ],
        rows,
        notes: vec!["of two tables each record is in one pair at most, on both sides"],
    }
}

/// How far F1 moves with the start of the enumeration.
fn starts(sets: &[Measured]) -> Table {
    let mut rows = Vec::new();
    for set in sets {
        let Some(first) = set.ours.scored.as_ref().map(|own| own.best.f1) else { continue };
        let Some(spread) = Spread::of(set.starts.iter().copied()) else { continue };
        let moves = (spread.most - first).abs().max((first - spread.least).abs());
        let seen = vec![
            set.set.name.clone(),
            digits(first),
            digits(spread.least),
            digits(spread.most),
            digits(moves),
        ];
        rows.push(Row::aimed(seen, format!("at most {}", aims::MOVES), moves <= aims::MOVES));
    }
    Table {
        title: "Best F1 when the enumeration of random pairs starts elsewhere".to_owned(),
        columns: vec!["set", "as set", "least", "most", "moves by"],
        rows,
        notes: Vec::new(),
    }
}

/// What another order of rows changes.
fn order(sets: &[Measured]) -> Table {
    let mut rows = Vec::new();
    for set in sets {
        let Some(own) = set.order else { continue };
        let clusters = if own.same_clusters { "the same" } else { "others" };
        let seen = vec![set.set.name.clone(), number(own.pairs), number(own.differ), clusters.to_owned()];
        rows.push(Row::aimed(seen, "nothing".to_owned(), own.differ == 0 && own.same_clusters));
    }
    Table {
        title: "What another order of rows changes".to_owned(),
        columns: vec!["set", "pairs", "differ", "scores of clusters"],
        rows,
        notes: vec!["rows by the digests of their ids; a pair differs also by a milli-bit of its weight"],
    }
}

/// Expected calibration error.
fn calibration(sets: &[Measured]) -> Table {
    let mut rows = Vec::new();
    for set in sets {
        let Some(ours) = set.ours.scored.as_ref().map(|own| &own.calibration) else { continue };
        let peer = set.best_peer().map(|(_, own)| digits(own.calibration.error)).unwrap_or_default();
        let top = ours.bins.last().map(|bin| format!("{} of {}", digits(bin.share), digits(bin.mean)));
        let seen =
            vec![set.set.name.clone(), peer, digits(ours.error), number(ours.pairs), top.unwrap_or_default()];
        rows.push(match aims::calibration(&set.set) {
            Some(most) => Row::aimed(seen, format!("at most {most:.2}"), ours.error <= most),
            None => Row::shown(seen),
        });
    }
    Table {
        title: "Calibration: expected error of probabilities of at least 0.1, without labels".to_owned(),
        columns: vec!["set", "peer", "ours", "our pairs", "our highest bin: true of mean"],
        rows,
        notes: Vec::new(),
    }
}

/// Expected calibration error with labels.
fn with_labels(sets: &[Measured]) -> Table {
    let mut rows = Vec::new();
    for set in sets {
        let (Some(most), Some(spread)) =
            (aims::with_labels(&set.set), Spread::of(set.with_labels.iter().copied()))
        else {
            continue;
        };
        let without = set.ours.scored.as_ref().map(|own| own.calibration.error);
        let mean = set.with_labels.iter().sum::<f64>() / set.with_labels.len() as f64;
        let seen = vec![
            set.set.name.clone(),
            set.with_labels.len().to_string(),
            without.map_or_else(String::new, digits),
            format!("{} ({} to {})", digits(mean), digits(spread.least), digits(spread.most)),
        ];
        rows.push(Row::aimed(seen, format!("at most {most:.2}"), mean <= most));
    }
    Table {
        title: "Calibration with 500 labels drawn by stratum of weight".to_owned(),
        columns: vec!["set", "draws", "without labels", "with labels: mean and range"],
        rows,
        notes: vec!["labelled pairs are left out of the score"],
    }
}

/// What single records cost on a large index.
fn one_by_one(sets: &[Measured]) -> Table {
    let mut rows = Vec::new();
    for set in sets {
        let Some(own) = &set.one_by_one else { continue };
        let parts = [
            ("match, CPU", &own.matching, Some(aims::RECORD_MS.0)),
            ("write and clusters, CPU", &own.writing, Some(aims::RECORD_MS.1)),
            ("write and clusters, wall", &own.wall, None),
            ("bare fsync, wall", &own.bare, None),
        ];
        for (what, seconds, most) in parts {
            let mut sorted = seconds.clone();
            sorted.sort_by(f64::total_cmp);
            let at = |share: f64| {
                let place = (sorted.len().saturating_sub(1) as f64 * share) as usize;
                sorted.get(place).map_or(0.0, |own| own * 1000.0)
            };
            let mut seen = vec![
                set.set.name.clone(),
                format!("{} on {}", number(sorted.len() as u64), number(own.rows)),
                what.to_owned(),
            ];
            seen.extend([0.5, 0.99, 1.0].map(|share| format!("{:.3}", at(share))));
            rows.push(match most {
                Some(most) => Row::aimed(seen, format!("99 % at most {most} ms"), at(0.99) <= most),
                None => Row::shown(seen),
            });
        }
    }
    Table {
        title: "Single records added to an index".to_owned(),
        columns: vec!["set", "records", "what", "median ms", "99 % ms", "largest ms"],
        rows,
        notes: vec!["held back from the set; one fsync a record"],
    }
}

/// Clusters at the threshold that each ships.
fn clusters(sets: &[Measured]) -> Table {
    let lean = sets.iter().find(|set| set.set.people.is_some() && !set.set.wide());
    let lean = lean.and_then(|set| set.ours.scored.as_ref()).map(|own| own.clusters.f1);
    let mut rows = Vec::new();
    for set in sets {
        let Some(ours) = set.ours.scored.as_ref().map(|own| own.clusters) else { continue };
        let peer = set.best_peer().map(|(_, own)| own.clusters);
        let of_peer = |show: &dyn Fn(super::score::Clusters) -> String| peer.map(show).unwrap_or_default();
        let seen = vec![
            set.set.name.clone(),
            of_peer(&|own| digits(own.f1)),
            format!("{} ({}, {})", digits(ours.f1), digits(ours.precision), digits(ours.recall)),
            of_peer(&|own| digits(own.b_cubed)),
            digits(ours.b_cubed),
            of_peer(&|own| own.largest.to_string()),
            ours.largest.to_string(),
        ];
        if !set.set.wide() {
            rows.push(Row::shown(seen));
            continue;
        }
        let least = lean.map_or(aims::WIDE_CLUSTERS, |lean| lean.max(aims::WIDE_CLUSTERS));
        let aim = format!("at least {}, and our lean", aims::WIDE_CLUSTERS);
        rows.push(Row::aimed(seen, aim, ours.f1 >= least));
    }
    Table {
        title: "Clusters at the default threshold".to_owned(),
        columns: vec!["set", "F1, peer", "ours (P, R)", "B-cubed, peer", "ours", "largest, peer", "ours"],
        rows,
        notes: Vec::new(),
    }
}

/// What suggested settings find.
fn own_rules(sets: &[Measured]) -> Table {
    let mut rows = Vec::new();
    for set in sets {
        let Some(side) = &set.own_rules else { continue };
        let (Some(scored), Some(compared)) = (&side.scored, side.compared) else { continue };
        let recall = scored.true_pairs as f64 / set.known.max(1) as f64;
        let a_record = compared as f64 / set.records.max(1) as f64;
        let hand = set.ours.scored.as_ref().map(|own| own.best.f1).unwrap_or_default();
        let mut aims = Vec::new();
        let mut reached = true;
        if set.records <= aims::COMPARE_ALL {
            aims.push("all pairs".to_owned());
            reached &= compared == set.possible;
        } else {
            aims.push(format!("≤ {} a record", aims::PAIRS_A_RECORD));
            reached &= a_record <= aims::PAIRS_A_RECORD;
        }
        if let Some(least) = aims::suggested_recall(&set.set) {
            aims.push(format!("recall {least}"));
            reached &= recall >= least;
        }
        if let Some(least) = aims::suggested_f1(&set.set) {
            aims.push(format!("F1 {least}"));
            reached &= scored.best.f1 >= least;
        }
        if let Some(least) = aims::suggested_share(&set.set) {
            aims.push(format!("{:.0} % of hand-set", least * 100.0));
            reached &= scored.best.f1 >= least * hand;
        }
        let seen = vec![
            set.set.name.clone(),
            number(compared),
            format!("{a_record:.1}"),
            digits(recall),
            digits(scored.best.f1),
            digits(hand),
            digits(scored.calibration.error),
            digits(scored.clusters.f1),
        ];
        rows.push(Row::aimed(seen, aims.join(", "), reached));
    }
    Table {
        title: "Own rules: settings that --suggest wrote from the data".to_owned(),
        columns: vec![
            "set",
            "pairs",
            "a record",
            "recall",
            "F1",
            "hand-set F1",
            "calibration",
            "clusters F1",
        ],
        rows,
        notes: vec!["of people only pairs of at least -10 bits were kept: recall is at least this"],
    }
}

/// Precision and recall where F1 is best.
fn parts(scored: &Scored, known: u64) -> String {
    let share = |whole: u64| scored.best.both as f64 / whole.max(1) as f64;
    format!("{:.3}, {:.3}", share(scored.best.found), share(known))
}

fn digits(value: f64) -> String {
    format!("{value:.4}")
}

fn signed(value: f64) -> String {
    format!("{value:+.4}")
}

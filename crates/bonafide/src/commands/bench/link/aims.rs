//! What should figures of linkage be?

use super::peer::Training;
use super::place::Set;
use super::score::Scored;

/// People of the sets whose cost has an aim.
pub const MILLION: u64 = 1_000_000;

/// Pairs that both compare on a million people of seed 7 with the lean rules.
pub const LEAN_PAIRS: u64 = 558_625;

/// The peer's CPU seconds over ours, at least.
pub fn times_cheaper(set: &Set, training: Training) -> Option<f64> {
    if set.people != Some(MILLION) {
        return None;
    }
    Some(match (set.wide(), training) {
        (false, Training::Default) => 20.0,
        (false, Training::Sampled) => 5.0,
        (true, Training::Default) => 40.0,
        (true, Training::Sampled) => 22.0,
    })
}

/// Our peak in MB, at most.
pub fn peak_mb(set: &Set) -> Option<f64> {
    match set.people {
        Some(MILLION) => Some(600.0),
        Some(10_000_000) if !set.wide() => Some(10_000.0),
        _ => None,
    }
}

/// Pairs scored in a CPU second, at least.
pub const PAIRS_A_SECOND: f64 = 15e6;

/// How far best F1 may move with the start of the enumeration of random pairs.
pub const MOVES: f64 = 0.002;

/// Best F1 that ours has to reach beside the peer's, and the rule in words.
pub fn best_f1(peer: &Scored, known: u64) -> (f64, &'static str) {
    if known < 200 || peer.best.f1 > 0.98 {
        let one_pair = 2.0 / (peer.best.found + known).max(1) as f64;
        return (peer.best.f1 - one_pair - 1e-9, "at most one pair below");
    }
    (peer.best.f1 + 0.01, "at least +0.010")
}

/// Expected calibration error without labels, at most.
pub fn calibration(set: &Set) -> Option<f64> {
    match set.name.as_str() {
        _ if set.people.is_some() => Some(0.10),
        "febrl4" | "historical_50k" => Some(0.05),
        _ => None,
    }
}

/// The same with 500 labels, mean over draws, at most.
pub fn with_labels(set: &Set) -> Option<f64> {
    match set.name.as_str() {
        _ if set.people.is_some() && !set.wide() => Some(0.05),
        "historical_50k" => Some(0.03),
        _ => None,
    }
}

/// CPU milliseconds of one more record that 99 of 100 do not exceed: to match it, and to write it with its clusters.
pub const RECORD_MS: (f64, f64) = (1.0, 5.0);

/// Pairwise F1 of clusters of the wide set of people, at least.
pub const WIDE_CLUSTERS: f64 = 0.88;

/// Records up to which suggested settings compare everything.
pub const COMPARE_ALL: u64 = 5_000;

/// Pairs a record that suggested settings make, at most.
pub const PAIRS_A_RECORD: f64 = 30.0;

/// Recall of suggested blocking, at least.
pub fn suggested_recall(set: &Set) -> Option<f64> {
    match set.name.as_str() {
        "historical_50k" => Some(0.83),
        "febrl4" => Some(0.99),
        _ => set.people.map(|_| 0.98),
    }
}

/// Best F1 of suggested settings, at least.
pub fn suggested_f1(set: &Set) -> Option<f64> {
    match set.name.as_str() {
        "historical_50k" => Some(0.83),
        "fake_1000" => Some(0.91),
        "abt_buy" => Some(0.80),
        _ => None,
    }
}

/// Share of our own hand-set F1 that suggested settings reach, at least.
pub fn suggested_share(set: &Set) -> Option<f64> {
    let known = ["febrl1", "febrl3", "febrl4", "rldata500", "fake_1000", "historical_50k"];
    (known.contains(&set.name.as_str()) || set.people.is_some()).then_some(0.95)
}

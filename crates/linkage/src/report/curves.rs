//! Compared pairs by weight, and what each threshold is expected to give.

use super::weighed::Weighed;
use crate::model::Model;

/// Bars of a histogram at most.
const BARS: i64 = 48;
/// Widths that a bar may have, in thousandths of a bit.
const WIDTHS: [i32; 6] = [500, 1_000, 2_000, 5_000, 10_000, 20_000];
/// Points of a curve, at most one more.
const POINTS: i64 = 80;
/// A curve begins so far below the threshold, or below even odds, whichever is lower, and ends so far above
/// the highest of the threshold, the best one and even odds: further out nobody decides anything.
const BELOW_MILLI: i32 = 10_000;
const ABOVE_MILLI: i32 = 15_000;
/// Probabilities of the table.
const TOLD: [f64; 8] = [0.01, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 0.9999];

/// Compared pairs by weight.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Histogram {
    /// Width of a bar in thousandths of a bit.
    pub width_milli: i32,
    /// The bars, from the lightest pairs on, without a gap; their pairs are all that were compared.
    pub bars: Vec<HistogramBar>,
}

/// One bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HistogramBar {
    /// Pairs of at least this weight, and less than a bar's width more.
    pub from_milli: i32,
    /// How many there are.
    pub pairs: u64,
    /// How many of them are expected to be matches.
    pub expected: f64,
}

/// What a threshold is expected to give, by the probabilities of the pairs themselves: no truth is needed,
/// and it is as good as those are calibrated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Operating {
    /// Pairs of at least this weight count as matches.
    pub threshold_milli: i32,
    /// How many pairs that are.
    pub pairs: u64,
    /// Share of them that are matches; 1 where there is none.
    pub precision: f64,
    /// Share of the matches among all compared pairs that are found; 1 where none is expected.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
}

/// Expected precision and recall by threshold.
#[derive(Debug, Clone, PartialEq)]
pub struct Thresholds {
    /// By rising threshold; empty where nothing was compared.
    pub points: Vec<Operating>,
    /// At p of 0.01, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999 and 0.9999.
    pub told: Vec<Operating>,
    /// At the threshold of the settings.
    pub own: Operating,
    /// Where the mean of both is best; none where nothing was compared.
    pub best: Option<Operating>,
}

/// Bars are counted from the threshold on, so that none lies on both sides of it.
pub(super) fn histogram(weighed: &Weighed, threshold_milli: i32) -> Histogram {
    let Some((least, most)) = weighed.span() else { return Histogram::default() };
    let place = |weight: i32, width: i32| {
        (i64::from(weight) - i64::from(threshold_milli)).div_euclid(i64::from(width))
    };
    let bars_of = |width: i32| place(most, width) - place(least, width) + 1;
    let width = WIDTHS.into_iter().find(|width| bars_of(*width) <= BARS).unwrap_or(20_000);
    let first = place(least, width);
    let mut sums = vec![(0_u64, 0.0_f64); usize::try_from(bars_of(width)).unwrap_or(1)];
    for own in &weighed.list {
        let (pairs, expected) = &mut sums[(place(own.weight_milli, width) - first) as usize];
        *pairs += own.pairs;
        *expected += own.pairs as f64 * own.probability;
    }
    let from = |number: i64| i64::from(threshold_milli) + number * i64::from(width);
    let bars = (first..).zip(sums).map(|(number, (pairs, expected))| HistogramBar {
        from_milli: from(number).clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32,
        pairs,
        expected,
    });
    Histogram { width_milli: width, bars: bars.collect() }
}

pub(super) fn thresholds(weighed: &Weighed, threshold_milli: i32) -> Thresholds {
    let own = at(weighed, threshold_milli);
    let told = TOLD.iter().map(|share| at(weighed, Model::weight_of(*share))).collect();
    let Some((least, most)) = weighed.span() else {
        return Thresholds { points: Vec::new(), told, own, best: None };
    };
    // The lowest of equally good ones: it finds as much with more to spare.
    let mut best: Option<Operating> = None;
    for place in 0..weighed.list.len() {
        let one = at(weighed, weighed.list[place].weight_milli);
        if best.is_none_or(|known| one.f1 >= known.f1) {
            best = Some(one);
        }
    }
    let from = least.max(threshold_milli.min(0).saturating_sub(BELOW_MILLI)).min(most);
    let highest = best.map_or(0, |best| best.threshold_milli).max(threshold_milli).max(0);
    let to = most.min(highest.saturating_add(ABOVE_MILLI)).max(from);
    let points = grid(from, to).into_iter().map(|threshold| at(weighed, threshold)).collect();
    Thresholds { points, told, own, best }
}

fn at(weighed: &Weighed, threshold_milli: i32) -> Operating {
    let (pairs, found) = weighed.from(threshold_milli);
    let (_, all) = weighed.all();
    let precision = if pairs == 0 { 1.0 } else { found / pairs as f64 };
    let recall = if all > 0.0 { (found / all).min(1.0) } else { 1.0 };
    let sum = precision + recall;
    let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
    Operating { threshold_milli, pairs, precision, recall, f1 }
}

/// Evenly spread weights from one to another, both among them.
pub(super) fn grid(from: i32, to: i32) -> Vec<i32> {
    let span = i64::from(to) - i64::from(from);
    let steps = POINTS.min(span.max(1));
    let mut all: Vec<i32> = (0..=steps).map(|step| (i64::from(from) + span * step / steps) as i32).collect();
    all.dedup();
    all
}

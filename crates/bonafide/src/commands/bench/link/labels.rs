//! What do 500 labels make of the probabilities?
//!
//! Labels are drawn by stratum of weight, so that the seldom weights in the middle are asked about as often as
//! the many at both ends; `link` reads them as people would give them; and pairs that were asked about are left
//! out of the score.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use bonafide_linkage::table::{hash, mix};

use super::measured::Who;
use super::ours;
use super::score::{Calibration, Pair, Truth, judged, read_pairs};
use super::settings::Change;

/// Labels of one draw.
const LABELS: usize = 500;

/// Where strata of weight end, in bits.
const STRATA: [f64; 7] = [-5.0, -2.0, 0.0, 2.0, 5.0, 10.0, f64::INFINITY];

/// The lightest pairs that are asked about.
const LIGHTEST: f64 = -10.0;

/// The file of labels, beside the copy of the settings.
const FILE: &str = "labels.csv";

impl Who<'_> {
    /// The expected calibration error with labels, of each draw.
    pub fn with_labels(&self, truth: &Truth, draws: u32) -> Result<Vec<f64>> {
        let change = Change { at_least: 1.0 / 1025.0, ..Change::default() };
        let ran = ours::run(self.place, self.set, &self.set.settings, change)?;
        let pairs = read_pairs(truth, &ran.pairs)?;
        let mut errors = Vec::new();
        for draw in 1..=draws {
            self.tell(&format!("labels, draw {draw} of {draws}"));
            let asked = drawn(truth, &pairs, u64::from(draw));
            let path = self.place.work.join(FILE);
            std::fs::write(&path, lines(truth, &asked)).context("writing labels")?;
            let change = Change { labels: Some(FILE), ..change };
            let ran = ours::run(self.place, self.set, &self.set.settings, change)?;
            let asked: BTreeSet<(u32, u32)> = asked.iter().map(|pair| (pair.left, pair.right)).collect();
            let mut rest = read_pairs(truth, &ran.pairs)?;
            rest.retain(|pair| !asked.contains(&(pair.left, pair.right)));
            errors.push(Calibration::of(&judged(truth, &rest)).error);
        }
        Ok(errors)
    }
}

/// Equally many pairs of each stratum, or all that it has; what is missing then comes from all together.
fn drawn(truth: &Truth, pairs: &[Pair], draw: u64) -> Vec<Pair> {
    let shuffled = |pair: &&Pair| {
        let both = mix(hash(truth.id(pair.left)), hash(truth.id(pair.right)));
        (mix(both, draw), pair.left, pair.right)
    };
    let mut strata: Vec<Vec<&Pair>> = vec![Vec::new(); STRATA.len()];
    for pair in pairs.iter().filter(|pair| pair.weight >= LIGHTEST) {
        strata[STRATA.partition_point(|end| *end <= pair.weight)].push(pair);
    }
    let mut chosen: Vec<Pair> = Vec::new();
    let mut left_over: Vec<&Pair> = Vec::new();
    for mut stratum in strata {
        stratum.sort_by_cached_key(shuffled);
        let rest = stratum.split_off(stratum.len().min(LABELS / STRATA.len()));
        chosen.extend(stratum.into_iter().copied());
        left_over.extend(rest.into_iter().take(LABELS));
    }
    left_over.sort_by_cached_key(shuffled);
    let missing = LABELS.saturating_sub(chosen.len());
    chosen.extend(left_over.into_iter().take(missing).copied());
    chosen
}

fn lines(truth: &Truth, pairs: &[Pair]) -> String {
    let mut text = "left,right,judgement\n".to_owned();
    for pair in pairs {
        let same = truth.entity[pair.left as usize] == truth.entity[pair.right as usize];
        let id = |record: u32| String::from_utf8_lossy(truth.id(record)).into_owned();
        let verdict = if same { "same" } else { "distinct" };
        let _ = writeln!(text, "{},{},{verdict}", id(pair.left), id(pair.right));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn each_stratum_is_asked_about_and_the_rest_comes_from_all() {
        let rows = (0..4_000).map(|row| (format!("r{row}"), row));
        let truth = Truth::of_rows(rows, Path::new("truth")).expect("a truth");
        // 30 pairs between 0 and 2 bits, the others heavier than 10 or lighter than -10.
        let pair = |number: u32, weight: f64| Pair { weight, left: 2 * number, right: 2 * number + 1 };
        let pairs: Vec<Pair> = (0..30)
            .map(|number| pair(number, 1.0))
            .chain((30..1_000).map(|number| pair(number, 12.0)))
            .chain((1_000..2_000).map(|number| pair(number, -11.0)))
            .collect();
        let asked = drawn(&truth, &pairs, 1);
        assert_eq!(asked.len(), LABELS);
        assert_eq!(asked.iter().filter(|pair| pair.weight > 0.5 && pair.weight < 1.5).count(), 30);
        assert!(asked.iter().all(|pair| pair.weight >= LIGHTEST));
        let ends = |pairs: &[Pair]| pairs.iter().map(|pair| pair.left).collect::<BTreeSet<u32>>();
        assert_eq!(ends(&asked).len(), LABELS, "no pair is asked about twice");
        assert_ne!(ends(&asked), ends(&drawn(&truth, &pairs, 2)), "another draw asks about others");
        assert!(lines(&truth, &asked).lines().nth(1).is_some_and(|line| line.ends_with(",distinct")));
    }
}

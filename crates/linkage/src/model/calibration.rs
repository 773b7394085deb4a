//! Do the probabilities hold, by pairs that somebody labelled?
//!
//! A match weight w becomes a + b * w (Platt 1999, on bits), fitted to the labels by maximum likelihood with a
//! mild prior at "leave it as it is". The share of matches *given* a weight does not depend on how the
//! labelled pairs were drawn among weights, so that labels may be drawn where they tell most.

use super::Model;

/// Labels that contradict the model, at least: from fewer a line cannot be learnt.
pub const ERRORS_NEEDED: u64 = 10;

/// How far the prior lets the offset (bits) and the slope go, as standard deviations.
const PRIOR: (f64, f64) = (2.0, 0.5);

/// Bins of equal width in a calibration table.
pub const BINS: usize = 10;

/// What replaces a weight of w bits: `offset + slope * w`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// In bits.
    pub offset: f64,
    /// Above 0, so that no two pairs change places.
    pub slope: f64,
}

impl Line {
    /// Leaves weights as they are.
    pub const NONE: Self = Self { offset: 0.0, slope: 1.0 };

    /// The weight instead of one, in bits.
    pub fn of(&self, bits: f64) -> f64 {
        self.offset + self.slope * bits
    }
}

/// One bin of predicted probability.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bin {
    /// Labelled pairs in it.
    pub pairs: u64,
    /// Those labelled as the same.
    pub same: u64,
    /// Sum of their probabilities: of matches that were predicted.
    pub predicted: f64,
}

/// Why weights were left as they are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Labels of one kind only.
    #[error("labelled pairs are all of one kind ({0}); label some of the other, near even odds")]
    OneKind(u64),
    /// The model is right about nearly all.
    #[error(
        "only {errors} of {pairs} labelled pairs contradict the model, too few to learn from ({needed} are needed): \
         weights are left as they are"
    )]
    FewErrors {
        /// Labelled pairs on the wrong side of even odds.
        errors: u64,
        /// Labelled pairs.
        pairs: u64,
        /// How many it takes.
        needed: u64,
    },
}

/// What labels say of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// By ten equal bins of the probability before recalibration.
    pub before: [Bin; BINS],
    /// The same after it.
    pub after: [Bin; BINS],
    /// What weights are replaced by, or why they are not.
    pub line: Result<Line, Refusal>,
}

impl Calibration {
    /// Compares weights in milli-bits with labels, and learns from them where there is enough to learn.
    ///
    /// ```
    /// use bonafide_linkage::model::Calibration;
    /// // A model that is too sure of itself: of pairs at 8 bits, odds of 256 to 1, a third is wrong.
    /// let labelled: Vec<(i32, bool)> =
    ///     (0..300).map(|place| if place % 2 == 0 { (8_000, place % 3 != 0) } else { (-8_000, place % 5 == 0) }).collect();
    /// let found = Calibration::of(&labelled);
    /// let line = found.line.expect("enough errors");
    /// assert!(line.slope < 0.5);
    /// // Of a model that is right there is nothing to learn.
    /// assert!(Calibration::of(&[(8_000, true), (-8_000, false)]).line.is_err());
    /// ```
    pub fn of(labelled: &[(i32, bool)]) -> Self {
        let line = learnt(labelled);
        let used = line.clone().unwrap_or(Line::NONE);
        Self { before: bins(labelled, Line::NONE), after: bins(labelled, used), line }
    }
}

fn bins(labelled: &[(i32, bool)], line: Line) -> [Bin; BINS] {
    let mut made = [Bin::default(); BINS];
    for (weight_milli, same) in labelled {
        let probability = chance(line.of(f64::from(*weight_milli) / 1000.0));
        let bin = &mut made[((probability * BINS as f64) as usize).min(BINS - 1)];
        bin.pairs += 1;
        bin.same += u64::from(*same);
        bin.predicted += probability;
    }
    made
}

fn chance(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}

fn learnt(labelled: &[(i32, bool)]) -> Result<Line, Refusal> {
    let pairs = labelled.len() as u64;
    let same = labelled.iter().filter(|(_, same)| *same).count() as u64;
    if same == 0 || same == pairs {
        return Err(Refusal::OneKind(pairs));
    }
    let errors = labelled.iter().filter(|(weight, same)| (*weight >= 0) != *same).count() as u64;
    if errors < ERRORS_NEEDED {
        return Err(Refusal::FewErrors { errors, pairs, needed: ERRORS_NEEDED });
    }
    // Newton's method on two numbers; the objective is concave, and steps are halved while they overshoot.
    let (mut offset, mut slope) = (0.0_f64, 1.0_f64);
    let mut value = objective(labelled, offset, slope);
    for _ in 0..50 {
        let (mut first, mut second) = (-offset / PRIOR.0.powi(2), -(slope - 1.0) / PRIOR.1.powi(2));
        let (mut of_first, mut of_both, mut of_second) = (PRIOR.0.powi(-2), 0.0, PRIOR.1.powi(-2));
        let unit = std::f64::consts::LN_2;
        for (weight_milli, same) in labelled {
            let bits = bounded(*weight_milli);
            let probability = chance(offset + slope * bits);
            let miss = unit * (f64::from(u8::from(*same)) - probability);
            let spread = unit * unit * probability * (1.0 - probability);
            first += miss;
            second += miss * bits;
            of_first += spread;
            of_both += spread * bits;
            of_second += spread * bits * bits;
        }
        let determinant = of_first * of_second - of_both * of_both;
        if determinant <= 0.0 {
            break;
        }
        let step = (
            (of_second * first - of_both * second) / determinant,
            (of_first * second - of_both * first) / determinant,
        );
        let mut size = 1.0_f64;
        let mut moved = false;
        while size > 1e-6 {
            let (new_offset, new_slope) = (offset + size * step.0, (slope + size * step.1).max(0.05));
            let new_value = objective(labelled, new_offset, new_slope);
            if new_value > value + 1e-12 {
                (offset, slope, value, moved) = (new_offset, new_slope, new_value, true);
                break;
            }
            size /= 2.0;
        }
        if !moved {
            break;
        }
    }
    Ok(Line { offset, slope })
}

fn objective(labelled: &[(i32, bool)], offset: f64, slope: f64) -> f64 {
    let prior = (offset / PRIOR.0).powi(2) + ((slope - 1.0) / PRIOR.1).powi(2);
    let likelihood: f64 = labelled
        .iter()
        .map(|(weight_milli, same)| {
            let bits = offset + slope * bounded(*weight_milli);
            let sign = if *same { -bits } else { bits };
            // ln of 1 / (1 + 2^sign), without overflow.
            -(sign.max(0.0) * std::f64::consts::LN_2 + (-(sign.abs() * std::f64::consts::LN_2)).exp().ln_1p())
        })
        .sum();
    likelihood - prior / 2.0
}

/// Beyond 30 bits a weight says only that the model is sure: one wrong label there must not bend the line.
fn bounded(weight_milli: i32) -> f64 {
    (f64::from(weight_milli) / 1000.0).clamp(-30.0, 30.0)
}

impl Model {
    /// The model with its weights replaced as a line says.
    #[must_use]
    pub fn recalibrated(mut self, line: Line) -> Self {
        self.line = Line { offset: line.of(self.line.offset), slope: line.slope * self.line.slope };
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Labelled pairs whose true odds are `offset + slope * weight`, by the remainder of a running sum.
    fn drawn(offset: f64, slope: f64) -> Vec<(i32, bool)> {
        let mut labelled = Vec::new();
        for weight in (-10..=10).map(|own| own * 1000) {
            let probability = chance(offset + slope * f64::from(weight) / 1000.0);
            let same = (probability * 40.0).round() as usize;
            labelled.extend((0..40).map(|place| (weight, place < same)));
        }
        labelled
    }

    proptest! {
        #[test]
        fn a_line_is_found_again(offset in -2.0_f64..2.0, slope in 0.4_f64..1.3) {
            let line = learnt(&drawn(offset, slope)).expect("labels enough");
            prop_assert!((line.offset - offset).abs() < 0.4, "{line:?}");
            prop_assert!((line.slope - slope).abs() < 0.2, "{line:?}");
        }

        #[test]
        fn order_changes_nothing_and_slopes_stay_above_0(
            labels in prop::collection::vec((-40_000_i32..40_000, any::<bool>()), 0..200),
        ) {
            let mut turned = labels.clone();
            turned.reverse();
            match (learnt(&labels), learnt(&turned)) {
                (Ok(one), Ok(other)) => {
                    prop_assert!((one.offset - other.offset).abs() < 1e-6 && one.slope > 0.0);
                }
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }

    #[test]
    fn a_right_model_is_left_alone() {
        let labels: Vec<(i32, bool)> =
            (0..500).map(|place| (if place % 2 == 0 { 9000 } else { -9000 }, place % 2 == 0)).collect();
        assert_eq!(learnt(&labels), Err(Refusal::FewErrors { errors: 0, pairs: 500, needed: ERRORS_NEEDED }));
        assert_eq!(learnt(&labels[..1]), Err(Refusal::OneKind(1)));
        assert_eq!(learnt(&[]), Err(Refusal::OneKind(0)));
    }

    #[test]
    fn bins_hold_all_labels() {
        let labels = drawn(1.0, 0.5);
        let found = Calibration::of(&labels);
        for bins in [found.before, found.after] {
            assert_eq!(bins.iter().map(|bin| bin.pairs).sum::<u64>(), labels.len() as u64);
        }
        let off = |bins: &[Bin; BINS]| -> f64 {
            bins.iter().map(|bin| (bin.predicted - bin.same as f64).abs()).sum::<f64>() / labels.len() as f64
        };
        assert!(off(&found.after) < 0.03 && off(&found.after) < off(&found.before));
    }
}

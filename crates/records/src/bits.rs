//! Weights of evidence in integer milli-bits.
//!
//! Float sums differed between two runs of one binary; integer sums agree everywhere (design 5).
//! So logarithms are taken in fixed point, and everything after them is addition.

/// A weight of evidence: thousandths of a bit.
pub type MilliBits = i64;

/// Fractional bits of the fixed-point numbers here.
const SCALE: u32 = 60;
const ONE: u128 = 1 << SCALE;

/// log2(numerator / denominator) in milli-bits, rounded to the nearest, ties away from zero.
///
/// Zero in either place has no logarithm and gives 0.
///
/// ```
/// use bonafide_records::bits::log2_milli;
/// assert_eq!(log2_milli(4, 2), 1000);
/// assert_eq!(log2_milli(3120, 2), 10607);
/// assert_eq!(log2_milli(1, 499), -8963);
/// ```
pub fn log2_milli(numerator: u128, denominator: u128) -> MilliBits {
    if numerator == 0 || denominator == 0 {
        return 0;
    }
    let fixed = log2_fixed(numerator) - log2_fixed(denominator);
    let thousand = fixed * 1000;
    let half = 1_i128 << (SCALE - 1);
    let rounded = if thousand >= 0 { (thousand + half) >> SCALE } else { -((-thousand + half) >> SCALE) };
    i64::try_from(rounded).unwrap_or(0)
}

/// log2 of a positive integer, in fixed point with [`SCALE`] fractional bits.
fn log2_fixed(value: u128) -> i128 {
    let exponent = value.ilog2();
    // Mantissa in [1, 2) with SCALE fractional bits.
    let mut mantissa =
        if exponent >= SCALE { value >> (exponent - SCALE) } else { value << (SCALE - exponent) };
    let mut result = i128::from(exponent) << SCALE;
    let mut step = 1_i128 << (SCALE - 1);
    while step > 0 {
        mantissa = (mantissa * mantissa) >> SCALE;
        if mantissa >= 2 * ONE {
            mantissa >>= 1;
            result += step;
        }
        step >>= 1;
    }
    result
}

/// 2^(milli/1000) in fixed point with 60 fractional bits, for 0 ≤ milli ≤ 60,000.
fn exp2_fixed(milli: u64) -> u128 {
    /// 2^(1/1000) with 60 fractional bits: 2^60 * 2^0.001 rounded down.
    const STEP: u128 = 1_153_720_925_923_480_963;
    let whole = (milli / 1000) as u32;
    let mut result = ONE;
    let mut factor = STEP;
    let mut rest = milli % 1000;
    while rest > 0 {
        if rest & 1 == 1 {
            result = (result * factor) >> SCALE;
        }
        factor = (factor * factor) >> SCALE;
        rest >>= 1;
    }
    result << whole
}

/// A claim's part of the total: log2((a·L + 1 − a) / (b·L + 1 − b)) with L = 2^bits (design 4.3).
///
/// `a` and `b` are parts per million. Bits are held between 0 and 40: above that the part has
/// reached its limit log2(a/b) to the milli-bit for every row of the table.
///
/// ```
/// use bonafide_records::bits::saturate;
/// assert_eq!(saturate(10_607, 400_000, 10_000), 5_235);
/// assert_eq!(saturate(0, 400_000, 10_000), 0);
/// ```
pub fn saturate(bits: MilliBits, a_per_million: u32, b_per_million: u32) -> MilliBits {
    let held = u64::try_from(bits.clamp(0, 40_000)).unwrap_or(0);
    // 20 fractional bits less, so that a million times L stays inside 128 bits.
    let likelihood = exp2_fixed(held) >> 20;
    let one = ONE >> 20;
    let part =
        |share: u32| likelihood * u128::from(share) + one * u128::from(1_000_000 - share.min(1_000_000));
    log2_milli(part(a_per_million), part(b_per_million))
}

/// The prior 1 in `of`, as odds in milli-bits: log2(1 / (of − 1)).
///
/// ```
/// assert_eq!(bonafide_records::bits::prior(500), -8_963);
/// ```
pub fn prior(of: u64) -> MilliBits {
    log2_milli(1, u128::from(of.max(2) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_floats_within_half_a_milli_bit() {
        for (numerator, denominator) in
            [(1_u64, 3_u64), (7, 5), (1_000_000, 3), (123_456_789, 11), (2, 1_000_003)]
        {
            let exact = (numerator as f64 / denominator as f64).log2() * 1000.0;
            let ours = log2_milli(u128::from(numerator), u128::from(denominator)) as f64;
            assert!((exact - ours).abs() <= 0.5001, "{numerator}/{denominator}: {exact} against {ours}");
        }
    }

    #[test]
    fn exponent_agrees_with_floats() {
        for milli in [0_u64, 1, 999, 1000, 1001, 10_607, 39_999] {
            let exact = (milli as f64 / 1000.0).exp2();
            let ours = exp2_fixed(milli) as f64 / ONE as f64;
            assert!((exact / ours - 1.0).abs() < 1e-9, "{milli}: {exact} against {ours}");
        }
    }

    #[test]
    fn saturation_reaches_its_limit_and_never_passes_it() {
        assert_eq!(saturate(40_000, 400_000, 1_000), 8_644);
        let mut last = 0;
        for bits in (0..40_000).step_by(250) {
            let part = saturate(bits, 400_000, 1_000);
            assert!(part >= last && part <= 8_644);
            last = part;
        }
    }
}

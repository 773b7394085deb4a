//! How alike are two short names by Jaro and by Jaro-Winkler?
//!
//! Sources: M. A. Jaro, "Advances in record-linkage methodology", JASA 84 (1989); W. E. Winkler, "String
//! comparator metrics and enhanced decision rules" (1990). The prefix counts up to four letters at 0.1
//! each, and only above a similarity of 0.7: the variant that DuckDB and RapidFuzz compute (DuckDB
//! compares bytes, this compares characters). Two empty values are alike by 1, an empty and another by 0.
//!
//! ```
//! use bonafide_linkage::distance::jaro::{jaro_winkler, jaro_winkler_level};
//! assert!((jaro_winkler(b"martha", b"marhta") - 0.9611).abs() < 1e-4);
//! assert_eq!(jaro_winkler_level(b"martha", b"marhta", &[0.98, 0.92, 0.88]), 1);
//! assert_eq!(jaro_winkler_level(b"martha", b"quentin", &[0.98, 0.92, 0.88]), 3);
//! ```

use super::jaro_matching::{Common, match_letters};

/// Above this similarity the prefix counts.
const BONUS_ABOVE: f64 = 0.7;
/// What each letter of the prefix takes of what is missing to 1.
pub(super) const BONUS: f64 = 0.1;
/// As many letters of the prefix count.
const PREFIX: usize = 4;

/// Jaro's similarity, 0 to 1.
pub fn jaro(first: &[u8], second: &[u8]) -> f64 {
    jaro_of(&match_letters(first, second, |_| true))
}

/// Jaro-Winkler's similarity, 0 to 1.
pub fn jaro_winkler(first: &[u8], second: &[u8]) -> f64 {
    jaro_winkler_of(&match_letters(first, second, |_| true))
}

/// The place of the first of the falling thresholds that [`jaro_winkler`] reaches; their number if none.
///
/// The same answer as by the similarity itself, sooner where the letters in common are too few for the
/// lowest threshold.
pub fn jaro_winkler_level(first: &[u8], second: &[u8], thresholds: &[f64]) -> usize {
    let Some(lowest) = thresholds.last() else { return 0 };
    let common = match_letters(first, second, |common| {
        can_reach(common.first, common.second, common.matches, common.prefix, *lowest)
    });
    if common.rejected {
        return thresholds.len();
    }
    let similarity = jaro_winkler_of(&common);
    thresholds.iter().position(|threshold| similarity >= *threshold).unwrap_or(thresholds.len())
}

/// Whether two values of these lengths, with at most so many letters in common and at most this common
/// prefix, can be alike by a threshold: no transpositions, and the bonus in any case.
///
/// `1 - similarity = (1 - jaro) (1 - prefix / 10)` and `jaro = (m / a + m / b + 1) / 3`, multiplied out so
/// that nothing is divided. A little slack stands above any error of rounding.
#[inline]
pub(super) fn can_reach(first: u32, second: u32, matches: u32, prefix: usize, threshold: f64) -> bool {
    let (first, second) = (f64::from(first), f64::from(second));
    let both = first * second;
    let missing = 2.0 * both - f64::from(matches) * (first + second);
    let kept = 1.0 - BONUS * prefix.min(PREFIX) as f64;
    missing * kept <= (3.0 * (1.0 - threshold) + 1e-9) * both
}

#[inline]
fn jaro_of(common: &Common) -> f64 {
    if common.matches == 0 {
        return if common.first == 0 && common.second == 0 { 1.0 } else { 0.0 };
    }
    let in_order = common.matches - common.displaced / 2;
    let shares = quotient(common.matches, common.first)
        + quotient(common.matches, common.second)
        + quotient(in_order, common.matches);
    shares / 3.0
}

#[inline]
fn jaro_winkler_of(common: &Common) -> f64 {
    let similarity = jaro_of(common);
    if similarity <= BONUS_ABOVE {
        return similarity;
    }
    similarity + BONUS * common.prefix.min(PREFIX) as f64 * (1.0 - similarity)
}

/// The quotients of small numbers, by divisor.
static QUOTIENTS: [[f64; 16]; 16] = quotients();

const fn quotients() -> [[f64; 16]; 16] {
    let mut table = [[0.0; 16]; 16];
    let mut divisor = 1;
    while divisor < 16 {
        let mut dividend = 0;
        while dividend < 16 {
            table[divisor][dividend] = dividend as f64 / divisor as f64;
            dividend += 1;
        }
        divisor += 1;
    }
    table
}

/// A quotient; that of short values is looked up, since three divisions cost as much as the matching.
#[inline]
fn quotient(dividend: u32, divisor: u32) -> f64 {
    if dividend | divisor < 16 {
        return QUOTIENTS[divisor as usize][dividend as usize];
    }
    f64::from(dividend) / f64::from(divisor)
}

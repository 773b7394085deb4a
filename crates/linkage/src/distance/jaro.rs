//! How alike are two short names by Jaro and by Jaro-Winkler?
//!
//! Sources: M. A. Jaro, "Advances in record-linkage methodology", JASA 84 (1989); W. E. Winkler, "String
//! comparator metrics and enhanced decision rules" (1990). The prefix counts up to four letters at 0.1
//! each, and only above a similarity of 0.7: the variant that DuckDB and RapidFuzz compute (they compare
//! bytes or code units, this compares characters). Two empty values are alike by 1, one empty by 0.
//!
//! Letters are matched by one scan: each letter of one value takes the first free equal letter of the
//! other that stands at most half the longer length, less one, away. The free ones are bits of a word;
//! above 64 letters they are lists by letter, so that the time grows with the length, not its square.
//!
//! ```
//! use bonafide_linkage::distance::jaro::{jaro_winkler, jaro_winkler_level};
//! assert!((jaro_winkler(b"martha", b"marhta") - 0.9611).abs() < 1e-4);
//! assert_eq!(jaro_winkler_level(b"martha", b"marhta", &[0.98, 0.92, 0.88]), 1);
//! assert_eq!(jaro_winkler_level(b"martha", b"quentin", &[0.98, 0.92, 0.88]), 3);
//! ```

use super::letters::{Long, WORD, common_prefix, long, short};
use super::positions::{InTable, InTwoWords, InWord, Positions, eight};

/// Above this similarity the prefix counts.
const BONUS_ABOVE: f64 = 0.7;
/// What each letter of the prefix takes of what is missing to 1.
const BONUS: f64 = 0.1;
/// As many letters of the prefix count.
const PREFIX: usize = 4;

/// Jaro's similarity, 0 to 1.
pub fn jaro(first: &[u8], second: &[u8]) -> f64 {
    compare(first, second, |_| true).jaro()
}

/// Jaro-Winkler's similarity, 0 to 1.
pub fn jaro_winkler(first: &[u8], second: &[u8]) -> f64 {
    compare(first, second, |_| true).jaro_winkler()
}

/// The place of the first of the falling thresholds that [`jaro_winkler`] reaches; their number if none.
///
/// The same answer as by the similarity itself, sooner where the letters in common are too few for the
/// lowest threshold.
pub fn jaro_winkler_level(first: &[u8], second: &[u8], thresholds: &[f64]) -> usize {
    let Some(lowest) = thresholds.last() else { return 0 };
    let common = compare(first, second, |common| {
        can_reach(common.first, common.second, common.matches, common.prefix, *lowest)
    });
    if common.rejected {
        return thresholds.len();
    }
    let similarity = common.jaro_winkler();
    thresholds.iter().position(|threshold| similarity >= *threshold).unwrap_or(thresholds.len())
}

/// Whether two values of these lengths, with at most so many letters in common and at most this common
/// prefix, can be alike by a threshold: no transpositions, and the bonus in any case.
///
/// `(1 - similarity) = (1 - jaro) (1 - prefix / 10)` and `jaro = (m / a + m / b + 1) / 3`, multiplied out
/// so that nothing is divided. A little slack stands above any error of rounding.
#[inline]
pub(super) fn can_reach(first: usize, second: usize, matches: u32, prefix: usize, threshold: f64) -> bool {
    let both = (first * second) as f64;
    let missing = 2.0 * both - f64::from(matches) * (first + second) as f64;
    let kept = 1.0 - BONUS * prefix.min(PREFIX) as f64;
    missing * kept <= (3.0 * (1.0 - threshold) + 1e-9) * both
}

/// What Jaro counts.
struct Common {
    /// Letters of the first value.
    first: usize,
    /// Letters of the second value.
    second: usize,
    /// Letters in common.
    matches: u32,
    /// Letters in common that stand in another order: twice the transpositions.
    displaced: u32,
    /// Letters that both begin with, at least the first four of them.
    prefix: usize,
    /// Not worth it: `displaced` was not counted.
    rejected: bool,
}

impl Common {
    fn jaro(&self) -> f64 {
        if self.matches == 0 {
            return if self.first == 0 && self.second == 0 { 1.0 } else { 0.0 };
        }
        let matches = f64::from(self.matches);
        let in_order = f64::from(self.matches - self.displaced / 2);
        (matches / self.first as f64 + matches / self.second as f64 + in_order / matches) / 3.0
    }

    fn jaro_winkler(&self) -> f64 {
        let similarity = self.jaro();
        if similarity <= BONUS_ABOVE {
            return similarity;
        }
        similarity + BONUS * self.prefix.min(PREFIX) as f64 * (1.0 - similarity)
    }
}

/// How far from its own place a letter is searched.
fn reach(first: usize, second: usize) -> usize {
    (first.max(second) / 2).saturating_sub(1)
}

#[inline]
fn compare(first: &[u8], second: &[u8], worth: impl Fn(&Common) -> bool) -> Common {
    if first.len() <= WORD && second.len() <= WORD && first.is_ascii() && second.is_ascii() {
        return compare_short::<128>(first, second, worth);
    }
    compare_other(first, second, worth)
}

#[inline(never)]
fn compare_other(first: &[u8], second: &[u8], worth: impl Fn(&Common) -> bool) -> Common {
    match short(first, second) {
        Some((own, other)) => compare_short::<256>(own.letters(), other.letters(), worth),
        None => compare_long(&long(first, second), worth),
    }
}

#[inline]
fn compare_short<const LETTERS: usize>(
    first: &[u8],
    second: &[u8],
    worth: impl Fn(&Common) -> bool,
) -> Common {
    let (pattern, text) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    match pattern.len() {
        ..=8 => {
            let differs = eight(pattern) ^ eight(text);
            let prefix = (differs.trailing_zeros() as usize / 8).min(pattern.len());
            compare_words(&InWord::new(pattern), pattern, text, prefix, worth)
        }
        9..=16 => {
            let prefix = common_prefix(pattern, text);
            compare_words(&InTwoWords::new(pattern), pattern, text, prefix, worth)
        }
        _ => {
            let prefix = common_prefix(pattern, text);
            compare_words(&InTable::<LETTERS>::new(pattern), pattern, text, prefix, worth)
        }
    }
}

/// The lowest bits, all from 64 on.
fn low_bits(count: usize) -> u64 {
    if count >= WORD { u64::MAX } else { (1 << count) - 1 }
}

/// The matching with the letters of the shorter value, the pattern, as bits of a word.
///
/// The letters of the common prefix match each other: each finds the one at its own place free, and all
/// before it taken.
#[inline]
fn compare_words(
    positions: &impl Positions,
    pattern: &[u8],
    text: &[u8],
    prefix: usize,
    worth: impl Fn(&Common) -> bool,
) -> Common {
    let far = reach(pattern.len(), text.len());
    let unmatched = low_bits(pattern.len()) & !low_bits(prefix);
    let mut free = unmatched;
    let mut window = low_bits(prefix + far + 1) & !low_bits(prefix.saturating_sub(far));
    let mut text_taken = 0_u64;
    let mut disordered = false;
    for (place, letter) in text.iter().enumerate().skip(prefix) {
        let found = positions.of(*letter) & window & free;
        let lowest = found & found.wrapping_neg();
        // In order as long as each letter taken stands behind all taken before; no letter is the highest.
        disordered |= lowest.wrapping_sub(1) < unmatched ^ free;
        free ^= lowest;
        text_taken |= u64::from(found != 0) << place;
        window = window << 1 | u64::from(place < far);
    }
    let taken = unmatched ^ free;
    let mut common = Common {
        first: pattern.len(),
        second: text.len(),
        matches: prefix as u32 + taken.count_ones(),
        displaced: 0,
        prefix,
        rejected: false,
    };
    if !worth(&common) {
        common.rejected = true;
    } else if disordered {
        common.displaced = displaced(pattern, taken, text, text_taken);
    }
    common
}

/// How many of the letters taken differ when both values are read in order.
fn displaced(pattern: &[u8], mut pattern_taken: u64, text: &[u8], mut text_taken: u64) -> u32 {
    let mut count = 0;
    while pattern_taken != 0 {
        let own = pattern[pattern_taken.trailing_zeros() as usize];
        let other = text[text_taken.trailing_zeros() as usize];
        count += u32::from(own != other);
        pattern_taken &= pattern_taken - 1;
        text_taken &= text_taken - 1;
    }
    count
}

/// The same matching for any length, with the places of each letter in a list.
///
/// What is too far ahead of one letter of the text is too far ahead of all that follow, so each list is
/// walked once.
fn compare_long(letters: &Long, worth: impl Fn(&Common) -> bool) -> Common {
    const END: usize = usize::MAX;
    let (first, second) = (letters.first.as_slice(), letters.second.as_slice());
    let far = reach(first.len(), second.len());
    let mut heads = vec![END; letters.alphabet];
    let mut next = vec![END; first.len()];
    for (place, letter) in first.iter().enumerate().rev() {
        next[place] = std::mem::replace(&mut heads[*letter as usize], place);
    }
    let mut taken = vec![false; first.len()];
    let mut matched = Vec::new();
    for (place, letter) in second.iter().enumerate() {
        let head = &mut heads[*letter as usize];
        while *head != END && *head + far < place {
            *head = next[*head];
        }
        if *head != END && *head <= place + far {
            taken[*head] = true;
            matched.push(*letter);
            *head = next[*head];
        }
    }
    let mut common = Common {
        first: first.len(),
        second: second.len(),
        matches: matched.len() as u32,
        displaced: 0,
        prefix: common_prefix(first, second),
        rejected: false,
    };
    if !worth(&common) {
        common.rejected = true;
        return common;
    }
    let in_order = first.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(letter, _)| letter);
    common.displaced = in_order.zip(&matched).filter(|(own, other)| own != other).count() as u32;
    common
}

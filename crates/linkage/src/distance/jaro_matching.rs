//! Which letters do two values have in common, by Jaro's rule, and how many stand in another order?
//!
//! Each letter of one value takes the first free equal letter of the other that stands at most half the
//! longer length, less one, away; the answer is the same from either side. Up to 64 letters the free ones
//! are bits of a word. Above, they are lists by letter, so that the time grows with the length and not
//! with its square.

use super::letters::{Long, WORD, common_prefix, long, short};
use super::positions::{self, EACH_BYTE, HIGH_BITS, both_eight, eight, equal_bytes, is_ascii, low_bits};

/// What Jaro counts.
pub(super) struct Common {
    /// Letters of one value.
    pub(super) first: u32,
    /// Letters of the other.
    pub(super) second: u32,
    /// Letters in common.
    pub(super) matches: u32,
    /// Letters in common that differ when both are read in order: twice the transpositions.
    pub(super) displaced: u32,
    /// Letters that both begin with.
    pub(super) prefix: usize,
    /// Not worth it: `displaced` was not counted.
    pub(super) rejected: bool,
}

/// Compares the letters of two values; their order only where it is `worth` it by what is known before.
#[inline]
pub(super) fn match_letters(first: &[u8], second: &[u8], worth: impl Fn(&Common) -> bool) -> Common {
    if let Some((own, other)) = both_eight(first, second) {
        let (pattern, text) = if first.len() <= second.len() {
            ((own, first.len()), (other, second.len()))
        } else {
            ((other, second.len()), (own, first.len()))
        };
        return match_eight(pattern, text, worth);
    }
    if first.len() <= WORD && second.len() <= WORD && is_ascii(first) && is_ascii(second) {
        return match_words(first, second, worth);
    }
    match_others(first, second, worth)
}

#[inline(never)]
fn match_others(first: &[u8], second: &[u8], worth: impl Fn(&Common) -> bool) -> Common {
    match short(first, second) {
        Some((own, other)) => match_words(own.letters(), other.letters(), worth),
        None => match_long(&long(first, second), worth),
    }
}

/// How far from its own place a letter is searched.
const fn reach(longer: usize) -> usize {
    (longer / 2).saturating_sub(1)
}

/// Which bytes of a word are searched, by the length of the longer value and by the place in it.
static WINDOWS: [[u64; 8]; 9] = windows();

const fn windows() -> [[u64; 8]; 9] {
    let mut table = [[0; 8]; 9];
    let mut length = 1;
    while length <= 8 {
        let mut place = 0;
        while place < length {
            let mut other = 0;
            while other < 8 {
                if other <= place + reach(length) && place <= other + reach(length) {
                    table[length][place] |= 0x80 << (8 * other);
                }
                other += 1;
            }
            place += 1;
        }
        length += 1;
    }
    table
}

/// The matching of at most eight bytes of ASCII, one value a word; the pattern is not the longer one.
///
/// A byte of the pattern is free while its high bit is set in `free`. Always eight steps: the windows
/// behind the text are empty, and the processor has no end of a loop to guess.
#[inline]
fn match_eight(
    (pattern, pattern_length): (u64, usize),
    (text, text_length): (u64, usize),
    worth: impl Fn(&Common) -> bool,
) -> Common {
    let all = HIGH_BITS & low_bits(8 * pattern_length);
    let windows = &WINDOWS[text_length];
    let mut free = all;
    let mut text_taken = 0_u64;
    let mut disordered = false;
    for (place, window) in windows.iter().enumerate() {
        let found = equal_bytes(pattern, text >> (8 * place) & 0xff) & window & free;
        let lowest = found & found.wrapping_neg();
        // In order as long as each letter taken stands behind all taken before; no letter is the highest.
        disordered |= lowest.wrapping_sub(1) < all ^ free;
        free ^= lowest;
        text_taken |= u64::from(found != 0) << (8 * place);
    }
    let mut taken = (all ^ free) >> 7;
    let mut common = Common {
        first: pattern_length as u32,
        second: text_length as u32,
        // The sum of the bytes, each 0 or 1.
        matches: (taken.wrapping_mul(EACH_BYTE) >> 56) as u32,
        displaced: 0,
        prefix: ((pattern ^ text).trailing_zeros() as usize / 8).min(pattern_length),
        rejected: false,
    };
    if !worth(&common) {
        common.rejected = true;
    } else if disordered {
        while taken != 0 {
            let (own, other) = (taken.trailing_zeros(), text_taken.trailing_zeros());
            common.displaced += u32::from((pattern >> own) as u8 != (text >> other) as u8);
            taken &= taken - 1;
            text_taken &= text_taken - 1;
        }
    }
    common
}

/// The matching of at most 64 letters of one byte each: the free ones of the shorter value, the pattern,
/// are bits of a word.
///
/// The letters of the common prefix match each other, since each finds the one at its own place free and
/// all before it taken.
#[inline]
fn match_words(first: &[u8], second: &[u8], worth: impl Fn(&Common) -> bool) -> Common {
    let (pattern, text) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    let mut prefix = ((eight(pattern) ^ eight(text)).trailing_zeros() as usize / 8).min(pattern.len());
    if prefix == 8 {
        prefix += common_prefix(&pattern[8..], &text[8..]);
    }
    let far = reach(text.len());
    let unmatched = low_bits(pattern.len()) & !low_bits(prefix);
    let mut free = unmatched;
    let mut window = low_bits(prefix + far + 1) & !low_bits(prefix.saturating_sub(far));
    let mut text_taken = 0_u64;
    let mut disordered = false;
    positions::with(pattern, prefix, |positions| {
        for (place, letter) in text.iter().enumerate().skip(prefix) {
            let found = positions.of(*letter) & window & free;
            let lowest = found & found.wrapping_neg();
            disordered |= lowest.wrapping_sub(1) < unmatched ^ free;
            free ^= lowest;
            text_taken |= u64::from(found != 0) << place;
            window = window << 1 | u64::from(place < far);
        }
    });
    let mut taken = unmatched ^ free;
    let mut common = Common {
        first: pattern.len() as u32,
        second: text.len() as u32,
        matches: prefix as u32 + taken.count_ones(),
        displaced: 0,
        prefix,
        rejected: false,
    };
    if !worth(&common) {
        common.rejected = true;
    } else if disordered {
        while taken != 0 {
            let (own, other) = (taken.trailing_zeros(), text_taken.trailing_zeros());
            common.displaced += u32::from(pattern[own as usize] != text[other as usize]);
            taken &= taken - 1;
            text_taken &= text_taken - 1;
        }
    }
    common
}

/// The same matching for any length, with the places of each letter in a list.
///
/// A place that is too far behind one letter of the text is too far behind all that follow, so each list
/// is walked once.
fn match_long(letters: &Long, worth: impl Fn(&Common) -> bool) -> Common {
    const END: usize = usize::MAX;
    let (first, second) = (letters.first.as_slice(), letters.second.as_slice());
    let far = reach(first.len().max(second.len()));
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
        first: first.len() as u32,
        second: second.len() as u32,
        matches: matched.len() as u32,
        displaced: 0,
        prefix: common_prefix(first, second),
        rejected: false,
    };
    if !worth(&common) {
        common.rejected = true;
        return common;
    }
    let in_order = first.iter().zip(&taken).filter(|(_, is_taken)| **is_taken).map(|(letter, _)| letter);
    common.displaced = in_order.zip(&matched).filter(|(own, other)| own != other).count() as u32;
    common
}

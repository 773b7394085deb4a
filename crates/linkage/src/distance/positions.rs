//! At which places of a short pattern does a letter stand? One bit a place, the first lowest.
//!
//! Each thread keeps one table that is all zeros between two questions. To lay out a pattern and to wipe
//! it again touches its letters only: for names that is less than to clear a new table.

use std::cell::Cell;

use super::letters::WORD;

thread_local! {
    static TABLE: [Cell<u64>; 256] = const { [const { Cell::new(0) }; 256] };
}

/// Where the letters of a pattern stand.
pub(super) struct Positions<'table>(&'table [Cell<u64>; 256]);

impl Positions<'_> {
    /// The places of a letter.
    #[inline]
    pub(super) fn of(&self, letter: u8) -> u64 {
        self.0[letter as usize].get()
    }
}

/// Lays out the letters of a pattern from a place on, asks, and wipes the table.
///
/// Letters beyond the first 64 have no place. The question must not lay out a pattern of its own.
#[inline]
pub(super) fn with<Answer>(pattern: &[u8], from: usize, ask: impl FnOnce(&Positions) -> Answer) -> Answer {
    let laid_out = pattern.get(from..pattern.len().min(WORD)).unwrap_or_default();
    TABLE.with(|table| {
        let mut bit = if from < WORD { 1_u64 << from } else { 0 };
        for letter in laid_out {
            let places = &table[*letter as usize];
            places.set(places.get() | bit);
            bit <<= 1;
        }
        let answer = ask(&Positions(table));
        for letter in laid_out {
            table[*letter as usize].set(0);
        }
        answer
    })
}

/// The lowest bits of a word, all of them from 64 on.
#[inline]
pub(super) fn low_bits(count: usize) -> u64 {
    if count >= WORD { u64::MAX } else { (1 << count) - 1 }
}

/// The highest bit of each byte: none is set in ASCII.
pub(super) const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// The first eight bytes as a word, the first lowest; zeros where there are fewer.
#[inline]
pub(super) fn eight(bytes: &[u8]) -> u64 {
    if let Some(chunk) = bytes.first_chunk::<8>() {
        return u64::from_le_bytes(*chunk);
    }
    // Two reads of four that may overlap say the same of the bytes they share.
    if let (Some(front), Some(back)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let (front, back) = (u32::from_le_bytes(*front), u32::from_le_bytes(*back));
        return u64::from(front) | u64::from(back) << (8 * (bytes.len() - 4));
    }
    let mut word = 0;
    for byte in bytes.iter().rev() {
        word = word << 8 | u64::from(*byte);
    }
    word
}

/// Whether all bytes are ASCII: for short values sooner than the general answer.
#[inline]
pub(super) fn is_ascii(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk::<8>() else { return eight(bytes) & HIGH_BITS == 0 };
    let mut seen = u64::from_le_bytes(*last);
    let (chunks, _) = bytes.as_chunks::<8>();
    for chunk in chunks {
        seen |= u64::from_le_bytes(*chunk);
    }
    seen & HIGH_BITS == 0
}

/// Two values of at most eight bytes of ASCII as words; none where one is not.
#[inline]
pub(super) fn both_eight(first: &[u8], second: &[u8]) -> Option<(u64, u64)> {
    if first.len() > 8 || second.len() > 8 {
        return None;
    }
    let (own, other) = (eight(first), eight(second));
    ((own | other) & HIGH_BITS == 0).then_some((own, other))
}

/// Eight equal bytes of 1.
pub(super) const EACH_BYTE: u64 = 0x0101_0101_0101_0101;

/// Which bytes of a word of ASCII are a letter: the high bit of each.
#[inline]
pub(super) fn equal_bytes(word: u64, letter: u64) -> u64 {
    let differs = word ^ EACH_BYTE.wrapping_mul(letter);
    // No byte of `differs` has its high bit, so the sum has it unless the byte is zero.
    !(differs + !HIGH_BITS) & HIGH_BITS
}

/// Brings the high bits of the eight bytes side by side, the first lowest.
#[inline]
pub(super) fn gather(high_bits: u64) -> u64 {
    (high_bits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// How many letters two values of one to eight bytes begin with in common, and end with behind those.
#[inline]
pub(super) fn common_ends(
    first: u64,
    first_length: usize,
    second: u64,
    second_length: usize,
) -> (usize, usize) {
    let shorter = first_length.min(second_length);
    let prefix = ((first ^ second).trailing_zeros() as usize / 8).min(shorter);
    let aligned = (first << (64 - 8 * first_length)) ^ (second << (64 - 8 * second_length));
    let suffix = (aligned.leading_zeros() as usize / 8).min(shorter - prefix);
    (prefix, suffix)
}

#[cfg(test)]
mod tests;

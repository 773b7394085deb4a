//! Yes or no, by number.

/// One bit a number.
#[derive(Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub fn new(all: impl ExactSizeIterator<Item = bool>) -> Self {
        let mut bits = vec![0; all.len().div_ceil(64)];
        for (number, is_so) in all.enumerate() {
            bits[number / 64] |= u64::from(is_so) << (number % 64);
        }
        Self(bits)
    }

    #[inline]
    pub fn has(&self, number: u32) -> bool {
        self.0[number as usize / 64] >> (number % 64) & 1 != 0
    }
}

//! A small seeded generator, so that one seed gives one firm on every machine and in every version.

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014):
/// 64 bits of state, equal output on all platforms. Good enough to invent with, not to encrypt.
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
}

impl Random {
    /// A generator from a seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A generator of its own for one `purpose` and one running number, independent of how often
    /// others were drawn from.
    pub fn fork(seed: u64, purpose: u64, number: u64) -> Self {
        let mut mixer = Self::new(seed ^ purpose.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        mixer.state = mixer.draw().wrapping_add(number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        Self::new(mixer.draw())
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; 0 where `limit` is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        // The high half of a 128-bit product: no modulo, the same on 32 and 64 bit machines.
        ((u128::from(self.draw()) * limit as u128) >> 64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.saturating_sub(low).saturating_add(1).max(1);
        let step = i64::try_from(self.below(width as usize)).unwrap_or_default();
        low.saturating_add(step)
    }

    /// Whether a chance of one in `count` came up; never where `count` is 0.
    pub fn one_in(&mut self, count: usize) -> bool {
        count > 0 && self.below(count) == 0
    }

    /// One of a fixed list.
    pub fn pick<T: Copy, const N: usize>(&mut self, list: &[T; N]) -> T {
        const { assert!(N > 0, "a list to pick from holds something") };
        list[self.below(N)]
    }

    /// Puts a list into random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for index in (1..list.len()).rev() {
            list.swap(index, self.below(index + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn first_outputs_are_those_of_the_published_generator() {
        // Seed 1234567, as in the reference program by S. Vigna (public domain).
        let mut random = Random::new(1_234_567);
        assert_eq!(random.draw(), 6_457_827_717_110_365_317);
        assert_eq!(random.draw(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn numbers_stay_below_their_limit_and_reach_all_of_it() {
        let mut random = Random::new(7);
        let mut seen = [false; 6];
        for _ in 0..200 {
            seen[random.below(6)] = true;
        }
        assert_eq!(seen, [true; 6]);
        assert_eq!(random.below(0), 0);
        assert!((0..200).all(|_| (-2..=2).contains(&random.between(-2, 2))));
    }

    #[test]
    fn shuffling_keeps_every_item() {
        let mut list: Vec<u32> = (0..100).collect();
        Random::new(3).shuffle(&mut list);
        assert_ne!(list, (0..100).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..100).collect::<Vec<_>>());
    }
}

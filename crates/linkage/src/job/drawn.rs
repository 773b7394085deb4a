//! Numbers for tests, the same in each run.

use crate::table::mix;

/// Numbers that follow from how many were drawn.
pub(crate) struct Drawn(pub u64);

impl Drawn {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 += 1;
        mix(self.0, 7) % end
    }

    pub fn happens(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

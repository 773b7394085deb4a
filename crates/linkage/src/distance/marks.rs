//! How far can many values still come? What is written for each of them, side by side.

/// What is written where something can hold: `base` and a step, and one step more for each stricter question that can
/// hold too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// What is written besides.
    pub base: u32,
    /// What each question is worth, more than 0.
    pub step: u32,
}

impl Marks {
    /// What each question adds, the weakest first: where a strict one holds all weaker ones do.
    #[inline]
    pub(super) fn each(self) -> impl Iterator<Item = u32> {
        std::iter::once(self.lowest()).chain(std::iter::repeat(self.step))
    }

    /// What is written where only the weakest question can hold.
    #[inline]
    pub const fn lowest(self) -> u32 {
        self.base + self.step
    }

    /// Writes marks where there are none yet. Without a branch: several at once.
    #[inline]
    pub(super) fn set(near: &mut [u32], marked: &[u32]) {
        for (near, marked) in near.iter_mut().zip(marked) {
            Self::set_one(near, u32::MAX, *marked);
        }
    }

    /// Writes a mark where there is none yet and all bits of `holds` are set; none where no bit is.
    #[inline]
    pub const fn set_one(near: &mut u32, holds: u32, mark: u32) {
        let is_free = ((*near == 0) as u32).wrapping_neg();
        *near |= is_free & holds & mark;
    }
}

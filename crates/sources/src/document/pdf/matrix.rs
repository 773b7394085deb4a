//! Transformations of the plane, as PDF writes them: `[a b c d e f]`.

/// A transformation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f32; 6]);

impl Matrix {
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// A shift.
    pub(super) fn shift(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// From six numbers; the identity where there are fewer.
    pub(super) fn from_numbers(numbers: &[f32]) -> Self {
        numbers.first_chunk::<6>().map_or(Self::IDENTITY, |six| Self(*six))
    }

    /// First this, then the other.
    pub(super) fn then(self, other: Self) -> Self {
        let [xx, xy, yx, yy, ox, oy] = self.0;
        let turned = |across: f32, up: f32| {
            let [xx, xy, yx, yy, ..] = other.0;
            (across * xx + up * yx, across * xy + up * yy)
        };
        let (first, second) = (turned(xx, xy), turned(yx, yy));
        let (left, bottom) = other.apply(ox, oy);
        Self([first.0, first.1, second.0, second.1, left, bottom])
    }

    /// Where a point comes to lie.
    pub(super) fn apply(self, across: f32, up: f32) -> (f32, f32) {
        let [xx, xy, yx, yy, ox, oy] = self.0;
        (across * xx + up * yx + ox, across * xy + up * yy + oy)
    }
}

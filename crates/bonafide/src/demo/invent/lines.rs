//! Telephone numbers that belong to nobody, near each other and one after the other.

use std::collections::BTreeSet;

use super::phones::{Number, Spelling};

/// Numbers beyond all running numbers of a firm, each given out once.
pub struct FreeLines {
    free_from: u64,
    taken: BTreeSet<String>,
}

impl FreeLines {
    /// Numbers whose running number is this and beyond.
    pub fn from(free_from: usize) -> Self {
        Self { free_from: free_from as u64, taken: BTreeSet::new() }
    }

    fn is_free(&self, number: &Number) -> bool {
        number.serial().is_some_and(|serial| serial >= self.free_from)
            && !self.taken.contains(&number.written(Spelling::Compact))
    }

    fn take(&mut self, numbers: &[Number]) {
        self.taken.extend(numbers.iter().map(|number| number.written(Spelling::Compact)));
    }

    /// So many numbers, each one digit from the first, somewhere behind those that `next` gives; `None`
    /// where there are none left.
    pub fn near(&mut self, count: usize, mut next: impl FnMut() -> Number) -> Option<Vec<Number>> {
        for step in 1..100 {
            let first = next().plus(step * 3);
            if !self.is_free(&first) {
                continue;
            }
            let others = [10, 30, -10, 20, 100, -20, 200, -100].map(|change| first.plus(change));
            let near =
                others.into_iter().filter(|other| other.differs_in_one_digit(&first) && self.is_free(other));
            let found: Vec<Number> = std::iter::once(first.clone()).chain(near).take(count).collect();
            if found.len() == count {
                self.take(&found);
                return Some(found);
            }
        }
        None
    }

    /// So many numbers that follow each other, from the first of its ten on.
    pub fn row(&mut self, count: i64, mut next: impl FnMut() -> Number) -> Option<Vec<Number>> {
        for _ in 0..400 {
            let first = next().tens();
            let all: Vec<Number> = (0..count).map(|step| first.plus(step)).collect();
            if all.iter().all(|number| self.is_free(number)) {
                self.take(&all);
                return Some(all);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{FreeLines, Number};
    use crate::demo::invent::Country;

    #[test]
    fn numbers_are_nobodys_and_as_near_as_they_say() {
        let mut lines = FreeLines::from(1_000);
        let mut serial = 0;
        let mut next = || {
            serial += 1;
            Number::of(serial, Country::Germany)
        };
        let near = lines.near(4, &mut next).unwrap();
        assert!(near.iter().skip(1).all(|other| other.differs_in_one_digit(&near[0])));
        let row = lines.row(3, &mut next).unwrap();
        assert!(row.windows(2).all(|pair| pair[0].plus(1) == pair[1]));
        for number in near.iter().chain(&row) {
            assert!(number.serial().unwrap() >= 1_000);
        }
        assert_eq!(FreeLines::from(1_000_000).near(2, &mut next), None);
    }
}

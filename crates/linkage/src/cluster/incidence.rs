//! Which pairs is a record in? Grows pair by pair, and forgets the latest ones.

use super::solve::NONE;

/// For each record the list of its pairs, as numbers of pairs in the order of their arrival.
#[derive(Debug, Clone, Default)]
pub(super) struct Incidence {
    /// The latest arc of each record; arc `2 · p + s` is side `s` of pair `p`.
    head: Vec<u32>,
    /// The arc of the same record that came before.
    before: Vec<u32>,
}

impl Incidence {
    /// Knows this many records from now on; those dropped must have no pairs.
    pub fn resize(&mut self, records: usize) {
        self.head.resize(records, NONE);
    }

    /// Adds the next pair; both records are known.
    pub fn push(&mut self, ends: [u32; 2]) {
        for end in ends {
            let arc = self.before.len() as u32;
            self.before.push(self.head[end as usize]);
            self.head[end as usize] = arc;
        }
    }

    /// Takes back the latest pair, which had these ends.
    pub fn pop(&mut self, ends: [u32; 2]) {
        for end in ends.into_iter().rev() {
            if let Some(before) = self.before.pop() {
                self.head[end as usize] = before;
            }
        }
    }

    /// The pairs of a record, latest first.
    pub fn of(&self, record: u32) -> impl Iterator<Item = u32> {
        let mut arc = self.head.get(record as usize).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            if arc == NONE {
                return None;
            }
            let pair = arc / 2;
            arc = self.before[arc as usize];
            Some(pair)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(incidence: &Incidence, record: u32) -> Vec<u32> {
        incidence.of(record).collect()
    }

    #[test]
    fn pairs_are_found_from_both_ends_and_forgotten() {
        let mut incidence = Incidence::default();
        incidence.resize(3);
        incidence.push([0, 1]);
        incidence.push([2, 0]);
        assert_eq!(pairs(&incidence, 0), [1, 0]);
        assert_eq!(pairs(&incidence, 1), [0]);
        assert_eq!(pairs(&incidence, 2), [1]);
        incidence.pop([2, 0]);
        assert_eq!((pairs(&incidence, 0), pairs(&incidence, 2)), (vec![0], vec![]));
        assert!(pairs(&incidence, 9).is_empty());
    }
}

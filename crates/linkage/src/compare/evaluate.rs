//! Finds the level of a pair.

use super::asked::asked;
use super::gathered::{Gathered, NearPair, Sides};
use super::rungs::{Compiled, Detail, Near, Own, Room, Row};
use super::{Comparison, Fields, holders};
use crate::expression::{Derived, ExpressionError};
use crate::table::{NULL, Table, placeholders};

/// What a pair can come to in one comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// One side holds nothing: no evidence.
    Null,
    /// A level of the comparison, by its place; `band` says how many rows hold the
    /// shared value: from 8^band on, below 8^(band + 1), where the column is adjusted for that.
    Level {
        /// Place in [`Comparison::levels`].
        level: usize,
        /// Power of eight.
        band: Option<u8>,
    },
    /// No level holds.
    Else,
}

/// All that a comparison can come to, by number; null is the first, else the last.
#[derive(Debug, Clone)]
pub struct Outcomes {
    /// The comparison's name.
    pub name: String,
    /// By number.
    pub all: Vec<Outcome>,
}

/// Comparisons, ready to be asked.
#[derive(Debug)]
pub struct Comparer {
    compiled: Vec<Compiled>,
    outcomes: Vec<Outcomes>,
}

impl Comparer {
    /// Readies comparisons over a table: fills `fields` with what they read. The caller seals the fields.
    pub fn new(
        table: &Table,
        derived: &Derived,
        comparisons: &[Comparison],
        fields: &mut Fields,
    ) -> Result<Self, ExpressionError> {
        let mut made = Self { compiled: Vec::new(), outcomes: Vec::new() };
        // What is kept of another table was counted there.
        let counted = match derived.kept() {
            Some(_) => vec![None; comparisons.len()],
            None => holders(table, derived, comparisons)?,
        };
        for (comparison, holders) in comparisons.iter().zip(counted) {
            made.add(table, derived, comparison, holders.as_deref(), fields)?;
        }
        Ok(made)
    }

    /// What each comparison can come to.
    pub fn outcomes(&self) -> &[Outcomes] {
        &self.outcomes
    }

    /// The number of the outcome of one comparison.
    #[inline]
    pub fn outcome(&self, fields: &Fields, comparison: usize, sides: Sides<'_>) -> u8 {
        self.compiled[comparison].outcome(fields, sides)
    }

    /// Adds `stride` times the number of the outcome of one comparison to the pattern of each pair of a row
    /// with others that lie beside it. `room` is kept for this comparison from call to call.
    #[inline]
    pub fn add_outcomes(
        &self,
        fields: &Fields,
        comparison: usize,
        row: Row<'_>,
        stride: u64,
        patterns: &mut [u64],
        room: &mut Room,
    ) {
        self.compiled[comparison].add_outcomes(fields, row, stride, patterns, room);
    }

    /// Adds `stride` times what is seen of one comparison without a distance to the state of a row with each of those
    /// from its first right one on: the number of null, equality or else, or the number behind all outcomes where a
    /// level can hold. There are [`super::rounded`] states; `near` is worked in.
    #[inline]
    pub(crate) fn add_states(
        &self,
        fields: &Fields,
        comparison: usize,
        row: Row<'_>,
        weighed: (Detail, u32),
        states: &mut [u32],
        near: &mut Near,
    ) {
        self.compiled[comparison].add_states(fields, row, weighed, states, near);
    }

    /// For each number behind all outcomes that [`Comparer::add_states`] gives, the first outcome that a pair can still
    /// come to; the last ones first.
    pub(crate) fn open_from(&self, comparison: usize, detail: Detail) -> Vec<u8> {
        self.compiled[comparison].open_from(detail)
    }

    /// The number of the outcome of a pair of rows laid side by side, by their places.
    #[inline]
    pub fn outcome_beside(
        &self,
        fields: &Fields,
        comparison: usize,
        gathered: &Gathered,
        (left, right): (usize, usize),
    ) -> u8 {
        self.compiled[comparison].outcome(fields, NearPair { gathered, left, right })
    }

    /// How dear an answer is that is not seen at once, beside that of others.
    pub(crate) fn cost(&self, comparison: usize) -> u32 {
        self.compiled[comparison].cost()
    }

    /// Whether it is all the same which row of a pair is the left one.
    pub fn is_symmetric(&self, comparison: usize) -> bool {
        self.compiled[comparison].is_symmetric()
    }

    /// How many distinct values rows hold in what a comparison compares, null left out.
    pub fn values_held(&self, fields: &Fields, comparison: usize) -> usize {
        match self.compiled[comparison].own {
            Own::One(slot) => fields.slots[slot].counts.iter().skip(1).filter(|count| **count > 0).count(),
            Own::Many(place) => {
                fields.many[place].column.counts().iter().skip(1).filter(|count| **count > 0).count()
            }
        }
    }

    /// Values of what a comparison compares that stand for nothing by how many rows hold them, with these; of lists none.
    pub fn placeholders(&self, fields: &Fields, comparison: usize) -> Vec<(String, u32)> {
        let Own::One(slot) = self.compiled[comparison].own else { return Vec::new() };
        let slot = &fields.slots[slot];
        let found = placeholders(slot.counts.get(1..).unwrap_or_default()).into_iter().map(|place| place + 1);
        found.map(|code| (slot.values.text(code as u32).into_owned(), slot.counts[code])).collect()
    }

    /// Mean length in bytes of what a comparison compares, over rows that hold something; of lists, their values.
    pub fn mean_length(&self, fields: &Fields, comparison: usize) -> f64 {
        match self.compiled[comparison].own {
            Own::One(slot) => {
                let slot = &fields.slots[slot];
                let (mut rows, mut bytes) = (0.0, 0.0);
                for (code, count) in slot.counts.iter().enumerate().skip(1) {
                    rows += f64::from(*count);
                    bytes += f64::from(*count) * slot.values.get(code as u32).len() as f64;
                }
                bytes / f64::max(rows, 1.0)
            }
            Own::Many(_) => 0.0,
        }
    }

    /// Whether rows hold one value at most in what a comparison compares.
    pub fn is_single(&self, comparison: usize) -> bool {
        matches!(self.compiled[comparison].own, Own::One(_))
    }

    /// The slot whose equality a comparison's exact levels ask, where it has single values.
    pub fn slot_of(&self, comparison: usize) -> Option<usize> {
        match self.compiled[comparison].own {
            Own::One(slot) if self.compiled[comparison].exact.is_some() => Some(slot),
            _ => None,
        }
    }

    /// The number of the outcome of two rows that both hold this value, where a level asks for equality.
    pub fn exact_outcome(&self, comparison: usize, code: u32) -> Option<u8> {
        let own = &self.compiled[comparison];
        match &own.bands {
            Some(bands) => bands.get(code as usize).copied(),
            None => own.exact,
        }
    }

    /// Rows whose value, shared, would come to each outcome of equality; 0 for the others.
    pub fn rows_by_outcome(&self, fields: &Fields, comparison: usize) -> Vec<f64> {
        let mut rows = vec![0.0; self.outcomes[comparison].all.len()];
        if let Some(slot) = self.slot_of(comparison) {
            for (code, count) in
                fields.slots[slot].counts.iter().enumerate().skip(1).filter(|(_, count)| **count > 1)
            {
                if let Some(outcome) = self.exact_outcome(comparison, code as u32) {
                    rows[outcome as usize] += f64::from(*count);
                }
            }
        }
        rows
    }

    /// Whether an outcome is equality of the comparison's own column.
    pub fn is_exact(&self, comparison: usize, outcome: u8) -> bool {
        let own = &self.compiled[comparison];
        match (&self.outcomes[comparison].all[outcome as usize], own.exact) {
            (Outcome::Level { band: Some(_), .. }, _) => true,
            (_, exact) => exact == Some(outcome),
        }
    }

    /// Rows that hold what a comparison compares, where that is counted.
    pub fn rows_with_value(&self, fields: &Fields, comparison: usize) -> Option<u64> {
        let Own::One(slot) = self.compiled[comparison].own else { return None };
        Some(fields.slots[slot].counts.iter().skip(1).copied().map(u64::from).sum())
    }

    /// Whether a row holds what a comparison compares.
    pub fn has_value(&self, fields: &Fields, comparison: usize, row: u32) -> bool {
        match self.compiled[comparison].own {
            Own::One(slot) => fields.row(row)[slot] != NULL,
            Own::Many(place) => !fields.many[place].column.row(row as usize).is_empty(),
        }
    }

    fn add(
        &mut self,
        table: &Table,
        derived: &Derived,
        comparison: &Comparison,
        holders: Option<&[u32]>,
        fields: &mut Fields,
    ) -> Result<(), ExpressionError> {
        let own = if Fields::is_many(table, derived, &comparison.column)? {
            Own::Many(fields.many_slot(table, derived, &comparison.column)?)
        } else {
            Own::One(fields.slot(table, derived, &comparison.column)?)
        };
        let mut all = vec![Outcome::Null];
        let mut levels = Vec::new();
        let mut bands = None;
        let mut exact = None;
        for (place, level) in comparison.levels.iter().enumerate() {
            let first = all.len() as u8;
            // Only where equality is asked first is each equal pair at that level.
            if place == 0 && level.is_exact() {
                exact = Some(first);
            }
            match own {
                Own::One(slot) if comparison.term_frequency && exact == Some(first) => {
                    let known = derived.kept().and_then(|kept| kept.columns.get(&comparison.column.text));
                    let counts = holders.unwrap_or(&fields.slots[slot].counts);
                    let found = known.map_or_else(|| bands_of(counts), |known| known.bands().to_vec());
                    let by_code = by_band(counts, &found, first);
                    bands = Some(by_code);
                    all.extend(
                        found.into_iter().map(|band| Outcome::Level { level: place, band: Some(band) }),
                    );
                }
                _ => all.push(Outcome::Level { level: place, band: None }),
            }
            let mut tests = Vec::new();
            for (column, test) in &level.tests {
                let column = column.as_ref().unwrap_or(&comparison.column);
                tests.push(asked(table, derived, fields, column, test)?);
            }
            levels.push((first, tests));
        }
        let otherwise = all.len() as u8;
        all.push(Outcome::Else);
        self.outcomes.push(Outcomes { name: comparison.name.clone(), all });
        self.compiled.push(Compiled::new(own, levels, otherwise, exact, bands));
        Ok(())
    }
}

/// Powers of two that one band of frequencies spans: finer ones changed no set's truth by 0.001.
pub(crate) const BAND: u32 = 3;

/// The band of frequency of a value that so many hold.
pub(super) fn band(count: u32) -> u8 {
    (count.max(1).ilog2() / BAND) as u8
}

/// The bands of frequency that values which two rows and more hold lie in; rare ones first.
pub(crate) fn bands_of(counts: &[u32]) -> Vec<u8> {
    let mut seen = [false; 32];
    for count in counts.iter().skip(1).filter(|count| **count > 1) {
        seen[usize::from(band(*count))] = true;
    }
    let found: Vec<u8> = (0..32_u8).filter(|band| seen[*band as usize]).collect();
    if found.is_empty() { vec![0] } else { found }
}

/// The number of the outcome of each code: its place among the bands that occur, from `first` on.
fn by_band(counts: &[u32], found: &[u8], first: u8) -> Vec<u8> {
    let number = |count: &u32| {
        let place = found.partition_point(|own| *own < band(*count)).min(found.len().saturating_sub(1));
        first + place as u8
    };
    counts.iter().map(number).collect()
}

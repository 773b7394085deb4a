//! Which values do new rows hold in numbers that the kept model takes for rare?
//!
//! What equality says of a value follows from how many rows held it when the model was learnt. Where a batch brings one that
//! hardly anybody had (a switchboard, a mailbox of an agency, a filler) all its rows look like one.

use super::arrivals::Arrivals;
use super::frequencies::FIRST_BAND;
use super::{Index, IndexError};

/// New rows that hold it at least.
const LEAST: u32 = 20;

/// Its share of the new rows is so many times that of the rows which were counted, at least.
const TIMES: f64 = 10.0;

/// A value that has become common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Common {
    /// The comparison that takes it for rare.
    pub comparison: String,
    /// The value, as it is compared.
    pub value: String,
    /// New rows that hold it.
    pub rows: u32,
}

impl Index {
    /// Values that new rows hold far more often than those that were counted, by comparison and the most frequent first.
    ///
    /// # Errors
    ///
    /// [`IndexError::Comparison`] where a column cannot be made, which the settings of an index rule out.
    pub fn common(&self, arrivals: &Arrivals) -> Result<Vec<Common>, IndexError> {
        let before = self.rows.len();
        let count = arrivals.records.len() as u32;
        if count < LEAST || arrivals.before != before {
            return Ok(Vec::new());
        }
        let table = self.rows.some(before..before + count, &arrivals.records)?;
        let mut found = Vec::new();
        for comparison in self.settings.comparisons.iter().filter(|own| own.is_by_rarity()) {
            let Some(kept) = self.kept.columns.get(&comparison.column.text) else { continue };
            let column = self.derived.column(&table, &comparison.column).map_err(IndexError::Comparison)?;
            let mut own: Vec<Common> = Vec::new();
            for (code, rows) in column.counts().iter().enumerate().skip(1).filter(|(_, rows)| **rows >= LEAST)
            {
                // Counts below the first band are not kept.
                let known = kept.count(column.values.get(code as u32)).max(FIRST_BAND - 1);
                let share = f64::from(known) / f64::from(kept.rows().max(1));
                if f64::from(*rows) / f64::from(count) >= TIMES * share {
                    let value = column.values.text(code as u32).into_owned();
                    own.push(Common { comparison: comparison.name.clone(), value, rows: *rows });
                }
            }
            own.sort_unstable_by(|one, other| {
                other.rows.cmp(&one.rows).then_with(|| one.value.cmp(&other.value))
            });
            found.extend(own);
        }
        Ok(found)
    }
}

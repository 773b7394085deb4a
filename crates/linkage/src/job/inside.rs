//! Pairs inside of each table, beside those between tables: what do they match by a model?
//!
//! The rules are laid out for them once, when that is asked for first, and serve whoever asks again.

use std::cell::OnceCell;

use super::one_to_one::Found;
use crate::block::{Blocking, BlockingError, Mode};
use crate::expression::Derived;
use crate::model::{self, Model, Weigher};
use crate::score::{Kept, Least, Run};
use crate::settings::Settings;
use crate::table::Table;

/// What matches inside of a table, to be counted for [`crate::assign::SelfMatches`]: p = 0.95.
pub(super) const SURE_MILLI: i32 = 4_248;

/// How many times as many pairs as the linkage itself makes may be compared inside of tables.
const TIMES: u64 = 4;
/// So many more may be compared in any case: some seconds.
const FREE: u64 = 10_000_000;

/// Tables whose rows are compared with others of their own table too.
pub(super) struct Inside<'a> {
    pub table: &'a Table,
    derived: &'a Derived,
    settings: &'a Settings,
    run: Run<'a>,
    blocking: OnceCell<Blocking>,
}

impl<'a> Inside<'a> {
    /// Of the run that compares rows of different tables; nothing is laid out yet.
    pub fn new((table, settings): (&'a Table, &'a Settings), derived: &'a Derived, run: Run<'a>) -> Self {
        Self { table, derived, settings, run, blocking: OnceCell::new() }
    }

    /// What the rules make between tables and inside of them.
    fn blocking(&self) -> Result<&Blocking, BlockingError> {
        if let Some(known) = self.blocking.get() {
            return Ok(known);
        }
        let made = Blocking::new(self.table, self.derived, &self.settings.blocking, Mode::LinkAndDedupe)?;
        Ok(self.blocking.get_or_init(|| made))
    }

    /// Pairs of at least so much weight, those between tables too; how many would have to be compared, where these are more
    /// than may be, or more than may be kept.
    fn heavy(
        &self,
        weight: &(dyn Fn(u64) -> i32 + Sync),
        least: Least,
    ) -> Result<Result<Vec<Kept>, u64>, BlockingError> {
        let blocking = self.blocking()?;
        let pairs = blocking.pairs();
        if pairs > TIMES * self.run.blocking.pairs() + FREE || pairs > self.settings.at_most_pairs {
            return Ok(Err(pairs));
        }
        let both = Run { blocking, ..self.run };
        Ok(both.score(weight, least).map(|scored| scored.kept).map_err(|_| pairs))
    }

    /// Whether a pair is equal in what stays with an entity, so that it is the same whatever else speaks for others.
    pub fn are_the_same(&self, pair: &Kept) -> bool {
        let lasting = &self.settings.training.lasting;
        let outcomes = self.run.space.outcomes(pair.pattern);
        let equal =
            self.settings.comparisons.iter().zip(&outcomes).enumerate().filter(|(place, (own, outcome))| {
                lasting.contains(&own.name) && self.run.comparer.is_exact(*place, **outcome)
            });
        model::are_enough(equal.count(), lasting.len())
    }

    /// How often pairs have each outcome of each comparison, among those that have something to compare.
    pub fn spread(&self, pairs: &[&Kept]) -> Vec<Vec<f64>> {
        let mut spread: Vec<Vec<f64>> = Vec::new();
        for pair in pairs {
            for (place, outcome) in self.run.space.outcomes(pair.pattern).into_iter().enumerate() {
                let outcome = outcome as usize;
                if spread.len() <= place {
                    spread.push(Vec::new());
                }
                if spread[place].len() <= outcome {
                    spread[place].resize(outcome + 1, 0.0);
                }
                spread[place][outcome] += 1.0;
            }
        }
        for own in &mut spread {
            let compared: f64 = own.iter().skip(1).sum();
            for count in own.iter_mut() {
                *count /= compared.max(1.0);
            }
        }
        spread
    }

    /// Pairs that are surely the same by a model.
    pub fn sure(&self, model: &Model) -> Result<Found, BlockingError> {
        let weigher = model.weigher(self.run.space);
        let least = Least { kept: SURE_MILLI, counted: SURE_MILLI };
        Ok(match self.heavy(&|pattern| weigher.weight_milli(pattern), least)? {
            Ok(pairs) => Found::Pairs(pairs),
            Err(pairs) => Found::TooMany(pairs),
        })
    }

    /// Pairs that are more likely than not of one of some classes, each with the first such class, by its place; none where
    /// they would be too many.
    pub fn of_classes(&self, models: &[Model]) -> Result<Vec<(Kept, usize)>, BlockingError> {
        let weighers: Vec<Weigher<'_>> = models.iter().map(|own| own.weigher(self.run.space)).collect();
        let weights = |pattern: u64| weighers.iter().map(move |own| own.weight_milli(pattern));
        let of_any = |pattern: u64| weights(pattern).max().unwrap_or(i32::MIN);
        let found = self.heavy(&of_any, Least { kept: 0, counted: i32::MAX })?.unwrap_or_default();
        let first = |pattern: u64| weights(pattern).position(|weight| weight >= 0);
        Ok(found.into_iter().filter_map(|pair| Some((pair, first(pair.pattern)?))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::prepared::Prepared;
    use crate::job::tests::tables;

    #[test]
    fn the_rules_are_laid_out_once_however_often_is_asked() {
        let list = "name,house\nada,elm\nida,elm\nada,oak\n";
        let table = tables(&[list, list]);
        let settings =
            "[[comparisons]]\ncolumn = \"name\"\nlevels = [\"exact\"]\n[[blocking]]\nkeys = [\"house\"]\n";
        let settings = Settings::parse(settings).expect("settings");
        let mut prepared = Prepared::new(&table, &settings, &mut |_| {}).expect("prepared");
        prepared.seal();
        let inside = Inside::new((&table, &settings), &prepared.derived, prepared.run(1));
        assert!(inside.blocking.get().is_none());
        let first: *const Blocking = inside.blocking().expect("rules");
        assert!(std::ptr::eq(first, inside.blocking().expect("rules")));
        let heavy = |least: i32| inside.heavy(&|_| 0, Least { kept: least, counted: least }).expect("rules");
        // Six pairs of four rows, and the one of two.
        assert_eq!(heavy(0).map(|pairs| pairs.len()), Ok(7));
        assert_eq!(heavy(1).map(|pairs| pairs.len()), Ok(0));
        let few = Settings { at_most_pairs: 6, ..settings.clone() };
        let limited = Inside::new((&table, &few), &prepared.derived, prepared.run(1));
        assert_eq!(limited.heavy(&|_| 0, Least { kept: 0, counted: 0 }), Ok(Err(7)));
    }
}

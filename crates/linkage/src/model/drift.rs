//! Have matches stayed matches?
//!
//! Where few rows are in both tables, pairs that are alike by another mechanism than identity (namesakes whose mailbox is
//! made of their name) may be a hundred times as many as matches, and training that starts from matches ends at these.
//! It can be seen: two records of one entity are equal in something, and seldom different in what tells as much as all
//! else; these are near in two columns, and in all others what strangers are. Then matches are held in the shape that they
//! start with until classes of related pairs have taken up what is near, and only then let go.

use super::Model;
use super::mixture::{Mixture, Seen, Trainer};
use super::related::{self, Begun};
use super::train::Training;
use crate::block::Mode;
use crate::compare::Test;

/// In the column in which they are equal most often, matches are so at least this often. Of 26 models of labelled tables
/// it was .23 and more, of models that had drifted to namesakes or to compatriots of like names .08 and less.
const EQUAL: f64 = 0.1;

/// Of columns in which strangers are equal this often, as in a country or a time zone, equality is no sign of one entity.
const COMMON: f64 = 1.0 / 64.0;

/// A column in which so many matches are different tells nothing of them. No model of labelled tables had more than one
/// such column (venues that each library writes in its own way).
const DIFFERENT: f64 = 0.9;

/// Several such columns, which would say so much of all that equality could say: .5 where telephone and day of birth are two
/// of five columns.
const SILENT: f64 = 0.4;

/// The same of columns in which half of the matches are different: households of families and flatmates differ in mailbox,
/// telephone, day of birth and given name, .62 of all that is compared, and where they are mixed with matches half do.
/// That is of one table: two may choose other actors of one film.
const MOSTLY: (f64, f64) = (0.5, 0.6);

/// Matches that are let go are others once they are so many times as many as those that were held.
const MANY_TIMES: f64 = 3.0;

/// Rounds in which matches are held, and rounds after them.
const ROUNDS: (usize, usize) = (60, 150);

impl Training<'_> {
    /// Whether matches are equal in hardly any column, or different in what could say nearly half of all.
    pub(super) fn has_drifted(&self, matches: &[Vec<f64>]) -> bool {
        self.differ_in_much(matches)
            || self.mode == Mode::Dedupe && self.differ(matches, MOSTLY.0, MOSTLY.1)
            || self.are_hardly_equal(matches)
    }

    /// Whether they are different in several columns that could say nearly half of all.
    pub(super) fn differ_in_much(&self, matches: &[Vec<f64>]) -> bool {
        self.differ(matches, DIFFERENT, SILENT)
    }

    /// Whether so many of them are different in several columns that could say so much of all.
    fn differ(&self, matches: &[Vec<f64>], many: f64, much: f64) -> bool {
        // When a record was made tells nothing of whom it is of.
        let columns =
            (0..matches.len()).filter(|place| !self.is_of_events(*place) && !self.is_silent(*place));
        let different: Vec<usize> =
            columns.filter(|place| related::differs(&matches[*place]) >= many).collect();
        different.len() > 1 && self.says(&different) >= much
    }

    /// Whether days are compared by how many lie between them, as those of events are.
    pub(super) fn is_of_events(&self, comparison: usize) -> bool {
        let levels = &self.comparisons[comparison].levels;
        let mut tests = levels.iter().flat_map(|level| &level.tests);
        tests.any(|(_, test)| matches!(test, Test::Days(_) | Test::DaysLater(_)))
    }

    /// Whether amounts, days or places are compared by how far they lie apart.
    pub(super) fn is_measured(&self, comparison: usize) -> bool {
        let levels = &self.comparisons[comparison].levels;
        levels.iter().flat_map(|level| &level.tests).any(|(_, test)| test.is_measure())
    }

    /// Whether a column says nothing of who is who.
    pub(super) fn is_silent(&self, comparison: usize) -> bool {
        self.silent.get(comparison).is_some_and(Option::is_some)
    }

    /// How much of all that equality could say these columns say.
    pub(super) fn says(&self, columns: &[usize]) -> f64 {
        let chances = self.chances();
        let says = |comparison: usize| {
            related::divergence(&self.first(comparison, &chances[comparison]), &chances[comparison])
        };
        let all: f64 = (0..chances.len()).map(says).sum();
        columns.iter().copied().map(says).sum::<f64>() / all.max(1e-300)
    }

    /// Whether they are equal in hardly any column.
    pub(super) fn are_hardly_equal(&self, matches: &[Vec<f64>]) -> bool {
        let equal = |of: &[f64], comparison: usize| {
            let exact =
                (1..of.len() - 1).filter(|outcome| self.comparer.is_exact(comparison, *outcome as u8));
            exact.map(|outcome| of[outcome]).reduce(|sum, one| sum + one)
        };
        // Columns of words alone have no level of equality, and seldom reach the strongest that they have; what is measured
        // is seldom equal.
        let chances = self.chances();
        let columns = (0..matches.len()).filter(|comparison| !self.is_measured(*comparison));
        let telling =
            columns.filter(|own| equal(&chances[*own], *own).is_some_and(|strangers| strangers < COMMON));
        let equal: Vec<f64> = telling.filter_map(|own| equal(&matches[own], own)).collect();
        equal.len() > 1 && equal.iter().all(|own| *own < EQUAL)
    }

    /// Whether a model's matches are no matches any more.
    pub fn is_of_relatives(&self, model: &Model) -> bool {
        model.classes.first().is_some_and(|matches| self.has_drifted(&matches.outcomes))
    }

    /// Trains anew, with matches held first. They are let go only if they stay.
    pub(super) fn anew(&self, trainer: &Trainer<'_>, seen: &Seen, begun: &Begun) -> Mixture {
        let held = trainer.run(seen, begun.from.clone(), begun.course(ROUNDS.0, true));
        let free = trainer.run(seen, held.clone(), begun.course(ROUNDS.1, false));
        // Let go, they become a few more or fewer; many times as many are something else.
        let are_others = free.shares[0] > MANY_TIMES * held.shares[0];
        if are_others || self.has_drifted(&free.outcomes[0]) { held } else { free }
    }
}

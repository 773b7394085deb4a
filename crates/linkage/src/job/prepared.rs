//! What do a table and settings come to: which pairs, compared in what?

use super::{LinkError, Step, Warning, never, warning};
use crate::block::{Blocking, Mode};
use crate::compare::{Comparer, Fields};
use crate::expression::Derived;
use crate::model::{decoys, tables_tell};
use crate::pattern::Space;
use crate::score::Run;
use crate::settings::Settings;
use crate::table::Table;

/// Pairs a row from which on what comparisons read lies row by row too.
const ROW_IN_PAIRS: u64 = 8;

/// All that is needed before a model is trained.
pub(super) struct Prepared {
    pub mode: Mode,
    pub derived: Derived,
    pub comparer: Comparer,
    pub fields: Fields,
    pub space: Space,
    pub blocking: Blocking,
    /// Whether words tell what strangers share ([`decoys`]).
    pub words_tell: bool,
    at_most_kept: u64,
    pub warnings: Vec<Warning>,
}

impl Prepared {
    pub fn new(
        table: &Table,
        settings: &Settings,
        told: &mut dyn FnMut(Step<'_>),
    ) -> Result<Self, LinkError> {
        if settings.comparisons.is_empty() {
            return Err(LinkError::NoComparison);
        }
        settings.check(table)?;
        let mode = settings.mode_for(table);
        let derived = Derived::new(settings.columns.clone());
        let mut fields = Fields::default();
        let comparer = Comparer::new(table, &derived, &settings.comparisons, &mut fields)
            .map_err(LinkError::Comparison)?;
        let space = Space::new(comparer.outcomes()).ok_or(LinkError::TooManyPatterns)?;
        told(Step::Blocking);
        let blocking = Blocking::new(table, &derived, &settings.blocking, mode)?;
        let words_tell = decoys::tell(mode, &comparer, &fields);
        let at_most_kept = settings.at_most_kept;
        let warnings = Vec::new();
        Ok(Self { mode, derived, comparer, fields, space, blocking, words_tell, at_most_kept, warnings })
    }

    /// Finds what is odd and tells it; `is_helped` says that a model or labels are given.
    pub fn warn(
        &mut self,
        (table, settings): (&Table, &Settings),
        is_helped: bool,
        told: &mut dyn FnMut(Step<'_>),
    ) -> Result<(), LinkError> {
        let one_tells = self.words_tell || tables_tell(self.mode, &self.comparer, &self.fields);
        let learns_alone = !is_helped && !one_tells;
        self.warnings = warning::of_inputs(table, settings, self.mode);
        let of_columns =
            warning::warnings(&self.comparer, &self.fields, (&self.blocking, settings), learns_alone);
        self.warnings.extend(of_columns);
        let aside = warning::set_aside(table, &self.derived, settings).map_err(LinkError::Comparison)?;
        self.warnings.extend(aside);
        let of_levels = never::levels(table, &self.derived, settings).map_err(LinkError::Comparison)?;
        self.warnings.extend(of_levels);
        let of_rules = never::rules(table, &self.derived, (&self.blocking, settings), &self.warnings)?;
        self.warnings.extend(of_rules);
        for warning in &self.warnings {
            told(Step::Odd(warning));
        }
        Ok(())
    }

    /// Lays out what comparisons read, once pairs are to be compared.
    pub fn seal(&mut self) {
        if self.blocking.pairs() > ROW_IN_PAIRS * self.fields.rows() as u64 {
            self.fields.seal_with_bags();
        } else {
            self.fields.seal();
        }
    }

    pub fn run(&self, threads: usize) -> Run<'_> {
        let Self { blocking, comparer, fields, space, at_most_kept, .. } = self;
        Run { blocking, comparer, fields, space, threads, at_most_kept: *at_most_kept }
    }
}

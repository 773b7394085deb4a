//! Which columns do settings read?

use std::collections::BTreeSet;

use super::Settings;
use crate::block::Rule;
use crate::compare::{Comparison, Level, Test};
use crate::expression::Expression;

impl Settings {
    /// All expressions of comparisons and blocking rules.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.comparisons
            .iter()
            .flat_map(Comparison::expressions)
            .chain(self.blocking.iter().flat_map(Rule::expressions))
    }

    /// The names that expressions read, those of `[columns]` and what these read among them.
    pub(crate) fn names_read<'s>(
        &'s self,
        expressions: impl IntoIterator<Item = &'s Expression>,
    ) -> BTreeSet<&'s str> {
        let mut names: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = Vec::new();
        for expression in expressions {
            open.extend(expression.sources.iter().map(String::as_str));
        }
        while let Some(name) = open.pop() {
            if names.insert(name)
                && let Some(expression) = self.columns.get(name)
            {
                open.extend(expression.sources.iter().map(String::as_str));
            }
        }
        names
    }

    /// Which borrowed columns expressions read.
    pub(super) fn borrowed_by<'s>(
        &'s self,
        expressions: impl IntoIterator<Item = &'s Expression>,
    ) -> BTreeSet<&'s str> {
        let mut names = self.names_read(expressions);
        names.retain(|name| self.borrowed.contains_key(*name));
        names
    }

    /// The same settings without the comparisons that read borrowed columns: what is linked with them says what there
    /// is to borrow.
    #[must_use]
    pub(crate) fn without_borrowed(&self) -> Self {
        let mut settings = self.clone();
        settings.comparisons.retain(|own| self.borrowed_by(own.expressions()).is_empty());
        settings.columns.retain(|name, _| self.borrowed_by([&Expression::column(name)]).is_empty());
        settings.borrowed.clear();
        settings
    }
}

impl Comparison {
    /// All expressions that it reads, its own column's first.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = &Expression> {
        std::iter::once(&self.column).chain(self.levels.iter().flat_map(Level::expressions))
    }
}

impl Rule {
    /// All expressions that it reads.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let keys = self.keys.iter().chain(self.right_keys.iter().flatten());
        let conditions = self.only_where.iter();
        keys.chain(conditions.flat_map(|(column, level)| std::iter::once(column).chain(level.expressions())))
    }
}

impl Level {
    /// The columns that its tests read where these are not the comparison's own.
    fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let named = self.tests.iter().filter_map(|(column, _)| column.as_ref());
        named.chain(self.tests.iter().flat_map(|(_, test)| match test {
            Test::Swapped(one, other) => vec![one, other],
            _ => Vec::new(),
        }))
    }
}

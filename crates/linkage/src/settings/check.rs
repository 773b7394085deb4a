//! Do settings fit a table? Each column that they name is asked for before anything is compared.

use super::{Settings, SettingsError, vain};
use crate::expression::{Expression, ExpressionError, bounded};
use crate::read::IDS;
use crate::table::Table;

/// Columns that are named for whoever asked for another one.
const NAMED: usize = 50;

impl Settings {
    /// Whether all that is compared and blocked on can be made of what a table holds.
    ///
    /// # Errors
    ///
    /// The first column that no input has, with the place in the settings that names it, and what is asked for in vain.
    pub fn check(&self, table: &Table) -> Result<(), SettingsError> {
        if let Some(column) = self.split.keys().find(|name| table.column(name).is_none()) {
            let why = format!("no input has a column `{column}`; there are {}", self.there(column, table));
            return Err(SettingsError::Value { place: format!("[run] split {column}"), why });
        }
        for (number, own) in self.comparisons.iter().enumerate() {
            let place = format!("[[comparisons]] {} `{}`", number + 1, own.name);
            self.check_all(&place, own.expressions(), table)?;
        }
        for own in &self.blocking {
            self.check_all(&format!("[[blocking]] {}", own.text()), own.expressions(), table)?;
        }
        self.check_all("[training] certain", self.training.certain.iter().flatten(), table)?;
        for (name, own) in &self.borrowed {
            self.check_all(&format!("[borrowed] {name}"), own.through.iter().chain([&own.value]), table)?;
        }
        // Those that nothing reads: what is written there was meant for something.
        for name in self.columns.keys() {
            let own = Expression::column(name);
            self.check_all(&format!("[columns] {name}"), std::iter::once(&own), table)?;
        }
        vain::check(self)
    }

    fn check_all<'s>(
        &'s self,
        place: &str,
        expressions: impl Iterator<Item = &'s Expression>,
        table: &Table,
    ) -> Result<(), SettingsError> {
        for expression in expressions {
            bounded(&self.columns, expression)
                .map_err(|why| SettingsError::Expression { place: place.to_owned(), why })?;
            self.check_one(place, expression, table, &mut Vec::new())?;
        }
        Ok(())
    }

    /// `open` are the named columns that are being made, the innermost last.
    fn check_one<'s>(
        &'s self,
        place: &str,
        expression: &'s Expression,
        table: &Table,
        open: &mut Vec<&'s str>,
    ) -> Result<(), SettingsError> {
        for name in &expression.sources {
            if let Some(inner) = self.columns.get(name).filter(|_| !open.contains(&name.as_str())) {
                open.push(name);
                self.check_one(place, inner, table, open)?;
                open.pop();
                continue;
            }
            if table.column(name).is_some() || self.borrowed.contains_key(name) {
                continue;
            }
            let why = if open.contains(&name.as_str()) {
                ExpressionError::Circle { column: name.clone() }
            } else {
                ExpressionError::NoColumn {
                    text: expression.text.clone(),
                    column: name.clone(),
                    there: self.there(name, table),
                }
            };
            let place = open.last().map_or_else(|| place.to_owned(), |column| format!("[columns] {column}"));
            return Err(SettingsError::Expression { place, why });
        }
        Ok(())
    }

    /// The columns that there are, for whoever asked for another one.
    fn there(&self, asked: &str, table: &Table) -> String {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let mut there = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        if names.is_empty() {
            there.push_str("none");
        }
        if names.len() > NAMED {
            there = format!("{there} and {} more", names.len() - NAMED);
        }
        if self.id.iter().any(|id| id == asked) || IDS.iter().any(|id| asked.eq_ignore_ascii_case(id)) {
            return format!(
                "{there} (ids name rows and are never compared: --id names another column for them)"
            );
        }
        there
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::tests::tables;

    #[test]
    fn a_column_that_is_not_there_is_named_with_its_place() {
        let table = tables(&["id,name,phone\n1,Ada,030\n"]);
        let compared = "[[comparisons]]\ncolumn = \"name\"\nlevels = [\"exact\"]\n";
        let fine = format!("{compared}[[blocking]]\nkeys = [\"phone | last 2\"]\n");
        let check = |text: &str| Settings::parse(text).expect("settings").check(&table);
        assert_eq!(check(&fine), Ok(()));
        for (text, place, why) in [
            (
                format!("[run]\nsplit = {{ fons = \";\" }}\n{fine}"),
                "[run] split fons",
                "there are name, phone",
            ),
            (fine.replace("\"name\"", "\"nam\""), "[[comparisons]] 1 `nam`", "no input has a column `nam`"),
            (
                fine.replace("\"exact\"", "\"town: exact\""),
                "[[comparisons]] 1 `name`",
                "there are name, phone",
            ),
            (fine.replace("phone |", "mail |"), "[[blocking]] mail | last 2", "`mail`"),
            (format!("{fine}[training]\ncertain = [[\"mail\"]]\n"), "[training] certain", "`mail`"),
            (format!("[columns]\nphone = \"fon | digits\"\n{fine}"), "[columns] phone", "`fon`"),
            (
                format!("[columns]\nmail = \"mail | lower\"\n{fine}")
                    .replace("\"phone | last 2\"", "\"mail\""),
                "[columns] mail",
                "made of itself",
            ),
            (fine.replace("\"name\"", "\"id\""), "[[comparisons]] 1 `id`", "never compared"),
            (format!("[columns]\nunused = \"fon | digits\"\n{fine}"), "[columns] unused", "`fon`"),
            (fine.replace("\"exact\"", "\"exact\", \"exact\""), "[[comparisons]] 1 `name`", "stands twice"),
            (
                format!(
                    "[borrowed]\nyear = {{ value = \"made\", through = [\"name\"] }}\n{fine}[[comparisons]]\ncolumn = \"year\"\nlevels = [\"within 1\"]\n"
                ),
                "[borrowed] year",
                "`made`",
            ),
        ] {
            let error = check(&text).expect_err(&text).to_string();
            assert!(error.starts_with(place) && error.contains(why), "{text}: {error}");
        }
    }
}

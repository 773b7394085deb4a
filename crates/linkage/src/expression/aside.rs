//! Which rows hold a value that is set aside (`without "0000"`), and so count as if they held nothing?

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::step::folded;
use super::{Derived, Expression, ExpressionError, Step};
use crate::table::{Column, Table};

/// What one `without` sets aside.
#[derive(Debug)]
pub(crate) struct Aside<'t> {
    /// The named column, or the expression itself, in which it stands.
    pub column: String,
    /// Values as they come to it.
    before: Cow<'t, Column>,
    texts: &'t [String],
}

impl Aside<'_> {
    /// Whether a row holds something of it.
    pub fn has(&self, row: u32) -> bool {
        self.before.row(row as usize).iter().any(|code| self.is_aside(*code).is_some())
    }

    /// The values that rows hold, as they are compared, and how many rows hold each.
    pub fn counted(&self) -> BTreeMap<String, u64> {
        let mut found = BTreeMap::new();
        for (code, count) in self.before.counts().iter().enumerate().skip(1) {
            if *count > 0
                && let Some(text) = self.is_aside(code as u32)
            {
                *found.entry(text).or_insert(0) += u64::from(*count);
            }
        }
        found
    }

    fn is_aside(&self, code: u32) -> Option<String> {
        let text = folded(&self.before.values.text(code));
        self.texts.contains(&text).then_some(text)
    }
}

impl Derived {
    /// All that an expression, and the named columns that it is made of, set aside.
    pub(crate) fn aside<'t>(
        &'t self,
        table: &'t Table,
        expression: &'t Expression,
    ) -> Result<Vec<Aside<'t>>, ExpressionError> {
        let mut found = Vec::new();
        self.of_steps(table, (&expression.text, expression), &mut BTreeSet::new(), &mut found)?;
        Ok(found)
    }

    fn of_steps<'t>(
        &'t self,
        table: &'t Table,
        (called, expression): (&str, &'t Expression),
        open: &mut BTreeSet<String>,
        found: &mut Vec<Aside<'t>>,
    ) -> Result<(), ExpressionError> {
        for source in &expression.sources {
            if let Some(inner) = self.named(source)
                && open.insert(source.clone())
            {
                self.of_steps(table, (source, inner), open, found)?;
                open.remove(source);
            }
        }
        for (place, step) in expression.steps.iter().enumerate() {
            let Step::Without(texts) = step else { continue };
            let before = Expression { steps: expression.steps[..place].to_vec(), ..expression.clone() };
            // A name is made of the header of the same name: the one that is open stands for its column.
            let values = self.make(table, &before, &mut open.clone())?;
            found.push(Aside { column: called.to_owned(), before: values, texts });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::tests::tables;
    use crate::settings::Settings;

    #[test]
    fn what_is_set_aside_is_counted_wherever_it_stands() {
        let table = tables(&["id,phone,name\n1,030-1,Ada\n2,0-00,Ada\n3,000,Bo\n4,,Test\n5,N/A,TEST \n"]);
        let settings = r#"
            columns.phone = 'phone | without "n/a" | digits | without "000"'
            [[comparisons]]
            column = "phone"
            levels = ["exact"]
            [[comparisons]]
            column = 'name | without "test"'
            levels = ["exact"]
        "#;
        let settings = Settings::parse(settings).expect("settings");
        let derived = Derived::new(settings.columns.clone());
        let of = |place: usize| derived.aside(&table, &settings.comparisons[place].column).expect("aside");
        let told = |all: &[Aside<'_>]| -> Vec<(String, Vec<(String, u64)>)> {
            all.iter().map(|own| (own.column.clone(), own.counted().into_iter().collect())).collect()
        };
        let phone = "phone".to_owned();
        let one = |text: &str, rows: u64| vec![(text.to_owned(), rows)];
        assert_eq!(told(&of(0)), [(phone.clone(), one("n/a", 1)), (phone, one("000", 2))]);
        assert_eq!(told(&of(1)), [("name | without \"test\"".to_owned(), one("test", 2))]);
        let rows = |own: &Aside<'_>| (0..5).filter(|row| own.has(*row)).collect::<Vec<u32>>();
        assert_eq!(rows(&of(0)[0]), [4]);
        assert_eq!(rows(&of(0)[1]), [1, 2]);
        assert_eq!(rows(&of(1)[0]), [3, 4]);
    }
}

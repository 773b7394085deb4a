//! What a row holds, looked up in the table and cut to what a page bears.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::compare::Comparison;
use crate::expression::{Aside, Derived, Expression};
use crate::settings::Settings;
use crate::table::{Column, Table};

/// Characters of a value at most, and bytes that are looked at for them.
const CHARACTERS: usize = 160;
const BYTES: usize = 1_024;
/// Values of one cell at most.
const VALUES: usize = 8;

/// A row as the results name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowName {
    /// The input's name.
    pub input: String,
    /// The row's id.
    pub id: String,
}

/// A table with the columns that comparisons read.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    table: &'a Table,
    /// Names of columns, by comparison.
    pub by_comparison: Vec<Vec<&'a str>>,
    /// Names of the columns that no comparison reads.
    pub others: Vec<&'a str>,
    /// Of borrowed columns what rows hold themselves.
    own: BTreeMap<&'a str, Cow<'a, Column>>,
    /// What each comparison sets aside.
    aside: Vec<Vec<Aside<'a>>>,
}

impl<'a> Shown<'a> {
    pub fn new(table: &'a Table, (settings, derived): (&'a Settings, &'a Derived)) -> Self {
        let of = |expressions: Vec<&'a Expression>| read_by(table, settings, expressions);
        let of_each: Vec<Vec<&str>> =
            settings.comparisons.iter().map(|comparison| of(vec![&comparison.column])).collect();
        let mut by_comparison: Vec<Vec<&str>> =
            settings.comparisons.iter().map(|comparison| of(comparison.expressions().collect())).collect();
        // What another comparison has for its own (a family name that may have changed places) is shown there.
        for (place, read) in by_comparison.iter_mut().enumerate() {
            let is_shown_there = |name: &&str| {
                let mut others = of_each.iter().enumerate().filter(|(other, _)| *other != place);
                !of_each[place].contains(name) && others.any(|(_, theirs)| theirs.contains(name))
            };
            read.retain(|name| !is_shown_there(name));
        }
        let read: BTreeSet<&str> = by_comparison.iter().flatten().copied().collect();
        let names = table.columns.iter().map(|column| column.name.as_str());
        let others = names.filter(|name| !read.contains(name)).collect();
        let own =
            |name: &'a str| Some((name, derived.column(table, &settings.borrowed.get(name)?.value).ok()?));
        let own = settings.borrowed.keys().filter_map(|name| own(name)).collect();
        let aside = |comparison: &'a Comparison| derived.aside(table, &comparison.column).unwrap_or_default();
        let aside = settings.comparisons.iter().map(aside).collect();
        Self { table, by_comparison, others, own, aside }
    }

    /// Whether a row holds something that a comparison sets aside.
    pub fn is_aside(&self, comparison: usize, row: u32) -> bool {
        self.aside.get(comparison).is_some_and(|all| all.iter().any(|own| own.has(row)))
    }

    pub fn name(&self, row: u32) -> RowName {
        let input = self.table.inputs.get(self.table.input_of(row));
        RowName {
            input: input.map_or_else(String::new, |input| input.name.clone()),
            id: bounded(self.table.ids.text(row).as_bytes()),
        }
    }

    /// What a row holds in a column, and whether it is borrowed; empty for nothing.
    pub fn value(&self, column: &str, row: u32) -> String {
        let Some(found) = self.table.column(column) else { return String::new() };
        let shown = cell(found, row);
        let is_own = self.own.get(column).is_none_or(|own| !own.row(row as usize).is_empty());
        if is_own || shown.is_empty() { shown } else { format!("{shown} (borrowed)") }
    }
}

fn cell(column: &Column, row: u32) -> String {
    let codes = column.row(row as usize);
    let mut values: Vec<&[u8]> = codes.iter().map(|code| column.values.get(*code)).collect();
    // Codes are numbered as values come; bytes are the same in any order of rows.
    values.sort_unstable();
    let mut shown: Vec<String> = values.iter().take(VALUES).map(|value| bounded(value)).collect();
    if let Some(more @ 1..) = values.len().checked_sub(VALUES) {
        shown.push(format!("and {more} more"));
    }
    shown.join("; ")
}

/// The start of a value as text, with an ellipsis where more was there.
pub(super) fn bounded(value: &[u8]) -> String {
    let start = value.get(..BYTES).unwrap_or(value);
    let text = String::from_utf8_lossy(start);
    let mut shown: String = text.chars().take(CHARACTERS).collect();
    if start.len() < value.len() || text.chars().nth(CHARACTERS).is_some() {
        shown.push('\u{2026}');
    }
    shown
}

/// The columns of the table that expressions read, in their order.
fn read_by<'a>(table: &'a Table, settings: &'a Settings, expressions: Vec<&'a Expression>) -> Vec<&'a str> {
    let mut found = Vec::new();
    for expression in expressions {
        for source in &expression.sources {
            collect(table, settings, source, &mut BTreeSet::new(), &mut found);
        }
    }
    found
}

/// A name of the settings stands before a header, unless it is being made of that header.
fn collect<'a>(
    table: &'a Table,
    settings: &'a Settings,
    name: &'a str,
    open: &mut BTreeSet<&'a str>,
    found: &mut Vec<&'a str>,
) {
    if let Some(made) = settings.columns.get(name)
        && open.insert(name)
    {
        for source in &made.sources {
            collect(table, settings, source, open, found);
        }
        open.remove(name);
        return;
    }
    if !found.contains(&name) && table.column(name).is_some() {
        found.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::tests::tables;

    #[test]
    fn what_another_comparison_has_for_its_own_is_shown_there_alone() {
        let table = tables(&["id,given,family,street,town\n1,Ada,Byron,Elm St,Bern\n"]);
        let settings = "[[comparisons]]\ncolumn = \"given\"\nlevels = [\"exact\", \"swapped given family\"]\n\
            [[comparisons]]\ncolumn = \"family\"\nlevels = [\"exact\"]\n\
            [[comparisons]]\ncolumn = \"street\"\nlevels = [\"exact\", \"town: exact\"]\n";
        let settings = Settings::parse(settings).expect("settings");
        let derived = Derived::new(settings.columns.clone());
        let shown = Shown::new(&table, (&settings, &derived));
        assert_eq!(shown.by_comparison, [vec!["given"], vec!["family"], vec!["street", "town"]]);
        assert!(shown.others.is_empty(), "{:?}", shown.others);
    }
}
